//! Decision and validity prose ("Antagen av … den …, gäller från …").

use super::value::{Piece, split_decision};
use super::{MetaSource, Reader};
use crate::document::Block;
use crate::facts::context::{Named, sentences};
use crate::facts::date::{DateValue, find_dates};
use crate::language::Field;

/// The sets that mark what happens to a document.
const MARKERS: &[&str] = &[
    "@decision",
    "@decision-active",
    "@revised",
    "@valid-from",
    "@valid-until",
    "@until-further-notice",
    "@next-review",
    "@replaced-by",
    "@replaces",
    "@repealed",
];

/// A marker in a sentence: its set, and where it stands.
#[derive(Clone, Copy, Debug)]
struct Marker {
    set: &'static str,
    start: usize,
    end: usize,
}

impl Reader<'_> {
    /// Reads the sentences of a block; whether all of them say something of the document itself.
    pub(super) fn prose(&mut self, block: &Block, near: bool) -> bool {
        let mut all = true;
        for (start, end) in sentences(&block.prose.text) {
            let piece = Piece::Prose { prose: &block.prose, start, end };
            let read = self.sentence(piece, near) || (near && (self.lone_decision(piece) || self.bare_label(piece)));
            all &= read;
        }
        all && near
    }

    /// Reads a sentence that speaks of this document.
    fn sentence(&mut self, piece: Piece<'_>, near: bool) -> bool {
        let text = piece.text();
        let markers = self.markers(text);
        let Some(first) = markers.first() else { return false };
        let head = text.get(..first.start).unwrap_or_default();
        if self.context.has("@earlier", head) || head.split_whitespace().count() > 8 {
            return false;
        }
        if self.active(piece, &markers) {
            return true;
        }
        let words = self.context.words();
        let fillers = words.is_some_and(|words| head.split_whitespace().all(|word| words.listed("metadata-fillers", word)));
        let of_this = self.speaks_of_this(head);
        (of_this || (near && fillers)) && self.read_events(piece, &markers, of_this || near)
    }

    /// Reads what a value or a sentence says of decisions and validity.
    pub(super) fn events(&mut self, piece: Piece<'_>, source: MetaSource) {
        let markers = self.markers(piece.text());
        let before = self.metadata.fields.len();
        self.read_events(piece, &markers, true);
        for value in self.metadata.fields.iter_mut().skip(before) {
            value.source = source;
        }
    }

    /// Whether words name this document: "this …", or the kind that the title names.
    fn speaks_of_this(&self, text: &str) -> bool {
        let kind = |found: &Named<'_>| self.title_kinds.contains(&found.name);
        self.context.has("@this-document", text) || self.context.named("@kind/", text).iter().any(kind)
    }

    /// The markers of a text in reading order, without those inside others.
    fn markers(&self, text: &str) -> Vec<Marker> {
        let named = self.context.named("@", text);
        let of = |set: &'static str| {
            let ours = named.iter().filter(move |named| set.strip_prefix('@') == Some(named.name));
            ours.map(move |named| Marker { set, start: named.start, end: named.end })
        };
        let mut found: Vec<Marker> = MARKERS.iter().copied().flat_map(of).collect();
        found.sort_by_key(|marker| (marker.start, std::cmp::Reverse(marker.end)));
        let mut end = 0;
        found.retain(|marker| {
            let free = marker.start >= end;
            end = end.max(marker.end);
            free
        });
        found
    }

    /// Reads "X beslutade riktlinjen den …".
    fn active(&mut self, piece: Piece<'_>, markers: &[Marker]) -> bool {
        let (Some(first), Some(words)) = (markers.first(), self.context.words()) else { return false };
        let text = piece.text();
        let verb = self.context.set("@decision-active", text).iter().any(|found| found.start == first.start);
        let head = text.get(..first.start).unwrap_or_default().trim();
        let end = markers.get(1).map_or(text.len(), |next| next.start);
        let rest = text.get(first.end..end).unwrap_or_default();
        if !verb || head.is_empty() || self.speaks_of_this(head) || !self.speaks_of_this(rest) {
            return false;
        }
        let decision = split_decision(rest, words);
        let Some((range, date)) = decision.date else { return false };
        let place = |range: std::ops::Range<usize>| piece.part(first.end + range.start..first.end + range.end);
        self.push(Field::DecidedBy, piece.part(0..first.start), None, None, MetaSource::Prose);
        self.push(Field::Decided, place(range), Some(date), None, MetaSource::Prose);
        if let Some(range) = decision.paragraph {
            self.push(Field::Paragraph, place(range), None, None, MetaSource::Prose);
        }
        true
    }

    /// Reads every marker with the words up to the next one.
    fn read_events(&mut self, piece: Piece<'_>, markers: &[Marker], strict: bool) -> bool {
        let before = self.metadata.fields.len();
        for (index, marker) in markers.iter().enumerate() {
            let end = markers.get(index + 1).map_or(piece.text().len(), |next| next.start);
            if !self.of_replaced(piece.text(), markers.get(..index).unwrap_or_default(), *marker) {
                self.event(piece, *marker, end, strict);
            }
        }
        let revised = markers.iter().any(|marker| marker.set == "@revised");
        if revised && !markers.iter().any(|marker| marker.set == "@replaces") {
            self.number_beside(Field::Version, piece, MetaSource::Prose);
        }
        self.metadata.fields.len() > before
    }

    /// Whether a marker speaks of the document that this one replaces ("Ersätter policy som gällde t.o.m. …").
    fn of_replaced(&self, text: &str, before: &[Marker], marker: Marker) -> bool {
        let replaces = before.iter().rfind(|other| other.set == "@replaces");
        let (Some(replaces), Some(words)) = (replaces, self.context.words()) else { return false };
        let between = text.get(replaces.end..marker.start).unwrap_or_default();
        let last = |list: &str| between.split_whitespace().collect::<Vec<_>>().iter().rposition(|word| words.listed(list, word));
        match marker.set {
            "@decision" | "@decision-active" | "@revised" => last("joining").is_none() || last("joining") < last("relative"),
            "@valid-from" | "@valid-until" | "@until-further-notice" | "@next-review" => last("relative") > last("joining"),
            _ => false,
        }
    }

    /// Reads one marker.
    fn event(&mut self, piece: Piece<'_>, marker: Marker, end: usize, of_this: bool) {
        let rest = piece.text().get(marker.end..end).unwrap_or_default();
        match marker.set {
            "@decision" | "@decision-active" => self.decided(piece, marker, end),
            "@revised" => self.dated(Field::Revised, piece, marker, end),
            "@valid-from" => self.dated(Field::ValidFrom, piece, marker, end),
            "@valid-until" => self.dated(Field::ValidUntil, piece, marker, end),
            "@next-review" => self.dated(Field::NextReview, piece, marker, end),
            "@until-further-notice" if of_this => {
                self.push(Field::UntilFurtherNotice, piece.part(marker.start..marker.end), None, None, MetaSource::Prose);
            }
            "@repealed" if of_this => {
                let date = self.first_date(rest).map(|(_, date)| date);
                self.push(Field::Status, piece.part(marker.start..marker.end), date, None, MetaSource::Prose);
            }
            "@replaces" if self.names_document(rest) => self.named(Field::Replaces, piece, marker, end),
            "@replaced-by" if self.names_document(rest) => self.named(Field::ReplacedBy, piece, marker, end),
            _ => {}
        }
    }

    /// Adds the first date after a marker.
    fn dated(&mut self, field: Field, piece: Piece<'_>, marker: Marker, end: usize) {
        let rest = piece.text().get(marker.end..end).unwrap_or_default();
        if let Some((range, date)) = self.first_date(rest) {
            let place = piece.part(marker.end + range.start..marker.end + range.end);
            self.push(field, place, Some(date), None, MetaSource::Prose);
        }
    }

    /// The first date of a text.
    fn first_date(&self, text: &str) -> Option<(std::ops::Range<usize>, DateValue)> {
        find_dates(text, self.context.words()?).into_iter().next()
    }

    /// Adds a decision: it needs a date, or somebody who decided.
    fn decided(&mut self, piece: Piece<'_>, marker: Marker, end: usize) {
        let Piece::Prose { prose, start, .. } = piece else { return };
        let part = Piece::Prose { prose, start: start + marker.end, end: start + end };
        let agent = self.agent_first(part.text());
        if self.first_date(part.text()).is_some() || agent {
            self.decision(Field::Decided, part, None, MetaSource::Prose);
        }
    }

    /// Whether words name a document: its kind or a number of a file.
    fn names_document(&self, text: &str) -> bool {
        let number = text
            .split_whitespace()
            .any(|word| word.split_once('/').is_some_and(|(year, rest)| year.len() == 4 && rest.starts_with(|letter: char| letter.is_ascii_digit())));
        number || !self.context.named("@kind/", text).is_empty()
    }

    /// Adds what follows a marker.
    fn named(&mut self, field: Field, piece: Piece<'_>, marker: Marker, end: usize) {
        let text = piece.text();
        let kept = text.get(..end).map_or(end, |text| text.trim_end_matches(['.', ' ', ',']).len());
        self.push(field, piece.part(marker.end..kept.max(marker.end)), None, None, MetaSource::Prose);
    }

    /// Reads a short sentence that starts with a label without colon ("Version 1.1.", "Nästa översyn: 2027-10-15.").
    fn bare_label(&mut self, piece: Piece<'_>) -> bool {
        let text = piece.text();
        let found = self.context.named("@field/", text).into_iter().find(|found| found.start == 0);
        let Some((found, field)) = found.and_then(|found| Some((found, Field::parse(found.name)?))) else { return false };
        let rest = text.get(found.end..).unwrap_or_default().trim_start_matches([':', ' ']).trim_end_matches(['.', ' ']);
        let wanted = matches!(field, Field::Version | Field::ReferenceNumber | Field::NextReview | Field::ValidFrom | Field::ValidUntil);
        let number = rest.chars().any(|letter| letter.is_ascii_digit()) && rest.split_whitespace().count() <= 4;
        let (Piece::Prose { prose, start, .. }, true) = (piece, wanted && number) else { return false };
        let from = start + text.rfind(rest).unwrap_or(found.end);
        let value = Piece::Prose { prose, start: from, end: from + rest.len() };
        self.field(field, value, Some(piece.span(0..found.end)), MetaSource::Prose);
        true
    }
}
