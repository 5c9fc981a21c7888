//! A statement's text, put together from pieces of the source.

use crate::document::Prose;
use crate::source::Span;

/// A text with the pieces of source it was made of.
#[derive(Clone, Debug, Default)]
pub(crate) struct Joined {
    pub(crate) text: String,
    pub(crate) pieces: Vec<(usize, usize, Span)>,
    pub(crate) spans: Vec<Span>,
}

impl Joined {
    /// Appends a stretch of prose, after a space.
    pub(crate) fn push(&mut self, prose: &Prose, start: usize, end: usize) {
        let Some(part) = prose.text.get(start..end) else { return };
        if !self.text.is_empty() {
            self.text.push(' ');
        }
        let offset = self.text.len();
        self.text.push_str(part);
        let first = prose.segments.partition_point(|segment| segment.out + segment.len <= start);
        for segment in prose.segments.iter().skip(first).take_while(|segment| segment.out < end) {
            let (from, to) = (segment.out.max(start), (segment.out + segment.len).min(end));
            if from < to {
                let source = if segment.len == segment.source.len() {
                    let first = segment.source.start + (from - segment.out);
                    Span::new(first, first + (to - from))
                } else {
                    segment.source
                };
                self.pieces.push((offset + from - start, to - from, source));
            }
        }
        self.spans.push(prose.source(start, end));
    }

    /// Appends words that stand nowhere by themselves.
    pub(crate) fn glue(&mut self, text: &str) {
        self.text.push_str(text);
    }
}
