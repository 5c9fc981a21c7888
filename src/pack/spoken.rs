//! In which languages a rule can be asked: in those of its pack, and in others that everything it looks for has words in.

use std::collections::{BTreeMap, BTreeSet};

use crate::term::{SetId, Terms};

use super::{Pack, Rule};

/// What each rule looks for, and which rules it asks, by its code.
pub(super) type Sought = BTreeMap<String, (Vec<Vec<SetId>>, Vec<String>)>;

/// Notes for every rule which of the languages that are read it cannot be asked in.
pub(super) fn note(packs: &mut [Pack], terms: &Terms, tags: &[String], sought: &Sought) {
    for tag in tags {
        let spoken = terms.spoken(tag);
        let lacks = |rule: &Rule, own: bool| {
            let (groups, _) = sought.get(&rule.code)?;
            (!own && !groups.iter().all(|sets| !sets.is_empty() && sets.iter().all(|set| spoken.contains(set)))).then(|| rule.code.clone())
        };
        let rules = packs.iter().flat_map(|pack| pack.rules.iter().map(|rule| (rule, pack.languages.contains(tag))));
        let mut mute: BTreeSet<String> = rules.filter_map(|(rule, own)| lacks(rule, own)).collect();
        // A rule that asks another is asked no further than that one.
        while let Some(code) = sought.iter().find(|(code, (_, asks))| !mute.contains(*code) && asks.iter().any(|other| mute.contains(other))) {
            mute.insert(code.0.clone());
        }
        for rule in packs.iter_mut().flat_map(|pack| &mut pack.rules).filter(|rule| mute.contains(&rule.code)) {
            rule.without_words_in.insert(tag.clone());
        }
    }
}
