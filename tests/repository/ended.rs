//! Requirements that rest on a document that is not in force.

use super::*;

const RULES: &str = "MSB18-2A,MSB18-3A,MSB18-6A";
const BODY: &str = "## Ansvar\n\nInformationssäkerhetschefen ansvarar för att samordna och utveckla regionens informationssäkerhetsarbete.\n\nInformationssäkerhetschefen ska minst två gånger per år rapportera nuläge och utveckling till regiondirektörens ledningsgrupp.\n\nInformationsägaren ska klassa sina informationstillgångar enligt regionens klassningsmodell.\n";

fn guideline(head: &str) -> String {
    format!("# Riktlinje för informationssäkerhet\n\n{head}\n\n{BODY}")
}

/// The findings, with the requirements that each lists.
fn grouped(report: &Value) -> Vec<(String, String, Vec<String>)> {
    let all =
        report["verdicts"].as_array().unwrap().iter().flat_map(|one| one["findings"].as_array().unwrap().iter().map(|f| (text(&one["code"]), f)));
    all.map(|(code, one)| {
        let cut = one["requirements"].as_array().unwrap().iter().map(text).collect();
        (code, format!("{} {}", text(&one["level"]), text(&one["path"])), cut)
    })
    .collect()
}

#[test]
fn a_document_in_force_meets_its_requirements() {
    let folder = repository("", &[("riktlinje.md", &guideline("Gäller till: 2027-12-31"))]);
    let (report, code) = check(folder.path(), &["--select", RULES]);
    assert_eq!((grouped(&report).len(), code), (0, 0));
}

#[test]
fn requirements_that_lost_their_evidence_are_one_finding_on_the_status() {
    for (head, words) in [("Status: utkast", "utkast"), ("Status: upphävd", "upphävd"), ("Gäller till: 2025-12-31", "2025-12-31")] {
        let folder = repository("", &[("riktlinje.md", &guideline(head))]);
        let (report, code) = check(folder.path(), &["--select", RULES]);
        let found = grouped(&report);
        assert_eq!(found.len(), 1, "{head}: {found:?}");
        let (carrier, place, listed) = &found[0];
        assert_eq!((carrier.as_str(), place.as_str(), code), ("MSB18-2A", "error riktlinje.md", 1), "{head}");
        assert_eq!(*listed, ["MSB18-2A", "MSB18-3A", "MSB18-6A"], "{head}");
        let finding = report["verdicts"].as_array().unwrap().iter().find_map(|one| one["findings"].as_array()?.first()).unwrap();
        let (start, end) = (finding["start"]["byte"].as_u64().unwrap(), finding["end"]["byte"].as_u64().unwrap());
        let bytes = std::fs::read(folder.path().join("riktlinje.md")).unwrap();
        assert_eq!(String::from_utf8_lossy(&bytes[usize::try_from(start).unwrap()..usize::try_from(end).unwrap()]), words);
        assert!(text(&finding["message"]).contains("MSB18-6A"), "{finding}");
        assert!(verdicts(&report, "MSB18-6A") == own(&[("", "not-met")]), "the verdicts stay");
    }
}

#[test]
fn the_finding_about_the_date_carries_them_where_there_is_one() {
    let folder = repository("", &[("riktlinje.md", &guideline("Gäller till: 2025-12-31"))]);
    let (report, _) = check(folder.path(), &["--select", &format!("DOC-07,{RULES}")]);
    let found = grouped(&report);
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!((found[0].0.as_str(), found[0].2.len()), ("DOC-07", 3));
}

#[test]
fn the_terminal_shows_it_once() {
    let folder = repository("", &[("riktlinje.md", &guideline("Status: upphävd"))]);
    let shown = |format: &str| {
        let output = Command::new(assert_cmd::cargo::cargo_bin!("tillsyn"))
            .current_dir(folder.path())
            .args(["check", "--today", "2026-11-25", "--select", RULES, "--output-format", format])
            .output()
            .unwrap();
        String::from_utf8(output.stdout).unwrap()
    };
    assert_eq!(shown("concise").lines().count(), 1, "{}", shown("concise"));
    assert_eq!(shown("full").matches('×').count(), 1, "{}", shown("full"));
}

#[test]
fn what_a_successor_lacks_is_the_successors_finding() {
    let successor = "# Riktlinje för informationssäkerhet\n\nFastställd: 2026-02-03\n\nRiktlinjen beskriver hur regionens verksamheter skyddar sin information i vardagen.\n";
    let folder = repository("", &[("gammal.md", &guideline("Status: upphävd")), ("ny.md", successor)]);
    let (report, _) = check(folder.path(), &["--select", RULES]);
    let found = grouped(&report);
    assert!(found.len() == 3 && found.iter().all(|(_, place, listed)| place.ends_with("ny.md") && listed.is_empty()), "{found:?}");
}

#[test]
fn a_requirement_that_another_document_meets_has_lost_nothing() {
    let folder = repository("", &[("gammal.md", &guideline("Status: upphävd")), ("policy.md", &format!("# Informationssäkerhetspolicy\n\n{BODY}"))]);
    assert_eq!(grouped(&check(folder.path(), &["--select", RULES]).0), []);
}

#[test]
fn a_policy_that_ended_is_one_finding_with_the_policy_it_should_be() {
    let policy =
        format!("# Informationssäkerhetspolicy\n\nAntagen av regionfullmäktige den 17 juni 2022, § 129\n\nGäller till: 2025-12-31\n\n{BODY}");
    let folder = repository("", &[("policy.md", &policy)]);
    let (report, _) = check(folder.path(), &["--select", &format!("MSB18-1A,DOC-07,{RULES}")]);
    let found = grouped(&report);
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0].2, ["MSB18-1A", "MSB18-2A", "MSB18-3A", "MSB18-6A"]);
}
