//! What gives a finding another state than active (`results.md`, "Exceptions"): it is accepted, or was there before. Nothing is ever
//! taken away.

use super::compare::{Earlier, compare};
use super::{Run, baseline, directive, waive};
use crate::config::{Baseline, Waivers};
use crate::facts::Corpus;
use crate::result::{NotChecked, Notification, Verdict};

/// What is accepted, and what the documents are compared with.
#[derive(Clone, Copy, Default, Debug)]
pub struct Exceptions<'a> {
    /// What somebody has accepted until a day.
    pub waivers: Option<&'a Waivers>,
    /// What was there when it was written.
    pub baseline: Option<&'a Baseline>,
    /// The documents as they were before a change.
    pub earlier: Option<&'a Earlier>,
    /// Whether those documents also decide what a comment may silence: a change cannot excuse itself.
    pub base_decides: bool,
}

impl Exceptions<'_> {
    /// Marks findings, adds verdicts of what is lost, and says what is wrong with the exceptions themselves. What somebody has accepted comes
    /// first; what got worse is in no baseline.
    pub(super) fn apply(&self, run: &Run<'_>, corpus: &Corpus, refused: &[NotChecked], verdicts: &mut Vec<Verdict>) -> Vec<Notification> {
        let base = self.earlier.filter(|_| self.base_decides);
        let mut notes = directive::suppress(run, corpus, verdicts, base);
        if let Some(waivers) = self.waivers {
            notes.extend(waive::waive(run, corpus, verdicts, waivers));
        }
        if let Some(earlier) = self.earlier {
            notes.extend(compare(run, corpus, refused, verdicts, earlier));
        }
        if let Some(baseline) = self.baseline {
            notes.extend(baseline::mark(run, corpus, verdicts, baseline));
        }
        notes
    }
}
