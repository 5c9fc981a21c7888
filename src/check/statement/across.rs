//! Properties that stand in a neighbouring statement: of the same paragraph, or of the same section.

use super::super::ask::{Ask, at_statement};
use super::judge::best_mention;
use crate::check::{Group, StatementCheck, Within};
use crate::facts::{Facts, Section, Statement, Substance};
use crate::language::Polarity;
use crate::result::{Evidence, EvidenceRole, Label, Say};
use crate::source::Span;

/// A section and those around it, innermost first.
pub(crate) fn headings(facts: &Facts, section: usize) -> impl Iterator<Item = &Section> {
    std::iter::successors(facts.sections.get(section), |one| one.parent.and_then(|parent| facts.sections.get(parent)))
}

/// How many statements away a companion may stand.
const REACH: usize = 20;

/// The statements that belong with one, nearest first: the following ones before the preceding ones.
fn companions<'f>(within: Within, facts: &'f Facts, at: usize, statement: &'f Statement) -> impl Iterator<Item = &'f Statement> {
    // A text without headings is no section that holds anything together.
    let headed = facts.sections.get(statement.section).is_some_and(|section| section.level > 1);
    let within = if within == Within::Section && !headed { Within::Paragraph } else { within };
    let belongs = move |other: &&Statement| match within {
        Within::Statement => false,
        Within::Paragraph => other.paragraph == statement.paragraph && other.section == statement.section,
        Within::Section => other.section == statement.section,
    };
    let after = facts.statements.iter().skip(at + 1).take(REACH);
    let before = facts.statements[..at.min(facts.statements.len())].iter().rev().take(REACH);
    after.chain(before).filter(belongs).filter(|other| other.substance == Substance::Full)
}

/// A property of a companion.
pub(crate) fn borrow<'f, T>(
    within: Within,
    facts: &'f Facts,
    at: usize,
    statement: &'f Statement,
    property: impl Fn(&'f Statement) -> Option<T>,
) -> Option<T> {
    companions(within, facts, at, statement).find_map(property)
}

/// Where a companion, or for sections a heading, mentions a group.
pub(crate) fn borrow_mention(within: Within, facts: &Facts, at: usize, statement: &Statement, group: &Group) -> Option<Span> {
    if within == Within::Section {
        let heading = headings(facts, statement.section).find(|section| section.terms.iter().any(|hit| group.sets.contains(&hit.set)));
        if let Some(section) = heading.filter(|section| !section.negated) {
            return Some(section.span);
        }
    }
    companions(within, facts, at, statement).find_map(|other| {
        let mention = best_mention(other, group)?;
        (mention.polarity == Polarity::Affirmed).then(|| other.span())
    })
}

/// A statement of the same document that excludes something else from the same scope, and is not harmless.
pub(crate) fn harmful_exclusion<'f>(
    params: &StatementCheck,
    mut meeting: impl Iterator<Item = (usize, &'f Facts, &'f Statement)>,
    _ask: &Ask<'_>,
) -> Option<Evidence> {
    let harmless = params.harmless.as_ref()?;
    let first = params.mentions.first()?;
    meeting.find_map(|(document, facts, met)| {
        let excluding = facts.statements.iter().find(|other| {
            other.excludes
                && other.substance == Substance::Full
                && (other.section == met.section || other.paragraph == met.paragraph)
                && other.mentions.iter().any(|mention| first.sets.contains(&mention.set))
                && !harmless.iter().any(|group| best_mention(other, group).is_some())
        })?;
        let mut evidence = at_statement(EvidenceRole::NearMiss, document, facts, excluding);
        evidence.lacks.push("excluding");
        evidence.labels.push(Label { span: excluding.negation.unwrap_or_else(|| excluding.span()), say: Say::new("lacks.excluding") });
        Some(evidence)
    })
}
