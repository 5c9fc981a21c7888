//! An observation to a verdict: grades, levels, findings.

use std::collections::BTreeMap;

use super::fingerprint::fingerprint;
use super::headings::{Headings, HeadingsOf};
use super::select::Subject;
use super::spoken::{Spoken, spoken};
use super::{Active, Run, ended, presupposes};
use crate::check::{Ask, Check, GradeNeeds, Group, evaluate};
use crate::config::LevelSetting;
use crate::facts::{Corpus, Facts};
use crate::pack::{LevelWhere, Rule};
use crate::result::{Arg, Evidence, EvidenceRole, Finding, Label, Level, Notification, Observation, Outcome, Say, State, Verdict};
use crate::source::Span;

/// The reason of a verdict that rests on documents about parts alone.
const ONLY_OF_PARTS: &str = "reason.only-of-parts";

/// Evaluates one rule on one subject.
pub(crate) fn verdict(run: &Run<'_>, corpus: &Corpus, index: usize, subject: &Subject) -> Verdict {
    let active = &run.rules[index];
    let rule = active.rule;
    let mut verdict = blank(active, index, subject);
    if let Some(level) = level_by_path(run, corpus, rule, subject).or_else(|| level_by_answer(run, rule)) {
        verdict.level = level;
    }
    if let Some(reason) = exempt(run, rule).or_else(|| presupposes::missing(run, corpus, rule, subject)) {
        verdict.outcome = Outcome::NotApplicable;
        verdict.reason = Some(reason);
        return verdict;
    }
    let Spoken { subject: heard, reason: unspoken } = spoken(rule, corpus, subject);
    let Some(subject) = heard.as_ref() else {
        verdict.reason = unspoken;
        return verdict;
    };
    let ask = Ask { corpus, documents: &subject.documents, section: None, rules: run, depth: 0, quiet: false };
    let mut seen = graded(rule, evaluate(&rule.check, &ask), &ask);
    unfilled(&mut seen);
    if seen.outcome != Outcome::Met {
        (seen, verdict.rests_on) = ended::seen_in_ended(rule, seen, subject, &ask);
    }
    let said = said_of_parts(corpus, subject, &seen);
    if said.is_some() {
        (seen.outcome, verdict.rests_on) = (Outcome::Unclear, None);
        verdict.reason = said;
    } else if seen.outcome == Outcome::Met {
        verdict.advice = advice(rule, &ask);
    } else if unspoken.is_some() {
        (seen.outcome, verdict.rests_on) = (Outcome::Unclear, None);
        verdict.reason = unspoken;
    } else {
        verdict.findings = findings(rule, corpus, subject, verdict.level, &seen);
        if verdict.draft {
            verdict.findings.iter_mut().for_each(of_draft);
        }
        if subject.parts {
            verdict.findings.iter_mut().for_each(of_parts);
        }
        if seen.outcome == Outcome::Unclear {
            verdict.reason = Some(seen.say.clone());
        }
    }
    verdict.outcome = seen.outcome;
    verdict.parts = seen.parts;
    verdict.due = seen.due;
    verdict.evidence = seen.evidence;
    verdict.evidence.extend(seen.occurrences.into_iter().map(|one| one.evidence));
    verdict
}

/// What several documents about parts say is said of none of the whole: nobody can tell whether it is meant so.
fn said_of_parts(corpus: &Corpus, subject: &Subject, seen: &Observation) -> Option<Say> {
    let said = subject.parts && matches!(seen.outcome, Outcome::Met | Outcome::Partial);
    let meets = seen.evidence.iter().find(|one| one.role == EvidenceRole::Meets);
    let path = meets.or(seen.evidence.first()).and_then(|one| corpus.documents.get(one.document)).map(|facts| facts.source.path.clone());
    said.then(|| Say::new(ONLY_OF_PARTS).words("path", path.unwrap_or_default()))
}

/// Says once which requirements only documents about parts say, and how to name the one about the whole: such a verdict has no finding.
pub(super) fn only_of_parts(run: &Run<'_>, verdicts: &[Verdict]) -> Option<Notification> {
    let unclear = |verdict: &&Verdict| verdict.reported && verdict.reason.as_ref().is_some_and(|reason| reason.key == ONLY_OF_PARTS);
    let rules = verdicts.iter().filter(unclear).filter_map(|verdict| run.rules.get(verdict.rule));
    let codes: Vec<Arg> = rules.map(|active| Arg::Words(active.rule.code.clone())).collect();
    let say = Say::new("unclear.only-of-parts").number("count", codes.len()).with("list", Arg::List(codes.clone()));
    let notification = Notification { code: "unclear/only-of-parts".to_owned(), level: Level::Note, say, path: None, place: None };
    (!codes.is_empty()).then_some(notification)
}

fn blank(active: &Active<'_>, index: usize, subject: &Subject) -> Verdict {
    Verdict {
        rule: index,
        subject: subject.document,
        outcome: Outcome::Unclear,
        level: active.level,
        declared_level: active.rule.level,
        reason: None,
        parts: Vec::new(),
        evidence: Vec::new(),
        findings: Vec::new(),
        waives: None,
        was: None,
        advice: None,
        due: None,
        // Placeholders and references are faults of a draft too.
        draft: subject.draft && !matches!(active.rule.check, Check::Placeholder | Check::Reference(_)),
        rests_on: None,
        told_with: None,
        reported: true,
    }
}

/// The configuration may set another level for the subject's path.
fn level_by_path(run: &Run<'_>, corpus: &Corpus, rule: &Rule, subject: &Subject) -> Option<Level> {
    let path = corpus.documents.get(subject.document?)?.source.path.as_str();
    match run.config.level_for(&rule.code, &rule.id, path) {
        Some(LevelSetting::Level(level)) => Some(level),
        _ => None,
    }
}

/// The level that the rule has for an organisation that answers so, where the configuration gives it none.
fn level_by_answer(run: &Run<'_>, rule: &Rule) -> Option<Level> {
    let yes = |one: &&LevelWhere| !one.when.is_empty() && one.when.iter().all(|what| run.config.answer(what) == Some(true));
    let free = run.config.level_for(&rule.code, &rule.id, "").is_none() && !run.config.assume;
    rule.level_where.iter().find(yes).filter(|_| free).map(|one| one.level)
}

/// A presupposition that is not fulfilled, or not answered.
fn exempt(run: &Run<'_>, rule: &Rule) -> Option<Say> {
    rule.scope.when.iter().find_map(|what| match run.config.answer(what) {
        Some(true) => None,
        Some(false) => Some(Say::new("reason.presupposition").words("what", what)),
        None => Some(Say::new("reason.presupposition-unknown").words("what", what)),
    })
}

/// Tries the milder grades in order. With grades, the check's own partial does not hold.
fn graded(rule: &Rule, mut seen: Observation, ask: &Ask<'_>) -> Observation {
    if !matches!(seen.outcome, Outcome::NotMet | Outcome::Partial) || rule.grades.is_empty() {
        return seen;
    }
    for grade in &rule.grades {
        let holds = match &grade.needs {
            GradeNeeds::Parts(count) => seen.parts.iter().filter(|part| part.outcome == Outcome::Met).count() >= *count,
            GradeNeeds::Check(check) => holds(evaluate(check, ask), &mut seen),
        };
        if holds {
            seen.outcome = Outcome::Partial;
            seen.level = grade.level;
            if let Some(says) = &grade.says {
                seen.say = Say::own(says.clone());
            }
            return seen;
        }
    }
    let contradicted = seen.evidence.iter().any(|one| one.role == EvidenceRole::Contradicts);
    if !contradicted {
        seen.outcome = Outcome::NotMet;
        only_misses(&mut seen);
    }
    seen
}

/// Of what is not met, a piece of a part that is not met either is no evidence: it would look like it.
fn only_misses(seen: &mut Observation) {
    let met = |part: Option<usize>| part.and_then(|part| seen.parts.get(part)).is_some_and(|part| part.outcome == Outcome::Met);
    seen.evidence.retain(|one| one.role != EvidenceRole::Meets || met(one.part));
}

/// Whether a grade's own check is met. What it stands on comes first, unless that is the sentence that came nearest anyway: there it is
/// shown what the sentence lacks.
fn holds(of_grade: Observation, seen: &mut Observation) -> bool {
    let met = of_grade.outcome == Outcome::Met;
    let place = |one: &Evidence| (one.document, one.spans.clone());
    if let Some(first) = of_grade.evidence.first().filter(|_| met) {
        match seen.evidence.iter().position(|one| place(one) == place(first)) {
            Some(at) => seen.evidence.swap(0, at),
            None => seen.evidence.splice(0..0, of_grade.evidence).for_each(drop),
        }
    }
    met
}

/// What rests on a sentence of a template with a name left to be filled in is met in part only.
fn unfilled(seen: &mut Observation) {
    let open = |one: &Evidence| one.role == EvidenceRole::Meets && one.lacks.contains(&"substance");
    if seen.outcome == Outcome::Met && seen.evidence.iter().any(open) {
        seen.outcome = Outcome::Partial;
        seen.say = Say::new("finding.unfilled");
    }
}

fn advice(rule: &Rule, ask: &Ask<'_>) -> Option<Say> {
    let (text, check) = rule.advice.as_ref()?;
    let missing = check.as_ref().is_none_or(|check| evaluate(check, ask).outcome != Outcome::Met);
    missing.then(|| Say::own(text.clone()))
}

/// The level of a finding by outcome.
fn level_of(level: Level, seen: &Observation) -> Level {
    match seen.outcome {
        Outcome::NotMet => level,
        Outcome::Partial => seen.level.unwrap_or(level.milder()).min(level),
        _ => level.milder(),
    }
}

/// A finding about a draft is a note that tells what it will be.
fn of_draft(finding: &mut Finding) {
    if finding.level > Level::Note {
        let level = Arg::Term(format!("level.{}", finding.level.as_str()));
        finding.say = Say::new("finding.draft").with("finding", Arg::Say(Box::new(finding.say.clone()))).with("level", level);
        finding.level = Level::Note;
    }
}

/// A finding about documents that are each about a part tells that it is asked of the whole.
fn of_parts(finding: &mut Finding) {
    finding.say = Say::new("finding.parts").with("finding", Arg::Say(Box::new(finding.say.clone())));
}

/// A rule whose findings are one per place.
fn forbids(check: &Check) -> bool {
    matches!(check, Check::Forbid(_) | Check::Term(_) | Check::Placeholder | Check::Artefact | Check::Reference(_))
}

fn findings(rule: &Rule, corpus: &Corpus, subject: &Subject, level: Level, seen: &Observation) -> Vec<Finding> {
    let shown = subject.document.and_then(|index| corpus.documents.get(index)).map(|facts| facts.source.path.as_str()).unwrap_or_default();
    if !forbids(&rule.check) || seen.occurrences.is_empty() {
        return vec![missing(rule, corpus, subject, level_of(level, seen), seen, shown)];
    }
    let mut ordinals: BTreeMap<String, usize> = BTreeMap::new();
    let mut headings = HeadingsOf::new();
    let occurrences = seen.occurrences.iter().map(|one| {
        let text = crate::check::normalised(&one.evidence.text);
        let ordinal = ordinals.entry(text.clone()).and_modify(|count| *count += 1).or_insert(0);
        let facts = corpus.documents.get(one.evidence.document);
        let own = one.level.unwrap_or_else(|| where_level(rule, facts, &one.evidence, &mut headings).unwrap_or(level));
        let span = one.evidence.labels.first().map(|label| label.span).or(one.evidence.spans.last().copied()).unwrap_or_default();
        let sentence = Some((text, *ordinal));
        Finding {
            fingerprint: fingerprint(&rule.code, shown, sentence.as_ref()),
            sentence,
            level: own,
            say: one.say.clone(),
            help: one.help.clone(),
            document: Some(one.evidence.document),
            span,
            labels: one.evidence.labels.clone(),
            state: State::Active,
            waiver: None,
            before: None,
            requirements: Vec::new(),
            also: Vec::new(),
            matrix: None,
        }
    });
    occurrences.collect()
}

/// The level that the rule gives to findings of this document and section.
fn where_level<'f>(rule: &Rule, facts: Option<&'f Facts>, evidence: &Evidence, headings: &mut HeadingsOf<'f>) -> Option<Level> {
    let facts = facts.filter(|_| !rule.level_where.is_empty())?;
    let headings = headings.entry(evidence.document).or_insert_with(|| Headings::of(facts));
    let named = |groups: &[Group]| headings.above(evidence).any(|set| groups.iter().any(|group| group.sets.contains(set)));
    let fits = |one: &&LevelWhere| {
        (one.kind.is_empty() || facts.kind.kind.is_some_and(|kind| one.kind.contains(&kind))) && (one.section.is_empty() || named(&one.section))
    };
    rule.level_where.iter().filter(|one| one.when.is_empty()).find(fits).map(|one| one.level)
}

fn missing(rule: &Rule, corpus: &Corpus, subject: &Subject, level: Level, seen: &Observation, shown: &str) -> Finding {
    // What a predecessor said is no place for what its successor lacks.
    let gone = |one: &&Evidence| one.role == EvidenceRole::Outdated && !subject.documents.is_empty() && !corpus.is_missed(one.document);
    let shows = |one: &&Evidence| !gone(one);
    let telling = |one: &&Evidence| shows(one) && !matches!(one.role, EvidenceRole::Meets | EvidenceRole::Checked);
    // What is met is no place for what is not; of a requirement that is met in part it is what there is.
    let there = |one: &&Evidence| shows(one) && (seen.outcome != Outcome::NotMet || one.role != EvidenceRole::Meets);
    let near = seen.evidence.iter().find(telling).or_else(|| seen.evidence.iter().find(there));
    let (document, span, labels) = match near {
        Some(one) => {
            let span = one.labels.first().map(|label| label.span).or(one.spans.last().copied()).unwrap_or_default();
            (Some(one.document), span, one.labels.clone())
        }
        None => place(corpus, subject),
    };
    let level =
        near.and_then(|one| where_level(rule, corpus.documents.get(one.document), one, &mut HeadingsOf::new())).map_or(level, |own| own.min(level));
    Finding {
        fingerprint: fingerprint(&rule.code, shown, None),
        sentence: None,
        level,
        say: headline(rule, seen, near),
        help: None,
        document,
        span,
        labels,
        state: State::Active,
        waiver: None,
        before: None,
        requirements: Vec::new(),
        also: Vec::new(),
        matrix: None,
    }
}

/// Where something that is missing belongs: the subject's title, else that of the document that ranks highest.
fn place(corpus: &Corpus, subject: &Subject) -> (Option<usize>, Span, Vec<Label>) {
    let rank = |index: &usize| corpus.documents.get(*index).and_then(|facts| facts.kind.kind).map_or(9, |kind| kind.rank());
    let document = subject.document.or_else(|| subject.documents.iter().copied().min_by_key(|index| (rank(index), *index)));
    let span = document.and_then(|index| corpus.documents.get(index)).map(|facts| facts.title_span).unwrap_or_default();
    (document, span, Vec::new())
}

/// What is said: the rule's own words where it has better ones, else the requirement and what lacks.
fn headline(rule: &Rule, seen: &Observation, near: Option<&Evidence>) -> Say {
    let denied = near.is_some_and(|one| one.lacks.first() == Some(&"polarity"));
    if let Some(own) = rule.says_denied.as_ref().filter(|_| denied) {
        return Say::own(own.clone());
    }
    if let Some(own) = rule.says_missing.as_ref().filter(|_| near.is_none() && seen.say.own.is_none()) {
        return Say::own(own.clone());
    }
    let inner =
        ["lacks.", "observation.", "parts.", "responsibility.", "finding.denied", "finding.excluding", "finding.unfilled", "finding.contradiction"];
    if seen.say.own.is_none() && inner.iter().any(|prefix| seen.say.key.starts_with(prefix)) {
        let title = Arg::Text(rule.told.title.clone());
        return Say::new("finding.headline").with("title", title).with("lack", Arg::Say(Box::new(seen.say.clone())));
    }
    seen.say.clone()
}
