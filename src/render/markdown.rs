//! A summary in Markdown, for the page of a job or a comment. Nothing of a document is Markdown or HTML in it.

use super::entry::{Group, groups};
use super::{clean, summary};
use crate::message::Messages;
use crate::result::{Level, Report, Say};

/// GitHub refuses a job summary of more than 1 MiB; what others write into the same step must fit too.
const MOST_BYTES: usize = 900_000;

/// The report as a page.
pub(super) fn render(report: &Report, messages: &Messages) -> String {
    let groups = groups(report);
    let mut lines = vec![summary::done(report, messages)];
    lines.extend(summary::next_due(report, messages));
    lines.push(messages.word("format.decided"));
    let lines: Vec<String> = lines.iter().map(|line| escape(line)).collect();
    let mut out = format!("## tillsyn: {}\n\n{}\n", escape(&summary::counts(report, messages)), lines.join("  \n"));
    if groups.is_empty() {
        out.push_str(&format!("\n{}\n", escape(&messages.word("full.nothing"))));
    }
    let (mut shown, mut level) = (0, None);
    for group in &groups {
        let text = item(group, messages);
        if out.len() + text.len() > MOST_BYTES {
            break;
        }
        if level != Some(group.level()) {
            level = Some(group.level());
            let heading = messages.word(&format!("format.{}", group.level().as_str()));
            out.push_str(&format!("\n### {}\n\n", escape(&heading)));
        }
        out.push_str(&text);
        shown += 1;
    }
    let left: usize = groups.iter().skip(shown).map(Group::len).sum();
    if left > 0 {
        out.push_str(&format!("\n{}\n", escape(&messages.say(&Say::new("format.left-out").number("count", left)))));
    }
    troubles(report, messages, &mut out);
    out
}

/// One finding, or those of one rule in one document, as an item of a list.
fn item(group: &Group<'_>, messages: &Messages) -> String {
    let entry = group.first();
    let sign = match group.level() {
        Level::Error => "❌",
        Level::Warning => "⚠️",
        Level::Note => "🔵",
    };
    let mut out = format!("- {sign} **{}** {}  \n", escape(&entry.rule.code), escape(&entry.message(messages)));
    if entry.source.is_some() {
        let mut place = format!("{}:{}", clean::plain(entry.path), entry.lines().0);
        if group.len() > 1 {
            place = format!("{place} {}", group.others(messages));
        }
        out.push_str(&format!("  {}\n", escape(&place)));
    }
    let quote = entry.quote();
    if !quote.is_empty() {
        out.push_str(&format!("  > {}\n\n", escape(&quote)));
    }
    let rows = [("word.rule", entry.requirement(messages)), ("word.write", entry.remedy(messages))];
    let rows: Vec<String> = rows
        .iter()
        .filter(|(_, text)| !text.is_empty())
        .map(|(word, text)| format!("  *{}:* {}", escape(&messages.word(word)), escape(text)))
        .collect();
    out.push_str(&rows.join("  \n"));
    out.push('\n');
    out
}

/// What could not be read as it should, so that nobody takes silence for an answer.
fn troubles(report: &Report, messages: &Messages, out: &mut String) {
    let lines = summary::troubles(report, messages);
    let lines: Vec<&str> = lines.lines().filter(|line| !line.trim().is_empty()).collect();
    if lines.is_empty() {
        return;
    }
    out.push_str(&format!("\n### {}\n\n", escape(&messages.word("format.to-know"))));
    for (at, line) in lines.iter().enumerate() {
        let item = format!("- {}\n", escape(line));
        if out.len() + item.len() > MOST_BYTES {
            out.push_str(&format!("- … ({})\n", lines.len() - at));
            break;
        }
        out.push_str(&item);
    }
}

/// Text that reads the same in Markdown and is nothing but text: no markup, no HTML, no link, nobody mentioned.
pub(super) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    let mut chars = text.chars().peekable();
    let mut first = true;
    while let Some(c) = chars.next() {
        match c {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            // A backslash before it does not keep a name from being mentioned.
            '@' => out.push('\u{ff20}'),
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '~' | '$' => out.extend(['\\', c]),
            // Web addresses become links by themselves.
            ':' if chars.peek() == Some(&'/') => out.push_str("\\:"),
            '.' if out.ends_with("www") || out.ends_with("WWW") => out.push_str("\\."),
            // A number of an issue, and the heading that a line could begin with.
            '#' => out.push_str("\\#"),
            '-' | '+' | '=' | '!' if first => out.extend(['\\', c]),
            // An item of a numbered list.
            '.' | ')' if numbered(&out) && chars.peek().is_none_or(|next| next.is_whitespace()) => out.extend(['\\', c]),
            other => out.push(clean::sign(other)),
        }
        first = false;
    }
    out
}

fn numbered(before: &str) -> bool {
    !before.is_empty() && before.chars().all(|c| c.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::escape;

    #[test]
    fn nothing_is_markup() {
        for (text, written) in [
            ("En mening, med å, § 22 och (parentes).", "En mening, med å, § 22 och (parentes)."),
            ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
            ("![x](http://exempel.se/a_b)", "\\!\\[x\\](http\\://exempel.se/a\\_b)"),
            ("`a` *b* | ~c~ $d$ \\e", "\\`a\\` \\*b\\* \\| \\~c\\~ \\$d\\$ \\\\e"),
            ("# rubrik #12 och @namn", "\\# rubrik \\#12 och \u{ff20}namn"),
            ("12. punkt", "12\\. punkt"),
            ("12.1 stycke", "12.1 stycke"),
            ("12) punkt", "12\\) punkt"),
            ("- punkt - streck", "\\- punkt - streck"),
            ("www.exempel.se", "www\\.exempel.se"),
            ("&lt;b&gt; &#60;", "&amp;lt;b&amp;gt; &amp;\\#60;"),
            ("a\n# b\u{1b}[31m\u{202e}", "a \\# b\u{241b}\\[31m\u{fffd}"),
        ] {
            assert_eq!(escape(text), written);
        }
    }
}
