//! `placeholder` and `artefact`: nothing is left of a template or of a conversion.

use super::ask::{Ask, at_span, checked, nothing};
use crate::facts::TraceKind;
use crate::result::{EvidenceRole, Label, Observation, Occurrence, REMEDY, Say};

/// Evaluates the check.
pub(crate) fn evaluate(kind: TraceKind, ask: &Ask<'_>) -> Observation {
    let (key, property) = match kind {
        TraceKind::Placeholder => ("placeholder.found", "placeholder"),
        TraceKind::Artefact => ("artefact.found", "artefact"),
    };
    let mut occurrences = Vec::new();
    for (index, facts) in ask.facts() {
        for trace in facts.traces.iter().filter(|trace| trace.kind == kind) {
            let mut say = Say::new(key).words("text", trace.text.clone());
            let mut help = Say::new(REMEDY);
            if let Some(replacement) = &trace.replacement {
                say = say.words("replacement", replacement.clone());
                help = Say::new("artefact.help").words("replacement", replacement.clone());
            }
            let mut evidence = at_span(EvidenceRole::NearMiss, index, facts, trace.span, None);
            evidence.lacks.push(property);
            evidence.labels.push(Label { span: trace.span, say: say.clone() });
            occurrences.push(Occurrence { evidence, say, help: Some(help), level: None });
        }
    }
    match occurrences.first() {
        None => checked(ask, ask.count()),
        Some(first) => Observation { say: first.say.clone(), occurrences, ..nothing() },
    }
}
