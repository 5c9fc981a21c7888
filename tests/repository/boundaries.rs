//! Where a repository ends, and what is a document of it.

use super::*;

const GUIDELINE: &str =
    "# Riktlinje för informationssäkerhet\n\nInformationsägaren ska klassa sina informationstillgångar enligt regionens klassningsmodell.\n";
const OTHER: &str = "# Riktlinje för behörigheter\n\nSystemägaren granskar behörigheterna varje kvartal. Se [riktlinjen](../bolag/riktlinje.md).\n";

#[test]
fn a_folder_with_its_own_configuration_is_another_repository() {
    let files = [("bolag/tillsyn.toml", "format = 1\n"), ("bolag/riktlinje.md", GUIDELINE), ("region/behorigheter.md", OTHER)];
    let folder = repository("", &files);
    let (report, _) = check(folder.path(), &["--select", "MSB18-6A,DOC-13"]);
    assert_eq!(verdicts(&report, "MSB18-6A"), own(&[("", "not-met")]));
    assert_eq!(report["documents"].as_array().unwrap().len(), 1);
    assert_eq!(report["not-checked"][0]["path"], "bolag");
    assert_eq!(report["not-checked"][0]["reason"], "other-repository");
    assert_eq!(findings(&report, "DOC-13"), [], "what a link leads to is there, though it is not read");
    let (inner, _) = check(folder.path(), &["bolag", "--select", "MSB18-6A"]);
    assert_eq!(verdicts(&inner, "MSB18-6A"), own(&[("", "met")]));
}

#[test]
fn more_files_are_documents_when_the_configuration_says_so() {
    let files = [("riktlinje.txt", GUIDELINE), ("A.MARKDOWN", OTHER)];
    let count = |configuration: &str| {
        let folder = repository(configuration, &files);
        check(folder.path(), &[]).0["documents"].as_array().unwrap().len()
    };
    assert_eq!(count(""), 1);
    assert_eq!(count("[documents]\ninclude = [\"**/*.txt\"]\n"), 2);
}

#[test]
fn archived_documents_are_no_evidence_and_are_asked_nothing() {
    let files = [("arkiv/riktlinje.md", GUIDELINE), ("behorigheter.md", OTHER)];
    let folder = repository("[archive]\npaths = [\"arkiv/\"]\n", &files);
    let (report, _) = check(folder.path(), &["--profile", "full"]);
    assert_eq!(verdicts(&report, "MSB18-6A"), own(&[("", "not-met")]));
    let asked = report["documents"].as_array().unwrap().iter().find(|one| one["path"] == "arkiv/riktlinje.md").unwrap();
    assert_eq!((&asked["valid"], &asked["asked"]), (&Value::from(false), &Value::from(0)));
}

#[test]
fn paths_choose_what_is_reported_not_what_is_read() {
    let folder = repository("", &[("a/riktlinje.md", GUIDELINE), ("b/behorigheter.md", OTHER)]);
    for path in [".", "a/riktlinje.md", "b"] {
        let (report, _) = check(folder.path(), &[path, "--select", "MSB18-6A"]);
        assert_eq!(report["documents"].as_array().unwrap().len(), 2, "{path}");
    }
}

#[test]
fn a_document_in_a_language_that_is_not_read_is_asked_nothing_and_named() {
    let spanish = "# Contrato de alquiler de equipo\n\nEl arrendador y el arrendatario firman este contrato de alquiler de equipo informático en Madrid. \
                   El arrendatario debe devolver el equipo al final del contrato y pagar la renta cada mes.\n";
    let folder = repository("", &[("contrato.md", spanish), ("behorigheter.md", OTHER)]);
    let (report, _) = check(folder.path(), &["--pack", "all"]);
    let asked = report["documents"].as_array().unwrap().iter().find(|one| one["path"] == "contrato.md").unwrap();
    assert_eq!(asked["asked"], 0);
    assert!(report["not-checked"].as_array().unwrap().iter().any(|one| one["path"] == "contrato.md" && one["reason"] == "language"));
}
