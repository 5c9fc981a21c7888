//! Verdicts to a report: sorted and counted. Sorting happens here and nowhere else.

use super::{Evaluated, Exceptions, Reading, Run, attribute, compare, ended, matrix, related, select, spoken};
use crate::facts::{Corpus, Facts, Validity};
use crate::language::Field;
use crate::result::{DocumentInfo, Finding, MetadataValue, Outcome, PackInfo, Report, RuleInfo, State, Summary, Verdict};

/// Metadata fields of the report, in order.
const FIELDS: &[Field] = &[
    Field::Decided,
    Field::DecidedBy,
    Field::Revised,
    Field::Reviewed,
    Field::NextReview,
    Field::ValidFrom,
    Field::ValidUntil,
    Field::Version,
    Field::Owner,
    Field::ReferenceNumber,
    Field::Status,
];

/// Makes the report.
pub(crate) fn report(run: &Run<'_>, evaluated: Evaluated, exceptions: &Exceptions<'_>, shown: &(dyn Fn(&str) -> bool + Sync)) -> Report {
    let Evaluated { reading, mut verdicts } = evaluated;
    let Reading { corpus, mut not_checked, mut notifications } = reading;
    notifications.extend(exceptions.apply(run, &corpus, &not_checked, &mut verdicts));
    ended::gather(run, &corpus, &mut verdicts);
    not_checked.extend(spoken::not_asked(run, &corpus));
    not_checked.extend(select::left_to_the_whole(run, &corpus));
    for verdict in &mut verdicts {
        let path = |index: usize| corpus.documents.get(index).map(|facts| facts.source.path.as_str()).unwrap_or_default();
        verdict.reported = match verdict.subject {
            _ if compare::is_worse(verdict) => true,
            Some(index) => shown(path(index)),
            None => {
                verdict.findings.iter().any(|finding| finding.document.is_none_or(|index| shown(path(index))))
                    || verdict.evidence.iter().any(|one| shown(path(one.document)))
                    || corpus.documents.iter().all(|facts| shown(&facts.source.path))
            }
        };
    }
    let matrices = matrix::gather(run, &corpus, &mut verdicts);
    related::gather(run, &corpus, &mut verdicts);
    sort(run, &corpus, &mut verdicts);
    not_checked.sort_by(|one, other| (&one.path, one.reason).cmp(&(&other.path, other.reason)));
    notifications.extend(attribute::only_of_parts(run, &verdicts));
    notifications.sort_by(|one, other| (&one.path, &one.code).cmp(&(&other.path, &other.code)));
    let mut asked = vec![0; corpus.documents.len()];
    for subject in verdicts.iter().filter_map(|verdict| verdict.subject) {
        asked[subject] += 1;
    }
    let documents = corpus.documents.iter().zip(asked).enumerate();
    let documents = documents.map(|(index, (facts, asked))| document(&corpus, index, facts, asked)).collect();
    let summary = summary(run, &corpus, &verdicts, &not_checked);
    Report {
        today: run.today.to_string(),
        language: language(run, &corpus),
        profile: run.profile.to_owned(),
        base: exceptions.earlier.map(|earlier| earlier.base.clone()),
        packs: packs(run),
        rules: rules(run, &verdicts),
        documents,
        verdicts,
        left_out: run.left_out.to_vec(),
        matrices,
        not_checked,
        notifications,
        summary,
        sources: corpus.documents.into_sources(),
    }
}

/// By subject (the repository first), position of the first finding, code.
fn sort(run: &Run<'_>, corpus: &Corpus, verdicts: &mut [Verdict]) {
    for verdict in verdicts.iter_mut() {
        verdict.findings.sort_by_key(|finding| (finding.document, finding.span.start));
    }
    verdicts.sort_by_cached_key(|verdict| {
        let path = verdict.subject.and_then(|index| corpus.documents.get(index)).map(|facts| facts.source.path.clone());
        let position = verdict.findings.first().map(|finding| finding.span.start);
        (path, position, run.rules[verdict.rule].rule.code.clone())
    });
}

/// As asked; else the language of most documents, when messages exist in it; else the one that holds where no other is called for.
fn language(run: &Run<'_>, corpus: &Corpus) -> String {
    let most = |tag: &&&str| corpus.documents.iter().filter(|facts| facts.language == **tag).count() * 2 > corpus.documents.len();
    let found = run.language.or_else(|| run.locales.iter().find(most).copied()).or_else(|| run.locales.first().copied());
    found.unwrap_or_default().to_owned()
}

fn packs(run: &Run<'_>) -> Vec<PackInfo> {
    let packs = run.library.packs.iter().map(|pack| PackInfo {
        id: pack.id.clone(),
        version: pack.version.clone(),
        title: pack.title.clone(),
        rules: run.rules.iter().filter(|active| active.rule.pack == pack.id).count(),
        digest: pack.digest.clone(),
        origin: pack.origin.clone(),
    });
    packs.filter(|pack| pack.rules > 0).collect()
}

fn rules(run: &Run<'_>, verdicts: &[Verdict]) -> Vec<RuleInfo> {
    let told = |(index, active): (usize, &super::Active<'_>)| {
        let (rule, told) = (active.rule, &active.rule.told);
        RuleInfo {
            code: rule.code.clone(),
            id: rule.id.clone(),
            pack: rule.pack.clone(),
            level: active.level,
            binding: rule.binding.clone(),
            title: told.title.clone(),
            rationale: told.rationale.clone(),
            remedy: told.remedy.clone(),
            sentence: told.sentence.clone(),
            authorities: told.authorities.clone(),
            mappings: told.mappings.clone(),
            benchmarks: told.benchmarks.clone(),
            related: rule.related.clone(),
            subjects: verdicts.iter().filter(|verdict| verdict.rule == index).count(),
        }
    };
    run.rules.iter().enumerate().map(told).collect()
}

fn document(corpus: &Corpus, index: usize, facts: &Facts, asked: usize) -> DocumentInfo {
    let value = |field: Field| {
        facts
            .metadata
            .get(field)
            .map(|value| MetadataValue { value: value.date.map_or_else(|| value.text.clone(), |date| date.date.to_string()), span: value.span })
    };
    DocumentInfo {
        path: facts.source.path.clone(),
        digest: facts.source.digest.clone(),
        kind: facts.kind.kind.map(|kind| kind.as_str().to_owned()),
        kind_from: facts.kind.from.as_str().to_owned(),
        topic: facts.topic.topics.first().map(|topic| topic.as_str().to_owned()),
        language: facts.language.clone(),
        title: facts.title.clone(),
        title_span: facts.title_span,
        status: facts.metadata.get(Field::Status).and_then(|value| value.status).map(|status| status.as_str().to_owned()),
        valid: corpus.is_valid(index),
        metadata: FIELDS.iter().map(|field| (field.as_str().to_owned(), value(*field))).collect(),
        asked,
        statements: facts.statements.len(),
    }
}

fn summary(run: &Run<'_>, corpus: &Corpus, verdicts: &[Verdict], not_checked: &[crate::result::NotChecked]) -> Summary {
    let mut summary = Summary {
        documents: corpus.documents.len(),
        drafts: corpus.validity.iter().filter(|validity| **validity == Validity::Draft).count(),
        not_classified: not_checked.iter().filter(|one| one.reason == "not-classified").count(),
        rules: run.rules.len(),
        ..Summary::default()
    };
    let active = |one: &&Finding| one.state == State::Active;
    for verdict in verdicts {
        if verdict.draft {
            summary.in_drafts += if verdict.reported { verdict.findings.iter().filter(active).count() } else { 0 };
            continue;
        }
        if let Some(at) = Outcome::ALL.iter().position(|outcome| *outcome == verdict.outcome) {
            summary.verdicts[at] += 1;
        }
        for finding in verdict.findings.iter().filter(active).filter(|_| verdict.reported) {
            summary.findings[2 - finding.level as usize] += 1;
            summary.of_several += usize::from(finding.requirements.len() > 1);
        }
        summary.stated_elsewhere += usize::from(verdict.outcome == Outcome::Unclear && verdict.waives.is_some());
        let broken = matches!(verdict.outcome, Outcome::NotMet | Outcome::Partial);
        if broken && verdict.reported && verdict.findings.is_empty() && verdict.told_with.is_none() {
            summary.without_finding += 1;
        }
    }
    let due = |verdict: &Verdict| {
        let (date, days) = verdict.due.clone()?;
        Some((verdict.subject.or_else(|| verdict.evidence.first().map(|one| one.document))?, date, days))
    };
    summary.next_due = verdicts.iter().filter_map(due).filter(|(_, _, days)| *days >= 0).min_by(|one, other| (one.2, one.0).cmp(&(other.2, other.0)));
    summary
}
