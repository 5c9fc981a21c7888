//! Words that a conversion divided are joined before anything is read; every byte still knows its source (`language.md` §11).

use crate::document::{BlockKind, Document, Mark, Prose, Segment};
use crate::language::DocumentWords;

/// Fewer letters before a hyphen at a line end are a prefix that keeps it ("it-", "e-").
const PREFIX: usize = 4;
/// Fewer letters after a hyphen within a line are no second half of a divided word.
const HALF: usize = 3;

/// A hyphen that is not left as it is.
struct Edit {
    at: usize,
    /// A space comes after it ("hälso- och"); otherwise it goes.
    space: bool,
}

/// Joins divided words in every text of a document.
pub(crate) fn repair(document: &mut Document, source: &str, words: &DocumentWords) {
    for block in &mut document.blocks {
        match &mut block.kind {
            BlockKind::Code | BlockKind::Html => {}
            BlockKind::Table(table) => {
                let cells = table.header.iter_mut().chain(table.rows.iter_mut().flat_map(|row| &mut row.cells));
                cells.for_each(|cell| mend(&mut cell.prose, source, words));
            }
            _ => mend(&mut block.prose, source, words),
        }
    }
}

/// Joins divided words in one text.
fn mend(prose: &mut Prose, source: &str, words: &DocumentWords) {
    if !prose.text.contains('-') {
        return;
    }
    let hyphens = prose.text.match_indices('-').map(|(at, _)| at);
    let edits: Vec<Edit> = hyphens.filter_map(|at| edit(prose, source, words, at)).collect();
    if !edits.is_empty() {
        *prose = edited(prose, &edits);
    }
}

/// What becomes of one hyphen; `None` when it stays.
fn edit(prose: &Prose, source: &str, words: &DocumentWords, at: usize) -> Option<Edit> {
    let (before, after) = (prose.text.get(..at)?, prose.text.get(at + 1..)?);
    let first = before.rsplit(|c: char| !c.is_alphabetic()).next().filter(|first| !first.is_empty())?;
    let second = after.split(|c: char| !c.is_alphabetic()).next().filter(|second| second.starts_with(char::is_lowercase))?;
    if prose.is_code(at, at + 1) {
        return None;
    }
    let suspended = words.listed("hyphen-exceptions", second);
    let join = Some(Edit { at, space: false });
    if at_line_end(prose, source, at) {
        let prefix = first.chars().count() < PREFIX || first.chars().all(char::is_uppercase);
        match (suspended, words.divides() && !prefix) {
            (true, _) => Some(Edit { at, space: true }),
            (false, true) => join,
            (false, false) => None,
        }
    } else {
        join.filter(|_| !suspended && second.chars().count() >= HALF && words.listed("linking", first))
    }
}

/// Whether a line of the source ends after a hyphen.
fn at_line_end(prose: &Prose, source: &str, at: usize) -> bool {
    let next = prose.text.get(at + 1..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8);
    let (from, to) = (prose.source(at, at + 1).end, prose.source(at + 1, at + 1 + next).start);
    source.get(from..to).is_some_and(|between| between.contains('\n'))
}

/// The text with its hyphens edited; every other byte keeps its source, and a new space stands for the line end.
fn edited(prose: &Prose, edits: &[Edit]) -> Prose {
    let mut new = Prose { text: String::with_capacity(prose.text.len()), ..Prose::default() };
    let mut edits_left = edits.iter().peekable();
    for (index, segment) in prose.segments.iter().enumerate() {
        let (mut from, to) = (segment.out, segment.out + segment.len);
        while let Some(edit) = edits_left.next_if(|edit| edit.at < to) {
            copy(&mut new, prose, *segment, from, edit.at + usize::from(edit.space));
            from = edit.at + 1;
            if edit.space {
                let written = new.segments.last().map_or(segment.source.end, |last| last.source.end);
                let next = prose.segments.get(index + 1).map_or(written, |next| next.source.start);
                new.segments.push(Segment { out: new.text.len(), len: 1, source: (written..next.max(written)).into() });
                new.text.push(' ');
            }
        }
        copy(&mut new, prose, *segment, from, to);
    }
    let spaces: Vec<usize> = edits.iter().filter(|edit| edit.space).map(|edit| edit.at).collect();
    let moved = |place: usize| {
        let edited = edits.partition_point(|edit| edit.at < place);
        let spaces = spaces.partition_point(|at| *at < place);
        place + 2 * spaces - edited
    };
    new.marks = prose.marks.iter().map(|mark| Mark { start: moved(mark.start), end: moved(mark.end), ..*mark }).collect();
    new
}

/// Copies a part of a segment; one that is no copy of its source stands for the whole of it.
fn copy(new: &mut Prose, prose: &Prose, segment: Segment, from: usize, to: usize) {
    let Some(part) = prose.text.get(from..to).filter(|part| !part.is_empty()) else { return };
    let copied = segment.len == segment.source.len();
    let start = segment.source.start + (from - segment.out);
    let source = if copied { (start..start + part.len()).into() } else { segment.source };
    new.segments.push(Segment { out: new.text.len(), len: part.len(), source });
    new.text.push_str(part);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::parse;

    fn repaired(text: &str) -> Document {
        let words = DocumentWords::parse(include_str!("../../languages/sv.document.toml")).unwrap();
        let mut document = parse(text);
        repair(&mut document, text, &words);
        document
    }

    #[test]
    fn divided_words_are_joined_and_know_their_source() {
        let text = "Vår informations-\nsäkerhet och hälso-\noch sjukvård, it-\nstöd, system-\r\nägare och verksamhets-\nansvaret.";
        let prose = &repaired(text).blocks[0].prose;
        assert_eq!(prose.text, "Vår informationssäkerhet och hälso- och sjukvård, it-stöd, systemägare och verksamhetsansvaret.");
        for word in ["informationssäkerhet", "sjukvård", "systemägare", "verksamhetsansvaret", "hälso- och"] {
            let at = prose.text.find(word).unwrap();
            let span = prose.source(at, at + word.len());
            let written: String = text[span.start..span.end].chars().filter(|c| !matches!(c, '-' | '\r' | '\n')).collect();
            assert_eq!(written, word.replace(['-', ' '], ""), "{word}");
        }
    }

    #[test]
    fn segments_cover_the_text_without_gaps() {
        for text in ["informations-\nsäkerhet", "hälso-\noch vård", "a informations-säkerhet b", "*system-*\nägare", "ﬁnans-\nplan x-\ny"] {
            let prose = &repaired(text).blocks[0].prose;
            let mut at = 0;
            for segment in &prose.segments {
                assert_eq!(segment.out, at, "{text}: {:?}", prose.segments);
                at += segment.len;
            }
            assert_eq!(at, prose.text.len(), "{text}: {:?}", prose.segments);
        }
    }
}
