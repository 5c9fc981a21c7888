//! Names of files and folders as names of documents: `policies/jamlikhetspolicy/body.md` is the "Jämlikhetspolicy", whatever its first heading says.

use std::collections::HashSet;

use unicode_normalization::UnicodeNormalization;

/// Letters of an ending that a name in a sentence may have more ("Jämlikhetspolicyn").
const ENDING: usize = 2;
/// Shorter names say too little.
const SHORTEST: usize = 6;

/// Every folder and file of some paths, as bare letters and digits.
pub(super) fn of_paths<'p>(paths: impl Iterator<Item = &'p str>) -> HashSet<String> {
    let parts = paths.flat_map(|path| path.split('/')).map(|part| part.rsplit_once('.').map_or(part, |(stem, _)| stem));
    parts.map(bare).filter(|name| name.len() >= SHORTEST).collect()
}

/// Whether a document named like this is filed under its name.
pub(super) fn holds(filed: &HashSet<String>, name: &str) -> bool {
    let name = bare(name);
    (0..=ENDING).filter_map(|ending| name.get(..name.len().checked_sub(ending)?)).any(|name| filed.contains(name))
}

/// Letters and digits in lower case, without accents, as files are often named.
fn bare(name: &str) -> String {
    name.nfd().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).filter(char::is_ascii).collect()
}
