//! `reference`: links, anchors, annexes and named documents resolve, nothing refers to what is withdrawn, and documents of some
//! kinds point to one of others.

use std::collections::{HashMap, HashSet};

use super::ReferenceCheck;
use super::ask::{Ask, at_span, checked, nothing};
use super::document::invalid;
use crate::facts::{AnnexName, Corpus, Facts, Reference, ReferenceKind};
use crate::language::{Field, Kind};
use crate::result::{Arg, Evidence, EvidenceRole, Label, Level, Observation, Occurrence, Outcome, REMEDY, Say};
use crate::source::Span;

/// Evaluates the check. A document that is only named may lie where this program does not read: unless the repository is complete,
/// nobody can tell, and it is a note.
pub(crate) fn evaluate(params: &ReferenceCheck, ask: &Ask<'_>) -> Observation {
    let mut occurrences = Vec::new();
    let mut orphans = Vec::new();
    let mut count = 0;
    let mut anchors = Anchors::default();
    for (index, facts) in ask.facts() {
        count += facts.references.len();
        let mut told = HashSet::new();
        for reference in &facts.references {
            let found = broken(params, ask.corpus, index, reference, &mut anchors).filter(|_| once(reference, &mut told));
            occurrences.extend(found.map(|(say, level)| occurrence(index, facts, reference.span, say, level)));
        }
        orphans.extend(orphan(params, ask.corpus, index, facts));
    }
    if let (false, false, Some(first)) = (params.each, orphans.is_empty(), orphans.first()) {
        let say = first.say.clone();
        let evidence: Vec<Evidence> = orphans.into_iter().take(3).map(|one| one.evidence).collect();
        return Observation { say, evidence, occurrences, ..nothing() };
    }
    occurrences.extend(orphans);
    let Some(first) = occurrences.iter().find(|one| one.level.is_none()).or(occurrences.first()) else { return checked(ask, count) };
    let outcome = if first.level.is_none() { Outcome::NotMet } else { Outcome::Unclear };
    Observation { outcome, say: first.say.clone(), occurrences, ..nothing() }
}

fn occurrence(index: usize, facts: &Facts, span: Span, say: Say, level: Option<Level>) -> Occurrence {
    let mut evidence = at_span(EvidenceRole::NearMiss, index, facts, span, None);
    evidence.lacks.push("target");
    evidence.labels.push(Label { span, say: say.clone() });
    Occurrence { evidence, say, help: Some(Say::new(REMEDY)), level }
}

/// What is wrong with a reference, with a level of its own where it may be right elsewhere.
fn broken<'a>(
    params: &ReferenceCheck,
    corpus: &'a Corpus,
    index: usize,
    reference: &Reference,
    anchors: &mut Anchors<'a>,
) -> Option<(Say, Option<Level>)> {
    let target = corpus.resolve(index, reference);
    let say = match reference.kind {
        ReferenceKind::File if params.links => match target {
            None => broken_link(corpus, index, reference),
            Some(target) if params.anchors => reference.anchor.as_ref().and_then(|anchor| anchors.missing(corpus, target, anchor)),
            Some(_) => None,
        },
        ReferenceKind::Anchor if params.anchors => reference.anchor.as_ref().and_then(|anchor| anchors.missing(corpus, index, anchor)),
        ReferenceKind::Annex if params.annexes && corpus.whole && target.is_none() => missing_annex(reference),
        ReferenceKind::Named if params.named && target.is_none() => {
            return missing_document(corpus, reference).map(|say| (say, (!corpus.complete).then_some(Level::Note)));
        }
        _ => None,
    };
    say.or_else(|| withdrawn(params, corpus, index, target?, reference)).map(|say| (say, None))
}

/// Only documents are known: a link to a picture or a spreadsheet is not looked for, nor, from a document alone, any.
fn broken_link(corpus: &Corpus, index: usize, reference: &Reference) -> Option<Say> {
    let lower = reference.target.to_lowercase();
    let document = lower.ends_with(".md") || lower.ends_with(".markdown");
    let known = corpus.whole && document && !corpus.exists_unread(index, reference);
    known.then(|| Say::new("reference.broken-link").words("target", reference.target.clone()))
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

/// Whether a missing annex or document is told for the first time; links are told each time.
fn once(reference: &Reference, told: &mut HashSet<String>) -> bool {
    match reference.kind {
        ReferenceKind::Annex => AnnexName::parse(&reference.target).is_none_or(|name| told.insert(name.number().to_owned())),
        ReferenceKind::Named => reference.name.as_ref().is_none_or(|name| told.insert(format!("{} {}", name.kind, name.words.join(" ")))),
        _ => true,
    }
}

/// An annex that nothing bears.
fn missing_annex(reference: &Reference) -> Option<Say> {
    AnnexName::parse(&reference.target)?;
    Some(Say::new("reference.missing-annex").words("annex", reference.target.clone()))
}

/// A document that is named and that no document of the repository bears, by its title or by its file. A document alone has no others.
fn missing_document(corpus: &Corpus, reference: &Reference) -> Option<Say> {
    let told = corpus.whole && corpus.documents.len() > 1 && reference.certain && !reference.aside && !corpus.is_filed(&reference.target);
    told.then(|| Say::new("reference.missing-document").words("title", reference.target.clone()))
}

/// A reference, as to something that holds, to a document that was taken out of force.
fn withdrawn(params: &ReferenceCheck, corpus: &Corpus, index: usize, target: usize, reference: &Reference) -> Option<Say> {
    let gone = corpus.validity.get(target)?.is_withdrawn();
    if !params.in_force || !gone || target == index || reference.aside || !reference.certain {
        return None;
    }
    let (_, why) = invalid(corpus, target)?;
    let path = corpus.documents.get(target)?.source.path.clone();
    Some(Say::new("reference.withdrawn").words("target", path).with("why", Arg::Say(Box::new(why))))
}

/// A document that should point upwards and points to none of the wanted kinds, by link, by name, or by reference number.
fn orphan(params: &ReferenceCheck, corpus: &Corpus, index: usize, facts: &Facts) -> Option<Occurrence> {
    if params.to.is_empty() || !facts.kind.kind.is_some_and(|kind| params.from.contains(&kind)) {
        return None;
    }
    let wanted = |target: usize| {
        let kind = corpus.documents.get(target).and_then(|facts| facts.kind.kind);
        target != index && kind.is_some_and(|kind| params.to.contains(&kind))
    };
    let points = facts.references.iter().filter_map(|one| corpus.resolve(index, one)).any(wanted);
    let numbered =
        || (0..corpus.documents.len()).any(|other| wanted(other) && corpus.documents.get(other).is_some_and(|one| holds_number(facts, one)));
    (!points && !numbered()).then(|| {
        let to = Arg::List(params.to.iter().map(|kind: &Kind| Arg::Term(format!("kind.{kind}"))).collect());
        let say = Say::new("reference.orphan").words("path", facts.source.path.clone()).with("to", to);
        occurrence(index, facts, facts.title_span, say, None)
    })
}

/// Whether a document holds the reference number of another.
fn holds_number(facts: &Facts, other: &Facts) -> bool {
    let number = other.metadata.get(Field::ReferenceNumber).map(|value| value.text.as_str()).filter(|number| number.len() > 4);
    number.is_some_and(|number| facts.source.text.contains(number))
}
