//! `tillsyn.toml`: which packs and profile are in force, what the organisation is, what its documents are.

mod baseline;
mod raw;
#[cfg(test)]
mod tests;
mod validate;
mod waivers;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use globset::{GlobMatcher, GlobSet};

pub use baseline::{BASELINE_FILE, Baseline, BaselineEntry};
pub use validate::PROFILES;
pub use waivers::{WAIVERS_FILE, WaiverEntry, Waivers};

use crate::language::{Kind, Topic};
use crate::pack::raw::did_you_mean;
use crate::pack::{ExtraTerms, Library, PackError, builtin_rule_names};
use crate::result::Level;

/// The file's name.
pub const FILE_NAME: &str = "tillsyn.toml";

/// A level that the configuration gives to a rule.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum LevelSetting {
    /// The rule is not asked.
    Off,
    /// The rule has this level.
    Level(Level),
}

/// A pack that is wanted.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum PackWanted {
    /// A built-in pack, or `all`.
    Named(String),
    /// A folder, as written; relative to the configuration's folder.
    Folder(String),
}

/// What documents of some paths are.
#[derive(Clone, Debug)]
pub struct KindRule {
    pub(super) path: GlobMatcher,
    /// The kind.
    pub kind: Kind,
    /// The topics; none when the text is to tell.
    pub topic: Vec<Topic>,
    /// Whether they are about the whole of an area ("informationssäkerhet"), or a part of one; none when the title is to tell.
    pub whole_area: Option<bool>,
    /// The language; none when the text is to tell.
    pub language: Option<String>,
}

/// A level for a rule, perhaps only under some paths.
#[derive(Clone, Debug)]
pub struct LevelRule {
    /// Code or id.
    pub rule: String,
    /// Where it is written, in bytes.
    pub(super) at: Range<usize>,
    /// Where; everywhere when not given.
    pub(super) path: Option<GlobMatcher>,
    /// The level.
    pub level: LevelSetting,
}

/// The organisation.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Organisation {
    /// Its name.
    pub name: Option<String>,
    /// What it is: `region`, `municipality` …
    pub kind: Option<String>,
    /// Presuppositions answered.
    pub answers: BTreeMap<String, bool>,
}

/// A validated configuration. The default is what holds without any.
#[derive(Clone, Debug, Default)]
pub struct Config {
    /// Packs that are named; empty when the profile decides.
    pub packs: Vec<PackWanted>,
    /// Name of the profile, when given.
    pub profile: Option<String>,
    /// Where it is written, in bytes.
    pub(super) profile_at: Range<usize>,
    /// The organisation.
    pub organisation: Organisation,
    /// Further documents beside `*.md`, when given.
    pub include: Vec<String>,
    /// What is not read.
    pub exclude: Vec<String>,
    /// Kinds by path; the last that fits holds.
    pub kinds: Vec<KindRule>,
    pub(super) archive: GlobSet,
    /// Levels; the last that fits holds.
    pub levels: Vec<LevelRule>,
    /// Words added to term sets.
    pub terms: ExtraTerms,
    /// Language of the messages.
    pub output_language: Option<String>,
    /// Whether the repository holds every governing document of the organisation.
    pub complete: bool,
    /// Every presupposition is taken to hold: examples are asked whatever the organisation is.
    pub(crate) assume: bool,
}

impl Config {
    /// The configuration that examples of packs are judged with.
    pub fn for_examples() -> Self {
        Self { assume: true, ..Self::default() }
    }

    /// Reads and validates a configuration.
    ///
    /// # Errors
    /// Every fault, by place.
    pub fn read(path_shown: &str, text: &str) -> Result<Self, Vec<PackError>> {
        let parsed = crate::pack::parse(path_shown, text);
        let config = parsed.reader().map(validate::config);
        let faults = parsed.faults.take();
        if !faults.is_empty() {
            return Err(faults);
        }
        let mut config = config.unwrap_or_default();
        (config.terms.file, config.terms.text) = (path_shown.to_owned(), Arc::from(text));
        Ok(config)
    }

    /// Checks the names that only the packs know: rules of `[[levels]]`, and the profile.
    ///
    /// # Errors
    /// Every name that nothing has, by place.
    pub fn settle(&self, library: &Library) -> Result<(), Vec<PackError>> {
        let mut faults = Vec::new();
        let names = profiles(library);
        if let Some(profile) = self.profile.as_deref().filter(|profile| !names.contains(profile)) {
            let help = did_you_mean(profile, names);
            faults.push(self.terms.fault(self.profile_at.clone(), format!("there is no profile `{profile}`"), help));
        }
        let known = rule_names(library);
        for level in self.levels.iter().filter(|level| !known.contains(&level.rule)) {
            let help = did_you_mean(&level.rule, known.iter().map(String::as_str)).filter(|help| help.starts_with("did"));
            faults.push(self.terms.fault(level.at.clone(), format!("there is no requirement `{}`", level.rule), help));
        }
        if faults.is_empty() { Ok(()) } else { Err(faults) }
    }

    /// What the document at a path is, where the configuration says so.
    pub fn kind_of(&self, path: &str) -> Option<&KindRule> {
        self.kinds.iter().rev().find(|rule| rule.path.is_match(path))
    }

    /// The level that the configuration gives a rule for a document; for the repository, `path` is empty.
    pub fn level_for(&self, code: &str, id: &str, path: &str) -> Option<LevelSetting> {
        let fits = |rule: &&LevelRule| (rule.rule == code || rule.rule == id) && rule.path.as_ref().is_none_or(|glob| glob.is_match(path));
        self.levels.iter().rev().find(fits).map(|rule| rule.level)
    }

    /// Whether a path is archive.
    pub fn is_archived(&self, path: &str) -> bool {
        self.archive.is_match(path)
    }

    /// The answer to a presupposition (`is-municipality` asks for the kind of organisation); `None` when nobody has said.
    pub fn answer(&self, presupposition: &str) -> Option<bool> {
        if self.assume {
            return Some(true);
        }
        let said = self.organisation.answers.get(presupposition).copied();
        let kind = self.organisation.kind.as_deref();
        if let Some(asked) = presupposition.strip_prefix("is-").filter(|_| said.is_none()) {
            return kind.map(|kind| kind == asked);
        }
        let implied = IMPLIED.iter().any(|(of_kind, holds)| kind == Some(of_kind) && presupposition == *holds);
        said.or_else(|| implied.then_some(true))
    }
}

/// What holds for every organisation of a kind, unless it says otherwise: Swedish regions provide health care (the Health and Medical Services Act
/// 2017:30, chapter 8), and both they and municipalities use welfare technology.
const IMPLIED: [(&str, &str); 3] =
    [("region", "provides-health-care"), ("region", "uses-welfare-technology"), ("municipality", "uses-welfare-technology")];

/// Profiles: those that are built in, and those that packs name.
pub fn profiles(library: &Library) -> Vec<&str> {
    let named = library.packs.iter().flat_map(|pack| &pack.profiles).map(|(name, _)| name.as_str());
    let mut all: Vec<&str> = PROFILES.to_vec();
    all.extend(named.filter(|name| !PROFILES.contains(name)));
    all
}

/// Codes and ids of all rules that are loaded or built in: a level for a pack that is not in use is no fault.
pub(super) fn rule_names(library: &Library) -> BTreeSet<String> {
    let loaded = library.packs.iter().flat_map(|pack| &pack.rules).flat_map(|rule| [rule.code.clone(), rule.id.clone()]);
    loaded.chain(builtin_rule_names()).collect()
}

/// The nearest configuration at or above a path.
pub fn find_upwards(start: &Path) -> Option<PathBuf> {
    let start = std::path::absolute(start).ok()?;
    start.ancestors().map(|folder| folder.join(FILE_NAME)).find(|file| file.is_file())
}
