//! `tillsyn-results/1`.

use serde_json::{Value, json};
use tillsyn::language::{Kind, Status, Topic};
use tillsyn::pack::{BINDINGS, LEVELS};
use tillsyn::result::{EvidenceRole, Outcome};

use super::{defined, described, headed};

/// The schema of the results. It is open: a later program may add keys within the same version.
pub(super) fn schema() -> Value {
    let body = object(
        "",
        json!({
            "schema": { "const": "tillsyn-results/1" },
            "tool": object("The program.", json!({ "name": string("Its name."), "version": string("Its version.") })),
            "today": date("The date everything was judged on."),
            "language": string("The language of all messages."),
            "profile": string("The profile in force, or the packs asked for."),
            "base": or_null(string("The revision that the documents were compared with.")),
            "packs": array("Packs in force.", defined("pack")),
            "rules": array("Rules in force, by code.", defined("rule")),
            "documents": array("Documents that were read, by path.", defined("document")),
            "verdicts": array("What the documents say: every rule, of every subject it was asked of.", defined("verdict")),
            "left-out": array("Rules that are not in force, by pack.", object("", json!({
                "pack": string("The pack."), "rules": count("How many."),
                "reason": super::choice("Why: outside the profile, or switched off by the configuration.", ["profile", "configuration"]),
            }))),
            "not-checked": array("What was not checked.", object("", json!({ "path": string("Which file or folder."), "reason": string("Why.") }))),
            "notifications": array("Trouble with files.", object("", json!({
                "code": string("Stable code, as decode/windows-1252."), "level": level("How serious."), "message": string("What happened."), "path": or_null(string("Which file.")),
            }))),
            "summary": summary(),
        }),
    );
    let mut body = super::pack::without_description(body);
    body["definitions"] = json!({
        "position": position(), "pack": pack(), "rule": rule(), "document": document(), "verdict": verdict(), "evidence": evidence(), "finding": finding(),
    });
    headed(
        "Results of tillsyn, version 1",
        "What `tillsyn check --output-format json` prints. Keys are never absent; a key without a value is null. Readers ignore keys they do not know, and take a verdict they do not know for `unclear`.",
        body,
    )
}

/// An object in which all these keys are there.
fn object(description: &str, properties: Value) -> Value {
    let required: Vec<&String> = properties.as_object().map(|all| all.keys().collect()).unwrap_or_default();
    let mut schema = json!({ "type": "object", "required": required, "properties": properties });
    if !description.is_empty() {
        schema = described(description, schema);
    }
    schema
}

fn array(description: &str, items: Value) -> Value {
    json!({ "type": "array", "items": items, "description": description })
}

fn string(description: &str) -> Value {
    json!({ "type": "string", "description": description })
}

fn count(description: &str) -> Value {
    json!({ "type": "integer", "minimum": 0, "description": description })
}

fn or_null(schema: Value) -> Value {
    let description = schema["description"].clone();
    let mut schema = json!({ "anyOf": [schema, { "type": "null" }] });
    if description.is_string() {
        schema["description"] = description;
    }
    schema
}

fn date(description: &str) -> Value {
    json!({ "type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$", "description": description })
}

fn level(description: &str) -> Value {
    super::choice(description, LEVELS.iter().map(|(name, _)| *name))
}

fn outcome(description: &str) -> Value {
    super::choice(description, Outcome::ALL.iter().map(|outcome| outcome.as_str()))
}

fn place() -> Value {
    or_null(defined("position"))
}

fn position() -> Value {
    let at_least_1 = |description: &str| json!({ "type": "integer", "minimum": 1, "description": description });
    object(
        "A place in a file as it is on disk; an end is exclusive.",
        json!({
            "line": at_least_1("From 1."), "column": at_least_1("From 1, in Unicode scalar values."), "byte": count("From 0."),
        }),
    )
}

fn pack() -> Value {
    object(
        "A pack in force.",
        json!({
            "id": string("Its id."), "version": string("Its version."), "rules": count("How many of its rules are in force."),
            "digest": { "type": "string", "pattern": "^blake3:[0-9a-f]{64}$", "description": "Digest of its files." },
            "origin": string("`built-in`, or the folder."),
        }),
    )
}

fn rule() -> Value {
    object(
        "A rule in force.",
        json!({
            "code": string("Permanent code."), "id": string("Id."), "pack": string("Its pack."), "level": level("Its level."),
            "binding": super::choice("How it binds.", BINDINGS.iter().map(|(name, _)| *name)),
            "title": string("The requirement."),
            "authorities": array("Where it stands.", object("", json!({
                "source": string("Id of the source."), "clause": string("Where in it."), "quote": or_null(string("A short quotation.")),
            }))),
            "mappings": { "type": "object", "additionalProperties": array("Clauses.", string("A clause.")), "description": "Framework → clauses." },
            "benchmarks": array("National figures: what was stated, as context.", benchmark()),
            "related": array("Codes of related rules.", string("A code.")),
            "subjects": count("Of how many subjects it was asked."),
            "accuracy": or_null(object("Measured accuracy.", json!({
                "n": count("How many labels."), "precision": { "type": "number" }, "recall": { "type": "number" },
            }))),
        }),
    )
}

fn benchmark() -> Value {
    let figure = || {
        json!({
            "met": or_null(count("How many, where it is one number.")),
            "met-range": or_null(json!({ "type": "array", "items": count(""), "minItems": 2, "maxItems": 2, "description": "From how many to how many." })),
            "at-most": or_null(count("How many at most.")),
            "of": or_null(count("Of how many.")),
        })
    };
    let (mut whole, mut earlier) = (figure(), figure());
    earlier["year"] = or_null(count("Year."));
    earlier["comparable"] = json!({ "type": "boolean", "description": "Whether it was measured in the same way." });
    whole["measure"] = string("What was measured.");
    whole["year"] = count("Year.");
    whole["source"] = string("Id of the source.");
    whole["clause"] = string("Where in it.");
    whole["reservation"] = or_null(string("What must be said with it."));
    whole["earlier"] = or_null(object("An earlier figure.", earlier));
    object("", whole)
}

fn document() -> Value {
    let value = object("", json!({ "value": string("As understood; dates as YYYY-MM-DD."), "start": place(), "end": place() }));
    object(
        "A document that was read.",
        json!({
            "path": string("Its path."), "digest": string("Digest of its bytes."),
            "kind": or_null(super::choice("What it is.", Kind::ALL.iter().map(|kind| kind.as_str()))),
            "kind-from": string("What decided it."),
            "topic": or_null(super::choice("What it is about.", Topic::ALL.iter().map(|topic| topic.as_str()))),
            "language": string("Its language."), "title": string("Its title."),
            "status": or_null(super::choice("Where it stands.", Status::ALL.iter().map(|status| status.as_str()))),
            "valid": { "type": "boolean", "description": "Whether it is in force today." },
            "metadata": { "type": "object", "additionalProperties": or_null(value), "description": "Field → value, or null when it is not stated." },
            "asked": count("How many rules it was asked."),
        }),
    )
}

fn verdict() -> Value {
    object(
        "A rule asked of a subject.",
        json!({
            "pack": string("Its pack."), "rule": string("Its id."), "code": string("Its code."),
            "subject": or_null(string("Path of the document it is about; null for the set of documents.")),
            "verdict": outcome("What the documents say."),
            "waives": or_null(outcome("For a waived verdict: what they say without the waiver.")),
            "was": or_null(outcome("The verdict of the base.")),
            "level": level("The level in force."), "declared-level": level("The level that the pack declares."),
            "reason": or_null(string("Why it does not apply or is unclear.")),
            "parts": array("Parts of a composed requirement.", object("", json!({
                "id": string("a, b …"), "label": string("What it is called."), "verdict": outcome("What the documents say of it."),
            }))),
            "evidence": array("Evidence, best first.", defined("evidence")),
            "findings": array("Findings; none when met.", defined("finding")),
            "advice": or_null(string("A hint on a met verdict.")),
            "due": or_null(object("Something that falls due.", json!({ "date": date("When."), "days": { "type": "integer", "description": "In how many days." } }))),
            "told-with": or_null(string("Code of the rule whose finding tells what is wrong here too.")),
        }),
    )
}

fn evidence() -> Value {
    let roles = [EvidenceRole::Meets, EvidenceRole::NearMiss, EvidenceRole::Contradicts, EvidenceRole::Outdated, EvidenceRole::Checked];
    object(
        "What a verdict rests on.",
        json!({
            "role": super::choice("Why it is shown.", roles.map(EvidenceRole::as_str)),
            "part": or_null(string("The part it belongs to.")),
            "path": string("The document."),
            "spans": array("Every stretch that carries it, in reading order.", object("", json!({ "start": place(), "end": place() }))),
            "start": place(), "end": place(),
            "quote": or_null(string("The text at the last stretch, with white space folded.")),
            "text": string("The statement as it was read, lead-in or header included."),
            "section": array("Headings above it, outermost first.", string("A heading.")),
            "lacks": array("Properties it lacks.", string("A property.")),
            "note": or_null(string("What more there is to say.")),
        }),
    )
}

fn finding() -> Value {
    object(
        "One thing to act on.",
        json!({
            "fingerprint": { "type": "string", "pattern": "^v1:", "description": "Survives edits elsewhere." },
            "level": level("How serious."), "message": string("What is wrong."), "help": string("What to write."),
            "path": or_null(string("Where it is shown.")), "start": place(), "end": place(),
            "fixes": array("Changes that repair it.", json!({ "type": "object" })),
            "state": super::choice("Whether it counts.", ["active", "waived", "suppressed", "baselined", "old"]),
            "waiver": or_null(waiver()),
            "before": or_null(before()),
            "requirements": array("Codes of every requirement that it breaks, where they are several.", string("A code.")),
            "also": array("What related rules find in the same place: findings of their own verdicts, told here.", object("", json!({
                "code": string("Code of the rule."), "subject": or_null(string("The subject of its verdict.")),
                "fingerprint": { "type": "string", "pattern": "^v1:", "description": "Its own." },
                "level": level("How serious it is by itself."), "message": string("What is wrong."), "help": string("What to write."),
            }))),
            "matrix": or_null(matrix()),
        }),
    )
}

fn waiver() -> Value {
    object(
        "Who has accepted it.",
        json!({
            "reason": or_null(string("Why it is accepted.")),
            "owner": string("Who sees to it that it ends."),
            "approved-by": or_null(string("Who has accepted it.")),
            "decision": or_null(string("Reference to the decision.")),
            "expires": date("The last day it holds."),
            "elsewhere": or_null(object("The document that is said to meet the requirement, and that is not read here.", json!({
                "document": string("Its title."), "reference": string("Its reference number or place."), "seen": date("When somebody looked."),
            }))),
        }),
    )
}

fn before() -> Value {
    object(
        "What stood there before the change that made it worse.",
        json!({
            "commit": string("Abbreviated name of the commit it stood in."),
            "path": string("Path of the document in that commit."),
            "line": count("The line it stood on, from 1."),
            "quote": string("What it said; empty when the requirement rested on no sentence."),
        }),
    )
}

fn matrix() -> Value {
    object(
        "Rules that ask the same of several, side by side.",
        json!({
            "title": string("What is asked of all of them."), "column": string("What the rows are."),
            "head": or_null(string("Code of the rule that asks it of anyone at all.")),
            "rows": array("A row for each of the rules.", object("", json!({
                "code": string("Code of the rule."), "label": string("Who it is about."),
                "asked": { "type": "boolean", "description": "Whether the rule is in force and applies." },
                "verdict": or_null(outcome("What the documents say.")), "frequency": or_null(string("How often, in their own words.")),
            }))),
        }),
    )
}

fn summary() -> Value {
    let outcomes = Value::Object(Outcome::ALL.iter().map(|outcome| (outcome.as_str().to_owned(), count(""))).collect());
    let levels = Value::Object(LEVELS.iter().map(|(name, _)| ((*name).to_owned(), count(""))).collect());
    object(
        "Counts.",
        json!({
            "documents": count("Documents read."), "verdicts": object("Verdicts.", outcomes), "findings": object("Findings that count.", levels),
            "waived": count("Findings waived."), "suppressed": count("Findings suppressed."), "baselined": count("Findings in the baseline."),
            "old": count("Older shortcomings."), "stated-elsewhere": count("Requirements said to be met in documents that are not read here."), "in-drafts": count("Findings about drafts."),
            "of-several": count("Findings that tell of several requirements."),
            "without-finding": count("Requirements that are not met, or in part, without any finding: rows of a matrix."),
        }),
    )
}
