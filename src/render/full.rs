//! Findings with the text around them, drawn by miette.

use std::fmt;

use miette::{Diagnostic, GraphicalReportHandler, GraphicalTheme, LabeledSpan, Severity, SourceCode};

use super::snippet::{Mark, Snippet, snippet};
use super::{Options, Show, clean, exception, footer, reported, shown};
use crate::message::Messages;
use crate::result::{Evidence, EvidenceRole, Finding, Label, Level, Outcome, Report, RuleInfo, Say, State, Verdict};

/// The report as text for a person.
pub(super) fn render(report: &Report, messages: &Messages, options: Options) -> String {
    let writer = Writer { report, messages, options };
    let mut out = String::new();
    for (verdict, rule) in reported(report) {
        let mut findings: Vec<&Finding> = verdict.findings.iter().filter(|one| shown(one, options.show)).collect();
        findings.sort_by_key(|one| (one.document, one.span));
        for group in findings.chunk_by(|one, next| grouped(one) && grouped(next) && one.document == next.document && one.state == next.state) {
            writer.group(verdict, rule, group, &mut out);
        }
        if verdict.outcome == Outcome::Met && options.show != Show::Findings {
            writer.met(rule, verdict, &mut out);
        }
        if verdict.outcome == Outcome::NotApplicable && options.show == Show::All {
            writer.exempt(rule, verdict, &mut out);
        }
    }
    out
}

/// What miette draws.
#[derive(Debug)]
struct Shown {
    message: String,
    severity: Severity,
    snippet: Option<Snippet>,
}

impl fmt::Display for Shown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Shown {}

impl Diagnostic for Shown {
    fn severity(&self) -> Option<Severity> {
        Some(self.severity)
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        self.snippet.as_ref().map(|snippet| snippet as &dyn SourceCode)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        let snippet = self.snippet.as_ref()?;
        Some(Box::new(snippet.labels.iter().cloned()))
    }
}

struct Writer<'a> {
    report: &'a Report,
    messages: &'a Messages,
    options: Options,
}

impl Writer<'_> {
    /// Findings of one rule in one document: the first in full, the others by line.
    fn group(&self, verdict: &Verdict, rule: &RuleInfo, group: &[&Finding], out: &mut String) {
        let Some((first, others)) = group.split_first() else { return };
        let level = group.iter().map(|one| one.level).max().unwrap_or(first.level);
        let state = if first.state == State::Active { String::new() } else { format!(" ({})", exception::state(first, self.messages)) };
        let message = format!("{}  {}{state}", rule.code, self.messages.say(&first.say));
        let marks = self.marks(verdict, first);
        self.draw(level_sign(level), message, first.document, &marks, out);
        if !others.is_empty() {
            self.more(others, out);
        }
        out.push_str(&self.tried(verdict, first.document));
        out.push_str(&footer::footer(verdict, rule, first, self.report, self.messages, self.options));
        out.push('\n');
    }

    fn draw(&self, (severity, sign): (Severity, &str), message: String, document: Option<usize>, marks: &[Mark], out: &mut String) {
        let source = document.and_then(|document| self.report.sources.get(document)).filter(|_| !marks.is_empty());
        let snippet = source.map(|source| snippet(source, marks, self.options.width));
        let columns = self.options.width.max(40);
        // Wrapped here and not by miette, which breaks paths at their hyphens; two spaces after the code.
        let message = clean::wrap(&clean::line(&message), columns.saturating_sub(5)).join("\n").replacen(' ', "  ", 1);
        let shown = Shown { message, severity, snippet };
        let mut theme = if self.options.color { GraphicalTheme::unicode() } else { GraphicalTheme::unicode_nocolor() };
        theme.characters.error = sign.to_owned();
        theme.characters.warning = sign.to_owned();
        theme.characters.advice = sign.to_owned();
        let handler =
            GraphicalReportHandler::new_themed(theme).with_width(columns).with_wrap_lines(false).with_links(false).without_syntax_highlighting();
        let mut text = String::new();
        if handler.render_report(&mut text, &shown).is_ok() {
            out.push_str(&text);
        } else {
            out.push_str(&format!("  {sign} {}\n", shown.message));
        }
    }

    fn marks(&self, verdict: &Verdict, finding: &Finding) -> Vec<Mark> {
        let Some(document) = finding.document else { return Vec::new() };
        let mut marks = self.said(&finding.labels, &finding.say);
        if marks.is_empty() {
            marks.push(Mark { span: finding.span, text: None, primary: true });
        }
        let carrying = verdict.evidence.iter().find(|one| one.document == document && one.spans.iter().any(|span| span.overlaps(finding.span)));
        if let Some(evidence) = carrying {
            self.lead_in(evidence, &mut marks);
        }
        for label in finding.also.iter().filter_map(|other| other.labels.first()) {
            if marks.len() < 4 && !marks.iter().any(|mark| mark.span.overlaps(label.span)) {
                marks.push(Mark { span: label.span, text: Some(self.messages.say(&label.say)), primary: false });
            }
        }
        marks
    }

    /// The primary label, and of the others what helps beside it: who has the duty, then what is named, at most two. What a primary
    /// label covers is part of what it says.
    fn said(&self, labels: &[Label], message: &Say) -> Vec<Mark> {
        let Some((primary, others)) = labels.split_first() else { return Vec::new() };
        let mut beside: Vec<&Label> = others.iter().filter(|one| !primary.span.overlaps(one.span)).collect();
        beside.sort_by_key(|one| one.say.key != "holds.actor");
        let marks = std::iter::once(primary).chain(beside.into_iter().take(2)).enumerate();
        marks.map(|(at, label)| Mark { span: label.span, text: self.messages.label(&label.say, message), primary: at == 0 }).collect()
    }

    fn labels(&self, labels: &[Label]) -> Vec<Mark> {
        let mark = |(at, label): (usize, &Label)| Mark { span: label.span, text: Some(self.messages.say(&label.say)), primary: at == 0 };
        labels.iter().enumerate().map(mark).collect()
    }

    /// The stretches before the last that carry a statement, where nothing else is marked.
    fn lead_in(&self, evidence: &Evidence, marks: &mut Vec<Mark>) {
        let Some((_, before)) = evidence.spans.split_last() else { return };
        for span in before {
            if !marks.iter().any(|mark| mark.span.overlaps(*span)) {
                marks.push(Mark { span: *span, text: None, primary: false });
            }
        }
    }

    /// "och 6 till: rad 31, 44 …", on the last line of the frame when there is room.
    fn more(&self, others: &[&Finding], out: &mut String) {
        let line = |one: &&Finding| Some(self.report.sources.get(one.document?)?.position(one.span.start).line.to_string());
        let mut lines: Vec<String> = others.iter().filter_map(line).collect();
        lines.dedup();
        let key = if lines.is_empty() { "full.more-unnamed" } else { "full.more" };
        let text = self.messages.say(&Say::new(key).number("count", others.len()).words("lines", lines.join(", ")));
        let frame = out.trim_end_matches('\n').rsplit('\n').next().map_or(0, clean::width);
        if frame < 20 && !self.options.color && frame + 1 + clean::width(&text) <= self.options.width && out.ends_with("─\n") {
            out.truncate(out.len().saturating_sub(1));
            out.push_str(&format!(" {text}\n"));
        } else {
            for line in clean::wrap(&text, self.options.width.saturating_sub(2)) {
                out.push_str(&format!("  {line}\n"));
            }
        }
    }

    /// Other documents that came near.
    fn tried(&self, verdict: &Verdict, shown: Option<usize>) -> String {
        let near = |one: &&Evidence| matches!(one.role, EvidenceRole::NearMiss | EvidenceRole::Outdated | EvidenceRole::Contradicts);
        let mut named: Vec<(usize, String)> = Vec::new();
        for one in verdict.evidence.iter().filter(near) {
            if !named.iter().any(|(document, _)| *document == one.document) {
                named.push((one.document, self.near(one)));
            }
        }
        if !named.iter().any(|(document, _)| Some(*document) != shown) {
            return String::new();
        }
        let list: Vec<String> = named.into_iter().map(|(_, text)| text).collect();
        let count = self.messages.say(&Say::new("full.tried").number("count", list.len()));
        let list: Vec<String> = std::iter::once(count).chain(list).collect();
        footer::rows(&self.messages.word("word.tried"), &list, self.options)
    }

    fn near(&self, one: &Evidence) -> String {
        let Some(source) = self.report.sources.get(one.document) else { return String::new() };
        let line = one.spans.last().map_or(1, |span| source.position(span.start).line);
        let why = one.note.as_ref().or_else(|| one.labels.first().map(|label| &label.say)).map(|say| self.messages.say(say));
        let why = why.unwrap_or_else(|| self.messages.word_in("role-of-evidence", one.role.as_str()));
        format!("{}:{line}: {why}", source.path)
    }

    fn met(&self, rule: &RuleInfo, verdict: &Verdict, out: &mut String) {
        let message = format!("{}  {}", rule.code, rule.title.get(self.messages.language()));
        let best = verdict.evidence.first();
        let mut marks = best.map(|one| self.labels(&one.labels)).unwrap_or_default();
        if let Some(best) = best {
            if let (true, Some(last)) = (marks.is_empty(), best.spans.last()) {
                let text = best.note.as_ref().map(|note| self.messages.say(note));
                marks.push(Mark { span: *last, text, primary: true });
            }
            self.lead_in(best, &mut marks);
        }
        self.draw((Severity::Advice, "✓"), message, best.map(|one| one.document), &marks, out);
        for against in verdict.evidence.iter().filter(|one| one.role == EvidenceRole::Contradicts) {
            out.push_str(&footer::row(&self.messages.word("word.but"), &self.near(against), self.options));
        }
        if let Some(advice) = &verdict.advice {
            out.push_str(&footer::row(&self.messages.word("word.advice"), &self.messages.say(advice), self.options));
        }
        out.push_str(&footer::row(&self.messages.word("word.rule"), &footer::requirement(verdict, rule, self.messages), self.options));
        let matrix = self.report.matrices.iter().find(|one| one.head.as_deref() == Some(&rule.code) && one.subject == verdict.subject);
        if let Some(matrix) = matrix {
            out.push_str(&footer::table(matrix, self.messages, self.options));
        }
        out.push('\n');
    }

    fn exempt(&self, rule: &RuleInfo, verdict: &Verdict, out: &mut String) {
        let reason = verdict.reason.as_ref().map_or_else(|| self.messages.word("outcome.not-applicable"), |say| self.messages.say(say));
        let message = format!("{}  {}: {reason}", rule.code, rule.title.get(self.messages.language()));
        self.draw((Severity::Advice, "–"), message, None, &[], out);
        out.push('\n');
    }
}

/// A finding that tells of several rules stands alone.
fn grouped(finding: &Finding) -> bool {
    finding.also.is_empty() && finding.matrix.is_none()
}

fn level_sign(level: Level) -> (Severity, &'static str) {
    match level {
        Level::Error => (Severity::Error, "×"),
        Level::Warning => (Severity::Warning, "!"),
        Level::Note => (Severity::Advice, "·"),
    }
}
