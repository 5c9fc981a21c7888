//! What a rule may ask of a document: facts with spans. Knows governance words, knows no rule.

mod actor;
mod analyse;
mod assemble;
mod context;
mod corpus;
mod cover;
mod date;
mod detect;
mod joined;
mod kind;
mod memo;
mod mentioned;
mod metadata;
mod modality;
mod parties;
mod parts;
mod polarity;
mod reading;
mod reference;
mod repair;
mod repeats;
mod rows;
mod section;
mod sentences;
mod statement;
mod subject;
mod substance;
mod table;
mod time;
mod title;
mod topic;
mod trace;
mod understand;
mod words;

pub use analyse::{Analyser, Hints};
pub use corpus::{Agreement, Corpus, Setting, Validity, join_path};
pub use date::{DateValue, Precision, find_dates, parse_date};
pub use detect::detect_language;
pub use kind::{KindFact, KindFrom};
pub use mentioned::Mentioned;
pub use metadata::{HistoryRow, MetaField, MetaSource, Metadata};
pub use parties::{Party, Side};
pub use reference::{AnnexName, Name, Reference, ReferenceKind, inflected};
pub use section::Section;
pub use statement::{Actor, ActorFrom, Agent, Deadline, Form, Frequency, Mention, Mentions, Statement, Substance, Voice};
pub use table::{TableCell, TableFact};
pub use topic::TopicFact;
pub use trace::{Trace, TraceKind};
pub use words::Words;

use std::ops::Range;

use serde::{Deserialize, Serialize};

use crate::document::Document;
use crate::source::{SourceFile, Span};
use crate::term::Occurrence;

/// Everything that was understood of one document.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Facts {
    /// The text and its positions. Not kept with the rest: whoever has the document has it.
    #[serde(skip)]
    pub source: SourceFile,
    /// The blocks it was parsed to.
    pub document: Document,
    /// Tag of the language it is read as (`sv`, `en`), or `und` when that could not be told.
    pub language: String,
    /// Whether that is a language whose words we have: a text in another is asked nothing.
    pub read: bool,
    /// The title, without markup; empty when there is none.
    pub title: String,
    /// Where the title stands, else the first line with text: where findings about the whole document are shown.
    pub title_span: Span,
    /// What other documents call it; `None` when its title says nothing but the kind.
    pub name: Option<Name>,
    /// It is about the whole of an area, as far as title or configuration tell: a title that says nothing but the kind names no part.
    pub whole_area: bool,
    /// Its title or file name calls it an annex.
    pub is_annex: bool,
    /// Term sets named in the title.
    pub title_terms: Vec<Occurrence>,
    /// What it is, and why.
    pub kind: KindFact,
    /// What it is about, and why.
    pub topic: TopicFact,
    /// Owner, decision, dates, version …
    pub metadata: Metadata,
    /// Sections in reading order; the first one holds what stands before the first heading.
    pub sections: Vec<Section>,
    /// Statements in reading order.
    pub statements: Vec<Statement>,
    /// Which of them mention a term set.
    pub mentioned: Mentioned,
    /// Tables that are not metadata.
    pub tables: Vec<TableFact>,
    /// Links, annexes and named documents.
    pub references: Vec<Reference>,
    /// What is left of a template or of a conversion.
    pub traces: Vec<Trace>,
    /// Parties of an agreement.
    pub parties: Vec<Party>,
    /// Number of words in prose.
    pub words: usize,
}

impl Facts {
    /// A section and those under it.
    pub fn under(&self, section: usize) -> Range<usize> {
        let Some(top) = self.sections.get(section) else { return 0..0 };
        // Nothing lies under what stands before the first heading.
        let under = self.sections.iter().skip(section + 1).take_while(|one| top.block.is_some() && one.level > top.level);
        section..section + 1 + under.count()
    }

    /// The statements of a range of sections, as a range of `statements`.
    pub fn statements_in(&self, sections: Range<usize>) -> Range<usize> {
        let first = |section: usize| self.statements.partition_point(|one| one.section < section);
        first(sections.start)..first(sections.end)
    }

    /// The tables of a range of sections.
    pub fn tables_in(&self, sections: Range<usize>) -> &[TableFact] {
        let first = |section: usize| self.tables.partition_point(|one| one.section < section);
        self.tables.get(first(sections.start)..first(sections.end)).unwrap_or_default()
    }
}
