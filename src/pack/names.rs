//! Names of term sets: a rule's own first, then its pack's, then the shared ones.

use std::collections::{BTreeMap, BTreeSet};

use crate::check::{Expression, Group};
use crate::result::Text;
use crate::term::{SetId, TermsBuilder};

use super::raw::{Faults, PackError, did_you_mean};
use super::reader::{Reader, Word};

/// Words that a configuration adds to term sets, and where it says so.
#[derive(Clone, Debug, Default)]
pub struct ExtraTerms {
    /// Set → language → words.
    pub words: BTreeMap<String, BTreeMap<String, Vec<String>>>,
    /// Where each set is named in the configuration, in bytes.
    pub places: BTreeMap<String, std::ops::Range<usize>>,
    /// The configuration's file, as shown.
    pub file: String,
    /// Its text.
    pub text: std::sync::Arc<str>,
}

impl ExtraTerms {
    /// A fault of the configuration, at a place in it.
    pub(crate) fn fault(&self, span: std::ops::Range<usize>, message: String, help: Option<String>) -> PackError {
        PackError { file: self.file.clone(), text: std::sync::Arc::clone(&self.text), span, message, help }
    }

    /// Where a set is named.
    pub(crate) fn place(&self, name: &str) -> std::ops::Range<usize> {
        self.places.get(name).cloned().unwrap_or_default()
    }
}

/// Every term set, by its full name: `name`, `<pack>/name` or `<code>/name`.
pub(super) struct TermSets {
    builder: TermsBuilder,
    ids: BTreeMap<String, SetId>,
    used: BTreeSet<String>,
    called: BTreeMap<SetId, Text>,
    tags: Vec<String>,
    gaps: Vec<String>,
    /// Expressions that are known to be right: what several checks ask for is one.
    expressions: Vec<Expression>,
}

/// Where a name is looked up: the prefixes of a rule and its pack; the shared sets come last.
pub(super) type Places = [String];

impl TermSets {
    /// Over sets that are registered already; `tags` are the languages that are read, `gaps` what begins a gap of a skeleton.
    pub(super) fn new(builder: TermsBuilder, tags: Vec<String>, gaps: Vec<String>) -> Self {
        Self { builder, ids: BTreeMap::new(), used: BTreeSet::new(), called: BTreeMap::new(), tags, gaps, expressions: Vec::new() }
    }

    /// An expression that is known to be right.
    pub(super) fn proven_expression(&mut self, text: &str) -> Expression {
        if let Some(known) = self.expressions.iter().find(|known| known.text() == text) {
            return known.clone();
        }
        let expression = Expression::proven(text);
        self.expressions.push(expression.clone());
        expression
    }

    /// What begins a gap of a skeleton.
    pub(super) fn gaps(&self) -> &[String] {
        &self.gaps
    }

    /// The languages that are read.
    pub(super) fn tags(&self) -> &[String] {
        &self.tags
    }

    /// Makes a name known, so that other sets can include it.
    pub(super) fn declare(&mut self, full: &str) -> SetId {
        let id = self.builder.set(full);
        *self.ids.entry(full.to_owned()).or_insert(id)
    }

    /// Reads the words of a set: per language, `not-` per language, `include`.
    pub(super) fn fill(&mut self, reader: Reader<'_>, full: &str, places: &Places) {
        let id = self.declare(full);
        self.name(&reader, id);
        let mut any = self.words(&reader, id);
        for name in reader.list("include") {
            any = true;
            match self.find(name.text, places) {
                Some((_, other)) if other == id => reader.faults.add(name.span, format!("`{}` includes itself", name.text)),
                Some((_, other)) => self.builder.include(id, other),
                None => self.unknown(&name, name.text, name.span.clone(), reader.faults, places),
            }
        }
        if !any {
            reader.faults.add(reader.at.clone(), "the term set has no words");
        }
        reader.finish();
    }

    /// What messages call a set, per language.
    fn name(&mut self, reader: &Reader<'_>, id: SetId) {
        let Some(table) = reader.table("name") else { return };
        for tag in self.tags.clone() {
            if let Some(word) = table.text(&tag) {
                self.called.entry(id).or_default().0.insert(tag, word.text.to_owned());
            }
        }
        table.finish();
    }

    /// Reads the words per language; says whether there were any.
    pub(super) fn words(&mut self, reader: &Reader<'_>, id: SetId) -> bool {
        let mut any = false;
        self.builder.trust(reader.faults.proven.get());
        for tag in self.tags.clone() {
            let words = reader.list(&tag);
            any |= !words.is_empty();
            let texts: Vec<&str> = words.iter().map(|word| word.text).collect();
            if let Some(whole) = texts.iter().find_map(|text| whole_word(text)) {
                self.called.entry(id).or_default().0.entry(tag.clone()).or_insert(whole);
            }
            faults_of(self.builder.words(id, &tag, &texts), &words, reader.faults);
            let words = reader.list(&format!("not-{tag}"));
            let texts: Vec<&str> = words.iter().map(|word| word.text).collect();
            faults_of(self.builder.stop(id, &tag, &texts), &words, reader.faults);
        }
        any
    }

    /// Adds words of the configuration to sets.
    pub(super) fn extend(&mut self, extra: &ExtraTerms, errors: &mut Vec<PackError>) {
        self.builder.trust(false);
        for (name, languages) in &extra.words {
            let id = self.declare(name);
            for (tag, words) in languages {
                for (at, fault) in self.builder.words(id, tag, words).err().unwrap_or_default() {
                    let word = words.get(at).map_or("", String::as_str);
                    errors.push(extra.fault(extra.place(name), format!("[terms] {name}: `{word}`: {}", fault.message), None));
                }
            }
        }
    }

    /// The group that a rule writes: a name, or a union `a | b`.
    pub(super) fn group(&mut self, word: &Word<'_>, faults: &Faults, places: &Places) -> Option<Group> {
        let mut sets = Vec::new();
        let mut start = 0;
        for piece in word.text.split('|') {
            let name = piece.trim();
            let at = start + piece.len() - piece.trim_start().len();
            start += piece.len() + 1;
            match self.find(name, places) {
                Some((full, id)) => {
                    self.used.insert(full);
                    sets.push(id);
                }
                None => self.unknown(word, name, word.part(at, at + name.len(), faults.text()), faults, places),
            }
        }
        let all = sets.len() == word.text.split('|').count();
        let called = self.called(word.text.split('|').next().unwrap_or_default().trim(), sets.first());
        all.then(|| Group { name: word.text.to_owned(), sets, called })
    }

    /// What messages call a set: its name, else its first whole word, else the words of its key.
    fn called(&self, key: &str, id: Option<&SetId>) -> Text {
        let mut called: Text = id.and_then(|id| self.called.get(id).cloned()).unwrap_or_default();
        for tag in &self.tags {
            called.0.entry(tag.clone()).or_insert_with(|| key.replace('-', " "));
        }
        called
    }

    /// Full name and set of a name.
    pub(super) fn find(&self, name: &str, places: &Places) -> Option<(String, SetId)> {
        let full = places.iter().map(|place| format!("{place}/{name}")).chain([name.to_owned()]);
        full.filter(|full| !name.contains('/') && !full.starts_with('@')).find_map(|full| self.ids.get(&full).map(|id| (full, *id)))
    }

    fn unknown(&self, word: &Word<'_>, name: &str, span: std::ops::Range<usize>, faults: &Faults, places: &Places) {
        if name.is_empty() {
            return faults.add(word.span.clone(), "a name of a term set is missing beside `|`");
        }
        let short = |full: &str| match full.split_once('/') {
            Some((place, rest)) => places.iter().any(|one| one == place).then(|| rest.to_owned()),
            None => Some(full.to_owned()),
        };
        let names: Vec<String> = self.ids.keys().filter_map(|full| short(full)).collect();
        faults.add_with(span, format!("there is no term set `{name}`"), did_you_mean(name, names.iter().map(String::as_str)));
    }

    /// Counts a set as used.
    pub(super) fn mark_used(&mut self, full: &str) {
        self.used.insert(full.to_owned());
    }

    /// Whether a set is used by any rule.
    pub(super) fn is_used(&self, full: &str) -> bool {
        self.used.contains(full)
    }

    /// Names of the shared sets.
    pub(super) fn shared(&self) -> impl Iterator<Item = &str> {
        self.ids.keys().map(String::as_str).filter(|name| !name.contains('/'))
    }

    /// Everything that was gathered.
    pub(super) fn into_builder(self) -> TermsBuilder {
        self.builder
    }
}

/// A term as a person writes it, without the signs of the grammar; none when it has open ends or gaps, which make it no word.
fn whole_word(term: &str) -> Option<String> {
    let open = term.contains(['*', '…']);
    (!open).then(|| term.replace(['=', '~', '\\'], ""))
}

/// Notes faults of patterns inside their strings.
fn faults_of(result: Result<(), Vec<(usize, crate::term::PatternError)>>, words: &[Word<'_>], faults: &Faults) {
    for (at, fault) in result.err().unwrap_or_default() {
        if let Some(word) = words.get(at) {
            faults.add(word.part(fault.start, fault.end, faults.text()), fault.message.to_string());
        }
    }
}
