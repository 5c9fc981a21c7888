//! Parts of the configuration as written: globs, levels, added words.

use std::collections::BTreeMap;

use globset::{Glob, GlobBuilder, GlobMatcher, GlobSet, GlobSetBuilder};

use crate::language::builtin_tags;
use crate::pack::ExtraTerms;
use crate::pack::reader::{Reader, Word};
use crate::term::Pattern;

/// A glob; `*` stays within a folder, and a path that ends in `/` is everything below.
fn glob(reader: &Reader<'_>, word: &Word<'_>) -> Option<Glob> {
    let below = if word.text.ends_with('/') { "**" } else { "" };
    let pattern = format!("{}{below}", word.text.trim_start_matches("./"));
    let built = GlobBuilder::new(&pattern).literal_separator(true).build();
    built.map_err(|error| reader.faults.add(word.span.clone(), format!("not a glob: {}", error.kind()))).ok()
}

/// The glob of a key, if it is there.
pub(super) fn matcher(reader: &Reader<'_>, key: &str) -> Option<GlobMatcher> {
    glob(reader, &reader.text(key)?).map(|glob| glob.compile_matcher())
}

/// The globs of a key, as one set.
pub(super) fn set(reader: &Reader<'_>, key: &str) -> GlobSet {
    let mut builder = GlobSetBuilder::new();
    for word in reader.list(key) {
        if let Some(glob) = glob(reader, &word) {
            builder.add(glob);
        }
    }
    builder.build().unwrap_or_default()
}

/// The globs of a key as written, each of which must be one.
pub(super) fn globs(reader: &Reader<'_>, key: &str) -> Vec<String> {
    let words = reader.list(key);
    words.iter().filter(|word| glob(reader, word).is_some()).map(|word| word.text.to_owned()).collect()
}

/// Words added to term sets, each of which must be able to match.
pub(super) fn terms(reader: &Reader<'_>) -> ExtraTerms {
    let mut all = ExtraTerms::default();
    for entry in reader.entries() {
        let Some(table) = entry.table() else { continue };
        let mut languages = BTreeMap::new();
        for language in builtin_tags() {
            let words = table.list(language);
            words.iter().for_each(|word| pattern(&table, word));
            if !words.is_empty() {
                languages.insert(language.to_owned(), words.iter().map(|word| word.text.to_owned()).collect());
            }
        }
        table.finish();
        all.places.insert(entry.key.to_owned(), entry.key_span.clone());
        all.words.insert(entry.key.to_owned(), languages);
    }
    all
}

fn pattern(table: &Reader<'_>, word: &Word<'_>) {
    if let Err(fault) = Pattern::parse(word.text) {
        let span = word.part(fault.start, fault.end, table.faults.text());
        table.faults.add(span, fault.message.to_string());
    }
}
