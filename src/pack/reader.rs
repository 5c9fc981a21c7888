//! Reads tables of TOML by hand: every fault is noted with its place, and reading goes on.

use std::cell::RefCell;
use std::ops::Range;

use super::raw::{Faults, did_you_mean};
use super::tree::{Node, Table};

/// A string of the file and its place, quotes included.
#[derive(Clone, Debug)]
pub(crate) struct Word<'a> {
    /// The string.
    pub(crate) text: &'a str,
    /// Its place.
    pub(crate) span: Range<usize>,
}

impl Word<'_> {
    /// The place of a part of the string, where it is written without escapes; else of the whole string.
    pub(crate) fn part(&self, start: usize, end: usize, file: &str) -> Range<usize> {
        let inside = self.span.start + 1..self.span.end.saturating_sub(1);
        let plain = file.get(inside.clone()) == Some(self.text) && start <= end && end <= self.text.len();
        if plain { inside.start + start..inside.start + end } else { self.span.clone() }
    }
}

/// A value, the name of its key, and its place.
#[derive(Clone, Debug)]
pub(crate) struct Value<'a> {
    pub(crate) key: &'a str,
    pub(crate) key_span: Range<usize>,
    pub(crate) value: &'a Node<'a>,
    pub(crate) span: Range<usize>,
    pub(crate) faults: &'a Faults,
}

impl<'a> Value<'a> {
    fn wrong<T>(&self, wanted: &str) -> Option<T> {
        self.faults.add(self.span.clone(), format!("`{}` must be {wanted}, not {}", self.key, a_type(self.value)));
        None
    }

    /// A string that is not empty.
    pub(crate) fn text(&self) -> Option<Word<'a>> {
        let Some(text) = self.value.as_str() else { return self.wrong("a string") };
        if text.trim().is_empty() {
            self.faults.add(self.span.clone(), format!("`{}` is empty", self.key));
            return None;
        }
        Some(Word { text, span: self.span.clone() })
    }

    /// The values of an array, each under the array's key.
    pub(crate) fn items(&self) -> Option<Vec<Self>> {
        let Some(array) = self.value.as_array() else { return self.wrong("an array") };
        Some(array.iter().map(|item| Self { value: &item.node, span: item.span.clone(), ..self.clone() }).collect())
    }

    /// A string, or several in an array.
    pub(crate) fn list(&self) -> Vec<Word<'a>> {
        if self.value.as_str().is_some() {
            return self.text().into_iter().collect();
        }
        if self.value.as_array().is_none() {
            return self.wrong("a string or an array of strings").unwrap_or_default();
        }
        self.items().unwrap_or_default().iter().filter_map(Self::text).collect()
    }

    /// A table.
    pub(crate) fn table(&self) -> Option<Reader<'a>> {
        let Some(table) = self.value.as_table() else { return self.wrong("a table") };
        Some(Reader::new(table, self.key_span.clone(), self.faults))
    }

    /// Tables in an array; each is known by its own place.
    pub(crate) fn tables(&self) -> Vec<Reader<'a>> {
        let item = |value: Self| Self { key_span: value.span.clone(), ..value }.table();
        self.items().unwrap_or_default().into_iter().filter_map(item).collect()
    }

    /// A whole number.
    pub(crate) fn number(&self) -> Option<i64> {
        if let Node::Whole(Some(number)) = self.value { Some(*number) } else { self.wrong("a whole number") }
    }
}

/// What a value is, in words.
fn a_type(value: &Node<'_>) -> &'static str {
    match value {
        Node::Text(_) => "a string",
        Node::Whole(_) => "a whole number",
        Node::Decimal => "a decimal number",
        Node::Truth(_) => "true or false",
        Node::Date(_) => "a date",
        Node::Array(_) => "an array",
        Node::Table(_) => "a table",
    }
}

/// Reads one table; remembers which keys it was asked for, so that the others can be reported.
#[derive(Debug)]
pub(crate) struct Reader<'a> {
    table: &'a Table<'a>,
    /// Where the table is named.
    pub(crate) at: Range<usize>,
    /// Where faults go.
    pub(crate) faults: &'a Faults,
    known: RefCell<Vec<String>>,
}

impl<'a> Reader<'a> {
    /// Reads `table`, which is named at `at`.
    pub(crate) fn new(table: &'a Table<'a>, at: Range<usize>, faults: &'a Faults) -> Self {
        Self { table, at, faults, known: RefCell::default() }
    }

    /// The value of a key.
    pub(crate) fn get(&self, key: &str) -> Option<Value<'a>> {
        // In a file that is proven nobody asks for what is unknown.
        if !self.faults.proven.get() {
            self.known.borrow_mut().push(key.to_owned());
        }
        let entry = self.table.get(key)?;
        let (value, span) = (&entry.item.node, entry.item.span.clone());
        Some(Value { key: &entry.key, key_span: entry.key_span.clone(), value, span, faults: self.faults })
    }

    /// Every key and value, in the order of the file; all count as known.
    pub(crate) fn entries(&self) -> Vec<Value<'a>> {
        let mut all: Vec<Value<'a>> = self.table.entries().iter().filter_map(|entry| self.get(&entry.key)).collect();
        all.sort_by_key(|value| value.key_span.start);
        all
    }

    /// Whether there is such a key.
    pub(crate) fn has(&self, key: &str) -> bool {
        self.table.get(key).is_some()
    }

    /// The value of a key that must be there.
    pub(crate) fn need(&self, key: &str) -> Option<Value<'a>> {
        let value = self.get(key);
        if value.is_none() {
            self.faults.add(self.at.clone(), format!("`{key}` is missing"));
        }
        value
    }

    /// A string.
    pub(crate) fn text(&self, key: &str) -> Option<Word<'a>> {
        self.get(key)?.text()
    }

    /// A string that must be there.
    pub(crate) fn need_text(&self, key: &str) -> Option<Word<'a>> {
        self.need(key)?.text()
    }

    /// Strings; none when the key is not there.
    pub(crate) fn list(&self, key: &str) -> Vec<Word<'a>> {
        self.get(key).map(|value| value.list()).unwrap_or_default()
    }

    /// Strings without their places.
    pub(crate) fn strings(&self, key: &str) -> Vec<String> {
        self.list(key).into_iter().map(|word| word.text.to_owned()).collect()
    }

    /// A day, as a date of TOML or a string `YYYY-MM-DD`.
    pub(crate) fn date(&self, key: &str) -> Option<String> {
        let value = self.get(key)?;
        let text = match value.value {
            Node::Date(date) => date.clone(),
            _ => value.text()?.text.to_owned(),
        };
        if text.parse::<jiff::civil::Date>().is_err() {
            self.faults.add(value.span, format!("`{key}` must be a day, as 2026-11-25"));
            return None;
        }
        Some(text)
    }

    /// A day, a month or a year, as shown.
    pub(crate) fn since(&self, key: &str) -> Option<String> {
        let value = self.get(key)?;
        let text = value.value.as_str().unwrap_or_default();
        if value.value.as_str().is_none() || text.len() == 10 {
            return self.date(key);
        }
        let month = |month: &str| month.len() == 2 && month.parse::<u8>().is_ok_and(|month| (1..=12).contains(&month));
        let (year, rest) = text.split_once('-').map_or((text, None), |(year, rest)| (year, Some(rest)));
        if year.len() != 4 || year.parse::<u16>().is_err() || !rest.is_none_or(month) {
            self.faults.add(value.span, format!("`{key}` must be a day, a month or a year, as 2026-11-25, 2026-11 or 2026"));
            return None;
        }
        Some(text.to_owned())
    }

    /// True or false; false when the key is not there.
    pub(crate) fn flag(&self, key: &str) -> bool {
        self.truth(key).unwrap_or(false)
    }

    /// True or false, if the key is there.
    pub(crate) fn truth(&self, key: &str) -> Option<bool> {
        let value = self.get(key)?;
        if let Node::Truth(truth) = value.value { Some(*truth) } else { value.wrong("true or false") }
    }

    /// A whole number.
    pub(crate) fn number(&self, key: &str) -> Option<i64> {
        self.get(key)?.number()
    }

    /// A whole number of at least 1.
    pub(crate) fn count(&self, key: &str) -> Option<usize> {
        let value = self.get(key)?;
        let number = value.number()?;
        let count = usize::try_from(number).ok().filter(|count| *count >= 1);
        if count.is_none() {
            self.faults.add(value.span, format!("`{key}` must be at least 1"));
        }
        count
    }

    /// A table.
    pub(crate) fn table(&self, key: &str) -> Option<Reader<'a>> {
        self.get(key)?.table()
    }

    /// Tables in an array; none when the key is not there.
    pub(crate) fn tables(&self, key: &str) -> Vec<Reader<'a>> {
        self.get(key).map(|value| value.tables()).unwrap_or_default()
    }

    /// Words of a closed list.
    pub(crate) fn choices<T: Copy>(&self, key: &str, all: &[(&str, T)]) -> Vec<T> {
        self.list(key).iter().filter_map(|word| self.choose(key, word, all)).collect()
    }

    /// A word of a closed list.
    pub(crate) fn choice<T: Copy>(&self, key: &str, all: &[(&str, T)]) -> Option<T> {
        self.choose(key, &self.text(key)?, all)
    }

    /// What a word of a closed list stands for.
    pub(crate) fn choose<T: Copy>(&self, key: &str, word: &Word<'_>, all: &[(&str, T)]) -> Option<T> {
        let found = all.iter().find(|(name, _)| *name == word.text).map(|(_, value)| *value);
        if found.is_none() {
            let help = did_you_mean(word.text, all.iter().map(|(name, _)| *name));
            self.faults.add_with(word.span.clone(), format!("`{key}` knows no `{}`", word.text), help);
        }
        found
    }

    /// Whether there are keys that nobody has asked for yet.
    pub(crate) fn has_unknown(&self) -> bool {
        let known = self.known.borrow();
        self.table.entries().iter().any(|entry| !known.iter().any(|one| *one == entry.key))
    }

    /// Reports every key that nobody asked for.
    pub(crate) fn finish(self) {
        if self.faults.proven.get() {
            return;
        }
        let known = self.known.take();
        #[cfg(test)]
        self.faults.asked.borrow_mut().push((self.at.clone(), known.clone()));
        for entry in self.table.entries().iter().filter(|entry| !known.iter().any(|one| *one == entry.key)) {
            let free = known.iter().map(String::as_str).filter(|one| !self.has(one));
            let help = did_you_mean(&entry.key, free);
            self.faults.add_with(entry.key_span.clone(), format!("unknown key `{}`", entry.key), help);
        }
    }
}
