//! Whom a statement binds, who is told, and whether a passive names its agent (`language.md` §3–4).

use super::modality::Reached;
use super::reading::{Named, Reading};
use super::statement::{Agent, Voice};
use crate::language::Role;

/// What the text alone says about its actors; ranges are of the text.
#[derive(Clone, Debug, Default)]
pub(crate) struct Acting {
    /// Roles in the place of the subject, with the stretch they cover.
    pub(crate) subjects: Vec<Named>,
    /// Roles named as agents of a passive.
    pub(crate) agents: Vec<Named>,
    /// Roles who are told or served.
    pub(crate) recipients: Vec<Named>,
}

/// Sorts the roles of a statement into subjects, agents and recipients.
pub(crate) fn sort_roles(reading: &Reading<'_>, reached: &Reached) -> Acting {
    let words = reading.words;
    let verbs = Verbs::of(reading);
    let mut acting = Acting::default();
    for role in &reading.roles {
        let preceded = |set| reading.preceded_by(role.start, set);
        if preceded(words.agent) {
            acting.agents.push(*role);
        } else if preceded(words.recipient) || follows_recipient_verb(reading, role) {
            acting.recipients.push(*role);
        } else if preceded(words.preposition) {
            continue;
        } else if is_subject(reading, &verbs, role, reached) {
            acting.subjects.push(*role);
        } else if reached.words.is_none_or(|(_, end)| role.start > end) {
            acting.recipients.push(*role);
        }
    }
    acting
}

/// "underrätta beställaren", "to the customer's incident function": the recipient stands within two words of its word.
fn follows_recipient_verb(reading: &Reading<'_>, role: &Named) -> bool {
    let before = role.start.checked_sub(1).and_then(|until| reading.of_until(reading.words.recipient, until).next());
    before.is_some_and(|hit| reading.words_between(hit.end, role.start) <= 1 && hit.end > reading.clause_start(role.start))
}

/// Where verbs of duty stand.
struct Verbs {
    starts: Vec<usize>,
    ends: Vec<usize>,
    /// By start, each with the furthest end up to there.
    reach: Vec<(usize, usize)>,
}

impl Verbs {
    fn of(reading: &Reading<'_>) -> Self {
        let words = reading.words;
        let sets = [words.obligation, words.prohibition, words.recommendation, words.permission, words.intention, words.responsible, words.ambiguous];
        let mut reach: Vec<(usize, usize)> = sets.iter().flat_map(|set| reading.of(*set)).map(|hit| (hit.start, hit.end)).collect();
        reach.sort_unstable();
        let starts = reach.iter().map(|(start, _)| *start).collect();
        let mut ends: Vec<usize> = reach.iter().map(|(_, end)| *end).collect();
        ends.sort_unstable();
        let mut furthest = 0;
        for (_, end) in &mut reach {
            furthest = furthest.max(*end);
            *end = furthest;
        }
        Self { starts, ends, reach }
    }

    /// End of the last verb that ends at `at` or before.
    fn last_end(&self, at: usize) -> Option<usize> {
        self.ends.get(self.ends.partition_point(|end| *end <= at).checked_sub(1)?).copied()
    }

    /// Start of the first verb that starts at `at` or later.
    fn next_start(&self, at: usize) -> Option<usize> {
        self.starts.get(self.starts.partition_point(|start| *start < at)).copied()
    }

    /// Whether a range stands within a verb.
    fn hold(&self, start: usize, end: usize) -> bool {
        let last = self.reach.partition_point(|(other, _)| *other <= start).checked_sub(1);
        last.and_then(|last| self.reach.get(last)).is_some_and(|(_, furthest)| end <= *furthest)
    }
}

/// A role is in the place of the subject when it stands before its verb with no other modal verb between, or right after it.
fn is_subject(reading: &Reading<'_>, verbs: &Verbs, role: &Named, reached: &Reached) -> bool {
    let words = reading.words;
    let Some(first) = verbs.starts.first().copied() else {
        // No verb of duty: a bare indicative binds the role it starts with.
        return reached.words.is_none() && reading.words_between(0, role.start) <= 2;
    };
    if role.end <= first {
        return true;
    }
    let clause = reading.clause_start(role.start);
    let subordinate = reading.of_until(words.purpose, role.start).next().is_some_and(|word| word.start >= clause);
    let right_after = verbs.last_end(role.start).is_some_and(|end| reading.words_between(end, role.start) <= 2);
    let close = || verbs.next_start(role.end).is_some_and(|start| reading.words_between(role.end, start) <= 3);
    right_after || verbs.hold(role.start, role.end) || (!subordinate && clause >= first && close())
}

/// Active or passive, and whether anybody carries it out.
pub(crate) fn voice(reading: &Reading<'_>, reached: &Reached, acting: &Acting, inherited: bool) -> (Voice, Agent) {
    let words = reading.words;
    let after = reached.words.map_or(0, |(_, end)| end);
    let passive = reading.of(words.passive).find(|hit| {
        let near = hit.start >= after && reading.words_between(after, hit.start) <= 8;
        // An infinitive belongs to another clause: "möjlighet att utvecklas".
        near && !reading.of(words.infinitive).any(|to| to.start >= after && to.end <= hit.start && reading.words_between(to.end, hit.start) == 0)
    });
    let Some(passive) = passive else { return (Voice::Active, if acting.subjects.is_empty() && !inherited { Agent::None } else { Agent::Named }) };
    let thing = reading.around(words.passive_thing, passive.start, passive.end).is_some();
    let named = inherited || !acting.agents.is_empty() || !acting.subjects.is_empty();
    let agent = match (named, thing) {
        (true, _) => Agent::Named,
        (false, true) => Agent::Thing,
        (false, false) => Agent::None,
    };
    (Voice::Passive, agent)
}

/// The different roles of some named ones.
pub(crate) fn roles_of(named: &[Named]) -> Vec<Role> {
    let mut roles: Vec<Role> = named.iter().map(|one| one.role).collect();
    roles.sort_unstable();
    roles.dedup();
    roles
}
