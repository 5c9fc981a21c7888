//! The metadata block at the top of a document: YAML between `---`, TOML between `+++`.

mod lines;
mod toml;
mod yaml;

use serde::{Deserialize, Serialize};

use crate::source::Span;

/// The metadata block.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct FrontMatter {
    /// The whole block with its fences, without the last line end.
    pub span: Span,
    /// Its values in the order of the source; a key that is repeated in a list of tables occurs several times.
    pub entries: Vec<Entry>,
    /// What is wrong with it; the entries are then what could be recovered.
    pub fault: Option<FrontMatterFault>,
}

/// One value.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Entry {
    /// The key; keys of nested tables are joined with dots.
    pub key: String,
    /// The (innermost) key in the source.
    pub key_span: Span,
    /// The value as written, without quotes; the items of a list joined with ", ".
    pub value: String,
    /// The value in the source, without quotes.
    pub value_span: Span,
    /// The items, when the value is a list.
    pub items: Vec<Scalar>,
}

/// One item of a list.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Scalar {
    /// The item as written, without quotes.
    pub value: String,
    /// The item in the source, without quotes.
    pub span: Span,
}

/// Why a metadata block could not be read.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct FrontMatterFault {
    /// Where.
    pub span: Span,
    /// What, in the words of the parser (English).
    pub message: String,
}

impl FrontMatter {
    /// The first value of a key, compared without regard to case.
    pub fn get(&self, key: &str) -> Option<&Entry> {
        let key = key.to_lowercase();
        self.entries.iter().find(|entry| entry.key.to_lowercase() == key)
    }
}

/// Recognises the metadata block of a text. The second value is where the rest of the text begins.
pub(super) fn split(text: &str) -> (Option<FrontMatter>, usize) {
    let first = lines::first(text);
    let toml = match text[..first].trim_end() {
        "---" => false,
        "+++" => true,
        _ => return unopened(text),
    };
    let Some((end, after)) = closing(text, first, toml) else { return unclosed(text, first, toml) };
    let body = &text[first..end];
    let mut found = FrontMatter { span: Span::new(0, after_fence(text, end)), ..FrontMatter::default() };
    match if toml { toml::read(body, first) } else { yaml::read(body, first) } {
        Ok(entries) => found.entries = entries,
        Err(_) if !body.trim().is_empty() && !lines::any(body, toml) => return (None, 0),
        Err(fault) => {
            found.entries = lines::recover(body, first, toml);
            found.fault = Some(fault);
        }
    }
    (Some(found), after)
}

/// Where the closing fence begins, and where the line after it begins.
fn closing(text: &str, first: usize, toml: bool) -> Option<(usize, usize)> {
    let mut at = first;
    while at < text.len() {
        let next = at + lines::first(&text[at..]);
        match text[at..next].trim_end() {
            "+++" if toml => return Some((at, next)),
            "---" | "..." if !toml => return Some((at, next)),
            _ => at = next,
        }
    }
    None
}

fn after_fence(text: &str, fence: usize) -> usize {
    fence + 3.min(text.len().saturating_sub(fence))
}

/// A fence that is never closed: a fault when a line with a key follows, otherwise a mere rule.
fn unclosed(text: &str, first: usize, toml: bool) -> (Option<FrontMatter>, usize) {
    let mut end = first;
    while end < text.len() {
        let line = &text[end..end + lines::first(&text[end..])];
        let belongs = lines::is_entry(line, toml) || (end > first && line.starts_with([' ', '\t', '-']) && !line.trim().is_empty());
        if !belongs {
            break;
        }
        end += line.len();
    }
    if end == first {
        return (None, 0);
    }
    let message = format!("the metadata block is not closed with {}", if toml { "+++" } else { "---" });
    let found = FrontMatter {
        span: Span::new(0, text[..end].trim_end().len()),
        entries: lines::recover(&text[first..end], first, toml),
        fault: Some(FrontMatterFault { span: Span::new(0, text[..first].trim_end().len()), message }),
    };
    (Some(found), end)
}

/// A metadata block without its first fence: lines with keys from the very first on, and no empty line before the closing fence.
fn unopened(text: &str) -> (Option<FrontMatter>, usize) {
    let empty = |line: &&str| line.trim().is_empty();
    let fenced = text.lines().take(UNOPENED).take_while(|line| !empty(line)).any(|line| line.trim_end() == "---");
    if !fenced || !lines::is_entry(&text[..lines::first(text)], false) {
        return (None, 0);
    }
    let Some((end, after)) = closing(text, 0, false) else { return (None, 0) };
    match yaml::read(&text[..end], 0) {
        Ok(entries) if entries.len() > 1 => (Some(FrontMatter { span: Span::new(0, after_fence(text, end)), entries, fault: None }), after),
        _ => (None, 0),
    }
}

/// Most lines of a metadata block that lacks its first fence.
const UNOPENED: usize = 60;

/// The list entry made of its items; `whole` is where the list stands when it has none.
fn list(key: String, key_span: Span, items: Vec<Scalar>, whole: Span) -> Entry {
    let value = items.iter().map(|item| item.value.as_str()).collect::<Vec<_>>().join(", ");
    let value_span = items.iter().map(|item| item.span).reduce(Span::cover).unwrap_or(whole);
    Entry { key, key_span, value, value_span, items }
}

/// A span without the quotes around it.
fn unquoted(text: &str, span: Span, base: usize) -> Span {
    let source = text.get(span.start.saturating_sub(base)..span.end.saturating_sub(base)).unwrap_or_default();
    for quote in ["\"\"\"", "'''", "\"", "'"] {
        if source.len() >= 2 * quote.len() && source.starts_with(quote) && source.ends_with(quote) {
            return Span::new(span.start + quote.len(), span.end - quote.len());
        }
    }
    span
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests;
