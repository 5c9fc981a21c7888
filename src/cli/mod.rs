//! The command line. Findings go to standard output, everything else to standard error.

mod accuracy;
mod args;
mod check;
mod explain;
mod facts;
mod load;
mod pack_test;
mod packs;
mod rules;

use std::io::Write;
use std::process::ExitCode;

use clap::Parser;

use args::{Arguments, Command, PackCommand};

/// Why a command could not be done as asked. Exit code 2.
#[derive(Debug)]
pub(crate) struct Refusal(pub(crate) String);

impl<E: std::error::Error> From<E> for Refusal {
    fn from(error: E) -> Self {
        Self(error.to_string())
    }
}

/// What a command prints, and the exit code it asks for.
#[derive(Debug, Default)]
pub(crate) struct Printed {
    pub(crate) out: String,
    pub(crate) err: String,
    pub(crate) code: u8,
}

/// Runs the command line of this process.
pub fn main() -> ExitCode {
    let arguments = Arguments::parse_from(with_default_command(std::env::args_os().collect()));
    let command = arguments.command.unwrap_or_default();
    let done = match command {
        Command::Check(args) => check::run(&args),
        Command::Explain(args) => explain::run(&args),
        Command::Rules(args) => rules::run(&args),
        Command::Packs(args) => packs::run(&args),
        Command::Pack { command: PackCommand::Test(args) } => pack_test::run(&args),
        Command::Pack { command: PackCommand::Accuracy(args) } => accuracy::run(&args),
        Command::Facts(args) => facts::run(&args),
    };
    let printed = done.unwrap_or_else(|Refusal(message)| Printed { err: format!("{}\n", message.trim_end()), code: 2, ..Printed::default() });
    print(&printed);
    ExitCode::from(printed.code)
}

/// `tillsyn policyer/` is `tillsyn check policyer/`.
fn with_default_command(mut arguments: Vec<std::ffi::OsString>) -> Vec<std::ffi::OsString> {
    let known = ["check", "explain", "rules", "packs", "pack", "facts", "help", "-h", "--help", "-V", "--version"];
    let first = arguments.get(1).map(|first| first.to_string_lossy().into_owned());
    if first.is_none_or(|first| !known.contains(&first.as_str())) {
        arguments.insert(1.min(arguments.len()), "check".into());
    }
    arguments
}

/// A reader that goes away early is no error.
fn print(printed: &Printed) {
    let mut out = std::io::stdout().lock();
    let _ = out.write_all(printed.out.as_bytes()).and_then(|()| out.flush());
    let mut err = std::io::stderr().lock();
    let _ = err.write_all(printed.err.as_bytes()).and_then(|()| err.flush());
}
