//! Annexes: named in prose ("bilaga 2"), and as headings, titles and file names name them.

use crate::facts::context::{Context, Named};

/// The word and the number or letter of an annex.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct AnnexName {
    word: String,
    number: String,
}

impl AnnexName {
    /// Of a name as written ("bilaga 2"); `None` without a number or letter.
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.split_whitespace();
        Some(Self { word: parts.next()?.to_lowercase(), number: parts.next()?.to_lowercase() })
    }

    /// The number or letter: it tells annexes apart, whatever the ending of the word.
    pub fn number(&self) -> &str {
        &self.number
    }

    /// Whether a title or a file name holds the annex's word, perhaps with another ending, and its number.
    pub fn is_in(&self, text: &str) -> bool {
        let lower = text.to_lowercase();
        let tokens: Vec<&str> = lower.split(|letter: char| !letter.is_alphanumeric()).filter(|token| !token.is_empty()).collect();
        let stem: String = self.word.chars().take(5).collect();
        let bare = self.number.trim_start_matches('0');
        let apart = tokens.windows(2).any(|pair| match pair {
            [first, second] => first.starts_with(&stem) && second.trim_start_matches('0') == bare,
            _ => false,
        });
        apart || tokens.iter().any(|token| token.strip_prefix(self.word.as_str()).is_some_and(|rest| rest.trim_start_matches('0') == bare))
    }
}

/// Where annexes are named in a text: from the word to the end of the number.
pub(super) fn annexes_in(context: &Context, words: &[Named<'_>], text: &str) -> Vec<(usize, usize)> {
    let found = words.iter().filter(|word| word.name == "annex").filter_map(|annex| {
        let end = annex_end(text, annex.end)?;
        (!of_other(context, text, annex.start, end)).then_some((annex.start, end))
    });
    found.collect()
}

/// Whether a title or a file name calls the document an annex: it begins with the word, or holds it with a number.
pub(crate) fn is_annex(context: &Context, title: &str, path: &str) -> bool {
    let file = apart(path.rsplit('/').next().unwrap_or_default());
    let names =
        |context: Context<'_>, text: &str| context.set("@annex", text).iter().any(|annex| annex.start == 0 || annex_end(text, annex.end).is_some());
    // A short annex is often too short for its language to be told.
    let called = |text: &str| context.every_language().any(|context| names(context, text));
    called(title) || called(&file)
}

/// The words and numbers of a file name ("bilaga2.md").
fn apart(file: &str) -> String {
    let mut words = String::with_capacity(file.len());
    for letter in file.chars() {
        let joined = letter.is_ascii_digit() && words.ends_with(char::is_alphabetic);
        if joined {
            words.push(' ');
        }
        words.push(if matches!(letter, '-' | '_' | '.') { ' ' } else { letter });
    }
    words
}

/// Whether an annex belongs to something else: a law or a standard before it, or "annex 2 to the directive".
fn of_other(context: &Context, text: &str, start: usize, end: usize) -> bool {
    let Some(words) = context.words() else { return false };
    let bare = |word: &str| word.trim_matches(|letter: char| !letter.is_alphanumeric()).to_owned();
    let before = text.get(..start).and_then(|before| before.split_whitespace().next_back()).map(bare).unwrap_or_default();
    let numbered = before.chars().filter(char::is_ascii_digit).count() >= 3;
    let rest = text.get(end..).unwrap_or_default();
    let mut after = rest.split_whitespace().take(2);
    let joined = rest.starts_with(char::is_whitespace) && after.next().is_some_and(|word| words.listed("annex-of", word));
    let this = after.next().is_some_and(|word| context.has("@this-document", &bare(word)));
    numbered || words.listed("annex-owner", &before) || (joined && !this)
}

/// The end of an annex's number or letter after its word.
fn annex_end(text: &str, after: usize) -> Option<usize> {
    let rest = text.get(after..)?;
    let word = rest.strip_prefix([' ', '\u{a0}', '\n'])?;
    let start = after + rest.len() - word.len();
    let name: String = word.chars().take_while(|letter| letter.is_alphanumeric()).collect();
    let number = !name.is_empty() && name.len() <= 2 && name.chars().all(|letter| letter.is_ascii_digit());
    let letter = name.len() == 1 && name.chars().all(|letter| letter.is_ascii_uppercase());
    let mut after = word.get(name.len()..)?.chars();
    let joined = after.next() == Some('-') && after.next().is_some_and(char::is_alphabetic);
    ((number || letter) && !joined).then_some(start + name.len())
}
