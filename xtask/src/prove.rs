//! `cargo xtask prove`: proofs that need tools of others, or take long. Each step says what it held against what; one whose tool is
//! missing and cannot be had says so, and is no success.

mod artefacts;
mod formats;
mod pipelines;
mod python;

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use crate::Failure;

/// How a step ended.
pub enum Ended {
    /// It holds: what was held against what.
    Holds(String),
    /// It does not: what was found.
    Fails(String),
    /// It could not be tried: what is missing.
    Skipped(String),
}

/// One proof: its name on the command line, and what it does in a folder of its own.
type Step = (&'static str, fn(&Path) -> Result<Ended, Failure>);

/// Every proof, in order.
const STEPS: &[Step] = &[
    ("sarif", formats::sarif),
    ("junit", formats::junit),
    ("gitlab", formats::gitlab),
    ("rdjson", formats::rdjson),
    ("workflows", pipelines::workflows),
    ("hook", pipelines::hook),
    ("wheel", artefacts::wheel),
    ("archive", artefacts::archive),
    ("install", artefacts::install),
    ("deb", artefacts::deb),
];

/// Runs the steps that are named, or all: what is to be told, and the exit code: 1 when one fails.
///
/// # Errors
/// When a name is none of a step, or a folder cannot be made.
pub fn prove(named: &[String]) -> Result<(String, u8), Failure> {
    if let Some(unknown) = named.iter().find(|name| !STEPS.iter().any(|(step, _)| step == name)) {
        let known: Vec<&str> = STEPS.iter().map(|(step, _)| *step).collect();
        return Err(format!("no proof `{unknown}`; there are {}", known.join(", ")).into());
    }
    let (mut told, mut code, mut skipped) = (String::new(), 0, 0);
    for (name, step) in STEPS.iter().filter(|(name, _)| named.is_empty() || named.iter().any(|one| one == name)) {
        let folder = crate::root().join("target/prove").join(name);
        std::fs::create_dir_all(&folder)?;
        let line = match step(&folder).unwrap_or_else(|error| Ended::Fails(error.to_string())) {
            Ended::Holds(what) => format!("{name}: holds: {what}\n"),
            Ended::Skipped(what) => {
                skipped += 1;
                format!("{name}: SKIPPED: {what}\n")
            }
            Ended::Fails(what) => {
                code = 1;
                format!("{name}: FAILS: {what}\n")
            }
        };
        told.push_str(&line);
    }
    if skipped > 0 {
        told.push_str(&format!("{skipped} not tried\n"));
    }
    Ok((told, code))
}

/// Runs a program; `None` when there is none of that name.
fn run(program: impl AsRef<Path>, arguments: &[&str], folder: &Path) -> Result<Option<Output>, Failure> {
    let done = Command::new(program.as_ref()).args(arguments).current_dir(folder).env("DOTNET_SYSTEM_GLOBALIZATION_INVARIANT", "1").output();
    match done {
        Ok(output) => Ok(Some(output)),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error.into()),
    }
}

/// What a program said, on both streams.
fn said(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

/// Installs packages of the npm registry; why not, when they cannot be had.
fn npm(packages: &[&str], folder: &Path) -> Result<Result<PathBuf, String>, Failure> {
    std::fs::write(folder.join("package.json"), "{ \"private\": true }\n")?;
    let Some(done) = run("npm", &[&["install", "--silent", "--no-fund", "--no-audit", "--no-save"], packages].concat(), folder)? else {
        return Ok(Err("npm is missing".to_owned()));
    };
    if !done.status.success() {
        return Ok(Err(format!("npm cannot install {}: {}", packages.join(", "), said(&done).trim())));
    }
    Ok(Ok(folder.join("node_modules")))
}
