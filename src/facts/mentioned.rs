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
        let of = |(at, statement): (usize, &'_ Statement)| {
            let at = u32::try_from(at).unwrap_or(u32::MAX);
            statement.mentions.iter().map(move |mention| (mention.set, at)).collect::<Vec<_>>()
        };
        let mut pairs: Vec<(SetId, u32)> = statements.iter().enumerate().flat_map(of).collect();
        pairs.sort_unstable();
        pairs.dedup();
        Self { pairs }
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
