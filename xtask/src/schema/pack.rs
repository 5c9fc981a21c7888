//! `pack.toml`.

use serde_json::{Value, json};
use tillsyn::config::PROFILES;
use tillsyn::pack::LEVELS;

use super::{KEBAB, choice, choices, date, flag, formed, headed, string, strings, table, tables, text};

/// The schema of `pack.toml`.
pub(super) fn schema(tags: &[String]) -> Value {
    let levels = || LEVELS.iter().map(|(name, _)| *name);
    let profiles: serde_json::Map<String, Value> = PROFILES
        .iter()
        .filter(|name| !["bas", "full"].contains(*name))
        .map(|name| ((*name).to_owned(), choice("The lowest level of the pack's rules that is in force in this profile.", levels())))
        .collect();
    let properties = json!({
        "format": { "const": 1, "description": "The format of the pack." },
        "id": formed("The pack's name, lower case words joined by hyphens.", KEBAB),
        "version": formed("Three numbers. A rule that becomes stricter raises the first.", "^[0-9]+\\.[0-9]+\\.[0-9]+$"),
        "languages": choices("Languages that every text of every rule has.", tags.iter().map(String::as_str)),
        "publisher": string("Who publishes the pack."),
        "profiles": {
            "type": "object", "properties": profiles, "additionalProperties": choice("The lowest level in force there.", levels()),
            "description": "Profiles that the pack belongs to. `bas` holds the errors of all packs and `full` everything, without being named.",
        },
        "translations": flag("Whether its rules are asked of translations too, not only of their original."),
        "title": text("What the pack is called.", tags),
        "description": text("What it holds, in a sentence or two.", tags),
        "quotations": table("About quotations of sources.", &[], json!({ "licence": string("On what terms sources are quoted.") })),
        "matrix": tables("Rules that ask the same of several: one finding with a row for each.", matrix(tags)),
        "source": tables("Sources; rules name them by id.", source(tags)),
    });
    let required = ["format", "id", "version", "languages", "title", "description"];
    let body = table("", &required, properties);
    headed("Pack of tillsyn (pack.toml)", "What a pack of requirements says of itself, and its sources.", without_description(body))
}

fn matrix(tags: &[String]) -> Value {
    let row = table(
        "One of them.",
        &["rule", "label"],
        json!({
            "rule": string("Code of the rule."),
            "label": text("Who it is about.", tags),
            "finding": flag("Whether it is worth a finding when it is not met (true unless said); otherwise it is only a row."),
        }),
    );
    table(
        "Rules that are shown together.",
        &["title", "column", "row"],
        json!({
            "head": string("Code of the rule that asks it of anyone at all."),
            "title": text("What is asked of all of them, in lower case.", tags),
            "column": text("What the rows are, in the plural.", tags),
            "row": tables("The rows, in the order they are shown.", row),
        }),
    )
}

fn source(tags: &[String]) -> Value {
    let titled = |description: &str| json!({ "anyOf": [{ "type": "string", "minLength": 1 }, text(description, tags)], "description": description });
    table(
        "A source of requirements.",
        &["id", "title"],
        json!({
            "id": string("The name that rules use."),
            "title": titled("Its title, in each language or the same in all."),
            "short": titled("What it is called in the line under a finding."),
            "publisher": string("Who published it."),
            "date": date("A day, a month or a year."),
            "edition": string("Which edition."),
            "link": string("Where it can be read."),
            "clauses": strings("Its clauses; then a rule may name no other."),
        }),
    )
}

/// The body of a schema whose description stands in its head.
pub(super) fn without_description(mut body: Value) -> Value {
    if let Some(body) = body.as_object_mut() {
        body.remove("description");
    }
    body
}
