//! A block's text in parts: lines that start with a bullet or a label stand for themselves, as conversions leave them.

use crate::document::{BlockKind, Document, Prose, enumerator};

/// A part of a block's text, in bytes of its prose.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Part {
    pub(crate) start: usize,
    pub(crate) end: usize,
    /// It started with a bullet, which is left out.
    pub(crate) item: bool,
}

/// Most words and characters of a label at the start of a line.
const LABEL: (usize, usize) = (4, 40);

/// How many blocks away the words stand at most that lead in bulleted paragraphs.
const REACH: usize = 64;

/// The parts of a text: one, unless its lines start with bullets or with labels.
pub(crate) fn parts(source: &str, prose: &Prose) -> Vec<Part> {
    let text = prose.text.as_str();
    let labelled = is_labelled(text);
    let mut found = vec![part(text, 0, text.len())];
    for start in line_starts(source, prose) {
        let line = text.get(start..).unwrap_or_default();
        if bullet(line).is_some() || (labelled && is_labelled(line)) {
            if let Some(last) = found.last_mut() {
                last.end = start;
            }
            found.push(part(text, start, text.len()));
        }
    }
    found
}

/// A part that starts at `start`, after its bullet.
fn part(text: &str, start: usize, end: usize) -> Part {
    let bullet = text.get(start..).and_then(bullet);
    Part { start: start + bullet.unwrap_or(0), end, item: bullet.is_some() }
}

/// Length of the bullet that a text starts with: a sign, or a letter or Roman number with its mark. Markdown's own bullets never
/// get here.
fn bullet(text: &str) -> Option<usize> {
    let first = text.chars().next()?;
    let sign = matches!(first, '–' | '—' | '•' | '·' | '▪' | '◦' | '‣' | '●' | '■' | '\u{f0b7}');
    let len = if sign { first.len_utf8() } else { enumerator(text)? };
    text.get(len..)?.starts_with(' ').then_some(len + 1)
}

/// Whether a text starts with a short label and a value.
fn is_labelled(text: &str) -> bool {
    let Some((label, value)) = text.split_once(": ") else { return false };
    let short = label.split_whitespace().count() <= LABEL.0 && label.chars().count() <= LABEL.1;
    short && label.starts_with(char::is_uppercase) && !label.contains(['.', ',', ';', '?', '!']) && !value.trim().is_empty()
}

/// Where lines of the source start in the text, but for the first.
fn line_starts(source: &str, prose: &Prose) -> Vec<usize> {
    let mut found = Vec::new();
    for segment in &prose.segments {
        let Some(written) = source.get(segment.source.start..segment.source.end).filter(|written| written.contains('\n')) else { continue };
        if segment.len == segment.source.len() {
            found.extend(written.match_indices('\n').map(|(at, _)| segment.out + at + 1));
        } else {
            found.push(segment.out + segment.len);
        }
    }
    found
}

/// Whether a block's text starts with a bullet.
pub(crate) fn starts_with_bullet(document: &Document, index: usize) -> bool {
    let block = document.blocks.get(index);
    block.is_some_and(|block| matches!(block.kind, BlockKind::Paragraph) && bullet(&block.prose.text).is_some())
}

/// The paragraph that leads in the bulleted paragraph at `index`: the nearest before it that has no bullet.
pub(crate) fn before_bullets(document: &Document, index: usize) -> Option<usize> {
    let before = (0..index).rev().take(REACH).find(|at| !starts_with_bullet(document, *at))?;
    let block = document.blocks.get(before)?;
    (matches!(block.kind, BlockKind::Paragraph) && !block.quoted).then_some(before)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::parse;

    fn read(text: &str) -> Vec<(String, bool)> {
        let document = parse(text);
        let prose = &document.blocks[0].prose;
        let texts = parts(text, prose).into_iter().map(|part| (prose.text[part.start..part.end].trim().to_owned(), part.item));
        texts.collect()
    }

    fn plain(texts: &[&str]) -> Vec<(String, bool)> {
        texts.iter().map(|text| ((*text).to_owned(), false)).collect()
    }

    #[test]
    fn bullets_and_labels_start_parts() {
        let bulleted: Vec<(String, bool)> =
            [("Chefen ska", false), ("klassa", true), ("granska allt", true)].map(|(text, item)| (text.to_owned(), item)).into();
        assert_eq!(read("Chefen ska\n– klassa\n– granska\n  allt"), bulleted);
        assert_eq!(read("Frist: 24 h\r\nUndantag: tjänster"), plain(&["Frist: 24 h", "Undantag: tjänster"]));
    }

    #[test]
    fn letters_and_roman_numbers_enumerate() {
        let items: Vec<(String, bool)> =
            [("The supplier shall", false), ("report", true), ("assist", true)].map(|(text, item)| (text.to_owned(), item)).into();
        assert_eq!(read("The supplier shall\n(a) report\niv. assist"), items);
        assert_eq!(read("Läs mer i\nbil. 2"), plain(&["Läs mer i bil. 2"]));
    }

    #[test]
    fn wrapped_lines_stay_together() {
        assert_eq!(read("Chefen ansvarar för följande\nNotera: allt – och\nmer"), plain(&["Chefen ansvarar för följande Notera: allt – och mer"]));
        assert_eq!(read("informations-\nsäkerhet – allt"), plain(&["informations-säkerhet – allt"]));
    }
}
