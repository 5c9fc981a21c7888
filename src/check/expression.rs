//! A regular expression of a rule, compiled when it is first asked for: most runs ask few of them.
//!
//! Word boundaries in the sense of Unicode are what the fast engines of `regex` cannot do on any text but ASCII, and nearly every expression has
//! some. Without its boundaries an expression matches wherever it did before, and in some places more: it is asked first, and most texts need no
//! other answer.

use std::sync::OnceLock;

use regex::{Match, Regex};
use regex_syntax::hir::{Hir, HirKind, Look};

/// An expression.
#[derive(Clone, Debug)]
pub struct Expression {
    text: String,
    exact: OnceLock<Option<Regex>>,
    /// The same without word boundaries; `None` where there are none, or where it cannot be made.
    wide: OnceLock<Option<Regex>>,
}

impl Expression {
    /// Reads an expression.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn new(text: &str) -> Result<Self, regex::Error> {
        let exact = OnceLock::from(Some(Regex::new(text)?));
        Ok(Self { text: text.to_owned(), exact, wide: OnceLock::new() })
    }

    /// One that is known to be right.
    pub(crate) fn proven(text: &str) -> Self {
        Self { text: text.to_owned(), exact: OnceLock::new(), wide: OnceLock::new() }
    }

    /// The first match.
    pub fn find<'t>(&self, text: &'t str) -> Option<Match<'t>> {
        let wide = self.wide.get_or_init(|| without_boundaries(&self.text)).as_ref();
        if wide.is_some_and(|wide| !wide.is_match(text)) {
            return None;
        }
        self.exact.get_or_init(|| Regex::new(&self.text).ok()).as_ref()?.find(text)
    }

    /// Whether there is a match.
    pub fn is_match(&self, text: &str) -> bool {
        self.find(text).is_some()
    }
}

fn without_boundaries(text: &str) -> Option<Regex> {
    let read = regex_syntax::parse(text).ok()?;
    let bounded = read.properties().look_set().contains_word_unicode();
    bounded.then(|| Regex::new(&wider(&read).to_string()).ok())?
}

/// The expression without what asks for a boundary of words.
fn wider(hir: &Hir) -> Hir {
    match hir.kind() {
        HirKind::Look(look) if is_boundary(*look) => Hir::empty(),
        HirKind::Repetition(one) => Hir::repetition(regex_syntax::hir::Repetition { sub: Box::new(wider(&one.sub)), ..one.clone() }),
        HirKind::Capture(one) => wider(&one.sub),
        HirKind::Concat(all) => Hir::concat(all.iter().map(wider).collect()),
        HirKind::Alternation(all) => Hir::alternation(all.iter().map(wider).collect()),
        _ => hir.clone(),
    }
}

const fn is_boundary(look: Look) -> bool {
    matches!(
        look,
        Look::WordUnicode
            | Look::WordUnicodeNegate
            | Look::WordStartUnicode
            | Look::WordEndUnicode
            | Look::WordStartHalfUnicode
            | Look::WordEndHalfUnicode
    )
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn it_matches_what_it_says_and_nothing_more() {
        let text = r"(?ix) \b(?:med|by)\b \s+ ([åäö]\w*|\Bx{2,3}) | ^ \W* syfte \b";
        let (ours, exact) = (Expression::new(text).unwrap(), Regex::new(text).unwrap());
        assert!(ours.wide.get_or_init(|| without_boundaries(text)).is_some());
        for sentence in
            ["Med åtgärder", "omed åtgärder", "med  ö", "BY ax", "by xx", "by axx", "— syftet", "— syfte", "syfte: å", "", "å", "inget här"]
        {
            assert_eq!(ours.find(sentence).map(|found| found.range()), exact.find(sentence).map(|found| found.range()), "{sentence}");
        }
        assert!(Expression::new("(").is_err());
        assert!(without_boundaries("[a-c]+").is_none());
    }
}
