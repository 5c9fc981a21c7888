//! All documents together: which are valid, which are one in several languages, which make up one agreement, and what refers to
//! what (`rules.md`, "Who is asked").

mod agreement;
mod filed;
mod translation;
mod validity;

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::sync::Arc;

use jiff::civil::Date;

use super::reference::{AnnexName, Name, ReferenceKind};
use super::{Facts, Reference};
use crate::source::SourceFile;

pub use agreement::Agreement;
pub use validity::Validity;

/// What the documents are judged by, besides themselves.
#[derive(Clone, Debug)]
pub struct Setting {
    /// The date everything is judged on.
    pub today: Date,
    /// The documents are a whole repository, not each one of its own.
    pub whole: bool,
    /// The repository holds every governing document of the organisation: what is named and not there is missing.
    pub complete: bool,
    /// Tags of the languages that are read, the first one preferred where nothing else tells an original from its translation.
    pub languages: Vec<String>,
    /// Paths of files that exist and are no documents of the repository (left out, or of another one): a link to one leads somewhere.
    pub unread: BTreeSet<String>,
}

impl Setting {
    /// A whole repository on a date, about which nothing else is known.
    pub fn on(today: Date) -> Self {
        Self { today, whole: true, complete: false, languages: Vec::new(), unread: BTreeSet::new() }
    }
}

/// Documents in their order. What has not changed between two states of a repository is shared by both.
#[derive(Clone, Debug)]
pub struct Documents(Vec<Arc<Facts>>);

impl Documents {
    /// A document.
    pub fn get(&self, index: usize) -> Option<&Facts> {
        self.0.get(index).map(Arc::as_ref)
    }

    /// A document, to be shared.
    pub fn shared(&self, index: usize) -> Option<&Arc<Facts>> {
        self.0.get(index)
    }

    /// All of them.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &Facts> + DoubleEndedIterator + Clone {
        self.0.iter().map(Arc::as_ref)
    }

    /// What was read of each.
    pub fn into_sources(self) -> Vec<SourceFile> {
        self.0.into_iter().map(|facts| Arc::try_unwrap(facts).map_or_else(|shared| shared.source.clone(), |facts| facts.source)).collect()
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl std::ops::Index<usize> for Documents {
    type Output = Facts;

    fn index(&self, index: usize) -> &Facts {
        &self.0[index]
    }
}

/// All facts, joined.
#[derive(Clone, Debug)]
pub struct Corpus {
    /// The documents, by path.
    pub documents: Documents,
    /// For each, whether it is valid.
    pub validity: Vec<Validity>,
    /// For each, the document that it is a translation of.
    pub originals: Vec<Option<usize>>,
    /// Agreements, by main document.
    pub agreements: Vec<Agreement>,
    /// The date everything is judged on.
    pub today: Date,
    /// Path → index.
    pub by_path: BTreeMap<String, usize>,
    /// The documents are a whole repository, not each one of its own.
    pub whole: bool,
    /// What is named and not there is missing.
    pub complete: bool,
    unread: BTreeSet<String>,
    /// First letters of a word of the name → documents.
    names: BTreeMap<String, Vec<usize>>,
    /// Names of files and folders, when the documents are a whole repository.
    filed: HashSet<String>,
    /// Documents that are called annexes.
    annexes: Vec<usize>,
}

impl Corpus {
    /// Joins the documents. `archived` says which paths are archives.
    pub fn join(documents: Vec<Arc<Facts>>, setting: Setting, archived: impl Fn(&str) -> bool) -> Self {
        let Setting { today, whole, complete, languages, unread } = setting;
        let documents = Documents(documents);
        let by_path: BTreeMap<String, usize> = documents.iter().enumerate().map(|(index, facts)| (facts.source.path.clone(), index)).collect();
        let names = index_of_names(&documents);
        let annexes = documents.iter().enumerate().filter(|(_, facts)| facts.is_annex).map(|(index, _)| index).collect();
        let validity = validity::of_all(&documents, today, whole, archived);
        let originals = vec![None; documents.len()];
        let filed = if whole { filed::of_paths(by_path.keys().map(String::as_str)) } else { HashSet::new() };
        let mut corpus =
            Self { documents, validity, originals, agreements: Vec::new(), today, by_path, whole, complete, unread, names, filed, annexes };
        if whole {
            corpus.originals = translation::originals(&corpus, &languages);
        }
        corpus.agreements = agreement::agreements(&corpus);
        corpus
    }

    /// Whether a document is evidence.
    pub fn is_valid(&self, index: usize) -> bool {
        self.validity.get(index) == Some(&Validity::Valid)
    }

    /// Whether a document's own date or status is all that keeps it from being evidence: it has ended, is repealed or a draft, and no
    /// valid one has taken its place.
    pub fn is_missed(&self, index: usize) -> bool {
        self.validity.get(index).is_some_and(Validity::is_own) && !validity::is_succeeded(&self.documents, &self.validity, index)
    }

    /// Whether a document is a translation of another.
    pub fn is_translation(&self, index: usize) -> bool {
        self.originals.get(index).is_some_and(Option::is_some)
    }

    /// The document that a reference of `from` points to; `from` itself when that is what it names.
    pub fn resolve(&self, from: usize, reference: &Reference) -> Option<usize> {
        match reference.kind {
            ReferenceKind::File => self.at(from, &reference.target),
            ReferenceKind::Named => self.bearer(reference.name.as_ref()?),
            ReferenceKind::Annex => self.annex(from, &AnnexName::parse(&reference.target)?),
            ReferenceKind::Anchor => Some(from),
            ReferenceKind::External => None,
        }
    }

    /// Whether the file of a relative reference exists, though it is no document of the repository.
    pub fn exists_unread(&self, from: usize, reference: &Reference) -> bool {
        self.documents.get(from).is_some_and(|facts| self.unread.contains(&join_path(&facts.source.path, &reference.target)))
    }

    /// Whether a file or folder has the name of a document.
    pub fn is_filed(&self, name: &str) -> bool {
        filed::holds(&self.filed, name)
    }

    /// The document at a path relative to the folder of `from`.
    pub(super) fn at(&self, from: usize, target: &str) -> Option<usize> {
        self.by_path.get(&join_path(&self.documents.get(from)?.source.path, target)).copied()
    }

    /// The document that a text names: by path, by title or by reference number.
    pub(super) fn called(&self, from: usize, text: &str) -> Option<usize> {
        let text = text.trim();
        let number = |facts: &Facts| facts.metadata.get(crate::language::Field::ReferenceNumber).is_some_and(|value| value.text == text);
        let named = |facts: &&Facts| facts.title.eq_ignore_ascii_case(text) || facts.title.to_lowercase() == text.to_lowercase() || number(facts);
        self.at(from, text).or_else(|| self.by_path.get(text).copied()).or_else(|| {
            let mut others = self.documents.iter().enumerate().filter(|(index, _)| *index != from);
            others.find(|(_, facts)| named(facts)).map(|(index, _)| index)
        })
    }

    /// The document that bears a name: the one that shares most words with it, a valid one first.
    fn bearer(&self, name: &Name) -> Option<usize> {
        let candidates = self.names.get(&letters(name.words.first()?))?;
        let fit = |index: &usize| {
            let own = self.documents.get(*index)?.name.as_ref()?;
            let (common, apart) = own.bears(name)?;
            Some((own.kind == name.kind, common, self.is_valid(*index), std::cmp::Reverse(apart), std::cmp::Reverse(*index)))
        };
        candidates.iter().filter_map(fit).max().map(|best| best.4.0)
    }

    /// The document that holds an annex: `from` itself, or one beside or below it.
    fn annex(&self, from: usize, annex: &AnnexName) -> Option<usize> {
        let own = self.documents.get(from)?;
        let titled = |facts: &Facts| annex.is_in(&facts.title) || annex.is_in(facts.source.path.rsplit('/').next().unwrap_or_default());
        if titled(own) || own.sections.iter().any(|section| annex.is_in(&section.title)) {
            return Some(from);
        }
        let folder = folder(&own.source.path);
        let path = |index: usize| self.documents.get(index).filter(|facts| index != from && is_within(folder, &facts.source.path));
        self.annexes.iter().copied().find(|index| path(*index).is_some_and(titled))
    }
}

/// The folder of a path, without its last `/`.
pub(super) fn folder(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// Whether a path lies in a folder or below it.
pub(super) fn is_within(folder: &str, path: &str) -> bool {
    folder.is_empty() || path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'))
}

/// The letters that two words share when they are one word with different endings.
fn letters(word: &str) -> String {
    word.chars().take(4).collect()
}

fn index_of_names(documents: &Documents) -> BTreeMap<String, Vec<usize>> {
    let mut names: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (index, name) in documents.iter().enumerate().filter_map(|(index, facts)| Some((index, facts.name.as_ref()?))) {
        for word in &name.words {
            let all = names.entry(letters(word)).or_default();
            if all.last() != Some(&index) {
                all.push(index);
            }
        }
    }
    names
}

/// A relative target joined to the folder of the document that names it, `.` and `..` resolved.
pub fn join_path(from: &str, target: &str) -> String {
    let mut parts: Vec<&str> = if target.starts_with('/') { Vec::new() } else { from.split('/').collect() };
    parts.pop();
    for part in target.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            other => parts.push(other),
        }
    }
    parts.join("/")
}
