//! Rules that a pack shows side by side make one finding with a row for each (`[[matrix]]` in `pack.toml`).

use std::collections::BTreeSet;

use super::Run;
use super::compare::is_worse;
use super::merge::{At, leave_out, merge};
use crate::facts::Corpus;
use crate::pack;
use crate::result::{Arg, Evidence, Finding, Level, Matrix, Outcome, Row, Say, State, Verdict};

/// Makes the matrices of all packs, and one finding of what is wrong in each.
pub(super) fn gather(run: &Run<'_>, corpus: &Corpus, verdicts: &mut [Verdict]) -> Vec<Matrix> {
    let mut made = Vec::new();
    for matrix in run.library.packs.iter().flat_map(|pack| &pack.matrices) {
        let rows: Vec<Option<usize>> = matrix.rows.iter().map(|row| rule_in_force(run, &row.rule)).collect();
        let subjects: BTreeSet<Option<usize>> =
            verdicts.iter().filter(|verdict| rows.contains(&Some(verdict.rule))).map(|verdict| verdict.subject).collect();
        for subject in subjects {
            let of = |rule: Option<usize>| verdicts.iter().position(|verdict| Some(verdict.rule) == rule && verdict.subject == subject);
            let head = matrix.head.as_deref().and_then(|code| of(Some(rule_in_force(run, code)?)));
            let members: Vec<Option<usize>> = rows.iter().map(|rule| of(Some((*rule)?))).collect();
            made.push(shown(matrix, subject, corpus, &members, verdicts));
            told_once(run, matrix, made.len() - 1, &made, verdicts, head, &members);
        }
    }
    made
}

fn rule_in_force(run: &Run<'_>, code: &str) -> Option<usize> {
    run.rules.iter().position(|active| active.rule.code == code)
}

fn shown(matrix: &pack::Matrix, subject: Option<usize>, corpus: &Corpus, members: &[Option<usize>], verdicts: &[Verdict]) -> Matrix {
    let row = |(row, member): (&pack::MatrixRow, &Option<usize>)| {
        let verdict = member.and_then(|at| verdicts.get(at));
        Row {
            code: row.rule.clone(),
            label: row.label.clone(),
            outcome: verdict.map(|verdict| verdict.outcome),
            frequency: verdict.and_then(|verdict| frequency(corpus, verdict)),
        }
    };
    Matrix {
        subject,
        title: matrix.title.clone(),
        column: matrix.column.clone(),
        head: matrix.head.clone(),
        rows: matrix.rows.iter().zip(members).map(row).collect(),
    }
}

/// How often, in the words of the best evidence: those that hold, or those that do not suffice.
fn frequency(corpus: &Corpus, verdict: &Verdict) -> Option<String> {
    let words = |one: &Evidence| {
        let often = ["holds.frequency", "lacks.frequency-vague", "lacks.frequency-long"];
        let label = one.labels.iter().find(|label| often.contains(&label.say.key.as_str()))?;
        Some(corpus.documents.get(one.document)?.source.slice(label.span).to_owned())
    };
    let telling = matches!(verdict.outcome, Outcome::Met | Outcome::Partial);
    verdict.evidence.first().filter(|_| telling).and_then(words)
}

/// Leaves one finding of all members, at the strictest level, and none of what is only a row.
fn told_once(
    run: &Run<'_>,
    matrix: &pack::Matrix,
    index: usize,
    made: &[Matrix],
    verdicts: &mut [Verdict],
    head: Option<usize>,
    members: &[Option<usize>],
) {
    let mut broken = Vec::new();
    for (row, member) in matrix.rows.iter().zip(members) {
        let Some(verdict) = member.and_then(|at| verdicts.get_mut(at)) else { continue };
        if !row.finding && !raised(run, verdict) && !is_worse(verdict) {
            verdict.findings.retain(|one| !one.requirements.is_empty());
        } else if !verdict.findings.is_empty() {
            broken.push(row.label.clone());
        }
    }
    let own = |one: &Finding| one.requirements.is_empty() && one.state == State::Active;
    let place = |at: usize| {
        let verdict = verdicts.get(at).filter(|verdict| verdict.reported)?;
        Some((at, verdict.findings.iter().position(own)?))
    };
    let findings: Vec<At> = head.iter().chain(members.iter().flatten()).filter_map(|at| place(*at)).collect();
    let level = |at: &At| super::merge::finding(verdicts, *at).map_or(Level::Note, |one| one.level);
    let Some(carrier) = findings.iter().rev().max_by_key(|at| level(at)).copied() else { return };
    let others: Vec<At> = findings.iter().filter(|at| **at != carrier).copied().collect();
    let mut taken = BTreeSet::new();
    merge(run, verdicts, carrier, &others, &mut taken);
    if let Some(one) = verdicts.get_mut(carrier.0).and_then(|verdict| verdict.findings.get_mut(carrier.1)) {
        one.matrix = Some(index);
        if let (true, Some(matrix)) = (!others.is_empty(), made.get(index)) {
            one.say = say(matrix, broken);
        }
    }
    leave_out(verdicts, &taken);
}

/// The configuration gives the rule a level of its own: somebody wants to hear of it.
fn raised(run: &Run<'_>, verdict: &Verdict) -> bool {
    run.rules.get(verdict.rule).is_some_and(|active| run.config.level_for(&active.rule.code, &active.rule.id, "").is_some())
}

fn say(matrix: &Matrix, broken: Vec<crate::result::Text>) -> Say {
    let asked = matrix.rows.iter().filter(|row| !matches!(row.outcome, None | Some(Outcome::NotApplicable))).count();
    let met = matrix.rows.iter().filter(|row| row.outcome == Some(Outcome::Met)).count();
    Say::new("finding.matrix")
        .with("title", Arg::Text(matrix.title.clone()))
        .with("column", Arg::Text(matrix.column.clone()))
        .number("met", met)
        .number("of", asked)
        .with("list", Arg::List(broken.into_iter().map(Arg::Text).collect()))
}
