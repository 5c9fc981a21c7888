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
/// Of a text no longer than this, in bytes, the compound around a place is found by walking from it; a longer one is divided once, since walks in
/// a long row of letters would add up.
const WALKED: usize = 2048;
/// Compounds looked at after a suspended part.
const NEXT: usize = 6;

/// A text made ready for matching.
pub(super) struct View<'a> {
    pub(super) text: &'a str,
    /// In lower case, when it is asked for: what is known of a text's compounds is known of them as they are written.
    folded: OnceCell<String>,
    /// Divided only when asked for.
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
        Self { text, folded: OnceCell::new(), compounds: OnceCell::new() }
    }

    /// The text in lower case. Places are the same.
    pub(super) fn folded(&self) -> &str {
        self.folded.get_or_init(|| fold(self.text))
    }

    /// Runs of letters and digits with hyphens between them.
    pub(super) fn compounds(&self) -> &[(usize, usize)] {
        self.compounds.get_or_init(|| compounds(self.text))
    }

    /// The end of the compound that `at` starts or stands inside.
    pub(super) fn compound_from(&self, at: usize) -> Option<usize> {
        if self.text.len() > WALKED {
            let compounds = self.compounds();
            let c = compounds.get(compounds.partition_point(|c| c.1 <= at))?;
            return (c.0 <= at).then_some(c.1);
        }
        let (before, rest) = (self.text.get(..at)?, self.text.get(at..)?);
        let mut joined = before.chars().next_back().is_some_and(is_letter);
        let (mut end, mut chars) = (at, rest.char_indices().peekable());
        while let Some((i, c)) = chars.next() {
            let letter = is_letter(c);
            if !(letter || joined && is_hyphen(c) && chars.peek().is_some_and(|next| is_letter(next.1))) {
                break;
            }
            (joined, end) = (letter, at + i + c.len_utf8());
        }
        (end > at).then_some(end)
    }

    /// The start of the compound that `at` ends or stands inside.
    pub(super) fn compound_until(&self, at: usize) -> Option<usize> {
        if self.text.len() > WALKED {
            let compounds = self.compounds();
            let c = compounds.get(compounds.partition_point(|c| c.1 < at))?;
            return (c.0 < at).then_some(c.0);
        }
        let (before, rest) = (self.text.get(..at)?, self.text.get(at..)?);
        let mut joined = rest.chars().next().is_some_and(is_letter);
        let (mut start, mut chars) = (at, before.char_indices().rev().peekable());
        while let Some((i, c)) = chars.next() {
            let letter = is_letter(c);
            if !(letter || joined && is_hyphen(c) && chars.peek().is_some_and(|next| is_letter(next.1))) {
                break;
            }
            (joined, start) = (letter, i);
        }
        (start < at).then_some(start)
    }

    /// Whether `at` is not inside a compound.
    pub(super) fn boundary(&self, at: usize) -> bool {
        let mut before = self.text.get(..at).unwrap_or_default().chars().rev();
        let mut after = self.text.get(at..).unwrap_or_default().chars();
        let (left, right) = (before.next(), after.next());
        let letter = |c: Option<char>| c.is_some_and(is_letter);
        let hyphen = |c: Option<char>| c.is_some_and(is_hyphen);
        let inside = match (letter(left), letter(right)) {
            (true, true) => true,
            (true, false) => hyphen(right) && letter(after.next()),
            (false, true) => hyphen(left) && letter(before.next()),
            (false, false) => false,
        };
        !inside
    }

    /// Where the next word starts after one that ends at `end`, with nothing but blanks and hyphens between.
    pub(super) fn next_word(&self, end: usize) -> Option<usize> {
        let (i, _) = self.text.get(end..)?.char_indices().take(RUN).find(|(_, c)| !is_separator(*c))?;
        (i > 0).then_some(end + i)
    }

    /// Where the previous word ends before one that starts at `start`, with nothing but blanks and hyphens between.
    pub(super) fn previous_word(&self, start: usize) -> Option<usize> {
        let (i, c) = self.text.get(..start)?.char_indices().rev().take(RUN).find(|(_, c)| !is_separator(*c))?;
        Some(i + c.len_utf8()).filter(|end| *end < start)
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
            end = self.compound_from(word).unwrap_or(word);
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
            start = self.compound_until(word).unwrap_or(word);
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
    let mut found = Vec::with_capacity(text.len() / 4);
    let mut end = 0;
    while let Some(start) = letter_from(text, end) {
        end = letters_from(text, start);
        while let Some(after) = joint_at(text, end) {
            end = letters_from(text, after);
        }
        found.push((start, end));
    }
    found
}

/// Where the next letter stands.
fn letter_from(text: &str, from: usize) -> Option<usize> {
    let rest = text.get(from..)?;
    // Mostly a blank stands between two words, and plain signs go fast.
    let plain = rest.bytes().position(|byte| byte.is_ascii_alphanumeric() || !byte.is_ascii())?;
    let at = rest.get(plain..)?.find(is_letter)?;
    Some(from + plain + at)
}

/// Where a row of letters ends.
fn letters_from(text: &str, start: usize) -> usize {
    let mut at = start;
    loop {
        let rest = text.as_bytes().get(at..).unwrap_or_default();
        // Plain letters go fast.
        at += rest.iter().position(|byte| !byte.is_ascii_alphanumeric()).unwrap_or(rest.len());
        match text.get(at..).and_then(|rest| rest.chars().next()) {
            Some(letter) if !letter.is_ascii() && is_letter(letter) => at += letter.len_utf8(),
            _ => return at,
        }
    }
}

/// Where a hyphen ends that stands at `at` before a letter.
fn joint_at(text: &str, at: usize) -> Option<usize> {
    let mut chars = text.get(at..)?.chars();
    let hyphen = chars.next().filter(|c| is_hyphen(*c))?;
    chars.next().is_some_and(is_letter).then(|| at + hyphen.len_utf8())
}

/// Whether a mark ends what `…` may cross; a full stop before a digit is a number's.
fn stops(c: char, before_digit: bool) -> bool {
    matches!(c, '!' | '?' | ';') || (c == '.' && !before_digit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn walking_and_dividing_find_the_same_compounds() {
        let letters = ['a', 'å', '-', '\u{2011}', ' ', '1', '.'];
        for number in 0..letters.len().pow(5) {
            let text: String = (0..5).map(|place| letters[number / letters.len().pow(place) % letters.len()]).collect();
            let view = View::new(&text);
            let all = compounds(&text);
            for (at, _) in text.char_indices().chain([(text.len(), ' ')]) {
                let from = all.iter().find(|c| c.0 <= at && at < c.1);
                let until = all.iter().find(|c| c.0 < at && at <= c.1);
                assert_eq!(view.compound_from(at), from.map(|c| c.1), "{text:?} from {at}");
                assert_eq!(view.compound_until(at), until.map(|c| c.0), "{text:?} until {at}");
                assert_eq!(view.boundary(at), from.is_none_or(|c| c.0 == at), "{text:?} at {at}");
            }
        }
    }

    #[test]
    fn a_long_text_is_divided_once() {
        let text = "risk-analys ".repeat(WALKED / 12 + 1);
        let view = View::new(&text);
        assert_eq!((view.compound_from(14), view.compound_until(14)), (Some(23), Some(12)));
        assert!(view.compounds.get().is_some());
    }
}
