//! Diagnostics for reviewdog: <https://github.com/reviewdog/reviewdog/tree/master/proto/rdf>.
//!
//! Columns are bytes of a line as UTF-8. Messages become comments in Markdown, so they are written as such.

use serde_json::{Value, json};

use super::entry::{Entry, entries};
use super::markdown::escape;
use crate::message::Messages;
use crate::result::{Level, Report};
use crate::source::SourceFile;

/// The report as one `DiagnosticResult`.
pub(super) fn render(report: &Report, messages: &Messages) -> String {
    let diagnostics: Vec<Value> = entries(report).iter().map(|entry| diagnostic(entry, messages)).collect();
    super::to_json(&json!({ "source": { "name": env!("CARGO_PKG_NAME") }, "diagnostics": diagnostics }))
}

fn diagnostic(entry: &Entry<'_>, messages: &Messages) -> Value {
    let mut location = json!({ "path": entry.path });
    if let Some(source) = entry.source {
        let span = entry.finding.span;
        location["range"] = json!({ "start": position(source, span.start), "end": position(source, span.end.max(span.start)) });
    }
    let mut message = escape(&entry.message(messages));
    let remedy = entry.remedy(messages);
    if !remedy.is_empty() {
        message = format!("{message}\n\n{}: {}", escape(&messages.word("explain.write")), escape(&remedy));
    }
    json!({ "message": message, "location": location, "severity": severity(entry), "code": { "value": entry.rule.code } })
}

fn position(source: &SourceFile, offset: usize) -> Value {
    json!({ "line": source.position(offset).line, "column": source.utf8_column(offset) })
}

/// What nobody must act on is there, and never more than information.
fn severity(entry: &Entry<'_>) -> &'static str {
    match entry.finding.level {
        _ if !entry.active() => "INFO",
        Level::Error => "ERROR",
        Level::Warning => "WARNING",
        Level::Note => "INFO",
    }
}
