//! The schemas of `schemas/`, for the tests that make something they describe.

#![allow(dead_code, clippy::unwrap_used)]

use std::path::Path;
use std::sync::OnceLock;

use jsonschema::Validator;
use serde_json::{Map, Value, json};

/// The schema with this name, as it stands in the tree.
pub fn schema(name: &str) -> Value {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("schemas/{name}.schema.json"));
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

pub fn validator(schema: &Value) -> Validator {
    jsonschema::validator_for(schema).unwrap()
}

/// What is wrong with a value, with its place.
pub fn faults(validator: &Validator, value: &Value) -> Vec<String> {
    validator.iter_errors(value).map(|error| format!("{}: {error}", error.instance_path())).collect()
}

/// The same schema without room for keys that it does not name.
pub fn closed(schema: &Value) -> Value {
    match schema {
        Value::Object(all) => {
            let mut object: Map<String, Value> = all.iter().map(|(key, value)| (key.clone(), closed(value))).collect();
            if all.get("properties").is_some_and(Value::is_object) && all.get("type") == Some(&json!("object")) {
                object.entry("additionalProperties").or_insert(json!(false));
            }
            Value::Object(object)
        }
        Value::Array(all) => Value::Array(all.iter().map(closed).collect()),
        other => other.clone(),
    }
}

/// Holds that results are what `schemas/results.schema.json` says, and have no key that it does not name.
pub fn assert_results(results: &Value) {
    static RESULTS: OnceLock<Validator> = OnceLock::new();
    let faults = faults(RESULTS.get_or_init(|| validator(&closed(&schema("results")))), results);
    assert!(faults.is_empty(), "{} faults, the first: {:#?}", faults.len(), &faults[..faults.len().min(5)]);
}

/// A file of TOML as JSON; dates are strings.
pub fn json_of(text: &str) -> Value {
    fn value(one: toml::Value) -> Value {
        match one {
            toml::Value::String(text) => Value::String(text),
            toml::Value::Integer(number) => json!(number),
            toml::Value::Float(number) => json!(number),
            toml::Value::Boolean(truth) => json!(truth),
            toml::Value::Datetime(date) => Value::String(date.to_string()),
            toml::Value::Array(all) => Value::Array(all.into_iter().map(value).collect()),
            toml::Value::Table(all) => Value::Object(all.into_iter().map(|(key, one)| (key, value(one))).collect()),
        }
    }
    value(toml::Value::Table(text.parse().unwrap()))
}
