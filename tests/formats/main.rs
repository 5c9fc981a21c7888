//! The same report in all formats: as it stands in `snapshots/`, valid by the schemas of those who read it, and harmless.

#![allow(clippy::unwrap_used)]

mod command;
mod fixed;
mod harmless;
mod limits;
mod published;
#[path = "../schema/mod.rs"]
mod schema;

use std::path::Path;

use tillsyn::message::Messages;
use tillsyn::render::{Format, Options, render};
use tillsyn::result::Report;

/// Every format, with its name on the command line.
const FORMATS: [(&str, Format); 9] = [
    ("full", Format::Full),
    ("concise", Format::Concise),
    ("json", Format::Json),
    ("sarif", Format::Sarif),
    ("github", Format::Github),
    ("gitlab", Format::Gitlab),
    ("junit", Format::Junit),
    ("rdjson", Format::Rdjson),
    ("markdown", Format::Markdown),
];

fn written(report: &Report, format: Format, language: &str) -> String {
    render(report, &Messages::load(language), format, Options::default())
}

/// `TILLSYN_ACCEPT=1 cargo test --test formats` writes what there is; read it line by line before it is committed.
#[test]
fn one_report_in_every_format() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/formats/snapshots");
    let mut differing = Vec::new();
    for (name, format) in FORMATS {
        let (path, text) = (folder.join(format!("{name}.txt")), written(&fixed::report(), format, "sv"));
        if std::env::var_os("TILLSYN_ACCEPT").is_some() {
            std::fs::write(&path, &text).unwrap();
        }
        let expected = std::fs::read_to_string(&path).unwrap_or_default().replace("\r\n", "\n");
        let version = format!("\"{}\"", env!("CARGO_PKG_VERSION"));
        if expected != text.replace(&version, "\"0.1.0\"") {
            let first = expected.lines().zip(text.lines()).find(|(one, other)| one != other);
            differing.push((name, first.map(|(one, other)| (one.to_owned(), other.to_owned()))));
        }
    }
    assert!(differing.is_empty(), "{differing:#?}");
}

#[test]
fn every_format_speaks_the_language_of_the_report() {
    for (name, format) in FORMATS {
        let mut report = fixed::report();
        report.language = "en".into();
        let text = written(&report, format, "en");
        let swedish = ["skriv", "närmast", "anmärkning", "dokumentsamlingen", "avsteg"].iter().find(|word| text.contains(**word));
        assert_eq!(swedish, None, "{name}");
    }
}

#[test]
fn nothing_at_all_is_a_report_too() {
    let mut empty = fixed::report();
    empty.verdicts.clear();
    empty.documents.clear();
    empty.sources.clear();
    empty.notifications.clear();
    for (name, format) in FORMATS {
        let text = written(&empty, format, "sv");
        assert_eq!(text.is_empty(), ["full", "concise", "github"].contains(&name), "{name}: {text}");
        published::valid(name, &text);
    }
}
