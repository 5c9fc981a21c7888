//! Comments that say of the text below them that it is meant so.

use super::{Compared, Scratch, text};

/// DOC-08: nothing is left to be filled in; each place is a finding.
const OCCURRENCE: &str = "DOC-08";

fn scratch(body: &str) -> Scratch {
    let scratch = Scratch::usual();
    let policy = std::fs::read_to_string(scratch.path().join("policy.md")).unwrap();
    scratch.write("policy.md", format!("{policy}\n{body}"));
    scratch.commit("Början");
    scratch
}

fn check(scratch: &Scratch, rules: &str) -> Compared {
    scratch.checked(&["--select", rules])
}

fn states(got: &Compared) -> Vec<String> {
    got.findings().into_iter().map(|one| one.3).collect()
}

fn codes(got: &Compared) -> Vec<String> {
    got.notes().into_iter().map(|one| one.0).collect()
}

#[test]
fn one_silences_what_stands_on_the_next_line_and_no_more() {
    for between in ["\n", "\n\n", " \n\n\n"] {
        let body =
            format!("<!-- tillsyn-disable-next-line {OCCURRENCE} -- mallen ska se ut så -->{between}Bilaga 1: [fyll i].\n\nBilaga 2: [fyll i].\n");
        let got = check(&scratch(&body), OCCURRENCE);
        assert_eq!(states(&got), ["suppressed", "active"], "{between:?}");
        assert_eq!(got.report["summary"]["suppressed"], 1);
        assert!(codes(&got).is_empty(), "{:?}", got.notes());
    }
}

#[test]
fn one_for_the_file_silences_every_place() {
    let body =
        format!("Bilaga 1: [fyll i].\n\nBilaga 2: [fyll i].\n\n<!-- tillsyn-disable-file no-placeholders-remain, {OCCURRENCE} – en mall -->\n");
    let got = check(&scratch(&body), OCCURRENCE);
    assert_eq!(states(&got), ["suppressed", "suppressed"]);
    got.assert_quiet();
}

#[test]
fn it_stands_in_lists_and_quotations_too() {
    let one = format!("<!-- tillsyn-disable-next-line {OCCURRENCE} -- mall -->");
    for body in [format!("- ett\n\n  {one}\n  Bilaga 1: [fyll i].\n"), format!("> {one}\n>\n> Bilaga 1: [fyll i].\n")] {
        assert_eq!(states(&check(&scratch(&body), OCCURRENCE)), ["suppressed"], "{body}");
    }
}

#[test]
fn one_that_is_wrong_or_of_no_use_is_told_with_its_place() {
    for (comment, code, words) in [
        ("tillsyn-disable-next-line -- skäl", "directive/broken", "vilket krav"),
        ("tillsyn-disable-next-line DOC-08", "directive/broken", "skäl"),
        ("tillsyn-disable-next-line DOC-08 --", "directive/broken", "skäl"),
        ("tillsyn-disable DOC-08 -- skäl", "directive/broken", "tillsyn-disable-next-line, tillsyn-disable-file"),
        ("tillsyn-disable-next-line DOC-99 -- skäl", "directive/unknown", "menade du DOC-"),
        ("tillsyn-disable-next-line DOC-08 -- skäl", "directive/unused", "ta bort"),
    ] {
        let got = check(&scratch(&format!("<!-- {comment} -->\nIngen lucka.\n")), OCCURRENCE);
        let notes = got.report["notifications"].as_array().unwrap();
        assert_eq!(notes.len(), 1, "{comment}: {notes:?}");
        assert_eq!((text(&notes[0]["code"]).as_str(), text(&notes[0]["path"]).as_str()), (code, "policy.md"), "{comment}");
        assert!(text(&notes[0]["message"]).contains(words), "{comment}: {notes:?}");
    }
    // Another comment is nobody's business, and a rule that is not asked says nothing.
    for comment in ["tillsyn: se över", "TODO", "tillsyn-disable-file DOC-01 -- skäl"] {
        assert!(check(&scratch(&format!("<!-- {comment} -->\n")), OCCURRENCE).notes().is_empty(), "{comment}");
    }
}

#[test]
fn a_fault_of_a_directive_is_a_warning_that_fails_where_warnings_do() {
    let scratch = scratch("<!-- tillsyn-disable-file DOC-08 -- skäl -->\n");
    assert_eq!(scratch.checked(&["--select", OCCURRENCE]).code, 0);
    let output = scratch.run(&["check", "--select", OCCURRENCE, "--fail-on", "warning"]);
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.code() == Some(1) && told.contains("slutkod 1: 1 anmärkning på nivån varning"), "{told}");
}

#[test]
fn what_a_rule_requires_takes_a_waiver() {
    let scratch = scratch("");
    let policy = std::fs::read_to_string(scratch.path().join("policy.md")).unwrap();
    scratch.write("policy.md", policy.replacen("\n\n", "\n\n<!-- tillsyn-disable-file DOC-01 -- vi har ingen ägare -->\n\n", 1));
    let got = check(&scratch, "DOC-01");
    assert!(states(&got).iter().all(|state| state == "active"), "{:?}", got.findings());
    assert_eq!(codes(&got), ["directive/needs-waiver"]);
}

#[test]
fn one_that_a_change_adds_silences_nothing_yet() {
    let scratch = scratch("");
    let policy = std::fs::read_to_string(scratch.path().join("policy.md")).unwrap();
    let comment = format!("<!-- tillsyn-disable-next-line {OCCURRENCE} -- mall -->");
    scratch.write("policy.md", format!("{policy}\n{comment}\nBilaga 1: [fyll i].\n"));
    let got = scratch.compared(OCCURRENCE);
    assert_eq!((states(&got), got.code), (vec!["active".to_owned()], 1));
    assert_eq!(codes(&got), ["directive/after-merge"]);
    let own = scratch.checked(&["--base", "HEAD", "--rules-from", "head", "--select", OCCURRENCE]);
    assert_eq!(states(&own), ["suppressed"]);
    own.assert_quiet();
    // Once it is there, the sentence under it may be edited; another may not hide behind a copy of it.
    scratch.commit("Infört");
    scratch.edit("policy.md", "Bilaga 1: [fyll i]", "Bilaga ett: [fyll i]");
    scratch.compared(OCCURRENCE).assert_quiet();
    let policy = std::fs::read_to_string(scratch.path().join("policy.md")).unwrap();
    scratch.write("policy.md", format!("{policy}\n{comment}\nBilaga 2: [fyll i].\n"));
    let got = scratch.compared(OCCURRENCE);
    assert_eq!((states(&got), got.code), (vec!["suppressed".to_owned(), "active".to_owned()], 1));
}

#[test]
fn one_follows_a_document_that_is_renamed() {
    let scratch = scratch(&format!("<!-- tillsyn-disable-next-line {OCCURRENCE} -- mall -->\nBilaga 1: [fyll i].\n"));
    scratch.rename("policy.md", "informationssakerhet.md");
    let got = scratch.compared(OCCURRENCE);
    assert_eq!(states(&got), ["suppressed"], "{:?}", got.notes());
}

#[test]
fn any_number_of_wrong_ones_is_told_in_a_few_lines() {
    let body: String = (0..5000).map(|at| format!("<!-- tillsyn-disable-next-line X-{at}, DOC-08 -- skäl -->\n\nOrd {at}.\n\n")).collect();
    let got = check(&scratch(&body), OCCURRENCE);
    let notes = got.notes();
    assert_eq!(notes.len(), 40, "{notes:?}");
    assert!(notes.iter().any(|(code, said)| code == "directive/unknown" && said.contains("och 4980 till")), "{notes:?}");
}
