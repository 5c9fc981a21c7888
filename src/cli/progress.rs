//! How far the work has come, for whoever waits at a terminal: after half a second a bar, and nothing of it is left when the work is done.

use std::io::IsTerminal;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::thread::JoinHandle;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};

/// Work that is shorter is not worth a bar.
const PATIENCE: Duration = Duration::from_millis(500);
/// How often it is drawn.
const STEP: Duration = Duration::from_millis(100);

/// Shows how many documents of all have been read.
pub(crate) struct Progress {
    /// How many have been.
    pub(crate) read: Arc<AtomicUsize>,
    drawing: Option<(Sender<()>, JoinHandle<()>)>,
}

impl Progress {
    /// Begins to wait, where standard error is a terminal.
    pub(crate) fn of(all: usize, words: String) -> Self {
        let read = Arc::new(AtomicUsize::new(0));
        let drawing = std::io::stderr().is_terminal().then(|| {
            let (done, waiting) = channel();
            let read = Arc::clone(&read);
            let drawing = std::thread::spawn(move || {
                if waiting.recv_timeout(PATIENCE) != Err(RecvTimeoutError::Timeout) {
                    return;
                }
                let bar = ProgressBar::new(all as u64).with_message(words);
                if let Ok(style) = ProgressStyle::with_template("{msg} {bar:30} {pos}/{len}") {
                    bar.set_style(style);
                }
                loop {
                    bar.set_position(read.load(Ordering::Relaxed) as u64);
                    if waiting.recv_timeout(STEP) != Err(RecvTimeoutError::Timeout) {
                        return bar.finish_and_clear();
                    }
                }
            });
            (done, drawing)
        });
        Self { read, drawing }
    }

    /// Takes the bar away.
    pub(crate) fn done(self) {
        if let Some((done, drawing)) = self.drawing {
            let _ = done.send(());
            let _ = drawing.join();
        }
    }
}
