//! How many findings each requirement has, the most first.

use std::collections::BTreeMap;

use super::{Options, clean, reported, shown};
use crate::message::Messages;
use crate::result::{Level, Report};

/// A line for every requirement with findings: how many, the strictest level of them, its code and title.
pub(super) fn render(report: &Report, messages: &Messages, options: Options) -> String {
    let mut counts: BTreeMap<&str, (usize, Level, &str)> = BTreeMap::new();
    for (verdict, rule) in reported(report) {
        for one in verdict.findings.iter().filter(|one| shown(one, options.show)) {
            let title = rule.title.get(messages.language());
            let count = counts.entry(&rule.code).or_insert((0, one.level, title));
            *count = (count.0 + 1, count.1.max(one.level), title);
        }
    }
    let mut lines: Vec<(&str, (usize, Level, &str))> = counts.into_iter().collect();
    lines.sort_by_key(|(code, (count, level, _))| (std::cmp::Reverse((*count, *level)), *code));
    let levels: Vec<String> = lines.iter().map(|(_, (_, level, _))| messages.word_in("level", level.as_str())).collect();
    let wide = |widths: &mut dyn Iterator<Item = usize>| widths.max().unwrap_or(0);
    let (level_width, code_width) =
        (wide(&mut levels.iter().map(|one| clean::width(one))), wide(&mut lines.iter().map(|(code, _)| clean::width(code))));
    let line = |((code, (count, _, title)), level): (&(&str, (usize, Level, &str)), &String)| {
        let pad = " ".repeat(level_width.saturating_sub(clean::width(level)));
        let head = format!("{count:>5}  {level}{pad}  {code:<code_width$}  ");
        let indent = clean::width(&head);
        let rows = clean::wrap(&clean::line(title), options.width.saturating_sub(indent).max(20));
        rows.iter()
            .enumerate()
            .map(|(at, row)| if at == 0 { format!("{head}{row}\n") } else { format!("{}{row}\n", " ".repeat(indent)) })
            .collect::<String>()
    };
    lines.iter().zip(&levels).map(line).collect()
}
