//! The last lines: what was done, so that a green run cannot mean that nothing ran.

use std::collections::BTreeMap;

use super::exception::in_state;
use super::{Options, clean, place, reported};
use crate::message::Messages;
use crate::result::{Arg, Finding, Level, Outcome, Report, Say, State};

/// Notifications, what was not checked, the counts, and why the exit code is not 0; for standard error.
pub fn summary(report: &Report, messages: &Messages, options: Options) -> String {
    let mut out = troubles(report, messages);
    if report.documents.is_empty() {
        line(&messages.word("nothing.to-check"), &mut out);
    }
    wrapped(&done(report, messages), options.width, &mut out);
    wrapped(&found(report, messages), options.width, &mut out);
    left_out(report, messages, options.width, &mut out);
    if let Some(level) = options.fail_on {
        fails(report, messages, level, &mut out);
    }
    out
}

/// Notifications and what was not checked, one a line.
pub(super) fn troubles(report: &Report, messages: &Messages) -> String {
    let mut out = String::new();
    notifications(report, messages, &mut out);
    not_checked(report, messages, &mut out);
    out
}

fn line(text: &str, out: &mut String) {
    out.push_str(&clean::line(text));
    out.push('\n');
}

/// On several lines where one is too short, so that a word is never cut by the terminal.
fn wrapped(text: &str, width: usize, out: &mut String) {
    for part in clean::wrap(&clean::line(text), width) {
        out.push_str(&part);
        out.push('\n');
    }
}

fn count(messages: &Messages, key: &str, number: usize) -> String {
    messages.say(&Say::new(&format!("summary.{key}")).number("count", number))
}

fn notifications(report: &Report, messages: &Messages, out: &mut String) {
    for one in &report.notifications {
        let at = one.place.and_then(|(document, span)| place(report, document, span.start));
        let at = at.map(|(path, line, column)| format!("{path}:{line}:{column}: ")).or_else(|| one.path.as_ref().map(|path| format!("{path}: ")));
        let level = messages.word_in("level", one.level.as_str());
        line(&format!("{}{level}: {} [{}]", at.unwrap_or_default(), messages.say(&one.say), one.code), out);
    }
}

/// By reason, at most three paths of each.
fn not_checked(report: &Report, messages: &Messages, out: &mut String) {
    let mut by_reason: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for one in &report.not_checked {
        by_reason.entry(one.reason).or_default().push(&one.path);
    }
    for (reason, paths) in by_reason {
        let mut named: Vec<String> = paths.iter().take(3).map(|path| (*path).to_owned()).collect();
        if paths.len() > 3 {
            named = vec![named.join(", "), count(messages, "more", paths.len() - 3)];
            named = vec![named.join(" ")];
        }
        let head = count(messages, "not-checked", paths.len());
        line(&format!("{head}, {}: {}", messages.word_in("not-checked", reason), named.join(", ")), out);
    }
}

/// "31 dokument (3 utkast, 2 ej klassade) · 44 regler · 212 prövningar: 171 uppfyllda, …"
pub(super) fn done(report: &Report, messages: &Messages) -> String {
    let summary = &report.summary;
    let aside = [("drafts", summary.drafts), ("not-classified", summary.not_classified)];
    let aside: Vec<String> = aside.iter().filter(|(_, number)| *number > 0).map(|(key, number)| count(messages, key, *number)).collect();
    let mut documents = count(messages, "documents", summary.documents);
    if !aside.is_empty() {
        documents = format!("{documents} ({})", aside.join(", "));
    }
    let mut verdicts = count(messages, "verdicts", summary.verdicts.iter().sum());
    let told: Vec<String> = Outcome::ALL
        .iter()
        .map(|outcome| (*outcome, summary.verdicts_of(*outcome)))
        .filter(|(outcome, number)| *number > 0 || *outcome == Outcome::Met)
        .map(|(outcome, number)| count(messages, outcome.as_str(), number))
        .collect();
    verdicts = format!("{verdicts}: {}", told.join(", "));
    [documents, count(messages, "rules", summary.rules), verdicts].join(" · ")
}

/// "4 fel, 9 varningar, 8 noteringar · nästa dokument att revidera: …"
fn found(report: &Report, messages: &Messages) -> String {
    let parts = [counts(report, messages), next_due(report, messages).unwrap_or_default()];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
}

/// "4 fel, 9 varningar, 8 noteringar", then those about drafts and those that nobody must act on.
pub(super) fn counts(report: &Report, messages: &Messages) -> String {
    let [errors, warnings, notes] = report.summary.findings;
    let mut parts = vec![[("errors", errors), ("warnings", warnings), ("notes", notes)].map(|(key, number)| count(messages, key, number)).join(", ")];
    for (key, number) in [("of-several", report.summary.of_several), ("without-finding", report.summary.without_finding)] {
        if number > 0 {
            parts.push(count(messages, key, number));
        }
    }
    if report.summary.in_drafts > 0 {
        parts.push(count(messages, "in-drafts", report.summary.in_drafts));
    }
    let states = exceptions(report, messages);
    if !states.is_empty() {
        parts.push(states);
    }
    parts.join(" · ")
}

/// What is not asked: outside the profile, or switched off by the configuration.
fn left_out(report: &Report, messages: &Messages, width: usize, out: &mut String) {
    for (reason, key) in [("profile", "summary.outside-profile"), ("configuration", "summary.switched-off")] {
        let packs: Vec<_> = report.left_out.iter().filter(|one| one.reason == reason).collect();
        let rules: usize = packs.iter().map(|one| one.rules).sum();
        if rules > 0 {
            let list = packs.iter().map(|one| Arg::Words(format!("{} {}", one.pack, one.rules))).collect();
            let say = Say::new(key).number("count", rules).words("profile", report.profile.clone()).with("list", Arg::List(list));
            wrapped(&messages.say(&say), width, out);
        }
    }
}

/// "nästa dokument att revidera: …"
pub(super) fn next_due(report: &Report, messages: &Messages) -> Option<String> {
    let (document, date, days) = report.summary.next_due.as_ref()?;
    let title = report.documents.get(*document).map(|one| if one.title.is_empty() { one.path.clone() } else { one.title.clone() });
    let say = Say::new("summary.next-due").words("title", title.unwrap_or_default()).words("date", date.clone());
    Some(messages.say(&say.words("when", when(messages, *days))))
}

/// "3 avsteg, 2 i utgångsläget": findings that nobody must act on; empty without any.
pub(super) fn exceptions(report: &Report, messages: &Messages) -> String {
    let states = State::ALL.iter().filter(|state| **state != State::Active);
    let counted = states.map(|state| (state.as_str(), in_state(report, *state))).chain([("elsewhere", report.summary.stated_elsewhere)]);
    let told = counted.filter(|(_, number)| *number > 0).map(|(state, number)| count(messages, &format!("state-{state}"), number));
    told.collect::<Vec<_>>().join(", ")
}

fn when(messages: &Messages, days: i64) -> String {
    let key = match days {
        0 => return messages.word("summary.today"),
        1.. => "summary.in-days",
        _ => "summary.days-ago",
    };
    messages.say(&Say::new(key).number("days", usize::try_from(days.unsigned_abs()).unwrap_or(usize::MAX)))
}

fn fails(report: &Report, messages: &Messages, level: Level, out: &mut String) {
    let troubles = report.notifications.iter().filter(|one| one.level >= level.max(Level::Warning)).count();
    let failing = troubles + findings(report).filter(|one| one.state == State::Active && one.level >= level).count();
    if failing > 0 {
        let say = Say::new("summary.fails").number("count", failing).words("level", messages.word_in("level", level.as_str()));
        line(&messages.say(&say), out);
    }
}

fn findings(report: &Report) -> impl Iterator<Item = &Finding> {
    reported(report).flat_map(|(verdict, _)| &verdict.findings)
}
