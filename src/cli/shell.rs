//! `tillsyn completions` and `tillsyn man`: what a shell and a manual know of the command line, made of the same definitions.

use clap::{Command, CommandFactory};

use super::args::{Arguments, CompletionsArgs};
use super::{Printed, Refusal};

/// Completions for a shell.
pub(crate) fn completions(args: &CompletionsArgs) -> Result<Printed, Refusal> {
    let mut written = Vec::new();
    clap_complete::generate(args.shell, &mut Arguments::command(), env!("CARGO_PKG_NAME"), &mut written);
    Ok(Printed { out: String::from_utf8(written)?, ..Printed::default() })
}

/// The manual page, with a section for every command.
pub(crate) fn man() -> Result<Printed, Refusal> {
    let mut command = Arguments::command();
    command.build();
    let mut page = Vec::new();
    clap_mangen::Man::new(command.clone()).render(&mut page)?;
    let mut out = String::from_utf8(page)?;
    sections(&command, env!("CARGO_PKG_NAME"), &mut out)?;
    Ok(Printed { out, ..Printed::default() })
}

/// A section for every command below one, and for those below it. What a page of its own would have as sections are parts of it.
fn sections(command: &Command, above: &str, out: &mut String) -> Result<(), Refusal> {
    for one in command.get_subcommands().filter(|one| one.get_name() != "help") {
        let name = format!("{above} {}", one.get_name());
        let page = clap_mangen::Man::new(one.clone().bin_name(name.clone()).display_name(name.clone()));
        let mut section = Vec::new();
        page.render_synopsis_section(&mut section)?;
        page.render_description_section(&mut section)?;
        page.render_options_section(&mut section)?;
        out.push_str(&format!(".SH {}\n{}", name.to_uppercase(), String::from_utf8(section)?.replace(".SH ", ".SS ")));
        sections(one, &name, out)?;
    }
    Ok(())
}
