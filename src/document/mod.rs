//! Markdown as blocks with exact source spans. Knows Markdown, knows no rule and no language.

mod enumerator;
mod front_matter;
mod markdown;
mod prose;

pub use enumerator::enumerator;
pub use front_matter::{Entry, FrontMatter, FrontMatterFault, Scalar};
pub use markdown::parse;
pub use prose::{Mark, MarkKind, Prose, ProseBuilder, Segment};

use serde::{Deserialize, Serialize};

use crate::source::Span;

/// A parsed document. Parsing never fails; what could not be understood is in `faults`.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Document {
    /// All blocks in reading order, flat.
    pub blocks: Vec<Block>,
    /// List items, in reading order; blocks refer to them by index.
    pub items: Vec<Item>,
    /// Lists, in reading order; items refer to them by index.
    pub lists: Vec<List>,
    /// The metadata block at the top, when there is one.
    pub front_matter: Option<FrontMatter>,
    /// Links and images with their targets.
    pub links: Vec<Link>,
    /// Identifiers that a link may point to: slugs of headings, explicit ids and HTML anchors.
    pub anchors: Vec<String>,
    /// Spans of HTML comments.
    pub comments: Vec<Span>,
    /// True when the parser gave up on this text (an internal error, reported as a notification).
    pub failed: bool,
}

/// One block of text.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// The whole block in the source, without the trailing line end.
    pub span: Span,
    /// Its text without markup (empty for tables and rules).
    pub prose: Prose,
    /// Inside a block quotation.
    pub quoted: bool,
    /// The innermost list item that holds this block.
    pub item: Option<usize>,
}

/// The kinds of block.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum BlockKind {
    /// A heading with its level, 1 to 6.
    Heading(u8),
    /// A paragraph (also a later paragraph of a list item).
    Paragraph,
    /// The first text of a list item (`Block::item` says which).
    Item,
    /// A table.
    Table(Table),
    /// A code block; `prose` holds the code.
    Code,
    /// A block of HTML; `prose` holds the visible text outside comments and tags.
    Html,
    /// A footnote's text.
    Footnote,
    /// A thematic break.
    Rule,
}

/// A list item.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Item {
    /// Index into [`Document::lists`].
    pub list: usize,
    /// State of a task-list box.
    pub checked: Option<bool>,
    /// The whole item in the source.
    pub span: Span,
}

/// A list.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct List {
    /// The item this list is nested in.
    pub parent: Option<usize>,
    /// Nesting depth, 0 for a list that is in no other.
    pub depth: u8,
    /// Number of the first item of an ordered list.
    pub ordered: Option<u64>,
    /// The block right before the list in the same container (a paragraph, an item's text, or a heading): its lead-in.
    pub lead_in: Option<usize>,
}

/// A table.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Table {
    /// The header row; all cells empty when the table has none.
    pub header: Vec<Cell>,
    /// The body rows.
    pub rows: Vec<Row>,
}

/// A row of a table.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Row {
    /// The whole row in the source.
    pub span: Span,
    /// Its cells, as many as the header has.
    pub cells: Vec<Cell>,
}

/// A cell of a table.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Cell {
    /// The cell's text without padding; empty at the cell's place when there is none.
    pub span: Span,
    /// Its text without markup.
    pub prose: Prose,
}

/// A link or an image.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Link {
    /// Where it points, as written.
    pub target: String,
    /// The whole link in the source.
    pub span: Span,
    /// What is shown.
    pub text: String,
    /// An image rather than a link.
    pub image: bool,
}
