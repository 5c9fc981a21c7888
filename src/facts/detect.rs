//! Which language a document is written in.

use whatlang::{Detector, Lang};

use super::analyse::Hints;
use crate::document::{BlockKind, Document};
use crate::language::{Language, Lexicon};

/// Keys of front matter that name the language.
const KEYS: &[&str] = &["lang", "language"];
/// What is written when it cannot be told.
const UNKNOWN: &str = "und";
/// Fewer letters say nothing.
const LETTERS: usize = 40;
/// A detector that is less sure than this, of one, has had too little to read: the words decide then.
const SURE: f64 = 0.5;
/// Fewer words that only one language knows decide nothing.
const KNOWN: usize = 2;
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
    let found = Detector::with_allowlist(told.iter().map(|(language, _)| *language).collect()).detect(&text);
    let by_words = || by_words(lexicon, &text);
    let named = |found: Lang| told.iter().find(|(language, _)| *language == found).map(|(_, tag)| *tag);
    match found {
        Some(found) if found.confidence() < SURE => by_words().or_else(|| named(found.lang())),
        Some(found) => named(found.lang()),
        None => by_words(),
    }
    .unwrap_or(UNKNOWN)
    .to_owned()
}

/// The language whose word lists know more words of a text than those of any other.
fn by_words<'l>(lexicon: &'l Lexicon, text: &str) -> Option<&'l str> {
    let lower = text.to_lowercase();
    let words: Vec<&str> = lower.split(|letter: char| !letter.is_alphabetic()).filter(|word| !word.is_empty()).collect();
    let known = |language: &'l Language| (words.iter().filter(|word| language.statement.lists(word)).count(), language.tag.as_str());
    let mut counted: Vec<(usize, &str)> = lexicon.languages.iter().map(known).collect();
    counted.sort_unstable_by_key(|(count, _)| std::cmp::Reverse(*count));
    let next = counted.get(1).map_or(0, |(count, _)| *count);
    counted.first().filter(|(most, _)| *most >= next + KNOWN).map(|(_, tag)| *tag)
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
    fn the_words_decide_where_the_detector_is_not_sure() {
        let lexicon = Lexicon::builtin().unwrap();
        let of = |text: &str| detect_language(&lexicon, &crate::document::parse(text), &Hints::default());
        assert_eq!(of("# Data Handling Policy\n\nOwner: CISO\n\nReview Cycle: Annual (or upon significant change)\n\nData must be encrypted."), "en");
        assert_eq!(of("# Riktlinje för lösen\n\nBeslutad av: kommundirektören\n\nEtt lösenord ska ha minst tolv tecken."), "sv");
        assert_eq!(of("Alle ansatte skal følge retningslinjene og melde avvik til servicedesk."), "nb");
        assert_eq!(of("Ledelsen har ansvaret for informationssikkerheden i kommunen."), "da");
    }

    #[test]
    fn the_detector_knows_every_language_of_the_lexicon() {
        let lexicon = Lexicon::builtin().unwrap();
        for (tag, detector) in lexicon.told_apart() {
            assert!(Lang::from_code(detector).is_some(), "{tag}: the detector knows no `{detector}`");
        }
        assert!(lexicon.told_apart().count() > lexicon.languages.len());
    }
}
