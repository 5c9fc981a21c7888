//! One statement's text as it is read: where the words of the lexicon stand in it.

use super::words::Words;
use crate::language::Role;
use crate::term::{Occurrence, SetId};

/// Words beyond which a distance in words is only far.
const FEW: usize = 16;
/// Bytes beyond which it is far, whatever stands there.
const REACH: usize = 8192;

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
    /// By set: those of one set stand together, in reading order, none within another.
    pub(crate) found: &'a [Occurrence],
    pub(crate) roles: Vec<Named>,
    genitive: &'a [String],
    /// Bounds of clauses: commas, semicolons, brackets and dashes.
    clauses: Vec<usize>,
}

impl<'a> Reading<'a> {
    pub(crate) fn new(text: &'a str, own: usize, words: &'a Words, found: &'a [Occurrence], aliases: &[Named], genitive: &'a [String]) -> Self {
        let mut roles: Vec<Named> =
            found.iter().filter_map(|hit| Some(Named { role: words.role(hit.set)?, start: hit.start, end: hit.end })).collect();
        roles.extend_from_slice(aliases);
        keep_longest(&mut roles, |one| (one.start, one.end));
        roles.sort_by_key(|one| (one.start, one.role));
        let clauses = text.char_indices().filter(|(at, c)| is_clause_bound(text, *at, *c)).map(|(at, _)| at).collect();
        Self { text, own, words, found, roles, genitive, clauses }
    }

    /// Occurrences of one word list, in reading order; none stands within another.
    pub(crate) fn all(&self, set: SetId) -> &'a [Occurrence] {
        let first = self.found.partition_point(|hit| hit.set < set);
        let rest = self.found.get(first..).unwrap_or_default();
        rest.get(..rest.partition_point(|hit| hit.set == set)).unwrap_or_default()
    }

    /// The same one by one.
    pub(crate) fn of(&self, set: SetId) -> impl Iterator<Item = &'a Occurrence> {
        self.all(set).iter()
    }

    /// Occurrences of one word list that start at `at` or later.
    pub(crate) fn of_from(&self, set: SetId, at: usize) -> impl Iterator<Item = &'a Occurrence> {
        let all = self.all(set);
        all.get(all.partition_point(|hit| hit.start < at)..).into_iter().flatten()
    }

    /// Occurrences of one word list that end at `at` or before, the nearest first.
    pub(crate) fn of_until(&self, set: SetId, at: usize) -> impl Iterator<Item = &'a Occurrence> {
        let all = self.all(set);
        all.get(..all.partition_point(|hit| hit.end <= at)).into_iter().flatten().rev()
    }

    /// The first occurrence of a word list that ends after `at`.
    pub(crate) fn ends_after(&self, set: SetId, at: usize) -> Option<&'a Occurrence> {
        let all = self.all(set);
        all.get(all.partition_point(|hit| hit.end <= at))
    }

    /// The occurrence of a word list that a range stands within.
    pub(crate) fn around(&self, set: SetId, start: usize, end: usize) -> Option<&'a Occurrence> {
        let all = self.all(set);
        let last = all.partition_point(|hit| hit.start <= start).checked_sub(1)?;
        all.get(last).filter(|hit| end <= hit.end)
    }

    /// Whether a word list occurs at all.
    pub(crate) fn has(&self, set: SetId) -> bool {
        !self.all(set).is_empty()
    }

    /// Start of the clause that holds `at`.
    pub(crate) fn clause_start(&self, at: usize) -> usize {
        let before = self.clauses.partition_point(|bound| *bound < at).checked_sub(1);
        before.and_then(|last| self.clauses.get(last)).map_or(0, |bound| bound + 1)
    }

    /// End of the clause that holds `at`.
    pub(crate) fn clause_end(&self, at: usize) -> usize {
        self.clauses.get(self.clauses.partition_point(|bound| *bound < at)).copied().unwrap_or(self.text.len())
    }

    /// Whether a word of `set` stands directly before `at`, with nothing but determiners between.
    pub(crate) fn preceded_by(&self, at: usize, set: SetId) -> bool {
        let mut at = at;
        loop {
            let before = self.text[..at].trim_end().len();
            let ends_there = |set| self.of_until(set, before).next().filter(|hit| hit.end == before);
            if ends_there(set).is_some_and(|hit| !self.is_of_verb(hit)) {
                return true;
            }
            let Some(skipped) = ends_there(self.words.determiner) else { return false };
            at = skipped.start;
        }
    }

    /// Whether a preposition is the end of a verb of duty ("ankommer på", "vilar på"), and none of what is answered for ("ansvarar för").
    fn is_of_verb(&self, preposition: &Occurrence) -> bool {
        let ends = |set| self.of_until(set, preposition.end).next().is_some_and(|verb| verb.start < preposition.start && verb.end == preposition.end);
        let governs = self.of_from(self.words.recipient, preposition.start).next().is_some_and(|hit| hit.start == preposition.start);
        (ends(self.words.obligation) || ends(self.words.responsible)) && !governs
    }

    /// Whether a word that ends at `end` is a genitive.
    pub(crate) fn is_genitive(&self, end: usize) -> bool {
        let (before, after) = (self.text.get(..end).unwrap_or_default(), self.text.get(end..).unwrap_or_default());
        self.genitive.iter().any(|sign| {
            let at = sign.find(['\'', '’']).unwrap_or(sign.len());
            let (inside, outside) = sign.split_at(at);
            before.ends_with(inside) && after.starts_with(outside)
        })
    }

    /// Number of words between two places, no further than anybody asks.
    pub(crate) fn words_between(&self, from: usize, to: usize) -> usize {
        let part = self.text.get(from..to).filter(|part| part.len() <= REACH);
        part.map_or(usize::MAX, |part| part.split_whitespace().take(FEW).count())
    }
}

/// Drops what lies within something longer.
pub(crate) fn keep_longest<T>(all: &mut Vec<T>, range: impl Fn(&T) -> (usize, usize)) {
    let mut ranges: Vec<(usize, usize)> = all.iter().map(&range).collect();
    ranges.sort_unstable_by_key(|(start, end)| (*start, std::cmp::Reverse(*end)));
    // For each start, the furthest end of what starts there or before: the first of its start is the longest.
    let mut furthest = 0;
    for (_, end) in &mut ranges {
        furthest = furthest.max(*end);
        *end = furthest;
    }
    all.retain(|one| {
        let (start, end) = range(one);
        let reach = |upto: usize| upto.checked_sub(1).and_then(|last| ranges.get(last)).map(|(_, end)| *end);
        let earlier = reach(ranges.partition_point(|(other, _)| *other < start));
        let here = reach(ranges.partition_point(|(other, _)| *other <= start));
        earlier.is_none_or(|furthest| furthest < end) && here.is_none_or(|furthest| furthest <= end)
    });
}

/// Commas that join items of a list are bounds too: a denial does not cross them by itself. Decimal commas are none.
fn is_clause_bound(text: &str, at: usize, c: char) -> bool {
    match c {
        ',' => !text[at + 1..].starts_with(|next: char| next.is_ascii_digit()),
        ';' | '(' | ')' | '–' | '—' => true,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::keep_longest;

    #[test]
    fn what_lies_within_something_longer_is_dropped() {
        let all: Vec<(usize, usize)> = (0..6).flat_map(|start| (start..7).map(move |end| (start, end))).collect();
        for mask in 0..1u64 << 12 {
            let chosen: Vec<(usize, usize)> =
                all.iter().copied().enumerate().filter(|(at, _)| mask >> (at % 12) & 1 == 1).map(|(_, one)| one).collect();
            let within = |one: &(usize, usize), other: &(usize, usize)| other.0 <= one.0 && one.1 <= other.1 && other.1 - other.0 > one.1 - one.0;
            let mut kept = chosen.clone();
            keep_longest(&mut kept, |one| *one);
            let wanted: Vec<_> = chosen.iter().copied().filter(|one| !chosen.iter().any(|other| within(one, other))).collect();
            assert_eq!(kept, wanted);
        }
    }
}
