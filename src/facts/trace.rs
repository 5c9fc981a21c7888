//! What is left of a template (`language.md` §13) or of a conversion (§11).

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;
use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::context::Context;
use super::cover::Cover;
use crate::document::{BlockKind, Document};
use crate::language::Lexicon;
use crate::source::{SourceFile, Span};
use crate::term::Literals;

/// Which.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum TraceKind {
    /// A placeholder of a template.
    Placeholder,
    /// An artefact of a conversion.
    Artefact,
}

/// One such place.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Trace {
    /// Which.
    pub kind: TraceKind,
    /// Where it stands.
    pub span: Span,
    /// The text as written.
    pub text: String,
    /// What it should be, when that is certain.
    pub replacement: Option<String>,
}

/// The words that templates and conversions leave, ready to be looked for.
pub(crate) struct TraceWords {
    placeholders: Literals<Place>,
    /// Misread words of each language, with the right ones.
    misread: Vec<(String, Literals<String>)>,
}

/// Where a word is a placeholder.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Anywhere,
    /// Where it stands alone, or before a colon or dash.
    Alone,
}

impl TraceWords {
    pub(crate) fn new(lexicon: &Lexicon) -> Self {
        let lists =
            [("date-placeholders", Place::Anywhere), ("tbd-words", Place::Anywhere), ("nobody", Place::Anywhere), ("todo-words", Place::Alone)];
        let mut words: Vec<(&str, Place)> = Vec::new();
        for (list, place) in lists {
            let listed = lexicon.languages.iter().flat_map(|language| language.document.list(list));
            words.extend(listed.map(|word| (word.as_str(), place)));
        }
        words.sort_by_key(|(word, _)| *word);
        words.dedup();
        let misread = lexicon.languages.iter().map(|language| {
            let pairs = language.document.map("ocr").map(|(wrong, right)| (wrong, right.to_owned()));
            (language.tag.clone(), Literals::new(pairs))
        });
        Self { placeholders: Literals::new(words.into_iter()), misread: misread.collect() }
    }
}

/// Braces, brackets and angle brackets with words inside.
static BRACED: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"\{\{[^{}\n]{1,80}\}\}").ok());
static BRACKETED: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"\[([^\[\]\n^]{1,80})\]").ok());
static ANGLED: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"<([^<>/!\n]{2,80})>").ok());
/// Letters that stand for figures: a year, a telephone number, a number of a file, a paragraph.
static FIGURES: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"\b(?:(?:19|20)XX(?:-XX){0,2}|X{2,}(?:[-/ ]X{2,})+|X{3,}|XX|xxx+)\b|§\s*X\b").ok());
/// Code within a line.
static CODE: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"`[^`\n]+`").ok());
/// A word with a ligature.
static LIGATURE: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"[\p{L}\p{M}]*[\u{FB00}-\u{FB06}][\p{L}\p{M}\u{FB00}-\u{FB06}]*").ok());

/// Placeholders and artefacts, in reading order.
pub(crate) fn read_traces(context: &Context, source: &SourceFile, document: &Document) -> Vec<Trace> {
    let text = source.text.as_str();
    let masked = masked(source, document);
    let mut found: Vec<Trace> = placeholders(context, text)
        .into_iter()
        .map(|range| trace(TraceKind::Placeholder, text, range, None))
        .chain(artefacts(context, text))
        .collect();
    found.retain(|trace| !masked.overlaps(trace.span));
    found.sort_by_key(|trace| (trace.span.start, std::cmp::Reverse(trace.span.end)));
    let mut end = 0;
    found.retain(|trace| {
        let free = trace.span.start >= end;
        end = end.max(trace.span.end);
        free
    });
    found
}

/// Whether a placeholder stands in the text.
pub(crate) fn holds_placeholder(context: &Context, text: &str) -> bool {
    !gaps(context, text).is_empty()
}

/// The placeholders that leave something open in what is said. A tag that steers a template ("{{#needsHealthCare}}", "{{/if}}") is left of one, and
/// leaves nothing open.
fn gaps(context: &Context, text: &str) -> Vec<Range<usize>> {
    let steers = |range: &Range<usize>| {
        let inner = text.get(range.clone()).and_then(|written| written.strip_prefix("{{")).map(str::trim_start);
        inner.is_some_and(|inner| inner.starts_with(['#', '/', '^', '!', '>']) || inner.starts_with("else"))
    };
    placeholders(context, text).into_iter().filter(|range| !steers(range)).collect()
}

/// Whether every placeholder of the text stands for a name: of the organisation itself, or of whom the words in it call a role
/// ("{{SECURITY_LEAD}}", which `names_role` is given as words too). Then nothing of what the text orders is left open.
pub(crate) fn only_names(context: &Context, text: &str, names_role: impl Fn(&Range<usize>, &str) -> bool) -> bool {
    let found = gaps(context, text);
    let names = |range: &Range<usize>| {
        let written = text.get(range.clone()).unwrap_or_default();
        let inner = written.trim_matches(['[', ']', '{', '}', '<', '>', ' ']);
        let framed = inner.len() < written.len();
        let words = spaced(inner);
        framed && (names_role(range, &words) || context.whole("@placeholder-name", &words).is_some())
    };
    !found.is_empty() && found.iter().all(names)
}

/// The name of a variable as words ("companyShortName").
fn spaced(name: &str) -> String {
    let mut words = String::with_capacity(name.len() + 4);
    for letter in name.chars() {
        match letter {
            '_' | '-' | '.' => words.push(' '),
            _ => {
                if letter.is_uppercase() && words.ends_with(char::is_lowercase) {
                    words.push(' ');
                }
                words.push(letter);
            }
        }
    }
    words
}

/// Whether nothing but placeholders stands in the text.
pub(crate) fn only_placeholders(context: &Context, text: &str) -> bool {
    let found = placeholders(context, text);
    let outside = |at: usize| !found.iter().any(|range| range.contains(&at));
    !found.is_empty() && !text.char_indices().any(|(at, letter)| letter.is_alphanumeric() && outside(at))
}

/// One trace.
fn trace(kind: TraceKind, text: &str, range: Range<usize>, replacement: Option<String>) -> Trace {
    Trace { kind, text: text.get(range.clone()).unwrap_or_default().to_owned(), span: range.into(), replacement }
}

/// Where nothing is looked for: code, comments, links.
fn masked(source: &SourceFile, document: &Document) -> Cover {
    let code = document.blocks.iter().filter(|block| matches!(block.kind, BlockKind::Code)).map(|block| block.span);
    let inline = CODE.iter().flat_map(|pattern| pattern.find_iter(&source.text)).map(|found| found.range().into());
    let targets = document.links.iter().filter_map(|link| {
        let written = source.text.get(Range::from(link.span))?;
        let at = written.rfind("](").map_or(0, |at| at + 1);
        Some(Span::new(link.span.start + at, link.span.end))
    });
    Cover::new(document.comments.iter().copied().chain(code).chain(inline).chain(targets))
}

/// Where placeholders stand in a text.
fn placeholders(context: &Context, text: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    if text.contains("{{") {
        found.extend(matches(&BRACED, text).map(|found| found.range()));
    }
    for (_, pattern) in [('[', &BRACKETED), ('<', &ANGLED)].into_iter().filter(|(opening, _)| text.contains(*opening)) {
        for captures in pattern.iter().flat_map(|pattern| pattern.captures_iter(text)) {
            if let (Some(whole), Some(inner)) = (captures.get(0), captures.get(1))
                && is_field(context, text, whole.range(), inner.as_str())
            {
                found.push(whole.range());
            }
        }
    }
    if may_hold_figures(text) {
        found.extend(matches(&FIGURES, text).map(|found| found.range()).filter(|range| is_figure(context, text, range)));
    }
    found.extend(context.unfilled(text).iter().map(|named| named.start..named.end));
    found.extend(literals(context, text));
    found.sort_by_key(|range| (range.start, std::cmp::Reverse(range.end)));
    found
}

/// The matches of a pattern.
fn matches<'t>(pattern: &'static LazyLock<Option<Regex>>, text: &'t str) -> impl Iterator<Item = regex::Match<'t>> {
    pattern.iter().flat_map(move |pattern| pattern.find_iter(text))
}

/// Whether brackets hold a field of a template: a word of one, figures as letters, or dots; a link's text is none.
fn is_field(context: &Context, text: &str, whole: Range<usize>, inner: &str) -> bool {
    let after = text.get(whole.end..).unwrap_or_default();
    if after.starts_with(['(', '[']) || (after.starts_with(':') && at_line_start(text, whole.start)) {
        return false;
    }
    let inner = inner.trim();
    let dots = !inner.is_empty() && inner.chars().all(|letter| matches!(letter, '.' | '…' | '_'));
    let address = inner.contains('@') || inner.contains("://") || inner.contains('=');
    let short = inner.split_whitespace().count() <= 8;
    let word = |context: Context<'_>| context.named("@placeholder-word", inner).iter().any(|found| found.start == 0 || found.end == inner.len());
    dots || (!address && short && context.every_language().any(word))
}

/// Whether a line starts at `at`.
fn at_line_start(text: &str, at: usize) -> bool {
    let blank = |letter: char| letter.is_whitespace() && letter != '\n';
    let before = text.get(..at).map(|before| before.trim_end_matches(blank));
    before.is_some_and(|before| before.is_empty() || before.ends_with('\n'))
}

/// Whether a text holds what every match of [`FIGURES`] holds. The pattern itself is slow on anything but English.
fn may_hold_figures(text: &str) -> bool {
    text.contains("XX") || text.contains("xxx") || (text.contains('X') && text.contains('§'))
}

/// Whether letters stand for figures: two alone may be a Roman number.
fn is_figure(context: &Context, text: &str, range: &Range<usize>) -> bool {
    let found = text.get(range.clone()).unwrap_or_default();
    if found != "XX" {
        return true;
    }
    let before = text.get(..range.start).unwrap_or_default();
    let word = before.trim_end_matches([' ', ':', '-']).rsplit(|letter: char| !letter.is_alphanumeric()).next().unwrap_or_default();
    let roman = |context: Context<'_>| context.words().is_some_and(|words| words.listed("roman-before", word));
    let marks = before.trim_end_matches(['#', ' ']);
    let heading = marks.is_empty() || marks.ends_with('\n');
    !heading && !context.every_language().any(roman) && !text.get(range.end..).unwrap_or_default().starts_with('-')
}

/// Words that are placeholders where they stand alone or before a colon or dash.
fn literals(context: &Context, text: &str) -> Vec<Range<usize>> {
    let counts = |range: &Range<usize>| {
        let after = text.get(range.end..).unwrap_or_default();
        let rest = after.trim_start_matches([' ', '*', ']']);
        let alone = rest.is_empty() || rest.starts_with(['\n', '\r', ':', '|', '–', '—']);
        alone || (rest.starts_with('-') && after.starts_with(' '))
    };
    let found = context.traces.placeholders.find(text).into_iter();
    found.filter(|(range, place)| **place == Place::Anywhere || counts(range)).map(|(range, _)| range).collect()
}

/// Fewer small letters after a hyphen are no part of a divided word.
const PART: usize = 3;

/// Words with a hyphen in them, perhaps with a line end after it: the range, what stands before and what stands after, which is in small letters.
fn divided(text: &str) -> impl Iterator<Item = (Range<usize>, &str, &str)> {
    text.match_indices('-').filter_map(|(at, _)| {
        let (before, after) = (text.get(..at)?, text.get(at + 1..)?);
        let start = before.trim_end_matches(|letter: char| letter.is_alphabetic() || is_combining_mark(letter)).len();
        let next = after.strip_prefix("\r\n").or_else(|| after.strip_prefix('\n')).map_or(after, |line| line.trim_start_matches([' ', '\t', '>']));
        let rest = next.trim_start_matches(|letter: char| letter.is_lowercase() || is_combining_mark(letter));
        let (first, second) = (before.get(start..)?, next.get(..next.len() - rest.len())?);
        let fits =
            !first.is_empty() && second.starts_with(char::is_lowercase) && second.chars().filter(|letter| letter.is_lowercase()).count() >= PART;
        fits.then(|| (start..text.len() - rest.len(), first, second))
    })
}

/// What a conversion left: split words, ligatures, misread letters, lost characters.
fn artefacts(context: &Context, text: &str) -> Vec<Trace> {
    let mut found = Vec::new();
    let has_ligature = text.contains(['\u{fb00}', '\u{fb01}', '\u{fb02}', '\u{fb03}', '\u{fb04}', '\u{fb05}', '\u{fb06}']);
    for ligature in has_ligature.then(|| matches(&LIGATURE, text)).into_iter().flatten() {
        let whole: String = ligature.as_str().nfkc().collect();
        found.push(trace(TraceKind::Artefact, text, ligature.range(), Some(whole)));
    }
    found.extend(text.match_indices('\u{fffd}').map(|(at, lost)| trace(TraceKind::Artefact, text, at..at + lost.len(), None)));
    let Some(language) = context.read_as() else { return found };
    let words = &language.document;
    for (range, first, second) in divided(text) {
        let [first, second]: [String; 2] = [first, second].map(|part| part.nfc().collect());
        if words.listed("linking", &first) && !words.listed("hyphen-exceptions", &second) {
            found.push(trace(TraceKind::Artefact, text, range, Some(first + &second)));
        }
    }
    let misread = context.traces.misread.iter().filter(|(tag, _)| *tag == language.tag);
    for (range, right) in misread.flat_map(|(_, words)| words.find(text)) {
        found.push(trace(TraceKind::Artefact, text, range, Some(right.clone())));
    }
    found
}
