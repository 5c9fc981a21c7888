//! Text and marks within a block or cell.

use super::super::{Link, MarkKind, ProseBuilder, enumerator};
use super::builder::{Builder, LeafKind};
use super::html::{self, Part, Scanner};
use crate::source::Span;

/// A link that is not closed yet.
pub(super) struct OpenLink {
    /// Its index in the document.
    index: usize,
    /// Where its text begins.
    start: usize,
}

impl Builder<'_> {
    /// The prose that is being written, if any.
    pub(super) fn current(&mut self) -> Option<&mut ProseBuilder> {
        if let Some(cell) = self.table.as_mut().and_then(|table| table.cell.as_mut()) {
            return Some(&mut cell.prose);
        }
        self.leaf.as_mut().map(|leaf| &mut leaf.prose)
    }

    /// The prose for what stands at `span`. Text right in an item, without a paragraph, opens a block by itself.
    pub(super) fn inline(&mut self, span: Span) -> &mut ProseBuilder {
        self.touch(span);
        if let Some(cell) = self.table.as_mut().and_then(|table| table.cell.as_mut()) {
            return &mut cell.prose;
        }
        &mut self.leaf.get_or_insert_with(|| super::builder::Leaf { kind: LeafKind::Text, span, prose: ProseBuilder::default() }).prose
    }

    /// Makes the open block reach over `span`, or opens one.
    pub(super) fn touch(&mut self, span: Span) {
        if self.table.as_ref().is_some_and(|table| table.cell.is_some()) {
            return;
        }
        match &mut self.leaf {
            Some(leaf) => leaf.span = leaf.span.cover(span),
            None => self.open_leaf(LeafKind::Text, span),
        }
    }

    /// Text, or a line of items or sentences that Markdown takes for indented code.
    pub(super) fn text(&mut self, text: &str, span: Span) {
        if self.enumerating {
            self.enumerated(text, span);
        } else {
            self.plain(text, span);
        }
    }

    /// A line of such items: a blank one ends the block, an enumerator begins the next.
    fn enumerated(&mut self, text: &str, span: Span) {
        let line = text.trim();
        if line.is_empty() || enumerator(line).is_some() {
            self.close_leaf();
        }
        if !line.is_empty() {
            let start = span.start + (text.len() - text.trim_start().len());
            let end = Span::new(start + line.len(), span.end);
            self.plain(line, Span::new(start, end.start));
            if self.source(end).matches('\n').count() > 1 {
                self.close_leaf();
            } else {
                self.inline(end).soft_break(end);
            }
        }
    }

    fn plain(&mut self, text: &str, span: Span) {
        let same = self.source(span) == text;
        if let Some(leaf) = self.leaf.as_mut().filter(|leaf| matches!(leaf.kind, LeafKind::Code)) {
            if same {
                leaf.prose.push_raw(text, span.start);
            } else {
                leaf.prose.push_replaced(text, span);
            }
            return;
        }
        let prose = self.inline(span);
        if same {
            prose.push(text, span.start);
        } else {
            prose.push_replaced(text, span);
        }
    }

    /// A code span: its range has the backticks.
    pub(super) fn code(&mut self, code: &str, span: Span) {
        let source = self.source(span);
        let ticks = source.len() - source.trim_start_matches('`').len();
        let inner = source.get(ticks..source.len().saturating_sub(ticks)).unwrap_or_default();
        let offset = inner.find(code).map(|found| span.start + ticks + found);
        let whole = Span::new(span.start + ticks, span.start + ticks + inner.len());
        let prose = self.inline(span);
        prose.open(MarkKind::Code);
        match offset {
            Some(offset) => prose.push(code, offset),
            None => prose.push_replaced(code, whole),
        }
        prose.close();
    }

    pub(super) fn open_link(&mut self, target: String, span: Span, image: bool) {
        let kind = if image { MarkKind::Image } else { MarkKind::Link };
        let prose = self.inline(span);
        let start = prose.len();
        prose.open(kind);
        self.links.push(OpenLink { index: self.document.links.len(), start });
        self.document.links.push(Link { target, span, text: String::new(), image });
    }

    pub(super) fn close_link(&mut self) {
        let Some(open) = self.links.pop() else { return };
        let Some(prose) = self.current() else { return };
        prose.close();
        let text = prose.text_from(open.start).to_owned();
        if let Some(link) = self.document.links.get_mut(open.index) {
            link.text = text;
        }
    }

    /// HTML within a paragraph: a comment, a tag.
    pub(super) fn inline_html(&mut self, span: Span) {
        let mut scanner = Scanner::default();
        let parts = scanner.read(self.source(span), span.start);
        self.document.comments.extend(scanner.finish(span.end));
        self.touch(span);
        for part in parts {
            match part {
                Part::Comment(comment) => self.document.comments.push(comment),
                Part::Tag(tag) => {
                    self.document.anchors.extend(html::anchors(tag));
                    if html::name_of(tag).eq_ignore_ascii_case("br") {
                        self.inline(span).hard_break(span);
                    }
                }
                Part::Text(..) => {}
            }
        }
    }

    /// A line of a block of HTML. Lines are read together when nothing stands between them.
    pub(super) fn html(&mut self, span: Span) {
        let Some(mut leaf) = self.leaf.take() else { return };
        if let LeafKind::Html(scanner, unread) = &mut leaf.kind {
            if unread.end == span.start {
                unread.end = span.end;
            } else {
                let before = std::mem::replace(unread, span);
                self.read_html(scanner, before, &mut leaf.prose);
            }
        }
        self.leaf = Some(leaf);
    }

    /// Reads a stretch of HTML: text to `prose`, comments and anchors to the document.
    pub(super) fn read_html(&mut self, scanner: &mut Scanner, span: Span, prose: &mut ProseBuilder) {
        for part in scanner.read(self.source(span), span.start) {
            match part {
                Part::Text(text, at) => prose.push(text, at),
                Part::Comment(comment) => self.document.comments.push(comment),
                Part::Tag(tag) => {
                    self.document.anchors.extend(html::anchors(tag));
                    if breaks(html::name_of(tag)) {
                        prose.hard_break(Span::new(span.start, span.start));
                    }
                }
            }
        }
    }
}

/// Whether a tag parts the words around it.
fn breaks(name: &str) -> bool {
    const WITHIN: [&str; 14] = ["a", "abbr", "b", "code", "em", "i", "kbd", "mark", "small", "span", "strong", "sub", "sup", "u"];
    !WITHIN.iter().any(|within| within.eq_ignore_ascii_case(name))
}
