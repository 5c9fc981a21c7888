//! Owner, decision, dates, version: from front matter, tables, labelled lines and decision prose (`language.md` §8–10).

mod label;
mod prose;
mod table;
mod value;

use self::value::Piece;
use super::context::Context;
use super::date::DateValue;
use crate::document::{Block, BlockKind, Document};
use crate::language::{Field, Role, Status};
use crate::source::{SourceFile, Span};
use serde::{Deserialize, Serialize};

/// One stated value of one field.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct MetaField {
    /// Which field.
    pub field: Field,
    /// The value as written, without markup.
    pub text: String,
    /// The value as a date, for date fields.
    pub date: Option<DateValue>,
    /// Where the value stands.
    pub span: Span,
    /// Where its label stands, when it has one.
    pub label: Option<Span>,
    /// Where it was found.
    pub source: MetaSource,
    /// The label is there but the value is empty or a placeholder.
    pub blank: bool,
    /// The status that the value names, for the status field.
    pub status: Option<Status>,
    /// Roles that the value names.
    pub roles: Vec<Role>,
    /// The interval that the value states, in months, for the fields about the next review.
    pub interval: Option<f64>,
}

/// Where a metadata value was found.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum MetaSource {
    /// YAML or TOML front matter.
    FrontMatter,
    /// A metadata table at the top or the end.
    Table,
    /// A labelled line ("**Fastställd:** 2023-05-01").
    Line,
    /// Decision prose ("Antagen av …").
    Prose,
}

/// A row of a revision history table.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct HistoryRow {
    /// The version of the row, as written.
    pub version: Option<String>,
    /// The date of the row.
    pub date: Option<DateValue>,
    /// The row in the source.
    pub span: Span,
}

/// Everything stated about the document itself.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Metadata {
    /// Every stated value, in reading order; one field may be stated several times.
    pub fields: Vec<MetaField>,
    /// Rows of the revision history.
    pub history: Vec<HistoryRow>,
}

impl Metadata {
    /// The first filled value of a field.
    pub fn get(&self, field: Field) -> Option<&MetaField> {
        self.all(field).find(|value| !value.blank)
    }

    /// Every stated value of a field, blank ones too.
    pub fn all(&self, field: Field) -> impl Iterator<Item = &MetaField> {
        self.fields.iter().filter(move |value| value.field == field)
    }

    /// The newest date among the named fields.
    pub fn newest(&self, fields: &[Field]) -> Option<&MetaField> {
        self.fields
            .iter()
            .filter(|value| fields.contains(&value.field) && value.date.is_some())
            .max_by_key(|value| value.date.map(|date| date.last_day()))
    }
}

/// Reads what the document states of itself; for every block whether it holds nothing but that.
pub(crate) fn read_metadata(context: &Context, source: &SourceFile, document: &Document) -> (Metadata, Vec<bool>) {
    let mut reader = Reader::new(*context, source, document);
    reader.front_matter();
    for index in 0..document.blocks.len() {
        if !may_state(document, index) {
            continue;
        }
        let consumed = reader.block(index);
        if let Some(slot) = reader.consumed.get_mut(index) {
            *slot = consumed;
        }
    }
    (reader.metadata, reader.consumed)
}

/// Blocks at either end of a document that are always read for metadata.
const ENDS: usize = 80;

/// Between the ends only headings, tables and text with a number in it (a date, a paragraph) can state metadata: long documents
/// are not read for it word by word.
fn may_state(document: &Document, index: usize) -> bool {
    let count = document.blocks.len();
    let Some(block) = document.blocks.get(index) else { return false };
    let at_an_end = index < ENDS || index + ENDS >= count;
    at_an_end || !matches!(block.kind, BlockKind::Paragraph | BlockKind::Item) || block.prose.text.contains(|c: char| c.is_ascii_digit())
}

/// Blocks under the title where a status may stand alone.
const BANNER: usize = 5;

/// Number of lines at the top where metadata is looked for even below a heading.
const TOP_LINES: usize = 60;

/// What is known while a document's metadata is read.
pub(super) struct Reader<'a> {
    context: Context<'a>,
    source: &'a SourceFile,
    document: &'a Document,
    metadata: Metadata,
    consumed: Vec<bool>,
    /// Kinds named in the title.
    title_kinds: Vec<&'a str>,
    /// Blocks before this one are near the top.
    top: usize,
    /// Blocks from this one on are the last section.
    last: usize,
    /// The last heading seen is one of a metadata section.
    metadata_section: bool,
}

impl<'a> Reader<'a> {
    fn new(context: Context<'a>, source: &'a SourceFile, document: &'a Document) -> Self {
        let blocks = &document.blocks;
        let heading = |block: &Block| matches!(block.kind, BlockKind::Heading(_));
        let second = blocks.iter().position(|block| matches!(block.kind, BlockKind::Heading(level) if level > 1));
        let sixty = source.text.match_indices('\n').nth(TOP_LINES).map_or(source.text.len(), |(at, _)| at);
        let lines = blocks.iter().position(|block| block.span.start > sixty);
        let all = blocks.len();
        let title = blocks.iter().find(|block| heading(block)).map_or("", |block| block.prose.text.as_str());
        Self {
            context,
            source,
            document,
            metadata: Metadata::default(),
            consumed: vec![false; all],
            title_kinds: context.named("@kind/", title).iter().map(|found| found.name).collect(),
            top: second.unwrap_or(all).max(lines.unwrap_or(all)),
            last: blocks.iter().rposition(heading).unwrap_or(0),
            metadata_section: false,
        }
    }

    /// Reads the block at the top of the file.
    fn front_matter(&mut self) {
        let Some(front) = &self.document.front_matter else { return };
        for entry in &front.entries {
            let key = entry.key.replace(['_', '-'], " ");
            // "revisions.date": a value of a list tells by its own key.
            let own = key.rsplit('.').next().unwrap_or_default();
            let Some(field) = self.context.whole("@field/", &key).or_else(|| self.context.whole("@field/", own)) else { continue };
            let Some(field) = Field::parse(field) else { continue };
            let piece = Piece::Raw { text: &entry.value, span: entry.value_span, source: &self.source.text };
            self.field(field, piece, Some(entry.key_span), MetaSource::FrontMatter);
        }
    }

    /// Reads one block; whether it holds metadata and nothing else.
    fn block(&mut self, index: usize) -> bool {
        let document = self.document;
        let Some(block) = document.blocks.get(index) else { return false };
        if index > 0 && index < BANNER && matches!(block.kind, BlockKind::Paragraph) {
            self.banner(block);
        }
        match &block.kind {
            BlockKind::Heading(_) => {
                self.heading(block, index);
                false
            }
            BlockKind::Table(table) => self.table(table, self.near(index)),
            BlockKind::Paragraph | BlockKind::Item | BlockKind::Footnote if !block.quoted => {
                let (labelled, all) = if self.near(index) { self.labelled(block, index < self.top) } else { (false, false) };
                if labelled && all { true } else { self.prose(block, self.near(index)) && !labelled }
            }
            _ => false,
        }
    }

    /// Whether metadata may stand here.
    const fn near(&self, index: usize) -> bool {
        index < self.top || index >= self.last || self.metadata_section
    }

    /// Notes a status in the title ("Utkast: …") and headings of metadata sections.
    fn heading(&mut self, block: &Block, index: usize) {
        let text = block.prose.text.trim();
        self.metadata_section = self.context.whole("@metadata-heading", super::section::bare_title(&self.context, text)).is_some();
        if let Some(end) = self.not_decided(block).filter(|_| index == 0) {
            let piece = Piece::Prose { prose: &block.prose, start: 0, end };
            self.push(Field::Status, piece.whole(), None, None, MetaSource::Prose);
        }
    }

    /// Notes a status that stands as a sentence of its own under the title, quoted or not ("> **Utkast.** Inte antaget.").
    fn banner(&mut self, block: &Block) {
        let text = block.prose.text.as_str();
        let alone = |end: &usize| {
            text.get(*end..).is_some_and(|rest| rest.trim_start().chars().next().is_none_or(|c| matches!(c, '.' | ':' | '!' | '–' | '—' | '(')))
        };
        if let Some(end) = self.not_decided(block).filter(alone) {
            let piece = Piece::Prose { prose: &block.prose, start: 0, end };
            self.push(Field::Status, piece.whole(), None, None, MetaSource::Prose);
        }
    }

    /// Where the words end that say first in a block that the document is not decided.
    fn not_decided(&self, block: &Block) -> Option<usize> {
        let named = self.context.named("@status/", &block.prose.text);
        let first = named.into_iter().find(|found| found.start == 0)?;
        matches!(Status::parse(first.name), Some(Status::Draft | Status::Proposal | Status::Consultation)).then_some(first.end)
    }

    /// Adds a value.
    fn push(&mut self, field: Field, (text, span): (String, Span), date: Option<DateValue>, label: Option<Span>, source: MetaSource) {
        self.metadata.fields.push(MetaField {
            field,
            text,
            date,
            span,
            label,
            source,
            blank: false,
            status: None,
            roles: Vec::new(),
            interval: None,
        });
    }

    /// Adds a label without value.
    fn push_blank(&mut self, field: Field, (text, span): (String, Span), label: Option<Span>, source: MetaSource) {
        self.metadata.fields.push(MetaField {
            field,
            text,
            date: None,
            span,
            label,
            source,
            blank: true,
            status: None,
            roles: Vec::new(),
            interval: None,
        });
    }
}
