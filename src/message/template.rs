//! Filling the places of a template.

/// Gives the values of places.
pub(super) trait Filler {
    /// The value of a place; `or` joins lists with "or".
    fn value(&self, name: &str, or: bool) -> Option<String>;
    /// The number in a place.
    fn number(&self, name: &str) -> Option<i64>;
}

/// The template with its places filled. A required place without a value is shown as "…".
pub(super) fn fill(template: &str, filler: &impl Filler) -> String {
    let mut out = String::with_capacity(template.len() + 32);
    let mut rest = template;
    while let Some(at) = rest.find(['{', '[']) {
        let (before, from) = rest.split_at(at);
        out.push_str(before);
        let (open, close) = if from.starts_with('{') { ('{', '}') } else { ('[', ']') };
        let Some((inner, after)) = bracketed(from, open, close) else {
            out.push_str(from);
            return out;
        };
        if open == '{' {
            out.push_str(&place(inner, filler));
        } else if names(inner).iter().all(|name| filler.value(name, false).is_some()) {
            out.push_str(&fill(inner, filler));
        }
        rest = after;
    }
    out.push_str(rest);
    out
}

fn place(inner: &str, filler: &impl Filler) -> String {
    let mut forms = split_forms(inner).into_iter();
    let name = forms.next().unwrap_or_default();
    if let (Some(one), Some(many)) = (forms.next(), forms.next()) {
        return fill(if filler.number(name) == Some(1) { one } else { many }, filler);
    }
    let (name, optional) = name.strip_suffix('?').map_or((name, false), |name| (name, true));
    let (name, or) = name.strip_suffix(":or").map_or((name, false), |name| (name, true));
    let (name, lower) = name.strip_suffix(":lower").map_or((name, false), |name| (name, true));
    match filler.value(name, or) {
        Some(value) if lower => super::lower_first(&value),
        Some(value) => value,
        None if optional => String::new(),
        None => "…".to_owned(),
    }
}

/// `name|one|many` at the bars outside inner braces.
fn split_forms(inner: &str) -> Vec<&str> {
    let (mut forms, mut depth, mut start) = (Vec::new(), 0_usize, 0);
    for (at, c) in inner.char_indices() {
        match c {
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            '|' if depth == 0 => {
                forms.push(inner.get(start..at).unwrap_or_default());
                start = at + 1;
            }
            _ => {}
        }
    }
    forms.push(inner.get(start..).unwrap_or_default());
    forms
}

/// What stands in the bracket that `text` begins with, and what follows it.
fn bracketed(text: &str, open: char, close: char) -> Option<(&str, &str)> {
    let mut depth = 0_usize;
    for (at, c) in text.char_indices() {
        if c == open {
            depth += 1;
        } else if c == close {
            depth = depth.saturating_sub(1);
            if depth == 0 {
                return Some((text.get(1..at)?, text.get(at + 1..)?));
            }
        }
    }
    None
}

/// The names of the places in a template, as written, without duplicates.
fn names(template: &str) -> Vec<&str> {
    let mut found: Vec<&str> = template.split('{').skip(1).map(|piece| piece.split(['}', '|', '?', ':']).next().unwrap_or_default()).collect();
    found.sort_unstable();
    found.dedup();
    found
}

/// The names of the places in a template.
#[cfg(test)]
pub(super) fn places(template: &str) -> Vec<&str> {
    names(template)
}
