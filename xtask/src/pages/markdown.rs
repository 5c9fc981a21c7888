//! Texts as Markdown.

/// A text in which nothing is markup. Line breaks become spaces.
pub(super) fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.split_whitespace().collect::<Vec<_>>().join(" ").chars() {
        if "\\`*_[]<>|#~".contains(c) {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

/// A quotation on lines of their own.
pub(super) fn quotation(text: &str) -> String {
    format!("> {}\n", plain(text))
}

/// A passage as it is written: a quotation when it is one line, else between fences that it does not hold.
pub(super) fn passage(text: &str) -> String {
    let text = text.trim();
    if !text.contains('\n') {
        return quotation(text);
    }
    let longest = text.lines().map(|line| line.trim_start().chars().take_while(|c| *c == '`').count()).max().unwrap_or(0);
    let fence = "`".repeat(longest.max(2) + 1);
    format!("{fence}markdown\n{text}\n{fence}\n")
}

/// A table; cells are Markdown already.
pub(super) fn table(head: &[&str], rows: &[Vec<String>]) -> String {
    let line = |cells: Vec<&str>| format!("| {} |\n", cells.join(" | "));
    let rule = format!("|{}\n", " --- |".repeat(head.len()));
    let rows = rows.iter().map(|row| line(row.iter().map(String::as_str).collect()));
    format!("{}{rule}{}", line(head.to_vec()), rows.collect::<String>())
}

/// A link.
pub(super) fn link(text: &str, target: &str) -> String {
    format!("[{text}]({target})")
}
