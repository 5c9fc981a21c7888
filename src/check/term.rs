//! `term`: none of the listed terms is used as current.

use super::TermEntry;
use super::ask::{Ask, at_statement, checked, nothing};
use super::statement::best_mention;
use crate::facts::{Statement, Substance};
use crate::result::{Arg, EvidenceRole, Label, Observation, Occurrence, Say};

/// Evaluates the check.
pub(crate) fn evaluate(entries: &[TermEntry], ask: &Ask<'_>) -> Observation {
    let mut occurrences = Vec::new();
    for (index, facts, _, statement) in ask.statements().filter(|(.., statement)| speaks_of_today(statement)) {
        for entry in entries {
            let Some(mention) = statement.mentions.of(std::slice::from_ref(&entry.set)).next() else { continue };
            let beside = |groups: &[super::Group]| groups.iter().any(|group| best_mention(statement, group).is_some());
            if (!entry.only_with.is_empty() && !beside(&entry.only_with)) || beside(&entry.unless) {
                continue;
            }
            let span = statement.source(mention.start, mention.end);
            let found = statement.text.get(mention.start..mention.end).unwrap_or_default();
            let say = Say::new("term.outdated").words("found", found).with("now", Arg::Text(entry.now.clone())).words("since", entry.since.clone());
            let mut evidence = at_statement(EvidenceRole::NearMiss, index, facts, statement);
            evidence.lacks.push("term");
            evidence.labels.push(Label { span, say: Say::new("term.label").with("now", Arg::Text(entry.now.clone())) });
            let help = Some(Say::new("term.help").with("now", Arg::Text(entry.now.clone())));
            occurrences.push(Occurrence { evidence, say, help, level: entry.level });
        }
    }
    match occurrences.first() {
        None => checked(ask, ask.count()),
        Some(first) => Observation { say: first.say.clone(), occurrences, ..nothing() },
    }
}

/// History, quotation and citation keep the names of their time.
fn speaks_of_today(statement: &Statement) -> bool {
    !matches!(statement.substance, Substance::History | Substance::Quotation | Substance::Example)
}
