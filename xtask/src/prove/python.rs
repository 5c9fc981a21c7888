//! Tools of the Python registry, each in an environment of its own.

use std::path::{Path, PathBuf};

use super::{run, said};
use crate::Failure;

/// An environment in `folder` with these packages: where its programs are, or why it cannot be had.
pub(super) fn environment(packages: &[&str], folder: &Path) -> Result<Result<PathBuf, String>, Failure> {
    let place = folder.join("python");
    let made = run("python3", &["-m", "venv", "--clear", &place.display().to_string()], folder)?;
    if !made.is_some_and(|made| made.status.success()) {
        return Ok(Err("python3 with venv is missing".to_owned()));
    }
    let programs = place.join(if cfg!(windows) { "Scripts" } else { "bin" });
    if packages.is_empty() {
        return Ok(Ok(programs));
    }
    let install = ["install", "--quiet", "--disable-pip-version-check"];
    let done = run(programs.join("pip"), &[&install[..], packages].concat(), folder)?.ok_or("pip is missing")?;
    Ok(if done.status.success() { Ok(programs) } else { Err(format!("pip cannot install {}: {}", packages.join(", "), said(&done).trim())) })
}
