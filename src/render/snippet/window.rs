//! Which part of a long line is shown.

use std::ops::Range;

use unicode_normalization::char::is_combining_mark;

use super::Mark;
use crate::render::clean;

/// Leaves out the beginning of a line whose last label would else not fit beside its caret.
pub(super) fn make_room(text: &str, start: usize, marks: &[Mark], room: usize, keep: &mut [bool]) {
    let column = |offset: usize| -> usize {
        let before = text.char_indices().zip(keep.iter()).take_while(|((at, _), _)| start + at < offset);
        before.filter(|(_, keep)| **keep).map(|((_, c), _)| clean::char_width(c)).sum()
    };
    let over = |mark: &Mark| {
        let said = mark.text.as_ref().map_or(0, |text| clean::width(text).min(24));
        (column(mark.span.start).midpoint(column(mark.span.end)) + said + 6).saturating_sub(room)
    };
    let over = marks.iter().map(over).max().unwrap_or(0);
    let first = marks.iter().map(|mark| mark.span.start.saturating_sub(start)).min().unwrap_or(0);
    if over == 0 {
        return;
    }
    let (mut left_out, mut ended) = (0, false);
    for ((at, c), slot) in text.char_indices().zip(keep.iter_mut()) {
        ended |= left_out > over && (c == ' ' || left_out > over + 12);
        if at >= first || ended && !is_combining_mark(c) {
            break;
        }
        left_out += usize::from(*slot) * clean::char_width(c);
        *slot = false;
    }
}

/// Which characters of a line are kept: all, or as many words as there is room for around the marks, at most 60 characters on each
/// side. A short mark is kept whole, of a long one its ends.
pub(super) fn window(text: &str, start: usize, marks: &[Mark], room: usize) -> Vec<bool> {
    let chars: Vec<char> = text.chars().collect();
    let wide = |part: &[char]| part.iter().copied().map(clean::char_width).sum::<usize>();
    if wide(&chars) <= room {
        return vec![true; chars.len()];
    }
    let at = |offset: usize| text.get(..offset.saturating_sub(start)).map_or(0, |before| before.chars().count());
    let marks: Vec<Range<usize>> = marks.iter().map(|mark| at(mark.span.start)..at(mark.span.end)).collect();
    let distance = |unit: &Range<usize>| marks.iter().map(|mark| distance(mark, unit)).min().unwrap_or(unit.start);
    let mut units = units(&chars);
    units.retain(|unit| marks.is_empty() || distance(unit) <= 60);
    units.sort_by_key(|unit| (distance(unit), unit.start));
    // How many gaps there are is known only when the words are chosen; each takes a sign and perhaps a space.
    let mut budget = room;
    while budget > 0 {
        let keep = chosen(&units, &chars, budget);
        let gaps = keep.chunk_by(|one, next| one == next).filter(|run| run.first() == Some(&false)).count();
        let kept: usize = keep.iter().zip(&chars).filter(|(keep, _)| **keep).map(|(_, c)| clean::char_width(*c)).sum();
        match (kept + gaps).checked_sub(room) {
            None | Some(0) => return keep,
            Some(over) => budget = budget.saturating_sub(over),
        }
    }
    vec![false; chars.len()]
}

/// How far a word is from a mark: nothing when the mark is short and holds it, else the way to the nearest end.
fn distance(mark: &Range<usize>, unit: &Range<usize>) -> usize {
    let to = |end: usize| if unit.contains(&end) { 0 } else { unit.start.abs_diff(end).min(unit.end.abs_diff(end)) };
    let within = mark.len() <= 40 && unit.start < mark.end && mark.start < unit.end;
    if within { 0 } else { to(mark.start).min(to(mark.end)) }
}

/// The nearest words that fit in so many columns, and the space before each of them.
fn chosen(units: &[Range<usize>], chars: &[char], budget: usize) -> Vec<bool> {
    let mut keep = vec![false; chars.len()];
    let mut left = budget;
    for unit in units {
        let part = chars.get(unit.clone()).unwrap_or_default();
        let Some(rest) = left.checked_sub(part.iter().copied().map(clean::char_width).sum()) else { break };
        left = rest;
        keep.get_mut(unit.clone()).unwrap_or_default().fill(true);
        if let Some(before) = unit.start.checked_sub(1).filter(|before| chars.get(*before) == Some(&' ')) {
            keep[before] = true;
        }
    }
    keep
}

/// Words with the white space after them; a longer word in pieces, none of which begins with a combining mark.
fn units(chars: &[char]) -> Vec<Range<usize>> {
    let mut out: Vec<Range<usize>> = Vec::new();
    for (at, c) in chars.iter().enumerate() {
        let after_space = at > 0 && chars.get(at - 1).is_some_and(|before| before.is_whitespace()) && !c.is_whitespace();
        match out.last_mut() {
            Some(last) if !after_space && (last.len() < LONGEST || is_combining_mark(*c)) => last.end = at + 1,
            _ => out.push(at..at + 1),
        }
    }
    out
}

/// A longer word than this is cut when its line is.
const LONGEST: usize = 24;
