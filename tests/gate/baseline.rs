//! The baseline: what was there fails nobody, what is new does.

use super::{AGREEMENTS, Scratch, text};

const RULES: &str = "MSB18-2B,MSB18-1D";

fn flawed() -> Scratch {
    let scratch = Scratch::usual();
    scratch.edit("riktlinjer/resurser.md", "ska i budget", "bör i budget");
    scratch
}

fn write(scratch: &Scratch, arguments: &[&str]) -> String {
    let mut all = vec!["baseline", "--select", RULES];
    all.extend(arguments);
    let output = scratch.run(&all);
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    std::fs::read_to_string(scratch.path().join("tillsyn-baseline.toml")).unwrap()
}

fn held(scratch: &Scratch) -> super::Compared {
    scratch.checked(&["--baseline", "tillsyn-baseline.toml", "--select", RULES, "--fail-on", "note"])
}

#[test]
fn what_is_written_fails_nobody_and_is_counted() {
    let scratch = flawed();
    assert_eq!(scratch.checked(&["--select", RULES, "--fail-on", "note"]).code, 1);
    let written = write(&scratch, &[]);
    assert_eq!(written.matches("[[finding]]").count(), 1, "{written}");
    let got = held(&scratch);
    got.assert_quiet();
    assert_eq!(got.report["summary"]["baselined"], 1);
    assert_eq!(write(&scratch, &[]), written, "written again it is the same");
}

#[test]
fn it_holds_through_edits_elsewhere_renames_and_another_near_miss() {
    let scratch = flawed();
    let written = write(&scratch, &[]);
    scratch.edit("riktlinjer/resurser.md", "## Resurser", "## Inledning\n\nFlera rader\ntill.\n\n## Resurser");
    held(&scratch).assert_quiet();
    scratch.edit("riktlinjer/kontinuitet.md", "alla verksamheter.", "alla verksamheter. En riskanalys kan i budgets.");
    held(&scratch).assert_quiet();
    scratch.rename("riktlinjer/resurser.md", "riktlinjer/a.md");
    held(&scratch).assert_quiet();
    // Reordered by hand, it is the same baseline.
    let (head, rest) = written.split_once("\n[[finding]]").unwrap();
    scratch.write("tillsyn-baseline.toml", format!("{head}\n[[finding]]\n{}\n", rest.trim().lines().rev().collect::<Vec<_>>().join("\n")));
    held(&scratch).assert_quiet();
}

#[test]
fn an_agreement_that_is_renamed_takes_its_findings_with_it() {
    let agreement = "# Avtal om it-drift\n\nMellan Region Exempel och Exempelbolaget AB. Avtalet gäller från 2026-01-01.\n\n## Allmänt\n\nLeverantören ska följa beställarens anvisningar.\n";
    let scratch = Scratch::new(AGREEMENTS, &[("avtal/drift.md", agreement)]);
    scratch.run(&["baseline", "--select", "LEV-02"]);
    scratch.rename("avtal/drift.md", "avtal/exempelbolaget.md");
    let held = |scratch: &Scratch| scratch.checked(&["--baseline", "tillsyn-baseline.toml", "--select", "LEV-02"]);
    held(&scratch).assert_quiet();
    let output = scratch.run(&["baseline", "--prune", "--select", "LEV-02"]);
    assert_eq!(output.status.code(), Some(0));
    let pruned = std::fs::read_to_string(scratch.path().join("tillsyn-baseline.toml")).unwrap();
    assert!(pruned.contains("avtal/exempelbolaget.md"), "{pruned}");
    scratch.edit("avtal/exempelbolaget.md", "it-drift", "it-stöd");
    held(&scratch).assert_quiet();
}

#[test]
fn what_is_worse_than_written_is_new() {
    let scratch = flawed();
    let written = write(&scratch, &[]);
    assert!(written.contains("verdict = \"partial\""), "{written}");
    scratch.edit("riktlinjer/resurser.md", "bör i budget", "ska inte i budget");
    let got = held(&scratch);
    assert_eq!((got.only().0.as_str(), got.code), ("MSB18-2B", 1));
}

#[test]
fn what_is_repaired_is_stale_until_it_is_pruned() {
    let scratch = flawed();
    write(&scratch, &[]);
    scratch.edit("riktlinjer/resurser.md", "bör i budget", "ska i budget");
    let got = held(&scratch);
    got.assert_quiet();
    assert!(got.notes().iter().any(|(code, _)| code == "baseline/stale"), "{:?}", got.notes());
    scratch.edit("policy.md", "inklusive medicintekniska", "utom medicintekniska");
    let pruned = write(&scratch, &["--prune"]);
    assert_eq!(pruned.matches("[[finding]]").count(), 0, "nothing new comes in: {pruned}");
    assert_eq!(held(&scratch).only().0, "MSB18-1D");
}

#[test]
fn a_regression_is_told_although_a_stale_entry_has_it() {
    let scratch = flawed();
    write(&scratch, &[]);
    scratch.edit("riktlinjer/resurser.md", "bör i budget", "ska i budget");
    scratch.commit("Lagat");
    scratch.edit("riktlinjer/resurser.md", "ska i budget", "bör i budget");
    let got = scratch.checked(&["--base", "HEAD", "--baseline", "tillsyn-baseline.toml", "--select", RULES]);
    assert_eq!((got.only().0.as_str(), got.code), ("MSB18-2B", 1));
}

#[test]
fn what_cannot_be_read_is_refused() {
    let scratch = flawed();
    let refused = |text: Option<&str>| {
        text.into_iter().for_each(|text| scratch.write("b.toml", text));
        let output = scratch.run(&["check", "--baseline", "b.toml"]);
        assert_eq!(output.status.code(), Some(2));
        String::from_utf8_lossy(&output.stderr).into_owned()
    };
    assert!(refused(None).contains("tillsyn baseline"));
    assert!(refused(Some("format = 7\n")).contains('7'));
    assert!(refused(Some("format = 1\n[[finding]]\nrul = \"A-1\"\n")).contains("rul"));
    let output = scratch.run(&["baseline", "--prune", "--file", "saknas.toml"]);
    assert_eq!(output.status.code(), Some(2));
}

#[test]
fn a_link_is_not_written_through() {
    #[cfg(unix)]
    {
        let scratch = flawed();
        scratch.write("mål.toml", "orört");
        std::os::unix::fs::symlink("mål.toml", scratch.path().join("tillsyn-baseline.toml")).unwrap();
        let output = scratch.run(&["baseline"]);
        assert_eq!(output.status.code(), Some(2));
        assert_eq!(std::fs::read_to_string(scratch.path().join("mål.toml")).unwrap(), "orört");
    }
}

#[test]
fn the_file_says_what_it_is_in_the_language_of_the_reader() {
    let scratch = flawed();
    assert!(write(&scratch, &["--lang", "sv"]).starts_with("# Utgångsläge"));
    let english = write(&scratch, &["--lang", "en"]);
    assert!(english.starts_with("# Baseline"), "{english}");
    let entry = held(&scratch).report["verdicts"][0]["findings"][0].clone();
    assert!(english.contains(&text(&entry["fingerprint"])));
}
