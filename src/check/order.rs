//! `order`: dates and versions of one document fit each other, and those of a translation are its original's.

use super::OrderCheck;
use super::ask::{Ask, at_span, checked, near_miss, nothing};
use crate::facts::{Facts, HistoryRow, MetaField};
use crate::language::Field;
use crate::result::{Arg, Evidence, EvidenceRole, Observation, Say};

/// Evaluates the check.
pub(crate) fn evaluate(params: &OrderCheck, ask: &Ask<'_>) -> Observation {
    for (index, facts) in ask.facts() {
        let found = history(params, index, facts).or_else(|| dates(params, index, facts)).or_else(|| translation(params, index, facts, ask));
        if let Some((say, evidence)) = found {
            return Observation { say, evidence, ..nothing() };
        }
    }
    checked(ask, ask.facts().map(|(_, facts)| facts.metadata.history.len()).sum())
}

/// The newest row of the history has another version than the header.
fn history(params: &OrderCheck, index: usize, facts: &Facts) -> Option<(Say, Vec<Evidence>)> {
    if !params.history_version {
        return None;
    }
    let header = facts.metadata.get(Field::Version)?;
    let newest = newest(&facts.metadata.history)?;
    let version = newest.version.as_deref()?;
    if number(&header.text) == number(version) {
        return None;
    }
    let say = Say::new("order.history-version").words("header", header.text.clone()).words("newest", version);
    let row = at_span(EvidenceRole::NearMiss, index, facts, newest.span, None);
    Some((say.clone(), vec![near_miss(index, facts, header.span, "order", say), row]))
}

/// The first field that a translation states otherwise than its original.
fn translation(params: &OrderCheck, index: usize, facts: &Facts, ask: &Ask<'_>) -> Option<(Say, Vec<Evidence>)> {
    let at = ask.corpus.originals.get(index).copied().flatten()?;
    let original = ask.corpus.documents.get(at)?;
    params.as_original.iter().find_map(|field| {
        let (own, its) = (facts.metadata.get(*field)?, original.metadata.get(*field)?);
        if same(own, its) {
            return None;
        }
        let say = Say::new("order.translation")
            .with("field", Arg::Term(format!("field.{field}")))
            .words("own", own.text.clone())
            .words("original", its.text.clone())
            .words("path", original.source.path.clone());
        let beside = at_span(EvidenceRole::NearMiss, at, original, its.span, None);
        Some((say.clone(), vec![near_miss(index, facts, own.span, "order", say), beside]))
    })
}

/// Whether two values say the same in two languages: the same date, status or number; other words cannot be compared.
fn same(own: &MetaField, its: &MetaField) -> bool {
    match (own.date, its.date) {
        (Some(own), Some(its)) => return own.date == its.date,
        (None, None) => {}
        _ => return true,
    }
    match (own.status, its.status) {
        (Some(own), Some(its)) => own == its,
        _ => number(&own.text) == number(&its.text),
    }
}

/// The row with the latest date; without dates the one with the highest version.
fn newest(rows: &[HistoryRow]) -> Option<&HistoryRow> {
    let dated = rows.iter().filter(|row| row.date.is_some()).max_by_key(|row| row.date.map(|date| date.last_day()));
    dated.or_else(|| rows.iter().max_by_key(|row| row.version.as_deref().map(numbers)))
}

/// The version's own number, without words around it.
fn number(version: &str) -> String {
    version.chars().filter(|c| c.is_ascii_digit() || *c == '.').collect::<String>().trim_matches('.').to_owned()
}

fn numbers(version: &str) -> Vec<u32> {
    number(version).split('.').filter_map(|part| part.parse().ok()).collect()
}

fn dates(params: &OrderCheck, index: usize, facts: &Facts) -> Option<(Say, Vec<Evidence>)> {
    params.before.iter().find_map(|(earlier, later)| {
        let (first, second) = (facts.metadata.get(*earlier)?, facts.metadata.get(*later)?);
        if first.date?.date <= second.date?.last_day() {
            return None;
        }
        let say = Say::new("order.dates").with("earlier", Arg::Term(format!("field.{earlier}"))).with("later", Arg::Term(format!("field.{later}")));
        Some((say.clone(), vec![near_miss(index, facts, second.span, "order", say)]))
    })
}
