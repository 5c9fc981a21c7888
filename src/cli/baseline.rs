//! `tillsyn baseline`: what is wrong today is written down, so that only what is new fails.

use std::path::PathBuf;

use super::args::BaselineArgs;
use super::check::today;
use super::documents::Documents;
use super::explain::default_language;
use super::load::load;
use super::{Printed, Refusal, output};
use crate::config::{BASELINE_FILE, Baseline};
use crate::engine::{Exceptions, left_out, read_documents};
use crate::message::Messages;
use crate::result::Say;

/// Runs the command.
pub(crate) fn run(args: &BaselineArgs) -> Result<Printed, Refusal> {
    if !args.path.exists() {
        return Err(Refusal::say(&Say::new("refusal.no-path").words("path", args.path.display().to_string())));
    }
    let today = today(args.today.as_deref())?;
    let loaded = load(&args.common, &args.path)?;
    let file = args.file.clone().unwrap_or_else(|| loaded.root.join(BASELINE_FILE));
    let older = args.prune.then(|| loaded.baseline(&file, None)).transpose()?;
    let paths = [PathBuf::from(&loaded.root)];
    let documents = Documents::find(loaded.place(), &paths, None)?;
    let active = loaded.active();
    let left_out = left_out(&loaded.library, &loaded.config, &loaded.selection, &active);
    let locales = Messages::tags();
    let run = loaded.run(today, &active, &left_out, &locales, args.common.lang.as_deref());
    let reading = read_documents(&documents.inputs, &loaded.context(&loaded.config, today, loaded.whole));
    let baseline = run.baseline(run.verdicts(reading), &Exceptions { waivers: Some(&loaded.waivers), ..Exceptions::default() }, older.as_ref());
    let language = run.language.map_or_else(default_language, str::to_owned);
    let messages = Messages::load(&language);
    let shown = file.display().to_string();
    let say = match older {
        Some(older) => Say::new("baseline.pruned").number("left-out", older.entries.len() - baseline.entries.len()),
        None => Say::new("baseline.written"),
    };
    write(&file, &baseline, &messages)?;
    let told = messages.say(&say.number("count", baseline.entries.len()).words("path", shown));
    Ok(Printed { err: format!("{told}\n"), ..Printed::default() })
}

fn write(file: &std::path::Path, baseline: &Baseline, messages: &Messages) -> Result<(), Refusal> {
    output::plain_file(file)?;
    output::write(file, &baseline.write(&messages.word("baseline.head")))
}
