//! Which denials contradict.

use super::*;

const MET: &str = "Policyn omfattar all teknik, inklusive medicintekniska produkter och medicinska informationssystem.";
const DENIED: &str = "Medicintekniska produkter omfattas inte.";

fn document(title: &str, sentence: &str) -> String {
    format!("# {title}\n\n## Omfattning\n\n{sentence}\n")
}

/// The verdict on MSB18-1D, with the roles of its evidence.
fn coverage(files: &[(&str, String)]) -> (String, Vec<String>) {
    let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (*path, text.as_str())).collect();
    let folder = repository("[organisation]\nprovides-health-care = true\n", &files);
    let (report, _) = check(folder.path(), &["--select", "MSB18-1D"]);
    let roles = report["verdicts"][0]["evidence"].as_array().unwrap().iter().map(|one| text(&one["role"])).collect();
    (verdicts(&report, "MSB18-1D").remove(0).1, roles)
}

#[test]
fn a_denial_in_the_same_document_contradicts() {
    let both = document("Informationssäkerhetspolicy", &format!("{MET}\n\n{DENIED}"));
    assert_eq!(coverage(&[("policy.md", both)]), ("not-met".to_owned(), vec!["meets".to_owned(), "contradicts".to_owned()]));
}

#[test]
fn a_denial_in_a_lower_or_narrower_document_is_a_note() {
    let policy = || ("policy.md", document("Informationssäkerhetspolicy", MET));
    for title in ["Riktlinje för informationssäkerhet", "Policy för distansarbete", "Riktlinje för lösenord"] {
        let found = coverage(&[policy(), ("annan.md", document(title, DENIED))]);
        assert_eq!(found.0, "met", "{title}: {found:?}");
    }
    let (_, roles) = coverage(&[policy(), ("annan.md", document("Riktlinje för informationssäkerhet", DENIED))]);
    assert_eq!(roles, ["meets", "contradicts"]);
}

#[test]
fn a_denial_in_a_higher_document_about_the_same_contradicts() {
    let guideline = ("riktlinje.md", document("Riktlinje för informationssäkerhet", &MET.replace("Policyn", "Riktlinjen")));
    let found = coverage(&[("policy.md", document("Informationssäkerhetspolicy", DENIED)), guideline]);
    assert_eq!(found, ("not-met".to_owned(), vec!["meets".to_owned(), "contradicts".to_owned()]));
}

#[test]
fn a_denial_in_a_higher_document_about_a_part_is_a_note() {
    let guideline = ("riktlinje.md", document("Riktlinje för informationssäkerhet", &MET.replace("Policyn", "Riktlinjen")));
    for title in ["Lösenordspolicy", "Policy för loggning"] {
        let found = coverage(&[("policy.md", document(title, DENIED)), guideline.clone()]);
        assert_eq!(found.0, "met", "{title}: {found:?}");
    }
}

#[test]
fn what_no_denial_reaches_is_enough() {
    let lower = document("Riktlinje för informationssäkerhet", &format!("{}\n\n{DENIED}", MET.replace("Policyn", "Riktlinjen")));
    let (verdict, roles) = coverage(&[("policy.md", document("Informationssäkerhetspolicy", MET)), ("riktlinje.md", lower)]);
    assert_eq!((verdict.as_str(), roles), ("met", vec!["meets".to_owned(), "contradicts".to_owned()]));
}
