//! One line a finding: `path:line:column: level CODE message`.

use super::{Options, Show, clean, place, reported, shown};
use crate::message::Messages;
use crate::result::{Finding, Outcome, Report, State};
use crate::source::Span;

/// The report as lines, in the order of paths and positions.
pub(super) fn render(report: &Report, messages: &Messages, options: Options) -> String {
    let mut lines: Vec<((String, usize, usize), String)> = Vec::new();
    for (verdict, rule) in reported(report) {
        for finding in verdict.findings.iter().filter(|finding| shown(finding, options.show)) {
            let level = messages.word_in("level", finding.level.as_str());
            let state = if finding.state == State::Active { String::new() } else { format!(" ({})", super::exception::state(finding, messages)) };
            let text = format!("{level} {}{} {}{state}", rule.code, also(report, finding, messages), messages.say(&finding.say));
            lines.push((at(report, finding.document.map(|document| (document, finding.span))), text));
        }
        let best = verdict.evidence.first();
        if verdict.outcome == Outcome::Met && options.show != Show::Findings {
            let text = format!("{} {} {}", messages.word("outcome.met"), rule.code, rule.title.get(messages.language()));
            let span = best.and_then(|best| Some((best.document, *best.spans.last()?)));
            lines.push((at(report, span), text));
        }
    }
    lines.sort();
    lines.iter().map(|(at, text)| format!("{}{}\n", prefix(at), clean::line(&clean::fold(text)))).collect()
}

/// Codes of the other requirements that the finding tells of.
fn also(report: &Report, finding: &Finding, messages: &Messages) -> String {
    let codes: Vec<&str> = finding.also.iter().filter_map(|one| Some(report.rules.get(one.rule)?.code.as_str())).collect();
    if codes.is_empty() { String::new() } else { format!(" ({} {})", messages.word("word.also"), codes.join(", ")) }
}

fn at(report: &Report, span: Option<(usize, Span)>) -> (String, usize, usize) {
    span.and_then(|(document, span)| place(report, document, span.start)).unwrap_or_default()
}

/// Without a document the line begins with `-`, so that the columns stay where they are.
fn prefix((path, line, column): &(String, usize, usize)) -> String {
    if path.is_empty() { "-: ".to_owned() } else { format!("{path}:{line}:{column}: ") }
}
