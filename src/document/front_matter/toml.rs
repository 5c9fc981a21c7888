//! TOML front matter.

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::{Entry, FrontMatterFault, Scalar, list, unquoted};
use crate::source::Span;

struct Reader<'t> {
    body: &'t str,
    base: usize,
    entries: Vec<Entry>,
}

/// Reads the text between the fences; `base` is its offset in the document.
pub(super) fn read(body: &str, base: usize) -> Result<Vec<Entry>, FrontMatterFault> {
    let table = DeTable::parse(body).map_err(|error| {
        let range = error.span().unwrap_or(0..body.len());
        let span = Span::new(base + range.start.min(body.len()), base + range.end.min(body.len()));
        FrontMatterFault { span, message: error.message().to_owned() }
    })?;
    let mut reader = Reader { body, base, entries: Vec::new() };
    reader.table("", table.get_ref());
    reader.entries.sort_by_key(|entry| entry.key_span);
    Ok(reader.entries)
}

impl Reader<'_> {
    fn table(&mut self, prefix: &str, table: &DeTable<'_>) {
        for (key, value) in table {
            let name = format!("{prefix}{}", key.get_ref());
            let key_span = self.span(&key.span());
            match value.get_ref() {
                DeValue::Table(inner) => self.table(&format!("{name}."), inner),
                DeValue::Array(_) => self.array(name, key_span, value),
                _ => {
                    let Scalar { value, span } = self.scalar(value);
                    self.entries.push(Entry { key: name, key_span, value, value_span: span, items: Vec::new() });
                }
            }
        }
    }

    fn array(&mut self, name: String, key_span: Span, value: &Spanned<DeValue<'_>>) {
        let mut items = Vec::new();
        let before = self.entries.len();
        self.items(&name, value, &mut items);
        if !items.is_empty() || self.entries.len() == before {
            let whole = self.span(&value.span());
            self.entries.push(list(name, key_span, items, whole));
        }
    }

    fn items(&mut self, name: &str, value: &Spanned<DeValue<'_>>, items: &mut Vec<Scalar>) {
        match value.get_ref() {
            DeValue::Array(array) => array.iter().for_each(|item| self.items(name, item, items)),
            DeValue::Table(table) => self.table(&format!("{name}."), table),
            _ => items.push(self.scalar(value)),
        }
    }

    fn scalar(&self, value: &Spanned<DeValue<'_>>) -> Scalar {
        let span = self.span(&value.span());
        match value.get_ref() {
            DeValue::String(text) => Scalar { value: text.clone().into_owned(), span: unquoted(self.body, span, self.base) },
            _ => Scalar { value: self.body.get(value.span()).unwrap_or_default().trim().to_owned(), span },
        }
    }

    fn span(&self, range: &std::ops::Range<usize>) -> Span {
        Span::new(self.base + range.start, self.base + range.end)
    }
}
