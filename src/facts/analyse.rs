//! One document to facts: a pure function of the text, the lexicon and the term sets.

use super::assemble::{Assembly, aliases, read_statements, roles_in};
use super::context::Context;
use super::memo::Memo;
use super::parties::PartyNames;
use super::reading::Reading;
use super::section::Section;
use super::trace::TraceWords;
use super::words::Words;
use super::{Facts, Mentioned, detect, kind, metadata, parties, reference, repair, section, table, time, title, topic, trace};
use crate::document::{BlockKind, Document};
use crate::language::{Field, Kind, Language, Lexicon, Status, Topic};
use crate::source::SourceFile;
use crate::term::{Occurrence, SetId, Terms};

/// What the caller knows beforehand (configuration by path, or an example that states it).
#[derive(Clone, Debug, Default)]
pub struct Hints {
    /// The kind, when the configuration says it.
    pub kind: Option<Kind>,
    /// The topics, when the configuration says them.
    pub topics: Vec<Topic>,
    /// Whether it is about the whole of an area, when the configuration says it.
    pub whole_area: Option<bool>,
    /// The language, when the caller knows it.
    pub language: Option<String>,
}

/// Everything that is the same for all documents of a run.
pub struct Analyser<'a> {
    lexicon: &'a Lexicon,
    terms: &'a Terms,
    words: Words,
    traces: TraceWords,
    parties: PartyNames,
    statuses: Vec<(SetId, Status)>,
}

impl<'a> Analyser<'a> {
    /// Prepares the analysis with a lexicon and all term sets.
    pub fn new(lexicon: &'a Lexicon, terms: &'a Terms) -> Self {
        let status = |status: &Status| Some((terms.id(&format!("@status/{status}"))?, *status));
        let statuses = Status::ALL.iter().filter_map(status).collect();
        Self { lexicon, terms, words: Words::new(lexicon, terms), traces: TraceWords::new(lexicon), parties: PartyNames::new(lexicon), statuses }
    }

    /// Analyses one document.
    pub fn analyse(&self, source: SourceFile, mut document: Document, hints: &Hints) -> Facts {
        let tag = detect::detect_language(self.lexicon, &document, hints);
        let memo = Memo::default();
        let context = Context { lexicon: self.lexicon, terms: self.terms, traces: &self.traces, memo: &memo, language: &tag };
        if let Some(words) = context.words() {
            repair::repair(&mut document, &source.text, words);
        }
        let (metadata, consumed) = metadata::read_metadata(&context, &source, &document);
        let (title, title_span, title_block) = title::find_title(&context, &document, &metadata);
        let kind = kind::classify_kind(&context, &source, &document, &metadata, &title, hints);
        let topic = topic::classify_topic(&context, &document, &metadata, &title, kind.kind, &source.path, hints);
        let (mut sections, section_of) = section::read_sections(&context, &document, title_block);
        let parties = parties::read_parties(&context, &self.parties, &document, kind.kind);
        let name = reference::of_title(&context, &title, kind.kind);
        let mut facts = Facts {
            whole_area: hints.whole_area.unwrap_or_else(|| name.as_ref().is_none_or(|name| name.general)),
            language: tag.clone(),
            title_terms: context.find(&title),
            name,
            is_annex: reference::is_annex(&context, &title, &source.path),
            title,
            title_span,
            tables: table::read_tables(&context, &document, &section_of, &consumed),
            references: reference::read_references(&context, &source, &document, kind.kind),
            traces: trace::read_traces(&context, &source, &document),
            words: count_words(&document),
            read: self.lexicon.language(&tag).is_some(),
            statements: Vec::new(),
            mentioned: Mentioned::default(),
            sections: Vec::new(),
            kind,
            topic,
            metadata,
            parties,
            source,
            document,
        };
        if let Some(language) = self.lexicon.language(&tag) {
            self.read_statements(&context, language, &mut facts, &mut sections, &section_of, &consumed);
        }
        reference::mark_asides(&mut facts.references, &facts.statements, &facts.metadata);
        for field in &mut facts.metadata.fields {
            let hits = context.find(&field.text);
            field.status = self.statuses.iter().rev().find(|(set, _)| hits.iter().any(|hit| hit.set == *set)).map(|(_, status)| *status);
            field.roles = hits.iter().filter_map(|hit| self.words.role(hit.set)).collect();
            if matches!(field.field, Field::ReviewInterval | Field::NextReview) {
                field.interval = self.interval(&context, &field.text);
            }
        }
        facts.sections = sections;
        facts
    }

    /// The interval that a value states, in months.
    fn interval(&self, context: &Context<'_>, text: &str) -> Option<f64> {
        let language = &context.read_as()?.statement;
        time::interval(&Reading::new(text, 0, &self.words, &context.of_statements(text), &[], &language.genitive), language)
    }

    fn read_statements(
        &self,
        context: &Context<'_>,
        language: &Language,
        facts: &mut Facts,
        sections: &mut [Section],
        section_of: &[usize],
        consumed: &[bool],
    ) {
        let mut assembly = Assembly {
            context,
            words: &self.words,
            language: &language.statement,
            dates: Some(&language.document),
            source: &facts.source,
            sections: &[],
            section_of,
            consumed,
            parties: &facts.parties,
            kind: facts.kind.kind,
        };
        for section in sections.iter_mut() {
            read_heading(&assembly, section);
        }
        assembly.sections = sections;
        let statements = read_statements(&assembly, &facts.document);
        facts.mentioned = Mentioned::of(&statements);
        facts.statements = statements;
    }
}

/// Whether a heading names a role alone, and whether it denies.
fn read_heading(assembly: &Assembly<'_>, section: &mut Section) {
    let hits = assembly.context.of_statements(&section.title);
    section.negated = hits.iter().any(|hit| hit.set == assembly.words.heading_negated);
    let roles = roles_in(assembly, &section.title);
    if !roles.is_empty() && names_alone(assembly, &section.title, &hits) {
        section.actor = Some(roles);
    }
}

/// Whether a heading says nothing but a role, with small words and words for duty ("Systemägarens ansvar"): "Leverantörsstyrning" and
/// "Vendor policy" are about suppliers, and lay nothing on them.
fn names_alone(assembly: &Assembly<'_>, title: &str, hits: &[Occurrence]) -> bool {
    let words = assembly.words;
    let small = [words.heading_duty, words.column_actor, words.determiner, words.obligation, words.responsible, words.preposition];
    let of_lists = hits.iter().filter(|hit| small.contains(&hit.set) || words.role(hit.set).is_some()).map(|hit| (hit.start, hit.end));
    let covered: Vec<(usize, usize)> = of_lists.chain(aliases(assembly, title).iter().map(|one| (one.start, one.end))).collect();
    let left = |at: usize| !covered.iter().any(|(start, end)| (*start..*end).contains(&at));
    let letters = title.char_indices().filter(|(_, letter)| letter.is_alphabetic());
    // The ending of a genitive is all that may be left.
    letters.filter(|(at, _)| left(*at)).count() <= GENITIVE
}

/// Letters of the ending of a genitive.
const GENITIVE: usize = 1;

fn count_words(document: &Document) -> usize {
    let blocks = document.blocks.iter().filter(|block| !matches!(block.kind, BlockKind::Code));
    blocks
        .map(|block| match &block.kind {
            BlockKind::Table(table) => table.rows.iter().flat_map(|row| &row.cells).map(|cell| cell.prose.text.split_whitespace().count()).sum(),
            _ => block.prose.text.split_whitespace().count(),
        })
        .sum()
}
