//! TOML with places, in the form in which readers see it. The files that are built in are brought into it when the program is built, which spares
//! every run the parsing; `build.rs` shares this file.

use std::borrow::Cow;
use std::ops::Range;

use serde::{Deserialize, Serialize};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// How the examples of a rule begin, which come last in its file.
const EXAMPLES: &str = "\n[[example]]";

/// The text of a rule without its examples.
pub(crate) fn without_examples(text: &str) -> &str {
    text.find(EXAMPLES).and_then(|at| text.get(..=at)).unwrap_or(text)
}

/// A table: its entries by name.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
pub(crate) struct Table<'a>(#[serde(borrow)] Vec<Entry<'a>>);

/// A key and its value. Places are bytes of the file.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub(crate) struct Entry<'a> {
    /// The key.
    #[serde(borrow)]
    pub(crate) key: Cow<'a, str>,
    /// Where it stands.
    pub(crate) key_span: Range<usize>,
    /// The value.
    #[serde(borrow)]
    pub(crate) item: Item<'a>,
}

/// A value and its place.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub(crate) struct Item<'a> {
    /// The value.
    #[serde(borrow)]
    pub(crate) node: Node<'a>,
    /// Where it stands; of a table under a heading of its own, its heading.
    pub(crate) span: Range<usize>,
}

/// A value.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub(crate) enum Node<'a> {
    /// A string.
    Text(#[serde(borrow)] Cow<'a, str>),
    /// A whole number; `None` when it is larger than any that is asked for.
    Whole(Option<i64>),
    /// A decimal number, which nothing asks for.
    Decimal,
    /// True or false.
    Truth(bool),
    /// A date, a time or both, as TOML writes it.
    Date(String),
    /// Values one after another.
    Array(#[serde(borrow)] Vec<Item<'a>>),
    /// A table.
    Table(#[serde(borrow)] Table<'a>),
}

impl<'a> Table<'a> {
    /// Of a table that was parsed.
    pub(crate) fn of(table: DeTable<'a>) -> Self {
        let entry = |(key, value): (Spanned<Cow<'a, str>>, Spanned<DeValue<'a>>)| Entry {
            key_span: key.span(),
            key: key.into_inner(),
            item: Item::of(value),
        };
        let mut entries: Vec<Entry<'a>> = table.into_iter().map(entry).collect();
        entries.sort_by(|a, b| a.key.cmp(&b.key));
        Self(entries)
    }

    /// The entry of a key.
    pub(crate) fn get(&self, key: &str) -> Option<&Entry<'a>> {
        self.0.binary_search_by(|entry| entry.key.as_ref().cmp(key)).ok().and_then(|at| self.0.get(at))
    }

    /// Every entry, by name.
    pub(crate) fn entries(&self) -> &[Entry<'a>] {
        &self.0
    }
}

impl<'a> Item<'a> {
    fn of(value: Spanned<DeValue<'a>>) -> Self {
        let span = value.span();
        let node = match value.into_inner() {
            DeValue::String(text) => Node::Text(text),
            DeValue::Integer(number) => Node::Whole(i64::from_str_radix(number.as_str(), number.radix()).ok()),
            DeValue::Float(_) => Node::Decimal,
            DeValue::Boolean(truth) => Node::Truth(truth),
            DeValue::Datetime(date) => Node::Date(date.to_string()),
            DeValue::Array(items) => Node::Array(items.into_iter().map(Item::of).collect()),
            DeValue::Table(table) => Node::Table(Table::of(table)),
        };
        Self { node, span }
    }
}

impl<'a> Node<'a> {
    /// As a string.
    pub(crate) fn as_str(&self) -> Option<&str> {
        if let Node::Text(text) = self { Some(text) } else { None }
    }

    /// As values one after another.
    pub(crate) fn as_array(&self) -> Option<&[Item<'a>]> {
        if let Node::Array(items) = self { Some(items) } else { None }
    }

    /// As a table.
    pub(crate) fn as_table(&self) -> Option<&Table<'a>> {
        if let Node::Table(table) = self { Some(table) } else { None }
    }
}
