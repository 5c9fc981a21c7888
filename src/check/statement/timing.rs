//! How often, and how fast: what a statement says against what is asked for.

use super::across;
use super::judgement::{Held, Judgement};
use crate::check::{DeadlineBound, FrequencyBound, StatementCheck};
use crate::facts::{Facts, Statement};
use crate::result::{Arg, Say};

pub(super) fn frequency(params: &StatementCheck, facts: &Facts, at: usize, statement: &Statement, judged: &mut Judgement) {
    let Some(wanted) = params.frequency else { return };
    let found = statement.frequency.or_else(|| across::borrow(params, facts, at, statement, |other| other.frequency));
    let held = match (wanted, found) {
        (FrequencyBound::Vague, Some(found)) if found.months.is_none() && !found.ambiguous && statement.deadline.is_none() => Held::Holds,
        (FrequencyBound::Vague, _) => judged.lack(statement.span(), || Say::new("lacks.frequency")),
        (FrequencyBound::AtMost(limit), Some(found)) => match found.months {
            Some(months) if months <= limit => judged.hold(found.span, || Say::new("holds.frequency")),
            Some(months) => judged.lack(found.span, || months_say("lacks.frequency-long", limit).with("found", interval(months))),
            None if found.ambiguous => Held::Unclear(judged.label(found.span, || Say::new("lacks.ambiguous"))),
            None => judged.lack(found.span, || months_say("lacks.frequency-vague", limit).words("word", facts.source.slice(found.span))),
        },
        (FrequencyBound::AtMost(limit), None) => {
            judged.lack(statement.modality_span.unwrap_or_else(|| statement.span()), || months_say("lacks.frequency", limit))
        }
    };
    judged.put("frequency", held);
}

pub(super) fn deadline(params: &StatementCheck, facts: &Facts, at: usize, statement: &Statement, judged: &mut Judgement) {
    let Some(wanted) = params.deadline else { return };
    let numbered = |one: &Statement| one.deadline.filter(|deadline| deadline.hours.is_some());
    let found = numbered(statement)
        .or_else(|| across::borrow(params, facts, at, statement, numbered))
        .or(statement.deadline)
        .or_else(|| across::borrow(params, facts, at, statement, |other| other.deadline));
    let held = match found {
        Some(found) if in_time(wanted, found.hours) => judged.hold(found.span, || Say::new("holds.here")),
        Some(found) => match found.hours {
            Some(hours) => judged.lack(found.span, || hours_say("lacks.deadline-long", wanted).with("found", time(hours))),
            None => judged.lack(found.span, || hours_say("lacks.deadline-vague", wanted).words("word", facts.source.slice(found.span))),
        },
        None => judged.lack(statement.modality_span.unwrap_or_else(|| statement.span()), || hours_say("lacks.deadline", wanted)),
    };
    judged.put("deadline", held);
}

fn in_time(wanted: DeadlineBound, hours: Option<f64>) -> bool {
    match hours {
        Some(hours) => wanted.hours.is_some_and(|limit| hours <= limit) || (wanted.hours.is_none() && wanted.prompt),
        None => wanted.prompt,
    }
}

/// A number with its unit: `time.<unit>` in the locale files. At least one, since nothing is shorter than the unit that is told.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
fn measured(unit: &str, value: f64) -> Arg {
    Arg::Say(Box::new(Say::new(&format!("time.{unit}")).number("count", value.round().max(1.0) as usize)))
}

/// How often, in years where the months make whole years.
pub(in crate::check) fn interval(months: f64) -> Arg {
    let years = months / 12.0;
    if years >= 1.0 && (years - years.round()).abs() < 0.01 { measured("years", years) } else { measured("months", months) }
}

/// How long, in days beyond three of them.
fn time(hours: f64) -> Arg {
    if hours > 72.0 { measured("days", hours / 24.0) } else { measured("hours", hours) }
}

fn months_say(key: &str, limit: f64) -> Say {
    Say::new(key).with("wanted", interval(limit))
}

fn hours_say(key: &str, wanted: DeadlineBound) -> Say {
    let say = Say::new(key);
    match wanted.hours {
        Some(hours) => say.with("wanted", time(hours)),
        None => say,
    }
}
