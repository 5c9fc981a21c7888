//! The title of a document.

use super::metadata::Metadata;
use crate::document::{Block, BlockKind, Document};
use crate::language::Field;
use crate::source::Span;

/// The title without markup, where it stands, and its block: the first heading of level 1, else the title of the front
/// matter, else the first heading. Without any, the text is empty and the span is the first text's.
pub(crate) fn find_title(document: &Document, metadata: &Metadata) -> (String, Span, Option<usize>) {
    let heading = |wanted: &dyn Fn(u8) -> bool| {
        document.blocks.iter().position(|block| matches!(block.kind, BlockKind::Heading(level) if wanted(level)) && has_text(block))
    };
    let titled = |index: usize| document.blocks.get(index).map(|block| of_block(block, Some(index)));
    if let Some(found) = heading(&|level| level == 1).and_then(titled) {
        return found;
    }
    if let Some(title) = metadata.get(Field::Title) {
        return (title.text.clone(), title.span, None);
    }
    if let Some(found) = heading(&|_| true).and_then(titled) {
        return found;
    }
    let first = document.blocks.iter().find(|block| has_text(block));
    let front = document.front_matter.as_ref().map(|front| front.span);
    (String::new(), first.map(|block| of_block(block, None).1).or(front).unwrap_or_default(), None)
}

/// Whether a block shows any text.
fn has_text(block: &Block) -> bool {
    !block.prose.text.trim().is_empty()
}

/// A block's text and its place.
fn of_block(block: &Block, index: Option<usize>) -> (String, Span, Option<usize>) {
    let text = block.prose.text.trim();
    let start = block.prose.text.find(text).unwrap_or(0);
    let line = text.find('\n').filter(|_| index.is_none()).unwrap_or(text.len());
    (text.to_owned(), block.prose.source(start, start + line), index)
}
