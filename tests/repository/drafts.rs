//! Drafts are asked, as notes.

use super::*;

const DRAFT: &str =
    "# Informationssäkerhetspolicy\n\nStatus: utkast\n\nMedicinteknik omfattas inte av policyn. Se [rutinen](saknas.md) och [fyll i].\n";

#[test]
fn drafts_are_asked_as_notes_and_stay_out_of_the_counts() {
    let folder = repository("", &[("policy.md", DRAFT)]);
    let (report, code) = check(folder.path(), &["--select", "DOC-02,MSB18-1C"]);
    assert_eq!(findings(&report, "DOC-02").len(), 1);
    for (path, level, message) in findings(&report, "DOC-02").into_iter().chain(findings(&report, "MSB18-1C")) {
        assert_eq!((path.as_str(), level.as_str()), ("policy.md", "note"));
        assert!(message.contains("blir fel när dokumentet beslutas"), "{message}");
    }
    assert_eq!((code, &report["summary"]["findings"]["note"], &report["summary"]["verdicts"]["not-met"]), (0, &Value::from(0), &Value::from(0)));
    assert_eq!(report["summary"]["in-drafts"], 2);
}

#[test]
fn placeholders_and_references_are_faults_of_a_draft_too() {
    let folder = repository("", &[("policy.md", DRAFT)]);
    let (report, code) = check(folder.path(), &["--select", "DOC-08,DOC-13"]);
    let level = |code: &str| findings(&report, code).into_iter().map(|(_, level, _)| level).collect::<Vec<_>>();
    assert_eq!((level("DOC-08"), level("DOC-13"), code), (vec!["error".to_owned()], vec!["warning".to_owned()], 1));
    assert_eq!(report["summary"]["findings"]["error"], 1);
}
