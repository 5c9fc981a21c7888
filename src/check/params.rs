//! Validated parameters of every check kind. A pack's TOML becomes these; nothing later checks them again.

use super::Expression;
use crate::language::{Field, Kind, Modality, Polarity, Role, Topic};
use crate::result::{Level, Text};
use crate::term::SetId;

/// A group of term sets, any of which counts: one entry of `mentions`, read aloud by its `name`.
#[derive(Clone, Debug)]
pub struct Group {
    /// As written in the rule ("medical-technology | medical-information-system").
    pub name: String,
    /// The sets.
    pub sets: Vec<SetId>,
    /// What to call it, in each language: the first words of its first set.
    pub called: Text,
}

/// How far the properties of a statement may be apart.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Within {
    /// All in one statement.
    #[default]
    Statement,
    /// In a statement and those it belongs with (its paragraph, its list and lead-in).
    Paragraph,
    /// In a statement and its section, heading included.
    Section,
}

/// A bound on how often.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum FrequencyBound {
    /// At least every so many months.
    AtMost(f64),
    /// Only vague words.
    Vague,
}

/// A bound on how fast.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct DeadlineBound {
    /// At most so many hours.
    pub hours: Option<f64>,
    /// Promptness without a number counts.
    pub prompt: bool,
}

/// What is counted by `at-least`.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Distinct {
    /// Statements.
    #[default]
    Statement,
    /// Different words of the first group.
    Term,
    /// Different actors.
    Actor,
}

/// Active or passive, and whether somebody is named.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum AgentWanted {
    /// Nobody is named.
    None,
    /// Somebody is named.
    Named,
}

/// `statement`: some statement has all wanted properties. Empty lists ask nothing.
#[derive(Clone, Debug, Default)]
pub struct StatementCheck {
    /// Groups that must be mentioned.
    pub mentions: Vec<Group>,
    /// Accepted modalities.
    pub modality: Vec<Modality>,
    /// Accepted polarity of every mentioned group.
    pub polarity: Vec<Polarity>,
    /// Accepted polarity of named groups (index into `mentions`); where given, other groups are free.
    pub polarity_of: Vec<(usize, Polarity)>,
    /// Accepted actors.
    pub actor: Vec<Role>,
    /// Accepted recipients.
    pub recipient: Vec<Role>,
    /// Must be passive.
    pub passive: bool,
    /// Whether somebody carries it out.
    pub agent: Option<AgentWanted>,
    /// How often.
    pub frequency: Option<FrequencyBound>,
    /// How fast.
    pub deadline: Option<DeadlineBound>,
    /// How far properties may be apart.
    pub within: Within,
    /// The section's heading, or one above it, must name one of these.
    pub section: Vec<Group>,
    /// A statement that names one of these cannot count.
    pub unless: Vec<Group>,
    /// A statement that excludes something else from the same scope makes it partial, unless it names one of these.
    pub harmless: Option<Vec<Group>>,
    /// How many are needed.
    pub at_least: usize,
    /// Counted by what.
    pub distinct: Distinct,
}

/// `responsibility`: a role is assigned a duty on an object.
#[derive(Clone, Debug, Default)]
pub struct ResponsibilityCheck {
    /// Accepted roles; any when empty.
    pub role: Vec<Role>,
    /// Duty words; any when empty.
    pub duty: Vec<Group>,
    /// Objects; any when empty.
    pub object: Vec<Group>,
    /// Words that make it not count.
    pub unless: Vec<Group>,
    /// Roles that do not count.
    pub unless_role: Vec<Role>,
    /// How many different actors.
    pub at_least: usize,
    /// How far properties may be apart.
    pub within: Within,
}

/// `metadata`: a field is there and its value fits.
#[derive(Clone, Debug, Default)]
pub struct MetadataCheck {
    /// Any of these fields.
    pub field: Vec<Field>,
    /// Other fields that must be there too.
    pub with: Vec<Field>,
    /// The value (of `field` or of `with`) must name one of these roles.
    pub role: Vec<Role>,
    /// The value must match.
    pub pattern: Option<Expression>,
}

/// `review`: dates against today.
#[derive(Clone, Debug, Default)]
pub struct ReviewCheck {
    /// The newest of these …
    pub newest_of: Vec<Field>,
    /// … must be at most so many months old.
    pub within_months: Option<i32>,
    /// None of these may have passed.
    pub not_passed: Vec<Field>,
    /// Warn so many days ahead.
    pub ahead_days: i64,
    /// Documents of these kinds that it follows: when one of them gets a newer date …
    pub follows: Vec<Kind>,
    /// … this one must get one too, within so many months.
    pub grace_months: i32,
}

/// `section`: a section with that heading exists and says something.
#[derive(Clone, Debug, Default)]
pub struct SectionCheck {
    /// Groups of which the heading must name all.
    pub heading: Vec<Group>,
    /// A statement that names one of these counts as well.
    pub or_statement: Vec<Group>,
    /// Looks for sections without content (under `forbid`).
    pub empty: bool,
    /// Looks for sections with at least so many statements that are all weaker than an obligation (under `forbid`).
    pub weak_only: usize,
}

/// `table`: a table with named columns, rows and filled cells.
#[derive(Clone, Debug, Default)]
pub struct TableCheck {
    /// Columns; each must be there.
    pub columns: Vec<Group>,
    /// At least so many rows.
    pub rows: usize,
    /// Columns (index into `columns`) whose cells must be filled in every row.
    pub filled: Vec<usize>,
}

/// `reference`: what documents point to.
#[derive(Clone, Debug, Default)]
pub struct ReferenceCheck {
    /// Relative links must resolve.
    pub links: bool,
    /// Anchors must resolve.
    pub anchors: bool,
    /// Annexes must be there.
    pub annexes: bool,
    /// Documents named in prose must be there.
    pub named: bool,
    /// Documents of these kinds …
    pub from: Vec<Kind>,
    /// … must point to one of these.
    pub to: Vec<Kind>,
    /// Each that does not is a finding of its own.
    pub each: bool,
    /// Nothing refers to a document that was repealed, replaced or archived.
    pub in_force: bool,
}

/// `document`: the repository holds such a document.
#[derive(Clone, Debug, Default)]
pub struct DocumentCheck {
    /// Kinds.
    pub kind: Vec<Kind>,
    /// Topics.
    pub topic: Vec<Topic>,
    /// The title must name one of these.
    pub title: Vec<Group>,
    /// Two valid ones with the same kind, topic, language and decision body or owner are a finding.
    pub exactly_one: bool,
    /// The stated period covers today; without one, decided at most 24 months ago.
    pub in_force: bool,
    /// It must itself meet all of these.
    pub checks: Vec<Check>,
}

/// `order`: dates and versions fit.
#[derive(Clone, Debug, Default)]
pub struct OrderCheck {
    /// The header's version is that of the newest row of the revision history.
    pub history_version: bool,
    /// Pairs of fields of which the first may not be later than the second.
    pub before: Vec<(Field, Field)>,
    /// Fields that a translation states as its original does.
    pub as_original: Vec<Field>,
}

/// An outdated term.
#[derive(Clone, Debug)]
pub struct TermEntry {
    /// The outdated words.
    pub set: SetId,
    /// What it is called now.
    pub now: Text,
    /// Since when, as shown.
    pub since: String,
    /// A level of its own.
    pub level: Option<Level>,
    /// What of it is not verified; never an error.
    pub unverified: Option<Text>,
    /// Counts only in a statement that names one of these too.
    pub only_with: Vec<Group>,
    /// Does not count in a statement that names one of these.
    pub unless: Vec<Group>,
}

/// Where a `pattern` looks.
#[derive(Clone, Debug)]
pub enum PatternPlace {
    /// Every statement.
    Text,
    /// Every heading.
    Heading,
    /// The title.
    Title,
    /// A metadata field.
    Field(Field),
}

/// `pattern`: a regular expression matches.
#[derive(Clone, Debug)]
pub struct PatternCheck {
    /// The expression.
    pub regex: Expression,
    /// Where.
    pub place: PatternPlace,
}

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
