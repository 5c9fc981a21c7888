//! Characters that prose spells in another way than the source.

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
