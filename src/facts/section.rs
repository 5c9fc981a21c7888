//! A heading and what it governs.

use std::sync::LazyLock;

use regex::Regex;
use serde::{Deserialize, Serialize};

use super::context::Context;
use super::trace::only_placeholders;
use crate::document::{Block, BlockKind, Document};
use crate::language::Role;
use crate::source::Span;
use crate::term::Occurrence;

/// A section: its heading, and what stands under it.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Section {
    /// Heading text without markup and without its number; empty for what stands before the first heading.
    pub title: String,
    /// The heading in the source, without `#`.
    pub span: Span,
    /// Level 1 to 6; 0 for what stands before the first heading.
    pub level: u8,
    /// The enclosing section.
    pub parent: Option<usize>,
    /// Titles from the outermost section to this one; the document's own title is left out.
    pub path: Vec<String>,
    /// Term sets named in `title`.
    pub terms: Vec<Occurrence>,
    /// Role that the heading names alone ("### Systemägaren", "Ansvar: Systemägare").
    pub actor: Option<Vec<Role>>,
    /// The heading itself denies or excludes ("Omfattas inte").
    pub negated: bool,
    /// Nothing at all stands before the next heading of the same or a higher level, or only placeholders.
    pub empty: bool,
    /// Index of the heading's block; `None` for what stands before the first heading.
    pub block: Option<usize>,
}

/// The number of a heading: "3", "3.1", "A.", "A.1", "§ 4", "4 §", "4)".
static NUMBER: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"^\s*(?:§\s*\d+(?:\.\d+)*|\d{1,3}\s*§|\d{1,3}(?:\.\d{1,3})+\.?|\d{1,3}[.):]|[A-Z](?:\.\d{1,3})+\.?|[A-Z][.)]|[IVX]+\.|\d{1,3})\s+")
        .ok()
});

/// The sections, and for every block the section it stands in.
pub(crate) fn read_sections(context: &Context, document: &Document, title_block: Option<usize>) -> (Vec<Section>, Vec<usize>) {
    let mut sections = vec![Section { empty: false, ..Section::default() }];
    let mut of_block = Vec::with_capacity(document.blocks.len());
    let mut open: Vec<usize> = Vec::new();
    for (index, block) in document.blocks.iter().enumerate() {
        if let BlockKind::Heading(level) = block.kind {
            while open.last().and_then(|last| sections.get(*last)).is_some_and(|last| last.level >= level) {
                open.pop();
            }
            let parent = open.last().and_then(|last| Some((*last, sections.get(*last)?)));
            let section = section(context, block, index, level, parent, title_block);
            open.push(sections.len());
            sections.push(section);
        }
        of_block.push(sections.len() - 1);
    }
    let images = images(document);
    let empty: Vec<bool> = (0..sections.len()).map(|index| is_empty(context, document, &images, &sections, index)).collect();
    for (section, empty) in sections.iter_mut().zip(empty) {
        section.empty = empty;
    }
    (sections, of_block)
}

/// A heading as a section.
fn section(context: &Context, block: &Block, index: usize, level: u8, parent: Option<(usize, &Section)>, title_block: Option<usize>) -> Section {
    let title = bare_title(context, block.prose.text.trim()).to_owned();
    let mut path = parent.map(|(_, parent)| parent.path.clone()).unwrap_or_default();
    if title_block != Some(index) {
        path.push(title.clone());
    }
    let terms = context.find(&title);
    let span = block.prose.source(0, block.prose.text.len());
    Section { title, span, level, parent: parent.map(|(parent, _)| parent), path, terms, block: Some(index), ..Section::default() }
}

/// A heading without its number.
pub(crate) fn bare_title<'t>(context: &Context, title: &'t str) -> &'t str {
    let first = title.split_whitespace().next().unwrap_or_default();
    let numbered = context.words().is_some_and(|words| words.listed("number-words", first));
    let after = if numbered { title.get(first.len()..).unwrap_or_default().trim_start() } else { title };
    let Some(number) = NUMBER.as_ref().and_then(|pattern| pattern.find(after)) else {
        return title;
    };
    let rest = after.get(number.end()..).unwrap_or_default().trim_start_matches(['–', '—', '-', ':', ' ']);
    let plain = number.as_str().trim().chars().all(|letter| letter.is_ascii_digit());
    let capital = rest.chars().next().is_some_and(char::is_uppercase);
    if rest.is_empty() || (plain && !capital) { title } else { rest }
}

/// Whether nothing at all, or only placeholders, stands before the next heading of the same or a higher level.
fn is_empty(context: &Context, document: &Document, images: &[Span], sections: &[Section], index: usize) -> bool {
    let Some(section) = sections.get(index) else { return false };
    let Some(block) = section.block else { return false };
    for next in document.blocks.iter().skip(block + 1) {
        match next.kind {
            BlockKind::Heading(level) => return level <= section.level,
            _ if has_content(context, images, next) => return false,
            _ => {}
        }
    }
    true
}

/// The images of a document, by place.
fn images(document: &Document) -> Vec<Span> {
    let mut images: Vec<Span> = document.links.iter().filter(|link| link.image).map(|link| link.span).collect();
    images.sort_unstable();
    images
}

/// Whether a block says or shows something.
fn has_content(context: &Context, images: &[Span], block: &Block) -> bool {
    match block.kind {
        BlockKind::Rule => false,
        BlockKind::Table(_) | BlockKind::Code => true,
        _ => {
            let text = block.prose.text.trim();
            let inside = images.iter().skip(images.partition_point(|image| image.start < block.span.start));
            let image = inside.take_while(|image| image.start < block.span.end).any(|image| block.span.contains(*image));
            image || (!text.is_empty() && !only_placeholders(context, text))
        }
    }
}
