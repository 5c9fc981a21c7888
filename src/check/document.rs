//! `document`: the repository holds a valid document of that kind and topic that itself meets the nested checks.

use jiff::ToSpan;

use super::ask::{Ask, at_span, near_miss, nothing};
use super::{DocumentCheck, evaluate as evaluate_check};
use crate::facts::{Corpus, Facts, Validity};
use crate::language::Field;
use crate::result::{Arg, Evidence, EvidenceRole, Label, Observation, Outcome, Property, Say};

/// Evaluates the check.
pub(crate) fn evaluate(params: &DocumentCheck, ask: &Ask<'_>) -> Observation {
    let mut fitting: Vec<(usize, &Facts, Vec<Evidence>)> = Vec::new();
    let mut near: Vec<Evidence> = Vec::new();
    for (index, facts) in considered(ask) {
        if !wanted(params, facts) {
            continue;
        }
        match fits(params, index, facts, ask) {
            Ok(evidence) => fitting.push((index, facts, evidence)),
            Err(evidence) => near.push(*evidence),
        }
    }
    if let Some(doubled) = params.exactly_one.then(|| doubled(&fitting)).flatten() {
        return doubled;
    }
    if let Some((index, facts, evidence)) = fitting.into_iter().next() {
        let mut shown = vec![at_span(EvidenceRole::Meets, index, facts, facts.title_span, None)];
        shown.extend(evidence);
        return Observation { outcome: Outcome::Met, evidence: shown, ..nothing() };
    }
    let kinds = Arg::List(params.kind.iter().map(|kind| Arg::Term(format!("kind.{kind}"))).collect());
    let say = match near.first().and_then(|evidence| evidence.labels.first()) {
        Some(label) => label.say.clone(),
        None => {
            let titled = params.title.first().map(|group| Arg::Text(group.called.clone()));
            let say = Say::new("document.missing").with("kind", kinds).number("count", ask.corpus.documents.len());
            titled.map_or(say.clone(), |titled| say.with("titled", titled))
        }
    };
    near.truncate(3);
    Observation { say, evidence: near, ..nothing() }
}

/// Every document that is no translation; of a document alone, itself.
fn considered<'a>(ask: &Ask<'a>) -> Vec<(usize, &'a Facts)> {
    if !ask.corpus.whole {
        return ask.facts().collect();
    }
    ask.corpus.documents.iter().enumerate().filter(|(index, _)| !ask.corpus.is_translation(*index)).collect()
}

/// Kind, topic and title are those asked for.
fn wanted(params: &DocumentCheck, facts: &Facts) -> bool {
    let kind = facts.kind.kind.is_some_and(|kind| params.kind.contains(&kind));
    let topic = params.topic.is_empty() || facts.topic.topics.iter().any(|topic| params.topic.contains(topic));
    let title = params.title.iter().all(|group| {
        let head = facts.sections.iter().filter(|section| section.span == facts.title_span).flat_map(|section| &section.terms);
        facts.title_terms.iter().chain(head).any(|hit| group.sets.contains(&hit.set))
    });
    kind && topic && title
}

fn fits(params: &DocumentCheck, index: usize, facts: &Facts, ask: &Ask<'_>) -> Result<Vec<Evidence>, Box<Evidence>> {
    let miss = |property: Property, span, say: Say| Box::new(near_miss(index, facts, span, property, say));
    if let Some((span, say)) = invalid(ask.corpus, index) {
        let mut evidence = miss("valid", span, say);
        // What lacks besides: then the document would not do even if it held.
        let checks = params.checks.iter().map(|check| evaluate_check(check, &ask.of(&[index], None)));
        evidence.lacks.extend(checks.filter(|seen| seen.outcome != Outcome::Met).map(|_| "part"));
        return Err(evidence);
    }
    if params.in_force && !in_force(ask.corpus, facts) {
        return Err(miss("valid", facts.title_span, Say::new("document.no-period")));
    }
    let documents = [index];
    let mut shown = Vec::new();
    for check in &params.checks {
        let seen = evaluate_check(check, &ask.of(&documents, None));
        if seen.outcome != Outcome::Met {
            return Err(Box::new(seen.evidence.into_iter().next().unwrap_or_else(|| {
                let mut evidence = near_miss(index, facts, facts.title_span, "part", seen.say.clone());
                evidence.labels = vec![Label { span: facts.title_span, say: seen.say }];
                evidence
            })));
        }
        shown.extend(seen.evidence.into_iter().take(2));
    }
    Ok(shown)
}

/// Where and why a document is no evidence today.
pub(crate) fn invalid(corpus: &Corpus, index: usize) -> Option<(crate::source::Span, Say)> {
    let facts = corpus.documents.get(index)?;
    let status = facts.metadata.get(Field::Status).map_or(facts.title_span, |value| value.span);
    Some(match corpus.validity.get(index)? {
        Validity::Valid => return None,
        Validity::Draft => (status, Say::new("validity.draft")),
        Validity::Repealed => (status, Say::new("validity.repealed")),
        Validity::Archived => (facts.title_span, Say::new("validity.archived")),
        Validity::Expired(date) => {
            let span = facts.metadata.get(Field::ValidUntil).map_or(facts.title_span, |value| value.span);
            (span, Say::new("validity.expired").words("date", date.to_string()))
        }
        Validity::Replaced(other) => {
            let by = corpus.documents.get(*other).map(|facts| facts.source.path.clone()).unwrap_or_default();
            (facts.title_span, Say::new("validity.replaced").words("by", by))
        }
    })
}

/// A stated period covers today (else the document is not valid); without one, the decision is at most 24 months old.
fn in_force(corpus: &Corpus, facts: &Facts) -> bool {
    if facts.metadata.get(Field::ValidUntil).is_some_and(|value| value.date.is_some()) {
        return true;
    }
    let decided = facts.metadata.newest(&[Field::Decided, Field::Revised]).and_then(|value| value.date);
    decided.and_then(|date| date.last_day().checked_add(24.months()).ok()).is_none_or(|end| end >= corpus.today)
}

/// Two valid ones with the same language, and the same decision body or owner.
fn doubled(fitting: &[(usize, &Facts, Vec<Evidence>)]) -> Option<Observation> {
    let (first, rest) = fitting.split_first()?;
    let body = |facts: &Facts| {
        let field = facts.metadata.get(Field::DecidedBy).or_else(|| facts.metadata.get(Field::Owner));
        field.map(|value| value.text.to_lowercase())
    };
    let other = rest.iter().find(|(_, facts, _)| facts.language == first.1.language && body(facts).is_some() && body(facts) == body(first.1))?;
    let say = Say::new("document.two").words("other", first.1.source.path.clone());
    let meets = at_span(EvidenceRole::Meets, first.0, first.1, first.1.title_span, None);
    let evidence = vec![near_miss(other.0, other.1, other.1.title_span, "kind", say.clone()), meets];
    Some(Observation { say, evidence, ..nothing() })
}
