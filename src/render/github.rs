//! Annotations: workflow commands for GitHub Actions, one a line.
//!
//! GitHub shows ten of each kind from one step, in the order they come, and says nothing of the rest: so there are ten at most, the
//! worst first, and the tenth says what is left.

use super::clean;
use super::entry::{Group, groups};
use crate::message::Messages;
use crate::result::{Level, Report, Say};

/// So many annotations at most.
const MOST: usize = 10;

/// The report as workflow commands.
pub(super) fn render(report: &Report, messages: &Messages) -> String {
    let groups = groups(report);
    let exceptions = super::summary::exceptions(report, messages);
    let all_fit = groups.len() + usize::from(!exceptions.is_empty()) <= MOST;
    let (shown, left) = groups.split_at(if all_fit { groups.len() } else { groups.len().min(MOST - 1) });
    let mut out: String = shown.iter().map(|group| annotation(group, messages)).collect();
    let mut rest = Vec::new();
    if !left.is_empty() {
        rest.push(more(left, messages));
    }
    rest.extend((!exceptions.is_empty()).then_some(exceptions));
    if !rest.is_empty() {
        let level = left.iter().map(Group::level).max().unwrap_or(Level::Note);
        out.push_str(&command(level, &[("title", env!("CARGO_PKG_NAME").to_owned())], &rest.join("; ")));
    }
    out
}

fn annotation(group: &Group<'_>, messages: &Messages) -> String {
    let entry = group.first();
    let mut properties = vec![("file", entry.path.to_owned())];
    if let Some((start, end)) = entry.region() {
        let (first, last) = entry.lines();
        properties.extend([("line", first.to_string()), ("endLine", last.to_string())]);
        // Columns of two lines are refused.
        if first == last && start.line == end.line && start.column < end.column {
            properties.extend([("col", start.column.to_string()), ("endColumn", end.column.to_string())]);
        }
    }
    properties.push(("title", clean::plain(&format!("{} {}", entry.rule.code, entry.rule.title.get(messages.language())))));
    let mut lines = vec![entry.message(messages)];
    if group.len() > 1 {
        lines.push(group.others(messages));
    }
    let remedy = entry.remedy(messages);
    if !remedy.is_empty() {
        lines.push(format!("{}: {remedy}", clean::plain(&messages.word("explain.write"))));
    }
    command(group.level(), &properties, &lines.join("\n"))
}

/// How many more there are, and where: at most five documents, those with most first.
fn more(left: &[Group<'_>], messages: &Messages) -> String {
    let mut places: Vec<(usize, &str)> = Vec::new();
    for group in left {
        match places.iter_mut().find(|(_, path)| *path == group.first().path) {
            Some((count, _)) => *count += group.len(),
            None => places.push((group.len(), group.first().path)),
        }
    }
    places.sort_by_key(|(count, path)| (std::cmp::Reverse(*count), *path));
    let mut named: Vec<String> = places.iter().take(5).map(|(count, path)| format!("{} ({count})", clean::plain(path))).collect();
    if places.len() > named.len() {
        named.push("…".to_owned());
    }
    let say = Say::new("format.more-findings").number("count", left.iter().map(Group::len).sum());
    messages.say(&say.words("places", named.join(", ")))
}

fn command(level: Level, properties: &[(&str, String)], message: &str) -> String {
    let name = match level {
        Level::Error => "error",
        Level::Warning => "warning",
        Level::Note => "notice",
    };
    let properties: Vec<String> = properties.iter().map(|(key, value)| format!("{key}={}", property(value))).collect();
    format!("::{name} {}::{}\n", properties.join(","), data(message))
}

/// A message as the runner reads it back.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// A property as the runner reads it back; what steers a terminal in the name of a file is shown as a sign.
fn property(text: &str) -> String {
    let harmless: String = text.chars().map(|c| if matches!(c, '\r' | '\n') { c } else { clean::sign(c) }).collect();
    data(&harmless).replace(':', "%3A").replace(',', "%2C")
}
