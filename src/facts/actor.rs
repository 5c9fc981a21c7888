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
    let mut acting = Acting::default();
    for role in &reading.roles {
        let preceded = |set| reading.preceded_by(role.start, set);
        if preceded(words.agent) {
            acting.agents.push(*role);
        } else if preceded(words.recipient) || follows_recipient_verb(reading, role) {
            acting.recipients.push(*role);
        } else if preceded(words.preposition) {
            continue;
        } else if is_subject(reading, role, reached) {
            acting.subjects.push(*role);
        } else if reached.words.is_none_or(|(_, end)| role.start > end) {
            acting.recipients.push(*role);
        }
    }
    acting
}

/// "underrätta beställaren", "to the customer's incident function": the recipient stands within two words of its word.
fn follows_recipient_verb(reading: &Reading<'_>, role: &Named) -> bool {
    reading
        .of(reading.words.recipient)
        .any(|hit| hit.end < role.start && reading.words_between(hit.end, role.start) <= 1 && hit.end > reading.clause_start(role.start))
}

/// A role is in the place of the subject when it stands before its verb with no other modal verb between, or right after it.
fn is_subject(reading: &Reading<'_>, role: &Named, reached: &Reached) -> bool {
    let words = reading.words;
    let verbs = [words.obligation, words.prohibition, words.recommendation, words.permission, words.intention, words.responsible, words.ambiguous];
    let mut spots: Vec<(usize, usize)> = verbs.iter().flat_map(|set| reading.of(*set)).map(|hit| (hit.start, hit.end)).collect();
    spots.sort_unstable();
    let Some((first, _)) = spots.first().copied() else {
        // No verb of duty: a bare indicative binds the role it starts with.
        return reached.words.is_none() && reading.words_between(0, role.start) <= 2;
    };
    if role.end <= first {
        return true;
    }
    let clause = reading.clause_start(role.start);
    let subordinate = reading.of(words.purpose).any(|word| word.start >= clause && word.end <= role.start);
    spots.iter().any(|(start, end)| {
        let right_after = role.start >= *end && reading.words_between(*end, role.start) <= 2;
        let inside = role.start >= *start && role.end <= *end;
        let before = !subordinate && role.end <= *start && reading.clause_start(role.start) >= first && reading.words_between(role.end, *start) <= 3;
        right_after || inside || before
    })
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
    let thing = reading.of(words.passive_thing).any(|hit| hit.start <= passive.start && passive.end <= hit.end);
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
