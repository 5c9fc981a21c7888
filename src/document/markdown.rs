//! Markdown to blocks. The only place that knows `pulldown-cmark`.

mod builder;
mod events;
mod html;
mod inline;
mod slug;
mod table;

use std::panic::{AssertUnwindSafe, catch_unwind};

use pulldown_cmark::{Options, Parser};

use super::{Document, Link, front_matter};
use crate::source::Span;
use builder::Builder;

/// Parses a text. Never fails: see [`Document::failed`].
pub fn parse(text: &str) -> Document {
    catch_unwind(AssertUnwindSafe(|| read(text))).unwrap_or_else(|_| Document { failed: true, ..Document::default() })
}

fn read(text: &str) -> Document {
    let (front_matter, base) = front_matter::split(text);
    let body = text.get(base..).unwrap_or_default();
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_GFM;
    let mut events = Parser::new_ext(body, options).into_offset_iter();
    let mut builder = Builder::new(text);
    for (event, range) in events.by_ref() {
        builder.event(event, Span::new(base + range.start, base + range.end));
    }
    let definitions = events.reference_definitions().iter().map(|(label, definition)| {
        let span = trimmed(text, Span::new(base + definition.span.start, base + definition.span.end));
        Link { target: definition.dest.to_string(), span, text: label.to_owned(), image: false }
    });
    let definitions: Vec<Link> = definitions.collect();
    let mut document = builder.finish();
    document.links.extend(definitions);
    document.links.sort_by_key(|link| link.span);
    document.front_matter = front_matter;
    document
}

/// A span without white space at its ends.
fn trimmed(text: &str, span: Span) -> Span {
    let part = text.get(span.start..span.end).unwrap_or_default();
    let body = part.trim();
    let start = span.start + (part.len() - part.trim_start().len());
    if body.is_empty() { Span::new(span.start, span.start) } else { Span::new(start, start + body.len()) }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests;
