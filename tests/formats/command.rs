//! `--output-format` and `--output-file` as they are typed.

use std::path::Path;

use assert_cmd::Command;
use predicates::prelude::*;
use predicates::str::contains;
use tempfile::TempDir;

use super::{FORMATS, fixed, published};

fn repository() -> TempDir {
    let folder = TempDir::new().unwrap();
    std::fs::create_dir(folder.path().join(".git")).unwrap();
    let evil = fixed::EVIL;
    let text = format!(
        "# Informationssäkerhetspolicy {evil}\n\nPolicyn gäller all verksamhet i regionen, och alla medarbetare ska följa den. Regionen ska skydda sin \
         information.\n\nMedicinteknisk utrustning omfattas inte av policyn. Se [ange {evil}].\n"
    );
    std::fs::write(folder.path().join("policy.md"), &text).unwrap();
    std::fs::create_dir(folder.path().join("år 1%")).unwrap();
    std::fs::write(folder.path().join("år 1%/::set-output name=a::b, <script>.md"), &text).unwrap();
    #[cfg(unix)]
    std::fs::write(folder.path().join("x\n::error::y\u{1b}[2J\u{202e}.md"), &text).unwrap();
    folder
}

fn check(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(assert_cmd::cargo::cargo_bin!("tillsyn"));
    command.current_dir(folder).env("LANG", "sv_SE.UTF-8").env("TILLSYN_TODAY", "2026-11-25").env_remove("COLUMNS").env_remove("NO_COLOR");
    command.args(["check", "--profile", "full"]).args(arguments);
    command
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = std::fs::read_dir(folder).unwrap().map(|one| one.unwrap().file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

#[test]
fn nine_files_at_once_and_each_is_what_standard_output_would_be() {
    let (folder, out) = (repository(), TempDir::new().unwrap());
    let files: Vec<String> = FORMATS.iter().map(|(name, _)| format!("{name}={}", out.path().join(name).display())).collect();
    let arguments: Vec<&str> = files.iter().flat_map(|file| ["--output-file", file]).collect();
    check(folder.path(), &arguments).assert().code(1).stdout(contains("[policy.md:1:3]"));
    for (name, _) in FORMATS {
        let written = std::fs::read_to_string(out.path().join(name)).unwrap();
        let output = check(folder.path(), &["--output-format", name]).assert().code(1).get_output().stdout.clone();
        assert_eq!(written, String::from_utf8(output).unwrap(), "{name}");
        assert!(!written.contains('\u{1b}') && !written.contains('\u{202e}'), "{name}");
        published::valid(name, &written);
    }
    let mut expected: Vec<&str> = FORMATS.iter().map(|(name, _)| *name).collect();
    expected.sort_unstable();
    assert_eq!(names(out.path()), expected);
}

#[test]
fn a_file_of_yesterday_is_replaced() {
    let folder = repository();
    std::fs::write(folder.path().join("report.sarif"), "old").unwrap();
    check(folder.path(), &["--output-file", "sarif=report.sarif"]).assert().code(1);
    published::valid("sarif", &std::fs::read_to_string(folder.path().join("report.sarif")).unwrap());
    assert!(names(folder.path()).iter().all(|name| !name.contains(".part")));
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = |name: &str| std::fs::metadata(folder.path().join(name)).unwrap().permissions().mode() & 0o777;
        assert_eq!(mode("report.sarif"), mode("policy.md"), "others can read it");
    }
}

#[test]
fn what_cannot_be_written_is_refused_before_anything_is() {
    let folder = repository();
    std::fs::create_dir(folder.path().join("mapp")).unwrap();
    let before = names(folder.path());
    let policy = std::fs::read(folder.path().join("policy.md")).unwrap();
    for (file, told) in [
        ("sarif=mapp", "mapp"),
        ("sarif=..", ".."),
        ("sarif=finns/inte/r.sarif", "mappen finns inte"),
        ("sarif=policy.md/r.sarif", "mappen finns inte"),
        ("sarif=r.json", "två rapporter"),
        ("markdown=policy.md", "prövas"),
        ("markdown=./mapp/../policy.md", "prövas"),
        ("sarif=", "path"),
        ("sarif", "FORMAT=PATH"),
        ("xml=r.xml", "junit"),
    ] {
        check(folder.path(), &["--output-file", "json=r.json", "--output-file", file]).assert().code(2).stderr(contains(told)).stdout("");
        assert_eq!(names(folder.path()), before, "{file}");
        assert_eq!(std::fs::read(folder.path().join("policy.md")).unwrap(), policy, "{file}");
    }
}

#[cfg(unix)]
#[test]
fn a_link_in_the_repository_leads_nowhere() {
    use std::os::unix::fs::symlink;
    let (folder, outside) = (repository(), TempDir::new().unwrap());
    std::fs::write(outside.path().join("profile"), "precious").unwrap();
    symlink(outside.path().join("profile"), folder.path().join("r.sarif")).unwrap();
    symlink(outside.path().join("nothing-yet"), folder.path().join("new.sarif")).unwrap();
    symlink(outside.path(), folder.path().join("ut")).unwrap();
    std::fs::create_dir(folder.path().join("inne")).unwrap();
    symlink("inne", folder.path().join("in")).unwrap();
    for (file, told) in [
        ("sarif=r.sarif", "länk"),
        ("sarif=new.sarif", "länk"),
        ("sarif=ut/profile", "ut ur arkivet"),
        ("sarif=ut/new", "ut ur arkivet"),
        ("sarif=inne/../ut/new", "ut ur arkivet"),
        ("sarif=/dev/null", "länk eller en enhet"),
    ] {
        check(folder.path(), &["--output-file", file]).assert().code(2).stderr(contains(told));
    }
    assert_eq!(
        (names(outside.path()), std::fs::read_to_string(outside.path().join("profile")).unwrap()),
        (vec!["profile".into()], "precious".into())
    );
    check(folder.path(), &["--output-file", "sarif=in/r.sarif"]).assert().code(1);
    assert_eq!(names(&folder.path().join("inne")), ["r.sarif"]);
}

#[test]
fn a_format_never_changes_the_exit_code() {
    let folder = repository();
    for (name, _) in FORMATS {
        check(folder.path(), &["--output-format", name, "--fail-on", "never"]).assert().code(0);
        check(folder.path(), &["--output-format", name]).assert().code(1).stderr(contains("slutkod 1"));
    }
    check(folder.path(), &["--output-format", "html"]).assert().code(2).stderr(contains("rdjson").and(contains("junit")));
}

/// What a consumer sees as the same finding stays the same when lines move.
#[test]
fn fingerprints_hold_when_something_else_is_edited() {
    let folder = repository();
    let file = folder.path().join("policy.md");
    let fingerprints = || {
        let output = check(folder.path(), &["--output-format", "sarif", "--lang", "sv"]).output().unwrap().stdout;
        let value: serde_json::Value = serde_json::from_slice(&output).unwrap();
        let results = value["runs"][0]["results"].as_array().unwrap().clone();
        let line = |one: &serde_json::Value| one["locations"][0]["physicalLocation"]["region"]["startLine"].as_u64().unwrap();
        let mut all: Vec<String> = results.iter().map(|one| one["partialFingerprints"]["tillsyn/v1"].to_string()).collect();
        all.sort();
        (all, results.iter().map(line).sum::<u64>())
    };
    let (before, lines) = fingerprints();
    let text = std::fs::read_to_string(&file).unwrap();
    let (head, rest) = text.split_once("\n\n").unwrap();
    std::fs::write(&file, format!("{head}\n\nBild på omslaget: en skog om hösten.\n\n\n{rest}")).unwrap();
    let (after, moved) = fingerprints();
    assert!(before.len() > 10 && moved > lines, "{} {lines} {moved}", before.len());
    assert_eq!(after, before);
    let mut distinct = before.clone();
    distinct.dedup();
    assert_eq!(distinct.len(), before.len(), "each finding has its own");
}
