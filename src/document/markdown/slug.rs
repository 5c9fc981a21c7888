//! Identifiers of headings as GitHub makes them.

use std::collections::HashMap;

/// Makes slugs that are unique within one document.
#[derive(Debug, Default)]
pub(super) struct Slugs {
    seen: HashMap<String, usize>,
}

impl Slugs {
    /// The slug of a heading: lower case, letters, digits, `-` and `_` kept, spaces to `-`; `-1` and so on when taken.
    pub(super) fn make(&mut self, heading: &str) -> String {
        let lower = heading.to_lowercase();
        let kept = lower.chars().filter_map(|c| match c {
            ' ' => Some('-'),
            '-' | '_' => Some(c),
            _ => (c.is_alphanumeric() || is_mark(c)).then_some(c),
        });
        let slug: String = kept.collect();
        let mut unique = slug.clone();
        while self.seen.contains_key(&unique) {
            let count = self.seen.entry(slug.clone()).or_default();
            *count += 1;
            unique = format!("{slug}-{count}");
        }
        self.seen.insert(unique.clone(), 0);
        unique
    }
}

fn is_mark(c: char) -> bool {
    unicode_normalization::char::is_combining_mark(c)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn slugs() {
        let mut slugs = Slugs::default();
        let made = ["4.2 Åtgärder & ansvar", "Syfte", "Syfte", "Syfte 1", "Syfte", "Vad_är det?"].map(|text| slugs.make(text));
        assert_eq!(made, ["42-åtgärder--ansvar", "syfte", "syfte-1", "syfte-1-1", "syfte-2", "vad_är-det"]);
    }
}
