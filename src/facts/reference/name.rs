//! Documents named in prose, and how names are compared: "Riktlinjen för incidenthantering" is the document titled "Riktlinje för
//! incidenthantering i Region Exempel".

use serde::{Deserialize, Serialize};

use crate::facts::context::{Context, Named};
use crate::language::{DocumentWords, Kind};

/// The name of a document: its kind, and the words that say what it is about, in lower case.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Name {
    /// What it is.
    pub kind: Kind,
    /// What it is about; never empty.
    pub words: Vec<String>,
    /// The kind's own word as written, without what stands before it in a compound; empty when a title has none.
    pub head: String,
    /// Its first word names a whole area ("informationssäkerhet") and no part of one ("lösenord"). Told of titles only.
    pub general: bool,
}

/// A document named in a text.
pub(super) struct Mention {
    pub(super) name: Name,
    pub(super) start: usize,
    pub(super) end: usize,
    /// In quotation marks.
    pub(super) quoted: bool,
    /// A capital inside a sentence.
    pub(super) proper: bool,
    /// The words around it say that it is a law, a standard or somebody else's.
    pub(super) external: bool,
}

/// Words in a row that belong to one name at most.
const LONGEST: usize = 8;
/// Words before and after a name that may say whose it is.
const AROUND: usize = 4;
/// Letters that an ending may have.
const ENDING: usize = 3;

impl Name {
    /// How well a document of this name bears the `mention`: the number of words they share and of words that only one of them
    /// has; `None` when it does not. The mention may be a part of the name ("lösenord" of "lösenord och koder"); the name may end
    /// before the mention does, since running text does not tell where a name ends.
    pub fn bears(&self, mention: &Self) -> Option<(usize, usize)> {
        if self.words.is_empty() || mention.words.is_empty() {
            return None;
        }
        let same = |one: &[String], other: &[String]| one.iter().zip(other).all(|(one, other)| inflected(one, other));
        let (own, asked) = (self.words.len(), mention.words.len());
        if self.kind != mention.kind {
            // "Security Response Plan" of a "Security Response Plan Policy".
            let last: Vec<String> = mention.words.iter().chain([&mention.head]).cloned().collect();
            let first: Vec<String> = [&mention.head].into_iter().chain(&mention.words).cloned().collect();
            let holds = !mention.head.is_empty() && self.words.windows(asked + 1).any(|part| same(part, &last) || same(part, &first));
            return holds.then(|| (asked, own - asked));
        }
        let holds =
            if asked <= own { self.words.windows(asked).any(|part| same(part, &mention.words)) } else { same(&self.words, &mention.words[..own]) };
        holds.then_some((own.min(asked), own.abs_diff(asked)))
    }
}

/// Whether two words are one, perhaps with another ending: the beginning is common, and at most three letters of either are not.
pub fn inflected(one: &str, other: &str) -> bool {
    let common = one.chars().zip(other.chars()).take_while(|(one, other)| one == other).count();
    let longest = one.chars().count().max(other.chars().count());
    one == other || (common >= 4 && common + ENDING >= longest)
}

/// The name in a title; `None` when it says nothing but the kind.
pub(crate) fn of_title(context: &Context, title: &str, kind: Option<Kind>) -> Option<Name> {
    let words = context.words()?;
    let kind = kind?;
    let hit = context.named("@kind/", title).into_iter().find(|hit| hit.name == kind.as_str());
    let (before, parts, head) = match hit {
        None => (Vec::new(), content(words, title), String::new()),
        Some(hit) => {
            let before = if words.head_last() { content(words, title.get(..hit.start)?) } else { Vec::new() };
            let (own, head) = compound(words, kind, title.get(hit.start..hit.end)?);
            (before.clone(), before.into_iter().chain(own).chain(content(words, title.get(hit.end..)?)).collect(), head)
        }
    };
    let area = if before.is_empty() { after_area(words, &parts).is_some() } else { is_area(words, &before) };
    let general = area && !names_a_part(words, title.get(hit.map_or(0, |hit| hit.end)..)?);
    (!parts.is_empty()).then_some(Name { kind, words: parts, head, general })
}

/// Whether the end of a title names a part of its area: a word in lower case ("vid distansarbete") that is neither an area nor a word for
/// everybody ("i kommunen"), or one that is known to. A capital begins the name of an organisation, and says nothing where every word has one.
fn names_a_part(words: &DocumentWords, tail: &str) -> bool {
    let everybody = |word: &str| words.listed("everybody", word);
    let area = |word: &str| words.list("area").iter().flat_map(|area| area.split_whitespace()).any(|area| inflected(word, area));
    let part = |word: &str| words.list("part").iter().any(|part| inflected(word, part));
    let tokens = tail.split(|letter: char| !letter.is_alphanumeric() && letter != '-');
    let lower = |token: &str| token.starts_with(char::is_lowercase);
    let all = tokens.flat_map(|token| content(words, token).into_iter().map(move |word| (word, lower(token))));
    all.into_iter().any(|(word, lower)| part(&word) || (lower && !everybody(&word) && !area(&word)))
}

/// What follows the area that a name begins with, the longest there is.
fn after_area<'p>(words: &DocumentWords, parts: &'p [String]) -> Option<&'p [String]> {
    let begins = |area: &String| {
        let length = area.split_whitespace().count();
        let same = area.split_whitespace().enumerate().all(|(at, word)| parts.get(at).is_some_and(|part| inflected(part, word)));
        same.then(|| parts.get(length..)).flatten()
    };
    words.list("area").iter().filter_map(begins).min_by_key(|rest| rest.len())
}

/// Whether what stands before the kind's word is areas and nothing else ("Information Security and Privacy Policy"), perhaps after whose it is
/// ("Exempel Health Information Security Policy"). A lone word at the end tells no area: a "Mobile Device Security Policy" is about a part of one.
fn is_area(words: &DocumentWords, before: &[String]) -> bool {
    let areas = |mut rest: &[String]| {
        while let Some(after) = after_area(words, rest) {
            rest = after;
        }
        rest.is_empty()
    };
    let several = |rest: &[String]| rest.len() > 1 && after_area(words, rest).is_some_and(|after| after.len() + 1 < rest.len());
    areas(before) || (1..before.len()).any(|at| before.get(at..).is_some_and(|rest| several(rest) && areas(rest)))
}

/// The documents that a text names, by the words of the lexicon in it.
pub(super) fn names_in(context: &Context, found_words: &[Named<'_>], text: &str) -> Vec<Mention> {
    let Some(words) = context.words() else { return Vec::new() };
    let mut found: Vec<Mention> = Vec::new();
    let mut taken = 0;
    for (hit, kind) in found_words.iter().filter_map(|word| Some((word, word.name.strip_prefix("kind/")?))) {
        let Some(kind) = Kind::parse(kind).filter(|kind| hit.start >= taken && kind.governs()) else { continue };
        taken = hit.end;
        if let Some(mention) = mention(context, words, text, kind, hit.start, hit.end) {
            taken = mention.end;
            found.push(mention);
        }
    }
    found
}

fn mention(context: &Context, words: &DocumentWords, text: &str, kind: Kind, head: usize, head_end: usize) -> Option<Mention> {
    let capital = text.get(head..)?.starts_with(char::is_uppercase);
    let start = if words.head_last() { preceding(words, text, head, capital) } else { head };
    let end = following(words, text, head_end).unwrap_or(head_end);
    let (own, word) = compound(words, kind, text.get(head..head_end)?);
    let before = text.get(..start)?;
    let last = before.trim_end().chars().next_back();
    let goes_on = |last: char| last.is_alphanumeric() || matches!(last, ',' | ';' | ')' | '/' | '&' | '%' | '”' | '“' | '"' | '„' | '»' | '«' | '’');
    let opens = !last.is_some_and(goes_on);
    // The first word of a sentence has a capital whatever it is: "Implement Clean Desk Policy".
    let skipped = if opens { tokens(text.get(start..head)?).get(1).map(|(at, _)| start + at) } else { None };
    let parts: Vec<String> =
        content(words, text.get(skipped.unwrap_or(start)..head)?).into_iter().chain(own).chain(content(words, text.get(head_end..end)?)).collect();
    let quoted = last.is_some_and(|last| matches!(last, '”' | '“' | '"' | '„' | '»' | '«')) && !before.ends_with(char::is_whitespace);
    let proper = capital && !opens;
    let external = (quoted || proper) && is_external(context, text, start, end);
    (!parts.is_empty()).then_some(Mention { name: Name { kind, words: parts, head: word, general: false }, start, end, quoted, proper, external })
}

/// What stands before the kind's own word in a compound, and that word: "informationssäkerhets" and "policyn".
fn compound(words: &DocumentWords, kind: Kind, head: &str) -> (Option<String>, String) {
    let lower = head.to_lowercase();
    let stem = words.stems(&format!("kind/{kind}")).filter_map(|stem| lower.find(&stem)).min().unwrap_or(0);
    let (first, last) = lower.split_at_checked(stem).unwrap_or(("", &lower));
    let first = first.trim_end_matches('-');
    ((first.chars().count() > 1).then(|| first.to_owned()), last.to_owned())
}

/// The words that say what a name is about: without small words.
fn content(words: &DocumentWords, text: &str) -> Vec<String> {
    let token = |word: &str| word.trim_matches(|letter: char| !letter.is_alphanumeric()).to_lowercase();
    let split = text.split(|letter: char| letter.is_whitespace() || matches!(letter, '–' | '—' | '/' | '_')).map(token);
    split.filter(|word| !word.is_empty() && !words.listed("title-cut", word) && !words.listed("name-skip", word)).collect()
}

/// Where the words after the kind's end: a linking word, then everything up to a word that ends a name or a sign.
fn following(words: &DocumentWords, text: &str, after: usize) -> Option<usize> {
    let rest = text.get(after..).filter(|rest| rest.starts_with(char::is_whitespace))?;
    let mut end = after;
    for (index, (start, word)) in tokens(rest).into_iter().enumerate() {
        let stop = word.find(|letter: char| !(letter.is_alphanumeric() || letter == '-'));
        let bare = word.get(..stop.unwrap_or(word.len())).unwrap_or_default();
        let wrong = if index == 0 { !words.listed("named-link", word) } else { words.listed("name-end", bare) };
        if wrong || bare.is_empty() || index > LONGEST {
            return (index > 1).then_some(end);
        }
        end = after + start + bare.len();
        if stop.is_some() {
            return (index > 0).then_some(end);
        }
    }
    (end > after).then_some(end)
}

/// Where the words before the kind begin: back to a word that starts no name or a sign; words with capitals only, before a capital.
fn preceding(words: &DocumentWords, text: &str, head: usize, capital: bool) -> usize {
    let Some(before) = text.get(..head).filter(|before| before.ends_with(char::is_whitespace)) else { return head };
    let all = tokens(before);
    let mut start = head;
    let mut joined = false;
    for (at, word) in all.iter().rev().take(LONGEST) {
        let plain = word.trim_start_matches(['”', '“', '"', '„']);
        if !plain.ends_with(char::is_alphanumeric) || plain.is_empty() {
            break;
        }
        if capital && words.listed("name-joiner", plain) {
            joined = true;
            continue;
        }
        let upper = plain.starts_with(char::is_uppercase);
        if words.listed("name-start", plain) || upper != capital || (joined && !upper) {
            break;
        }
        (start, joined) = (at + word.len() - plain.len(), false);
        if plain.len() < word.len() {
            break;
        }
    }
    start
}

/// The words of a text with their places.
fn tokens(text: &str) -> Vec<(usize, &str)> {
    let mut at = 0;
    let mut found = Vec::new();
    for word in text.split_inclusive(char::is_whitespace) {
        let bare = word.trim_end();
        if !bare.is_empty() {
            found.push((at, bare));
        }
        at += word.len();
    }
    found
}

/// Whether the name itself, or the words right before or after it in its sentence, name an authority, a law or a standard.
fn is_external(context: &Context, text: &str, start: usize, end: usize) -> bool {
    let before = text.get(..start).unwrap_or_default();
    let before = before.rsplit(['.', ';', '!', '?']).next().unwrap_or_default();
    let after = text.get(end..).unwrap_or_default();
    let from = tokens(before).iter().rev().nth(AROUND - 1).map_or(0, |(at, _)| *at);
    let to = tokens(after).get(AROUND).map_or(after.len(), |(at, _)| *at);
    let to = after.find(['.', ';', '!', '?']).map_or(to, |stop| stop.min(to));
    let around =
        format!("{}{}{}", before.get(from..).unwrap_or_default(), text.get(start..end).unwrap_or_default(), after.get(..to).unwrap_or_default());
    let numbered = |word: &str| word.split_once(':').is_some_and(|(year, number)| digits(year) == 4 && digits(number) > 0);
    context.has("@external", &around) || around.split_whitespace().any(numbered)
}

/// How many digits the text holds.
fn digits(text: &str) -> usize {
    text.chars().filter(char::is_ascii_digit).count()
}
