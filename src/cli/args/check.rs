//! Arguments of what checks documents and of what accepts shortcomings.

use std::path::PathBuf;
use std::str::FromStr;

use clap::builder::{NonEmptyStringValueParser, PossibleValuesParser};
use clap::{Args, ValueEnum};

use super::Common;
use crate::message::Messages;

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
    #[arg(long)]
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
