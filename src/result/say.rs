//! Message values: what is to be said, before any language has been chosen.

use std::collections::BTreeMap;

/// The key of a help that is the rule's own remedy: what to do, for a fault that no ready sentence repairs.
pub const REMEDY: &str = "rule.remedy";

/// A text in several languages.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Text(pub BTreeMap<String, String>);

impl Text {
    /// The text in `language`, else in the first of those it is written in.
    pub fn get(&self, language: &str) -> &str {
        self.0.get(language).or_else(|| self.0.values().next()).map_or("", String::as_str)
    }

    /// Whether there is nothing in any language.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// A value that fills a place in a message.
#[derive(Clone, PartialEq, Debug)]
pub enum Arg {
    /// The document's or the pack's own words, shown as they are.
    Words(String),
    /// A key of the locale files, shown in the language of the messages.
    Term(String),
    /// A text in several languages.
    Text(Text),
    /// A number.
    Number(i64),
    /// Several, joined as a list.
    List(Vec<Arg>),
    /// Another message.
    Say(Box<Say>),
}

/// Something to say: a key of `locales/<language>.toml` and the values for its places.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Say {
    /// The key; empty when the pack itself says it (`own`).
    pub key: String,
    /// The values by name.
    pub args: Vec<(String, Arg)>,
    /// A pack's own words; they win over the key.
    pub own: Option<Text>,
}

impl Say {
    /// A message without values.
    pub fn new(key: &str) -> Self {
        Self { key: key.to_owned(), args: Vec::new(), own: None }
    }

    /// A pack's own words.
    pub fn own(text: Text) -> Self {
        Self { key: String::new(), args: Vec::new(), own: Some(text) }
    }

    /// With a value from the document's own words.
    pub fn words(mut self, name: &str, words: impl Into<String>) -> Self {
        self.args.push((name.to_owned(), Arg::Words(words.into())));
        self
    }

    /// With a value.
    pub fn with(mut self, name: &str, value: Arg) -> Self {
        self.args.push((name.to_owned(), value));
        self
    }

    /// With a number.
    pub fn number(self, name: &str, number: usize) -> Self {
        self.with(name, Arg::Number(i64::try_from(number).unwrap_or(i64::MAX)))
    }
}
