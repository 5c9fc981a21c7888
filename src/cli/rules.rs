//! `tillsyn rules`: the requirements in force.

use std::fmt::Write;
use std::path::Path;

use serde_json::{Value, json};

use super::args::{Format, RulesArgs};
use super::explain::default_language;
use super::load::load;
use super::{Printed, Refusal};
use crate::engine::Active;
use crate::render::to_json;

/// Runs the command.
pub(crate) fn run(args: &RulesArgs) -> Result<Printed, Refusal> {
    let loaded = load(&args.common, Path::new("."))?;
    let language = args.common.lang.clone().or(loaded.config.output_language.clone()).unwrap_or_else(default_language);
    let active = loaded.active();
    let out = if args.output_format == Format::Json {
        let rules: Vec<Value> = active.iter().map(|one| as_json(one, &language)).collect();
        to_json(&Value::Array(rules))
    } else {
        let mut out = String::new();
        for Active { rule, level } in &active {
            let _ = writeln!(out, "{:<11} {:<8} {:<17} {}", rule.code, level.as_str(), rule.pack, rule.told.title.get(&language));
        }
        out
    };
    Ok(Printed { out, err: format!("{}: {}\n", loaded.profile, active.len()), ..Printed::default() })
}

fn as_json(active: &Active<'_>, language: &str) -> Value {
    let rule = active.rule;
    let kinds: Vec<&str> = rule.scope.kind.iter().map(|kind| kind.as_str()).collect();
    json!({
        "code": rule.code, "id": rule.id, "pack": rule.pack, "level": active.level.as_str(), "binding": rule.binding,
        "title": rule.told.title.get(language), "kinds": if kinds.is_empty() { json!(["*"]) } else { json!(kinds) }, "mappings": rule.told.mappings,
    })
}
