//! `responsibility`: a role is assigned a duty on an object, in a sentence, a list under a role heading or a table.

use super::ask::{Ask, at_statement, nothing};
use super::statement::{judge, judge_aloud};
use super::{Group, ResponsibilityCheck, StatementCheck};
use crate::facts::{ActorFrom, Form, Statement};
use crate::language::{Modality, Polarity, Role};
use crate::result::{EvidenceRole, Label, Observation, Outcome, Say};

/// Evaluates the check.
pub(crate) fn evaluate(params: &ResponsibilityCheck, ask: &Ask<'_>) -> Observation {
    let inner = as_statement(params);
    let mut roles: Vec<Role> = Vec::new();
    let mut assigning = 0;
    let mut seen = nothing();
    let mut near = Vec::new();
    for (document, facts, at, statement) in ask.statements() {
        let Some(judged) = judge(&inner, facts, at, statement) else { continue };
        // The duty is said where the role is: only its object may stand beside it.
        let own = judged.groups.iter().take(params.duty.len()).all(|own| *own);
        let counting = counting_roles(params, statement);
        if judged.all_hold() && own && assigns(statement) && (!counting.is_empty() || params.role.is_empty() && params.unless_role.is_empty()) {
            roles.extend(counting);
            assigning += statement.actor.as_ref().filter(|_| statement.repeats.is_none()).map_or(0, |actor| actor.apart);
            if seen.evidence.len() < params.at_least.max(3) {
                let mut evidence = at_statement(EvidenceRole::Meets, document, facts, statement);
                evidence.labels = statement.actor.iter().map(|actor| Label { span: actor.span, say: Say::new("holds.actor") }).collect();
                seen.evidence.push(evidence);
            }
        } else if judged.is_near() && !params.duty.is_empty() {
            near.push((judged.score(), document, facts, at, statement));
        }
    }
    roles.sort_unstable();
    roles.dedup();
    // Those who are named together ("the CIO or the CISO shall …") have one responsibility, and divide none.
    let actors = roles.len().min(assigning.max(1));
    if !roles.is_empty() && actors >= params.at_least.max(1) {
        seen.outcome = Outcome::Met;
        return seen;
    }
    if !roles.is_empty() {
        seen.outcome = Outcome::Partial;
        seen.say = Say::new("responsibility.too-few").number("found", actors).number("wanted", params.at_least);
        return seen;
    }
    near.sort_by_key(|(score, document, _, _, statement)| (std::cmp::Reverse(*score), *document, statement.span().start));
    seen.say = Say::new("responsibility.none");
    for (_, document, facts, at, statement) in near.into_iter().take(3) {
        let judged = judge_aloud(&inner, facts, at, statement).unwrap_or_default();
        let mut evidence = at_statement(EvidenceRole::NearMiss, document, facts, statement);
        evidence.lacks = judged.lacks().map(|(property, _)| if property == "actor" { "role" } else { property }).collect();
        evidence.labels = judged.lacks().map(|(_, label)| label.clone()).collect();
        if evidence.lacks.is_empty() {
            evidence.lacks.push("duty");
            evidence.labels.push(Label { span: statement.span(), say: Say::new("responsibility.no-duty") });
        }
        if seen.evidence.is_empty() {
            seen.say = evidence.labels.first().map_or_else(|| Say::new("responsibility.none"), |label| label.say.clone());
        }
        seen.evidence.push(evidence);
    }
    seen
}

/// The properties that a sentence must have, as a statement check.
fn as_statement(params: &ResponsibilityCheck) -> StatementCheck {
    let groups: Vec<Group> = params.duty.iter().chain(&params.object).cloned().collect();
    StatementCheck {
        mentions: groups,
        modality: vec![Modality::Obligation, Modality::Description, Modality::Permission],
        polarity: vec![Polarity::Affirmed],
        actor: if params.role.is_empty() { Role::ALL.to_vec() } else { params.role.clone() },
        unless: params.unless.clone(),
        within: params.within,
        ..StatementCheck::default()
    }
}

/// A bare mention of a role assigns nothing: a verb of responsibility, an obligation on the role, or a place in a table of duties
/// or in the list under the role's heading does.
fn assigns(statement: &Statement) -> bool {
    let Some(actor) = &statement.actor else { return false };
    match actor.from {
        ActorFrom::Cell => true,
        ActorFrom::Heading if statement.form == Form::Item => true,
        _ => statement.responsible || statement.modality == Some(Modality::Obligation),
    }
}

fn counting_roles(params: &ResponsibilityCheck, statement: &Statement) -> Vec<Role> {
    let all = statement.actor.iter().flat_map(|actor| actor.roles.iter().copied());
    all.filter(|role| (params.role.is_empty() || params.role.contains(role)) && !params.unless_role.contains(role)).collect()
}
