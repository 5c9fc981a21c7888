//! Bounds as rules write them: `<= 12 months`, `<= 24 h | prompt`, `>= 3`, `36 months`.

use crate::check::{DeadlineBound, FrequencyBound};

/// Units of time: name, hours, and months where it is a calendar unit.
const UNITS: &[(&[&str], f64, f64)] = &[
    (&["h", "hour", "hours"], 1.0, 1.0 / 730.0),
    (&["day", "days"], 24.0, 12.0 / 365.0),
    (&["week", "weeks"], 168.0, 84.0 / 365.0),
    (&["month", "months"], 730.0, 1.0),
    (&["year", "years"], 8760.0, 12.0),
];

/// A number and a unit, as hours and months.
fn span_of_time(text: &str) -> Option<(f64, f64)> {
    let (number, unit) = text.trim().split_once(' ')?;
    let number: u32 = number.parse().ok()?;
    let (_, hours, months) = UNITS.iter().find(|(names, ..)| names.contains(&unit.trim()))?;
    Some((f64::from(number) * hours, f64::from(number) * months))
}

/// What comes after `<=`.
fn at_most(text: &str) -> Option<(f64, f64)> {
    span_of_time(text.trim().strip_prefix("<=")?)
}

/// `<= 12 months` or `vague`.
pub(super) fn frequency(text: &str) -> Result<FrequencyBound, &'static str> {
    if text.trim() == "vague" {
        return Ok(FrequencyBound::Vague);
    }
    at_most(text).map(|(_, months)| FrequencyBound::AtMost(months)).ok_or("write `<= 12 months` or `vague`")
}

/// `<= 36 months`.
pub(super) fn interval(text: &str) -> Result<f64, &'static str> {
    at_most(text).map(|(_, months)| months).ok_or("write `<= 36 months`")
}

/// `<= 24 h`, `prompt`, or both joined by `|`.
pub(super) fn deadline(text: &str) -> Result<DeadlineBound, &'static str> {
    let mut bound = DeadlineBound { hours: None, prompt: false };
    for part in text.split('|') {
        if part.trim() == "prompt" {
            bound.prompt = true;
        } else if let (Some((hours, _)), None) = (at_most(part), bound.hours) {
            bound.hours = Some(hours);
        } else {
            return Err("write `<= 24 h`, `prompt`, or `<= 24 h | prompt`");
        }
    }
    Ok(bound)
}

/// `36 months` or `3 years`.
pub(super) fn months(text: &str) -> Result<i32, &'static str> {
    let wanted = "write `36 months` or `3 years`";
    let (number, unit) = text.trim().split_once(' ').ok_or(wanted)?;
    let number: i32 = number.parse().ok().filter(|number| (1..=12_000).contains(number)).ok_or(wanted)?;
    match unit.trim() {
        "month" | "months" => Ok(number),
        "year" | "years" => Ok(number * 12),
        _ => Err(wanted),
    }
}

/// `90 days`.
pub(super) fn days(text: &str) -> Result<i64, &'static str> {
    let number = text.trim().strip_suffix("days").or_else(|| text.trim().strip_suffix("day"));
    let number = number.and_then(|number| number.trim().parse::<i64>().ok());
    number.filter(|number| (0..=36_500).contains(number)).ok_or("write `90 days`")
}

/// `>= 3`.
pub(super) fn at_least(text: &str) -> Result<usize, &'static str> {
    let number = text.trim().strip_prefix(">=").and_then(|number| number.trim().parse().ok());
    number.filter(|number| *number >= 1).ok_or("write `>= 1`")
}
