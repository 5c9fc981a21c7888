//! Which of the roles in a statement is its subject, and which only has something done to it (`language.md` §3–4).

use super::modality::Reached;
use super::reading::{Named, Reading};
use crate::term::SetId;

/// Most small words between a verb and the subject that follows it.
const SMALL: usize = 6;

/// Most verbs that share words.
const NESTED: usize = 4;

/// The verbs of a statement, and what stands in their subjects' places.
pub(crate) struct Scene<'r, 'a> {
    reading: &'r Reading<'a>,
    reached: &'r Reached,
    /// Modal verbs and verbs of responsibility, in reading order.
    verbs: Vec<(usize, usize)>,
    /// Roles that can be the subject of a verb after them: no genitive, in no subordinate clause, after no preposition.
    heads: Vec<(usize, usize)>,
    /// Some verb has its subject right after it.
    inverted: bool,
}

impl<'r, 'a> Scene<'r, 'a> {
    pub(crate) fn new(reading: &'r Reading<'a>, reached: &'r Reached) -> Self {
        let verbs = verbs(reading);
        let heads = reading.roles.iter().filter(|role| is_head(reading, role)).map(|role| (role.start, role.end)).collect();
        let mut scene = Self { reading, reached, verbs, heads, inverted: false };
        scene.inverted = reading.roles.iter().any(|role| scene.verb_before(role.start).is_some());
        scene
    }

    /// A role is the subject when it stands before its verb with no other modal verb between, or right after it.
    pub(crate) fn is_subject(&self, role: &Named) -> bool {
        let reading = self.reading;
        let Some((first, _)) = self.verbs.first().copied() else {
            // No verb of duty: a bare indicative binds the role it starts with.
            return self.reached.words.is_none() && reading.words_between(0, role.start) <= 2;
        };
        // An item that is a clause of its own has its verb in its own part.
        let own = self.verbs.get(self.verbs.partition_point(|(start, _)| *start < reading.own)).map(|(start, _)| *start).filter(|_| reading.own > 0);
        if own.is_some_and(|own| role.start >= reading.own && role.end <= own) {
            return true;
        }
        if role.end <= first {
            // "När en händelse upptäcks är leverantören skyldig": next to its verb, unless another role is.
            let beside = !self.inverted && reading.words_between(role.end, first) == 0;
            return beside || !self.in_opening_clause(role.start);
        }
        let upto = self.verbs.partition_point(|(start, _)| *start <= role.start);
        let inside = self.verbs.iter().take(upto).rev().take(NESTED).any(|(_, end)| role.end <= *end);
        let right_after = || self.verb_before(role.start).is_some_and(|verb| !self.has_subject_before(verb));
        inside || right_after() || self.opens_a_later_clause(role, first)
    }

    /// Whom something is done to is in the place of the subject of a passive ("Medarbetare ska utbildas"): it is no actor. Only a
    /// passive that is one word is taken for one: "ska vara certifierad" is asked of the supplier.
    pub(crate) fn is_patient(&self, role: &Named) -> bool {
        let (reading, words) = (self.reading, self.reading.words);
        let (start, end) = self.reached.words.unwrap_or((role.end, role.end));
        let from = if role.end <= start { end } else { role.end };
        let own = role.start >= reading.own || end < reading.own;
        let clause = reading.clause_start(role.start);
        let earlier =
            self.verbs.iter().take(self.verbs.partition_point(|(verb, _)| *verb < role.start)).rev().take_while(|(verb, _)| *verb >= clause);
        let other_verb = earlier.take(NESTED).any(|(verb, _)| *verb != start);
        let joined = |from: usize, to: usize| {
            let first = |set| reading.of_from(set, from).next().is_some_and(|word| word.end <= to);
            first(words.infinitive) || first(words.subordinator)
        };
        let done_to = || {
            reading.of_from(words.passive, from).take(4).any(|verb| {
                let one_word = reading.text.get(verb.start..verb.end).is_some_and(|text| !text.contains(char::is_whitespace));
                let near = reading.words_between(from, verb.start) <= usize::from(self.reached.words.is_some());
                one_word && near && reading.of_from(words.infinitive, from).next().is_none_or(|to| to.end > verb.start)
            })
        };
        own && !other_verb && !joined(role.end, start) && done_to()
    }

    /// A role before a further verb, in a clause of its own that is not subordinate.
    fn opens_a_later_clause(&self, role: &Named, first: usize) -> bool {
        let (reading, clause) = (self.reading, self.reading.clause_start(role.start));
        let Some((next, _)) = self.verbs.get(self.verbs.partition_point(|(start, _)| *start < role.end)) else { return false };
        let subordinate = || reading.of_until(reading.words.purpose, role.start).next().is_some_and(|word| word.start >= clause);
        clause >= first && reading.words_between(role.end, *next) <= 3 && !subordinate()
    }

    /// The verb that a role follows with nothing but determiners, prepositions and denials between.
    fn verb_before(&self, at: usize) -> Option<usize> {
        let (reading, words) = (self.reading, self.reading.words);
        let before = self.verbs.get(..self.verbs.partition_point(|(start, _)| *start < at))?;
        let (start, end) = before.iter().rev().take(NESTED).find(|(_, end)| *end <= at).copied()?;
        let mut at = at;
        for _ in 0..=SMALL {
            let edge = reading.text.get(..at)?.trim_end().len();
            if edge <= end {
                return Some(start);
            }
            let small = [words.determiner, words.negation, words.preposition, words.agent];
            let ends_here = |set: &SetId| reading.of_until(*set, edge).next().filter(|word| word.end == edge && word.start >= end);
            at = small.iter().find_map(ends_here)?.start;
        }
        None
    }

    /// Whether a verb has its subject before it, in its clause.
    fn has_subject_before(&self, verb: usize) -> bool {
        let clause = self.reading.clause_start(verb);
        let from = self.heads.partition_point(|(start, _)| *start < clause);
        self.heads.get(from).is_some_and(|(_, end)| *end <= verb)
    }

    /// Whether a place is in a subordinate clause that opens the sentence ("När leverantören …"): the verb after it has another subject.
    fn in_opening_clause(&self, at: usize) -> bool {
        let reading = self.reading;
        let clause = reading.clause_start(at);
        let opens = |start: usize| {
            let from = if start >= reading.own { reading.own } else { 0 };
            reading.text.get(from..start).is_some_and(|text| !text.contains(char::is_alphabetic))
        };
        reading.of_from(reading.words.subordinator, clause).next().is_some_and(|word| word.end <= at && opens(word.start))
    }
}

/// The modal verbs and verbs of responsibility, in reading order.
fn verbs(reading: &Reading<'_>) -> Vec<(usize, usize)> {
    let words = reading.words;
    let strong = [words.obligation, words.prohibition, words.permission, words.responsible];
    let weak = [words.recommendation, words.intention, words.ambiguous, words.exempt];
    let mut found: Vec<(usize, usize)> = strong.iter().chain(&weak).flat_map(|set| reading.of(*set)).map(|hit| (hit.start, hit.end)).collect();
    found.sort_unstable();
    found
}

/// Whether a role can be the subject of a verb after it.
fn is_head(reading: &Reading<'_>, role: &Named) -> bool {
    let words = reading.words;
    let clause = reading.clause_start(role.start);
    let subordinate = reading.of_until(words.subordinator, role.start).next().is_some_and(|word| word.start >= clause);
    let governed = || [words.preposition, words.recipient, words.agent].iter().any(|set| reading.preceded_by(role.start, *set));
    !reading.is_genitive(role.end) && !subordinate && !governed()
}
