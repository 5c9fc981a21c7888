//! `docs/write-a-pack.md` is run as it is read: files are written, commands are run, and what they print is what the guide says.

#![allow(clippy::unwrap_used)]

use std::path::Path;

use assert_cmd::Command;
use tempfile::TempDir;

const GUIDE: &str = include_str!("../docs/write-a-pack.md");

/// A block between fences: what stands after them, and its lines.
fn blocks(text: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut open: Option<(String, String)> = None;
    for line in text.lines() {
        match (&mut open, line.strip_prefix("```")) {
            (None, Some(info)) => open = Some((info.to_owned(), String::new())),
            (Some(_), Some(_)) => found.extend(open.take()),
            (Some((_, body)), None) => body.push_str(&format!("{line}\n")),
            (None, None) => {}
        }
    }
    assert!(open.is_none(), "a block is not closed");
    found
}

/// Runs the commands of a block and holds each to what is printed below it.
fn run(folder: &Path, body: &str, code: i32) {
    for transcript in body.split("$ ").skip(1) {
        let (command, wanted) = transcript.split_once('\n').unwrap();
        let mut words = command.split(' ');
        assert_eq!(words.next(), Some("tillsyn"), "{command}");
        let mut tillsyn = Command::new(assert_cmd::cargo::cargo_bin!("tillsyn"));
        tillsyn.current_dir(folder).args(words).env("LANG", "en_GB.UTF-8").env_remove("LC_ALL").env_remove("COLUMNS").env_remove("TILLSYN_TODAY");
        let output = tillsyn.output().unwrap();
        let printed = format!("{}{}", String::from_utf8(output.stdout).unwrap(), String::from_utf8(output.stderr).unwrap());
        assert_eq!(output.status.code(), Some(code), "{command}\n{printed}");
        assert!(says(&printed, wanted), "{command} prints:\n{printed}\nand the guide says:\n{wanted}");
    }
}

/// Whether a text is what is wanted, line by line; `[…]` stands for any lines. Empty lines do not matter.
fn says(printed: &str, wanted: &str) -> bool {
    let lines = |text: &str| text.lines().map(str::trim_end).filter(|line| !line.is_empty()).map(str::to_owned).collect::<Vec<_>>();
    let (printed, wanted) = (lines(printed), lines(wanted));
    let mut at = 0;
    let mut pieces = wanted.split(|line| line == "[…]").peekable();
    let mut first = true;
    while let Some(piece) = pieces.next() {
        let last = pieces.peek().is_none();
        let mut starts = if first { at..=at } else { at..=printed.len() };
        let fits = |start: &usize| {
            printed.get(*start..start + piece.len()) == Some(piece) && (!last || piece.is_empty() || start + piece.len() == printed.len())
        };
        match starts.find(fits) {
            Some(start) => at = start + piece.len(),
            None => return false,
        }
        first = false;
    }
    wanted.last().is_some_and(|line| line == "[…]") || at == printed.len()
}

#[test]
fn the_guide_is_what_the_program_does() {
    let folder = TempDir::new().unwrap();
    let (mut commands, mut files) = (0, 0);
    for (info, body) in blocks(GUIDE) {
        match info.split_once(' ').unwrap_or((&info, "")) {
            ("console", exit) => {
                let code = if exit.is_empty() { 0 } else { exit.strip_prefix("exit=").unwrap().parse().unwrap() };
                run(folder.path(), &body, code);
                commands += 1;
            }
            ("toml" | "markdown", path) => {
                let path = folder.path().join(path);
                // What is filled in was begun by a command; only documents and the configuration are written by hand.
                assert!(path.exists() || path.parent() == Some(folder.path()), "{} was not begun", path.display());
                std::fs::write(path, body).unwrap();
                files += 1;
            }
            other => panic!("a block that is not run: {other:?}"),
        }
    }
    assert!(commands >= 8 && files >= 6, "{commands} blocks of commands, {files} files");
}

#[test]
fn a_transcript_that_differs_is_noticed() {
    assert!(says("a\nb\n\nc\n", "a\nb\nc\n") && says("a\nb\nc\n", "a\n[…]\n") && says("a\nb\nc\n", "[…]\nc\n") && says("a\nb\nc\n", "a\n[…]\nc\n"));
    for wrong in ["", "a\n", "a\nc\n", "b\n[…]\n", "a\n[…]\nb\n", "a\nb\nc\nd\n", "[…]\nd\n[…]\n"] {
        assert!(!says("a\nb\nc\n", wrong), "{wrong:?}");
    }
}

/// Every link of the guide leads to something in the tree.
#[test]
fn the_links_of_the_guide_lead_somewhere() {
    let docs = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs");
    let targets: Vec<&str> = GUIDE.split("](").skip(1).map(|rest| rest.split(')').next().unwrap()).collect();
    assert!(targets.len() >= 4, "{targets:?}");
    for target in targets {
        assert!(docs.join(target).exists(), "{target}");
    }
}
