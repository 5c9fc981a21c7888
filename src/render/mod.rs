//! Formats: a report in, a text out. A format decides nothing.

mod clean;
mod concise;
mod entry;
mod exception;
mod footer;
mod full;
mod github;
mod gitlab;
mod json;
mod junit;
mod markdown;
mod rdjson;
mod sarif;
mod snippet;
mod statistics;
mod summary;
mod uri;

use crate::message::Messages;
use crate::result::{Finding, Level, Report, RuleInfo, State, Verdict};

pub(crate) use clean::{line, wrap};
pub use footer::nation;
pub use summary::summary;

/// A value as JSON for a program, with a line end; a document's words in it are harmless.
pub(crate) fn to_json(value: &serde_json::Value) -> String {
    format!("{}\n", clean::json(&format!("{value:#}")))
}

/// How a report is written.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Format {
    /// With the text around each finding.
    #[default]
    Full,
    /// One line a finding.
    Concise,
    /// How many findings each requirement has.
    Statistics,
    /// `tillsyn-results/1`.
    Json,
    /// SARIF 2.1.0, for code scanning.
    Sarif,
    /// Annotations of GitHub Actions.
    Github,
    /// A code quality report of GitLab.
    Gitlab,
    /// JUnit XML: a test case for every requirement.
    Junit,
    /// Diagnostics for reviewdog.
    Rdjson,
    /// A summary in Markdown.
    Markdown,
}

/// What is shown.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Show {
    /// What a person must act on.
    #[default]
    Findings,
    /// Also what is met, and where.
    Met,
    /// Also what does not apply, and findings that are waived, suppressed, in the baseline or old.
    All,
}

/// How it is shown.
#[derive(Clone, Copy, Debug)]
pub struct Options {
    /// Whether to use colour.
    pub color: bool,
    /// Columns of the terminal.
    pub width: usize,
    /// What is shown.
    pub show: Show,
    /// The level that fails the run; `None` when none does. Only said in the summary.
    pub fail_on: Option<Level>,
}

impl Default for Options {
    fn default() -> Self {
        Self { color: false, width: 80, show: Show::Findings, fail_on: Some(Level::Error) }
    }
}

/// The report in a format. Those for other programs are in one language: `messages` must be the report's.
pub fn render(report: &Report, messages: &Messages, format: Format, options: Options) -> String {
    match format {
        Format::Full => full::render(report, messages, options),
        Format::Concise => concise::render(report, messages, options),
        Format::Statistics => statistics::render(report, messages, options),
        Format::Json => json::render(report, messages),
        Format::Sarif => sarif::render(report, messages),
        Format::Github => github::render(report, messages),
        Format::Gitlab => gitlab::render(report, messages),
        Format::Junit => junit::render(report, messages),
        Format::Rdjson => rdjson::render(report, messages),
        Format::Markdown => markdown::render(report, messages),
    }
}

/// Verdicts that the command line asked for, with their rules.
fn reported(report: &Report) -> impl Iterator<Item = (&Verdict, &RuleInfo)> {
    let rule = |verdict: &Verdict| report.rules.get(verdict.rule);
    report.verdicts.iter().filter(|verdict| verdict.reported).filter_map(move |verdict| Some((verdict, rule(verdict)?)))
}

/// Whether this finding is shown.
fn shown(finding: &Finding, show: Show) -> bool {
    finding.state == State::Active || show == Show::All
}

/// Path, line and column of a place in a document.
fn place(report: &Report, document: usize, offset: usize) -> Option<(String, usize, usize)> {
    let source = report.sources.get(document)?;
    let position = source.position(offset);
    Some((line(&source.path), position.line, position.column))
}

#[cfg(test)]
mod tests;
