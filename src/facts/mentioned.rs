//! Which statements mention a term set: what a check asks about is found without reading all of them.

use serde::{Deserialize, Serialize};

use super::Statement;
use crate::term::SetId;

/// The statements of a document by the term sets they mention.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Mentioned {
    /// A set and a statement that mentions it, by set and in reading order.
    pairs: Vec<(SetId, u32)>,
}

impl Mentioned {
    pub(super) fn of(statements: &[Statement]) -> Self {
        // By the number of the set: as many are named, that is faster than to sort.
        let mut of_set: Vec<Vec<u32>> = Vec::new();
        for (at, statement) in (0..).zip(statements) {
            for mention in statement.mentions.iter() {
                let set = mention.set.0 as usize;
                if of_set.len() <= set {
                    of_set.resize_with(set + 1, Vec::new);
                }
                if let Some(known) = of_set.get_mut(set).filter(|known| known.last() != Some(&at)) {
                    known.push(at);
                }
            }
        }
        let pairs = (0..).map(SetId).zip(of_set).flat_map(|(set, all)| all.into_iter().map(move |at| (set, at)));
        Self { pairs: pairs.collect() }
    }

    /// The statements that mention any of these sets, in reading order.
    pub fn any<'s>(&self, sets: impl Iterator<Item = &'s SetId>) -> Vec<usize> {
        let of = |set: &'s SetId| {
            let first = self.pairs.partition_point(|(one, _)| one < set);
            self.pairs.iter().skip(first).take_while(move |(one, _)| one == set).map(|(_, at)| *at as usize)
        };
        let mut all: Vec<usize> = sets.flat_map(of).collect();
        all.sort_unstable();
        all.dedup();
        all
    }
}
