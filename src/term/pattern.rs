//! One term of a term set: its grammar, and whether it stands at a place in a text.
//!
//! A term is words separated by single spaces, each `[=] [*] literal [*]`. See [`Pattern::parse`].

use thiserror::Error;

use super::fold::{fold, is_letter};
use super::word::{Weight, Word, parse_word};

/// What is wrong with a term.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Error)]
pub enum PatternFault {
    /// There is no word at all.
    #[error("the term is empty")]
    Empty,
    /// A space at an end, two in a row, or another blank than a space.
    #[error("words are separated by single spaces")]
    Spacing,
    /// Only `*` and `…`.
    #[error("the term has no literal, so it would match anything")]
    OnlyWildcards,
    /// A word whose literal is empty or a single letter.
    #[error("a literal needs at least two characters")]
    TooShort,
    /// `*` inside a word.
    #[error("`*` stands first or last in a word")]
    MisplacedStar,
    /// `~` that is not between two letters.
    #[error("`~` stands between two letters")]
    MisplacedTilde,
    /// `…` inside a word, at an end of the term, or twice in a row.
    #[error("`…` stands alone between two words")]
    MisplacedGap,
    /// `\` with nothing after it.
    #[error("`\\` has nothing to escape")]
    DanglingEscape,
}

/// Why a term cannot be read, and where in it.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Error)]
#[error("{message}")]
pub struct PatternError {
    /// What is wrong.
    pub message: PatternFault,
    /// First byte in the pattern string.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

/// So many bytes make a piece of a word rare enough to look for.
const RARE: usize = 4;

/// A word of the term; without a literal it is a lone `*`.
#[derive(Clone, Debug)]
pub(super) struct Item {
    pub(super) gap_before: bool,
    pub(super) word: Option<Word>,
}

/// A term that can be looked for.
#[derive(Clone, Debug)]
pub struct Pattern {
    pub(super) items: Vec<Item>,
    /// Word and piece of the longest piece.
    pub(super) anchor: (usize, usize),
}

impl Pattern {
    /// Reads a term.
    ///
    /// `*` at an end of a word is any letters, digits and hyphen joints; a lone `*` is one word; `~` is nothing, a space or a hyphen;
    /// `…` is up to six words; `=` first in a word asks for its exact case; `\` escapes the next character.
    ///
    /// # Errors
    /// When the term breaks the grammar, can never match, or would match anything.
    pub fn parse(source: &str) -> Result<Self, PatternError> {
        let fault = |message, (start, end)| Err(PatternError { message, start, end });
        let whole = (0, source.len());
        let words = split(source);
        if source.trim().is_empty() {
            return fault(PatternFault::Empty, whole);
        }
        if words.iter().all(|&(a, b)| matches!(&source[a..b], "*" | "…")) {
            return fault(PatternFault::OnlyWildcards, whole);
        }
        let (mut items, mut gap, mut short, mut long) = (Vec::<Item>::new(), None, None, false);
        for range in words {
            let text = &source[range.0..range.1];
            if text.is_empty() {
                return fault(PatternFault::Spacing, (range.0.saturating_sub(1), range.1));
            }
            if text == "…" {
                if items.is_empty() || gap.is_some() {
                    return fault(PatternFault::MisplacedGap, range);
                }
                gap = Some(range);
                continue;
            }
            let word = if text == "*" { None } else { Some(parse_word(text, range.0)?) };
            if let Some(word) = &word {
                match word.weight() {
                    Weight::None => return fault(PatternFault::TooShort, range),
                    Weight::Letter if word.open_start || word.open_end => {
                        return fault(PatternFault::TooShort, range);
                    }
                    // A single letter in its exact case is one: `=R` of a RACI table, `=h` after a number.
                    Weight::Letter if text.starts_with('=') => long = true,
                    Weight::Letter => short = short.or(Some(range)),
                    Weight::Enough => long = true,
                }
            }
            items.push(Item { gap_before: gap.take().is_some(), word });
        }
        if let Some(range) = gap {
            return fault(PatternFault::MisplacedGap, range);
        }
        if let (Some(range), false) = (short, long) {
            return fault(PatternFault::TooShort, range);
        }
        let mut best = (0, 0, 0);
        for (i, item) in items.iter().enumerate() {
            for (j, (_, piece)) in item.word.iter().flat_map(|w| w.pieces.iter().enumerate()) {
                if piece.len() > best.0 {
                    best = (piece.len(), i, j);
                }
            }
        }
        Ok(Self { items, anchor: (best.1, best.2) })
    }

    /// The longest piece of the term, folded: wherever the term stands, this stands.
    pub(super) fn anchor(&self) -> String {
        let word = self.items.get(self.anchor.0).and_then(|item| item.word.as_ref());
        word.and_then(|w| w.pieces.get(self.anchor.1)).map_or_else(String::new, |(_, piece)| fold(piece))
    }

    /// The longest piece of the term's other words, folded, where it is long enough to be rare.
    pub(super) fn second(&self) -> Option<String> {
        let others = self.items.iter().enumerate().filter(|(item, _)| *item != self.anchor.0).filter_map(|(_, item)| item.word.as_ref());
        let longest = others.flat_map(|word| &word.pieces).map(|(_, piece)| piece).max_by_key(|piece| piece.len());
        longest.filter(|piece| piece.len() >= RARE).map(|piece| fold(piece))
    }

    /// Whether no letter or digit may stand before the anchor, and after it: what needs no more than a look to be refused.
    pub(super) fn closed(&self) -> (bool, bool) {
        let Some(word) = self.items.get(self.anchor.0).and_then(|item| item.word.as_ref()) else { return (false, false) };
        let letters = |piece: usize, at_end: bool| {
            let mut chars = word.pieces.get(piece).map_or("", |(_, piece)| piece.as_str()).chars();
            if at_end { chars.next_back() } else { chars.next() }.is_some_and(is_letter)
        };
        let (first, last) = (self.anchor.1 == 0, self.anchor.1 + 1 == word.pieces.len());
        (first && !word.open_start && letters(self.anchor.1, false), last && !word.open_end && letters(self.anchor.1, true))
    }
}

/// The byte ranges between the spaces that are not escaped.
fn split(source: &str) -> Vec<(usize, usize)> {
    let (mut words, mut start, mut escaped) = (Vec::new(), 0, false);
    for (i, c) in source.char_indices() {
        if c == ' ' && !escaped {
            words.push((start, i));
            start = i + 1;
        }
        escaped = c == '\\' && !escaped;
    }
    words.push((start, source.len()));
    words
}
