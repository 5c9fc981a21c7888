//! What a rule tells: texts, authorities, national figures, mappings.

use std::collections::BTreeMap;

use crate::result::{Authority, Benchmark, Earlier, Figure, Text};

use super::Told;
use super::build::{Build, text_of};
use super::manifest::Manifest;
use super::raw::did_you_mean;
use super::reader::{Reader, Word};

impl Build<'_> {
    /// Reads everything that a rule tells.
    pub(super) fn told(&self, rule: &Reader<'_>, manifest: &Manifest) -> Told {
        let (remedy, sentence) = self.remedy(rule);
        rule.need("authority");
        Told {
            title: self.need_text(rule, "title"),
            rationale: self.need_text(rule, "rationale"),
            remedy,
            sentence,
            counts: self.text(rule, "counts").unwrap_or_default(),
            counts_not: self.text(rule, "counts-not").unwrap_or_default(),
            authorities: rule.tables("authority").into_iter().filter_map(|table| self.authority(table, manifest)).collect(),
            benchmarks: rule.tables("benchmark").into_iter().filter_map(|table| self.benchmark(table, manifest)).collect(),
            mappings: mappings(rule),
        }
    }

    fn remedy(&self, rule: &Reader<'_>) -> (Text, Text) {
        let Some(table) = rule.need("remedy").and_then(|value| value.table()) else { return Default::default() };
        let remedy = text_of(&table, self.languages);
        let sentence = self.text(&table, "sentence").unwrap_or_default();
        table.finish();
        (remedy, sentence)
    }

    fn benchmark(&self, table: Reader<'_>, manifest: &Manifest) -> Option<Benchmark> {
        let measure = self.need_text(&table, "measure");
        let met = figure(&table);
        table.need("year");
        let source = source(&table, manifest);
        let read = Benchmark {
            measure,
            met,
            of: table.number("of"),
            year: table.number("year").unwrap_or_default(),
            clause: clause(&table, source.as_ref(), manifest, false),
            source: source.map(|word| word.text.to_owned()).unwrap_or_default(),
            reservation: self.text(&table, "reservation"),
            earlier: table.table("earlier").map(earlier),
        };
        table.finish();
        Some(read)
    }

    fn authority(&self, table: Reader<'_>, manifest: &Manifest) -> Option<Authority> {
        let source = source(&table, manifest);
        let clause = clause(&table, source.as_ref(), manifest, true);
        let quote = table.text("quote").map(|word| word.text.trim().to_owned());
        let unverified = self.text(&table, "unverified");
        table.finish();
        let source = source?;
        let (title, short) = manifest.source(source.text).map(|declared| (declared.title.clone(), declared.short.clone())).unwrap_or_default();
        Some(Authority { source: source.text.to_owned(), title, short, clause, quote, unverified })
    }
}

/// `met`, `met-range` or `at-most`.
fn figure(table: &Reader<'_>) -> Figure {
    let written = ["met", "met-range", "at-most"].iter().filter(|key| table.has(key)).count();
    if written != 1 {
        table.faults.add(table.at.clone(), "exactly one of `met`, `met-range` and `at-most` is wanted");
    }
    let range = table.get("met-range").and_then(|value| {
        let numbers: Vec<i64> = value.items()?.iter().filter_map(|item| item.number()).collect();
        match numbers.as_slice() {
            [low, high] if low <= high => Some(Figure::Range(*low, *high)),
            _ => {
                table.faults.add(value.span.clone(), "`met-range` must be two numbers, the lower first");
                None
            }
        }
    });
    let (met, most) = (table.number("met").map(Figure::Exactly), table.number("at-most").map(Figure::AtMost));
    met.or(range).or(most).unwrap_or_default()
}

fn earlier(table: Reader<'_>) -> Earlier {
    let read =
        Earlier { met: figure(&table), of: table.number("of"), year: table.number("year"), comparable: table.truth("comparable").unwrap_or(true) };
    table.finish();
    read
}

/// A source, which the pack must declare.
fn source<'t>(table: &Reader<'t>, manifest: &Manifest) -> Option<Word<'t>> {
    let word = table.need_text("source")?;
    if manifest.source(word.text).is_none() {
        let help = did_you_mean(word.text, manifest.sources.iter().map(|source| source.id.as_str()));
        table.faults.add_with(word.span.clone(), format!("`pack.toml` declares no source `{}`", word.text), help);
    }
    Some(word)
}

/// A clause; where the source lists its clauses, one of them (or a place within one).
fn clause(table: &Reader<'_>, source: Option<&Word<'_>>, manifest: &Manifest, needed: bool) -> String {
    let word = if needed { table.need_text("clause") } else { table.text("clause") };
    let Some(word) = word else { return String::new() };
    let listed = source.and_then(|source| manifest.source(source.text)).map_or(&[][..], |source| &source.clauses);
    let within = |rest: &str| rest.chars().next().is_none_or(|next| !next.is_alphanumeric());
    if !listed.is_empty() && !listed.iter().any(|one| word.text.strip_prefix(one.as_str()).is_some_and(within)) {
        let help = did_you_mean(word.text, listed.iter().map(String::as_str));
        table.faults.add_with(word.span, format!("the source has no clause `{}`", word.text), help);
    }
    word.text.to_owned()
}

fn mappings(rule: &Reader<'_>) -> BTreeMap<String, Vec<String>> {
    let Some(table) = rule.table("mappings") else { return BTreeMap::new() };
    table.entries().iter().map(|value| (value.key.to_owned(), value.list().iter().map(|word| word.text.to_owned()).collect())).collect()
}
