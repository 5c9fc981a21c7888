//! What documents refer to: by link, annex and name.

use super::*;

const INCIDENTS: &str = "# Riktlinjer för incidenthantering i Region Exempel\n\nMedarbetaren anmäler varje incident till servicedesken samma dag.\n";

/// What DOC-13 says of a guideline with this sentence, beside the guideline on incidents.
fn said(configuration: &str, sentence: &str) -> Vec<(String, String)> {
    let guideline = format!("# Riktlinje för behörigheter\n\nSystemägaren granskar behörigheterna varje kvartal. {sentence}\n");
    let folder = repository(configuration, &[("behorigheter.md", &guideline), ("incidenter.md", INCIDENTS)]);
    let (report, _) = check(folder.path(), &["--select", "DOC-13"]);
    let mut found: Vec<(String, String)> = findings(&report, "DOC-13").into_iter().map(|(_, level, message)| (level, message)).collect();
    found.sort();
    found
}

#[test]
fn a_document_is_known_by_its_name_however_it_ends() {
    for sentence in [
        "Avvikelser anmäls enligt Riktlinje för incidenthantering inom ett dygn.",
        "Avvikelser anmäls enligt Riktlinjerna för incidenthantering.",
        "Se även ”Riktlinje för incidenthantering”.",
        "Avvikelser anmäls enligt riktlinjen för incidenter.",
        "Informationssäkerhetspolicyn gäller. Den enda riktlinjen för konton är denna.",
    ] {
        assert_eq!(said("", sentence), [], "{sentence}");
    }
}

#[test]
fn a_name_that_no_document_bears_is_a_note_and_a_warning_where_the_repository_is_complete() {
    for sentence in [
        "Avvikelser anmäls enligt Riktlinje för driftstörningar inom ett dygn.",
        "Avvikelser anmäls enligt ”Rutin för driftstörningar”.",
        "Avvikelser anmäls enligt regionens Driftstörningspolicy.",
    ] {
        let found = said("", sentence);
        assert_eq!(found.len(), 1, "{sentence}: {found:?}");
        assert_eq!(found[0].0, "note", "{sentence}");
        assert!(found[0].1.to_lowercase().contains("driftstörning"), "{found:?}");
        assert_eq!(said("[repository]\ncomplete = true\n", sentence)[0].0, "warning", "{sentence}");
    }
}

#[test]
fn what_is_named_twice_is_reported_once_and_the_verdict_is_unclear() {
    let guideline = "# Riktlinje för behörigheter\n\nKonton spärras enligt Rutin för spärrar. Spärrar hävs enligt Rutin för spärrar.\n";
    let folder = repository("", &[("behorigheter.md", guideline), ("incidenter.md", INCIDENTS)]);
    let (report, code) = check(folder.path(), &["--select", "DOC-13"]);
    assert_eq!(findings(&report, "DOC-13").len(), 1);
    assert_eq!(verdicts(&report, "DOC-13"), own(&[("behorigheter.md", "unclear"), ("incidenter.md", "met")]));
    assert_eq!(code, 0);
}

#[test]
fn laws_standards_and_the_documents_of_others_are_no_documents_of_ours() {
    for sentence in [
        "Journaler förs enligt Socialstyrelsens Föreskrift om journaler.",
        "Arbetet följer MSB:s Rutin för incidentrapportering.",
        "Arbetet följer Nationell Strategi för samhällets informationssäkerhet.",
        "Se Policy för kryptering (MSBFS 2020:7).",
        "Kopior tas enligt leverantörens Rutin för kopiering.",
        "Klassningen görs enligt ISO/IEC 27001.",
    ] {
        assert_eq!(said("[repository]\ncomplete = true\n", sentence), [], "{sentence}");
    }
}

#[test]
fn history_plans_and_running_text_name_nothing_that_must_exist() {
    for sentence in
        ["En ny rutin för spärrar gör arbetet lättare.", "Rutin för spärrar ska tas fram under 2027.", "Tidigare gällde Rutin för spärrar från 2019."]
    {
        assert_eq!(said("[repository]\ncomplete = true\n", sentence), [], "{sentence}");
    }
}

#[test]
fn a_repository_of_one_document_is_not_told_of_names() {
    let guideline = "# Riktlinje för behörigheter\n\nKonton spärras enligt Rutin för spärrar.\n";
    let folder = repository("[repository]\ncomplete = true\n", &[("behorigheter.md", guideline)]);
    assert_eq!(findings(&check(folder.path(), &["--select", "DOC-13"]).0, "DOC-13"), []);
}

#[test]
fn english_names_end_with_their_kind() {
    let guideline = |name: &str| {
        format!("# Guideline on access rights\n\nThe system owner reviews the access rights every quarter, as the {name} requires of every unit.\n")
    };
    let policy = "# Policy on Incident Reporting\n\nEmployees report every incident to the service desk on the same day as it was noticed.\n";
    let found = |name: &str| {
        let folder = repository("", &[("access.md", &guideline(name)), ("incidents.md", policy)]);
        findings(&check(folder.path(), &["--select", "DOC-13"]).0, "DOC-13").len()
    };
    assert_eq!(found("Incident Reporting Policy"), 0);
    assert_eq!(found("Backup and Recovery Policy"), 1);
    assert_eq!(found("EU Incident Handling Policy"), 0);
    assert_eq!(found("Data Processing Agreement"), 0, "a defined term");
}

#[test]
fn nothing_refers_to_what_was_withdrawn() {
    let old = "# Riktlinje för koder\n\nStatus: upphävd\n\nMedarbetaren byter sin kod en gång om året.\n";
    let found = |sentence: &str| {
        let guideline = format!("# Riktlinje för behörigheter\n\nSystemägaren granskar behörigheterna varje kvartal.\n\n{sentence}\n");
        let folder = repository("", &[("behorigheter.md", &guideline), ("koder.md", old)]);
        findings(&check(folder.path(), &["--select", "DOC-13"]).0, "DOC-13").into_iter().map(|(_, level, _)| level).collect::<Vec<_>>()
    };
    assert_eq!(found("Koder väljs enligt [riktlinjen](koder.md)."), ["warning"]);
    assert_eq!(found("Koder väljs enligt Riktlinje för koder."), ["warning"]);
    assert_eq!(found("Ersätter: [Riktlinje för koder](koder.md)"), [""; 0]);
    assert_eq!(found("Denna riktlinje ersätter [riktlinjen för koder](koder.md)."), [""; 0]);
    assert_eq!(found("Riktlinje för koder upphävdes samma dag."), [""; 0]);
    assert_eq!(found("Koder är personliga."), [""; 0]);
}

#[test]
fn a_link_to_a_file_that_is_not_read_leads_somewhere() {
    let guideline = "# Riktlinje för behörigheter\n\nSe [mallen](mallar/ansokan.md) och [den andra](mallar/saknas.md).\n";
    let folder = repository("[documents]\nexclude = [\"mallar/\"]\n", &[("behorigheter.md", guideline), ("mallar/ansokan.md", "# Mall\n")]);
    let found = findings(&check(folder.path(), &["--select", "DOC-13"]).0, "DOC-13");
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].2.contains("saknas.md"));
}

#[test]
fn an_annex_lies_in_the_document_or_beside_it() {
    let guideline = "# Riktlinje för behörigheter\n\nNivåerna står i bilaga 2.\n";
    let found = |annex: &str| {
        let folder = repository("", &[("a/behorigheter.md", guideline), (annex, "# Bilaga 2 Nivåer\n\nNivå ett är öppen.\n")]);
        findings(&check(folder.path(), &["--select", "DOC-13"]).0, "DOC-13").len()
    };
    assert_eq!(found("a/nivaer.md"), 0);
    assert_eq!(found("a/bilagor/nivaer.md"), 0);
    assert_eq!(found("b/nivaer.md"), 1);
}

/// A pack of one rule: guidelines and procedures point to a policy.
fn hierarchy(each: bool) -> TempDir {
    let folder = TempDir::new().unwrap();
    let pack = "format = 1\nid = \"hus\"\nversion = \"1.0.0\"\nlanguages = [\"sv\"]\n\n[title]\nsv = \"Hus\"\n[description]\nsv = \"Husets krav.\"\n\n[[source]]\nid = \"hus\"\ntitle = \"Hus\"\n";
    let rule = format!(
        "code = \"HUS-1\"\nlevel = \"warning\"\nbinding = \"practice\"\n\n[title]\nsv = \"Dokumenten hänvisar uppåt\"\n\n[[authority]]\nsource = \"hus\"\nclause = \"1\"\n\n[rationale]\nsv = \"Det som inte vilar på policyn vilar på ingenting.\"\n[remedy]\nsv = \"Nämn policyn.\"\n[remedy.sentence]\nsv = \"Riktlinjen vilar på policyn.\"\n\n[scope]\nasked-of = \"repository\"\ntopic = [\"information-security\"]\n\n[check.reference]\nfrom = [\"guideline\", \"procedure\"]\nto = [\"policy\"]\neach = {each}\n"
    );
    write(folder.path(), "hus/pack.toml", pack);
    write(folder.path(), "hus/pekar-uppat.toml", &rule);
    write(folder.path(), "tillsyn.toml", "format = 1\nprofile = \"full\"\npacks = [\"./hus\"]\n");
    write(
        folder.path(),
        "policy.md",
        "# Informationssäkerhetspolicy för Region Exempel\n\nDiarienummer: RS 2026/00123\n\nPolicyn gäller all verksamhet i regionen.\n",
    );
    for (path, sentence) in [
        ("lank.md", "Den vilar på [policyn](policy.md)."),
        ("namn.md", "Den vilar på Informationssäkerhetspolicyn."),
        ("gemen.md", "Den följer av informationssäkerhetspolicyn och ses över varje år."),
        ("nummer.md", "Den vilar på beslutet RS 2026/00123."),
        ("ingen.md", "Den vilar på policyn för resor."),
        ("tyst.md", "Den ses över varje år."),
    ] {
        write(folder.path(), path, &format!("# Riktlinje för informationsklassning\n\nRiktlinjen anger hur information klassas. {sentence}\n"));
    }
    folder
}

#[test]
fn documents_point_upwards_by_link_name_or_number() {
    let (report, _) = check(hierarchy(true).path(), &[]);
    let found: Vec<String> = findings(&report, "HUS-1").into_iter().map(|(path, ..)| path).collect();
    assert_eq!(found, ["ingen.md", "tyst.md"]);
    assert_eq!(findings(&check(hierarchy(false).path(), &[]).0, "HUS-1").len(), 1);
}

#[test]
fn a_document_whose_file_bears_the_name_is_there() {
    let found = |path: &str, sentence: &str| {
        let guideline = format!("# Riktlinje för behörigheter\n\nSystemägaren granskar behörigheterna varje kvartal.\n\n{sentence}\n");
        let folder = repository("", &[("behorigheter.md", &guideline), (path, "# Syfte\n\nAlla bemöts lika.\n")]);
        findings(&check(folder.path(), &["--select", "DOC-13"]).0, "DOC-13").len()
    };
    assert_eq!(found("regler/jamlikhetspolicy/text.md", "Alla följer Jämlikhetspolicyn."), 0);
    assert_eq!(found("regler/Jämlikhetspolicy.md", "Alla följer Jämlikhetspolicyn."), 0);
    assert_eq!(found("regler/miljopolicy/text.md", "Alla följer Jämlikhetspolicyn."), 1);
}
