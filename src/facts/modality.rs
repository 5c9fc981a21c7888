//! How strongly a statement binds (`language.md` §1).

use super::reading::{Reading, keep_longest};
use crate::language::Modality;
use crate::term::Occurrence;

/// What decides the modality of a statement.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Reached {
    pub(crate) modality: Option<Modality>,
    /// The deciding words, as a range of the text.
    pub(crate) words: Option<(usize, usize)>,
    pub(crate) ambiguous: bool,
    /// The modal verb is one: not a bare indicative.
    pub(crate) explicit: bool,
}

/// The modal words of the text, longest first where they overlap.
fn markers<'a>(reading: &Reading<'a>) -> Vec<(&'a Occurrence, Option<Modality>)> {
    let words = reading.words;
    let kinds = [
        (words.prohibition, Some(Modality::Prohibition)),
        (words.obligation, Some(Modality::Obligation)),
        (words.recommendation, Some(Modality::Recommendation)),
        (words.permission, Some(Modality::Permission)),
        (words.intention, Some(Modality::Intention)),
        (words.ambiguous, None),
    ];
    let mut found: Vec<(&Occurrence, Option<Modality>)> =
        kinds.iter().flat_map(|(set, modality)| reading.of(*set).map(move |hit| (hit, *modality))).collect();
    keep_longest(&mut found, |(hit, _)| (hit.start, hit.end));
    // A weakening that starts elsewhere but shares words ("ska i möjligaste mån") wins over the verb alone.
    found.sort_by_key(|(hit, _)| (hit.start, std::cmp::Reverse(hit.end)));
    found
}

/// Decides the modality. In a main clause the first modal word decides; a weakening anywhere in the statement lowers it.
pub(crate) fn decide(reading: &Reading<'_>) -> Reached {
    let none = Reached { modality: Some(Modality::Description), words: None, ambiguous: false, explicit: false };
    let found = markers(reading);
    let mains: Vec<_> = found.iter().filter(|(hit, _)| !is_subordinate(reading, hit)).collect();
    let mut chosen = mains.first().copied().or_else(|| found.first());
    let weakest = found.iter().find(|(_, modality)| *modality == Some(Modality::Recommendation));
    if let (Some((hit, Some(modality))), Some(weak)) = (chosen, weakest)
        && matches!(modality, Modality::Obligation)
        && reading.clause_end(hit.start) >= weak.0.start
    {
        chosen = Some(weak);
    }
    // An item's own modal word wins over that of its lead-in.
    if let Some(own) = mains.iter().find(|(hit, _)| hit.start >= reading.own && reading.own > 0) {
        chosen = Some(own);
    }
    let Some((hit, modality)) = chosen else {
        if reading.has(reading.words.unreal) {
            return Reached { modality: None, ..none };
        }
        return none;
    };
    Reached { modality: *modality, words: Some((hit.start, hit.end)), ambiguous: modality.is_none(), explicit: true }
}

/// A modal word right after a subordinator, or after one and its subject, belongs to a subordinate clause.
fn is_subordinate(reading: &Reading<'_>, hit: &Occurrence) -> bool {
    let start = reading.clause_start(hit.start);
    reading
        .of_until(reading.words.subordinator, hit.start)
        .take_while(|word| word.start >= start && reading.words_between(word.end, hit.start) <= 4)
        .any(|word| !inverted(reading, word.start, hit))
}

/// A subordinate clause that opens the sentence is followed by the main verb of the sentence.
fn inverted(reading: &Reading<'_>, opens: usize, hit: &Occurrence) -> bool {
    let starts_sentence = reading.text[..opens].trim().is_empty();
    let sets = [reading.words.obligation, reading.words.prohibition, reading.words.recommendation, reading.words.permission, reading.words.intention];
    starts_sentence && !sets.iter().any(|set| reading.of_from(*set, hit.start + 1).next().is_some())
}
