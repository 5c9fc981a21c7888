//! Paths as relative references (RFC 3986, section 4.2).

/// The path with every byte percent-encoded that does not stand for itself in a segment; a colon never does in the first one.
pub(super) fn relative(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/!$&'()*+,;=@".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    // Two slashes at the beginning would name a host.
    if out.starts_with("//") { format!("/.{out}") } else { out }
}

#[cfg(test)]
mod tests {
    use super::relative;

    #[test]
    fn what_does_not_stand_for_itself_is_encoded() {
        for (path, uri) in [
            ("policyer/policy.md", "policyer/policy.md"),
            ("avtal/år 1.md", "avtal/%C3%A5r%201.md"),
            ("javascript:alert(1).md", "javascript%3Aalert(1).md"),
            ("a?b#c%d[e]\\f\n\u{1b}\u{202e}.md", "a%3Fb%23c%25d%5Be%5D%5Cf%0A%1B%E2%80%AE.md"),
            ("<script>\"|^`{}.md", "%3Cscript%3E%22%7C%5E%60%7B%7D.md"),
            ("//host/x.md", "/.//host/x.md"),
        ] {
            assert_eq!(relative(path), uri);
        }
    }
}
