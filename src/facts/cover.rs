//! Stretches of the source that other things may stand in.

use crate::source::Span;

/// Many spans, asked whether any of them overlaps another.
pub(crate) struct Cover {
    /// The spans by start, each with the furthest end up to there.
    reach: Vec<(usize, usize)>,
}

impl Cover {
    /// Of spans in any order; they may overlap.
    pub(crate) fn new(spans: impl Iterator<Item = Span>) -> Self {
        let mut reach: Vec<(usize, usize)> = spans.map(|span| (span.start, span.end)).collect();
        reach.sort_unstable();
        let mut furthest = 0;
        for (_, end) in &mut reach {
            furthest = furthest.max(*end);
            *end = furthest;
        }
        Self { reach }
    }

    /// Whether some span shares a byte with this one, or is empty within it.
    pub(crate) fn overlaps(&self, span: Span) -> bool {
        let before = self.reach.partition_point(|(start, _)| *start < span.end);
        before.checked_sub(1).and_then(|last| self.reach.get(last)).is_some_and(|(_, end)| *end > span.start)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn overlaps_as_one_by_one() {
        let spans = [Span::new(4, 9), Span::new(0, 2), Span::new(5, 6), Span::new(12, 12), Span::new(14, 20)];
        let cover = Cover::new(spans.into_iter());
        for start in 0..22 {
            for end in start..22 {
                let span = Span::new(start, end);
                assert_eq!(cover.overlaps(span), spans.iter().any(|one| one.overlaps(span)), "{span:?}");
            }
        }
    }
}
