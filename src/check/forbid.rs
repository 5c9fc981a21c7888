//! `forbid`: each thing that would meet the inner check is a finding; nothing found is met.

use super::ask::{Ask, checked, nothing};
use super::statement::judge;
use super::{Check, evaluate as evaluate_check};
use crate::check::ask::at_statement;
use crate::result::{Evidence, EvidenceRole, Label, Observation, Occurrence, Outcome, REMEDY, Say};

/// Evaluates the check.
pub(crate) fn evaluate(inner: &Check, ask: &Ask<'_>) -> Observation {
    let found: Vec<(Evidence, Say)> = match inner {
        Check::Statement(params) => ask
            .statements()
            .filter_map(|(index, facts, at, statement)| {
                judge(params, facts, at, statement).filter(super::statement::Judgement::all_hold)?;
                let vague = params.frequency.and(statement.frequency).map(|frequency| ("vague-frequency", frequency.span));
                let passive = params.passive.then_some(("agentless", statement.modality_span.unwrap_or_else(|| statement.span())));
                let (key, span) = vague.or(passive).unwrap_or(("finding.denied-here", statement.span()));
                let say = Say::new(key).words("word", facts.source.slice(span));
                let mut evidence = at_statement(EvidenceRole::NearMiss, index, facts, statement);
                evidence.labels.push(Label { span, say: say.clone() });
                evidence.lacks.push(if key == "agentless" { "agent" } else { "frequency" });
                Some((evidence, say))
            })
            .collect(),
        other => {
            let seen = evaluate_check(other, ask);
            let met = seen.outcome == Outcome::Met;
            let shown = seen.evidence.into_iter().filter(|one| met && one.role == EvidenceRole::Meets);
            shown
                .map(|mut evidence| {
                    evidence.role = EvidenceRole::NearMiss;
                    evidence.lacks.push("content");
                    let say = evidence.labels.first().map_or_else(|| Say::new("finding.denied-here"), |label| label.say.clone());
                    (evidence, say)
                })
                .collect()
        }
    };
    if found.is_empty() {
        return checked(ask, ask.count());
    }
    let say = found[0].1.clone();
    let occurrences = found.into_iter().map(|(evidence, say)| Occurrence { evidence, say, help: Some(Say::new(REMEDY)), level: None }).collect();
    Observation { say, occurrences, ..nothing() }
}
