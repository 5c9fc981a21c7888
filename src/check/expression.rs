//! A regular expression of a rule, compiled when it is first asked for: most runs ask few of them.

use std::sync::OnceLock;

use regex::{Match, Regex};

/// An expression.
#[derive(Clone, Debug)]
pub struct Expression {
    text: String,
    compiled: OnceLock<Option<Regex>>,
}

impl Expression {
    /// Reads an expression.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn new(text: &str) -> Result<Self, regex::Error> {
        let compiled = OnceLock::from(Some(Regex::new(text)?));
        Ok(Self { text: text.to_owned(), compiled })
    }

    /// One that is known to be right.
    pub(crate) fn proven(text: &str) -> Self {
        Self { text: text.to_owned(), compiled: OnceLock::new() }
    }

    fn compiled(&self) -> Option<&Regex> {
        self.compiled.get_or_init(|| Regex::new(&self.text).ok()).as_ref()
    }

    /// The first match.
    pub fn find<'t>(&self, text: &'t str) -> Option<Match<'t>> {
        self.compiled()?.find(text)
    }

    /// Whether there is a match.
    pub fn is_match(&self, text: &str) -> bool {
        self.find(text).is_some()
    }
}
