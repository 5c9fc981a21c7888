//! `metadata`: a field is there and its value fits.

use super::MetadataCheck;
use super::ask::{Ask, at_span, near_miss, nothing};
use super::statement::interval;
use crate::facts::{Facts, MetaField};
use crate::language::{Field, Role};
use crate::result::{Arg, Evidence, EvidenceRole, Label, Observation, Outcome, Say};

/// Evaluates the check: some document of the question meets it.
pub(crate) fn evaluate(params: &MetadataCheck, ask: &Ask<'_>) -> Observation {
    let mut missed: Option<(Say, Evidence)> = None;
    for (index, facts) in ask.facts() {
        match in_document(params, index, facts) {
            Ok(evidence) => return Observation { outcome: Outcome::Met, evidence, ..nothing() },
            Err(found) => missed = missed.or(Some(*found)),
        }
    }
    match missed {
        Some((say, evidence)) => Observation { say, evidence: vec![evidence], ..nothing() },
        None => nothing(),
    }
}

fn name(field: Field) -> Arg {
    Arg::Term(format!("field.{field}"))
}

fn in_document(params: &MetadataCheck, index: usize, facts: &Facts) -> Result<Vec<Evidence>, Box<(Say, Evidence)>> {
    let missed = |evidence: Evidence, say: Say| Box::new((say, evidence));
    let first = params.field.iter().find_map(|field| facts.metadata.get(*field));
    let Some(first) = first else {
        let wanted = params.field.first().copied().unwrap_or(Field::Title);
        let blank = params.field.iter().find_map(|field| facts.metadata.all(*field).find(|value| value.blank));
        return Err(match blank {
            Some(blank) => {
                let span = if blank.span.is_empty() { blank.label.unwrap_or(blank.span) } else { blank.span };
                let say = Say::new("metadata.blank").with("field", name(wanted)).words("found", blank.text.clone());
                missed(near_miss(index, facts, span, "value", say.clone()), say)
            }
            None => {
                let say = Say::new("metadata.missing").with("field", name(wanted));
                missed(near_miss(index, facts, facts.title_span, "field", say.clone()), say)
            }
        });
    };
    let mut shown = vec![shown(index, facts, first)];
    for field in &params.with {
        let Some(value) = facts.metadata.get(*field) else {
            let say = Say::new("metadata.missing").with("field", name(*field));
            return Err(missed(near_miss(index, facts, first.span, "field", say.clone()), say));
        };
        shown.push(self::shown(index, facts, value));
    }
    let values: Vec<&MetaField> = std::iter::once(first).chain(params.with.iter().filter_map(|field| facts.metadata.get(*field))).collect();
    if !params.role.is_empty() && !values.iter().any(|value| names_role(value, &params.role)) {
        let body = values.iter().find(|value| value.field == Field::DecidedBy).copied().unwrap_or(first);
        let wanted = Arg::List(params.role.iter().take(5).map(|role| Arg::Term(format!("role.{role}"))).collect());
        let say = Say::new("metadata.value").with("field", name(body.field)).words("found", body.text.clone()).with("wanted", wanted);
        return Err(missed(near_miss(index, facts, body.span, "value", say.clone()), say));
    }
    if params.pattern.as_ref().is_some_and(|pattern| !pattern.is_match(&first.text)) {
        let say = Say::new("metadata.form").with("field", name(first.field)).words("found", first.text.clone());
        return Err(missed(near_miss(index, facts, first.span, "value", say.clone()), say));
    }
    if let Some(limit) = params.interval
        && first.interval.is_none_or(|months| months > limit)
    {
        let say = Say::new("metadata.interval").with("field", name(first.field)).words("found", first.text.clone()).with("wanted", interval(limit));
        return Err(missed(near_miss(index, facts, first.span, "frequency", say.clone()), say));
    }
    Ok(shown)
}

fn names_role(value: &MetaField, wanted: &[Role]) -> bool {
    value.roles.iter().any(|role| wanted.contains(role))
}

fn shown(index: usize, facts: &Facts, value: &MetaField) -> Evidence {
    let mut evidence = at_span(EvidenceRole::Meets, index, facts, value.span, None);
    evidence.labels.push(Label { span: value.span, say: Say::new("holds.field").with("field", name(value.field)) });
    evidence
}
