//! Validated parameters of every check kind. A pack's TOML becomes these; nothing later checks them again.

use super::{Check, Expression};
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
    /// Those that the statement itself must mention, however near another one does (indices into `mentions`).
    pub own: Vec<usize>,
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
    /// The value must state an interval of at most so many months.
    pub interval: Option<f64>,
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
