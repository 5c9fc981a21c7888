//! What gives a finding another state than active (`results.md`, "Exceptions"): it is accepted, or was there before. Nothing is ever
//! taken away.

use super::compare::{Earlier, compare};
use super::{Run, baseline};
use crate::config::Baseline;
use crate::facts::Corpus;
use crate::result::{NotChecked, Notification, Verdict};

/// What is accepted, and what the documents are compared with.
#[derive(Clone, Copy, Default, Debug)]
pub struct Exceptions<'a> {
    /// What was there when it was written.
    pub baseline: Option<&'a Baseline>,
    /// The documents as they were before a change.
    pub earlier: Option<&'a Earlier>,
}

impl Exceptions<'_> {
    /// Marks findings, adds verdicts of what is lost, and says what is wrong with the exceptions themselves. What somebody has accepted comes
    /// first; what got worse is in no baseline.
    pub(super) fn apply(&self, run: &Run<'_>, corpus: &Corpus, refused: &[NotChecked], verdicts: &mut Vec<Verdict>) -> Vec<Notification> {
        let mut notes = Vec::new();
        if let Some(earlier) = self.earlier {
            notes.extend(compare(run, corpus, refused, verdicts, earlier));
        }
        if let Some(baseline) = self.baseline {
            notes.extend(baseline::mark(run, corpus, verdicts, baseline));
        }
        notes
    }
}
