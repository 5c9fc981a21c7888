//! The change gate and the baseline: a scratch repository of git, a change, and what must come of it.

#![allow(clippy::unwrap_used, reason = "a test that cannot read its data fails")]
#![allow(clippy::print_stderr, reason = "a test that compares nothing says so")]

mod baseline;
mod cache;
mod changes;
mod clones;
mod directives;
mod rules_from;
#[path = "../schema/mod.rs"]
mod schema;
mod waivers;

use std::path::Path;
use std::process::Output;

use assert_cmd::Command;
use serde_json::Value;
use tempfile::TempDir;

/// A policy that includes medical technology, and a guideline that gives resources.
const POLICY: &str = "# Informationssäkerhetspolicy\n\nBeslutad av regionfullmäktige 2026-01-15.\n\n## Omfattning\n\nPolicyn gäller all information oavsett teknik, inklusive medicintekniska produkter och medicinska informationssystem.\n\n## Inriktning\n\nArbetet ska bedrivas systematiskt.\n";
const GUIDELINE: &str = "# Riktlinje för informationssäkerhet\n\nBeslutad av regionstyrelsen 2026-02-01.\n\n## Resurser\n\nRegionstyrelsen ska i budget tilldela informationssäkerhetsfunktionen tillräckliga resurser för uppdraget.\n\n## Övrigt\n\nRiktlinjen gäller alla medarbetare.\n";
const OTHER: &str = "# Riktlinje för informationssäkerhet vid distansarbete\n\nBeslutad av regionstyrelsen 2026-02-01.\n\n## Informationssäkerhet\n\nRiktlinjen gäller informationssäkerhet i alla verksamheter.\n";
const RESOURCES: &str = "Regionstyrelsen ska i budget tilldela informationssäkerhetsfunktionen tillräckliga resurser för uppdraget.";

/// Everything in one folder is an agreement on services.
const AGREEMENTS: &str = "[[documents.kind]]\npath = \"avtal/\"\nkind = \"contract\"\ntopic = \"it-supply\"\n";

/// A repository of git in a folder of its own.
struct Scratch {
    folder: TempDir,
}

impl Scratch {
    /// With a `tillsyn.toml`, these files, and one commit of all of it.
    fn new(configuration: &str, files: &[(&str, &str)]) -> Self {
        need_git();
        let scratch = Self { folder: TempDir::new().unwrap() };
        scratch.git(&["init", "-q", "-b", "main"]);
        scratch.write("tillsyn.toml", format!("format = 1\n[organisation]\nname = \"Region Exempel\"\nkind = \"region\"\n{configuration}"));
        for (path, text) in files {
            scratch.write(path, text);
        }
        scratch.commit("Början");
        scratch
    }

    /// The usual documents.
    fn usual() -> Self {
        Self::new("", &[("policy.md", POLICY), ("riktlinjer/resurser.md", GUIDELINE), ("riktlinjer/kontinuitet.md", OTHER)])
    }

    fn path(&self) -> &Path {
        self.folder.path()
    }

    fn write(&self, path: &str, text: impl AsRef<[u8]>) {
        let path = self.path().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }

    /// Replaces words of a file, which must be there.
    fn edit(&self, path: &str, from: &str, to: &str) {
        let text = std::fs::read_to_string(self.path().join(path)).unwrap();
        assert!(text.contains(from), "{from} in {text}");
        self.write(path, text.replace(from, to));
    }

    fn remove(&self, path: &str) {
        std::fs::remove_file(self.path().join(path)).unwrap();
    }

    fn rename(&self, from: &str, to: &str) {
        std::fs::rename(self.path().join(from), self.path().join(to)).unwrap();
    }

    fn git(&self, arguments: &[&str]) -> String {
        git(self.path(), arguments)
    }

    fn commit(&self, message: &str) {
        self.git(&["add", "-A"]);
        self.git(&["commit", "-q", "--allow-empty", "-m", message]);
    }

    fn run(&self, arguments: &[&str]) -> Output {
        tillsyn(self.path(), arguments)
    }

    /// The report in JSON and the exit code of a check of these rules, compared with `HEAD`.
    fn compared(&self, select: &str) -> Compared {
        self.checked(&["--base", "HEAD", "--select", select])
    }

    fn checked(&self, arguments: &[&str]) -> Compared {
        let mut all = vec!["check", "--output-format", "json"];
        all.extend(arguments);
        let output = self.run(&all);
        let report = serde_json::from_slice(&output.stdout).unwrap_or_else(|_| panic!("{}", String::from_utf8_lossy(&output.stderr)));
        schema::assert_results(&report);
        Compared { report, code: output.status.code().unwrap() }
    }
}

/// Without git there is nothing to compare: the whole program of tests ends, and says why.
fn need_git() {
    if std::process::Command::new("git").arg("--version").output().is_err() {
        eprintln!("SKIPPED: tests/gate needs git");
        std::process::exit(0);
    }
}

fn git(folder: &Path, arguments: &[&str]) -> String {
    let settings = ["-c", "user.name=Test", "-c", "user.email=test@exempel.se", "-c", "commit.gpgsign=false", "-c", "core.autocrlf=false"];
    let output = std::process::Command::new("git").current_dir(folder).args(settings).args(arguments).output().unwrap();
    assert!(output.status.success(), "git {arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).trim().to_owned()
}

fn tillsyn(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(assert_cmd::cargo::cargo_bin!("tillsyn"));
    command.current_dir(folder).env("TILLSYN_TODAY", "2026-11-25").env("LANG", "sv_SE.UTF-8").args(arguments).output().unwrap()
}

/// What came of a check.
struct Compared {
    report: Value,
    code: i32,
}

impl Compared {
    /// Findings: code, path, level, state and message.
    fn findings(&self) -> Vec<(String, String, String, String, String)> {
        let verdicts = self.report["verdicts"].as_array().unwrap();
        let of = |verdict: &Value| {
            let code = text(&verdict["code"]);
            let findings = verdict["findings"].as_array().unwrap().clone();
            findings.into_iter().map(move |one| (code.clone(), text(&one["path"]), text(&one["level"]), text(&one["state"]), text(&one["message"])))
        };
        verdicts.iter().flat_map(of).collect()
    }

    /// Active findings, of which there is one.
    fn only(&self) -> (String, String, String, String, String) {
        let active: Vec<_> = self.findings().into_iter().filter(|one| one.3 == "active").collect();
        assert_eq!(active.len(), 1, "{active:#?}");
        active[0].clone()
    }

    /// Nothing that anybody must act on.
    fn assert_quiet(&self) {
        let active: Vec<_> = self.findings().into_iter().filter(|one| one.3 == "active").collect();
        assert!(active.is_empty() && self.code == 0, "exit {}: {active:#?}", self.code);
    }

    /// Codes and messages of notifications.
    fn notes(&self) -> Vec<(String, String)> {
        self.report["notifications"].as_array().unwrap().iter().map(|one| (text(&one["code"]), text(&one["message"]))).collect()
    }
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}
