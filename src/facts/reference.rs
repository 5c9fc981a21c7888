//! Links, annexes and named documents.

use super::context::Context;
use super::cover::Cover;
use crate::document::{Block, BlockKind, Document, Link};
use crate::language::Kind;
use crate::source::{SourceFile, Span};

/// What kind of thing a reference names.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ReferenceKind {
    /// A relative link to a file, perhaps with an anchor.
    File,
    /// A link to an anchor in this document.
    Anchor,
    /// An absolute address; never fetched.
    External,
    /// An annex named in prose ("bilaga 2").
    Annex,
    /// A document named in prose by kind and title ("Riktlinje för behörigheter").
    Named,
}

/// One reference.
#[derive(Clone, Debug)]
pub struct Reference {
    /// What it names.
    pub kind: ReferenceKind,
    /// The path without anchor for `File` (percent-decoded, as written, relative to the document), the address, the annex's name, or the title.
    pub target: String,
    /// The anchor, without `#`.
    pub anchor: Option<String>,
    /// Where it stands.
    pub span: Span,
}

/// Links, annexes and documents named in prose, in reading order.
pub(crate) fn read_references(context: &Context, source: &SourceFile, document: &Document) -> Vec<Reference> {
    let mut found: Vec<Reference> = document.links.iter().filter_map(of_link).collect();
    for block in &document.blocks {
        match &block.kind {
            BlockKind::Paragraph | BlockKind::Item | BlockKind::Footnote => prose(context, block, &mut found),
            _ => {}
        }
    }
    let linked = Cover::new(document.links.iter().map(|link| link.span));
    found.retain(|reference| {
        let in_prose = matches!(reference.kind, ReferenceKind::Annex | ReferenceKind::Named);
        let inside = reference.span.end <= source.text.len();
        inside && !(in_prose && linked.overlaps(reference.span))
    });
    found.sort_by_key(|reference| reference.span);
    found
}

/// A link as a reference; `None` for an empty one.
fn of_link(link: &Link) -> Option<Reference> {
    let target = link.target.trim();
    let (kind, path, anchor) = if target.is_empty() {
        return None;
    } else if let Some(anchor) = target.strip_prefix('#') {
        (ReferenceKind::Anchor, String::new(), Some(decode(anchor)))
    } else if is_external(target) {
        (ReferenceKind::External, target.to_owned(), None)
    } else {
        let (path, anchor) = target.split_once('#').map_or((target, None), |(path, anchor)| (path, Some(decode(anchor))));
        let path = path.split_once('?').map_or(path, |(path, _)| path);
        (ReferenceKind::File, decode(path), anchor)
    };
    Some(Reference { kind, target: path, anchor: anchor.filter(|anchor| !anchor.is_empty()), span: link.span })
}

/// Whether a target has a scheme or a host.
fn is_external(target: &str) -> bool {
    let scheme = target.split_once(':').map_or("", |(scheme, _)| scheme);
    let valid = scheme.len() > 1
        && scheme.starts_with(|letter: char| letter.is_ascii_alphabetic())
        && scheme.chars().all(|letter| letter.is_ascii_alphanumeric() || matches!(letter, '+' | '-' | '.'));
    valid || target.starts_with("//")
}

/// The text with percent signs decoded; as written when that is not UTF-8.
fn decode(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        let pair = bytes.get(at + 1..at + 3).and_then(|pair| std::str::from_utf8(pair).ok());
        match pair.filter(|_| *byte == b'%').and_then(|pair| u8::from_str_radix(pair, 16).ok()) {
            Some(value) => {
                decoded.push(value);
                at += 3;
            }
            None => {
                decoded.push(*byte);
                at += 1;
            }
        }
    }
    String::from_utf8(decoded).unwrap_or_else(|_| text.to_owned())
}

/// Adds what a block names.
fn prose(context: &Context, block: &Block, found: &mut Vec<Reference>) {
    let text = block.prose.text.as_str();
    let mut add = |kind: ReferenceKind, start: usize, end: usize| {
        let target = text.get(start..end).unwrap_or_default().to_owned();
        found.push(Reference { kind, target, anchor: None, span: block.prose.source(start, end) });
    };
    let named = context.named("@", text);
    for annex in named.iter().filter(|found| found.name == "annex") {
        if let Some(end) = annex_end(text, annex.end).filter(|end| !of_other(context, text, annex.start, *end)) {
            add(ReferenceKind::Annex, annex.start, end);
        }
    }
    for (named, kind) in named.iter().filter_map(|found| Some((found, found.name.strip_prefix("kind/")?))) {
        let governs = Kind::parse(kind).is_some_and(Kind::governs);
        if let Some(end) = title_end(context, text, named.start, named.end).filter(|_| governs) {
            add(ReferenceKind::Named, named.start, end);
        }
    }
}

/// Whether an annex belongs to something else: a law or a standard before it, or "annex 2 to the directive".
fn of_other(context: &Context, text: &str, start: usize, end: usize) -> bool {
    let Some(words) = context.words() else { return false };
    let bare = |word: &str| word.trim_matches(|letter: char| !letter.is_alphanumeric()).to_owned();
    let before = text.get(..start).and_then(|before| before.split_whitespace().next_back()).map(bare).unwrap_or_default();
    let numbered = before.chars().filter(char::is_ascii_digit).count() >= 3;
    let rest = text.get(end..).unwrap_or_default();
    let mut after = rest.split_whitespace().take(2);
    let joined = rest.starts_with(char::is_whitespace) && after.next().is_some_and(|word| words.listed("annex-of", word));
    let this = after.next().is_some_and(|word| context.has("@this-document", &bare(word)));
    numbered || words.listed("annex-owner", &before) || (joined && !this)
}

/// The end of an annex's number or letter after its word.
fn annex_end(text: &str, after: usize) -> Option<usize> {
    let rest = text.get(after..)?;
    let word = rest.strip_prefix([' ', '\u{a0}', '\n'])?;
    let start = after + rest.len() - word.len();
    let name: String = word.chars().take_while(|letter| letter.is_alphanumeric()).collect();
    let number = !name.is_empty() && name.len() <= 2 && name.chars().all(|letter| letter.is_ascii_digit());
    let letter = name.len() == 1 && name.chars().all(|letter| letter.is_ascii_uppercase());
    let mut after = word.get(name.len()..)?.chars();
    let joined = after.next() == Some('-') && after.next().is_some_and(char::is_alphabetic);
    ((number || letter) && !joined).then_some(start + name.len())
}

/// The end of a title that starts with a kind's word: a capital inside a sentence, or in quotation marks.
fn title_end(context: &Context, text: &str, start: usize, after: usize) -> Option<usize> {
    let words = context.words()?;
    let before = text.get(..start)?;
    let last = before.trim_end().chars().next_back()?;
    let quoted = matches!(last, '”' | '“' | '"' | '„' | '»' | '«') && !before.ends_with(char::is_whitespace);
    let capital = text.get(start..)?.starts_with(char::is_uppercase);
    let inside = capital && !matches!(last, '.' | ':' | '!' | '?' | '(' | '–' | '|');
    if !quoted && !inside {
        return None;
    }
    let mut end = after;
    for (index, word) in text.get(after..)?.split_inclusive(char::is_whitespace).filter(|word| !word.trim().is_empty()).enumerate() {
        let bare = word.trim();
        let stop = bare.find(|letter: char| !(letter.is_alphanumeric() || letter == '-'));
        let name = bare.get(..stop.unwrap_or(bare.len())).unwrap_or_default();
        let wrong = if index == 0 { !words.listed("named-link", bare) } else { words.listed("name-end", name) };
        if wrong || name.is_empty() || index > 8 {
            return (index > 1).then_some(end);
        }
        end = text.get(end..)?.find(name)? + end + name.len();
        if stop.is_some() {
            return (index > 0).then_some(end);
        }
    }
    (end > after + 4).then_some(end)
}
