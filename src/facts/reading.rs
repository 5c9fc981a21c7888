//! One statement's text as it is read: where the words of the lexicon stand in it.

use super::words::Words;
use crate::language::Role;
use crate::term::{Occurrence, SetId};

/// A role named in the text.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Named {
    pub(crate) role: Role,
    pub(crate) start: usize,
    pub(crate) end: usize,
}

/// The text of a statement with everything the lexicon found in it.
pub(crate) struct Reading<'a> {
    pub(crate) text: &'a str,
    /// Where the statement's own part starts; what stands before is its lead-in.
    pub(crate) own: usize,
    pub(crate) words: &'a Words,
    pub(crate) found: &'a [Occurrence],
    pub(crate) roles: Vec<Named>,
    /// Bounds of clauses: commas, semicolons, brackets and dashes.
    clauses: Vec<usize>,
}

impl<'a> Reading<'a> {
    pub(crate) fn new(text: &'a str, own: usize, words: &'a Words, found: &'a [Occurrence], aliases: &[Named]) -> Self {
        let mut roles: Vec<Named> = found
            .iter()
            .filter_map(|hit| {
                let (_, role) = words.roles.iter().find(|(set, _)| *set == hit.set)?;
                Some(Named { role: *role, start: hit.start, end: hit.end })
            })
            .collect();
        roles.extend_from_slice(aliases);
        let longest = roles.clone();
        roles.retain(|one| {
            !longest.iter().any(|other| other.start <= one.start && one.end <= other.end && (other.end - other.start) > (one.end - one.start))
        });
        roles.sort_by_key(|one| (one.start, one.role));
        let clauses = text.char_indices().filter(|(at, c)| is_clause_bound(text, *at, *c)).map(|(at, _)| at).collect();
        Self { text, own, words, found, roles, clauses }
    }

    /// Occurrences of one word list.
    pub(crate) fn of(&self, set: SetId) -> impl Iterator<Item = &'a Occurrence> {
        self.found.iter().filter(move |hit| hit.set == set)
    }

    /// Whether a word list occurs at all.
    pub(crate) fn has(&self, set: SetId) -> bool {
        self.of(set).next().is_some()
    }

    /// Start of the clause that holds `at`.
    pub(crate) fn clause_start(&self, at: usize) -> usize {
        self.clauses.iter().rev().find(|bound| **bound < at).map_or(0, |bound| bound + 1)
    }

    /// End of the clause that holds `at`.
    pub(crate) fn clause_end(&self, at: usize) -> usize {
        self.clauses.iter().find(|bound| **bound >= at).copied().unwrap_or(self.text.len())
    }

    /// Whether a word of `set` stands directly before `at`, with nothing but determiners between.
    pub(crate) fn preceded_by(&self, at: usize, set: SetId) -> bool {
        let mut at = at;
        loop {
            let before = self.text[..at].trim_end().len();
            if self.of(set).any(|hit| hit.end == before) {
                return true;
            }
            let Some(skipped) = self.of(self.words.determiner).find(|hit| hit.end == before) else { return false };
            at = skipped.start;
        }
    }

    /// Number of words between two places.
    pub(crate) fn words_between(&self, from: usize, to: usize) -> usize {
        self.text.get(from..to).map_or(usize::MAX, |part| part.split_whitespace().count())
    }
}

/// Commas that join items of a list are bounds too: a denial does not cross them by itself. Decimal commas are none.
fn is_clause_bound(text: &str, at: usize, c: char) -> bool {
    match c {
        ',' => !text[at + 1..].starts_with(|next: char| next.is_ascii_digit()),
        ';' | '(' | ')' | '–' | '—' => true,
        _ => false,
    }
}
