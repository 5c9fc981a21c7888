//! Which documents are one document in several languages.

use std::collections::BTreeMap;

use super::Corpus;
use crate::facts::Facts;
use crate::language::Field;

/// What is written for a language that could not be told.
const UNKNOWN: &str = "und";

/// For each document, the one that it translates: as its metadata says, or that of the same path but for a language tag.
pub(super) fn originals(corpus: &Corpus, languages: &[String]) -> Vec<Option<usize>> {
    let mut found = vec![None; corpus.documents.len()];
    let mut groups: BTreeMap<(bool, String), Vec<(bool, usize)>> = BTreeMap::new();
    for (index, facts) in corpus.documents.iter().enumerate() {
        let stated = facts.metadata.get(Field::TranslationOf).map(|value| value.text.trim());
        match stated.map(|text| (text, corpus.called(index, text))) {
            Some((_, Some(original))) if original != index => found[index] = Some(original),
            Some((text, _)) => groups.entry((true, text.to_lowercase())).or_default().push((true, index)),
            None => {
                let (key, tagged) = without_tag(facts, languages);
                groups.entry((false, key)).or_default().push((tagged, index));
            }
        }
    }
    for members in groups.values().filter(|members| members.len() > 1) {
        let rank = |index: usize| rank(corpus, languages, index);
        let Some((_, original)) = members.iter().copied().min_by_key(|(tagged, index)| (*tagged, rank(*index))) else { continue };
        for (_, index) in members {
            let language = |index: usize| corpus.documents.get(index).map(|facts| facts.language.as_str());
            if *index != original && language(*index) != language(original) {
                found[*index] = Some(original);
            }
        }
    }
    (0..found.len()).map(|index| first_of_chain(&found, index)).collect()
}

/// The original comes first: in the language of most documents, else in the first that is read.
fn rank(corpus: &Corpus, languages: &[String], index: usize) -> (std::cmp::Reverse<usize>, usize, usize) {
    let language = corpus.documents.get(index).map_or(UNKNOWN, |facts| facts.language.as_str());
    let count = corpus.documents.iter().filter(|facts| facts.language == language).count();
    let order = languages.iter().position(|tag| tag == language).unwrap_or(languages.len());
    (std::cmp::Reverse(count), order, index)
}

/// A translation of a translation is one of the original. A circle has none.
fn first_of_chain(found: &[Option<usize>], index: usize) -> Option<usize> {
    let mut at = found.get(index).copied().flatten()?;
    for _ in 0..found.len() {
        match found.get(at).copied().flatten() {
            None => return Some(at),
            Some(next) if next == index => return None,
            Some(next) => at = next,
        }
    }
    None
}

/// The path without the tag of the document's own language, in its file name (`x.en.md`) or as a folder (`en/x.md`), and whether
/// there was one. Only the language that the text is in is a tag: `it/` may be a department.
fn without_tag(facts: &Facts, languages: &[String]) -> (String, bool) {
    let path = facts.source.path.as_str();
    let is_tag = |part: &str| {
        let tag = part.split(['-', '_']).next().unwrap_or_default().to_lowercase();
        tag == facts.language || (facts.language == UNKNOWN && languages.contains(&tag))
    };
    let (folder, name) = path.rsplit_once('/').map_or(("", path), |(folder, name)| (folder, name));
    let (stem, extension) = name.rsplit_once('.').unwrap_or((name, ""));
    let dotted = stem.rsplit_once('.').filter(|(_, tag)| is_tag(tag));
    let joined = stem.rsplit_once(['-', '_']).filter(|(first, tag)| !first.is_empty() && is_tag(tag));
    if let Some((first, _)) = dotted.or(joined) {
        return (format!("{folder}/{first}.{extension}"), true);
    }
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    let tagged = parts.iter().position(|part| is_tag(part));
    if let Some(at) = tagged {
        parts.remove(at);
    }
    (format!("{}/{stem}.{extension}", parts.join("/")), tagged.is_some())
}
