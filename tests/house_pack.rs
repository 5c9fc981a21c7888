//! A pack of one's own: from an empty folder by way of skeletons to a requirement that documents are checked against.

#![allow(clippy::unwrap_used)]

use std::path::Path;

use assert_cmd::Command;
use predicates::prelude::*;
use predicates::str::contains;
use tempfile::TempDir;

fn tillsyn(folder: &Path) -> Command {
    let mut command = Command::new(assert_cmd::cargo::cargo_bin!("tillsyn"));
    command.current_dir(folder).env("LANG", "sv_SE.UTF-8").env("TILLSYN_TODAY", "2026-11-25");
    command
}

fn read(folder: &Path, path: &str) -> String {
    std::fs::read_to_string(folder.join(path)).unwrap()
}

/// A folder with a pack `egna-regler` and a rule in it, as the two commands leave them.
fn started(lang: &str) -> TempDir {
    let folder = TempDir::new().unwrap();
    tillsyn(folder.path()).args(["pack", "new", "egna-regler", "--lang", lang]).assert().code(0).stdout(contains("egna-regler/pack.toml"));
    tillsyn(folder.path()).args(["rule", "new", "egna-regler/visitors-are-accompanied", "--lang", lang]).assert().code(0);
    folder
}

/// Replaces the gaps of a skeleton, in order, by what a person writes.
fn filled(text: &str, mark: &str, words: &[&str]) -> String {
    let mut pieces = text.split(&format!("\"{mark}")).collect::<Vec<_>>();
    let head = pieces.remove(0);
    // The mark is named, in quotes, in the explanation at the top: that is no gap.
    let (explained, pieces) = (format!("{head}\"{mark}{}", pieces[0]), &pieces[1..]);
    let mut words = words.iter();
    let mut out = passages(&explained, mark, &mut words);
    for piece in pieces {
        let end = piece.find('"').unwrap();
        out.push_str(&format!("\"{}\"", words.next().expect("more gaps than words")));
        out.push_str(&passages(&piece[end + 1..], mark, &mut words));
    }
    assert_eq!(words.next(), None, "fewer gaps than words");
    out
}

/// Replaces gaps that stand on lines of their own.
fn passages<'w>(text: &str, mark: &str, words: &mut impl Iterator<Item = &'w &'w str>) -> String {
    text.split_inclusive('\n')
        .map(|line| if line.starts_with(mark) { format!("{}\n", words.next().expect("a passage")) } else { line.to_owned() })
        .collect()
}

const PACK: &[&str] = &[
    "Region Exempel",
    "Egna regler",
    "House rules",
    "Krav som regionen har beslutat själv.",
    "Requirements that the region has decided itself.",
    "Regionens säkerhetsplan",
    "The region's security plan",
    "Region Exempel",
    "2026-01-15",
];

const RULE: &[&str] = &[
    "Besökare i datahallen har sällskap",
    "Visitors to the data centre are accompanied",
    "Avsnitt 3",
    "Den som är ensam i datahallen kan ta med sig det som skyddas där.",
    "Somebody alone in the data centre can take away what is protected there.",
    "Skriv att besökare har sällskap.",
    "Write that visitors are accompanied.",
    "Besökare i datahallen ska alltid ha sällskap av driftpersonal.",
    "Visitors to the data centre shall always be accompanied by operations staff.",
    "besökare",
    "visitors",
    "besökare*",
    "visitor*",
    "sällskap",
    "company",
    "sällskap*",
    "accompan*",
    "## Tillträde\n\nDatahallen är låst dygnet runt. För den som kommer på besök gäller följande regler, som driftchefen går igenom med alla nyanställda under den första arbetsveckan, och därefter en gång om året tillsammans med övriga regler för huset:\n\n- Besökare ska ha sällskap av driftpersonal under hela besöket.\n- Driftpersonalen för in namn i besöksboken.",
    "All visitors must be accompanied by a member of the operations team.",
    "Datahallen är låst dygnet runt.",
    "The data centre is locked around the clock.",
    "Besökare bör ha sällskap av driftpersonal.",
    "Besökare ska inte ha sällskap av driftpersonal.",
    "## Tillträde\n\nDatahallen är låst dygnet runt. För den som kommer på besök gäller följande regler, som driftchefen går igenom med alla nyanställda under den första arbetsveckan, och därefter en gång om året tillsammans med övriga regler för huset:\n\n- Besökare ska skriva sitt namn i besöksboken.\n- Besökare ska lämna in väska i receptionen.",
    "Visitors should be accompanied by operations staff.",
    "Visitors shall not be accompanied by operations staff.",
    "Visitors must sign the visitors' book.",
];

#[test]
fn every_gap_of_the_skeletons_is_refused_under_its_own_words() {
    for (lang, mark, title) in [("sv", "FYLL I:", "kravet som en mening"), ("en", "FILL IN:", "the requirement as a sentence")] {
        let folder = started(lang);
        let assert = tillsyn(folder.path()).args(["pack", "test", "egna-regler"]).assert().code(2);
        let told = String::from_utf8(assert.get_output().stderr.clone()).unwrap();
        let (pack, rule) = (read(folder.path(), "egna-regler/pack.toml"), read(folder.path(), "egna-regler/visitors-are-accompanied.toml"));
        // Each file names the mark once in its explanation.
        let gaps = pack.matches(mark).count() + rule.matches(mark).count() - 2;
        assert_eq!(gaps, PACK.len() + RULE.len(), "{lang}");
        assert_eq!(told.matches('×').count(), gaps, "one diagnostic a gap, and nothing else:\n{told}");
        let at = rule.lines().position(|line| line.starts_with("sv = ") && line.contains(title)).unwrap() + 1;
        assert!(told.contains(&format!("`title.sv`: {mark} {title}")), "{told}");
        assert!(told.contains(&format!("[egna-regler/visitors-are-accompanied.toml:{at}:6]")), "{told}");
        assert!(told.contains("`terms.subject.en`") && told.contains("`example.text`") && told.contains("`source.title.en`"), "{told}");
    }
}

#[test]
fn a_filled_in_skeleton_is_tested_and_used() {
    for (lang, mark) in [("sv", "FYLL I:"), ("en", "FILL IN:")] {
        let folder = started(lang);
        let (pack, rule) = ("egna-regler/pack.toml", "egna-regler/visitors-are-accompanied.toml");
        std::fs::write(folder.path().join(pack), filled(&read(folder.path(), pack), mark, PACK)).unwrap();
        // One gap left is one refusal, of `check` too.
        tillsyn(folder.path()).args(["check", "--pack", "./egna-regler"]).assert().code(2).stderr(contains("visitors-are-accompanied.toml"));
        std::fs::write(folder.path().join(rule), filled(&read(folder.path(), rule), mark, RULE)).unwrap();
        tillsyn(folder.path()).args(["pack", "test", "egna-regler"]).assert().stdout("").stderr(contains("1 rules, 12 examples, 0 faults")).code(0);

        let text = "# Riktlinje för informationssäkerhet\n\nBeslutad av regiondirektören den 3 mars 2026\n\n## Datahallen\n\n";
        let check = |sentence: &str| {
            std::fs::write(folder.path().join("riktlinje.md"), format!("{text}{sentence}\n")).unwrap();
            tillsyn(folder.path()).args(["check", "riktlinje.md", "--pack", "./egna-regler", "--fail-on", "note", "--show", "met"]).assert()
        };
        check("Besökare bör ha sällskap av driftpersonal.").code(1).stdout(contains("EGNA-01").and(contains("sällskap nämns")));
        check("Besökare ska ha sällskap av driftpersonal.").code(0).stdout(contains("EGNA-01"));
    }
}

#[test]
fn nothing_is_overwritten() {
    let folder = started("sv");
    let before = (read(folder.path(), "egna-regler/pack.toml"), read(folder.path(), "egna-regler/visitors-are-accompanied.toml"));
    std::fs::write(folder.path().join("egna-regler/schemas/rule.schema.json"), "{}").unwrap();
    tillsyn(folder.path()).args(["pack", "new", "egna-regler"]).assert().code(2).stdout("").stderr(contains("egna-regler/pack.toml finns redan"));
    let again = ["rule", "new", "egna-regler/visitors-are-accompanied.toml", "--lang", "en"];
    tillsyn(folder.path()).args(again).assert().code(2).stdout("").stderr(contains("exists already"));
    tillsyn(folder.path()).args(["rule", "new", "egna-regler/pack"]).assert().code(2).stderr(contains("pack.toml finns redan"));
    tillsyn(folder.path()).args(["rule", "new", "egna-regler/another-one"]).assert().code(0);
    let after = (read(folder.path(), "egna-regler/pack.toml"), read(folder.path(), "egna-regler/visitors-are-accompanied.toml"));
    assert_eq!(before, after);
    assert_eq!(read(folder.path(), "egna-regler/schemas/rule.schema.json"), "{}");
}

#[test]
fn names_and_codes_are_validated() {
    let folder = started("sv");
    let refused = |arguments: &[&str], told: &str| {
        tillsyn(folder.path()).args(arguments).assert().code(2).stdout("").stderr(contains(told));
    };
    refused(&["pack", "new", "Våra Regler"], "vara-regler");
    refused(&["pack", "new", "msb-2018"], "inbyggt");
    refused(&["rule", "new", "egna-regler/Besökare har sällskap"], "besokare-har-sallskap");
    refused(&["rule", "new", "annan/krav"], "tillsyn pack new annan");
    refused(&["rule", "new", "egna-regler/krav", "--code", "egna-2"], "EGNA-01");
    refused(&["rule", "new", "egna-regler/krav", "--code", "LEV-02"], "EGNA-02");
    refused(&["rule", "new", "egna-regler/krav", "--code", "EGNA-01"], "EGNA-02");
    assert!(!folder.path().join("egna-regler/krav.toml").exists() && !folder.path().join("msb-2018").exists());
    tillsyn(folder.path()).args(["rule", "new", "egna-regler/krav", "--code", "EGNA-07"]).assert().code(0);
    tillsyn(folder.path()).args(["rule", "new", "egna-regler/krav-till"]).assert().code(0);
    assert!(read(folder.path(), "egna-regler/krav-till.toml").contains("\"EGNA-08\""));
}

#[test]
fn a_rule_has_the_languages_and_the_source_of_its_pack() {
    let folder = started("sv");
    let pack = read(folder.path(), "egna-regler/pack.toml");
    let kept: Vec<&str> = pack.lines().filter(|line| !line.starts_with("en = ") && !line.starts_with("title ")).collect();
    let one = kept.join("\n").replace("[\"sv\", \"en\"]", "[\"sv\"]").replace("id        = \"kalla\"", "id = \"plan\"\ntitle = \"Plan\"");
    std::fs::write(folder.path().join("egna-regler/pack.toml"), one).unwrap();
    tillsyn(folder.path()).args(["rule", "new", "egna-regler/ett-sprak"]).assert().code(0);
    let rule = read(folder.path(), "egna-regler/ett-sprak.toml");
    assert!(rule.contains("source = \"plan\"") && !rule.contains("\nen = ") && !rule.contains("\"en\""), "{rule}");
    assert_eq!(rule.matches("[[example]]").count(), 5);
}

#[test]
fn the_skeleton_names_a_schema_that_is_there() {
    let folder = started("en");
    for file in ["pack.toml", "visitors-are-accompanied.toml"] {
        let text = read(&folder.path().join("egna-regler"), file);
        let schema = text.lines().next().unwrap().strip_prefix("#:schema ./").unwrap();
        let schema: serde_json::Value = serde_json::from_str(&read(&folder.path().join("egna-regler"), schema)).unwrap();
        assert_eq!(schema["type"], "object", "{file}");
    }
}

/// A pack that names no schema, as those that are built in, or one somewhere else, gets no folder of schemas.
#[test]
fn a_rule_looks_for_its_schema_where_its_pack_does() {
    let folder = started("sv");
    let pack = read(folder.path(), "egna-regler/pack.toml");
    std::fs::remove_dir_all(folder.path().join("egna-regler/schemas")).unwrap();
    let (_, rest) = pack.split_once('\n').unwrap();
    for (line, wanted) in [("", "# Ett krav."), ("#:schema ../schemas/pack.schema.json\n", "#:schema ../schemas/rule.schema.json")] {
        std::fs::write(folder.path().join("egna-regler/pack.toml"), format!("{line}{rest}")).unwrap();
        let _ = std::fs::remove_file(folder.path().join("egna-regler/krav.toml"));
        tillsyn(folder.path()).args(["rule", "new", "egna-regler/krav"]).assert().code(0);
        assert!(read(folder.path(), "egna-regler/krav.toml").starts_with(wanted), "{line}");
    }
    assert!(!folder.path().join("egna-regler/schemas").exists());
}
