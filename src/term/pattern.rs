//! One term of a term set: its grammar, and whether it stands at a place in a text.
//!
//! A term is words separated by single spaces, each `[=] [*] literal [*]`. See [`Pattern::parse`].

use thiserror::Error;

use super::fold::{fold, is_letter, lower};
use super::word::{Joint, Weight, Word, parse_word};

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
        if let Some(plain) = Self::plain(source) {
            return Ok(plain);
        }
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

    /// One word of small letters, perhaps open: what most terms are.
    fn plain(source: &str) -> Option<Self> {
        let inner = source.strip_prefix('*').unwrap_or(source);
        let open_start = inner.len() < source.len();
        let letters = inner.strip_suffix('*').unwrap_or(inner);
        let open_end = letters.len() < inner.len();
        let small = letters.len() > 3 && letters.chars().all(|c| c < '\u{300}' && is_letter(c) && lower(c) == c);
        let word = || Word { exact: false, open_start, open_end, pieces: vec![(Joint::Loose, letters.to_owned())] };
        small.then(|| Self { items: vec![Item { gap_before: false, word: Some(word()) }], anchor: (0, 0) })
    }

    /// The longest row of letters in the longest piece of the term: wherever the term stands, these stand. Of a piece without letters, its first
    /// sign.
    pub(super) fn anchor(&self) -> Result<Anchor, char> {
        let word = self.items.get(self.anchor.0).and_then(|item| item.word.as_ref());
        let sign = || word.and_then(|word| word.pieces.get(self.anchor.1)).and_then(|(_, piece)| piece.chars().next()).unwrap_or_default();
        word.and_then(|word| Anchor::of(word, self.anchor.1)).ok_or_else(sign)
    }

    /// The same of the term's other words, as far as they are rare enough to be looked for: without these too it stands nowhere.
    pub(super) fn companions(&self) -> impl Iterator<Item = Anchor> {
        let others = self.items.iter().enumerate().filter(|(item, _)| *item != self.anchor.0).filter_map(|(_, item)| item.word.as_ref());
        let longest = others.filter_map(|word| {
            let (at, _) = word.pieces.iter().enumerate().max_by_key(|(_, (_, piece))| piece.len())?;
            Anchor::of(word, at)
        });
        longest.filter(|anchor| anchor.letters.len() >= if anchor.closed == (true, true) { 2 } else { RARE })
    }

    /// Whether the term stands within one compound or nowhere: one word, all of letters, with nothing but hyphens in it.
    pub(super) fn is_within_compound(&self) -> bool {
        let [Item { word: Some(word), .. }] = self.items.as_slice() else { return false };
        let lettered = |piece: &str| !piece.is_empty() && piece.chars().all(is_letter);
        word.pieces.iter().all(|(_, piece)| lettered(piece)) && word.pieces.iter().skip(1).all(|(joint, _)| *joint == Joint::Hyphen)
    }
}

/// What a term is found by.
pub(super) struct Anchor {
    /// Letters, folded.
    pub(super) letters: String,
    /// How many bytes of the longest piece stand before them.
    pub(super) offset: usize,
    /// Whether no letter or digit may stand before them, and after them.
    pub(super) closed: (bool, bool),
}

impl Anchor {
    /// Of a piece of a word; `None` when it has no letters.
    fn of(word: &Word, at: usize) -> Option<Self> {
        let (_, piece) = word.pieces.get(at)?;
        let (start, end) = letters(piece)?;
        let (first, last) = (at == 0 && !word.open_start, at + 1 == word.pieces.len() && !word.open_end);
        Some(Self { letters: fold(piece.get(start..end)?), offset: start, closed: (start > 0 || first, end < piece.len() || last) })
    }
}

/// The longest row of letters and digits in a piece of a word.
fn letters(piece: &str) -> Option<(usize, usize)> {
    let mut best: Option<(usize, usize)> = None;
    let mut start = None;
    for (at, letter) in piece.char_indices().chain([(piece.len(), ' ')]) {
        match (is_letter(letter), start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                start = None;
                if best.is_none_or(|(s, e)| at - from > e - s) {
                    best = Some((from, at));
                }
            }
            _ => {}
        }
    }
    best
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
