//! Packs: rules as data. Raw (as written, with spans) and valid are two types; errors are found between them, all at once.

mod bounds;
mod build;
mod builtin;
mod checks;
mod codes;
mod composed;
mod gap;
mod manifest;
mod matrix;
mod names;
mod outline;
pub(crate) mod raw;
pub(crate) mod reader;
mod rule;
#[cfg(test)]
pub(crate) mod schema_tests;
mod scope;
mod spoken;
#[cfg(test)]
mod tests;
mod told;
pub(crate) mod tree;
mod validate;

use std::collections::{BTreeMap, BTreeSet};

use crate::check::{Check, Grade, Group};
use crate::language::{Kind, Topic};
use crate::result::{Authority, Benchmark, Level, Outcome, Text};

pub use build::{LEVELS, ROLE_GROUPS};
pub(crate) use build::{kinds, topics};
pub use builtin::{PackSource, builtin_names, builtin_packs, builtin_rule_names, builtin_terms, read_folder};
pub use checks::KINDS as CHECK_KINDS;
pub use gap::gap_mark;
pub(crate) use manifest::format_fits;
pub use matrix::{Matrix, MatrixRow};
pub use names::ExtraTerms;
pub use outline::{Outline, outline};
pub use raw::PackError;
pub use rule::BINDINGS;
pub use scope::{is_code, is_kebab};
pub(crate) use validate::parse;
pub use validate::{Library, load};

/// Who is asked.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum AskedOf {
    /// Every matching document on its own.
    Each,
    /// The organisation once.
    Any,
    /// The set of documents itself.
    Repository,
}

/// Which subjects a rule is asked of.
#[derive(Clone, Debug)]
pub struct Scope {
    /// Kinds; empty means every classified document that governs (`*`).
    pub kind: Vec<Kind>,
    /// Topics; empty means any.
    pub topic: Vec<Topic>,
    /// Who is asked.
    pub asked_of: AskedOf,
    /// The subject is the agreement: main document and annexes.
    pub agreement: bool,
    /// Where the repository holds documents about the whole of an area ("information security policy"), only they are asked, and those about a part
    /// of it ("password policy") are not.
    pub whole_area: bool,
    /// Translations are asked too, not only their original.
    pub translations: bool,
    /// Presuppositions that the configuration answers (`provides-health-care`).
    pub when: Vec<String>,
    /// Codes of rules that must be met for this one to be asked.
    pub presupposes: Vec<String>,
}

/// A level that depends on where the finding stands.
#[derive(Clone, Debug)]
pub struct LevelWhere {
    /// The level.
    pub level: Level,
    /// For documents of these kinds; any when empty.
    pub kind: Vec<Kind>,
    /// In sections whose heading names one of these; anywhere when empty.
    pub section: Vec<Group>,
    /// Where the configuration answers yes to all of these, whatever the place.
    pub when: Vec<String>,
}

/// An example that proves a rule.
#[derive(Clone, Debug)]
pub struct Example {
    /// Expected outcome.
    pub verdict: Outcome,
    /// For a near miss: the property it lacks.
    pub lacks: Option<String>,
    /// Its language.
    pub language: String,
    /// Path → text; one document named after its kind unless the example gives several.
    pub files: BTreeMap<String, String>,
    /// Kind to read it as; the scope's first unless stated. Ignored with `as_is`.
    pub kind: Option<Kind>,
    /// Read as it is: kind and topic from the text itself.
    pub as_is: bool,
    /// The date it is judged on.
    pub today: Option<String>,
    /// The level that is expected of the finding, when stated.
    pub level: Option<Level>,
}

/// One requirement.
#[derive(Clone, Debug)]
pub struct Rule {
    /// Permanent code.
    pub code: String,
    /// Id: the file's stem.
    pub id: String,
    /// Former ids.
    pub was: Vec<String>,
    /// Id of its pack.
    pub pack: String,
    /// Level.
    pub level: Level,
    /// How it binds.
    pub binding: String,
    /// Codes of related rules.
    pub related: Vec<String>,
    /// Who is asked.
    pub scope: Scope,
    /// What is asked.
    pub check: Check,
    /// Milder grades.
    pub grades: Vec<Grade>,
    /// Levels by place.
    pub level_where: Vec<LevelWhere>,
    /// Beyond the cited clause: a check and what to say on a met verdict that lacks it.
    pub advice: Option<(Text, Option<Check>)>,
    /// The rule's own words when nothing was found.
    pub says_missing: Option<Text>,
    /// The rule's own words when the text denies it.
    pub says_denied: Option<Text>,
    /// What is told.
    pub told: Told,
    /// What proves it.
    pub examples: Vec<Example>,
    /// Tags of languages that are read and that the rule cannot be asked in: not those of its pack, and some of what it looks for has
    /// no words in them.
    pub without_words_in: BTreeSet<String>,
}

/// What a rule tells: read only when it has something to say.
#[derive(Clone, Debug, Default)]
pub struct Told {
    /// Title.
    pub title: Text,
    /// Why it matters.
    pub rationale: Text,
    /// What to do.
    pub remedy: Text,
    /// One sentence (or passage) that would meet it.
    pub sentence: Text,
    /// What counts, for `explain`.
    pub counts: Text,
    /// What does not count, for `explain`.
    pub counts_not: Text,
    /// Where it comes from.
    pub authorities: Vec<Authority>,
    /// National figures.
    pub benchmarks: Vec<Benchmark>,
    /// Framework → clauses.
    pub mappings: BTreeMap<String, Vec<String>>,
}

/// A source as a pack declares it.
#[derive(Clone, Debug, Default)]
pub struct Source {
    /// Id, by which rules name it.
    pub id: String,
    /// Title as shown.
    pub title: Text,
    /// What it is called in a line under a finding.
    pub short: Text,
    /// Who published it.
    pub publisher: Option<String>,
    /// Its date: a day, a month or a year, as written.
    pub date: Option<String>,
    /// Its edition.
    pub edition: Option<String>,
    /// Where it can be read.
    pub link: Option<String>,
    /// Its clauses, where it lists them.
    pub clauses: Vec<String>,
}

/// A validated pack.
#[derive(Clone, Debug)]
pub struct Pack {
    /// Id.
    pub id: String,
    /// Version.
    pub version: String,
    /// Title.
    pub title: Text,
    /// What it is, in one sentence.
    pub description: Text,
    /// Tags of the languages that every text of every rule has.
    pub languages: Vec<String>,
    /// Its sources, in the order they are declared.
    pub sources: Vec<Source>,
    /// Profiles it belongs to, with the lowest level of its rules that are in force there.
    pub profiles: Vec<(String, Level)>,
    /// Rules that are shown together, a row for each.
    pub matrices: Vec<Matrix>,
    /// `built-in`, or the folder as given.
    pub origin: String,
    /// `blake3:` and the digest of its files.
    pub digest: String,
    /// Its rules, by code.
    pub rules: Vec<Rule>,
}
