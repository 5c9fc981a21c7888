//! `tillsyn explain RULE`: authority, why, what counts and what does not, what to write, national figure.

use std::fmt::Write;
use std::path::Path;

use super::args::ExplainArgs;
use super::load::{load, near};
use super::{Printed, Refusal, width};
use crate::check::Check;
use crate::engine::names;
use crate::message::Messages;
use crate::pack::Rule;
use crate::render;
use crate::result::Say;

/// Runs the command.
pub(crate) fn run(args: &ExplainArgs) -> Result<Printed, Refusal> {
    let mut common = args.common.clone();
    if common.pack.is_empty() {
        common.pack.push("all".to_owned());
    }
    let loaded = load(&common, Path::new("."))?;
    let rules: Vec<&Rule> = loaded.library.packs.iter().flat_map(|pack| &pack.rules).collect();
    let language = args.common.lang.clone().or(loaded.config.output_language.clone()).unwrap_or_else(default_language);
    let Some(rule) = rules.iter().find(|rule| names(&args.rule, rule) && rule.pack != args.rule) else {
        let all = rules.iter().flat_map(|rule| [rule.code.as_str(), rule.id.as_str()]);
        return Err(Refusal::say(&near(Say::new("refusal.no-rule").words("name", &args.rule), &args.rule, all)));
    };
    Ok(Printed { out: text(rule, &Messages::load(&language), &language), ..Printed::default() })
}

/// The language of the environment, as far as it tells.
pub(crate) fn default_language() -> String {
    let locale = std::env::var("LC_ALL").or_else(|_| std::env::var("LANG")).unwrap_or_default();
    Messages::of_reader(&locale).to_owned()
}

fn text(rule: &Rule, messages: &Messages, language: &str) -> String {
    let told = &rule.told;
    let mut out = format!("{}  {}\n", rule.code, told.title.get(language));
    let level = messages.word(&format!("level.{}", rule.level.as_str()));
    let binding = messages.word(&format!("binding.{}", rule.binding));
    let _ = writeln!(out, "{} · {level} · {binding} · {}\n", rule.id, rule.pack);
    let mut section = |key: &str, body: &str| {
        if !body.trim().is_empty() {
            let _ = writeln!(out, "{}\n{}\n", messages.word(&format!("explain.{key}")), indented(body));
        }
    };
    let authorities: Vec<String> = told
        .authorities
        .iter()
        .map(|one| {
            let quote = one.quote.as_ref().map(|quote| format!(": \"{quote}\"")).unwrap_or_default();
            format!("{}, {}{quote}", one.title.get(language), one.clause)
        })
        .collect();
    section("authority", &authorities.join("\n"));
    section("unverified", &unverified(rule, language).join("\n"));
    section("why", told.rationale.get(language));
    section("counts", told.counts.get(language));
    section("counts-not", told.counts_not.get(language));
    section("write", &format!("{}\n{}", told.remedy.get(language), told.sentence.get(language)));
    let figures: Vec<String> = told.benchmarks.iter().map(|one| render::nation(one, messages)).collect();
    section("figure", &figures.join("\n"));
    let mappings: Vec<String> = told.mappings.iter().map(|(framework, clauses)| format!("{framework}: {}", clauses.join(", "))).collect();
    section("mappings", &mappings.join("\n"));
    section("related", &rule.related.join(", "));
    out
}

/// What the requirement rests on that is not verified in the text of the law.
fn unverified(rule: &Rule, language: &str) -> Vec<String> {
    let authorities = rule.told.authorities.iter().filter_map(|one| one.unverified.as_ref());
    let entries = match &rule.check {
        Check::Term(entries) => entries.as_slice(),
        _ => &[],
    };
    authorities.chain(entries.iter().filter_map(|one| one.unverified.as_ref())).map(|text| text.get(language).to_owned()).collect()
}

/// Each paragraph indented and wrapped.
fn indented(text: &str) -> String {
    let lines = text.trim().lines().flat_map(|line| render::wrap(&render::line(line), width() - 4));
    lines.map(|line| format!("  {line}")).collect::<Vec<_>>().join("\n")
}
