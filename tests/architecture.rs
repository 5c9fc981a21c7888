//! Holds the table of ARCHITECTURE.md: who may use whom. Reads `use crate::` lines. And holds that words are data: no file under `src`
//! names a language or holds a word of one.

#![allow(clippy::unwrap_used)]

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use walkdir::WalkDir;

/// Module → modules of the crate it may use.
fn allowed() -> BTreeMap<&'static str, &'static [&'static str]> {
    BTreeMap::from([
        ("source", &[][..]),
        ("discover", &[]),
        ("document", &["source"]),
        ("term", &[]),
        ("result", &["source"]),
        ("language", &["term"]),
        ("facts", &["source", "document", "term", "language"]),
        ("check", &["source", "term", "language", "facts", "result"]),
        ("pack", &["source", "term", "language", "check", "result"]),
        ("config", &["language", "message", "pack", "result", "term"]),
        ("engine", &["source", "document", "term", "language", "facts", "check", "pack", "config", "result"]),
        ("message", &["result"]),
        ("render", &["source", "result", "message"]),
    ])
}

fn uses(text: &str) -> Vec<String> {
    text.split("crate::").skip(1).map(|rest| rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect()).collect()
}

#[test]
fn modules_use_only_what_they_may() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut wrong = Vec::new();
    let mut read = 0;
    for entry in WalkDir::new(&source).into_iter().filter_map(Result::ok).filter(|entry| entry.path().extension().is_some_and(|end| end == "rs")) {
        let inside = entry.path().strip_prefix(&source).unwrap();
        let module = inside.components().next().unwrap().as_os_str().to_string_lossy().trim_end_matches(".rs").to_owned();
        let Some(may) = allowed().get(module.as_str()).copied() else { continue };
        read += 1;
        let text = std::fs::read_to_string(entry.path()).unwrap();
        for other in
            uses(&text).into_iter().filter(|other| allowed().contains_key(other.as_str()) && *other != module && !may.contains(&other.as_str()))
        {
            wrong.push(format!("{} uses {other}", inside.display()));
        }
    }
    assert!(read > 50, "only {read} files were read");
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn one_outside_crate_has_one_place() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let places: [(&str, &[&str]); 3] =
        [("pulldown_cmark", &["document/markdown"]), ("ignore::", &["discover"]), ("rayon", &["engine", "pack/validate.rs", "term/index.rs"])];
    for entry in WalkDir::new(&source).into_iter().filter_map(Result::ok).filter(|entry| entry.path().extension().is_some_and(|end| end == "rs")) {
        let inside = entry.path().strip_prefix(&source).unwrap().to_string_lossy().into_owned();
        let text = std::fs::read_to_string(entry.path()).unwrap();
        for (name, places) in places {
            let used = text.lines().any(|line| line.trim_start().starts_with(&format!("use {name}")));
            let there = places.iter().any(|place| inside.starts_with(place));
            assert!(!used || there, "{inside} uses {name}, which belongs in {places:?}");
        }
    }
}

/// Literals of the program itself: path below `src`, and text. Comments and tests are none of it.
fn literals() -> Vec<(String, String)> {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let literal = regex::Regex::new(r#""((?:[^"\\]|\\.)*)""#).unwrap();
    let comment = regex::Regex::new(r"(?m)(?:^|\s)//.*$").unwrap();
    let mut found = Vec::new();
    for entry in WalkDir::new(&source).into_iter().filter_map(Result::ok).filter(|entry| entry.path().extension().is_some_and(|end| end == "rs")) {
        let inside = entry.path().strip_prefix(&source).unwrap().to_string_lossy().into_owned();
        if inside.ends_with("tests.rs") {
            continue;
        }
        let text = std::fs::read_to_string(entry.path()).unwrap();
        let program = text.split("#[cfg(test)]\n#[allow").next().unwrap().split("#[cfg(test)]\nmod tests {").next().unwrap();
        let program = comment.replace_all(program, "").replace("'\"'", "");
        found.extend(literal.captures_iter(&program).map(|one| (inside.clone(), one[1].to_owned())));
    }
    assert!(found.len() > 1500, "only {} literals were read", found.len());
    found
}

/// The files of languages: stem and content.
fn language_files() -> BTreeMap<String, toml::Table> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("languages");
    let files = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    files.map(|file| (file.file_stem().unwrap().to_string_lossy().into_owned(), std::fs::read_to_string(file).unwrap().parse().unwrap())).collect()
}

/// The single words of a value, without the signs of the grammar of terms.
fn single_words(value: &toml::Value, words: &mut BTreeSet<String>) {
    match value {
        toml::Value::String(text) => {
            let word = text.trim_matches(['*', '=']).to_lowercase();
            words.extend((word.chars().count() > 2 && word.chars().all(char::is_alphabetic)).then_some(word));
        }
        toml::Value::Array(list) => list.iter().for_each(|one| single_words(one, words)),
        toml::Value::Table(table) => table.values().for_each(|one| single_words(one, words)),
        _ => {}
    }
}

/// The words of every language whose tag passes, the keys of its months and numbers too.
fn words_of(wanted: impl Fn(&str) -> bool) -> BTreeSet<String> {
    let mut words = BTreeSet::new();
    for (stem, table) in language_files().iter().filter(|(stem, _)| wanted(stem.split('.').next().unwrap())) {
        let keys = ["months", "numbers"].iter().filter_map(|key| table.get(*key)?.as_table()).flat_map(toml::Table::keys);
        keys.for_each(|key| single_words(&toml::Value::String(key.clone()), &mut words));
        table.iter().filter(|(key, _)| *key != "language").for_each(|(_, value)| single_words(value, &mut words));
        assert!(!words.is_empty(), "{stem}");
    }
    words
}

#[test]
fn no_language_is_named_in_the_program() {
    let files = language_files();
    let mut tags: BTreeSet<String> = files.keys().map(|stem| stem.split('.').next().unwrap().to_owned()).filter(|tag| tag != "unread").collect();
    assert!(tags.len() > 2, "{tags:?}");
    for (tag, detector) in &files["unread"] {
        tags.extend([tag.clone(), detector.as_str().unwrap().to_owned()]);
    }
    tags.extend(files.values().filter_map(|table| Some(table.get("language")?.get("detector")?.as_str()?.to_owned())));
    // The tag of Italian spells a role too, and that of Finnish a ligature.
    let other = |path: &str, text: &str| [("language/vocabulary.rs", "it"), ("document/prose/characters.rs", "fi")].contains(&(path, text));
    let part = |text: &str| text.split(['/', '.', '_']).any(|part| tags.contains(part));
    let named: Vec<_> = literals().into_iter().filter(|(path, text)| part(text) && !other(path, text)).collect();
    assert!(named.is_empty(), "{named:#?}");
}

#[test]
fn no_word_of_a_language_stands_in_the_program() {
    // File formats are written in English, so an English word may be a key; a modal verb or a month is none.
    let english = words_of(|tag| tag == "en");
    let others: BTreeSet<String> = words_of(|tag| tag != "en").difference(&english).cloned().collect();
    let mut telling = BTreeSet::new();
    let file = &language_files()["en"];
    for set in ["obligation", "prohibition", "recommendation", "permission", "intention", "weakening"] {
        single_words(&file["set"][format!("modality.{set}").as_str()], &mut telling);
    }
    telling.extend(language_files()["en.document"]["months"].as_table().unwrap().keys().filter(|month| month.len() > 2).cloned());
    assert!(others.len() > 1500 && telling.len() > 40, "{} {}", others.len(), telling.len());
    let words = |text: &str| text.to_lowercase().split(|c: char| !c.is_alphabetic()).map(str::to_owned).collect::<Vec<_>>();
    let mut wrong: Vec<(String, String)> = literals();
    wrong.retain(|(_, text)| {
        // What the program says to whoever writes a pack is English prose; a lone word, or a letter that English lacks, is not.
        let alone = words(text).len() == 1;
        let foreign = text.chars().any(|c| c.is_alphabetic() && !c.is_ascii());
        foreign || (alone && words(text).iter().any(|word| (others.contains(word) || telling.contains(word)) && !TYPED.contains(&word.as_str())))
    });
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// Names that people type: profiles, and a kind of organisation.
const TYPED: &[&str] = &["bas", "nationell", "vard", "avtal", "full", "region"];
