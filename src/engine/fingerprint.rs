//! What names a finding from one run to the next (`results.md`, "Fingerprint"): never a line, never what came nearest.

use std::collections::{BTreeMap, BTreeSet};

use crate::facts::{Corpus, Facts};

/// The fingerprint of a finding: for a missing requirement code and subject, for an occurrence also its sentence and which among equal ones
/// it is. `path` is that of the subject; empty for the repository.
pub(super) fn fingerprint(code: &str, path: &str, sentence: Option<&(String, usize)>) -> String {
    let ordinal = sentence.map(|(_, ordinal)| ordinal.to_string());
    let mut parts = vec![code, path];
    parts.extend(sentence.map(|(text, _)| text.as_str()).into_iter().chain(ordinal.as_deref()));
    let digest = blake3::hash(parts.join("\u{0}").as_bytes()).to_hex();
    format!("v1:{}", &digest.as_str()[..32])
}

/// A document as it was known before.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) struct Known {
    /// Its path.
    pub(crate) path: String,
    /// Its title, as [`title_of`] gives it.
    pub(crate) title: String,
    /// Its kind; empty when it could not be told.
    pub(crate) kind: String,
}

impl Known {
    /// What is known of a document.
    pub(crate) fn of(facts: &Facts) -> Self {
        Self { path: facts.source.path.clone(), title: title_of(facts), kind: facts.kind.kind.map_or("", |kind| kind.as_str()).to_owned() }
    }
}

/// The title in lower case, with single spaces.
fn title_of(facts: &Facts) -> String {
    facts.title.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Documents that bear another name than before: path now → path then. One that is gone and one that has come are the same when title and kind
/// are, and no other is like either.
pub(super) fn renamed(corpus: &Corpus, known: &[Known]) -> BTreeMap<String, String> {
    let before: BTreeSet<&str> = known.iter().map(|one| one.path.as_str()).collect();
    let gone = known.iter().filter(|one| !corpus.by_path.contains_key(&one.path));
    let come = corpus.documents.iter().map(Known::of).filter(|one| !before.contains(one.path.as_str()));
    let mut pairs: BTreeMap<(String, String), (Vec<String>, Vec<String>)> = BTreeMap::new();
    for one in gone {
        pairs.entry((one.title.clone(), one.kind.clone())).or_default().0.push(one.path.clone());
    }
    for one in come {
        pairs.entry((one.title, one.kind)).or_default().1.push(one.path);
    }
    let single = |(mut gone, mut come): (Vec<String>, Vec<String>)| (gone.len() == 1 && come.len() == 1).then(|| Some((come.pop()?, gone.pop()?)));
    pairs.into_iter().filter(|((title, _), _)| !title.is_empty()).filter_map(|(_, both)| single(both).flatten()).collect()
}
