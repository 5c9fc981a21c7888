//! What others have published of their formats, and what we write held against it.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};
use serde_json::Value;

use super::{FORMATS, fixed, schema, written};

fn published(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/schema/published").join(name);
    std::fs::read_to_string(path).unwrap().trim_start_matches('\u{feff}').to_owned()
}

/// Panics unless the text is what readers of the format accept.
pub fn valid(format: &str, text: &str) {
    let schema_of = |name: &str| serde_json::from_str::<Value>(&published(name)).unwrap();
    match format {
        "json" => schema::assert_results(&serde_json::from_str(text).unwrap()),
        "sarif" => conforms(&schema_of("sarif-2.1.0.json"), text),
        "gitlab" => conforms(&schema_of("gitlab-code-quality.json"), text),
        "rdjson" => conforms(&schema_of("rdformat.json"), text),
        "junit" => assert_eq!(Xsd::read(&published("junit-10.xsd")).faults(text), Vec::<String>::new()),
        _ => {}
    }
}

fn conforms(schema: &Value, text: &str) {
    let validator = jsonschema::options().should_validate_formats(true).build(schema).unwrap();
    let value: Value = serde_json::from_str(text).unwrap();
    let faults = schema::faults(&validator, &value);
    assert!(faults.is_empty(), "{} faults, the first: {:#?}", faults.len(), &faults[..faults.len().min(5)]);
}

#[test]
fn every_format_is_valid() {
    for (name, format) in FORMATS {
        for language in ["sv", "en"] {
            valid(name, &written(&fixed::report(), format, language));
        }
    }
}

#[test]
fn the_schemas_refuse_what_is_wrong() {
    let spoilt = [
        ("sarif", "\"startLine\": 4", "\"startLine\": 0"),
        ("sarif", "\"columnKind\": \"unicodeCodePoints\"", "\"columnKind\": \"bytes\""),
        ("sarif", "\"kind\": \"external\"", "\"kind\": \"elsewhere\""),
        ("sarif", "avtal/%C3%A5r%201", "avtal/%C3%A5r 1"),
        ("gitlab", "\"severity\": \"major\"", "\"severity\": \"error\""),
        ("gitlab", "\"begin\": 4", "\"begin\": 0"),
        ("rdjson", "\"ERROR\"", "\"error\""),
        ("rdjson", "\"column\": 1", "\"column\": 0"),
        ("junit", "<skipped ", "<passed "),
        ("junit", " classname=", " class="),
        ("junit", " failures=", " faults="),
        ("junit", "</testsuites>", ""),
    ];
    for (name, right, wrong) in spoilt {
        let format = FORMATS.iter().find(|(one, _)| *one == name).unwrap().1;
        let text = written(&fixed::report(), format, "sv");
        assert!(text.contains(right), "{name} has no {right}");
        let spoilt = text.replacen(right, wrong, 1);
        assert!(std::panic::catch_unwind(|| valid(name, &spoilt)).is_err(), "{name} with {wrong} is accepted");
    }
}

/// The part of an XML schema that `junit-10.xsd` uses: which attributes and which elements may stand in an element.
struct Xsd {
    elements: BTreeMap<String, Element>,
}

#[derive(Default)]
struct Element {
    attributes: BTreeSet<String>,
    required: BTreeSet<String>,
    children: BTreeSet<String>,
}

fn attribute(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    let one = tag.try_get_attribute(name).unwrap()?;
    Some(one.normalized_value(XmlVersion::Explicit1_0).unwrap().into_owned())
}

fn name(tag: &BytesStart<'_>) -> String {
    String::from_utf8(tag.name().as_ref().to_vec()).unwrap()
}

impl Xsd {
    fn read(text: &str) -> Self {
        let mut reader = Reader::from_str(text);
        let (mut elements, mut depth, mut current): (BTreeMap<String, Element>, usize, Option<String>) = (BTreeMap::new(), 0, None);
        loop {
            let event = reader.read_event().unwrap();
            match &event {
                Event::Eof => break,
                Event::End(_) => depth -= 1,
                Event::Start(tag) | Event::Empty(tag) => {
                    if depth == 1 {
                        current = attribute(tag, "name").filter(|_| name(tag) == "xs:element");
                    }
                    if let Some(element) = current.clone().map(|one| elements.entry(one).or_default()) {
                        element.children.extend(attribute(tag, "ref"));
                        let named = attribute(tag, "name").filter(|_| name(tag) == "xs:attribute");
                        element.required.extend(named.clone().filter(|_| attribute(tag, "use").as_deref() == Some("required")));
                        element.attributes.extend(named);
                    }
                    depth += usize::from(matches!(event, Event::Start(_)));
                }
                _ => {}
            }
        }
        assert!(elements.len() > 10 && elements["testcase"].children.contains("failure"));
        Self { elements }
    }

    /// What of a document the schema does not allow. Characters that XML 1.0 has not are found too.
    fn faults(&self, text: &str) -> Vec<String> {
        let legal = |c: char| matches!(c, '\t' | '\n' | '\r' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..);
        let mut faults: Vec<String> = text.chars().filter(|c| !legal(*c)).map(|c| format!("{c:?}")).collect();
        let mut reader = Reader::from_str(text);
        let mut open: Vec<String> = Vec::new();
        loop {
            match reader.read_event() {
                Err(error) => return [faults, vec![error.to_string()]].concat(),
                Ok(Event::Eof) => break,
                Ok(Event::End(_)) => drop(open.pop()),
                Ok(Event::Empty(tag)) => self.element(&tag, open.last(), &mut faults),
                Ok(Event::Start(tag)) => {
                    self.element(&tag, open.last(), &mut faults);
                    open.push(name(&tag));
                }
                Ok(_) => {}
            }
        }
        faults.extend(open.into_iter().map(|one| format!("{one} is not closed")));
        faults
    }

    fn element(&self, tag: &BytesStart<'_>, parent: Option<&String>, faults: &mut Vec<String>) {
        let name = name(tag);
        let here = parent.map_or(name == "testsuites", |parent| self.elements.get(parent).is_some_and(|one| one.children.contains(&name)));
        if !here {
            faults.push(format!("{name} in {parent:?}"));
        }
        let Some(element) = self.elements.get(&name) else { return };
        let has: BTreeSet<String> = tag.attributes().map(|one| String::from_utf8(one.unwrap().key.as_ref().to_vec()).unwrap()).collect();
        faults.extend(has.difference(&element.attributes).map(|one| format!("{name} has {one}")));
        faults.extend(element.required.difference(&has).map(|one| format!("{name} lacks {one}")));
    }
}
