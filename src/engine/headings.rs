//! Which term sets the headings around a finding name.

use std::collections::{BTreeSet, HashMap};

use crate::facts::Facts;
use crate::result::Evidence;
use crate::source::Span;
use crate::term::SetId;

/// The term sets that the headings of a document name, by title and by place: asked for every finding.
#[derive(Default)]
pub(super) struct Headings<'f> {
    titled: HashMap<&'f str, BTreeSet<SetId>>,
    placed: HashMap<Span, BTreeSet<SetId>>,
}

impl<'f> Headings<'f> {
    pub(super) fn of(facts: &'f Facts) -> Self {
        let mut found = Self::default();
        for section in &facts.sections {
            let sets = || section.terms.iter().map(|hit| hit.set);
            found.titled.entry(section.title.as_str()).or_default().extend(sets());
            found.placed.entry(section.span).or_default().extend(sets());
        }
        found
    }

    /// The sets of the headings above a piece of evidence, and of those it stands in itself.
    pub(super) fn above<'e>(&'e self, evidence: &'e Evidence) -> impl Iterator<Item = &'e SetId> {
        let at = evidence.spans.last().copied().unwrap_or_default();
        let titled = evidence.section.iter().filter_map(|title| self.titled.get(title.as_str()));
        titled.chain(self.placed.get(&at)).flatten()
    }
}

/// The headings of every document that findings stand in.
pub(super) type HeadingsOf<'f> = HashMap<usize, Headings<'f>>;
