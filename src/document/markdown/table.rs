//! Tables.

use super::super::{BlockKind, Cell, Prose, ProseBuilder, Row, Table};
use super::{builder::Builder, trimmed};
use crate::source::Span;

/// A table that is not closed yet.
pub(super) struct OpenTable {
    span: Span,
    table: Table,
    row: Row,
    pub(super) cell: Option<OpenCell>,
}

/// A cell that is not closed yet.
pub(super) struct OpenCell {
    span: Span,
    pub(super) prose: ProseBuilder,
}

impl OpenTable {
    pub(super) fn new(span: Span) -> Self {
        Self { span, table: Table::default(), row: Row { span, cells: Vec::new() }, cell: None }
    }
}

impl Builder<'_> {
    pub(super) fn start_row(&mut self, span: Span) {
        let span = trimmed(self.text, span);
        if let Some(table) = &mut self.table {
            table.row = Row { span, cells: Vec::new() };
        }
    }

    pub(super) fn end_row(&mut self, head: bool) {
        let Some(table) = &mut self.table else { return };
        let empty = Row { span: table.span, cells: Vec::new() };
        let row = std::mem::replace(&mut table.row, empty);
        if head {
            table.table.header = row.cells;
        } else {
            table.table.rows.push(row);
        }
    }

    pub(super) fn start_cell(&mut self, span: Span) {
        let span = trimmed(self.text, span);
        if let Some(table) = &mut self.table {
            // A cell that the row lacks is placed at the end of the row.
            let row = table.row.span;
            let span = if row.contains(span) { span } else { Span::new(row.end, row.end) };
            table.cell = Some(OpenCell { span, prose: ProseBuilder::default() });
        }
    }

    pub(super) fn end_cell(&mut self) {
        let Some(table) = &mut self.table else { return };
        if let Some(cell) = table.cell.take() {
            table.row.cells.push(Cell { span: cell.span, prose: cell.prose.finish() });
        }
    }

    pub(super) fn end_table(&mut self) {
        let Some(table) = self.table.take() else { return };
        let span = trimmed(self.text, table.span);
        self.push(BlockKind::Table(table.table), span, Prose::default(), false);
    }
}
