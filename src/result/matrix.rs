//! Rules that ask the same of several, side by side.

use super::{Outcome, Text};

/// A row for each of the rules.
#[derive(Clone, Debug)]
pub struct Matrix {
    /// The document it is about; `None` for the set of documents.
    pub subject: Option<usize>,
    /// What is asked of all of them, in lower case.
    pub title: Text,
    /// What the rows are, in the plural.
    pub column: Text,
    /// Code of the rule that asks it of anyone at all.
    pub head: Option<String>,
    /// The rows, in the order of the pack.
    pub rows: Vec<Row>,
}

/// One of the rules.
#[derive(Clone, Debug)]
pub struct Row {
    /// Code of the rule.
    pub code: String,
    /// Who it is about.
    pub label: Text,
    /// What the documents say; `None` when the rule is not in force.
    pub outcome: Option<Outcome>,
    /// How often, in the document's own words.
    pub frequency: Option<String>,
}
