//! What the pages say in one language: the program's own words, and a few more.

use tillsyn::message::Messages;

use crate::Failure;

/// The words of one language.
pub(super) struct Words {
    pub(super) language: &'static str,
    pub(super) messages: Messages,
    texts: toml::Table,
}

impl Words {
    /// Swedish first, then English.
    pub(super) fn all() -> Result<[Self; 2], Failure> {
        Ok([Self::read("sv", include_str!("../../words/sv.toml"))?, Self::read("en", include_str!("../../words/en.toml"))?])
    }

    fn read(language: &'static str, text: &str) -> Result<Self, Failure> {
        Ok(Self { language, messages: Messages::load(language), texts: text.parse()? })
    }

    fn find(&self, section: &str, key: &str) -> Option<&str> {
        self.texts.get(section)?.get(key)?.as_str()
    }

    /// A text; its key in braces where there is none, which a test looks for.
    pub(super) fn text(&self, section: &str, key: &str) -> String {
        self.find(section, key).map_or_else(|| format!("{{{section}.{key}}}"), str::to_owned)
    }

    /// A text whose places are filled.
    pub(super) fn fill(&self, section: &str, key: &str, values: &[(&str, &str)]) -> String {
        values.iter().fold(self.text(section, key), |text, (name, value)| text.replace(&format!("{{{name}}}"), value))
    }

    /// A text, or the key itself where there is none.
    pub(super) fn text_or_key(&self, section: &str, key: &str) -> String {
        self.find(section, key).unwrap_or(key).to_owned()
    }

    /// "a, b and c", as the program joins.
    pub(super) fn list(&self, items: &[String]) -> String {
        self.messages.list(items)
    }

    /// "a, b or c", as the program joins.
    pub(super) fn either(&self, items: &[String]) -> String {
        match items {
            [first @ .., last] if !first.is_empty() => format!("{} {} {last}", first.join(", "), self.messages.word("list.or")),
            _ => items.concat(),
        }
    }
}
