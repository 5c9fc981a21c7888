//! The words of one language and domain, by the letters they are found by.
//!
//! A text is a row of compounds, and most compounds have been seen before: which words stand within one is looked up once, and then known. Only what
//! reaches over several compounds is looked for in every text anew.

use std::collections::HashMap;
use std::ops::Range;

use aho_corasick::AhoCorasick;
use foldhash::fast::FixedState;
use rayon::prelude::*;

use super::compounds::{Compounds, Known};
use super::fold::is_letter;
use super::pattern::Anchor;
use super::view::View;
use super::{Pattern, SetId};

/// The first bytes of a needle, by which it is looked up.
const PREFIX: usize = 3;

/// So few words are looked for together before any text is divided: most texts hold none of them.
const FEW: usize = 128;

/// A word, and the sets that have it: in their own list, or (true) in their stop list.
pub(super) struct Entry {
    pub(super) pattern: Pattern,
    pub(super) owners: Vec<(SetId, bool)>,
    /// The letters without which it stands nowhere, besides those it is found by.
    also: Box<[u32]>,
}

/// The index of all words.
pub(super) struct Index {
    entries: Vec<Entry>,
    /// Sorted by their letters.
    needles: Vec<Needle>,
    /// Needles by the bytes they start with.
    by_prefix: HashMap<[u8; PREFIX], Range<u32>, FixedState>,
    /// Needles that are shorter than that.
    short: HashMap<Box<[u8]>, u32, FixedState>,
    /// Words without any letter, by their first sign.
    signs: HashMap<char, Vec<u32>, FixedState>,
    /// How many needles are looked for only since other words need them.
    companions: u32,
    /// Of few words, letters in any case one of which stands in every text that holds one of the words.
    first: Option<AhoCorasick>,
    known: Compounds,
}

/// Letters that are looked for, and what for.
struct Needle {
    letters: Box<str>,
    sought: Vec<Sought>,
}

/// What letters are looked for.
#[derive(Clone, Copy)]
enum Sought {
    /// A word: how many bytes before the letters its anchor starts, and whether no letter may stand on their left and right.
    Entry { entry: u32, offset: u32, closed: (bool, bool) },
    /// What other words need besides, and whether no letter may stand on its left and right.
    Companion { number: u32, closed: (bool, bool) },
}

/// Which companions were seen.
struct Seen(Vec<u64>);

impl Seen {
    fn note(&mut self, companion: u32) {
        if let Some(bits) = self.0.get_mut(companion as usize / 64) {
            *bits |= 1 << (companion % 64);
        }
    }

    fn has(&self, companion: u32) -> bool {
        self.0.get(companion as usize / 64).is_some_and(|bits| bits & 1 << (companion % 64) != 0)
    }
}

impl Index {
    /// Of words, each with a set and whether it is of its stop list. Side by side only where nobody can be waiting for this very index: a thread
    /// that waits for its helpers may be given work that does.
    pub(super) fn new(written: &[(String, SetId, bool)], side_by_side: bool) -> Self {
        let words = owned(written);
        let mut entries = Vec::with_capacity(words.len());
        let mut sought: Vec<(Box<str>, Sought)> = Vec::with_capacity(words.len() * 3 / 2);
        let mut signs: HashMap<char, Vec<u32>, FixedState> = HashMap::default();
        let mut companions: HashMap<(Box<str>, (bool, bool)), u32, FixedState> = HashMap::default();
        let of = |(word, owners): &'_ (&str, Vec<(SetId, bool)>)| Word::read(word).map(|word| (word, owners.clone()));
        let read: Vec<_> = if side_by_side { words.par_iter().filter_map(of).collect() } else { words.iter().filter_map(of).collect() };
        for (entry, (Word { pattern, anchor, companions: others }, owners)) in (0..).zip(read) {
            let also = others.into_iter().map(|one| {
                let next = u32::try_from(companions.len()).unwrap_or(u32::MAX);
                *companions.entry((one.letters.into(), one.closed)).or_insert(next)
            });
            let also = also.collect();
            match anchor {
                Ok(anchor) => {
                    let offset = u32::try_from(anchor.offset).unwrap_or(u32::MAX);
                    sought.push((anchor.letters.into(), Sought::Entry { entry, offset, closed: anchor.closed }));
                }
                Err(sign) => signs.entry(sign).or_default().push(entry),
            }
            entries.push(Entry { pattern, owners, also });
        }
        let first = if sought.len() <= FEW && signs.is_empty() { plain(&sought) } else { None };
        let count = u32::try_from(companions.len()).unwrap_or(u32::MAX);
        sought.extend(companions.into_iter().map(|((letters, closed), number)| (letters, Sought::Companion { number, closed })));
        sought.sort_unstable_by(|(one, _), (other, _)| one.cmp(other));
        let needles: Vec<Needle> = sought
            .chunk_by(|(one, _), (other, _)| one == other)
            .filter_map(|same| Some(Needle { letters: same.first()?.0.clone(), sought: same.iter().map(|(_, sought)| *sought).collect() }))
            .collect();
        let (mut by_prefix, mut short) = (HashMap::<[u8; PREFIX], Range<u32>, FixedState>::default(), HashMap::default());
        for (at, needle) in (0..).zip(&needles) {
            match needle.letters.as_bytes().first_chunk::<PREFIX>() {
                // Needles that start alike stand together.
                Some(prefix) => by_prefix.entry(*prefix).or_insert(at..at).end = at + 1,
                None => drop(short.insert(needle.letters.as_bytes().into(), at)),
            }
        }
        Self { entries, needles, by_prefix, short, signs, companions: count, first, known: Compounds::default() }
    }

    /// Where the words stand in a text.
    pub(super) fn find(&self, view: &View<'_>, found: &mut impl FnMut(&Entry, (usize, usize))) {
        if self.first.as_ref().is_some_and(|first| !first.is_match(view.text)) {
            return;
        }
        let mut seen = Seen(vec![0; (self.companions as usize).div_ceil(64)]);
        let mut open: Vec<(&Entry, usize)> = Vec::new();
        let mut after = 0;
        for &(start, end) in view.compounds() {
            self.signs_in(view, after..start, |entry, at| open.push((entry, at)));
            after = end;
            let Some(compound) = view.text.get(start..end) else { continue };
            let tell = |known: &Known| {
                for (entry, from, to) in &known.found {
                    if let Some(entry) = self.entries.get(*entry as usize) {
                        found(entry, (start + *from as usize, start + *to as usize));
                    }
                }
                let anchors =
                    known.anchors.iter().filter_map(|(entry, at)| Some((self.entries.get(*entry as usize)?, start.checked_add_signed(*at)?)));
                open.extend(anchors);
                known.companions.iter().for_each(|companion| seen.note(*companion));
            };
            self.known.tell(compound, || self.read(compound), tell);
        }
        self.signs_in(view, after..view.text.len(), |entry, at| open.push((entry, at)));
        for (entry, at) in open {
            if entry.also.iter().all(|also| seen.has(*also))
                && let Some(place) = entry.pattern.verify(view, at)
            {
                found(entry, place);
            }
        }
    }

    /// Where words may stand in a text: the entry, and where its anchor starts.
    pub(super) fn candidates(&self, view: &View<'_>, mut found: impl FnMut(&Entry, usize)) {
        for &(start, end) in view.compounds() {
            let Some(folded) = view.folded().get(start..end) else { continue };
            self.letters_in(folded, |sought, at| {
                if let Sought::Entry { entry, .. } = sought
                    && let Some(entry) = self.entries.get(entry as usize)
                    && let Some(at) = (start + at).checked_sub(sought.offset())
                {
                    found(entry, at);
                }
            });
        }
    }

    /// What stands within a compound, whatever stands around it; and which words may stand there, if what stands around it fits.
    fn read(&self, compound: &str) -> Known {
        let view = View::new(compound);
        let (mut found, mut anchors, mut companions) = (Vec::new(), Vec::new(), Vec::new());
        self.letters_in(view.folded(), |sought, at| match sought {
            Sought::Companion { number, .. } => companions.push(number),
            Sought::Entry { entry, .. } => {
                let Some(pattern) = self.entries.get(entry as usize).map(|entry| &entry.pattern) else { return };
                let narrow = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
                if !pattern.is_within_compound() {
                    anchors.push((entry, at.cast_signed() - sought.offset().cast_signed()));
                } else if let Some((start, end)) = pattern.verify(&view, at) {
                    found.push((entry, narrow(start), narrow(end)));
                }
            }
        });
        found.sort_unstable();
        found.dedup();
        Known { found: found.into(), anchors: anchors.into(), companions: companions.into() }
    }

    /// What may stand in a compound, in lower case: what is sought, and where its letters start.
    fn letters_in(&self, folded: &str, mut found: impl FnMut(Sought, usize)) {
        let mut before = false;
        for (at, letter) in folded.char_indices() {
            let rest = folded.as_bytes().get(at..).unwrap_or_default();
            let mut of = |needle: &Needle| {
                let end = at + needle.letters.len();
                let after = || folded.get(end..).is_some_and(|rest| rest.starts_with(is_letter));
                for sought in &needle.sought {
                    let (Sought::Entry { closed, .. } | Sought::Companion { closed, .. }) = sought;
                    if !(closed.0 && before || closed.1 && after()) {
                        found(*sought, at);
                    }
                }
            };
            for len in 1..PREFIX {
                let short = rest.get(..len).and_then(|bytes| self.short.get(bytes));
                short.and_then(|needle| self.needles.get(*needle as usize)).into_iter().for_each(&mut of);
            }
            let alike = rest.first_chunk::<PREFIX>().and_then(|prefix| self.by_prefix.get(prefix));
            let needles = alike.and_then(|range| self.needles.get(range.start as usize..range.end as usize)).unwrap_or_default();
            needles.iter().filter(|needle| rest.starts_with(needle.letters.as_bytes())).for_each(&mut of);
            before = is_letter(letter);
        }
    }

    /// Words without letters among what stands between two compounds.
    fn signs_in<'i>(&'i self, view: &View<'_>, between: Range<usize>, mut found: impl FnMut(&'i Entry, usize)) {
        if self.signs.is_empty() {
            return;
        }
        let start = between.start;
        for (at, sign) in view.text.get(between).unwrap_or_default().char_indices().filter(|(_, sign)| *sign != ' ') {
            for entry in self.signs.get(&sign).into_iter().flatten().filter_map(|entry| self.entries.get(*entry as usize)) {
                found(entry, start + at);
            }
        }
    }
}

impl Sought {
    /// How many bytes before the letters the anchor starts.
    const fn offset(self) -> usize {
        match self {
            Self::Entry { offset, .. } => offset as usize,
            Self::Companion { .. } => 0,
        }
    }
}

/// Looks for the longest row of plain letters in each needle, whatever its case; `None` where one has no two of them.
fn plain(sought: &[(Box<str>, Sought)]) -> Option<AhoCorasick> {
    let longest = |letters: &str| letters.split(|letter: char| !letter.is_ascii()).max_by_key(|row| row.len()).map(str::to_owned);
    let rows: Vec<String> = sought.iter().filter_map(|(letters, _)| longest(letters)).collect();
    let fit = rows.iter().all(|row| row.len() > 1);
    fit.then(|| AhoCorasick::builder().ascii_case_insensitive(true).build(&rows).ok()).flatten()
}

/// A word that was read.
struct Word {
    pattern: Pattern,
    anchor: Result<Anchor, char>,
    companions: Vec<Anchor>,
}

impl Word {
    /// `None` for what cannot be read.
    fn read(word: &str) -> Option<Self> {
        let pattern = Pattern::parse(word).ok()?;
        Some(Self { anchor: pattern.anchor(), companions: pattern.companions().collect(), pattern })
    }
}

/// Every word once, with its sets: many have the same words.
fn owned(written: &[(String, SetId, bool)]) -> Vec<(&str, Vec<(SetId, bool)>)> {
    let mut known: HashMap<&str, usize, FixedState> = HashMap::default();
    let mut all: Vec<(&str, Vec<(SetId, bool)>)> = Vec::with_capacity(written.len());
    for (word, set, stop) in written {
        let at = *known.entry(word).or_insert_with(|| {
            all.push((word, Vec::with_capacity(1)));
            all.len() - 1
        });
        if let Some((_, owners)) = all.get_mut(at) {
            owners.push((*set, *stop));
        }
    }
    all
}
