//! Characters as terms see them: case, letters, what joins and what separates.

/// Lower case, character by character; a character whose lower case has another length stays, so that offsets hold.
pub(crate) fn fold(text: &str) -> String {
    // Capitals are mostly plain letters, and those go fast.
    let plain = text.is_ascii() || text.chars().all(|c| c.is_ascii() || lower(c) == c);
    if plain { text.to_ascii_lowercase() } else { text.chars().map(lower).collect() }
}

/// The lower case of a character, when it is as long.
pub(crate) fn lower(c: char) -> char {
    match c {
        // Latin 1 is spared the tables.
        '\0'..='\u{7f}' => c.to_ascii_lowercase(),
        'À'..='Ö' | 'Ø'..='Þ' => char::from_u32(u32::from(c) + 0x20).unwrap_or(c),
        'ß'..='ÿ' => c,
        _ => {
            let mut lower = c.to_lowercase();
            match (lower.next(), lower.next()) {
                (Some(l), None) if l.len_utf8() == c.len_utf8() => l,
                _ => c,
            }
        }
    }
}

/// Whether a character is a letter or a digit.
pub(super) fn is_letter(c: char) -> bool {
    match c {
        '\0'..='\u{7f}' => c.is_ascii_alphanumeric(),
        'À'..='Ö' | 'Ø'..='ö' | 'ø'..='ÿ' => true,
        _ => c.is_alphanumeric(),
    }
}

/// Hyphens that join words: the plain, the typographic and the non-breaking one.
pub(super) fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '\u{2010}' | '\u{2011}')
}

/// What may stand between two words of a term.
pub(super) fn is_separator(c: char) -> bool {
    is_hyphen(c) || c.is_whitespace()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_short_ways_agree_with_the_tables() {
        for c in ('\0'..='\u{24ff}').chain('\u{1e00}'..='\u{1fff}').chain('\u{10400}'..='\u{10450}') {
            assert_eq!(is_letter(c), c.is_alphanumeric(), "{c:?}");
            let lower_case: String = c.to_lowercase().collect();
            let kept = if lower_case.chars().count() == 1 && lower_case.len() == c.len_utf8() { lower_case } else { c.to_string() };
            assert_eq!(lower(c).to_string(), kept, "{c:?}");
        }
    }
}
