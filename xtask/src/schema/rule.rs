//! A rule file.

use serde_json::{Value, json};
use tillsyn::pack::{BINDINGS, LEVELS};
use tillsyn::result::Outcome;

use super::check::{DOCUMENT_KIND, DOCUMENT_TOPIC};
use super::pack::without_description;
use super::{CODE, KEBAB, choice, date, defined, described, flag, formed, headed, number, one_or_more, string, strings, table, tables, terms, text};

/// The schema of a rule file.
pub(super) fn schema(tags: &[String]) -> Value {
    let required = ["code", "level", "binding", "title", "authority", "rationale", "remedy", "scope", "check"];
    let mut body = without_description(table("", &required, properties(tags)));
    body["definitions"] = super::check::definitions(tags);
    headed(
        "Requirement of tillsyn",
        "One requirement: where it comes from, who is asked, what meets it, what to say, and examples that prove it.",
        body,
    )
}

fn level(description: &str) -> Value {
    choice(description, LEVELS.iter().map(|(name, _)| *name))
}

fn codes(description: &str) -> Value {
    one_or_more(description, json!({ "type": "string", "pattern": CODE }))
}

fn properties(tags: &[String]) -> Value {
    json!({
        "code": formed("Permanent, unique over all packs, never used again: capitals, a hyphen, a number or capitals (MSB18-1D).", CODE),
        "level": level("How serious it is when the requirement is not met."),
        "binding": choice("How it binds; shown with every finding.", BINDINGS.iter().map(|(name, _)| *name)),
        "related": codes("Codes of rules that fail for the same reason."),
        "was": one_or_more("Earlier ids.", json!({ "type": "string", "pattern": KEBAB })),
        "title": text("The requirement as a sentence.", tags),
        "authority": described("Where it stands; the first is shown.", json!({ "type": "array", "minItems": 1, "items": authority(tags) })),
        "rationale": text("Why it matters, one short paragraph.", tags),
        "remedy": remedy(tags),
        "counts": text("What counts, for `explain`.", tags),
        "counts-not": text("What does not count, for `explain`.", tags),
        "says": table("The rule's own messages, only where they are better than the check's: lower case, no full stop.", &[], json!({
            "missing": text("When nothing was found.", tags),
            "denied": text("When the text denies it.", tags),
        })),
        "benchmark": tables("National figures: context, never a verdict.", benchmark(tags)),
        "mappings": {
            "type": "object", "additionalProperties": strings("Clauses."),
            "description": "Clauses of frameworks: \"iso27001-2022\" = [\"A.5.20\"].",
        },
        "scope": scope(),
        "level-where": tables("Another level in some places.", table("Names `kind` or `section`, or `when`.", &["level"], json!({
            "level": level("The level there."),
            "kind": one_or_more("In documents of these kinds.", defined(DOCUMENT_KIND)),
            "when": one_or_more("Where [organisation] answers yes to all of these; `is-municipality` asks for its kind.", json!({ "type": "string", "pattern": KEBAB })),
            "section": one_or_more("In sections whose heading names one of these term sets.", terms::group()),
        }))),
        "terms": { "type": "object", "additionalProperties": terms::set(tags), "description": "Term sets of the rule's own, by name." },
        "check": defined("check"),
        "partial": tables("Grades, tried in order when the check is not met. Each has a `check` or `at-least`.", table("", &[], json!({
            "level": level("Its level; one milder than the rule's when not given."),
            "says": text("What is said.", tags),
            "at-least": number("So many parts of the rule's composition.", 1),
            "check": defined("check"),
        }))),
        "advice": advice(tags),
        "example": tables("Proof: documents, and the verdict that each gets.", example(tags)),
    })
}

fn authority(tags: &[String]) -> Value {
    table(
        "A place in a source.",
        &["source", "clause"],
        json!({
            "source": string("Id of a source that pack.toml declares."),
            "clause": string("Where in the source."),
            "quote": string("A short quotation."),
            "unverified": text("What of it is not verified in the text of the law; then the rule is no error.", tags),
        }),
    )
}

fn remedy(tags: &[String]) -> Value {
    let mut remedy = text("What to do when it is not met.", tags);
    remedy["properties"]["sentence"] = text("One sentence or passage that meets the rule. `pack test` holds that it does.", tags);
    remedy
}

fn advice(tags: &[String]) -> Value {
    let mut advice = text("Beyond the cited clause: said on a met verdict that does not meet the check beside it.", tags);
    advice["properties"]["check"] = defined("check");
    advice
}

fn figures() -> Value {
    json!({
        "met": number("How many met it.", 0),
        "met-range": { "type": "array", "items": { "type": "integer" }, "minItems": 2, "maxItems": 2, "description": "Between these, the lower first." },
        "at-most": number("At most so many.", 0),
        "of": number("Of how many.", 1),
    })
}

fn benchmark(tags: &[String]) -> Value {
    let mut earlier = figures();
    earlier["year"] = number("Its year.", 1900);
    earlier["comparable"] = flag("Whether the two figures can be compared; true when not given.");
    let mut properties = figures();
    properties["measure"] = text("A clause that completes \"20 of 21 regions stated in 2022 that …\".", tags);
    properties["year"] = number("Year of the figure.", 1900);
    properties["source"] = string("Id of a source that pack.toml declares.");
    properties["clause"] = string("Where in the source.");
    properties["reservation"] = text("What must be said with it.", tags);
    properties["earlier"] = table("An earlier figure.", &[], earlier);
    table("Exactly one of `met`, `met-range` and `at-most`.", &["measure", "year", "source"], properties)
}

fn scope() -> Value {
    let any = |name: &str| json!({ "anyOf": [{ "const": "*" }, defined(name), { "type": "array", "items": { "anyOf": [{ "const": "*" }, defined(name)] } }] });
    table(
        "Who is asked.",
        &["asked-of"],
        json!({
            "kind": described("Kinds of documents; `*` is every document that governs.", any(DOCUMENT_KIND)),
            "topic": described("What they are about; `*` is anything. The default depends on kind and `asked-of`.", any(DOCUMENT_TOPIC)),
            "asked-of": choice("each: every such document on its own · any: the organisation once, one valid document is enough · repository: the set of documents.", ["each", "any", "repository"]),
            "subject": choice("A contract is judged together with its annexes.", ["agreement"]),
            "whole-area": flag("Whether documents about a part of an area are left alone where the repository holds one about the whole of it."),
            "translations": flag("Whether translations are asked too."),
            "when": one_or_more("Names that [organisation] in tillsyn.toml answers with true or false.", json!({ "type": "string", "pattern": KEBAB })),
            "presupposes": codes("Codes of rules that must be met for this one to be asked."),
        }),
    )
}

fn example(tags: &[String]) -> Value {
    table(
        "Has `text` or `files`.",
        &["verdict", "lang"],
        json!({
            "verdict": choice("The verdict that is expected.", Outcome::ALL.iter().map(|outcome| outcome.as_str())),
            "lacks": { "type": "string", "minLength": 1, "description": "A near miss: the one property it lacks.", "examples": [
                "mentions", "modality", "polarity", "actor", "recipient", "frequency", "deadline", "voice", "agent", "section", "unless", "substance", "part",
            ] },
            "lang": choice("The language of the text.", tags.iter().map(String::as_str)),
            "text": string("One document, read as the scope's first kind and topic."),
            "files": { "type": "object", "additionalProperties": { "type": "string" }, "description": "Several documents: path = text." },
            "kind": described("Read as this kind instead.", json!({ "allOf": [defined(DOCUMENT_KIND)] })),
            "as-is": flag("Kind and topic are read from the text."),
            "today": date("The date it is judged on; 2026-11-25 unless said."),
            "level": level("The level that is expected of the finding."),
        }),
    )
}
