//! What a hook keeps from run to run: where, and that nothing else does.

use assert_cmd::Command;

use super::{Scratch, TempDir};

/// The output of a check with its caches in a folder, and what stands in the folder afterwards.
fn checked(scratch: &Scratch, caches: &TempDir, arguments: &[&str]) -> (String, Vec<String>) {
    let mut command = Command::new(assert_cmd::cargo::cargo_bin!("tillsyn"));
    let folder = caches.path().join("tillsyn");
    command.current_dir(scratch.path()).env("TILLSYN_TODAY", "2026-11-25").env("LANG", "sv_SE.UTF-8").env("TILLSYN_CACHE_DIR", &folder);
    let output = command.arg("check").args(arguments).output().unwrap();
    let files = std::fs::read_dir(folder).into_iter().flatten().map(|file| file.unwrap().file_name().to_string_lossy().into_owned());
    (format!("{:?}{}{}", output.status.code(), String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr)), files.collect())
}

const HOOK: [&str; 4] = ["--base", "HEAD", "--rules-from", "head"];

#[test]
fn a_hook_says_the_same_with_what_it_has_kept_as_without() {
    let (scratch, caches) = (Scratch::usual(), TempDir::new().unwrap());
    let edits = [
        ("riktlinjer/resurser.md", "ska i budget", "bör i budget"),
        ("policy.md", "ska bedrivas", "ska inte bedrivas"),
        ("policy.md", "ska inte", "ska"),
    ];
    let without = [&HOOK[..], &["--no-cache"]].concat();
    for (path, from, to) in edits {
        scratch.edit(path, from, to);
        let (plain, files) = checked(&scratch, &TempDir::new().unwrap(), &without);
        assert!(files.is_empty(), "{files:?}");
        for time in ["first", "second"] {
            let (kept, files) = checked(&scratch, &caches, &HOOK);
            assert_eq!(kept, plain, "the {time} time after {to}");
            assert!(files.len() == 1 && files.iter().all(|file| file.ends_with(".facts")), "{files:?}");
        }
    }
    assert_eq!(scratch.git(&["status", "--porcelain", "--ignored"]).lines().count(), 1, "nothing is kept in the repository");
}

#[test]
fn a_pull_request_keeps_nothing() {
    let (scratch, caches) = (Scratch::usual(), TempDir::new().unwrap());
    scratch.edit("riktlinjer/resurser.md", "ska i budget", "bör i budget");
    for arguments in [&["--base", "HEAD"][..], &[]] {
        let (_, files) = checked(&scratch, &caches, arguments);
        assert!(files.is_empty(), "{arguments:?}: {files:?}");
    }
}

#[test]
fn a_folder_that_cannot_be_written_is_no_trouble() {
    let (scratch, caches) = (Scratch::usual(), TempDir::new().unwrap());
    std::fs::write(caches.path().join("tillsyn"), "no folder").unwrap();
    scratch.edit("riktlinjer/resurser.md", "ska i budget", "bör i budget");
    let (plain, _) = checked(&scratch, &TempDir::new().unwrap(), &[&HOOK[..], &["--no-cache"]].concat());
    let mut command = Command::new(assert_cmd::cargo::cargo_bin!("tillsyn"));
    command.current_dir(scratch.path()).env("TILLSYN_TODAY", "2026-11-25").env("LANG", "sv_SE.UTF-8");
    let output = command.env("TILLSYN_CACHE_DIR", caches.path().join("tillsyn")).arg("check").args(HOOK).output().unwrap();
    let said = format!("{:?}{}{}", output.status.code(), String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert_eq!(said, plain);
}
