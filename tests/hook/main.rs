//! The hook, as the tools that run hooks run it: a scratch repository, a commit that weakens a sentence, the repaired one.
//!
//! `.ci/run` installs pre-commit and prek. Without them, and without git, the tests say that they were skipped.

#![cfg(unix)]
#![allow(clippy::unwrap_used, reason = "a test that cannot read its data fails")]
#![allow(clippy::print_stderr, reason = "a test that is skipped says so")]

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use tempfile::TempDir;

const GUIDELINE: &str = "# Riktlinje för informationssäkerhet\n\nBeslutad av regionstyrelsen 2026-02-01.\n\n## Resurser\n\nRegionstyrelsen ska i budget tilldela informationssäkerhetsfunktionen tillräckliga resurser för uppdraget.\n\n## Åtgärder\n\nAvvikelser ska rapporteras.\n";

/// A repository with documents full of old shortcomings, and the hook installed by one of the tools.
struct Repository {
    folder: TempDir,
    /// A repository of git that offers our hooks.
    _offer: TempDir,
    tool: &'static str,
}

impl Repository {
    /// `None` when the tool is not there.
    fn new(tool: &'static str) -> Option<Self> {
        if Command::new(tool).arg("--version").output().map_or(true, |output| !output.status.success()) {
            eprintln!("SKIPPED: {tool} is not installed (pip install {tool})");
            return None;
        }
        let offer = TempDir::new().unwrap();
        std::fs::copy(Path::new(env!("CARGO_MANIFEST_DIR")).join(".pre-commit-hooks.yaml"), offer.path().join(".pre-commit-hooks.yaml")).unwrap();
        git(offer.path(), &["init", "-q", "-b", "main"]);
        git(offer.path(), &["add", "-A"]);
        git(offer.path(), &["commit", "-q", "-m", "Krokar"]);
        let revision = git(offer.path(), &["rev-parse", "HEAD"]);
        let folder = TempDir::new().unwrap();
        git(folder.path(), &["init", "-q", "-b", "main"]);
        let configuration =
            format!("repos:\n- repo: {}\n  rev: {}\n  hooks:\n  - id: tillsyn-system\n", offer.path().display(), text(&revision.stdout).trim());
        std::fs::write(folder.path().join(".pre-commit-config.yaml"), configuration).unwrap();
        std::fs::write(folder.path().join("riktlinje.md"), GUIDELINE).unwrap();
        std::fs::write(folder.path().join("tillsyn.toml"), "format = 1\n").unwrap();
        let repository = Self { folder, _offer: offer, tool };
        let installed = repository.command(repository.tool).arg("install").output().unwrap();
        assert!(installed.status.success(), "{}", said(&installed));
        Some(repository)
    }

    fn command(&self, program: &str) -> Command {
        let built: PathBuf = Path::new(assert_cmd::cargo::cargo_bin!("tillsyn")).parent().unwrap().to_owned();
        let mut command = Command::new(program);
        command
            .current_dir(self.folder.path())
            .env("PATH", format!("{}:{}", built.display(), std::env::var("PATH").unwrap()))
            .env("PRE_COMMIT_HOME", self.folder.path().join(".git/pre-commit-home"))
            .env("PREK_HOME", self.folder.path().join(".git/prek-home"))
            .env("TILLSYN_TODAY", "2026-11-25")
            .env("LANG", "sv_SE.UTF-8");
        command
    }

    fn edit(&self, from: &str, to: &str) {
        let path = self.folder.path().join("riktlinje.md");
        let text = std::fs::read_to_string(&path).unwrap();
        assert!(text.contains(from), "{from} in {text}");
        std::fs::write(&path, text.replace(from, to)).unwrap();
    }

    /// A commit of everything, as somebody at the keyboard makes it.
    fn commit(&self) -> (bool, String) {
        git(self.folder.path(), &["add", "-A"]);
        let identity = ["-c", "user.name=Test", "-c", "user.email=test@exempel.se", "-c", "commit.gpgsign=false"];
        let output = self.command("git").args(identity).args(["commit", "-m", "Ändring"]).output().unwrap();
        (output.status.success(), said(&output))
    }
}

fn git(folder: &Path, arguments: &[&str]) -> Output {
    let identity = ["-c", "user.name=Test", "-c", "user.email=test@exempel.se", "-c", "commit.gpgsign=false"];
    let output = Command::new("git").current_dir(folder).args(identity).args(arguments).output().unwrap();
    assert!(output.status.success(), "git {arguments:?}: {}", said(&output));
    output
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn said(output: &Output) -> String {
    text(&output.stdout) + &text(&output.stderr)
}

/// Everything that happens to somebody who installs the hook.
fn story(tool: &'static str) {
    let Some(repository) = Repository::new(tool) else { return };
    let (done, told) = repository.commit();
    assert!(!done && told.contains("MSB18"), "without a commit yet, everything is new: {told}");
    // Whoever starts with old documents commits them once without the hook, and is stopped by none of them later.
    git(repository.folder.path(), &["commit", "-q", "--no-verify", "-m", "Början"]);
    repository.edit("Avvikelser ska rapporteras.", "Avvikelser ska rapporteras genast.");
    let (done, told) = repository.commit();
    assert!(done, "{told}");
    repository.edit("ska i budget", "bör i budget");
    let (done, told) = repository.commit();
    let told = told.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(!done, "{told}");
    for words in ["MSB18-2B", "försvagat av ändringen", "riktlinje.md:7", "\"Regionstyrelsen ska i budget", "slutkod 1: 1 anmärkning"] {
        assert!(told.contains(words), "{words} in {told}");
    }
    repository.edit("bör i budget", "ska i sin budget");
    let (done, told) = repository.commit();
    assert!(done, "{told}");
    // A commit that only deletes names no file, and is a change all the same.
    std::fs::remove_file(repository.folder.path().join("riktlinje.md")).unwrap();
    let (done, told) = repository.commit();
    assert!(!done && told.contains("riktlinje.md"), "{told}");
}

#[test]
fn pre_commit_stops_what_weakens_and_nothing_else() {
    story("pre-commit");
}

#[test]
fn prek_stops_what_weakens_and_nothing_else() {
    story("prek");
}

#[test]
fn the_hooks_are_as_their_tools_want_them() {
    let text = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(".pre-commit-hooks.yaml")).unwrap();
    let hooks: serde_json::Value = serde_saphyr::from_str(&text).unwrap();
    let ids: Vec<&str> = hooks.as_array().unwrap().iter().map(|hook| hook["id"].as_str().unwrap()).collect();
    assert_eq!(ids, ["tillsyn", "tillsyn-system", "tillsyn-repo"]);
    for hook in hooks.as_array().unwrap() {
        assert!(hook.get("args").is_none(), "a user's `args` would take their place");
        assert_eq!(hook["require_serial"], true, "every run reads the whole repository");
        let mut words = hook["entry"].as_str().unwrap().split(' ');
        assert_eq!(words.next(), Some("tillsyn"));
        let help = Command::new(assert_cmd::cargo::cargo_bin!("tillsyn")).args(words).arg("--help").output().unwrap();
        assert!(help.status.success(), "{}", said(&help));
    }
}
