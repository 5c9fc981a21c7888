//! The command line as a new user meets it: odd input gets words and an exit code, never a panic and never silence.

#![allow(clippy::unwrap_used)]

mod schema;

use std::path::Path;

use assert_cmd::Command;
use predicates::prelude::*;
use predicates::str::contains;
use tempfile::TempDir;

fn tillsyn(folder: &Path) -> Command {
    let mut command = Command::new(assert_cmd::cargo::cargo_bin!("tillsyn"));
    command.current_dir(folder).env_remove("NO_COLOR").env("LANG", "sv_SE.UTF-8").env("TILLSYN_TODAY", "2026-11-25");
    command
}

fn repository(files: &[(&str, &[u8])]) -> TempDir {
    let folder = TempDir::new().unwrap();
    std::fs::create_dir(folder.path().join(".git")).unwrap();
    for (path, bytes) in files {
        let path = folder.path().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
    }
    folder
}

const POLICY: &str = "# Informationssäkerhetspolicy\n\nAntagen av regionfullmäktige den 17 februari 2026, § 22\n\n## Omfattning\n\nPolicyn omfattar all verksamhet i regionen.\n";

#[test]
fn a_missing_path_is_refused() {
    let folder = repository(&[]);
    tillsyn(folder.path()).args(["check", "saknas.md"]).assert().code(2).stderr(contains("saknas.md"));
}

#[test]
fn an_empty_folder_says_that_nothing_was_checked() {
    let folder = repository(&[]);
    tillsyn(folder.path()).arg("check").assert().code(0).stderr(predicate::str::is_empty().not());
    tillsyn(folder.path()).args(["check", "--require-documents"]).assert().code(2);
}

#[test]
fn an_ordinary_software_repository_is_asked_nothing() {
    let folder = repository(&[
        ("README.md", b"# A library\n\nIt parses dates and prints them again in another form.\n"),
        ("docs/usage.md", b"# Usage\n\nRun the program with a file name as its only argument.\n"),
    ]);
    tillsyn(folder.path()).arg("check").assert().code(0).stdout("").stderr(contains("not checked").or(contains("ej prövade")));
}

#[test]
fn odd_files_are_named() {
    let folder = repository(&[
        ("policy.md", POLICY.as_bytes()),
        ("tom.md", b""),
        ("bild.md", b"\x00\x01\x02\x00\xff\x00\x00\x03"),
        ("trasig.md", "---\ntitel: Policy: för åtkomst\n---\n\n# Policy\n".as_bytes()),
    ]);
    std::fs::create_dir(folder.path().join("mapp.md")).unwrap();
    let assert = tillsyn(folder.path()).arg("check").assert();
    let told = String::from_utf8(assert.get_output().stderr.clone()).unwrap();
    for name in ["tom.md", "bild.md", "mapp.md", "trasig.md"] {
        assert!(told.contains(name), "{name} is not named in:\n{told}");
    }
}

#[cfg(unix)]
#[test]
fn a_link_loop_ends() {
    let folder = repository(&[("a/policy.md", POLICY.as_bytes())]);
    std::os::unix::fs::symlink("..", folder.path().join("a/upp")).unwrap();
    tillsyn(folder.path()).arg("check").assert().stderr(contains("policy").or(contains("dokument")));
}

#[test]
fn a_file_of_a_megabyte_is_read() {
    let line = "Informationsägaren ska klassa informationen varje år enligt modellen.\n\n";
    let text = format!("# Riktlinje för informationssäkerhet\n\n{}", line.repeat(1_000_000 / line.len()));
    let folder = repository(&[("riktlinje.md", text.as_bytes())]);
    tillsyn(folder.path()).args(["check", "--output-format", "concise", "--fail-on", "never"]).assert().code(0);
}

#[test]
fn every_encoding_gives_the_same_findings() {
    let text = "# Informationssäkerhetspolicy\r\n\r\nMedicinteknisk utrustning omfattas inte av policyn för säkerhet.\r\n";
    let utf16: Vec<u8> = [0xff, 0xfe].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    let latin: Vec<u8> = text.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect();
    let bom: Vec<u8> = [0xef, 0xbb, 0xbf].into_iter().chain(text.bytes()).collect();
    let findings = |bytes: &[u8]| {
        let folder = repository(&[("policy.md", bytes)]);
        let output = tillsyn(folder.path()).args(["check", "--profile", "full", "--output-format", "concise"]).output().unwrap();
        String::from_utf8(output.stdout).unwrap()
    };
    let plain = findings(text.as_bytes());
    assert!(plain.contains("MSB18-1C"), "{plain}");
    for bytes in [utf16, latin, bom] {
        assert_eq!(plain, findings(&bytes));
    }
}

#[test]
fn errors_of_a_configuration_come_all_at_once_with_the_word() {
    let folder = repository(&[("tillsyn.toml", b"format = 1\nprofil = \"full\"\n\n[[levels]]\nrule = \"DOC-01\"\nlevel = \"eror\"\n")]);
    tillsyn(folder.path()).arg("check").assert().code(2).stderr(contains("profil").and(contains("eror")));
}

#[test]
fn a_typo_in_a_rule_name_is_answered_with_a_suggestion() {
    let folder = repository(&[]);
    tillsyn(folder.path()).args(["explain", "MSB18-1X"]).assert().code(2).stderr(contains("MSB18-1"));
    tillsyn(folder.path()).args(["check", "--select", "LEVV-02"]).assert().code(2).stderr(contains("LEV-02"));
}

#[test]
fn explain_tells_authority_and_figure() {
    let folder = repository(&[]);
    tillsyn(folder.path()).args(["explain", "MSB18-1D", "--lang", "sv"]).assert().code(0).stdout(contains("20").and(contains("medicinteknik")));
    tillsyn(folder.path()).args(["explain", "LEV-02", "--lang", "en"]).assert().code(0).stdout(contains("24 hours"));
}

#[test]
fn rules_and_packs_are_listed_for_programs() {
    let folder = repository(&[]);
    let output = tillsyn(folder.path()).args(["rules", "--pack", "all", "--output-format", "json"]).output().unwrap();
    let rules: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let codes: Vec<&str> = rules.as_array().unwrap().iter().map(|rule| rule["code"].as_str().unwrap()).collect();
    assert_eq!(codes.iter().filter(|code| code.starts_with("MSB18-")).count(), 17);
    assert_eq!(codes.iter().filter(|code| code.starts_with("LEV-")).count(), 11);
    assert_eq!(codes.iter().filter(|code| code.starts_with("DOC-")).count(), 16);
    assert!(codes.contains(&"SKR22-16D"));
    tillsyn(folder.path()).arg("packs").assert().code(0).stdout(contains("msb-2018").and(contains("leverantorsavtal")));
}

#[test]
fn a_weakened_word_changes_the_verdict() {
    let text = |verb: &str| {
        format!(
            "# Leverantörsavtal om it-drift\n\nAvtal mellan Region Exempel (nedan Beställaren) och Tallmo Drift AB (nedan Leverantören) om drift av Beställarens it-system, servrar, databaser och information.\n\nLeverantören {verb} rapportera varje säkerhetsincident till Beställaren inom 24 timmar.\n"
        )
    };
    let run = |verb: &str| {
        let folder = repository(&[("avtal.md", text(verb).as_bytes())]);
        tillsyn(folder.path()).args(["check", "--select", "LEV-02", "--output-format", "json"]).output().unwrap().stdout
    };
    let verdict = |bytes: Vec<u8>| {
        let report: serde_json::Value = serde_json::from_slice(&bytes).unwrap();
        schema::assert_results(&report);
        report["verdicts"][0]["verdict"].clone()
    };
    assert_eq!(verdict(run("ska")), "met");
    assert_eq!(verdict(run("bör")), "not-met");
}

#[test]
fn a_document_cannot_write_to_the_terminal() {
    let text = "# Informationssäkerhetspolicy\n\nMedicinteknik \u{1b}[31momfattas inte\u{1b}[0m av policyn \u{202e}.\n";
    let folder = repository(&[("policy.md", text.as_bytes())]);
    let output = tillsyn(folder.path()).args(["check", "--profile", "full", "--color", "never"]).output().unwrap();
    assert!(!output.stdout.is_empty() && !output.stdout.contains(&0x1b), "an escape came through");
    assert!(!String::from_utf8(output.stdout).unwrap().contains('\u{202e}'));
}

#[test]
fn names_that_only_the_packs_know_are_checked_with_their_place() {
    let settings = "format = 1\nprofile = \"nationel\"\npacks = [\"./husets\"]\n\n[[levels]]\nrule = \"HUS-1\"\nlevel = \"off\"\n\n[[levels]]\nrule = \"LEV-2\"\nlevel = \"off\"\n\n\
                    [[levels]]\nrule = \"LEV-02\"\nlevel = \"off\"\n";
    let pack = "format = 1\nid = \"husets\"\nversion = \"1.0.0\"\nlanguages = [\"sv\", \"en\"]\npublisher = \"huset\"\nprofiles = { hus = \"note\" }\n[title]\nsv = \"Husets\"\nen = \
                \"The house\"\n[description]\nsv = \"Husets\"\nen = \"The house\"\n";
    let folder = repository(&[("tillsyn.toml", settings.as_bytes()), ("husets/pack.toml", pack.as_bytes())]);
    let assert = tillsyn(folder.path()).arg("check").assert().code(2);
    let told = String::from_utf8(assert.get_output().stderr.clone()).unwrap();
    for wanted in [
        "tillsyn.toml:2:11",
        "`nationel`",
        "did you mean `nationell`?",
        "tillsyn.toml:6:8",
        "`HUS-1`",
        "tillsyn.toml:10:8",
        "`LEV-2`",
        "did you mean `LEV-02`?",
    ] {
        assert!(told.contains(wanted), "{wanted} in:\n{told}");
    }
    assert!(!told.contains("`LEV-02` is"), "a level for a pack that is not in use is no fault");
    std::fs::write(folder.path().join("tillsyn.toml"), "format = 1\nprofile = \"hus\"\npacks = [\"./husets\"]\n").unwrap();
    tillsyn(folder.path()).arg("check").assert().code(0);
    tillsyn(folder.path()).args(["check", "--profile", "huss"]).assert().code(2).stderr(contains("huss").and(contains("hus")));
}

#[test]
fn an_unknown_term_set_of_the_configuration_is_shown_where_it_stands() {
    let folder = repository(&[("tillsyn.toml", "format = 1\n\n[terms.informaton-security]\nsv = [\"trygghet*\"]\n".as_bytes())]);
    let wanted = contains("tillsyn.toml:3:8").and(contains("informaton-security")).and(contains("did you mean `information-security`?"));
    tillsyn(folder.path()).arg("check").assert().code(2).stderr(wanted);
}

#[test]
fn a_typo_in_a_command_is_answered_with_the_command() {
    let folder = repository(&[]);
    tillsyn(folder.path()).arg("chek").assert().code(2).stderr(contains("chek: finns inte; menas kommandot check?"));
    tillsyn(folder.path()).args(["explian", "--lang", "en"]).assert().code(2).stderr(contains("did you mean the command explain?"));
    tillsyn(folder.path()).args(["check", "--today", "i dag"]).assert().code(2).stderr(contains("inget datum"));
}

#[test]
fn a_reader_that_goes_away_is_no_error() {
    use std::process::{Command, Stdio};
    let folder = repository(&[]);
    let mut child = Command::new(assert_cmd::cargo::cargo_bin!("tillsyn"))
        .current_dir(folder.path())
        .args(["rules", "--pack", "all", "--output-format", "json"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let done = child.wait_with_output().unwrap();
    assert_eq!(done.status.code(), Some(0));
    assert!(!String::from_utf8(done.stderr).unwrap().contains("panicked"));
}

#[test]
fn the_same_bytes_whatever_the_threads_the_locale_the_folder_and_the_order_of_files() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("example-repo");
    let mut files: Vec<(String, Vec<u8>)> = Vec::new();
    for entry in walkdir::WalkDir::new(&source).sort_by_file_name().into_iter().filter_map(Result::ok).filter(|entry| entry.file_type().is_file()) {
        let path = entry.path().strip_prefix(&source).unwrap().to_str().unwrap().to_owned();
        // An agreement with annexes and the policy: documents, an agreement and the repository are asked, and it is quick.
        if path.ends_with(".toml") || path.starts_with("policyer") || path.starts_with("avtal/leverantorer/tallmo") {
            files.push((path, std::fs::read(entry.path()).unwrap()));
        }
    }
    let borrowed = |files: &[(String, Vec<u8>)]| repository(&files.iter().map(|(path, bytes)| (path.as_str(), bytes.as_slice())).collect::<Vec<_>>());
    let forwards = borrowed(&files);
    files.reverse();
    let backwards = borrowed(&files);
    let run = |folder: &Path, path: &str, threads: &str, locale: &str, format: &str| {
        let mut command = tillsyn(folder);
        command.args(["check", path, "--output-format", format]).env("RAYON_NUM_THREADS", threads).env("LANG", locale).env("LC_ALL", locale);
        let output = command.output().unwrap();
        (output.stdout, output.stderr, output.status.code())
    };
    let first = run(forwards.path(), ".", "1", "sv_SE.UTF-8", "json");
    assert!(first.0.len() > 1000 && first.2 == Some(1));
    assert!(first == run(forwards.path(), ".", "8", "C", "json"), "eight threads in another locale");
    assert!(first == run(backwards.path(), ".", "2", "C", "json"), "files made in the opposite order");
    assert!(first == run(&backwards.path().join("policyer"), "..", "2", "C", "json"), "another working directory");
    assert!(run(forwards.path(), ".", "1", "sv_SE.UTF-8", "full") == run(backwards.path(), ".", "8", "C", "full"), "in full");
}

#[test]
fn a_selected_rule_may_refer_to_one_that_is_not_selected() {
    let output = Command::new(assert_cmd::cargo::cargo_bin!("tillsyn")).args(["pack", "test", "--select", "SKR22-04"]).output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success() && said.starts_with("1 rules"), "{said}{}", String::from_utf8_lossy(&output.stdout));
}

#[test]
fn completions_and_the_manual_know_every_command() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let output = tillsyn(Path::new(".")).args(["completions", shell]).output().unwrap();
        let text = String::from_utf8(output.stdout).unwrap();
        assert!(output.status.success() && text.contains("waive") && text.contains("rules-from"), "{shell}: {text}");
    }
    let output = tillsyn(Path::new(".")).arg("man").output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(
        text.starts_with(".ie")
            && text.contains(".SH TILLSYN WAIVE")
            && text.contains(".SH TILLSYN PACK NEW")
            && text.contains("\\-\\-approved\\-by"),
        "{text}"
    );
}

#[test]
fn the_cache_can_be_left_alone_whether_or_not_something_is_compared() {
    let folder = repository(&[("policy.md", "# Informationssäkerhetspolicy\n\nPolicyn gäller all verksamhet.\n".as_bytes())]);
    let output = tillsyn(folder.path()).args(["check", "--no-cache", "--select", "MSB18-1C"]).output().unwrap();
    assert_ne!(output.status.code(), Some(2), "{}", String::from_utf8_lossy(&output.stderr));
}
