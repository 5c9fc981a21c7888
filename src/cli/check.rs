//! `tillsyn check`: documents to findings.

use std::io::IsTerminal;
use std::path::PathBuf;

use jiff::civil::Date;

use super::args::{CheckArgs, Colour, FailOn, RulesFrom, Show};
use super::base::BaseTree;
use super::documents::{Documents, relative};
use super::explain::default_language;
use super::load::{Loaded, Place, load_with};
use super::progress::Progress;
use super::{COMMANDS, Printed, Refusal, cache, output, width};
use crate::discover::repository_root;
use crate::engine::{Context, Exceptions, KeptFacts, Opened, Run, left_out, open_documents, read_opened};
use crate::message::Messages;
use crate::pack::raw::nearest;
use crate::render;
use crate::result::{Level, Report, Say, State};

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
    let Prepared { base, loaded, documents, opened, kept } = prepare(args, &paths)?;
    let targets = output::targets(&args.output_file, &loaded.root)?;
    let report = evaluate(&loaded, args, &paths, today, base.as_ref(), (documents, opened), kept.as_ref())?;
    if let Some(kept) = kept {
        kept.write(&loaded.library.digest);
    }
    output::spare(&targets, &report, &loaded.root)?;
    let messages = Messages::load(&report.language);
    let options = options(args);
    let code = exit_code(args, &report);
    for (file, target) in args.output_file.iter().zip(&targets) {
        let text = render::render(&report, &messages, output::format(file.format), render::Options { color: false, ..options });
        output::write(target, &text)?;
    }
    let format = if args.statistics { render::Format::Statistics } else { output::format(args.output_format) };
    let out = render::render(&report, &messages, format, options);
    let err = render::summary(&report, &messages, options);
    // The process ends here: to take down what was read, piece by piece, would be a tenth of its time.
    std::mem::forget((loaded, report));
    Ok(Printed { out, err, code })
}

/// What a check works with.
struct Prepared {
    base: Option<BaseTree>,
    loaded: Loaded,
    documents: Documents,
    opened: Vec<Opened>,
    /// What earlier runs understood.
    kept: Option<KeptFacts>,
}

/// Reads git, packs and documents side by side, as far as one does not decide what is read of the other.
fn prepare(args: &CheckArgs, paths: &[PathBuf]) -> Result<Prepared, Refusal> {
    let load = |base: Option<&BaseTree>| {
        let open = |place: Place<'_>| {
            let documents = Documents::find(place, paths, base)?;
            let kept = cache::kept(args, place.root).filter(|_| place.whole);
            let opened = open_documents(&documents.inputs, place.lexicon, place.config, kept.as_ref());
            Ok::<_, Refusal>((documents, opened, kept))
        };
        let (loaded, opened) = load_with(&args.common, paths, base, open)?;
        let (documents, opened, kept) = opened?;
        Ok::<_, Refusal>((loaded, documents, opened, kept))
    };
    let (base, loaded) = match args.base.as_deref() {
        None => (None, load(None)),
        Some(asked) if args.rules_from == RulesFrom::Base => {
            let base = open_base(args, paths, asked)?;
            let loaded = load(Some(&base));
            (Some(base), loaded)
        }
        Some(asked) => {
            let (base, loaded) = std::thread::scope(|scope| {
                let opening = scope.spawn(|| open_base(args, paths, asked));
                let loaded = load(None);
                // What goes wrong there goes wrong here, where it is told.
                (opening.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)), loaded)
            });
            (Some(base?), loaded)
        }
    };
    let (loaded, documents, opened, kept) = loaded?;
    Ok(Prepared { base, loaded, documents, opened, kept })
}

/// The revision to compare with. The whole repository is: one document of its own has no earlier state.
fn open_base(args: &CheckArgs, paths: &[PathBuf], asked: &str) -> Result<BaseTree, Refusal> {
    if args.common.isolated {
        return Err(Refusal::say(&Say::new("base.isolated")));
    }
    let folder = paths.first().map(|path| repository_root(path).0).unwrap_or_default();
    BaseTree::open(&folder, asked, args.rules_from == RulesFrom::Base)
}

/// Reads the repository and evaluates every rule.
fn evaluate(
    loaded: &Loaded,
    args: &CheckArgs,
    paths: &[PathBuf],
    today: Date,
    base: Option<&BaseTree>,
    (documents, opened): (Documents, Vec<Opened>),
    kept: Option<&KeptFacts>,
) -> Result<Report, Refusal> {
    let active = loaded.active();
    let left_out = left_out(&loaded.library, &loaded.config, &loaded.selection, &active);
    let locales = Messages::tags();
    let run = loaded.run(today, &active, &left_out, &locales, args.common.lang.as_deref());
    let words = Messages::load(run.language.unwrap_or(&default_language())).word("full.reading");
    let progress = Progress::of(documents.inputs.len(), words);
    let context = Context { read: Some(&progress.read), kept, ..loaded.context(&loaded.config, today, loaded.whole) };
    let mut reading = read_opened(&documents.inputs, opened, &context);
    let (not_checked, notifications) = documents.passed_over();
    reading.not_checked.extend(not_checked);
    reading.notifications.extend(notifications);
    if let Some(base) = base {
        reading.notifications.extend(base.after_merge(&loaded.pack_folders(base)));
        reading.notifications.extend(loaded.broken_by_change(&args.common, base));
    }
    let baseline = args.baseline.as_deref().map(|path| loaded.baseline(path, base)).transpose()?;
    // Nothing read has no language of its own.
    let nothing = reading.corpus.documents.is_empty() && std::io::stdout().is_terminal();
    let fallback = default_language();
    let run = if nothing && run.language.is_none() { Run { language: Some(&fallback), ..run } } else { run };
    let evaluated = run.verdicts(reading);
    let earlier = base.map(|base| base.earlier(&run, loaded, &documents.discovery, &evaluated, kept)).transpose()?;
    let asked: Vec<String> = paths.iter().map(|path| relative(&documents.root, path)).collect();
    let everything = asked.iter().any(String::is_empty);
    let shown =
        |path: &str| everything || asked.iter().any(|one| path == one || path.strip_prefix(one.as_str()).is_some_and(|rest| rest.starts_with('/')));
    let exceptions = Exceptions {
        waivers: Some(&loaded.waivers),
        baseline: baseline.as_ref(),
        earlier: earlier.as_ref(),
        base_decides: base.is_some_and(|base| base.decides),
    };
    let report = run.settle(evaluated, &exceptions, &shown);
    progress.done();
    std::mem::forget(earlier);
    Ok(report)
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
    // A file that is not read, or an exception that is wrong, is something to act on; a remark never is.
    let unreadable = report.notifications.iter().any(|one| one.level >= floor.max(Level::Warning));
    u8::from(unreadable || findings.into_iter().any(|finding| finding.state == State::Active && finding.level >= floor))
}
