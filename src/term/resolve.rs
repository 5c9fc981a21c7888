//! What was found to what counts: stop lists, includes, and the longest of nested occurrences.

use std::collections::HashMap;

use foldhash::fast::FixedState;

use super::{Occurrence, SetId};

/// The sets that include a set.
pub(super) type Parents = HashMap<SetId, Vec<SetId>, FixedState>;

/// All sets that an occurrence of a set is one of too.
#[derive(Default)]
pub(super) struct Including {
    /// Those that include it themselves.
    parents: Parents,
    /// Those and the sets that include these, by set.
    all: Vec<Box<[SetId]>>,
}

impl Including {
    /// Of so many sets.
    pub(super) fn new(parents: Parents, sets: usize) -> Self {
        let ids = (0..sets).filter_map(|set| u32::try_from(set).ok()).map(SetId);
        let all = ids.map(|set| spread(set, &parents, |_| true).into()).collect();
        Self { parents, all }
    }

    /// The sets that include a set themselves.
    pub(super) fn parents(&self, set: SetId) -> &[SetId] {
        self.parents.get(&set).map_or(&[], Vec::as_slice)
    }
}

/// The sets that include a set, themselves or through others that are open too. Sets may include each other.
fn spread(set: SetId, parents: &Parents, open: impl Fn(SetId) -> bool) -> Vec<SetId> {
    let mut all: Vec<SetId> = Vec::new();
    let mut next = 0;
    let mut of = Some(set);
    while let Some(one) = of {
        for &parent in parents.get(&one).into_iter().flatten() {
            if parent != set && !all.contains(&parent) && open(parent) {
                all.push(parent);
            }
        }
        of = all.get(next).copied();
        next += 1;
    }
    all
}

/// Applies stop lists and includes, and drops what lies inside a longer occurrence of its set. In order of set, start and end.
pub(super) fn resolve(mut found: Vec<Occurrence>, stops: Vec<Occurrence>, including: &Including) -> Vec<Occurrence> {
    let stops = merge(stops);
    let stopped = |one: &Occurrence| {
        let next = stops.get(stops.partition_point(|stop| (stop.set, stop.end) <= (one.set, one.start)));
        next.is_some_and(|stop| stop.set == one.set && stop.start < one.end)
    };
    if !stops.is_empty() {
        found.retain(|one| !stopped(one));
    }
    include(&mut found, including, (!stops.is_empty()).then_some(stopped));
    let mut keys: Vec<u128> = found.iter().map(key).collect();
    keys.sort_unstable();
    found.clear();
    let mut reach: Option<(SetId, usize)> = None;
    for one in keys.into_iter().map(occurrence) {
        // What was found twice lies inside itself.
        if reach.is_none_or(|(set, end)| set != one.set || end < one.end) {
            reach = Some((one.set, one.end));
            found.push(one);
        }
    }
    found
}

/// Bits of a place in a key.
const BITS: u32 = 48;
/// The furthest place.
const PLACE: u128 = (1 << BITS) - 1;

/// Set, start and end, the furthest end first, in one number: numbers are sorted fast.
fn key(one: &Occurrence) -> u128 {
    u128::from(one.set.0) << (2 * BITS) | (one.start as u128 & PLACE) << BITS | (PLACE - (one.end as u128 & PLACE))
}

/// The same back.
fn occurrence(key: u128) -> Occurrence {
    let place = |bits: u128| usize::try_from(bits & PLACE).unwrap_or(usize::MAX);
    Occurrence { set: SetId(u32::try_from(key >> (2 * BITS)).unwrap_or(u32::MAX)), start: place(key >> BITS), end: place(PLACE - (key & PLACE)) }
}

/// Joins the stops of each set that overlap.
fn merge(mut stops: Vec<Occurrence>) -> Vec<Occurrence> {
    stops.sort_unstable_by_key(|stop| (stop.set, stop.start));
    let mut merged: Vec<Occurrence> = Vec::with_capacity(stops.len());
    for stop in stops {
        match merged.last_mut() {
            Some(last) if last.set == stop.set && stop.start < last.end => last.end = last.end.max(stop.end),
            _ => merged.push(stop),
        }
    }
    merged
}

/// Adds every occurrence for the sets that include its set, as far as their stop lists let it.
fn include(found: &mut Vec<Occurrence>, including: &Including, stopped: Option<impl Fn(&Occurrence) -> bool>) {
    for at in 0..found.len() {
        let Some(&one) = found.get(at) else { return };
        let of = |set: &SetId| Occurrence { set: *set, ..one };
        match &stopped {
            None => found.extend(including.all.get(one.set.0 as usize).into_iter().flatten().map(of)),
            Some(stopped) => found.extend(spread(one.set, &including.parents, |set| !stopped(&of(&set))).iter().map(of)),
        }
    }
}
