//! Labelled lines ("**Fastställd:** 2023-05-01"), also several in one paragraph.

use super::value::Piece;
use super::{MetaSource, Reader};
use crate::document::{Block, Prose};
use crate::facts::context::{lines, trim};
use crate::language::Field;

/// A label and its value, as ranges of a block's text.
struct Labelled {
    /// The field; `None` for a label that names none of ours.
    field: Option<Field>,
    /// The label.
    label: (usize, usize),
    /// The value.
    value: (usize, usize),
}

impl Reader<'_> {
    /// Reads the labelled lines of a block: whether there are any, and whether there is nothing else.
    pub(super) fn labelled(&mut self, block: &Block, blanks: bool) -> (bool, bool) {
        let (mut found, mut rest): (Vec<Labelled>, bool) = (Vec::new(), false);
        for (start, end) in lines(self.source, &block.prose) {
            let line = self.line(&block.prose.text, start, end);
            match (line.is_empty(), found.last_mut()) {
                (true, Some(last)) if !unknown_label(&block.prose.text, start, end) => last.value.1 = end,
                (true, _) => rest = true,
                (false, _) => found.extend(line),
            }
        }
        let any = found.iter().any(|labelled| labelled.field.is_some());
        for labelled in found {
            self.add(&labelled, &block.prose, blanks);
        }
        (any, any && !rest)
    }

    /// Adds a labelled value.
    fn add(&mut self, labelled: &Labelled, prose: &Prose, blanks: bool) {
        let Some(field) = labelled.field else { return };
        let piece = Piece::Prose { prose, start: labelled.value.0, end: labelled.value.1 };
        if blanks || !self.blank(piece.text()) {
            let label = prose.source(labelled.label.0, labelled.label.1);
            self.field(field, piece, Some(label), MetaSource::Line);
        }
    }

    /// The labels of one line; none unless the line starts with one.
    fn line(&self, text: &str, start: usize, end: usize) -> Vec<Labelled> {
        let mut found: Vec<Labelled> = Vec::new();
        let colons: Vec<usize> = text.get(start..end).unwrap_or_default().match_indices(':').map(|(at, _)| start + at).collect();
        for colon in colons {
            let from = found.last().map_or(start, |last| last.value.0);
            let Some((label, field)) = self.label(text, from, colon, found.is_empty()) else {
                if found.is_empty() {
                    return found;
                }
                continue;
            };
            if let Some(last) = found.last_mut() {
                last.value = shave(text, last.value.0, label.0);
            }
            found.push(Labelled { field, label, value: trim(text, colon + 1, end) });
        }
        found
    }

    /// The label right before a colon: the whole text for the first of a line, else its last words.
    fn label(&self, text: &str, from: usize, colon: usize, first: bool) -> Option<((usize, usize), Option<Field>)> {
        let part = text.get(from..colon)?;
        let mut starts: Vec<usize> = vec![from];
        if !first {
            let spaces = part.char_indices().rev().filter(|(_, letter)| letter.is_whitespace()).take(4);
            starts = spaces.map(|(at, letter)| from + at + letter.len_utf8()).collect();
            starts.reverse();
        }
        starts.into_iter().find_map(|start| {
            let bulleted = |letter: char| matches!(letter, '•' | '-' | '–' | '*') || letter.is_whitespace();
            let skipped = text.get(start..colon)?.len() - text.get(start..colon)?.trim_start_matches(bulleted).len();
            let label = trim(text, start + skipped, colon);
            let words = text.get(label.0..label.1)?;
            match self.context.whole("@field/", words) {
                Some(field) => Some((label, Field::parse(field))),
                None => self.context.whole("@field-beside", words).map(|_| (label, None)),
            }
        })
    }
}

/// The range without a separator at its end.
fn shave(text: &str, start: usize, end: usize) -> (usize, usize) {
    let part = text.get(start..end).unwrap_or_default();
    let kept = part.trim_end_matches(|letter: char| letter.is_whitespace() || matches!(letter, ',' | ';' | '|' | '·' | '•'));
    trim(text, start, start + kept.len())
}

/// Whether a line starts with a short label that we do not know.
fn unknown_label(text: &str, start: usize, end: usize) -> bool {
    let line = text.get(start..end).unwrap_or_default();
    line.split_once(':').is_some_and(|(label, _)| label.split_whitespace().count() <= 4)
}
