//! Findings that nobody must act on now: what that is called, on what grounds, and how many there are.

use super::{clean, reported};
use crate::message::Messages;
use crate::result::{Finding, Report, State};

/// What the state of a finding is called, on one line and harmless.
pub(super) fn state(finding: &Finding, messages: &Messages) -> String {
    let name = if is_elsewhere(finding) { "elsewhere" } else { finding.state.as_str() };
    clean::plain(&messages.word_in("state", name))
}

/// Said to be met in a document that is not read: no waiver, and counted apart.
fn is_elsewhere(finding: &Finding) -> bool {
    finding.state == State::Waived && finding.waiver.as_ref().is_some_and(|waiver| !waiver.is_accepted())
}

/// On what grounds, who answers for it and until when, where a waiver says so; on one line and harmless.
pub(super) fn grounds(finding: &Finding, messages: &Messages) -> Option<String> {
    let waiver = finding.waiver.as_ref()?;
    let key = if waiver.is_accepted() { "full.waived" } else { "full.elsewhere" };
    Some(clean::plain(&messages.say(&waiver.told(key))))
}

/// How many findings are in a state.
pub(super) fn in_state(report: &Report, state: State) -> usize {
    let findings = reported(report).flat_map(|(verdict, _)| &verdict.findings);
    findings.filter(|one| one.state == state && !is_elsewhere(one)).count()
}
