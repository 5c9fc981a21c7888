//! A regular expression of a rule, compiled when it is first needed: most runs ask few of them, and most texts hold none of the words that an
//! expression cannot do without. Those words are read from the expression itself, and looked for first. One without regard to case looks in lower
//! case for letters in lower case, which makes a far smaller automaton than every letter in all its forms.

use std::sync::{Arc, OnceLock};

use regex::Regex;
use regex_syntax::hir::{Class, Hir, HirKind, Repetition};

use crate::term::{lower_case, lower_letter};

/// More words than this are looked for no faster than the expression itself.
const WORDS: usize = 64;
/// Fewer letters stand nearly everywhere.
const LETTERS: usize = 3;
/// A class of more letters than this is more than the forms of one.
const FORMS: u32 = 4;

/// An expression. Copies of one are compiled once.
#[derive(Clone, Debug)]
pub struct Expression(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    text: String,
    read: OnceLock<Read>,
    exact: OnceLock<Option<Regex>>,
    /// In lower case; `None` where it regards case.
    small: OnceLock<Option<Regex>>,
}

/// What is read of an expression before it is compiled.
#[derive(Clone, Debug, Default)]
struct Read {
    /// One of these stands in every text that it matches, in lower case; `None` where there are no such words.
    needed: Option<Vec<String>>,
    /// The same expression for texts in lower case; `None` where it regards case.
    small: Option<String>,
}

impl Expression {
    /// Reads an expression.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn new(text: &str) -> Result<Self, regex::Error> {
        let exact = OnceLock::from(Some(Regex::new(text)?));
        Ok(Self(Arc::new(Inner { exact, ..Inner::of(text) })))
    }

    /// One that is known to be right.
    pub(crate) fn proven(text: &str) -> Self {
        Self(Arc::new(Inner::of(text)))
    }

    /// As it is written.
    pub(crate) fn text(&self) -> &str {
        &self.0.text
    }

    /// The first match, in bytes.
    pub fn find(&self, text: &str) -> Option<(usize, usize)> {
        let Inner { text: written, read, exact, small } = &*self.0;
        let read = read.get_or_init(|| regex_syntax::parse(written).map(|read| Read::of(&read)).unwrap_or_default());
        let lower = lower_case(text);
        let needed = |words: &Vec<String>| words.iter().any(|word| lower.contains(word.as_str()));
        // Letters whose lower case is longer or shorter are left as they are, and seen by the exact expression alone.
        let plain = text.is_ascii() || !text.chars().any(|letter| letter > '\u{ff}' && has_odd_case(letter));
        if plain && !read.needed.as_ref().is_none_or(needed) {
            return None;
        }
        let compiled = read.small.as_ref().filter(|_| plain).and_then(|text| small.get_or_init(|| Regex::new(text).ok()).as_ref());
        let found = match compiled {
            Some(small) => small.find(&lower),
            None => exact.get_or_init(|| Regex::new(written).ok()).as_ref()?.find(text),
        };
        found.map(|found| (found.start(), found.end()))
    }

    /// Whether there is a match.
    pub fn is_match(&self, text: &str) -> bool {
        self.find(text).is_some()
    }
}

impl Inner {
    fn of(text: &str) -> Self {
        Self { text: text.to_owned(), read: OnceLock::new(), exact: OnceLock::new(), small: OnceLock::new() }
    }
}

impl Read {
    fn of(hir: &Hir) -> Self {
        let mut needed = words_of(hir);
        if let Some(words) = &mut needed {
            words.sort_unstable();
            words.dedup();
        }
        Self { needed, small: small(hir).map(|hir| hir.to_string()) }
    }
}

/// Whether a letter has a form in another case of another length, or more than one.
fn has_odd_case(letter: char) -> bool {
    lower_letter(letter) == letter && (letter.is_uppercase() || matches!(letter, 'ſ' | 'ς' | '\u{345}' | 'ẞ'))
}

/// The expression for texts in lower case: every letter in all its forms as its small one. `None` where it has a letter in some forms only, or none
/// in any.
fn small(hir: &Hir) -> Option<Hir> {
    let all = |all: &[Hir]| all.iter().map(small).collect::<Option<Vec<_>>>();
    Some(match hir.kind() {
        HirKind::Literal(literal) => {
            let cased = std::str::from_utf8(&literal.0).ok()?.chars().any(|letter| letter.is_uppercase() || letter.is_lowercase());
            return (!cased).then(|| hir.clone());
        }
        HirKind::Class(Class::Unicode(class)) => match letters(hir) {
            Some(letter) => Hir::literal(letter.into_bytes()),
            // A class that holds a small letter and not its capital is one that regards case.
            None => {
                let holds = |letter: char| class.iter().any(|range| range.start() <= letter && letter <= range.end());
                let regards = ('a'..='z')
                    .chain('à'..='þ')
                    .filter(|letter| *letter != '÷')
                    .any(|letter| letter.to_uppercase().next().is_some_and(|capital| holds(letter) != holds(capital)));
                return (!regards).then(|| hir.clone());
            }
        },
        HirKind::Repetition(one) => Hir::repetition(Repetition { sub: Box::new(small(&one.sub)?), ..one.clone() }),
        HirKind::Capture(one) => small(&one.sub)?,
        HirKind::Concat(parts) => Hir::concat(all(parts)?),
        HirKind::Alternation(parts) => Hir::alternation(all(parts)?),
        _ => hir.clone(),
    })
}

/// The words one of which stands in every match: of what stands in a row, the part whose shortest word is longest; of alternatives, the words of each.
fn words_of(hir: &Hir) -> Option<Vec<String>> {
    let fits = |words: &Vec<String>| words.len() <= WORDS && words.iter().all(|word| word.chars().count() >= LETTERS);
    match hir.kind() {
        HirKind::Capture(one) => words_of(&one.sub),
        HirKind::Repetition(one) if one.min > 0 => words_of(&one.sub),
        HirKind::Alternation(all) => all.iter().map(words_of).collect::<Option<Vec<_>>>().map(|all| all.concat()).filter(fits),
        HirKind::Concat(all) => {
            let mut found: Vec<Vec<String>> = all.iter().filter_map(words_of).collect();
            found.extend(runs(all).into_iter().map(|run| vec![run]));
            found.into_iter().filter(fits).max_by_key(|words| words.iter().map(|word| word.chars().count()).min())
        }
        _ => letters(hir).map(|word| vec![word]).filter(fits),
    }
}

/// The longest stretches of letters among what stands in a row: without regard to case, every letter is a class of its own.
fn runs(all: &[Hir]) -> Vec<String> {
    let (mut runs, mut open) = (Vec::new(), String::new());
    for one in all {
        match letters(one) {
            Some(more) => open.push_str(&more),
            None => runs.push(std::mem::take(&mut open)),
        }
    }
    runs.push(open);
    runs
}

/// What stands there in any case, as one word in lower case.
fn letters(hir: &Hir) -> Option<String> {
    match hir.kind() {
        HirKind::Literal(literal) => Some(lower_case(std::str::from_utf8(&literal.0).ok()?)),
        HirKind::Class(Class::Unicode(class)) => {
            let count: u32 = class.iter().map(|range| u32::from(range.end()) - u32::from(range.start()) + 1).sum();
            let forms: Vec<char> = class.iter().filter(|_| count <= FORMS).flat_map(|range| range.start()..=range.end()).collect();
            // 'ſ' and the signs of kelvin and ångström are forms of letters too, which plain texts do not hold.
            let mut plain = forms.iter().filter(|letter| !has_odd_case(**letter)).map(|letter| lower_letter(*letter));
            let first = plain.next()?;
            plain.all(|letter| letter == first).then(|| first.to_string())
        }
        _ => None,
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn read(text: &str) -> Read {
        Read::of(&regex_syntax::parse(text).unwrap())
    }

    #[test]
    fn it_matches_what_it_says_and_nothing_more() {
        let sentences = [
            "Med åtgärder",
            "omed åtgärder",
            "med  ö",
            "BY ax",
            "by xx",
            "— syftet",
            "— Syfte",
            "— ſyfte",
            "syfte: å",
            "",
            "å",
            "ÅÄÖ SKA",
            "İst ska",
            "KASSE",
            "\u{212a}aſſe",
            "\u{212b}NGSTRÖM",
            "ΣΑΣ σας",
        ];
        let insensitive = [
            r"(?ix) \b(?:med|by)\b \s+ ([åäö]\w*|\Bx{2,3}) | ^ \W* syfte \b",
            "(?i)kaſse",
            "(?i)kasse",
            "(?i)ångström",
            "(?i)σας",
            "(?i)[a-zåäö]+ ska",
        ];
        let sensitive = ["Syfte", "İst", "(?i:s)yfte", "[a-z]+ x", "[A-ZÅÄÖ]{3}", "^(?i:å)$"];
        for text in insensitive.into_iter().chain(sensitive) {
            let (ours, exact) = (Expression::new(text).unwrap(), Regex::new(text).unwrap());
            for sentence in sentences {
                assert_eq!(ours.find(sentence), exact.find(sentence).map(|found| (found.start(), found.end())), "{text} in {sentence}");
            }
        }
        assert!(insensitive.iter().all(|text| read(text).small.is_some()));
        assert!(sensitive.iter().take(5).all(|text| read(text).small.is_none()));
        assert!(Expression::new("(").is_err());
    }

    #[test]
    fn the_words_it_needs_are_those_of_its_narrowest_part() {
        let of = |text: &str| read(text).needed.map(|words| words.join(" ")).unwrap_or_default();
        assert_eq!(of(r"(?i)\b(?:med|av)?\s*(?:Riktighet|integrity)\b.*"), "integrity riktighet");
        assert_eq!(of(r"(?i)ÅR\d+ska"), "ska", "of two parts the one with longer words");
        assert_eq!(of(r"(?:kris){2}"), "kris");
        for without in [r"[a-c]+", r"kris|\d+", r"(?:kris)?", r"(?:kris)*x", "å"] {
            assert_eq!(of(without), "", "{without}");
        }
    }
}
