//! The unit that carries a meaning: a sentence, a list item joined with its lead-in, a table row joined with its header.

use serde::{Deserialize, Serialize};

use crate::language::{Modality, Polarity, Role};
use crate::source::Span;
use crate::term::SetId;

/// How a statement stands in the document.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Form {
    /// A sentence of a paragraph.
    Sentence,
    /// A list item, joined with its lead-in.
    Item,
    /// A table row, joined with its header.
    Row,
}

/// Whether a statement can meet anything; everything but `Full` cannot.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Substance {
    /// It speaks for the document.
    Full,
    /// A quotation of another document.
    Quotation,
    /// History: a past tense, a revision history, "tidigare …".
    History,
    /// An example or a form of words.
    Example,
    /// A question.
    Question,
    /// A placeholder of a template stands in it.
    Placeholder,
    /// A plan to write the thing later.
    Plan,
    /// An explanation: motive, comment, general advice, a definition or a contents list.
    Explanation,
}

/// Active or passive.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Voice {
    /// Somebody does.
    Active,
    /// It is done.
    Passive,
}

/// Where the actor was found.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum ActorFrom {
    /// In the statement, before the verb.
    Subject,
    /// In the statement, after the verb ("det åligger X", "av X").
    Agent,
    /// In the lead-in of the list.
    LeadIn,
    /// In the heading.
    Heading,
    /// In a table cell.
    Cell,
    /// In the sentence before, in the same paragraph.
    Previous,
}

/// Whom a statement binds.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Actor {
    /// Role classes the words belong to; empty for a subject that is no known role.
    pub roles: Vec<Role>,
    /// The words.
    pub text: String,
    /// Where the words stand.
    pub span: Span,
    /// How they were found.
    pub from: ActorFrom,
    /// How many have something of their own to do: those who are named side by side ("the CIO or the CISO shall …") are one.
    pub apart: usize,
}

/// Who carries out what is said in the passive.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Agent {
    /// Somebody is named or inherited.
    Named,
    /// Nobody.
    None,
    /// It is a requirement on a thing ("Informationen ska krypteras"), where nobody needs to be named.
    Thing,
}

/// How often.
#[derive(Clone, Copy, PartialEq, Debug, Serialize, Deserialize)]
pub struct Frequency {
    /// Longest interval in months; `None` when the words are vague ("regelbundet") or can mean two things.
    pub months: Option<f64>,
    /// The words can mean two intervals ("biannually").
    pub ambiguous: bool,
    /// The words.
    pub span: Span,
}

/// How fast.
#[derive(Clone, Copy, PartialEq, Debug, Serialize, Deserialize)]
pub struct Deadline {
    /// Hours; `None` for promptness without a number ("utan dröjsmål").
    pub hours: Option<f64>,
    /// Counted in working days or hours.
    pub working: bool,
    /// What it is counted from ("efter kännedom"): the words after the preposition.
    pub from: Option<Span>,
    /// The words.
    pub span: Span,
}

/// A term set named in a statement.
#[derive(Clone, Copy, PartialEq, Debug, Serialize, Deserialize)]
pub struct Mention {
    /// Which set.
    pub set: SetId,
    /// First byte in [`Statement::text`].
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// Whether it is affirmed, denied or excluded here.
    pub polarity: Polarity,
    /// It is called by a former name here ("dåvarande X", "tidigare X").
    pub historical: bool,
}

/// The term sets that a statement names, in reading order.
#[derive(Clone, Default, Debug, Serialize, Deserialize)]
pub struct Mentions {
    all: Vec<Mention>,
    /// A bit for each set that is named; sets share bits. Most questions are about a set that is not there.
    seen: u64,
}

impl Mentions {
    /// Those of one of these sets.
    pub fn of<'s, 'g>(&'s self, sets: &'g [SetId]) -> impl Iterator<Item = &'s Mention> + use<'s, 'g> {
        let asked = sets.iter().fold(0, |bits, set| bits | bit(*set));
        let all = if self.seen & asked == 0 { &[][..] } else { &self.all };
        all.iter().filter(move |mention| asked & bit(mention.set) != 0 && sets.contains(&mention.set))
    }

    /// All of them.
    pub fn iter(&self) -> std::slice::Iter<'_, Mention> {
        self.all.iter()
    }
}

impl FromIterator<Mention> for Mentions {
    fn from_iter<I: IntoIterator<Item = Mention>>(mentions: I) -> Self {
        let all: Vec<Mention> = mentions.into_iter().collect();
        let seen = all.iter().fold(0, |bits, mention| bits | bit(mention.set));
        Self { all, seen }
    }
}

/// The bit that stands for a set.
const fn bit(set: SetId) -> u64 {
    1 << (set.0 % 64)
}

/// One statement.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Statement {
    /// As it was read: lead-in or header included, without markup.
    pub text: String,
    /// Where the statement's own part (the item, the row) starts in `text`.
    pub own: usize,
    /// Every stretch of the source that carries it, in reading order; the last is its own part.
    pub spans: Vec<Span>,
    /// Pieces of `text` and where they stand in the source: (first byte in `text`, length in `text`, source).
    pub pieces: Vec<(usize, usize, Span)>,
    /// How it stands in the document.
    pub form: Form,
    /// Index of its section.
    pub section: usize,
    /// Statements with the same number belong together (a paragraph, a list with its lead-in).
    pub paragraph: usize,
    /// How strongly it binds; `None` when it says nothing of the kind, or a question.
    pub modality: Option<Modality>,
    /// The words that decided the modality.
    pub modality_span: Option<Span>,
    /// The modality cannot be told ("måste inte").
    pub ambiguous: bool,
    /// The word that denies or excludes, when one does.
    pub negation: Option<Span>,
    /// What a prohibition makes a condition: the part of `text` behind "utan" in "får inte … utan X", which asks for X.
    pub demands: Option<(usize, usize)>,
    /// Something is excluded in it ("undantas", "except").
    pub excludes: bool,
    /// Whether it can meet anything.
    pub substance: Substance,
    /// Its placeholders stand for names of the organisation or of roles only: what it orders is all there.
    pub unnamed: bool,
    /// Whom it binds.
    pub actor: Option<Actor>,
    /// Who is told or served ("till beställaren").
    pub recipients: Vec<(Role, Span)>,
    /// Active or passive.
    pub voice: Voice,
    /// Who carries out what is said in the passive.
    pub agent: Agent,
    /// A verb of responsibility stands in it ("ansvarar för", "is responsible for").
    pub responsible: bool,
    /// Roles that answer for it in the end ("ytterst ansvarig", A of a RACI table).
    pub accountable: Vec<Role>,
    /// How often: the first stated interval, else the vague words.
    pub frequency: Option<Frequency>,
    /// Every stated interval in reading order; the vague words when there is none.
    pub frequencies: Vec<Frequency>,
    /// How fast.
    pub deadline: Option<Deadline>,
    /// The calendar day it is to be done by ("senast den 31 december").
    pub by: Option<Span>,
    /// Index of an earlier statement that says the same in the same words.
    pub repeats: Option<usize>,
    /// Which term sets it names.
    pub mentions: Mentions,
}

impl Statement {
    /// Whether it can meet something: it speaks for the document, and if a name is left to be filled in, nothing else is.
    pub fn counts(&self) -> bool {
        self.substance == Substance::Full || self.unfilled()
    }

    /// Whether it would speak for the document but for a name that is left to be filled in.
    pub fn unfilled(&self) -> bool {
        self.substance == Substance::Placeholder && self.unnamed
    }

    /// The statement's own part in the source: what is quoted.
    pub fn span(&self) -> Span {
        self.spans.last().copied().unwrap_or_default()
    }

    /// Where a range of `text` stands in the source.
    pub fn source(&self, start: usize, end: usize) -> Span {
        let mut found: Option<Span> = None;
        let first = self.pieces.partition_point(|(out, len, _)| out + len <= start);
        for &(out, len, source) in self.pieces.iter().skip(first).take_while(|(out, ..)| *out < end) {
            let piece = if len == source.len() {
                let from = start.max(out) - out;
                let to = end.min(out + len) - out;
                Span::new(source.start + from, source.start + to)
            } else {
                source
            };
            found = Some(found.map_or(piece, |span| span.cover(piece)));
        }
        found.unwrap_or_else(|| self.span())
    }
}
