//! Properties that stand in a neighbouring statement: of the same paragraph, or of the same section.

use std::collections::HashMap;

use super::super::ask::{Ask, at_statement};
use super::judge::best_mention;
use crate::check::{Group, StatementCheck, Within};
use crate::facts::{Facts, Form, Section, Statement, Substance};
use crate::language::{Modality, Polarity};
use crate::result::{Evidence, EvidenceRole, Label, Say};
use crate::source::Span;

/// A section and those around it, innermost first.
pub(crate) fn headings(facts: &Facts, section: usize) -> impl Iterator<Item = &Section> {
    std::iter::successors(facts.sections.get(section), |one| one.parent.and_then(|parent| facts.sections.get(parent)))
}

/// How many statements away a companion may stand.
const REACH: usize = 20;

/// The statements that belong with one, nearest first: the following ones before the preceding ones. Each comes with whether it
/// stands right beside it in the same paragraph.
fn companions<'f>(within: Within, facts: &'f Facts, at: usize, statement: &'f Statement) -> impl Iterator<Item = (&'f Statement, bool)> {
    // A text without headings is no section that holds anything together.
    let headed = facts.sections.get(statement.section).is_some_and(|section| section.level > 1);
    let within = if within == Within::Section && !headed { Within::Paragraph } else { within };
    let reach = if within == Within::Statement { 0 } else { REACH };
    let together = |other: &Statement| other.paragraph == statement.paragraph;
    // The statements of a section stand together.
    let around = move |other: &Statement| other.section == statement.section;
    let numbered = facts.statements.iter().enumerate();
    let after = numbered.clone().skip(at + 1).take(reach).take_while(move |(_, other)| around(other));
    let before = numbered.take(at).rev().take(reach).take_while(move |(_, other)| around(other));
    after
        .chain(before)
        .filter(move |(_, other)| other.substance == Substance::Full && (within == Within::Section || together(other)))
        .map(move |(index, other)| (other, together(other) && index.abs_diff(at) == 1))
}

/// Items of one list and rows of one table stand beside each other: none says anything about the next.
fn parallel(one: &Statement, other: &Statement) -> bool {
    one.form == other.form && one.form != Form::Sentence && one.paragraph == other.paragraph
}

/// Whether a statement says how things are or shall be, rather than what would be good or is thought of.
fn is_firm(statement: &Statement) -> bool {
    !matches!(statement.modality, Some(Modality::Recommendation | Modality::Intention)) && !statement.ambiguous
}

/// A property of a companion that is about the same: it shares a group that is asked for, or follows on directly.
pub(crate) fn borrow<'f, T>(
    params: &StatementCheck,
    facts: &'f Facts,
    at: usize,
    statement: &'f Statement,
    property: impl Fn(&'f Statement) -> Option<T>,
) -> Option<T> {
    let shares = |other: &Statement| {
        let mut groups = params.mentions.iter();
        groups.any(|group| best_mention(statement, group).is_some() && best_mention(other, group).is_some())
    };
    let near = companions(params.within, facts, at, statement).filter(|(other, _)| is_firm(other) && !parallel(statement, other));
    let about = near.filter(|(other, beside)| *beside || shares(other));
    about.map(|(other, _)| other).find_map(property)
}

/// Where a companion, or for sections a heading, mentions a group; and whether it is a heading or stands right beside.
pub(crate) fn borrow_mention(params: &StatementCheck, facts: &Facts, at: usize, statement: &Statement, group: &Group) -> Option<(Span, bool)> {
    if params.within == Within::Section {
        let heading = headings(facts, statement.section).find(|section| section.terms.iter().any(|hit| group.sets.contains(&hit.set)));
        if let Some(section) = heading.filter(|section| !section.negated) {
            return Some((section.span, true));
        }
    }
    // Items under one lead-in, or under the heading of one role, enumerate one duty; rows and loose items are each their own.
    let led = |one: &Statement| one.own > 0 || facts.sections.get(one.section).is_some_and(|section| section.actor.is_some());
    let enumerated = |other: &Statement| led(statement) && led(other);
    let mut near =
        companions(params.within, facts, at, statement).filter(|(other, _)| is_firm(other) && (!parallel(statement, other) || enumerated(other)));
    near.find_map(|(other, beside)| {
        let mention = best_mention(other, group)?;
        (mention.polarity == Polarity::Affirmed).then(|| (other.span(), beside))
    })
}

/// A statement of the same document that excludes something else from the same scope, and is not harmless.
pub(crate) fn harmful_exclusion<'f>(
    params: &StatementCheck,
    meeting: impl Iterator<Item = (usize, &'f Facts, &'f Statement)>,
    _ask: &Ask<'_>,
) -> Option<Evidence> {
    let harmless = params.harmless.as_ref()?;
    let first = params.mentions.first()?;
    let excludes = |other: &Statement| {
        other.excludes
            && other.substance == Substance::Full
            && other.mentions.of(&first.sets).next().is_some()
            && !harmless.iter().any(|group| best_mention(other, group).is_some())
    };
    let mut known: Option<(usize, Excluding<'_>)> = None;
    for (document, facts, met) in meeting {
        if known.as_ref().is_none_or(|(of, _)| *of != document) {
            known = Some((document, Excluding::of(facts, excludes)));
        }
        if let Some(excluding) = known.as_ref().and_then(|(_, excluding)| excluding.beside(met)) {
            let mut evidence = at_statement(EvidenceRole::NearMiss, document, facts, excluding);
            evidence.lacks.push("excluding");
            evidence.labels.push(Label { span: excluding.negation.unwrap_or_else(|| excluding.span()), say: Say::new("lacks.excluded") });
            return Some(evidence);
        }
    }
    None
}

/// The first excluding statement of each section and of each paragraph of a document, with its index.
struct Excluding<'f> {
    sections: HashMap<usize, (usize, &'f Statement)>,
    paragraphs: HashMap<usize, (usize, &'f Statement)>,
}

impl<'f> Excluding<'f> {
    fn of(facts: &'f Facts, excludes: impl Fn(&Statement) -> bool) -> Self {
        let mut found = Self { sections: HashMap::new(), paragraphs: HashMap::new() };
        for one in facts.statements.iter().enumerate().filter(|(_, one)| excludes(one)) {
            found.sections.entry(one.1.section).or_insert(one);
            found.paragraphs.entry(one.1.paragraph).or_insert(one);
        }
        found
    }

    fn beside(&self, met: &Statement) -> Option<&'f Statement> {
        let found = [self.sections.get(&met.section), self.paragraphs.get(&met.paragraph)];
        found.into_iter().flatten().min_by_key(|(at, _)| *at).map(|(_, one)| *one)
    }
}
