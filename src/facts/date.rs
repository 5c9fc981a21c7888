//! Dates in text (`language.md` §8).

use std::ops::Range;
use std::sync::LazyLock;

use jiff::civil::Date;
use regex::{Captures, Regex};
use serde::{Deserialize, Serialize};

use crate::language::DocumentWords;
use crate::term::lower_case;

/// How exactly a date is stated.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
pub enum Precision {
    /// A year alone.
    Year,
    /// A month of a year.
    Month,
    /// A day.
    Day,
}

/// A date as stated: its first day, and how exactly it was said.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct DateValue {
    /// The first day it can mean.
    pub date: Date,
    /// How exactly it is stated.
    pub precision: Precision,
}

impl DateValue {
    /// The last day it can mean.
    pub fn last_day(self) -> Date {
        match self.precision {
            Precision::Day => self.date,
            Precision::Month => self.date.last_of_month(),
            Precision::Year => self.date.last_of_year(),
        }
    }
}

/// A date and where it stands.
type Found = (Range<usize>, DateValue);

/// Year, month, day.
static ISO: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"(?-u:\b)([0-9]{4})([-./])([0-9]{1,2})([-./])([0-9]{1,2})(?-u:\b)").ok());
/// Day/month year, day/month/year, day.month.year.
static SLASHED: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"(?-u:\b)([0-9]{1,2})(?:/([0-9]{1,2})[ /-]\s*|\.([0-9]{1,2})\.)([0-9]{4})(?-u:\b)").ok());
/// Two years with a dash between.
static YEARS: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"(?-u:\b)((?:19|20)[0-9][0-9])\s?[-–—]\s?((?:19|20)[0-9][0-9])(?-u:\b)").ok());
/// Year and month.
static YEAR_MONTH: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"(?-u:\b)((?:19|20)[0-9][0-9])-([0-9][0-9])(?-u:\b)").ok());
/// A year.
static YEAR: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"(?-u:\b)((?:19|20)[0-9][0-9])(?-u:\b)").ok());

/// Every date in the text, in reading order. Law numbers, telephone numbers, versions and the like are none.
pub fn find_dates(text: &str, words: &DocumentWords) -> Vec<(Range<usize>, DateValue)> {
    let mut found: Vec<Found> = Vec::new();
    if !may_hold_year(text) {
        return found;
    }
    let (named, lower) = (words.dates(), lower_case(text));
    collect(&mut found, text, ISO.as_ref(), &|found| iso(text, found));
    collect(&mut found, text, SLASHED.as_ref(), &slashed);
    collect(&mut found, &lower, named.day_first.regex(), &|found| day(number(found, 3)?, words.month(found.get(2)?.as_str())?, number(found, 1)?));
    collect(&mut found, &lower, named.month_first.regex(), &|found| day(number(found, 3)?, words.month(found.get(1)?.as_str())?, number(found, 2)?));
    collect(&mut found, &lower, named.month.regex(), &|found| first_of(number(found, 2)?, words.month(found.get(1)?.as_str())?, Precision::Month));
    collect(&mut found, text, named.term.regex(), &|found| first_of(number(found, 2)?, words.term(found.get(1)?.as_str())?, Precision::Year));
    years(&mut found, text);
    collect(&mut found, text, YEAR_MONTH.as_ref(), &|found| {
        free(text, &found.get(0)?.range()).then_some(())?;
        first_of(number(found, 1)?, number(found, 2)?, Precision::Month)
    });
    collect(&mut found, text, YEAR.as_ref(), &|found| year(text, found, words));
    found.sort_by_key(|(range, _)| range.start);
    found
}

/// Whether four figures stand together, as in every date.
fn may_hold_year(text: &str) -> bool {
    text.as_bytes().windows(4).any(|four| four.iter().all(u8::is_ascii_digit))
}

/// The first day that is named, also without its year ("den 31 december").
pub(crate) fn first_day(text: &str, words: &DocumentWords) -> Option<Range<usize>> {
    let dated = find_dates(text, words).into_iter().find(|(_, date)| date.precision == Precision::Day).map(|(range, _)| range);
    let lower = lower_case(text);
    let mut named = words.dates().day_and_month.regex()?.find_iter(&lower).map(|found| found.range());
    let undated = named.find(|range| stands_alone(text, range));
    match (dated, undated) {
        (Some(dated), Some(undated)) if undated.end < dated.start => Some(undated),
        (dated, undated) => dated.or(undated),
    }
}

/// The first date in the text.
pub fn parse_date(text: &str, words: &DocumentWords) -> Option<DateValue> {
    find_dates(text, words).into_iter().next().map(|(_, date)| date)
}

/// Adds what a pattern finds outside what was found before.
fn collect(found: &mut Vec<Found>, text: &str, pattern: Option<&Regex>, read: &dyn Fn(&Captures) -> Option<DateValue>) {
    let Some(pattern) = pattern else { return };
    for captures in pattern.captures_iter(text) {
        let (Some(whole), Some(date)) = (captures.get(0), read(&captures)) else { continue };
        let range = whole.range();
        if stands_alone(text, &range) && found.iter().all(|(other, _)| other.end <= range.start || range.end <= other.start) {
            found.push((range, date));
        }
    }
}

/// Whether no letter or digit stands right beside a range. The patterns see plain ones only.
fn stands_alone(text: &str, range: &Range<usize>) -> bool {
    let before = text.get(..range.start).and_then(|text| text.chars().next_back());
    let after = text.get(range.end..).and_then(|text| text.chars().next());
    !before.into_iter().chain(after).any(char::is_alphanumeric)
}

/// Adds both ends of ranges of years.
fn years(found: &mut Vec<Found>, text: &str) {
    let Some(pattern) = YEARS.as_ref() else { return };
    for captures in pattern.captures_iter(text) {
        let (Some(whole), Some(from), Some(to)) = (captures.get(0), captures.get(1), captures.get(2)) else { continue };
        let taken = !stands_alone(text, &whole.range()) || found.iter().any(|(other, _)| other.start < whole.end() && whole.start() < other.end);
        if taken || !free(text, &whole.range()) {
            continue;
        }
        for part in [from, to] {
            let date = part.as_str().parse().ok().and_then(|year| first_of(year, 1, Precision::Year));
            found.extend(date.map(|date| (part.range(), date)));
        }
    }
}

/// Reads year, month and day; both separators must be the same.
fn iso(text: &str, found: &Captures) -> Option<DateValue> {
    let whole = found.get(0)?;
    let before = text.get(..whole.start())?.chars().next_back();
    let plain = !before.is_some_and(|letter| matches!(letter, '-' | '/' | ':' | '.'));
    (plain && found.get(2)?.as_str() == found.get(4)?.as_str()).then_some(())?;
    day(number(found, 1)?, number(found, 3)?, number(found, 5)?)
}

/// Reads day and month before the year; the other way round only when it cannot be else.
fn slashed(found: &Captures) -> Option<DateValue> {
    let month = number(found, 2).or_else(|| number(found, 3))?;
    let (first, year) = (number(found, 1)?, number(found, 4)?);
    if month > 12 { day(year, first, month) } else { day(year, month, first) }
}

/// Reads a year alone, unless a word before it says that it is something else.
fn year(text: &str, found: &Captures, words: &DocumentWords) -> Option<DateValue> {
    let whole = found.get(0)?;
    free(text, &whole.range()).then_some(())?;
    let before = text.get(..whole.start())?;
    let word = before.trim_end().rsplit(|letter: char| !letter.is_alphanumeric()).next()?;
    let word_is_last = !before.trim_end().ends_with('.') || !word.is_empty();
    (word_is_last && !words.listed("not-date-before", word)).then_some(())?;
    first_of(number(found, 1)?, 1, Precision::Year)
}

/// Whether no letter, digit or sign of a number joins the range on either side.
fn free(text: &str, range: &Range<usize>) -> bool {
    let before = text.get(..range.start).and_then(|text| text.chars().next_back());
    let mut after = text.get(range.end..).unwrap_or_default().chars();
    let (next, then) = (after.next(), after.next());
    let joined = |letter: char| matches!(letter, '-' | '/' | ':' | '.' | ',' | '§' | '+' | '#' | '=');
    let digit = then.is_some_and(|letter| letter.is_alphanumeric());
    let next_joins = next.is_some_and(|letter| matches!(letter, '-' | '/' | ':' | '.' | ','));
    !(before.is_some_and(joined) || (next_joins && digit))
}

/// A captured number.
fn number<T: std::str::FromStr>(found: &Captures, group: usize) -> Option<T> {
    found.get(group)?.as_str().parse().ok()
}

/// A day of our time.
fn day(year: i16, month: i8, day: i8) -> Option<DateValue> {
    (1800..=2200).contains(&year).then_some(())?;
    Some(DateValue { date: Date::new(year, month, day).ok()?, precision: Precision::Day })
}

/// The first day of a month or year.
fn first_of(year: i16, month: i8, precision: Precision) -> Option<DateValue> {
    Some(DateValue { precision, ..day(year, month, 1)? })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dates(text: &str) -> Vec<String> {
        let words = DocumentWords::parse(include_str!("../../languages/sv.document.toml")).unwrap();
        find_dates(text, &words).into_iter().map(|(_, date)| date.date.to_string()).collect()
    }

    #[test]
    fn every_format_is_read() {
        for text in ["2025-06-17", "2025.06.17", "17/6 2025", "17 juni 2025", "den 17 juni 2025", "17 Jun 2025"] {
            assert_eq!(dates(text), ["2025-06-17"], "{text}");
        }
        assert_eq!(dates("juni 2025"), ["2025-06-01"]);
        assert_eq!(dates("Giltighet: 2025–2028"), ["2025-01-01", "2028-01-01"]);
        assert_eq!(dates("HT 2025"), ["2025-07-01"]);
        assert_eq!(dates("2024-10-01–2028-09-30"), ["2024-10-01", "2028-09-30"]);
    }

    #[test]
    fn numbers_of_other_things_are_no_dates() {
        for text in [
            "SFS 2025:1506",
            "(EU) 2022/2555",
            "Version 2023",
            "Sida 2 av 11",
            "Tfn 010-000 20 25",
            "1 kap. 9 §",
            "ISBN 978-91-8047-082-7",
            "Dnr: RS 2025/01234",
            "2025-02-30",
            "KS § 47/2025",
        ] {
            assert_eq!(dates(text), [""; 0], "{text}");
        }
    }

    #[test]
    fn a_month_lasts_to_its_end() {
        let words = DocumentWords::parse(include_str!("../../languages/en.document.toml")).unwrap();
        let date = parse_date("June 2025", &words).unwrap();
        assert_eq!(date.last_day().to_string(), "2025-06-30");
        assert_eq!(parse_date("June 17, 2025", &words).unwrap().date.to_string(), "2025-06-17");
        assert_eq!(parse_date("17th of June 2025", &words).unwrap().date.to_string(), "2025-06-17");
    }
}
