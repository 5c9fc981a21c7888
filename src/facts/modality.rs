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

/// A modal word and what it means; `None` for words that leave it open.
type Marker<'a> = (&'a Occurrence, Option<Modality>);

/// The modal words of the text, longest first where they overlap.
fn markers<'a>(reading: &Reading<'a>) -> Vec<Marker<'a>> {
    let words = reading.words;
    let kinds = [
        (words.prohibition, Some(Modality::Prohibition)),
        (words.obligation, Some(Modality::Obligation)),
        (words.recommendation, Some(Modality::Recommendation)),
        (words.permission, Some(Modality::Permission)),
        (words.intention, Some(Modality::Intention)),
        (words.ambiguous, None),
        (words.exempt, Some(Modality::Description)),
    ];
    let mut found: Vec<Marker<'a>> = kinds.iter().flat_map(|(set, modality)| reading.of(*set).map(move |hit| (hit, *modality))).collect();
    keep_longest(&mut found, |(hit, _)| (hit.start, hit.end));
    // A weakening that starts elsewhere but shares words ("ska sträva efter") wins over the verb alone.
    found.sort_by_key(|(hit, _)| (hit.start, std::cmp::Reverse(hit.end)));
    found
}

/// Decides the modality. In a main clause the first modal word decides, in a list item its own; a weakening beside it lowers it.
pub(crate) fn decide(reading: &Reading<'_>) -> Reached {
    let mut found = markers(reading);
    found.retain(|(hit, modality)| !is_aside(reading, hit, *modality));
    let mains: Vec<Marker<'_>> = found.iter().filter(|(hit, _)| !is_subordinate(reading, hit.start)).copied().collect();
    let own = mains.iter().find(|(hit, _)| hit.start >= reading.own && reading.own > 0);
    let Some((hit, modality)) = own
        .or(mains.first())
        .or_else(|| found.iter().find(|(hit, modality)| *modality != Some(Modality::Obligation) || !is_of_thing(reading, hit)))
        .copied()
    else {
        return unmarked(reading);
    };
    if is_complement(reading, hit.start) {
        return unmarked(reading);
    }
    match question(reading, &found, hit) {
        Some(Question::Open) => return Reached { modality: None, words: None, ambiguous: false, explicit: false },
        Some(Question::Asked) => return unmarked(reading),
        None => {}
    }
    let modality = if is_denied(reading, hit, modality) { Some(Modality::Prohibition) } else { modality };
    let reached = |modality: Option<Modality>, words: (usize, usize)| {
        let ambiguous = reading.of(reading.words.ambiguous).any(|open| open.start == words.0);
        Reached { modality, words: Some(words), ambiguous, explicit: true }
    };
    let weak = Some(Modality::Recommendation);
    if modality == Some(Modality::Obligation)
        && let Some(weaker) =
            found.iter().find(|(other, modality)| *modality == weak && same_clause(reading, hit, other) && !in_relative(reading, hit, other))
    {
        return reached(weak, (weaker.0.start, weaker.0.end));
    }
    if modality == Some(Modality::Obligation)
        && let Some(weakening) = reading.of(reading.words.weakening).find(|word| weakens(reading, &found, hit, word))
    {
        return reached(weak, (weakening.start, weakening.end));
    }
    reached(modality, (hit.start, hit.end))
}

/// Whether a leave or an intention stands in brackets beside what is said ("utse en samordnare (kan vara samma person som …)").
fn is_aside(reading: &Reading<'_>, hit: &Occurrence, modality: Option<Modality>) -> bool {
    let before = reading.text.get(reading.own..hit.start).unwrap_or_default();
    let open = before.rfind('(').filter(|open| before.get(*open..).is_some_and(|inside| !inside.contains(')')));
    matches!(modality, Some(Modality::Permission | Modality::Intention))
        && open.is_some_and(|open| reading.words_between(reading.own, reading.own + open) > 0)
}

/// Whether a modal word right behind a subordinator says what a thing will ("controls that will reduce …"): that is no duty, while
/// "det är informationsägaren som ska …" is.
fn is_of_thing(reading: &Reading<'_>, hit: &Occurrence) -> bool {
    let relative = |word: &&Occurrence| reading.words_between(word.end, hit.start) == 0;
    let Some(word) = reading.of_until(reading.words.subordinator, hit.start).next().filter(relative) else { return false };
    !reading.roles.iter().any(|role| role.end <= word.start && reading.words_between(role.end, word.start) <= 1)
}

/// A question that holds a modal word.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Question {
    /// It is left open: nothing is decided.
    Open,
    /// Somebody answers it: what they do is what is said.
    Asked,
}

/// Most words between what opens a question and its modal word.
const SUBJECT: usize = 4;

/// The question that a modal word stands in: "huruvida policyn ska …", "om policyn ska … beslutas senare".
fn question(reading: &Reading<'_>, found: &[Marker<'_>], hit: &Occurrence) -> Option<Question> {
    let words = reading.words;
    let indirect = |at: usize| reading.of(words.undecided).any(|word| word.start == at);
    let asks = reading.of(words.question).next().filter(|word| reading.text.get(..word.start).is_some_and(|before| before.trim().is_empty()));
    if asks.is_some_and(|word| indirect(word.start))
        && reading.of_from(words.undecided, hit.end).next().is_some_and(|word| reading.words_between(hit.end, word.start) == 0)
    {
        return Some(Question::Open);
    }
    let opener = reading.of_until(words.question, hit.start).next().filter(|word| reading.words_between(word.end, hit.start) <= SUBJECT)?;
    if found.iter().any(|(other, _)| other.start >= opener.end && other.end <= hit.start) {
        return None;
    }
    let first = reading.text.get(..opener.start).is_some_and(|before| before.trim().is_empty());
    let next = found.iter().map(|(other, _)| other.start).find(|start| *start > hit.start).unwrap_or(reading.text.len());
    // The question itself is what is to be decided; a verb right behind the modal word is the question's own ("om den ska beslutas").
    let open = reading.of(words.undecided).any(|word| {
        let before = word.end <= opener.start && reading.words_between(word.end, opener.start) <= 2;
        let after = first && word.start >= hit.end && word.end <= next && reading.words_between(hit.end, word.start) > 0;
        before || after
    });
    let indirect = indirect(opener.start);
    if open || (indirect && first) { Some(Question::Open) } else { indirect.then_some(Question::Asked) }
}

/// Most words between a modal word and the denial that belongs to it.
const NEAR: usize = 3;

/// Whether a denial turns a duty or a leave into a prohibition: right after the verb ("ska varken"), or before a leave, where it
/// denies the subject ("ingen … får").
fn is_denied(reading: &Reading<'_>, hit: &Occurrence, modality: Option<Modality>) -> bool {
    let words = reading.words;
    let leave = reading.of(words.leave).any(|word| word.start == hit.start && word.end == hit.end);
    if modality != Some(Modality::Obligation) && !leave {
        return false;
    }
    let without = |at: usize| reading.of_from(words.negation_forward, at).next().is_some_and(|other| other.start == at);
    let opens = |from: usize, to: usize| {
        let starts = |set| reading.of_from(set, from).next().is_some_and(|word| word.end <= to);
        starts(words.infinitive) || starts(words.subordinator)
    };
    reading.of(words.negation).filter(|denial| !without(denial.start)).any(|denial| {
        let same = reading.clause_start(denial.start) == reading.clause_start(hit.start) && (denial.start >= reading.own || hit.start < reading.own);
        let after = denial.start >= hit.end && reading.words_between(hit.end, denial.start) <= NEAR && !opens(hit.end, denial.start);
        let subject = reading.of_from(words.negative_subject, denial.start).next().is_some_and(|word| word.start == denial.start)
            && opens_clause(reading, denial.start);
        let before = denial.end <= hit.start && (subject || (leave && reading.words_between(denial.end, hit.start) <= 1));
        same && (after || before)
    })
}

/// Whether a place is in what somebody answers for ("ansvarar för att arbetet får …"): the verb of responsibility is the main one.
fn is_complement(reading: &Reading<'_>, at: usize) -> bool {
    let start = reading.clause_start(at).max(if at >= reading.own { reading.own } else { 0 });
    let verb = reading.of(reading.words.responsible).find(|verb| verb.start >= start && verb.end <= at && !is_subordinate(reading, verb.start));
    verb.is_some_and(|verb| reading.of(reading.words.infinitive).any(|to| to.start >= verb.start && to.end <= at))
}

/// Whether no word stands before a place in its clause; what leads an item in is another clause.
fn opens_clause(reading: &Reading<'_>, at: usize) -> bool {
    let start = reading.clause_start(at).max(if at >= reading.own { reading.own } else { 0 });
    reading.words_between(start, at) == 0
}

/// Without a modal word: what is done normally is no more than advice, what would be done is nothing.
fn unmarked(reading: &Reading<'_>) -> Reached {
    let none = Reached { modality: Some(Modality::Description), words: None, ambiguous: false, explicit: false };
    if reading.has(reading.words.unreal) {
        return Reached { modality: None, ..none };
    }
    match reading.of(reading.words.weakening).find(|word| !is_subordinate(reading, word.start)) {
        Some(word) => Reached { modality: Some(Modality::Recommendation), words: Some((word.start, word.end)), ambiguous: false, explicit: true },
        None => imperative(reading).unwrap_or(none),
    }
}

/// Most words that call for attention before an order.
const CALL: usize = 6;

/// An order: the statement's own part opens with a verb in the imperative, or what stands after its few first words and a colon does ("Viktigt:
/// rapportera …"). Behind a lead-in it opens with a capital, and the lead-in
/// does not end as one of infinitives does ("ska … att").
fn imperative(reading: &Reading<'_>) -> Option<Reached> {
    let words = reading.words;
    let opens = |verb: &&Occurrence| {
        let before = reading.text.get(reading.own..verb.start).unwrap_or_default().trim_end();
        before.is_empty() || (before.ends_with(':') && reading.words_between(reading.own, verb.start) <= CALL)
    };
    let verb = reading.of_from(words.imperative, reading.own).find(opens)?;
    let lead = reading.text.get(..reading.own)?.trim_end();
    let of_infinitives = reading.of_until(words.infinitive, lead.len()).next().is_some_and(|to| to.end == lead.len());
    let led = !lead.is_empty() && (of_infinitives || !reading.text.get(reading.own..)?.starts_with(char::is_uppercase));
    let denied = || reading.of_from(words.negation, verb.start).any(|denial| reading.words_between(verb.end, denial.start.max(verb.end)) <= 1);
    let modality = if denied() { Modality::Prohibition } else { Modality::Obligation };
    (!led).then_some(Reached { modality: Some(modality), words: Some((verb.start, verb.end)), ambiguous: false, explicit: true })
}

/// Whether a weaker word stands in the clause of the modal word; an item is another clause than what leads it in.
fn same_clause(reading: &Reading<'_>, hit: &Occurrence, weaker: &Occurrence) -> bool {
    let own = |at: usize| at >= reading.own;
    own(hit.start) == own(weaker.start) && reading.clause_start(hit.start) == reading.clause_start(weaker.start)
}

/// Whether a weaker word says something of whom the duty is about, before it ("medarbetare som behöver åtkomst ska …").
fn in_relative(reading: &Reading<'_>, hit: &Occurrence, weaker: &Occurrence) -> bool {
    let opener = reading.of_until(reading.words.subordinator, weaker.start).next();
    weaker.end <= hit.start && opener.is_some_and(|word| reading.words_between(word.end, weaker.start) == 0)
}

/// Whether a weakening phrase belongs to a modal word: in its clause, or next to it between commas, and no other modal word between.
fn weakens(reading: &Reading<'_>, markers: &[Marker<'_>], hit: &Occurrence, word: &Occurrence) -> bool {
    let (from, to) = if word.start < hit.start { (word.end, hit.start) } else { (hit.end, word.start) };
    let alone = markers.get(markers.partition_point(|(other, _)| other.start < from)).is_none_or(|(other, _)| other.end > to);
    alone && (same_clause(reading, hit, word) || reading.words_between(from, to) <= 2)
}

/// Whether the main verb stands in the past tense: then it tells what was done, not what is to be done.
pub(crate) fn is_past(reading: &Reading<'_>, reached: &Reached) -> bool {
    let words = reading.words;
    let before = |at: usize| reading.roles.get(..reading.roles.partition_point(|role| role.start < at)).and_then(<[_]>::last);
    let after_role = |at: usize| before(at).is_some_and(|role| reading.words_between(role.end, at) == 0 && !reading.is_genitive(role.end));
    let adverb = |at: usize| reading.of_until(words.past_adverb, at).next().is_some_and(|word| word.start >= reading.clause_start(at));
    let after_subject = |at: usize| after_role(at) || after_year(reading, at) || adverb(at);
    let verbs = reading.of(words.past).chain(reading.of(words.past_after_subject).filter(|verb| after_subject(verb.start)));
    let present = reading.of(words.present).chain(reading.of(words.responsible)).any(|verb| !is_subordinate(reading, verb.start));
    !reached.explicit && !present && verbs.into_iter().any(|verb| verb.start >= reading.own && !is_subordinate(reading, verb.start))
}

/// Whether a year stands right before a verb ("Under 2024 klassade …").
fn after_year(reading: &Reading<'_>, at: usize) -> bool {
    let last = reading.text.get(..at).and_then(|text| text.split_whitespace().next_back()).unwrap_or_default();
    last.len() == 4 && last.bytes().all(|b| b.is_ascii_digit()) && (last.starts_with("19") || last.starts_with("20"))
}

/// A modal word right after a subordinator, or after one and its subject, belongs to a subordinate clause.
fn is_subordinate(reading: &Reading<'_>, at: usize) -> bool {
    let start = reading.clause_start(at);
    reading
        .of_until(reading.words.subordinator, at)
        .take_while(|word| word.start >= start && reading.words_between(word.end, at) <= 4)
        .any(|word| !inverted(reading, word.start, at) && !has_its_own(reading, word.end, at))
}

/// Whether the clause that opens at `from` has its modal word before `at` ("medarbetare som behöver åtkomst ska …"). Two that are joined
/// ("kan och ska") are of one clause.
fn has_its_own(reading: &Reading<'_>, from: usize, at: usize) -> bool {
    modal_sets(reading).iter().any(|set| {
        let next = reading.of_from(*set, from).next();
        // What stands behind "att" is what the relative clause speaks of ("den som kan visa att medarbetare ska …"), not the main clause.
        let within = |word: &Occurrence| reading.of_from(reading.words.infinitive, word.end).next().is_some_and(|to| to.end <= at);
        next.is_some_and(|word| word.end < at && reading.words_between(from, word.start) <= 1 && !joined(reading, word.end, at) && !within(word))
    })
}

fn joined(reading: &Reading<'_>, from: usize, to: usize) -> bool {
    reading.of_from(reading.words.coordinator, from).next().is_some_and(|word| word.end <= to) || reading.words_between(from, to) == 0
}

fn modal_sets(reading: &Reading<'_>) -> [crate::term::SetId; 5] {
    let words = reading.words;
    [words.obligation, words.prohibition, words.recommendation, words.permission, words.intention]
}

/// A subordinate clause that opens the sentence is followed by the main verb of the sentence.
fn inverted(reading: &Reading<'_>, opens: usize, at: usize) -> bool {
    let starts_sentence = reading.text[..opens].trim().is_empty();
    starts_sentence && !modal_sets(reading).iter().any(|set| reading.of_from(*set, at + 1).next().is_some())
}
