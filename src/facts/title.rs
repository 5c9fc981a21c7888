//! The title of a document.

use super::context::Context;
use super::metadata::Metadata;
use crate::document::{Block, BlockKind, Document};
use crate::language::Field;
use crate::source::Span;

/// How many blocks from the top a title without a heading may stand.
const TOP: usize = 12;
/// Most words of such a title.
const WORDS: usize = 12;

/// The title without markup, where it stands, and its block: the first heading of level 1 (one of several is a section where the metadata have a
/// title), else the title of the metadata, else the first heading, else a short line at the top that names a kind of document. Without any, the text is empty and
/// the span is the first text's.
pub(crate) fn find_title(context: &Context<'_>, document: &Document, metadata: &Metadata) -> (String, Span, Option<usize>) {
    let heading = |wanted: &dyn Fn(u8) -> bool| {
        document.blocks.iter().position(|block| matches!(block.kind, BlockKind::Heading(level) if wanted(level)) && has_text(block))
    };
    let titled = |index: usize| document.blocks.get(index).map(|block| of_block(block, Some(index)));
    let stated = metadata.get(Field::Title);
    let several = || document.blocks.iter().filter(|block| matches!(block.kind, BlockKind::Heading(1)) && has_text(block)).nth(1).is_some();
    if let Some(found) = heading(&|level| level == 1).filter(|_| stated.is_none() || !several()).and_then(titled) {
        return found;
    }
    if let Some(title) = stated {
        return (title.text.clone(), title.span, None);
    }
    let first = heading(&|_| true);
    let line = document.blocks.iter().take(TOP).position(|block| is_title_line(context, block));
    // A later heading that names no kind is no title: in converted contracts it is the name over a signature.
    let names = |index: usize| document.blocks.get(index).is_some_and(|block| !context.named("@kind/", &block.prose.text).is_empty());
    if let Some(found) = line.filter(|line| first.is_none_or(|first| first > *line && !names(first))).and_then(titled) {
        return (found.0, found.1, None);
    }
    if let Some(found) = first.and_then(titled) {
        return found;
    }
    let first = document.blocks.iter().find(|block| has_text(block));
    let front = document.front_matter.as_ref().map(|front| front.span);
    (String::new(), first.map(|block| of_block(block, None).1).or(front).unwrap_or_default(), None)
}

/// A converted document's title: one short line that is no sentence and names what the document is ("OUTSOURCING AGREEMENT").
fn is_title_line(context: &Context<'_>, block: &Block) -> bool {
    let text = block.prose.text.trim();
    let short = text.split_whitespace().nth(WORDS).is_none() && !text.ends_with(['.', ':', ';', ',']);
    matches!(block.kind, BlockKind::Paragraph) && short && !context.named("@kind/", text).is_empty()
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
