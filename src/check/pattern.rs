//! `pattern`: a regular expression matches. The escape hatch.

use super::ask::{Ask, at_span, at_statement, nothing};
use super::{PatternCheck, PatternPlace};
use crate::facts::Substance;
use crate::result::{Evidence, EvidenceRole, Label, Observation, Outcome, Say};

/// Evaluates the check.
pub(crate) fn evaluate(params: &PatternCheck, ask: &Ask<'_>) -> Observation {
    let evidence: Vec<Evidence> = match &params.place {
        PatternPlace::Text => in_text(params, ask),
        PatternPlace::Heading => in_spans(params, ask, |facts| facts.sections.iter().map(|one| (one.title.clone(), one.span)).collect()),
        PatternPlace::Title => in_spans(params, ask, |facts| vec![(facts.title.clone(), facts.title_span)]),
        PatternPlace::Field(field) => in_spans(params, ask, |facts| facts.metadata.all(*field).map(|one| (one.text.clone(), one.span)).collect()),
    };
    if evidence.is_empty() {
        return Observation { say: Say::new("pattern.missing"), ..nothing() };
    }
    Observation { outcome: Outcome::Met, evidence, ..nothing() }
}

fn in_text(params: &PatternCheck, ask: &Ask<'_>) -> Vec<Evidence> {
    // What is quoted is said by somebody else.
    let own = ask.statements().filter(|(_, _, _, statement)| statement.substance != Substance::Quotation);
    let found = own.filter_map(|(index, facts, _, statement)| {
        let hit = params.regex.find(&statement.text)?;
        let mut evidence = at_statement(EvidenceRole::Meets, index, facts, statement);
        evidence.labels.push(Label { span: statement.source(hit.0, hit.1), say: Say::new("pattern.found") });
        Some(evidence)
    });
    found.collect()
}

fn in_spans(params: &PatternCheck, ask: &Ask<'_>, texts: impl Fn(&crate::facts::Facts) -> Vec<(String, crate::source::Span)>) -> Vec<Evidence> {
    let mut found = Vec::new();
    for (index, facts) in ask.facts() {
        for (text, span) in texts(facts) {
            if params.regex.is_match(&text) {
                found.push(at_span(EvidenceRole::Meets, index, facts, span, None));
            }
        }
    }
    found
}
