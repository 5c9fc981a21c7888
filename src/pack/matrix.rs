//! `[[matrix]]` of `pack.toml`: rules that ask the same of several, shown as one finding with a row for each.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::result::Text;

use super::build::text_of;
use super::raw::{Faults, did_you_mean};
use super::reader::Reader;

/// Rules that are shown together, a row for each.
#[derive(Clone, Debug, Default)]
pub struct Matrix {
    /// What is asked of all of them, in lower case.
    pub title: Text,
    /// What the rows are, in the plural.
    pub column: Text,
    /// Code of the rule that asks it of anyone at all, if there is one.
    pub head: Option<String>,
    /// The rows, in the order they are shown.
    pub rows: Vec<MatrixRow>,
}

/// One of them.
#[derive(Clone, Debug, Default)]
pub struct MatrixRow {
    /// Code of the rule.
    pub rule: String,
    /// Who it is about.
    pub label: Text,
    /// Whether it is worth a finding when it is not met; otherwise it is only a row.
    pub finding: bool,
}

/// A matrix as read, with the places of its codes.
#[derive(Clone, Debug)]
pub(super) struct ReadMatrix {
    pub(super) matrix: Matrix,
    codes: Vec<(String, Range<usize>)>,
}

/// Reads one table of `[[matrix]]`.
pub(super) fn matrix(table: Reader<'_>, languages: &[String]) -> ReadMatrix {
    let text = |table: &Reader<'_>, key: &str| {
        let inner = table.need(key).and_then(|value| value.table());
        inner.map(|inner| {
            let text = text_of(&inner, languages);
            inner.finish();
            text
        })
    };
    let mut codes = Vec::new();
    let mut rule = |word: Option<super::reader::Word<'_>>| {
        let word = word?;
        codes.push((word.text.to_owned(), word.span.clone()));
        Some(word.text.to_owned())
    };
    let (title, column) = (text(&table, "title"), text(&table, "column"));
    let head = rule(table.text("head"));
    table.need("row");
    let mut rows = Vec::new();
    for row in table.tables("row") {
        let code = rule(row.need_text("rule"));
        let label = text(&row, "label").unwrap_or_default();
        let finding = row.truth("finding").unwrap_or(true);
        row.finish();
        rows.extend(code.map(|rule| MatrixRow { rule, label, finding }));
    }
    table.finish();
    ReadMatrix { matrix: Matrix { title: title.unwrap_or_default(), column: column.unwrap_or_default(), head, rows }, codes }
}

/// The codes that the matrices of a pack name are those of its own rules, each in one row only.
pub(super) fn known(matrices: &[ReadMatrix], own: &BTreeSet<&str>, faults: &Faults) {
    let mut seen = BTreeSet::new();
    for (code, span) in matrices.iter().flat_map(|matrix| &matrix.codes) {
        if !own.contains(code.as_str()) {
            faults.add_with(span.clone(), format!("the pack has no rule `{code}`"), did_you_mean(code, own.iter().copied()));
        } else if !seen.insert(code) {
            faults.add(span.clone(), format!("`{code}` is in a matrix already"));
        }
    }
}
