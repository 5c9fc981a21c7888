//! One term of a term set: its grammar, and whether it stands at a place in a text.
//!
//! A term is words separated by single spaces, each `[=] [*] literal [*]`. See [`Pattern::parse`].

use thiserror::Error;
use unicode_normalization::UnicodeNormalization;

use super::matcher::{View, fold, is_hyphen, is_separator};

/// Longest run of separators (characters) and part of a compound inside a term (bytes) that is looked through.
const WINDOW: usize = 64;

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

/// What stands before a piece of a literal.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Joint {
    /// `~`: nothing, spaces or a hyphen (nothing at all before the first piece).
    Loose,
    /// One hyphen of any kind.
    Hyphen,
}

/// One literal word.
#[derive(Clone, Debug)]
struct Word {
    exact: bool,
    open_start: bool,
    open_end: bool,
    pieces: Vec<(Joint, String)>,
}

/// A word of the term; without a literal it is a lone `*`.
#[derive(Clone, Debug)]
struct Item {
    gap_before: bool,
    word: Option<Word>,
}

/// A term that can be looked for.
#[derive(Clone, Debug)]
pub struct Pattern {
    items: Vec<Item>,
    anchor: (usize, usize),
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

    /// The bytes the term covers when its anchor starts at `at`.
    pub(super) fn verify(&self, view: &View<'_>, at: usize) -> Option<(usize, usize)> {
        let (k, j) = self.anchor;
        let word = self.items.get(k)?.word.as_ref()?;
        let last = self.items.len() - 1;
        let literal = (word.back(view, j, at)?, word.forward(view, j, at)?);
        let mut starts = word.starts(view, literal.0, k == 0);
        let mut ends = word.ends(view, literal.1, k == last);
        for (i, item) in self.items.iter().enumerate().skip(k + 1) {
            let next = ends.iter().flat_map(|&end| view.after(end, item.gap_before));
            ends = tidy(next.flat_map(|start| item.from(view, start, i == last)).collect());
        }
        for i in (0..k).rev() {
            let gap = self.items[i + 1].gap_before;
            let previous = starts.iter().flat_map(|&start| view.before(start, gap));
            starts = tidy(previous.flat_map(|end| self.items[i].until(view, end, i == 0)).collect());
        }
        Some((*starts.last()?, *ends.first()?))
    }

    /// Whether this one-word term covers all of `view`, its literal reaching over `seam` by three bytes; the anchor starts at `at`.
    pub(super) fn joins(&self, view: &View<'_>, at: usize, seam: usize) -> bool {
        let ([Item { word: Some(word), .. }], (_, j)) = (self.items.as_slice(), self.anchor) else {
            return false;
        };
        let crosses = word.back(view, j, at).is_some_and(|s| s < seam) && word.forward(view, j, at).is_some_and(|e| e >= seam + 3);
        crosses && self.verify(view, at) == Some((0, view.text.len()))
    }
}

enum Weight {
    None,
    Letter,
    Enough,
}

impl Word {
    fn weight(&self) -> Weight {
        let mut chars = self.pieces.iter().flat_map(|(_, piece)| piece.chars());
        match (chars.next(), chars.next()) {
            (None, _) => Weight::None,
            (Some(c), None) if c.is_alphanumeric() && self.pieces.len() == 1 => Weight::Letter,
            _ => Weight::Enough,
        }
    }

    fn hay<'a>(&self, view: &'a View<'_>) -> &'a str {
        if self.exact { view.text } else { &view.folded }
    }

    /// The end of the literal when piece `from` starts at `at`.
    fn forward(&self, view: &View<'_>, from: usize, mut at: usize) -> Option<usize> {
        for (i, (joint, piece)) in self.pieces.iter().enumerate().skip(from) {
            if i > from {
                let rest = view.text.get(at..)?;
                at += match joint {
                    Joint::Loose => rest.chars().take(WINDOW).take_while(|&c| is_separator(c)).map(char::len_utf8).sum(),
                    Joint::Hyphen => rest.chars().next().filter(|&c| is_hyphen(c))?.len_utf8(),
                };
            }
            at += self.hay(view).get(at..)?.starts_with(piece.as_str()).then_some(piece.len())?;
        }
        Some(at)
    }

    /// The start of the literal when piece `from` starts at `at`.
    fn back(&self, view: &View<'_>, from: usize, mut at: usize) -> Option<usize> {
        for i in (0..from).rev() {
            let rest = view.text.get(..at)?;
            at -= match self.pieces[i + 1].0 {
                Joint::Loose => rest.chars().rev().take(WINDOW).take_while(|&c| is_separator(c)).map(char::len_utf8).sum(),
                Joint::Hyphen => rest.chars().next_back().filter(|&c| is_hyphen(c))?.len_utf8(),
            };
            let piece = self.pieces[i].1.as_str();
            at -= self.hay(view).get(..at)?.ends_with(piece).then_some(piece.len())?;
        }
        Some(at)
    }

    /// Where the word may end when its literal ends at `at`.
    fn ends(&self, view: &View<'_>, at: usize, last: bool) -> Vec<usize> {
        let whole = view.compound_from(at).map_or(at, |c| c.1);
        match (self.open_end, last) {
            (true, true) => vec![whole],
            (true, false) => {
                let part = view.text.get(at..whole).unwrap_or_default().char_indices().take(WINDOW);
                let joints = part.filter(|&(_, c)| is_hyphen(c)).map(|(i, _)| at + i);
                joints.chain([whole]).collect()
            }
            (false, false) => vec![at],
            (false, true) => {
                if view.boundary(at) {
                    vec![at]
                } else {
                    vec![]
                }
            }
        }
    }

    /// Where the word may start when its literal starts at `at`.
    fn starts(&self, view: &View<'_>, at: usize, first: bool) -> Vec<usize> {
        let whole = view.compound_until(at).map_or(at, |c| c.0);
        match (self.open_start, first) {
            (true, true) => vec![whole],
            (true, false) => {
                let part = view.text.get(whole..at).unwrap_or_default().char_indices().rev().take(WINDOW);
                let joints = part.filter(|&(_, c)| is_hyphen(c)).map(|(i, c)| whole + i + c.len_utf8());
                joints.chain([whole]).collect()
            }
            (false, false) => vec![at],
            (false, true) => {
                if view.boundary(at) {
                    vec![at]
                } else {
                    vec![]
                }
            }
        }
    }
}

impl Item {
    /// Where the item may end when it starts at `at`.
    fn from(&self, view: &View<'_>, at: usize, last: bool) -> Vec<usize> {
        let whole = view.compound_from(at).map_or(at, |c| c.1);
        let Some(word) = &self.word else {
            return if whole > at { vec![whole] } else { vec![] };
        };
        let reach = if word.open_start { whole.min(at + WINDOW) } else { at };
        let places = (at..=reach).filter(|&q| view.text.is_char_boundary(q));
        places.filter_map(|q| word.forward(view, 0, q)).flat_map(|end| word.ends(view, end, last)).collect()
    }

    /// Where the item may start when it ends at `at`.
    fn until(&self, view: &View<'_>, at: usize, first: bool) -> Vec<usize> {
        let whole = view.compound_until(at).map_or(at, |c| c.0);
        let Some(word) = &self.word else {
            return if whole < at { vec![whole] } else { vec![] };
        };
        let reach = if word.open_end { whole.max(at.saturating_sub(WINDOW)) } else { at };
        let places = (reach..=at).filter(|&q| view.text.is_char_boundary(q));
        let (j, piece) = (word.pieces.len() - 1, word.pieces.last().map_or("", |p| p.1.as_str()));
        let hits = places.filter(|&q| word.hay(view).get(..q).is_some_and(|t| t.ends_with(piece)));
        hits.filter_map(|q| word.back(view, j, q - piece.len())).flat_map(|start| word.starts(view, start, first)).collect()
    }
}

/// Sorted, without doubles.
fn tidy(mut places: Vec<usize>) -> Vec<usize> {
    places.sort_unstable();
    places.dedup();
    places
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

/// Reads `[=] [*] literal [*]`, which stands at `offset` in the term.
fn parse_word(text: &str, offset: usize) -> Result<Word, PatternError> {
    let rest = text.strip_prefix('=');
    let exact = rest.is_some();
    let rest = rest.unwrap_or(text);
    let inner = rest.strip_prefix('*');
    let open_start = inner.is_some();
    let inner = inner.unwrap_or(rest);
    let base = offset + text.len() - inner.len();
    let (mut pieces, mut piece, mut joint, mut open_end) = (Vec::new(), String::new(), Joint::Loose, false);
    let mut chars = inner.char_indices().peekable();
    while let Some((i, c)) = chars.next() {
        let start = base + i;
        let fault = |message| Err(PatternError { message, start, end: start + c.len_utf8() });
        let next = chars.peek().map(|&(_, next)| next);
        match c {
            '\\' => match chars.next() {
                Some((_, escaped)) => piece.push(escaped),
                None => return fault(PatternFault::DanglingEscape),
            },
            '*' if next.is_none() => open_end = true,
            '*' => return fault(PatternFault::MisplacedStar),
            '…' => return fault(PatternFault::MisplacedGap),
            '\u{ad}' => {}
            '~' => {
                let between = piece.chars().next_back().is_some_and(char::is_alphanumeric) && next.is_some_and(char::is_alphanumeric);
                if !between {
                    return fault(PatternFault::MisplacedTilde);
                }
                pieces.push((joint, std::mem::take(&mut piece)));
                joint = Joint::Loose;
            }
            _ if is_hyphen(c) => {
                pieces.push((joint, std::mem::take(&mut piece)));
                joint = Joint::Hyphen;
            }
            _ if c.is_whitespace() => return fault(PatternFault::Spacing),
            _ => piece.push(c),
        }
    }
    pieces.push((joint, piece));
    for (_, piece) in &mut pieces {
        let composed: String = piece.nfc().collect();
        *piece = if exact { composed } else { fold(&composed) };
    }
    Ok(Word { exact, open_start, open_end, pieces })
}
