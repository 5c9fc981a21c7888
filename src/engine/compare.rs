//! The change gate (`results.md`, "Exceptions"): every verdict is held against that of the base. What was wrong before is old, and what got
//! worse fails in full.

use std::collections::{BTreeMap, BTreeSet};

use super::fingerprint::{Known, fingerprint, renamed};
use super::{Evaluated, Run, lost};
use crate::check::normalised;
use crate::facts::Corpus;
use crate::result::{Arg, Base, Before, Evidence, EvidenceRole, Finding, NotChecked, Notification, Outcome, Say, State, Verdict};
use crate::source::SourceFile;

/// What the documents are compared with, judged by the same rules on the same day.
#[derive(Clone, Debug)]
pub struct Earlier {
    /// What it is called.
    pub base: Base,
    /// The documents as they were, and every verdict on them.
    pub evaluated: Evaluated,
}

/// The comparison of one run with what was earlier.
pub(super) struct Comparison<'a> {
    pub(super) run: &'a Run<'a>,
    pub(super) corpus: &'a Corpus,
    pub(super) refused: &'a [NotChecked],
    pub(super) earlier: &'a Earlier,
    /// Path now → path then, of documents that bear another name.
    pub(super) renamed: BTreeMap<String, String>,
    /// The earlier verdicts, by rule and path of the subject then.
    before: BTreeMap<(usize, Option<&'a str>), &'a Verdict>,
}

/// Compares every verdict, and adds those of documents that are no longer asked. What is reported of documents comes back.
pub(super) fn compare(run: &Run<'_>, corpus: &Corpus, refused: &[NotChecked], verdicts: &mut Vec<Verdict>, earlier: &Earlier) -> Vec<Notification> {
    let then = &earlier.evaluated.reading.corpus;
    let known: Vec<Known> = then.documents.iter().map(Known::of).collect();
    let path = |verdict: &Verdict| verdict.subject.and_then(|index| then.documents.get(index)).map(|facts| facts.source.path.as_str());
    let before = earlier.evaluated.verdicts.iter().map(|verdict| ((verdict.rule, path(verdict)), verdict)).collect();
    let comparison = Comparison { run, corpus, refused, earlier, renamed: renamed(corpus, &known), before };
    let moved: Vec<bool> = verdicts.iter().map(|verdict| comparison.moved(verdict, verdicts)).collect();
    for (verdict, moved) in verdicts.iter_mut().zip(moved) {
        comparison.one(verdict, moved);
    }
    lost::report(&comparison, verdicts)
}

/// How much an outcome says that the requirement is met.
pub(super) const fn rank(outcome: Outcome) -> Option<u8> {
    match outcome {
        Outcome::Met => Some(3),
        Outcome::Partial => Some(2),
        Outcome::Unclear => Some(1),
        Outcome::NotMet => Some(0),
        Outcome::NotApplicable | Outcome::Waived => None,
    }
}

/// Whether a verdict is worse than that of the base.
pub(super) fn is_worse(verdict: &Verdict) -> bool {
    verdict.findings.iter().any(|one| one.before.is_some() && one.state == State::Active)
}

/// Whether it fell from met or in part. What could not be told before has not got worse.
fn fell(was: &Verdict, is: &Verdict) -> bool {
    let (Some(then), Some(now)) = (rank(was.outcome), rank(is.outcome)) else { return false };
    if then < 2 {
        return false;
    }
    let met = |verdict: &Verdict| verdict.parts.iter().filter(|part| part.outcome == Outcome::Met).count();
    now < then || (now == then && was.parts.len() == is.parts.len() && met(is) < met(was))
}

impl<'a> Comparison<'a> {
    /// The path that the document had.
    pub(super) fn path_then(&self, index: usize) -> Option<&str> {
        let now = self.corpus.documents.get(index)?.source.path.as_str();
        Some(self.renamed.get(now).map_or(now, String::as_str))
    }

    /// The path that a document of the base has now.
    pub(super) fn path_now<'p>(&'p self, then: &'p str) -> &'p str {
        self.renamed.iter().find(|(_, old)| *old == then).map_or(then, |(new, _)| new.as_str())
    }

    /// The verdict of the same rule on the same subject in the base.
    pub(super) fn was(&self, verdict: &Verdict) -> Option<&'a Verdict> {
        let path = match verdict.subject {
            Some(index) => Some(self.path_then(index)?),
            None => None,
        };
        let before: &BTreeMap<(usize, Option<&str>), &'a Verdict> = &self.before;
        before.get(&(verdict.rule, path)).copied()
    }

    fn one(&self, verdict: &mut Verdict, moved: bool) {
        let Some(was) = self.was(verdict) else { return };
        self.follow(verdict);
        if was.draft && !verdict.draft {
            // What is decided now is asked in full.
            return;
        }
        verdict.was = Some(was.outcome);
        if verdict.draft && !was.draft {
            return;
        }
        if fell(was, verdict) {
            self.worsen(verdict, was, moved);
        } else {
            self.grow_old(verdict, was);
        }
    }

    /// The fingerprints of a renamed document are those that it had.
    fn follow(&self, verdict: &mut Verdict) {
        let Some(path) = verdict.subject.and_then(|index| self.path_then(index)) else { return };
        let Some(active) = self.run.rules.get(verdict.rule) else { return };
        for one in &mut verdict.findings {
            one.fingerprint = fingerprint(&active.rule.code, path, one.sentence.as_ref());
        }
    }

    /// What was there before nobody must act on now.
    fn grow_old(&self, verdict: &mut Verdict, was: &Verdict) {
        let there: BTreeSet<&str> = was.findings.iter().map(|one| one.fingerprint.as_str()).collect();
        let same = |one: &Finding| one.sentence.is_none() || there.contains(one.fingerprint.as_str());
        let shortcoming = rank(was.outcome).is_some_and(|rank| rank < 3);
        for one in verdict.findings.iter_mut().filter(|one| one.state == State::Active && shortcoming && same(one)) {
            one.state = State::Old;
        }
    }

    /// What got worse fails at the rule's own level, with what stood there.
    fn worsen(&self, verdict: &mut Verdict, was: &Verdict, moved: bool) {
        let there: BTreeSet<&str> = was.findings.iter().map(|one| one.fingerprint.as_str()).collect();
        let before = self.before_of(was, verdict);
        let level = verdict.level;
        if verdict.findings.is_empty() {
            verdict.findings.push(self.stands_in(verdict));
        }
        // What could be read in full, and is now only said to stand elsewhere, is less than it was.
        let said = |one: &Finding| one.state == State::Waived && one.waiver.as_ref().is_some_and(|waiver| !waiver.is_accepted());
        let only_said = |one: &Finding| was.outcome == Outcome::Met && said(one);
        for one in verdict.findings.iter_mut().filter(|one| only_said(one)) {
            one.state = State::Active;
        }
        for one in verdict.findings.iter_mut().filter(|one| one.state == State::Active) {
            if moved || (one.sentence.is_some() && there.contains(one.fingerprint.as_str())) {
                one.state = State::Old;
            } else if one.sentence.is_none() {
                (one.say, one.level) = (weakened(&one.say, &before), level);
                one.before = Some(before.clone());
            }
        }
    }

    /// A finding for a verdict that says only why it is unclear.
    fn stands_in(&self, verdict: &Verdict) -> Finding {
        let facts = verdict.subject.and_then(|index| self.corpus.documents.get(index));
        let path = verdict.subject.and_then(|index| self.path_then(index)).unwrap_or_default();
        let code = self.run.rules.get(verdict.rule).map_or("", |active| active.rule.code.as_str());
        Finding {
            fingerprint: fingerprint(code, path, None),
            say: verdict.reason.clone().unwrap_or_else(|| Say::new("finding.unclear")),
            document: verdict.subject,
            span: facts.map(|facts| facts.title_span).unwrap_or_default(),
            ..Finding::blank(verdict.level)
        }
    }

    /// The sentence that carried the requirement; of a part that is gone, the part's.
    pub(super) fn before_of(&self, was: &Verdict, is: &Verdict) -> Before {
        let gone = |part: usize| is.parts.get(part).is_some_and(|part| part.outcome != Outcome::Met);
        let meets = |one: &&Evidence| one.role == EvidenceRole::Meets;
        let still = |one: &&Evidence| is.evidence.iter().any(|now| now.role == EvidenceRole::Meets && normalised(&now.text) == normalised(&one.text));
        let lost = was.evidence.iter().find(|one| meets(one) && one.part.is_some_and(gone));
        let one = lost
            .or_else(|| was.evidence.iter().find(|one| meets(one) && !still(one)))
            .or_else(|| was.evidence.iter().find(meets))
            .or_else(|| was.evidence.first());
        let commit = self.earlier.base.commit.clone().unwrap_or_default();
        let source = one.and_then(|one| self.earlier.evaluated.reading.corpus.documents.get(one.document)).map(|facts| &facts.source);
        let line = |source: &SourceFile, one: &Evidence| source.position(one.spans.last().map_or(0, |span| span.start)).line;
        Before {
            commit,
            path: source.map(|source| source.path.clone()).unwrap_or_default(),
            line: source.zip(one).map_or(1, |(source, one)| line(source, one)),
            quote: one.map(|one| one.text.clone()).unwrap_or_default(),
        }
    }

    /// Whether what a verdict lost stands in another document that the rule is asked of, and did not before. A document has to say itself what
    /// it is asked, an agreement too; but a sentence that has only moved is no loss.
    fn moved(&self, verdict: &Verdict, all: &[Verdict]) -> bool {
        let Some(was) = self.was(verdict).filter(|was| verdict.subject.is_some() && !verdict.draft && !was.draft && fell(was, verdict)) else {
            return false;
        };
        if self.run.rules.get(verdict.rule).is_none_or(|active| active.rule.scope.agreement) {
            return false;
        }
        let said: BTreeSet<String> = meeting(was).map(|one| normalised(&one.text)).collect();
        all.iter().filter(|other| other.rule == verdict.rule && other.subject != verdict.subject && !other.draft).any(|other| {
            let came = self.was(other).is_none_or(|before| rank(before.outcome) < rank(was.outcome));
            came && rank(other.outcome) >= rank(was.outcome) && meeting(other).any(|one| said.contains(&normalised(&one.text)))
        })
    }
}

/// Sentences that meet a requirement.
fn meeting(verdict: &Verdict) -> impl Iterator<Item = &Evidence> {
    verdict.evidence.iter().filter(|one| one.role == EvidenceRole::Meets && !one.text.is_empty())
}

fn weakened(say: &Say, before: &Before) -> Say {
    let key = if before.quote.is_empty() { "finding.weakened" } else { "finding.weakened-from" };
    let place = format!("{}:{}", before.path, before.line);
    let said = Say::new(key).with("finding", Arg::Say(Box::new(say.clone())));
    said.words("commit", before.commit.clone()).words("place", place).words("quote", before.quote.clone())
}
