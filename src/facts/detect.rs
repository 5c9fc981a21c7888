//! Which language a document is written in.

use whatlang::{Detector, Lang};

use super::analyse::Hints;
use crate::document::{BlockKind, Document};

/// The languages we can tell apart, with their tags.
const LANGUAGES: &[(Lang, &str)] = &[
    (Lang::Swe, "sv"),
    (Lang::Eng, "en"),
    (Lang::Dan, "da"),
    (Lang::Nob, "nb"),
    (Lang::Fin, "fi"),
    (Lang::Deu, "de"),
    (Lang::Spa, "es"),
    (Lang::Fra, "fr"),
    (Lang::Ita, "it"),
    (Lang::Nld, "nl"),
    (Lang::Por, "pt"),
    (Lang::Pol, "pl"),
];
/// Keys of front matter that name the language.
const KEYS: &[&str] = &["lang", "language"];
/// Fewer letters say nothing.
const LETTERS: usize = 40;
/// More text than this is not needed.
const ENOUGH: usize = 20_000;

/// The tag of the document's language: as the caller or its front matter says, else by its words; `und` when that cannot be told.
pub(crate) fn detect_language(document: &Document, hints: &Hints) -> String {
    if let Some(language) = &hints.language {
        return language.clone();
    }
    if let Some(stated) = stated(document) {
        return stated.to_owned();
    }
    let text = prose(document);
    if text.chars().filter(|letter| letter.is_alphabetic()).count() < LETTERS {
        return "und".to_owned();
    }
    let detector = Detector::with_allowlist(LANGUAGES.iter().map(|(language, _)| *language).collect());
    let found = detector.detect_lang(&text);
    let tag = LANGUAGES.iter().find(|(language, _)| Some(*language) == found).map_or("und", |(_, tag)| tag);
    tag.to_owned()
}

/// The language that front matter names, when it is one we can tell ("sv-SE" is "sv").
fn stated(document: &Document) -> Option<&'static str> {
    let front = document.front_matter.as_ref()?;
    let entry = front.entries.iter().find(|entry| KEYS.contains(&entry.key.to_lowercase().as_str()))?;
    let value = entry.value.to_lowercase();
    let tag = value.split(['-', '_']).next()?;
    LANGUAGES.iter().find(|(_, known)| *known == tag).map(|(_, known)| *known)
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
