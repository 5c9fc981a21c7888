//! What a change does to what the documents say.

use std::collections::BTreeMap;

use super::{AGREEMENTS, GUIDELINE, OTHER, POLICY, RESOURCES, Scratch};

const RULES: &str = "MSB18-2B,MSB18-1D";

#[test]
fn the_base_meets_what_the_changes_take_away() {
    let scratch = Scratch::usual();
    let report = scratch.checked(&["--select", RULES]);
    report.assert_quiet();
    assert_eq!(report.report["summary"]["verdicts"]["met"], 2, "{:#}", report.report["verdicts"]);
    scratch.compared(RULES).assert_quiet();
}

#[test]
fn a_sentence_that_is_weakened_or_denied_fails_in_full_with_what_it_said() {
    for (from, to) in [("ska i budget", "bör i budget"), ("ska i budget", "ska inte i budget"), ("ska i budget", "kan i budget")] {
        let scratch = Scratch::usual();
        scratch.edit("riktlinjer/resurser.md", from, to);
        let got = scratch.compared(RULES);
        let (code, path, level, _, message) = got.only();
        assert_eq!((code.as_str(), path.as_str(), level.as_str(), got.code), ("MSB18-2B", "riktlinjer/resurser.md", "error", 1), "{message}");
        assert!(message.contains("försvagat av ändringen") && message.contains(RESOURCES), "{message}");
        let verdict = got.report["verdicts"].as_array().unwrap().iter().find(|one| one["code"] == "MSB18-2B").unwrap().clone();
        assert_eq!(verdict["was"], "met");
        let before = &verdict["findings"][0]["before"];
        assert_eq!((&before["path"], &before["line"], &before["quote"]), (&"riktlinjer/resurser.md".into(), &7.into(), &RESOURCES.into()));
        assert!(scratch.git(&["rev-parse", "HEAD"]).starts_with(before["commit"].as_str().unwrap()));
    }
}

#[test]
fn a_sentence_that_moves_to_another_document_is_no_loss() {
    let scratch = Scratch::usual();
    scratch.edit("riktlinjer/resurser.md", RESOURCES, "Resurser behövs.");
    scratch.edit("riktlinjer/kontinuitet.md", "alla verksamheter.", &format!("alla verksamheter.\n\n{RESOURCES}"));
    let got = scratch.compared(RULES);
    got.assert_quiet();
    assert!(!got.notes().iter().any(|(code, _)| code == "change/still-said"), "{:?}", got.notes());
}

#[test]
fn a_sentence_that_is_split_in_two_is_no_loss() {
    let scratch = Scratch::usual();
    let both = "Regionstyrelsen ska i budget tilldela informationssäkerhetsfunktionen tillräckliga resurser för uppdraget och redovisa det för regionfullmäktige.";
    scratch.edit("riktlinjer/resurser.md", RESOURCES, both);
    scratch.commit("Samman");
    scratch.edit("riktlinjer/resurser.md", both, &format!("{RESOURCES} Regionstyrelsen ska redovisa det för regionfullmäktige."));
    scratch.compared(RULES).assert_quiet();
}

#[test]
fn a_sentence_deleted_while_another_document_says_it_is_a_note() {
    let scratch = Scratch::usual();
    scratch.edit("riktlinjer/kontinuitet.md", "alla verksamheter.", &format!("alla verksamheter.\n\n{RESOURCES}"));
    scratch.commit("Två gånger");
    for path in ["riktlinjer/resurser.md", "riktlinjer/kontinuitet.md"] {
        let was = std::fs::read_to_string(scratch.path().join(path)).unwrap();
        scratch.edit(path, RESOURCES, "Resurser behövs.");
        let got = scratch.compared(RULES);
        got.assert_quiet();
        let (_, message) = got.notes().into_iter().find(|(code, _)| code == "change/still-said").unwrap();
        assert!(message.contains("MSB18-2B"), "{message}");
        scratch.write(path, was);
    }
}

#[test]
fn a_document_deleted_as_the_last_that_says_it_is_an_error_with_the_old_sentence() {
    let scratch = Scratch::usual();
    scratch.remove("riktlinjer/resurser.md");
    let got = scratch.compared("MSB18-2B");
    let (_, _, level, _, message) = got.only();
    assert_eq!((level.as_str(), got.code), ("error", 1), "{message}");
    assert!(message.contains(RESOURCES) && message.contains("riktlinjer/resurser.md"), "{message}");
    assert!(got.notes().iter().any(|(code, message)| code == "change/document" && message.contains("finns inte kvar")), "{:?}", got.notes());
}

#[test]
fn when_every_document_of_the_kind_is_gone_what_they_carried_is_lost() {
    let scratch = Scratch::new("", &[("policy.md", POLICY)]);
    scratch.remove("policy.md");
    let got = scratch.compared("MSB18-1D");
    let (code, path, level, _, message) = got.only();
    assert_eq!((code.as_str(), path.as_str(), level.as_str(), got.code), ("MSB18-1D", "", "error", 1));
    assert!(message.contains("policy.md") && message.contains("medicintekniska produkter"), "{message}");
}

#[test]
fn a_policy_set_to_draft_carries_nothing_any_more() {
    let scratch = Scratch::usual();
    scratch.write("policy.md", POLICY.replace("Beslutad av regionfullmäktige 2026-01-15.", "Status: Utkast"));
    let got = scratch.compared(RULES);
    let (code, path, level, ..) = got.only();
    assert_eq!((code.as_str(), path.as_str(), level.as_str(), got.code), ("MSB18-1D", "policy.md", "error", 1));
}

#[test]
fn a_document_that_becomes_another_kind_by_its_title_is_told_and_what_it_carried_is_lost() {
    let scratch = Scratch::usual();
    scratch.edit("riktlinjer/resurser.md", "# Riktlinje för informationssäkerhet", "# Protokoll från möte om informationssäkerhet");
    let got = scratch.compared(RULES);
    assert_eq!(got.only().0, "MSB18-2B");
    assert_eq!(got.code, 1);
    assert!(got.notes().iter().any(|(code, message)| code == "change/document" && message.contains("protokoll")), "{:?}", got.notes());
}

#[test]
fn a_file_that_is_renamed_is_the_same_document() {
    let scratch = Scratch::usual();
    scratch.edit("policy.md", "medicintekniska produkter och medicinska informationssystem", "allt");
    scratch.commit("En brist");
    let before = scratch.checked(&["--select", RULES]).findings().len();
    assert!(before > 0);
    scratch.rename("policy.md", "policyer.md");
    scratch.rename("riktlinjer/resurser.md", "riktlinjer/medel.md");
    scratch.compared(RULES).assert_quiet();
}

#[test]
fn a_renamed_agreement_keeps_what_it_lacked() {
    let agreement = "# Avtal om it-drift\n\nMellan Region Exempel och Exempelbolaget AB. Avtalet gäller från 2026-01-01.\n\n## Allmänt\n\nLeverantören ska följa beställarens anvisningar.\n";
    let scratch = Scratch::new(AGREEMENTS, &[("avtal/drift.md", agreement)]);
    let lacks = scratch.checked(&["--select", "LEV-02"]).only();
    assert_eq!(lacks.1, "avtal/drift.md");
    scratch.rename("avtal/drift.md", "avtal/exempelbolaget.md");
    let got = scratch.compared("LEV-02");
    got.assert_quiet();
    assert_eq!(got.findings()[0].3, "old");
    scratch.write("avtal/nytt.md", agreement.replace("it-drift", "it-utveckling"));
    let got = scratch.compared("LEV-02");
    assert_eq!((got.only().1.as_str(), got.code), ("avtal/nytt.md", 1), "a new agreement is asked in full");
}

#[test]
fn what_one_agreement_loses_no_other_carries() {
    let agreement = |name: &str| {
        format!(
            "# Avtal om it-drift för {name}\n\nMellan Region Exempel och Exempelbolaget AB. Avtalet gäller från 2026-01-01.\n\n## Incidenter\n\nLeverantören ska rapportera varje säkerhetsincident till beställarens incidentfunktion utan dröjsmål och senast inom 24 timmar.\n"
        )
    };
    let scratch = Scratch::new(AGREEMENTS, &[("avtal/a.md", &agreement("drift")), ("avtal/b.md", &agreement("lager"))]);
    scratch.checked(&["--select", "LEV-02"]).assert_quiet();
    scratch.edit("avtal/a.md", "ska rapportera", "bör rapportera");
    let got = scratch.compared("LEV-02");
    assert_eq!((got.only().1.as_str(), got.only().2.as_str(), got.code), ("avtal/a.md", "error", 1));
}

#[test]
fn old_shortcomings_never_fail_whatever_comes_nearest_now() {
    let scratch = Scratch::usual();
    scratch.edit("riktlinjer/resurser.md", "ska i budget", "bör i budget");
    scratch.commit("En brist");
    assert_eq!(scratch.checked(&["--select", RULES, "--fail-on", "warning"]).code, 1);
    scratch.edit("riktlinjer/resurser.md", "bör i budget", "bör gärna i budget");
    scratch.edit("riktlinjer/kontinuitet.md", "alla verksamheter.", "alla verksamheter. En riskanalys kan i budgets.");
    let got = scratch.compared(RULES);
    got.assert_quiet();
    assert_eq!(got.report["summary"]["old"], 1);
    assert_eq!(got.report["summary"]["findings"]["error"], 0);
}

#[test]
fn white_space_and_encoding_change_nothing() {
    let scratch = Scratch::usual();
    scratch.write("riktlinjer/resurser.md", GUIDELINE.replace('\n', "\r\n").replace("ska i budget", "ska  göra"));
    scratch.compared(RULES).assert_quiet();
    let (latin, _, _) = (GUIDELINE.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect::<Vec<u8>>(), (), ());
    scratch.write("riktlinjer/resurser.md", latin);
    scratch.compared(RULES).assert_quiet();
    let utf16: Vec<u8> = std::iter::once(0xfeff_u16).chain(GUIDELINE.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    scratch.write("riktlinjer/resurser.md", utf16);
    scratch.compared(RULES).assert_quiet();
}

#[test]
fn what_is_forbidden_is_new_only_where_it_is_new() {
    let scratch = Scratch::usual();
    scratch.edit("riktlinjer/resurser.md", "Riktlinjen gäller alla medarbetare.", "Kontakta [namn] vid frågor.");
    scratch.commit("En platshållare");
    let all = scratch.checked(&["--select", "DOC"]);
    let held: Vec<_> = all.findings().into_iter().filter(|one| one.4.contains("[namn]") || one.4.contains("platshållare")).collect();
    assert!(!held.is_empty(), "{:#?}", all.findings());
    scratch.edit("riktlinjer/resurser.md", "## Övrigt", "## Övrigt\n\nFrågor besvaras av [titel].\n\nEn rad till.");
    let got = scratch.compared("DOC");
    let active: Vec<_> = got.findings().into_iter().filter(|one| one.3 == "active").collect();
    assert_eq!(active.len(), 1, "{active:#?}");
    assert!(got.findings().iter().any(|one| one.0 == active[0].0 && one.3 == "old"));
}

#[test]
fn only_what_is_named_is_shown_but_what_got_worse_always_is() {
    let scratch = Scratch::usual();
    scratch.edit("policy.md", "inklusive medicintekniska produkter och medicinska informationssystem", "utom medicintekniska produkter");
    let got = scratch.checked(&["--base", "HEAD", "--select", RULES, "riktlinjer/kontinuitet.md"]);
    assert_eq!((got.only().0.as_str(), got.code), ("MSB18-1D", 1));
}

#[test]
fn unchanged_documents_give_what_a_whole_check_gives() {
    let scratch = Scratch::usual();
    let alone = scratch.checked(&[]);
    scratch.write("riktlinjer/kontinuitet.md", format!("{OTHER}\nTill sist.\n"));
    let plain = scratch.checked(&[]);
    let compared = scratch.checked(&["--base", "HEAD"]);
    let verdicts = |one: &super::Compared| {
        one.report["verdicts"]
            .as_array()
            .unwrap()
            .iter()
            .map(|one| (super::text(&one["code"]), super::text(&one["verdict"])))
            .collect::<BTreeMap<_, _>>()
    };
    assert_eq!(verdicts(&plain), verdicts(&compared), "what is told apart may stand elsewhere");
    assert_eq!(verdicts(&plain), verdicts(&alone));
}

const PURPOSE: &str = "Syftet med denna policy är att skydda regionens information mot obehörig åtkomst, förvanskning och förlust.";
const PASSWORDS: &str = "# Lösenordspolicy\n\nAlla medarbetare ska ha långa lösenord till informationssystem.\n";

#[test]
fn a_policy_on_the_whole_that_becomes_one_on_a_part_is_told_and_what_it_carried_is_lost() {
    let policy = format!("# Informationssäkerhetspolicy\n\n{PURPOSE}\n");
    let scratch = Scratch::new("", &[("policy.md", policy.as_str()), ("losenord.md", PASSWORDS)]);
    scratch.edit("policy.md", "# Informationssäkerhetspolicy", "# Policy för informationssäkerhet vid distansarbete");
    let got = scratch.compared("SKR22-16A");
    let (code, path, _, _, message) = got.only();
    assert_eq!((code.as_str(), path.as_str(), got.code), ("SKR22-16A", "policy.md", 1));
    assert!(message.contains("gäller nu en del"), "{message}");
}

#[test]
fn a_policy_on_another_part_takes_nothing_from_the_one_that_was_alone() {
    let alone = format!("# Policy för behörighet och åtkomst\n\n{PURPOSE}\n");
    let scratch = Scratch::new("", &[("behorighet.md", alone.as_str())]);
    scratch.checked(&["--select", "SKR22-16A"]).assert_quiet();
    scratch.write("losenord.md", PASSWORDS);
    let got = scratch.compared("SKR22-16A");
    assert_eq!(got.findings(), [], "nothing was lost");
    assert!(got.notes().iter().any(|(code, _)| code == "change/still-said"), "{:?}", got.notes());
}
