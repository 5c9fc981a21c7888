//! The schemas have the keys that the readers ask for, table by table: none more, none less.

#![allow(clippy::unwrap_used)]

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::builtin::{builtin_packs, builtin_terms};
use super::manifest::manifest;
use super::names::TermSets;
use super::rule::rule;
use super::tree::{Node, Table};
use super::validate::{Parsed, parse};
use crate::language::Lexicon;
use crate::term::TermsBuilder;

const RULE: &str = include_str!("../../schemas/rule.schema.json");
const PACK: &str = include_str!("../../schemas/pack.schema.json");
const TERMS: &str = include_str!("../../schemas/terms.schema.json");

/// Every kind of check, and every table of a rule.
const WHOLE: &str = r#"code = "PROV-1"
level = "error"
binding = "practice"
title = { sv = "T", en = "T" }
rationale = { sv = "R", en = "R" }
remedy = { sv = "R", en = "R", sentence = { sv = "S", en = "S" } }
counts = { sv = "R", en = "R" }
counts-not = { sv = "R", en = "R" }
says = { missing = { sv = "R", en = "R" }, denied = { sv = "R", en = "R" } }
authority = [{ source = "kalla", clause = "1", unverified = { sv = "u", en = "u" } }]
benchmark = [{ measure = { sv = "m", en = "m" }, met = 1, year = 2022, source = "kalla", reservation = { sv = "r", en = "r" }, earlier = { met = 1 } }]
scope = { kind = "*", asked-of = "any" }
level-where = [{ level = "note", kind = ["policy"] }]
advice = { sv = "r", en = "r", check = { artefact = {} } }
example = [{ verdict = "met", lang = "sv", text = "t" }]
partial = [{ says = { sv = "s", en = "s" }, check = { placeholder = {} } }]
[terms.eget]
name = { sv = "n", en = "n" }
sv = ["ord"]
[[check.all.of]]
label = { sv = "a", en = "a" }
statement = { mentions = ["eget"], polarity = { eget = "affirmed" } }
[[check.all.of]]
label = { sv = "a", en = "a" }
any = [{ responsibility = { role = "board" } }, { metadata = { field = "owner" } }, { review = { not-passed = "valid-until" } }]
[[check.all.of]]
label = { sv = "a", en = "a" }
at-least = { k = 1, of = [{ section = { heading = "eget" } }, { table = { columns = "eget" } }, { reference = { in-force = true } }] }
[[check.all.of]]
label = { sv = "a", en = "a" }
document = { kind = "policy", order = { history = "version" }, pattern = { regex = "x" }, rule = { code = "ANNAN-1" } }
[[check.all.of]]
label = { sv = "a", en = "a" }
not = { forbid = { term = { entry = [{ match = { sv = ["gammal"] }, now = { sv = "ny", en = "new" }, unverified = { sv = "u", en = "u" } }] } } }
[[check.all.of]]
label = { sv = "a", en = "a" }
any = { of = [{ placeholder = {} }, { artefact = {} }] }
"#;

/// Compares the keys that were asked for with the schema, for every table of a file; says how many tables were compared.
pub(crate) fn compared(schema: &str, parsed: &Parsed<'_>) -> usize {
    let root: Value = serde_json::from_str(schema).unwrap();
    let mut asked: BTreeMap<(usize, usize), BTreeSet<String>> = BTreeMap::new();
    for (at, keys) in parsed.faults.asked.borrow().iter() {
        asked.entry((at.start, at.end)).or_default().extend(keys.iter().cloned());
    }
    let mut comparison = Comparison { root: &root, asked, tags: Lexicon::builtin().unwrap().tags(), seen: BTreeSet::new() };
    let first = parsed.first_line();
    comparison.table("", &root, &parsed.table, (first.start, first.end));
    let seen = comparison.seen.len();
    let unseen: Vec<_> = comparison.asked.iter().filter(|(at, _)| !comparison.seen.contains(*at)).collect();
    assert!(unseen.is_empty(), "the schema has no table for {unseen:?}");
    seen
}

struct Comparison<'a> {
    root: &'a Value,
    asked: BTreeMap<(usize, usize), BTreeSet<String>>,
    tags: Vec<String>,
    seen: BTreeSet<(usize, usize)>,
}

impl Comparison<'_> {
    fn table(&mut self, path: &str, schema: &Value, table: &Table<'_>, at: (usize, usize)) {
        let properties = schema["properties"].as_object();
        if let Some(asked) = self.asked.get(&at) {
            let own: BTreeSet<String> = table.entries().iter().map(|entry| entry.key.to_string()).collect();
            let open = schema["additionalProperties"] != Value::Bool(false);
            let named: BTreeSet<String> = properties.into_iter().flatten().map(|(key, _)| key.clone()).collect();
            if open {
                assert!(asked.iter().all(|key| named.contains(key) || own.contains(key)), "{path}: {asked:?} {named:?}");
            } else {
                // A file is asked for the languages of its pack, the schema has every language.
                let other: BTreeSet<String> = named.difference(asked).filter(|key| !self.tags.contains(*key)).cloned().collect();
                assert!(asked.is_subset(&named) && other.is_empty(), "{path}: {asked:?} {named:?}");
            }
            self.seen.insert(at);
        }
        for entry in table.entries() {
            let name = &entry.key;
            let inner = properties.and_then(|all| all.get(name.as_ref())).unwrap_or(&schema["additionalProperties"]);
            self.value(&format!("{path}/{name}"), inner, &entry.item.node, (entry.key_span.start, entry.key_span.end));
        }
    }

    fn value(&mut self, path: &str, schema: &Value, value: &Node<'_>, at: (usize, usize)) {
        match value {
            Node::Table(table) => {
                let inner = self.of_type(schema, "object").unwrap_or_else(|| panic!("{path} is no table in the schema"));
                self.table(path, &inner, table, at);
            }
            Node::Array(items) => {
                let array = self.of_type(schema, "array").unwrap_or_else(|| panic!("{path} is no array in the schema"));
                for item in items {
                    self.value(path, &array["items"], &item.node, (item.span.start, item.span.end));
                }
            }
            _ => {}
        }
    }

    /// What a schema says of values of a type.
    fn of_type(&self, schema: &Value, wanted: &str) -> Option<Value> {
        if let Some(name) = schema["$ref"].as_str() {
            return self.of_type(self.root.pointer(name.trim_start_matches('#'))?, wanted);
        }
        match schema["anyOf"].as_array() {
            Some(all) => all.iter().find_map(|one| self.of_type(one, wanted)),
            None => (schema["type"] == wanted).then(|| schema.clone()),
        }
    }
}

/// Term sets by every name that is shared, so that rules can be read one by one.
fn sets(lexicon: &Lexicon) -> TermSets {
    let mut sets = TermSets::new(TermsBuilder::new(), lexicon.tags(), Vec::new());
    for (path, _) in builtin_terms() {
        sets.declare(path.trim_start_matches("terms/").trim_end_matches(".toml"));
    }
    sets
}

#[test]
fn packs_and_their_rules_are_asked_for_the_keys_of_the_schemas() {
    let lexicon = Lexicon::builtin().unwrap();
    let mut tables = 0;
    for source in builtin_packs() {
        let text = |wanted: &str| source.files.iter().find(|(path, _)| path == wanted).map(|(_, text)| text.clone()).unwrap();
        let pack = text("pack.toml");
        let parsed = parse("pack.toml", &pack);
        let read = manifest(parsed.reader().unwrap(), &lexicon.tags()).unwrap();
        tables += compared(PACK, &parsed);
        for (path, text) in source.files.iter().filter(|(path, _)| path != "pack.toml" && !path.contains('/')) {
            let parsed = parse(path, text);
            rule(parsed.reader().unwrap(), "en-regel", &read, &mut sets(&lexicon));
            tables += compared(RULE, &parsed);
        }
    }
    assert!(tables > 5000, "{tables}");
}

#[test]
fn every_kind_of_check_is_asked_for_the_keys_of_the_schema() {
    let lexicon = Lexicon::builtin().unwrap();
    let pack = parse("pack.toml", "format = 1\nlanguages = [\"sv\", \"en\"]\n");
    let manifest = manifest(pack.reader().unwrap(), &lexicon.tags()).unwrap();
    let parsed = parse("en-regel.toml", WHOLE);
    rule(parsed.reader().unwrap(), "en-regel", &manifest, &mut sets(&lexicon));
    let tables = compared(RULE, &parsed);
    for kind in super::CHECK_KINDS {
        assert!(WHOLE.contains(&format!("{kind} = ")) || WHOLE.contains(&format!("check.{kind}.")), "{kind} is not tried");
    }
    assert!(tables > 60, "{tables}");
}

#[test]
fn term_sets_are_asked_for_the_keys_of_the_schema() {
    let mut sets = sets(&Lexicon::builtin().unwrap());
    for (path, text) in builtin_terms() {
        let parsed = parse(&path, &text);
        sets.fill(parsed.reader().unwrap(), "prov", &[]);
        assert!(compared(TERMS, &parsed) >= 1, "{path}");
    }
}
