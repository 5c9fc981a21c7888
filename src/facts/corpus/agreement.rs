//! Which documents make up one agreement.

use std::collections::BTreeSet;

use super::{Corpus, folder, is_within};
use crate::facts::{Facts, ReferenceKind};
use crate::language::{Field, Kind};

/// An agreement: a main document and its annexes.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Agreement {
    /// Index of the main document.
    pub main: usize,
    /// Indexes of all its documents, the main one first.
    pub documents: Vec<usize>,
}

/// The agreements, by main document. A processor agreement is one of its own, also when it is an annex to another.
pub(super) fn agreements(corpus: &Corpus) -> Vec<Agreement> {
    let mains = if corpus.whole { mains(corpus) } else { vec![None; corpus.documents.len()] };
    let kind = |index: usize| corpus.documents.get(index).and_then(|facts| facts.kind.kind);
    let own = |index: &usize| {
        let processing = kind(*index) == Some(Kind::ProcessorAgreement);
        kind(*index).is_some_and(Kind::is_agreement) && (processing || mains.get(*index).is_some_and(Option::is_none))
    };
    let agreement = |main: usize| {
        let annexes = (0..mains.len()).filter(|other| *other != main && mains.get(*other) == Some(&Some(main)));
        Agreement { main, documents: std::iter::once(main).chain(annexes).collect() }
    };
    (0..corpus.documents.len()).filter(own).map(agreement).collect()
}

/// For each document, the one that it is an annex to: as its metadata says, else as an agreement refers to it.
fn mains(corpus: &Corpus) -> Vec<Option<usize>> {
    let stated = |(index, facts): (usize, &Facts)| {
        let text = &facts.metadata.get(Field::AnnexTo)?.text;
        corpus.called(index, text).filter(|main| *main != index)
    };
    let mut mains: Vec<Option<usize>> = corpus.documents.iter().enumerate().map(stated).collect();
    let titles: Vec<String> = corpus.documents.iter().map(|facts| facts.title.to_lowercase()).collect();
    for (index, facts) in corpus.documents.iter().enumerate() {
        if facts.kind.kind.is_some_and(Kind::is_agreement) {
            for annex in annexes(corpus, index, facts, &titles) {
                if let Some(slot) = mains.get_mut(annex).filter(|slot| slot.is_none()) {
                    *slot = Some(index);
                }
            }
        }
    }
    (0..mains.len()).map(|index| top(&mains, index)).collect()
}

/// The main document at the end of a chain of annexes; a circle has none.
fn top(mains: &[Option<usize>], index: usize) -> Option<usize> {
    let mut at = mains.get(index).copied().flatten()?;
    for _ in 0..mains.len() {
        match mains.get(at).copied().flatten() {
            None => return Some(at),
            Some(next) => at = next,
        }
    }
    None
}

/// So many titles are looked for one by one.
const FEW: usize = 16;

/// The documents that an agreement refers to as parts of itself.
fn annexes(corpus: &Corpus, main: usize, facts: &Facts, titles: &[String]) -> Vec<usize> {
    let pointing = facts.references.iter().filter(|one| !matches!(one.kind, ReferenceKind::Anchor) && !one.aside);
    let mut found: Vec<usize> = pointing.filter_map(|one| corpus.resolve(main, one)).filter(|other| is_part(corpus, main, *other)).collect();
    let parts: Vec<(usize, &String)> = titles.iter().enumerate().filter(|(other, _)| is_part(corpus, main, *other)).collect();
    if parts.is_empty() {
        return found;
    }
    let text = facts.source.text.to_lowercase();
    // Among many titles, only those are looked for whose first two words stand together somewhere.
    let pairs: Option<BTreeSet<(&str, &str)>> = (parts.len() > FEW).then(|| pairs(&text).collect());
    let may_stand = |title: &str| pairs.as_ref().is_none_or(|pairs| self::pairs(title).next().is_some_and(|first| pairs.contains(&first)));
    let words = |title: &str| self::pairs(title).next().is_some();
    let named = parts.into_iter().filter(|(_, title)| words(title) && may_stand(title) && text.contains(*title));
    found.extend(named.map(|(other, _)| other));
    found
}

/// Words with the one after each.
fn pairs(text: &str) -> impl Iterator<Item = (&str, &str)> {
    let words = || text.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
    words().zip(words().skip(1))
}

fn beside(corpus: &Corpus, main: usize, other: usize) -> bool {
    let path = |index: usize| corpus.documents.get(index).map_or("", |facts| facts.source.path.as_str());
    is_within(folder(path(main)), path(other))
}

/// Whether a document can be a part of an agreement that refers to it: it lies in its folder, is called an annex or is a shorter
/// contract document, and has no parties of its own.
fn is_part(corpus: &Corpus, main: usize, other: usize) -> bool {
    let (Some(one), Some(part)) = (corpus.documents.get(main), corpus.documents.get(other)) else { return false };
    if main == other || !beside(corpus, main, other) || (one.is_annex && !part.is_annex) {
        return false;
    }
    let one_folder = folder(&one.source.path) == folder(&part.source.path);
    let contract = one_folder && part.kind.kind.is_none_or(Kind::is_agreement) && one.words >= part.words;
    // The customer is a party of all its agreements: every party must be the same.
    let same = part.parties.iter().all(|party| one.parties.iter().any(|other| other.name == party.name));
    same && (part.is_annex || contract)
}
