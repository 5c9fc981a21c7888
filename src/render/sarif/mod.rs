//! SARIF 2.1.0, as code scanning reads it.

mod log;
mod rules;

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::entry::{Entry, entries};
use super::{clean, exception, uri};
use crate::message::Messages;
use crate::result::{Evidence, EvidenceRole, Level, Outcome as Verdicts, Report, Say, State};
use crate::source::{SourceFile, Span};
use log::{
    Artifact, BaseId, Descriptor, Driver, Invocation, Location, Log, Notification, Outcome, Physical, Region, Run, SCHEMA, Suppression, Text, Tool,
};

/// GitHub shows so many results of a run, and chooses them itself when there are more.
const MOST: usize = 5_000;
/// Places shown beside a result.
const MOST_RELATED: usize = 20;
/// The folder that paths are relative to; whoever reads the file knows where it is.
const BASE: &str = "%SRCROOT%";
/// Our own fingerprints; GitHub makes its own of another name.
const FINGERPRINT: &str = "tillsyn/v1";

/// The report as a log with one run.
pub(super) fn render(report: &Report, messages: &Messages) -> String {
    let entries = entries(report);
    let shown = entries.len().min(MOST);
    let results = entries.iter().take(shown).map(|entry| outcome(report, entry, messages)).collect();
    let mut notifications: Vec<Notification> = notifications(report, messages);
    if shown < entries.len() {
        let say = Say::new("format.worst-only").number("shown", shown).number("count", entries.len());
        notifications.insert(0, notification("format/worst-only", Level::Warning, &messages.say(&say), None));
    }
    let run = Run {
        tool: Tool { driver: driver(report, messages) },
        invocations: [Invocation {
            execution_successful: report.notifications.iter().all(|one| one.level != Level::Error),
            tool_execution_notifications: notifications,
        }],
        language: messages.language().to_owned(),
        column_kind: "unicodeCodePoints",
        original_uri_base_ids: BTreeMap::from([(BASE, BaseId { description: text(&messages.word("format.root")) })]),
        results,
        properties: properties(report),
    };
    let log = Log { schema: SCHEMA, version: "2.1.0", runs: [run] };
    // Structs with string keys always become JSON.
    super::to_json(&serde_json::to_value(log).unwrap_or_default())
}

fn text(said: &str) -> Text {
    Text { text: log::unlinked(&clean::plain(said)) }
}

fn driver(report: &Report, messages: &Messages) -> Driver {
    Driver {
        name: env!("CARGO_PKG_NAME"),
        version: env!("CARGO_PKG_VERSION"),
        semantic_version: env!("CARGO_PKG_VERSION"),
        short_description: text(&messages.word("format.decided")),
        rules: report.rules.iter().map(|rule| rules::rule(rule, messages)).collect(),
    }
}

fn outcome(report: &Report, entry: &Entry<'_>, messages: &Messages) -> Outcome {
    let mut said = entry.message(messages);
    let remedy = entry.remedy(messages);
    if !remedy.is_empty() {
        said = format!("{said}\n\n{}: {remedy}", clean::plain(&messages.word("explain.write")));
    }
    let region = entry.source.map_or_else(first_line, |source| region(source, entry.finding.span));
    Outcome {
        rule_id: entry.rule.code.clone(),
        rule_index: entry.verdict.rule,
        level: entry.finding.level.as_str(),
        message: Text { text: log::unlinked(&said) },
        locations: vec![location(entry.path, region, None, None)],
        related_locations: related(report, entry, messages),
        partial_fingerprints: BTreeMap::from([(FINGERPRINT, entry.finding.fingerprint.clone())]),
        suppressions: suppression(entry, messages).into_iter().collect(),
        properties: Map::from_iter([
            ("verdict".to_owned(), json!(entry.verdict.outcome.as_str())),
            ("subject".to_owned(), json!(entry.verdict.subject.and_then(|one| report.documents.get(one)).map(|one| uri::relative(&one.path)))),
            ("state".to_owned(), json!(entry.finding.state.as_str())),
        ]),
    }
}

/// What somebody has accepted, or was there before: still a result, and said to be so.
fn suppression(entry: &Entry<'_>, messages: &Messages) -> Option<Suppression> {
    let kind = match entry.finding.state {
        State::Active => return None,
        State::Suppressed => "inSource",
        _ => "external",
    };
    let state = exception::state(entry.finding, messages);
    let justification = exception::grounds(entry.finding, messages).map_or(state.clone(), |grounds| format!("{state}: {grounds}"));
    Some(Suppression { kind, status: "accepted", justification })
}

/// Near misses and other evidence, with what lacks there.
fn related(report: &Report, entry: &Entry<'_>, messages: &Messages) -> Vec<Location> {
    let told = entry.verdict.evidence.iter().filter(|one| one.role != EvidenceRole::Checked).filter_map(|one| {
        let source = report.sources.get(one.document)?;
        Some((source, *one.spans.last()?, said(one, messages)))
    });
    told.take(MOST_RELATED)
        .enumerate()
        .map(|(at, (source, span, said))| location(&source.path, region(source, span), Some(at + 1), Some(text(&said))))
        .collect()
}

fn said(one: &Evidence, messages: &Messages) -> String {
    let role = messages.word_in("role-of-evidence", one.role.as_str());
    let more = one.note.as_ref().or_else(|| one.labels.first().map(|label| &label.say));
    more.map_or(role.clone(), |say| format!("{role}: {}", messages.say(say)))
}

fn location(path: &str, region: Region, id: Option<usize>, message: Option<Text>) -> Location {
    let artifact_location = Artifact { uri: uri::relative(path), uri_base_id: BASE };
    Location { id, physical_location: Physical { artifact_location, region }, message }
}

fn first_line() -> Region {
    Region { start_line: 1, start_column: None, end_line: None, end_column: None, snippet: None }
}

fn region(source: &SourceFile, span: Span) -> Region {
    let (start, end) = (source.position(span.start), source.position(span.end.max(span.start)));
    if span.is_empty() {
        return Region { start_line: start.line, ..first_line() };
    }
    let snippet = (start.line == end.line).then(|| text(source.slice(span)));
    Region { start_line: start.line, start_column: Some(start.column), end_line: Some(end.line), end_column: Some(end.column), snippet }
}

/// Trouble with files, packs and configuration, and every file that was not checked.
fn notifications(report: &Report, messages: &Messages) -> Vec<Notification> {
    let told = report.notifications.iter().map(|one| {
        let place = one.place.and_then(|(document, span)| Some((report.sources.get(document)?, span)));
        let at = place.map(|(source, span)| location(&source.path, region(source, span), None, None));
        let at = at.or_else(|| one.path.as_ref().map(|path| location(path, first_line(), None, None)));
        notification(&one.code, one.level, &messages.say(&one.say), at)
    });
    let head = messages.say(&Say::new("summary.not-checked").number("count", 1));
    let passed_over = report.not_checked.iter().map(|one| {
        let said = format!("{head}, {}", messages.word_in("not-checked", one.reason));
        notification(&format!("not-checked/{}", one.reason), Level::Note, &said, Some(location(&one.path, first_line(), None, None)))
    });
    told.chain(passed_over).collect()
}

fn notification(code: &str, level: Level, said: &str, at: Option<Location>) -> Notification {
    Notification { descriptor: Descriptor { id: code.to_owned() }, level: level.as_str(), message: text(said), locations: at.into_iter().collect() }
}

/// What a result cannot say: on which day, and that requirements were met too.
fn properties(report: &Report) -> Map<String, Value> {
    let count = |outcome: &Verdicts| (outcome.as_str().to_owned(), json!(report.summary.verdicts_of(*outcome)));
    let verdicts: Map<String, Value> = Verdicts::ALL.iter().map(count).collect();
    Map::from_iter([
        ("today".to_owned(), json!(report.today)),
        ("profile".to_owned(), json!(report.profile)),
        ("documents".to_owned(), json!(report.summary.documents)),
        ("verdicts".to_owned(), Value::Object(verdicts)),
    ])
}
