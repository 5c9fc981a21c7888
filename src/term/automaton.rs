//! The words of one language and domain, and the automaton that finds where they may stand.

use std::collections::HashMap;
use std::sync::OnceLock;

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};

use super::view::View;
use super::{Pattern, SetId};

/// So few needles that their automaton may be a large and fast one; of more, a small one is built sooner than it pays to wait.
const FEW: usize = 64;

/// A word of a set, or of its stop list.
pub(super) struct Entry {
    pub(super) set: SetId,
    pub(super) stop: bool,
    pub(super) pattern: Pattern,
}

/// The words of one language and domain. The automaton is built when it is first asked for.
#[derive(Default)]
pub(super) struct Words {
    entries: Vec<Entry>,
    automaton: OnceLock<Option<Automaton>>,
}

struct Automaton {
    search: AhoCorasick,
    /// For each needle, the entries it is the anchor of.
    anchors: Vec<Vec<Anchored>>,
}

/// An entry, and whether letters may not stand on the left and on the right of its anchor.
struct Anchored {
    entry: usize,
    closed: (bool, bool),
}

impl Words {
    pub(super) fn push(&mut self, entry: Entry) {
        self.entries.push(entry);
    }

    /// The sets that have words here.
    pub(super) fn sets(&self) -> impl Iterator<Item = SetId> {
        self.entries.iter().filter(|entry| !entry.stop).map(|entry| entry.set)
    }

    /// Where words may stand: the entry and where its anchor starts. What cannot stand there is mostly left out.
    pub(super) fn candidates(&self, view: &View<'_>, mut found: impl FnMut(&Entry, usize)) {
        let Some(automaton) = self.automaton.get_or_init(|| Automaton::new(&self.entries)) else { return };
        for hit in automaton.search.find_overlapping_iter(&view.folded) {
            let beside = view.letters_beside(hit.start(), hit.end());
            let anchored = automaton.anchors.get(hit.pattern().as_usize()).map_or(&[][..], Vec::as_slice);
            for Anchored { entry, closed } in anchored {
                if !(closed.0 && beside.0 || closed.1 && beside.1)
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
            let anchor = pattern.anchor();
            let id = *known.entry(anchor.clone()).or_insert_with(|| {
                needles.push(anchor);
                anchors.push(Vec::new());
                needles.len() - 1
            });
            anchors[id].push(Anchored { entry, closed: pattern.closed() });
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
