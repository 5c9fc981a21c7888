//! Whether a statement speaks for its document (`language.md` §13): what is quoted, asked, over, planned, an example or a list of contents does not.

use super::assemble::{Assembly, roles_in};
use super::modality::{self, Reached};
use super::reading::Reading;
use super::statement::Substance;
use super::trace;
use super::understand::Draft;
use crate::term::{Occurrence, SetId};

/// Words that may stand between whoever is reported and the verb: "MSB:s vägledning om klassning anger att".
const BEFORE_REPORT: usize = 4;

/// Whether the statement speaks for the document.
pub(super) fn substance(reading: &Reading<'_>, draft: &Draft, reached: &Reached, holds_placeholder: bool) -> Substance {
    let words = reading.words;
    let text = reading.text.trim();
    if draft.quoted || draft.code || reading.has(words.quotation) {
        Substance::Quotation
    } else if text.ends_with('?') || draft.checklist && text.ends_with('?') || text.starts_with('☐') {
        Substance::Question
    } else if holds_placeholder {
        Substance::Placeholder
    } else if reading.has(words.plan) {
        Substance::Plan
    } else if reading.has(words.history) || modality::is_past(reading, reached) || is_of_former_document(reading, reached) {
        Substance::History
    } else if is_reported(reading, reached) {
        Substance::Quotation
    } else if reading.has(words.example) {
        Substance::Example
    } else if reading.of(words.explanation).any(|hit| hit.start <= reading.own + 40) || is_caption(reading) || is_contents(reading) {
        Substance::Explanation
    } else {
        Substance::Full
    }
}

/// Whether only names of the organisation or of roles are left to be filled in, in a text that would else speak for the document.
pub(super) fn unnamed(assembly: &Assembly<'_>, reading: &Reading<'_>, draft: &Draft, reached: &Reached) -> bool {
    let inside = |range: &std::ops::Range<usize>| reading.roles.iter().any(|role| role.start >= range.start && role.end <= range.end);
    let role = |range: &std::ops::Range<usize>, words: &str| inside(range) || !roles_in(assembly, words).is_empty();
    trace::only_names(assembly.context, reading.text, role) && substance(reading, draft, reached, false) == Substance::Full
}

/// Whether the demand is that of a document that is gone: the sentence begins with it, as its subject or after "according to". Elsewhere such a
/// document is what something is done with, or under which something came to be.
fn is_of_former_document(reading: &Reading<'_>, reached: &Reached) -> bool {
    let words = reading.words;
    let former = right_after(reading, words.document_former, opening(reading));
    let document = former.and_then(|former| right_after(reading, words.document_word, former.end));
    document.is_some_and(|document| document.start <= demand(reading, reached))
}

/// Whether the sentence begins with somebody else and says what they say ("MSB anger att …"): the demand in it is theirs.
fn is_reported(reading: &Reading<'_>, reached: &Reached) -> bool {
    let source = right_after(reading, reading.words.report_source, opening(reading));
    let verb = source.and_then(|source| {
        let next = reading.of_from(reading.words.report_verb, source.end).next();
        next.filter(|verb| reading.words_between(source.end, verb.start) <= BEFORE_REPORT)
    });
    verb.is_some_and(|verb| verb.end <= demand(reading, reached))
}

/// Where the sentence begins, after "according to" and a determiner.
fn opening(reading: &Reading<'_>) -> usize {
    let skip = |set, at: usize| right_after(reading, set, at).map_or(at, |hit| hit.end);
    skip(reading.words.determiner, skip(reading.words.document_according, reading.own))
}

/// Where the words that make the demand begin.
const fn demand(reading: &Reading<'_>, reached: &Reached) -> usize {
    match reached.words {
        Some((start, _)) => start,
        None => reading.text.len(),
    }
}

/// The occurrence of a word list that is the next word.
fn right_after<'a>(reading: &Reading<'a>, set: SetId, at: usize) -> Option<&'a Occurrence> {
    reading.of_from(set, at).next().filter(|hit| reading.words_between(at, hit.start) == 0)
}

/// The caption of a figure or table: its word and number come first.
fn is_caption(reading: &Reading<'_>) -> bool {
    let numbered = |hit: &Occurrence| reading.text.get(hit.start..hit.end).is_some_and(|text| text.ends_with(|c: char| c.is_ascii_digit()));
    reading.of(reading.words.caption).any(|hit| hit.start == reading.own && numbered(hit))
}

/// A contents list, or a line of one. A conversion may run it together, with or without its dots: its word, then numbers and headings.
fn is_contents(reading: &Reading<'_>) -> bool {
    let text = reading.text.trim();
    let opens = |hit: &&Occurrence| reading.text.get(reading.own..hit.start).is_some_and(|before| !before.contains(char::is_alphabetic));
    let listed = reading.of(reading.words.contents).find(opens).and_then(|word| reading.text.get(word.end..)).is_some_and(|rest| {
        let next = rest.trim_start_matches([' ', ':', '.', '…']).chars().next();
        next.is_some_and(|letter| letter.is_uppercase() || letter.is_ascii_digit()) && !(text.ends_with('.') && rest.contains(char::is_alphabetic))
    });
    let pages = text.split_inclusive(|c: char| c.is_ascii_digit()).filter(|part| leads_to_page(part, DOTS)).count();
    // A single line may be a sentence that trails off before a note.
    listed || pages > 1 || leads_to_page(text, DOTS + 1)
}

/// So many dots lead to the number of a page.
const DOTS: usize = 3;

/// Whether a text ends in dots and the number of a page.
fn leads_to_page(text: &str, fewest: usize) -> bool {
    let Some(rest) = text.strip_suffix(|c: char| c.is_ascii_digit()) else { return false };
    let dotted = rest.trim_end_matches(|c: char| c.is_ascii_digit()).trim_end();
    let line = dotted.trim_end_matches(['.', '…', ' ', '·', '_']);
    dotted.get(line.len()..).is_some_and(|dots| dots.matches(['.', '·', '_']).count() + 3 * dots.matches('…').count() >= fewest)
}
