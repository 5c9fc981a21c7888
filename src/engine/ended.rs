//! Requirements that rest on a document that has ended, was repealed or is a draft: one finding, on that date or status, that lists
//! them (`rules.md`, "Valid").

use std::collections::BTreeMap;

use super::Run;
use super::select::Subject;
use crate::check::{Ask, Check, evaluate, invalid};
use crate::facts::Corpus;
use crate::pack::Rule;
use crate::result::{Arg, Evidence, EvidenceRole, Label, Observation, Outcome, Say, State, Verdict};

/// What was seen when documents count that are not in force, and the one that the requirement rests on, if its own date or status
/// is all that is in the way.
pub(super) fn seen_in_ended(rule: &Rule, seen: Observation, subject: &Subject, ask: &Ask<'_>) -> (Observation, Option<usize>) {
    let missed = |index: &usize| ask.corpus.is_missed(*index);
    if let Check::Document(_) = rule.check {
        let rests = seen.evidence.iter().find(|one| one.lacks == ["valid"] && missed(&one.document)).map(|one| one.document);
        return (seen, rests);
    }
    let mut with: Vec<usize> = subject.documents.iter().chain(subject.invalid.iter().filter(|index| missed(index))).copied().collect();
    with.sort_unstable();
    if with.len() > subject.documents.len()
        && let Some((outdated, rests)) = only_with(rule, &seen, &with, ask)
    {
        return (outdated, Some(rests));
    }
    let others = if seen.evidence.is_empty() { subject.invalid.as_slice() } else { &[] };
    match only_with(rule, &seen, others, ask) {
        Some((outdated, _)) => (outdated, None),
        None => (seen, None),
    }
}

/// The observation when the requirement is met with these documents, and the first that is not in force among what meets it.
fn only_with(rule: &Rule, seen: &Observation, with: &[usize], ask: &Ask<'_>) -> Option<(Observation, usize)> {
    let there = (!with.is_empty()).then(|| evaluate(&rule.check, &Ask { documents: with, ..*ask }))?;
    if there.outcome != Outcome::Met {
        return None;
    }
    let ended = |one: &&Evidence| one.role == EvidenceRole::Meets && !ask.corpus.is_valid(one.document);
    let rests = there.evidence.iter().find(ended)?.document;
    let (span, why) = invalid(ask.corpus, rests)?;
    let path = ask.corpus.documents.get(rests).map(|facts| facts.source.path.clone()).unwrap_or_default();
    let say = Say::new("finding.only-invalid").words("path", path).with("why", Arg::Say(Box::new(why.clone())));
    let outdated = there.evidence.into_iter().filter(|one| one.document == rests).take(2).map(|mut one| {
        one.role = EvidenceRole::Outdated;
        one.labels.insert(0, Label { span, say: why.clone() });
        one.lacks.push("valid");
        one
    });
    let evidence = outdated.chain(seen.evidence.iter().cloned()).collect();
    Some((Observation { say, evidence, ..seen.clone() }, rests))
}

/// Leaves one finding for each document that is not in force. It stands with the rule about that very date or status, where there is
/// one, else with the first requirement, at the strictest level of all.
pub(super) fn gather(run: &Run<'_>, corpus: &Corpus, verdicts: &mut [Verdict]) {
    let mut resting: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (at, verdict) in verdicts.iter().enumerate() {
        let active = || verdict.findings.iter().any(|one| one.state == State::Active);
        if let Some(document) = verdict.rests_on.filter(|_| active()) {
            resting.entry(document).or_default().push(at);
        }
    }
    for (document, members) in resting {
        gather_one(run, corpus, verdicts, document, &members);
    }
}

fn gather_one(run: &Run<'_>, corpus: &Corpus, verdicts: &mut [Verdict], document: usize, members: &[usize]) {
    let Some((span, why)) = invalid(corpus, document) else { return };
    let mut codes: Vec<String> = members.iter().filter_map(|at| Some(run.rules.get(verdicts.get(*at)?.rule)?.rule.code.clone())).collect();
    codes.dedup();
    let level = members.iter().filter_map(|at| verdicts.get(*at)).flat_map(|one| &one.findings).map(|one| one.level).max();
    let on_date = |(at, verdict): (usize, &Verdict)| {
        let found = verdict.findings.iter().position(|one| one.document == Some(document) && one.span == span)?;
        (verdict.subject == Some(document) && !verdict.draft && !members.contains(&at)).then_some((at, found))
    };
    let about = verdicts.iter().enumerate().find_map(on_date);
    let Some((carrier, found)) = about.or_else(|| members.first().map(|first| (*first, 0))) else { return };
    let teller = verdicts.get(carrier).map(|verdict| verdict.rule);
    for at in members.iter().filter(|at| **at != carrier) {
        if let Some(verdict) = verdicts.get_mut(*at) {
            verdict.findings.clear();
            verdict.told_with = teller;
        }
    }
    let Some(finding) = verdicts.get_mut(carrier).and_then(|verdict| verdict.findings.get_mut(found)) else { return };
    finding.level = level.map_or(finding.level, |level| level.max(finding.level));
    finding.say = say(finding.say.clone(), about.is_some(), &codes, &why);
    if about.is_none() {
        (finding.document, finding.span, finding.labels) = (Some(document), span, vec![Label { span, say: why }]);
    }
    finding.requirements = codes;
}

/// What is said: of one requirement alone its own message is enough.
fn say(first: Say, about_date: bool, codes: &[String], why: &Say) -> Say {
    let listed = |say: Say| {
        let list = Arg::List(codes.iter().cloned().map(Arg::Words).collect());
        say.number("count", codes.len()).with("list", list)
    };
    match (about_date, codes.len()) {
        (true, _) => listed(Say::new("finding.rested-also").with("first", Arg::Say(Box::new(first)))),
        (false, 0 | 1) => first,
        (false, _) => listed(Say::new("finding.rested").with("why", Arg::Say(Box::new(why.clone())))),
    }
}
