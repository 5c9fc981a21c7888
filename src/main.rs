//! The command line: parse arguments, call, exit code.

use std::process::ExitCode;

use mimalloc::MiMalloc;

/// Reading documents is mostly many small pieces of text: with the system's allocator a sixth of the time goes to asking for their memory.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

fn main() -> ExitCode {
    tillsyn::cli::main()
}
