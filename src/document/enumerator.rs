//! Letters and Roman numbers that enumerate, which Markdown does not know as lists.

/// Longest letters of an enumerator ("xviii").
const LONGEST: usize = 5;

/// Length in bytes of the enumerator that a text starts with, its mark included: "a)", "(a)", "a.", "iv)", "(iv)", "iv.".
pub fn enumerator(text: &str) -> Option<usize> {
    let open = usize::from(text.starts_with('('));
    let letters = text.get(open..)?.bytes().take_while(u8::is_ascii_lowercase).count();
    let label = text.get(open..open + letters)?;
    let roman = letters <= LONGEST && label.bytes().all(|letter| matches!(letter, b'i' | b'v' | b'x'));
    if letters == 0 || (letters > 1 && !roman) {
        return None;
    }
    let mark = text.as_bytes().get(open + letters)?;
    let closed = *mark == b')' || (open == 0 && *mark == b'.');
    closed.then_some(open + letters + 1)
}

#[cfg(test)]
mod tests {
    use super::enumerator;

    #[test]
    fn what_enumerates() {
        for text in ["a) b", "(a) b", "a. b", "iv) b", "(iv) b", "iv. b"] {
            assert_eq!(enumerator(text), text.find(' '), "{text}");
        }
        for text in ["dvs. b", "(se nedan) b", "ab) b", "A. Person", "", "(", "a"] {
            assert_eq!(enumerator(text), None, "{text}");
        }
    }
}
