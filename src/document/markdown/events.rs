//! One event after the other.

use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, LinkType, Tag, TagEnd};

use super::super::{BlockKind, MarkKind, Prose, enumerator};
use super::builder::{Builder, LeafKind};
use super::{html, table::OpenTable};
use crate::source::Span;

impl Builder<'_> {
    /// Takes in one event.
    pub(super) fn event(&mut self, event: Event<'_>, span: Span) {
        match event {
            Event::Start(tag) => self.start(tag, span),
            Event::End(tag) => self.end(tag),
            Event::Text(text) => self.text(&text, span),
            Event::Code(code) => self.code(&code, span),
            Event::InlineMath(text) | Event::DisplayMath(text) => self.text(&text, span),
            Event::Html(_) => self.html(span),
            Event::InlineHtml(_) => self.inline_html(span),
            Event::FootnoteReference(_) => self.touch(span),
            Event::SoftBreak => self.inline(span).soft_break(span),
            Event::HardBreak => self.inline(span).hard_break(span),
            Event::Rule => {
                self.close_leaf();
                let span = super::trimmed(self.text, span);
                self.push(BlockKind::Rule, span, Prose::default(), false);
            }
            Event::TaskListMarker(checked) => {
                let item = self.container().item;
                if let Some(item) = item.and_then(|item| self.document.items.get_mut(item)) {
                    item.checked = Some(checked);
                }
            }
        }
    }

    fn start(&mut self, tag: Tag<'_>, span: Span) {
        match tag {
            Tag::Paragraph => self.open_leaf(LeafKind::Text, span),
            Tag::Heading { level, id, .. } => {
                self.open_leaf(LeafKind::Heading(number(level), id.map(|id| id.to_string())), span);
            }
            Tag::BlockQuote(alert) => self.enter(alert.is_none(), false),
            Tag::CodeBlock(CodeBlockKind::Indented) if enumerates(self.source(span)) || !self.is_led_in() && is_prose(self.source(span)) => {
                self.close_leaf();
                self.enumerating = true;
            }
            Tag::CodeBlock(kind) => self.open_leaf(LeafKind::Code, self.code_span(&kind, span)),
            Tag::HtmlBlock => {
                let unread = Span::new(span.start, span.start);
                self.open_leaf(LeafKind::Html(html::Scanner::default(), unread), span);
            }
            Tag::List(ordered) => self.enter_list(ordered),
            Tag::Item => self.enter_item(span),
            Tag::FootnoteDefinition(_) => self.enter(false, true),
            Tag::Table(_) => {
                self.close_leaf();
                self.table = Some(OpenTable::new(span));
            }
            Tag::TableHead | Tag::TableRow => self.start_row(span),
            Tag::TableCell => self.start_cell(span),
            Tag::Emphasis => self.inline(span).open(MarkKind::Emphasis),
            Tag::Strong => self.inline(span).open(MarkKind::Strong),
            Tag::Strikethrough => self.inline(span).mute(),
            Tag::Link { link_type, dest_url, .. } => {
                let mail = link_type == LinkType::Email && !dest_url.starts_with("mailto:");
                let target = if mail { format!("mailto:{dest_url}") } else { dest_url.to_string() };
                self.open_link(target, span, false);
            }
            Tag::Image { dest_url, .. } => self.open_link(dest_url.to_string(), span, true),
            // Not switched on.
            Tag::Superscript | Tag::Subscript | Tag::DefinitionList | Tag::MetadataBlock(_) => {}
            Tag::DefinitionListTitle | Tag::DefinitionListDefinition => self.open_leaf(LeafKind::Text, span),
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::CodeBlock if self.enumerating => {
                self.close_leaf();
                self.enumerating = false;
            }
            TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::CodeBlock | TagEnd::HtmlBlock => self.close_leaf(),
            TagEnd::DefinitionListTitle | TagEnd::DefinitionListDefinition => self.close_leaf(),
            TagEnd::BlockQuote(_) | TagEnd::Item | TagEnd::FootnoteDefinition => self.leave(),
            TagEnd::List(_) => self.leave_list(),
            TagEnd::Table => self.end_table(),
            TagEnd::TableHead => self.end_row(true),
            TagEnd::TableRow => self.end_row(false),
            TagEnd::TableCell => self.end_cell(),
            TagEnd::Emphasis | TagEnd::Strong => {
                if let Some(prose) = self.current() {
                    prose.close();
                }
            }
            TagEnd::Strikethrough => {
                if let Some(prose) = self.current() {
                    prose.unmute();
                }
            }
            TagEnd::Link | TagEnd::Image => self.close_link(),
            TagEnd::Superscript | TagEnd::Subscript | TagEnd::DefinitionList | TagEnd::MetadataBlock(_) => {}
        }
    }

    /// Indented code begins with its indent, which the parser leaves out of the range.
    fn code_span(&self, kind: &CodeBlockKind<'_>, span: Span) -> Span {
        if matches!(kind, CodeBlockKind::Fenced(_)) {
            return span;
        }
        let before = self.text.get(..span.start).unwrap_or_default();
        Span::new(before.trim_end_matches([' ', '\t']).len(), span.end)
    }
}

impl Builder<'_> {
    /// Whether the block before ends with a colon: what is set apart after that is a sample at least as often as a sentence of the document's own.
    fn is_led_in(&self) -> bool {
        self.document.blocks.last().is_some_and(|block| block.prose.text.trim_end().ends_with(':'))
    }
}

/// Whether indented lines are items with letters or Roman numbers: Markdown knows no such lists, and takes them for code.
fn enumerates(text: &str) -> bool {
    let item = text.trim_start();
    enumerator(item).and_then(|len| item.get(len..)).and_then(|rest| rest.strip_prefix(' ')).is_some_and(|rest| rest.starts_with(char::is_alphabetic))
}

/// Whether indented lines are sentences of a converted document, and no code: four words or more, nearly all of them of letters, that
/// open with a capital and hold no sign of a program.
fn is_prose(text: &str) -> bool {
    let words = || text.split_whitespace();
    let plain = |word: &&str| {
        let bare = word.trim_matches(|c: char| c.is_ascii_punctuation() || "“”‘’–—…".contains(c));
        !bare.is_empty() && bare.chars().all(|c| c.is_alphabetic() || "-’'.,".contains(c))
    };
    let opening = text.chars().find(|c| c.is_alphabetic());
    let count = words().count();
    let sign = text.contains(['{', '}', '=', '<', '>', '\\', '`']) || text.contains("::");
    count >= SENTENCE && opening.is_some_and(char::is_uppercase) && !sign && words().filter(plain).count() * 10 >= count * 7
}

/// So many words make a sentence.
const SENTENCE: usize = 4;

const fn number(level: HeadingLevel) -> u8 {
    match level {
        HeadingLevel::H1 => 1,
        HeadingLevel::H2 => 2,
        HeadingLevel::H3 => 3,
        HeadingLevel::H4 => 4,
        HeadingLevel::H5 => 5,
        HeadingLevel::H6 => 6,
    }
}
