//! Tables that say something (metadata and revision history tables are left out).

use serde::{Deserialize, Serialize};

use super::context::Context;
use super::trace::only_placeholders;
use crate::document::{BlockKind, Cell, Document};
use crate::source::Span;
use crate::term::Occurrence;

/// A table with the terms of its cells.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct TableFact {
    /// The whole table in the source.
    pub span: Span,
    /// Index of the section it stands in.
    pub section: usize,
    /// Header cells.
    pub header: Vec<TableCell>,
    /// Body rows, each as wide as the header.
    pub rows: Vec<Vec<TableCell>>,
}

/// One cell.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct TableCell {
    /// Text without markup.
    pub text: String,
    /// The cell's text in the source.
    pub span: Span,
    /// Term sets named in it.
    pub terms: Vec<Occurrence>,
    /// Filled: neither empty, a dash, nor a placeholder.
    pub filled: bool,
}

/// The tables that are neither metadata nor quoted; `sections` is the section of every block, `consumed` whether it is metadata.
pub(crate) fn read_tables(context: &Context, document: &Document, sections: &[usize], consumed: &[bool]) -> Vec<TableFact> {
    let mut tables = Vec::new();
    for (index, block) in document.blocks.iter().enumerate() {
        let BlockKind::Table(table) = &block.kind else { continue };
        // A table that is quoted is another's, as a sentence is.
        if block.quoted || consumed.get(index).copied().unwrap_or(false) {
            continue;
        }
        let cells = |cells: &[Cell]| cells.iter().map(|cell| read_cell(context, cell)).collect::<Vec<_>>();
        tables.push(TableFact {
            span: block.span,
            section: sections.get(index).copied().unwrap_or(0),
            header: cells(&table.header),
            rows: table.rows.iter().map(|row| cells(&row.cells)).collect(),
        });
    }
    tables
}

/// One cell with its terms.
fn read_cell(context: &Context, cell: &Cell) -> TableCell {
    let text = cell.prose.text.trim().to_owned();
    let terms = context.find(&text);
    let filled = is_filled(context, &text);
    TableCell { text, span: cell.span, terms, filled }
}

/// Whether a cell says something.
fn is_filled(context: &Context, text: &str) -> bool {
    text.chars().any(|letter| letter.is_alphanumeric() || matches!(letter, '✓' | '✔' | '☑' | '☒' | '✗' | '×' | '•' | '●'))
        && !only_placeholders(context, text)
}
