//! What the readers of a document share: the words, the term sets, the language.

use std::rc::Rc;

use super::memo::Memo;
use super::trace::TraceWords;
use crate::document::Prose;
use crate::language::{DocumentWords, Language, Lexicon};
use crate::source::SourceFile;
use crate::term::{Domain, Occurrence, Terms};

/// The words and term sets a document is read with.
#[derive(Clone, Copy)]
pub(crate) struct Context<'a> {
    /// The words of every language.
    pub lexicon: &'a Lexicon,
    /// Every term set.
    pub terms: &'a Terms,
    /// The words that templates and conversions leave.
    pub traces: &'a TraceWords,
    /// What was found in the texts of the document so far.
    pub memo: &'a Memo,
    /// The language of the document.
    pub language: &'a str,
}

/// A place where a set of a family (`@kind/`) was found.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Named<'a> {
    /// What follows the family's name.
    pub name: &'a str,
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

impl<'a> Context<'a> {
    /// The words of the document's language, else of the first one; `None` only for an empty lexicon.
    pub fn words(&self) -> Option<&'a DocumentWords> {
        self.read_as().map(|language| &language.document)
    }

    /// The document's language, else the first one.
    pub fn read_as(&self) -> Option<&'a Language> {
        self.lexicon.language(self.language).or_else(|| self.lexicon.languages.first())
    }

    /// The same words read in another language.
    pub fn in_language(&self, language: &'a str) -> Self {
        Self { language, ..*self }
    }

    /// This language first, then the others.
    pub fn every_language(&self) -> impl Iterator<Item = Self> {
        let others = self.lexicon.languages.iter().filter(|other| other.tag != self.language);
        std::iter::once(*self).chain(others.map(|other| self.in_language(&other.tag)))
    }

    /// Where every set stands, in order of start, end and set.
    pub fn find(&self, text: &str) -> Vec<Occurrence> {
        let mut found: Vec<Occurrence> = Domain::ALL.iter().flat_map(|domain| self.find_in(*domain, text).to_vec()).collect();
        found.sort_unstable();
        found
    }

    /// Where the sets stand that statements are read with: those of packs, and the lexicon's words about statements. In order of set, start and
    /// end.
    pub fn of_statements(&self, text: &str) -> Rc<[Occurrence]> {
        self.find_in(Domain::Statement, text)
    }

    fn find_in(&self, domain: Domain, text: &str) -> Rc<[Occurrence]> {
        self.memo.find(self.terms, domain, self.language, text)
    }

    /// Where sets about documents stand whose name starts with `family`, in reading order, the longest first where several start.
    pub fn named(&self, family: &str, text: &str) -> Vec<Named<'a>> {
        self.named_in(Domain::Document, family, text)
    }

    fn named_in(&self, domain: Domain, family: &str, text: &str) -> Vec<Named<'a>> {
        let terms = self.terms;
        let named = |found: &Occurrence| {
            let name = terms.name(found.set).strip_prefix(family)?;
            Some(Named { name, start: found.start, end: found.end })
        };
        let mut found: Vec<Named<'a>> = self.find_in(domain, text).iter().filter_map(named).collect();
        found.sort_by_key(|named| (named.start, std::cmp::Reverse(named.end)));
        found
    }

    /// Where one set about documents stands.
    pub fn set(&self, name: &str, text: &str) -> Vec<Named<'a>> {
        self.named(name, text).into_iter().filter(|found| found.name.is_empty()).collect()
    }

    /// Where words stand that a template leaves to be filled in.
    pub fn unfilled(&self, text: &str) -> Vec<Named<'a>> {
        self.named_in(Domain::Template, "@", text)
    }

    /// Whether one set stands somewhere in the text.
    pub fn has(&self, name: &str, text: &str) -> bool {
        !self.set(name, text).is_empty()
    }

    /// The set of a family that covers the whole text, in any language.
    pub fn whole(&self, family: &str, text: &str) -> Option<&'a str> {
        let text = text.trim();
        let whole = |context: Self| {
            let found = context.named(family, text);
            found.into_iter().find(|found| found.start == 0 && found.end == text.len()).map(|found| found.name)
        };
        if text.is_empty() || text.len() > 80 { None } else { self.every_language().find_map(whole) }
    }
}

/// The lines of a block's text as they stand in the source: ranges of the prose, trimmed.
pub(crate) fn lines(source: &SourceFile, prose: &Prose) -> Vec<(usize, usize)> {
    let mut lines = Vec::new();
    let mut start = 0;
    for (at, letter) in prose.text.char_indices().filter(|(_, letter)| letter.is_whitespace()) {
        let end = at + letter.len_utf8();
        if letter == '\n' || breaks(source, prose, at, end) {
            lines.push((start, at));
            start = end;
        }
    }
    lines.push((start, prose.text.len()));
    lines.into_iter().map(|(start, end)| trim(&prose.text, start, end)).filter(|(start, end)| start < end).collect()
}

/// Whether the source has a line end where the prose has white space.
fn breaks(source: &SourceFile, prose: &Prose, start: usize, end: usize) -> bool {
    let before = prose.text.get(..start).and_then(|text| text.char_indices().next_back()).map_or(start, |(at, _)| at);
    let after = prose.text.get(end..).and_then(|text| text.chars().next()).map_or(end, |letter| end + letter.len_utf8());
    let from = prose.source(before, start).end;
    let to = prose.source(end, after).start;
    source.text.get(from..to).is_some_and(|between| between.contains('\n'))
}

/// The range without white space at its ends.
pub(crate) fn trim(text: &str, start: usize, end: usize) -> (usize, usize) {
    let Some(part) = text.get(start..end) else { return (start, start) };
    let left = part.len() - part.trim_start().len();
    let right = part.trim_end().len();
    (start + left.min(right), start + right)
}

/// The sentences of a text: ranges, trimmed. Coarse: a full stop, white space and a capital letter.
pub(crate) fn sentences(text: &str) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut start = 0;
    for (at, _) in text.match_indices(['.', '!', '?']) {
        let mut after = text.get(at + 1..).unwrap_or_default().char_indices();
        let (Some((_, space)), Some((next, capital))) = (after.next(), after.next()) else { continue };
        if space.is_whitespace() && (capital.is_uppercase() || capital == '§') && !abbreviation(text, at) {
            found.push((start, at + 1 + next));
            start = at + 1 + next;
        }
    }
    found.push((start, text.len()));
    found.into_iter().map(|(start, end)| trim(text, start, end)).filter(|(start, end)| start < end).collect()
}

/// Whether the full stop at `at` belongs to an abbreviation ("t.o.m.").
fn abbreviation(text: &str, at: usize) -> bool {
    let Some(before) = text.get(..at) else { return false };
    let word = before.rsplit(char::is_whitespace).next().unwrap_or_default();
    word.contains('.') && !word.chars().any(|letter| letter.is_ascii_digit())
}
