//! Term sets.

use serde_json::{Value, json};

use super::{headed, in_each, string, strings, text};

/// The schema of a file under `terms/`.
pub(super) fn schema(tags: &[String]) -> Value {
    headed("Term set of tillsyn", "The words for one concept, in each language. rules/README.md tells the grammar of terms.", set(tags))
}

/// A term set, wherever it stands.
pub(super) fn set(tags: &[String]) -> Value {
    let mut properties = words(tags);
    properties["include"] = strings("Other term sets, all of which belong to this one.");
    properties["name"] = text("What messages call it: a noun in lower case that completes \"… is mentioned\".", tags);
    json!({ "type": "object", "properties": properties, "minProperties": 1, "additionalProperties": false })
}

/// Words and stop words per language.
pub(super) fn words(tags: &[String]) -> Value {
    let mut properties =
        in_each(tags, &strings("Words: `*` is any letters, `~` nothing, a space or a hyphen, `…` up to six words, `=` this exact case."));
    for tag in tags {
        properties[format!("not-{tag}")] = strings("A match inside one of these does not count.");
    }
    properties
}

/// The name of a set, or a union `a | b`.
pub(super) fn group() -> Value {
    string("The name of a term set, or a union of names: `a | b`.")
}
