//! Configurations: read, asked, and with faults.

use super::*;

const WHOLE: &str = r#"format = 1
packs = ["./vara-regler"]
profile = "nationell"
[organisation]
name = "Region Exempel"
kind = "region"
covered-by-cybersecurity-act = true
[documents]
exclude = ["utkast/**"]
[[documents.kind]]
path = "avtal/**"
kind = "contract"
topic = ["it-supply"]
whole-area = true
[[documents.kind]]
path = "avtal/pub/*"
kind = "processor-agreement"
language = "sv"
[archive]
paths = ["arkiv/"]
[[levels]]
rule = "DOC-03"
level = "off"
[[levels]]
rule = "DOC-03"
path = "policyer/*"
level = "error"
[terms]
medical-technology = { sv = ["MT-utrustning*"] }
[output]
language = "sv"
[repository]
complete = true
"#;

#[test]
fn a_configuration_answers() {
    let config = Config::read("tillsyn.toml", WHOLE).unwrap_or_else(|errors| panic!("{errors:#?}"));
    assert_eq!(config.kind_of("avtal/pub/a.md").map(|found| found.kind), Some(Kind::ProcessorAgreement));
    assert_eq!(config.kind_of("avtal/x/a.md").map(|found| found.topic.clone()), Some(vec![Topic::ItSupply]));
    assert_eq!(config.kind_of("avtal/x/a.md").and_then(|found| found.whole_area), Some(true));
    assert!(config.kind_of("policy.md").is_none());
    assert_eq!(config.level_for("DOC-03", "x", "a.md"), Some(LevelSetting::Off));
    assert_eq!(config.level_for("DOC-03", "x", "policyer/a.md"), Some(LevelSetting::Level(Level::Error)));
    assert!(config.is_archived("arkiv/gammal/a.md") && !config.is_archived("a.md"));
    assert_eq!(config.answer("provides-health-care"), Some(true));
    assert_eq!(config.answer("covered-by-cybersecurity-act"), Some(true));
    assert_eq!(config.answer("other"), None);
    assert!(config.complete && config.exclude == ["utkast/**"]);
    assert_eq!(config.terms.place("medical-technology"), WHOLE.find("medical-technology").map_or(0..0, |at| at..at + 18));
    assert_eq!(config.packs, [PackWanted::Folder("./vara-regler".to_owned())]);
}

#[test]
fn every_fault_is_told_with_its_place() {
    let text = "format = 1\nprofile = \"nationel\"\nproflie = 1\n[[documents.kind]]\npath = \"a[\"\nkind = \"polici\"\n[[levels]]\nlevel = \"of\"\n[terms]\nx = { sv = [\"ab  cd\"] }\n[organisation]\nok = 1\n";
    let errors = Config::read("tillsyn.toml", text).err().unwrap_or_default();
    let words: Vec<&str> = errors.iter().map(|error| &error.text[error.span.clone()]).collect();
    assert_eq!(words.len(), 8, "{errors:#?}");
    for word in ["\"nationel\"", "proflie", "\"a[\"", "\"polici\"", "[[levels]]", "\"of\"", "1"] {
        assert!(words.contains(&word), "{word} in {words:?}");
    }
    assert_eq!(errors[0].help.as_deref(), Some("did you mean `nationell`?"));
}

#[test]
fn a_later_format_is_one_error() {
    let errors = Config::read("tillsyn.toml", "format = 7\nunknown = 1\n").err().unwrap_or_default();
    assert_eq!(errors.len(), 1);
    assert!(errors[0].message.contains('7'));
}

#[test]
fn no_configuration_says_nothing() {
    let config = Config::default();
    assert!(!config.complete && !config.is_archived("a.md") && config.answer("provides-health-care").is_none());
}

#[test]
fn the_schema_has_the_keys_that_are_asked_for() {
    let parsed = crate::pack::parse("tillsyn.toml", WHOLE);
    validate::config(parsed.reader().unwrap_or_else(|| panic!("syntax")));
    assert_eq!(crate::pack::schema_tests::compared(include_str!("../../schemas/config.schema.json"), &parsed), 12);
}
