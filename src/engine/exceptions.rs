//! What gives a finding another state than active (`results.md`, "Exceptions"): it is accepted, or was there before. Nothing is ever
//! taken away.

use super::Run;
use crate::facts::Corpus;
use crate::result::{Notification, Verdict};

/// What is accepted, and what the documents are compared with.
#[derive(Clone, Copy, Default, Debug)]
pub struct Exceptions<'a> {
    marker: std::marker::PhantomData<&'a ()>,
}

impl Exceptions<'_> {
    /// Marks findings, and says what is wrong with the exceptions themselves.
    pub(super) fn apply(&self, _run: &Run<'_>, _corpus: &Corpus, _verdicts: &mut [Verdict]) -> Vec<Notification> {
        Vec::new()
    }
}
