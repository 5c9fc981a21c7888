//! Who is asked: scope and its defaults, levels by place, examples.

use std::collections::BTreeMap;

use crate::language::{Kind, Topic};

use super::build::{Build, LEVELS, kinds, outcomes, topics};
use super::raw::did_you_mean;
use super::reader::Reader;
use super::{AskedOf, Example, LevelWhere, Scope};

/// Who is asked, by spelling.
const ASKED_OF: &[(&str, AskedOf)] = &[("each", AskedOf::Each), ("any", AskedOf::Any), ("repository", AskedOf::Repository)];

impl Build<'_> {
    /// Reads `[scope]`. `translations` is what the pack says of all its rules.
    pub(super) fn scope(&mut self, rule: &Reader<'_>, hierarchy: bool, translations: bool) -> Option<Scope> {
        let table = rule.need("scope")?.table()?;
        table.need("asked-of");
        let asked_of = table.choice("asked-of", ASKED_OF);
        let kind = kinds_of(&table);
        if asked_of.is_some_and(|asked_of| asked_of != AskedOf::Repository) && !table.has("kind") {
            let help = Some("name kinds, or `kind = \"*\"` for every document that governs".to_owned());
            table.faults.add_with(table.at.clone(), "`kind` is missing", help);
        }
        let when = names(&table, "when");
        let presupposes = table.list("presupposes");
        let every_topic = matches!(table.list("topic").as_slice(), [only] if only.text == "*");
        let topic = if every_topic { Vec::new() } else { table.choices("topic", &topics()) };
        let topic = if table.has("topic") { topic } else { default_topics(&kind, asked_of, hierarchy) };
        let scope = Scope {
            kind,
            topic,
            asked_of: asked_of.unwrap_or(AskedOf::Each),
            agreement: table.choice("subject", &[("agreement", true)]).unwrap_or(false),
            whole_area: table.flag("whole-area"),
            translations: table.truth("translations").unwrap_or(translations),
            when,
            presupposes: self.refer("presupposes", &presupposes),
        };
        if scope.whole_area && (scope.asked_of != AskedOf::Each || scope.agreement) {
            table.faults.add(table.at.clone(), "`whole-area` is for `asked-of = \"each\"`, and not for agreements");
        }
        table.finish();
        Some(scope)
    }

    /// Reads `[[level-where]]`.
    pub(super) fn level_where(&mut self, rule: &Reader<'_>) -> Vec<LevelWhere> {
        let mut all = Vec::new();
        for table in rule.tables("level-where") {
            table.need("level");
            let level = table.choice("level", LEVELS);
            let (kind, section) = (table.choices("kind", &kinds()), self.groups(&table, "section"));
            let when = names(&table, "when");
            if when.is_empty() != (table.has("kind") || table.has("section")) {
                table.faults.add(table.at.clone(), "a level is for places (`kind`, `section`) or for who answers yes (`when`)");
            }
            table.finish();
            all.extend(level.map(|level| LevelWhere { level, kind, section, when }));
        }
        all
    }

    /// Reads `[[example]]`.
    pub(super) fn examples(&self, rule: &Reader<'_>, scope: Option<&Scope>) -> Vec<Example> {
        rule.tables("example").into_iter().filter_map(|table| self.example(table, scope)).collect()
    }

    fn example(&self, table: Reader<'_>, scope: Option<&Scope>) -> Option<Example> {
        table.need("verdict");
        let verdict = table.choice("verdict", &outcomes());
        let kind = table.choice("kind", &kinds());
        let read_as = kind.or_else(|| scope.and_then(|scope| scope.kind.first().copied())).unwrap_or(Kind::Policy);
        let tags: Vec<(&str, &str)> = self.sets.tags().iter().map(|tag| (tag.as_str(), tag.as_str())).collect();
        table.need("lang");
        let example = Example {
            verdict: verdict.unwrap_or(crate::result::Outcome::Met),
            lacks: table.text("lacks").map(|word| word.text.to_owned()),
            language: table.choice("lang", &tags).unwrap_or_default().to_owned(),
            files: files(&table, read_as),
            kind,
            as_is: table.flag("as-is"),
            today: table.date("today"),
            level: table.choice("level", LEVELS),
        };
        table.finish();
        verdict.map(|_| example)
    }
}

/// Path and text of every file of an example.
fn files(table: &Reader<'_>, kind: Kind) -> BTreeMap<String, String> {
    if table.has("text") == table.has("files") {
        table.faults.add(table.at.clone(), "an example has either `text` or `files`");
    }
    let several = table.table("files");
    if let Some(text) = table.text("text") {
        return BTreeMap::from([(format!("{kind}.md"), text.text.to_owned())]);
    }
    let entries = several.map(|files| files.entries()).unwrap_or_default();
    entries
        .iter()
        .filter_map(|entry| Some((entry.key.to_owned(), entry.value.as_str().or_else(|| entry.text().map(|word| word.text))?.to_owned())))
        .collect()
}

/// Kinds; none for `"*"`.
fn kinds_of(table: &Reader<'_>) -> Vec<Kind> {
    let words = table.list("kind");
    match words.as_slice() {
        [only] if only.text == "*" => Vec::new(),
        _ => table.choices("kind", &kinds()),
    }
}

/// The topics of a rule that names none.
fn default_topics(kind: &[Kind], asked_of: Option<AskedOf>, hierarchy: bool) -> Vec<Topic> {
    if !kind.is_empty() && kind.iter().all(|kind| kind.is_agreement()) {
        return vec![Topic::ItSupply, Topic::DataProtection];
    }
    match asked_of {
        Some(AskedOf::Each) if kind == [Kind::Policy] => vec![Topic::InformationSecurity],
        Some(AskedOf::Repository) if hierarchy => vec![Topic::InformationSecurity],
        Some(AskedOf::Any) => {
            let training = kind.contains(&Kind::TrainingPlan);
            let counts = |topic: &Topic| *topic != Topic::Other && (training || *topic != Topic::Personnel);
            Topic::ALL.iter().copied().filter(counts).collect()
        }
        _ => Vec::new(),
    }
}

/// Names in kebab-case, of an open list.
pub(super) fn names(table: &Reader<'_>, key: &str) -> Vec<String> {
    let words = table.list(key);
    for word in words.iter().filter(|word| !is_kebab(word.text)) {
        let help = did_you_mean(word.text, []).or_else(|| Some("write lower case words joined by hyphens".to_owned()));
        table.faults.add_with(word.span.clone(), format!("`{}` is no name", word.text), help);
    }
    words.iter().map(|word| word.text.to_owned()).collect()
}

/// Whether a name is lower case words and numbers joined by hyphens.
pub fn is_kebab(name: &str) -> bool {
    let fits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit());
    name.split('-').all(fits)
}

/// Whether a code is written as codes are: `MSB18-1D`.
pub fn is_code(code: &str) -> bool {
    let mut parts = code.split('-');
    let prefix = parts.next().unwrap_or_default().trim_end_matches(|c: char| c.is_ascii_digit());
    let upper = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit());
    let rest: Vec<&str> = parts.collect();
    !prefix.is_empty() && prefix.bytes().all(|byte| byte.is_ascii_uppercase()) && !rest.is_empty() && rest.into_iter().all(upper)
}
