//! What is asked without any configuration, what is left out of it, and levels that depend on who is asked.

use super::*;

const POLICY: &str =
    "# Informationssäkerhetspolicy\n\nFastställd av fullmäktige 2026-02-03, § 12\n\nVerksamheterna skyddar sin information i vardagen.\n";

fn summary(folder: &Path, arguments: &[&str]) -> String {
    let output = Command::new(assert_cmd::cargo::cargo_bin!("tillsyn"))
        .current_dir(folder)
        .args(["check", "--today", "2026-11-25", "--lang", "sv"])
        .args(arguments)
        .output()
        .unwrap();
    let told: Vec<String> = String::from_utf8(output.stderr).unwrap().split_whitespace().map(str::to_owned).collect();
    told.join(" ")
}

fn codes(report: &Value, chosen: impl Fn(&Value) -> bool) -> std::collections::BTreeSet<String> {
    report["rules"].as_array().unwrap().iter().filter(|rule| chosen(rule)).map(|rule| text(&rule["code"])).collect()
}

#[test]
fn the_default_profile_holds_every_error_the_law_included() {
    let folder = repository("", &[("policy.md", POLICY)]);
    let (default, _) = check(folder.path(), &[]);
    let (full, _) = check(folder.path(), &["--pack", "all", "--profile", "full"]);
    assert_eq!(text(&default["profile"]), "nationell");
    let errors = codes(&full, |rule| rule["level"] == "error");
    assert!(errors.is_subset(&codes(&default, |_| true)), "{:?}", errors.difference(&codes(&default, |_| true)).collect::<Vec<_>>());
    let law = codes(&default, |rule| rule["level"] == "error" && rule["binding"] == "law");
    assert!(law.len() > 10 && law.contains("CSL26-9") && law.contains("PUB-02"), "{law:?}");
    for pack in ["msb-2018", "skr-2022", "dokumenthygien"] {
        let warnings = |report: &Value| codes(report, |rule| rule["pack"] == pack && rule["level"] == "warning");
        assert_eq!(warnings(&default), warnings(&full), "{pack}");
    }
}

#[test]
fn what_a_profile_leaves_out_is_said_and_counted() {
    let folder = repository("", &[("policy.md", POLICY)]);
    let (report, _) = check(folder.path(), &[]);
    let (full, _) = check(folder.path(), &["--pack", "all", "--profile", "full"]);
    let left: u64 = report["left-out"].as_array().unwrap().iter().map(|one| one["rules"].as_u64().unwrap()).sum();
    let all = |report: &Value| report["rules"].as_array().unwrap().len() as u64;
    assert_eq!(all(&report) + left, all(&full));
    let told = summary(folder.path(), &[]);
    assert!(told.contains(&format!("utanför profilen nationell: {left} krav (")) && told.contains("--profile full"), "{told}");
    assert_eq!(full["left-out"], serde_json::json!([]));
    assert!(!summary(folder.path(), &["--profile", "full"]).contains("utanför profilen"));
    assert!(!summary(folder.path(), &["--select", "MSB18-1A"]).contains("utanför profilen"), "who names rules knows");
}

#[test]
fn what_the_configuration_switches_off_is_said() {
    let folder = repository("profile = \"full\"\n[[levels]]\nrule = \"DOC-01\"\nlevel = \"off\"\n", &[("policy.md", POLICY)]);
    let told = summary(folder.path(), &[]);
    assert!(told.contains("avstängda i tillsyn.toml: 1 krav (dokumenthygien 1)"), "{told}");
    assert_eq!(check(folder.path(), &[]).0["left-out"], serde_json::json!([{ "pack": "dokumenthygien", "rules": 1, "reason": "configuration" }]));
}

fn level(configuration: &str, code: &str) -> String {
    let folder = repository(configuration, &[("policy.md", POLICY)]);
    let (report, _) = check(folder.path(), &["--select", code]);
    text(&report["verdicts"][0]["level"])
}

#[test]
fn a_level_depends_on_what_the_organisation_answers() {
    let municipality = "[organisation]\nkind = \"municipality\"\nprovides-health-care = true\n";
    assert_eq!(level(municipality, "SKR22-12-3"), "error");
    assert_eq!(level("[organisation]\nkind = \"region\"\n", "SKR22-12-3"), "warning");
    assert_eq!(level("[organisation]\nkind = \"municipality\"\n", "SKR22-12-3"), "warning");
    assert_eq!(level("", "SKR22-12-3"), "warning");
    let own = format!("{municipality}\n[[levels]]\nrule = \"SKR22-12-3\"\nlevel = \"note\"\n");
    assert_eq!(level(&own, "SKR22-12-3"), "note", "the house's own level holds");
}

#[test]
fn what_is_not_verified_is_no_error_and_explain_says_so() {
    let output = Command::new(assert_cmd::cargo::cargo_bin!("tillsyn")).args(["explain", "DOC-10", "--lang", "sv"]).output().unwrap();
    let told = String::from_utf8(output.stdout).unwrap();
    assert!(told.contains("Inte verifierat\n  Att MSBFS 2020:6 ersatte") && told.contains("MCFFS 2026:7"), "{told}");
    let folder =
        repository("", &[("riktlinje.md", "# Riktlinje för informationssäkerhet\n\nRegionen följer MSBFS 2020:8.\n\nRegionen följer BITS.\n")]);
    let (report, code) = check(folder.path(), &["--select", "DOC-10"]);
    let found = findings(&report, "DOC-10");
    assert!(code == 0 && !found.is_empty() && found.iter().all(|(_, level, _)| level != "error"), "{found:?}");
}
