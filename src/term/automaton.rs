//! The words of one language and domain, and the automaton that finds where they may stand.

use std::collections::HashMap;
use std::sync::OnceLock;

use aho_corasick::{AhoCorasick, AhoCorasickKind, Match, MatchKind};

use super::view::View;
use super::{Pattern, PatternError, SetId};

/// So few needles that their automaton may be a large and fast one; of more, a small one is built sooner than it pays to wait.
const FEW: usize = 64;

/// A word, and the sets that have it: in their own list, or (true) in their stop list.
pub(super) struct Entry {
    pub(super) pattern: Pattern,
    pub(super) owners: Vec<(SetId, bool)>,
}

/// The words of one language and domain. The automaton is built when it is first asked for.
#[derive(Default)]
pub(super) struct Words {
    entries: Vec<Entry>,
    /// Which entry a word is, as it is written: many sets have the same words.
    known: HashMap<String, usize>,
    automaton: OnceLock<Option<Automaton>>,
}

struct Automaton {
    search: AhoCorasick,
    /// For each needle, the entries it is the anchor of.
    anchors: Vec<Vec<Anchored>>,
}

/// An entry, whether letters may not stand on the left and on the right of its anchor, and another needle without which it stands nowhere.
struct Anchored {
    entry: usize,
    closed: (bool, bool),
    also: Option<usize>,
}

/// Which needles were seen.
struct Seen(Vec<u64>);

impl Seen {
    fn note(&mut self, needle: usize) {
        if let Some(word) = self.0.get_mut(needle / 64) {
            *word |= 1 << (needle % 64);
        }
    }

    fn has(&self, needle: usize) -> bool {
        self.0.get(needle / 64).is_some_and(|word| word & 1 << (needle % 64) != 0)
    }
}

impl Words {
    /// Adds a word of a set, or of its stop list.
    pub(super) fn push(&mut self, word: &str, set: SetId, stop: bool) -> Result<(), PatternError> {
        let at = match self.known.get(word) {
            Some(known) => *known,
            None => {
                self.entries.push(Entry { pattern: Pattern::parse(word)?, owners: Vec::new() });
                self.known.insert(word.to_owned(), self.entries.len() - 1);
                self.entries.len() - 1
            }
        };
        self.entries.get_mut(at).into_iter().for_each(|entry| entry.owners.push((set, stop)));
        Ok(())
    }

    /// The sets that have words here.
    pub(super) fn sets(&self) -> impl Iterator<Item = SetId> {
        self.entries.iter().flat_map(|entry| &entry.owners).filter(|(_, stop)| !stop).map(|(set, _)| *set)
    }

    /// Where words may stand: the entry and where its anchor starts. What cannot stand there is mostly left out.
    pub(super) fn candidates(&self, view: &View<'_>, mut found: impl FnMut(&Entry, usize)) {
        let Some(automaton) = self.automaton.get_or_init(|| Automaton::new(&self.entries)) else { return };
        let mut seen = Seen(vec![0; automaton.anchors.len().div_ceil(64)]);
        let hits: Vec<Match> = automaton.search.find_overlapping_iter(&view.folded).inspect(|hit| seen.note(hit.pattern().as_usize())).collect();
        for hit in hits {
            let anchored = automaton.anchors.get(hit.pattern().as_usize()).map_or(&[][..], Vec::as_slice);
            if anchored.is_empty() {
                continue;
            }
            let beside = view.letters_beside(hit.start(), hit.end());
            for Anchored { entry, closed, also } in anchored {
                let barred = closed.0 && beside.0 || closed.1 && beside.1;
                if !barred
                    && also.is_none_or(|also| seen.has(also))
                    && let Some(entry) = self.entries.get(*entry)
                {
                    found(entry, hit.start());
                }
            }
        }
    }
}

impl Automaton {
    /// `None` without words; building fails only beyond two thousand million states.
    fn new(entries: &[Entry]) -> Option<Self> {
        let (mut known, mut needles) = (HashMap::<String, usize>::new(), Vec::new());
        let mut anchors: Vec<Vec<Anchored>> = Vec::new();
        for (entry, Entry { pattern, .. }) in entries.iter().enumerate() {
            let mut needle = |word: String| {
                *known.entry(word).or_insert_with_key(|word| {
                    needles.push(word.clone());
                    anchors.push(Vec::new());
                    needles.len() - 1
                })
            };
            let (id, also) = (needle(pattern.anchor()), pattern.second().map(&mut needle));
            anchors[id].push(Anchored { entry, closed: pattern.closed(), also });
        }
        if needles.is_empty() {
            return None;
        }
        let mut builder = AhoCorasick::builder();
        builder.match_kind(MatchKind::Standard);
        if needles.len() > FEW {
            builder.kind(Some(AhoCorasickKind::ContiguousNFA));
        }
        Some(Self { search: builder.build(&needles).ok()?, anchors })
    }
}
