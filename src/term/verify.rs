//! Whether a term stands at a place in a text.

use super::fold::{is_hyphen, is_separator};
use super::pattern::{Item, Pattern};
use super::view::View;
use super::word::{Joint, Word};

/// Longest run of separators (characters) and part of a compound inside a term (bytes) that is looked through.
const WINDOW: usize = 64;

impl Pattern {
    /// The bytes the term covers when its anchor starts at `at`.
    pub(super) fn verify(&self, view: &View<'_>, at: usize) -> Option<(usize, usize)> {
        let (k, j) = self.anchor;
        let word = self.items.get(k)?.word.as_ref()?;
        let literal = (word.back(view, j, at)?, word.forward(view, j, at)?);
        if self.items.len() == 1 {
            return Some((word.first_start(view, literal.0)?, word.last_end(view, literal.1)?));
        }
        let end = self.forward(view, word, literal.1)?;
        Some((self.back(view, word, literal.0)?, end))
    }

    /// The end of the term when the literal of its anchor's word ends at `at`: the first of those there may be.
    fn forward(&self, view: &View<'_>, word: &Word, at: usize) -> Option<usize> {
        let last = self.items.len() - 1;
        // Words that end where they end, with the next right after them: there is one place, and no list of them is needed.
        let (mut word, mut at, mut k) = (word, at, self.anchor.0);
        while let Some(next) = self.items.get(k + 1).and_then(Item::plain_after).filter(|_| !word.open_end) {
            at = next.forward(view, 0, view.next_word(at)?)?;
            (word, k) = (next, k + 1);
        }
        if k == last {
            return word.last_end(view, at);
        }
        let mut ends = Vec::new();
        word.ends(view, at, false, &mut ends);
        for (i, item) in self.items.iter().enumerate().skip(k + 1) {
            let mut next = Vec::new();
            for &end in &ends {
                view.after(end, item.gap_before, |start| item.from(view, start, i == last, &mut next));
            }
            ends = tidy(next);
        }
        ends.first().copied()
    }

    /// The start of the term when the literal of its anchor's word starts at `at`: the last of those there may be.
    fn back(&self, view: &View<'_>, word: &Word, at: usize) -> Option<usize> {
        let (mut word, mut at, mut k) = (word, at, self.anchor.0);
        let mut gap = self.items.get(k)?.gap_before;
        while let Some(previous) = k.checked_sub(1).and_then(|before| self.items.get(before)).filter(|_| !gap && !word.open_start) {
            let Some(before) = previous.word.as_ref().filter(|before| !before.open_end) else { break };
            at = before.until(view, view.previous_word(at)?)?;
            (word, k, gap) = (before, k - 1, previous.gap_before);
        }
        if k == 0 {
            return word.first_start(view, at);
        }
        let mut starts = Vec::new();
        word.starts(view, at, false, &mut starts);
        for (i, item) in self.items.iter().enumerate().take(k).rev() {
            let mut previous = Vec::new();
            for &start in &starts {
                view.before(start, gap, |end| item.until(view, end, i == 0, &mut previous));
            }
            starts = tidy(previous);
            gap = item.gap_before;
        }
        starts.last().copied()
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

impl Word {
    fn hay<'a>(&self, view: &'a View<'_>) -> &'a str {
        if self.exact { view.text } else { view.folded() }
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

    /// The start of the literal when it ends at `at`.
    fn until(&self, view: &View<'_>, at: usize) -> Option<usize> {
        let (j, piece) = (self.pieces.len().checked_sub(1)?, self.pieces.last()?.1.as_str());
        let ends_here = self.hay(view).get(..at).is_some_and(|text| text.ends_with(piece));
        ends_here.then(|| self.back(view, j, at - piece.len())).flatten()
    }

    /// Where the last word of a term ends when its literal ends at `at`.
    fn last_end(&self, view: &View<'_>, at: usize) -> Option<usize> {
        if self.open_end { Some(view.compound_from(at).unwrap_or(at)) } else { view.boundary(at).then_some(at) }
    }

    /// Where the first word of a term starts when its literal starts at `at`.
    fn first_start(&self, view: &View<'_>, at: usize) -> Option<usize> {
        if self.open_start { Some(view.compound_until(at).unwrap_or(at)) } else { view.boundary(at).then_some(at) }
    }

    /// Where the word may end when its literal ends at `at`: with its compound, or at one of its joints.
    fn ends(&self, view: &View<'_>, at: usize, last: bool, places: &mut Vec<usize>) {
        if last {
            return places.extend(self.last_end(view, at));
        }
        if !self.open_end {
            return places.push(at);
        }
        let whole = view.compound_from(at).unwrap_or(at);
        let part = view.text.get(at..whole).unwrap_or_default().char_indices().take(WINDOW);
        places.extend(part.filter(|&(_, c)| is_hyphen(c)).map(|(i, _)| at + i));
        places.push(whole);
    }

    /// Where the word may start when its literal starts at `at`: with its compound, or after one of its joints.
    fn starts(&self, view: &View<'_>, at: usize, first: bool, places: &mut Vec<usize>) {
        if first {
            return places.extend(self.first_start(view, at));
        }
        if !self.open_start {
            return places.push(at);
        }
        let whole = view.compound_until(at).unwrap_or(at);
        let part = view.text.get(whole..at).unwrap_or_default().char_indices().rev().take(WINDOW);
        places.extend(part.filter(|&(_, c)| is_hyphen(c)).map(|(i, c)| whole + i + c.len_utf8()));
        places.push(whole);
    }
}

impl Item {
    /// The word, when it is one that starts where it starts, right after the word before it.
    fn plain_after(&self) -> Option<&Word> {
        self.word.as_ref().filter(|word| !self.gap_before && !word.open_start)
    }

    /// Where the item may end when it starts at `at`.
    fn from(&self, view: &View<'_>, at: usize, last: bool, places: &mut Vec<usize>) {
        let whole = || view.compound_from(at).unwrap_or(at);
        let Some(word) = &self.word else {
            return places.extend(Some(whole()).filter(|&whole| whole > at));
        };
        let reach = if word.open_start { whole().min(at + WINDOW) } else { at };
        for start in (at..=reach).filter(|&q| view.text.is_char_boundary(q)) {
            if let Some(end) = word.forward(view, 0, start) {
                word.ends(view, end, last, places);
            }
        }
    }

    /// Where the item may start when it ends at `at`.
    fn until(&self, view: &View<'_>, at: usize, first: bool, places: &mut Vec<usize>) {
        let whole = || view.compound_until(at).unwrap_or(at);
        let Some(word) = &self.word else {
            return places.extend(Some(whole()).filter(|&whole| whole < at));
        };
        let reach = if word.open_end { whole().max(at.saturating_sub(WINDOW)) } else { at };
        for end in (reach..=at).filter(|&q| view.text.is_char_boundary(q)) {
            if let Some(start) = word.until(view, end) {
                word.starts(view, start, first, places);
            }
        }
    }
}

/// Sorted, without doubles.
fn tidy(mut places: Vec<usize>) -> Vec<usize> {
    places.sort_unstable();
    places.dedup();
    places
}
