//! What a check is asked of, and how it shows what it saw.

use std::ops::Range;

use super::{Check, Group};
use crate::facts::{Corpus, Facts, Statement};
use crate::result::{Evidence, EvidenceRole, Label, Observation, Outcome, Property, Say};
use crate::source::Span;

/// Where a check finds the checks of other rules.
pub trait Rules {
    /// The check of a rule, by its code.
    fn check_of(&self, code: &str) -> Option<&Check>;
}

/// The documents a check looks at.
#[derive(Clone, Copy)]
pub struct Ask<'a> {
    /// All documents.
    pub corpus: &'a Corpus,
    /// The ones that count, by index.
    pub documents: &'a [usize],
    /// Only this section (and those under it) of the first document.
    pub section: Option<usize>,
    /// Other rules' checks, by code.
    pub rules: &'a dyn Rules,
    /// How deep rules have referred to each other.
    pub depth: usize,
    /// Only the outcome is asked for, and where it was seen: nothing of it is shown.
    pub quiet: bool,
}

impl<'a> Ask<'a> {
    /// The same question one reference deeper.
    pub(crate) fn deeper(&self) -> Self {
        Self { depth: self.depth + 1, ..*self }
    }

    /// The same question, of which nothing is shown.
    pub(crate) fn quietly(&self) -> Self {
        Self { quiet: true, ..*self }
    }

    /// The same question of other documents.
    pub(crate) fn of<'b>(&'b self, documents: &'b [usize], section: Option<usize>) -> Ask<'b> {
        Ask { documents, section, ..*self }
    }

    /// The documents with their facts.
    pub(crate) fn facts(&self) -> impl Iterator<Item = (usize, &'a Facts)> {
        let corpus = self.corpus;
        self.documents.iter().filter_map(move |index| Some((*index, corpus.documents.get(*index)?)))
    }

    /// The sections of a document that are looked at.
    pub(crate) fn sections(&self, facts: &Facts) -> Range<usize> {
        self.section.map_or(0..facts.sections.len(), |wanted| facts.under(wanted))
    }

    /// The statements that are looked at.
    pub(crate) fn statements(&self) -> impl Iterator<Item = (usize, &'a Facts, usize, &'a Statement)> {
        let section = self.section;
        self.facts().flat_map(move |(index, facts)| {
            let range = section.map_or(0..facts.statements.len(), |wanted| facts.statements_in(facts.under(wanted)));
            range.filter_map(move |at| Some((index, facts, at, facts.statements.get(at)?)))
        })
    }

    /// Those of them that mention any of these groups; all of them where no group is asked for.
    pub(crate) fn mentioning<'g>(&self, groups: &'g [Group]) -> impl Iterator<Item = (usize, &'a Facts, usize, &'a Statement)> {
        let section = self.section;
        self.facts().flat_map(move |(index, facts)| {
            let range = section.map_or(0..facts.statements.len(), |wanted| facts.statements_in(facts.under(wanted)));
            let places: Box<dyn Iterator<Item = usize>> = if groups.is_empty() {
                Box::new(range)
            } else {
                let all = facts.mentioned.any(groups.iter().flat_map(|group| &group.sets));
                Box::new(all.into_iter().filter(move |at| range.contains(at)))
            };
            places.filter_map(move |at| Some((index, facts, at, facts.statements.get(at)?)))
        })
    }

    /// How many statements are looked at.
    pub(crate) fn count(&self) -> usize {
        self.statements().count()
    }
}

/// An observation of nothing at all.
pub(crate) fn nothing() -> Observation {
    Observation {
        outcome: Outcome::NotMet,
        parts: Vec::new(),
        evidence: Vec::new(),
        occurrences: Vec::new(),
        say: Say::new("observation.missing"),
        level: None,
        due: None,
    }
}

/// Evidence that stands on one stretch of a document.
pub(crate) fn at_span(role: EvidenceRole, document: usize, facts: &Facts, span: Span, section: Option<usize>) -> Evidence {
    Evidence {
        role,
        part: None,
        document,
        spans: vec![span],
        text: folded(facts.source.slice(span)),
        section: section.and_then(|at| facts.sections.get(at)).map(|section| section.path.clone()).unwrap_or_default(),
        lacks: Vec::new(),
        labels: Vec::new(),
        note: None,
    }
}

/// Evidence that is a statement.
/// A statement with a name left to be filled in lacks substance, even where it holds all else.
pub(crate) fn at_statement(role: EvidenceRole, document: usize, facts: &Facts, statement: &Statement) -> Evidence {
    Evidence {
        text: statement.text.clone(),
        spans: statement.spans.clone(),
        lacks: if statement.unfilled() { vec!["substance"] } else { Vec::new() },
        ..at_span(role, document, facts, statement.span(), Some(statement.section))
    }
}

/// The same, where nothing of it is shown.
pub(crate) fn unshown(role: EvidenceRole, document: usize, statement: &Statement) -> Evidence {
    Evidence {
        role,
        part: None,
        document,
        spans: vec![statement.span()],
        text: String::new(),
        section: Vec::new(),
        lacks: if statement.unfilled() { vec!["substance"] } else { Vec::new() },
        labels: Vec::new(),
        note: None,
    }
}

/// A near miss on one stretch: what it lacks and the word under it.
pub(crate) fn near_miss(document: usize, facts: &Facts, span: Span, lacks: Property, say: Say) -> Evidence {
    let mut evidence = at_span(EvidenceRole::NearMiss, document, facts, span, None);
    evidence.lacks.push(lacks);
    evidence.labels.push(Label { span, say });
    evidence
}

/// The evidence of a forbidding check that found nothing: the title of each document.
pub(crate) fn checked(ask: &Ask<'_>, count: usize) -> Observation {
    let evidence = ask.facts().take(1).map(|(index, facts)| {
        let mut one = at_span(EvidenceRole::Checked, index, facts, facts.title_span, None);
        one.note = Some(Say::new("forbid.none").number("count", count));
        one
    });
    Observation { outcome: Outcome::Met, evidence: evidence.collect(), ..nothing() }
}

/// Text with white space folded.
pub(crate) fn folded(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Text as fingerprints compare it: lower case, white space folded.
pub(crate) fn normalised(text: &str) -> String {
    folded(text).to_lowercase()
}
