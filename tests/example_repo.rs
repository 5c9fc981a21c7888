//! The example repository: every planted fault is found, and nothing else is.

#![allow(clippy::unwrap_used)]

mod schema;

use std::collections::BTreeSet;
use std::path::Path;

use assert_cmd::Command;
use serde_json::Value;

/// Every planted fault: the requirement and the document. The table of example-repo/README.md says what is wrong.
const PLANTED: &[(&str, &str)] = &[
    ("LEV-02", "avtal/leverantorer/tallmo-drift/avtal.md"),
    ("LEV-10", "avtal/leverantorer/norrskog-moln.md"),
    ("LEV-11", "avtal/leverantorer/norrskog-moln.md"),
    ("LEV-02", "avtal/leverantorer/vardlank-videomoten.md"),
    ("LEV-04", "avtal/leverantorer/vardlank-videomoten.md"),
    ("LEV-05", "avtal/leverantorer/ekbacken-telefoni.md"),
    ("LEV-09", "avtal/leverantorer/ekbacken-telefoni.md"),
    ("LEV-03", "avtal/leverantorer/granlav-labsystem.md"),
    ("LEV-08", "avtal/leverantorer/granlav-labsystem.md"),
    ("AVG-05", "avtal/leverantorer/granlav-labsystem.md"),
    ("AVG-04", "avtal/leverantorer/tallmo-drift/avtal.md"),
    ("LEV-01", "avtal/leverantorer/sjovik-strale-konsult.md"),
    ("LEV-06", "avtal/leverantorer/sjovik-strale-konsult.md"),
    ("LEV-02", "avtal/leverantorer/hedlunda-styrteknik.md"),
    ("LEV-07", "avtal/leverantorer/hedlunda-styrteknik.md"),
    ("LEV-03", "avtal/ovriga/bramblefield-analytics.md"),
    ("MSB18-4C", "planer/handlingsplan-informationssakerhet-2026-2027.md"),
    ("MSB18-1D", "policyer/informationssakerhetspolicy.md"),
    ("MSB18-3A", "policyer/informationssakerhetspolicy.md"),
    ("DOC-11", "policyer/informationssakerhetspolicy.md"),
    ("DOC-01", "riktlinjer/distansarbete.md"),
    ("DOC-08", "riktlinjer/distansarbete.md"),
    ("DOC-16", "riktlinjer/distansarbete.md"),
    ("DOC-02", "riktlinjer/sakerhetskopiering.md"),
    ("SKR22-RIKT", "riktlinjer/sakerhetskopiering.md"),
    ("DOC-15", "riktlinjer/sakerhetskopiering.md"),
    ("DOC-04", "riktlinjer/loggning.md"),
    ("DOC-14", "riktlinjer/loggning.md"),
    ("DOC-05", "riktlinjer/kontinuitet.md"),
    ("DOC-13", "riktlinjer/kontinuitet.md"),
    ("DOC-06", "riktlinjer/behorigheter.md"),
    ("DOC-11", "riktlinjer/behorigheter.md"),
    ("DOC-07", "riktlinjer/dataskydd.md"),
    ("DOC-09", "riktlinjer/incidenthantering.md"),
    ("DOC-12", "riktlinjer/incidenthantering.md"),
    ("DOC-10", "riktlinjer/riskhantering.md"),
    ("PUB-08", "avtal/personuppgiftsbitraden/norrskog-moln.md"),
    ("CSL26-1", "policyer/informationssakerhetspolicy.md"),
    ("ISO27-5", "policyer/informationssakerhetspolicy.md"),
    ("ISO27-7", "register/laglista-informationssakerhet.md"),
    ("IVO19-4", "rutiner/incidentrapportering.md"),
    ("DOC-12", "rutiner/incidentrapportering.md"),
    ("LAR19-3", "planer/handlingsplan-informationssakerhet-2026-2027.md"),
    ("VFT24-6", "riktlinjer/informationsklassning.md"),
    ("SKR22-12-5", "policyer/informationssakerhetspolicy.md"),
];

fn folder() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("example-repo")
}

fn report(arguments: &[&str]) -> Value {
    let output = Command::new(assert_cmd::cargo::cargo_bin!("tillsyn"))
        .current_dir(folder())
        .args(["check", "--today", "2026-11-25", "--output-format", "json"])
        .args(arguments)
        .output()
        .unwrap();
    let report = serde_json::from_slice(&output.stdout).unwrap();
    schema::assert_results(&report);
    report
}

/// The requirements that findings are about, with the document; one finding may tell of several.
fn findings(report: &Value) -> BTreeSet<(String, String)> {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let mut found = BTreeSet::new();
    for verdict in report["verdicts"].as_array().unwrap() {
        for finding in verdict["findings"].as_array().unwrap() {
            let also = finding["also"].as_array().unwrap().iter().map(|one| &one["code"]);
            found.extend(also.chain([&verdict["code"]]).map(|code| (text(code), text(&finding["path"]))));
        }
    }
    found
}

#[test]
fn every_planted_fault_is_found_and_nothing_else() {
    let found = findings(&report(&[]));
    let planted: BTreeSet<(String, String)> = PLANTED.iter().map(|(code, path)| ((*code).to_owned(), (*path).to_owned())).collect();
    let missed: Vec<_> = planted.difference(&found).collect();
    let surplus: Vec<_> = found.difference(&planted).collect();
    assert!(missed.is_empty() && surplus.is_empty(), "missed: {missed:#?}\nnot planted: {surplus:#?}");
}

#[test]
fn the_readme_names_every_planted_fault() {
    let readme = std::fs::read_to_string(folder().join("README.md")).unwrap();
    for (code, path) in PLANTED {
        let file = path.rsplit('/').next().unwrap();
        let named = readme.lines().any(|line| line.contains(code) && (line.contains(file) || line.contains(path)));
        assert!(named, "example-repo/README.md does not name {code} in {path}");
    }
}

#[test]
fn evidence_cut_from_the_file_on_disk_is_the_quotation() {
    let report = report(&[]);
    let mut checked = 0;
    for verdict in report["verdicts"].as_array().unwrap() {
        for evidence in verdict["evidence"].as_array().unwrap() {
            let bytes = std::fs::read(folder().join(evidence["path"].as_str().unwrap())).unwrap();
            let at = |end: &str| usize::try_from(evidence[end]["byte"].as_u64().unwrap()).unwrap();
            let cut = String::from_utf8(bytes[at("start")..at("end")].to_vec()).unwrap();
            assert_eq!(cut.split_whitespace().collect::<Vec<_>>().join(" "), evidence["quote"].as_str().unwrap());
            checked += 1;
        }
    }
    assert!(checked > 400, "only {checked} pieces of evidence");
}

#[test]
fn no_met_verdict_is_without_evidence() {
    for verdict in report(&[])["verdicts"].as_array().unwrap() {
        if verdict["verdict"] == "met" {
            assert!(!verdict["evidence"].as_array().unwrap().is_empty(), "{} {}", verdict["code"], verdict["subject"]);
        }
    }
}

#[test]
fn documents_that_are_no_policies_on_information_security_are_not_asked() {
    for verdict in report(&[])["verdicts"].as_array().unwrap() {
        let (code, subject) = (verdict["code"].as_str().unwrap(), verdict["subject"].as_str().unwrap_or_default());
        let bystander = subject.starts_with("ovrigt/") || subject.contains("renfjall");
        // Hygiene is asked of every document, and contract basics of every contract.
        let of_all = code.starts_with("DOC-") || code.starts_with("AVG-") && subject.starts_with("avtal/");
        assert!(!bystander || of_all, "{code} was asked of {subject}");
    }
}

#[test]
fn one_file_gives_the_same_findings_as_the_whole() {
    let path = "avtal/leverantorer/granlav-labsystem.md";
    let whole: BTreeSet<_> = findings(&report(&[])).into_iter().filter(|(_, found)| found == path).collect();
    let alone: BTreeSet<_> = findings(&report(&[path])).into_iter().filter(|(_, found)| found == path).collect();
    assert!(!whole.is_empty());
    assert_eq!(whole, alone);
}

#[test]
fn the_same_bytes_for_any_number_of_threads_and_locale() {
    let run = |threads: &str, locale: &str, folder: &Path, argument: &str| {
        let output = Command::new(assert_cmd::cargo::cargo_bin!("tillsyn"))
            .current_dir(folder)
            .env("RAYON_NUM_THREADS", threads)
            .env("LANG", locale)
            .args(["check", argument, "--today", "2026-11-25", "--output-format", "json"])
            .output()
            .unwrap();
        output.stdout
    };
    let first = run("1", "C", &folder(), ".");
    assert!(first == run("8", "sv_SE.UTF-8", &folder(), "."), "threads or locale change the output");
    assert!(first == run("2", "C", Path::new(env!("CARGO_MANIFEST_DIR")), "example-repo"), "the working directory changes the output");
}
