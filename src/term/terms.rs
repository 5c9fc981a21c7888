//! All term sets of a run, and one pass over a text that finds their words.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::OnceLock;

use super::index::{Entry, Index};
use super::resolve::{Including, Parents, resolve};
use super::view::View;
use super::{Domain, Occurrence, Pattern, PatternError, SetId};

/// The words of one language, by domain.
type Language = [Words; DOMAINS];

/// Number of domains.
const DOMAINS: usize = Domain::ALL.len();

/// The words of one language and domain, as they are written. They are read when they are first looked for.
#[derive(Default)]
struct Words {
    written: Vec<(String, SetId, bool)>,
    index: OnceLock<Index>,
}

impl Words {
    /// The sets that have words here.
    fn sets(&self) -> impl Iterator<Item = SetId> {
        self.written.iter().filter(|(.., stop)| !stop).map(|(_, set, _)| *set)
    }

    /// What the words are looked for with; `None` without any.
    fn index(&self) -> Option<&Index> {
        (!self.written.is_empty()).then(|| self.index.get_or_init(|| Index::new(&self.written, false)))
    }

    /// Makes it ready.
    fn prepare(&self) {
        if self.index.get().is_none() && !self.written.is_empty() {
            let _ = self.index.set(Index::new(&self.written, true));
        }
    }
}

/// Collects term sets.
#[derive(Default)]
pub struct TermsBuilder {
    names: Vec<String>,
    ids: HashMap<String, SetId>,
    domains: HashMap<SetId, Domain>,
    parents: Parents,
    languages: BTreeMap<String, Language>,
    /// Words that are added are known to be right.
    trusting: bool,
}

impl TermsBuilder {
    /// No sets yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The set of this name, created if need be.
    pub fn set(&mut self, name: &str) -> SetId {
        if let Some(known) = self.ids.get(name) {
            return *known;
        }
        let next = SetId(u32::try_from(self.names.len()).unwrap_or(u32::MAX));
        self.names.push(name.to_owned());
        self.ids.insert(name.to_owned(), next);
        next
    }

    /// The set of this name in a domain, which it must have before it has words. Sets include only sets of their own domain.
    pub fn set_in(&mut self, domain: Domain, name: &str) -> SetId {
        let set = self.set(name);
        let before = self.domains.insert(set, domain);
        debug_assert!(before.is_none_or(|before| before == domain), "two lists of words are called {name}");
        set
    }

    /// Whether the words that are added from now on are known to be right: they are read when they are first looked for, and one that
    /// cannot be read is then looked for in vain.
    pub(crate) fn trust(&mut self, trusting: bool) {
        self.trusting = trusting;
    }

    /// Adds words of a language to a set.
    ///
    /// # Errors
    /// The index of every word that cannot be read, and why; the others are added.
    pub fn words(&mut self, set: SetId, language: &str, words: &[impl AsRef<str>]) -> Result<(), Vec<(usize, PatternError)>> {
        self.add(set, false, language, words)
    }

    /// Adds words that are not occurrences of a set, although its words match there.
    ///
    /// # Errors
    /// As for [`TermsBuilder::words`].
    pub fn stop(&mut self, set: SetId, language: &str, words: &[impl AsRef<str>]) -> Result<(), Vec<(usize, PatternError)>> {
        self.add(set, true, language, words)
    }

    fn add(&mut self, set: SetId, stop: bool, language: &str, words: &[impl AsRef<str>]) -> Result<(), Vec<(usize, PatternError)>> {
        let domain = self.domains.get(&set).copied().unwrap_or_default();
        let into = match self.languages.get_mut(language) {
            Some(known) => known,
            None => self.languages.entry(language.to_owned()).or_default(),
        };
        let mut errors = Vec::new();
        for (n, word) in words.iter().map(AsRef::as_ref).enumerate() {
            match if self.trusting { Ok(()) } else { Pattern::parse(word).map(drop) } {
                Ok(()) => into[domain as usize].written.push((word.to_owned(), set, stop)),
                Err(error) => errors.push((n, error)),
            }
        }
        if errors.is_empty() { Ok(()) } else { Err(errors) }
    }

    /// Makes every occurrence of `other` one of `set` too, unless the stop list of `set` has it.
    pub fn include(&mut self, set: SetId, other: SetId) {
        let parents = self.parents.entry(other).or_default();
        if !parents.contains(&set) {
            parents.push(set);
        }
    }

    /// The sets, ready to be looked for.
    #[must_use]
    pub fn build(self) -> Terms {
        let including = Including::new(self.parents, self.names.len());
        Terms { names: self.names, ids: self.ids, languages: self.languages, including }
    }
}

/// Term sets, ready to be looked for.
pub struct Terms {
    names: Vec<String>,
    ids: HashMap<String, SetId>,
    languages: BTreeMap<String, Language>,
    including: Including,
}

impl Terms {
    /// The set of this name.
    #[must_use]
    pub fn id(&self, name: &str) -> Option<SetId> {
        self.ids.get(name).copied()
    }

    /// The name of a set; empty for a set of other [`Terms`].
    #[must_use]
    pub fn name(&self, set: SetId) -> &str {
        self.names.get(set.0 as usize).map_or("", String::as_str)
    }

    /// How many sets there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.names.len()
    }

    /// Whether there is no set.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.names.is_empty()
    }

    /// The languages that have words, in order.
    pub fn languages(&self) -> impl Iterator<Item = &str> {
        self.languages.keys().map(String::as_str)
    }

    /// The sets that have words of a language, of their own or of a set they include.
    #[must_use]
    pub fn spoken(&self, language: &str) -> BTreeSet<SetId> {
        let words = self.languages.get(language).into_iter().flatten();
        let mut spoken: BTreeSet<SetId> = words.flat_map(Words::sets).collect();
        let mut open: Vec<SetId> = spoken.iter().copied().collect();
        while let Some(set) = open.pop() {
            let including = self.including.parents(set).iter();
            open.extend(including.filter(|parent| spoken.insert(**parent)));
        }
        spoken
    }

    /// Makes ready what the words of a language and domain are looked for with, which is else done when they are first looked for.
    pub fn prepare(&self, domain: Domain, language: &str) {
        if let Some(language) = self.languages.get(language) {
            language[domain as usize].prepare();
        }
    }

    /// Where words of a language stand in `text`, in order of start, end and set.
    #[must_use]
    pub fn find(&self, language: &str, text: &str) -> Vec<Occurrence> {
        let mut found = self.find_of(&Domain::ALL, language, text);
        found.sort_unstable();
        found
    }

    /// The same of one domain alone, in order of set, start and end; none stands within another of its set.
    #[must_use]
    pub fn find_in(&self, domain: Domain, language: &str, text: &str) -> Vec<Occurrence> {
        self.find_of(&[domain], language, text)
    }

    fn find_of(&self, domains: &[Domain], language: &str, text: &str) -> Vec<Occurrence> {
        let Some(language) = self.languages.get(language).filter(|_| !text.is_empty()) else {
            return Vec::new();
        };
        let view = View::new(text);
        // A word of governance text names several sets.
        let (mut found, mut stops) = (Vec::with_capacity(text.len()), Vec::new());
        for domain in domains {
            look(&language[*domain as usize], &view, &mut |set, stop, (start, end)| {
                if stop { &mut stops } else { &mut found }.push(Occurrence { start, end, set });
            });
        }
        resolve(found, stops, &self.including)
    }
}

/// Looks for words, also in compounds with a suspended part: "risk- och sårbarhetsanalys" holds "riskanalys".
fn look(words: &Words, view: &View<'_>, keep: &mut impl FnMut(SetId, bool, (usize, usize))) {
    let Some(index) = words.index() else { return };
    let mut keep_all = |entry: &Entry, place| entry.owners.iter().for_each(|(set, stop)| keep(*set, *stop, place));
    index.find(view, &mut keep_all);
    for suspended in view.suspended() {
        for (i, _) in suspended.word.char_indices().skip(1) {
            let (joined, seam) = ([suspended.part, &suspended.word[i..]].concat(), suspended.part.len());
            let inner = View::new(&joined);
            index.candidates(&inner, |entry, at| {
                if entry.pattern.joins(&inner, at, seam) {
                    keep_all(entry, suspended.place);
                }
            });
        }
    }
}
