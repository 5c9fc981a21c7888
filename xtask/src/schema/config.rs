//! `tillsyn.toml`.

use serde_json::{Value, json};
use tillsyn::config::PROFILES;
use tillsyn::language::{Kind, Topic};
use tillsyn::pack::LEVELS;

use super::pack::without_description;
use super::{choice, choices, flag, headed, in_each, string, strings, table, tables};

/// The schema of `tillsyn.toml`.
pub(super) fn schema(tags: &[String]) -> Value {
    let languages = || tags.iter().map(String::as_str);
    let properties = json!({
        "format": { "const": 1, "description": "The format of the configuration." },
        "packs": strings("Packs in use: names of built-in ones, `all`, or folders written with a slash (`./house-rules`). Without it, the profile decides."),
        "profile": {
            "type": "string", "examples": PROFILES,
            "description": "Which rules are in force: bas, nationell (default), vard, avtal, full, or a profile that a pack of your own names.",
        },
        "organisation": organisation(),
        "documents": table("Which files are documents.", &[], json!({
            "include": strings("Further documents beside *.md and *.markdown (globs)."),
            "exclude": strings("What is not read (globs; a path that ends in / is everything below)."),
            "kind": tables("What documents are, where their text does not tell; the last that fits holds.", table("", &["path", "kind"], json!({
                "path": string("Which documents (glob)."),
                "kind": choice("What they are.", Kind::ALL.iter().map(|kind| kind.as_str())),
                "topic": choices("What they are about.", Topic::ALL.iter().map(|topic| topic.as_str())),
                "whole-area": flag("Whether they are about the whole of an area, as a policy on all of information security is; the title tells where this does not."),
                "language": choice("The language they are written in.", languages()),
            }))),
        })),
        "archive": table("Documents that are kept and no longer in force.", &[], json!({ "paths": strings("Where they lie (globs).") })),
        "levels": tables("Levels of rules; the last that fits holds.", table("", &["rule", "level"], json!({
            "rule": string("Code or id of the rule."),
            "level": choice("The level, or `off`.", std::iter::once("off").chain(LEVELS.iter().map(|(name, _)| *name))),
            "path": string("Only for documents here (glob)."),
        }))),
        "terms": {
            "type": "object", "description": "Your own words, added to term sets by the set's name.",
            "additionalProperties": { "type": "object", "properties": in_each(tags, &strings("Words.")), "additionalProperties": false },
        },
        "output": table("How results are shown.", &[], json!({ "language": choice("The language of the messages.", languages()) })),
        "repository": table("About the set of documents.", &[], json!({
            "complete": flag("Whether every governing document is here: then one that is named and missing is a warning."),
        })),
    });
    let body = table("", &["format"], properties);
    headed(
        "Configuration of tillsyn (tillsyn.toml)",
        "Which requirements are in force, what the organisation is, and what its documents are.",
        without_description(body),
    )
}

fn organisation() -> Value {
    json!({
        "type": "object", "description": "What the organisation is.",
        "properties": {
            "name": string("Its name."),
            "kind": { "type": "string", "examples": ["region", "municipality"], "description": "What it is." },
            "provides-health-care": flag("Whether rules about health care apply."),
            "uses-welfare-technology": flag("Whether rules about welfare technology apply."),
            "covered-by-cybersecurity-act": flag("Whether the Cybersecurity Act applies."),
        },
        "additionalProperties": flag("The answer to a presupposition that a rule names by `when`."),
    })
}
