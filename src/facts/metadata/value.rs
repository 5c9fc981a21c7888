//! Values of metadata fields: what a label, a cell or an entry of front matter says.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::{MetaSource, Reader};
use crate::document::Prose;
use crate::facts::context::trim;
use crate::facts::date::{DateValue, find_dates};
use crate::facts::trace::holds_placeholder;
use crate::language::{DocumentWords, Field};
use crate::source::Span;

/// A stretch of text with its way back to the source.
#[derive(Clone, Copy)]
pub(super) enum Piece<'a> {
    /// A part of a block's text.
    Prose { prose: &'a Prose, start: usize, end: usize },
    /// A value of front matter.
    Raw { text: &'a str, span: Span, source: &'a str },
}

impl<'a> Piece<'a> {
    /// The text.
    pub fn text(&self) -> &'a str {
        match self {
            Self::Prose { prose, start, end } => prose.text.get(*start..*end).unwrap_or_default(),
            Self::Raw { text, .. } => text,
        }
    }

    /// A range of the text in the source.
    pub fn span(&self, range: Range<usize>) -> Span {
        match self {
            Self::Prose { prose, start, .. } => prose.source(start + range.start, start + range.end),
            Self::Raw { text, span, source } => {
                let written = source.get(Range::from(*span)).unwrap_or_default();
                match written.find(text) {
                    Some(at) => Span::new(span.start + at + range.start, span.start + at + range.end),
                    None => *span,
                }
            }
        }
    }

    /// Text and place of a range, trimmed.
    pub fn part(&self, range: Range<usize>) -> (String, Span) {
        let (start, end) = trim(self.text(), range.start, range.end);
        (self.text().get(start..end).unwrap_or_default().to_owned(), self.span(start..end))
    }

    /// Text and place of all of it.
    pub fn whole(&self) -> (String, Span) {
        self.part(0..self.text().len())
    }
}

/// The parts of a decision, as ranges of its text.
#[derive(Default, Debug)]
pub(super) struct Decision {
    /// Who decided.
    pub by: Option<Range<usize>>,
    /// When.
    pub date: Option<(Range<usize>, DateValue)>,
    /// Paragraph of the minutes.
    pub paragraph: Option<Range<usize>>,
}

/// A paragraph of minutes.
static PARAGRAPH: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"§§?\s*\d+[a-z]?(?:/\d{4})?\b").ok());

/// The first paragraph of minutes that a text names.
fn paragraph(text: &str) -> Option<Range<usize>> {
    let pattern = PARAGRAPH.as_ref().filter(|_| text.contains('§'))?;
    pattern.find(text).map(|found| found.range())
}

/// Splits what is said of a decision into who, when and which paragraph, however it is written.
pub(super) fn split_decision(text: &str, words: &DocumentWords) -> Decision {
    let paragraph = paragraph(text);
    let date = find_dates(text, words)
        .into_iter()
        .find(|(range, _)| paragraph.as_ref().is_none_or(|other| range.end <= other.start || other.end <= range.start));
    let mut cuts: Vec<usize> = vec![0, text.len()];
    for range in paragraph.iter().chain(date.iter().map(|(range, _)| range)) {
        cuts.extend([range.start, range.end]);
    }
    cuts.sort_unstable();
    let taken = |start: usize| paragraph.iter().chain(date.iter().map(|(range, _)| range)).any(|range| range.start == start);
    let by = cuts.windows(2).filter_map(|pair| match pair {
        [start, end] if start < end && !taken(*start) => name(text, *start, *end, words),
        _ => None,
    });
    Decision { by: by.into_iter().next(), date, paragraph }
}

/// The name within a part of a decision: without connecting words and punctuation around it.
fn name(text: &str, start: usize, end: usize, words: &DocumentWords) -> Option<Range<usize>> {
    let part = text.get(start..end)?;
    let end = start + part.find([',', ';', '(', '.']).filter(|at| part.get(..*at).is_some_and(has_letters)).unwrap_or(part.len());
    let (mut start, mut end) = shave(text, start, end);
    loop {
        let part = text.get(start..end)?;
        let first = part.split_whitespace().next()?;
        let last = part.split_whitespace().next_back()?;
        if words.listed("connectors", first) {
            (start, end) = shave(text, start + first.len(), end);
        } else if words.listed("connectors", last) {
            (start, end) = shave(text, start, end - last.len());
        } else {
            let figures = part.chars().any(|letter| letter.is_ascii_digit());
            if !figures {
                return has_letters(part).then_some(start..end);
            }
            // "regionstyrelsen enligt 1 kap. 9 §": the name ends where a connecting word leads on.
            let at = part.split_inclusive(char::is_whitespace).scan(0, |at, word| Some((std::mem::replace(at, *at + word.len()), word.trim())));
            let cut = at.into_iter().find(|(_, word)| words.listed("connectors", word)).map(|(at, _)| start + at)?;
            (start, end) = shave(text, start, cut);
        }
    }
}

/// Whether there are at least two letters.
fn has_letters(text: &str) -> bool {
    text.chars().filter(|letter| letter.is_alphabetic()).count() >= 2
}

/// The range without punctuation and white space at its ends.
fn shave(text: &str, start: usize, end: usize) -> (usize, usize) {
    let Some(part) = text.get(start..end) else { return (start, start) };
    let left = part.len() - part.trim_start_matches(|letter: char| !letter.is_alphanumeric()).len();
    let right = part.trim_end_matches(|letter: char| !letter.is_alphanumeric()).len();
    (start + left.min(right), start + right)
}

impl<'a> Reader<'a> {
    /// Adds what a labelled value says, split into the fields it states.
    pub(super) fn field(&mut self, field: Field, piece: Piece<'_>, label: Option<Span>, source: MetaSource) {
        let whole = piece.whole();
        if self.blank(&whole.0) {
            return self.push_blank(field, whole, label, source);
        }
        match field {
            Field::Decided | Field::DecidedBy => self.decision(field, piece, label, source),
            Field::Period => self.period(piece, label, source),
            Field::Version => {
                let end = piece.text().find([',', '(', ';']).unwrap_or(piece.text().len());
                self.push(field, piece.part(0..end), None, label, source);
                self.events(piece, source);
            }
            Field::Status => {
                self.push(field, whole, None, label, source);
                self.events(piece, source);
            }
            Field::AnnexTo => {
                let link = self.document.links.iter().find(|link| link.span.overlaps(whole.1));
                let target = link.map_or(whole.0, |link| link.target.clone());
                self.push(field, (target, whole.1), None, label, source);
            }
            Field::ValidUntil if self.context.has("@until-further-notice", &whole.0) => {
                self.push(Field::UntilFurtherNotice, whole, None, label, source);
            }
            _ => {
                let date = self.date(field, piece.text());
                self.push(field, whole, date, label, source);
                self.paragraph_of(field, piece, source);
            }
        }
    }

    /// The date of a date field.
    fn date(&self, field: Field, text: &str) -> Option<DateValue> {
        let dated = matches!(field, Field::Revised | Field::Reviewed | Field::NextReview | Field::ValidFrom | Field::ValidUntil | Field::Decided);
        let words = self.context.words().filter(|_| dated)?;
        find_dates(text, words).into_iter().next().map(|(_, date)| date)
    }

    /// Nothing else of a revision is kept than its date; its paragraph is one of the document's.
    fn paragraph_of(&mut self, field: Field, piece: Piece<'_>, source: MetaSource) {
        if field != Field::Revised {
            return;
        }
        if let Some(found) = paragraph(piece.text()) {
            self.push(Field::Paragraph, piece.part(found), None, None, source);
        }
    }

    /// Adds who decided, when and which paragraph.
    pub(super) fn decision(&mut self, field: Field, piece: Piece<'_>, label: Option<Span>, source: MetaSource) {
        let Some(words) = self.context.words() else { return };
        let before = self.metadata.fields.len();
        let decision = split_decision(piece.text(), words);
        let nothing = decision.date.is_none() && decision.paragraph.is_none();
        if let Some(by) = decision.by.filter(|_| field == Field::DecidedBy || !nothing || self.agent_first(piece.text())) {
            let range = if field == Field::DecidedBy && nothing { 0..piece.text().len() } else { by };
            self.push(Field::DecidedBy, piece.part(range), None, label, source);
        }
        if let Some((range, date)) = decision.date {
            self.push(Field::Decided, piece.part(range), Some(date), label, source);
        }
        if let Some(range) = decision.paragraph {
            self.push(Field::Paragraph, piece.part(range), None, label, source);
        }
        if label.is_some() && self.metadata.fields.len() == before {
            self.push_blank(field, piece.whole(), label, source);
        }
        self.number_beside(Field::ReferenceNumber, piece, source);
    }

    /// Adds a number (of the file, of the version) that is stated together with a decision or revision.
    pub(super) fn number_beside(&mut self, field: Field, piece: Piece<'_>, source: MetaSource) {
        let text = piece.text();
        let of_number = |name: &str| Field::parse(name) == Some(field);
        for found in self.context.named("@field/", text).into_iter().filter(|found| of_number(found.name)) {
            let rest = text.get(found.end..).unwrap_or_default();
            let value = rest.trim_start_matches([':', '.', ' ', '\u{a0}']);
            let from = text.len() - value.len();
            let value = value.split([',', ';', '(', ')', '\n']).next().unwrap_or_default();
            let value = value.split(". ").next().unwrap_or_default().trim_end_matches(['.', ' ']);
            let figures = value.split_whitespace().take(2).any(|word| word.contains(|letter: char| letter.is_ascii_digit()));
            if figures && value.split_whitespace().count() <= 4 {
                let part = piece.part(from..from + value.len());
                let label = piece.span(found.start..found.end);
                return self.push(field, part, None, Some(label), source);
            }
        }
    }

    /// Adds a line that is nothing but who decided, when and which paragraph ("KS 2025-06-17 § 129"); whether it is one.
    pub(super) fn lone_decision(&mut self, piece: Piece<'_>) -> bool {
        let Some(words) = self.context.words() else { return false };
        let text = piece.text();
        if !text.contains('§') {
            return false;
        }
        let Decision { by: Some(by), date: Some((date, _)), paragraph: Some(paragraph) } = split_decision(text, words) else { return false };
        if !self.context.has("@body", text.get(by.clone()).unwrap_or_default()) {
            return false;
        }
        let inside = |at: usize| by.contains(&at) || date.contains(&at) || paragraph.contains(&at);
        let outside: String = text.char_indices().map(|(at, letter)| if inside(at) { ' ' } else { letter }).collect();
        let mut left = outside.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
        let lone = left.all(|word| words.listed("connectors", word));
        if lone {
            self.decision(Field::Decided, piece, None, MetaSource::Prose);
        }
        lone
    }

    /// Whether the text starts with the word that names who does something.
    pub(super) fn agent_first(&self, text: &str) -> bool {
        let first = text.split_whitespace().next().unwrap_or_default().to_lowercase();
        self.context.words().and_then(|words| words.list("connectors").first()).is_some_and(|word| *word == first)
    }

    /// Adds a period with its two ends.
    fn period(&mut self, piece: Piece<'_>, label: Option<Span>, source: MetaSource) {
        let before = self.metadata.fields.len();
        self.push(Field::Period, piece.whole(), None, label, source);
        self.events(piece, source);
        let stated = |reader: &Self, field| reader.metadata.fields.iter().skip(before).any(|value| value.field == field);
        let Some(words) = self.context.words() else { return };
        let dates = find_dates(piece.text(), words);
        let mut ends = [Field::ValidFrom, Field::ValidUntil].into_iter();
        for (range, date) in dates.into_iter().take(2) {
            let Some(field) = ends.next() else { break };
            let taken = self.metadata.fields.iter().skip(before + 1).any(|value| value.span == piece.span(range.clone()));
            if !taken && !stated(self, field) {
                self.push(field, piece.part(range), Some(date), label, source);
            }
        }
    }

    /// Whether a value is empty, a dash, or a placeholder.
    pub(super) fn blank(&self, text: &str) -> bool {
        let written = text.trim();
        let text = written.trim_matches(|letter| matches!(letter, '[' | ']' | '_' | '<' | '>'));
        let listed = |context: crate::facts::context::Context<'_>| context.words().is_some_and(|words| words.listed("blank", text));
        !text.chars().any(char::is_alphanumeric) || self.context.every_language().any(listed) || holds_placeholder(&self.context, written)
    }
}
