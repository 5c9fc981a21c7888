//! What somebody meets who starts: `init`, `config`, `--statistics`, the help.

#![allow(clippy::unwrap_used, reason = "a test that cannot read its data fails")]

use std::path::Path;
use std::process::Output;

use assert_cmd::Command;
use tempfile::TempDir;

const POLICY: &str =
    "# Informationssäkerhetspolicy\n\nBeslutad av regionfullmäktige 2026-01-15.\n\nPolicyn gäller alla. Se [ange bilaga] och [fyll i].\n";

fn run(folder: &Path, arguments: &[&str]) -> (Option<i32>, String, String) {
    let mut command = Command::new(assert_cmd::cargo::cargo_bin!("tillsyn"));
    let Output { status, stdout, stderr } =
        command.current_dir(folder).env("TILLSYN_TODAY", "2026-11-25").env("LANG", "sv_SE.UTF-8").args(arguments).output().unwrap();
    (status.code(), String::from_utf8(stdout).unwrap(), String::from_utf8(stderr).unwrap())
}

fn git(folder: &Path) {
    assert!(std::process::Command::new("git").args(["init", "-q"]).current_dir(folder).status().unwrap().success());
}

/// Every file below a folder but those of git's own, with its text.
fn files(folder: &Path) -> Vec<(String, String)> {
    let entries = walkdir::WalkDir::new(folder).sort_by_file_name().into_iter().filter_map(Result::ok);
    let files = entries.filter(|entry| entry.file_type().is_file()).map(|entry| entry.path().to_owned());
    let shown = |path: &Path| path.strip_prefix(folder).unwrap().to_string_lossy().replace('\\', "/");
    let wanted = files.filter(|path| !shown(path).starts_with(".git/") || shown(path) == ".git/hooks/pre-commit");
    wanted.map(|path| (shown(&path), std::fs::read_to_string(&path).unwrap())).collect()
}

#[test]
fn init_writes_what_works_and_a_second_run_changes_nothing() {
    let folder = TempDir::new().unwrap();
    git(folder.path());
    let arguments = ["init", "--name", "Region Exempel", "--kind", "region", "--answer", "covered-by-cybersecurity-act=no", "--profile", "bas"];
    let (code, out, told) = run(folder.path(), &arguments);
    assert!(code == Some(0) && out.is_empty(), "{told}");
    let written = files(folder.path());
    let names: Vec<&str> = written.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, [".git/hooks/pre-commit", ".github/workflows/tillsyn.yml", "tillsyn.toml"], "{told}");
    for name in &names {
        assert!(told.contains(&format!("skrev {}", folder.path().canonicalize().unwrap().join(name).display())), "{name}: {told}");
    }
    let configuration = &written[2].1;
    for line in ["profile = \"bas\"", "name = \"Region Exempel\"", "covered-by-cybersecurity-act = false", "# provides-health-care = true"] {
        assert!(configuration.lines().any(|one| one == line), "{line} in {configuration}");
    }
    let (code, _, told) = run(folder.path(), &["check"]);
    assert_eq!(code, Some(0), "{told}");
    let (code, _, told) = run(folder.path(), &["init", "--name", "En annan", "--kind", "company"]);
    assert!(code == Some(0) && told.matches("orörd").count() == 3, "{told}");
    assert_eq!(files(folder.path()), written);
}

#[test]
#[cfg(unix)]
fn the_hook_of_init_stops_a_commit() {
    let folder = TempDir::new().unwrap();
    git(folder.path());
    run(folder.path(), &["init", "--yes", "--no-workflow"]);
    std::fs::write(folder.path().join("policy.md"), POLICY).unwrap();
    let program = Path::new(assert_cmd::cargo::cargo_bin!("tillsyn")).parent().unwrap().to_owned();
    let path = format!("{}:{}", program.display(), std::env::var("PATH").unwrap());
    let commit = |more: &[&str]| {
        std::process::Command::new("git").args(["add", "-A"]).current_dir(folder.path()).status().unwrap();
        let identity = ["-c", "user.name=Test", "-c", "user.email=test@exempel.se", "commit", "-q", "-m", "Ny"];
        std::process::Command::new("git").args(identity).args(more).env("PATH", &path).current_dir(folder.path()).output().unwrap().status.success()
    };
    assert!(!commit(&[]), "everything is new");
    assert!(commit(&["--no-verify"]));
    std::fs::write(folder.path().join("policy.md"), format!("{POLICY}\nDen är kort.\n")).unwrap();
    assert!(commit(&[]), "old shortcomings stop nobody");
}

#[test]
fn init_leaves_the_files_of_others_to_them() {
    let folder = TempDir::new().unwrap();
    git(folder.path());
    std::fs::write(folder.path().join(".pre-commit-config.yaml"), "repos: []\n").unwrap();
    let (code, _, told) = run(folder.path(), &["init", "--yes", "--no-workflow"]);
    assert!(code == Some(0) && told.contains("lägg till detta") && told.contains("entry: tillsyn check --base HEAD --rules-from head"), "{told}");
    assert_eq!(std::fs::read_to_string(folder.path().join(".pre-commit-config.yaml")).unwrap(), "repos: []\n");
    let (_, _, told) = run(folder.path(), &["init", "--answer", "provides-health-cae=yes"]);
    assert!(told.contains("menas provides-health-care?"), "{told}");
    let (code, _, told) = run(folder.path(), &["init", "--answer", "provides-health-care=maybe"]);
    assert!(code == Some(2) && told.contains("NAME=yes"), "{told}");
    let bare = TempDir::new().unwrap();
    let (code, _, told) = run(bare.path(), &["init", "--yes"]);
    assert!(code == Some(0) && told.contains("inget git-arkiv"), "{told}");
}

#[test]
fn every_setting_says_where_it_comes_from() {
    let folder = TempDir::new().unwrap();
    let text = "format = 1\nprofile = \"vard\"\n\n[organisation]\nkind = \"region\"\n\n[[levels]]\nrule = \"DOC-12\"\nlevel = \"off\"\n";
    std::fs::write(folder.path().join("tillsyn.toml"), text).unwrap();
    let (code, out, _) = run(folder.path(), &["config", "--show-origin"]);
    assert_eq!(code, Some(0));
    for (setting, origin) in [
        ("profile = \"vard\"", "tillsyn.toml:2"),
        ("organisation.kind = \"region\"", "tillsyn.toml:5"),
        ("levels[1].level = \"off\"", "tillsyn.toml:9"),
        ("repository.complete = false", "gäller utan inställning"),
    ] {
        assert!(out.lines().any(|line| line.starts_with(setting) && line.ends_with(origin)), "{setting} {origin} in {out}");
    }
    let (_, out, _) = run(folder.path(), &["config", "--show-origin", "--profile", "bas"]);
    assert!(out.contains("profile = \"bas\"    # kommandoraden") && !out.contains("\"vard\""), "{out}");
    let (_, out, _) = run(folder.path(), &["config"]);
    assert!(!out.contains('#'), "{out}");
}

#[test]
fn statistics_count_findings_by_requirement() {
    let folder = TempDir::new().unwrap();
    std::fs::write(folder.path().join("policy.md"), POLICY).unwrap();
    let (code, out, told) = run(folder.path(), &["check", "--statistics", "--select", "DOC"]);
    assert_eq!(code, Some(1), "{told}");
    let first = out.lines().next().unwrap();
    assert_eq!(first.split_whitespace().take(3).collect::<Vec<_>>(), ["2", "fel", "DOC-08"], "{out}");
    let counted: usize = out.lines().map(|line| line.split_whitespace().next().unwrap().parse::<usize>().unwrap()).sum();
    let (_, concise, _) = run(folder.path(), &["check", "--output-format", "concise", "--select", "DOC"]);
    assert_eq!(counted, concise.lines().count());
    assert_eq!(run(folder.path(), &["check", "--statistics", "--output-format", "json"]).0, Some(2));
}

#[test]
fn the_help_says_what_to_do_first() {
    let folder = TempDir::new().unwrap();
    let (code, out, _) = run(folder.path(), &["--help"]);
    assert_eq!(code, Some(0));
    for words in ["tillsyn init", "tillsyn check", "tillsyn explain", "https://"] {
        assert!(out.contains(words), "{words} in {out}");
    }
}
