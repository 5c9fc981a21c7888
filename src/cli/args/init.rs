//! Arguments of the start in a repository.

use std::path::PathBuf;

use clap::builder::PossibleValuesParser;
use clap::{Args, ValueEnum};

use crate::config::PROFILES;
use crate::message::Messages;

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
