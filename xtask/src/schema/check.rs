//! Kinds of check and their parameters.

use serde_json::{Map, Value, json};
use tillsyn::language::{Field, Kind, Modality, Polarity, Role, Topic};
use tillsyn::pack::{CHECK_KINDS, LEVELS, ROLE_GROUPS};

use super::{CODE, choice, choices, date, defined, flag, formed, number, one_or_more, string, table, tables, terms, text};

/// Names of definitions.
pub(super) const DOCUMENT_KIND: &str = "document-kind";
pub(super) const DOCUMENT_TOPIC: &str = "document-topic";

/// Definitions that rules refer to: a check, each kind, parts.
pub(super) fn definitions(tags: &[String]) -> Value {
    let mut all = Map::new();
    all.insert("check".to_owned(), one_of_the_kinds("What meets the requirement: exactly one table, named after its kind.", json!({})));
    let label = json!({ "label": text("What messages call the part.", tags) });
    all.insert("part".to_owned(), one_of_the_kinds("A part: its label, and one check.", label));
    for (name, schema) in kinds(tags).into_iter().chain(vocabularies()) {
        all.insert(name.to_owned(), schema);
    }
    Value::Object(all)
}

/// A table with one check beside these keys.
fn one_of_the_kinds(description: &str, mut properties: Value) -> Value {
    let others = properties.as_object().map_or(0, Map::len);
    for kind in CHECK_KINDS {
        properties[*kind] = defined(kind);
    }
    let mut schema = table(description, &[], properties);
    (schema["minProperties"], schema["maxProperties"]) = (json!(1), json!(1 + others));
    schema
}

/// Closed lists that many keys share.
fn vocabularies() -> [(&'static str, Value); 4] {
    [
        (DOCUMENT_KIND, choice("A kind of document.", Kind::ALL.iter().map(|kind| kind.as_str()))),
        (DOCUMENT_TOPIC, choice("A topic of a document.", Topic::ALL.iter().map(|topic| topic.as_str()))),
        ("field", choice("A field of metadata.", Field::ALL.iter().map(|field| field.as_str()))),
        ("role", choice("A role, or a group of roles.", Role::ALL.iter().map(|role| role.as_str()).chain(ROLE_GROUPS.iter().copied()))),
    ]
}

fn kinds(tags: &[String]) -> Vec<(&'static str, Value)> {
    vec![
        ("statement", statement()),
        ("responsibility", responsibility()),
        ("metadata", metadata()),
        ("review", review()),
        ("section", section()),
        ("table", table_check()),
        ("reference", reference()),
        ("document", document()),
        ("order", order()),
        ("term", term(tags)),
        ("placeholder", table("Nothing is left of a template.", &[], json!({}))),
        ("artefact", table("Nothing is left of a conversion.", &[], json!({}))),
        ("pattern", pattern()),
        ("forbid", one_of_the_kinds("Each thing that meets the inner check is a finding.", json!({}))),
        ("rule", table("Another rule is met.", &["code"], json!({ "code": formed("Its code.", CODE) }))),
        ("all", composition("All parts are met.")),
        ("any", composition("One part is met.")),
        ("at-least", table("So many parts are met.", &["k", "of"], parts(true))),
        ("not", one_of_the_kinds("The inner check is not met.", json!({}))),
    ]
}

fn groups(description: &str) -> Value {
    one_or_more(description, terms::group())
}

fn roles(description: &str) -> Value {
    one_or_more(description, defined("role"))
}

fn fields(description: &str) -> Value {
    one_or_more(description, defined("field"))
}

fn document_kinds(description: &str) -> Value {
    one_or_more(description, defined(DOCUMENT_KIND))
}

fn within() -> Value {
    choice("How far the properties may be apart.", ["statement", "paragraph", "section"])
}

fn statement() -> Value {
    let polarities: Vec<&str> = Polarity::ALL.iter().map(|polarity| polarity.as_str()).collect();
    table(
        "One statement has all these properties.",
        &[],
        json!({
            "mentions": groups("Term sets, all of which the statement mentions."),
            "own": groups("Those of the groups that the statement itself mentions, where others may stand near it (with `within`)."),
            "modality": choices("How it binds.", Modality::ALL.iter().map(|modality| modality.as_str())),
            "polarity": {
                "description": "Whether it affirms: for every group, or for one by name.",
                "anyOf": [
                    { "enum": polarities.clone() },
                    { "type": "array", "items": { "enum": polarities.clone() } },
                    { "type": "object", "additionalProperties": { "enum": polarities } },
                ],
            },
            "actor": roles("Who it binds."),
            "recipient": roles("Who is told."),
            "voice": choice("In the passive.", ["passive"]),
            "agent": choice("Whether it says who does it.", ["none", "named"]),
            "frequency": formed("How often: \"<= 12 months\", or \"vague\".", "^(vague|<= ?[0-9]+ (h|hours?|days?|weeks?|months?|years?))$"),
            "deadline": formed("Within what time: \"<= 24 h\", \"prompt\", or \"<= 24 h | prompt\".", "^(prompt|<= ?[0-9]+ (h|hours?|days?|weeks?|months?|years?))( \\| (prompt|<= ?[0-9]+ (h|hours?|days?|weeks?|months?|years?)))?$"),
            "within": within(),
            "section": groups("The heading, or one above it, names one of these."),
            "unless": groups("A statement that names one of these does not count."),
            "excluding": choice("A statement that excludes something else from the same scope makes it partial.", ["note"]),
            "harmless": groups("Exclusions of these are harmless (with `excluding`)."),
            "at-least": number("How many are needed.", 1),
            "distinct": choice("Counted by what.", ["statement", "term", "actor"]),
        }),
    )
}

fn responsibility() -> Value {
    table(
        "A role has a duty on an object: in a sentence, a list under the role, or a table.",
        &[],
        json!({
            "role": roles("Who."),
            "duty": groups("Words for the duty."),
            "object": groups("Words for what it is about."),
            "unless": groups("Roles or term sets that do not count."),
            "at-least": number("How many different roles.", 1),
            "distinct": choice("Counted by what.", ["actor"]),
            "within": within(),
        }),
    )
}

fn metadata() -> Value {
    table(
        "A field is there and its value fits.",
        &["field"],
        json!({
            "field": fields("Any of these fields."),
            "with": fields("And each of these."),
            "role": roles("The value names one of these roles."),
            "pattern": string("A regular expression that the value matches."),
            "interval": formed("The value states an interval that is no longer: \"<= 36 months\".", "^<= ?[0-9]+ (h|hours?|days?|weeks?|months?|years?)$"),
        }),
    )
}

fn review() -> Value {
    table(
        "Dates are in order today.",
        &[],
        json!({
            "newest-of": fields("The newest of these dates …"),
            "follows": document_kinds("Kinds that it follows: when a document that it refers to, or one about the whole of its area, gets a newer date …"),
            "grace": formed("… this one must get one too, within so long: \"12 months\".", "^[0-9]+ (months?|years?)$"),
            "within": formed("… is at most so old: \"36 months\".", "^[0-9]+ (months?|years?)$"),
            "not-passed": fields("None of these dates has passed."),
            "ahead": formed("Warn so long before: \"90 days\".", "^[0-9]+ ?days?$"),
        }),
    )
}

fn section() -> Value {
    table(
        "A section with that heading says something.",
        &[],
        json!({
            "heading": groups("Term sets, all of which the heading names."),
            "or-statement": groups("A statement that names one of these counts as well."),
            "empty": flag("Looks for sections without content (under `forbid`)."),
            "weak-only": number("Looks for sections with so many statements, none of which is an obligation (under `forbid`).", 1),
        }),
    )
}

fn table_check() -> Value {
    table(
        "A table with these columns is filled in.",
        &["columns"],
        json!({
            "columns": groups("Columns, each by a term set."),
            "rows": formed("How many rows: \">= 1\".", "^>= ?[0-9]+$"),
            "filled": groups("Columns whose cells are filled in every row."),
        }),
    )
}

fn reference() -> Value {
    table(
        "What documents point to is there.",
        &[],
        json!({
            "resolve": choices("What must be there.", ["links", "anchors", "annexes", "named"]),
            "from": document_kinds("Documents of these kinds …"),
            "to": document_kinds("… point to one of these."),
            "each": flag("One finding for each that does not."),
            "in-force": flag("Nothing refers to what was repealed, replaced or archived."),
        }),
    )
}

fn document() -> Value {
    let mut properties = json!({
        "kind": document_kinds("Its kind."),
        "topic": one_or_more("Its topic.", defined(DOCUMENT_TOPIC)),
        "title": groups("Term sets that its title names."),
        "exactly-one": flag("Two that claim the same place are a finding."),
        "in-force": flag("Its stated period covers today."),
    });
    for kind in CHECK_KINDS {
        properties[*kind] = defined(kind);
    }
    table("A valid document of this kind exists, and itself meets the checks in the same table.", &[], properties)
}

fn order() -> Value {
    table(
        "Dates and versions of a document fit.",
        &[],
        json!({
            "history": choice("The version in the header is the newest in the history.", ["version"]),
            "before": tables("Pairs of dates, the first not later than the second.", json!({ "type": "array", "items": defined("field"), "minItems": 2, "maxItems": 2 })),
            "as-original": fields("A translation states these as its original does."),
        }),
    )
}

fn term(tags: &[String]) -> Value {
    let words = json!({ "type": "object", "properties": terms::words(tags), "minProperties": 1, "additionalProperties": false, "description": "The outdated words." });
    table(
        "No outdated term is used as current.",
        &["entry"],
        json!({
            "entry": tables("Outdated terms.", table("", &["match", "now"], json!({
                "match": words,
                "now": text("What it is called today.", tags),
                "since": date("Since when: a day, a month or a year."),
                "level": choice("A level of its own.", LEVELS.iter().map(|(name, _)| *name)),
                "unverified": text("What of it is not verified; then its level is no error.", tags),
                "only-with": groups("Counts only in a statement that names one of these too."),
                "unless": groups("Does not count in a statement that names one of these."),
            }))),
        }),
    )
}

fn pattern() -> Value {
    table(
        "A regular expression matches: the escape hatch.",
        &["regex"],
        json!({
            "regex": string("The expression."),
            "in": formed("Where: text, heading, title, or field:owner.", "^(text|heading|title|field:[a-z-]+)$"),
        }),
    )
}

/// A table with parts, or the parts themselves where it stands inside another check.
fn composition(description: &str) -> Value {
    json!({
        "description": description,
        "anyOf": [table(description, &["of"], parts(false)), { "type": "array", "items": defined("part") }],
    })
}

fn parts(counted: bool) -> Value {
    let mut properties = json!({
        "of": tables("The parts.", defined("part")),
        "together": choice("Where the parts must be met; anywhere when not given.", ["document", "section"]),
        "not-in-one-statement": flag("The parts must rest on different statements."),
    });
    if counted {
        properties["k"] = number("How many.", 1);
    }
    properties
}
