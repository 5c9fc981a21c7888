//! Which language a document is written in.

use whatlang::{Detector, Lang};

use super::analyse::Hints;
use crate::document::{BlockKind, Document};
use crate::language::Lexicon;

/// Keys of front matter that name the language.
const KEYS: &[&str] = &["lang", "language"];
/// What is written when it cannot be told.
const UNKNOWN: &str = "und";
/// Fewer letters say nothing.
const LETTERS: usize = 40;
/// More text than this is not needed.
const ENOUGH: usize = 2_000;

/// The tag of the document's language: as the caller or its front matter says, else by its words; `und` when that cannot be told.
pub fn detect_language(lexicon: &Lexicon, document: &Document, hints: &Hints) -> String {
    if let Some(language) = &hints.language {
        return language.clone();
    }
    if let Some(stated) = stated(lexicon, document) {
        return stated.to_owned();
    }
    let text = prose(document);
    if text.chars().filter(|letter| letter.is_alphabetic()).count() < LETTERS {
        return UNKNOWN.to_owned();
    }
    let told: Vec<(Lang, &str)> = lexicon.told_apart().filter_map(|(tag, detector)| Some((Lang::from_code(detector)?, tag))).collect();
    let found = Detector::with_allowlist(told.iter().map(|(language, _)| *language).collect()).detect_lang(&text);
    told.iter().find(|(language, _)| Some(*language) == found).map_or(UNKNOWN, |(_, tag)| tag).to_owned()
}

/// The language that front matter names, when it is one we can tell ("sv-SE" is "sv").
fn stated<'l>(lexicon: &'l Lexicon, document: &Document) -> Option<&'l str> {
    let front = document.front_matter.as_ref()?;
    let entry = front.entries.iter().find(|entry| KEYS.contains(&entry.key.to_lowercase().as_str()))?;
    let value = entry.value.to_lowercase();
    lexicon.called(value.split(['-', '_']).next()?)
}

/// The running text: paragraphs, items and headings, and cells when there is little else.
fn prose(document: &Document) -> String {
    let mut text = String::new();
    for block in &document.blocks {
        match &block.kind {
            BlockKind::Heading(_) | BlockKind::Paragraph | BlockKind::Item => add(&mut text, &block.prose.text),
            BlockKind::Table(table) => {
                let cells = table.header.iter().chain(table.rows.iter().flat_map(|row| &row.cells));
                cells.for_each(|cell| add(&mut text, &cell.prose.text));
            }
            _ => {}
        }
        if text.len() > ENOUGH {
            break;
        }
    }
    text
}

/// Adds a line.
fn add(text: &mut String, line: &str) {
    text.push_str(line);
    text.push('\n');
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn the_detector_knows_every_language_of_the_lexicon() {
        let lexicon = Lexicon::builtin().unwrap();
        for (tag, detector) in lexicon.told_apart() {
            assert!(Lang::from_code(detector).is_some(), "{tag}: the detector knows no `{detector}`");
        }
        assert!(lexicon.told_apart().count() > lexicon.languages.len());
    }
}
