//! `reference`: links, anchors and annexes resolve; documents of some kinds point to one of others.

use std::collections::{HashMap, HashSet};

use super::ReferenceCheck;
use super::ask::{Ask, at_span, checked, nothing};
use crate::facts::{Corpus, Facts, Reference, ReferenceKind};
use crate::language::Kind;
use crate::result::{Arg, EvidenceRole, Label, Observation, Occurrence, REMEDY, Say};
use crate::source::Span;

/// Evaluates the check.
pub(crate) fn evaluate(params: &ReferenceCheck, ask: &Ask<'_>) -> Observation {
    let mut occurrences = Vec::new();
    let mut count = 0;
    let mut anchors = Anchors::default();
    for (index, facts) in ask.facts() {
        count += facts.references.len();
        let annexes = first_annexes(facts);
        for reference in &facts.references {
            let say = match reference.kind {
                ReferenceKind::Annex if params.annexes => missing_annex(ask.corpus, index, facts, reference, &annexes),
                _ => broken(params, ask.corpus, index, reference, &mut anchors),
            };
            if let Some(say) = say {
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
    Occurrence { evidence, say, help: Some(Say::new(REMEDY)), level: None }
}

/// The anchors of documents, gathered when the first link points there.
#[derive(Default)]
struct Anchors<'a>(HashMap<usize, HashSet<&'a str>>);

impl<'a> Anchors<'a> {
    /// What to say when a document has no such anchor.
    fn missing(&mut self, corpus: &'a Corpus, document: usize, anchor: &str) -> Option<Say> {
        let facts = corpus.documents.get(document)?;
        let there = self.0.entry(document).or_insert_with(|| facts.document.anchors.iter().map(String::as_str).collect());
        (!there.contains(anchor)).then(|| Say::new("reference.broken-anchor").words("anchor", anchor))
    }
}

fn broken<'a>(params: &ReferenceCheck, corpus: &'a Corpus, index: usize, reference: &Reference, anchors: &mut Anchors<'a>) -> Option<Say> {
    match reference.kind {
        ReferenceKind::File if params.links => match corpus.resolve(index, reference) {
            None if is_document(&reference.target) => Some(Say::new("reference.broken-link").words("target", reference.target.clone())),
            Some(target) if params.anchors => anchors.missing(corpus, target, reference.anchor.as_ref()?),
            _ => None,
        },
        ReferenceKind::Anchor if params.anchors => anchors.missing(corpus, index, reference.anchor.as_ref()?),
        _ => None,
    }
}

/// Only documents are known; a link to a picture or a spreadsheet is not looked for.
fn is_document(target: &str) -> bool {
    let lower = target.to_lowercase();
    lower.ends_with(".md") || lower.ends_with(".markdown")
}

/// Where each annex is named first, by its number or letter.
fn first_annexes(facts: &Facts) -> HashMap<String, Span> {
    let mut first = HashMap::new();
    for reference in facts.references.iter().filter(|reference| reference.kind == ReferenceKind::Annex) {
        if let Some((_, number)) = annex_words(&reference.target) {
            first.entry(number).or_insert(reference.span);
        }
    }
    first
}

/// An annex that neither a heading of the document nor another document's title or file name names; reported once.
fn missing_annex(corpus: &Corpus, index: usize, facts: &Facts, reference: &Reference, annexes: &HashMap<String, Span>) -> Option<Say> {
    let (word, number) = annex_words(&reference.target)?;
    if annexes.get(&number).is_some_and(|first| *first != reference.span) {
        return None;
    }
    let names = |text: &str| names_annex(text, &word, &number);
    let file = |facts: &Facts| names(facts.source.path.rsplit('/').next().unwrap_or_default());
    let here = names(&facts.title) || file(facts) || facts.sections.iter().any(|section| names(&section.title));
    let beside = || corpus.documents.iter().enumerate().any(|(other, one)| other != index && (names(&one.title) || file(one)));
    (!here && !beside()).then(|| Say::new("reference.missing-annex").words("annex", reference.target.clone()))
}

/// The word and the number or letter of an annex.
fn annex_words(target: &str) -> Option<(String, String)> {
    let mut parts = target.split_whitespace();
    Some((parts.next()?.to_lowercase(), parts.next()?.to_lowercase()))
}

/// Whether a title or a file name holds the annex's word, perhaps with another ending, and its number.
fn names_annex(text: &str, word: &str, number: &str) -> bool {
    let lower = text.to_lowercase();
    let tokens: Vec<&str> = lower.split(|letter: char| !letter.is_alphanumeric()).filter(|token| !token.is_empty()).collect();
    let stem: String = word.chars().take(5).collect();
    let bare = number.trim_start_matches('0');
    let apart = tokens.windows(2).any(|pair| match pair {
        [first, second] => first.starts_with(&stem) && second.trim_start_matches('0') == bare,
        _ => false,
    });
    apart || tokens.iter().any(|token| token.strip_prefix(word).is_some_and(|rest| rest.trim_start_matches('0') == bare))
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
