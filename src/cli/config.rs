//! `tillsyn config`: the settings in force; with `--show-origin`, where each comes from.

use std::path::Path;

use toml::de::{DeTable, DeValue};

use super::args::{Common, ConfigArgs};
use super::explain::default_language;
use super::load::load;
use super::{Printed, Refusal};
use crate::config::FILE_NAME;
use crate::message::Messages;
use crate::render;

/// A setting: its name, its value as it is written, and where it comes from.
struct Setting {
    name: String,
    value: String,
    origin: String,
}

/// Runs the command.
pub(crate) fn run(args: &ConfigArgs) -> Result<Printed, Refusal> {
    let loaded = load(&args.common, Path::new("."))?;
    let messages = Messages::load(&args.common.lang.clone().unwrap_or_else(default_language));
    let mut settings = of_command_line(&args.common, &messages);
    let file = args.common.config.clone().unwrap_or_else(|| loaded.root.join(FILE_NAME));
    if !args.common.isolated && file.is_file() {
        let text = std::fs::read_to_string(&file).map_err(|error| Refusal::unreadable(&file.display().to_string(), &error))?;
        let table = DeTable::parse_recoverable(&text).0.into_inner();
        let mut written = Vec::new();
        leaves(&table, "", &text, &file.display().to_string(), &mut written);
        settings.extend(written.into_iter().filter(|one| !settings.iter().any(|over| over.name == one.name)).collect::<Vec<_>>());
    }
    let missing = |name: &str| !settings.iter().any(|one| one.name == name);
    let packs: Vec<String> = loaded.library.packs.iter().map(|pack| quoted(&pack.id)).collect();
    let defaults = [("profile", quoted(&loaded.profile)), ("packs", format!("[{}]", packs.join(", "))), ("repository.complete", "false".to_owned())];
    let defaults: Vec<(&str, String)> = defaults.into_iter().filter(|(name, _)| missing(name)).collect();
    settings.extend(defaults.into_iter().map(|(name, value)| Setting { name: name.to_owned(), value, origin: messages.word("settings.default") }));
    let out = settings.iter().map(|one| {
        let line = format!("{} = {}", one.name, one.value);
        render::line(&if args.show_origin { format!("{line}    # {}", one.origin) } else { line }) + "\n"
    });
    Ok(Printed { out: out.collect(), ..Printed::default() })
}

fn quoted(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}

fn of_command_line(common: &Common, messages: &Messages) -> Vec<Setting> {
    let list = |list: &[String]| (!list.is_empty()).then(|| format!("[{}]", list.iter().map(|one| quoted(one)).collect::<Vec<_>>().join(", ")));
    let given = [
        ("packs", list(&common.pack)),
        ("profile", common.profile.as_deref().map(quoted)),
        ("select", list(&common.select)),
        ("ignore", list(&common.ignore)),
        ("output.language", common.lang.as_deref().map(quoted)),
    ];
    let setting = |(name, value): (&str, Option<String>)| {
        Some(Setting { name: name.to_owned(), value: value?, origin: messages.word("settings.command-line") })
    };
    given.into_iter().filter_map(setting).collect()
}

/// Every value of a file that is no table, with its line; those of tables in an array by their number, from 1.
fn leaves(table: &DeTable<'_>, under: &str, text: &str, file: &str, found: &mut Vec<Setting>) {
    let mut entries: Vec<_> = table.iter().collect();
    entries.sort_by_key(|(key, _)| key.span().start);
    for (key, value) in entries {
        let name = if under.is_empty() { key.get_ref().to_string() } else { format!("{under}.{}", key.get_ref()) };
        match value.get_ref() {
            DeValue::Table(inner) => leaves(inner, &name, text, file, found),
            DeValue::Array(items) if items.iter().any(|item| item.get_ref().is_table()) => {
                for (at, item) in items.iter().enumerate() {
                    if let DeValue::Table(inner) = item.get_ref() {
                        leaves(inner, &format!("{name}[{}]", at + 1), text, file, found);
                    }
                }
            }
            _ => {
                let line = 1 + text.get(..key.span().start).map_or(0, |before| before.matches('\n').count());
                let value = text.get(value.span()).unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ");
                found.push(Setting { name, value, origin: format!("{file}:{line}") });
            }
        }
    }
}
