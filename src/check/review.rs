//! `review`: dates against today.

use jiff::civil::Date;
use jiff::{ToSpan, Unit};

use super::ReviewCheck;
use super::ask::{Ask, at_span, near_miss, nothing};
use crate::facts::{Corpus, Facts, MetaField, Precision};
use crate::language::Field;
use crate::result::{Arg, EvidenceRole, Label, Observation, Outcome, Say};

/// Evaluates the check: every document of the question meets it.
pub(crate) fn evaluate(params: &ReviewCheck, ask: &Ask<'_>) -> Observation {
    let mut seen = Observation { outcome: Outcome::Met, ..nothing() };
    for (index, facts) in ask.facts() {
        let one = in_document(params, index, facts, ask);
        if one.outcome != Outcome::Met {
            return one;
        }
        seen.evidence.extend(one.evidence);
        seen.due = seen.due.or(one.due);
    }
    seen
}

fn in_document(params: &ReviewCheck, index: usize, facts: &Facts, ask: &Ask<'_>) -> Observation {
    let today = ask.corpus.today;
    if let Some(passed) = passed(params, index, facts, today) {
        return passed;
    }
    let Some(months) = params.within_months else {
        return not_passed(params, index, facts, today);
    };
    let Some(newest) = facts.metadata.newest(&params.newest_of) else {
        let say = Say::new("review.no-date");
        return Observation { say: say.clone(), evidence: vec![near_miss(index, facts, facts.title_span, "field", say)], ..nothing() };
    };
    let Some(date) = newest.date else { return nothing() };
    if date.precision == Precision::Year {
        let say = Say::new("review.year-only");
        let evidence = vec![near_miss(index, facts, newest.span, "value", say.clone())];
        return Observation { outcome: Outcome::Unclear, say, evidence, ..nothing() };
    }
    if date.date > today {
        let say = Say::new("review.future").words("date", date.date.to_string());
        return Observation {
            outcome: Outcome::Unclear,
            say: say.clone(),
            evidence: vec![near_miss(index, facts, newest.span, "value", say)],
            ..nothing()
        };
    }
    let due = date.last_day().checked_add(months.months()).unwrap_or(Date::MAX);
    if due < today {
        return too_old(index, facts, newest, date.date, due, today);
    }
    let mut due = due;
    if let Some((followed, since)) = overtaken(params, index, facts, date.last_day(), ask.corpus) {
        let by = since.checked_add(params.grace_months.months()).unwrap_or(Date::MAX);
        if by < today {
            let say = Say::new("review.overtaken").words("date", date.date.to_string()).words("title", &followed.title);
            let say = say.words("since", since.to_string()).words("due", by.to_string());
            return Observation { say: say.clone(), evidence: vec![near_miss(index, facts, newest.span, "age", say)], ..nothing() };
        }
        due = due.min(by);
    }
    let days = days_between(today, due);
    let mut evidence = at_span(EvidenceRole::Meets, index, facts, newest.span, None);
    evidence.labels.push(Label { span: newest.span, say: Say::new("holds.here") });
    if days <= params.ahead_days {
        evidence.note = Some(Say::new("review.ahead").words("date", due.to_string()).with("days", Arg::Number(days)));
    }
    Observation { outcome: Outcome::Met, evidence: vec![evidence], due: Some((due.to_string(), days)), ..nothing() }
}

/// The document that this one follows and that has a newer date, with that date: one that it refers to, else one about the whole of its area.
fn overtaken<'c>(params: &ReviewCheck, index: usize, facts: &Facts, date: Date, corpus: &'c Corpus) -> Option<(&'c Facts, Date)> {
    let follows = |other: &usize| {
        let kind = corpus.documents.get(*other).and_then(|other| other.kind.kind).is_some_and(|kind| params.follows.contains(&kind));
        kind && *other != index && corpus.is_valid(*other) && !corpus.is_translation(*other)
    };
    let named: Vec<usize> = facts.references.iter().filter(|one| !one.aside).filter_map(|one| corpus.resolve(index, one)).filter(follows).collect();
    let about = |other: &usize| {
        let other = corpus.documents.get(*other).filter(|other| other.whole_area);
        other.is_some_and(|other| other.topic.topics.iter().any(|topic| facts.topic.topics.contains(topic)))
    };
    let above = if named.is_empty() { (0..corpus.documents.len()).filter(follows).filter(about).collect() } else { named };
    let dated = above.into_iter().filter_map(|other| {
        let other = corpus.documents.get(other)?;
        Some((other, other.metadata.newest(&params.newest_of)?.date.filter(|date| date.precision == Precision::Day)?.date))
    });
    dated.filter(|(_, since)| date < *since && *since <= corpus.today).max_by_key(|(_, since)| *since)
}

fn too_old(index: usize, facts: &Facts, newest: &MetaField, date: Date, due: Date, today: Date) -> Observation {
    let age = date.until((Unit::Year, today)).unwrap_or_default();
    let mut say = Say::new("review.too-old").with("age-years", Arg::Number(i64::from(age.get_years()))).words("due", due.to_string());
    if age.get_months() > 0 {
        say = say.with("age-months", Arg::Number(i64::from(age.get_months())));
    }
    Observation { say: say.clone(), evidence: vec![near_miss(index, facts, newest.span, "age", say)], ..nothing() }
}

/// One of the dates that may not pass has passed.
fn passed(params: &ReviewCheck, index: usize, facts: &Facts, today: Date) -> Option<Observation> {
    let value =
        params.not_passed.iter().filter_map(|field| latest(facts, *field)).find(|value| value.date.is_some_and(|date| date.last_day() < today))?;
    let date = value.date?.last_day();
    let say = Say::new(if value.field == Field::NextReview { "review.passed" } else { "review.ended" })
        .words("date", date.to_string())
        .with("days", Arg::Number(days_between(date, today)));
    Some(Observation { say: say.clone(), evidence: vec![near_miss(index, facts, value.span, "age", say)], ..nothing() })
}

fn latest(facts: &Facts, field: Field) -> Option<&MetaField> {
    facts.metadata.newest(&[field])
}

fn not_passed(params: &ReviewCheck, index: usize, facts: &Facts, today: Date) -> Observation {
    let dates: Vec<&MetaField> = params.not_passed.iter().filter_map(|field| latest(facts, *field)).collect();
    let next = dates.iter().filter_map(|value| value.date.map(|date| (date.last_day(), value.span))).min();
    let Some((due, span)) = next else {
        let mut evidence = at_span(EvidenceRole::Checked, index, facts, facts.title_span, None);
        evidence.note = Some(Say::new("review.no-end"));
        return Observation { outcome: Outcome::Met, evidence: vec![evidence], ..nothing() };
    };
    let days = days_between(today, due);
    let mut evidence = at_span(EvidenceRole::Meets, index, facts, span, None);
    evidence.labels.push(Label { span, say: Say::new("holds.here") });
    if days <= params.ahead_days {
        evidence.note = Some(Say::new("review.ahead").words("date", due.to_string()).with("days", Arg::Number(days)));
    }
    Observation { outcome: Outcome::Met, evidence: vec![evidence], due: Some((due.to_string(), days)), ..nothing() }
}

fn days_between(from: Date, to: Date) -> i64 {
    from.until((Unit::Day, to)).map_or(0, |span| i64::from(span.get_days()))
}
