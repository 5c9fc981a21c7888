//! What can be recovered from a broken metadata block: lines of the form `key: value`.

use super::{Entry, unquoted};
use crate::source::Span;

/// Length of the first line with its line end.
pub(super) fn first(text: &str) -> usize {
    let bytes = text.as_bytes();
    match bytes.iter().position(|byte| matches!(byte, b'\n' | b'\r')) {
        Some(at) if bytes[at] == b'\r' && bytes.get(at + 1) == Some(&b'\n') => at + 2,
        Some(at) => at + 1,
        None => text.len(),
    }
}

/// Whether a line gives a value to a key.
pub(super) fn is_entry(line: &str, toml: bool) -> bool {
    parts(line, toml).is_some()
}

/// Whether any line gives a value to a key.
pub(super) fn any(text: &str, toml: bool) -> bool {
    text.split(['\n', '\r']).any(|line| is_entry(line, toml))
}

/// Every line that gives a value to a key, as an entry.
pub(super) fn recover(body: &str, base: usize, toml: bool) -> Vec<Entry> {
    let mut entries = Vec::new();
    let mut at = 0;
    while at < body.len() {
        let line = &body[at..at + first(&body[at..])];
        if let Some((key, value)) = parts(line, toml) {
            let span = |range: Span| Span::new(base + at + range.start, base + at + range.end);
            let value_span = unquoted(body, span(value), base);
            entries.push(Entry {
                key: line[key.start..key.end].to_owned(),
                key_span: span(key),
                value: body[value_span.start - base..value_span.end - base].to_owned(),
                value_span,
                items: Vec::new(),
            });
        }
        at += line.len();
    }
    entries
}

/// Key and value of a line, as ranges within it.
fn parts(line: &str, toml: bool) -> Option<(Span, Span)> {
    let sign = if toml { line.find('=')? } else { line.find(": ").or_else(|| line.trim_end().strip_suffix(':').map(str::len))? };
    let key = line.get(..sign)?.trim_end();
    let begins = key.starts_with(char::is_alphabetic);
    if !begins || key.len() > 64 || key.split_whitespace().count() > 3 || key.contains(['#', '[', '{', ':', '*', '|', '`']) {
        return None;
    }
    let rest = line.get(sign + 1..)?;
    let value = rest.trim();
    let start = sign + 1 + (rest.len() - rest.trim_start().len());
    let start = if value.is_empty() { sign + 1 } else { start };
    Some((Span::new(0, key.len()), Span::new(start, start + value.len())))
}
