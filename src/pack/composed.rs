//! Checks of structure, of the set of documents, and compositions.

use std::collections::BTreeMap;

use crate::check::{
    Check, Composition, DocumentCheck, Group, Needed, OrderCheck, PartCheck, ReferenceCheck, SectionCheck, TableCheck, TermEntry, Together,
};
use crate::language::Field;
use crate::result::Level;

use super::bounds;
use super::build::{Build, LEVELS, bound, fields, kinds, text_of, topics};
use super::checks::KINDS;
use super::raw::did_you_mean;
use super::reader::{Reader, Value};

/// Places of parts by spelling.
const TOGETHER: &[(&str, Together)] = &[("document", Together::Document), ("section", Together::Section)];

impl Build<'_> {
    pub(super) fn section(&mut self, table: &Reader<'_>) -> SectionCheck {
        let check = SectionCheck {
            heading: self.groups(table, "heading"),
            or_statement: self.groups(table, "or-statement"),
            empty: table.flag("empty"),
            weak_only: table.count("weak-only").unwrap_or(0),
        };
        if !["heading", "empty", "weak-only"].iter().any(|key| table.has(key)) {
            table.faults.add(table.at.clone(), "the check asks nothing: `heading`, `empty` or `weak-only` is missing");
        }
        check
    }

    pub(super) fn table_check(&mut self, table: &Reader<'_>) -> TableCheck {
        table.need("columns");
        let columns = self.groups(table, "columns");
        let filled = filled(table, &columns);
        TableCheck { columns, rows: bound(table, "rows", bounds::at_least).unwrap_or(1), filled }
    }

    pub(super) fn reference(&mut self, table: &Reader<'_>) -> ReferenceCheck {
        let all = [("links", 0), ("anchors", 1), ("annexes", 2), ("named", 3)];
        let resolve = table.choices("resolve", &all);
        let check = ReferenceCheck {
            links: resolve.contains(&0),
            anchors: resolve.contains(&1),
            annexes: resolve.contains(&2),
            named: resolve.contains(&3),
            from: table.choices("from", &kinds()),
            to: table.choices("to", &kinds()),
            each: table.flag("each"),
            in_force: table.flag("in-force"),
        };
        if table.has("from") != table.has("to") {
            table.faults.add(table.at.clone(), "`from` and `to` belong together");
        } else if !["from", "resolve", "in-force"].iter().any(|key| table.has(key)) {
            table.faults.add(table.at.clone(), "the check asks nothing: `resolve`, `in-force`, or `from` and `to`, are missing");
        } else if let (true, false, Some(value)) = (table.has("each"), table.has("from"), table.get("each")) {
            table.faults.add(value.key_span, "`each` says nothing without `from` and `to`");
        }
        check
    }

    pub(super) fn document(&mut self, table: &Reader<'_>, depth: usize) -> DocumentCheck {
        // `title` is a parameter; every other name of a kind of check is a nested check.
        let nested = self.checks_in(table, KINDS);
        DocumentCheck {
            kind: table.choices("kind", &kinds()),
            topic: table.choices("topic", &topics()),
            title: self.groups(table, "title"),
            exactly_one: table.flag("exactly-one"),
            in_force: table.flag("in-force"),
            checks: nested.iter().filter_map(|value| self.check_of(value, depth + 1)).collect(),
        }
    }

    pub(super) fn order(&mut self, table: &Reader<'_>) -> OrderCheck {
        let history_version = table.choice("history", &[("version", ())]).is_some();
        let pairs = table.get("before").and_then(|value| value.items()).unwrap_or_default();
        let before = pairs.iter().filter_map(|pair| pair_of_fields(table, pair)).collect();
        let as_original = table.choices("as-original", &fields());
        if !["history", "before", "as-original"].iter().any(|key| table.has(key)) {
            table.faults.add(table.at.clone(), "the check asks nothing: `history`, `before` or `as-original` is missing");
        }
        OrderCheck { history_version, before, as_original }
    }

    pub(super) fn term(&mut self, table: &Reader<'_>) -> Vec<TermEntry> {
        table.need("entry");
        table.tables("entry").into_iter().filter_map(|entry| self.term_entry(entry)).collect()
    }

    fn term_entry(&mut self, entry: Reader<'_>) -> Option<TermEntry> {
        let place = self.places.first().map_or("", String::as_str);
        self.entries += 1;
        let set = self.sets.declare(&format!("{place}/@entry-{}", self.entries));
        self.sought.push(vec![set]);
        if let Some(words) = entry.need("match").and_then(|value| value.table()) {
            if !self.sets.words(&words, set) {
                words.faults.add(words.at.clone(), "`match` has no words");
            }
            words.finish();
        }
        let read = TermEntry {
            set,
            now: self.need_text(&entry, "now"),
            since: entry.since("since").unwrap_or_default(),
            level: entry.choice("level", LEVELS),
            unverified: self.text(&entry, "unverified"),
            only_with: self.groups(&entry, "only-with"),
            unless: self.groups(&entry, "unless"),
        };
        if read.unverified.is_some() && read.level.is_none_or(|level| level == Level::Error) {
            entry.faults.add_with(entry.at.clone(), "what is not verified is no error", Some("give the entry a milder `level`".to_owned()));
        }
        entry.finish();
        Some(read)
    }

    /// `all`, `any`, `at-least` as a table.
    pub(super) fn composition(&mut self, table: &Reader<'_>, kind: &str, depth: usize) -> Check {
        table.need("of");
        let parts: Vec<PartCheck> = table.tables("of").into_iter().filter_map(|part| self.part(part, depth)).collect();
        let written = table.get("of").and_then(|value| value.value.as_array().map(|array| array.len())).unwrap_or(0);
        let needed = match kind {
            "all" => Needed::All,
            "any" => Needed::Any,
            _ => Needed::AtLeast(needed_count(table, written)),
        };
        let together = table.choice("together", TOGETHER).unwrap_or_default();
        Check::Composed(Composition { needed, parts, together, not_in_one_statement: table.flag("not-in-one-statement") })
    }

    /// `any = [ … ]` inside another composition.
    pub(super) fn composition_of_array(&mut self, value: &Value<'_>, depth: usize) -> Check {
        let parts = value.tables().into_iter().filter_map(|part| self.part(part, depth)).collect();
        let needed = if value.key == "all" { Needed::All } else { Needed::Any };
        Check::Composed(Composition { needed, parts, together: Together::Anywhere, not_in_one_statement: false })
    }

    /// A part; parts of the rule's own composition must have a label, since messages name them.
    fn part(&mut self, part: Reader<'_>, depth: usize) -> Option<PartCheck> {
        let label = match part.table("label") {
            Some(table) => {
                let label = text_of(&table, self.languages);
                table.finish();
                label
            }
            None => {
                if depth == 0 && !part.has("label") {
                    part.faults.add(part.at.clone(), "`label` is missing");
                }
                crate::result::Text(BTreeMap::new())
            }
        };
        let check = self.one_check(&part, depth + 1);
        part.finish();
        Some(PartCheck { label, check: check? })
    }
}

/// How many parts `at-least` asks for; no more than there are.
fn needed_count(table: &Reader<'_>, written: usize) -> usize {
    table.need("k");
    let count = table.count("k").unwrap_or(1);
    if let Some(value) = table.get("k").filter(|_| written > 0 && count > written) {
        table.faults.add(value.span, format!("`k` asks for {count} of {written} parts"));
    }
    count
}

/// Indices of the columns that must be filled.
fn filled(table: &Reader<'_>, columns: &[Group]) -> Vec<usize> {
    let written = table.list("columns");
    let mut all = Vec::new();
    for word in table.list("filled") {
        if let Some(at) = columns.iter().position(|group| group.name == word.text) {
            all.push(at);
        } else if !written.iter().any(|column| column.text == word.text) {
            let help = did_you_mean(word.text, written.iter().map(|column| column.text));
            table.faults.add_with(word.span, format!("`columns` has no `{}`", word.text), help);
        }
    }
    all
}

/// Two fields of which the first may not be later.
fn pair_of_fields(table: &Reader<'_>, pair: &Value<'_>) -> Option<(Field, Field)> {
    let words = pair.list();
    let [first, second] = words.as_slice() else {
        pair.faults.add(pair.span.clone(), "a pair of fields is wanted, as [\"decided\", \"valid-from\"]");
        return None;
    };
    let all = fields();
    Some((table.choose("before", first, &all)?, table.choose("before", second, &all)?))
}
