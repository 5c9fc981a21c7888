//! What must be known of a pack to add a rule to it: its languages and sources, and the codes that are taken.

use std::collections::BTreeSet;

use super::manifest::manifest;
use super::raw::PackError;
use super::validate::parse;
use super::{PackSource, builtin_rule_names};
use crate::language::Lexicon;

/// A pack as far as a new rule is concerned. Its gaps do not matter.
#[derive(Clone, Debug)]
pub struct Outline {
    /// Id.
    pub id: String,
    /// Languages that every text is written in.
    pub languages: Vec<String>,
    /// Ids of the sources, in order.
    pub sources: Vec<String>,
    /// Codes of its rules, sorted.
    pub codes: Vec<String>,
}

/// Reads `pack.toml`, and the codes of the rules beside it.
///
/// # Errors
/// Every fault of `pack.toml`.
pub fn outline(lexicon: &Lexicon, source: &PackSource) -> Result<Outline, Vec<PackError>> {
    let text = source.files.iter().find(|(path, _)| path == "pack.toml").map_or("", |(_, text)| text.as_str());
    let parsed = parse(&source.shown("pack.toml"), text);
    let read = parsed.reader().and_then(|reader| manifest(reader, &lexicon.tags()));
    let faults = parsed.faults.take();
    let Some(read) = read.filter(|_| faults.is_empty()) else { return Err(faults) };
    let code = |(_, text): &(String, String)| text.parse::<toml::Table>().ok()?.get("code")?.as_str().map(str::to_owned);
    let codes: BTreeSet<String> = source.files.iter().filter(|(path, _)| !path.contains('/')).filter_map(code).collect();
    let sources = read.sources.into_iter().map(|source| source.id).collect();
    Ok(Outline { id: read.id, languages: read.languages, sources, codes: codes.into_iter().collect() })
}

impl Outline {
    /// A code that no rule of the pack, and none that is built in, has: the next number after the highest, else the first of a
    /// prefix made from the pack's id.
    pub fn free_code(&self) -> String {
        let builtin: BTreeSet<String> = builtin_rule_names().collect();
        let numbered = |code: &String| code.rsplit_once('-').and_then(|(prefix, number)| Some((prefix.to_owned(), number.parse::<u32>().ok()?)));
        let highest = self.codes.iter().filter_map(numbered).max_by_key(|(_, number)| *number);
        let (prefix, from) = highest.unwrap_or_else(|| (self.prefix(&builtin), 0));
        let mut codes = (from + 1..).map(|number| format!("{prefix}-{number:02}"));
        codes.find(|code| !self.taken(code, &builtin)).unwrap_or_default()
    }

    /// Whether a rule of the pack, or one that is built in, has this code.
    pub fn has_code(&self, code: &str) -> bool {
        self.taken(code, &builtin_rule_names().collect())
    }

    fn taken(&self, code: &str, builtin: &BTreeSet<String>) -> bool {
        self.codes.iter().any(|one| one == code) || builtin.contains(code)
    }

    /// The first four letters of the id, in capitals; all of them where built-in codes begin so.
    fn prefix(&self, builtin: &BTreeSet<String>) -> String {
        let letters: String = self.id.chars().skip_while(|c| !c.is_ascii_alphabetic()).filter(char::is_ascii_alphanumeric).collect();
        let letters = letters.to_ascii_uppercase();
        let short: String = letters.chars().take_while(char::is_ascii_alphabetic).take(4).collect();
        let used = builtin.iter().any(|code| code.split('-').next() == Some(short.as_str()));
        match (short.as_str(), used) {
            ("", _) => "RULE".to_owned(),
            (_, true) => letters,
            _ => short,
        }
    }
}
