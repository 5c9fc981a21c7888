//! `section`: a section with that heading exists and says something; or, to be forbidden, sections that say nothing or only weak things.

use super::ask::{Ask, at_span, at_statement, near_miss, nothing};
use super::{Group, SectionCheck};
use crate::facts::{Facts, Section, Statement, Substance};
use crate::language::Modality;
use crate::result::{Arg, Evidence, EvidenceRole, Label, Observation, Outcome, Say};

/// Evaluates the check.
pub(crate) fn evaluate(params: &SectionCheck, ask: &Ask<'_>) -> Observation {
    let mut found = Vec::new();
    for (index, facts) in ask.facts() {
        for at in ask.sections(facts) {
            found.extend(facts.sections.get(at).and_then(|section| in_section(params, index, facts, at, section)));
        }
    }
    if found.is_empty() && !params.or_statement.is_empty() {
        found.extend(by_statement(params, ask));
    }
    if !found.is_empty() {
        return Observation { outcome: Outcome::Met, evidence: found, ..nothing() };
    }
    let wanted = params.heading.first().map(|group| group.called.clone()).unwrap_or_default();
    let say = Say::new("section.missing").with("wanted", Arg::Text(wanted));
    let evidence = ask.facts().take(1).map(|(index, facts)| near_miss(index, facts, facts.title_span, "section", say.clone())).collect();
    Observation { say, evidence, ..nothing() }
}

fn in_section(params: &SectionCheck, index: usize, facts: &Facts, at: usize, section: &Section) -> Option<Evidence> {
    let headed = section.block.is_some() && params.heading.iter().all(|group| names(section, group));
    let says = || statements(facts, at).any(|one| one.counts() || one.substance == Substance::History) || !facts.tables_in(at..at + 1).is_empty();
    let open = || says() && !has_children(facts, at) && !statements(facts, at).any(|one| !one.unfilled());
    let (fits, say) = if params.empty {
        (headed && section.empty, Say::new("section.empty").words("section", section.title.clone()))
    } else if params.weak_only > 0 {
        let count = weak_count(facts, at);
        (headed && count >= params.weak_only, Say::new("section.weak-only").words("section", section.title.clone()).number("count", count))
    } else {
        (headed && (says() || has_children(facts, at)), Say::new("holds.here"))
    };
    fits.then(|| {
        let mut evidence = at_span(EvidenceRole::Meets, index, facts, section.span, Some(at));
        if let Some(first) = first_said(facts, at).filter(|_| !params.empty && params.weak_only == 0) {
            evidence.spans.extend(&first.spans);
            evidence.text.clone_from(&first.text);
        }
        evidence.labels.push(Label { span: section.span, say });
        if open() {
            evidence.lacks.push("substance");
        }
        evidence
    })
}

fn names(section: &Section, group: &Group) -> bool {
    section.terms.iter().any(|hit| group.sets.contains(&hit.set))
}

fn statements(facts: &Facts, section: usize) -> impl Iterator<Item = &Statement> {
    facts.statements.get(facts.statements_in(section..section + 1)).into_iter().flatten()
}

/// What a section says first, itself or in one under it: what is quoted, since a heading says nothing.
fn first_said(facts: &Facts, section: usize) -> Option<&Statement> {
    facts.statements.get(facts.statements_in(facts.under(section))).into_iter().flatten().find(|one| one.counts())
}

fn has_children(facts: &Facts, section: usize) -> bool {
    let under = facts.sections.get(facts.under(section)).unwrap_or_default();
    under.iter().any(|other| other.parent == Some(section) && !other.empty)
}

/// How many statements there are when all of them are weaker than an obligation; else none.
fn weak_count(facts: &Facts, section: usize) -> usize {
    let full: Vec<&Statement> = statements(facts, section).filter(|one| one.substance == Substance::Full).collect();
    let weak = |one: &&Statement| matches!(one.modality, Some(Modality::Recommendation | Modality::Intention | Modality::Permission));
    let weak_ones = full.iter().filter(|one| weak(one)).count();
    let binding = full.iter().any(|one| matches!(one.modality, Some(Modality::Obligation | Modality::Prohibition)));
    if binding || weak_ones * 2 < full.len() { 0 } else { weak_ones }
}

fn by_statement(params: &SectionCheck, ask: &Ask<'_>) -> Option<Evidence> {
    ask.statements().find_map(|(index, facts, _, statement)| {
        let named = params.or_statement.iter().all(|group| super::statement::best_mention(statement, group).is_some());
        (named && statement.substance == Substance::Full).then(|| at_statement(EvidenceRole::Meets, index, facts, statement))
    })
}
