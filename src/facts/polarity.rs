//! Whether a term is affirmed, denied or excluded where it stands (`language.md` §2).

use super::reading::Reading;
use crate::language::Polarity;
use crate::term::Occurrence;

/// One denial with the stretch of text that it covers.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Denial {
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) polarity: Polarity,
    from: usize,
    to: usize,
}

impl Denial {
    fn covers(&self, start: usize, end: usize) -> bool {
        self.from <= start && end <= self.to && !(self.start <= start && end <= self.end)
    }
}

/// Every denial of a statement. `negated` says that its heading or lead-in denies the whole of it.
pub(crate) fn denials(reading: &Reading<'_>) -> Vec<Denial> {
    let words = reading.words;
    let mut found: Vec<Denial> = Vec::new();
    let mut cancelled: Vec<(usize, usize)> = Vec::new();
    for hit in reading.of(words.exclusion) {
        let forward = reading.of_from(words.exclusion_forward, hit.start).next().is_some_and(|other| other.start == hit.start);
        if !forward && cancels(reading, hit) {
            cancelled.push((reading.clause_start(hit.start), reading.clause_end(hit.start)));
            continue;
        }
        let (from, to) = if forward { (hit.end, reading.clause_end(hit.end)) } else { scope(reading, hit) };
        found.push(Denial { start: hit.start, end: hit.end, polarity: Polarity::Excluded, from, to });
    }
    for hit in reading.of(words.negation) {
        let within = |set| reading.around(set, hit.start, hit.end).is_some();
        let last = cancelled.partition_point(|(from, _)| *from <= hit.start).checked_sub(1).and_then(|last| cancelled.get(last));
        if within(words.ambiguous) || within(words.exclusion) || last.is_some_and(|(_, to)| hit.end <= *to) {
            continue;
        }
        let forward = reading.of_from(words.negation_forward, hit.start).next().is_some_and(|other| other.start == hit.start && other.end == hit.end);
        if forward && lifts(reading, hit) {
            continue;
        }
        let (from, to) = if forward { (hit.end, reading.clause_end(hit.end)) } else { scope(reading, hit) };
        found.push(Denial { start: hit.start, end: hit.end, polarity: Polarity::Negated, from, to });
    }
    found
}

/// "Ingen … undantas", "undantas inte": a denial in the clause of an exclusion cancels it, and is cancelled.
fn cancels(reading: &Reading<'_>, hit: &Occurrence) -> bool {
    let words = reading.words;
    let (from, to) = (reading.clause_start(hit.start), reading.clause_end(hit.start));
    let forward = |word: &Occurrence| reading.of_from(words.negation_forward, word.start).next().is_some_and(|other| other.start == word.start);
    let mut denials = reading.of_from(words.negation, from).take_while(|word| word.end <= to).filter(|word| !forward(word));
    let own = reading.of_from(words.negation, hit.start).next().is_some_and(|word| word.end <= hit.end);
    !own && denials.next().is_some()
}

/// "May not … without X" asks for X: the second denial lifts the first.
fn lifts(reading: &Reading<'_>, hit: &Occurrence) -> bool {
    let start = reading.clause_start(hit.start);
    let until = hit.start.saturating_sub(1);
    let before = |set| reading.of_until(set, until).next().is_some_and(|other| other.start >= start);
    before(reading.words.negation) || before(reading.words.prohibition)
}

/// What a prohibition asks for: the rest of the clause behind a denial that lifts it.
pub(crate) fn demanded(reading: &Reading<'_>) -> Option<(usize, usize)> {
    let words = reading.words;
    let lifting = |hit: &&Occurrence| {
        let forward = reading.of_from(words.negation_forward, hit.start).next().is_some_and(|other| other.start == hit.start && other.end == hit.end);
        forward && lifts(reading, hit)
    };
    let hit = reading.of(words.negation).find(lifting)?;
    Some((hit.end, reading.clause_end(hit.end)))
}

/// The stretch a denial covers: its clause, cut at a contrast after it and, in a relative clause, at the next main verb and at what follows from it.
fn scope(reading: &Reading<'_>, hit: &Occurrence) -> (usize, usize) {
    let words = reading.words;
    let mut from = reading.clause_start(hit.start);
    let mut to = reading.clause_end(hit.start);
    if hit.start < reading.own {
        // A lead-in that denies covers all that it leads in.
        to = reading.text.len();
    }
    if let Some(contrast) = reading.of_from(words.contrast, hit.end + 1).next().filter(|word| word.start < to) {
        to = contrast.start;
    }
    let own = own_verb(reading, hit);
    if let Some(own) = own.filter(|own| is_coordinated(reading, own, from)) {
        // "Shall keep insurance and shall not cancel it": what stands before the later verb is the earlier one's.
        from = own.start;
    }
    let relative = reading.of_until(words.subordinator, hit.start).next().filter(|word| word.start >= from);
    if let Some(relative) = relative.filter(|word| own.is_none_or(|own| reading.words_between(word.end, own.start) == 0)) {
        from = relative.start;
        let verbs = [words.obligation, words.prohibition, words.recommendation, words.permission, words.intention];
        let next = verbs.iter().filter_map(|set| reading.of_from(*set, hit.end + 1).next()).map(|verb| verb.start).min();
        let result = reading.of_from(words.result, hit.end + 1).next().map(|word| word.start);
        to = to.min(next.unwrap_or(to)).min(result.unwrap_or(to));
    }
    (from, to)
}

/// The modal verb that a denial stands right behind or holds: "devices that are connected **shall** not be covered". A denial without one belongs to
/// the relative clause before it ("som inte ansluts"); one with a verb of its own only where nothing stands between ("that shall not").
fn own_verb<'a>(reading: &Reading<'a>, hit: &Occurrence) -> Option<&'a Occurrence> {
    let words = reading.words;
    let sets = [words.obligation, words.prohibition, words.recommendation, words.permission];
    let near = sets.iter().filter_map(|set| reading.of_from(*set, 0).take_while(|verb| verb.start <= hit.end).last());
    near.filter(|verb| verb.end > hit.start || reading.words_between(verb.end, hit.start) == 0).max_by_key(|verb| verb.start)
}

/// Whether a verb follows a coordinator directly and another of its kind stands before: both have the same subject.
fn is_coordinated(reading: &Reading<'_>, verb: &Occurrence, from: usize) -> bool {
    let words = reading.words;
    let Some(and) = reading.of_until(words.coordinator, verb.start).next().filter(|and| and.start >= from) else { return false };
    let sets = [words.obligation, words.prohibition, words.recommendation, words.permission];
    let earlier = sets.iter().any(|set| reading.of_until(*set, and.start).next().is_some_and(|other| other.start >= from));
    earlier && reading.words_between(and.end, verb.start) == 0
}

/// Polarity of the term at `start..end`, and the denial that decides.
pub(crate) fn of_term(denials: &[Denial], start: usize, end: usize) -> (Polarity, Option<Denial>) {
    denials.iter().find(|denial| denial.covers(start, end)).map_or((Polarity::Affirmed, None), |denial| (denial.polarity, Some(*denial)))
}
