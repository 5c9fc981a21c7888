//! Whether a document is evidence today.

use jiff::civil::Date;

use super::Documents;
use crate::facts::{DateValue, Facts};
use crate::language::{Field, Status};

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

impl Validity {
    /// Whether a date or a status of the document itself says so.
    pub(super) const fn is_own(&self) -> bool {
        matches!(self, Self::Draft | Self::Repealed | Self::Expired(_))
    }

    /// Whether it has been taken out of force for good: nothing is to refer to it.
    pub const fn is_withdrawn(&self) -> bool {
        matches!(self, Self::Repealed | Self::Replaced(_) | Self::Archived)
    }
}

/// The validity of every document. Alone, a document is replaced by none.
pub(super) fn of_all(documents: &Documents, today: Date, whole: bool, archived: impl Fn(&str) -> bool) -> Vec<Validity> {
    let own: Vec<Validity> = documents.iter().map(|facts| of_itself(facts, today, archived(&facts.source.path))).collect();
    if !whole {
        return own;
    }
    let replacing: Vec<usize> = (0..documents.len()).filter(|index| own[*index] == Validity::Valid && replaces_any(&documents[*index])).collect();
    let joined = own.iter().enumerate().map(|(index, validity)| {
        let by = (*validity == Validity::Valid)
            .then(|| replacing.iter().find(|other| **other != index && replaces(&documents[**other], &documents[index])));
        by.flatten().map_or_else(|| validity.clone(), |other| Validity::Replaced(*other))
    });
    joined.collect()
}

fn of_itself(facts: &Facts, today: Date, archived: bool) -> Validity {
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
    match end.map(DateValue::last_day) {
        Some(end) if end < today => Validity::Expired(end),
        _ => Validity::Valid,
    }
}

/// Whether the document says what replaced it, a valid one says that it does, or a valid one has its name, years and numbers aside.
pub(super) fn is_succeeded(documents: &Documents, validity: &[Validity], index: usize) -> bool {
    let Some(facts) = documents.get(index) else { return false };
    let valid = documents.iter().zip(validity).enumerate().filter(|(other, (_, validity))| *other != index && **validity == Validity::Valid);
    let mut others = valid.map(|(_, (other, _))| other);
    facts.metadata.get(Field::ReplacedBy).is_some() || others.any(|other| replaces(other, facts) || same_name(other, facts))
}

fn same_name(one: &Facts, other: &Facts) -> bool {
    let words = |facts: &Facts| {
        facts.name.as_ref().map(|name| name.words.iter().filter(|word| word.contains(char::is_alphabetic)).cloned().collect::<Vec<_>>())
    };
    one.kind.kind == other.kind.kind && words(one).is_some_and(|words| !words.is_empty()) && words(one) == words(other)
}

fn replaces_any(facts: &Facts) -> bool {
    facts.metadata.all(Field::Replaces).next().is_some()
}

/// Whether a document says that it replaces the other: by file name, reference number or title.
fn replaces(newer: &Facts, older: &Facts) -> bool {
    let number = older.metadata.get(Field::ReferenceNumber).map(|value| value.text.as_str()).filter(|text| text.len() > 4);
    let file = older.source.path.rsplit('/').next().unwrap_or_default();
    let titled = is_whole_title(older) && !decided_before(newer, older);
    let names = |text: &str| text.contains(file) || number.is_some_and(|number| text.contains(number)) || (titled && holds_title(text, &older.title));
    newer.metadata.all(Field::Replaces).any(|value| names(&value.text) || names(newer.source.slice(value.span)))
}

/// A title of one word ("Policy") names nothing in particular.
fn is_whole_title(facts: &Facts) -> bool {
    facts.title.split_whitespace().count() > 1
}

fn decided_before(one: &Facts, other: &Facts) -> bool {
    let date = |facts: &Facts| facts.metadata.get(Field::Decided).and_then(|value| value.date).map(DateValue::last_day);
    matches!((date(one), date(other)), (Some(one), Some(other)) if one < other)
}

/// Whether a text holds a title, with nothing but figures and signs after it: "Riktlinje för koder i molnet" is another one.
fn holds_title(text: &str, title: &str) -> bool {
    let (text, title) = (text.to_lowercase(), title.to_lowercase());
    text.split_once(&title).is_some_and(|(_, rest)| !rest.trim_start().starts_with(char::is_alphabetic))
}
