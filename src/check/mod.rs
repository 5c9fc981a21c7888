//! Check kinds: predicates over facts. They return what they saw and where, never a level, a rule or rendered text.

mod ask;
mod composition;
mod document;
mod expression;
mod forbid;
mod kind;
mod metadata;
mod order;
mod params;
mod pattern;
mod reference;
mod responsibility;
mod review;
mod section;
mod statement;
mod table;
mod term;
mod trace;

pub(crate) use ask::normalised;
pub use ask::{Ask, Rules};
pub(crate) use document::invalid;
pub use expression::Expression;
pub use kind::{Check, Composition, Grade, GradeNeeds, Needed, PartCheck, Together};
pub use params::{
    AgentWanted, DeadlineBound, Distinct, DocumentCheck, FrequencyBound, Group, MetadataCheck, OrderCheck, PatternCheck, PatternPlace,
    ReferenceCheck, ResponsibilityCheck, ReviewCheck, SectionCheck, StatementCheck, TableCheck, TermEntry, Within,
};

use crate::facts::TraceKind;
use crate::result::{Observation, Outcome, Say};

/// Evaluates a check over what is asked.
pub fn evaluate(check: &Check, ask: &Ask<'_>) -> Observation {
    match check {
        Check::Statement(params) => statement::evaluate(params, ask),
        Check::Responsibility(params) => responsibility::evaluate(params, ask),
        Check::Metadata(params) => metadata::evaluate(params, ask),
        Check::Review(params) => review::evaluate(params, ask),
        Check::Section(params) => section::evaluate(params, ask),
        Check::Table(params) => table::evaluate(params, ask),
        Check::Reference(params) => reference::evaluate(params, ask),
        Check::Document(params) => document::evaluate(params, ask),
        Check::Order(params) => order::evaluate(params, ask),
        Check::Term(entries) => term::evaluate(entries, ask),
        Check::Placeholder => trace::evaluate(TraceKind::Placeholder, ask),
        Check::Artefact => trace::evaluate(TraceKind::Artefact, ask),
        Check::Pattern(params) => pattern::evaluate(params, ask),
        Check::Forbid(inner) => forbid::evaluate(inner, ask),
        Check::Rule(code) => match ask.rules.check_of(code) {
            Some(other) if ask.depth < 8 => evaluate(other, &ask.deeper()),
            _ => unclear(Say::new("rule.unknown").words("rule", code)),
        },
        Check::Composed(params) => composition::evaluate(params, ask),
        Check::Not(inner) => negate(evaluate(inner, ask)),
    }
}

fn unclear(say: Say) -> Observation {
    Observation { outcome: Outcome::Unclear, say, ..ask::nothing() }
}

fn negate(mut seen: Observation) -> Observation {
    seen.outcome = match seen.outcome {
        Outcome::Met => Outcome::NotMet,
        Outcome::NotMet | Outcome::Partial => Outcome::Met,
        other => other,
    };
    if seen.outcome == Outcome::NotMet {
        seen.say = Say::new("finding.denied-here");
    }
    seen
}
