//! What was understood of a document, as fields that a case can name.

use tillsyn::facts::{ActorFrom, Corpus, DateValue, Facts, Frequency, MetaField, Precision, Section, Setting, Statement, Trace, TraceKind, Validity};
use tillsyn::language::Field;
use tillsyn::source::Span;
use tillsyn::term::Terms;
use toml::{Table, Value};

use super::Case;

/// The name of a case's own word list among all term sets.
pub fn own_set(at: usize, name: &str) -> String {
    format!("case-{at}-{name}")
}

fn lower(value: impl std::fmt::Debug) -> Value {
    Value::String(format!("{value:?}").to_lowercase())
}

fn text(value: impl ToString) -> Value {
    Value::String(value.to_string())
}

fn texts<T: ToString>(values: impl IntoIterator<Item = T>) -> Value {
    Value::Array(values.into_iter().map(text).collect())
}

#[allow(clippy::cast_possible_truncation)]
fn number(value: f64) -> Value {
    if value.fract() == 0.0 { Value::Integer(value as i64) } else { Value::Float(value) }
}

fn often(frequency: &Frequency) -> Value {
    match frequency.months {
        Some(months) => number(months),
        None => text(if frequency.ambiguous { "ambiguous" } else { "vague" }),
    }
}

/// A date as exactly as it is stated.
fn date(value: DateValue) -> String {
    match value.precision {
        Precision::Year => value.date.strftime("%Y").to_string(),
        Precision::Month => value.date.strftime("%Y-%m").to_string(),
        Precision::Day => value.date.to_string(),
    }
}

/// What was understood of one statement.
fn of_statement(facts: &Facts, statement: &Statement, terms: &Terms, at: usize, case: &Case) -> Table {
    let words = |span: Span| text(facts.source.slice(span));
    let mut got = Table::new();
    let mut put = |key: &str, value: Value| drop(got.insert(key.to_owned(), value));
    put("text", text(&statement.text));
    put("form", lower(statement.form));
    put("modality", text(statement.modality.map_or("none", |modality| modality.as_str())));
    put("ambiguous", Value::Boolean(statement.ambiguous));
    put("substance", lower(statement.substance));
    put("voice", lower(statement.voice));
    put("agent", lower(statement.agent));
    put("responsible", Value::Boolean(statement.responsible));
    put("excludes", Value::Boolean(statement.excludes));
    put("accountable", texts(&statement.accountable));
    put("recipients", texts(statement.recipients.iter().map(|(role, _)| role)));
    put("spans", Value::Array(statement.spans.iter().map(|span| words(*span)).collect()));
    if let Some(actor) = &statement.actor {
        put("actor", texts(&actor.roles));
        put("actor-from", text(from(actor.from)));
    }
    if let Some(frequency) = statement.frequencies.first() {
        put("frequency", often(frequency));
        put("frequencies", Value::Array(statement.frequencies.iter().map(often).collect()));
    }
    if let Some(deadline) = statement.deadline {
        put("deadline", deadline.hours.map_or_else(|| text("prompt"), number));
        put("working", Value::Boolean(deadline.working));
        if let Some(from) = deadline.from {
            put("from", words(from));
        }
    }
    if let Some(by) = statement.by {
        put("by", words(by));
    }
    if let Some(other) = statement.repeats {
        put("repeats", Value::Integer(i64::try_from(other).unwrap()));
    }
    let (mut polarity, mut mention, mut historical) = (Table::new(), Table::new(), Vec::new());
    for found in statement.mentions.iter() {
        let name = terms.name(found.set);
        let own = case.terms.keys().find(|own| own_set(at, own) == name).map(String::as_str);
        let Some(name) = own.or_else(|| (!name.starts_with("case-")).then_some(name)) else { continue };
        polarity.entry(name.to_owned()).or_insert_with(|| text(found.polarity));
        mention.entry(name.to_owned()).or_insert_with(|| text(&statement.text[found.start..found.end]));
        if found.historical && own.is_some() {
            historical.push(text(name));
        }
    }
    put("terms", texts(polarity.keys().filter(|name| !case.terms.contains_key(*name))));
    put("polarity", Value::Table(polarity));
    put("mention", Value::Table(mention));
    put("historical", Value::Array(historical));
    got
}

const fn from(from: ActorFrom) -> &'static str {
    match from {
        ActorFrom::Subject => "subject",
        ActorFrom::Agent => "agent",
        ActorFrom::LeadIn => "lead-in",
        ActorFrom::Heading => "heading",
        ActorFrom::Cell => "cell",
        ActorFrom::Previous => "previous",
    }
}

/// What was understood of the document, and of its first statement.
pub fn of_document(facts: &Facts, terms: &Terms, at: usize, case: &Case) -> Table {
    let each: Vec<Table> = facts.statements.iter().map(|statement| of_statement(facts, statement, terms, at, case)).collect();
    let mut got = each.first().cloned().unwrap_or_default();
    let mut put = |key: &str, value: Value| drop(got.insert(key.to_owned(), value));
    put("statements", Value::Integer(i64::try_from(each.len()).unwrap()));
    put("each", Value::Array(each.into_iter().map(Value::Table).collect()));
    put("language", text(&facts.language));
    put("kind", text(facts.kind.kind.map_or("none", |kind| kind.as_str())));
    put("topic", texts(&facts.topic.topics));
    put("title", text(&facts.title));
    let mut metadata = Table::new();
    for value in facts.metadata.fields.iter().filter(|value| !value.blank) {
        metadata.entry(value.field.as_str()).or_insert_with(|| text(value.date.map_or_else(|| value.text.clone(), date)));
    }
    put("metadata", Value::Table(metadata));
    put("blank", texts(facts.metadata.fields.iter().filter(|value| value.blank).map(|value| value.field)));
    let filled = |field| facts.metadata.get(field);
    if let Some(status) = filled(Field::Status).and_then(|value: &MetaField| value.status) {
        put("status", text(status));
    }
    put("decided-by-roles", texts(filled(Field::DecidedBy).map(|value| value.roles.clone()).unwrap_or_default()));
    put("validity", text(validity(facts, case)));
    put("history", Value::Integer(i64::try_from(facts.metadata.history.len()).unwrap()));
    let traces = |kind| facts.traces.iter().filter(move |trace| trace.kind == kind);
    put("placeholder", texts(traces(TraceKind::Placeholder).map(|trace| &trace.text)));
    let repaired = |trace: &Trace| trace.replacement.as_ref().map_or_else(|| trace.text.clone(), |new| format!("{} → {new}", trace.text));
    put("artefact", texts(traces(TraceKind::Artefact).map(repaired)));
    put("prose", texts(facts.document.blocks.iter().map(|block| &block.prose.text)));
    let titles = |wanted: &dyn Fn(&Section) -> bool| texts(facts.sections.iter().filter(|one| one.level > 0 && wanted(one)).map(|one| &one.title));
    put("sections", titles(&|_| true));
    put("empty-sections", titles(&|one| one.empty));
    put("negated-sections", titles(&|one| one.negated));
    let cells = facts.tables.iter().flat_map(|table| table.rows.iter().flatten());
    put("unfilled", texts(cells.filter(|cell| !cell.filled).map(|cell| &cell.text)));
    put("references", texts(facts.references.iter().map(|reference| &reference.target)));
    got
}

/// Whether the document counts as valid when it is the only one.
fn validity(facts: &Facts, case: &Case) -> String {
    let today = case.today.as_deref().unwrap_or("2026-11-25").parse().unwrap();
    let corpus = Corpus::join(vec![std::sync::Arc::new(facts.clone())], Setting { whole: false, ..Setting::on(today) }, |_| false);
    match &corpus.validity[0] {
        Validity::Expired(_) => "expired".to_owned(),
        other => format!("{other:?}").to_lowercase(),
    }
}
