//! Where the base cannot be had, and what is said then.

use super::{Scratch, git, tillsyn};

fn refused(folder: &std::path::Path, arguments: &[&str]) -> String {
    let output = tillsyn(folder, arguments);
    assert_eq!(output.status.code(), Some(2), "{}", String::from_utf8_lossy(&output.stdout));
    assert!(output.stdout.is_empty());
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn an_unknown_revision_is_refused() {
    let scratch = Scratch::usual();
    let said = refused(scratch.path(), &["check", "--base", "origin/main"]);
    assert!(said.contains("origin/main") && !said.contains("fetch"), "{said}");
    for odd in ["--output=x", "-h", "HEAD:policy.md", "@{-5}", "\u{1b}[31m"] {
        let said = refused(scratch.path(), &["check", &format!("--base={odd}")]);
        assert!(!said.contains('\u{1b}'), "{said:?}");
    }
    assert!(!scratch.path().join("x").exists());
}

#[test]
fn a_shallow_clone_says_what_to_fetch() {
    let scratch = Scratch::usual();
    let first = scratch.git(&["rev-parse", "HEAD"]);
    scratch.git(&["checkout", "-q", "-b", "gren"]);
    scratch.edit("policy.md", "Inriktning", "Riktning");
    scratch.commit("Två");
    let clones = tempfile::TempDir::new().unwrap();
    let url = format!("file://{}", scratch.path().display());
    git(clones.path(), &["clone", "-q", "--depth=1", "--branch=gren", &url, "grund"]);
    let clone = clones.path().join("grund");
    let said = refused(&clone, &["check", "--base", &first]);
    assert!(said.contains("git fetch --depth=1 origin") && said.contains("fetch-depth: 0"), "{said}");
    git(&clone, &["fetch", "-q", "--depth=1", "origin", "main"]);
    let output = tillsyn(&clone, &["check", "--base", "FETCH_HEAD"]);
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.code() == Some(2) && said.contains("--unshallow"), "{said}");
    git(&clone, &["fetch", "-q", "--unshallow", "origin"]);
    let output = tillsyn(&clone, &["check", "--base", &first, "--select", "MSB18-1D"]);
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn the_base_is_what_both_have_in_common() {
    let scratch = Scratch::usual();
    scratch.git(&["checkout", "-q", "-b", "gren"]);
    scratch.git(&["checkout", "-q", "main"]);
    scratch.edit("riktlinjer/resurser.md", "## Resurser", "## System\n\nSystemägaren ska se över systemen varje månad.\n\n## Resurser");
    scratch.commit("Någon annan skrev till");
    scratch.git(&["checkout", "-q", "gren"]);
    scratch.checked(&["--base", "main"]).assert_quiet();
}

#[test]
fn without_a_commit_everything_is_new() {
    let folder = tempfile::TempDir::new().unwrap();
    git(folder.path(), &["init", "-q"]);
    std::fs::write(folder.path().join("policy.md"), super::POLICY.replace("inklusive medicintekniska", "utom medicintekniska")).unwrap();
    std::fs::write(folder.path().join("tillsyn.toml"), "format = 1\n[organisation]\nkind = \"region\"\n").unwrap();
    let output = tillsyn(folder.path(), &["check", "--base", "HEAD", "--rules-from", "head", "--select", "MSB18-1D"]);
    assert_eq!(output.status.code(), Some(1), "{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn outside_a_repository_of_git_it_is_refused() {
    let folder = tempfile::TempDir::new().unwrap();
    std::fs::write(folder.path().join("policy.md"), super::POLICY).unwrap();
    let said = refused(folder.path(), &["check", "--base", "HEAD"]);
    assert!(said.contains("git"), "{said}");
    let said = refused(folder.path(), &["check", "--base", "HEAD", "--isolated", "policy.md"]);
    assert!(said.contains("--isolated"), "{said}");
}

#[test]
fn a_repository_of_documents_below_the_top_of_git_is_compared_by_its_own_paths() {
    let scratch = Scratch::usual();
    for path in ["policy.md", "riktlinjer", "tillsyn.toml"] {
        std::fs::create_dir_all(scratch.path().join("under/styrning")).unwrap();
        scratch.rename(path, &format!("under/styrning/{path}"));
    }
    scratch.commit("Flyttat");
    scratch.edit("under/styrning/riktlinjer/resurser.md", "ska i budget", "bör i budget");
    let below = scratch.path().join("under/styrning");
    let output = tillsyn(&below, &["check", "--base", "HEAD", "--select", "MSB18-2B", "--output-format", "concise"]);
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.status.code() == Some(1) && said.starts_with("riktlinjer/resurser.md:7:"), "{said}");
}

#[test]
fn the_work_tree_and_the_index_stay_as_they_were() {
    let scratch = Scratch::usual();
    scratch.edit("policy.md", "Inriktning", "Riktning");
    scratch.write("ny.md", "# Ny policy\n");
    let before = (scratch.git(&["status", "--porcelain"]), std::fs::read(scratch.path().join(".git/index")).unwrap());
    scratch.checked(&["--base", "HEAD"]);
    let after = (scratch.git(&["status", "--porcelain"]), std::fs::read(scratch.path().join(".git/index")).unwrap());
    assert_eq!(before.0, after.0);
}
