//! Several findings told as one: each rule keeps its verdict, and one finding tells what is wrong (`results.md`).

use std::collections::BTreeSet;

use super::Run;
use crate::result::{Also, Finding, Verdict};

/// A finding: its verdict, and which of the verdict's it is.
pub(super) type At = (usize, usize);

/// The finding at a place.
pub(super) fn finding(verdicts: &[Verdict], (verdict, finding): At) -> Option<&Finding> {
    verdicts.get(verdict)?.findings.get(finding)
}

/// Tells `others` with the finding at `carrier`, which takes the strictest level of all, and notes them as taken.
pub(super) fn merge(run: &Run<'_>, verdicts: &mut [Verdict], carrier: At, others: &[At], taken: &mut BTreeSet<At>) {
    let mut also: Vec<Also> = Vec::new();
    let mut matrix = None;
    for at in others {
        let (Some(verdict), Some(one)) = (verdicts.get(at.0), finding(verdicts, *at)) else { continue };
        also.push(told(verdict, one));
        also.extend(one.also.iter().cloned());
        matrix = matrix.or(one.matrix);
        taken.insert(*at);
    }
    let Some(rule) = verdicts.get(carrier.0).map(|verdict| verdict.rule) else { return };
    let Some(one) = verdicts.get_mut(carrier.0).and_then(|verdict| verdict.findings.get_mut(carrier.1)) else { return };
    one.level = also.iter().map(|other| other.level).fold(one.level, Ord::max);
    one.matrix = one.matrix.or(matrix);
    one.also.extend(also);
    let rules = std::iter::once(rule).chain(one.also.iter().map(|other| other.rule));
    let mut codes: Vec<String> = rules.filter_map(|rule| Some(run.rules.get(rule)?.rule.code.clone())).collect();
    let mut seen = BTreeSet::new();
    codes.retain(|code| seen.insert(code.clone()));
    one.requirements = if codes.len() > 1 { codes } else { Vec::new() };
    for at in others {
        if let Some(verdict) = verdicts.get_mut(at.0) {
            verdict.told_with = Some(rule);
        }
    }
}

fn told(verdict: &Verdict, one: &Finding) -> Also {
    Also {
        rule: verdict.rule,
        subject: verdict.subject,
        fingerprint: one.fingerprint.clone(),
        level: one.level,
        say: one.say.clone(),
        help: one.help.clone(),
        labels: one.labels.clone(),
    }
}

/// Leaves out the findings that others tell.
pub(super) fn leave_out(verdicts: &mut [Verdict], taken: &BTreeSet<At>) {
    let touched: BTreeSet<usize> = taken.iter().map(|(verdict, _)| *verdict).collect();
    for at in touched {
        let Some(verdict) = verdicts.get_mut(at) else { continue };
        let mut index = 0;
        verdict.findings.retain(|_| {
            index += 1;
            !taken.contains(&(at, index - 1))
        });
    }
}
