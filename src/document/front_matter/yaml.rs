//! YAML front matter.

use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_saphyr::{Location, Spanned};

use super::{Entry, FrontMatterFault, Scalar, lines, list, unquoted};
use crate::source::Span;

/// Deepest nesting that is read. Reading is recursive and takes some 30 kB of stack a level; metadata that people write is far from this.
const DEEPEST: usize = 16;

/// A value of which only the form matters: what it means is read from the source.
enum Node {
    /// Text with quotes and escapes resolved.
    Text(String),
    /// A number, truth value or nothing: as written.
    Plain,
    Sequence(Vec<Spanned<Self>>),
    Mapping(Vec<(Spanned<String>, Spanned<Self>)>),
}

/// Reads the text between the fences; `base` is its offset in the document.
pub(super) fn read(body: &str, base: usize) -> Result<Vec<Entry>, FrontMatterFault> {
    if body.lines().all(|line| line.trim().is_empty() || line.trim_start().starts_with('#')) {
        return Ok(Vec::new());
    }
    let mut options = serde_saphyr::Options::default();
    options.with_snippet = false;
    options.strict_booleans = true;
    let mut budget = options.budget.take().unwrap_or_default();
    budget.max_depth = DEEPEST;
    options.budget = Some(budget);
    let mut reader = Reader { body, base, entries: Vec::new() };
    let root: Spanned<Node> = serde_saphyr::from_str_with_options(body, options).map_err(|error| fault(&error, body, base))?;
    match root.value {
        Node::Mapping(pairs) => reader.mapping("", pairs),
        _ => {
            let span = Span::new(base, base + body.trim_end().len());
            return Err(FrontMatterFault { span, message: "the metadata block is not a list of keys and values".to_owned() });
        }
    }
    reader.entries.sort_by_key(|entry| entry.key_span);
    Ok(reader.entries)
}

fn fault(error: &serde_saphyr::Error, body: &str, base: usize) -> FrontMatterFault {
    let place = error.location().map_or(0, |location| offset(body, location)).min(body.len());
    let start = body[..place].rfind(['\n', '\r']).map_or(0, |at| at + 1);
    let end = place + lines::first(&body[place..]);
    let line = body[start..end].trim_end();
    let message = error.without_snippet().to_string();
    let message = message.lines().next().unwrap_or_default().to_owned();
    FrontMatterFault { span: Span::new(base + start, base + start + line.len()), message }
}

/// Offset of a location: as given, or counted from its line and column (in characters).
fn offset(body: &str, location: Location) -> usize {
    if let Some(offset) = location.span().byte_offset().and_then(|offset| usize::try_from(offset).ok()) {
        return body.floor_char_boundary(offset);
    }
    let mut at = 0;
    for _ in 1..location.line() {
        at += lines::first(&body[at..]);
    }
    let column = usize::try_from(location.column()).unwrap_or(1).saturating_sub(1);
    let line = &body[at..at + lines::first(&body[at..])];
    at + line.char_indices().nth(column).map_or(line.trim_end().len(), |(index, _)| index)
}

struct Reader<'t> {
    body: &'t str,
    base: usize,
    entries: Vec<Entry>,
}

impl Reader<'_> {
    fn mapping(&mut self, prefix: &str, pairs: Vec<(Spanned<String>, Spanned<Node>)>) {
        for (key, value) in pairs {
            let name = format!("{prefix}{}", key.value);
            let key_span = self.trimmed(key.referenced);
            let key_span = unquoted(self.body, key_span, self.base);
            let (referenced, defined) = (value.referenced, value.defined);
            match value.value {
                Node::Mapping(inner) => self.mapping(&format!("{name}."), inner),
                Node::Sequence(nodes) => self.sequence(name, key_span, nodes, referenced),
                scalar => {
                    let Scalar { value, span } = self.scalar(scalar, referenced, defined);
                    self.entries.push(Entry { key: name, key_span, value, value_span: span, items: Vec::new() });
                }
            }
        }
    }

    fn sequence(&mut self, name: String, key_span: Span, nodes: Vec<Spanned<Node>>, whole: Location) {
        let mut items = Vec::new();
        let before = self.entries.len();
        self.items(&name, nodes, &mut items);
        if !items.is_empty() || self.entries.len() == before {
            let whole = self.trimmed(whole);
            self.entries.push(list(name, key_span, items, whole));
        }
    }

    fn items(&mut self, name: &str, nodes: Vec<Spanned<Node>>, items: &mut Vec<Scalar>) {
        for node in nodes {
            let (referenced, defined) = (node.referenced, node.defined);
            match node.value {
                Node::Sequence(inner) => self.items(name, inner, items),
                Node::Mapping(inner) => self.mapping(&format!("{name}."), inner),
                scalar => items.push(self.scalar(scalar, referenced, defined)),
            }
        }
    }

    fn scalar(&self, node: Node, referenced: Location, defined: Location) -> Scalar {
        let span = unquoted(self.body, self.trimmed(referenced), self.base);
        let value = match node {
            Node::Text(text) => text.trim().to_owned(),
            _ => {
                let source = self.trimmed(defined);
                self.body.get(source.start - self.base..source.end - self.base).unwrap_or_default().to_owned()
            }
        };
        Scalar { value, span }
    }

    /// The span of a location in the document, without white space at its end.
    fn trimmed(&self, location: Location) -> Span {
        let start = offset(self.body, location).min(self.body.len());
        let len = location.span().byte_len().and_then(|len| usize::try_from(len).ok()).unwrap_or(0);
        let end = self.body.floor_char_boundary(start.saturating_add(len)).max(start);
        let text = self.body[start..end].trim_end();
        Span::new(self.base + start, self.base + start + text.len())
    }
}

impl<'de> Deserialize<'de> for Node {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(NodeVisitor)
    }
}

struct NodeVisitor;

macro_rules! plain {
    ($($name:ident: $type:ty),*) => {
        $(fn $name<E>(self, _: $type) -> Result<Node, E> { Ok(Node::Plain) })*
    };
}

impl<'de> Visitor<'de> for NodeVisitor {
    type Value = Node;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a value")
    }

    plain!(visit_bool: bool, visit_i64: i64, visit_u64: u64, visit_i128: i128, visit_u128: u128, visit_f64: f64);

    fn visit_unit<E>(self) -> Result<Node, E> {
        Ok(Node::Plain)
    }

    fn visit_none<E>(self) -> Result<Node, E> {
        Ok(Node::Plain)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Node, D::Error> {
        Node::deserialize(deserializer)
    }

    fn visit_str<E>(self, text: &str) -> Result<Node, E> {
        Ok(Node::Text(text.to_owned()))
    }

    fn visit_bytes<E>(self, _: &[u8]) -> Result<Node, E> {
        Ok(Node::Plain)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<Node, A::Error> {
        let mut nodes = Vec::new();
        while let Some(node) = access.next_element()? {
            nodes.push(node);
        }
        Ok(Node::Sequence(nodes))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Node, A::Error> {
        let mut pairs = Vec::new();
        while let Some(pair) = access.next_entry()? {
            pairs.push(pair);
        }
        Ok(Node::Mapping(pairs))
    }
}
