//! `all`, `any`, `at-least`: parts, each with its label, met in different places unless `together` says otherwise.

use super::ask::{Ask, nothing};
use super::{Composition, Needed, Together, evaluate as evaluate_check};
use crate::result::{Arg, Evidence, EvidenceRole, Observation, Outcome, Part, Say};
use crate::source::Span;

/// Evaluates the composition.
pub(crate) fn evaluate(params: &Composition, ask: &Ask<'_>) -> Observation {
    match params.together {
        Together::Anywhere => once(params, ask),
        Together::Document => best(params, ask, ask.documents.iter().map(|index| (*index, ask.section))),
        Together::Section => {
            let sections = ask.facts().flat_map(|(index, facts)| (0..facts.sections.len()).map(move |section| (index, Some(section))));
            let whole = once(params, ask);
            let found = best(params, ask, sections);
            if found.outcome == Outcome::NotMet && found.evidence.is_empty() { Observation { outcome: Outcome::NotMet, ..whole } } else { found }
        }
    }
}

/// The observation of the place, a document or a section of one, with the most parts met. Only that one is shown.
fn best(params: &Composition, ask: &Ask<'_>, places: impl Iterator<Item = (usize, Option<usize>)>) -> Observation {
    let met = |seen: &Observation| (rank(seen.outcome), seen.parts.iter().filter(|part| part.outcome == Outcome::Met).count());
    let places: Vec<(usize, Option<usize>)> = places.collect();
    let quiet = ask.quietly();
    let of = |ask: &Ask<'_>, (index, section): (usize, Option<usize>)| once(params, &ask.of(&[index], section));
    let found = match places.as_slice() {
        [] => None,
        [only] => Some(*only),
        // The first of those that come as near.
        _ => places.iter().rev().copied().max_by_key(|place| met(&of(&quiet, *place))),
    };
    found.map_or_else(nothing, |place| of(ask, place))
}

fn rank(outcome: Outcome) -> u8 {
    match outcome {
        Outcome::Met => 3,
        Outcome::Partial => 2,
        Outcome::Unclear => 1,
        _ => 0,
    }
}

fn once(params: &Composition, ask: &Ask<'_>) -> Observation {
    let mut all: Vec<(usize, Observation)> = params.parts.iter().map(|part| evaluate_check(&part.check, ask)).enumerate().collect();
    let part = |(index, seen): &(usize, Observation)| Part { label: params.parts[*index].label.clone(), outcome: seen.outcome };
    let parts: Vec<Part> = all.iter().map(part).collect();
    let met = parts.iter().filter(|part| part.outcome == Outcome::Met).count();
    let one_of_all = params.needed == Needed::Any || (met == 0 && parts.iter().all(|part| part.outcome == Outcome::NotMet));
    if one_of_all {
        all.sort_by_key(|(index, seen)| (nearness(seen), *index));
    }
    let due = all.iter().find_map(|(_, seen)| seen.due.clone());
    let nearest = all.iter().find(|(_, seen)| seen.outcome != Outcome::Met).map(|(_, seen)| seen.say.clone());
    let mut evidence: Vec<Evidence> = all.into_iter().flat_map(|(index, seen)| of_part(index, seen)).collect();
    let wanted = match params.needed {
        Needed::All => parts.len(),
        Needed::Any => 1,
        Needed::AtLeast(count) => count,
    };
    let copied = params.not_in_one_statement && distinct_spans(&evidence) < 3;
    let outcome = if met >= wanted && !copied {
        Outcome::Met
    } else if met + open(&parts) >= wanted && !copied {
        Outcome::Unclear
    } else if met > 0 || parts.iter().any(|part| part.outcome == Outcome::Partial) {
        Outcome::Partial
    } else {
        Outcome::NotMet
    };
    order(&mut evidence, params.needed == Needed::Any && outcome == Outcome::Met);
    let say = if one_of_all { nearest.unwrap_or_else(|| Say::new("parts.none")) } else { some(&parts, met, wanted) };
    Observation { outcome, parts, evidence, say, due, ..nothing() }
}

/// How near a part comes that need not be the one: what is denied first, then what is there in part, then where a statement comes near,
/// then nothing. Among equals the pack's order holds: its first way to meet the requirement is the plain one.
fn nearness(seen: &Observation) -> u8 {
    let role = |role: EvidenceRole| seen.evidence.iter().any(|one| one.role == role);
    match seen.outcome {
        _ if role(EvidenceRole::Contradicts) => 0,
        Outcome::Met => 1,
        Outcome::Partial | Outcome::Unclear => 2,
        _ if role(EvidenceRole::NearMiss) => 3,
        _ => 4,
    }
}

fn of_part(index: usize, seen: Observation) -> impl Iterator<Item = Evidence> {
    let occurrences = seen.occurrences.into_iter().map(|one| one.evidence);
    seen.evidence.into_iter().chain(occurrences).map(move |mut one| {
        one.part = Some(index);
        one
    })
}

fn open(parts: &[Part]) -> usize {
    parts.iter().filter(|part| part.outcome == Outcome::Unclear).count()
}

fn distinct_spans(evidence: &[Evidence]) -> usize {
    let mut spans: Vec<(usize, Option<Span>)> = evidence.iter().map(|one| (one.document, one.spans.last().copied())).collect();
    spans.sort_unstable();
    spans.dedup();
    spans.len()
}

/// What is missing comes first, as the reader must act on it; for a met `any`, only what meets it is shown.
fn order(evidence: &mut Vec<Evidence>, only_meeting: bool) {
    let meets = |one: &Evidence| matches!(one.role, EvidenceRole::Meets | EvidenceRole::Checked);
    if only_meeting {
        evidence.retain(meets);
    }
    evidence.sort_by_key(meets);
}

/// How many parts are there, and which are not.
fn some(parts: &[Part], met: usize, wanted: usize) -> Say {
    let missing = parts.iter().filter(|part| part.outcome != Outcome::Met).map(|part| Arg::Text(part.label.clone())).collect();
    Say::new("parts.some").number("met", met).number("of", wanted).with("missing", Arg::List(missing))
}
