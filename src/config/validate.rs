//! From the configuration as written to one that can be used.

use crate::language::{Topic, builtin_tags};
use crate::message::Messages;
use crate::pack::raw::did_you_mean;
use crate::pack::reader::{Reader, Word};
use crate::pack::tree::Node;
use crate::pack::{LEVELS, builtin_names, format_fits, is_kebab, kinds, topics};

use super::raw::{globs, matcher, set, terms};
use super::{Config, KindRule, LevelRule, LevelSetting, Organisation, PackWanted};

/// Profiles that are built in; packs may name others.
pub const PROFILES: &[&str] = &["bas", "nationell", "vard", "avtal", "full"];

/// Reads the whole file; a later format is the only fault that is reported.
pub(super) fn config(reader: Reader<'_>) -> Config {
    if !format_fits(&reader, "the configuration") {
        return Config::default();
    }
    let mut config = Config {
        packs: packs(&reader),
        profile: profile(&reader),
        profile_at: reader.text("profile").map_or(0..0, |word| word.span),
        ..Config::default()
    };
    section(&reader, "organisation", |table| config.organisation = organisation(table));
    section(&reader, "documents", |table| {
        (config.include, config.exclude) = (globs(table, "include"), globs(table, "exclude"));
        config.kinds = table.tables("kind").into_iter().filter_map(kind).collect();
    });
    section(&reader, "archive", |table| config.archive = set(table, "paths"));
    config.levels = reader.tables("levels").into_iter().filter_map(level).collect();
    section(&reader, "terms", |table| config.terms = terms(table));
    section(&reader, "output", |table| config.output_language = table.choice("language", &spelled(Messages::known())).map(str::to_owned));
    section(&reader, "repository", |table| config.complete = table.flag("complete"));
    reader.finish();
    config
}

/// Reads a table, if it is there, and reports its unknown keys.
fn section(reader: &Reader<'_>, key: &str, read: impl FnOnce(&Reader<'_>)) {
    if let Some(table) = reader.table(key) {
        read(&table);
        table.finish();
    }
}

/// Tags as words of a closed list.
fn spelled(tags: Vec<&'static str>) -> Vec<(&'static str, &'static str)> {
    tags.into_iter().map(|tag| (tag, tag)).collect()
}

fn packs(reader: &Reader<'_>) -> Vec<PackWanted> {
    reader.list("packs").iter().filter_map(|word| pack(reader, word)).collect()
}

fn pack(reader: &Reader<'_>, word: &Word<'_>) -> Option<PackWanted> {
    if word.text.contains(['/', '\\']) || word.text == "." || word.text == ".." {
        return Some(PackWanted::Folder(word.text.to_owned()));
    }
    let names = builtin_names();
    if word.text != "all" && !names.contains(&word.text) {
        let help = did_you_mean(word.text, names).or_else(|| Some(format!("a folder is written with a slash: `./{}`", word.text)));
        reader.faults.add_with(word.span.clone(), format!("there is no built-in pack `{}`", word.text), help);
        return None;
    }
    Some(PackWanted::Named(word.text.to_owned()))
}

/// A profile: one that is built in, or (with packs from folders) one that such a pack names.
fn profile(reader: &Reader<'_>) -> Option<String> {
    let word = reader.text("profile")?;
    let folders = reader.list("packs").iter().any(|pack| pack.text.contains(['/', '\\']));
    if !folders && !PROFILES.contains(&word.text) {
        let help = did_you_mean(word.text, PROFILES.iter().copied());
        reader.faults.add_with(word.span, format!("there is no profile `{}`", word.text), help);
        return None;
    }
    Some(word.text.to_owned())
}

fn organisation(table: &Reader<'_>) -> Organisation {
    let mut read = Organisation {
        name: table.text("name").map(|word| word.text.to_owned()),
        kind: table.text("kind").map(|word| word.text.to_owned()),
        ..Organisation::default()
    };
    for entry in table.entries().iter().filter(|entry| !["name", "kind"].contains(&entry.key)) {
        match entry.value {
            Node::Truth(answer) if is_kebab(entry.key) => {
                read.answers.insert(entry.key.to_owned(), *answer);
            }
            Node::Truth(_) => table.faults.add_with(
                entry.key_span.clone(),
                format!("`{}` is no name of a presupposition", entry.key),
                Some("write lower case words joined by hyphens".to_owned()),
            ),
            _ => table.faults.add_with(
                entry.span.clone(),
                format!("`{}` must be true or false", entry.key),
                did_you_mean(entry.key, ["name", "kind"]).filter(|help| help.starts_with("did")),
            ),
        }
    }
    read
}

fn kind(table: Reader<'_>) -> Option<KindRule> {
    table.need("path");
    table.need("kind");
    let path = matcher(&table, "path");
    let kind = table.choice("kind", &kinds());
    let topic: Vec<Topic> = table.choices("topic", &topics());
    let language = table.choice("language", &spelled(builtin_tags())).map(str::to_owned);
    let whole_area = table.truth("whole-area");
    table.finish();
    Some(KindRule { path: path?, kind: kind?, topic, whole_area, language })
}

fn level(table: Reader<'_>) -> Option<LevelRule> {
    let rule = table.need_text("rule");
    table.need("level");
    let all: Vec<(&str, LevelSetting)> =
        std::iter::once(("off", LevelSetting::Off)).chain(LEVELS.iter().map(|(name, level)| (*name, LevelSetting::Level(*level)))).collect();
    let level = table.choice("level", &all);
    let path = matcher(&table, "path");
    let broken = table.has("path") && path.is_none();
    table.finish();
    if broken { None } else { Some(LevelRule { rule: rule.as_ref()?.text.to_owned(), at: rule?.span, path, level: level? }) }
}
