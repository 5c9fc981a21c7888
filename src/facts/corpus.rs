//! All documents together: which are valid, and which make up one agreement (`rules.md`, "Who is asked").

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::reference::ReferenceKind;
use super::{Facts, Reference};
use crate::language::{Field, Kind, Status};

/// Whether a document is evidence today, and why not.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Validity {
    /// It is.
    Valid,
    /// A draft, a proposal or out for consultation.
    Draft,
    /// Repealed.
    Repealed,
    /// Its stated end has passed.
    Expired(Date),
    /// Another valid document (by index) says that it replaces it.
    Replaced(usize),
    /// Under a path that the configuration calls an archive.
    Archived,
}

/// An agreement: a main document and its annexes.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Agreement {
    /// Index of the main document.
    pub main: usize,
    /// Indexes of all its documents, the main one first.
    pub documents: Vec<usize>,
}

/// All facts, joined.
#[derive(Clone, Debug)]
pub struct Corpus {
    /// The documents, by path.
    pub documents: Vec<Facts>,
    /// For each, whether it is valid.
    pub validity: Vec<Validity>,
    /// Agreements, by main document.
    pub agreements: Vec<Agreement>,
    /// The date everything is judged on.
    pub today: Date,
    /// Path → index.
    pub by_path: BTreeMap<String, usize>,
    /// The documents are a whole repository, not one document alone.
    pub whole: bool,
}

impl Corpus {
    /// Joins the documents. `archived` says which paths are archives.
    pub fn join(documents: Vec<Facts>, today: Date, whole: bool, archived: impl Fn(&str) -> bool) -> Self {
        let by_path = documents.iter().enumerate().map(|(index, facts)| (facts.source.path.clone(), index)).collect();
        let own: Vec<Validity> = documents.iter().map(|facts| own_validity(facts, today, archived(&facts.source.path))).collect();
        let replacing = replacing(&documents, &own);
        let validity = (0..documents.len()).map(|index| with_replacement(&documents, &own, &replacing, index)).collect();
        let mut corpus = Self { documents, validity, agreements: Vec::new(), today, by_path, whole };
        corpus.agreements = corpus.find_agreements();
        corpus
    }

    /// Whether a document is evidence.
    pub fn is_valid(&self, index: usize) -> bool {
        self.validity.get(index) == Some(&Validity::Valid)
    }

    /// The document that a relative reference of `from` points to.
    pub fn resolve(&self, from: usize, reference: &Reference) -> Option<usize> {
        if reference.kind != ReferenceKind::File {
            return None;
        }
        self.by_path.get(&join_path(&self.documents.get(from)?.source.path, &reference.target)).copied()
    }

    fn find_agreements(&self) -> Vec<Agreement> {
        let mut main_of: Vec<Option<usize>> = vec![None; self.documents.len()];
        for (index, facts) in self.documents.iter().enumerate() {
            if let Some(stated) = facts.metadata.get(Field::AnnexTo) {
                main_of[index] = self.by_path.get(&join_path(&facts.source.path, &stated.text)).copied();
            }
        }
        for (index, facts) in self.documents.iter().enumerate() {
            if !facts.kind.kind.is_some_and(Kind::is_agreement) || main_of[index].is_some() {
                continue;
            }
            for reference in &facts.references {
                if let Some(target) = self.resolve(index, reference)
                    && target != index
                    && main_of[target].is_none()
                    && self.is_annex_of(target, index)
                {
                    main_of[target] = Some(index);
                }
            }
        }
        (0..self.documents.len())
            .filter(|index| main_of[*index].is_none() && self.documents[*index].kind.kind.is_some_and(Kind::is_agreement))
            .map(|main| {
                let annexes = (0..self.documents.len()).filter(|other| main_of[*other] == Some(main) && *other != main);
                Agreement { main, documents: std::iter::once(main).chain(annexes).collect() }
            })
            .collect()
    }

    /// A linked document of the same folder that is no processor agreement of its own, nor the agreement that links back as main.
    fn is_annex_of(&self, annex: usize, main: usize) -> bool {
        let folder = |index: usize| self.documents[index].source.path.rsplit_once('/').map_or("", |(folder, _)| folder).to_owned();
        let facts = &self.documents[annex];
        folder(annex) == folder(main)
            && facts.kind.kind != Some(Kind::ProcessorAgreement)
            && facts.parties.is_empty()
            && self.documents[main].words >= facts.words
    }
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

fn own_validity(facts: &Facts, today: Date, archived: bool) -> Validity {
    if archived {
        return Validity::Archived;
    }
    let status = facts.metadata.get(Field::Status).and_then(|value| value.status);
    match status {
        Some(Status::Draft | Status::Proposal | Status::Consultation) => return Validity::Draft,
        Some(Status::Repealed) => return Validity::Repealed,
        _ => {}
    }
    let end = facts.metadata.get(Field::ValidUntil).and_then(|value| value.date);
    match end.map(super::DateValue::last_day) {
        Some(end) if end < today => Validity::Expired(end),
        _ => Validity::Valid,
    }
}

/// Valid documents that say what they replace, with how they say it.
fn replacing<'f>(documents: &'f [Facts], own: &[Validity]) -> Vec<(usize, Vec<&'f str>)> {
    let valid = documents.iter().zip(own).enumerate().filter(|(_, (_, own))| **own == Validity::Valid);
    let said = valid.map(|(index, (facts, _))| {
        let values = facts.metadata.all(Field::Replaces);
        (index, values.flat_map(|value| [value.text.as_str(), facts.source.slice(value.span)]).collect::<Vec<_>>())
    });
    said.filter(|(_, said)| !said.is_empty()).collect()
}

/// A valid document whose "replaces" names this one by title, reference number or path.
fn with_replacement(documents: &[Facts], own: &[Validity], replacing: &[(usize, Vec<&str>)], index: usize) -> Validity {
    if own[index] != Validity::Valid {
        return own[index].clone();
    }
    let facts = &documents[index];
    let number = facts.metadata.get(Field::ReferenceNumber).map(|value| value.text.as_str()).filter(|text| text.len() > 4);
    let file = facts.source.path.rsplit('/').next().unwrap_or_default();
    let names = |text: &str| text.contains(file) || number.is_some_and(|number| text.contains(number));
    let replacing = replacing.iter().find(|(other, said)| *other != index && said.iter().any(|said| names(said)));
    replacing.map_or(Validity::Valid, |(other, _)| Validity::Replaced(*other))
}
