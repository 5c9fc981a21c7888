//! One document in several languages.

use super::*;

const ORIGINAL: &str = "# Informationssäkerhetspolicy\n\nVersion: 2.1\n\nAntagen av regionfullmäktige den 17 juni 2025, § 129\n\n## Omfattning\n\nPolicyn omfattar all verksamhet i regionen och all information som den hanterar.\n";
const ENGLISH: &str = "# Information Security Policy\n\nVersion: 2.1\n\nAdopted by the Regional Council on 17 June 2025, § 129\n\n## Scope\n\nThe policy applies to all activities of the region and to all information that it handles.\n";

/// Documents that MSB18-1C (a requirement on content) and DOC-02 (hygiene) are asked of.
fn asked(configuration: &str, files: &[(&str, &str)]) -> (Vec<String>, Vec<String>) {
    let folder = repository(configuration, files);
    let (report, _) = check(folder.path(), &["--profile", "full", "--select", "MSB18-1C,DOC-02"]);
    let of = |code: &str| verdicts(&report, code).into_iter().map(|(subject, _)| subject).collect();
    (of("MSB18-1C"), of("DOC-02"))
}

#[test]
fn the_original_is_asked_and_translations_hygiene_only() {
    let stated = format!("---\ntranslation-of: policy.md\n---\n\n{ENGLISH}");
    let by_title = format!("---\ntranslation-of: Informationssäkerhetspolicy\n---\n\n{ENGLISH}");
    let both = |text: &str| format!("---\ntranslation-of: ISP-1\n---\n\n{text}");
    let (one, other) = (both(ORIGINAL), both(ENGLISH));
    for (files, original) in [
        ([("policy.md", ORIGINAL), ("policy.en.md", ENGLISH)], "policy.md"),
        ([("policy.md", ORIGINAL), ("policy-en.md", ENGLISH)], "policy.md"),
        ([("policy.sv.md", ORIGINAL), ("policy.en.md", ENGLISH)], "policy.sv.md"),
        ([("sv/policy.md", ORIGINAL), ("en/policy.md", ENGLISH)], "sv/policy.md"),
        ([("a/sv/policy.md", ORIGINAL), ("a/en/policy.md", ENGLISH)], "a/sv/policy.md"),
        ([("policy.md", ENGLISH), ("policy.sv.md", ORIGINAL)], "policy.md"),
        ([("policy.md", ORIGINAL), ("isp.md", &stated)], "policy.md"),
        ([("policy.md", ORIGINAL), ("isp.md", &by_title)], "policy.md"),
        ([("b.md", &one), ("a.md", &other)], "b.md"),
    ] {
        let (content, hygiene) = asked("", &files);
        assert_eq!(content, [original], "{}", files[1].0);
        assert_eq!(hygiene.len(), 2, "{}", files[1].0);
    }
}

#[test]
fn what_only_looks_like_a_language_tag_is_none() {
    // `it` and `hr` are departments here, not Italian and Croatian; and two documents in one language are two.
    for files in [
        [("it/policy.md", ORIGINAL), ("hr/policy.md", ORIGINAL)],
        [("policy.md", ORIGINAL), ("policy.sv.md", ORIGINAL)],
        [("policy.md", ORIGINAL), ("isp.en.md", ENGLISH)],
        [("a/policy.md", ORIGINAL), ("b/policy.en.md", ENGLISH)],
    ] {
        assert_eq!(asked("", &files).0.len(), 2, "{}", files[1].0);
    }
}

#[test]
fn the_language_of_most_documents_is_the_originals() {
    let other = "# Guideline on access rights\n\nThe system owner reviews the access rights of the unit every quarter.\n";
    let files = [("sv/policy.md", ORIGINAL), ("en/policy.md", ENGLISH), ("en/access.md", other)];
    assert_eq!(asked("", &files).0, ["en/policy.md"]);
}

#[test]
fn a_circle_of_translations_ends() {
    let of = |other: &str, text: &str| format!("---\ntranslation-of: {other}\n---\n\n{text}");
    let files = [("a.md", of("b.md", ORIGINAL)), ("b.md", of("c.md", ENGLISH)), ("c.md", of("a.md", ENGLISH)), ("d.md", of("d.md", ORIGINAL))];
    let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (*path, text.as_str())).collect();
    assert_eq!(asked("", &files).1.len(), 4);
}

#[test]
fn version_dates_and_status_are_the_originals() {
    let said = |translation: &str| {
        let folder = repository("", &[("policy.md", ORIGINAL), ("policy.en.md", translation)]);
        let (report, _) = check(folder.path(), &["--select", "DOC-04"]);
        let near = report["verdicts"].as_array().unwrap().iter().flat_map(|one| one["evidence"].as_array().unwrap());
        let lacking = near.filter(|one| one["path"] == "policy.en.md" && one["lacks"].as_array().is_some_and(|lacks| !lacks.is_empty()));
        (verdicts(&report, "DOC-04")[0].1.clone(), lacking.map(|one| text(&one["quote"])).collect::<Vec<_>>())
    };
    assert_eq!(said(ENGLISH), ("met".to_owned(), vec![]));
    assert_eq!(said(&ENGLISH.replace("2.1", "2.0")), ("partial".to_owned(), vec!["2.0".to_owned()]));
    assert_eq!(said(&ENGLISH.replace("17 June 2025", "17 June 2024")), ("partial".to_owned(), vec!["17 June 2024".to_owned()]));
    assert_eq!(said(&ENGLISH.replace("Version: 2.1", "Edition: 2.1")).0, "met");
}

#[test]
fn a_policy_and_its_translation_are_one_policy() {
    let folder = repository("", &[("policy.md", ORIGINAL), ("policy.en.md", ENGLISH)]);
    let (report, _) = check(folder.path(), &["--select", "MSB18-1A"]);
    assert_eq!(verdicts(&report, "MSB18-1A"), own(&[("", "met")]));
    assert_eq!(report["verdicts"][0]["evidence"][0]["path"], "policy.md");
}
