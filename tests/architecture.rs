//! Holds the table of ARCHITECTURE.md: who may use whom. Reads `use crate::` lines.

#![allow(clippy::unwrap_used)]

use std::collections::BTreeMap;
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
        ("config", &["language", "pack", "result", "term"]),
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
    let places = [("pulldown_cmark", "document/markdown"), ("ignore::", "discover"), ("rayon", "engine")];
    for entry in WalkDir::new(&source).into_iter().filter_map(Result::ok).filter(|entry| entry.path().extension().is_some_and(|end| end == "rs")) {
        let inside = entry.path().strip_prefix(&source).unwrap().to_string_lossy().into_owned();
        let text = std::fs::read_to_string(entry.path()).unwrap();
        for (name, place) in places {
            let used = text.lines().any(|line| line.trim_start().starts_with(&format!("use {name}")));
            assert!(!used || inside.starts_with(place), "{inside} uses {name}, which belongs in {place}");
        }
    }
}
