//! Rules against what they come from, where that is at hand: every requirement of the catalogue has a rule, and what a rule quotes stands in its source.

#![allow(clippy::unwrap_used, reason = "a test that cannot read its data fails")]
#![allow(clippy::print_stderr, reason = "a test that compares nothing says so")]

use std::collections::BTreeMap;
use std::path::Path;

use tillsyn::language::Lexicon;
use tillsyn::pack;

/// Words and marks alone: hyphens at the ends of lines, kinds of blanks, hyphens and quotation marks do not matter.
fn plain(text: &str) -> String {
    let joined = text.replace("-\n", "").replace('\u{ad}', "");
    let same = joined.chars().map(|c| match c {
        '”' | '“' | '„' | '’' | '‘' | '\'' => '"',
        '–' | '—' | '‑' => '-',
        c if c.is_whitespace() => ' ',
        c => c,
    });
    same.collect::<String>().split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ").to_lowercase()
}

/// The sources are no part of the program: where they are not at hand, nothing is compared.
#[test]
fn every_quotation_stands_in_its_source() {
    let shared = std::env::var("TILLSYN_SHARED").unwrap_or_else(|_| concat!(env!("CARGO_MANIFEST_DIR"), "/../shared").to_owned());
    let Ok(files) = std::fs::read_dir(Path::new(&shared).join("seeds")) else {
        eprintln!("not compared: {shared} has no folder of sources");
        return;
    };
    let named: BTreeMap<String, String> = toml::from_str(include_str!("sources.toml")).unwrap();
    let texts: Vec<(String, String)> = files
        .map(|file| file.unwrap())
        .map(|file| (file.file_name().to_string_lossy().into_owned(), plain(&std::fs::read_to_string(file.path()).unwrap())))
        .collect();
    let lexicon = Lexicon::builtin().unwrap();
    let library = pack::load(&lexicon, &pack::builtin_packs(), &pack::builtin_terms(), &pack::ExtraTerms::default()).unwrap();
    let (mut compared, mut missing) = (0, Vec::new());
    for rule in library.packs.iter().flat_map(|pack| &pack.rules) {
        for authority in &rule.told.authorities {
            let (Some(quote), Some(begins)) = (&authority.quote, named.get(&authority.source)) else { continue };
            let Some((_, text)) = texts.iter().find(|(name, _)| name.starts_with(begins.as_str())) else { continue };
            compared += 1;
            // An ellipsis leaves something out.
            let parts = quote.split(['…']).map(plain).filter(|part| !part.is_empty());
            missing.extend(parts.filter(|part| !text.contains(part.as_str())).map(|part| format!("{} ({}): {part}", rule.code, authority.source)));
        }
    }
    assert!(compared > 100, "only {compared} were compared");
    assert!(missing.is_empty(), "{} of {compared}: {missing:#?}", missing.len());
}

/// The catalogue is no part of the program either.
#[test]
fn every_requirement_of_the_catalogue_has_a_rule() {
    let shared = std::env::var("TILLSYN_SHARED").unwrap_or_else(|_| concat!(env!("CARGO_MANIFEST_DIR"), "/../shared").to_owned());
    let Ok(catalogue) = std::fs::read_to_string(Path::new(&shared).join("design/catalogue/catalogue.json")) else {
        eprintln!("not compared: {shared} has no catalogue");
        return;
    };
    let catalogue: serde_json::Value = serde_json::from_str(&catalogue).unwrap();
    let output = assert_cmd::Command::cargo_bin("tillsyn").unwrap().args(["rules", "--output-format", "json", "--pack", "all"]).output().unwrap();
    let rules: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let codes = |list: &serde_json::Value, key: &str| -> Vec<String> {
        list.as_array().unwrap().iter().map(|rule| rule[key].as_str().unwrap().to_owned()).collect()
    };
    let (known, mut wanted) = (codes(&rules, "code"), codes(&catalogue["rules"], "id"));
    wanted.push("MSB18-1F".to_owned());
    let missing: Vec<&String> = wanted.iter().filter(|code| !known.contains(code)).collect();
    assert!(wanted.len() > 170 && missing.is_empty(), "{missing:?} of {}", wanted.len());
}
