//! One literal word of a term, and how it is written.

use unicode_normalization::UnicodeNormalization;

use super::fold::{fold, is_hyphen, is_letter, lower};
use super::pattern::{PatternError, PatternFault};

/// What stands before a piece of a literal.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Joint {
    /// `~`: nothing, spaces or a hyphen (nothing at all before the first piece).
    Loose,
    /// One hyphen of any kind.
    Hyphen,
}

/// One literal word.
#[derive(Clone, Debug)]
pub(super) struct Word {
    pub(super) exact: bool,
    pub(super) open_start: bool,
    pub(super) open_end: bool,
    pub(super) pieces: Vec<(Joint, String)>,
}

/// How much a literal holds.
pub(super) enum Weight {
    None,
    Letter,
    Enough,
}

impl Word {
    pub(super) fn weight(&self) -> Weight {
        let mut chars = self.pieces.iter().flat_map(|(_, piece)| piece.chars());
        match (chars.next(), chars.next()) {
            (None, _) => Weight::None,
            (Some(c), None) if is_letter(c) && self.pieces.len() == 1 => Weight::Letter,
            _ => Weight::Enough,
        }
    }
}

/// Reads `[=] [*] literal [*]`, which stands at `offset` in the term.
pub(super) fn parse_word(text: &str, offset: usize) -> Result<Word, PatternError> {
    let rest = text.strip_prefix('=');
    let exact = rest.is_some();
    let rest = rest.unwrap_or(text);
    let inner = rest.strip_prefix('*');
    let open_start = inner.is_some();
    let inner = inner.unwrap_or(rest);
    let base = offset + text.len() - inner.len();
    let (mut pieces, mut piece, mut joint, mut open_end) = (Vec::with_capacity(1), String::with_capacity(inner.len()), Joint::Loose, false);
    let mut chars = inner.char_indices().peekable();
    while let Some((i, c)) = chars.next() {
        let start = base + i;
        let fault = |message| Err(PatternError { message, start, end: start + c.len_utf8() });
        let next = chars.peek().map(|&(_, next)| next);
        match c {
            '\\' => match chars.next() {
                Some((_, escaped)) => piece.push(escaped),
                None => return fault(PatternFault::DanglingEscape),
            },
            '*' if next.is_none() => open_end = true,
            '*' => return fault(PatternFault::MisplacedStar),
            '…' => return fault(PatternFault::MisplacedGap),
            '\u{ad}' => {}
            '~' => {
                let between = piece.chars().next_back().is_some_and(is_letter) && next.is_some_and(is_letter);
                if !between {
                    return fault(PatternFault::MisplacedTilde);
                }
                pieces.push((joint, std::mem::take(&mut piece)));
                joint = Joint::Loose;
            }
            _ if is_hyphen(c) => {
                pieces.push((joint, std::mem::take(&mut piece)));
                joint = Joint::Hyphen;
            }
            _ if c.is_whitespace() => return fault(PatternFault::Spacing),
            _ => piece.push(c),
        }
    }
    pieces.push((joint, piece));
    for (_, piece) in &mut pieces {
        // No letter before the first combining mark has another form.
        if piece.chars().any(|c| c >= '\u{300}') {
            *piece = piece.nfc().collect();
        }
        if !exact && piece.chars().any(|c| lower(c) != c) {
            *piece = fold(piece);
        }
    }
    Ok(Word { exact, open_start, open_end, pieces })
}
