//! An agreement of several files.

use super::*;

const MAIN: &str = "# Avtal om it-drift\n\nAvtal mellan Region Exempel (nedan Beställaren) och Tallmo Drift AB (nedan Leverantören) om drift av Beställarens it-system, servrar, databaser, nätverk, säkerhetskopior, loggar och behörigheter.\n\nLeverantören ska följa Beställarens krav på informationssäkerhet. MER\n";
const ANNEX: &str = "Leverantören ska rapportera varje säkerhetsincident till Beställaren inom 24 timmar.\n";

/// Verdicts of LEV-02 for a main document that refers like this to its annex.
fn incident_report(refers: &str, path: &str, annex: &str) -> Vec<(String, String)> {
    let main = MAIN.replace("MER", refers);
    let folder = repository("", &[("avtal/tallmo/avtal.md", &main), (path, annex)]);
    verdicts(&check(folder.path(), &["--select", "LEV-02"]).0, "LEV-02")
}

#[test]
fn an_annex_is_a_part_of_the_agreement_however_it_is_joined() {
    let stated = format!("---\nannex-to: avtal.md\n---\n\n# Säkerhetskrav\n\n{ANNEX}");
    let by_title = format!("---\nannex-to: Avtal om it-drift\n---\n\n# Säkerhetskrav\n\n{ANNEX}");
    let numbered = format!("# Bilaga 1 Säkerhetskrav\n\n{ANNEX}");
    let plain = format!("# Säkerhetsöverenskommelse it-drift\n\n{ANNEX}");
    for (refers, path, annex) in [
        ("", "avtal/tallmo/krav.md", &stated),
        ("", "avtal/tallmo/krav.md", &by_title),
        ("Kraven står i [bilaga 1](krav.md).", "avtal/tallmo/krav.md", &numbered),
        ("Kraven står i bilaga 1.", "avtal/tallmo/krav.md", &numbered),
        ("Kraven står i bilaga 1.", "avtal/tallmo/bilagor/krav.md", &numbered),
        ("Till avtalet hör Säkerhetsöverenskommelse it-drift.", "avtal/tallmo/krav.md", &plain),
    ] {
        assert_eq!(incident_report(refers, path, annex), own(&[("avtal/tallmo/avtal.md", "met")]), "{refers} {annex}");
    }
}

#[test]
fn what_is_not_referred_to_or_lies_elsewhere_is_no_part() {
    let numbered = format!("# Bilaga 1 Säkerhetskrav\n\n{ANNEX}");
    assert_eq!(incident_report("", "avtal/tallmo/krav.md", &numbered)[0].1, "not-met");
    assert_eq!(incident_report("Kraven står i bilaga 2.", "avtal/tallmo/krav.md", &numbered)[0].1, "not-met");
    assert_eq!(incident_report("Kraven står i bilaga 1.", "avtal/annan/krav.md", &numbered)[0].1, "not-met");
}

#[test]
fn evidence_names_the_file() {
    let main = MAIN.replace("MER", "Kraven står i bilaga 1.");
    let annex = format!("# Bilaga 1 Säkerhetskrav\n\n{ANNEX}");
    let folder = repository("", &[("avtal/avtal.md", &main), ("avtal/bilaga-1.md", &annex)]);
    let (report, _) = check(folder.path(), &["--select", "LEV-02"]);
    assert_eq!(report["verdicts"][0]["evidence"][0]["path"], "avtal/bilaga-1.md");
}

#[test]
fn an_annex_that_was_repealed_is_no_part() {
    let annex = format!("# Bilaga 1 Säkerhetskrav\n\nStatus: upphävd\n\n{ANNEX}");
    assert_eq!(incident_report("Kraven står i bilaga 1.", "avtal/tallmo/krav.md", &annex), own(&[("avtal/tallmo/avtal.md", "not-met")]));
}

#[test]
fn two_contracts_in_one_folder_are_two_agreements() {
    let other = MAIN.replace("it-drift", "telefoni").replace("Tallmo Drift AB", "Ekbacken Telefoni AB").replace("MER", ANNEX);
    let main = MAIN.replace("MER", "Avtalet gäller vid sidan av Avtal om telefoni.");
    let folder = repository("", &[("avtal/a.md", &main), ("avtal/b.md", &other)]);
    let found = verdicts(&check(folder.path(), &["--select", "LEV-02"]).0, "LEV-02");
    assert_eq!(found, own(&[("avtal/a.md", "not-met"), ("avtal/b.md", "met")]));
}

#[test]
fn a_processor_agreement_is_a_subject_of_its_own_even_as_an_annex() {
    let annex = "---\nannex-to: avtal.md\n---\n\n# Bilaga 3 Personuppgiftsbiträdesavtal\n\nMellan Region Exempel (den personuppgiftsansvarige) och Tallmo Drift AB (personuppgiftsbiträdet).\n\nPersonuppgiftsbiträdet behandlar personuppgifter enligt dokumenterade instruktioner.\n";
    let folder = repository("", &[("avtal/avtal.md", &MAIN.replace("MER", "")), ("avtal/bilaga-3.md", annex)]);
    let rule = "code = \"HUS-1\"\nlevel = \"error\"\nbinding = \"practice\"\n\n[title]\nsv = \"Behandling enligt instruktion\"\n\n[[authority]]\nsource = \"hus\"\nclause = \"1\"\n\n[rationale]\nsv = \"Biträdet behandlar bara enligt instruktion.\"\n[remedy]\nsv = \"Skriv det.\"\n[remedy.sentence]\nsv = \"Biträdet behandlar uppgifterna enligt instruktioner.\"\n\n[scope]\nkind = [\"contract\", \"processor-agreement\"]\nasked-of = \"each\"\nsubject = \"agreement\"\n\n[terms.instruction]\nsv = [\"instruktion*\"]\n\n[check.statement]\nmentions = [\"instruction\"]\n";
    write(
        folder.path(),
        "hus/pack.toml",
        "format = 1\nid = \"hus\"\nversion = \"1.0.0\"\nlanguages = [\"sv\"]\n\n[title]\nsv = \"Hus\"\n[description]\nsv = \"Husets krav.\"\n\n[[source]]\nid = \"hus\"\ntitle = \"Hus\"\n",
    );
    write(folder.path(), "hus/instruktion.toml", rule);
    let (report, _) = check(folder.path(), &["--pack", "./hus", "--select", "HUS-1"]);
    assert_eq!(verdicts(&report, "HUS-1"), own(&[("avtal/avtal.md", "met"), ("avtal/bilaga-3.md", "met")]), "{report}");
}
