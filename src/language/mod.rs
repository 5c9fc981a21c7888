//! The lexicon: what the words of a language mean, read from `languages/<tag>.toml`. Languages are data; no word of any language is in the code.

mod document_words;
mod statement_words;
mod vocabulary;

pub use document_words::DocumentWords;
pub use statement_words::StatementWords;
pub use vocabulary::{Field, Kind, Modality, Polarity, Role, Status, Topic};

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
#[derive(Clone, Debug)]
pub struct Lexicon {
    /// In the order they are tried.
    pub languages: Vec<Language>,
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

/// A language's two data files: tag, words about statements, words about documents.
const FILES: &[(&str, &str, &str)] = &[
    ("sv", include_str!("../../languages/sv.toml"), include_str!("../../languages/sv.document.toml")),
    ("en", include_str!("../../languages/en.toml"), include_str!("../../languages/en.document.toml")),
];

impl Lexicon {
    /// The languages that are built in.
    pub fn builtin() -> Result<Self, LexiconError> {
        let read = |(tag, statement, document): &(&str, &str, &str)| {
            let fault = |message: String| LexiconError { file: format!("{tag}.toml"), message };
            Ok(Language {
                tag: (*tag).to_owned(),
                document: DocumentWords::parse(document).map_err(fault)?,
                statement: StatementWords::parse(statement).map_err(fault)?,
            })
        };
        Ok(Self { languages: FILES.iter().map(read).collect::<Result<_, _>>()? })
    }

    /// Tags of the languages, in order.
    pub fn tags(&self) -> Vec<String> {
        self.languages.iter().map(|language| language.tag.clone()).collect()
    }

    /// The language with this tag.
    pub fn language(&self, tag: &str) -> Option<&Language> {
        self.languages.iter().find(|language| language.tag == tag)
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
