//! Arguments of every command.

use std::path::PathBuf;
use std::str::FromStr;

use clap::builder::{NonEmptyStringValueParser, PossibleValuesParser};
use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::config::PROFILES;
use crate::message::Messages;

/// What to do first.
const BEGIN: &str = concat!(
    "Begin in the folder of your documents:\n",
    "  tillsyn init              say what the organisation is; a hook and a workflow are written too\n",
    "  tillsyn check             what is missing, and what comes nearest\n",
    "  tillsyn explain MSB18-1D  why it is asked, and what to write\n\n",
    "Exit codes: 0 nothing at or above --fail-on, 1 something, 2 the work could not be done.\n",
    env!("CARGO_PKG_REPOSITORY"),
);

/// Says for every requirement whether governance documents meet it, and in which sentence.
#[derive(Debug, Parser)]
#[command(name = "tillsyn", version, about, after_help = BEGIN)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) command: Option<Command>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Check documents against requirements (the default command)
    Check(CheckArgs),
    /// Write down today's findings, so that only new ones fail
    Baseline(BaselineArgs),
    /// Write down that a requirement need not be met yet, who has accepted that, and until when
    Waive(WaiveArgs),
    /// Explain a requirement: authority, why, what counts, what to write
    Explain(ExplainArgs),
    /// List requirements
    Rules(RulesArgs),
    /// List packs of requirements
    Packs(PacksArgs),
    /// Work on packs of requirements
    Pack {
        #[command(subcommand)]
        command: PackCommand,
    },
    /// Work on single requirements
    Rule {
        #[command(subcommand)]
        command: RuleCommand,
    },
    /// Show what is understood of a document
    Facts(FactsArgs),
    /// Start in a repository: writes a configuration, a hook and a workflow
    Init(InitArgs),
    /// Show the settings in force, and where each comes from
    Config(ConfigArgs),
    /// Write completions for a shell
    Completions(CompletionsArgs),
    /// Write the manual page
    Man,
}

impl Default for Command {
    fn default() -> Self {
        Self::Check(CheckArgs::default())
    }
}

#[derive(Debug, Subcommand)]
pub(crate) enum PackCommand {
    /// Start a pack of your own: a folder with a pack.toml to fill in
    New(PackNewArgs),
    /// Run the examples of packs
    Test(PackTestArgs),
    /// Compare verdicts with labels written by hand
    Accuracy(AccuracyArgs),
}

#[derive(Debug, Subcommand)]
pub(crate) enum RuleCommand {
    /// Start a requirement: a file to fill in, in a pack of your own
    New(RuleNewArgs),
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// Findings with the text they stand on
    #[default]
    Full,
    /// One line a finding
    Concise,
    /// Everything, for programs
    Json,
}

/// How a report of findings is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum ReportFormat {
    /// Findings with the text they stand on
    #[default]
    Full,
    /// One line a finding
    Concise,
    /// Every verdict with its evidence, for programs
    Json,
    /// For code scanning and editors (SARIF 2.1.0)
    Sarif,
    /// Annotations of GitHub Actions, ten at most
    Github,
    /// Code quality report of GitLab
    Gitlab,
    /// A test case for every requirement (JUnit XML)
    Junit,
    /// For reviewdog
    Rdjson,
    /// A page for a job summary or a comment
    Markdown,
}

/// A report besides the one on standard output: `sarif=report.sarif`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct OutputFile {
    pub(crate) format: ReportFormat,
    pub(crate) path: PathBuf,
}

impl FromStr for OutputFile {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let known =
            || ReportFormat::value_variants().iter().filter_map(|one| Some(one.to_possible_value()?.get_name().to_owned())).collect::<Vec<_>>();
        let (format, path) = text.split_once('=').ok_or("write FORMAT=PATH, as sarif=report.sarif")?;
        let format = ReportFormat::from_str(format, false).map_err(|_| format!("no format `{format}`; there are {}", known().join(", ")))?;
        if path.is_empty() { Err("the path after = is missing".to_owned()) } else { Ok(Self { format, path: PathBuf::from(path) }) }
    }
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Colour {
    /// On a terminal, unless NO_COLOR is set
    #[default]
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum FailOn {
    /// Errors
    #[default]
    Error,
    /// Warnings and errors
    Warning,
    /// Anything
    Note,
    /// Nothing
    Never,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Show {
    /// Findings
    #[default]
    Findings,
    /// Findings, and the evidence of what is met
    Met,
    /// Everything, what does not apply too
    All,
}

/// Whose files decide when a change is checked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum RulesFrom {
    /// Those of the base: a change cannot excuse itself
    #[default]
    Base,
    /// Those of the work tree
    Head,
}

/// Which rules, which configuration, which language.
#[derive(Clone, Debug, Default, Args)]
pub(crate) struct Common {
    /// Configuration file instead of the nearest tillsyn.toml
    #[arg(long, value_name = "FILE")]
    pub(crate) config: Option<PathBuf>,
    /// Read no configuration; judge each named document as a repository of one
    #[arg(long, conflicts_with = "config")]
    pub(crate) isolated: bool,
    /// Pack by name or folder, or `all`; may be repeated
    #[arg(long, value_name = "NAME|FOLDER|all")]
    pub(crate) pack: Vec<String>,
    /// Profile: bas, nationell (default), vard, avtal, full
    #[arg(long)]
    pub(crate) profile: Option<String>,
    /// Only these requirements (code, id or beginning of a code)
    #[arg(long, value_delimiter = ',', value_name = "RULE")]
    pub(crate) select: Vec<String>,
    /// Not these requirements
    #[arg(long, value_delimiter = ',', value_name = "RULE")]
    pub(crate) ignore: Vec<String>,
    /// Language of the messages
    #[arg(long, value_parser = PossibleValuesParser::new(Messages::known()))]
    pub(crate) lang: Option<String>,
}

#[derive(Clone, Debug, Default, Args)]
pub(crate) struct CheckArgs {
    /// Files and folders to report on (the whole repository is always read)
    pub(crate) paths: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) common: Common,
    /// The date everything is judged on (YYYY-MM-DD)
    #[arg(long, env = "TILLSYN_TODAY", value_name = "DATE")]
    pub(crate) today: Option<String>,
    /// Compare with a revision of git: what was there before fails nobody, what gets worse fails in full
    #[arg(long, value_name = "REV")]
    pub(crate) base: Option<String>,
    /// Whose configuration, packs, ignore files and exceptions decide, when compared
    #[arg(long, value_enum, default_value_t, requires = "base")]
    pub(crate) rules_from: RulesFrom,
    /// Understand every document anew: nothing is read from the user's cache, or written to it
    #[arg(long, requires = "base")]
    pub(crate) no_cache: bool,
    /// Findings in this file fail nobody (`tillsyn baseline` writes it)
    #[arg(long, value_name = "FILE")]
    pub(crate) baseline: Option<PathBuf>,
    /// Lowest level of a finding that gives exit code 1
    #[arg(long, value_enum, default_value_t)]
    pub(crate) fail_on: FailOn,
    /// Exit with 2 when there is nothing to check
    #[arg(long)]
    pub(crate) require_documents: bool,
    /// Format on standard output
    #[arg(long, value_enum, default_value_t)]
    pub(crate) output_format: ReportFormat,
    /// Instead of findings, how many each requirement has
    #[arg(long, conflicts_with = "output_format")]
    pub(crate) statistics: bool,
    /// Also write the report to a file, in a format of its own; may be repeated
    #[arg(long, value_name = "FORMAT=PATH")]
    pub(crate) output_file: Vec<OutputFile>,
    /// What to show on a terminal
    #[arg(long, value_enum, default_value_t)]
    pub(crate) show: Show,
    /// Colour
    #[arg(long, value_enum, default_value_t)]
    pub(crate) color: Colour,
}

#[derive(Clone, Debug, Args)]
pub(crate) struct BaselineArgs {
    /// Folder of the repository
    #[arg(default_value = ".")]
    pub(crate) path: PathBuf,
    #[command(flatten)]
    pub(crate) common: Common,
    /// File to write, instead of tillsyn-baseline.toml beside the configuration
    #[arg(long, value_name = "FILE")]
    pub(crate) file: Option<PathBuf>,
    /// Only leave out of it what is no longer there; add nothing
    #[arg(long)]
    pub(crate) prune: bool,
    /// The date everything is judged on (YYYY-MM-DD)
    #[arg(long, env = "TILLSYN_TODAY", value_name = "DATE")]
    pub(crate) today: Option<String>,
}

#[derive(Clone, Debug, Args)]
pub(crate) struct WaiveArgs {
    /// Code or id of the requirement
    pub(crate) rule: String,
    /// The document; without it, the whole set of documents
    pub(crate) path: Option<PathBuf>,
    /// Only what stands under this heading
    #[arg(long, value_name = "HEADING")]
    pub(crate) section: Option<String>,
    /// Why it is accepted
    #[arg(long, value_name = "TEXT", value_parser = NonEmptyStringValueParser::new())]
    pub(crate) reason: String,
    /// Who sees to it that it ends
    #[arg(long, value_name = "ROLE", value_parser = NonEmptyStringValueParser::new())]
    pub(crate) owner: String,
    /// Who has accepted it
    #[arg(long, value_name = "ROLE", value_parser = NonEmptyStringValueParser::new())]
    pub(crate) approved_by: String,
    /// Reference to the decision, as a registration number
    #[arg(long, value_name = "REFERENCE", value_parser = NonEmptyStringValueParser::new())]
    pub(crate) decision: String,
    /// The last day it holds (YYYY-MM-DD)
    #[arg(long, value_name = "DATE")]
    pub(crate) expires: String,
    /// The date everything is judged on (YYYY-MM-DD)
    #[arg(long, env = "TILLSYN_TODAY", value_name = "DATE")]
    pub(crate) today: Option<String>,
    /// Configuration file instead of the nearest tillsyn.toml
    #[arg(long, value_name = "FILE")]
    pub(crate) config: Option<PathBuf>,
    /// Language of the messages
    #[arg(long, value_parser = PossibleValuesParser::new(Messages::known()))]
    pub(crate) lang: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct ExplainArgs {
    /// Code or id of the requirement
    pub(crate) rule: String,
    #[command(flatten)]
    pub(crate) common: Common,
}

#[derive(Debug, Args)]
pub(crate) struct RulesArgs {
    #[command(flatten)]
    pub(crate) common: Common,
    /// Output format
    #[arg(long, value_enum, default_value_t)]
    pub(crate) output_format: Format,
}

#[derive(Debug, Args)]
pub(crate) struct PacksArgs {
    #[command(flatten)]
    pub(crate) common: Common,
    /// Output format
    #[arg(long, value_enum, default_value_t)]
    pub(crate) output_format: Format,
}

#[derive(Debug, Args)]
pub(crate) struct PackNewArgs {
    /// Folder of the pack; its name becomes the pack's id
    pub(crate) folder: PathBuf,
    /// Language that the file explains itself in
    #[arg(long, value_parser = PossibleValuesParser::new(Messages::known()))]
    pub(crate) lang: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct RuleNewArgs {
    /// Folder of the pack, a slash, and the id of the requirement: house-rules/visitors-are-accompanied
    #[arg(value_name = "FOLDER/ID")]
    pub(crate) place: PathBuf,
    /// Code of the requirement; without it, the next free one
    #[arg(long)]
    pub(crate) code: Option<String>,
    /// Language that the file explains itself in
    #[arg(long, value_parser = PossibleValuesParser::new(Messages::known()))]
    pub(crate) lang: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct PackTestArgs {
    /// Folders of packs; without any, the built-in ones
    pub(crate) paths: Vec<PathBuf>,
    /// Only these requirements
    #[arg(long, value_delimiter = ',')]
    pub(crate) select: Vec<String>,
}

#[derive(Debug, Args)]
pub(crate) struct AccuracyArgs {
    /// Labels: lines of path, code, expected (met, not-met, unclear) and note, with tabs between
    #[arg(long, value_name = "FILE")]
    pub(crate) labels: PathBuf,
    /// Folders that the labelled paths are relative to; without any, the folder of the labels
    pub(crate) documents: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) common: Common,
    /// Count `partial` as met
    #[arg(long)]
    pub(crate) partial: bool,
    /// Which rules a document is asked; `off`: every labelled one, whatever its scope
    #[arg(long, value_enum, default_value_t)]
    pub(crate) scope: Scope,
    /// The date everything is judged on (YYYY-MM-DD)
    #[arg(long, env = "TILLSYN_TODAY", value_name = "DATE")]
    pub(crate) today: Option<String>,
    /// Output format
    #[arg(long, value_enum, default_value_t)]
    pub(crate) output_format: Format,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Scope {
    /// Every labelled rule is asked
    #[default]
    Off,
    /// A rule outside its scope is not met
    On,
}

/// Which hook is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum HookWanted {
    /// Of pre-commit where it is in use, else git's own
    #[default]
    Auto,
    /// Git's own
    Git,
    /// Of pre-commit (and prek)
    PreCommit,
    /// None
    None,
}

/// `provides-health-care=yes`.
fn answer(text: &str) -> Result<(String, bool), String> {
    let wrong = || "write NAME=yes or NAME=no, as provides-health-care=yes".to_owned();
    let (name, answer) = text.split_once('=').ok_or_else(wrong)?;
    let holds = match answer {
        "yes" | "true" => true,
        "no" | "false" => false,
        _ => return Err(wrong()),
    };
    Ok((name.to_owned(), holds))
}

#[derive(Debug, Args)]
pub(crate) struct InitArgs {
    /// Folder of the repository
    #[arg(default_value = ".")]
    pub(crate) folder: PathBuf,
    /// Name of the organisation
    #[arg(long)]
    pub(crate) name: Option<String>,
    /// What it is: region, municipality, agency, company …
    #[arg(long)]
    pub(crate) kind: Option<String>,
    /// Whether something that requirements presuppose holds, as provides-health-care=yes; may be repeated
    #[arg(long, value_name = "NAME=yes|no", value_parser = answer)]
    pub(crate) answer: Vec<(String, bool)>,
    /// Profile: bas, nationell (default), vard, avtal, full
    #[arg(long, value_parser = PossibleValuesParser::new(PROFILES))]
    pub(crate) profile: Option<String>,
    /// Which hook is written
    #[arg(long, value_enum, default_value_t)]
    pub(crate) hook: HookWanted,
    /// Write no workflow for GitHub
    #[arg(long)]
    pub(crate) no_workflow: bool,
    /// Ask nothing
    #[arg(long, short)]
    pub(crate) yes: bool,
    /// Language of the messages
    #[arg(long, value_parser = PossibleValuesParser::new(Messages::known()))]
    pub(crate) lang: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct ConfigArgs {
    #[command(flatten)]
    pub(crate) common: Common,
    /// Where each setting comes from: a line of tillsyn.toml, the command line, or what holds without any
    #[arg(long)]
    pub(crate) show_origin: bool,
}

#[derive(Debug, Args)]
pub(crate) struct CompletionsArgs {
    /// The shell
    #[arg(value_enum)]
    pub(crate) shell: clap_complete::Shell,
}

#[derive(Debug, Args)]
pub(crate) struct FactsArgs {
    /// The document
    pub(crate) file: PathBuf,
    #[command(flatten)]
    pub(crate) common: Common,
    /// Output format
    #[arg(long, value_enum, default_value_t)]
    pub(crate) output_format: Format,
}
