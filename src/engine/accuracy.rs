//! `pack accuracy`: verdicts against labels that somebody wrote by hand.
//!
//! Each document is judged alone, as a repository of one, and a labelled rule is asked of it whatever its scope says; whether the
//! scope would have asked is told beside it. What the figures mean is written in `docs/accuracy.md`.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::{Active, Run, Subject, attribute, select};
use crate::facts::Corpus;
use crate::pack::Rule;
use crate::result::{Outcome, Say};

/// What a label says of one document and one rule.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Labelled {
    /// Path of the document as the labels write it.
    pub path: String,
    /// Code of the rule.
    pub code: String,
    /// `met`, `not-met` or `unclear`.
    pub expected: Outcome,
    /// What the labeller noted.
    pub note: String,
}

/// A label and what came out.
#[derive(Clone, Debug)]
pub struct Judged {
    /// The label.
    pub label: Labelled,
    /// The verdict.
    pub found: Outcome,
    /// Whether the rule's own scope asks this document.
    pub in_scope: bool,
    /// The sentences that decided it, at most three, as they were read.
    pub quotes: Vec<String>,
    /// What is said about it.
    pub say: Option<Say>,
}

impl Judged {
    /// Whether the verdict counts as met: `partial` too where `partial` is asked to.
    pub fn counts(&self, partial: bool) -> bool {
        self.found == Outcome::Met || (partial && self.found == Outcome::Partial)
    }

    /// Whether label and verdict disagree. A label `unclear` disagrees with nothing.
    pub fn disagrees(&self, partial: bool) -> bool {
        match self.label.expected {
            Outcome::Met => !self.counts(partial),
            Outcome::Unclear => false,
            _ => self.counts(partial),
        }
    }
}

/// Counts over some labels.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Counts {
    /// Labelled met, found met.
    pub right: usize,
    /// Labelled not-met, found met: wrong greens.
    pub wrong: usize,
    /// Labelled met, not found met.
    pub missed: usize,
    /// Labelled not-met, not found met.
    pub absent: usize,
    /// Labelled unclear: in no figure.
    pub open: usize,
    /// Verdicts that were unclear.
    pub unclear: usize,
}

impl Counts {
    /// Counts some judgements.
    pub fn of<'a>(judged: impl Iterator<Item = &'a Judged>, partial: bool) -> Self {
        let mut counts = Self::default();
        for one in judged {
            counts.unclear += usize::from(one.found == Outcome::Unclear);
            let place = match (one.label.expected, one.counts(partial)) {
                (Outcome::Unclear, _) => &mut counts.open,
                (Outcome::Met, true) => &mut counts.right,
                (Outcome::Met, false) => &mut counts.missed,
                (_, true) => &mut counts.wrong,
                (_, false) => &mut counts.absent,
            };
            *place += 1;
        }
        counts
    }

    /// All labels.
    pub fn total(&self) -> usize {
        self.right + self.wrong + self.missed + self.absent + self.open
    }

    /// Share of the greens that are right; `None` without greens.
    pub fn precision(&self) -> Option<f64> {
        share(self.right, self.right + self.wrong)
    }

    /// Share of the labelled met that are found; `None` without any.
    pub fn recall(&self) -> Option<f64> {
        share(self.right, self.right + self.missed)
    }

    /// Harmonic mean of precision and recall; `None` without either.
    pub fn f1(&self) -> Option<f64> {
        share(2 * self.right, 2 * self.right + self.wrong + self.missed)
    }

    /// Share of the verdicts that are unclear.
    pub fn unclear_share(&self) -> Option<f64> {
        share(self.unclear, self.total())
    }
}

#[expect(clippy::cast_precision_loss, reason = "counts of labels are far below 2^52")]
fn share(part: usize, whole: usize) -> Option<f64> {
    (whole > 0).then(|| part as f64 / whole as f64)
}

/// Judges every label. `corpora` holds each labelled document alone, by its path in the labels; with `scoped`, a rule that
/// its scope does not ask is not applicable.
pub fn measure(run: &Run<'_>, corpora: &BTreeMap<String, Corpus>, labels: &[Labelled], scoped: bool) -> Vec<Judged> {
    let judge = |label: &Labelled| {
        let corpus = corpora.get(&label.path)?;
        let index = run.rules.iter().position(|active| active.rule.code == label.code)?;
        let mut judged = judge(run, corpus, index, label);
        if scoped && !judged.in_scope {
            judged.found = Outcome::NotApplicable;
        }
        Some(judged)
    };
    labels.par_iter().filter_map(judge).collect()
}

fn judge(run: &Run<'_>, corpus: &Corpus, index: usize, label: &Labelled) -> Judged {
    let rule: &Rule = run.rules[index].rule;
    let subject = Subject { document: Some(0), documents: vec![0], invalid: Vec::new(), draft: false, parts: false };
    let verdict = attribute::verdict(run, corpus, index, &subject);
    Judged {
        label: label.clone(),
        found: verdict.outcome,
        in_scope: !select::subjects(rule, corpus).is_empty(),
        quotes: verdict.evidence.iter().take(3).map(|one| one.text.clone()).collect(),
        say: verdict.findings.first().map(|finding| finding.say.clone()),
    }
}

/// The rules that labels name, as a run needs them.
pub fn labelled_rules<'a>(run_rules: impl Iterator<Item = &'a Rule>, labels: &[Labelled]) -> Vec<Active<'a>> {
    let mut rules: Vec<Active<'a>> =
        run_rules.filter(|rule| labels.iter().any(|label| label.code == rule.code)).map(|rule| Active { rule, level: rule.level }).collect();
    rules.sort_by(|one, other| one.rule.code.cmp(&other.rule.code));
    rules
}
