//! JSON Schemas of the files that people write and of the results that programs read.
//!
//! The readers of packs and configuration are written by hand, so that every fault has its place; there are no derived types to
//! generate a schema from. The schemas are built here from the same closed vocabularies, and two tests hold them to the readers:
//! the keys of every table are those that the reader asks for (`src/pack/schema_tests.rs`), and every file of the tree is valid.

mod check;
mod config;
mod pack;
mod results;
mod rule;
mod terms;
mod waivers;

use serde_json::{Map, Value, json};
use tillsyn::language::Lexicon;

/// The dialect that editors of TOML know.
const DIALECT: &str = "http://json-schema.org/draft-07/schema#";

/// Every schema: its path, and its text.
///
/// # Errors
/// When the lexicon cannot be read.
pub(crate) fn all() -> Result<Vec<(String, String)>, crate::Failure> {
    let tags = Lexicon::builtin()?.tags();
    let schemas = [
        ("rule", rule::schema(&tags)),
        ("pack", pack::schema(&tags)),
        ("terms", terms::schema(&tags)),
        ("config", config::schema(&tags)),
        ("waivers", waivers::schema()),
        ("results", results::schema()),
    ];
    Ok(schemas.into_iter().map(|(name, schema)| (format!("schemas/{name}.schema.json"), format!("{schema:#}\n"))).collect())
}

/// The head of a schema, before the keys of `body`.
fn headed(title: &str, description: &str, body: Value) -> Value {
    let mut schema = Map::new();
    schema.insert("$schema".to_owned(), json!(DIALECT));
    schema.insert("title".to_owned(), json!(title));
    schema.insert("description".to_owned(), json!(description));
    if let Value::Object(body) = body {
        schema.extend(body);
    }
    Value::Object(schema)
}

/// A table of exactly these keys.
fn table(description: &str, required: &[&str], properties: Value) -> Value {
    json!({ "type": "object", "description": description, "properties": properties, "required": required, "additionalProperties": false })
}

/// The same schema with another description.
fn described(description: &str, mut schema: Value) -> Value {
    schema["description"] = json!(description);
    schema
}

/// A string that is not empty.
fn string(description: &str) -> Value {
    json!({ "type": "string", "minLength": 1, "description": description })
}

/// A string of this form.
fn formed(description: &str, pattern: &str) -> Value {
    json!({ "type": "string", "pattern": pattern, "description": description })
}

/// True or false.
fn flag(description: &str) -> Value {
    json!({ "type": "boolean", "description": description })
}

/// A whole number of at least `least`.
fn number(description: &str, least: i64) -> Value {
    json!({ "type": "integer", "minimum": least, "description": description })
}

/// One word of a closed list.
fn choice<'w>(description: &str, words: impl IntoIterator<Item = &'w str>) -> Value {
    json!({ "enum": words.into_iter().collect::<Vec<_>>(), "description": description })
}

/// One, or several in an array.
fn one_or_more(description: &str, item: Value) -> Value {
    json!({ "anyOf": [item.clone(), { "type": "array", "items": item }], "description": description })
}

/// Words of a closed list, one or several.
fn choices<'w>(description: &str, words: impl IntoIterator<Item = &'w str>) -> Value {
    one_or_more(description, json!({ "enum": words.into_iter().collect::<Vec<_>>() }))
}

/// Strings, one or several.
fn strings(description: &str) -> Value {
    one_or_more(description, json!({ "type": "string", "minLength": 1 }))
}

/// Tables in an array.
fn tables(description: &str, item: Value) -> Value {
    json!({ "type": "array", "items": item, "description": description })
}

/// A text in each of the pack's languages.
fn text(description: &str, tags: &[String]) -> Value {
    json!({
        "type": "object", "description": description, "properties": in_each(tags, &json!({ "type": "string", "minLength": 1 })),
        "minProperties": 1, "additionalProperties": false,
    })
}

/// The same for every language.
fn in_each(tags: &[String], schema: &Value) -> Value {
    Value::Object(tags.iter().map(|tag| (tag.clone(), schema.clone())).collect())
}

/// A day, a month or a year: a date of TOML (which validators see as a string), or a string.
fn date(description: &str) -> Value {
    json!({ "type": "string", "minLength": 4, "description": description })
}

/// What is defined elsewhere in the schema.
fn defined(name: &str) -> Value {
    json!({ "$ref": format!("#/definitions/{name}") })
}

/// Words in kebab-case.
const KEBAB: &str = "^[a-z0-9]+(-[a-z0-9]+)*$";

/// A rule's code.
const CODE: &str = "^[A-Z]+[0-9]*(-[A-Z0-9]+)+$";
