//! How often and how fast (`language.md` §7).

use super::date::first_day;
use super::reading::Reading;
use crate::language::{DocumentWords, StatementWords};
use crate::term::{Occurrence, SetId};

/// A frequency: months (`None` when vague or ambiguous), whether it is ambiguous, and the words' range in the text.
#[derive(Clone, Copy)]
pub(crate) struct Often {
    pub(crate) months: Option<f64>,
    pub(crate) ambiguous: bool,
    pub(crate) start: usize,
    pub(crate) end: usize,
}

/// A deadline: hours (`None` for promptness without a number), working time, the words' range, and what it is counted from.
#[derive(Clone, Copy)]
pub(crate) struct Fast {
    pub(crate) hours: Option<f64>,
    pub(crate) working: bool,
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) from: Option<(usize, usize)>,
}

/// The stated intervals in reading order; concrete ones win over vague words.
pub(crate) fn frequencies(reading: &Reading<'_>) -> Vec<Often> {
    let words = reading.words;
    let often = |months, ambiguous| move |hit: &Occurrence| Often { months, ambiguous, start: hit.start, end: hit.end };
    let concrete = words.frequencies.iter().flat_map(|(set, months)| reading.of(*set).map(often(Some(*months), false)));
    let mut found: Vec<Often> = concrete.chain(reading.of(words.time_ambiguous).map(often(None, true))).collect();
    found.sort_by_key(|one| (one.start, std::cmp::Reverse(one.end)));
    let mut end = 0;
    found.retain(|one| {
        let free = one.start >= end;
        end = end.max(one.end);
        free
    });
    if found.is_empty() { reading.of(words.vague).next().map(often(None, false)).into_iter().collect() } else { found }
}

/// Hours of a month, as the languages count them.
const MONTH: f64 = 720.0;

/// The interval that a value states, in months: as a sentence does ("annually"), else a number with its unit ("24 months").
pub(crate) fn interval(reading: &Reading<'_>, words: &StatementWords) -> Option<f64> {
    let stated = frequencies(reading).first().and_then(|often| often.months);
    let counted = |(set, hours, _): &(SetId, f64, bool)| {
        let unit = reading.of(*set).next()?;
        Some(number_before(reading.text, unit.start, words)?.0 * hours / MONTH)
    };
    stated.or_else(|| reading.words.units.iter().find_map(counted))
}

/// The stated time limit; a number wins over promptness, the shortest number over longer ones.
pub(crate) fn deadline(reading: &Reading<'_>, words: &StatementWords) -> Option<Fast> {
    let mut found: Vec<Fast> = Vec::new();
    for (set, hours, working) in &reading.words.units {
        for unit in reading.of(*set) {
            if let Some((number, start)) = number_before(reading.text, unit.start, words)
                && limits(reading, start)
                && reading.ends_after(reading.words.not_deadline, start.saturating_sub(2)).is_none_or(|hit| hit.start >= unit.end + 12)
            {
                found.push(Fast { hours: Some(number * hours), working: *working, start, end: unit.end, from: counted_from(reading, unit.end) });
            }
        }
    }
    found.sort_by(|one, other| one.hours.partial_cmp(&other.hours).unwrap_or(std::cmp::Ordering::Equal));
    let prompt = |hit: &Occurrence| Fast { hours: None, working: false, start: hit.start, end: hit.end, from: counted_from(reading, hit.end) };
    found.into_iter().next().or_else(|| reading.of(reading.words.prompt).next().map(prompt))
}

/// What a time limit is counted from: the word after "efter", or the whole clause that a subordinate one is.
fn counted_from(reading: &Reading<'_>, after: usize) -> Option<(usize, usize)> {
    let words = reading.words;
    let marker = reading.of_from(words.time_from, after).next().filter(|hit| reading.words_between(after, hit.start) == 0)?;
    let starts_there = |set, at: usize| reading.of_from(set, at).next().filter(|hit| hit.start == at);
    let mut start = marker.end;
    loop {
        start += reading.text.get(start..)?.len() - reading.text.get(start..)?.trim_start().len();
        match starts_there(words.determiner, start) {
            Some(skipped) => start = skipped.end,
            None => break,
        }
    }
    let clause = reading.clause_end(start);
    let opens = starts_there(words.infinitive, start).or(starts_there(words.subordinator, start)).is_some();
    let rest = reading.text.get(start..clause)?;
    let len = if opens { rest.trim_end_matches(['.', ' ']).len() } else { rest.find(|c: char| c.is_whitespace() || c == '.').unwrap_or(rest.len()) };
    (len > 0).then_some((start, start + len))
}

/// Bytes after a word of limiting in which its day stands.
const DAY: usize = 48;

/// The calendar day that something is to be done by: a day after a word of limiting.
pub(crate) fn by_day(reading: &Reading<'_>, dates: &DocumentWords) -> Option<(usize, usize)> {
    reading.of(reading.words.time_by).find_map(|limit| {
        let mut to = reading.text.len().min(limit.end + DAY);
        while !reading.text.is_char_boundary(to) {
            to += 1;
        }
        let day = first_day(reading.text.get(limit.end..to)?, dates)?;
        let (start, end) = (limit.end + day.start, limit.end + day.end);
        (reading.words_between(limit.end, start) <= 1).then_some((start, end))
    })
}

/// The number right before a unit, and where it starts.
fn number_before(text: &str, unit: usize, words: &StatementWords) -> Option<(f64, usize)> {
    let before = text[..unit].trim_end_matches([' ', '-', '\u{a0}']);
    let start = before
        .rfind(|c: char| !(c.is_alphanumeric() || c == ',' || c == '.'))
        .map_or(0, |at| at + before[at..].chars().next().map_or(1, char::len_utf8));
    let word = before[start..].to_lowercase();
    let number = words.numbers.get(&word).map(|number| f64::from(*number)).or_else(|| word.replace(',', ".").parse().ok())?;
    (number > 0.0).then_some((number, start))
}

/// Whether a word of limiting ("inom", "senast") stands shortly before.
fn limits(reading: &Reading<'_>, start: usize) -> bool {
    reading.of_until(reading.words.within, start).next().is_some_and(|hit| reading.words_between(hit.end, start) <= 2)
}
