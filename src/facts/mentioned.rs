//! Which statements mention a term set: what a check asks about is found without reading all of them.

use std::collections::HashMap;

use super::Statement;
use crate::term::SetId;

/// The statements of a document by the term sets they mention.
#[derive(Clone, Debug, Default)]
pub struct Mentioned {
    by_set: HashMap<SetId, Vec<usize>>,
}

impl Mentioned {
    pub(super) fn of(statements: &[Statement]) -> Self {
        let mut by_set: HashMap<SetId, Vec<usize>> = HashMap::new();
        for (at, statement) in statements.iter().enumerate() {
            for mention in &statement.mentions {
                let all = by_set.entry(mention.set).or_default();
                if all.last() != Some(&at) {
                    all.push(at);
                }
            }
        }
        Self { by_set }
    }

    /// The statements that mention any of these sets, in reading order.
    pub fn any<'s>(&self, sets: impl Iterator<Item = &'s SetId>) -> Vec<usize> {
        let mut all: Vec<usize> = sets.filter_map(|set| self.by_set.get(set)).flatten().copied().collect();
        all.sort_unstable();
        all.dedup();
        all
    }
}
