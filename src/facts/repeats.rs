//! Statements that say the same in the same words, as when a sentence stands in a table too: they count once.

use std::collections::HashMap;

use unicode_normalization::UnicodeNormalization;

use super::statement::{Form, Statement};
use crate::source::SourceFile;

/// Fewer words are no statement of their own.
const WORDS: usize = 4;

/// Marks every statement that repeats an earlier one.
pub(crate) fn mark(source: &SourceFile, statements: &mut [Statement]) {
    let mut first: HashMap<String, usize> = HashMap::new();
    for (index, statement) in statements.iter_mut().enumerate() {
        for said in saying(source, statement) {
            let earlier = *first.entry(said).or_insert(index);
            if earlier != index {
                statement.repeats.get_or_insert(earlier);
            }
        }
    }
}

/// The same in composed letters. No letter before the first combining mark has another form.
fn composed(text: String) -> String {
    if text.chars().all(|letter| letter < '\u{300}') { text } else { text.nfc().collect() }
}

/// What a statement says: its own part, or the cells of a row; without capitals, blanks and full stop, in composed letters.
fn saying(source: &SourceFile, statement: &Statement) -> Vec<String> {
    let plain = |text: &str| {
        let words: Vec<&str> = text.trim().trim_end_matches('.').split_whitespace().collect();
        (words.len() >= WORDS).then(|| composed(words.join(" ").to_lowercase()))
    };
    match statement.form {
        Form::Row => {
            let cells = statement.spans.split_last().map(|(_, cells)| cells).unwrap_or_default();
            cells.iter().filter_map(|span| plain(source.slice(*span))).collect()
        }
        _ => plain(&statement.text).into_iter().collect(),
    }
}
