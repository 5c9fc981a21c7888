//! Whom a statement binds, who is told, and whether a passive names its agent (`language.md` §3–4).

use super::modality::Reached;
use super::reading::{Named, Reading};
use super::statement::{Agent, Voice};
use super::subject::Scene;
use crate::language::Role;
use crate::term::Occurrence;

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
    let scene = Scene::new(reading, reached);
    let mut acting = Acting::default();
    for role in &reading.roles {
        let preceded = |set| reading.preceded_by(role.start, set);
        if is_attribute(reading, role) {
            continue;
        }
        if preceded(words.agent) {
            acting.agents.push(*role);
        } else if preceded(words.recipient) || follows_recipient_verb(reading, role) {
            acting.recipients.push(*role);
        } else if preceded(words.preposition) {
            continue;
        } else if scene.is_patient(role) {
            acting.recipients.push(*role);
        } else if scene.is_subject(role) {
            acting.subjects.push(*role);
        } else if reached.words.is_none_or(|(_, end)| role.start > end) {
            acting.recipients.push(*role);
        }
    }
    acting
}

/// A role right before another is its attribute ("Regionens nämnder", "the supplier's staff"): the last one acts.
fn is_attribute(reading: &Reading<'_>, role: &Named) -> bool {
    let between = |other: &Named| reading.text.get(role.end..other.start).is_some_and(|between| !between.is_empty() && between.trim().is_empty());
    reading.roles.iter().any(|other| other.start > role.end && between(other))
}

/// "underrätta beställaren", "to the customer's incident function": the recipient stands within two words of its word.
fn follows_recipient_verb(reading: &Reading<'_>, role: &Named) -> bool {
    let before = role.start.checked_sub(1).and_then(|until| reading.of_until(reading.words.recipient, until).next());
    before.is_some_and(|hit| reading.words_between(hit.end, role.start) <= 1 && hit.end > reading.clause_start(role.start))
}

/// Active or passive, and whether anybody carries it out.
pub(crate) fn voice(reading: &Reading<'_>, reached: &Reached, acting: &Acting, inherited: bool) -> (Voice, Agent) {
    let words = reading.words;
    let after = reached.words.map_or(0, |(_, end)| end);
    let passive = reading.of(words.passive).find(|hit| {
        let near = hit.start >= after && reading.words_between(after, hit.start) <= 8;
        // What follows "att" is another clause ("möjlighet att utvecklas", "risken för att uppgifter sprids eller, i värsta fall, förstörs"); one
        // that opens between commas ends with it ("ska, för att hinna, rapporteras").
        let mut infinitives = reading.of_from(words.infinitive, after).take_while(|to| to.end <= hit.start);
        near && !infinitives.any(|to| reading.clause_start(to.start) <= after || reading.clause_start(hit.start) <= to.start)
    });
    // Behind a modal verb stands an infinitive: a finite verb there is another clause's.
    let finite = || reading.of(words.passive_finite).find(|hit| reached.words.is_none() && reading.words_between(0, hit.start) <= 8);
    let passive = passive.or_else(finite);
    let voice = if passive.is_some() { Voice::Passive } else { Voice::Active };
    let named = inherited || !acting.agents.is_empty() || !acting.subjects.is_empty();
    let of_thing = |verb: &Occurrence| reading.around(words.passive_thing, verb.start, verb.end).is_some();
    let thing = passive.map_or_else(|| reading.has(words.impersonal), of_thing);
    let agent = match (named, thing) {
        (true, _) => Agent::Named,
        (false, true) => Agent::Thing,
        (false, false) => Agent::None,
    };
    (voice, agent)
}

/// The different roles of some named ones.
pub(crate) fn roles_of(named: &[Named]) -> Vec<Role> {
    let mut roles: Vec<Role> = named.iter().map(|one| one.role).collect();
    roles.sort_unstable();
    roles.dedup();
    roles
}
