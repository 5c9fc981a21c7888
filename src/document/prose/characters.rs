//! Characters that prose spells in another way than the source.

/// Whether a character is the mark of a footnote where it stands: raised digits after a word of some length or after punctuation.
/// After one or two letters they are a power ("m²").
pub(super) fn is_footnote_mark(c: char, before: &str) -> bool {
    if !matches!(c, '¹' | '²' | '³' | '\u{2070}' | '\u{2074}'..='\u{2079}') {
        return false;
    }
    let letters = before.chars().rev().take(3).take_while(|c| c.is_alphabetic()).count();
    letters == 3 || before.ends_with(['.', ',', ';', ':', '!', '?', ')', '”', '"'])
}

/// How a character is written in prose.
pub(super) enum Normal {
    /// As it is.
    Same,
    /// Not at all.
    Drop,
    /// As a space.
    Space,
    /// As other letters.
    Text(&'static str),
}

/// What becomes of a character that stands alone.
pub(super) fn normal(c: char) -> Normal {
    match c {
        ' '..='~' => {
            if c == ' ' {
                Normal::Space
            } else {
                Normal::Same
            }
        }
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}' => Normal::Drop,
        'ﬀ' => Normal::Text("ff"),
        'ﬁ' => Normal::Text("fi"),
        'ﬂ' => Normal::Text("fl"),
        'ﬃ' => Normal::Text("ffi"),
        'ﬄ' => Normal::Text("ffl"),
        '\u{2010}' | '\u{2011}' => Normal::Text("-"),
        _ if c.is_whitespace() => Normal::Space,
        _ => Normal::Same,
    }
}
