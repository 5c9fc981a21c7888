//! Arguments of every command.

mod check;
mod init;
mod pack;

use std::path::PathBuf;

use clap::builder::PossibleValuesParser;
use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::message::Messages;

pub(crate) use check::*;
pub(crate) use init::*;
pub(crate) use pack::*;

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
