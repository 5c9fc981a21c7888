//! The lines under a finding: the requirement, the nation, what to write.

use super::{Options, clean};
use crate::message::{Messages, lower_first};
use crate::result::{Arg, Benchmark, Finding, REMEDY, RuleInfo, Say, Verdict};

/// One line of the footer, wrapped, with its word in front.
pub(super) fn row(word: &str, text: &str, options: Options) -> String {
    rows(word, &[text.to_owned()], options)
}

/// Lines of the footer, each wrapped, with their word in front of the first.
pub(super) fn rows(word: &str, texts: &[String], options: Options) -> String {
    let word = clean::line(word);
    let pad = " ".repeat(8_usize.saturating_sub(clean::width(&word)).max(1));
    let head = if options.color { format!("  \u{1b}[1m{word}\u{1b}[0m{pad}") } else { format!("  {word}{pad}") };
    let indent = 2 + clean::width(&word) + pad.len();
    let lines = texts.iter().flat_map(|text| clean::wrap(&clean::line(text), options.width.saturating_sub(indent)));
    lines.enumerate().map(|(at, line)| if at == 0 { format!("{head}{line}\n") } else { format!("{}{line}\n", " ".repeat(indent)) }).collect()
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
        source.extend([authority.short.get(language).to_owned(), lower_first(&authority.clause)]);
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

/// What the regions stated, in one sentence, and what must be said with it.
pub fn nation(one: &Benchmark, messages: &Messages) -> String {
    let language = messages.language();
    let mut say = Say::new("full.nation").with("met", Arg::Say(Box::new(one.met.told()))).words("year", one.year.to_string());
    if let Some(of) = one.of {
        say = say.words("of", of.to_string());
    }
    let mut text = messages.say(&say.words("measure", one.measure.get(language)).words("clause", lower_first(&one.clause)));
    if let Some(earlier) = &one.earlier {
        text = format!("{text}; {}", messages.say(&earlier.told()));
    }
    match one.reservation.as_ref().map(|one| one.get(language).trim_end_matches('.')).filter(|one| !one.is_empty()) {
        Some(reservation) => format!("{text}. {reservation}."),
        None => text,
    }
}

/// What to write: what the check knows of this place, else the rule's sentence, else its remedy.
fn remedy(rule: &RuleInfo, finding: &Finding, messages: &Messages) -> String {
    let sentence = rule.sentence.get(messages.language());
    if finding.help.is_some() || sentence.is_empty() {
        return help(rule, finding, messages);
    }
    messages.say(&Say::new("full.quoted").words("text", sentence))
}

/// What to do: what the check knows of this place, else the rule's remedy.
pub(super) fn help(rule: &RuleInfo, finding: &Finding, messages: &Messages) -> String {
    match &finding.help {
        Some(help) if help.key != REMEDY => messages.say(help),
        _ => rule.remedy.get(messages.language()).to_owned(),
    }
}
