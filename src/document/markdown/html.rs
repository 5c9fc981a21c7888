//! Just enough HTML: comments, tags with an id or a name, and the text between them.

use crate::source::Span;

/// What a piece of HTML holds.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Part<'t> {
    /// Text, with its offset.
    Text(&'t str, usize),
    /// A comment.
    Comment(Span),
    /// A tag.
    Tag(&'t str),
}

/// What is open where one piece ends and the next begins (a block of HTML comes line by line).
#[derive(Debug, Default)]
enum State {
    #[default]
    Text,
    Comment(usize),
    /// Within a script or style sheet.
    Raw(&'static str),
}

/// Reads pieces of HTML one after the other.
#[derive(Debug, Default)]
pub(super) struct Scanner {
    state: State,
}

impl Scanner {
    /// Reads one piece; `at` is its offset in the source.
    pub(super) fn read<'t>(&mut self, piece: &'t str, at: usize) -> Vec<Part<'t>> {
        let mut parts = Vec::new();
        let mut rest = piece;
        while !rest.is_empty() {
            let here = at + piece.len() - rest.len();
            let used = match self.state {
                State::Text => self.text(rest, here, &mut parts),
                State::Comment(start) => match rest.find("-->") {
                    Some(found) => {
                        self.state = State::Text;
                        parts.push(Part::Comment(Span::new(start, here + found + 3)));
                        found + 3
                    }
                    None => rest.len(),
                },
                State::Raw(end) => self.raw(rest, end),
            };
            rest = rest.get(used.max(1)..).unwrap_or_default();
        }
        parts
    }

    /// A comment that is never closed goes on to `end`.
    pub(super) fn finish(self, end: usize) -> Option<Span> {
        match self.state {
            State::Comment(start) => Some(Span::new(start, end)),
            _ => None,
        }
    }

    fn text<'t>(&mut self, rest: &'t str, here: usize, parts: &mut Vec<Part<'t>>) -> usize {
        if rest.starts_with("<!--") {
            self.state = State::Comment(here);
            // `<!-->` and `<!--->` are whole comments.
            return if rest.starts_with("<!-->") || rest.starts_with("<!--->") { 2 } else { 4 };
        }
        if is_tag(rest) {
            let len = tag_len(rest);
            let tag = &rest[..len];
            parts.push(Part::Tag(tag));
            for name in ["script", "style"] {
                if name_of(tag).eq_ignore_ascii_case(name) && !tag.starts_with("</") && !tag.ends_with("/>") {
                    self.state = State::Raw(if name == "script" { "</script" } else { "</style" });
                }
            }
            return len;
        }
        let skip = usize::from(rest.starts_with('<'));
        let len = rest[skip..].find('<').map_or(rest.len(), |found| found + skip);
        parts.push(Part::Text(&rest[..len], here));
        len
    }

    fn raw(&mut self, rest: &str, end: &str) -> usize {
        match rest.to_ascii_lowercase().find(end) {
            Some(found) => {
                self.state = State::Text;
                found
            }
            None => rest.len(),
        }
    }
}

fn is_tag(text: &str) -> bool {
    let mut bytes = text.bytes();
    bytes.next() == Some(b'<') && bytes.next().is_some_and(|byte| byte.is_ascii_alphabetic() || matches!(byte, b'/' | b'!' | b'?'))
}

/// Length of the tag that a text begins with; quoted values may hold `>`.
fn tag_len(text: &str) -> usize {
    let mut quote = None;
    for (index, byte) in text.bytes().enumerate() {
        match (quote, byte) {
            (None, b'>') => return index + 1,
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(open), _) if open == byte => quote = None,
            _ => {}
        }
    }
    text.len()
}

/// The name of a tag.
pub(super) fn name_of(tag: &str) -> &str {
    let name = tag.trim_start_matches(['<', '/']);
    name.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default()
}

/// The identifiers that a tag gives: the values of `id` and `name`.
pub(super) fn anchors(tag: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut rest = tag.get(1 + name_of(tag).len()..).unwrap_or_default();
    while let Some(equals) = rest.find('=') {
        let key = rest[..equals].trim_end().rsplit(char::is_whitespace).next().unwrap_or_default();
        let value = rest[equals + 1..].trim_start();
        let (value, after) = match value.chars().next() {
            Some(quote @ ('"' | '\'')) => value[1..].split_once(quote).unwrap_or((&value[1..], "")),
            _ => value.split_at(value.find([' ', '\t', '\n', '\r', '>']).unwrap_or(value.len())),
        };
        let wanted = key.eq_ignore_ascii_case("id") || key.eq_ignore_ascii_case("name");
        if wanted && !value.is_empty() {
            found.push(value.to_owned());
        }
        rest = after;
    }
    found
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn tags_comments_and_text() {
        let mut scanner = Scanner::default();
        assert_eq!(scanner.read("<p a='>'>å <!-- x", 10), [Part::Tag("<p a='>'>"), Part::Text("å ", 19)]);
        assert_eq!(scanner.read("y --> b < c", 40), [Part::Comment(Span::new(22, 45)), Part::Text(" b ", 45), Part::Text("< c", 48)]);
        assert_eq!(scanner.read("<style>p{}</style>", 60), [Part::Tag("<style>"), Part::Tag("</style>")]);
        assert_eq!(scanner.finish(99), None);
        assert_eq!(anchors("<a class=x id=\"mål\" NAME='b c'>"), ["mål", "b c"]);
        assert_eq!(anchors("<a id=x>"), ["x"]);
        assert!(anchors("<").is_empty() && anchors("<å =").is_empty());
    }
}
