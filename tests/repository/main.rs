//! Who is asked, and how documents belong together: small repositories, each with what must come of it.

#![allow(clippy::unwrap_used, reason = "a test that cannot read its data fails")]
#![allow(clippy::print_stderr, reason = "a test that compares nothing says so")]

mod agreements;
mod alone;
mod boundaries;
mod contradiction;
mod drafts;
mod ended;
mod figures;
mod forums;
mod languages;
mod parts;
mod presupposes;
mod profiles;
mod references;
mod related;
#[path = "../schema/mod.rs"]
mod schema;
mod translations;
mod whole_area;

use std::path::Path;

use assert_cmd::Command;
use serde_json::Value;
use tempfile::TempDir;

/// A repository with a `tillsyn.toml` and these files.
fn repository(configuration: &str, files: &[(&str, &str)]) -> TempDir {
    let folder = TempDir::new().unwrap();
    write(folder.path(), "tillsyn.toml", &format!("format = 1\n{configuration}"));
    for (path, text) in files {
        write(folder.path(), path, text);
    }
    folder
}

fn write(folder: &Path, path: &str, text: &str) {
    let path = folder.join(path);
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(path, text).unwrap();
}

/// The report in JSON, and the exit code.
fn check(folder: &Path, arguments: &[&str]) -> (Value, i32) {
    let output = Command::new(assert_cmd::cargo::cargo_bin!("tillsyn"))
        .current_dir(folder)
        .args(["check", "--today", "2026-11-25", "--lang", "sv", "--output-format", "json"])
        .args(arguments)
        .output()
        .unwrap();
    let report = serde_json::from_slice(&output.stdout).unwrap_or_else(|_| panic!("{}", String::from_utf8_lossy(&output.stderr)));
    schema::assert_results(&report);
    (report, output.status.code().unwrap())
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

/// Verdicts of a rule: subject (empty for the repository) and verdict.
fn verdicts(report: &Value, code: &str) -> Vec<(String, String)> {
    let all = report["verdicts"].as_array().unwrap();
    let mut found: Vec<(String, String)> =
        all.iter().filter(|one| one["code"] == code).map(|one| (text(&one["subject"]), text(&one["verdict"]))).collect();
    found.sort();
    found
}

/// Findings of a rule: path, level and message.
fn findings(report: &Value, code: &str) -> Vec<(String, String, String)> {
    let all = report["verdicts"].as_array().unwrap().iter().filter(|one| one["code"] == code);
    let found = all.flat_map(|one| one["findings"].as_array().unwrap());
    found.map(|one| (text(&one["path"]), text(&one["level"]), text(&one["message"]))).collect()
}

fn own(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
    pairs.iter().map(|(one, other)| ((*one).to_owned(), (*other).to_owned())).collect()
}
