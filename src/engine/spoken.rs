//! Documents in a language that a rule has no words in: the rule cannot tell what they say, and must not say that they lack anything.

use super::Run;
use super::select::{Subject, fits};
use crate::facts::{Corpus, Facts};
use crate::pack::Rule;
use crate::result::{NotChecked, Say};

/// A subject as far as a rule can be asked of it.
pub(super) struct Spoken {
    /// The subject without documents that the rule has no words for; `None` when nothing is left to ask.
    pub(super) subject: Option<Subject>,
    /// What must be said when it is not met; `None` when nothing was left out that could have met it.
    pub(super) reason: Option<Say>,
}

/// Leaves out documents in a language that the rule has no words in. A set of documents is then asked as if they were not there, as it
/// is of documents in a language that is not read; one document, or one agreement, is not: what it says stays unclear.
pub(super) fn spoken(rule: &Rule, corpus: &Corpus, subject: &Subject) -> Spoken {
    let language = |index: usize| corpus.documents.get(index).map(|facts| facts.language.as_str()).unwrap_or_default();
    let mute = |index: &usize| rule.without_words_in.contains(language(*index));
    let Some(first) = subject.documents.iter().chain(&subject.invalid).copied().find(|index| mute(index)) else {
        return Spoken { subject: Some(subject.clone()), reason: None };
    };
    let mut left = subject.clone();
    left.documents.retain(|index| !mute(index));
    left.invalid.retain(|index| !mute(index));
    let nothing = left.documents.is_empty() && left.invalid.is_empty();
    let itself = subject.document.is_some_and(|own| mute(&own));
    let reason = (nothing || subject.document.is_some()).then(|| no_words(language(first)));
    Spoken { subject: (!nothing && !itself).then_some(left), reason }
}

fn no_words(language: &str) -> Say {
    Say::new("reason.no-words").words("language", language)
}

/// Documents that some rule in force would have been asked of, had it words in their language.
pub(super) fn not_asked(run: &Run<'_>, corpus: &Corpus) -> Vec<NotChecked> {
    let asked =
        |facts: &Facts| run.rules.iter().any(|active| active.rule.without_words_in.contains(&facts.language) && fits(&active.rule.scope, facts));
    let found = corpus.documents.iter().enumerate().filter(|(index, facts)| corpus.is_valid(*index) && asked(facts));
    found.map(|(_, facts)| NotChecked { path: facts.source.path.clone(), reason: "no-words", say: Some(no_words(&facts.language)) }).collect()
}
