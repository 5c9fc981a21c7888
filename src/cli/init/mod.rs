//! `tillsyn init`: asks what the organisation is, and writes a configuration, a hook and a workflow. What is there already is left alone.

mod questions;

use std::io::{BufRead, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::Command;

use super::args::{HookWanted, InitArgs};
use super::explain::default_language;
use super::load::load;
use super::{Printed, Refusal, output, width};
use crate::config::FILE_NAME;
use crate::discover::repository_root;
use crate::message::Messages;
use crate::render;
use crate::result::Say;
use questions::Questions;

const WORKFLOW: &str = include_str!("workflow.yml");

/// What pre-commit and prek read.
const PRE_COMMIT: &str = ".pre-commit-config.yaml";

/// The commands of the hook.
const CHECK: &str = "tillsyn check --base HEAD --rules-from head";

/// Runs the command.
pub(crate) fn run(args: &InitArgs) -> Result<Printed, Refusal> {
    if !args.folder.is_dir() {
        return Err(Refusal::say(&Say::new("refusal.no-path").words("path", args.folder.display().to_string())));
    }
    let language = args.lang.clone().unwrap_or_else(default_language);
    let messages = Messages::load(&language);
    let (root, _) = repository_root(&args.folder);
    let loaded = load(&super::args::Common::default(), &root)?;
    let questions = Questions::of(&loaded.library);
    questions.hold(args)?;
    let mut answers = questions.given(args);
    if !root.join(FILE_NAME).exists() && std::io::stdin().is_terminal() && !args.yes {
        let (mut input, mut output) = (std::io::stdin().lock(), std::io::stderr());
        questions.ask(&mut input as &mut dyn BufRead, &mut output as &mut dyn Write, &messages, &mut answers)?;
    }
    let mut told = Told { messages: &messages, lines: Vec::new() };
    told.file(&root.join(FILE_NAME), &answers.configuration(&messages, &language))?;
    hook(&root, args.hook, &mut told)?;
    if !args.no_workflow {
        told.file(&root.join(".github/workflows/tillsyn.yml"), &workflow(&messages))?;
    }
    told.lines.push(messages.say(&Say::new("init.next")));
    Ok(Printed { err: told.lines.iter().flat_map(|line| shown(line)).collect(), ..Printed::default() })
}

/// A line for a terminal; what is to be copied, which is indented, is never broken.
fn shown(line: &str) -> Vec<String> {
    let line = render::line(line);
    let rows = if line.starts_with(' ') { vec![line] } else { render::wrap(&line, width()) };
    rows.into_iter().map(|row| row + "\n").collect()
}

/// What is said of each file.
struct Told<'m> {
    messages: &'m Messages,
    lines: Vec<String>,
}

impl Told<'_> {
    fn say(&mut self, key: &str, file: &Path) {
        self.lines.push(self.messages.say(&Say::new(key).words("path", file.display().to_string())));
    }

    /// Writes a file, unless something of its name is there; whether it was written.
    fn file(&mut self, file: &Path, text: &str) -> Result<bool, Refusal> {
        if std::fs::symlink_metadata(file).is_ok() {
            self.say("init.there", file);
            return Ok(false);
        }
        let folder = file.parent().unwrap_or(Path::new("."));
        std::fs::create_dir_all(folder).map_err(|error| Refusal::unreadable(&folder.display().to_string(), &error))?;
        output::write(file, text)?;
        self.say("init.wrote", file);
        Ok(true)
    }
}

fn workflow(messages: &Messages) -> String {
    let filled = WORKFLOW.replace("{version}", env!("CARGO_PKG_VERSION"));
    filled.replace("{head}", &messages.word("init.workflow")).replace("{depth}", &messages.word("init.depth"))
}

/// The hook: of a tool that runs hooks where there is one, else git's own.
fn hook(root: &Path, wanted: HookWanted, told: &mut Told<'_>) -> Result<(), Refusal> {
    let configuration = root.join(PRE_COMMIT);
    let by_tool = wanted == HookWanted::PreCommit || (wanted == HookWanted::Auto && configuration.is_file());
    if wanted == HookWanted::None {
        return Ok(());
    }
    if by_tool {
        return of_tool(&configuration, told);
    }
    let Some(folder) = hooks(root) else {
        told.lines.push(told.messages.say(&Say::new("init.no-git")));
        return Ok(());
    };
    let file = folder.join("pre-commit");
    let text = format!("#!/bin/sh\n# {}\nexec {CHECK}\n", told.messages.word("init.hook"));
    if told.file(&file, &text)? {
        executable(&file).map_err(|error| Refusal::unreadable(&file.display().to_string(), &error))?;
    }
    Ok(())
}

/// Where git looks for hooks.
fn hooks(root: &Path) -> Option<PathBuf> {
    let asked = Command::new("git").args(["rev-parse", "--git-path", "hooks"]).current_dir(root).output().ok()?;
    let path = String::from_utf8(asked.stdout).ok().filter(|_| asked.status.success())?;
    Some(root.join(path.trim_end_matches('\n')))
}

#[cfg(unix)]
fn executable(file: &Path) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    std::fs::set_permissions(file, std::fs::Permissions::from_mode(0o755))
}

#[cfg(not(unix))]
fn executable(_: &Path) -> std::io::Result<()> {
    Ok(())
}

/// The hook of pre-commit and prek. A file of others is theirs to edit: what to add to it is said.
fn of_tool(file: &Path, told: &mut Told<'_>) -> Result<(), Refusal> {
    let own = format!(
        "  - repo: local\n    hooks:\n      - id: tillsyn\n        name: tillsyn\n        entry: {CHECK}\n        language: system\n        types: [markdown]\n        always_run: true\n        require_serial: true\n"
    );
    if !file.exists() {
        told.file(file, &format!("repos:\n{own}"))?;
        return Ok(());
    }
    let text = std::fs::read_to_string(file).map_err(|error| Refusal::unreadable(&file.display().to_string(), &error))?;
    if text.contains("tillsyn") {
        told.say("init.there", file);
    } else {
        told.say("init.add", file);
        told.lines.extend(own.lines().map(str::to_owned));
    }
    Ok(())
}
