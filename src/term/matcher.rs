//! All term sets of a run, and one pass over a text that finds their words.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use aho_corasick::{AhoCorasick, MatchKind};

use super::{Occurrence, Pattern, PatternError, SetId};

/// Longest run of blanks and marks between two words of a term, in characters.
const RUN: usize = 64;
/// Most words that `…` stands for.
const GAP_WORDS: usize = 6;
/// Longest part, in bytes, of a compound with a suspended part ("risk- och sårbarhetsanalys").
const PART: usize = 64;
/// Longest word, in characters, between a suspended part and the compound it belongs to.
const LINK: usize = 5;

/// Lower case, character by character; a character whose lower case has another length stays, so that offsets hold.
pub(super) fn fold(text: &str) -> String {
    let lower = |c: char| {
        let mut lower = c.to_lowercase();
        match (lower.next(), lower.next()) {
            (Some(l), None) if l.len_utf8() == c.len_utf8() => l,
            _ => c,
        }
    };
    text.chars().map(|c| if c.is_ascii() { c.to_ascii_lowercase() } else { lower(c) }).collect()
}

/// Hyphens that join words: the plain, the typographic and the non-breaking one.
pub(super) fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '\u{2010}' | '\u{2011}')
}

/// What may stand between two words of a term.
pub(super) fn is_separator(c: char) -> bool {
    is_hyphen(c) || c.is_whitespace()
}

/// A text made ready for matching.
pub(super) struct View<'a> {
    pub(super) text: &'a str,
    pub(super) folded: String,
    /// Runs of letters and digits with hyphens between them.
    compounds: Vec<(usize, usize)>,
}

impl<'a> View<'a> {
    fn new(text: &'a str) -> Self {
        let (mut compounds, mut open, mut end) = (Vec::new(), None, 0);
        let mut chars = text.char_indices().peekable();
        while let Some((i, c)) = chars.next() {
            if c.is_alphanumeric() {
                open = open.or(Some(i));
                end = i + c.len_utf8();
            } else if !(is_hyphen(c) && end == i && chars.peek().is_some_and(|n| n.1.is_alphanumeric()))
                && let Some(start) = open.take()
            {
                compounds.push((start, end));
            }
        }
        compounds.extend(open.map(|start| (start, end)));
        Self { text, folded: fold(text), compounds }
    }

    /// The compound that `at` starts or stands inside.
    pub(super) fn compound_from(&self, at: usize) -> Option<(usize, usize)> {
        let c = self.compounds.get(self.compounds.partition_point(|c| c.1 <= at))?;
        (c.0 <= at).then_some(*c)
    }

    /// The compound that `at` ends or stands inside.
    pub(super) fn compound_until(&self, at: usize) -> Option<(usize, usize)> {
        let c = self.compounds.get(self.compounds.partition_point(|c| c.1 < at))?;
        (c.0 < at).then_some(*c)
    }

    /// Whether `at` is not inside a compound.
    pub(super) fn boundary(&self, at: usize) -> bool {
        self.compound_from(at).is_none_or(|c| c.0 == at)
    }

    /// Where the next word of a term may start after a word that ends at `end`.
    pub(super) fn after(&self, mut end: usize, gap: bool) -> Vec<usize> {
        let mut places = Vec::new();
        for _ in 0..=if gap { GAP_WORDS } else { 0 } {
            let (from, mut word) = (end, None);
            let mut chars = self.text.get(end..).unwrap_or_default().char_indices().take(RUN).peekable();
            while let Some((i, c)) = chars.next() {
                let digit = chars.peek().is_some_and(|n| n.1.is_ascii_digit());
                if c.is_alphanumeric() || !is_separator(c) {
                    places.extend((i > 0).then_some(from + i));
                }
                if c.is_alphanumeric() {
                    word = (i > 0).then_some(from + i);
                    break;
                }
                if !is_separator(c) && (!gap || stops(c, digit)) {
                    break;
                }
            }
            let Some(word) = word else { break };
            end = self.compound_from(word).map_or(word, |c| c.1);
        }
        places
    }

    /// Where the previous word of a term may end before a word that starts at `start`.
    pub(super) fn before(&self, mut start: usize, gap: bool) -> Vec<usize> {
        let mut places = Vec::new();
        for _ in 0..=if gap { GAP_WORDS } else { 0 } {
            let (from, mut word) = (start, None);
            let mut digit = self.text.get(start..).is_some_and(|t| t.starts_with(|c: char| c.is_ascii_digit()));
            for (i, c) in self.text.get(..start).unwrap_or_default().char_indices().rev().take(RUN) {
                let end = i + c.len_utf8();
                if c.is_alphanumeric() || !is_separator(c) {
                    places.extend((end < from).then_some(end));
                }
                if c.is_alphanumeric() {
                    word = (end < from).then_some(end);
                    break;
                }
                if !is_separator(c) && (!gap || stops(c, digit)) {
                    break;
                }
                digit = false;
            }
            let Some(word) = word else { break };
            start = self.compound_until(word).map_or(word, |c| c.0);
        }
        places
    }

    /// Suspended parts: the place of "risk- och sårbarhetsanalys", "risk" and "sårbarhetsanalys".
    fn suspended(&self) -> Vec<((usize, usize), &'a str, &'a str)> {
        let mut found = Vec::new();
        for (n, &(start, end)) in self.compounds.iter().enumerate() {
            let part = &self.text[start..end];
            let Some(tail) = self.text[end..].strip_prefix(is_hyphen) else {
                continue;
            };
            let mut at = self.text.len() - tail.len();
            // Further suspended parts and one short word or a comma, then the compound.
            let (mut linked, mut ready) = (false, false);
            for &(s, e) in self.compounds[n + 1..].iter().take(6) {
                let between = &self.text[at..s];
                let comma = between.starts_with(',');
                let blank = between.strip_prefix(',').unwrap_or(between);
                if blank.is_empty() || blank.len() > RUN || !blank.chars().all(char::is_whitespace) || (linked && comma) {
                    break;
                }
                let word = &self.text[s..e];
                if let Some(more) = self.text[e..].strip_prefix(is_hyphen) {
                    ready |= comma;
                    at = self.text.len() - more.len();
                } else if !linked && !comma && word.chars().count() <= LINK && word.chars().all(char::is_lowercase) {
                    (linked, ready, at) = (true, true, e);
                } else {
                    if (ready || comma) && part.len() <= PART && word.len() <= PART {
                        found.push(((start, e), part, word));
                    }
                    break;
                }
            }
        }
        found
    }
}

/// Whether a mark ends what `…` may cross; a full stop before a digit is a number's.
fn stops(c: char, before_digit: bool) -> bool {
    matches!(c, '!' | '?' | ';') || (c == '.' && !before_digit)
}

#[derive(Default)]
struct Language {
    entries: Vec<(SetId, bool, Pattern)>,
    /// The entries that each anchor of the automaton belongs to.
    anchors: Vec<Vec<usize>>,
    automaton: Option<AhoCorasick>,
}

impl Language {
    fn finish(&mut self) {
        let (mut known, mut needles) = (HashMap::<String, usize>::new(), Vec::new());
        for (n, (_, _, pattern)) in self.entries.iter().enumerate() {
            let anchor = pattern.anchor();
            let id = *known.entry(anchor.clone()).or_insert_with(|| {
                needles.push(anchor);
                self.anchors.push(Vec::new());
                needles.len() - 1
            });
            self.anchors[id].push(n);
        }
        // Fails only beyond two thousand million states.
        self.automaton = AhoCorasick::builder().match_kind(MatchKind::Standard).build(&needles).ok();
    }

    fn hits<'a>(&'a self, folded: &'a str) -> impl Iterator<Item = (usize, &'a (SetId, bool, Pattern))> {
        let matches = self.automaton.iter().flat_map(move |a| a.find_overlapping_iter(folded));
        matches.flat_map(move |m| self.anchors[m.pattern().as_usize()].iter().map(move |&n| (m.start(), &self.entries[n])))
    }
}

/// Collects term sets.
#[derive(Default)]
pub struct TermsBuilder {
    names: Vec<String>,
    ids: HashMap<String, SetId>,
    parents: BTreeMap<SetId, BTreeSet<SetId>>,
    languages: BTreeMap<String, Language>,
}

impl TermsBuilder {
    /// No sets yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The set of this name, created if need be.
    pub fn set(&mut self, name: &str) -> SetId {
        let next = SetId(u32::try_from(self.names.len()).unwrap_or(u32::MAX));
        *self.ids.entry(name.to_owned()).or_insert_with(|| {
            self.names.push(name.to_owned());
            next
        })
    }

    /// Adds words of a language to a set.
    ///
    /// # Errors
    /// The index of every word that cannot be read, and why; the others are added.
    pub fn words(&mut self, set: SetId, language: &str, words: &[String]) -> Result<(), Vec<(usize, PatternError)>> {
        self.add(set, false, language, words)
    }

    /// Adds words that are not occurrences of a set, although its words match there.
    ///
    /// # Errors
    /// As for [`TermsBuilder::words`].
    pub fn stop(&mut self, set: SetId, language: &str, words: &[String]) -> Result<(), Vec<(usize, PatternError)>> {
        self.add(set, true, language, words)
    }

    fn add(&mut self, set: SetId, stop: bool, language: &str, words: &[String]) -> Result<(), Vec<(usize, PatternError)>> {
        let entries = &mut self.languages.entry(language.to_owned()).or_default().entries;
        let mut errors = Vec::new();
        for (n, word) in words.iter().enumerate() {
            match Pattern::parse(word) {
                Ok(pattern) => entries.push((set, stop, pattern)),
                Err(error) => errors.push((n, error)),
            }
        }
        if errors.is_empty() { Ok(()) } else { Err(errors) }
    }

    /// Makes every occurrence of `other` one of `set` too, unless the stop list of `set` has it.
    pub fn include(&mut self, set: SetId, other: SetId) {
        self.parents.entry(other).or_default().insert(set);
    }

    /// Builds the automata.
    #[must_use]
    pub fn build(mut self) -> Terms {
        self.languages.values_mut().for_each(Language::finish);
        Terms { sets: self }
    }
}

/// Term sets, ready to be looked for.
pub struct Terms {
    sets: TermsBuilder,
}

impl Terms {
    /// The set of this name.
    #[must_use]
    pub fn id(&self, name: &str) -> Option<SetId> {
        self.sets.ids.get(name).copied()
    }

    /// The name of a set; empty for a set of other [`Terms`].
    #[must_use]
    pub fn name(&self, set: SetId) -> &str {
        self.sets.names.get(set.0 as usize).map_or("", String::as_str)
    }

    /// How many sets there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.sets.names.len()
    }

    /// Whether there is no set.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.sets.names.is_empty()
    }

    /// The languages that have words, in order.
    pub fn languages(&self) -> impl Iterator<Item = &str> {
        self.sets.languages.keys().map(String::as_str)
    }

    /// Where words of a language stand in `text`, in order of start, end and set.
    #[must_use]
    pub fn find(&self, language: &str, text: &str) -> Vec<Occurrence> {
        let Some(language) = self.sets.languages.get(language) else {
            return Vec::new();
        };
        let view = View::new(text);
        let (mut found, mut stops) = (Vec::new(), BTreeMap::<SetId, Vec<(usize, usize)>>::new());
        let mut keep = |set, stop, (start, end)| {
            let list = if stop {
                stops.entry(set).or_default()
            } else {
                return found.push(Occurrence { start, end, set });
            };
            list.push((start, end));
        };
        for (at, (set, stop, pattern)) in language.hits(&view.folded) {
            if let Some(place) = pattern.verify(&view, at) {
                keep(*set, *stop, place);
            }
        }
        for (place, part, word) in view.suspended() {
            for (i, _) in word.char_indices().skip(1) {
                let (joined, seam) = ([part, &word[i..]].concat(), part.len());
                let inner = View::new(&joined);
                for (at, (set, stop, pattern)) in language.hits(&inner.folded) {
                    if pattern.joins(&inner, at, seam) {
                        keep(*set, *stop, place);
                    }
                }
            }
        }
        self.resolve(found, stops)
    }

    /// Applies stop lists and includes, and drops what lies inside a longer occurrence.
    fn resolve(&self, mut queue: Vec<Occurrence>, mut stops: BTreeMap<SetId, Vec<(usize, usize)>>) -> Vec<Occurrence> {
        for list in stops.values_mut() {
            list.sort_unstable();
            let mut merged = Vec::<(usize, usize)>::new();
            for &(start, end) in &*list {
                match merged.last_mut() {
                    Some(last) if start < last.1 => last.1 = last.1.max(end),
                    _ => merged.push((start, end)),
                }
            }
            *list = merged;
        }
        let stopped = |o: &Occurrence| {
            let list = stops.get(&o.set).map_or(&[][..], Vec::as_slice);
            list.get(list.partition_point(|s| s.1 <= o.start)).is_some_and(|s| s.0 < o.end)
        };
        let mut seen = std::collections::HashSet::new();
        while let Some(occurrence) = queue.pop() {
            if !stopped(&occurrence) && seen.insert(occurrence) {
                let parents = self.sets.parents.get(&occurrence.set).into_iter().flatten();
                queue.extend(parents.map(|&set| Occurrence { set, ..occurrence }));
            }
        }
        let mut all: Vec<_> = seen.into_iter().collect();
        all.sort_unstable_by_key(|o| (o.set, o.start, std::cmp::Reverse(o.end)));
        let mut reach: Option<(SetId, usize)> = None;
        all.retain(|o| {
            let inside = reach.is_some_and(|(set, end)| set == o.set && o.end <= end);
            if !inside {
                reach = Some((o.set, o.end));
            }
            !inside
        });
        all.sort_unstable();
        all
    }
}
