//! Gaps: what a skeleton leaves for a person to write. Each is a fault of its own, told in the words of the skeleton itself.

use std::ops::Range;

use toml::de::{DeTable, DeValue};

use super::raw::Faults;
use crate::language::Lexicon;

/// The list of words that begin a gap.
const LIST: &str = "gap";

/// What a gap begins with, in every language that is read.
pub(super) fn marks(lexicon: &Lexicon) -> Vec<String> {
    lexicon.languages.iter().flat_map(|language| language.document.list(LIST)).cloned().collect()
}

/// What a gap begins with in a skeleton that is written in this language.
pub fn gap_mark<'l>(lexicon: &'l Lexicon, tag: &str) -> &'l str {
    let language = lexicon.language(tag).or_else(|| lexicon.languages.first());
    language.and_then(|language| language.document.list(LIST).first()).map_or("", String::as_str)
}

/// Notes every string that still begins with one of the marks.
pub(super) fn note(table: &DeTable<'_>, marks: &[String], faults: &Faults) {
    for (key, value) in table {
        in_value(key.get_ref(), value.get_ref(), value.span(), marks, faults);
    }
}

fn in_value(path: &str, value: &DeValue<'_>, span: Range<usize>, marks: &[String], faults: &Faults) {
    match value {
        DeValue::String(text) if marks.iter().any(|mark| text.trim_start().starts_with(mark.as_str())) => {
            faults.gap(span, format!("`{path}`: {}", text.trim()));
        }
        DeValue::Table(table) => {
            for (key, value) in table {
                in_value(&format!("{path}.{}", key.get_ref()), value.get_ref(), value.span(), marks, faults);
            }
        }
        DeValue::Array(items) => {
            for item in items {
                in_value(path, item.get_ref(), item.span(), marks, faults);
            }
        }
        _ => {}
    }
}
