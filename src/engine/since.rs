//! What a change leaves as it was. Most verdicts on the documents as they were are those on the documents as they are: they rest on documents that have
//! not changed, and are not made twice.

use std::collections::HashMap;
use std::sync::Arc;

use super::select::{Subject, subjects};
use super::{Evaluated, Run};
use crate::check::{Check, GradeNeeds};
use crate::facts::{Corpus, Facts};
use crate::pack::Rule;
use crate::result::Verdict;

/// How deep rules refer to each other.
const DEPTH: usize = 8;

/// Verdicts of now that hold for then too.
pub(super) struct Unchanged<'a> {
    /// By rule and subject, with what the rule was asked of.
    verdicts: HashMap<(usize, Option<usize>), (&'a Verdict, Subject)>,
    /// For each document, whether it is the same as it was.
    same: Vec<bool>,
}

impl<'a> Unchanged<'a> {
    /// `None` where documents came or went, or where one is another to the rest than it was: of another kind, by another name, no longer valid.
    pub(super) fn between(run: &Run<'_>, then: &Corpus, now: &'a Evaluated) -> Option<Self> {
        let corpus = &now.reading.corpus;
        let joined = then.validity == corpus.validity && then.originals == corpus.originals && then.agreements == corpus.agreements;
        if !joined || then.by_path != corpus.by_path || then.whole != corpus.whole {
            return None;
        }
        let pairs = (0..corpus.documents.len()).map(|index| then.documents.shared(index).zip(corpus.documents.shared(index)));
        let same = pairs.map(|pair| pair.is_some_and(|(then, now)| Arc::ptr_eq(then, now))).collect::<Vec<bool>>();
        let changed = same.iter().enumerate().filter(|(_, same)| !**same).map(|(index, _)| index);
        let alike =
            |index: usize| then.documents.get(index).zip(corpus.documents.get(index)).is_some_and(|(then, now)| outline(then) == outline(now));
        if !changed.clone().all(alike) {
            return None;
        }
        let contained: Vec<usize> =
            (0..run.rules.len()).filter(|index| run.rules.get(*index).is_some_and(|active| looks_no_further(run, active.rule))).collect();
        let mut asked: HashMap<(usize, Option<usize>), Subject> = HashMap::new();
        for index in contained {
            let of_rule = run.rules.get(index).map(|active| subjects(active.rule, corpus)).unwrap_or_default();
            asked.extend(of_rule.into_iter().map(|subject| ((index, subject.document), subject)));
        }
        let verdicts = now.verdicts.iter().filter_map(|verdict| {
            let key = (verdict.rule, verdict.subject);
            Some((key, (verdict, asked.remove(&key)?)))
        });
        Some(Self { verdicts: verdicts.collect(), same })
    }

    /// The verdict on a subject, where nothing that bears on it has changed.
    pub(super) fn verdict(&self, rule: usize, subject: &Subject) -> Option<&'a Verdict> {
        let (verdict, now) = self.verdicts.get(&(rule, subject.document))?;
        let same = |all: &[usize]| all.iter().all(|index| self.same.get(*index) == Some(&true));
        (subject == now && same(&subject.documents) && same(&subject.invalid)).then_some(*verdict)
    }
}

/// What a document is to others, as bytes.
fn outline(facts: &Facts) -> Option<Vec<u8>> {
    let Facts { title, name, is_annex, language, read, kind, topic, metadata, .. } = facts;
    postcard::to_stdvec(&(title, name, is_annex, language, read, kind, topic, metadata)).ok()
}

/// Whether a rule looks at nothing but the documents it is asked of.
fn looks_no_further(run: &Run<'_>, rule: &Rule) -> bool {
    let grades = rule.grades.iter().filter_map(|grade| match &grade.needs {
        GradeNeeds::Check(check) => Some(check),
        GradeNeeds::Parts(_) => None,
    });
    let advice = rule.advice.iter().filter_map(|(_, check)| check.as_ref());
    rule.scope.presupposes.is_empty() && std::iter::once(&rule.check).chain(grades).chain(advice).all(|check| is_contained(run, check, 0))
}

/// References, the documents of a repository and the originals of translations lead to other documents.
fn is_contained(run: &Run<'_>, check: &Check, depth: usize) -> bool {
    match check {
        Check::Reference(_) | Check::Document(_) | Check::Order(_) => false,
        Check::Review(params) => params.follows.is_empty(),
        Check::Forbid(inner) | Check::Not(inner) => is_contained(run, inner, depth),
        Check::Composed(parts) => parts.parts.iter().all(|part| is_contained(run, &part.check, depth)),
        Check::Rule(code) => {
            let other = run.library.rules().find(|rule| rule.code == *code);
            depth < DEPTH && other.is_some_and(|rule| is_contained(run, &rule.check, depth + 1))
        }
        Check::Statement(_)
        | Check::Responsibility(_)
        | Check::Metadata(_)
        | Check::Section(_)
        | Check::Table(_)
        | Check::Term(_)
        | Check::Placeholder
        | Check::Artefact
        | Check::Pattern(_) => true,
    }
}
