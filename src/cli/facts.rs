//! `tillsyn facts FILE`: what is understood of a document.

use std::fmt::Write;
use std::path::PathBuf;

use serde_json::{Value, json};

use super::args::{FactsArgs, Format};
use super::load::load;
use super::{Printed, Refusal};
use crate::engine::{Input, read_documents};
use crate::facts::{Facts, Statement};
use crate::render::{line as clean, to_json};
use crate::result::{Arg, Say};
use crate::term::Terms;

/// Runs the command.
pub(crate) fn run(args: &FactsArgs) -> Result<Printed, Refusal> {
    if !args.file.is_file() {
        return Err(Refusal::say(&Say::new("refusal.no-file").words("path", args.file.display().to_string())));
    }
    let loaded = load(&args.common, &args.file)?;
    let shown = args.file.to_string_lossy().replace('\\', "/");
    let inputs = [Input { path: PathBuf::from(&args.file), shown }];
    let today = super::check::today(None)?;
    let reading = read_documents(&inputs, &loaded.context(&loaded.config, today, false));
    let Some(facts) = reading.corpus.documents.get(0) else {
        let why = reading.not_checked.first().map_or("unreadable", |one| one.reason);
        let say = Say::new("refusal.unreadable").words("path", args.file.display().to_string());
        return Err(Refusal::say(&say.with("why", Arg::Term(format!("not-checked.{why}")))));
    };
    let terms = &loaded.library.terms;
    let out = if args.output_format == Format::Json { to_json(&as_json(facts, terms)) } else { as_text(facts, terms) };
    Ok(Printed { out, ..Printed::default() })
}

fn named(statement: &Statement, terms: &Terms) -> Vec<String> {
    let mut all: Vec<String> = statement.mentions.iter().map(|mention| format!("{} {}", terms.name(mention.set), mention.polarity)).collect();
    all.sort_unstable();
    all.dedup();
    all
}

fn roles(statement: &Statement) -> Vec<&'static str> {
    statement.actor.iter().flat_map(|actor| actor.roles.iter().map(|role| role.as_str())).collect()
}

fn as_text(facts: &Facts, terms: &Terms) -> String {
    let mut out = String::new();
    let line = |span: crate::source::Span| facts.source.position(span.start).line;
    let kind = facts.kind.kind.map_or("?", |kind| kind.as_str());
    let topics: Vec<&str> = facts.topic.topics.iter().map(|topic| topic.as_str()).collect();
    let _ = writeln!(
        out,
        "{}\ntitle     {}\nkind      {kind} ({})\ntopic     {}\nlanguage  {}",
        clean(&facts.source.path),
        clean(&facts.title),
        facts.kind.from.as_str(),
        topics.join(", "),
        facts.language
    );
    for value in &facts.metadata.fields {
        let blank = if value.blank { " (blank)" } else { "" };
        let _ = writeln!(out, "{:<9} {}{blank}  line {}", value.field.as_str(), clean(&value.text), line(value.span));
    }
    for party in &facts.parties {
        let _ = writeln!(out, "party     {} {:?} {}", clean(&party.name), party.side, clean(&party.aliases.join(", ")));
    }
    let mut section = usize::MAX;
    for statement in &facts.statements {
        if statement.section != section {
            section = statement.section;
            let path = facts.sections.get(section).map(|one| clean(&one.path.join(" › "))).unwrap_or_default();
            let _ = writeln!(out, "\n## {path}");
        }
        let modality = statement.modality.map_or("-", |modality| modality.as_str());
        let mut facts_of = vec![format!("{modality}")];
        if !roles(statement).is_empty() {
            facts_of.push(format!("actor {}", roles(statement).join("+")));
        }
        if let Some(frequency) = statement.frequency {
            facts_of.push(frequency.months.map_or("vague frequency".to_owned(), |months| format!("every {months} months")));
        }
        if let Some(deadline) = statement.deadline {
            facts_of.push(deadline.hours.map_or("prompt".to_owned(), |hours| format!("within {hours} h")));
        }
        if statement.substance != crate::facts::Substance::Full {
            facts_of.push(format!("{:?}", statement.substance).to_lowercase());
        }
        let _ = writeln!(
            out,
            "{:>4} {}\n     [{}] {}",
            line(statement.span()),
            clean(&statement.text),
            facts_of.join(", "),
            named(statement, terms).join("; ")
        );
    }
    out
}

fn as_json(facts: &Facts, terms: &Terms) -> Value {
    let place = |span: crate::source::Span| {
        let at = |offset: usize| {
            let position = facts.source.position(offset);
            json!({ "line": position.line, "column": position.column, "byte": position.byte })
        };
        json!({ "start": at(span.start), "end": at(span.end) })
    };
    let metadata: Vec<Value> = facts
        .metadata
        .fields
        .iter()
        .map(|one| json!({ "field": one.field.as_str(), "value": one.text, "date": one.date.map(|date| date.date.to_string()), "blank": one.blank, "source": format!("{:?}", one.source).to_lowercase(), "at": place(one.span) }))
        .collect();
    let sections: Vec<Value> = facts
        .sections
        .iter()
        .map(|one| json!({ "title": one.title, "level": one.level, "path": one.path, "empty": one.empty, "at": place(one.span) }))
        .collect();
    let statements: Vec<Value> = facts
        .statements
        .iter()
        .map(|one| {
            json!({
                "text": one.text, "at": place(one.span()), "section": one.section, "modality": one.modality.map(|modality| modality.as_str()),
                "ambiguous": one.ambiguous, "substance": format!("{:?}", one.substance).to_lowercase(), "actor": roles(one),
                "agent": format!("{:?}", one.agent).to_lowercase(), "voice": format!("{:?}", one.voice).to_lowercase(),
                "accountable": one.accountable.iter().map(|role| role.as_str()).collect::<Vec<_>>(), "repeats": one.repeats,
                "frequency-months": one.frequency.and_then(|frequency| frequency.months), "vague-frequency": one.frequency.is_some_and(|frequency| frequency.months.is_none()),
                "deadline-hours": one.deadline.and_then(|deadline| deadline.hours), "prompt": one.deadline.is_some_and(|deadline| deadline.hours.is_none()),
                "deadline-from": one.deadline.and_then(|deadline| deadline.from).map(|span| facts.source.slice(span)), "due-by": one.by.map(|span| facts.source.slice(span)),
                "terms": one.mentions.iter().map(|mention| json!({ "set": terms.name(mention.set), "polarity": mention.polarity.as_str(), "historical": mention.historical })).collect::<Vec<_>>(),
            })
        })
        .collect();
    let topics: Vec<&str> = facts.topic.topics.iter().map(|topic| topic.as_str()).collect();
    json!({
        "path": facts.source.path, "title": facts.title, "kind": facts.kind.kind.map(|kind| kind.as_str()), "kind-from": facts.kind.from.as_str(),
        "topics": topics, "language": facts.language, "metadata": metadata, "sections": sections, "statements": statements,
    })
}
