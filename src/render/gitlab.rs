//! A code quality report for GitLab: <https://docs.gitlab.com/ci/testing/code_quality/>.

use serde_json::{Value, json};

use super::entry::{Entry, entries};
use super::markdown::escape;
use crate::message::Messages;
use crate::result::{Level, Report};

/// The report as an array of issues.
pub(super) fn render(report: &Report, messages: &Messages) -> String {
    super::to_json(&entries(report).iter().map(|entry| issue(entry, messages)).collect())
}

fn issue(entry: &Entry<'_>, messages: &Messages) -> Value {
    let (begin, end) = entry.lines();
    json!({
        "type": "issue", "check_name": entry.rule.code, "description": entry.message(messages),
        "content": { "body": escape(&entry.remedy(messages)) }, "categories": ["Clarity"],
        "fingerprint": entry.finding.fingerprint, "severity": severity(entry),
        "location": { "path": entry.path, "lines": { "begin": begin, "end": end } },
    })
}

/// What nobody must act on is there, and never more than information.
fn severity(entry: &Entry<'_>) -> &'static str {
    match entry.finding.level {
        _ if !entry.active() => "info",
        Level::Error => "major",
        Level::Warning => "minor",
        Level::Note => "info",
    }
}
