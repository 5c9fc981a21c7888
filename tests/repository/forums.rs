//! Rules that a pack shows side by side: one finding, with a row for each.

use super::*;

const REGION: &str = "[organisation]\nkind = \"region\"\n";
const FORUMS: &str = "SKR22-11,SKR22-12-1,SKR22-12-2,SKR22-12-3,SKR22-12-4,SKR22-12-5,SKR22-12-6,SKR22-12-7";

fn policy(body: &str) -> String {
    format!("# Informationssäkerhetspolicy\n\nFastställd av regionfullmäktige 2026-02-03, § 12\n\n## Uppföljning\n\n{body}\n")
}

fn matrices(report: &Value) -> Vec<(String, Value)> {
    let all = report["verdicts"].as_array().unwrap().iter().flat_map(|one| one["findings"].as_array().unwrap().iter().map(move |found| (one, found)));
    all.map(|(verdict, found)| (text(&verdict["code"]), found.clone())).collect()
}

fn row(finding: &Value, code: &str) -> (bool, String, String) {
    let row = finding["matrix"]["rows"].as_array().unwrap().iter().find(|row| row["code"] == code).unwrap().clone();
    (row["asked"].as_bool().unwrap(), text(&row["verdict"]), text(&row["frequency"]))
}

const BOARD_ONLY: &str = "Informationssäkerhetschefen ska två gånger per år redovisa informationssäkerhetsläget för regionstyrelsen.";

#[test]
fn the_forums_are_one_finding_at_the_strictest_level_with_a_row_each() {
    let folder = repository(REGION, &[("policy.md", &policy(BOARD_ONLY))]);
    let (report, code) = check(folder.path(), &["--select", FORUMS]);
    let found = matrices(&report);
    assert_eq!(found.len(), 1, "{found:#?}");
    let (carrier, finding) = &found[0];
    assert_eq!((carrier.as_str(), text(&finding["level"]).as_str(), code), ("SKR22-12-5", "error", 1));
    assert_eq!(row(finding, "SKR22-12-2"), (true, "met".into(), "två gånger per år".into()));
    assert_eq!(row(finding, "SKR22-12-5"), (true, "not-met".into(), String::new()));
    assert_eq!(row(finding, "SKR22-12-1"), (true, "not-met".into(), String::new()));
    assert_eq!(
        text(&finding["message"]),
        "årlig föredragning om informationssäkerhet: 1 av 7 forum; brister: nämnderna, direktörens ledningsgrupp och vårdens ledning"
    );
    assert!(verdicts(&report, "SKR22-12-3") == own(&[("", "not-met")]), "each rule keeps its verdict");
}

#[test]
fn rows_that_are_no_faults_are_counted_and_never_found() {
    let told = |forum: &str| format!("Informationssäkerhetschefen ska två gånger per år redovisa informationssäkerhetsläget för {forum}.");
    let forums = ["regionstyrelsen", "varje nämnd", "regiondirektörens ledningsgrupp", "hälso- och sjukvårdsdirektörens ledningsgrupp"];
    let agenda = "Informationssäkerhet ska vara en stående punkt på regiondirektörens ledningsgrupps dagordning varje kvartal.";
    let body = format!("{}\n\n{agenda}", forums.map(told).join("\n\n"));
    let folder = repository(REGION, &[("policy.md", &policy(&body))]);
    let (report, code) = check(folder.path(), &["--select", FORUMS]);
    assert_eq!((matrices(&report).len(), code), (0, 0), "{:#?}", matrices(&report));
    assert_eq!(verdicts(&report, "SKR22-12-1"), own(&[("", "not-met")]));
    assert_eq!(report["summary"]["without-finding"], 3);
}

#[test]
fn a_level_that_the_configuration_gives_makes_a_row_a_fault() {
    let configuration = format!("{REGION}\n[[levels]]\nrule = \"SKR22-12-1\"\nlevel = \"error\"\n");
    let folder = repository(&configuration, &[("policy.md", &policy(BOARD_ONLY))]);
    let (report, _) = check(folder.path(), &["--select", FORUMS]);
    let found = matrices(&report);
    assert!(found.len() == 1 && text(&found[0].1["message"]).contains("brister: fullmäktige, nämnderna"), "{found:#?}");
}

#[test]
fn a_forum_that_is_switched_off_or_exempt_is_a_row_that_is_not_asked() {
    let configuration = "[organisation]\nprovides-health-care = false\n\n[[levels]]\nrule = \"SKR22-12-3\"\nlevel = \"off\"\n";
    let folder = repository(configuration, &[("policy.md", &policy(BOARD_ONLY))]);
    let (report, _) = check(folder.path(), &["--select", FORUMS]);
    let found = matrices(&report);
    assert_eq!(found.len(), 1, "{found:#?}");
    assert_eq!(row(&found[0].1, "SKR22-12-3"), (false, String::new(), String::new()));
    assert_eq!(row(&found[0].1, "SKR22-12-6"), (false, "not-applicable".into(), String::new()));
}

#[test]
fn what_is_vague_is_shown_in_the_documents_own_words() {
    let vague = "Informationssäkerhetschefen ska vid behov redovisa informationssäkerhetsläget för regiondirektören.";
    let folder = repository(REGION, &[("policy.md", &policy(vague))]);
    let (report, _) = check(folder.path(), &["--select", FORUMS]);
    let found = matrices(&report);
    assert_eq!(row(&found[0].1, "SKR22-12-5"), (true, "partial".into(), "vid behov".into()));
}

#[test]
fn a_terminal_shows_the_rows_beside_the_finding() {
    let folder = repository(REGION, &[("policy.md", &policy(BOARD_ONLY))]);
    let output = Command::new(assert_cmd::cargo::cargo_bin!("tillsyn"))
        .current_dir(folder.path())
        .env("COLUMNS", "80")
        .args(["check", "--today", "2026-11-25", "--lang", "sv", "--select", FORUMS])
        .output()
        .unwrap();
    let shown = String::from_utf8(output.stdout).unwrap();
    assert!(shown.contains("  forum   fullmäktige                SKR22-12-1  ej uppfyllt\n"), "{shown}");
    assert!(shown.contains("          styrelsen                  SKR22-12-2  uppfyllt: \"två gånger per år\"\n"), "{shown}");
    assert!(shown.lines().all(|line| line.chars().count() <= 80), "{shown}");
    let summary = String::from_utf8(output.stderr).unwrap();
    assert!(summary.contains("utan egen anmärkning"), "{summary}");
}
