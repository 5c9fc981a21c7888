//! `tillsyn check`: documents to findings.

use std::io::IsTerminal;
use std::path::{Path, PathBuf};

use jiff::civil::Date;

use super::args::{CheckArgs, Colour, FailOn, Show};
use super::explain::default_language;
use super::load::{Loaded, load_for, nearest};
use super::{COMMANDS, Printed, Refusal, output, width};
use crate::discover::{self, Discovery, SkipReason, Skipped, discover};
use crate::engine::{Input, Run, left_out, read_documents};
use crate::message::Messages;
use crate::render;
use crate::result::{Level, NotChecked, Notification, Report, Say};

/// Runs the command.
pub(crate) fn run(args: &CheckArgs) -> Result<Printed, Refusal> {
    let paths: Vec<PathBuf> = if args.paths.is_empty() { vec![PathBuf::from(".")] } else { args.paths.clone() };
    if let Some(missing) = paths.iter().find(|path| !path.exists()) {
        let shown = missing.display().to_string();
        // A lone word that is no path may be a command with a slip of the finger.
        let command = nearest(&shown, COMMANDS.iter().copied()).filter(|_| args.paths.len() == 1);
        let say = Say::new("refusal.no-path").words("path", shown.clone());
        return Err(Refusal::say(&command.map_or(say.clone(), |command| say.words("near", command))));
    }
    let today = today(args.today.as_deref())?;
    let loaded = load_for(&args.common, &paths)?;
    let targets = output::targets(&args.output_file, &loaded.root)?;
    let report = evaluate(&loaded, &paths, today, args.common.lang.as_deref())?;
    output::spare(&targets, &report, &loaded.root)?;
    let messages = Messages::load(&report.language);
    let options = options(args);
    let code = exit_code(args, &report);
    for (file, target) in args.output_file.iter().zip(&targets) {
        let text = render::render(&report, &messages, output::format(file.format), render::Options { color: false, ..options });
        output::write(target, &text)?;
    }
    let out = render::render(&report, &messages, output::format(args.output_format), options);
    let err = render::summary(&report, &messages, options);
    // The process ends here: to take down what was read, piece by piece, would be a tenth of its time.
    std::mem::forget((loaded, report));
    Ok(Printed { out, err, code })
}

/// Reads the repository and evaluates every rule.
pub(crate) fn evaluate(loaded: &Loaded, paths: &[PathBuf], today: Date, language: Option<&str>) -> Result<Report, Refusal> {
    let options = discover::Options { include: &loaded.config.include, exclude: &loaded.config.exclude };
    let root = if loaded.whole || loaded.root.is_dir() { loaded.root.clone() } else { PathBuf::from(".") };
    let discovery = if loaded.whole { discover(&root, &options)? } else { named_only(&root, paths, &options)? };
    let asked: Vec<String> = paths.iter().map(|path| relative(&root, path)).collect();
    let inputs = inputs(&root, &discovery, paths);
    let active = loaded.active();
    let language = language.or(loaded.config.output_language.as_deref());
    let left_out = left_out(&loaded.library, &loaded.config, &loaded.selection, &active);
    let run = Run {
        library: &loaded.library,
        config: &loaded.config,
        today,
        rules: &active,
        left_out: &left_out,
        profile: &loaded.profile,
        language,
        locales: &Messages::tags(),
    };
    let mut reading = read_documents(&inputs, &loaded.lexicon, &loaded.library.terms, &loaded.config, today, loaded.whole);
    reading.not_checked.extend(skipped(&discovery));
    reading.notifications.extend(discovery.skipped.iter().filter_map(unreadable));
    // Nothing read has no language of its own.
    let nothing = reading.corpus.documents.is_empty() && std::io::stdout().is_terminal();
    let fallback = default_language();
    let run = if nothing && language.is_none() { Run { language: Some(&fallback), ..run } } else { run };
    let everything = asked.iter().any(String::is_empty);
    let shown =
        |path: &str| everything || asked.iter().any(|one| path == one || path.strip_prefix(one.as_str()).is_some_and(|rest| rest.starts_with('/')));
    Ok(run.evaluate(reading, &shown))
}

/// Without a repository: the files that are named, and those in folders that are named.
fn named_only(root: &Path, paths: &[PathBuf], options: &discover::Options<'_>) -> Result<Discovery, Refusal> {
    let mut all = Discovery::default();
    for folder in paths.iter().filter(|path| path.is_dir()) {
        let under = relative(root, folder);
        let shown = |inside: String| if under.is_empty() { inside } else { format!("{under}/{inside}") };
        let found = discover(folder, options)?;
        all.documents.extend(found.documents.into_iter().map(|one| discover::Found { shown: shown(one.shown), ..one }));
        all.skipped.extend(found.skipped.into_iter().map(|one| Skipped { shown: shown(one.shown), ..one }));
    }
    all.documents.sort_by(|one, other| one.shown.cmp(&other.shown));
    all.documents.dedup_by(|one, other| one.shown == other.shown);
    Ok(all)
}

/// The documents that were discovered, and every file that is named, ignored or not.
fn inputs(root: &Path, discovery: &Discovery, paths: &[PathBuf]) -> Vec<Input> {
    let mut inputs: Vec<Input> = discovery.documents.iter().map(|found| Input { path: found.path.clone(), shown: found.shown.clone() }).collect();
    for path in paths.iter().filter(|path| path.is_file()) {
        let shown = relative(root, path);
        if !inputs.iter().any(|input| input.shown == shown) {
            inputs.push(Input { path: path.clone(), shown });
        }
    }
    inputs.sort_by(|one, other| one.shown.as_bytes().cmp(other.shown.as_bytes()));
    inputs
}

fn skipped(discovery: &Discovery) -> Vec<NotChecked> {
    let reason = |reason: &SkipReason| match reason {
        SkipReason::Directory => "directory",
        SkipReason::OtherRepository => "other-repository",
        SkipReason::Unreadable(_) => "unreadable",
        SkipReason::LinkOutside => "link-outside",
        SkipReason::LinkLoop => "link-loop",
    };
    discovery.skipped.iter().map(|one| NotChecked { path: one.shown.clone(), reason: reason(&one.reason), say: None }).collect()
}

/// What cannot be read is an error on its path, never silence.
fn unreadable(one: &Skipped) -> Option<Notification> {
    let SkipReason::Unreadable(error) = &one.reason else { return None };
    let say = Say::new("read.failed").words("error", error.clone());
    Some(Notification { code: "read/failed".to_owned(), level: Level::Error, say, path: Some(one.shown.clone()), place: None })
}

/// A path relative to the root, with `/`; empty for the root itself.
fn relative(root: &Path, path: &Path) -> String {
    let whole = |path: &Path| std::fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let (root, path) = (whole(root), whole(path));
    let inside = path.strip_prefix(&root).map(Path::to_owned).unwrap_or(path);
    inside.components().map(|part| part.as_os_str().to_string_lossy().into_owned()).collect::<Vec<_>>().join("/")
}

/// The date asked for: the option, `TILLSYN_TODAY`, `SOURCE_DATE_EPOCH`, else today in UTC.
pub(crate) fn today(asked: Option<&str>) -> Result<Date, Refusal> {
    if let Some(text) = asked {
        return text.parse().map_err(|_| Refusal::say(&Say::new("refusal.no-date").words("text", text)));
    }
    let epoch = std::env::var("SOURCE_DATE_EPOCH").ok().and_then(|text| text.parse::<i64>().ok());
    let now = match epoch {
        Some(seconds) => jiff::Timestamp::from_second(seconds)?,
        None => jiff::Timestamp::now(),
    };
    Ok(jiff::tz::Offset::UTC.to_datetime(now).date())
}

fn options(args: &CheckArgs) -> render::Options {
    let terminal = std::io::stdout().is_terminal();
    let color = match args.color {
        Colour::Always => true,
        Colour::Never => false,
        Colour::Auto => terminal && std::env::var_os("NO_COLOR").is_none_or(|set| set.is_empty()),
    };
    let show = match args.show {
        Show::Findings => render::Show::Findings,
        Show::Met => render::Show::Met,
        Show::All => render::Show::All,
    };
    let fail_on = match args.fail_on {
        FailOn::Error => Some(Level::Error),
        FailOn::Warning => Some(Level::Warning),
        FailOn::Note => Some(Level::Note),
        FailOn::Never => None,
    };
    render::Options { color, width: width(), show, fail_on }
}

fn exit_code(args: &CheckArgs, report: &Report) -> u8 {
    if report.documents.is_empty() && args.require_documents {
        return 2;
    }
    let floor = match args.fail_on {
        FailOn::Error => Level::Error,
        FailOn::Warning => Level::Warning,
        FailOn::Note => Level::Note,
        FailOn::Never => return 0,
    };
    let findings = report.verdicts.iter().filter(|verdict| verdict.reported).flat_map(|verdict| &verdict.findings);
    let unreadable = report.notifications.iter().any(|one| one.level == Level::Error);
    u8::from(unreadable || findings.into_iter().any(|finding| finding.level >= floor))
}
