//! Documents, names and configurations that were made to do harm: each gives words and an exit code, in bounded time, never a panic,
//! never silence, and nothing of them steers a terminal or a build server.

#![allow(clippy::unwrap_used)]

mod schema;

use std::path::Path;
use std::time::Duration;

use assert_cmd::Command;
use serde_json::Value;
use tempfile::TempDir;

const HEAD: &str = "# Riktlinje för informationssäkerhet\n\n";

fn repository(files: &[(&str, Vec<u8>)]) -> TempDir {
    let folder = TempDir::new().unwrap();
    std::fs::create_dir(folder.path().join(".git")).unwrap();
    for (path, bytes) in files {
        let path = folder.path().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
    }
    folder
}

/// Exit code, standard output and standard error of a run that must end by itself and must not have failed inside.
fn run(folder: &Path, arguments: &[&str]) -> (i32, Vec<u8>, String) {
    let mut command = Command::new(assert_cmd::cargo::cargo_bin!("tillsyn"));
    command.current_dir(folder).args(arguments).env("LANG", "sv_SE.UTF-8").env("TILLSYN_TODAY", "2026-11-25").env_remove("COLUMNS");
    let output = command.timeout(Duration::from_secs(300)).output().unwrap();
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    let code = output.status.code().unwrap_or_else(|| panic!("no exit code: ended by a signal or by the clock\n{told}"));
    assert!(!told.contains("panicked") && !told.contains("RUST_BACKTRACE") && !told.contains("programmet gjorde fel"), "{told}");
    (code, output.stdout, told)
}

/// The report of a run over everything, in which every file must be found again: read, or not checked and told of.
fn report(folder: &Path, paths: &[&str]) -> (i32, Value, String) {
    let (code, out, told) = run(folder, &["check", "--profile", "full", "--output-format", "json"]);
    let value: Value = serde_json::from_slice(&out).unwrap();
    schema::assert_results(&value);
    let named = |list: &str, path: &str| value[list].as_array().unwrap().iter().any(|one| one["path"] == path);
    for path in paths {
        let refused = named("not-checked", path) && (named("notifications", path) || told.contains(path));
        assert!(named("documents", path) || refused, "{path} is passed over in silence:\n{told}");
    }
    (code, value, told)
}

fn notified(value: &Value, path: &str, code: &str) -> bool {
    value["notifications"].as_array().unwrap().iter().any(|one| one["path"] == path && one["code"] == code)
}

#[test]
fn deep_nesting_and_bombs_end() {
    let nested = |unit: &str, times: usize| format!("{HEAD}{}\n\nIt-chefen ska granska.\n", unit.repeat(times)).into_bytes();
    let lists: String = (0..5_000).map(|depth| format!("{}- a\n", "  ".repeat(depth % 2_000))).collect();
    let files = [
        ("citat.md", nested("> ", 10_000)),
        ("citat-tatt.md", nested(">", 10_000)),
        ("listor.md", format!("{HEAD}{lists}").into_bytes()),
        ("listor-rad.md", nested("- ", 5_000)),
        ("hakar.md", nested("[", 100_000)),
        ("hakar-bada.md", nested("[a](", 20_000)),
        ("bilder.md", nested("![", 50_000)),
        ("stjarnor.md", nested("*", 100_000)),
        ("betoning.md", nested("*a **b _c ", 10_000)),
        ("betoning-stangd.md", nested("**a*b", 20_000)),
        ("kod.md", nested("`a``b```", 10_000)),
        ("kommentarer.md", nested("<!-- <a <b ", 10_000)),
        ("streck.md", nested("|", 50_000)),
        ("tabell.md", format!("{HEAD}|{}\n|{}\n|{}\n", "a|".repeat(5_000), "-|".repeat(5_000), "b|".repeat(5_000)).into_bytes()),
        ("entiteter.md", nested("&amp;&#x41;&", 4_000)),
        ("fotnoter.md", nested("[^a]: ", 10_000)),
        ("rubriker.md", nested("# a\n", 3_000)),
        ("skilje.md", nested("a, b och c ska; ", 1_000)),
    ];
    let folder = repository(&files);
    let paths: Vec<&str> = files.iter().map(|(path, _)| *path).collect();
    let (code, ..) = report(folder.path(), &paths);
    assert!(code <= 1);
}

#[test]
fn a_line_of_a_megabyte_is_read_and_shown() {
    let sentence = "Systemägaren ska regelbundet granska behörigheter och [ange ansvarig] rapporterar vid behov. ";
    let files = [
        ("rad.md", format!("{HEAD}{}{}{sentence}\n", sentence.repeat(20), "ab ".repeat(330_000)).into_bytes()),
        ("ord.md", format!("{HEAD}It-chefen ska {}\n", "a".repeat(100_000)).into_bytes()),
    ];
    let folder = repository(&files);
    report(folder.path(), &["rad.md", "ord.md"]);
    let (_, out, _) = run(folder.path(), &["check", "--profile", "full"]);
    let out = String::from_utf8(out).unwrap();
    assert!(out.contains("rad.md:3") && out.lines().all(|line| line.chars().count() <= 80));
}

#[test]
fn front_matter_bombs_are_told() {
    let mut aliases = String::from("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
    for at in 1..30 {
        let inner = vec![format!("*a{}", at - 1); 9].join(", ");
        aliases.push_str(&format!("a{at}: &a{at} [{inner}]\n"));
    }
    let yaml = |body: &str| format!("---\n{body}\n---\n\n{HEAD}It-chefen ska granska.\n").into_bytes();
    let toml = |body: &str| format!("+++\n{body}\n+++\n\n{HEAD}It-chefen ska granska.\n").into_bytes();
    let indented: String = (0..3_000).map(|depth| format!("{}a:\n", " ".repeat(depth))).collect();
    let files = [
        ("alias.md", yaml(&aliases)),
        ("djup-yaml.md", yaml(&format!("a: {}", "[".repeat(20_000)))),
        ("djup-yaml-stangd.md", yaml(&format!("a: {}{}", "[".repeat(20_000), "]".repeat(20_000)))),
        ("djup-yaml-indrag.md", yaml(&format!("titel: x\n{indented}"))),
        ("djup-yaml-klamrar.md", yaml(&format!("a: {}", "{b: ".repeat(20_000)))),
        ("djup-toml.md", toml(&format!("a = {}", "[".repeat(20_000)))),
        ("djup-toml-punkter.md", toml(&format!("{}a = 1", "a.".repeat(4_000)))),
        ("djup-toml-tabeller.md", toml(&format!("a = {}", "{b = ".repeat(20_000)))),
        ("utan-slut.md", format!("---\ntitel: Riktlinje för åtkomst\nägare: it-chefen\n\n{HEAD}It-chefen ska granska.\n").into_bytes()),
        ("utan-slut-lang.md", format!("---\n{}", "titel: x\n".repeat(20_000)).into_bytes()),
        ("nul.md", yaml("titel: a\u{0}b")),
        ("sig-sjalv.md", yaml("a: &a [*a]")),
    ];
    let folder = repository(&files);
    let paths: Vec<&str> = files.iter().map(|(path, _)| *path).collect();
    let (_, value, _) = report(folder.path(), &paths);
    for path in ["alias.md", "djup-yaml.md", "djup-toml.md", "utan-slut.md"] {
        assert!(notified(&value, path, "front-matter/broken"), "{path}");
    }
}

#[test]
fn odd_bytes_are_read_or_told() {
    let wide = |units: &[u16]| units.iter().flat_map(|unit| unit.to_le_bytes()).collect::<Vec<u8>>();
    let mut lone: Vec<u16> = vec![0xfeff];
    lone.extend(HEAD.encode_utf16());
    lone.extend([0xd800, 0x41, 0xdc00, 0xdc00, 0x0a]);
    let mut odd = wide(&lone);
    odd.push(0x41);
    let mut files: Vec<(String, Vec<u8>)> = vec![
        ("nul.md".into(), format!("{HEAD}It-chefen\u{0} ska \u{0}granska.\n").into_bytes()),
        ("surrogat.md".into(), wide(&lone)),
        ("udda.md".into(), odd),
        ("bom.md".into(), vec![0xef, 0xbb, 0xbf]),
        ("bom16.md".into(), vec![0xff, 0xfe]),
        ("bom16-stor.md".into(), vec![0xfe, 0xff]),
        ("tom.md".into(), Vec::new()),
        ("blank.md".into(), b" \r\n\t\n".to_vec()),
        ("ogiltig.md".into(), [HEAD.as_bytes(), b"It-chefen \xff\xfe\xc3( ska granska.\n"].concat()),
        ("vagnretur.md".into(), format!("{HEAD}It-chefen ska granska.\n\n- a\n- b\n").replace('\n', "\r").into_bytes()),
        ("sidbrytning.md".into(), format!("{HEAD}a\u{c}b\u{b}c\u{85}d\u{2028}e\u{2029}f\n").into_bytes()),
        ("markor.md".into(), format!("\u{301}{HEAD}\u{301}a{}\n", "\u{308}".repeat(20_000)).into_bytes()),
    ];
    let mut seed = 11_u64;
    for at in 0..60 {
        let mut next = || {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            u8::try_from(seed >> 56).unwrap()
        };
        let bytes: Vec<u8> = (0..400).map(|_| next()).collect();
        // Every other file without NUL, so that it is read as text.
        files.push((format!("slump/{at}.md"), bytes.into_iter().map(|byte| if at % 2 == 0 { byte.max(1) } else { byte }).collect()));
    }
    let named: Vec<(&str, Vec<u8>)> = files.iter().map(|(path, bytes)| (path.as_str(), bytes.clone())).collect();
    let folder = repository(&named);
    let paths: Vec<&str> = files.iter().map(|(path, _)| path.as_str()).collect();
    let (code, value, told) = report(folder.path(), &paths);
    assert_eq!(code, 1, "bytes that are no text are an error:\n{told}");
    for path in ["bom.md", "bom16.md", "tom.md", "blank.md"] {
        assert!(notified(&value, path, "document/empty"), "{path}");
    }
    assert!(notified(&value, "ogiltig.md", "decode/windows-1252") && notified(&value, "surrogat.md", "decode/utf-16"));
    assert_eq!(value["documents"].as_array().unwrap().iter().find(|one| one["path"] == "vagnretur.md").unwrap()["kind"], "guideline");
}

#[cfg(unix)]
#[test]
fn odd_places_are_told() {
    use std::os::unix::ffi::OsStrExt;
    use std::os::unix::fs::{PermissionsExt, symlink};
    let text = format!("{HEAD}It-chefen ska granska.\n").into_bytes();
    let folder =
        repository(&[("a/riktlinje.md", text.clone()), ("mapp.md/inne.md", text.clone()), ("stangd.md", text.clone()), ("last/x.md", text.clone())]);
    let root = folder.path();
    symlink("..", root.join("a/upp")).unwrap();
    symlink("sig-sjalv.md", root.join("sig-sjalv.md")).unwrap();
    symlink("finns-inte.md", root.join("pekar-fel.md")).unwrap();
    symlink("/etc", root.join("ut")).unwrap();
    std::fs::write(root.join(std::ffi::OsStr::from_bytes(b"l\xe5s.md")), &text).unwrap();
    for (path, mode) in [("stangd.md", 0o000), ("last", 0o000)] {
        std::fs::set_permissions(root.join(path), std::fs::Permissions::from_mode(mode)).unwrap();
    }
    let privileged = std::fs::read(root.join("stangd.md")).is_ok();
    let (code, value, told) =
        report(root, &["a/riktlinje.md", "mapp.md/inne.md", "mapp.md", "pekar-fel.md", "sig-sjalv.md", "a/upp", "ut", "l\u{fffd}s.md"]);
    assert_eq!(code, 1, "{told}");
    assert!(notified(&value, "pekar-fel.md", "read/failed"), "{told}");
    if !privileged {
        assert!(notified(&value, "stangd.md", "read/failed") && notified(&value, "last", "read/failed"), "{told}");
    }
    std::fs::set_permissions(root.join("last"), std::fs::Permissions::from_mode(0o755)).unwrap();
}

#[cfg(unix)]
#[test]
fn what_decides_is_not_read_through_a_link_out_of_the_repository() {
    use std::os::unix::fs::symlink;
    let outside = TempDir::new().unwrap();
    std::fs::write(outside.path().join("hemligt.toml"), "losenord = \"Sommar2026\"\n").unwrap();
    for name in ["tillsyn.toml", "tillsyn-waivers.toml"] {
        let folder = repository(&[("a.md", format!("{HEAD}It-chefen ska granska.\n").into_bytes())]);
        let _ = std::fs::remove_file(folder.path().join(name));
        symlink(outside.path().join("hemligt.toml"), folder.path().join(name)).unwrap();
        let (code, out, told) = run(folder.path(), &["check"]);
        assert_eq!(code, 2, "{name}: {told}");
        assert!(told.contains(name) && !told.contains("Sommar") && !String::from_utf8_lossy(&out).contains("Sommar"), "{told}");
        // A link within the repository is a file like any other.
        std::fs::remove_file(folder.path().join(name)).unwrap();
        std::fs::write(folder.path().join("egen.toml"), "format = 1\n").unwrap();
        symlink("egen.toml", folder.path().join(name)).unwrap();
        let (code, _, told) = run(folder.path(), &["check"]);
        assert!(code < 2, "{name}: {told}");
    }
}

/// Bytes and beginnings of lines that a terminal or a build server obeys.
fn steers(bytes: &[u8]) -> Option<String> {
    let text = String::from_utf8_lossy(bytes);
    let control = |c: char| (c.is_control() && c != '\n') || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200b}'..='\u{200f}');
    let bad = |line: &&str| line.chars().any(control) || line.trim_start().starts_with("::") || line.contains("##[");
    text.lines().find(bad).map(|line| format!("{line:?}"))
}

#[test]
fn nothing_of_a_document_steers_a_terminal_or_a_build_server() {
    let evil = "\u{1b}[31m\u{1b}]0;titel\u{7}\u{9b}2J\u{202e}vänd\u{2066} ::error::stopp ##[error]stopp \u{7f}";
    let filler = "regelbundet ".repeat(4);
    let text = format!(
        "---\ntitel: \"Informationssäkerhetspolicy {evil}\"\nnästa översyn: 2027-01-12\n---\n\n# Informationssäkerhetspolicy {evil}\n\nMedicinteknisk \
         {evil} utrustning omfattas inte av policyn {evil}.\n\n## Krav {evil}\n\n::error file=a.md,line=1::{filler}granska {evil}\n\n##[error]Se [ange {evil}] och \
         [länk]({evil}.md). Datainspektionen {evil} ska se över.\n\n## Tom {evil}\n"
    );
    let folder = repository(&[
        ("policy.md", text.clone().into_bytes()),
        ("::error::x.md", text.into_bytes()),
        ("bild\u{1b}[31m\u{202e}.md", b"\x00\x01\xff".to_vec()),
    ]);
    for format in ["full", "concise", "json", "sarif", "github", "gitlab", "junit", "rdjson", "markdown"] {
        for show in ["findings", "all"] {
            let arguments = ["check", "--profile", "full", "--output-format", format, "--show", show, "--color", "never"];
            let (_, out, told) = run(folder.path(), &arguments);
            assert!(!out.is_empty());
            // Annotations are commands, one a line; what stands behind them is not to be one.
            let own = ["::error file=", "::warning file=", "::notice file=", "::error title=", "::warning title=", "::notice title="];
            let behind = |line: &str| own.iter().find_map(|own| line.strip_prefix(own)).map_or_else(|| line.to_owned(), str::to_owned) + "\n";
            let out = if format == "github" { String::from_utf8(out).unwrap().lines().map(behind).collect::<String>().into_bytes() } else { out };
            assert_eq!(steers(&out), None, "{format}");
            assert_eq!(steers(told.as_bytes()), None, "{format}");
        }
    }
    let (_, out, _) = run(folder.path(), &["check", "--profile", "full", "--output-format", "json"]);
    let value: Value = serde_json::from_slice(&out).unwrap();
    schema::assert_results(&value);
    let quotes = value["verdicts"].as_array().unwrap().iter().flat_map(|one| one["evidence"].as_array().unwrap());
    assert!(quotes.filter_map(|one| one["quote"].as_str()).any(|quote| quote.contains('\u{1b}')), "JSON still quotes the document as it is");
    for arguments in [&["facts", "policy.md"][..], &["facts", "policy.md", "--output-format", "json"], &["check", "\u{1b}[31m::error::finns-inte"]] {
        let (_, out, told) = run(folder.path(), arguments);
        assert_eq!(steers(&out).or_else(|| steers(told.as_bytes())), None, "{arguments:?}");
    }
}

#[test]
fn nothing_of_a_configuration_steers_either() {
    let evil = "\u{1b}[31m\u{202e}::error::";
    let text =
        format!("format = 1\nprofile = \"{evil}\"\n# {evil}\n[terms.\"{evil}\"]\nsv = [\"x\"]\n[[levels]]\nrule = \"{evil}\"\nlevel = \"off\"\n");
    let folder = repository(&[("tillsyn.toml", text.into_bytes()), ("a.md", HEAD.as_bytes().to_vec())]);
    let (code, out, told) = run(folder.path(), &["check"]);
    assert_eq!((code, out.len()), (2, 0));
    assert!(!told.is_empty());
    assert_eq!(steers(told.as_bytes()), None, "{told}");
    for deep in [format!("a = {}", "[".repeat(20_000)), format!("{}a = 1", "a.".repeat(20_000)), "\u{0}".to_owned(), "[[[[".to_owned()] {
        std::fs::write(folder.path().join("tillsyn.toml"), deep).unwrap();
        let (code, _, told) = run(folder.path(), &["check"]);
        assert!(code == 2 && !told.is_empty());
    }
}
