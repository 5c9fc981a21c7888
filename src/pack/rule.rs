//! One rule file.

use std::ops::Range;

use crate::check::{Check, Composition, Grade, GradeNeeds};
use crate::result::{Level, Text};
use crate::term::SetId;

use super::build::{Build, LEVELS, text_of};
use super::manifest::Manifest;
use super::names::TermSets;
use super::reader::{Reader, Word};
use super::scope::is_code;
use super::{LevelWhere, Rule, Told};

/// How rules bind, by spelling.
pub const BINDINGS: &[(&str, &str)] = &[
    ("law", "law"),
    ("regulation", "regulation"),
    ("recommendation", "recommendation"),
    ("supervision", "supervision"),
    ("survey", "survey"),
    ("standard", "standard"),
    ("practice", "practice"),
];

/// A rule that was read, and what must be looked up once all rules are.
pub(super) struct ReadRule {
    /// The rule; `None` when too little of it could be read.
    pub(super) rule: Option<Rule>,
    /// Its code and where it stands.
    pub(super) code: Option<(String, Range<usize>)>,
    /// Codes of other rules: by which key, code, place.
    pub(super) codes: Vec<(&'static str, String, Range<usize>)>,
    /// The groups of term sets that it looks for.
    pub(super) sought: Vec<Vec<SetId>>,
}

/// Reads a rule file whose stem is `id`.
pub(super) fn rule(reader: Reader<'_>, id: &str, manifest: &Manifest, sets: &mut TermSets) -> ReadRule {
    let code = code(&reader);
    let place = code.as_ref().map_or_else(|| format!("{}.{id}", manifest.id), |word| word.text.to_owned());
    let places = vec![place.clone(), manifest.id.clone()];
    own_terms(&reader, &places, sets);
    let mut build = Build { sets, places, languages: &manifest.languages, codes: Vec::new(), sought: Vec::new(), entries: 0 };
    let rule = build.rule(&reader, id, code.as_ref(), manifest);
    let (codes, sought) = (build.codes, build.sought);
    unused_terms(&reader, &place, sets);
    reader.finish();
    ReadRule { rule, code: code.map(|word| (word.text.to_owned(), word.span)), codes, sought }
}

fn code<'t>(reader: &Reader<'t>) -> Option<Word<'t>> {
    let word = reader.need_text("code")?;
    if !is_code(word.text) {
        let help = Some("write capitals, a hyphen, and a number or capitals, as `MSB18-1D`".to_owned());
        reader.faults.add_with(word.span.clone(), format!("`{}` is no code", word.text), help);
    }
    Some(word)
}

/// Registers the rule's own term sets: all names first, so that they can include one another.
fn own_terms(reader: &Reader<'_>, places: &[String], sets: &mut TermSets) {
    let Some(terms) = reader.table("terms") else { return };
    let entries = terms.entries();
    let place = places.first().map_or("", String::as_str);
    for entry in &entries {
        sets.declare(&format!("{place}/{}", entry.key));
        if let Some(words) = entry.value.as_table().and_then(|table| table.get("include")).and_then(|include| include.item.node.as_array()) {
            for name in words.iter().filter_map(|name| name.node.as_str()) {
                sets.mark_used(&format!("{place}/{name}"));
            }
        }
    }
    for entry in &entries {
        if let Some(table) = entry.table() {
            sets.fill(table, &format!("{place}/{}", entry.key), places);
        }
    }
}

fn unused_terms(reader: &Reader<'_>, place: &str, sets: &TermSets) {
    let entries = reader.get("terms").and_then(|value| value.value.as_table().and_then(|_| value.table())).map(|table| table.entries());
    for entry in entries.unwrap_or_default() {
        if !sets.is_used(&format!("{place}/{}", entry.key)) {
            reader.faults.add(entry.key_span, format!("the term set `{}` is not used", entry.key));
        }
    }
}

/// A requirement on a fact of law that is not verified is never an error.
fn verified(reader: &Reader<'_>, level: Option<Level>, level_where: &[LevelWhere], grades: &[Grade], told: &Told) {
    let levels = level.into_iter().chain(level_where.iter().map(|one| one.level)).chain(grades.iter().filter_map(|one| one.level));
    if told.authorities.iter().any(|one| one.unverified.is_some()) && levels.max() == Some(Level::Error) {
        let at = reader.get("level").map_or(reader.at.clone(), |value| value.span);
        reader.faults.add_with(at, "what is not verified is no error", Some("give the rule a milder `level`".to_owned()));
    }
}

impl Build<'_> {
    fn rule(&mut self, reader: &Reader<'_>, id: &str, code: Option<&Word<'_>>, manifest: &Manifest) -> Option<Rule> {
        reader.need("level");
        reader.need("binding");
        reader.need("check");
        let (level, binding) = (reader.choice("level", LEVELS), reader.choice("binding", BINDINGS));
        let check = self.check(reader, "check", 0);
        let hierarchy = matches!(&check, Some(Check::Reference(reference)) if !reference.from.is_empty());
        let scope = self.scope(reader, hierarchy, manifest.translations);
        let grades = self.grades(reader, check.as_ref());
        let (says_missing, says_denied) = self.says(reader);
        let examples = self.examples(reader, scope.as_ref());
        let (related, was) = (reader.list("related"), super::scope::names(reader, "was"));
        let related = self.refer("related", &related);
        let level_where = self.level_where(reader);
        let advice = self.advice(reader);
        let told = self.told(reader, manifest);
        verified(reader, level, &level_where, &grades, &told);
        Some(Rule {
            code: code?.text.to_owned(),
            id: id.to_owned(),
            was,
            pack: manifest.id.clone(),
            level: level?,
            binding: binding?.to_owned(),
            related,
            scope: scope?,
            check: check?,
            grades,
            level_where,
            advice,
            says_missing,
            says_denied,
            told,
            examples,
            without_words_in: Default::default(),
        })
    }

    fn grades(&mut self, reader: &Reader<'_>, check: Option<&Check>) -> Vec<Grade> {
        reader.tables("partial").into_iter().filter_map(|table| self.grade(table, check)).collect()
    }

    fn grade(&mut self, table: Reader<'_>, check: Option<&Check>) -> Option<Grade> {
        let level = table.choice("level", LEVELS);
        let says = self.text(&table, "says");
        let parts = table.count("at-least");
        if table.has("check") == table.has("at-least") {
            table.faults.add(table.at.clone(), "a grade has either a `check` or `at-least`");
        }
        if let (Some(check), Some(value)) = (check, table.get("at-least")) {
            match check {
                Check::Composed(Composition { parts: all, .. }) if parts.is_none_or(|parts| parts <= all.len()) => {}
                Check::Composed(Composition { parts: all, .. }) => value.faults.add(value.span, format!("the rule has only {} parts", all.len())),
                _ => value.faults.add(value.key_span, "`at-least` counts parts, and the rule's check has none"),
            }
        }
        let asked = self.check(&table, "check", 1);
        let needs = match parts {
            Some(parts) => Some(GradeNeeds::Parts(parts)),
            None => asked.map(GradeNeeds::Check),
        };
        table.finish();
        Some(Grade { level, says, needs: needs? })
    }

    fn says(&mut self, reader: &Reader<'_>) -> (Option<Text>, Option<Text>) {
        let Some(table) = reader.table("says") else { return (None, None) };
        let says = (self.text(&table, "missing"), self.text(&table, "denied"));
        table.finish();
        says
    }

    fn advice(&mut self, reader: &Reader<'_>) -> Option<(Text, Option<Check>)> {
        let table = reader.table("advice")?;
        let text = text_of(&table, self.languages);
        let check = self.check(&table, "check", 1);
        table.finish();
        Some((text, check))
    }
}
