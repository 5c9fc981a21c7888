//! A pull request from anybody: it runs no code, writes nothing beside the chosen files, hides nothing and says nothing to the runner.

use std::os::unix::fs::symlink;

use super::{Change, GUIDELINE};

/// Everything that a runner, a terminal or a page would obey.
const COMMANDS: &str = "::error::x\n::set-output name=exit-code::0\n::add-mask::a\n##[command]rm\n::stop-commands::abc\n\u{1b}]8;;https://exempel.se\u{7}\u{1b}[2J\n<script>alert(1)</script> @exempel ![x](https://exempel.se/x.png)\n%0A::error::y\n";

fn weakened() -> Change {
    let change = Change::new();
    change.write("riktlinjer/resurser.md", &GUIDELINE.replace("ska i budget", "bör i budget"));
    change
}

#[test]
fn a_document_gives_the_runner_no_command_and_the_summary_no_markup() {
    let change = weakened();
    let sentence = "Regionstyrelsen bör i budget tilldela informationssäkerhetsfunktionen ::error::tillräckliga ##[error]resurser <img src=x onerror=alert(1)> @exempel \u{1b}[31m\u{202e}för uppdraget.";
    let title = "# Riktlinje ::error::för informationssäkerhet <script>alert(1)</script>\u{1b}[2J";
    change.write("riktlinjer/resurser.md", &format!("{title}\n\nBeslutad av regionstyrelsen 2026-02-01.\n\n## Resurser\n\n{sentence}\n\n{COMMANDS}"));
    change.write("riktlinjer/::error::namn%0A::error::.md", &format!("# Riktlinje för informationssäkerhet\n\n{COMMANDS}"));
    let job = change.job(&[]);
    assert_eq!(job.codes(), [0, 0, 1], "{}", job.log);
    for command in job.commands() {
        let name = command.trim_start_matches("::").split([' ', ':']).next().unwrap();
        assert!(["error", "warning", "notice"].contains(&name) && command.contains("title="), "{command}");
        let properties = command.split("::").nth(1).unwrap();
        assert!(properties.matches("file=").count() <= 1, "{command}");
    }
    assert!(!job.log.contains('\u{1b}') && !job.log.contains('\u{202e}'), "{:?}", job.log);
    for markup in ["<script", "<img", "@exempel", "](https://exempel.se", "\u{1b}", "\u{202e}"] {
        assert!(!job.summary.contains(markup), "{markup} in {}", job.summary);
    }
    assert_eq!(job.outputs["exit-code"], "1");
}

#[test]
fn inputs_are_words_and_never_a_script() {
    let change = weakened();
    let evil = "$(touch pwned)`touch pwned`;touch pwned\" && touch pwned; \"";
    for input in ["paths", "base", "baseline", "profile", "fail-on", "language", "working-directory", "annotations", "summary", "install"] {
        let job = change.job(&[(input, evil)]);
        assert!(!change.path().join("pwned").exists(), "{input}: {}", job.log);
        // A switch that is neither on nor off is off; everything else is refused.
        let harmless = ["annotations", "summary"].contains(&input);
        assert_eq!(job.codes().last(), Some(&if harmless { 1 } else { 2 }), "{input}: {}", job.log);
        change.git(&["switch", "-q", "andring"]);
    }
    let job = change.job(&[("paths", "--output-file=json=pwned\n--fail-on=never\n")]);
    assert!(!change.path().join("pwned").exists() && job.codes().last() == Some(&2), "{}", job.log);
}

#[test]
fn links_and_configuration_of_the_change_lead_nowhere() {
    let change = weakened();
    let outside = tempfile::TempDir::new().unwrap();
    std::fs::write(outside.path().join("hemligt.md"), "# Policy\n\nHemligheten är röd.\n").unwrap();
    for name in ["tillsyn.json", "tillsyn.sarif", "tillsyn.github", "tillsyn.markdown"] {
        symlink(outside.path().join("skrivet"), change.path().join(name)).unwrap();
    }
    symlink(outside.path().join("hemligt.md"), change.path().join("lankad.md")).unwrap();
    symlink(outside.path(), change.path().join("mapp")).unwrap();
    change.write("tillsyn.toml", "format = 1\npacks = [\"./egna\"]\n[documents]\nexclude = [\"**\"]\n");
    change.write(".tillsynignore", "*\n");
    change.write(
        "tillsyn-waivers.toml",
        "format = 1\n[[waiver]]\nrule = \"MSB18-2B\"\nreason = \"r\"\nowner = \"o\"\napproved-by = \"a\"\ndecision = \"d\"\nexpires = 2099-01-01\n",
    );
    change.write("tillsyn-baseline.toml", "format = 1\n");
    let job = change.job(&[]);
    assert_eq!(job.codes(), [0, 0, 1], "{}", job.log);
    assert!(!outside.path().join("skrivet").exists());
    let json = std::fs::read_to_string(&job.outputs["json-file"]).unwrap();
    assert!(!json.contains("Hemligheten") && json.contains("change/after-merge"), "{json}");
    assert!(job.commands().iter().any(|line| line.starts_with("::error file=riktlinjer/resurser.md")), "{}", job.log);
}

#[test]
fn programs_and_settings_that_the_change_brings_are_not_run() {
    let change = weakened();
    for name in ["tillsyn", "git", "cargo", "bash"] {
        change.write(name, "#!/bin/sh\ntouch pwned\n");
        std::process::Command::new("chmod").arg("+x").arg(change.path().join(name)).status().unwrap();
    }
    change.write(".gitattributes", "*.md filter=evil diff=evil\n");
    change.write(".gitmodules", "[submodule \"x\"]\n\tpath = x\n\turl = ext::sh -c touch% pwned\n");
    let job = change.job(&[]);
    assert_eq!(job.codes(), [0, 0, 1], "{}", job.log);
    assert!(!change.path().join("pwned").exists());
}
