//! `tillsyn-results/1`: keys in a fixed order and never absent.

use serde_json::{Map, Value, json};

use super::exception::in_state;
use super::{clean, footer, reported};
use crate::message::Messages;
use crate::result::{
    Also, Before, Benchmark, DocumentInfo, Evidence, Figure, Finding, Grounds, Matrix, Outcome, Part, Report, RuleInfo, Say, State, Verdict, Waiver,
};
use crate::source::{SourceFile, Span};

/// The report as JSON, with a line end.
pub(super) fn render(report: &Report, messages: &Messages) -> String {
    let writer = Writer { report, messages };
    super::to_json(&writer.report())
}

struct Writer<'a> {
    report: &'a Report,
    messages: &'a Messages,
}

impl Writer<'_> {
    fn report(&self) -> Value {
        let report = self.report;
        json!({
            "schema": "tillsyn-results/1",
            "tool": { "name": env!("CARGO_PKG_NAME"), "version": env!("CARGO_PKG_VERSION") },
            "today": report.today, "language": self.messages.language(), "profile": report.profile, "base": report.base.as_ref().map(|base| base.commit.as_ref().unwrap_or(&base.revision)),
            "packs": report.packs.iter().map(|pack| json!({
                "id": pack.id, "version": pack.version, "rules": pack.rules, "digest": pack.digest, "origin": pack.origin,
            })).collect::<Vec<_>>(),
            "rules": report.rules.iter().map(|rule| self.rule(rule)).collect::<Vec<_>>(),
            "documents": report.documents.iter().enumerate().map(|(at, document)| self.document(at, document)).collect::<Vec<_>>(),
            "verdicts": self.verdicts(),
            "left-out": report.left_out.iter().map(|one| json!({
                "pack": one.pack, "rules": one.rules, "reason": one.reason,
            })).collect::<Vec<_>>(),
            "not-checked": report.not_checked.iter().map(|one| json!({ "path": one.path, "reason": one.reason })).collect::<Vec<_>>(),
            "notifications": report.notifications.iter().map(|one| json!({
                "code": one.code, "level": one.level.as_str(), "message": self.messages.say(&one.say), "path": one.path,
            })).collect::<Vec<_>>(),
            "summary": self.summary(),
        })
    }

    fn rule(&self, rule: &RuleInfo) -> Value {
        let language = self.messages.language();
        json!({
            "code": rule.code, "id": rule.id, "pack": rule.pack, "level": rule.level.as_str(), "binding": rule.binding,
            "title": rule.title.get(language),
            "authorities": rule.authorities.iter().map(|one| json!({
                "source": one.source, "clause": one.clause, "quote": one.quote,
            })).collect::<Vec<_>>(),
            "mappings": rule.mappings,
            "benchmarks": rule.benchmarks.iter().map(|one| self.benchmark(one)).collect::<Vec<_>>(),
            "related": rule.related, "subjects": rule.subjects, "accuracy": null,
        })
    }

    fn benchmark(&self, one: &Benchmark) -> Value {
        let language = self.messages.language();
        let (met, met_range, at_most) = figure(one.met);
        let earlier = one.earlier.as_ref().map(|earlier| {
            let (met, met_range, at_most) = figure(earlier.met);
            json!({
                "met": met, "met-range": met_range, "at-most": at_most, "of": earlier.of, "year": earlier.year, "comparable": earlier.comparable,
            })
        });
        json!({
            "measure": one.measure.get(language), "met": met, "met-range": met_range, "at-most": at_most, "of": one.of, "year": one.year,
            "source": one.source, "clause": one.clause, "reservation": one.reservation.as_ref().map(|text| text.get(language)),
            "earlier": earlier,
        })
    }

    fn document(&self, at: usize, document: &DocumentInfo) -> Value {
        let mut metadata = Map::new();
        for (field, value) in &document.metadata {
            let told = value.as_ref().map_or(Value::Null, |value| {
                let (start, end) = self.ends(Some(at), value.span);
                json!({ "value": value.value, "start": start, "end": end })
            });
            metadata.insert(field.clone(), told);
        }
        json!({
            "path": document.path, "digest": document.digest, "kind": document.kind, "kind-from": document.kind_from,
            "topic": document.topic, "language": document.language, "title": document.title, "status": document.status,
            "valid": document.valid, "metadata": metadata, "asked": document.asked,
        })
    }

    fn verdicts(&self) -> Vec<Value> {
        let mut verdicts: Vec<_> = reported(self.report).collect();
        verdicts.sort_by_cached_key(|(verdict, rule)| (self.path(verdict.subject), first_offset(verdict), rule.code.clone()));
        verdicts.into_iter().map(|(verdict, rule)| self.verdict(verdict, rule)).collect()
    }

    fn verdict(&self, verdict: &Verdict, rule: &RuleInfo) -> Value {
        json!({
            "pack": rule.pack, "rule": rule.id, "code": rule.code, "subject": self.path(verdict.subject),
            "verdict": verdict.outcome.as_str(), "waives": verdict.waives.map(Outcome::as_str), "was": verdict.was.map(Outcome::as_str),
            "level": verdict.level.as_str(),
            "declared-level": verdict.declared_level.as_str(), "reason": self.said(verdict.reason.as_ref()),
            "parts": verdict.parts.iter().enumerate().map(|(at, part)| self.part(at, part)).collect::<Vec<_>>(),
            "evidence": verdict.evidence.iter().map(|one| self.evidence(one)).collect::<Vec<_>>(),
            "findings": verdict.findings.iter().map(|one| self.finding(one, rule)).collect::<Vec<_>>(),
            "advice": self.said(verdict.advice.as_ref()),
            "due": verdict.due.as_ref().map(|(date, days)| json!({ "date": date, "days": days })),
            "told-with": verdict.told_with.and_then(|rule| Some(&self.report.rules.get(rule)?.code)),
        })
    }

    fn part(&self, at: usize, part: &Part) -> Value {
        json!({ "id": letter(at), "label": part.label.get(self.messages.language()), "verdict": part.outcome.as_str() })
    }

    fn evidence(&self, one: &Evidence) -> Value {
        let spans: Vec<Value> = one
            .spans
            .iter()
            .map(|span| {
                let (start, end) = self.ends(Some(one.document), *span);
                json!({ "start": start, "end": end })
            })
            .collect();
        let last = one.spans.last().copied();
        let (start, end) = last.map_or((Value::Null, Value::Null), |span| self.ends(Some(one.document), span));
        let quote = last.and_then(|span| Some(clean::fold(self.source(Some(one.document))?.slice(span))));
        json!({
            "role": one.role.as_str(), "part": one.part.map(letter), "path": self.path(Some(one.document)), "spans": spans,
            "start": start, "end": end, "quote": quote, "text": one.text, "section": one.section, "lacks": one.lacks,
            "note": self.said(one.note.as_ref()),
        })
    }

    fn finding(&self, one: &Finding, rule: &RuleInfo) -> Value {
        let (start, end) = self.ends(one.document, one.span);
        let help = footer::help(rule, one.help.as_ref(), self.messages);
        json!({
            "fingerprint": one.fingerprint, "level": one.level.as_str(), "message": self.messages.say(&one.say), "help": help,
            "path": self.path(one.document), "start": start, "end": end, "fixes": [], "state": one.state.as_str(),
            "waiver": one.waiver.as_ref().map(waiver), "before": one.before.as_ref().map(before),
            "requirements": one.requirements, "also": one.also.iter().filter_map(|other| self.also(other)).collect::<Vec<_>>(),
            "matrix": one.matrix.and_then(|at| Some(self.matrix(self.report.matrices.get(at)?))),
        })
    }

    fn also(&self, one: &Also) -> Option<Value> {
        let rule = self.report.rules.get(one.rule)?;
        Some(json!({
            "code": rule.code, "subject": self.path(one.subject), "fingerprint": one.fingerprint, "level": one.level.as_str(),
            "message": self.messages.say(&one.say), "help": footer::help(rule, one.help.as_ref(), self.messages),
        }))
    }

    fn matrix(&self, matrix: &Matrix) -> Value {
        let language = self.messages.language();
        json!({
            "title": matrix.title.get(language), "column": matrix.column.get(language), "head": matrix.head,
            "rows": matrix.rows.iter().map(|row| json!({
                "code": row.code, "label": row.label.get(language), "asked": row.outcome.is_some_and(|one| one != Outcome::NotApplicable),
                "verdict": row.outcome.map(Outcome::as_str), "frequency": row.frequency.as_deref().map(clean::fold),
            })).collect::<Vec<_>>(),
        })
    }

    fn summary(&self) -> Value {
        let summary = &self.report.summary;
        let verdicts: Map<String, Value> =
            Outcome::ALL.iter().map(|outcome| (outcome.as_str().to_owned(), json!(summary.verdicts_of(*outcome)))).collect();
        let [errors, warnings, notes] = summary.findings;
        let state = |state: State| in_state(self.report, state);
        json!({
            "documents": summary.documents, "verdicts": verdicts,
            "findings": { "error": errors, "warning": warnings, "note": notes },
            "waived": state(State::Waived), "suppressed": state(State::Suppressed), "baselined": state(State::Baselined), "old": state(State::Old),
            "in-drafts": summary.in_drafts, "of-several": summary.of_several, "without-finding": summary.without_finding,
            "stated-elsewhere": summary.stated_elsewhere,
        })
    }

    fn said(&self, say: Option<&Say>) -> Option<String> {
        say.map(|say| self.messages.say(say))
    }

    fn source(&self, document: Option<usize>) -> Option<&SourceFile> {
        self.report.sources.get(document?)
    }

    fn path(&self, document: Option<usize>) -> Option<&str> {
        self.source(document).map(|source| source.path.as_str())
    }

    /// Where a span begins and ends; `null` without a document.
    fn ends(&self, document: Option<usize>, span: Span) -> (Value, Value) {
        let Some(source) = self.source(document) else { return (Value::Null, Value::Null) };
        let position = |offset| {
            let at = source.position(offset);
            json!({ "line": at.line, "column": at.column, "byte": at.byte })
        };
        (position(span.start), position(span.end))
    }
}

fn waiver(one: &Waiver) -> Value {
    let (accepted, elsewhere) = match &one.grounds {
        Grounds::Accepted { reason, approved_by, decision } => ([Some(reason), Some(approved_by), Some(decision)], None),
        Grounds::Elsewhere { document, reference, seen } => {
            ([None; 3], Some(json!({ "document": document, "reference": reference, "seen": seen.to_string() })))
        }
    };
    let [reason, approved_by, decision] = accepted;
    json!({
        "reason": reason, "owner": one.owner, "approved-by": approved_by, "decision": decision, "expires": one.expires.to_string(),
        "elsewhere": elsewhere,
    })
}

fn before(one: &Before) -> Value {
    json!({ "commit": one.commit, "path": one.path, "line": one.line, "quote": clean::fold(&one.quote) })
}

/// A figure by how exact it is: a number, from and to, or so many at most.
fn figure(figure: Figure) -> (Option<i64>, Option<[i64; 2]>, Option<i64>) {
    match figure {
        Figure::Exactly(met) => (Some(met), None, None),
        Figure::Range(low, high) => (None, Some([low, high]), None),
        Figure::AtMost(most) => (None, None, Some(most)),
    }
}

/// Where a verdict begins: its first finding, else its best evidence.
fn first_offset(verdict: &Verdict) -> usize {
    let finding = verdict.findings.first().map(|one| one.span.start);
    finding.or_else(|| Some(verdict.evidence.first()?.spans.last()?.start)).unwrap_or(0)
}

/// `a`, `b` … `z`, then `a1`, `b1` …
fn letter(at: usize) -> String {
    let first = u8::try_from(at % 26).map_or('a', |step| char::from(b'a' + step));
    if at < 26 { first.to_string() } else { format!("{first}{}", at / 26) }
}
