//! The lines under a finding: the requirement, the nation, what to write.

use super::{Options, clean};
use crate::message::Messages;
use crate::result::{Benchmark, Finding, RuleInfo, Say, Verdict};

/// One line of the footer, wrapped, with its word in front.
pub(super) fn row(word: &str, text: &str, options: Options) -> String {
    let word = clean::line(word);
    let pad = " ".repeat(8_usize.saturating_sub(clean::width(&word)).max(1));
    let head = if options.color { format!("  \u{1b}[1m{word}\u{1b}[0m{pad}") } else { format!("  {word}{pad}") };
    let indent = 2 + clean::width(&word) + pad.len();
    let lines = clean::wrap(&clean::line(text), options.width.saturating_sub(indent));
    lines.iter().enumerate().map(|(at, line)| if at == 0 { format!("{head}{line}\n") } else { format!("{}{line}\n", " ".repeat(indent)) }).collect()
}

/// `krav`, `landet` and `skriv`.
pub(super) fn footer(verdict: &Verdict, rule: &RuleInfo, finding: &Finding, messages: &Messages, options: Options) -> String {
    let mut out = row(&messages.word("word.rule"), &requirement(verdict, rule, messages), options);
    for benchmark in &rule.benchmarks {
        out.push_str(&row(&messages.word("word.nation"), &nation(benchmark, messages), options));
    }
    let write = remedy(rule, finding, messages);
    if !write.is_empty() {
        out.push_str(&row(&messages.word("word.write"), &write, options));
    }
    out
}

/// Title · binding, source, clause · when it fell due.
pub(super) fn requirement(verdict: &Verdict, rule: &RuleInfo, messages: &Messages) -> String {
    let language = messages.language();
    let mut source = vec![messages.word_in("binding", &rule.binding)];
    if let Some(authority) = rule.authorities.first() {
        source.extend([authority.title.get(language).to_owned(), lower_first(&authority.clause)]);
    }
    source.retain(|one| !one.is_empty());
    let mut parts = vec![rule.title.get(language).to_owned(), source.join(", ")];
    if let Some((date, days)) = &verdict.due {
        let key = if *days < 0 { "full.due-passed" } else { "full.due-ahead" };
        parts.push(messages.say(&Say::new(key).words("date", date.clone())));
    }
    parts.retain(|one| !one.is_empty());
    parts.join(" · ")
}

/// "Rekommendation 1" in the middle of a line is "rekommendation 1"; "A.5.20" and "MSBFS" stay.
fn lower_first(text: &str) -> String {
    let mut chars = text.chars();
    match (chars.next(), chars.next()) {
        (Some(first), Some(second)) if first.is_uppercase() && second.is_lowercase() => first.to_lowercase().chain([second]).chain(chars).collect(),
        _ => text.to_owned(),
    }
}

fn nation(one: &Benchmark, messages: &Messages) -> String {
    let language = messages.language();
    let mut say = Say::new("full.nation").words("met", one.met.get(language)).words("year", one.year.to_string());
    if let Some(of) = one.of {
        say = say.words("of", of.to_string());
    }
    let mut text = messages.say(&say.words("measure", one.measure.get(language)).words("clause", lower_first(&one.clause)));
    if let Some(earlier) = &one.earlier {
        text = format!("{text}; {}", messages.say(&Say::new("full.earlier").words("earlier", earlier.get(language))));
    }
    match one.reservation.as_ref().map(|one| one.get(language)).filter(|one| !one.is_empty()) {
        Some(reservation) => format!("{text}; {reservation}"),
        None => text,
    }
}

fn remedy(rule: &RuleInfo, finding: &Finding, messages: &Messages) -> String {
    let sentence = rule.sentence.get(messages.language());
    match &finding.help {
        Some(help) => messages.say(help),
        None if !sentence.is_empty() => messages.say(&Say::new("full.quoted").words("text", sentence)),
        None => rule.remedy.get(messages.language()).to_owned(),
    }
}
