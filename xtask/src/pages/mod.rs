//! Pages of the built-in packs and rules, in Markdown: what a reader needs who has a code in hand.

mod markdown;
mod pack;
mod rule;
mod scope;
mod words;

use std::collections::BTreeMap;

use tillsyn::language::Lexicon;
use tillsyn::pack::{self as packs, ExtraTerms, Pack};

use crate::Failure;
use words::Words;

/// The folder of the pages.
pub(crate) const FOLDER: &str = "docs/generated";

/// What every page is written from.
struct Site<'a> {
    packs: Vec<&'a Pack>,
    words: [Words; 2],
    /// Code → pack and id.
    rules: BTreeMap<&'a str, (&'a str, &'a str)>,
}

/// Every page: its path, and its text.
///
/// # Errors
/// When the rules cannot be read.
pub(crate) fn all() -> Result<Vec<(String, String)>, Failure> {
    let lexicon = Lexicon::builtin()?;
    let read = packs::load(&lexicon, &packs::builtin_packs(), &packs::builtin_terms(), &ExtraTerms::default());
    let library = read.map_err(|errors| errors.iter().map(|error| format!("{}: {error}", error.file)).collect::<Vec<_>>().join("\n"))?;
    let packs: Vec<&Pack> = library.packs.iter().collect();
    let rules = packs.iter().flat_map(|pack| pack.rules.iter().map(|rule| (rule.code.as_str(), (pack.id.as_str(), rule.id.as_str())))).collect();
    let site = Site { packs, words: Words::all()?, rules };
    let mut pages = vec![(format!("{FOLDER}/README.md"), pack::index(&site))];
    for pack in &site.packs {
        pages.push((format!("{FOLDER}/{}/README.md", pack.id), pack::page(&site, pack)));
        pages.extend(pack.rules.iter().map(|rule| (format!("{FOLDER}/{}/{}.md", pack.id, rule.id), rule::page(&site, pack, rule))));
    }
    Ok(pages)
}

/// The anchor that a heading gets.
fn anchor(heading: &str) -> String {
    heading.to_lowercase().chars().filter(|c| c.is_alphanumeric() || *c == ' ' || *c == '-').collect::<String>().replace(' ', "-")
}
