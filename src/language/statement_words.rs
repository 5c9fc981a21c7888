//! Words about statements: modality, negation, roles, time. Read from `languages/<tag>.toml`.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::Role;
use crate::term::{Domain, TermsBuilder};

/// A word list with its stop list.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WordList {
    /// Terms.
    pub words: Vec<String>,
    /// Terms that must not be taken for one.
    #[serde(default)]
    pub not: Vec<String>,
}

/// Words for one interval.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FrequencyWords {
    /// Longest interval in months.
    pub months: u32,
    words: Vec<String>,
    #[serde(default)]
    not: Vec<String>,
}

/// Words for one unit of time.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct UnitWords {
    /// Hours in one.
    pub hours: f64,
    /// Counted in working time.
    #[serde(default)]
    pub working: bool,
    words: Vec<String>,
}

/// What a language is, apart from its words.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Nature {
    /// Its place among the languages that are read: the first is preferred where nothing else tells.
    pub order: u32,
    /// What the detector calls it (ISO 639-3).
    pub detector: String,
    /// Other tags that mean it.
    #[serde(default)]
    pub also: Vec<String>,
}

/// The words about statements of one language.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StatementWords {
    /// What the language is.
    pub language: Nature,
    /// Abbreviations after whose full stop a sentence does not end, without that full stop.
    pub abbreviations: Vec<String>,
    /// Those of them after which a sentence may end ("m.m."), when a capital follows.
    pub closing: Vec<String>,
    /// Signs of a genitive at the end of a word or after it.
    pub genitive: Vec<String>,
    /// Number words.
    pub numbers: BTreeMap<String, u32>,
    set: BTreeMap<String, WordList>,
    role: BTreeMap<String, WordList>,
    /// Words for intervals.
    pub frequency: Vec<FrequencyWords>,
    /// Words for units of time.
    pub unit: Vec<UnitWords>,
}

impl FrequencyWords {
    /// Name of the term set.
    pub fn set_name(&self) -> String {
        format!("@frequency/{}", self.months)
    }
}

impl UnitWords {
    /// Name of the term set.
    pub fn set_name(&self) -> String {
        format!("@unit/{}/{}", self.hours, self.working)
    }
}

impl StatementWords {
    /// Reads a language file.
    pub fn parse(text: &str) -> Result<Self, String> {
        let words: Self = toml::from_str(text).map_err(|error| error.to_string())?;
        match words.role.keys().find(|name| Role::parse(name).is_none()) {
            Some(name) => Err(format!("unknown role `{name}`")),
            None => Ok(words),
        }
    }

    /// Whether a word, in lower case, stands in any list as it is.
    pub fn lists(&self, word: &str) -> bool {
        self.set.values().chain(self.role.values()).any(|list| list.words.iter().any(|listed| listed == word))
    }

    /// Adds the word lists as term sets: `@<name>`, `@role/<role>`, `@frequency/<months>`, `@unit/<hours>/<working>`.
    pub fn register(&self, tag: &str, terms: &mut TermsBuilder) -> Result<(), String> {
        let mut add = |name: &str, words: &[String], not: &[String]| {
            let set = terms.set_in(Domain::Statement, name);
            let fault = |faults: Vec<(usize, crate::term::PatternError)>, list: &[String]| {
                let word = faults.first().and_then(|(index, _)| list.get(*index)).cloned().unwrap_or_default();
                format!("{name}: `{word}` is no valid term")
            };
            terms.words(set, tag, words).map_err(|faults| fault(faults, words))?;
            terms.stop(set, tag, not).map_err(|faults| fault(faults, not))
        };
        for (name, list) in &self.set {
            add(&format!("@{name}"), &list.words, &list.not)?;
        }
        for (role, list) in &self.role {
            add(&format!("@role/{role}"), &list.words, &list.not)?;
        }
        for frequency in &self.frequency {
            add(&frequency.set_name(), &frequency.words, &frequency.not)?;
        }
        for unit in &self.unit {
            add(&unit.set_name(), &unit.words, &[])?;
        }
        Ok(())
    }
}
