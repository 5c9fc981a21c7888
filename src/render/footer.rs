//! The lines under a finding: the requirement, the nation, what to write.

use std::collections::BTreeSet;

use super::{Options, clean, exception};
use crate::message::{Messages, lower_first};
use crate::result::{Also, Arg, Benchmark, Finding, Matrix, REMEDY, Report, RuleInfo, Say, Verdict};

/// One line of the footer, wrapped, with its word in front.
pub(super) fn row(word: &str, text: &str, options: Options) -> String {
    rows(word, &[text.to_owned()], options)
}

/// Lines of the footer, each wrapped, with their word in front of the first.
pub(super) fn rows(word: &str, texts: &[String], options: Options) -> String {
    let (head, indent) = head(word, options);
    let lines = texts.iter().flat_map(|text| clean::wrap(&clean::line(text), options.width.saturating_sub(indent)));
    lines.enumerate().map(|(at, line)| if at == 0 { format!("{head}{line}\n") } else { format!("{}{line}\n", " ".repeat(indent)) }).collect()
}

/// A word of the footer with what separates it from the text, and how wide that is.
fn head(word: &str, options: Options) -> (String, usize) {
    let word = clean::line(word);
    let pad = " ".repeat(8_usize.saturating_sub(clean::width(&word)).max(1));
    let indent = 2 + clean::width(&word) + pad.len();
    (if options.color { format!("  \u{1b}[1m{word}\u{1b}[0m{pad}") } else { format!("  {word}{pad}") }, indent)
}

/// `krav`, `även`, `landet` and `skriv`.
pub(super) fn footer(verdict: &Verdict, rule: &RuleInfo, finding: &Finding, report: &Report, messages: &Messages, options: Options) -> String {
    let mut out = row(&messages.word("word.rule"), &requirement(verdict, rule, messages), options);
    if let Some((waiver, grounds)) = finding.waiver.as_ref().zip(exception::grounds(finding, messages)) {
        let word = if waiver.is_accepted() { "word.waiver" } else { "word.elsewhere" };
        out.push_str(&row(&messages.word(word), &grounds, options));
    }
    let matrix = finding.matrix.and_then(|at| report.matrices.get(at));
    let mut figures: Vec<&Benchmark> = rule.benchmarks.iter().collect();
    let mut writes = vec![remedy(rule, finding.help.as_ref(), messages)];
    let others: Vec<(&Also, &RuleInfo)> = finding.also.iter().filter_map(|one| Some((one, report.rules.get(one.rule)?))).collect();
    let (in_rows, others): (Vec<_>, Vec<_>) = others.into_iter().partition(|(_, other)| matrix.is_some_and(|matrix| is_row(matrix, other)));
    for (one, other) in others {
        out.push_str(&rows(&messages.word("word.also"), &too(one, other, finding, messages), options));
        figures.extend(other.benchmarks.iter().filter(|one| !rule.benchmarks.iter().any(|own| is_same(own, one))));
        writes.push(remedy(other, one.help.as_ref(), messages));
    }
    if let Some(matrix) = matrix {
        let codes: Vec<&str> = in_rows.iter().map(|(_, other)| other.code.as_str()).collect();
        if !codes.is_empty() {
            let text = format!("{}: {}", codes.join(", "), matrix.title.get(messages.language()));
            out.push_str(&row(&messages.word("word.also"), &text, options));
        }
        out.push_str(&table(matrix, messages, options));
    }
    let nations = figures.into_iter().map(|one| nation(one, messages)).collect();
    for (word, mut texts) in [("word.nation", nations), ("word.write", writes)] {
        let mut seen = BTreeSet::new();
        texts.retain(|text| !text.is_empty() && seen.insert(text.clone()));
        texts.iter().for_each(|text| out.push_str(&row(&messages.word(word), text, options)));
    }
    out
}

/// The same answer to the same question, however it is worded.
fn is_same(one: &Benchmark, other: &Benchmark) -> bool {
    (&one.source, &one.clause, one.year, one.met, one.of) == (&other.source, &other.clause, other.year, other.met, other.of)
}

fn is_row(matrix: &Matrix, rule: &RuleInfo) -> bool {
    matrix.rows.iter().any(|row| row.code == rule.code)
}

/// Another requirement that the same place breaks, and what it finds there where that is not said already.
fn too(one: &Also, rule: &RuleInfo, finding: &Finding, messages: &Messages) -> Vec<String> {
    let mut texts = vec![format!("{}: {}", rule.code, titled(rule, messages).join(" · "))];
    if one.say != finding.say && !messages.say(&one.say).is_empty() {
        texts.push(messages.say(&one.say));
    }
    texts
}

/// A row for each rule: whom it is about, its code, what the documents say, and how often.
pub(super) fn table(matrix: &Matrix, messages: &Messages, options: Options) -> String {
    let language = messages.language();
    let told = matrix.rows.iter().map(|row| {
        let said = row.outcome.map_or_else(|| messages.word("word.not-asked"), |outcome| messages.word(&format!("outcome.{}", outcome.as_str())));
        let often = row.frequency.as_ref().map(|words| messages.say(&Say::new("full.quoted").words("text", clean::fold(words))));
        let said = often.map_or_else(|| said.clone(), |often| format!("{said}: {often}"));
        [row.label.get(language), &row.code, &said].map(clean::line)
    });
    columns(matrix.column.get(language), &told.collect::<Vec<_>>(), options)
}

/// Lines of the footer in columns; the last one is wrapped within its own, or all of it where that is too narrow.
fn columns(word: &str, told: &[[String; 3]], options: Options) -> String {
    let (head, indent) = head(word, options);
    let wide = |column: fn(&[String; 3]) -> &String| told.iter().map(|cells| clean::width(column(cells)) + 2).max().unwrap_or(0);
    let (first, second) = (wide(|cells| &cells[0]), wide(|cells| &cells[1]));
    let pad = |cell: &str, wide: usize| format!("{cell}{}", " ".repeat(wide.saturating_sub(clean::width(cell))));
    let fits = options.width.saturating_sub(indent);
    let mut out = String::new();
    for [who, code, said] in told {
        let lead = if out.is_empty() { head.clone() } else { " ".repeat(indent) };
        let (texts, under) = if fits >= first + second + 16 {
            (clean::wrap(said, fits - first - second), format!("{}{}", pad(who, first), pad(code, second)))
        } else {
            (clean::wrap(&format!("{who} ({code}): {said}"), fits), String::new())
        };
        for (at, text) in texts.iter().enumerate() {
            let before = if at == 0 { format!("{lead}{under}") } else { " ".repeat(indent + clean::width(&under)) };
            out.push_str(&format!("{before}{text}\n"));
        }
    }
    out
}

/// Title · binding, source, clause · when it fell due.
pub(super) fn requirement(verdict: &Verdict, rule: &RuleInfo, messages: &Messages) -> String {
    let mut parts = titled(rule, messages);
    if let Some((date, days)) = &verdict.due {
        let key = if *days < 0 { "full.due-passed" } else { "full.due-ahead" };
        parts.push(messages.say(&Say::new(key).words("date", date.clone())));
    }
    parts.join(" · ")
}

/// Title, and binding, source and clause.
fn titled(rule: &RuleInfo, messages: &Messages) -> Vec<String> {
    let language = messages.language();
    let mut source = vec![messages.word_in("binding", &rule.binding)];
    if let Some(authority) = rule.authorities.first() {
        source.extend([authority.short.get(language).to_owned(), lower_first(&authority.clause)]);
    }
    source.retain(|one| !one.is_empty());
    let mut parts = vec![rule.title.get(language).to_owned(), source.join(", ")];
    parts.retain(|one| !one.is_empty());
    parts
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
pub(super) fn remedy(rule: &RuleInfo, own: Option<&Say>, messages: &Messages) -> String {
    let sentence = rule.sentence.get(messages.language());
    if own.is_some() || sentence.is_empty() {
        return help(rule, own, messages);
    }
    messages.say(&Say::new("full.quoted").words("text", sentence))
}

/// What to do: what the check knows of this place, else the rule's remedy.
pub(super) fn help(rule: &RuleInfo, own: Option<&Say>, messages: &Messages) -> String {
    match own {
        Some(help) if help.key != REMEDY => messages.say(help),
        _ => rule.remedy.get(messages.language()).to_owned(),
    }
}
