//! What a document is about.

use serde::{Deserialize, Serialize};

use super::analyse::Hints;
use super::context::Context;
use super::metadata::Metadata;
use crate::document::{BlockKind, Document};
use crate::language::{Field, Kind, Topic};
use crate::source::Span;

/// A document's topics with their reason.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct TopicFact {
    /// The topics, the strongest first; empty when it cannot be told.
    pub topics: Vec<Topic>,
    /// The words that decided, when they stand in the document.
    pub span: Option<Span>,
}

/// Distinct signs that a supplier handles the customer's information, systems or operations.
const SUPPLY_SIGNS: usize = 6;
/// Words of a topic in the body that make it the document's.
const BODY_WORDS: usize = 4;

/// What the document is about: as the caller says, else by its title, else by headings and path, else by its words.
pub(crate) fn classify_topic(
    context: &Context,
    document: &Document,
    metadata: &Metadata,
    title: &str,
    kind: Option<Kind>,
    path: &str,
    hints: &Hints,
) -> TopicFact {
    if !hints.topics.is_empty() {
        return TopicFact { topics: hints.topics.clone(), span: None };
    }
    let governing = title_text(metadata, title);
    match kind {
        Some(Kind::ProcessorAgreement) => TopicFact { topics: vec![Topic::DataProtection], span: title_span(document) },
        Some(Kind::Contract) => supply(context, document, &governing),
        _ => by_title(context, document, &governing).unwrap_or_else(|| by_content(context, document, path)),
    }
}

/// The title, and the one of the front matter when it says something else.
fn title_text(metadata: &Metadata, title: &str) -> String {
    match metadata.get(Field::Title) {
        Some(other) if other.text != title => format!("{title}. {}", other.text),
        _ => title.to_owned(),
    }
}

/// Where the title's heading stands.
fn title_span(document: &Document) -> Option<Span> {
    let heading = document.blocks.iter().find(|block| matches!(block.kind, BlockKind::Heading(_)))?;
    Some(heading.prose.source(0, heading.prose.text.len()))
}

/// The topics named in a text, in reading order. What is only for contracts is left out.
fn topics(context: &Context, text: &str) -> Vec<Topic> {
    let mut found: Vec<Topic> = Vec::new();
    for topic in context.named("@topic/", text).iter().filter_map(|named| Topic::parse(named.name)) {
        if topic != Topic::ItSupply && !found.contains(&topic) {
            found.push(topic);
        }
    }
    found
}

/// The topics of the title; `other` counts only alone.
fn by_title(context: &Context, document: &Document, title: &str) -> Option<TopicFact> {
    let mut topics = topics(context, title);
    if topics.len() > 1 {
        topics.retain(|topic| *topic != Topic::Other);
    }
    (!topics.is_empty()).then(|| TopicFact { topics, span: title_span(document) })
}

/// A contract is about it supply when the supplier handles information, systems or operations.
fn supply(context: &Context, document: &Document, title: &str) -> TopicFact {
    let span = title_span(document);
    let named = context.named("@topic/", title);
    let titled = |topic: Topic| named.iter().any(|found| found.name == topic.as_str());
    let mut signs: Vec<String> = Vec::new();
    for text in document.blocks.iter().flat_map(texts) {
        for found in context.set("@it-supply-sign", text) {
            let word: String = text.get(found.start..found.end).unwrap_or_default().to_lowercase().chars().take(6).collect();
            if !signs.contains(&word) {
                signs.push(word);
            }
        }
    }
    let enough = if titled(Topic::ItSupply) { SUPPLY_SIGNS / 3 } else { SUPPLY_SIGNS };
    let mut topics = if signs.len() >= enough { vec![Topic::ItSupply] } else { vec![Topic::Other] };
    if titled(Topic::DataProtection) {
        topics.push(Topic::DataProtection);
    }
    TopicFact { topics, span }
}

/// The texts of a block: its prose, or its cells.
fn texts(block: &crate::document::Block) -> Vec<&str> {
    match &block.kind {
        BlockKind::Table(table) => {
            let cells = table.header.iter().chain(table.rows.iter().flat_map(|row| &row.cells));
            cells.map(|cell| cell.prose.text.as_str()).collect()
        }
        BlockKind::Code => Vec::new(),
        _ => vec![block.prose.text.as_str()],
    }
}

/// The topics by headings, path and frequent words: headings and path weigh more.
fn by_content(context: &Context, document: &Document, path: &str) -> TopicFact {
    let mut weights: Vec<(Topic, usize)> = Vec::new();
    let mut add = |text: &str, weight: usize| {
        for topic in context.named("@topic/", text).iter().filter_map(|found| Topic::parse(found.name)) {
            match weights.iter_mut().find(|(known, _)| *known == topic) {
                Some((_, sum)) => *sum += weight,
                None => weights.push((topic, weight)),
            }
        }
    };
    let mut words = 0;
    add(&path.replace(['-', '_', '/', '.'], " "), 2);
    for block in &document.blocks {
        let weight = if matches!(block.kind, BlockKind::Heading(_)) { 2 } else { 1 };
        for text in texts(block) {
            words += text.split_whitespace().count();
            add(text, weight);
        }
    }
    weights.retain(|(topic, _)| !matches!(topic, Topic::ItSupply | Topic::Other));
    weights.sort_by_key(|(_, weight)| std::cmp::Reverse(*weight));
    let best = weights.first().map_or(0, |(_, weight)| *weight);
    let dense = best >= BODY_WORDS && best * 150 >= words;
    let topics: Vec<Topic> = if dense {
        weights.iter().filter(|(_, weight)| *weight * 2 > best).map(|(topic, _)| *topic).take(2).collect()
    } else if words >= 60 {
        vec![Topic::Other]
    } else {
        Vec::new()
    };
    TopicFact { topics, span: None }
}
