//! A rule that presupposes another is asked once that one is met.

use super::*;

fn reason(report: &Value, code: &str) -> String {
    text(&report["verdicts"].as_array().unwrap().iter().find(|one| one["code"] == code).unwrap()["reason"])
}

const HEAD: &str = "# Riktlinje för informationssäkerhet\n\nFastställd: 2026-02-03\n\n";
const AGENDA: &str = "Informationssäkerhet ska vara en stående punkt på regiondirektörens ledningsgrupps dagordning minst en gång per kvartal.";

#[test]
fn what_is_presupposed_and_not_there_exempts_with_the_reason() {
    let folder = repository("", &[("riktlinje.md", &format!("{HEAD}Regionens verksamheter skyddar sin information i vardagen.\n"))]);
    let (report, code) = check(folder.path(), &["--select", "SKR22-LED"]);
    assert_eq!((verdicts(&report, "SKR22-LED"), code), (own(&[("", "not-applicable")]), 0));
    assert_eq!(reason(&report, "SKR22-LED"), "prövas först när SKR22-11 är uppfyllt");
}

#[test]
fn what_is_presupposed_and_there_is_followed_by_the_question() {
    let folder = repository("", &[("riktlinje.md", &format!("{HEAD}{AGENDA}\n"))]);
    let (report, _) = check(folder.path(), &["--select", "SKR22-LED"]);
    assert_eq!(verdicts(&report, "SKR22-LED"), own(&[("", "not-met")]));
}

#[test]
fn suppliers_are_asked_for_a_management_system_where_critical_services_are_listed() {
    let procurement = "# Riktlinje för upphandling\n\nFastställd: 2026-02-03\n\nLeverantören ska följa regionens rutiner för inpassering.\n";
    let folder = repository("", &[("riktlinje.md", procurement)]);
    let (report, _) = check(folder.path(), &["--select", "SKR22-56", "--profile", "full"]);
    assert_eq!(verdicts(&report, "SKR22-56"), own(&[("", "not-applicable")]));
    assert_eq!(reason(&report, "SKR22-56"), "prövas först när SKR22-54 är uppfyllt");
}

#[test]
fn a_rule_of_a_house_presupposes_another_of_the_same_document() {
    let rule = |code: &str, scope: &str, word: &str| {
        format!(
            "code = \"{code}\"\nlevel = \"error\"\nbinding = \"practice\"\ntitle = {{ sv = \"T\", en = \"T\" }}\nrationale = {{ sv = \"R\", en = \"R\" }}\nremedy = {{ sv = \"R\", en = \"R\", sentence = {{ sv = \"S\", en = \"S\" }} }}\nauthority = [{{ source = \"egen\", clause = \"1\" }}]\nscope = {{ kind = \"*\", topic = \"*\", asked-of = \"each\"{scope} }}\n\n[terms.ord]\nname = {{ sv = \"n\", en = \"n\" }}\nsv = [\"{word}\"]\nen = [\"{word}\"]\n\n[check.statement]\nmentions = [\"ord\"]\n"
        )
    };
    let pack = "format = 1\nid = \"egna\"\nversion = \"1.0.0\"\nlanguages = [\"sv\", \"en\"]\ntitle = { sv = \"E\", en = \"E\" }\ndescription = { sv = \"E\", en = \"E\" }\n[[source]]\nid = \"egen\"\ntitle = \"E\"\n";
    let (with, without) = (format!("{HEAD}Besökare i datahallen ska ha sällskap.\n"), format!("{HEAD}Regionen ska skydda sin information.\n"));
    let folder = repository(
        "packs = [\"./egna\"]\nprofile = \"full\"\n",
        &[
            ("egna/pack.toml", pack),
            ("egna/besokare-namns.toml", &rule("EGNA-1", "", "besökare")),
            ("egna/besokare-antecknas.toml", &rule("EGNA-2", ", presupposes = [\"EGNA-1\"]", "antecknas")),
            ("med.md", &with),
            ("utan.md", &without),
        ],
    );
    let (report, _) = check(folder.path(), &[]);
    assert_eq!(verdicts(&report, "EGNA-2"), own(&[("med.md", "not-met"), ("utan.md", "not-applicable")]));
}
