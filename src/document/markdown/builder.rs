//! The state while events are read: containers, the open block, the finished document.

use super::super::{Block, BlockKind, Document, Item, List, Prose, ProseBuilder};
use super::{html, inline::OpenLink, slug::Slugs, table::OpenTable, trimmed};
use crate::source::Span;

/// Turns events into a [`Document`].
pub(super) struct Builder<'t> {
    pub(super) text: &'t str,
    pub(super) document: Document,
    pub(super) containers: Vec<Container>,
    pub(super) lists: Vec<usize>,
    pub(super) leaf: Option<Leaf>,
    pub(super) table: Option<OpenTable>,
    pub(super) links: Vec<OpenLink>,
    pub(super) slugs: Slugs,
    /// Quotations around the current place.
    pub(super) quotes: usize,
    /// Within items or sentences that Markdown takes for indented code.
    pub(super) enumerating: bool,
}

/// What holds blocks: the document, an item, a quotation, a footnote.
#[derive(Clone, Copy, Default)]
pub(super) struct Container {
    /// The innermost item around.
    pub(super) item: Option<usize>,
    /// This is that item itself, and its first text has not come yet.
    pub(super) fresh: bool,
    /// This is a footnote, or within one.
    pub(super) footnote: bool,
    /// A quotation (not an alert).
    pub(super) quote: bool,
    /// The block right before, when it may lead into a list.
    pub(super) last: Option<usize>,
}

/// The block of text that is open.
pub(super) struct Leaf {
    pub(super) kind: LeafKind,
    pub(super) span: Span,
    pub(super) prose: ProseBuilder,
}

pub(super) enum LeafKind {
    /// A paragraph, or text right in an item.
    Text,
    /// A heading with its level and explicit identifier.
    Heading(u8, Option<String>),
    Code,
    /// HTML with the state of its reader, and the stretch that is not read yet.
    Html(html::Scanner, Span),
}

impl<'t> Builder<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Self {
            text,
            document: Document::default(),
            containers: vec![Container::default()],
            lists: Vec::new(),
            leaf: None,
            table: None,
            links: Vec::new(),
            slugs: Slugs::default(),
            quotes: 0,
            enumerating: false,
        }
    }

    /// The finished document.
    pub(super) fn finish(mut self) -> Document {
        self.close_leaf();
        self.document
    }

    /// The source of a span.
    pub(super) fn source(&self, span: Span) -> &'t str {
        self.text.get(span.start..span.end).unwrap_or_default()
    }

    /// The container at the current place.
    pub(super) fn container(&self) -> Container {
        self.containers.last().copied().unwrap_or_default()
    }

    /// Opens a block of text; what was open is closed first.
    pub(super) fn open_leaf(&mut self, kind: LeafKind, span: Span) {
        self.close_leaf();
        self.leaf = Some(Leaf { kind, span, prose: ProseBuilder::default() });
    }

    /// Closes the open block of text, if any.
    pub(super) fn close_leaf(&mut self) {
        let Some(leaf) = self.leaf.take() else { return };
        let span = match leaf.kind {
            LeafKind::Code => self.without_line_end(leaf.span),
            _ => trimmed(self.text, leaf.span),
        };
        match leaf.kind {
            LeafKind::Text => self.close_text(span, leaf.prose.finish()),
            LeafKind::Heading(level, id) => {
                let prose = leaf.prose.finish();
                let anchor = id.unwrap_or_else(|| self.slugs.make(&prose.text));
                self.document.anchors.push(anchor);
                self.push(BlockKind::Heading(level), span, prose, true);
            }
            LeafKind::Code => self.push(BlockKind::Code, span, leaf.prose.finish(), false),
            LeafKind::Html(scanner, unread) => self.close_html(scanner, unread, span, leaf.prose),
        }
    }

    fn close_text(&mut self, span: Span, prose: Prose) {
        let container = self.container();
        let kind = if container.footnote {
            BlockKind::Footnote
        } else if container.fresh {
            BlockKind::Item
        } else {
            BlockKind::Paragraph
        };
        self.push(kind, span, prose, true);
    }

    fn close_html(&mut self, mut scanner: html::Scanner, unread: Span, span: Span, mut prose: ProseBuilder) {
        self.read_html(&mut scanner, unread, &mut prose);
        self.document.comments.extend(scanner.finish(span.end));
        let prose = prose.finish();
        let before = self.container().last.filter(|_| prose.is_empty());
        self.push(BlockKind::Html, span, prose, false);
        if let Some(container) = self.containers.last_mut() {
            container.last = before;
        }
    }

    /// Adds a finished block. `leads`: it may be the lead-in of a list.
    pub(super) fn push(&mut self, kind: BlockKind, span: Span, prose: Prose, leads: bool) {
        let container = self.container();
        let index = self.document.blocks.len();
        self.document.blocks.push(Block { kind, span, prose, quoted: self.quotes > 0, item: container.item });
        if let Some(container) = self.containers.last_mut() {
            container.last = leads.then_some(index);
            container.fresh &= !leads;
        }
    }

    /// Enters a quotation or footnote.
    pub(super) fn enter(&mut self, quote: bool, footnote: bool) {
        self.close_leaf();
        let outer = self.container();
        self.quotes += usize::from(quote);
        let footnote = footnote || outer.footnote;
        self.containers.push(Container { item: outer.item, fresh: false, footnote, quote, last: None });
    }

    /// Leaves a quotation, footnote or item.
    pub(super) fn leave(&mut self) {
        self.close_leaf();
        if self.containers.len() > 1
            && let Some(left) = self.containers.pop()
        {
            self.quotes -= usize::from(left.quote).min(self.quotes);
        }
        if let Some(container) = self.containers.last_mut() {
            container.last = None;
        }
    }

    /// Enters a list.
    pub(super) fn enter_list(&mut self, ordered: Option<u64>) {
        self.close_leaf();
        let container = self.container();
        let depth = u8::try_from(self.lists.len()).unwrap_or(u8::MAX);
        self.lists.push(self.document.lists.len());
        self.document.lists.push(List { parent: container.item, depth, ordered, lead_in: container.last });
    }

    /// Leaves a list.
    pub(super) fn leave_list(&mut self) {
        self.close_leaf();
        self.lists.pop();
        if let Some(container) = self.containers.last_mut() {
            container.last = None;
        }
    }

    /// Enters an item of the innermost list.
    pub(super) fn enter_item(&mut self, span: Span) {
        self.close_leaf();
        let footnote = self.container().footnote;
        let index = self.document.items.len();
        let list = self.lists.last().copied().unwrap_or_default();
        let span = trimmed(self.text, span);
        self.document.items.push(Item { list, checked: None, span });
        self.containers.push(Container { item: Some(index), fresh: true, footnote, quote: false, last: None });
    }

    /// A span without the line ends after it.
    pub(super) fn without_line_end(&self, span: Span) -> Span {
        Span::new(span.start, span.start + self.source(span).trim_end_matches(['\n', '\r']).len())
    }
}
