//! Arguments of work on packs and requirements.

use std::path::PathBuf;

use clap::builder::PossibleValuesParser;
use clap::{Args, Subcommand, ValueEnum};

use super::{Common, Format};
use crate::message::Messages;

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
