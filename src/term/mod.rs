//! Term sets: the words for one concept, in every language we read, all matched in one pass.

use serde::{Deserialize, Serialize};

mod compounds;
mod fold;
mod index;
mod literal;
mod pattern;
mod resolve;
mod terms;
mod verify;
mod view;
mod word;

pub(crate) use fold::{fold as lower_case, lower as lower_letter};
pub use literal::Literals;
pub use pattern::{Pattern, PatternError, PatternFault};
pub use terms::{Terms, TermsBuilder};

/// Identifies a term set within one [`Terms`].
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub struct SetId(pub u32);

/// One place where a word of a term set stands.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub struct Occurrence {
    /// First byte in the text that was searched.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// Which set.
    pub set: SetId,
}

/// What a set is asked about. The sets of one domain are looked for in one pass, without those of the others.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Domain {
    /// What statements say: the sets of packs, and the lexicon's words about statements.
    #[default]
    Statement,
    /// What a document says of itself: its kind, its topic, its metadata.
    Document,
    /// What is left of a template.
    Template,
}

impl Domain {
    /// Every domain, in order.
    pub const ALL: [Self; 3] = [Self::Statement, Self::Document, Self::Template];
}

#[cfg(test)]
mod tests;
