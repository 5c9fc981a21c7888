//! What is generated stands in the tree as it would be written, and what it describes is as it says.

#![allow(clippy::unwrap_used)]

mod schema;

use std::path::Path;

use schema::{assert_results, closed, faults, json_of, validator};
use serde_json::{Value, json};
use walkdir::WalkDir;

/// Files of TOML below a folder of the tree: path and content.
fn files(folder: &str) -> Vec<(String, Value)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let found = WalkDir::new(root.join(folder)).sort_by_file_name().into_iter().map(Result::unwrap);
    let toml = found.filter(|entry| entry.path().extension().is_some_and(|end| end == "toml"));
    toml.map(|entry| {
        let path = entry.path().strip_prefix(root).unwrap().to_string_lossy().replace('\\', "/");
        (path, json_of(&std::fs::read_to_string(entry.path()).unwrap()))
    })
    .collect()
}

/// Which schema a file of `rules/` has.
fn kind(path: &str) -> &'static str {
    if path.ends_with("/pack.toml") {
        "pack"
    } else if path.contains("/terms/") {
        "terms"
    } else {
        "rule"
    }
}

#[test]
fn the_tree_has_what_is_generated() {
    let differences = xtask::differences().unwrap();
    assert!(differences.is_empty(), "run `cargo xtask docs`: {differences:#?}");
}

/// Links of a page of Markdown that lead to another file, and to places of the page itself; what stands in an example is none.
fn links(text: &str) -> Vec<&str> {
    let outside = text.split("\n```").step_by(2);
    let after = outside.flat_map(|piece| piece.split("](").zip(piece.split("](").skip(1)));
    let real = after.filter(|(before, _)| !before.ends_with('\\')).map(|(_, rest)| rest.split(')').next().unwrap());
    real.filter(|target| !target.starts_with("http")).collect()
}

#[test]
fn every_rule_has_a_page_and_every_link_leads_somewhere() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut followed = 0;
    let pages: Vec<(String, String)> = xtask::generated().unwrap().into_iter().filter(|(path, _)| path.ends_with(".md")).collect();
    for (path, text) in &pages {
        for target in links(text) {
            let (file, anchor) = target.split_once('#').unwrap_or((target, ""));
            let to = if file.is_empty() { root.join(path) } else { root.join(path).parent().unwrap().join(file) };
            assert!(to.is_file(), "{path} leads to {target}");
            assert!(anchor.is_empty() || text.to_lowercase().contains(&format!("# {}\n", anchor.replace('-', " "))), "{path} leads to {target}");
            followed += 1;
        }
        // A word that the pages lack is shown by its key.
        let lacking = text.split('{').skip(1).find(|rest| rest.split('}').next().is_some_and(|key| key.contains('.') && !key.contains(' ')));
        assert_eq!(lacking, None, "{path}");
    }
    assert!(followed > 500, "{followed}");
    for (path, value) in files("rules").iter().filter(|(path, _)| kind(path) == "rule") {
        let page = format!("docs/generated/{}.md", path.trim_start_matches("rules/").trim_end_matches(".toml"));
        let (_, text) = pages.iter().find(|(path, _)| *path == page).unwrap_or_else(|| panic!("{page} is missing"));
        let parts: Vec<&str> = text.splitn(2, "\n## In English\n").collect();
        assert_eq!(parts.len(), 2, "{page}");
        let plain = |text: &str| text.replace('\\', "");
        for (part, lang) in parts.iter().zip(["sv", "en"]) {
            for said in [&value["title"][lang], &value["rationale"][lang], &value["remedy"][lang], &value["counts-not"][lang]] {
                let said = said.as_str().unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ");
                assert!(plain(part).contains(&said), "{page} does not say: {said}");
            }
        }
        for said in ["code", "binding"].map(|key| value[key].as_str().unwrap()) {
            assert!(parts[1].contains(said), "{page} does not say: {said}");
        }
    }
}

#[test]
fn every_schema_is_one() {
    for name in ["rule", "pack", "terms", "config", "results"] {
        let schema = schema::schema(name);
        assert_eq!(schema["$schema"], "http://json-schema.org/draft-07/schema#", "{name}");
        assert!(jsonschema::meta::is_valid(&schema), "{name}");
    }
}

#[test]
fn every_rule_pack_and_term_set_is_valid() {
    let mut counts = std::collections::BTreeMap::new();
    for (path, value) in files("rules") {
        let found = faults(&validator(&schema::schema(kind(&path))), &value);
        assert!(found.is_empty(), "{path}: {found:#?}");
        *counts.entry(kind(&path)).or_insert(0) += 1;
    }
    assert!(counts["rule"] >= 148 && counts["pack"] >= 10 && counts["terms"] >= 60, "{counts:?}");
}

#[test]
fn the_configuration_of_the_example_is_valid() {
    let (path, value) = files("example-repo").pop().unwrap();
    assert_eq!(path, "example-repo/tillsyn.toml");
    let validator = validator(&schema::schema("config"));
    assert_eq!(faults(&validator, &value), Vec::<String>::new());
    for (wrong, told) in [
        (json!({ "format": 1, "profil": "full" }), "profil"),
        (json!({ "format": 1, "levels": [{ "rule": "DOC-01", "level": "eror" }] }), "eror"),
        (json!({ "format": 2 }), "1"),
        (json!({ "format": 1, "organisation": { "name": "Region Exempel", "provides-health-care": "ja" } }), "ja"),
    ] {
        let found = faults(&validator, &wrong);
        assert!(found.iter().any(|fault| fault.contains(told)), "{wrong}: {found:?}");
    }
}

/// Everything that can be said in the configuration of the README is in its schema.
#[test]
fn the_configuration_of_the_readme_is_valid() {
    let readme = include_str!("../README.md");
    let text = readme.split("```toml\n").skip(1).map(|rest| rest.split("```").next().unwrap()).find(|text| text.contains("[organisation]")).unwrap();
    assert_eq!(faults(&validator(&schema::schema("config")), &json_of(text)), Vec::<String>::new());
}

#[test]
fn a_wrong_rule_is_not_valid() {
    let validator = validator(&schema::schema("rule"));
    let (_, rule) = files("rules/msb-2018").into_iter().find(|(path, _)| path.ends_with("policy-covers-medical-technology.toml")).unwrap();
    type Change<'c> = (&'c str, &'c dyn Fn(&mut Value));
    let changes: &[Change<'_>] = &[
        ("an unknown key", &|rule| rule["levl"] = json!("error")),
        ("a misspelt level", &|rule| rule["level"] = json!("eror")),
        ("no check", &|rule| drop(rule.as_object_mut().unwrap().remove("check"))),
        ("two checks", &|rule| rule["check"]["review"] = json!({ "not-passed": "valid-until" })),
        ("an unknown kind of check", &|rule| rule["check"] = json!({ "sentence": {} })),
        ("an unknown parameter", &|rule| rule["check"]["statement"]["mention"] = json!(["scope"])),
        ("an unknown modality", &|rule| rule["check"]["statement"]["modality"] = json!(["must"])),
        ("a bound that is none", &|rule| rule["check"]["statement"]["deadline"] = json!("24 h")),
        ("a code in lower case", &|rule| rule["code"] = json!("msb-1")),
        ("a text that is no table", &|rule| rule["title"] = json!("Titel")),
        ("an example without a verdict", &|rule| drop(rule["example"][0].as_object_mut().unwrap().remove("verdict"))),
        ("an unknown kind of document", &|rule| rule["scope"]["kind"] = json!(["polisy"])),
    ];
    assert_eq!(faults(&validator, &rule), Vec::<String>::new());
    for (what, change) in changes {
        let mut wrong = rule.clone();
        change(&mut wrong);
        assert!(!validator.is_valid(&wrong), "{what} is valid");
    }
}

#[test]
fn results_that_lack_or_change_something_are_not_valid() {
    let output = assert_cmd::Command::new(assert_cmd::cargo::cargo_bin!("tillsyn"))
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .args(["check", "example-repo", "--today", "2026-11-25", "--output-format", "json"])
        .output()
        .unwrap();
    let results: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_results(&results);
    let (open, strict) = (validator(&schema::schema("results")), validator(&closed(&schema::schema("results"))));
    let changed = |change: &dyn Fn(&mut Value)| {
        let mut value = results.clone();
        change(&mut value);
        value
    };
    let lacks = changed(&|value| drop(value["verdicts"][0].as_object_mut().unwrap().remove("reason")));
    let wrong = changed(&|value| value["verdicts"][0]["verdict"] = json!("maybe"));
    assert!(!open.is_valid(&lacks) && !open.is_valid(&wrong));
    // A later program may say more: the published schema has room for it, our own tests have not.
    let more = changed(&|value| value["verdicts"][0]["more"] = json!(1));
    assert!(open.is_valid(&more) && !strict.is_valid(&more));
}
