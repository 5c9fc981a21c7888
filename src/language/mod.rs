//! The lexicon: what the words of a language mean, read from `languages/<tag>.toml`. Languages are data; no word of any language is in the
//! code, and no language is known to it by name: those are read that have a file.

mod document_words;
mod statement_words;
mod vocabulary;

pub use document_words::DocumentWords;
pub use statement_words::{Nature, StatementWords};
pub use vocabulary::{Field, Kind, Modality, Polarity, Role, Status, Topic};

use std::collections::BTreeMap;

use crate::term::TermsBuilder;

/// The words of one language.
#[derive(Clone, Debug)]
pub struct Language {
    /// Tag, as `sv`.
    pub tag: String,
    /// Words about documents: kinds, topics, metadata labels, months, statuses …
    pub document: DocumentWords,
    /// Words about statements: modality, negation, roles, time.
    pub statement: StatementWords,
}

/// The words of every language we read.
#[derive(Clone, Debug, Default)]
pub struct Lexicon {
    /// In the order they are tried.
    pub languages: Vec<Language>,
    /// Languages that are told apart from those that are read, lest one is taken for the other: tag, and what the detector calls it.
    pub unread: BTreeMap<String, String>,
}

/// A fault in a language file.
#[derive(Debug, thiserror::Error)]
#[error("languages/{file}: {message}")]
pub struct LexiconError {
    /// Which file.
    pub file: String,
    /// What is wrong.
    pub message: String,
}

/// Every file under `languages/`: name and text.
const FILES: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/languages.rs"));

/// Languages that are only told apart.
const UNREAD: &str = "unread.toml";

/// The text of a file under `languages/`.
fn file(name: &str) -> Option<&'static str> {
    FILES.iter().find(|(other, _)| *other == name).map(|(_, text)| *text)
}

/// Tags of the languages that have a file of their own, sorted.
pub fn builtin_tags() -> Vec<&'static str> {
    let stems = FILES.iter().filter(|(name, _)| *name != UNREAD).filter_map(|(name, _)| name.strip_suffix(".toml"));
    stems.filter(|stem| !stem.contains('.')).collect()
}

impl Language {
    /// Reads the file of a language, and the one about documents, if there is one.
    fn builtin(tag: &str) -> Result<Self, LexiconError> {
        let read = |name: String| (file(&name).unwrap_or_default(), move |message: String| LexiconError { file: name, message });
        let (statement, fault) = read(format!("{tag}.toml"));
        let statement = StatementWords::parse(statement).map_err(fault)?;
        let (document, fault) = read(format!("{tag}.document.toml"));
        let document = DocumentWords::parse(document).map_err(fault)?;
        Ok(Self { tag: tag.to_owned(), document, statement })
    }
}

impl Lexicon {
    /// The languages that are built in.
    pub fn builtin() -> Result<Self, LexiconError> {
        let mut languages = builtin_tags().into_iter().map(Language::builtin).collect::<Result<Vec<_>, _>>()?;
        languages.sort_by_key(|language| language.statement.language.order);
        let unread = toml::from_str(file(UNREAD).unwrap_or_default());
        let fault = |error: toml::de::Error| LexiconError { file: UNREAD.to_owned(), message: error.to_string() };
        Ok(Self { languages, unread: unread.map_err(fault)? })
    }

    /// Tags of the languages, in order.
    pub fn tags(&self) -> Vec<String> {
        self.languages.iter().map(|language| language.tag.clone()).collect()
    }

    /// The language with this tag.
    pub fn language(&self, tag: &str) -> Option<&Language> {
        self.languages.iter().find(|language| language.tag == tag)
    }

    /// Every language that can be told: its tag, and what the detector calls it. Those that are read come first.
    pub fn told_apart(&self) -> impl Iterator<Item = (&str, &str)> {
        let read = self.languages.iter().map(|language| (language.tag.as_str(), language.statement.language.detector.as_str()));
        let unread = self.unread.iter().filter(|(tag, _)| self.language(tag).is_none());
        read.chain(unread.map(|(tag, detector)| (tag.as_str(), detector.as_str())))
    }

    /// The tag of the language that a document calls so in its front matter, when it is one that can be told.
    pub fn called(&self, name: &str) -> Option<&str> {
        let also = |language: &&Language| language.statement.language.also.iter().any(|other| other == name);
        let read = self.languages.iter().find(also).map(|language| language.tag.as_str());
        self.told_apart().map(|(tag, _)| tag).find(|tag| *tag == name).or(read)
    }

    /// Adds every word list that is matched as a term set; their names start with `@`.
    pub fn register(&self, terms: &mut TermsBuilder) -> Result<(), LexiconError> {
        for language in &self.languages {
            let fault = |message: String| LexiconError { file: format!("{}.toml", language.tag), message };
            language.document.register(&language.tag, terms).map_err(fault)?;
            language.statement.register(&language.tag, terms).map_err(fault)?;
        }
        Ok(())
    }
}
