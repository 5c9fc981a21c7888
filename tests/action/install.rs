//! How the action comes by its program: the release of its own version, verified; else its own source.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::Command;

use tempfile::TempDir;

use super::{Change, Job, Runner};

const NAME: &str = concat!("tillsyn-", env!("CARGO_PKG_VERSION"), "-x86_64-unknown-linux-musl");

/// A place of releases with the program of this build in it.
fn releases() -> TempDir {
    let folder = TempDir::new().unwrap();
    let inside = folder.path().join(format!("v{}", env!("CARGO_PKG_VERSION")));
    fs::create_dir_all(inside.join(NAME)).unwrap();
    fs::copy(assert_cmd::cargo::cargo_bin!("tillsyn"), inside.join(NAME).join("tillsyn")).unwrap();
    sh(&inside, &format!("tar -czf {NAME}.tar.gz {NAME} && sha256sum {NAME}.tar.gz > SHA256SUMS"));
    folder
}

fn sh(folder: &Path, script: &str) {
    assert!(Command::new("sh").arg("-c").arg(script).current_dir(folder).status().unwrap().success(), "{script}");
}

/// The job with these releases, and a cargo that only says that it was asked.
fn job(releases: &Path) -> Job {
    let change = Change::new();
    let tools = TempDir::new().unwrap();
    let cargo = tools.path().join("cargo");
    let built = assert_cmd::cargo::cargo_bin!("tillsyn");
    let script = format!(
        "#!/bin/sh\necho \"cargo $*\"\nwhile [ \"$1\" != --root ]; do shift; done\nmkdir -p \"$2/bin\" && cp '{}' \"$2/bin/tillsyn\"\n",
        built.display()
    );
    fs::write(&cargo, script).unwrap();
    fs::set_permissions(&cargo, fs::Permissions::from_mode(0o755)).unwrap();
    let mut runner = Runner::new(change.path(), serde_json::json!({}));
    let path = format!("{}:/usr/local/bin:/usr/bin:/bin", tools.path().display());
    runner.machine = vec![("TILLSYN_RELEASES".to_owned(), format!("file://{}", releases.display())), ("PATH".to_owned(), path)];
    runner.run(&[("install", "auto"), ("fail-on", "never")])
}

#[test]
fn the_release_of_the_same_version_is_taken() {
    let job = job(releases().path());
    assert_eq!(job.codes(), [0, 0, 0], "{}", job.log);
    assert!(job.log.starts_with("tillsyn ") && !job.log.contains("cargo install"), "{}", job.log);
}

#[test]
fn a_release_that_is_not_what_its_checksum_says_is_refused() {
    let releases = releases();
    let sums = releases.path().join(format!("v{}/SHA256SUMS", env!("CARGO_PKG_VERSION")));
    for text in [format!("{}  {NAME}.tar.gz\n", "0".repeat(64)), String::new()] {
        fs::write(&sums, text).unwrap();
        let job = job(releases.path());
        assert_eq!(job.codes(), [2, 2], "{}", job.log);
        assert_eq!(job.names(), ["Install tillsyn", "Decide"]);
        assert!(job.log.contains("is not the one that SHA256SUMS names") && !job.log.contains("cargo install"), "{}", job.log);
    }
}

#[test]
fn without_a_release_the_source_of_the_action_is_built() {
    let job = job(TempDir::new().unwrap().path());
    assert_eq!(job.codes(), [0, 0, 0], "{}", job.log);
    assert!(job.log.contains("building it from source") && job.log.contains("cargo install --locked"), "{}", job.log);
}
