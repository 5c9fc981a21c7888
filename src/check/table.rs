//! `table`: a table with named columns, rows and filled cells.

use super::TableCheck;
use super::ask::{Ask, at_span, near_miss, nothing};
use crate::facts::{Facts, TableFact};
use crate::result::{Arg, Evidence, EvidenceRole, Label, Observation, Outcome, Property, Say};

/// Evaluates the check.
pub(crate) fn evaluate(params: &TableCheck, ask: &Ask<'_>) -> Observation {
    let mut nearest: Option<(usize, Evidence, Say)> = None;
    for (index, facts) in ask.facts() {
        for table in facts.tables_in(ask.sections(facts)) {
            match fits(params, table) {
                Ok(()) => {
                    let span = table.rows.first().and_then(|row| row.first()).map_or(table.span, |cell| table.span.cover(cell.span));
                    let mut evidence = at_span(EvidenceRole::Meets, index, facts, first_row(table, span), Some(table.section));
                    evidence.spans.insert(0, header_span(table));
                    return Observation { outcome: Outcome::Met, evidence: vec![evidence], ..nothing() };
                }
                Err((score, property, say)) if score > 0 && nearest.as_ref().is_none_or(|(best, ..)| *best < score) => {
                    nearest = Some((score, near(index, facts, table, property, &say), say));
                }
                Err(_) => {}
            }
        }
    }
    match nearest {
        Some((_, evidence, say)) => Observation { say, evidence: vec![evidence], ..nothing() },
        None => {
            let columns = params.columns.iter().map(|group| Arg::Text(group.called.clone())).collect();
            let say = Say::new("table.missing").with("columns", Arg::List(columns));
            let evidence = ask.facts().take(1).map(|(index, facts)| near_miss(index, facts, facts.title_span, "column", say.clone())).collect();
            Observation { say, evidence, ..nothing() }
        }
    }
}

fn header_span(table: &TableFact) -> crate::source::Span {
    let cells = table.header.iter().map(|cell| cell.span).filter(|span| !span.is_empty());
    cells.reduce(crate::source::Span::cover).unwrap_or(table.span)
}

fn first_row(table: &TableFact, fallback: crate::source::Span) -> crate::source::Span {
    let cells = table.rows.first().into_iter().flatten().map(|cell| cell.span).filter(|span| !span.is_empty());
    cells.reduce(crate::source::Span::cover).unwrap_or(fallback)
}

fn near(index: usize, facts: &Facts, table: &TableFact, property: Property, say: &Say) -> Evidence {
    let span = header_span(table);
    let mut evidence = at_span(EvidenceRole::NearMiss, index, facts, span, Some(table.section));
    evidence.lacks.push(property);
    evidence.labels.push(Label { span, say: say.clone() });
    evidence
}

/// The column of each group, or how near the table comes and what it lacks.
fn fits(params: &TableCheck, table: &TableFact) -> Result<(), (usize, Property, Say)> {
    let column = |group: &super::Group| table.header.iter().position(|cell| cell.terms.iter().any(|hit| group.sets.contains(&hit.set)));
    let columns: Vec<Option<usize>> = params.columns.iter().map(column).collect();
    let there = columns.iter().flatten().count();
    if let Some(at) = columns.iter().position(Option::is_none) {
        let missing = params.columns.get(at).map(|group| group.called.clone()).unwrap_or_default();
        let enough = there * 2 >= columns.len();
        return Err((if enough { there } else { 0 }, "column", Say::new("table.missing").with("columns", Arg::Text(missing))));
    }
    if table.rows.len() < params.rows {
        return Err((there + 1, "rows", Say::new("table.rows").number("found", table.rows.len()).number("wanted", params.rows)));
    }
    for wanted in &params.filled {
        let Some(Some(at)) = columns.get(*wanted) else { continue };
        let empty = table.rows.iter().filter(|row| row.get(*at).is_none_or(|cell| !cell.filled)).count();
        if empty > 0 {
            let name = params.columns.get(*wanted).map(|group| group.called.clone()).unwrap_or_default();
            return Err((there + 2, "filled", Say::new("table.empty-cells").with("columns", Arg::Text(name)).number("count", empty)));
        }
    }
    Ok(())
}
