//! Findings of related rules on the same sentence, or on the same missing statement, are told once.

use std::collections::{BTreeMap, BTreeSet};

use super::Run;
use super::merge::{At, finding, leave_out, merge};
use crate::facts::Corpus;
use crate::pack::BINDINGS;
use crate::result::{EvidenceRole, Finding, Level, State, Verdict};
use crate::source::Span;

/// What a finding stands on.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum Place {
    /// A sentence, item or row: document and stretch.
    Sentence(usize, Span),
    /// Nothing was found at all; it is shown where it would belong.
    Nothing(Option<usize>, Option<usize>),
}

/// Leaves one finding where related rules find the same. It stands with the strictest rule, the law first.
pub(super) fn gather(run: &Run<'_>, corpus: &Corpus, verdicts: &mut [Verdict]) {
    let mut places: BTreeMap<(Place, bool), Vec<At>> = BTreeMap::new();
    let mut sentences = Sentences::default();
    for (at, verdict) in verdicts.iter().enumerate().filter(|(_, verdict)| verdict.reported) {
        for (index, one) in verdict.findings.iter().enumerate().filter(|(_, one)| one.state == State::Active) {
            let rests = !one.requirements.is_empty() && one.also.is_empty();
            if let Some(place) = place(corpus, verdict, one, &mut sentences).filter(|_| !rests) {
                places.entry((place, verdict.draft)).or_default().push((at, index));
            }
        }
    }
    let mut taken = BTreeSet::new();
    for ((place, _), mut found) in places {
        found.sort_by_key(|at| strictness(run, verdicts, *at));
        while let Some((carrier, others)) = found.split_first() {
            let (carrier, others) = (*carrier, related(run, verdicts, place, *carrier, others));
            if !others.is_empty() {
                merge(run, verdicts, carrier, &others, &mut taken);
            }
            found.retain(|at| *at != carrier && !others.contains(at));
        }
    }
    leave_out(verdicts, &taken);
}

/// The strictest level first, then what binds most, then by code.
fn strictness<'a>(run: &Run<'a>, verdicts: &[Verdict], at: At) -> (std::cmp::Reverse<Level>, usize, &'a str) {
    let level = finding(verdicts, at).map_or(Level::Note, |one| one.level);
    let rule = verdicts.get(at.0).and_then(|verdict| run.rules.get(verdict.rule)).map(|active| active.rule);
    let binds = rule.and_then(|rule| BINDINGS.iter().position(|(name, _)| *name == rule.binding)).unwrap_or(BINDINGS.len());
    (std::cmp::Reverse(level), binds, rule.map_or("", |rule| rule.code.as_str()))
}

/// Those that every other of them is related to. Where nothing was found, both must say so: there is no sentence that shows it.
fn related(run: &Run<'_>, verdicts: &[Verdict], place: Place, carrier: At, others: &[At]) -> Vec<At> {
    let rule = |at: &At| verdicts.get(at.0).and_then(|verdict| run.rules.get(verdict.rule)).map(|active| active.rule);
    let names = |one: &At, other: &At| rule(one).zip(rule(other)).is_some_and(|(one, other)| one.related.contains(&other.code));
    let both = matches!(place, Place::Nothing(..));
    let kin = |one: &At, other: &At| if both { names(one, other) && names(other, one) } else { names(one, other) || names(other, one) };
    let mut members: Vec<At> = Vec::new();
    for other in others {
        if kin(&carrier, other) && members.iter().all(|member| kin(member, other)) {
            members.push(*other);
        }
    }
    members
}

/// Where a finding stands; `None` where it cannot be the same as another's, as a field that is missing.
fn place(corpus: &Corpus, verdict: &Verdict, one: &Finding, sentences: &mut Sentences) -> Option<Place> {
    let shows = verdict.evidence.iter().filter(|evidence| !matches!(evidence.role, EvidenceRole::Meets | EvidenceRole::Checked));
    let mut shows = shows.peekable();
    if shows.peek().is_none() {
        return Some(Place::Nothing(one.document, verdict.subject));
    }
    let document = one.document?;
    let facts = corpus.documents.get(document)?;
    let under = shows.find(|evidence| evidence.document == document && evidence.spans.iter().any(|span| span.overlaps(one.span)))?;
    let span = under.spans.last().copied()?;
    let titled = span.overlaps(facts.title_span);
    (!titled).then(|| Place::Sentence(document, sentences.of(corpus, document, span)))
}

/// The stretches of each document's statements, by where they begin.
#[derive(Default)]
struct Sentences(BTreeMap<usize, Vec<Span>>);

impl Sentences {
    /// The statement that a stretch lies in, or the stretch itself.
    fn of(&mut self, corpus: &Corpus, document: usize, span: Span) -> Span {
        let all = self.0.entry(document).or_insert_with(|| {
            let statements = corpus.documents.get(document).map(|facts| facts.statements.as_slice()).unwrap_or_default();
            let mut all: Vec<Span> = statements.iter().map(|statement| statement.span()).collect();
            all.sort_unstable();
            all
        });
        let after = all.partition_point(|one| one.start <= span.start);
        let before = after.checked_sub(1).and_then(|at| all.get(at)).copied();
        before.filter(|one| span.start < one.end).unwrap_or(span)
    }
}
