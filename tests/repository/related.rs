//! What several rules find in one place is told once; each keeps its verdict.

use super::*;

const CLINIC: &str = "[organisation]\nkind = \"region\"\n";

fn policy(body: &str) -> String {
    format!("# Informationssäkerhetspolicy\n\nFastställd av regionfullmäktige 2026-02-03, § 12\n\n{body}\n")
}

/// The findings: code, level, requirements, and what others find there.
fn told(report: &Value) -> Vec<(String, String, Vec<String>, Vec<String>)> {
    let all = report["verdicts"].as_array().unwrap().iter().flat_map(|one| one["findings"].as_array().unwrap().iter().map(move |found| (one, found)));
    let codes = |list: &Value| list.as_array().unwrap().iter().map(text).collect();
    all.map(|(verdict, found)| {
        let also = found["also"].as_array().unwrap().iter().map(|one| text(&one["code"])).collect();
        (text(&verdict["code"]), text(&found["level"]), codes(&found["requirements"]), also)
    })
    .collect()
}

fn told_with(report: &Value, code: &str) -> Value {
    report["verdicts"].as_array().unwrap().iter().find(|one| one["code"] == code).unwrap()["told-with"].clone()
}

fn words(list: &[&str]) -> Vec<String> {
    list.iter().map(|word| (*word).to_owned()).collect()
}

fn shown(folder: &Path, select: &str, format: &str) -> (String, String) {
    let output = Command::new(assert_cmd::cargo::cargo_bin!("tillsyn"))
        .current_dir(folder)
        .env("COLUMNS", "80")
        .args(["check", "--today", "2026-11-25", "--lang", "sv", "--select", select, "--output-format", format])
        .output()
        .unwrap();
    (String::from_utf8(output.stdout).unwrap(), String::from_utf8(output.stderr).unwrap())
}

const EXEMPTED: &str =
    "## Omfattning\n\nPolicyn gäller all verksamhet. Den omfattar inte medicinteknisk utrustning eller medicinska informationssystem.";
const BOTH: &str = "MSB18-1D,SKR22-17";

#[test]
fn related_rules_on_one_sentence_are_one_finding_at_the_strictest_level() {
    let folder = repository(CLINIC, &[("policy.md", &policy(EXEMPTED))]);
    let (report, code) = check(folder.path(), &["--select", BOTH]);
    assert_eq!(told(&report), [("MSB18-1D".into(), "error".into(), words(&["MSB18-1D", "SKR22-17"]), words(&["SKR22-17"]))]);
    assert_eq!(code, 1);
    for rule in ["MSB18-1D", "SKR22-17"] {
        assert_eq!(verdicts(&report, rule)[0].1, "not-met", "each rule keeps its verdict");
    }
    assert_eq!((told_with(&report, "SKR22-17"), told_with(&report, "MSB18-1D")), ("MSB18-1D".into(), Value::Null));
    let summary = &report["summary"];
    assert_eq!((&summary["findings"]["error"], &summary["of-several"], &summary["without-finding"]), (&1.into(), &1.into(), &0.into()));
}

#[test]
fn its_fingerprint_is_that_of_each_rule_alone() {
    let folder = repository(CLINIC, &[("policy.md", &policy(EXEMPTED))]);
    let one = |select: &str| check(folder.path(), &["--select", select]).0;
    let alone = |code: &str| one(code)["verdicts"][0]["findings"][0]["fingerprint"].clone();
    let both = one(BOTH);
    let found = both["verdicts"].as_array().unwrap().iter().find_map(|one| one["findings"].as_array()?.first()).unwrap();
    assert_eq!((&found["fingerprint"], &found["also"][0]["fingerprint"]), (&alone("MSB18-1D"), &alone("SKR22-17")));
}

#[test]
fn the_terminal_names_every_requirement_once_and_says_what_it_counts() {
    let folder = repository(CLINIC, &[("policy.md", &policy(EXEMPTED))]);
    let (full, summary) = shown(folder.path(), BOTH, "full");
    assert_eq!(full.matches('×').count(), 1, "{full}");
    assert!(full.contains("  även    SKR22-17: "), "{full}");
    assert!(full.lines().all(|line| line.chars().count() <= 80), "{full}");
    assert!(summary.contains("1 fel, 0 varningar, 0 noteringar · en anmärkning gäller flera krav"), "{summary}");
    let (concise, _) = shown(folder.path(), BOTH, "concise");
    assert!(concise.lines().count() == 1 && concise.contains("fel MSB18-1D (även SKR22-17) "), "{concise}");
}

#[test]
fn the_same_missing_statement_is_told_once() {
    let folder = repository(CLINIC, &[("policy.md", &policy("Regionens verksamheter skyddar sin information i vardagen."))]);
    let (report, _) = check(folder.path(), &["--select", BOTH]);
    let found = told(&report);
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0].2, words(&["MSB18-1D", "SKR22-17"]));
}

#[test]
fn one_figure_is_told_once_however_each_rule_words_it() {
    let folder = repository(CLINIC, &[("policy.md", &policy("Regionens verksamheter skyddar sin information i vardagen."))]);
    let (full, _) = shown(folder.path(), "MSB18-2A,SKR22-04", "full");
    assert_eq!((full.matches("  även    ").count(), full.matches("  landet  19 av 21").count()), (1, 1), "{full}");
    assert_eq!(full.matches("  skriv   ").count(), 2, "what each rule asks for\n{full}");
}

#[test]
fn rules_that_are_not_related_stay_apart() {
    let vague = policy(
        "## Uppföljning\n\nInformationssäkerhetschefen ska vid behov rapportera informationssäkerhetsläget till regiondirektörens ledningsgrupp.",
    );
    let folder = repository(CLINIC, &[("policy.md", &vague)]);
    let (report, _) = check(folder.path(), &["--select", "MSB18-3A,DOC-11"]);
    let found = told(&report);
    assert!(found.len() == 2 && found.iter().all(|(_, _, several, also)| several.is_empty() && also.is_empty()), "{found:?}");
}

#[test]
fn related_rules_on_different_sentences_stay_apart() {
    let body = "## Styrning\n\nInformationssäkerhetschefen bör samordna informationssäkerhetsarbetet.\n\n## Roller\n\nSystemägaren bör se till att systemet klassas.";
    let folder = repository(CLINIC, &[("policy.md", &policy(body))]);
    let (report, _) = check(folder.path(), &["--select", "MSB18-2A,MSB18-6A"]);
    assert!(told(&report).iter().all(|(_, _, _, also)| also.is_empty()), "{:?}", told(&report));
}

#[test]
fn what_a_document_does_not_say_of_itself_is_one_finding_with_a_row_each() {
    let bare = "# Riktlinje för informationssäkerhet\n\nRegionen ska skydda sin information.\n";
    let folder =
        repository("", &[("riktlinje.md", bare), ("med-agare.md", &bare.replacen("\n\n", "\n\nDokumentägare: informationssäkerhetschefen\n\n", 1))]);
    let (report, _) = check(folder.path(), &["--select", "DOC-01,DOC-02,DOC-04,DOC-05,DOC-13"]);
    let found = told(&report);
    assert_eq!(found.len(), 2, "{found:?}");
    let verdicts = report["verdicts"].as_array().unwrap().iter();
    let findings: Vec<&Value> =
        verdicts.flat_map(|verdict| verdict["findings"].as_array().unwrap()).filter(|one| one["matrix"].is_object()).collect();
    let lacking = |path: &str| {
        let finding = findings.iter().find(|one| one["path"] == path).unwrap();
        let rows = finding["matrix"]["rows"].as_array().unwrap().iter().filter(|row| row["verdict"] == "not-met");
        rows.map(|row| row["code"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(lacking("riktlinje.md"), ["DOC-01", "DOC-02", "DOC-04", "DOC-05"]);
    assert_eq!(lacking("med-agare.md"), ["DOC-02", "DOC-04", "DOC-05"]);
}

#[test]
fn a_policy_that_is_not_there_lacks_one_statement_once() {
    let folder = repository(CLINIC, &[("utkast.md", &format!("# Informationssäkerhetspolicy\n\nStatus: utkast\n\n{EXEMPTED}\n"))]);
    let (report, _) = check(folder.path(), &["--select", BOTH]);
    assert_eq!(told(&report).len(), 1, "{:?}", told(&report));
}

const PASSIVE: &str = "## Ansvar\n\nBehörigheterna ska regelbundet granskas.\n\nSystemägaren ska regelbundet granska loggarna.";

#[test]
fn things_that_are_forbidden_are_told_once_where_they_stand_in_one_sentence() {
    let folder = repository("", &[("policy.md", &policy(PASSIVE))]);
    let (report, _) = check(folder.path(), &["--select", "DOC-11,DOC-12"]);
    let found: Vec<(String, Vec<String>)> = told(&report).into_iter().map(|(code, _, _, also)| (code, also)).collect();
    assert_eq!(found, [("DOC-12".into(), words(&["DOC-11"])), ("DOC-11".into(), vec![])], "two sentences");
    assert_eq!((told_with(&report, "DOC-11"), verdicts(&report, "DOC-11")), ("DOC-12".into(), own(&[("policy.md", "not-met")])));
}

#[test]
fn a_draft_is_told_in_notes() {
    let folder = repository("", &[("policy.md", &format!("# Informationssäkerhetspolicy\n\nStatus: utkast\n\n{PASSIVE}\n"))]);
    let (report, code) = check(folder.path(), &["--select", "DOC-11,DOC-12"]);
    let found = told(&report);
    assert!(found.len() == 2 && found.iter().all(|(_, level, ..)| level == "note"), "{found:?}");
    assert_eq!((code, &report["summary"]["of-several"], &report["summary"]["in-drafts"]), (0, &0.into(), &2.into()));
}
