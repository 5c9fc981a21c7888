//! Documents that are no longer there, or no longer what they were: what only they carried has got worse.

use std::collections::BTreeMap;

use super::compare::{Comparison, rank};
use super::fingerprint::fingerprint;
use super::select::subjects;
use crate::check::{Ask, evaluate, invalid};
use crate::facts::{Corpus, Facts};
use crate::result::{Arg, Before, Evidence, EvidenceRole, Finding, Label, Level, NotChecked, Notification, Outcome, Say, State, Verdict};
use crate::source::Span;

/// A requirement that a document of the base carried, and that no document is asked any more in its place.
struct Loss<'a> {
    was: &'a Verdict,
    /// The document that carried it, in the base.
    document: usize,
}

/// What became of a requirement whose document is gone.
enum Fate {
    /// Another document that the rule is asked of says it, and did before.
    Carried,
    /// Another one says it now.
    Moved,
    /// A new document is asked it in its place, and does not: the verdict with that finding.
    Told(usize),
    /// Nobody says it.
    Lost,
}

/// Adds the verdicts of what is lost, one finding for each document, and reports every document that has left or changed.
pub(super) fn report(comparison: &Comparison<'_>, verdicts: &mut Vec<Verdict>) -> Vec<Notification> {
    let mut by_document: BTreeMap<usize, Vec<Loss<'_>>> = BTreeMap::new();
    for was in &comparison.earlier.evaluated.verdicts {
        if let Some(loss) = loss(comparison, was, verdicts) {
            by_document.entry(loss.document).or_default().push(loss);
        }
    }
    let then = &comparison.earlier.evaluated.reading.corpus;
    let mut notes = Vec::new();
    for (document, facts) in then.documents.iter().enumerate() {
        let losses = by_document.remove(&document).unwrap_or_default();
        let why = changed(comparison, document, facts);
        let carried = settle(comparison, verdicts, facts, &losses, why.as_ref());
        notes.extend(why.map(|why| note("change/document", Say::new("change.document").with("why", Arg::Say(Box::new(why))), facts)));
        let still: Vec<String> = carried.into_iter().chain(still_said(comparison, document, verdicts)).collect();
        if !still.is_empty() {
            let list = Arg::List(still.iter().cloned().map(Arg::Words).collect());
            notes.push(note("change/still-said", Say::new("change.still-said").number("count", still.len()).with("list", list), facts));
        }
    }
    notes
}

fn note(code: &str, say: Say, facts: &Facts) -> Notification {
    Notification { code: code.to_owned(), level: Level::Note, say, path: Some(facts.source.path.clone()), place: None }
}

/// A verdict of the base that said something, and has none in its place. A draft is in nobody's place.
fn loss<'a>(comparison: &Comparison<'_>, was: &'a Verdict, verdicts: &[Verdict]) -> Option<Loss<'a>> {
    if was.draft || rank(was.outcome) < Some(2) {
        return None;
    }
    let then = &comparison.earlier.evaluated.reading.corpus;
    let subject = was.subject.and_then(|index| then.documents.get(index)).map(|facts| comparison.path_now(&facts.source.path));
    let same = |verdict: &&Verdict| {
        let now = verdict.subject.and_then(|index| comparison.corpus.documents.get(index)).map(|facts| facts.source.path.as_str());
        verdict.rule == was.rule && now == subject && !verdict.draft
    };
    if verdicts.iter().any(|verdict| same(&verdict)) {
        return None;
    }
    let document = was.subject.or_else(|| was.evidence.first().map(|one| one.document))?;
    Some(Loss { was, document })
}

/// Says of each requirement what became of it, and leaves one finding for all that are lost. The codes of those that others still carry come
/// back.
fn settle(comparison: &Comparison<'_>, verdicts: &mut Vec<Verdict>, facts: &Facts, losses: &[Loss<'_>], why: Option<&Say>) -> Vec<String> {
    let code = |rule: usize| comparison.run.rules.get(rule).map(|active| active.rule.code.clone()).unwrap_or_default();
    let mut carried = Vec::new();
    let mut gone: Vec<&Loss<'_>> = Vec::new();
    for loss in losses {
        match fate(comparison, loss, verdicts) {
            Fate::Carried => carried.push(code(loss.was.rule)),
            Fate::Moved => {}
            Fate::Told(at) => tell(comparison, verdicts, at, loss.was),
            Fate::Lost => gone.push(loss),
        }
    }
    gone.sort_by_key(|loss| (std::cmp::Reverse(loss.was.level), code(loss.was.rule)));
    let codes: Vec<String> = gone.iter().map(|loss| code(loss.was.rule)).collect();
    let first = gone.first().map(|loss| loss.was.rule);
    for (at, loss) in gone.iter().enumerate() {
        let findings = if at == 0 { vec![finding(comparison, facts, loss.was, &codes, why)] } else { Vec::new() };
        let told_with = first.filter(|_| at > 0);
        put(comparison, verdicts, facts, Verdict { findings, told_with, ..loss.was.clone() });
    }
    carried
}

fn fate(comparison: &Comparison<'_>, loss: &Loss<'_>, verdicts: &[Verdict]) -> Fate {
    let others = || verdicts.iter().enumerate().filter(|(_, other)| other.rule == loss.was.rule && !other.draft);
    let says = |outcome: Outcome| rank(outcome) >= rank(loss.was.outcome);
    if let Some((_, other)) = others().find(|(_, other)| says(other.outcome)) {
        let did = comparison.was(other).is_some_and(|before| says(before.outcome));
        return if did { Fate::Carried } else { Fate::Moved };
    }
    if others().any(|(_, other)| said_beside_others(comparison, loss, other)) {
        return Fate::Carried;
    }
    let asked_anew = others().find(|(_, other)| comparison.was(other).is_none() && other.findings.iter().any(|one| one.state == State::Active));
    asked_anew.map_or(Fate::Lost, |(at, _)| Fate::Told(at))
}

/// A document about a part of an area answered for the whole while it was alone; now it is asked with others about parts, says what it said,
/// and nobody can tell for what.
fn said_beside_others(comparison: &Comparison<'_>, loss: &Loss<'_>, other: &Verdict) -> bool {
    let facts = comparison.earlier.evaluated.reading.corpus.documents.get(loss.document).filter(|facts| !facts.whole_area);
    let now = facts.and_then(|facts| comparison.corpus.by_path.get(comparison.path_now(&facts.source.path)));
    let says = |one: &Evidence| Some(&one.document) == now && one.role == EvidenceRole::Meets;
    other.subject.is_none() && other.outcome == Outcome::Unclear && other.evidence.iter().any(says)
}

/// The finding on a new document tells what the document before it said.
fn tell(comparison: &Comparison<'_>, verdicts: &mut [Verdict], at: usize, was: &Verdict) {
    let Some(verdict) = verdicts.get_mut(at) else { return };
    let before = comparison.before_of(was, verdict);
    verdict.was = Some(was.outcome);
    if let Some(one) = verdict.findings.first_mut() {
        one.before = Some(before);
    }
}

/// Puts a verdict in the place of that on the draft that the document has become, or beside the others.
fn put(comparison: &Comparison<'_>, verdicts: &mut Vec<Verdict>, facts: &Facts, was: Verdict) {
    let subject = was.subject.and_then(|_| comparison.corpus.by_path.get(comparison.path_now(&facts.source.path)).copied());
    let verdict = Verdict {
        subject,
        outcome: Outcome::NotMet,
        was: Some(was.outcome),
        evidence: Vec::new(),
        parts: Vec::new(),
        advice: None,
        due: None,
        rests_on: None,
        draft: false,
        ..was
    };
    let draft = verdicts.iter().position(|one| one.draft && one.rule == verdict.rule && one.subject == subject && subject.is_some());
    match draft.and_then(|at| verdicts.get_mut(at)) {
        Some(place) => *place = verdict,
        None => verdicts.push(verdict),
    }
}

fn finding(comparison: &Comparison<'_>, facts: &Facts, was: &Verdict, codes: &[String], why: Option<&Say>) -> Finding {
    let now = comparison.corpus.by_path.get(comparison.path_now(&facts.source.path)).copied();
    let (span, _) = now.and_then(|index| invalid(comparison.corpus, index)).unwrap_or_else(|| {
        let title = now.and_then(|index| comparison.corpus.documents.get(index)).map(|facts| facts.title_span);
        (title.unwrap_or(Span::default()), Say::new("change.gone"))
    });
    let before = Before { path: facts.source.path.clone(), ..comparison.before_of(was, &Verdict { evidence: Vec::new(), ..was.clone() }) };
    let why = why.cloned().unwrap_or_else(|| Say::new("change.gone"));
    let list = Arg::List(codes.iter().cloned().map(Arg::Words).collect());
    let say = Say::new("finding.lost").words("path", facts.source.path.clone()).with("why", Arg::Say(Box::new(why.clone())));
    let say = say.number("count", codes.len()).with("list", list).words("quote", before.quote.clone()).words("commit", before.commit.clone());
    let labels = now.map(|_| vec![Label { span, say: why }]).unwrap_or_default();
    let code = comparison.run.rules.get(was.rule).map_or("", |active| active.rule.code.as_str());
    Finding {
        fingerprint: fingerprint(code, &facts.source.path, None),
        say,
        document: now,
        span,
        labels,
        before: Some(before),
        requirements: if codes.len() > 1 { codes.to_vec() } else { Vec::new() },
        ..Finding::blank(was.level)
    }
}

/// What has changed about a document as a whole: it is gone, or no longer in force, of its kind, about its topic, about the whole of it or in its language.
fn changed(comparison: &Comparison<'_>, then: usize, facts: &Facts) -> Option<Say> {
    let corpus = comparison.corpus;
    let Some(now) = corpus.by_path.get(comparison.path_now(&facts.source.path)).copied() else { return Some(unread(comparison, facts)) };
    let is = corpus.documents.get(now)?;
    let earlier = &comparison.earlier.evaluated.reading.corpus;
    if let Some((_, why)) = invalid(corpus, now).filter(|_| earlier.is_valid(then)) {
        return Some(why);
    }
    let kind = |facts: &Facts| facts.kind.kind.map(|kind| Arg::Term(format!("kind.{kind}")));
    let none = || Arg::Say(Box::new(Say::new("change.no-kind")));
    if facts.kind.kind != is.kind.kind {
        return Some(Say::new("change.kind").with("from", kind(facts).unwrap_or_else(none)).with("to", kind(is).unwrap_or_else(none)));
    }
    if facts.language != is.language {
        return Some(Say::new("change.language").words("from", facts.language.clone()).words("to", is.language.clone()));
    }
    if facts.topic.topics.first() != is.topic.topics.first() {
        return Some(Say::new("change.topic"));
    }
    (facts.whole_area && !is.whole_area).then(|| Say::new("change.part-of-area"))
}

/// It is not there, or not read.
fn unread(comparison: &Comparison<'_>, facts: &Facts) -> Say {
    let refused: Option<&NotChecked> = comparison.refused.iter().find(|one| one.path == facts.source.path);
    match refused {
        Some(one) => Say::new("change.unread").with("why", Arg::Term(format!("not-checked.{}", one.reason))),
        None => Say::new("change.gone"),
    }
}

/// Codes of requirements on the repository that a document no longer says and others did already: nothing is lost, but one fewer says it.
fn still_said(comparison: &Comparison<'_>, then: usize, verdicts: &[Verdict]) -> Vec<String> {
    let earlier = &comparison.earlier.evaluated.reading.corpus;
    let Some(facts) = earlier.documents.get(then) else { return Vec::new() };
    let now = comparison.corpus.by_path.get(comparison.path_now(&facts.source.path)).copied();
    let same = now.and_then(|index| comparison.corpus.documents.get(index)).is_some_and(|is| is.source.digest == facts.source.digest);
    if same || !earlier.is_valid(then) {
        return Vec::new();
    }
    let said = |verdict: &&Verdict| {
        let was = comparison.was(verdict)?;
        let rested = was.evidence.iter().any(|one| one.document == then && one.role == EvidenceRole::Meets);
        let met = verdict.subject.is_none() && verdict.outcome == Outcome::Met && was.outcome == Outcome::Met;
        let active = comparison.run.rules.get(verdict.rule).filter(|_| met && rested)?;
        let check = &active.rule.check;
        let alone = |corpus: &Corpus, documents: &[usize]| {
            let ask = Ask { corpus, documents, section: None, rules: comparison.run, depth: 0, quiet: true };
            evaluate(check, &ask).outcome == Outcome::Met
        };
        let subject = subjects(active.rule, earlier).into_iter().find(|subject| subject.document.is_none())?;
        let others: Vec<usize> = subject.documents.into_iter().filter(|index| *index != then).collect();
        let gone = alone(earlier, &[then]) && !now.is_some_and(|now| comparison.corpus.is_valid(now) && alone(comparison.corpus, &[now]));
        (gone && alone(earlier, &others)).then(|| active.rule.code.clone())
    };
    verdicts.iter().filter_map(|verdict| said(&verdict)).collect()
}
