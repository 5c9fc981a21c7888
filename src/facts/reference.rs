//! Links, annexes and named documents.

mod annex;
mod name;

use serde::{Deserialize, Serialize};

use super::context::{Context, Named, sentences};
use super::cover::Cover;
use super::{Metadata, Statement, Substance};
use crate::document::{Block, BlockKind, Document, Link};
use crate::language::{Field, Kind};
use crate::source::{SourceFile, Span};

pub use annex::AnnexName;
pub(crate) use annex::is_annex;
pub(crate) use name::of_title;
pub use name::{Name, inflected};

/// What kind of thing a reference names.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
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
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Reference {
    /// What it names.
    pub kind: ReferenceKind,
    /// The path without anchor for `File` (percent-decoded, as written, relative to the document), the address, the annex's name, or the title.
    pub target: String,
    /// The anchor, without `#`.
    pub anchor: Option<String>,
    /// Where it stands.
    pub span: Span,
    /// For `Named`: the name as names are compared.
    pub name: Option<Name>,
    /// For `Named`: written as a title is (a capital inside a sentence, or quotation marks), so that it must be some document's. A
    /// mention in running text ("informationssäkerhetspolicyn") counts only when a document bears the name.
    pub certain: bool,
    /// The text around it tells history, quotes, gives an example or plans for later: it refers to nothing that is to hold now.
    pub aside: bool,
}

/// Links, annexes and documents named in prose, in reading order.
pub(crate) fn read_references(context: &Context, source: &SourceFile, document: &Document, kind: Option<Kind>) -> Vec<Reference> {
    let mut found: Vec<Reference> = document.links.iter().filter_map(of_link).collect();
    let mut replacing: Vec<Span> = Vec::new();
    for block in &document.blocks {
        match &block.kind {
            BlockKind::Paragraph | BlockKind::Item | BlockKind::Footnote => prose(context, block, kind, &mut found, &mut replacing),
            _ => {}
        }
    }
    let linked = Cover::new(document.links.iter().map(|link| link.span));
    let replacing = Cover::new(replacing.into_iter());
    found.retain(|reference| {
        let in_prose = matches!(reference.kind, ReferenceKind::Annex | ReferenceKind::Named);
        let inside = reference.span.end <= source.text.len();
        inside && !(in_prose && linked.overlaps(reference.span))
    });
    for reference in &mut found {
        reference.aside = replacing.overlaps(reference.span);
    }
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
    let anchor = anchor.filter(|anchor| !anchor.is_empty());
    Some(Reference { kind, target: path, anchor, span: link.span, name: None, certain: true, aside: false })
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

/// Adds what a block names. In an agreement, and of agreements, capitals are defined terms ("the Data Processing Agreement"): there
/// only quotation marks make a title.
fn prose(context: &Context, block: &Block, kind: Option<Kind>, found: &mut Vec<Reference>, replacing: &mut Vec<Span>) {
    let text = block.prose.text.as_str();
    let words = context.named("@", text);
    let replaces = |word: &&Named<'_>| matches!(word.name, "replaces" | "replaced-by" | "repealed");
    if words.iter().any(|word| replaces(&word)) {
        let holds = |(start, end): &(usize, usize)| words.iter().filter(replaces).any(|word| *start <= word.start && word.start < *end);
        replacing.extend(sentences(text).into_iter().filter(holds).map(|(start, end)| block.prose.source(start, end)));
    }
    let mut add = |kind: ReferenceKind, start: usize, end: usize, name: Option<Name>, certain: bool| {
        let target = text.get(start..end).unwrap_or_default().to_owned();
        found.push(Reference { kind, target, anchor: None, span: block.prose.source(start, end), name, certain, aside: false });
    };
    for (start, end) in annex::annexes_in(context, &words, text) {
        add(ReferenceKind::Annex, start, end, None, true);
    }
    for named in name::names_in(context, &words, text) {
        let defined = named.name.kind.is_agreement() || kind.is_some_and(Kind::is_agreement);
        let certain = named.quoted || (named.proper && !defined);
        add(ReferenceKind::Named, named.start, named.end, Some(named.name), certain && !named.external);
    }
}

/// Marks the references that stand in history, plans, examples and quotations, and where the document's metadata says what it replaces.
pub(crate) fn mark_asides(references: &mut [Reference], statements: &[Statement], metadata: &Metadata) {
    let replaced = metadata.fields.iter().filter(|field| matches!(field.field, Field::Replaces | Field::ReplacedBy)).map(|field| field.span);
    let history = metadata.history.iter().map(|row| row.span);
    let told = |one: &&Statement| {
        matches!(one.substance, Substance::History | Substance::Plan | Substance::Example | Substance::Quotation | Substance::Placeholder)
    };
    let spans = statements.iter().filter(told).flat_map(|one| one.spans.iter().copied());
    let cover = Cover::new(spans.chain(replaced).chain(history));
    for reference in references {
        reference.aside |= cover.overlaps(reference.span);
    }
}
