//! A document's text is hostile: nothing of it may steer a terminal.

use unicode_normalization::char::is_combining_mark;

/// What stands for this character on one line of a terminal: itself, or a visible sign of width one.
pub(super) fn sign(c: char) -> char {
    match c {
        '\t' | '\r' | '\n' | '\u{2028}' | '\u{2029}' => ' ',
        '\u{0}'..='\u{1f}' => char::from_u32(0x2400 + u32::from(c)).unwrap_or('\u{fffd}'),
        '\u{7f}' => '\u{2421}',
        '\u{80}'..='\u{9f}' => '\u{fffd}',
        '\u{ad}' => '-',
        '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' => '\u{fffd}',
        '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{fffe}'..='\u{ffff}' | '\u{e0000}'..='\u{e0fff}' => '\u{fffd}',
        other => other,
    }
}

/// The text on one line, with nothing that steers a terminal or a build server: `::error::` and `##[error]` at the beginning of a
/// line, where wrapping may put them, are commands to some.
pub(crate) fn line(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match sign(c) {
            ':' if out.ends_with(':') => out.push('\u{2236}'),
            '[' if out.ends_with("##") => out.push('('),
            other => out.push(other),
        }
    }
    out
}

/// One line of text with single spaces, and nothing in it that steers.
pub(super) fn plain(text: &str) -> String {
    line(&fold(text))
}

/// JSON in which no character of a string steers a terminal or a build server, and which still says the same.
pub(super) fn json(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        let steers = !c.is_ascii() && sign(c) != c || c == '\u{7f}' || c == '[' && out.ends_with("##");
        if steers {
            let mut units = [0; 2];
            out.extend(c.encode_utf16(&mut units).iter().map(|unit| format!("\\u{unit:04x}")));
        } else {
            out.push(c);
        }
    }
    out
}

/// White space folded to single spaces.
pub(super) fn fold(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// How many columns a character takes.
pub(super) fn char_width(c: char) -> usize {
    match c {
        _ if is_combining_mark(c) => 0,
        '\u{1100}'..='\u{115f}' | '\u{2e80}'..='\u{a4cf}' | '\u{ac00}'..='\u{d7a3}' | '\u{f900}'..='\u{faff}' => 2,
        '\u{fe30}'..='\u{fe6f}' | '\u{ff00}'..='\u{ff60}' | '\u{ffe0}'..='\u{ffe6}' => 2,
        '\u{1f300}'..='\u{1faff}' | '\u{20000}'..='\u{3fffd}' => 2,
        _ => 1,
    }
}

/// How many columns a text takes.
pub(super) fn width(text: &str) -> usize {
    text.chars().map(char_width).sum()
}

/// The text in lines of at most `columns` columns, broken between words, and inside a word only when it is longer than a line.
pub(crate) fn wrap(text: &str, columns: usize) -> Vec<String> {
    let columns = columns.max(8);
    let (mut lines, mut current, mut used) = (Vec::new(), String::new(), 0);
    for word in text.split_whitespace() {
        let wide = width(word);
        if used > 0 && used + 1 + wide <= columns {
            current.push(' ');
            used += 1;
        } else if used > 0 {
            lines.push(std::mem::take(&mut current));
            used = 0;
        }
        for c in word.chars() {
            if used + char_width(c) > columns {
                lines.push(std::mem::take(&mut current));
                used = 0;
            }
            current.push(c);
            used += char_width(c);
        }
    }
    if !current.is_empty() {
        lines.push(current);
    }
    lines
}
