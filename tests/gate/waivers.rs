//! Waivers: what somebody has accepted until a day fails nobody, is counted, is never green, and comes back.

use super::{Compared, Scratch, text};

const RULES: &str = "MSB18-2B,DOC-01";

fn waiver(rule: &str, more: &str, expires: &str) -> String {
    format!(
        "\n[[waiver]]\nrule = \"{rule}\"\n{more}reason = \"Väntar på budget\"\nowner = \"strategen\"\napproved-by = \"direktören\"\ndecision = \"RE 2026-17\"\nexpires = {expires}\n"
    )
}

fn elsewhere(rule: &str, expires: &str) -> String {
    format!(
        "\n[[elsewhere]]\nrule = \"{rule}\"\ndocument = \"Budget 2027\"\nreference = \"RE 2026-4\"\nowner = \"strategen\"\nseen = 2026-09-01\nexpires = {expires}\n"
    )
}

/// A guideline that only recommends resources, and these exceptions.
fn scratch(exceptions: &str) -> Scratch {
    let scratch = Scratch::usual();
    scratch.edit("riktlinjer/resurser.md", "ska i budget", "bör i budget");
    scratch.write("tillsyn-waivers.toml", format!("format = 1\n{exceptions}"));
    scratch.commit("Försvagad");
    scratch
}

/// Of the resources alone.
fn check(scratch: &Scratch) -> Compared {
    scratch.checked(&["--select", "MSB18-2B", "--fail-on", "warning"])
}

fn check_both(scratch: &Scratch) -> Compared {
    scratch.checked(&["--select", RULES, "--fail-on", "warning"])
}

fn verdict(got: &Compared, code: &str) -> serde_json::Value {
    got.report["verdicts"].as_array().unwrap().iter().find(|one| one["code"] == code).unwrap().clone()
}

#[test]
fn what_is_accepted_fails_nobody_and_is_not_met() {
    assert_eq!(check(&scratch("")).code, 1);
    for rule in ["MSB18-2B", "msb18-2b", "coordination-is-given-resources"] {
        let got = check(&scratch(&waiver(rule, "", "2027-06-30")));
        got.assert_quiet();
        let verdict = verdict(&got, "MSB18-2B");
        assert_eq!((text(&verdict["verdict"]), text(&verdict["waives"])), ("waived".to_owned(), "partial".to_owned()));
        assert_eq!(verdict["findings"][0]["waiver"]["decision"], "RE 2026-17");
        assert_eq!(verdict["findings"][0]["waiver"]["elsewhere"], serde_json::Value::Null);
        let summary = &got.report["summary"];
        assert_eq!((&summary["waived"], &summary["verdicts"]["waived"], &summary["verdicts"]["met"]), (&1.into(), &1.into(), &0.into()));
        assert!(got.notes().is_empty(), "{:?}", got.notes());
    }
}

#[test]
fn the_last_day_counts_and_the_day_after_the_finding_is_back() {
    for (expires, active) in [("2026-11-25", false), ("2026-11-24", true)] {
        let got = check(&scratch(&waiver("MSB18-2B", "", expires)));
        if active {
            let one = got.only();
            assert!(one.4.contains("(avsteget gick ut 2026-11-24"), "{}", one.4);
            assert_eq!(got.notes()[0].0, "waiver/expired");
            assert_eq!(verdict(&got, "MSB18-2B")["verdict"], "partial");
        } else {
            got.assert_quiet();
            assert_eq!(got.notes()[0].0, "waiver/expiring");
            assert!(got.notes()[0].1.contains("om 0 dagar"), "{:?}", got.notes());
        }
    }
    for (expires, told) in [("2027-01-24", 1), ("2027-01-25", 0)] {
        assert_eq!(check(&scratch(&waiver("MSB18-2B", "", expires))).notes().len(), told, "{expires}");
    }
}

#[test]
fn one_that_is_of_no_use_is_told_and_why() {
    let cases = [
        (waiver("MSB18-2B", "path = \"riktlinjer/resurser.md\"\n", "2027-06-30"), "ta bort path"),
        (waiver("DOC-01", "", "2027-06-30"), "skriv vilket med path"),
        (waiver("DOC-01", "path = \"inte/har.md\"\n", "2027-06-30"), "inget dokument inte/har.md"),
        (waiver("DOC-01", "path = \"policy.md\"\nsection = \"Övrigt\"\n", "2027-06-30"), "under den rubriken"),
    ];
    for (exception, why) in cases {
        let got = check_both(&scratch(&exception));
        let notes = got.notes();
        assert!(notes.len() == 1 && notes[0].1.contains(why), "{why}: {notes:?}");
        assert_eq!(got.report["summary"]["waived"], 0, "{why}");
    }
    let met = Scratch::usual();
    met.write("tillsyn-waivers.toml", format!("format = 1\n{}", waiver("MSB18-2B", "", "2027-06-30")));
    let notes = met.checked(&["--select", "MSB18-2B"]).notes();
    assert!(notes[0].1.contains("kravet är uppfyllt"), "{notes:?}");
    // A rule that was not asked for says nothing of its waiver.
    assert!(met.checked(&["--select", "DOC-01"]).notes().is_empty());
}

#[test]
fn a_heading_narrows_it_to_what_stands_below() {
    let marks = "## 4.2 Bilagor\n\nBilaga 1: [fyll i].\n\n### Under\n\nBilaga 2: [fyll i].\n\n## Slut\n\nBilaga 3: [fyll i].\n";
    let scratch = Scratch::usual();
    let text = std::fs::read_to_string(scratch.path().join("policy.md")).unwrap();
    scratch.write("policy.md", format!("{text}\n{marks}"));
    let exception = waiver("DOC-08", "path = \"policy.md\"\nsection = \"bilagor\"\n", "2027-06-30");
    let code = scratch.checked(&["--select", "DOC-08"]);
    let all = code.findings().len();
    assert_eq!(all, 3, "{:#?}", code.findings());
    scratch.write("tillsyn-waivers.toml", format!("format = 1\n{exception}"));
    let got = scratch.checked(&["--select", "DOC-08"]);
    let states: Vec<String> = got.findings().into_iter().map(|one| one.3).collect();
    assert_eq!(states, ["waived", "waived", "active"]);
    assert_eq!(verdict(&got, "DOC-08")["verdict"], "not-met", "one that is left is not accepted");
}

#[test]
fn what_is_said_to_stand_elsewhere_is_unclear_and_counted_apart() {
    let got = check(&scratch(&elsewhere("MSB18-2B", "2027-06-30")));
    got.assert_quiet();
    let verdict = verdict(&got, "MSB18-2B");
    assert_eq!((text(&verdict["verdict"]), text(&verdict["waives"])), ("unclear".to_owned(), "partial".to_owned()));
    assert!(text(&verdict["reason"]).contains("uppgivet, inte sett"), "{}", verdict["reason"]);
    let summary = &got.report["summary"];
    assert_eq!((&summary["stated-elsewhere"], &summary["waived"], &summary["verdicts"]["unclear"]), (&1.into(), &0.into(), &1.into()));
    let over = check(&scratch(&elsewhere("MSB18-2B", "2026-11-01")));
    over.only();
    assert_eq!(over.notes()[0].0, "waiver/expired");
}

#[test]
fn what_could_be_read_and_is_now_only_said_to_stand_elsewhere_got_worse() {
    let before = Scratch::usual();
    before.write("tillsyn-waivers.toml", format!("format = 1\n{}", elsewhere("MSB18-2B", "2027-06-30")));
    before.commit("Uppgivet");
    before.edit("riktlinjer/resurser.md", "ska i budget", "bör i budget");
    for rules_from in ["base", "head"] {
        let got = before.checked(&["--base", "HEAD", "--rules-from", rules_from, "--select", "MSB18-2B"]);
        let found = got.only();
        assert_eq!((got.code, found.3.as_str()), (1, "active"), "{found:?}");
        assert_eq!(text(&verdict(&got, "MSB18-2B")["was"]), "met");
    }
    // What nobody could read before is no worse than it was, and what is accepted by name still is.
    let unread = scratch(&elsewhere("MSB18-2B", "2027-06-30"));
    unread.edit("riktlinjer/resurser.md", "bör i budget", "kan i budget");
    unread.checked(&["--base", "HEAD", "--select", "MSB18-2B"]).assert_quiet();
    let accepted = Scratch::usual();
    accepted.write("tillsyn-waivers.toml", format!("format = 1\n{}", waiver("MSB18-2B", "", "2027-06-30")));
    accepted.commit("Godtaget");
    accepted.edit("riktlinjer/resurser.md", "ska i budget", "bör i budget");
    accepted.checked(&["--base", "HEAD", "--select", "MSB18-2B"]).assert_quiet();
}

#[test]
fn a_file_with_a_fault_is_refused_with_the_place() {
    for (text, words) in [
        ("format = 1\n[[waiver]]\nrule = \"MSB18-2B\"\n", "`expires` is missing"),
        ("format = 1\n[[waivers]]\n", "`waivers`"),
        (&format!("format = 1\n{}", waiver("MSB18-2X", "", "2027-06-30")), "did you mean `MSB18-2"),
    ] {
        let scratch = scratch("");
        scratch.write("tillsyn-waivers.toml", text);
        let output = scratch.run(&["check"]);
        let told = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.code() == Some(2) && told.contains(words) && told.contains("tillsyn-waivers.toml"), "{told}");
    }
}

#[test]
fn a_change_cannot_waive_itself_and_the_next_one_may() {
    let scratch = Scratch::usual();
    scratch.edit("riktlinjer/resurser.md", "ska i budget", "bör i budget");
    scratch.write("tillsyn-waivers.toml", format!("format = 1\n{}", waiver("MSB18-2B", "", "2027-06-30")));
    let got = scratch.compared("MSB18-2B");
    assert_eq!((got.only().3.as_str(), got.code), ("active", 1));
    assert!(got.notes().iter().any(|(code, _)| code == "change/after-merge"), "{:?}", got.notes());
    scratch.checked(&["--base", "HEAD", "--rules-from", "head", "--select", "MSB18-2B"]).assert_quiet();
    // A waiver that the base has already holds for what the change weakens.
    scratch.git(&["checkout", "-q", "riktlinjer"]);
    scratch.commit("Avsteg");
    scratch.edit("riktlinjer/resurser.md", "ska i budget", "bör i budget");
    scratch.compared("MSB18-2B").assert_quiet();
    // The change that takes it away is judged by the base too, and told.
    scratch.write("tillsyn-waivers.toml", "format = 1\n");
    scratch.compared("MSB18-2B").assert_quiet();
}

#[test]
fn a_waiver_that_the_change_breaks_is_told_before_it_stops_everybody() {
    let scratch = scratch("");
    scratch.write("tillsyn-waivers.toml", "format = 1\n[[waiver]]\n");
    let got = scratch.compared(RULES);
    assert!(got.code == 1 && got.notes().iter().any(|(code, _)| code == "change/broken"), "{:?}", got.notes());
}

#[test]
fn a_baseline_holds_nothing_that_is_waived() {
    let scratch = scratch(&waiver("MSB18-2B", "", "2027-06-30"));
    scratch.run(&["baseline", "--select", "MSB18-2B"]);
    let written = std::fs::read_to_string(scratch.path().join("tillsyn-baseline.toml")).unwrap();
    assert!(!written.contains("[[finding]]"), "{written}");
}

/// `tillsyn waive` with everything that it needs.
fn waive(scratch: &Scratch, arguments: &[&str]) -> (Option<i32>, String) {
    let mut all =
        vec!["waive", "--reason", "Väntar \"på\" budget", "--owner", "strategen", "--approved-by", "direktören", "--decision", "RE 2026-17"];
    all.extend(arguments);
    let output = scratch.run(&all);
    (output.status.code(), String::from_utf8_lossy(&output.stderr).into_owned())
}

#[test]
fn the_command_writes_an_entry_that_holds() {
    let scratch = scratch("");
    scratch.remove("tillsyn-waivers.toml");
    let (code, told) = waive(&scratch, &["MSB18-2B", "riktlinjer/resurser.md", "--expires", "2027-06-30"]);
    assert!(code == Some(0) && told.contains("hela dokumentsamlingen"), "{told}");
    let (code, told) = waive(&scratch, &["document-owner-is-stated", "./policy.md", "--expires", "2027-06-30"]);
    assert_eq!(code, Some(0), "{told}");
    let written = std::fs::read_to_string(scratch.path().join("tillsyn-waivers.toml")).unwrap();
    assert!(written.starts_with("# Avsteg") && written.contains("rule = \"DOC-01\"\npath = \"policy.md\""), "{written}");
    let got = check_both(&scratch);
    let states: Vec<(String, String)> = got.findings().into_iter().map(|one| (one.1, one.3)).collect();
    assert!(states.contains(&("policy.md".to_owned(), "waived".to_owned())), "{states:?}");
    assert!(states.contains(&("riktlinjer/resurser.md".to_owned(), "waived".to_owned())), "{states:?}");
}

#[test]
fn a_new_file_is_in_the_language_that_is_asked_for() {
    let scratch = scratch("");
    scratch.remove("tillsyn-waivers.toml");
    let (code, told) = waive(&scratch, &["DOC-01", "policy.md", "--expires", "2027-06-30", "--lang", "en"]);
    assert_eq!(code, Some(0), "{told}");
    let written = std::fs::read_to_string(scratch.path().join("tillsyn-waivers.toml")).unwrap();
    assert!(written.starts_with("# Waivers"), "{written}");
}

#[test]
fn the_command_refuses_what_makes_no_sense_and_writes_nothing() {
    let scratch = scratch(&waiver("DOC-01", "path = \"policy.md\"\n", "2027-06-30"));
    let before = std::fs::read_to_string(scratch.path().join("tillsyn-waivers.toml")).unwrap();
    let met = "MSB18-1D";
    for (arguments, words) in [
        (&["DOC-01", "policy.md", "--expires", "2027-06-30"][..], "på rad 3"),
        (&[met, "--expires", "2027-06-30"], "är uppfyllt"),
        (&["DOC-01", "--expires", "2027-06-30"], "skriv vilket"),
        (&["DOC-1", "policy.md", "--expires", "2027-06-30"], "inget krav heter"),
        (&["DOC-01", "saknas.md", "--expires", "2027-06-30"], "finns inte"),
        (&["DOC-01", "riktlinjer/resurser.md", "--expires", "2026-11-24"], "har varit"),
        (&["DOC-01", "riktlinjer/resurser.md", "--expires", "snart"], "snart"),
        (&["DOC-01", "tillsyn.toml", "--expires", "2027-06-30"], "inget dokument"),
    ] {
        let (code, told) = waive(&scratch, arguments);
        assert!(code == Some(2) && told.contains(words), "{arguments:?}: {told}");
    }
    assert_eq!(std::fs::read_to_string(scratch.path().join("tillsyn-waivers.toml")).unwrap(), before);
}

#[test]
fn every_format_says_on_what_grounds() {
    let scratch = scratch(&waiver("MSB18-2B", "", "2027-06-30"));
    for (format, more) in [("sarif", &[][..]), ("junit", &[]), ("full", &["--show", "all"]), ("json", &[])] {
        let mut arguments = vec!["check", "--select", "MSB18-2B", "--output-format", format];
        arguments.extend(more);
        let shown = String::from_utf8_lossy(&scratch.run(&arguments).stdout).into_owned();
        for words in ["Väntar på budget", "direktören", "RE 2026-17", "2027-06-30"] {
            assert!(shown.split_whitespace().collect::<Vec<_>>().join(" ").contains(words), "{format} without {words}: {shown}");
        }
    }
    let quiet = scratch.run(&["check", "--select", "MSB18-2B"]);
    assert!(quiet.stdout.is_empty() && String::from_utf8_lossy(&quiet.stderr).contains("1 med avsteg"));
}
