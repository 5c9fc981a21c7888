//! `pack.toml`: what a pack says of itself.

use crate::result::{Level, Text};

use super::Source;
use super::build::{LEVELS, text_of};
use super::matrix::{ReadMatrix, matrix};
use super::reader::{Reader, Value, Word};
use super::scope::is_kebab;
use super::tree::Node;

/// The format that this program reads.
pub(crate) const FORMAT: i64 = 1;

/// What `pack.toml` says.
#[derive(Clone, Debug, Default)]
pub(super) struct Manifest {
    pub(super) id: String,
    pub(super) version: String,
    pub(super) title: Text,
    pub(super) description: Text,
    pub(super) languages: Vec<String>,
    pub(super) profiles: Vec<(String, Level)>,
    /// Its rules are asked of translations too.
    pub(super) translations: bool,
    pub(super) sources: Vec<Source>,
    pub(super) matrices: Vec<ReadMatrix>,
}

impl Manifest {
    /// The source with this id.
    pub(super) fn source(&self, id: &str) -> Option<&Source> {
        self.sources.iter().find(|source| source.id == id)
    }
}

/// Whether the file's format is one that is read; a higher one is the only fault that is reported.
pub(crate) fn format_fits(reader: &Reader<'_>, what: &str) -> bool {
    let Some(value) = reader.need("format") else { return true };
    let Some(format) = value.number() else { return true };
    if format > FORMAT {
        let help = Some(format!("format {format} needs a newer version of tillsyn; this one reads format {FORMAT}"));
        value.faults.add_with(value.span, format!("{what} has format {format}, which this version does not read"), help);
        return false;
    }
    if format < 1 {
        value.faults.add(value.span, "the first format is 1");
    }
    true
}

/// Reads `pack.toml`; `None` when it has a later format.
pub(super) fn manifest(reader: Reader<'_>, tags: &[String]) -> Option<Manifest> {
    if !format_fits(&reader, "the pack") {
        return None;
    }
    let all: Vec<(&str, &str)> = tags.iter().map(|tag| (tag.as_str(), tag.as_str())).collect();
    reader.need("languages");
    let languages: Vec<String> = reader.choices("languages", &all).into_iter().map(str::to_owned).collect();
    let described = |key: &str| {
        let table = reader.need(key).and_then(|value| value.table())?;
        let text = text_of(&table, &languages);
        table.finish();
        Some(text)
    };
    let read = Manifest {
        id: name(&reader, reader.need_text("id")),
        version: version(&reader),
        title: described("title").unwrap_or_default(),
        description: described("description").unwrap_or_default(),
        profiles: profiles(&reader),
        translations: reader.flag("translations"),
        sources: reader.tables("source").into_iter().filter_map(|table| source(table, &languages)).collect(),
        matrices: reader.tables("matrix").into_iter().map(|table| matrix(table, &languages)).collect(),
        languages: languages.clone(),
    };
    reader.text("publisher");
    if let Some(quotations) = reader.table("quotations") {
        quotations.text("licence");
        quotations.finish();
    }
    reader.finish();
    Some(read)
}

/// A name in kebab-case.
fn name(reader: &Reader<'_>, word: Option<Word<'_>>) -> String {
    let Some(word) = word else { return String::new() };
    if !is_kebab(word.text) {
        reader.faults.add_with(word.span, format!("`{}` is no id", word.text), Some("write lower case words joined by hyphens".to_owned()));
    }
    word.text.to_owned()
}

fn version(reader: &Reader<'_>) -> String {
    let Some(word) = reader.need_text("version") else { return String::new() };
    let numbers: Vec<&str> = word.text.split('.').collect();
    if numbers.len() != 3 || numbers.iter().any(|number| number.parse::<u32>().is_err()) {
        reader.faults.add_with(word.span, format!("`{}` is no version", word.text), Some("write three numbers, as `1.0.0`".to_owned()));
    }
    word.text.to_owned()
}

fn profiles(reader: &Reader<'_>) -> Vec<(String, Level)> {
    let Some(table) = reader.table("profiles") else { return Vec::new() };
    let entries = table.entries();
    entries.iter().filter_map(|value| Some((value.key.to_owned(), table.choice(value.key, LEVELS)?))).collect()
}

fn source(table: Reader<'_>, languages: &[String]) -> Option<Source> {
    let id = table.need_text("id");
    let texts = |value: Value<'_>| if value.value.as_str().is_some() { same(&value.text()?, languages) } else { titled(&value.table()?, languages) };
    let title = table.need("title").and_then(texts).unwrap_or_default();
    let short = table.get("short").and_then(texts).unwrap_or_else(|| title.clone());
    let text = |key: &str| table.text(key).map(|word| word.text.to_owned());
    let (publisher, edition, link) = (text("publisher"), text("edition"), text("link"));
    // A source's date may be a day, a month or a year.
    let date = table.get("date").and_then(|date| match date.value {
        Node::Date(day) => Some(day.clone()),
        _ => date.text().map(|word| word.text.to_owned()),
    });
    let clauses = table.strings("clauses");
    table.finish();
    Some(Source { id: id?.text.to_owned(), title, short, publisher, date, edition, link, clauses })
}

fn titled(table: &Reader<'_>, languages: &[String]) -> Option<Text> {
    Some(text_of(table, languages))
}

/// One title in every language.
fn same(word: &Word<'_>, languages: &[String]) -> Option<Text> {
    Some(Text(languages.iter().map(|tag| (tag.clone(), word.text.to_owned())).collect()))
}
