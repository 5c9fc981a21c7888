//! Sentences of a block's text (`language.md` §6).

use std::ops::Range;

use crate::language::StatementWords;

/// Splits text into sentences, as byte ranges without surrounding space. A full stop ends a sentence when white space and
/// then something other than a lower-case letter follows, and what stands before it is no abbreviation.
pub(crate) fn split(text: &str, words: &StatementWords) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = 0;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        if !matches!(c, '.' | '!' | '?') {
            continue;
        }
        let mut end = at + c.len_utf8();
        while let Some((next, mark)) = chars.peek().copied() {
            if matches!(mark, '"' | '”' | '’' | '»' | ')' | '.') {
                end = next + mark.len_utf8();
                chars.next();
            } else {
                break;
            }
        }
        if ends_sentence(text, start, at, end, c, words) {
            push_trimmed(text, start..end, &mut found);
            start = end;
        }
    }
    push_trimmed(text, start..text.len(), &mut found);
    found
}

fn push_trimmed(text: &str, range: Range<usize>, found: &mut Vec<Range<usize>>) {
    let Some(part) = text.get(range.clone()) else { return };
    let start = range.start + (part.len() - part.trim_start().len());
    let end = start + part.trim().len();
    if start < end {
        found.push(start..end);
    }
}

fn ends_sentence(text: &str, start: usize, at: usize, end: usize, mark: char, words: &StatementWords) -> bool {
    let mut rest = text[end..].chars();
    match rest.next() {
        None => return true,
        Some(space) if !space.is_whitespace() => return false,
        Some(_) => {}
    }
    let Some(next) = text[end..].chars().find(|c| !c.is_whitespace()) else { return true };
    if next.is_lowercase() {
        return false;
    }
    if mark != '.' {
        return true;
    }
    // Dots that lead to a page number end nothing, and neither does the number of the next line of the list.
    let dots = text[at..end].chars().all(|c| c == '.');
    if dots && (end - at > 3 || end - at == 3 && next.is_ascii_digit()) {
        return false;
    }
    let before = &text[start..at];
    let word = before.rsplit(|c: char| c.is_whitespace() || c == '(').next().unwrap_or_default();
    let listed = |list: &[String]| list.iter().any(|abbreviation| abbreviation.eq_ignore_ascii_case(word));
    let known = listed(&words.abbreviations);
    let is_initial = word.chars().count() == 1 && word.chars().all(char::is_uppercase);
    let is_number = !word.is_empty() && word.chars().all(|c| c.is_ascii_digit() || c == '.');
    let opens = before.trim_start().len() == word.len() || before.contains("... ");
    let may_end = known && listed(&words.closing) && next.is_uppercase();
    !(known && !may_end || is_initial || (is_number && opens))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sentences(text: &str) -> Vec<&str> {
        let words = StatementWords::parse(include_str!("../../languages/sv.toml")).unwrap();
        split(text, &words).into_iter().map(|range| &text[range]).collect()
    }

    #[test]
    fn abbreviations_numbers_and_initials_do_not_end_a_sentence() {
        for text in [
            "Rutinen omfattar t.ex. journalsystem, bl.a. laboratoriesystem.",
            "Enligt 3 kap. 2 § HSLF-FS 2016:40 ska vårdgivaren dokumentera.",
            "Kontakta A. Svensson, dnr RS 2025/1234, vid frågor.",
            "3.2.1 Risker beskrivs på www.exempel.se/a.b och kl. 8.00.",
        ] {
            assert_eq!(sentences(text), [text]);
        }
    }

    #[test]
    fn a_full_stop_ends_a_sentence() {
        assert_eq!(
            sentences("Ansvariga är ledning, chefer m.fl. Dessa ska rapportera årligen. ”Så är det.” Nytt!"),
            ["Ansvariga är ledning, chefer m.fl.", "Dessa ska rapportera årligen.", "”Så är det.”", "Nytt!"]
        );
    }
}
