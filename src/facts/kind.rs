//! What a document is, and why we think so (`language.md` §12).

use serde::{Deserialize, Serialize};

use super::analyse::Hints;
use super::context::Context;
use super::metadata::Metadata;
use crate::document::{BlockKind, Document};
use crate::language::{DocumentWords, Field, Kind};
use crate::source::{SourceFile, Span};

/// A document's kind with its reason.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct KindFact {
    /// `None` when it cannot be told.
    pub kind: Option<Kind>,
    /// What decided.
    pub from: KindFrom,
    /// The words that decided, when they stand in the document.
    pub span: Option<Span>,
    /// Other kinds that were as likely (when `kind` is `None`).
    pub candidates: Vec<Kind>,
}

/// What decided a document's kind, strongest first.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum KindFrom {
    /// The configuration names it by path, or the caller does.
    Configuration,
    /// A metadata field.
    Metadata,
    /// The title.
    Title,
    /// The file name.
    FileName,
    /// What it calls itself in its text ("denna vägledning").
    Itself,
    /// Signals in the content.
    Content,
    /// The folder it lies in.
    Folder,
    /// Nothing did.
    Nothing,
}

/// What the document is, by the first of these that tells: the caller, its metadata, its title, its file name, its content.
pub(crate) fn classify_kind(
    context: &Context,
    source: &SourceFile,
    document: &Document,
    metadata: &Metadata,
    title: &str,
    hints: &Hints,
) -> KindFact {
    if let Some(kind) = hints.kind {
        return fact(kind, KindFrom::Configuration, None);
    }
    if let Some(stated) = metadata.get(Field::Kind) {
        let kind = context.every_language().find_map(|context| of_title(&context, &stated.text));
        if let Some(kind) = kind {
            return fact(kind, KindFrom::Metadata, Some(stated.span));
        }
    }
    if let Some((kind, span)) = announced(context, document, title) {
        return fact(kind, KindFrom::Title, Some(span));
    }
    let read = if context.lexicon.language(context.language).is_some() { 1 } else { usize::MAX };
    let itself = by_itself(context, document);
    if let Some(kind) = context.every_language().take(read).find_map(|context| of_title(&context, title)) {
        // A guide to a policy may bear the policy's name, but calls itself a guide.
        let guide = itself.filter(|(own, _)| *own != kind && context.words().is_some_and(|words| words.listed("overrules-title", own.as_str())));
        return guide.map_or_else(|| fact(kind, KindFrom::Title, title_span(document)), |(own, span)| fact(own, KindFrom::Itself, Some(span)));
    }
    if let Some(stated) = metadata.get(Field::ContractOwner) {
        return fact(Kind::Contract, KindFrom::Metadata, Some(stated.span));
    }
    let name = file_words(&source.path);
    if let Some(kind) = context.every_language().find_map(|context| of_title(&context, &name)) {
        return fact(kind, KindFrom::FileName, None);
    }
    if let Some((kind, span)) = itself {
        return fact(kind, KindFrom::Itself, Some(span));
    }
    let told = by_content(context, document);
    if told.kind.is_some() || !told.candidates.is_empty() {
        return told;
    }
    by_folder(context, &source.path).map_or(told, |kind| fact(kind, KindFrom::Folder, None))
}

/// A kind that was told.
const fn fact(kind: Kind, from: KindFrom, span: Option<Span>) -> KindFact {
    KindFact { kind: Some(kind), from, span, candidates: Vec::new() }
}

/// The kind that a title names.
fn of_title(context: &Context, title: &str) -> Option<Kind> {
    let words = context.words()?;
    let found = kinds(context, title);
    let first = found.first()?;
    let listed = |list: &str, kind: Kind| words.listed(list, kind.as_str());
    if first.1 == 0 && listed("first-wins", first.0) {
        return Some(first.0);
    }
    let strong: Vec<(Kind, usize)> = found.iter().copied().filter(|(kind, _)| !listed("weak", *kind)).collect();
    let found = if strong.is_empty() { found } else { strong };
    let cut = cut(title, words);
    let head: Vec<(Kind, usize)> = found.iter().copied().filter(|(_, start)| *start < cut).collect();
    let chosen = if words.head_last() { head.last().or(found.first()) } else { head.first().or(found.first()) };
    chosen.map(|(kind, _)| *kind)
}

/// The kinds named in a text, in reading order; the longest and most special where several start.
fn kinds(context: &Context, text: &str) -> Vec<(Kind, usize)> {
    let named = context.named("@kind/", text);
    let mut found: Vec<(Kind, usize)> = Vec::new();
    let mut end = 0;
    for (kind, named) in named.iter().filter_map(|named| Some((Kind::parse(named.name)?, named))) {
        if named.start >= end {
            found.push((kind, named.start));
            end = named.end;
        }
    }
    found
}

/// Where the head of a title ends: at the first word that starts a complement.
fn cut(title: &str, words: &DocumentWords) -> usize {
    let mut at = 0;
    for word in title.split_inclusive(char::is_whitespace) {
        if at > 0 && words.listed("title-cut", word.trim()) {
            return at;
        }
        at += word.len();
    }
    title.len()
}

/// A kind that governs nothing and is announced by the title's form or the first words under it ("Nyhet på intranätet …").
fn announced(context: &Context, document: &Document, title: &str) -> Option<(Kind, Span)> {
    let news = context.set("@news-title", title).iter().any(|found| found.start == 0);
    if news {
        return Some((Kind::News, title_span(document)?));
    }
    let first = document.blocks.iter().find(|block| !matches!(block.kind, BlockKind::Heading(_)))?;
    let words = context.words()?;
    let (kind, start) = *kinds(context, &first.prose.text).first()?;
    let short = first.prose.text.split_whitespace().count() <= 15;
    let announces = start == 0 && short && !kind.governs() && kind != Kind::Other && words.listed("first-wins", kind.as_str());
    announces.then(|| (kind, first.prose.source(0, first.prose.text.len())))
}

/// Where the title's heading stands.
fn title_span(document: &Document) -> Option<Span> {
    let heading = document.blocks.iter().find(|block| matches!(block.kind, BlockKind::Heading(_)))?;
    Some(heading.prose.source(0, heading.prose.text.len()))
}

/// The words of a file's name.
fn file_words(path: &str) -> String {
    let name = path.rsplit('/').next().unwrap_or_default();
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    stem.replace(['-', '_', '.'], " ")
}

/// The kind that the document calls itself most often ("denna riktlinje", "this policy"), when no other comes near.
fn by_itself(context: &Context, document: &Document) -> Option<(Kind, Span)> {
    let mut called: Vec<(Kind, usize, Span)> = Vec::new();
    for block in document.blocks.iter().filter(|block| !block.quoted && !matches!(block.kind, BlockKind::Heading(_) | BlockKind::Code)) {
        let text = block.prose.text.as_str();
        for pointing in context.set("@demonstrative", text) {
            let Some((kind, start)) = kinds(context, text.get(pointing.end..).unwrap_or_default()).first().copied() else { continue };
            if text.get(pointing.end..pointing.end + start).is_some_and(|between| between.trim().is_empty()) {
                match called.iter_mut().find(|(known, ..)| *known == kind) {
                    Some((_, count, _)) => *count += 1,
                    None => called.push((kind, 1, block.prose.source(pointing.start, pointing.end + start))),
                }
            }
        }
    }
    called.sort_by_key(|(_, count, _)| std::cmp::Reverse(*count));
    match called.as_slice() {
        [(kind, _, span)] => Some((*kind, *span)),
        [(kind, most, span), (_, next, _), ..] if *most >= 2 * next => Some((*kind, *span)),
        _ => None,
    }
}

/// The kind that a folder above the file names, the nearest first.
fn by_folder(context: &Context, path: &str) -> Option<Kind> {
    let folders = path.rsplit('/').skip(1).map(|folder| folder.replace(['-', '_', '.'], " "));
    folders.into_iter().find_map(|folder| context.every_language().find_map(|context| of_title(&context, &folder)))
}

/// The kind by columns of tables and words that stand together.
fn by_content(context: &Context, document: &Document) -> KindFact {
    let mut found: Vec<(Kind, Option<Span>)> = Vec::new();
    if let Some(words) = context.words() {
        for block in &document.blocks {
            let BlockKind::Table(table) = &block.kind else { continue };
            let cells: Vec<String> = table.header.iter().map(|cell| cell.prose.text.trim().to_lowercase()).collect();
            found.extend(words.columns().filter(|(_, columns)| has_columns(&cells, columns)).map(|(kind, _)| (kind, Some(block.span))));
        }
        let text = all_text(document).to_lowercase();
        let holds = |signs: &[String]| signs.iter().all(|sign| sign.split('|').any(|word| text.contains(word)));
        found.extend(words.signs().filter(|(_, signs)| holds(signs)).map(|(kind, _)| (kind, None)));
    }
    let mut candidates: Vec<Kind> = Vec::new();
    for (kind, _) in &found {
        if !candidates.contains(kind) {
            candidates.push(*kind);
        }
    }
    if candidates.contains(&Kind::ProcessorAgreement) {
        candidates.retain(|kind| *kind != Kind::Contract);
    }
    match candidates.as_slice() {
        [kind] => fact(*kind, KindFrom::Content, found.iter().find_map(|(_, span)| *span)),
        _ => KindFact { kind: None, from: KindFrom::Nothing, span: None, candidates },
    }
}

/// Whether each wanted column is there. An alternative of one letter must be the whole header.
fn has_columns(cells: &[String], columns: &[String]) -> bool {
    let is = |cell: &String, word: &str| if word.chars().count() == 1 { cell == word } else { cell.starts_with(word) };
    columns.iter().all(|column| cells.iter().any(|cell| column.split('|').any(|word| is(cell, word))))
}

/// The running text of a document.
fn all_text(document: &Document) -> String {
    let texts: Vec<&str> = document.blocks.iter().map(|block| block.prose.text.as_str()).collect();
    texts.join("\n")
}

impl KindFrom {
    /// The spelling in JSON.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Configuration => "configuration",
            Self::Metadata => "metadata",
            Self::Title => "title",
            Self::FileName => "file-name",
            Self::Itself => "itself",
            Self::Content => "content",
            Self::Folder => "folder",
            Self::Nothing => "nothing",
        }
    }
}
