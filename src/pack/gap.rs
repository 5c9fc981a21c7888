//! Gaps: what a skeleton leaves for a person to write. Each is a fault of its own, told in the words of the skeleton itself.

use super::raw::Faults;
use super::tree::{Item, Node, Table};
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
pub(super) fn note(table: &Table<'_>, marks: &[String], faults: &Faults) {
    for entry in table.entries() {
        in_item(&entry.key, &entry.item, marks, faults);
    }
}

fn in_item(path: &str, item: &Item<'_>, marks: &[String], faults: &Faults) {
    match &item.node {
        Node::Text(text) if marks.iter().any(|mark| text.trim_start().starts_with(mark.as_str())) => {
            faults.gap(item.span.clone(), format!("`{path}`: {}", text.trim()));
        }
        Node::Table(table) => {
            for entry in table.entries() {
                in_item(&format!("{path}.{}", entry.key), &entry.item, marks, faults);
            }
        }
        Node::Array(items) => {
            for item in items {
                in_item(path, item, marks, faults);
            }
        }
        _ => {}
    }
}
