//! Words about documents, read from `languages/<tag>.document.toml`.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::OnceLock;

use foldhash::fast::FixedState;
use regex::Regex;
use serde::Deserialize;

use super::{Field, Kind, Status, Topic};
use crate::term::{Domain, TermsBuilder};

/// The words of one language about documents: kinds, topics, metadata labels, months, statuses.
#[derive(Clone, Debug)]
pub struct DocumentWords {
    data: Data,
    /// The words of each list in lower case.
    lists: HashMap<String, HashSet<String, FixedState>, FixedState>,
    dates: OnceLock<DatePatterns>,
}

/// The set of words that a template leaves where something is to be filled in.
const UNFILLED: &str = "unfilled";

/// What a set is asked about. Traces of templates are looked for in every sentence and in the source, so they stand alone.
fn domain(key: &str) -> Domain {
    if key == UNFILLED { Domain::Template } else { Domain::Document }
}

/// The file as written.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "kebab-case", default, deny_unknown_fields)]
struct Data {
    head_last: bool,
    divides_words: bool,
    months: BTreeMap<String, i8>,
    terms: BTreeMap<String, i8>,
    sets: BTreeMap<String, Vec<String>>,
    not: BTreeMap<String, Vec<String>>,
    lists: BTreeMap<String, Vec<String>>,
    columns: BTreeMap<String, Vec<String>>,
    signs: BTreeMap<String, Vec<String>>,
    maps: BTreeMap<String, BTreeMap<String, String>>,
}

/// Patterns of dates with a month's name, made of the words of the language; all but the last are for texts in lower case.
#[derive(Clone, Debug)]
pub(crate) struct DatePatterns {
    /// Day, month, year.
    pub day_first: DatePattern,
    /// Month, day, year.
    pub month_first: DatePattern,
    /// Day and month, or month and day, without a year.
    pub day_and_month: DatePattern,
    /// Month, year.
    pub month: DatePattern,
    /// Half year or quarter, year.
    pub term: DatePattern,
}

/// A pattern that is compiled when it is first looked for.
#[derive(Clone, Debug)]
pub(crate) struct DatePattern {
    text: String,
    compiled: OnceLock<Option<Regex>>,
}

impl DatePattern {
    fn new(text: String) -> Self {
        Self { text, compiled: OnceLock::new() }
    }

    /// The pattern. Made of escaped words, it always compiles.
    pub(crate) fn regex(&self) -> Option<&Regex> {
        self.compiled.get_or_init(|| Regex::new(&self.text).ok()).as_ref()
    }
}

impl DocumentWords {
    /// Reads the words of a language file.
    pub fn parse(text: &str) -> Result<Self, String> {
        let data: Data = toml::from_str(text).map_err(|error| error.to_string())?;
        let lower = |words: &Vec<String>| words.iter().map(|word| word.to_lowercase()).collect();
        let lists = data.lists.iter().map(|(name, words)| (name.clone(), lower(words))).collect();
        let words = Self { data, lists, dates: OnceLock::new() };
        words.check()?;
        Ok(words)
    }

    /// Adds every set, named `@` and its key.
    pub fn register(&self, tag: &str, terms: &mut TermsBuilder) -> Result<(), String> {
        for (key, words) in &self.data.sets {
            let set = terms.set_in(domain(key), &format!("@{key}"));
            terms.words(set, tag, words).map_err(|faults| format!("sets.{key}: {faults:?}"))?;
        }
        for (key, words) in &self.data.not {
            let set = terms.set_in(domain(key), &format!("@{key}"));
            terms.stop(set, tag, words).map_err(|faults| format!("not.{key}: {faults:?}"))?;
        }
        Ok(())
    }

    /// The number of a month's name.
    pub fn month(&self, name: &str) -> Option<i8> {
        self.data.months.get(&name.to_lowercase()).copied()
    }

    /// The first month of a half year or quarter.
    pub fn term(&self, name: &str) -> Option<i8> {
        self.data.terms.get(name).copied()
    }

    /// A list of plain words; empty when the language has none.
    pub fn list(&self, name: &str) -> &[String] {
        self.data.lists.get(name).map_or(&[], Vec::as_slice)
    }

    /// Whether a list holds this word, whatever its case.
    pub fn listed(&self, name: &str, word: &str) -> bool {
        self.lists.get(name).is_some_and(|words| words.contains(word) || words.contains(&word.to_lowercase()))
    }

    /// The plain letters of a set's patterns, in lower case: what a compound with them ends or goes on with.
    pub(crate) fn stems(&self, set: &str) -> impl Iterator<Item = String> {
        let patterns = self.data.sets.get(set).into_iter().flatten();
        patterns.map(|pattern| pattern.trim_matches(['*', '=']).to_lowercase()).filter(|stem| !stem.contains(['*', '~', '…']))
    }

    /// Pairs of plain words.
    pub fn map(&self, name: &str) -> impl Iterator<Item = (&str, &str)> {
        self.data.maps.get(name).into_iter().flatten().map(|(from, to)| (from.as_str(), to.as_str()))
    }

    /// Columns that tell a kind: for each column its alternatives.
    pub(crate) fn columns(&self) -> impl Iterator<Item = (Kind, &[String])> {
        self.data.columns.iter().filter_map(|(kind, columns)| Some((Kind::parse(kind)?, columns.as_slice())))
    }

    /// Words that together tell a kind.
    pub(crate) fn signs(&self) -> impl Iterator<Item = (Kind, &[String])> {
        self.data.signs.iter().filter_map(|(kind, signs)| Some((Kind::parse(kind)?, signs.as_slice())))
    }

    /// Whether the kind of a title is its last word ("Access Control Policy") rather than its first.
    pub(crate) const fn head_last(&self) -> bool {
        self.data.head_last
    }

    /// Whether a hyphen at a line end divides a word, rather than joining two.
    pub(crate) const fn divides(&self) -> bool {
        self.data.divides_words
    }

    /// Patterns of dates with a month's name.
    pub(crate) fn dates(&self) -> &DatePatterns {
        self.dates.get_or_init(|| DatePatterns::new(&self.data))
    }

    /// Keys must be words of our vocabularies, months must be months.
    fn check(&self) -> Result<(), String> {
        for key in self.data.sets.keys().chain(self.data.not.keys()) {
            let known = match key.split_once('/') {
                Some(("kind", kind)) => Kind::parse(kind).is_some(),
                Some(("topic", topic)) => Topic::parse(topic).is_some(),
                Some(("field", field)) => Field::parse(field).is_some(),
                Some(("status", status)) => Status::parse(status).is_some(),
                Some(_) => false,
                None => true,
            };
            if !known {
                return Err(format!("unknown set `{key}`"));
            }
        }
        let kinds = self.data.columns.keys().chain(self.data.signs.keys());
        if let Some(kind) = kinds.into_iter().find(|kind| Kind::parse(kind).is_none()) {
            return Err(format!("unknown kind `{kind}`"));
        }
        let numbers = self.data.months.values().chain(self.data.terms.values());
        if let Some(number) = numbers.into_iter().find(|number| !(1..=12).contains(*number)) {
            return Err(format!("{number} is no month"));
        }
        Ok(())
    }
}

impl DatePatterns {
    /// Writes the patterns. Boundaries are those of plain letters: what stands beside a match is looked at afterwards, since boundaries in the sense
    /// of Unicode keep the fast automata from every text but English.
    fn new(data: &Data) -> Self {
        let month = alternatives(data.months.keys().map(|name| name.to_lowercase()));
        let list = |name: &str| alternatives(data.lists.get(name).into_iter().flatten().map(|word| word.to_lowercase()));
        let (suffix, between) = (list("day-suffixes"), list("day-between"));
        let term = alternatives(data.terms.keys().cloned());
        let of = |text: String| DatePattern::new(text.replace(r"\b", r"(?-u:\b)"));
        Self {
            day_first: of(format!(r"\b([0-9]{{1,2}})(?:{suffix})?\s+(?:(?:{between})\s+)?({month})\.?,?\s+([0-9]{{4}})\b")),
            month_first: of(format!(r"\b({month})\.?\s+([0-9]{{1,2}})(?:{suffix})?,?\s+([0-9]{{4}})\b")),
            day_and_month: of(format!(
                r"\b(?:[0-9]{{1,2}}(?:{suffix})?\s+(?:(?:{between})\s+)?(?:{month})|(?:{month})\s+[0-9]{{1,2}}(?:{suffix})?)\b"
            )),
            month: of(format!(r"\b({month})\.?,?\s+([0-9]{{4}})\b")),
            term: of(format!(r"\b({term})\s*([0-9]{{4}})\b")),
        }
    }
}

/// The words as alternatives of a pattern, longest first; a pattern that never matches when there are none.
fn alternatives(words: impl Iterator<Item = String>) -> String {
    let mut words: Vec<String> = words.collect();
    words.sort_by_key(|word| std::cmp::Reverse(word.len()));
    if words.is_empty() {
        return r"[a&&b]".to_owned();
    }
    words.into_iter().map(|word| regex::escape(&word)).collect::<Vec<_>>().join("|")
}
