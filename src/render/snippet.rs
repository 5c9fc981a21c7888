//! The lines around a finding, made safe and narrow enough before miette draws them.
//!
//! Only the lines that carry a label are taken, found through the source's line table, so that a large file costs no more than a
//! small one. Long lines keep the stretches around their labels; `…` stands for what is left out.

mod window;

use std::collections::{BTreeMap, BTreeSet};

use miette::{LabeledSpan, MietteError, MietteSpanContents, SourceCode, SourceSpan, SpanContents};

use super::clean;
use crate::source::{SourceFile, Span};
use window::{make_room, window};

/// A stretch to point at.
#[derive(Clone, Debug)]
pub(super) struct Mark {
    /// Where.
    pub span: Span,
    /// What is said there.
    pub text: Option<String>,
    /// Whether the header points here.
    pub primary: bool,
}

/// Consecutive lines.
#[derive(Debug)]
struct Run {
    offset: usize,
    first_line: usize,
    text: String,
}

/// Safe text and labels in it.
#[derive(Debug)]
pub(super) struct Snippet {
    path: String,
    runs: Vec<Run>,
    /// Labels, in reading order.
    pub labels: Vec<LabeledSpan>,
    /// Line and column of each label, by its offset in the safe text.
    places: BTreeMap<usize, (usize, usize)>,
}

impl SourceCode for Snippet {
    fn read_span<'a>(&'a self, span: &SourceSpan, before: usize, _: usize) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let (start, end) = (span.offset(), span.offset() + span.len());
        let run = self.runs.iter().rfind(|run| run.offset <= start).ok_or(MietteError::OutOfBounds)?;
        if end > run.offset + run.text.len() {
            return Err(MietteError::OutOfBounds);
        }
        let (line, column) = match self.places.get(&start) {
            Some((line, column)) if before == 0 => (*line, *column),
            _ => (run.first_line, 1),
        };
        let whole = SourceSpan::new(run.offset.into(), run.text.len());
        let lines = run.text.lines().count();
        let contents =
            MietteSpanContents::new_named(self.path.clone(), run.text.as_bytes(), whole, line.saturating_sub(1), column.saturating_sub(1), lines);
        Ok(Box::new(contents))
    }
}

/// The snippet that shows these marks in at most `columns` columns.
pub(super) fn snippet(source: &SourceFile, marks: &[Mark], columns: usize) -> Snippet {
    let mut by_line: BTreeMap<usize, Vec<Mark>> = BTreeMap::new();
    for mark in marks {
        for (line, piece) in pieces(source, mark) {
            by_line.entry(line).or_default().push(piece);
        }
    }
    let mut out = Snippet { path: clean::line(&source.path), runs: Vec::new(), labels: Vec::new(), places: BTreeMap::new() };
    let lines = lines_to_show(source, by_line.keys().copied().collect());
    let digits = lines.last().map_or(1, |line| line.to_string().len());
    let room = columns.saturating_sub(digits + 4).max(30);
    let mut previous = 0;
    for line in lines {
        let offset = out.runs.last().map_or(0, |run| run.offset + run.text.len());
        if previous == 0 || line != previous + 1 {
            out.runs.push(Run { offset: offset + usize::from(previous != 0), first_line: line, text: String::new() });
        }
        previous = line;
        out.push_line(source, line, &disjoint(by_line.remove(&line).unwrap_or_default()), room);
    }
    out
}

/// The marked lines, the heading directly above, and short gaps between them.
fn lines_to_show(source: &SourceFile, marked: BTreeSet<usize>) -> BTreeSet<usize> {
    let mut lines = marked.clone();
    let above = marked.first().map(|first| first.saturating_sub(1)).filter(|above| *above > 0);
    lines.extend(above.filter(|above| source.line_text(*above).trim_start().starts_with('#')));
    for (one, next) in marked.iter().zip(marked.iter().skip(1)) {
        if next - one <= 3 {
            lines.extend(*one..*next);
        }
    }
    lines
}

/// A mark cut at line ends; the text stands under its last piece. At most four lines are shown of it.
fn pieces(source: &SourceFile, mark: &Mark) -> Vec<(usize, Mark)> {
    let first = source.position(mark.span.start).line;
    let last = source.position(mark.span.end.saturating_sub(1).max(mark.span.start)).line.min(first + 3);
    let mut out = Vec::new();
    for line in first..=last {
        let whole = source.line_span(line);
        let (start, end) = (mark.span.start.clamp(whole.start, whole.end), mark.span.end.clamp(whole.start, whole.end));
        let text = source.slice(Span::new(start, end));
        let start = start + (text.len() - text.trim_start().len());
        let span = Span::new(start, (start + text.trim().len()).max(start));
        if !span.is_empty() || first == last {
            out.push((line, Mark { span, text: None, primary: mark.primary && out.is_empty() }));
        }
    }
    if let Some((_, piece)) = out.last_mut() {
        piece.text.clone_from(&mark.text);
    }
    out
}

/// Marks of one line, sorted and cut so that none covers another; those on the same words are joined.
fn disjoint(mut marks: Vec<Mark>) -> Vec<Mark> {
    marks.sort_by_key(|mark| (mark.span.start, mark.span.end));
    let mut out: Vec<Mark> = Vec::new();
    for mut mark in marks {
        if let Some(last) = out.last_mut() {
            if last.span.start == mark.span.start {
                let texts: Vec<String> = [last.text.take(), mark.text.take()].into_iter().flatten().collect();
                let same = texts.first() == texts.last();
                last.text = if texts.is_empty() { None } else { Some(if same { texts[..1].join("") } else { texts.join("; ") }) };
                last.primary |= mark.primary;
                continue;
            }
            if last.span.end > mark.span.start {
                last.span.end = mark.span.start;
            }
            mark.span.start = mark.span.start.max(last.span.end);
        }
        out.push(mark);
    }
    out
}

impl Snippet {
    fn push_line(&mut self, source: &SourceFile, line: usize, marks: &[Mark], room: usize) {
        let line_span = source.line_span(line);
        let whole = stretch(source, line_span, marks);
        let text = source.slice(whole);
        let mut keep = window(text, whole.start, marks, room);
        make_room(text, whole.start, marks, room, &mut keep);
        let Some(run) = self.runs.last_mut() else { return };
        let mut places: Vec<(usize, usize)> = Vec::new();
        let mut left_out = whole.start > line_span.start;
        if left_out {
            run.text.push('…');
        }
        for ((at, c), keep) in text.char_indices().zip(keep) {
            if !keep && !left_out {
                run.text.push('…');
            }
            left_out = !keep;
            places.push((whole.start + at, if keep { run.text.len() } else { run.text.len().saturating_sub('…'.len_utf8()) }));
            if keep {
                run.text.push(if c == '[' && run.text.ends_with("##") { '(' } else { clean::sign(c) });
            }
        }
        if whole.end < line_span.end && !left_out {
            run.text.push('…');
        }
        places.push((whole.end, run.text.len()));
        let into = |offset: usize| places.get(places.partition_point(|(at, _)| *at < offset)).map_or(run.text.len(), |(_, to)| *to);
        for mark in marks {
            let start = run.offset + into(mark.span.start);
            let end = (run.offset + into(mark.span.end)).max(start);
            let column = clean::width(run.text.get(run.text.rfind('\n').map_or(0, |at| at + 1)..start - run.offset).unwrap_or_default());
            let wide = clean::width(run.text.get(start - run.offset..end - run.offset).unwrap_or_default());
            let beside = room.saturating_sub(column + wide / 2 + 5);
            // Where a word would have to be cut, the line under the words is enough, unless it is what the finding is about.
            let fits = |text: &&String| mark.primary || text.split_whitespace().all(|word| clean::width(word) <= beside);
            let text = mark.text.as_ref().filter(fits).map(|text| clean::wrap(&clean::line(text), beside.max(16)).join("\n"));
            let span = SourceSpan::new(start.into(), end.saturating_sub(start));
            let at = source.position(mark.span.start);
            self.places.insert(start, (at.line, at.column));
            self.labels.push(if mark.primary { LabeledSpan::new_primary_with_span(text, span) } else { LabeledSpan::new_with_span(text, span) });
        }
        run.text.push('\n');
    }
}

/// Bytes on either side of the first mark of a line that are looked at.
const STRETCH: usize = 8192;

/// The part of a line that may be shown: all of it, but of a line without end only what is near the first mark.
fn stretch(source: &SourceFile, line: Span, marks: &[Mark]) -> Span {
    if line.len() <= 2 * STRETCH {
        return line;
    }
    let first = marks.iter().map(|mark| mark.span.start).min().unwrap_or(line.start);
    let start = source.text.floor_char_boundary(first.saturating_sub(STRETCH)).max(line.start);
    let end = source.text.floor_char_boundary(first.saturating_add(STRETCH)).min(line.end);
    Span::new(start, end.max(start))
}
