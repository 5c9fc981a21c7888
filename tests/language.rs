//! The numbered cases of the language specification, one file per section, through the same analysis as `tillsyn facts`.
//!
//! A case names fields of the analysis and their values in `expect`, and fields that must not be there in `absent`; what it does
//! not name is not asserted. Fields of statements are those of the first statement, or of each in turn under `each`.
//! `terms` adds word lists whose polarity can then be asked for. `pending` says that a case does not pass yet, `disputed` why it
//! should not.

#![allow(clippy::unwrap_used, reason = "a test that cannot read its data fails")]

mod changes;
#[path = "language/got.rs"]
mod got;

use std::collections::BTreeMap;
use std::path::Path;

use changes::{CHANGES, HEADING, neutral};
use got::{of_document, own_set};
use serde::Deserialize;
use tillsyn::document::parse;
use tillsyn::facts::{Analyser, Facts, Hints};
use tillsyn::language::{Kind, Lexicon};
use tillsyn::pack::{self, Library};
use tillsyn::source::decode;
use toml::{Table, Value};

/// A word list of a case: words, and perhaps words that are not meant.
#[derive(Deserialize)]
#[serde(untagged)]
enum Words {
    Plain(Vec<String>),
    Stopped { words: Vec<String>, not: Vec<String> },
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    id: String,
    lang: String,
    text: String,
    /// Read as a document of this kind, whatever the text says.
    kind: Option<String>,
    /// The day validity is judged on.
    today: Option<String>,
    path: Option<String>,
    #[serde(default)]
    terms: BTreeMap<String, Words>,
    #[serde(default)]
    expect: Table,
    #[serde(default)]
    absent: Vec<String>,
    #[serde(default)]
    pending: bool,
    disputed: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Cases {
    case: Vec<Case>,
}

/// Every field that a case can name.
const FIELDS: &[&str] = &[
    "text",
    "form",
    "modality",
    "ambiguous",
    "substance",
    "actor",
    "actor-from",
    "recipients",
    "voice",
    "agent",
    "responsible",
    "accountable",
    "frequency",
    "frequencies",
    "deadline",
    "working",
    "from",
    "by",
    "polarity",
    "mention",
    "historical",
    "excludes",
    "repeats",
    "spans",
    "statements",
    "each",
    "language",
    "kind",
    "topic",
    "title",
    "metadata",
    "blank",
    "status",
    "decided-by-roles",
    "validity",
    "placeholder",
    "artefact",
    "prose",
    "sections",
    "empty-sections",
    "negated-sections",
    "history",
    "unfilled",
    "references",
    "terms",
];

fn read_cases() -> Vec<(String, Case)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/language");
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|file| file.extension().is_some_and(|end| end == "toml"));
    files.sort();
    let mut all = Vec::new();
    for file in files {
        let cases: Cases = toml::from_str(&std::fs::read_to_string(&file).unwrap()).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
        let name = file.file_stem().unwrap().to_string_lossy().into_owned();
        all.extend(cases.case.into_iter().map(|case| (name.clone(), case)));
    }
    all
}

/// Every word list of the built-in packs, and those of the cases.
fn library(lexicon: &Lexicon, cases: &[(String, Case)]) -> Library {
    let mut shared = pack::builtin_terms();
    for (at, (_, case)) in cases.iter().enumerate() {
        for (name, words) in &case.terms {
            let (words, not) = match words {
                Words::Plain(words) => (words, &Vec::new()),
                Words::Stopped { words, not } => (words, not),
            };
            let stops = if not.is_empty() { String::new() } else { format!("not-{} = {not:?}\n", case.lang) };
            shared.push((format!("terms/{}.toml", own_set(at, name)), format!("{} = {words:?}\n{stops}", case.lang)));
        }
    }
    pack::load(lexicon, &pack::builtin_packs(), &shared, &pack::ExtraTerms::default()).unwrap_or_else(|errors| panic!("{errors:#?}"))
}

fn analyse(analyser: &Analyser<'_>, case: &Case) -> Facts {
    analyse_bytes(analyser, case, case.text.as_bytes())
}

fn analyse_bytes(analyser: &Analyser<'_>, case: &Case, bytes: &[u8]) -> Facts {
    let source = decode(case.path.as_deref().unwrap_or("test.md"), bytes).unwrap();
    let document = parse(&source.text);
    let kind = case.kind.as_ref().map(|kind| Kind::parse(kind).unwrap());
    analyser.analyse(source, document, &Hints { kind, language: Some(case.lang.clone()), ..Hints::default() })
}

/// Adds every named field whose value is another.
fn compare(prefix: &str, expected: &Table, got: &Table, wrong: &mut Vec<String>) {
    for (key, value) in expected {
        assert!(!prefix.is_empty() || FIELDS.contains(&key.as_str()), "there is no field `{key}`");
        let path = format!("{prefix}{key}");
        match (value, got.get(key)) {
            (Value::Table(expected), Some(Value::Table(got))) => compare(&format!("{path}."), expected, got, wrong),
            (Value::Array(expected), Some(Value::Array(got))) if key == "each" => {
                if expected.len() != got.len() {
                    wrong.push(format!("{path}: expected {} statements, got {}: {}", expected.len(), got.len(), said(got)));
                }
                for (at, (expected, got)) in expected.iter().zip(got).enumerate() {
                    let (Value::Table(expected), Value::Table(got)) = (expected, got) else { panic!("`each` holds tables") };
                    assert!(expected.keys().all(|key| FIELDS.contains(&key.as_str())), "unknown field in {expected:?}");
                    compare(&format!("{path}[{at}]."), expected, got, wrong);
                }
            }
            (expected, Some(got)) if expected == got => {}
            (expected, Some(got)) => wrong.push(format!("{path}: expected {expected}, got {got}")),
            (expected, None) => wrong.push(format!("{path}: expected {expected}, got nothing")),
        }
    }
}

/// The texts of statements, for messages.
fn said(statements: &[Value]) -> String {
    statements.iter().filter_map(|one| one.get("text")).map(ToString::to_string).collect::<Vec<_>>().join(" | ")
}

/// A field that should not be there: missing, or an empty list.
fn present<'t>(path: &str, got: &'t Table) -> Option<&'t Value> {
    let mut keys = path.split('.');
    let first = keys.next().filter(|key| FIELDS.contains(key)).unwrap_or_else(|| panic!("there is no field `{path}`"));
    let found = keys.try_fold(got.get(first)?, |value, key| key.parse::<usize>().map_or_else(|_| value.get(key), |index| value.get(index)))?;
    (found.as_array().is_none_or(|list| !list.is_empty())).then_some(found)
}

/// What is wrong with one case.
fn faults(case: &Case, got: &Table) -> Vec<String> {
    let mut wrong = Vec::new();
    assert!(!case.expect.is_empty() || !case.absent.is_empty(), "{} asserts nothing", case.id);
    compare("", &case.expect, got, &mut wrong);
    for path in &case.absent {
        if let Some(value) = present(path, got) {
            wrong.push(format!("{path}: expected nothing, got {value}"));
        }
    }
    wrong
}

#[test]
#[allow(clippy::print_stderr)]
fn every_numbered_case_holds() {
    let lexicon = Lexicon::builtin().unwrap();
    let cases = read_cases();
    let library = library(&lexicon, &cases);
    let analyser = Analyser::new(&lexicon, &library.terms);
    let (mut failing, mut fixed, mut disputed) = (Vec::new(), Vec::new(), Vec::new());
    let mut pending = 0;
    for (at, (file, case)) in cases.iter().enumerate() {
        let got = of_document(&analyse(&analyser, case), &library.terms, at, case);
        let wrong = faults(case, &got);
        let name = format!("{file} {}", case.id);
        match (&case.disputed, case.pending, wrong.is_empty()) {
            (Some(reason), _, false) => disputed.push(format!("{name}: {reason}")),
            (None, true, false) => pending += 1,
            (None, false, true) => {}
            (_, _, true) => fixed.push(name),
            (None, false, false) => failing.push(format!("{name}: {:?}\n    {}", case.text, wrong.join("\n    "))),
        }
    }
    eprintln!("{} cases, {pending} pending, {} disputed", cases.len(), disputed.len());
    disputed.iter().for_each(|case| eprintln!("disputed: {case}"));
    assert!(disputed.len() <= 10, "too many disputed cases");
    assert!(failing.is_empty(), "{} cases fail:\n{}", failing.len(), failing.join("\n"));
    assert!(fixed.is_empty(), "these pass and must not be marked: {fixed:?}");
}

/// Facts without the paragraph that a change adds.
fn without_addition(mut facts: Facts, language: &str) -> Facts {
    let sentence = neutral(language);
    facts.statements.retain(|statement| statement.text != sentence);
    facts.sections.retain(|section| section.title != HEADING);
    facts.document.blocks.retain(|block| ![sentence, HEADING].contains(&block.prose.text.as_str()));
    facts
}

/// A value as it is written in composed letters and with the line ends of the case.
fn composed(value: &Value) -> Value {
    match value {
        Value::String(text) => {
            Value::String(unicode_normalization::UnicodeNormalization::nfc(text.as_str()).collect::<String>().replace("\r\n", "\n"))
        }
        Value::Array(list) => Value::Array(list.iter().map(composed).collect()),
        Value::Table(table) => Value::Table(table.iter().map(|(key, value)| (key.clone(), composed(value))).collect()),
        other => other.clone(),
    }
}

#[test]
fn what_must_not_matter_changes_no_case() {
    let lexicon = Lexicon::builtin().unwrap();
    let cases = read_cases();
    let library = library(&lexicon, &cases);
    let analyser = Analyser::new(&lexicon, &library.terms);
    let (mut failing, mut run) = (Vec::new(), 0);
    for (at, (file, case)) in cases.iter().enumerate().filter(|(_, (_, case))| !case.pending && case.disputed.is_none()) {
        for (change, bytes) in CHANGES.iter().filter_map(|change| Some((change.name, (change.make)(&case.text, &case.lang)?))) {
            let facts = without_addition(analyse_bytes(&analyser, case, &bytes), &case.lang);
            let Value::Table(got) = composed(&Value::Table(of_document(&facts, &library.terms, at, case))) else { panic!() };
            let wrong = faults(case, &got);
            run += 1;
            if !wrong.is_empty() {
                failing.push(format!("{file} {} with {change}: {:?}\n    {}", case.id, case.text, wrong.join("\n    ")));
            }
        }
    }
    assert!(run > 1500, "only {run} changed cases were read");
    assert!(failing.is_empty(), "{} changed cases fail:\n{}", failing.len(), failing.join("\n"));
}

#[test]
fn every_number_of_the_specification_has_a_case() {
    let cases = read_cases();
    for (section, hits, misses) in SPECIFIED {
        for (sign, numbers) in [("+", *hits), ("−", *misses)] {
            for number in 1..=numbers {
                let id = format!("{section}{sign}{number}");
                assert!(cases.iter().any(|(_, case)| case.id == id), "{id} has no case");
            }
        }
    }
}

/// A list that is missing from a language is found by nobody: what it was to say is not said.
#[test]
fn every_language_has_the_lists_that_the_others_have() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("languages");
    let mut lists: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let lexicon = Lexicon::builtin().unwrap();
    for tag in lexicon.tags() {
        for (file, tables) in
            [(format!("{tag}.toml"), &["set", "role"][..]), (format!("{tag}.document.toml"), &["sets", "lists", "columns", "signs", "maps"])]
        {
            let text: Table = std::fs::read_to_string(folder.join(&file)).unwrap().parse().unwrap();
            for (table, key) in tables.iter().flat_map(|table| text[*table].as_table().unwrap().keys().map(move |key| (table, key))) {
                lists.entry(format!("{table}.{key}")).or_default().push(tag.clone());
            }
        }
    }
    assert!(lists.len() > 200, "{}", lists.len());
    // English names are told by their capitals, and need lists of their own for it.
    lists.retain(|list, tags| tags.len() < lexicon.languages.len() && !["lists.name-joiner", "lists.name-start"].contains(&list.as_str()));
    assert!(lists.is_empty(), "not in every language: {lists:?}");
}

/// Section, and how many numbered cases match and do not match.
const SPECIFIED: &[(&str, usize, usize)] = &[
    ("L1", 12, 12),
    ("L2", 10, 10),
    ("L3", 9, 9),
    ("L4", 10, 10),
    ("L5", 10, 10),
    ("L6", 8, 8),
    ("L7a", 8, 8),
    ("L7b", 8, 8),
    ("L8", 8, 9),
    ("L9", 8, 8),
    ("L10", 8, 8),
    ("L11", 8, 8),
    ("L12", 8, 8),
    ("L13", 9, 8),
    ("L14", 8, 8),
    ("L15", 8, 8),
    ("L16", 8, 8),
];
