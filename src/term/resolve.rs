//! What was found to what counts: stop lists, includes, and the longest of nested occurrences.

use std::collections::HashMap;

use foldhash::fast::FixedState;

use super::{Occurrence, SetId};

/// The sets that include a set.
pub(super) type Parents = HashMap<SetId, Vec<SetId>, FixedState>;

/// Applies stop lists and includes, and drops what lies inside a longer occurrence of its set. In order of set, start and end.
pub(super) fn resolve(mut found: Vec<Occurrence>, stops: Vec<Occurrence>, parents: &Parents) -> Vec<Occurrence> {
    let stops = merge(stops);
    let stopped = |one: &Occurrence| {
        let next = stops.get(stops.partition_point(|stop| (stop.set, stop.end) <= (one.set, one.start)));
        next.is_some_and(|stop| stop.set == one.set && stop.start < one.end)
    };
    if !stops.is_empty() {
        found.retain(|one| !stopped(one));
    }
    include(&mut found, parents, stopped);
    found.sort_unstable_by_key(key);
    found.dedup();
    let mut reach: Option<(SetId, usize)> = None;
    found.retain(|one| {
        let inside = reach.is_some_and(|(set, end)| set == one.set && one.end <= end);
        if !inside {
            reach = Some((one.set, one.end));
        }
        !inside
    });
    found
}

/// Set, start and end, the furthest end first, in one number: of numbers a sort is fast.
fn key(one: &Occurrence) -> u128 {
    const PLACE: u128 = (1 << 48) - 1;
    let (start, end) = (one.start as u128 & PLACE, PLACE - (one.end as u128 & PLACE));
    u128::from(one.set.0) << 96 | start << 48 | end
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

/// Adds every occurrence for the sets that include its set, as far as their stop lists let it. Sets may include each other.
fn include(found: &mut Vec<Occurrence>, parents: &Parents, stopped: impl Fn(&Occurrence) -> bool) {
    let mut added: Vec<Occurrence> = Vec::new();
    for one in found.iter() {
        let first = added.len();
        let mut set = Some(one.set);
        let mut next = first;
        while let Some(of) = set {
            for &set in parents.get(&of).into_iter().flatten() {
                let other = Occurrence { set, ..*one };
                if set != one.set && !added[first..].contains(&other) && !stopped(&other) {
                    added.push(other);
                }
            }
            set = added.get(next).map(|other| other.set);
            next += 1;
        }
    }
    found.append(&mut added);
}
