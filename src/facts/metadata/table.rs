//! Metadata tables and revision histories.

use super::value::Piece;
use super::{HistoryRow, MetaSource, Reader};
use crate::document::{Cell, Table};
use crate::facts::date::parse_date;
use crate::language::Field;

impl Reader<'_> {
    /// Reads a table; whether it is one of metadata or a revision history.
    pub(super) fn table(&mut self, table: &Table, near: bool) -> bool {
        self.history(table) || (near && (self.pairs(table) || self.across(table)))
    }

    /// Reads a revision history: columns for version and date.
    fn history(&mut self, table: &Table) -> bool {
        let column = |family: &str| table.header.iter().position(|cell| self.context.whole(family, &cell.prose.text).is_some());
        let (Some(version), Some(date)) = (column("@history-version"), column("@history-date")) else { return false };
        if version == date {
            return false;
        }
        let Some(words) = self.context.words() else { return false };
        for row in &table.rows {
            let text = |column: usize| row.cells.get(column).map_or("", |cell| cell.prose.text.trim());
            let version = Some(text(version)).filter(|text| !text.is_empty()).map(str::to_owned);
            self.metadata.history.push(HistoryRow { version, date: parse_date(text(date), words), span: row.span });
        }
        true
    }

    /// Reads a table of labels with their values beside them.
    fn pairs(&mut self, table: &Table) -> bool {
        if !matches!(table.header.len(), 2 | 4) {
            return false;
        }
        let header_is_label =
            table.header.first().is_some_and(|cell| self.is_label(cell)) && table.header.get(1).is_some_and(|cell| !self.is_heading(cell));
        let rows = table.header.chunks(table.header.len().max(1)).filter(|_| header_is_label);
        let rows: Vec<&[Cell]> = rows.chain(table.rows.iter().map(|row| row.cells.as_slice())).collect();
        let pairs: Vec<(&Cell, &Cell)> = rows.iter().flat_map(|row| row.chunks_exact(2)).filter_map(pair).collect();
        let labels = pairs.iter().filter(|(label, _)| self.is_label(label)).count();
        let fields = pairs.iter().filter(|(label, _)| self.field_of(label).is_some()).count();
        let fits = fields > 0 && labels * 2 >= pairs.len() && (fields > 1 || labels == pairs.len());
        if !fits {
            return false;
        }
        for (label, value) in pairs {
            if let Some(field) = self.field_of(label) {
                self.cell(field, label, value);
            }
        }
        true
    }

    /// Reads a table with labels as its header and one row of values.
    fn across(&mut self, table: &Table) -> bool {
        let [row] = table.rows.as_slice() else { return false };
        let fields: Vec<Option<Field>> = table.header.iter().map(|cell| self.field_of(cell)).collect();
        if fields.len() < 2 || fields.iter().flatten().count() < 2 || !table.header.iter().all(|cell| self.is_label(cell)) {
            return false;
        }
        for ((field, label), value) in fields.into_iter().zip(&table.header).zip(&row.cells) {
            if let Some(field) = field {
                self.cell(field, label, value);
            }
        }
        true
    }

    /// Adds the value of a cell.
    fn cell(&mut self, field: Field, label: &Cell, value: &Cell) {
        if value.prose.text.trim().is_empty() {
            return self.push_blank(field, (String::new(), value.span), Some(label.span), MetaSource::Table);
        }
        let piece = Piece::Prose { prose: &value.prose, start: 0, end: value.prose.text.len() };
        self.field(field, piece, Some(label.span), MetaSource::Table);
    }

    /// The field that a cell names.
    fn field_of(&self, cell: &Cell) -> Option<Field> {
        Field::parse(self.context.whole("@field/", cell.prose.text.trim().trim_end_matches(':'))?)
    }

    /// Whether a cell is a label of metadata.
    fn is_label(&self, cell: &Cell) -> bool {
        let text = cell.prose.text.trim().trim_end_matches(':');
        self.field_of(cell).is_some() || self.context.whole("@field-beside", text).is_some()
    }

    /// Whether a cell heads a column of values.
    fn is_heading(&self, cell: &Cell) -> bool {
        self.context.whole("@field-header", &cell.prose.text).is_some()
    }
}

/// Two cells as label and value.
fn pair(cells: &[Cell]) -> Option<(&Cell, &Cell)> {
    match cells {
        [label, value] if !label.prose.text.trim().is_empty() || !value.prose.text.trim().is_empty() => Some((label, value)),
        _ => None,
    }
}
