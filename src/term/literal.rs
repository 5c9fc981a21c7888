//! Plain words, matched as they are written.

use std::ops::Range;

use aho_corasick::{AhoCorasick, MatchKind};

use unicode_normalization::UnicodeNormalization;

use super::fold::is_letter;

/// Words that stand for something, found where they stand whole.
pub struct Literals<T> {
    search: Option<AhoCorasick>,
    values: Vec<T>,
    /// For each word that is searched, which value it stands for.
    owners: Vec<usize>,
}

impl<T> Literals<T> {
    /// Words with what they stand for, in composed and in decomposed letters. Empty words are none.
    pub fn new<'w>(words: impl Iterator<Item = (&'w str, T)>) -> Self {
        let (words, values): (Vec<&str>, Vec<T>) = words.filter(|(word, _)| !word.is_empty()).unzip();
        let decomposed = words.iter().map(|word| word.nfd().collect::<String>()).enumerate();
        let decomposed: Vec<(usize, String)> = decomposed.filter(|(at, word)| words.get(*at).is_some_and(|composed| composed != word)).collect();
        let owners = (0..words.len()).chain(decomposed.iter().map(|(at, _)| *at)).collect();
        let written = words.into_iter().chain(decomposed.iter().map(|(_, word)| word.as_str()));
        let builder = AhoCorasick::builder().match_kind(MatchKind::Standard).build(written);
        Self { search: builder.ok().filter(|_| !values.is_empty()), values, owners }
    }

    /// Where words stand with no letter, digit or joining hyphen on either side, as byte ranges, by end.
    pub fn find(&self, text: &str) -> Vec<(Range<usize>, &T)> {
        let mut found: Vec<(Range<usize>, &T)> = Vec::new();
        for hit in self.search.iter().flat_map(|search| search.find_overlapping_iter(text)) {
            if let Some(value) = self.owners.get(hit.pattern().as_usize()).and_then(|owner| self.values.get(*owner))
                && stands_whole(text, hit.start(), hit.end())
            {
                found.push((hit.range(), value));
            }
        }
        found
    }
}

fn stands_whole(text: &str, start: usize, end: usize) -> bool {
    let before = text.get(..start).unwrap_or_default().chars().next_back();
    let mut after = text.get(end..).unwrap_or_default().chars();
    let next = after.next();
    let hyphen = next == Some('-') && after.next().is_some_and(is_letter);
    !before.is_some_and(|letter| is_letter(letter) || letter == '-') && !next.is_some_and(is_letter) && !hyphen
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_words_as_written() {
        let words = Literals::new([("TBD", 1), ("ÅÅÅÅ-MM", 2), ("", 3)].into_iter());
        let found = |text: &str| words.find(text).into_iter().map(|(range, value)| (range, *value)).collect::<Vec<_>>();
        assert_eq!(found("Ägare: TBD, tbd, TBDs, -TBD, TBD-x, TBD-"), [(8..11, 1), (37..40, 1)]);
        assert_eq!(found("den ÅÅÅÅ-MM"), [(4..15, 2)]);
        assert_eq!(found("den A\u{30a}A\u{30a}A\u{30a}A\u{30a}-MM"), [(4..19, 2)]);
        assert!(Literals::new(std::iter::empty::<(&str, u8)>()).find("TBD").is_empty());
    }
}
