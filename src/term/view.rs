//! A text made ready for matching: folded, and divided into compounds.

use std::cell::OnceCell;

use super::fold::{fold, is_hyphen, is_letter, is_separator};

/// Longest run of blanks and marks between two words of a term, in characters.
const RUN: usize = 64;
/// Most words that `…` stands for.
const GAP_WORDS: usize = 6;
/// Longest part, in bytes, of a compound with a suspended part ("risk- och sårbarhetsanalys").
const PART: usize = 64;
/// Longest word, in characters, between a suspended part and the compound it belongs to.
const LINK: usize = 5;
/// Compounds looked at after a suspended part.
const NEXT: usize = 6;

/// A text made ready for matching.
pub(super) struct View<'a> {
    pub(super) text: &'a str,
    pub(super) folded: String,
    /// Divided only when asked for: in most texts most words stand nowhere.
    compounds: OnceCell<Vec<(usize, usize)>>,
}

/// A compound with a suspended part.
pub(super) struct Suspended<'a> {
    /// Where all of it stands: "risk- och sårbarhetsanalys".
    pub(super) place: (usize, usize),
    /// "risk".
    pub(super) part: &'a str,
    /// "sårbarhetsanalys".
    pub(super) word: &'a str,
}

impl<'a> View<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self { text, folded: fold(text), compounds: OnceCell::new() }
    }

    /// Runs of letters and digits with hyphens between them.
    fn compounds(&self) -> &[(usize, usize)] {
        self.compounds.get_or_init(|| compounds(self.text))
    }

    /// The compound that `at` starts or stands inside.
    pub(super) fn compound_from(&self, at: usize) -> Option<(usize, usize)> {
        let compounds = self.compounds();
        let c = compounds.get(compounds.partition_point(|c| c.1 <= at))?;
        (c.0 <= at).then_some(*c)
    }

    /// The compound that `at` ends or stands inside.
    pub(super) fn compound_until(&self, at: usize) -> Option<(usize, usize)> {
        let compounds = self.compounds();
        let c = compounds.get(compounds.partition_point(|c| c.1 < at))?;
        (c.0 < at).then_some(*c)
    }

    /// Whether `at` is not inside a compound.
    pub(super) fn boundary(&self, at: usize) -> bool {
        self.compound_from(at).is_none_or(|c| c.0 == at)
    }

    /// Whether letters or digits stand on the left and on the right of a range.
    pub(super) fn letters_beside(&self, start: usize, end: usize) -> (bool, bool) {
        let left = self.text.get(..start).and_then(|text| text.chars().next_back());
        let right = self.text.get(end..).and_then(|text| text.chars().next());
        (left.is_some_and(is_letter), right.is_some_and(is_letter))
    }

    /// Where the next word of a term may start after a word that ends at `end`.
    pub(super) fn after(&self, mut end: usize, gap: bool, mut place: impl FnMut(usize)) {
        for _ in 0..=if gap { GAP_WORDS } else { 0 } {
            let (from, mut word) = (end, None);
            let mut chars = self.text.get(end..).unwrap_or_default().char_indices().take(RUN).peekable();
            while let Some((i, c)) = chars.next() {
                if is_separator(c) {
                    continue;
                }
                if i > 0 {
                    place(from + i);
                }
                if is_letter(c) {
                    word = (i > 0).then_some(from + i);
                    break;
                }
                if !gap || stops(c, chars.peek().is_some_and(|next| next.1.is_ascii_digit())) {
                    break;
                }
            }
            let Some(word) = word else { return };
            end = self.compound_from(word).map_or(word, |c| c.1);
        }
    }

    /// Where the previous word of a term may end before a word that starts at `start`.
    pub(super) fn before(&self, mut start: usize, gap: bool, mut place: impl FnMut(usize)) {
        for _ in 0..=if gap { GAP_WORDS } else { 0 } {
            let (from, mut word) = (start, None);
            let mut digit = self.text.get(start..).is_some_and(|t| t.starts_with(|c: char| c.is_ascii_digit()));
            for (i, c) in self.text.get(..start).unwrap_or_default().char_indices().rev().take(RUN) {
                let end = i + c.len_utf8();
                if !is_separator(c) {
                    if end < from {
                        place(end);
                    }
                    if is_letter(c) {
                        word = (end < from).then_some(end);
                        break;
                    }
                    if !gap || stops(c, digit) {
                        break;
                    }
                }
                digit = false;
            }
            let Some(word) = word else { return };
            start = self.compound_until(word).map_or(word, |c| c.0);
        }
    }

    /// The compounds with a suspended part.
    pub(super) fn suspended(&self) -> impl Iterator<Item = Suspended<'a>> {
        let hyphens = self.text.match_indices(is_hyphen).filter(|(at, hyphen)| {
            let next = self.text.get(at + hyphen.len()..).and_then(|rest| rest.chars().next());
            next.is_some_and(|next| next == ',' || next.is_whitespace())
        });
        hyphens.filter_map(|(at, _)| {
            let ending = self.compounds().partition_point(|c| c.1 < at);
            self.compounds().get(ending).filter(|c| c.1 == at).and_then(|_| self.suspended_at(ending))
        })
    }

    /// The compound that the part with index `n` is suspended from: further such parts and one short word or a comma may
    /// stand between.
    fn suspended_at(&self, n: usize) -> Option<Suspended<'a>> {
        let &(start, end) = self.compounds().get(n)?;
        let part = self.text.get(start..end)?;
        let mut at = self.after_hyphen(end)?;
        let (mut linked, mut ready) = (false, false);
        for &(s, e) in self.compounds().iter().skip(n + 1).take(NEXT) {
            let between = self.text.get(at..s)?;
            let comma = between.starts_with(',');
            let blank = between.strip_prefix(',').unwrap_or(between);
            if blank.is_empty() || blank.len() > RUN || !blank.chars().all(char::is_whitespace) || (linked && comma) {
                return None;
            }
            let word = self.text.get(s..e)?;
            if let Some(after) = self.after_hyphen(e) {
                ready |= comma;
                at = after;
            } else if !linked && !comma && word.chars().count() <= LINK && word.chars().all(char::is_lowercase) {
                (linked, ready, at) = (true, true, e);
            } else {
                let fits = (ready || comma) && part.len() <= PART && word.len() <= PART;
                return fits.then_some(Suspended { place: (start, e), part, word });
            }
        }
        None
    }

    /// Where a hyphen ends that stands at `at`.
    fn after_hyphen(&self, at: usize) -> Option<usize> {
        let rest = self.text.get(at..)?.strip_prefix(is_hyphen)?;
        Some(self.text.len() - rest.len())
    }
}

/// Runs of letters and digits with hyphens between them.
fn compounds(text: &str) -> Vec<(usize, usize)> {
    let (mut found, mut open, mut end) = (Vec::new(), None, 0);
    let mut chars = text.char_indices().peekable();
    while let Some((i, c)) = chars.next() {
        if is_letter(c) {
            open = open.or(Some(i));
            end = i + c.len_utf8();
        } else if !(is_hyphen(c) && end == i && chars.peek().is_some_and(|next| is_letter(next.1)))
            && let Some(start) = open.take()
        {
            found.push((start, end));
        }
    }
    found.extend(open.map(|start| (start, end)));
    found
}

/// Whether a mark ends what `…` may cross; a full stop before a digit is a number's.
fn stops(c: char, before_digit: bool) -> bool {
    matches!(c, '!' | '?' | ';') || (c == '.' && !before_digit)
}
