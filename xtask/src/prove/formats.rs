//! Formats held against the validators of those who read them: the example repository, and one whose every word and name is hostile.

use std::path::{Path, PathBuf};

use serde_json::Value;

use super::{Ended, npm, run, said};
use crate::Failure;

/// What a terminal, a build server, a browser or a page of Markdown would obey.
const EVIL: &str =
    "\u{1b}[31m\u{202e}\u{7}<script>alert(1)</script> ::set-output name=x::y ##[error]z [link](https://example.org) ]]> &amp; \u{ffff}";

/// Reports in a format, of the example repository and of a hostile one: the files.
fn reports(format: &str, folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let root = crate::root();
    let hostile = folder.join("hostile");
    std::fs::create_dir_all(hostile.join(".git"))?;
    let text = format!(
        "# Informationssäkerhetspolicy {EVIL}\n\nPolicyn gäller all verksamhet i regionen, och alla medarbetare ska följa den. Regionen ska skydda sin \
         information.\n\nMedicinteknisk utrustning omfattas inte av policyn. Se [ange {EVIL}].\n"
    );
    for name in ["policy.md", "år 1%, ::set-output name=a::b.md"] {
        std::fs::write(hostile.join(name), &text)?;
    }
    let mut files = Vec::new();
    for (name, documents) in [("example", root.join("example-repo")), ("hostile", hostile)] {
        let file = folder.join(format!("{name}.{format}"));
        let target = format!("{format}={}", file.display());
        let documents = documents.display().to_string();
        let check = ["run", "--quiet", "--locked", "--package", "tillsyn", "--", "check", &documents, "--profile", "full", "--today", "2026-11-25"];
        let arguments = [&check[..], &["--output-format", "concise", "--fail-on", "never", "--output-file", &target]].concat();
        let done = run("cargo", &arguments, &root)?.ok_or("cargo is missing")?;
        if !done.status.success() {
            return Err(format!("tillsyn ends with {}: {}", done.status, said(&done)).into());
        }
        files.push(file);
    }
    Ok(files)
}

/// Microsoft's multitool, with the rules of SARIF and those of GitHub.
pub(super) fn sarif(folder: &Path) -> Result<Ended, Failure> {
    let modules = match npm(&["@microsoft/sarif-multitool-linux@5.7.0"], folder)? {
        Ok(modules) => modules,
        Err(missing) => return Ok(Ended::Skipped(missing)),
    };
    let tool = modules.join("@microsoft/sarif-multitool-linux/Sarif.Multitool");
    if !tool.is_file() {
        return Ok(Ended::Skipped(format!("{} is missing", tool.display())));
    }
    let (mut results, mut remarks) = (0, 0);
    for file in reports("sarif", folder)? {
        let path = file.display().to_string();
        let verdict = file.with_extension("validation.json");
        let output = verdict.display().to_string();
        let arguments =
            ["validate", &path, "--output", &output, "--level", "Error;Warning;Note", "--rule-kind", "Sarif;Ghas", "--log", "ForceOverwrite"];
        let done = run(&tool, &arguments, folder)?.ok_or("the multitool cannot be started")?;
        let read =
            |file: &Path| -> Result<Value, Failure> { Ok(serde_json::from_str(std::fs::read_to_string(file)?.trim_start_matches('\u{feff}'))?) };
        let (log, found) = (read(&file)?, read(&verdict)?);
        results += log["runs"][0]["results"].as_array().map_or(0, Vec::len);
        let found = found["runs"][0]["results"].as_array().cloned().unwrap_or_default();
        remarks += found.len();
        // There is no public address yet that a tool or a rule could point at.
        let serious = found.iter().filter(|one| one["level"] != "note" && one["ruleId"] != "SARIF2005");
        let serious: Vec<String> = serious.map(|one| format!("{} {}", one["ruleId"], one["message"])).collect();
        if !done.status.success() || !serious.is_empty() {
            return Ok(Ended::Fails(format!("{path}: {}\n{}", serious.join("\n"), said(&done))));
        }
    }
    Ok(Ended::Holds(format!(
        "{results} results by @microsoft/sarif-multitool 5.7.0, rules of SARIF and of GitHub: no error, no warning ({remarks} remarks of style)"
    )))
}

/// xmllint with the schema that Jenkins reads by.
pub(super) fn junit(folder: &Path) -> Result<Ended, Failure> {
    let schema = crate::root().join("tests/schema/published/junit-10.xsd").display().to_string();
    let files = reports("junit", folder)?;
    for file in &files {
        let Some(done) = run("xmllint", &["--noout", "--nonet", "--schema", &schema, &file.display().to_string()], folder)? else {
            return Ok(Ended::Skipped("xmllint is missing (Debian: libxml2-utils)".to_owned()));
        };
        if !done.status.success() {
            return Ok(Ended::Fails(said(&done)));
        }
    }
    Ok(Ended::Holds(format!("{} reports by xmllint with junit-10.xsd", files.len())))
}

/// The TypeScript compiler, with the published types of Code Climate's issues, which GitLab's report is a part of.
pub(super) fn gitlab(folder: &Path) -> Result<Ended, Failure> {
    if let Err(missing) = npm(&["codeclimate-types@0.3.1", "typescript@5"], folder)? {
        return Ok(Ended::Skipped(missing));
    }
    let files = reports("gitlab", folder)?;
    for file in &files {
        let report = std::fs::read_to_string(file)?;
        let typed = file.with_extension("ts");
        std::fs::write(&typed, format!("import type {{ Issue }} from 'codeclimate-types';\nexport const report: Issue[] = {report};\n"))?;
        let tsc = folder.join("node_modules/.bin/tsc");
        let done = run(&tsc, &["--noEmit", "--strict", "--skipLibCheck", "--moduleResolution", "node", &typed.display().to_string()], folder)?;
        let done = done.ok_or("tsc cannot be started")?;
        if !done.status.success() {
            return Ok(Ended::Fails(said(&done)));
        }
    }
    Ok(Ended::Holds(format!("{} reports by tsc with codeclimate-types 0.3.1 (GitLab publishes no schema)", files.len())))
}

/// A validator of reviewdog's format.
pub(super) fn rdjson(folder: &Path) -> Result<Ended, Failure> {
    let modules = match npm(&["@umbrelladocs/rdformat-validator@1.0.1"], folder)? {
        Ok(modules) => modules,
        Err(missing) => return Ok(Ended::Skipped(missing)),
    };
    let files = reports("rdjson", folder)?;
    for file in &files {
        let tool = modules.join(".bin/rdformat-validator");
        let done = run(&tool, &["--strict", "--no-extra-fields", &file.display().to_string()], folder)?.ok_or("the validator cannot be started")?;
        if !done.status.success() {
            return Ok(Ended::Fails(said(&done)));
        }
    }
    Ok(Ended::Holds(format!("{} reports by @umbrelladocs/rdformat-validator 1.0.1, strictly", files.len())))
}
