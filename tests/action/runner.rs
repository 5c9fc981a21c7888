//! A runner of composite actions, as far as ours needs one: inputs with defaults, steps in order, expressions in `env`, `with` and `if`,
//! files for outputs and the summary.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;
use tempfile::TempDir;

/// Where the action is run, and for what.
pub struct Runner {
    workspace: PathBuf,
    event: Value,
    /// Variables of the machine, besides those that every step has.
    pub machine: Vec<(String, String)>,
}

/// What came of the steps.
pub struct Job {
    steps: Vec<(String, i32)>,
    /// Everything that was printed, on both streams.
    pub log: String,
    /// The summary of the job.
    pub summary: String,
    /// Outputs of the action.
    pub outputs: BTreeMap<String, String>,
    /// Foreign actions that were taken, with what they were given.
    pub uses: Vec<(String, BTreeMap<String, String>)>,
    /// The folder of temporary files, which the outputs name.
    pub temporary: TempDir,
}

impl Job {
    /// Names of the steps that were taken, in order.
    pub fn names(&self) -> Vec<&str> {
        self.steps.iter().map(|(name, _)| name.as_str()).collect()
    }

    /// Their exit codes.
    pub fn codes(&self) -> Vec<i32> {
        self.steps.iter().map(|(_, code)| *code).collect()
    }

    /// The lines that a runner obeys: those that begin with `::` or hold `##[`, but for what stands while commands are stopped.
    pub fn commands(&self) -> Vec<&str> {
        let mut stopped: Option<String> = None;
        let mut commands = Vec::new();
        for line in self.log.lines() {
            let line = line.trim_start();
            if let Some(token) = &stopped {
                if line == format!("::{token}::") {
                    stopped = None;
                }
            } else if let Some(token) = line.strip_prefix("::stop-commands::") {
                stopped = Some(token.to_owned());
            } else if line.starts_with("::") || line.contains("##[") {
                commands.push(line);
            }
        }
        assert!(stopped.is_none(), "commands were never let through again");
        commands
    }
}

/// What expressions can name.
struct Context<'a> {
    inputs: BTreeMap<String, String>,
    outputs: BTreeMap<String, BTreeMap<String, String>>,
    event: &'a Value,
}

impl Runner {
    pub fn new(workspace: &Path, event: Value) -> Self {
        Self { workspace: workspace.to_owned(), event, machine: Vec::new() }
    }

    /// Takes every step, with the tillsyn of this build on the path unless another way to install it is asked for.
    pub fn run(&self, inputs: &[(&str, &str)]) -> Job {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let action: Value = serde_saphyr::from_str(&std::fs::read_to_string(root.join("action.yml")).unwrap()).unwrap();
        let mut given: BTreeMap<String, String> = BTreeMap::from([("install".to_owned(), "path".to_owned())]);
        given.extend(inputs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
        let declared = action["inputs"].as_object().unwrap();
        assert!(given.keys().all(|name| declared.contains_key(name)), "{given:?}");
        let of = |(name, input): (&String, &Value)| {
            let value = given.get(name).cloned().unwrap_or_else(|| input["default"].as_str().unwrap_or_default().to_owned());
            (name.clone(), value)
        };
        let mut context = Context { inputs: declared.iter().map(of).collect(), outputs: BTreeMap::new(), event: &self.event };
        let mut job = Job {
            steps: Vec::new(),
            log: String::new(),
            summary: String::new(),
            outputs: BTreeMap::new(),
            uses: Vec::new(),
            temporary: TempDir::new().unwrap(),
        };
        for step in action["runs"]["steps"].as_array().unwrap() {
            self.step(step, root, &mut context, &mut job);
        }
        job.summary = std::fs::read_to_string(job.temporary.path().join("summary")).unwrap_or_default();
        for (name, output) in action["outputs"].as_object().unwrap() {
            job.outputs.insert(name.clone(), context.filled(output["value"].as_str().unwrap()));
        }
        job
    }

    fn step(&self, step: &Value, root: &Path, context: &mut Context<'_>, job: &mut Job) {
        let name = step["name"].as_str().unwrap().to_owned();
        let failed = job.steps.iter().any(|(_, code)| *code != 0);
        let condition = step["if"].as_str().map_or("success()", |text| text.trim().trim_start_matches("${{").trim_end_matches("}}").trim());
        if !context.holds(condition, failed) {
            return;
        }
        let filled = |table: &Value| -> BTreeMap<String, String> {
            let table = table.as_object().cloned().unwrap_or_default();
            table.iter().map(|(key, value)| (key.clone(), context.filled(value.as_str().unwrap_or_default()))).collect()
        };
        if let Some(foreign) = step["uses"].as_str() {
            job.uses.push((foreign.to_owned(), filled(&step["with"])));
            job.steps.push((name, 0));
            return;
        }
        let folder = job.temporary.path();
        let (script, output) = (folder.join("step.sh"), folder.join("output"));
        std::fs::write(&script, step["run"].as_str().unwrap()).unwrap();
        std::fs::write(&output, "").unwrap();
        let program = Path::new(assert_cmd::cargo::cargo_bin!("tillsyn")).parent().unwrap().to_owned();
        let path = format!("{}:{}", program.display(), std::env::var("PATH").unwrap());
        let done = Command::new("bash")
            .args(["--noprofile", "--norc", "-eo", "pipefail"])
            .arg(&script)
            .current_dir(&self.workspace)
            .envs([("PATH", path.as_str()), ("TILLSYN_TODAY", "2026-11-25"), ("RUNNER_OS", "Linux"), ("RUNNER_ARCH", "X64"), ("CI", "true")])
            .env("GITHUB_ACTION_PATH", root)
            .env("GITHUB_OUTPUT", &output)
            .env("GITHUB_STEP_SUMMARY", folder.join("summary"))
            .env("RUNNER_TEMP", folder)
            .envs(self.machine.iter().map(|(key, value)| (key, value)))
            .envs(filled(&step["env"]))
            .output()
            .unwrap();
        job.log.push_str(&String::from_utf8_lossy(&done.stdout));
        job.log.push_str(&String::from_utf8_lossy(&done.stderr));
        job.steps.push((name, done.status.code().unwrap()));
        if let Some(id) = step["id"].as_str() {
            let written = std::fs::read_to_string(&output).unwrap();
            let pairs = written.lines().map(|line| line.split_once('=').unwrap_or_else(|| panic!("no output: {line}")));
            context.outputs.insert(id.to_owned(), pairs.map(|(name, value)| (name.to_owned(), value.to_owned())).collect());
        }
    }
}

impl Context<'_> {
    /// A text with every `${{ … }}` in it filled.
    fn filled(&self, text: &str) -> String {
        let Some((before, rest)) = text.split_once("${{") else { return text.to_owned() };
        let (expression, after) = rest.split_once("}}").unwrap();
        format!("{before}{}{}", self.value(expression.trim()), self.filled(after))
    }

    fn value(&self, name: &str) -> String {
        let parts: Vec<&str> = name.split('.').collect();
        match parts.as_slice() {
            ["inputs", input] => self.inputs.get(*input).cloned().unwrap_or_else(|| panic!("no input {input}")),
            ["steps", id, "outputs", output] => self.outputs.get(*id).and_then(|all| all.get(*output)).cloned().unwrap_or_default(),
            ["github", "event", path @ ..] => {
                let pointer: String = path.iter().map(|part| format!("/{part}")).collect();
                self.event.pointer(&pointer).and_then(Value::as_str).unwrap_or_default().to_owned()
            }
            ["github", "token"] => String::new(),
            ["github", "action_repository"] => "exempel/tillsyn".to_owned(),
            _ => panic!("the runner knows no {name}"),
        }
    }

    /// Conditions joined by `&&`.
    fn holds(&self, condition: &str, failed: bool) -> bool {
        let always = condition.contains("cancelled()");
        let one = |part: &str| match part.trim() {
            "success()" => true,
            "!cancelled()" => true,
            part => {
                let equal = part.split_once("==").map(|sides| (sides, true));
                let ((left, right), wanted) = equal.or_else(|| part.split_once("!=").map(|sides| (sides, false))).unwrap();
                (self.value(left.trim()) == right.trim().trim_matches('\'')) == wanted
            }
        };
        (always || !failed) && condition.split("&&").all(one)
    }
}
