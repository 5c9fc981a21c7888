//! Requirements as they are told in SARIF: all in force, with help, so that a result can be understood without the program.

use serde_json::{Map, Value, json};

use super::log::{Configuration, Help, Rule, Text, unlinked};
use crate::message::Messages;
use crate::render::{clean, footer, markdown};
use crate::result::{Level, RuleInfo};

/// A requirement in force.
pub(super) fn rule(rule: &RuleInfo, messages: &Messages) -> Rule {
    let title = unlinked(&clean::plain(rule.title.get(messages.language())));
    let rationale = unlinked(&clean::plain(rule.rationale.get(messages.language())));
    Rule {
        id: rule.code.clone(),
        name: pascal(&rule.id),
        short_description: Text { text: title.clone() },
        full_description: Text { text: if rationale.is_empty() { title } else { rationale } },
        help: help(rule, messages),
        default_configuration: Configuration { level: rule.level.as_str() },
        properties: properties(rule),
    }
}

/// Why, by whose authority, what to write, and what the nation stated.
fn help(rule: &RuleInfo, messages: &Messages) -> Help {
    let language = messages.language();
    let authorities = rule.authorities.iter().map(|one| {
        let quote = one.quote.as_ref().map(|quote| format!(": \"{quote}\"")).unwrap_or_default();
        format!("{}, {}{quote}", one.title.get(language), one.clause)
    });
    let mut first = vec![messages.word_in("binding", &rule.binding)];
    first.extend(authorities);
    let mut sections = vec![
        ("explain.authority", first),
        ("explain.why", vec![rule.rationale.get(language).to_owned()]),
        ("explain.write", vec![rule.remedy.get(language).to_owned(), rule.sentence.get(language).to_owned()]),
        ("explain.figure", rule.benchmarks.iter().map(|one| footer::nation(one, messages)).collect()),
    ];
    for (_, texts) in &mut sections {
        *texts = texts.iter().map(|text| clean::plain(text)).filter(|text| !text.is_empty()).collect();
    }
    sections.retain(|(_, texts)| !texts.is_empty());
    let plain = sections.iter().map(|(word, texts)| format!("{}:\n{}", messages.word(word), unlinked(&texts.join("\n"))));
    let marked = sections.iter().map(|(word, texts)| {
        let lines: Vec<String> = texts.iter().map(|text| markdown::escape(text)).collect();
        format!("**{}**\n\n{}", markdown::escape(&messages.word(word)), lines.join("  \n"))
    });
    let decided = messages.word("format.decided");
    Help {
        text: plain.chain([decided.clone()]).collect::<Vec<_>>().join("\n\n"),
        markdown: marked.chain([format!("*{}*", markdown::escape(&decided))]).collect::<Vec<_>>().join("\n\n"),
    }
}

fn properties(rule: &RuleInfo) -> Map<String, Value> {
    let severity = match rule.level {
        Level::Error => "error",
        Level::Warning => "warning",
        Level::Note => "recommendation",
    };
    let mut all = Map::new();
    all.insert("tags".to_owned(), json!([rule.pack, rule.binding]));
    all.insert("problem.severity".to_owned(), json!(severity));
    all.insert("mappings".to_owned(), json!(rule.mappings));
    all
}

/// `policy-covers-medical-technology` as viewers show names: `PolicyCoversMedicalTechnology`.
fn pascal(id: &str) -> String {
    let capital = |word: &str| {
        let mut chars = word.chars();
        chars.next().map(|first| first.to_uppercase().chain(chars).collect::<String>()).unwrap_or_default()
    };
    id.split('-').map(capital).collect()
}
