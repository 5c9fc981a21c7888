//! Texts in the language of the reader, filled from `locales/<language>.toml`.
//!
//! A template has places `{name}`. `[text {name}]` is shown only when every place in it has a value, `{name?}` is nothing when
//! there is no value, `{name:or}` joins a list with "or", `{name:lower}` begins in lower case where the first word is an ordinary
//! one, and `{name|one|many}` chooses a word by number.

mod template;

use std::collections::BTreeMap;

use crate::result::{Arg, Say};
use template::Filler;

/// The texts of one language.
#[derive(Clone, Debug)]
pub struct Messages {
    language: String,
    texts: BTreeMap<String, String>,
}

/// Every file under `locales/`: name and text.
const FILES: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/locales.rs"));

/// What a locale file says of itself: said where documents in several languages call for no one language.
const MIXED: &str = "of-mixed-documents";
/// Said to a reader whose environment names no language that there are texts in.
const UNTOLD: &str = "of-untold-readers";

/// Tag and text of every locale.
fn locales() -> impl Iterator<Item = (&'static str, &'static str)> {
    FILES.iter().filter_map(|(name, text)| Some((name.strip_suffix(".toml")?, *text)))
}

/// What stands in a file's table `[locale]`. The rest of it need not be read to know that.
fn own_table(text: &str) -> &str {
    let own = text.split_once("[locale]\n").map_or("", |(_, own)| own);
    own.split_once("\n[").map_or(own, |(own, _)| own)
}

/// The locale that says so of itself in its table `[locale]`, else the first one.
fn locale_with(flag: &str) -> (&'static str, &'static str) {
    let says = |text: &str| own_table(text).parse::<toml::Table>().is_ok_and(|own| own.contains_key(flag));
    locales().find(|(_, text)| says(text)).or_else(|| locales().next()).unwrap_or_default()
}

impl Messages {
    /// Tags of the languages that texts exist in, the one that holds where no other is asked for first.
    pub fn tags() -> Vec<&'static str> {
        let first = locale_with(MIXED).0;
        let mut tags = Self::known();
        tags.sort_by_key(|tag| *tag != first);
        tags
    }

    /// Tags of the languages that texts exist in, sorted.
    pub fn known() -> Vec<&'static str> {
        locales().map(|(tag, _)| tag).collect()
    }

    /// The language of a reader with this locale (`sv_SE.UTF-8`).
    pub fn of_reader(locale: &str) -> &'static str {
        let known = locales().find(|(tag, _)| locale.split(['_', '-', '.', '@']).next() == Some(tag));
        known.unwrap_or_else(|| locale_with(UNTOLD)).0
    }

    /// The texts in `language`; when there are none in it, in the one that holds where no other is asked for.
    pub fn load(language: &str) -> Self {
        let (tag, source) = locales().find(|(tag, _)| *tag == language).unwrap_or_else(|| locale_with(MIXED));
        let mut texts = BTreeMap::new();
        if let Ok(table) = source.parse::<toml::Table>() {
            flatten("", &table, &mut texts);
        }
        Self { language: tag.to_owned(), texts }
    }

    /// Tag of the language.
    pub fn language(&self) -> &str {
        &self.language
    }

    /// What is to be said, in this language. Texts from documents stand in it as they are: whoever prints it cleans it.
    pub fn say(&self, say: &Say) -> String {
        if let Some(own) = say.own.as_ref().filter(|own| !own.is_empty()) {
            return own.get(&self.language).to_owned();
        }
        match self.texts.get(&say.key) {
            Some(text) => self.fill(text, say),
            None => say.key.clone(),
        }
    }

    fn fill(&self, text: &str, say: &Say) -> String {
        template::fill(text, &Values { messages: self, say })
    }

    /// What lacks, as the message says it: there is no word above it to point at (`headline.<key>` in the locale files).
    fn in_headline(&self, say: &Say) -> String {
        match self.texts.get(&format!("headline.{}", say.key)).filter(|_| say.own.is_none()) {
            Some(text) => self.fill(text, say),
            None => self.say(say),
        }
    }

    /// What stands under a word when the message has been read: nothing that the message has said already.
    pub fn label(&self, label: &Say, message: &Say) -> Option<String> {
        if label != message {
            return Some(self.say(label));
        }
        let short = self.texts.get(&format!("label.{}", label.key)).filter(|_| label.own.is_none())?;
        Some(self.fill(short, label)).filter(|text| !text.is_empty())
    }

    /// A word or a text without places; the key itself when there is none.
    pub fn word(&self, key: &str) -> String {
        self.say(&Say::new(key))
    }

    /// The word with this key in a section, or `word` itself when the section does not know it.
    pub fn word_in(&self, section: &str, word: &str) -> String {
        self.texts.get(&format!("{section}.{word}")).map_or_else(|| word.to_owned(), Clone::clone)
    }

    /// "a, b och c".
    pub fn list(&self, items: &[String]) -> String {
        self.join(items, "list.and")
    }

    fn join(&self, items: &[String], conjunction: &str) -> String {
        match items {
            [] => String::new(),
            [one] => one.clone(),
            [first @ .., last] => format!("{} {} {last}", first.join(", "), self.word(conjunction)),
        }
    }

    fn arg(&self, arg: &Arg, conjunction: &str) -> String {
        match arg {
            Arg::Words(words) => words.clone(),
            Arg::Term(key) => self.word(key),
            Arg::Text(text) => text.get(&self.language).to_owned(),
            Arg::Number(number) => number.to_string(),
            Arg::Say(say) => self.say(say),
            Arg::List(items) => {
                let items: Vec<String> = items.iter().map(|item| self.arg(item, conjunction)).collect();
                self.join(&items, conjunction)
            }
        }
    }
}

/// The values of one message.
struct Values<'a> {
    messages: &'a Messages,
    say: &'a Say,
}

impl Filler for Values<'_> {
    fn value(&self, name: &str, or: bool) -> Option<String> {
        let (_, arg) = self.say.args.iter().find(|(one, _)| one == name)?;
        let value = match arg {
            Arg::Say(inner) if self.say.key == "finding.headline" => self.messages.in_headline(inner),
            arg => self.messages.arg(arg, if or { "list.or" } else { "list.and" }),
        };
        (!value.is_empty()).then_some(value)
    }

    fn number(&self, name: &str) -> Option<i64> {
        match self.say.args.iter().find(|(one, _)| one == name) {
            Some((_, Arg::Number(number))) => Some(*number),
            Some((_, Arg::Words(words))) => words.parse().ok(),
            _ => None,
        }
    }
}

/// "Rekommendation 1" in the middle of a line is "rekommendation 1"; "A.5.20" and "MSBFS" stay.
pub fn lower_first(text: &str) -> String {
    let mut chars = text.chars();
    match (chars.next(), chars.next()) {
        (Some(first), Some(second)) if first.is_uppercase() && second.is_lowercase() => first.to_lowercase().chain([second]).chain(chars).collect(),
        _ => text.to_owned(),
    }
}

fn flatten(prefix: &str, table: &toml::Table, texts: &mut BTreeMap<String, String>) {
    for (key, value) in table {
        let path = if prefix.is_empty() { key.clone() } else { format!("{prefix}.{key}") };
        match value {
            toml::Value::Table(inner) => flatten(&path, inner, texts),
            toml::Value::String(text) => {
                texts.insert(path, text.clone());
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::result::{Earlier, Figure, Text};

    #[test]
    fn every_language_says_the_same_things() {
        let en = Messages::load("en");
        for other in Messages::known().into_iter().map(Messages::load) {
            assert_eq!(other.texts.keys().collect::<Vec<_>>(), en.texts.keys().collect::<Vec<_>>(), "{}", other.language);
            for (key, text) in &other.texts {
                assert_eq!(template::places(text), template::places(&en.texts[key]), "{}: {key}", other.language);
            }
        }
        assert!(en.texts.len() > 200 && Messages::known().len() > 1);
    }

    #[test]
    fn every_word_of_the_field_has_a_text() {
        let sv = Messages::load("sv");
        for key in ["field.owner", "kind.dpia", "role.council", "outcome.not-met", "binding.law", "level.error"] {
            assert_ne!(sv.word(key), key);
        }
    }

    #[test]
    fn an_optional_stretch_needs_its_value() {
        let sv = Messages::load("sv");
        assert_eq!(sv.say(&Say::new("lacks.modality").words("word", "bör")), "\"bör\" rekommenderar bara; ett krav säger \"ska\"");
        assert_eq!(sv.say(&Say::new("lacks.modality")), "rekommenderar bara; ett krav säger \"ska\"");
    }

    #[test]
    fn lists_and_numbers() {
        let sv = Messages::load("sv");
        let roles = Arg::List(vec![Arg::Term("role.council".into()), Arg::Term("role.board".into())]);
        assert_eq!(sv.say(&Say::new("lacks.actor").with("wanted", roles)), "vem? (väntat: fullmäktige eller styrelsen)");
        assert_eq!(sv.say(&Say::new("summary.rules").number("count", 1)), "1 krav");
        assert_eq!(sv.say(&Say::new("forbid.none").number("count", 186)), "186 satser lästa, inget hittades");
        assert_eq!(sv.list(&["a".into(), "b".into(), "c".into()]), "a, b och c");
    }

    #[test]
    fn national_figures() {
        let sv = Messages::load("sv");
        let earlier = |comparable| Earlier { met: Figure::AtMost(9), of: Some(21), year: Some(2018), comparable };
        assert_eq!(sv.say(&earlier(false).told()), "tidigare högst 9 av 21 (2018), inte jämförbart");
        assert_eq!(sv.say(&earlier(true).told()), "tidigare högst 9 av 21 (2018)");
        assert_eq!(sv.say(&Figure::Range(18, 21).told()), "18–21");
        assert_eq!(Messages::load("en").say(&Figure::AtMost(9).told()), "at most 9");
    }

    #[test]
    fn who_is_spoken_to_in_which_language() {
        assert_eq!((Messages::of_reader("en_GB.UTF-8"), Messages::of_reader("sv_SE"), Messages::of_reader("C")), ("en", "sv", "sv"));
        assert_eq!((Messages::tags(), Messages::known()), (vec!["en", "sv"], vec!["en", "sv"]));
    }

    #[test]
    fn a_message_says_it_in_its_own_way_and_the_label_says_the_rest() {
        let sv = Messages::load("sv");
        let lack = Say::new("lacks.frequency").with("wanted", Arg::Say(Box::new(Say::new("time.years").number("count", 1))));
        assert_eq!(sv.say(&lack), "hur ofta? (väntat: minst en gång per år)");
        let title = Text([("sv".to_owned(), "Ledningen informerar sig".to_owned())].into());
        let message = Say::new("finding.headline").with("title", Arg::Text(title)).with("lack", Arg::Say(Box::new(lack.clone())));
        assert_eq!(sv.say(&message), "närmaste meningen säger inte hur ofta; krävs: ledningen informerar sig");
        assert_eq!(sv.label(&lack, &message), Some("hur ofta? (väntat: minst en gång per år)".to_owned()));
        let vague = Say::new("vague-frequency").words("word", "vid behov");
        assert_eq!(sv.label(&vague, &vague), Some("hur ofta?".to_owned()));
        let missing = Say::new("metadata.missing").with("field", Arg::Term("field.owner".into()));
        assert_eq!(sv.label(&missing, &missing), None);
    }

    #[test]
    fn unknown_keys_and_own_words() {
        let sv = Messages::load("sv");
        assert_eq!(sv.say(&Say::new("no.such")), "no.such");
        let own = Text([("sv".to_owned(), "egna {ord}".to_owned())].into());
        assert_eq!(sv.say(&Say::own(own)), "egna {ord}");
        assert_eq!(sv.say(&Say::new("holds.mention").words("group", "{x} [y]")), "{x} [y] nämns");
        assert_eq!(Messages::load("fi").language(), "en");
    }
}
