//! Lexicon, packs and configuration for a command.

use std::path::{Path, PathBuf};

use jiff::civil::Date;

use super::Refusal;
use super::args::Common;
use super::base::BaseTree;
use crate::config::{Baseline, Config, PackWanted, WAIVERS_FILE, Waivers, profiles};
use crate::discover::{RootFrom, repository_root};
use crate::engine::{Active, Context, Run, Selection, active_rules};
use crate::language::Lexicon;
use crate::pack::raw::nearest;
use crate::pack::{self, Library, PackError, PackSource};
use crate::result::{LeftOut, Level, Notification, Say};

/// What every command works with.
pub(crate) struct Loaded {
    pub(crate) lexicon: Lexicon,
    pub(crate) library: Library,
    pub(crate) config: Config,
    /// What is accepted, of the repository.
    pub(crate) waivers: Waivers,
    /// The repository's root, and whether one was found.
    pub(crate) root: PathBuf,
    pub(crate) whole: bool,
    pub(crate) selection: Selection,
    /// Name of the profile, or of the packs asked for.
    pub(crate) profile: String,
    /// Where packs that are no built-in ones would lie.
    pack_places: Vec<PathBuf>,
}

/// Loads everything for documents at one path.
pub(crate) fn load(common: &Common, path: &Path) -> Result<Loaded, Refusal> {
    load_for(common, &[path.to_owned()], None)
}

/// Loads everything for documents at these paths; from the base of a change, where that decides.
pub(crate) fn load_for(common: &Common, paths: &[PathBuf], base: Option<&BaseTree>) -> Result<Loaded, Refusal> {
    load_with(common, paths, base, |_| ()).map(|(loaded, ())| loaded)
}

/// The same, and while packs are read, something else that needs none.
pub(crate) fn load_with<T: Send>(
    common: &Common,
    paths: &[PathBuf],
    base: Option<&BaseTree>,
    beside: impl FnOnce(Place<'_>) -> T + Send,
) -> Result<(Loaded, T), Refusal> {
    let base = base.filter(|base| base.decides);
    let (root, whole) = root(common, paths);
    load_beside(common, &root, whole, base, beside)
}

/// Where documents lie, and what says which of them are read.
#[derive(Clone, Copy)]
pub(crate) struct Place<'a> {
    pub(crate) root: &'a Path,
    pub(crate) whole: bool,
    pub(crate) config: &'a Config,
    pub(crate) lexicon: &'a Lexicon,
}

/// Loads everything for a root.
fn load_from(common: &Common, root: &Path, whole: bool, base: Option<&BaseTree>) -> Result<Loaded, Refusal> {
    load_beside(common, root, whole, base, |_| ()).map(|(loaded, ())| loaded)
}

/// The same, and while packs are read, something else that needs none.
fn load_beside<T: Send>(
    common: &Common,
    root: &Path,
    whole: bool,
    base: Option<&BaseTree>,
    beside: impl FnOnce(Place<'_>) -> T + Send,
) -> Result<(Loaded, T), Refusal> {
    let config = configuration(common, root, base)?;
    let lexicon = Lexicon::builtin()?;
    let configured = config.packs.iter().map(|wanted| match wanted {
        PackWanted::Named(name) | PackWanted::Folder(name) => name.clone(),
    });
    let named: Vec<String> = if common.pack.is_empty() { configured.collect() } else { common.pack.clone() };
    let from = if common.pack.is_empty() { root.to_owned() } else { PathBuf::from(".") };
    let sources = sources(&named, &from, base)?;
    let place = Place { root, whole, config: &config, lexicon: &lexicon };
    let (library, done) = rayon::join(|| pack::load(&lexicon, &sources, &pack::builtin_terms(), &config.terms), || beside(place));
    let library = library.map_err(|errors| refuse(&errors))?;
    let profile = common.profile.clone().or_else(|| config.profile.clone());
    let (profile, label) = match (profile, common.pack.is_empty()) {
        (Some(profile), _) => (Some(profile.clone()), profile),
        (None, true) => (Some("nationell".to_owned()), "nationell".to_owned()),
        (None, false) => (None, common.pack.join(", ")),
    };
    let selection = Selection { profile, select: common.select.clone(), ignore: common.ignore.clone() };
    known(&library, common.select.iter().chain(&common.ignore))?;
    config.settle(&library).map_err(|errors| refuse(&errors))?;
    known_profile(&library, common.profile.as_deref())?;
    let waivers = waivers(common, root, base)?;
    waivers.settle(&library).map_err(|errors| refuse(&errors))?;
    let pack_places = named.iter().map(|name| from.join(name)).collect();
    let loaded = Loaded { lexicon, library, config, waivers, root: root.to_owned(), whole, selection, profile: label, pack_places };
    Ok((loaded, done))
}

impl Loaded {
    /// Where its documents lie.
    pub(crate) fn place(&self) -> Place<'_> {
        Place { root: &self.root, whole: self.whole, config: &self.config, lexicon: &self.lexicon }
    }

    /// A run of these rules on a date. `language` is what the command line asks for.
    pub(crate) fn run<'a>(
        &'a self,
        today: Date,
        rules: &'a [Active<'a>],
        left_out: &'a [LeftOut],
        locales: &'a [&'a str],
        language: Option<&'a str>,
    ) -> Run<'a> {
        let language = language.or(self.config.output_language.as_deref());
        Run { library: &self.library, config: &self.config, today, rules, left_out, profile: &self.profile, language, locales }
    }

    /// Where the base decides, what is wrong with the work tree's own configuration and packs: it would stop everybody after the merge.
    pub(crate) fn broken_by_change(&self, common: &Common, base: &BaseTree) -> Option<Notification> {
        if !base.decides {
            return None;
        }
        let refusal = load_from(common, &self.root, self.whole, None).err()?;
        let first = refusal.0.lines().map(str::trim).find(|line| !line.is_empty()).unwrap_or_default().to_owned();
        let say = Say::new("change.broken").words("why", first);
        Some(Notification { code: "change/broken".to_owned(), level: Level::Error, say, path: None, place: None })
    }

    /// Folders of packs that lie in the repository of a base, from its top.
    pub(crate) fn pack_folders(&self, base: &BaseTree) -> Vec<String> {
        self.pack_places.iter().filter_map(|folder| base.inside(folder)).filter(|folder| !folder.is_empty()).collect()
    }

    /// A baseline, which must be there.
    pub(crate) fn baseline(&self, path: &Path, base: Option<&BaseTree>) -> Result<Baseline, Refusal> {
        let shown = path.display().to_string();
        match text_of(path, base)? {
            Some(text) => Baseline::read(&shown, &text).map_err(|errors| refuse(&errors)),
            None => Err(Refusal::say(&Say::new("baseline.none").words("path", shown))),
        }
    }

    /// What documents are read with.
    pub(crate) fn context<'a>(&'a self, config: &'a Config, today: Date, whole: bool) -> Context<'a> {
        Context { lexicon: &self.lexicon, terms: &self.library.terms, config, today, whole, read: None, kept: None, library: &self.library.digest }
    }

    /// The rules in force.
    pub(crate) fn active(&self) -> Vec<Active<'_>> {
        active_rules(&self.library, &self.config, &self.selection)
    }
}

/// The repository of the first path, else the common folder of all of them. Files that lie in no repository are each one of its own.
fn root(common: &Common, paths: &[PathBuf]) -> (PathBuf, bool) {
    if common.isolated {
        return (common_folder(paths), false);
    }
    match paths.first().map(|first| repository_root(first)) {
        None | Some((_, RootFrom::None)) => (common_folder(paths), paths.iter().all(|path| path.is_dir())),
        Some((root, _)) => (root, true),
    }
}

/// The nearest folder that holds every path; of one file, its own.
fn common_folder(paths: &[PathBuf]) -> PathBuf {
    let folder = |path: &PathBuf| {
        let full = path.canonicalize().unwrap_or_else(|_| path.clone());
        if full.is_dir() { full } else { full.parent().map(Path::to_owned).unwrap_or_default() }
    };
    let mut folders = paths.iter().map(folder);
    let mut common = folders.next().unwrap_or_else(|| PathBuf::from("."));
    for other in folders {
        while !other.starts_with(&common) && common.pop() {}
    }
    common
}

fn configuration(common: &Common, root: &Path, base: Option<&BaseTree>) -> Result<Config, Refusal> {
    if common.isolated {
        return Ok(Config::default());
    }
    let path = common.config.clone().unwrap_or_else(|| root.join("tillsyn.toml"));
    match text_of(&path, base)? {
        Some(text) => Config::read(&path.display().to_string(), &text).map_err(|errors| refuse(&errors)),
        None if common.config.is_none() => Ok(Config::default()),
        None => Err(Refusal::say(&Say::new("refusal.no-path").words("path", path.display().to_string()))),
    }
}

/// What is accepted: `tillsyn-waivers.toml` of the root.
fn waivers(common: &Common, root: &Path, base: Option<&BaseTree>) -> Result<Waivers, Refusal> {
    let path = root.join(WAIVERS_FILE);
    match text_of(&path, base)?.filter(|_| !common.isolated) {
        Some(text) => Waivers::read(&path.display().to_string(), &text).map_err(|errors| refuse(&errors)),
        None => Ok(Waivers::default()),
    }
}

/// The text of a file that decides: that of the base, where it lies in its repository and the base decides; `None` when there is none.
pub(crate) fn text_of(path: &Path, base: Option<&BaseTree>) -> Result<Option<String>, Refusal> {
    if let Some((base, inside)) = base.filter(|base| base.decides).and_then(|base| Some((base, base.inside(path)?))) {
        return Ok(base.text(&inside));
    }
    if !path.is_file() {
        return Ok(None);
    }
    if leads_out(path) {
        return Err(Refusal::say(&Say::new("refusal.leads-out").words("path", path.display().to_string())));
    }
    std::fs::read_to_string(path).map(Some).map_err(|error| Refusal::unreadable(&path.display().to_string(), &error))
}

/// Whether a file is a link to one that lies in another repository, or in none: what is wrong in that one is nothing to show to whoever wrote the link.
fn leads_out(path: &Path) -> bool {
    let link = path.symlink_metadata().is_ok_and(|about| about.is_symlink());
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let root = || repository_root(folder).0.canonicalize();
    link && !path.canonicalize().and_then(|target| Ok(target.starts_with(root()?))).unwrap_or(false)
}

/// The packs asked for: all built-in ones when none is named.
fn sources(named: &[String], from: &Path, base: Option<&BaseTree>) -> Result<Vec<PackSource>, Refusal> {
    let builtin = pack::builtin_packs();
    if named.is_empty() || named.iter().any(|name| name == "all") {
        return Ok(builtin.into_iter().map(|source| PackSource { proven: true, ..source }).collect());
    }
    let mut found = Vec::new();
    for name in named {
        let folder = from.join(name);
        if let Some(source) = builtin.iter().find(|source| source.name == *name) {
            found.push(PackSource { proven: true, ..source.clone() });
        } else if let Some(source) = base.and_then(|base| base.pack(&base.inside(&folder)?, name)) {
            found.push(source);
        } else if folder.join("pack.toml").is_file() && base.and_then(|base| base.inside(&folder)).is_none() {
            let mut source = pack::read_folder(&folder).map_err(|error| refuse(&[error]))?;
            source.origin.clone_from(name);
            found.push(source);
        } else {
            let names: Vec<&str> = builtin.iter().map(|source| source.name.as_str()).collect();
            let say = Say::new("refusal.no-pack").words("name", name).words("known", names.join(", "));
            return Err(Refusal::say(&near(say, name, names.iter().copied())));
        }
    }
    Ok(found)
}

/// The profile of the command line must be one.
fn known_profile(library: &Library, asked: Option<&str>) -> Result<(), Refusal> {
    let names = profiles(library);
    match asked.filter(|name| !names.contains(name)) {
        None => Ok(()),
        Some(name) => {
            let say = Say::new("refusal.no-profile").words("name", name).words("known", names.join(", "));
            Err(Refusal::say(&near(say, name, names.iter().copied())))
        }
    }
}

/// Every name of a rule must be one.
fn known<'a>(library: &Library, mut names: impl Iterator<Item = &'a String>) -> Result<(), Refusal> {
    let rules: Vec<_> = library.packs.iter().flat_map(|pack| &pack.rules).collect();
    match names.find(|name| !rules.iter().any(|rule| crate::engine::names(name, rule))) {
        None => Ok(()),
        Some(name) => {
            let all = rules.iter().flat_map(|rule| [rule.code.as_str(), rule.id.as_str()]);
            Err(Refusal::say(&near(Say::new("refusal.no-rule").words("name", name), name, all)))
        }
    }
}

/// The refusal, with what may have been meant when something is near.
pub(crate) fn near<'a>(say: Say, name: &str, among: impl Iterator<Item = &'a str>) -> Say {
    match nearest(name, among) {
        Some(one) => say.words("near", one),
        None => say,
    }
}

/// "; did you mean `x`?", when something is near.
pub(crate) fn guess<'a>(name: &str, among: impl Iterator<Item = &'a str>) -> String {
    nearest(name, among).map(|one| format!("; did you mean `{one}`?")).unwrap_or_default()
}

/// All errors of packs or configuration as diagnostics.
pub(crate) fn refuse(errors: &[PackError]) -> Refusal {
    let handler = miette::GraphicalReportHandler::new_themed(miette::GraphicalTheme::unicode_nocolor()).with_width(100);
    let mut text = String::new();
    for error in errors {
        if handler.render_report(&mut text, error).is_err() {
            text.push_str(&error.to_string());
        }
        text.push('\n');
    }
    Refusal(text)
}
