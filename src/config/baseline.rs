//! The baseline: findings that were there when it was written, and that fail nobody.

use crate::pack::reader::Reader;
use crate::pack::{PackError, format_fits};
use crate::result::Outcome;

/// The file's name, beside the configuration.
pub const BASELINE_FILE: &str = "tillsyn-baseline.toml";

/// A finding that was there.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct BaselineEntry {
    /// Code of the rule.
    pub rule: String,
    /// Path of the document it is about; `None` for the repository.
    pub path: Option<String>,
    /// Its fingerprint.
    pub fingerprint: String,
    /// What the documents said.
    pub verdict: Outcome,
    /// The document's title, in lower case.
    pub title: String,
    /// The document's kind; empty when it could not be told.
    pub kind: String,
}

/// Everything that was there.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Baseline {
    /// By rule, path and fingerprint.
    pub entries: Vec<BaselineEntry>,
}

/// Outcomes that a finding can have had.
const OUTCOMES: &[(&str, Outcome)] = &[("partial", Outcome::Partial), ("not-met", Outcome::NotMet), ("unclear", Outcome::Unclear)];

impl Baseline {
    /// Reads a baseline.
    ///
    /// # Errors
    /// Every fault, by place.
    pub fn read(path_shown: &str, text: &str) -> Result<Self, Vec<PackError>> {
        let parsed = crate::pack::parse(path_shown, text);
        let entries = parsed.reader().filter(|reader| format_fits(reader, "the baseline")).map(|reader| {
            let entries = reader.tables("finding").into_iter().filter_map(entry).collect();
            reader.finish();
            entries
        });
        let faults = parsed.faults.take();
        if faults.is_empty() { Ok(Self { entries: entries.unwrap_or_default() }) } else { Err(faults) }
    }

    /// The baseline as it is written: sorted, one finding after the other, so that two changes seldom meet on a line.
    pub fn write(&self, head: &str) -> String {
        let mut entries: Vec<&BaselineEntry> = self.entries.iter().collect();
        entries.sort();
        entries.dedup();
        let quoted = |text: &str| toml::Value::String(text.to_owned()).to_string();
        let mut out: String = head.lines().map(|line| format!("# {line}\n")).collect();
        out.push_str("format = 1\n");
        for one in entries {
            let mut rows = vec![("rule", quoted(&one.rule))];
            rows.extend(one.path.as_ref().map(|path| ("path", quoted(path))));
            rows.extend([("fingerprint", quoted(&one.fingerprint)), ("verdict", quoted(one.verdict.as_str()))]);
            rows.extend(
                [("title", &one.title), ("kind", &one.kind)].into_iter().filter(|(_, text)| !text.is_empty()).map(|(key, text)| (key, quoted(text))),
            );
            out.push_str("\n[[finding]]\n");
            rows.iter().for_each(|(key, value)| out.push_str(&format!("{key} = {value}\n")));
        }
        out
    }
}

fn entry(table: Reader<'_>) -> Option<BaselineEntry> {
    let text = |key: &str| table.text(key).map(|word| word.text.to_owned());
    let (rule, fingerprint) = (table.need_text("rule"), table.need_text("fingerprint"));
    table.need("verdict");
    let verdict = table.choice("verdict", OUTCOMES);
    let (path, title, kind) = (text("path"), text("title"), text("kind"));
    table.finish();
    Some(BaselineEntry {
        rule: rule?.text.to_owned(),
        path,
        fingerprint: fingerprint?.text.to_owned(),
        verdict: verdict?,
        title: title.unwrap_or_default(),
        kind: kind.unwrap_or_default(),
    })
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::{Baseline, BaselineEntry};
    use crate::result::Outcome;

    fn entry(rule: &str, path: Option<&str>) -> BaselineEntry {
        BaselineEntry {
            rule: rule.to_owned(),
            path: path.map(str::to_owned),
            fingerprint: "v1:00".to_owned(),
            verdict: Outcome::Partial,
            title: "riktlinje \"a\\b\"\u{1b}".to_owned(),
            kind: String::new(),
        }
    }

    #[test]
    fn what_is_written_is_read_again() {
        let written = Baseline { entries: vec![entry("B-2", Some("x\n[[finding]].md")), entry("A-1", None)] };
        let text = written.write("Utgångsläge\nför två");
        let read = Baseline::read("b.toml", &text).unwrap();
        assert_eq!(read.entries, [entry("A-1", None), entry("B-2", Some("x\n[[finding]].md"))], "{text}");
        assert_eq!(read.write("Utgångsläge\nför två"), text);
        assert!(text.starts_with("# Utgångsläge\n# för två\nformat = 1\n"), "{text}");
    }

    #[test]
    fn every_fault_is_told() {
        let faults = Baseline::read("b.toml", "format = 1\n[[finding]]\nrule = \"A-1\"\nverdict = \"met\"\nline = 3\n").unwrap_err();
        let told = faults.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n");
        for word in ["fingerprint", "verdict", "line"] {
            assert!(told.contains(word), "{word} in {told}");
        }
        let faults = Baseline::read("b.toml", "format = 9\nnew = true\n").unwrap_err();
        assert_eq!(faults.len(), 1, "{faults:?}");
    }
}
