//! The kinds of check, and how several make one.

use super::{
    DocumentCheck, MetadataCheck, OrderCheck, PatternCheck, ReferenceCheck, ResponsibilityCheck, ReviewCheck, SectionCheck, StatementCheck,
    TableCheck, TermEntry,
};
use crate::result::{Level, Text};

/// A part of a composition.
#[derive(Clone, Debug)]
pub struct PartCheck {
    /// What it is called.
    pub label: Text,
    /// What it asks.
    pub check: Check,
}

/// Where the parts of a composition must be met.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Together {
    /// Anywhere the rule looks.
    #[default]
    Anywhere,
    /// In one document.
    Document,
    /// In one section.
    Section,
}

/// How many parts of a composition are needed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Needed {
    /// All.
    All,
    /// One.
    Any,
    /// So many.
    AtLeast(usize),
}

/// `all`, `any`, `at-least`.
#[derive(Clone, Debug)]
pub struct Composition {
    /// How many.
    pub needed: Needed,
    /// The parts.
    pub parts: Vec<PartCheck>,
    /// Where.
    pub together: Together,
    /// The parts must rest on at least three different statements.
    pub not_in_one_statement: bool,
}

/// A check: the predicate of a rule.
#[derive(Clone, Debug)]
pub enum Check {
    /// Some statement has all wanted properties.
    Statement(Box<StatementCheck>),
    /// A role is assigned a duty.
    Responsibility(ResponsibilityCheck),
    /// A field is there and fits.
    Metadata(MetadataCheck),
    /// Dates against today.
    Review(ReviewCheck),
    /// A section exists and says something.
    Section(SectionCheck),
    /// A table exists and is filled in.
    Table(TableCheck),
    /// References resolve, documents point upwards.
    Reference(ReferenceCheck),
    /// The repository holds such a document.
    Document(DocumentCheck),
    /// Dates and versions fit.
    Order(OrderCheck),
    /// None of these terms is used as current.
    Term(Vec<TermEntry>),
    /// Nothing is left of a template.
    Placeholder,
    /// Nothing is left of a conversion.
    Artefact,
    /// A regular expression matches.
    Pattern(PatternCheck),
    /// Each thing that would meet the inner check is a finding.
    Forbid(Box<Check>),
    /// Another rule, by code.
    Rule(String),
    /// Parts.
    Composed(Composition),
    /// The inner check must not be met.
    Not(Box<Check>),
}

/// What an expression costs, in statements that are judged.
const EXPRESSION: usize = 8;

impl Check {
    /// How much work it is to ask, roughly, for one document: for putting work in order.
    pub fn work(&self) -> usize {
        match self {
            Self::Pattern(_) => EXPRESSION,
            Self::Forbid(inner) | Self::Not(inner) => inner.work(),
            Self::Composed(parts) => parts.parts.iter().map(|part| part.check.work()).sum(),
            _ => 1,
        }
    }
}

/// A milder grade, tried in order when the check is not met.
#[derive(Clone, Debug)]
pub struct Grade {
    /// Its level; one milder than the rule's when not given.
    pub level: Option<Level>,
    /// What is said.
    pub says: Option<Text>,
    /// What it asks: a check of its own, or at least so many parts of the rule's composition.
    pub needs: GradeNeeds,
}

/// What a grade asks.
#[derive(Clone, Debug)]
pub enum GradeNeeds {
    /// A check.
    Check(Check),
    /// So many parts.
    Parts(usize),
}
