//! Checks, one per kind: a table named after its kind.

use crate::check::{
    AgentWanted, Check, Distinct, MetadataCheck, PatternCheck, PatternPlace, ResponsibilityCheck, ReviewCheck, StatementCheck, Within,
};
use crate::language::{Field, Role};

use super::bounds;
use super::build::{Build, WITHIN, bound, expression, fields, kinds, modalities, polarities, roles};
use super::names::TermSets;
use super::raw::did_you_mean;
use super::reader::{Reader, Value, Word};

/// Every kind of check, as its table is named.
pub const KINDS: &[&str] = &[
    "statement",
    "responsibility",
    "metadata",
    "review",
    "section",
    "table",
    "reference",
    "document",
    "order",
    "term",
    "placeholder",
    "artefact",
    "pattern",
    "forbid",
    "rule",
    "all",
    "any",
    "at-least",
    "not",
];

/// Counting by spelling.
const DISTINCT: &[(&str, Distinct)] = &[("statement", Distinct::Statement), ("term", Distinct::Term), ("actor", Distinct::Actor)];

impl Build<'_> {
    /// The one check in `[<key>]`.
    pub(super) fn check(&mut self, reader: &Reader<'_>, key: &str, depth: usize) -> Option<Check> {
        let table = reader.table(key)?;
        let check = self.one_check(&table, depth);
        table.finish();
        check
    }

    /// The one check among a table's keys.
    pub(super) fn one_check(&mut self, table: &Reader<'_>, depth: usize) -> Option<Check> {
        let mut found = self.checks_in(table, KINDS);
        if found.is_empty() {
            if table.has_unknown() {
                return None; // a misspelt kind, which is reported as such
            }
            table.faults.add_with(table.at.clone(), "a check is missing", Some(format!("a table named after its kind: {}", KINDS.join(", "))));
            return None;
        }
        for extra in found.drain(1..) {
            table.faults.add(extra.key_span, "only one check can stand here; join several in `all` or `any`");
        }
        self.check_of(&found.pop()?, depth)
    }

    /// The values whose keys are kinds of check, in the order of the file.
    pub(super) fn checks_in<'t>(&self, table: &Reader<'t>, kinds: &[&str]) -> Vec<Value<'t>> {
        let mut found: Vec<Value<'t>> = kinds.iter().filter_map(|kind| table.get(kind)).collect();
        found.sort_by_key(|value| value.key_span.start);
        found
    }

    /// Reads a check by its kind.
    pub(super) fn check_of(&mut self, value: &Value<'_>, depth: usize) -> Option<Check> {
        if depth > 16 {
            value.faults.add(value.key_span.clone(), "checks are nested too deeply");
            return None;
        }
        if let ("all" | "any", true) = (value.key, value.value.as_array().is_some()) {
            return Some(self.composition_of_array(value, depth));
        }
        let table = value.table()?;
        let check = match value.key {
            "statement" => self.statement(&table),
            "responsibility" => Check::Responsibility(self.responsibility(&table)),
            "metadata" => Check::Metadata(metadata(self.sets, &table)),
            "review" => Check::Review(review(&table)),
            "section" => Check::Section(self.section(&table)),
            "table" => Check::Table(self.table_check(&table)),
            "reference" => Check::Reference(self.reference(&table)),
            "document" => Check::Document(self.document(&table, depth)),
            "order" => Check::Order(self.order(&table)),
            "term" => Check::Term(self.term(&table)),
            "placeholder" => Check::Placeholder,
            "artefact" => Check::Artefact,
            "pattern" => {
                // Whoever wrote the expression had the pack's own languages in mind.
                self.sought.push(Vec::new());
                Check::Pattern(pattern(self.sets, &table)?)
            }
            "forbid" => Check::Forbid(Box::new(self.one_check(&table, depth + 1)?)),
            "not" => Check::Not(Box::new(self.one_check(&table, depth + 1)?)),
            "rule" => Check::Rule(self.rule_code(&table)?),
            _ => self.composition(&table, value.key, depth),
        };
        table.finish();
        Some(check)
    }

    fn rule_code(&mut self, table: &Reader<'_>) -> Option<String> {
        let code = table.need_text("code")?;
        self.refer("rule", &[code]).pop()
    }

    fn statement(&mut self, table: &Reader<'_>) -> Check {
        let mut check = StatementCheck {
            mentions: self.groups(table, "mentions"),
            modality: table.choices("modality", &modalities()),
            actor: roles(table, "actor"),
            recipient: roles(table, "recipient"),
            passive: table.choice("voice", &[("passive", true)]).unwrap_or(false),
            agent: table.choice("agent", &[("none", AgentWanted::None), ("named", AgentWanted::Named)]),
            frequency: bound(table, "frequency", bounds::frequency),
            deadline: bound(table, "deadline", bounds::deadline),
            within: table.choice("within", WITHIN).unwrap_or_default(),
            section: self.groups(table, "section"),
            unless: self.groups(table, "unless"),
            at_least: table.count("at-least").unwrap_or(1),
            distinct: table.choice("distinct", DISTINCT).unwrap_or_default(),
            ..StatementCheck::default()
        };
        own(table, &mut check);
        polarity(table, &mut check);
        self.excluding(table, &mut check);
        let asks = ["mentions", "modality", "actor", "recipient", "voice", "agent", "frequency", "deadline", "polarity"];
        if !asks.iter().any(|key| table.has(key)) {
            table.faults.add(table.at.clone(), "the check asks nothing: every statement would meet it");
        }
        Check::Statement(Box::new(check))
    }

    fn excluding(&mut self, table: &Reader<'_>, check: &mut StatementCheck) {
        let noted = table.choice("excluding", &[("note", ())]).is_some();
        let harmless = self.groups(table, "harmless");
        check.harmless = noted.then_some(harmless);
        if let (false, Some(value)) = (table.has("excluding"), table.get("harmless")) {
            table.faults.add(value.key_span, "`harmless` says nothing without `excluding = \"note\"`");
        }
    }

    fn responsibility(&mut self, table: &Reader<'_>) -> ResponsibilityCheck {
        let (unless_role, unless) = self.unless(table);
        table.choice("distinct", &[("actor", ())]);
        ResponsibilityCheck {
            role: roles(table, "role"),
            duty: self.groups(table, "duty"),
            object: self.groups(table, "object"),
            unless,
            unless_role,
            at_least: table.count("at-least").unwrap_or(1),
            within: table.choice("within", WITHIN).unwrap_or_default(),
        }
    }

    /// Names of roles or of groups; a term set of the same name wins.
    fn unless(&mut self, table: &Reader<'_>) -> (Vec<Role>, Vec<crate::check::Group>) {
        let (mut roles, mut groups) = (Vec::new(), Vec::new());
        for word in table.list("unless") {
            match Role::group(word.text) {
                Some(found) if self.sets.find(word.text, &self.places).is_none() => roles.extend(found),
                _ => groups.extend(self.group(&word, table.faults)),
            }
        }
        (roles, groups)
    }
}

/// The groups that a neighbour cannot mention in the statement's place.
fn own(table: &Reader<'_>, check: &mut StatementCheck) {
    let written: Vec<Word<'_>> = table.list("mentions");
    for word in table.list("own") {
        match written.iter().position(|group| group.text == word.text) {
            // A group whose own name is wrong is reported there.
            Some(_) => check.own.extend(check.mentions.iter().position(|group| group.name == word.text)),
            None => {
                let help = did_you_mean(word.text, written.iter().map(|group| group.text));
                table.faults.add_with(word.span.clone(), format!("`mentions` has no group `{}`", word.text), help);
            }
        }
    }
    if let Some(value) = table.get("own").filter(|_| check.within == Within::Statement) {
        table.faults.add(value.key_span, "`own` says nothing without `within`: every group stands in the statement itself");
    }
}

/// One value, several, or one per named group.
fn polarity(table: &Reader<'_>, check: &mut StatementCheck) {
    let Some(value) = table.get("polarity") else { return };
    if value.value.as_table().is_none() {
        check.polarity = table.choices("polarity", &polarities());
        return;
    }
    let Some(per_group) = value.table() else { return };
    let written: Vec<Word<'_>> = table.list("mentions");
    for entry in per_group.entries() {
        let named = |name: &str| name == entry.key || name.split('|').any(|one| one.trim() == entry.key);
        let wanted = per_group.choice(entry.key, &polarities());
        match (check.mentions.iter().position(|group| named(&group.name)), wanted) {
            (Some(at), Some(wanted)) => check.polarity_of.push((at, wanted)),
            // A group whose own name is wrong is reported there.
            (None, _) if !written.iter().any(|word| named(word.text)) => {
                let help = did_you_mean(entry.key, written.iter().map(|word| word.text));
                table.faults.add_with(entry.key_span, format!("`mentions` has no group `{}`", entry.key), help);
            }
            _ => {}
        }
    }
}

fn metadata(sets: &mut TermSets, table: &Reader<'_>) -> MetadataCheck {
    table.need("field");
    MetadataCheck {
        field: table.choices("field", &fields()),
        with: table.choices("with", &fields()),
        role: roles(table, "role"),
        pattern: table.text("pattern").and_then(|word| expression(sets, table, &word)),
        interval: bound(table, "interval", bounds::interval),
    }
}

fn review(table: &Reader<'_>) -> ReviewCheck {
    let check = ReviewCheck {
        newest_of: table.choices("newest-of", &fields()),
        within_months: bound(table, "within", bounds::months),
        not_passed: table.choices("not-passed", &fields()),
        ahead_days: bound(table, "ahead", bounds::days).unwrap_or(0),
        follows: table.choices("follows", &kinds()),
        grace_months: bound(table, "grace", bounds::months).unwrap_or(0),
    };
    if table.has("follows") != table.has("grace") || (table.has("follows") && !table.has("newest-of")) {
        table.faults.add(table.at.clone(), "`follows` and `grace` belong together, and to `newest-of`");
    }
    if table.has("newest-of") != table.has("within") {
        table.faults.add(table.at.clone(), "`newest-of` and `within` belong together");
    } else if !table.has("newest-of") && !table.has("not-passed") {
        table.faults.add(table.at.clone(), "the check asks nothing: `newest-of` and `within`, or `not-passed`, are missing");
    }
    check
}

fn pattern(sets: &mut TermSets, table: &Reader<'_>) -> Option<PatternCheck> {
    let place = table.text("in").map_or(Some(PatternPlace::Text), |word| place(table, &word));
    let regex = table.need_text("regex").and_then(|word| expression(sets, table, &word));
    Some(PatternCheck { regex: regex?, place: place? })
}

fn place(table: &Reader<'_>, word: &Word<'_>) -> Option<PatternPlace> {
    match word.text {
        "text" => Some(PatternPlace::Text),
        "heading" => Some(PatternPlace::Heading),
        "title" => Some(PatternPlace::Title),
        other => match other.strip_prefix("field:").map(|name| (name, Field::parse(name))) {
            Some((_, Some(field))) => Some(PatternPlace::Field(field)),
            Some((name, None)) => {
                let help = did_you_mean(name, Field::ALL.iter().map(|field| field.as_str()));
                let span = word.part("field:".len(), other.len(), table.faults.text());
                table.faults.add_with(span, format!("there is no field `{name}`"), help);
                None
            }
            None => {
                let help = did_you_mean(other, ["text", "heading", "title", "field:owner"]);
                table.faults.add_with(word.span.clone(), format!("`in` knows no `{other}`"), help);
                None
            }
        },
    }
}
