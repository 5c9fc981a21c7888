//! Running text without markup, and the way back to the source.

mod builder;
mod characters;

pub use builder::ProseBuilder;

use serde::{Deserialize, Serialize};

use crate::source::Span;

/// Text of one block or cell, normalised for reading by machine.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Prose {
    /// The text: NFC, white space folded, without markup, comments and struck-out words.
    pub text: String,
    /// Where each stretch of the text comes from, in the order of the text, without gaps in the text.
    pub segments: Vec<Segment>,
    /// Stretches of the text with a meaning of their own.
    pub marks: Vec<Mark>,
}

/// A stretch of text and its source.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Segment {
    /// First byte in the text.
    pub out: usize,
    /// Number of bytes in the text.
    pub len: usize,
    /// Its source. As long as `len`: byte for byte the same; otherwise the whole stands for the whole.
    pub source: Span,
}

/// A marked stretch of the text.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Mark {
    /// First byte in the text.
    pub start: usize,
    /// One past the last byte in the text.
    pub end: usize,
    /// What it is.
    pub kind: MarkKind,
}

/// The kinds of mark.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
pub enum MarkKind {
    /// A code span.
    Code,
    /// Emphasis.
    Emphasis,
    /// Strong emphasis.
    Strong,
    /// The text of a link.
    Link,
    /// The replacement text of an image.
    Image,
}

impl Prose {
    /// The smallest span of the source that covers a range of the text. An empty range gives an empty span.
    pub fn source(&self, start: usize, end: usize) -> Span {
        let first = self.segments.partition_point(|segment| segment.out + segment.len <= start);
        let covered = self.segments[first..].iter().take_while(|segment| segment.out < end);
        covered.map(|segment| segment.part(start, end)).reduce(Span::cover).unwrap_or_else(|| self.place(first))
    }

    /// Whether there is no text.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// Whether a range of the text, not empty, lies within a code span.
    pub fn is_code(&self, start: usize, end: usize) -> bool {
        let within = |mark: &Mark| mark.kind == MarkKind::Code && mark.start <= start && end <= mark.end;
        start < end && self.marks.iter().any(within)
    }

    /// An empty span where a segment begins, or at the end of the text.
    fn place(&self, index: usize) -> Span {
        let at = match self.segments.get(index) {
            Some(segment) => segment.source.start,
            None => self.segments.last().map_or(0, |segment| segment.source.end),
        };
        Span::new(at, at)
    }
}

impl Segment {
    /// The source of the part of this segment within a range of the text.
    fn part(self, start: usize, end: usize) -> Span {
        if self.len != self.source.len() {
            return self.source;
        }
        let from = start.max(self.out) - self.out;
        let to = end.min(self.out + self.len) - self.out;
        Span::new(self.source.start + from, self.source.start + to.max(from))
    }
}
