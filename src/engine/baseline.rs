//! Findings held against a baseline, and a baseline made of findings.

use std::collections::{BTreeMap, BTreeSet};

use super::compare::rank;
use super::fingerprint::{Known, fingerprint, renamed};
use super::{Evaluated, Run};
use crate::config::{Baseline, BaselineEntry};
use crate::facts::Corpus;
use crate::result::{Level, Notification, Outcome, Say, State, Verdict};

/// Marks what was there, and says how many entries are no longer of any use.
pub(super) fn mark(run: &Run<'_>, corpus: &Corpus, verdicts: &mut [Verdict], baseline: &Baseline) -> Option<Notification> {
    let names = renamed(corpus, &known(baseline));
    let by_fingerprint: BTreeMap<&str, &BaselineEntry> = baseline.entries.iter().map(|entry| (entry.fingerprint.as_str(), entry)).collect();
    let mut used: BTreeSet<&str> = BTreeSet::new();
    for verdict in verdicts {
        let path = verdict.subject.and_then(|index| corpus.documents.get(index)).map(|facts| facts.source.path.as_str());
        let then = path.and_then(|path| names.get(path));
        let code = run.rules.get(verdict.rule).map_or("", |active| active.rule.code.as_str());
        for one in &mut verdict.findings {
            let old = then.map(|then| fingerprint(code, then, one.sentence.as_ref()));
            let entry = [Some(one.fingerprint.as_str()), old.as_deref()].into_iter().flatten().find_map(|name| by_fingerprint.get(name));
            let Some(entry) = entry else { continue };
            used.insert(entry.fingerprint.as_str());
            let worse = one.sentence.is_none()
                && rank(verdict.waives.unwrap_or(verdict.outcome)) < rank(entry.verdict)
                && verdict.outcome != Outcome::Unclear;
            if one.state == State::Active && one.before.is_none() && !worse {
                one.state = State::Baselined;
            }
        }
    }
    let in_force = |entry: &&BaselineEntry| run.rules.iter().any(|active| active.rule.code == entry.rule);
    let stale = baseline.entries.iter().filter(in_force).filter(|entry| !used.contains(entry.fingerprint.as_str())).count();
    let say = Say::new("baseline.stale").number("count", stale);
    let note = Notification { code: "baseline/stale".to_owned(), level: Level::Note, say, path: None, place: None };
    (stale > 0 && corpus.whole).then_some(note)
}

/// Everything that is wrong and that nobody has accepted: what a baseline holds. `verdicts` have their exceptions, but for a baseline.
pub(super) fn of(run: &Run<'_>, evaluated: &Evaluated) -> Baseline {
    let corpus = &evaluated.reading.corpus;
    let mut entries = Vec::new();
    for verdict in evaluated.verdicts.iter().filter(|verdict| !verdict.draft) {
        let document = verdict.subject.and_then(|index| corpus.documents.get(index)).map(Known::of);
        let rule = run.rules.get(verdict.rule).map(|active| active.rule.code.clone()).unwrap_or_default();
        for one in verdict.findings.iter().filter(|one| one.state == State::Active) {
            entries.push(BaselineEntry {
                rule: rule.clone(),
                path: document.as_ref().map(|known| known.path.clone()),
                fingerprint: one.fingerprint.clone(),
                verdict: verdict.outcome,
                title: document.as_ref().map(|known| known.title.clone()).unwrap_or_default(),
                kind: document.as_ref().map(|known| known.kind.clone()).unwrap_or_default(),
            });
        }
    }
    entries.sort();
    Baseline { entries }
}

/// The entries of `old` that are still there, under the names that they have now.
pub(super) fn pruned(run: &Run<'_>, evaluated: &Evaluated, old: &Baseline) -> Baseline {
    let corpus = &evaluated.reading.corpus;
    let names = renamed(corpus, &known(old));
    let kept: BTreeMap<&str, &BaselineEntry> = old.entries.iter().map(|entry| (entry.fingerprint.as_str(), entry)).collect();
    let now = of(run, evaluated);
    let sentence = |fingerprint: &str| {
        let findings = evaluated.verdicts.iter().flat_map(|verdict| &verdict.findings);
        findings.into_iter().find(|one| one.fingerprint == fingerprint).and_then(|one| one.sentence.clone())
    };
    let was = |entry: &BaselineEntry| {
        let then = entry.path.as_ref().and_then(|path| names.get(path));
        let old = then.map(|then| fingerprint(&entry.rule, then, sentence(&entry.fingerprint).as_ref()));
        kept.get(entry.fingerprint.as_str()).or_else(|| kept.get(old?.as_str())).copied()
    };
    let entries = now.entries.into_iter().filter_map(|entry| {
        let before = was(&entry)?;
        // What has got better is held to it.
        let verdict = if rank(entry.verdict) > rank(before.verdict) { entry.verdict } else { before.verdict };
        Some(BaselineEntry { verdict, ..entry })
    });
    Baseline { entries: entries.collect() }
}

/// The documents that a baseline names.
fn known(baseline: &Baseline) -> Vec<Known> {
    let named =
        baseline.entries.iter().filter_map(|entry| Some(Known { path: entry.path.clone()?, title: entry.title.clone(), kind: entry.kind.clone() }));
    named.collect::<BTreeSet<_>>().into_iter().collect()
}
