//! A rule that presupposes another is asked once that one is met.

use super::select::{Subject, subjects};
use super::{Active, Run, attribute};
use crate::facts::Corpus;
use crate::pack::Rule;
use crate::result::{Outcome, Say};

/// Why a rule is not asked of a subject: what it presupposes is not there. Where that cannot be told, the rule is asked.
pub(super) fn missing(run: &Run<'_>, corpus: &Corpus, rule: &Rule, subject: &Subject) -> Option<Say> {
    if run.config.assume {
        return None;
    }
    let presupposed = rule.scope.presupposes.iter().filter_map(|code| run.library.rules().find(|other| other.code == *code));
    presupposed.filter(|other| !is_there(run, corpus, other, subject)).map(|other| Say::new("rule.presupposes").words("rule", &other.code)).next()
}

/// Whether another rule is met, at least in part: of the same document where it is asked of it, else of any.
fn is_there(run: &Run<'_>, corpus: &Corpus, other: &Rule, subject: &Subject) -> bool {
    let mut asked = subjects(other, corpus);
    if asked.iter().any(|one| one.document == subject.document) {
        asked.retain(|one| one.document == subject.document);
    }
    let active = [Active { rule: other, level: other.level }];
    let alone = Run { rules: &active, ..*run };
    let there = |one: &Subject| matches!(attribute::verdict(&alone, corpus, 0, one).outcome, Outcome::Met | Outcome::Partial | Outcome::Unclear);
    asked.iter().any(there)
}
