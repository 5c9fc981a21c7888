//! The GitHub Action from beginning to end, as a runner takes its steps: what each user sees of a change, and what a hostile one cannot do.

#![cfg(unix)]
#![allow(clippy::unwrap_used, reason = "a test that cannot read its data fails")]

mod hostile;
mod install;
mod runner;

use std::path::Path;

use runner::{Job, Runner};
use tempfile::TempDir;

const POLICY: &str =
    "# Informationssäkerhetspolicy\n\nBeslutad av regionfullmäktige 2026-01-15.\n\n## Omfattning\n\nPolicyn gäller all information oavsett teknik.\n";
const GUIDELINE: &str = "# Riktlinje för informationssäkerhet\n\nBeslutad av regionstyrelsen 2026-02-01.\n\n## Resurser\n\nRegionstyrelsen ska i budget tilldela informationssäkerhetsfunktionen tillräckliga resurser för uppdraget.\n";

/// A repository with a main branch, and the branch of a pull request checked out.
struct Change {
    folder: TempDir,
}

impl Change {
    fn new() -> Self {
        let change = Self { folder: TempDir::new().unwrap() };
        change.git(&["init", "-q", "-b", "main"]);
        change.write("tillsyn.toml", "format = 1\n[organisation]\nname = \"Region Exempel\"\nkind = \"region\"\n");
        change.write("policy.md", POLICY);
        change.write("riktlinjer/resurser.md", GUIDELINE);
        change.commit("Början");
        change.git(&["switch", "-q", "-c", "andring"]);
        change
    }

    fn path(&self) -> &Path {
        self.folder.path()
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.path().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }

    fn git(&self, arguments: &[&str]) -> String {
        let settings = ["-c", "user.name=Test", "-c", "user.email=test@exempel.se", "-c", "commit.gpgsign=false"];
        let output = std::process::Command::new("git").current_dir(self.path()).args(settings).args(arguments).output().unwrap();
        assert!(output.status.success(), "git {arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8_lossy(&output.stdout).trim().to_owned()
    }

    fn commit(&self, message: &str) {
        self.git(&["add", "-A"]);
        self.git(&["commit", "-q", "--allow-empty", "-m", message]);
    }

    /// The job of the pull request: its branch merged into main, as GitHub checks it out.
    fn job(&self, inputs: &[(&str, &str)]) -> Job {
        self.commit("Ändring");
        let base = self.git(&["rev-parse", "main"]);
        self.git(&["checkout", "-q", "--detach", "main"]);
        self.git(&["merge", "-q", "--no-ff", "-m", "Sammanslagning", "andring"]);
        Runner::new(self.path(), serde_json::json!({ "pull_request": { "base": { "sha": base } } })).run(inputs)
    }
}

#[test]
fn a_weakened_sentence_is_stopped_with_the_sentence_it_was() {
    let change = Change::new();
    change.write("riktlinjer/resurser.md", &GUIDELINE.replace("ska i budget", "bör i budget"));
    let job = change.job(&[]);
    assert_eq!(job.names(), ["Install tillsyn", "Check the documents", "Decide"]);
    assert_eq!(job.codes(), [0, 0, 1], "{}", job.log);
    let annotation = job.commands().into_iter().find(|line| line.starts_with("::error")).unwrap_or_else(|| panic!("{}", job.log));
    assert!(annotation.starts_with("::error file=riktlinjer/resurser.md,line=7,"), "{annotation}");
    assert!(annotation.contains("försvagat av ändringen") && annotation.contains("Regionstyrelsen ska i budget"), "{annotation}");
    assert!(job.summary.starts_with("## tillsyn: ") && job.summary.contains("Regionstyrelsen bör i budget"), "{}", job.summary);
    assert_eq!(job.outputs["exit-code"], "1");
    let json: serde_json::Value = serde_json::from_str(&std::fs::read_to_string(&job.outputs["json-file"]).unwrap()).unwrap();
    let base = change.git(&["rev-parse", "HEAD^1"]);
    assert!(base.starts_with(json["base"].as_str().unwrap()), "{}", json["base"]);
    let sarif: serde_json::Value = serde_json::from_str(&std::fs::read_to_string(&job.outputs["sarif-file"]).unwrap()).unwrap();
    assert_eq!(sarif["version"], "2.1.0");
}

#[test]
fn a_change_that_makes_nothing_worse_passes_whatever_was_wrong_before() {
    let change = Change::new();
    change.write("policy.md", &POLICY.replace("oavsett teknik", "oavsett teknik och form"));
    let job = change.job(&[]);
    assert_eq!(job.codes(), [0, 0, 0], "{}", job.log);
    assert!(job.commands().iter().all(|line| !line.starts_with("::error")), "{}", job.log);
    assert!(job.log.contains("äldre brister") && job.summary.contains("äldre brister"), "{}", job.log);
    let everything = change_of_all();
    assert_eq!(everything.codes(), [0, 0, 1], "without a base, all of it counts: {}", everything.log);
}

fn change_of_all() -> Job {
    Change::new().job(&[("base", "none")])
}

#[test]
fn what_is_uploaded_and_shown_is_what_was_asked_for() {
    let change = Change::new();
    change.write("riktlinjer/resurser.md", &GUIDELINE.replace("ska i budget", "bör i budget"));
    let job = change.job(&[("upload-sarif", "true"), ("annotations", "false"), ("summary", "false"), ("fail-on", "never"), ("language", "en")]);
    assert_eq!(job.names(), ["Install tillsyn", "Check the documents", "Send the findings to code scanning", "Decide"]);
    assert_eq!(job.codes(), [0, 0, 0, 0], "{}", job.log);
    assert!(job.log.contains("weakened by this change") && job.commands().is_empty() && job.summary.is_empty(), "{}", job.log);
    let sent = &job.uses[0];
    assert!(sent.0.starts_with("github/codeql-action/upload-sarif@") && Path::new(&sent.1["sarif_file"]).is_file(), "{sent:?}");
}

#[test]
fn a_clone_without_the_base_says_what_to_fetch_and_fails() {
    let change = Change::new();
    change.commit("Ändring");
    let clone = TempDir::new().unwrap();
    let from = format!("file://{}", change.path().display());
    change.git(&["clone", "-q", "--depth=1", "--branch", "andring", &from, clone.path().to_str().unwrap()]);
    let event = serde_json::json!({ "pull_request": { "base": { "sha": change.git(&["rev-parse", "main"]) } } });
    let job = Runner::new(clone.path(), event).run(&[]);
    assert_eq!(job.codes(), [0, 0, 2], "{}", job.log);
    assert!(job.log.contains("fetch-depth: 0"), "{}", job.log);
    assert!(job.commands().last().unwrap().contains("could not be checked"), "{}", job.log);
}

#[test]
fn another_folder_and_only_some_paths() {
    let change = Change::new();
    change.write("sub/tillsyn.toml", "format = 1\n");
    change.write("sub/a.md", POLICY);
    change.write("sub/b.md", GUIDELINE);
    let job = change.job(&[("working-directory", "sub"), ("base", "none"), ("paths", "\na.md\n\n")]);
    assert_eq!(job.codes(), [0, 0, 1], "{}", job.log);
    assert!(job.log.contains("a.md:") && !job.log.contains("b.md:") && !job.log.contains("policy.md"), "{}", job.log);
}

#[test]
fn every_foreign_action_is_pinned_and_every_input_travels_through_the_environment() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let workflows = std::fs::read_dir(root.join(".github/workflows")).unwrap().map(|entry| entry.unwrap().path());
    let mut read = 0;
    for file in workflows.chain([root.join("action.yml")]) {
        let text = std::fs::read_to_string(&file).unwrap();
        for line in text.lines().map(str::trim).filter(|line| line.contains("uses:")) {
            let name = line.split("uses:").nth(1).unwrap().trim();
            let pinned = name.split_once('@').is_some_and(|(_, rest)| rest.len() > 43 && rest[..40].chars().all(|c| c.is_ascii_hexdigit()));
            assert!(pinned || name.starts_with("./"), "{}: {line}", file.display());
            read += 1;
        }
        let yaml: serde_json::Value = serde_saphyr::from_str(&text).unwrap();
        for script in scripts(&yaml) {
            assert!(!script.contains("${{"), "{}: {script}", file.display());
        }
        if file.ends_with("action.yml") {
            continue;
        }
        assert_eq!(yaml["permissions"], serde_json::json!({}), "{}", file.display());
        assert!(!text.contains("pull_request_target"), "{}", file.display());
    }
    assert!(read > 8, "{read}");
}

/// Every `run` below a value.
fn scripts(yaml: &serde_json::Value) -> Vec<String> {
    match yaml {
        serde_json::Value::Object(map) => map
            .iter()
            .flat_map(|(key, value)| match value.as_str().filter(|_| key == "run") {
                Some(script) => vec![script.to_owned()],
                None => scripts(value),
            })
            .collect(),
        serde_json::Value::Array(list) => list.iter().flat_map(scripts).collect(),
        _ => Vec::new(),
    }
}
