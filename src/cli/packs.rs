//! `tillsyn packs`: the packs that can be used.

use std::fmt::Write;
use std::path::Path;

use serde_json::{Value, json};

use super::args::{Format, PacksArgs};
use super::explain::default_language;
use super::load::load;
use super::{Printed, Refusal};
use crate::render::to_json;

/// Runs the command.
pub(crate) fn run(args: &PacksArgs) -> Result<Printed, Refusal> {
    let loaded = load(&args.common, Path::new("."))?;
    let language = args.common.lang.clone().or(loaded.config.output_language.clone()).unwrap_or_else(default_language);
    let packs = &loaded.library.packs;
    let out = if args.output_format == Format::Json {
        let all: Vec<Value> = packs
            .iter()
            .map(|pack| json!({ "id": pack.id, "version": pack.version, "title": pack.title.get(&language), "rules": pack.rules.len(), "digest": pack.digest, "origin": pack.origin }))
            .collect();
        to_json(&Value::Array(all))
    } else {
        let mut out = String::new();
        for pack in packs {
            let _ = writeln!(out, "{:<18} {:<7} {:>3}  {}", pack.id, pack.version, pack.rules.len(), pack.title.get(&language));
        }
        out
    };
    Ok(Printed { out, ..Printed::default() })
}
