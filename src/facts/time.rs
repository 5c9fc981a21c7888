//! How often and how fast (`language.md` §7).

use super::reading::Reading;
use crate::language::StatementWords;

/// A frequency: months (`None` when vague) and the words' range in the text.
pub(crate) type Often = (Option<f64>, usize, usize);

/// A deadline: hours (`None` for promptness without a number), working time, and the words' range.
pub(crate) type Fast = (Option<f64>, bool, usize, usize);

/// The first stated interval; a concrete one wins over vague words.
pub(crate) fn frequency(reading: &Reading<'_>) -> Option<Often> {
    let concrete = reading
        .words
        .frequencies
        .iter()
        .flat_map(|(set, months)| reading.of(*set).map(move |hit| (Some(*months), hit.start, hit.end)))
        .min_by_key(|(_, start, end)| (*start, std::cmp::Reverse(*end)));
    concrete.or_else(|| reading.of(reading.words.vague).next().map(|hit| (None, hit.start, hit.end)))
}

/// The stated time limit; a number wins over promptness, the shortest number over longer ones.
pub(crate) fn deadline(reading: &Reading<'_>, words: &StatementWords) -> Option<Fast> {
    let mut found: Vec<Fast> = Vec::new();
    for (set, hours, working) in &reading.words.units {
        for unit in reading.of(*set) {
            if let Some((number, start)) = number_before(reading.text, unit.start, words)
                && limits(reading, start)
                && !reading.ends_after(reading.words.not_deadline, start).is_some_and(|hit| hit.start < unit.end + 12)
            {
                found.push((Some(number * hours), *working, start, unit.end));
            }
        }
    }
    found.sort_by(|one, other| one.0.partial_cmp(&other.0).unwrap_or(std::cmp::Ordering::Equal));
    found.into_iter().next().or_else(|| reading.of(reading.words.prompt).next().map(|hit| (None, false, hit.start, hit.end)))
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
