//! `cargo xtask docs`: writes what is generated. `cargo xtask docs --check` only says what differs. `cargo xtask prove`: slow proofs.

use std::io::Write;
use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let (told, code) = match arguments.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["docs"] => done(xtask::write().map(|changed| (format!("{changed} files changed\n"), 0))),
        ["docs", "--check"] => done(xtask::differences().map(|all| (all.iter().map(|one| format!("{one}\n")).collect(), u8::from(!all.is_empty())))),
        ["prove", ..] => done(xtask::prove::prove(arguments.get(1..).unwrap_or_default())),
        _ => (USAGE.to_owned(), 2),
    };
    let _ = std::io::stderr().write_all(told.as_bytes());
    ExitCode::from(code)
}

const USAGE: &str = "\
cargo xtask docs            write schemas/ and docs/generated/
cargo xtask docs --check    say what differs
cargo xtask prove [NAME…]   hold what is written against the tools of others
";

fn done(result: Result<(String, u8), xtask::Failure>) -> (String, u8) {
    result.unwrap_or_else(|error| (format!("{error}\n"), 2))
}
