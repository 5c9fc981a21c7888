//! `all`, `any`, `at-least`: parts, each with its label, met in different places unless `together` says otherwise.

use super::ask::{Ask, nothing};
use super::{Composition, Needed, Together, evaluate as evaluate_check};
use crate::result::{Arg, Evidence, Observation, Outcome, Part, Say};
use crate::source::Span;

/// Evaluates the composition.
pub(crate) fn evaluate(params: &Composition, ask: &Ask<'_>) -> Observation {
    match params.together {
        Together::Anywhere => once(params, ask),
        Together::Document => best(ask.documents.iter().map(|index| once(params, &ask.of(&[*index], ask.section)))),
        Together::Section => {
            let sections = ask.facts().flat_map(|(index, facts)| (0..facts.sections.len()).map(move |section| (index, section)));
            let whole = once(params, ask);
            let found = best(sections.map(|(index, section)| once(params, &ask.of(&[index], Some(section)))));
            if found.outcome == Outcome::NotMet && found.evidence.is_empty() { Observation { outcome: Outcome::NotMet, ..whole } } else { found }
        }
    }
}

/// The observation with the most parts met.
fn best(all: impl Iterator<Item = Observation>) -> Observation {
    let met = |seen: &Observation| (rank(seen.outcome), seen.parts.iter().filter(|part| part.outcome == Outcome::Met).count());
    all.fold(None, |kept: Option<Observation>, seen| match kept {
        Some(kept) if met(&kept) >= met(&seen) => Some(kept),
        _ => Some(seen),
    })
    .unwrap_or_else(nothing)
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
    let mut parts = Vec::new();
    let mut evidence: Vec<Evidence> = Vec::new();
    let mut due = None;
    let mut first_missing: Option<Say> = None;
    for (index, part) in params.parts.iter().enumerate() {
        let seen = evaluate_check(&part.check, ask);
        parts.push(Part { label: part.label.clone(), outcome: seen.outcome });
        if seen.outcome != Outcome::Met {
            first_missing = first_missing.or_else(|| Some(seen.say.clone()));
        }
        due = due.or(seen.due);
        let occurrences = seen.occurrences.into_iter().map(|one| one.evidence);
        evidence.extend(seen.evidence.into_iter().chain(occurrences).map(|mut one| {
            one.part = Some(index);
            one
        }));
    }
    let met = parts.iter().filter(|part| part.outcome == Outcome::Met).count();
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
    let say = say(params, &parts, met, wanted, first_missing);
    Observation { outcome, parts, evidence, say, due, ..nothing() }
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
    use crate::result::EvidenceRole;
    if only_meeting {
        evidence.retain(|one| matches!(one.role, EvidenceRole::Meets | EvidenceRole::Checked));
    }
    evidence.sort_by_key(|one| (matches!(one.role, EvidenceRole::Meets | EvidenceRole::Checked), one.part));
}

fn say(params: &Composition, parts: &[Part], met: usize, wanted: usize, first_missing: Option<Say>) -> Say {
    if params.needed == Needed::Any || (met == 0 && parts.iter().all(|part| part.outcome == Outcome::NotMet)) {
        return first_missing.unwrap_or_else(|| Say::new("parts.none"));
    }
    let missing = parts.iter().filter(|part| part.outcome != Outcome::Met).map(|part| Arg::Text(part.label.clone())).collect();
    Say::new("parts.some").number("met", met).number("of", wanted).with("missing", Arg::List(missing))
}
