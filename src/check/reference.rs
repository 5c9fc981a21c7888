//! `reference`: links, anchors and annexes resolve; documents of some kinds point to one of others.

use super::ReferenceCheck;
use super::ask::{Ask, at_span, checked, nothing};
use crate::facts::{Corpus, Facts, Reference, ReferenceKind};
use crate::language::Kind;
use crate::result::{Arg, EvidenceRole, Label, Observation, Occurrence, Say};
use crate::source::Span;

/// Evaluates the check.
pub(crate) fn evaluate(params: &ReferenceCheck, ask: &Ask<'_>) -> Observation {
    let mut occurrences = Vec::new();
    let mut count = 0;
    for (index, facts) in ask.facts() {
        count += facts.references.len();
        for reference in &facts.references {
            if let Some(say) = broken(params, ask.corpus, index, facts, reference) {
                occurrences.push(occurrence(index, facts, reference.span, say));
            }
        }
        if let Some(orphan) = orphan(params, ask.corpus, index, facts) {
            occurrences.push(orphan);
        }
    }
    if occurrences.is_empty() {
        return checked(ask, count);
    }
    let say = occurrences[0].say.clone();
    Observation { say, occurrences, ..nothing() }
}

fn occurrence(index: usize, facts: &Facts, span: Span, say: Say) -> Occurrence {
    let mut evidence = at_span(EvidenceRole::NearMiss, index, facts, span, None);
    evidence.lacks.push("target");
    evidence.labels.push(Label { span, say: say.clone() });
    Occurrence { evidence, say, help: None, level: None }
}

fn broken(params: &ReferenceCheck, corpus: &Corpus, index: usize, facts: &Facts, reference: &Reference) -> Option<Say> {
    match reference.kind {
        ReferenceKind::File if params.links => match corpus.resolve(index, reference) {
            None if is_document(&reference.target) => Some(Say::new("reference.broken-link").words("target", reference.target.clone())),
            Some(target) if params.anchors => {
                let anchor = reference.anchor.as_ref()?;
                missing_anchor(corpus.documents.get(target)?, anchor)
            }
            _ => None,
        },
        ReferenceKind::Anchor if params.anchors => missing_anchor(facts, reference.anchor.as_ref()?),
        _ => None,
    }
}

/// Only documents are known; a link to a picture or a spreadsheet is not looked for.
fn is_document(target: &str) -> bool {
    let lower = target.to_lowercase();
    lower.ends_with(".md") || lower.ends_with(".markdown")
}

fn missing_anchor(facts: &Facts, anchor: &str) -> Option<Say> {
    let there = facts.document.anchors.iter().any(|one| one == anchor);
    (!there).then(|| Say::new("reference.broken-anchor").words("anchor", anchor))
}

/// A document that should point upwards and points to none of the wanted kinds.
fn orphan(params: &ReferenceCheck, corpus: &Corpus, index: usize, facts: &Facts) -> Option<Occurrence> {
    if params.to.is_empty() || !facts.kind.kind.is_some_and(|kind| params.from.contains(&kind)) {
        return None;
    }
    let kind_of = |target: usize| corpus.documents.get(target).and_then(|facts| facts.kind.kind);
    let points = facts.references.iter().filter_map(|one| corpus.resolve(index, one)).filter_map(kind_of).any(|kind| params.to.contains(&kind));
    let named = corpus.documents.iter().enumerate().any(|(other, candidate)| {
        other != index
            && kind_of(other).is_some_and(|kind| params.to.contains(&kind))
            && !candidate.title.is_empty()
            && facts.source.text.contains(&candidate.title)
    });
    (!points && !named).then(|| {
        let to = Arg::List(params.to.iter().map(|kind: &Kind| Arg::Term(format!("kind.{kind}"))).collect());
        occurrence(index, facts, facts.title_span, Say::new("reference.orphan").words("path", facts.source.path.clone()).with("to", to))
    })
}
