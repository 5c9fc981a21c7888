//! Builds [`Prose`] from pieces of the source.

use unicode_normalization::{UnicodeNormalization, char::canonical_combining_class};

use super::characters::{Normal, is_footnote_mark, normal};
use super::{Mark, MarkKind, Prose, Segment};
use crate::source::Span;

/// Collects the text of one block; see [`Prose::text`] for what is normalised.
#[derive(Clone, Debug, Default)]
pub struct ProseBuilder {
    prose: Prose,
    /// The last segment is a copy and may be made longer.
    copying: bool,
    /// Marks that are not closed yet: where they begin.
    open: Vec<(usize, MarkKind)>,
    /// A line break whose space is not written before the next character is known.
    pending: Option<Span>,
    /// The last character of the source was a soft hyphen.
    soft_hyphen: bool,
    muted: usize,
}

impl ProseBuilder {
    /// Appends a piece of the source that stands for itself; `at` is its offset in the source.
    pub fn push(&mut self, piece: &str, at: usize) {
        if self.muted > 0 {
            return;
        }
        let mut rest = piece;
        while let Some(first) = rest.chars().next() {
            let len = if first.is_ascii() && rest.as_bytes().get(1).is_none_or(u8::is_ascii) { 1 } else { cluster(rest) };
            let (head, tail) = rest.split_at(len);
            let start = at + (piece.len() - rest.len());
            self.cluster(head, first, Span::new(start, start + len));
            rest = tail;
        }
    }

    /// Appends text that the source spells in another way, as a character reference does.
    pub fn push_replaced(&mut self, text: &str, source: Span) {
        if self.muted > 0 {
            return;
        }
        let composed: String = text.nfc().collect();
        for c in composed.chars() {
            match normal(c) {
                Normal::Drop => self.soft_hyphen = c == '\u{ad}',
                Normal::Space => self.space(source),
                Normal::Text(other) => self.whole(other, source),
                Normal::Same => self.whole(c.encode_utf8(&mut [0; 4]), source),
            }
        }
    }

    /// Appends a piece of the source as it is, white space too (for code blocks).
    pub fn push_raw(&mut self, piece: &str, at: usize) {
        if self.muted == 0 && !piece.is_empty() {
            self.copy(piece, Span::new(at, at + piece.len()));
        }
    }

    /// Appends a line break: a space, unless a word is divided there by a hyphen and goes on in lower case.
    pub fn soft_break(&mut self, source: Span) {
        if self.muted == 0 && self.pending.is_none() {
            self.pending = Some(source);
        }
    }

    /// Appends a break that is always a space.
    pub fn hard_break(&mut self, source: Span) {
        if self.muted == 0 {
            self.settle(false);
            self.space(source);
        }
    }

    /// Begins a marked stretch.
    pub fn open(&mut self, kind: MarkKind) {
        self.open.push((self.prose.text.len(), kind));
    }

    /// Ends the marked stretch that was begun last.
    pub fn close(&mut self) {
        if let Some((start, kind)) = self.open.pop() {
            self.prose.marks.push(Mark { start, end: self.prose.text.len(), kind });
        }
    }

    /// Leaves out what comes next, until [`Self::unmute`].
    pub fn mute(&mut self) {
        self.muted += 1;
    }

    /// Ends the innermost [`Self::mute`].
    pub fn unmute(&mut self) {
        self.muted = self.muted.saturating_sub(1);
    }

    /// Length of the text so far.
    pub fn len(&self) -> usize {
        self.prose.text.len()
    }

    /// Whether there is no text yet.
    pub fn is_empty(&self) -> bool {
        self.prose.text.is_empty()
    }

    /// The text from an offset on, without white space around it.
    pub fn text_from(&self, start: usize) -> &str {
        self.prose.text.get(start..).unwrap_or_default().trim()
    }

    /// The finished prose, without white space at its end.
    pub fn finish(mut self) -> Prose {
        while !self.open.is_empty() {
            self.close();
        }
        let Prose { text, segments, marks } = &mut self.prose;
        text.truncate(text.trim_end().len());
        segments.retain(|segment| segment.out < text.len());
        if let Some(last) = segments.last_mut().filter(|last| last.out + last.len > text.len()) {
            let cut = last.out + last.len - text.len();
            if last.len == last.source.len() {
                last.source.end -= cut;
            }
            last.len -= cut;
        }
        marks.retain_mut(|mark| trim(mark, text));
        marks.sort_by_key(|mark| (mark.start, std::cmp::Reverse(mark.end)));
        self.prose
    }

    fn cluster(&mut self, head: &str, first: char, source: Span) {
        if head.len() > first.len_utf8() {
            let composed: String = head.nfc().collect();
            if composed != head {
                return self.whole(&composed, source);
            }
            return self.copy(head, source);
        }
        if is_footnote_mark(first, &self.prose.text) {
            return;
        }
        match normal(first) {
            Normal::Drop => self.soft_hyphen = first == '\u{ad}',
            Normal::Space => self.space(source),
            Normal::Text(text) => self.whole(text, source),
            Normal::Same => self.single(head, source),
        }
    }

    /// One character that may still be spelt in another way in NFC (the ångström sign).
    fn single(&mut self, head: &str, source: Span) {
        if head.is_ascii() || unicode_normalization::is_nfc(head) {
            self.copy(head, source);
        } else {
            let composed: String = head.nfc().collect();
            self.whole(&composed, source);
        }
    }

    fn copy(&mut self, text: &str, source: Span) {
        self.settle(text.starts_with(char::is_lowercase));
        let joins = |last: &&mut Segment| last.source.end == source.start;
        match self.prose.segments.last_mut().filter(|_| self.copying).filter(joins) {
            Some(last) => {
                last.len += text.len();
                last.source.end = source.end;
            }
            None => self.prose.segments.push(Segment { out: self.prose.text.len(), len: text.len(), source }),
        }
        self.prose.text.push_str(text);
        self.copying = true;
    }

    /// A stretch that stands for its source as a whole. One of the same length is cut in two, so as not to look like a copy.
    fn whole(&mut self, text: &str, source: Span) {
        self.settle(text.starts_with(char::is_lowercase));
        let first = text.chars().next().map_or(0, char::len_utf8);
        let cut = if text.len() == source.len() && first < text.len() { first } else { text.len() };
        for part in [&text[..cut], &text[cut..]] {
            if !part.is_empty() {
                self.prose.segments.push(Segment { out: self.prose.text.len(), len: part.len(), source });
                self.prose.text.push_str(part);
            }
        }
        self.copying = false;
    }

    fn space(&mut self, source: Span) {
        if self.pending.is_some() || self.prose.text.is_empty() || self.prose.text.ends_with(' ') {
            return;
        }
        self.soft_hyphen = false;
        if source.len() == 1 { self.copy(" ", source) } else { self.whole(" ", source) }
    }

    /// Writes the space of a line break, now that what follows is known.
    fn settle(&mut self, lower: bool) {
        let soft_hyphen = std::mem::take(&mut self.soft_hyphen);
        let Some(source) = self.pending.take() else { return };
        let before = self.prose.text.strip_suffix('-');
        let divided = soft_hyphen || before.is_some_and(|word| word.ends_with(char::is_alphabetic));
        if !(divided && lower) {
            self.space(source);
        }
    }
}

/// Takes white space off both ends of a mark; false when nothing is left.
fn trim(mark: &mut Mark, text: &str) -> bool {
    mark.end = mark.end.min(text.len());
    let Some(part) = text.get(mark.start..mark.end) else { return false };
    mark.end = mark.start + part.trim_end().len();
    mark.start += part.len() - part.trim_start().len();
    mark.start < mark.end
}

/// Length of the first character with the combining marks that follow it.
fn cluster(text: &str) -> usize {
    let mut chars = text.char_indices().skip(1);
    chars.find(|(_, c)| canonical_combining_class(*c) == 0).map_or(text.len(), |(index, _)| index)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests;
