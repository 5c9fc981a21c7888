//! Lexicon, packs and configuration for a command.

use std::path::{Path, PathBuf};

use super::Refusal;
use super::args::Common;
use crate::config::{Config, PackWanted, profiles};
use crate::discover::{RootFrom, repository_root};
use crate::engine::{Active, Selection, active_rules};
use crate::language::Lexicon;
use crate::pack::{self, Library, PackError, PackSource};
use crate::result::Say;

/// What every command works with.
pub(crate) struct Loaded {
    pub(crate) lexicon: Lexicon,
    pub(crate) library: Library,
    pub(crate) config: Config,
    /// The repository's root, and whether one was found.
    pub(crate) root: PathBuf,
    pub(crate) whole: bool,
    pub(crate) selection: Selection,
    /// Name of the profile, or of the packs asked for.
    pub(crate) profile: String,
}

/// Loads everything for documents at one path.
pub(crate) fn load(common: &Common, path: &Path) -> Result<Loaded, Refusal> {
    load_for(common, &[path.to_owned()])
}

/// Loads everything for documents at these paths.
pub(crate) fn load_for(common: &Common, paths: &[PathBuf]) -> Result<Loaded, Refusal> {
    let (root, whole) = root(common, paths);
    let config = configuration(common, &root)?;
    let lexicon = Lexicon::builtin()?;
    let configured = config.packs.iter().map(|wanted| match wanted {
        PackWanted::Named(name) | PackWanted::Folder(name) => name.clone(),
    });
    let named: Vec<String> = if common.pack.is_empty() { configured.collect() } else { common.pack.clone() };
    let from = if common.pack.is_empty() { root.clone() } else { PathBuf::from(".") };
    let sources = sources(&named, &from)?;
    let library = pack::load(&lexicon, &sources, &pack::builtin_terms(), &config.terms).map_err(|errors| refuse(&errors))?;
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
    Ok(Loaded { lexicon, library, config, root, whole, selection, profile: label })
}

impl Loaded {
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

fn configuration(common: &Common, root: &Path) -> Result<Config, Refusal> {
    if common.isolated {
        return Ok(Config::default());
    }
    let path = common.config.clone().unwrap_or_else(|| root.join("tillsyn.toml"));
    if common.config.is_none() && !path.is_file() {
        return Ok(Config::default());
    }
    let shown = path.display().to_string();
    let text = std::fs::read_to_string(&path).map_err(|error| Refusal::unreadable(&shown, &error))?;
    Config::read(&shown, &text).map_err(|errors| refuse(&errors))
}

/// The packs asked for: all built-in ones when none is named.
fn sources(named: &[String], from: &Path) -> Result<Vec<PackSource>, Refusal> {
    let builtin = pack::builtin_packs();
    if named.is_empty() || named.iter().any(|name| name == "all") {
        return Ok(builtin);
    }
    let mut found = Vec::new();
    for name in named {
        let folder = from.join(name);
        if let Some(source) = builtin.iter().find(|source| source.name == *name) {
            found.push(source.clone());
        } else if folder.join("pack.toml").is_file() {
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

/// The name that is most like this one, when one is.
pub(crate) fn nearest<'a>(name: &str, among: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let near = among.map(|one| (strsim::jaro_winkler(&name.to_lowercase(), &one.to_lowercase()), one));
    near.max_by(|one, other| one.0.total_cmp(&other.0)).filter(|(score, _)| *score > 0.75).map(|(_, one)| one)
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
