//! What is released, built as it is released and used as somebody new would: every artefact carries the requirements.

use std::path::{Path, PathBuf};
use std::process::Output;

use super::{Ended, python, run, said};
use crate::Failure;

/// So many packs are in every program that is released, at least.
const PACKS: usize = 10;

/// `pip install` of the wheel in a fresh environment runs `tillsyn check`.
pub(super) fn wheel(folder: &Path) -> Result<Ended, Failure> {
    let tools = match python::environment(&["maturin==1.9.6"], folder)? {
        Ok(tools) => tools,
        Err(missing) => return Ok(Ended::Skipped(missing)),
    };
    let wheels = folder.join("wheels");
    let _ = std::fs::remove_dir_all(&wheels);
    let arguments = ["build", "--locked", "--profile", "dist", "--out", &wheels.display().to_string()];
    let built = run(tools.join("maturin"), &arguments, &crate::root())?.ok_or("maturin cannot be started")?;
    let Some(wheel) = first(&wheels, "whl")? else { return Ok(Ended::Fails(format!("no wheel: {}", said(&built)))) };
    let fresh = folder.join("fresh");
    std::fs::create_dir_all(&fresh)?;
    let programs = match python::environment(&[&wheel.display().to_string()], &fresh)? {
        Ok(programs) => programs,
        Err(why) => return Ok(Ended::Fails(why)),
    };
    used(&programs.join("tillsyn"), &format!("{} ({})", name(&wheel), size(&wheel)?))
}

/// `cargo install --path . --locked`, into a folder of its own.
pub(super) fn install(folder: &Path) -> Result<Ended, Failure> {
    let root = folder.join("root");
    let _ = std::fs::remove_dir_all(&root);
    let arguments = ["install", "--quiet", "--locked", "--path", ".", "--root", &root.display().to_string()];
    let done = run("cargo", &arguments, &crate::root())?.ok_or("cargo is missing")?;
    if !done.status.success() {
        return Ok(Ended::Fails(said(&done)));
    }
    let program = root.join("bin/tillsyn");
    used(&program, &format!("cargo install ({})", size(&program)?))
}

/// A package for Debian, unpacked.
pub(super) fn deb(folder: &Path) -> Result<Ended, Failure> {
    let Some(_) = run("dpkg-deb", &["--version"], folder)? else { return Ok(Ended::Skipped("dpkg-deb is missing".to_owned())) };
    let tools = folder.join("tools");
    let arguments = ["install", "--quiet", "--locked", "--version", "3.8.0", "--root", &tools.display().to_string(), "cargo-deb"];
    let done = run("cargo", &arguments, folder)?.ok_or("cargo is missing")?;
    if !done.status.success() {
        return Ok(Ended::Skipped(format!("cargo-deb cannot be installed: {}", said(&done))));
    }
    let out = folder.join("out");
    let _ = std::fs::remove_dir_all(&out);
    std::fs::create_dir_all(&out)?;
    let arguments = ["deb", "--locked", "--profile", "dist", "--output", &out.display().to_string()];
    let built = run(tools.join("bin/cargo-deb"), &arguments, &crate::root())?.ok_or("cargo-deb cannot be started")?;
    let Some(package) = first(&out, "deb")? else { return Ok(Ended::Fails(format!("no package: {}", said(&built)))) };
    let unpacked = folder.join("unpacked");
    let _ = std::fs::remove_dir_all(&unpacked);
    let done = run("dpkg-deb", &["--extract", &package.display().to_string(), &unpacked.display().to_string()], folder)?;
    if !done.as_ref().is_some_and(|done| done.status.success()) {
        return Ok(Ended::Fails(format!("{} cannot be unpacked: {}", name(&package), done.as_ref().map(said).unwrap_or_default())));
    }
    used(&unpacked.join("usr/bin/tillsyn"), &format!("{} ({})", name(&package), size(&package)?))
}

/// The archive of the release workflow, which tests itself.
pub(super) fn archive(folder: &Path) -> Result<Ended, Failure> {
    let root = crate::root();
    let host = run("rustc", &["--print", "host-tuple"], folder)?.ok_or("rustc is missing")?;
    let target = String::from_utf8_lossy(&host.stdout).trim().to_owned();
    let build = run("cargo", &["build", "--quiet", "--locked", "--profile", "dist", "--target", &target], &root)?.ok_or("cargo is missing")?;
    if !build.status.success() {
        return Ok(Ended::Fails(said(&build)));
    }
    let done = run(root.join(".github/release/archive.sh"), &[&target], &root)?.ok_or("archive.sh cannot be started")?;
    if !done.status.success() {
        return Ok(Ended::Fails(said(&done)));
    }
    let archive = root.join(String::from_utf8_lossy(&done.stdout).trim());
    let unpacked = run("tar", &["-xzf", &archive.display().to_string(), "-C", &folder.display().to_string()], folder)?;
    if !unpacked.is_some_and(|done| done.status.success()) {
        return Ok(Ended::Fails(format!("{} cannot be unpacked", archive.display())));
    }
    let inside = folder.join(name(&archive).trim_end_matches(".tar.gz"));
    let beside = ["tillsyn.1", "completions/tillsyn.zsh", "LICENSE-MIT", "README.md"];
    if let Some(missing) = beside.iter().find(|file| !inside.join(file).is_file()) {
        return Ok(Ended::Fails(format!("{missing} is missing in {}", archive.display())));
    }
    used(&inside.join("tillsyn"), &format!("{} ({})", name(&archive), size(&archive)?))
}

/// The program has its packs, and does its main job.
fn used(program: &Path, what: &str) -> Result<Ended, Failure> {
    let root = crate::root();
    let of =
        |arguments: &[&str]| -> Result<Output, Failure> { Ok(run(program, arguments, &root)?.ok_or(format!("{} is missing", program.display()))?) };
    let listed = of(&["packs", "--output-format", "concise"])?;
    let packs = String::from_utf8_lossy(&listed.stdout).lines().count();
    let checked = of(&["check", "example-repo", "--output-format", "concise", "--today", "2026-11-25"])?;
    let findings = String::from_utf8_lossy(&checked.stdout).lines().count();
    if packs < PACKS || checked.status.code() != Some(1) || findings < PACKS {
        return Ok(Ended::Fails(format!("{what}: {packs} packs, {findings} findings, {}: {}", checked.status, said(&checked))));
    }
    Ok(Ended::Holds(format!("{what}: {packs} packs, {findings} findings on the example repository")))
}

fn first(folder: &Path, extension: &str) -> Result<Option<PathBuf>, Failure> {
    let Ok(entries) = std::fs::read_dir(folder) else { return Ok(None) };
    let paths = entries.map(|entry| entry.map(|entry| entry.path())).collect::<Result<Vec<_>, _>>()?;
    Ok(paths.into_iter().find(|path| path.extension().is_some_and(|end| end == extension)))
}

fn name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

fn size(path: &Path) -> Result<String, Failure> {
    let bytes = std::fs::metadata(path)?.len();
    Ok(format!("{}.{} MB", bytes / 1_000_000, bytes / 100_000 % 10))
}
