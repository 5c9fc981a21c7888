//! Documents outside a repository, each one of its own.

use super::*;

const POLICY: &str = "# Informationssäkerhetspolicy\n\nAntagen av regionfullmäktige den 17 juni 2025, § 129\n\nInformationsägaren ska klassa sina informationstillgångar enligt regionens klassningsmodell. Se [riktlinjen](riktlinje.md), bilaga 2 och Rutin för spärrar.\n";
const GUIDELINE: &str = "# Riktlinje för informationssäkerhet\n\nInformationssäkerhetschefen ska minst två gånger per år rapportera nuläge och utveckling till regiondirektörens ledningsgrupp.\n";

#[test]
fn isolated_documents_are_each_a_repository_of_one() {
    let folder = repository("", &[("a/policy.md", POLICY), ("a/riktlinje.md", GUIDELINE), ("b/riktlinje.md", GUIDELINE)]);
    let (report, _) =
        check(folder.path(), &["--isolated", "a/policy.md", "b/riktlinje.md", "--select", "MSB18-1A,MSB18-3A,MSB18-4A,MSB18-6A,DOC-13"]);
    assert_eq!(verdicts(&report, "MSB18-6A"), own(&[("a/policy.md", "met"), ("b/riktlinje.md", "not-met")]), "{report}");
    assert_eq!(verdicts(&report, "MSB18-3A"), own(&[("a/policy.md", "not-met"), ("b/riktlinje.md", "met")]));
    assert_eq!(verdicts(&report, "MSB18-1A"), own(&[("a/policy.md", "met")]), "a `document` rule is asked of what it wants");
    assert_eq!(verdicts(&report, "MSB18-4A"), [], "and of nothing else");
    assert_eq!(findings(&report, "DOC-13"), [], "from one document alone nobody can tell what is beside it");
}

#[test]
fn a_file_in_no_repository_is_one_of_its_own_and_a_folder_is_a_whole_one() {
    let folder = TempDir::new().unwrap();
    write(folder.path(), "a/policy.md", POLICY);
    write(folder.path(), "a/riktlinje.md", GUIDELINE);
    let (alone, _) = check(folder.path(), &["a/policy.md", "--select", "MSB18-3A"]);
    assert_eq!(verdicts(&alone, "MSB18-3A"), own(&[("policy.md", "not-met")]));
    let (whole, _) = check(folder.path(), &["a", "--select", "MSB18-3A"]);
    assert_eq!(verdicts(&whole, "MSB18-3A"), own(&[("", "met")]));
}

#[test]
fn folders_in_no_repository_have_their_common_folder() {
    let folder = TempDir::new().unwrap();
    write(folder.path(), "x/a/policy.md", POLICY);
    write(folder.path(), "x/b/riktlinje.md", GUIDELINE);
    let (report, _) = check(folder.path(), &["x/a", "x/b", "--select", "MSB18-3A,MSB18-6A"]);
    assert_eq!((verdicts(&report, "MSB18-3A"), verdicts(&report, "MSB18-6A")), (own(&[("", "met")]), own(&[("", "met")])));
}

#[test]
fn isolated_folders_are_read_wherever_they_lie() {
    let folder = repository("", &[("a/policy.md", POLICY), ("b/riktlinje.md", GUIDELINE), ("c/riktlinje.md", GUIDELINE)]);
    let (report, _) = check(folder.path(), &["--isolated", "a", "b", "--select", "MSB18-3A"]);
    let subjects: Vec<String> = verdicts(&report, "MSB18-3A").into_iter().map(|(subject, _)| subject).collect();
    assert_eq!(subjects.len(), 2, "{subjects:?}");
}
