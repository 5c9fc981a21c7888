//! The command line: parse arguments, call, exit code.

use std::process::ExitCode;

fn main() -> ExitCode {
    tillsyn::cli::main()
}
