//! Findings one by one and by place, the worst first: what formats for other programs list.

use std::cmp::Reverse;

use super::{clean, exception, footer, reported};
use crate::message::Messages;
use crate::result::{Evidence, Finding, Level, Report, RuleInfo, Say, State, Verdict};
use crate::source::{Position, SourceFile};

/// A finding with what it belongs to.
#[derive(Clone, Copy)]
pub(super) struct Entry<'a> {
    pub(super) verdict: &'a Verdict,
    pub(super) rule: &'a RuleInfo,
    pub(super) finding: &'a Finding,
    /// The document it stands in; `None` for the repository.
    pub(super) source: Option<&'a SourceFile>,
    /// The path to name where one must be named.
    pub(super) path: &'a str,
}

/// Every finding that the command line asked for: active ones first, then the worst first, then by path, position and code.
pub(super) fn entries(report: &Report) -> Vec<Entry<'_>> {
    let stand_in = stand_in(report);
    let mut all: Vec<Entry<'_>> = Vec::new();
    for (verdict, rule) in reported(report) {
        for finding in &verdict.findings {
            let source = finding.document.and_then(|document| report.sources.get(document));
            let path = source.map_or(stand_in, |source| source.path.as_str());
            all.push(Entry { verdict, rule, finding, source, path });
        }
    }
    all.sort_by_key(|one| (!one.active(), Reverse(one.finding.level), one.path, one.finding.span, one.rule.code.as_str()));
    all
}

/// The file that a finding on the repository names: `README.md` if there is one, else the first document.
fn stand_in(report: &Report) -> &str {
    let mut known = report.documents.iter().map(|one| one.path.as_str()).chain(report.not_checked.iter().map(|one| one.path.as_str()));
    let readme = known.find(|path| *path == README);
    readme.or_else(|| report.documents.first().map(|one| one.path.as_str())).unwrap_or(README)
}

/// Where people look first.
const README: &str = "README.md";

impl<'a> Entry<'a> {
    /// Whether a person must act on it.
    pub(super) fn active(&self) -> bool {
        self.finding.state == State::Active
    }

    /// What is wrong, on one line and harmless; behind it the state, when it is not active.
    pub(super) fn message(&self, messages: &Messages) -> String {
        let said = clean::plain(&messages.say(&self.finding.say));
        if self.active() { said } else { format!("{said} ({})", exception::state(self.finding, messages)) }
    }

    /// What to write, on one line and harmless; empty when nothing is known.
    pub(super) fn remedy(&self, messages: &Messages) -> String {
        clean::plain(&footer::remedy(self.rule, self.finding.help.as_ref(), messages))
    }

    /// Title, binding, source and clause, on one line and harmless.
    pub(super) fn requirement(&self, messages: &Messages) -> String {
        clean::plain(&footer::requirement(self.verdict, self.rule, messages))
    }

    /// Where it begins and ends; `None` for the repository.
    pub(super) fn region(&self) -> Option<(Position, Position)> {
        let source = self.source?;
        Some((source.position(self.finding.span.start), source.position(self.finding.span.end.max(self.finding.span.start))))
    }

    /// First and last line, from 1; the first line for the repository.
    pub(super) fn lines(&self) -> (usize, usize) {
        let Some((start, end)) = self.region() else { return (1, 1) };
        // A span that ends with its line end is not on the next line.
        let last = if end.column == 1 { end.line.saturating_sub(1) } else { end.line };
        (start.line, last.max(start.line))
    }

    /// The statement or line it stands on, on one line and harmless; empty for the repository.
    pub(super) fn quote(&self) -> String {
        let Some(source) = self.source else { return String::new() };
        let here = |one: &&Evidence| Some(one.document) == self.finding.document && !one.text.is_empty();
        let carries = |one: &&Evidence| one.spans.iter().any(|span| span.overlaps(self.finding.span));
        let read = self.verdict.evidence.iter().filter(here).find(carries).map(|one| one.text.as_str());
        let line = || source.line_text(self.lines().0).trim_start_matches(['#', ' ']);
        shortened(&clean::plain(read.unwrap_or_else(line)), QUOTE)
    }
}

/// The longest quotation in a list, in characters.
const QUOTE: usize = 300;

/// At most so many characters, cut between words.
fn shortened(text: &str, most: usize) -> String {
    let Some((at, _)) = text.char_indices().nth(most) else { return text.to_owned() };
    let cut = text.get(..at).unwrap_or_default();
    format!("{} …", cut.rsplit_once(' ').map_or(cut, |(words, _)| words))
}

/// The active findings of one rule in one document.
pub(super) struct Group<'a> {
    /// In the order of their places; never empty.
    entries: Vec<Entry<'a>>,
}

/// Active findings in groups: the worst first, then by path, position and code.
pub(super) fn groups(report: &Report) -> Vec<Group<'_>> {
    let mut groups: Vec<Group<'_>> = Vec::new();
    for entry in entries(report).into_iter().filter(Entry::active) {
        let same = |one: &&mut Group<'_>| one.first().path == entry.path && one.first().rule.code == entry.rule.code;
        let of_documents = |one: &&mut Group<'_>| one.first().source.is_some() && entry.source.is_some();
        match groups.iter_mut().filter(of_documents).find(same) {
            Some(group) => group.entries.push(entry),
            None => groups.push(Group { entries: vec![entry] }),
        }
    }
    groups
}

impl<'a> Group<'a> {
    /// The worst of them, and of those the first in the document.
    pub(super) fn first(&self) -> &Entry<'a> {
        self.entries.first().expect("a group is made of a finding")
    }

    /// How serious it is.
    pub(super) fn level(&self) -> Level {
        self.first().finding.level
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.entries.len()
    }

    /// "och 6 till: rad 31, 44 …"
    pub(super) fn others(&self, messages: &Messages) -> String {
        let mut lines: Vec<usize> = self.entries.iter().skip(1).map(|one| one.lines().0).collect();
        lines.sort_unstable();
        lines.dedup();
        let lines: Vec<String> = lines.iter().map(ToString::to_string).collect();
        messages.say(&Say::new("full.more").number("count", self.len() - 1).words("lines", lines.join(", ")))
    }
}
