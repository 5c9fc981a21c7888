//! The command line. Findings go to standard output, everything else to standard error.

mod accuracy;
mod args;
mod base;
mod baseline;
mod cache;
mod check;
mod config;
mod documents;
mod explain;
mod facts;
mod init;
mod load;
mod output;
mod pack_new;
mod pack_test;
mod packs;
mod progress;
mod rule_new;
mod rules;
mod shell;
mod skeleton;
mod waive;

use std::io::Write;
use std::panic::{AssertUnwindSafe, catch_unwind, set_hook};
use std::process::ExitCode;
use std::sync::{Mutex, OnceLock, PoisonError};

use clap::Parser;

use crate::message::Messages;
use crate::render;
use crate::result::Say;
use args::{Arguments, Command, PackCommand, RuleCommand};

/// The commands, as they are typed.
pub(crate) const COMMANDS: &[&str] =
    &["check", "baseline", "waive", "explain", "rules", "packs", "pack", "rule", "facts", "init", "config", "completions", "man"];

/// The language asked for with `--lang`.
static LANGUAGE: OnceLock<String> = OnceLock::new();

/// Where the program failed, for the words that tell it.
static FAILED: Mutex<Option<String>> = Mutex::new(None);

/// Why a command could not be done as asked. Exit code 2.
#[derive(Debug)]
pub(crate) struct Refusal(pub(crate) String);

impl Refusal {
    /// In the language that was asked for.
    pub(crate) fn say(say: &Say) -> Self {
        let language = LANGUAGE.get().cloned().unwrap_or_else(explain::default_language);
        Self(Messages::load(&language).say(say))
    }

    /// A file that the system does not give.
    pub(crate) fn unreadable(path: &str, error: &std::io::Error) -> Self {
        Self::say(&Say::new("refusal.unreadable").words("path", path).words("why", error.to_string()))
    }
}

impl<E: std::error::Error> From<E> for Refusal {
    fn from(error: E) -> Self {
        Self(error.to_string())
    }
}

impl Refusal {
    /// File names and configuration are hostile too: nothing of them may steer a terminal.
    fn printed(&self) -> Printed {
        let err = self.0.trim_end().split('\n').map(|line| render::line(line) + "\n").collect();
        Printed { err, code: 2, ..Printed::default() }
    }
}

/// What a command prints, and the exit code it asks for.
#[derive(Debug, Default)]
pub(crate) struct Printed {
    pub(crate) out: String,
    pub(crate) err: String,
    pub(crate) code: u8,
}

/// Runs the command line of this process.
pub fn main() -> ExitCode {
    let arguments = Arguments::parse_from(with_default_command(std::env::args_os().collect()));
    let command = arguments.command.unwrap_or_default();
    if let Some(language) = command.language().cloned() {
        let _ = LANGUAGE.set(language);
    }
    // A document that makes the program fail is reported in words; the place of the failure is kept for them.
    set_hook(Box::new(|panic| {
        *FAILED.lock().unwrap_or_else(PoisonError::into_inner) = panic.location().map(ToString::to_string);
    }));
    let done = catch_unwind(AssertUnwindSafe(|| run(&command))).unwrap_or_else(|_| Err(internal()));
    let printed = done.unwrap_or_else(|refusal| refusal.printed());
    print(&printed);
    ExitCode::from(printed.code)
}

fn run(command: &Command) -> Result<Printed, Refusal> {
    match command {
        Command::Check(args) => check::run(args),
        Command::Baseline(args) => baseline::run(args),
        Command::Waive(args) => waive::run(args),
        Command::Explain(args) => explain::run(args),
        Command::Rules(args) => rules::run(args),
        Command::Packs(args) => packs::run(args),
        Command::Pack { command: PackCommand::New(args) } => pack_new::run(args),
        Command::Pack { command: PackCommand::Test(args) } => pack_test::run(args),
        Command::Pack { command: PackCommand::Accuracy(args) } => accuracy::run(args),
        Command::Rule { command: RuleCommand::New(args) } => rule_new::run(args),
        Command::Facts(args) => facts::run(args),
        Command::Init(args) => init::run(args),
        Command::Config(args) => config::run(args),
        Command::Completions(args) => shell::completions(args),
        Command::Man => shell::man(),
    }
}

impl Command {
    /// The language asked for.
    fn language(&self) -> Option<&String> {
        let common = match self {
            Self::Check(args) => &args.common,
            Self::Baseline(args) => &args.common,
            Self::Waive(args) => return args.lang.as_ref(),
            Self::Explain(args) => &args.common,
            Self::Rules(args) => &args.common,
            Self::Packs(args) => &args.common,
            Self::Facts(args) => &args.common,
            Self::Config(args) => &args.common,
            Self::Init(args) => return args.lang.as_ref(),
            Self::Pack { command: PackCommand::New(args) } => return args.lang.as_ref(),
            Self::Pack { command: PackCommand::Accuracy(args) } => &args.common,
            Self::Pack { command: PackCommand::Test(_) } | Self::Completions(_) | Self::Man => return None,
            Self::Rule { command: RuleCommand::New(args) } => return args.lang.as_ref(),
        };
        common.lang.as_ref()
    }
}

fn internal() -> Refusal {
    let place = FAILED.lock().unwrap_or_else(PoisonError::into_inner).take().unwrap_or_else(|| "?".to_owned());
    Refusal::say(&Say::new("refusal.internal").words("place", place))
}

/// Columns of the terminal, as far as the shell tells; 80 where it does not.
pub(crate) fn width() -> usize {
    std::env::var("COLUMNS").ok().and_then(|text| text.parse().ok()).unwrap_or(80_usize).clamp(60, 120)
}

/// `tillsyn policyer/` is `tillsyn check policyer/`.
fn with_default_command(mut arguments: Vec<std::ffi::OsString>) -> Vec<std::ffi::OsString> {
    let known = |first: &str| COMMANDS.contains(&first) || ["help", "-h", "--help", "-V", "--version"].contains(&first);
    let first = arguments.get(1).map(|first| first.to_string_lossy().into_owned());
    if first.is_none_or(|first| !known(&first)) {
        arguments.insert(1.min(arguments.len()), "check".into());
    }
    arguments
}

/// A reader that goes away early is no error.
fn print(printed: &Printed) {
    let mut out = std::io::stdout().lock();
    let _ = out.write_all(printed.out.as_bytes()).and_then(|()| out.flush());
    let mut err = std::io::stderr().lock();
    let _ = err.write_all(printed.err.as_bytes()).and_then(|()| err.flush());
}
