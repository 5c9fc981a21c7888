//! What the parts of a rule are read with: term sets, roles, texts, closed lists.

use std::ops::Range;

use crate::check::{Expression, Group, Within};
use crate::language::{Field, Kind, Modality, Polarity, Role, Topic};
use crate::result::{Level, Outcome, Text};
use crate::term::SetId;

use super::names::TermSets;
use super::raw::{Faults, did_you_mean};
use super::reader::{Reader, Word};

/// Reads one rule.
pub(super) struct Build<'b> {
    /// Every term set.
    pub(super) sets: &'b mut TermSets,
    /// Where this rule's names are looked up.
    pub(super) places: Vec<String>,
    /// The pack's languages.
    pub(super) languages: &'b [String],
    /// Codes of other rules that are named, and by which key.
    pub(super) codes: Vec<(&'static str, String, Range<usize>)>,
    /// What the rule looks for: each group, as its sets. An empty one stands for words that are no term set.
    pub(super) sought: Vec<Vec<SetId>>,
    /// Number of entries of `term` checks, which are term sets of their own.
    pub(super) entries: usize,
}

/// A closed vocabulary as pairs of spelling and word.
macro_rules! spelled {
    ($($name:ident: $type:ty),+ $(,)?) => {
        $(/// Every word and its spelling.
        pub(crate) fn $name() -> Vec<(&'static str, $type)> {
            <$type>::ALL.iter().map(|word| (word.as_str(), *word)).collect()
        })+
    };
}

spelled! { kinds: Kind, topics: Topic, fields: Field, modalities: Modality, polarities: Polarity, outcomes: Outcome }

/// Levels by spelling.
pub const LEVELS: &[(&str, Level)] = &[("error", Level::Error), ("warning", Level::Warning), ("note", Level::Note)];

/// Distances by spelling.
pub(super) const WITHIN: &[(&str, Within)] = &[("statement", Within::Statement), ("paragraph", Within::Paragraph), ("section", Within::Section)];

/// Words that stand for several roles.
pub const ROLE_GROUPS: &[&str] = &["political", "management", "owner"];

impl Build<'_> {
    /// Groups of term sets.
    pub(super) fn groups(&mut self, reader: &Reader<'_>, key: &str) -> Vec<Group> {
        let words = reader.list(key);
        words.iter().filter_map(|word| self.group(word, reader.faults)).collect()
    }

    /// One group of term sets.
    pub(super) fn group(&mut self, word: &Word<'_>, faults: &Faults) -> Option<Group> {
        let group = self.sets.group(word, faults, &self.places)?;
        self.sought.push(group.sets.clone());
        Some(group)
    }

    /// Reads `[<key>]` as a text in the pack's languages.
    pub(super) fn text(&self, reader: &Reader<'_>, key: &str) -> Option<Text> {
        let table = reader.table(key)?;
        let text = text_of(&table, self.languages);
        table.finish();
        Some(text)
    }

    /// Reads `[<key>]`, which must be there.
    pub(super) fn need_text(&self, reader: &Reader<'_>, key: &str) -> Text {
        reader.need(key).and_then(|_| self.text(reader, key)).unwrap_or_default()
    }

    /// Notes the codes of other rules.
    pub(super) fn refer(&mut self, key: &'static str, words: &[Word<'_>]) -> Vec<String> {
        self.codes.extend(words.iter().map(|word| (key, word.text.to_owned(), word.span.clone())));
        words.iter().map(|word| word.text.to_owned()).collect()
    }
}

/// A text in these languages, of which none may be missing.
pub(super) fn text_of(table: &Reader<'_>, languages: &[String]) -> Text {
    let one = |tag: &String| table.need_text(tag).map(|word| (tag.clone(), word.text.trim().to_owned()));
    Text(languages.iter().filter_map(one).collect())
}

/// Roles and groups of roles.
pub(super) fn roles(reader: &Reader<'_>, key: &str) -> Vec<Role> {
    let mut all = Vec::new();
    for word in reader.list(key) {
        match Role::group(word.text) {
            Some(roles) => all.extend(roles),
            None => {
                let names = Role::ALL.iter().map(|role| role.as_str()).chain(ROLE_GROUPS.iter().copied());
                reader.faults.add_with(word.span, format!("there is no role `{}`", word.text), did_you_mean(word.text, names));
            }
        }
    }
    all.dedup();
    all
}

/// A bound, read by one of the functions of `bounds`.
pub(super) fn bound<T>(reader: &Reader<'_>, key: &str, read: impl Fn(&str) -> Result<T, &'static str>) -> Option<T> {
    let word = reader.text(key)?;
    read(word.text).map_err(|help| fault_of_bound(reader.faults, &word, key, help)).ok()
}

fn fault_of_bound(faults: &Faults, word: &Word<'_>, key: &str, help: &str) {
    faults.add_with(word.span.clone(), format!("`{}` is no bound that `{key}` knows", word.text), Some(help.to_owned()));
}

/// A regular expression.
pub(super) fn expression(sets: &mut TermSets, reader: &Reader<'_>, word: &Word<'_>) -> Option<Expression> {
    if reader.faults.proven.get() {
        return Some(sets.proven_expression(word.text));
    }
    Expression::new(word.text).map_err(|error| reader.faults.add(word.span.clone(), last_line(&error.to_string()))).ok()
}

/// The line of a message of `regex` that says what is wrong.
fn last_line(message: &str) -> String {
    let line = message.lines().last().unwrap_or(message).trim_start_matches("error: ");
    format!("not a regular expression: {line}")
}
