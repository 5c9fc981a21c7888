//! `tillsyn-waivers.toml`: what somebody has accepted until a day, and what stands in documents that are not read here.

use std::ops::Range;
use std::sync::Arc;

use jiff::civil::Date;

use super::rule_names;
use crate::pack::raw::did_you_mean;
use crate::pack::reader::Reader;
use crate::pack::{Library, PackError, format_fits};
use crate::result::{Grounds, Waiver};

/// The file's name, beside the configuration.
pub const WAIVERS_FILE: &str = "tillsyn-waivers.toml";

/// A requirement that need not be met here for a time, or that another document is said to meet.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct WaiverEntry {
    /// Code or id of the rule, as written.
    pub rule: String,
    /// Path of the document it is about; `None` for the repository.
    pub path: Option<String>,
    /// Heading that a finding must stand under.
    pub section: Option<String>,
    /// Who has accepted it, why and until when.
    pub waiver: Waiver,
    /// The line the entry begins on, from 1; 0 for one that is not written yet.
    pub line: usize,
    /// Where the rule is named, in bytes.
    at: Range<usize>,
}

/// Every exception of the file.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Waivers {
    /// In the order of the file: accepted ones, then those that stand elsewhere.
    pub entries: Vec<WaiverEntry>,
    file: String,
    text: Arc<str>,
}

impl Waivers {
    /// Reads the file.
    ///
    /// # Errors
    /// Every fault, by place.
    pub fn read(path_shown: &str, text: &str) -> Result<Self, Vec<PackError>> {
        let parsed = crate::pack::parse(path_shown, text);
        let entries = parsed.reader().filter(|reader| format_fits(reader, "the file of waivers")).map(|reader| {
            let mut entries: Vec<WaiverEntry> = reader.tables("waiver").into_iter().filter_map(|table| accepted(table, text)).collect();
            entries.extend(reader.tables("elsewhere").into_iter().filter_map(|table| elsewhere(table, text)));
            reader.finish();
            entries
        });
        let faults = parsed.faults.take();
        if !faults.is_empty() {
            return Err(faults);
        }
        Ok(Self { entries: entries.unwrap_or_default(), file: path_shown.to_owned(), text: Arc::from(text) })
    }

    /// Checks the names of rules, which only the packs know.
    ///
    /// # Errors
    /// Every name that no rule has, by place.
    pub fn settle(&self, library: &Library) -> Result<(), Vec<PackError>> {
        if self.entries.is_empty() {
            return Ok(());
        }
        let known = rule_names(library);
        let unknown = self.entries.iter().filter(|entry| !known.iter().any(|name| name.eq_ignore_ascii_case(&entry.rule)));
        let fault = |entry: &WaiverEntry| {
            let help = did_you_mean(&entry.rule, known.iter().map(String::as_str)).filter(|help| help.starts_with("did"));
            let message = format!("there is no requirement `{}`", entry.rule);
            PackError { file: self.file.clone(), text: Arc::clone(&self.text), span: entry.at.clone(), message, help }
        };
        let faults: Vec<PackError> = unknown.map(fault).collect();
        if faults.is_empty() { Ok(()) } else { Err(faults) }
    }
}

/// The parts that both kinds of entry have.
struct Named {
    rule: String,
    at: Range<usize>,
    path: Option<String>,
    line: usize,
}

fn named(table: &Reader<'_>, text: &str) -> Option<Named> {
    let rule = table.need_text("rule");
    let path = table.text("path").map(|word| word.text.trim_start_matches("./").replace('\\', "/"));
    let line = 1 + text.get(..table.at.start).map_or(0, |before| before.matches('\n').count());
    let rule = rule?;
    Some(Named { rule: rule.text.to_owned(), at: rule.span, path, line })
}

/// A day that must be there.
fn day(table: &Reader<'_>, key: &str) -> Option<Date> {
    table.need(key)?;
    table.date(key)?.parse().ok()
}

fn accepted(table: Reader<'_>, text: &str) -> Option<WaiverEntry> {
    let named = named(&table, text);
    let section = table.text("section").map(|word| word.text.to_owned());
    let word = |key: &str| table.need_text(key).map(|word| word.text.to_owned());
    let (reason, owner, approved_by, decision) = (word("reason"), word("owner"), word("approved-by"), word("decision"));
    let expires = day(&table, "expires");
    table.finish();
    let grounds = Grounds::Accepted { reason: reason?, approved_by: approved_by?, decision: decision? };
    entry(named?, section, Waiver { grounds, owner: owner?, expires: expires? })
}

fn elsewhere(table: Reader<'_>, text: &str) -> Option<WaiverEntry> {
    let named = named(&table, text);
    let word = |key: &str| table.need_text(key).map(|word| word.text.to_owned());
    let (document, reference, owner) = (word("document"), word("reference"), word("owner"));
    let (seen, expires) = (day(&table, "seen"), day(&table, "expires"));
    table.finish();
    let grounds = Grounds::Elsewhere { document: document?, reference: reference?, seen: seen? };
    entry(named?, None, Waiver { grounds, owner: owner?, expires: expires? })
}

fn entry(named: Named, section: Option<String>, waiver: Waiver) -> Option<WaiverEntry> {
    let Named { rule, at, path, line } = named;
    Some(WaiverEntry { rule, path, section, waiver, line, at })
}

impl WaiverEntry {
    /// An entry that is not written yet.
    pub fn new(rule: String, path: Option<String>, section: Option<String>, waiver: Waiver) -> Self {
        Self { rule, path, section, waiver, line: 0, at: 0..0 }
    }

    /// Whether both are about the same.
    pub fn is_about_the_same(&self, other: &Self) -> bool {
        self.rule.eq_ignore_ascii_case(&other.rule) && self.path == other.path && self.section == other.section
    }

    /// The entry as it stands in the file.
    pub fn written(&self) -> String {
        let quoted = |text: &str| toml::Value::String(text.to_owned()).to_string();
        let mut rows = vec![("rule", quoted(&self.rule))];
        rows.extend(self.path.as_ref().map(|path| ("path", quoted(path))));
        rows.extend(self.section.as_ref().map(|section| ("section", quoted(section))));
        let owner = ("owner", quoted(&self.waiver.owner));
        let head = match &self.waiver.grounds {
            Grounds::Accepted { reason, approved_by, decision } => {
                rows.extend([("reason", quoted(reason)), owner, ("approved-by", quoted(approved_by)), ("decision", quoted(decision))]);
                "waiver"
            }
            Grounds::Elsewhere { document, reference, seen } => {
                rows.extend([("document", quoted(document)), ("reference", quoted(reference)), owner, ("seen", seen.to_string())]);
                "elsewhere"
            }
        };
        rows.push(("expires", self.waiver.expires.to_string()));
        let rows: String = rows.iter().map(|(key, value)| format!("{key} = {value}\n")).collect();
        format!("[[{head}]]\n{rows}")
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use jiff::civil::date;

    use super::{WaiverEntry, Waivers};
    use crate::pack::schema_tests::compared;
    use crate::result::{Grounds, Waiver};

    const SCHEMA: &str = include_str!("../../schemas/waivers.schema.json");

    fn accepted() -> WaiverEntry {
        let grounds = Grounds::Accepted {
            reason: "väntar på \"ny\" policy".to_owned(),
            approved_by: "säkerhetschefen".to_owned(),
            decision: "RE 2026-17".to_owned(),
        };
        let waiver = Waiver { grounds, owner: "strategen".to_owned(), expires: date(2027, 3, 31) };
        WaiverEntry::new("MSB18-1D".to_owned(), Some("policy.md".to_owned()), Some("Omfattning".to_owned()), waiver)
    }

    fn elsewhere() -> WaiverEntry {
        let grounds = Grounds::Elsewhere { document: "Plan".to_owned(), reference: "RE 2025-8".to_owned(), seen: date(2026, 9, 1) };
        WaiverEntry::new("MSB18-1A".to_owned(), None, None, Waiver { grounds, owner: "chefen".to_owned(), expires: date(2027, 9, 1) })
    }

    #[test]
    fn what_is_written_is_read_again() {
        let text = format!("format = 1\n\n{}\n{}", accepted().written(), elsewhere().written());
        let read = Waivers::read("w.toml", &text).unwrap();
        let without_place = |one: &WaiverEntry| WaiverEntry::new(one.rule.clone(), one.path.clone(), one.section.clone(), one.waiver.clone());
        assert_eq!(read.entries.iter().map(without_place).collect::<Vec<_>>(), [accepted(), elsewhere()], "{text}");
        assert_eq!(read.entries.iter().map(|one| one.line).collect::<Vec<_>>(), [3, 13]);
    }

    #[test]
    fn a_day_may_be_a_string_and_a_path_begin_with_a_dot() {
        let text = "format = 1\n[[waiver]]\nrule = \"A-1\"\npath = './a\\b.md'\nreason = 'r'\nowner = 'o'\napproved-by = 'a'\ndecision = 'd'\nexpires = '2027-01-31'\n";
        let read = Waivers::read("w.toml", text).unwrap();
        assert_eq!(read.entries[0].path.as_deref(), Some("a/b.md"));
        assert_eq!(read.entries[0].waiver.expires, date(2027, 1, 31));
    }

    #[test]
    fn every_fault_is_told() {
        let text = "format = 1\n[[waiver]]\nrule = 'A-1'\nexpire = 2027-01-31\n[[elsewhere]]\nrule = 'A-1'\nsection = 's'\nseen = 'i går'\n";
        let told = Waivers::read("w.toml", text).unwrap_err().iter().map(ToString::to_string).collect::<Vec<_>>().join("\n");
        for word in [
            "`reason`",
            "`owner`",
            "`approved-by`",
            "`decision`",
            "`expires` is missing",
            "`expire`",
            "`document`",
            "`reference`",
            "`section`",
            "`seen` must be a day",
        ] {
            assert!(told.contains(word), "{word} in {told}");
        }
    }

    #[test]
    fn the_schema_has_the_keys_that_are_read() {
        let text = format!("format = 1\n{}{}", accepted().written(), elsewhere().written());
        let parsed = crate::pack::parse("w.toml", &text);
        let reader = parsed.reader().unwrap();
        assert!(crate::pack::format_fits(&reader, "w"));
        reader.tables("waiver").into_iter().for_each(|table| drop(super::accepted(table, &text)));
        reader.tables("elsewhere").into_iter().for_each(|table| drop(super::elsewhere(table, &text)));
        reader.finish();
        assert_eq!(compared(SCHEMA, &parsed), 3);
    }
}
