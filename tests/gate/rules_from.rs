//! A change cannot excuse itself: the base's files decide.

use super::{RESOURCES, Scratch};

const RULES: &str = "MSB18-2B,MSB18-1D";

fn weakened(scratch: &Scratch) {
    scratch.edit("riktlinjer/resurser.md", "ska i budget", "bör i budget");
}

/// The finding is still there, and the file is told to take effect later.
fn still_found(scratch: &Scratch, path: &str) {
    let got = scratch.compared(RULES);
    assert_eq!((got.only().0.as_str(), got.code), ("MSB18-2B", 1));
    let told = got.report["notifications"].as_array().unwrap();
    assert!(told.iter().any(|one| one["code"] == "change/after-merge" && one["path"] == path), "{told:#?}");
}

#[test]
fn an_ignore_file_that_the_change_adds_hides_nothing() {
    for name in [".tillsynignore", ".gitignore", "riktlinjer/.tillsynignore"] {
        let scratch = Scratch::usual();
        weakened(&scratch);
        scratch.write(name, "resurser.md\n");
        still_found(&scratch, name);
        let own = scratch.checked(&["--base", "HEAD", "--rules-from", "head", "--select", RULES]);
        assert!(!own.report["documents"].as_array().unwrap().iter().any(|one| one["path"] == "riktlinjer/resurser.md"));
    }
}

#[test]
fn what_the_configuration_leaves_out_or_switches_off_in_the_change_is_still_asked() {
    for addition in
        ["[documents]\nexclude = [\"riktlinjer/\"]\n", "[[levels]]\nrule = \"MSB18-2B\"\nlevel = \"off\"\n", "[archive]\npaths = [\"riktlinjer/\"]\n"]
    {
        let scratch = Scratch::usual();
        weakened(&scratch);
        let configuration = std::fs::read_to_string(scratch.path().join("tillsyn.toml")).unwrap();
        scratch.write("tillsyn.toml", format!("{configuration}{addition}"));
        still_found(&scratch, "tillsyn.toml");
    }
}

#[test]
fn a_folder_that_the_change_makes_a_repository_of_its_own_is_still_entered() {
    let scratch = Scratch::usual();
    weakened(&scratch);
    scratch.write("riktlinjer/tillsyn.toml", "format = 1\n");
    still_found(&scratch, "riktlinjer/tillsyn.toml");
    // Before it is added to the index, and after.
    scratch.git(&["add", "-A"]);
    still_found(&scratch, "riktlinjer/tillsyn.toml");
}

#[test]
fn a_configuration_that_the_change_breaks_or_removes_stops_nothing() {
    let scratch = Scratch::usual();
    weakened(&scratch);
    scratch.remove("tillsyn.toml");
    still_found(&scratch, "tillsyn.toml");
}

#[test]
fn a_configuration_that_the_change_breaks_is_told() {
    let scratch = Scratch::usual();
    scratch.write("tillsyn.toml", "format = 1\nprofil = \"bas\"\n");
    let got = scratch.compared(RULES);
    let told: Vec<_> = got.notes().into_iter().filter(|(code, _)| code == "change/broken").collect();
    assert!(told.len() == 1 && told[0].1.contains("profil"), "{told:?}");
    assert_eq!(got.code, 1);
}

#[test]
fn a_pack_that_the_change_weakens_is_the_base_s() {
    let rule = |modality: &str| {
        format!(
            "code = \"HUS-1\"\nlevel = \"error\"\nbinding = \"practice\"\n[title]\nsv = \"Risker ses över\"\nen = \"Risks are reviewed\"\n[[authority]]\nsource = \"hus\"\nclause = \"1\"\n[rationale]\nsv = \"Så är det.\"\nen = \"So it is.\"\n[remedy]\nsv = \"Skriv det.\"\nen = \"Write it.\"\n[remedy.sentence]\nsv = \"{RESOURCES}\"\nen = \"The executive board shall allocate resources.\"\n[scope]\nkind = [\"guideline\"]\nasked-of = \"any\"\n[check.statement]\nmentions = [\"resources\"]\nmodality = [{modality}]\npolarity = \"affirmed\"\n"
        )
    };
    let pack = "format = 1\nid = \"hus\"\nversion = \"1.0.0\"\nlanguages = [\"sv\", \"en\"]\npublisher = \"Region Exempel\"\n[title]\nsv = \"Husets\"\nen = \"House\"\n[description]\nsv = \"Egna krav.\"\nen = \"Own rules.\"\n[quotations]\nlicence = \"own\"\n[[source]]\nid = \"hus\"\ntitle = { sv = \"Husets\", en = \"House\" }\npublisher = \"Region Exempel\"\ndate = \"2026-01-01\"\nedition = \"1\"\n";
    let scratch =
        Scratch::new("", &[("riktlinjer/resurser.md", super::GUIDELINE), ("krav/pack.toml", pack), ("krav/risks.toml", &rule("\"obligation\""))]);
    let configuration = std::fs::read_to_string(scratch.path().join("tillsyn.toml")).unwrap();
    scratch.write("tillsyn.toml", configuration.replace("format = 1\n", "format = 1\npacks = [\"./krav\"]\n"));
    scratch.commit("Eget paket");
    scratch.checked(&["--select", "HUS-1"]).assert_quiet();
    weakened(&scratch);
    scratch.write("krav/risks.toml", rule("\"obligation\", \"recommendation\""));
    scratch.checked(&["--select", "HUS-1"]).assert_quiet();
    let got = scratch.compared("HUS-1");
    assert_eq!((got.only().0.as_str(), got.code), ("HUS-1", 1));
    assert!(got.report["notifications"].as_array().unwrap().iter().any(|one| one["path"] == "krav/risks.toml"), "{:?}", got.notes());
}

#[test]
fn a_document_replaced_by_a_link_out_of_the_repository_is_lost() {
    #[cfg(unix)]
    {
        let scratch = Scratch::usual();
        let outside = tempfile::NamedTempFile::with_suffix(".md").unwrap();
        std::fs::write(outside.path(), super::GUIDELINE).unwrap();
        scratch.remove("riktlinjer/resurser.md");
        std::os::unix::fs::symlink(outside.path(), scratch.path().join("riktlinjer/resurser.md")).unwrap();
        for extra in [None, Some("tomt.gitignore")] {
            extra.into_iter().for_each(|_| scratch.write(".tillsynignore", "inget\n"));
            let got = scratch.compared(RULES);
            assert_eq!((got.only().0.as_str(), got.code), ("MSB18-2B", 1));
        }
    }
}
