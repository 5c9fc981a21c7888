//! What stands within compounds, kept from text to text.

use std::collections::HashMap;
use std::hash::BuildHasher;
use std::sync::{Mutex, PoisonError};

use foldhash::fast::FixedState;

/// Longer compounds, in bytes, are no words of a language.
const LONGEST: usize = 64;
/// Parts that are locked on their own.
const SHARDS: usize = 16;
/// Compounds kept in each part: more than an author uses.
const KEPT: usize = 8192;

/// What stands within one compound. Places are bytes from its start.
#[derive(Default)]
pub(super) struct Known {
    /// Words that stand there: entry, start and end.
    pub(super) found: Box<[(u32, u32, u32)]>,
    /// Words whose anchor holds letters of it, and that may reach beyond: entry, and where the anchor starts, which may be before.
    pub(super) anchors: Box<[(u32, isize)]>,
    /// What other words need besides.
    pub(super) companions: Box<[u32]>,
}

/// Compounds as they are written, and what stands within them.
#[derive(Default)]
pub(super) struct Compounds {
    shards: [Mutex<HashMap<Box<str>, Known, FixedState>>; SHARDS],
}

impl Compounds {
    /// Tells what stands within a compound, which is read when it is not known.
    pub(super) fn tell(&self, compound: &str, read: impl FnOnce() -> Known, tell: impl FnOnce(&Known)) {
        let hash = FixedState::default().hash_one(compound);
        let shard = self.shards.get(hash as usize % SHARDS).filter(|_| compound.len() <= LONGEST);
        let Some(shard) = shard else { return tell(&read()) };
        if let Some(known) = shard.lock().unwrap_or_else(PoisonError::into_inner).get(compound) {
            return tell(known);
        }
        let known = read();
        tell(&known);
        let mut kept = shard.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.len() >= KEPT {
            kept.clear();
        }
        kept.insert(compound.into(), known);
    }
}
