//! Which documents a command reads: those of the repository, and those that are named.

use std::path::{Path, PathBuf};

use super::Refusal;
use super::base::BaseTree;
use super::load::Place;
use crate::discover::{self, Discovery, SkipReason, Skipped, discover};
use crate::engine::Input;
use crate::result::{Level, NotChecked, Notification, Say};

/// The documents of a command.
pub(crate) struct Documents {
    /// The folder that paths are relative to.
    pub(crate) root: PathBuf,
    /// What was found.
    pub(crate) discovery: Discovery,
    /// What is read, by path.
    pub(crate) inputs: Vec<Input>,
}

impl Documents {
    /// Finds the documents for paths that are named. The files of a base decide, where it decides.
    pub(crate) fn find(place: Place<'_>, paths: &[PathBuf], base: Option<&BaseTree>) -> Result<Self, Refusal> {
        let options = discover::Options { include: &place.config.include, exclude: &place.config.exclude };
        let root = if place.whole || place.root.is_dir() { place.root.to_owned() } else { PathBuf::from(".") };
        let by_base = base.map(|base| base.discovery(&root, &options)).transpose()?.flatten();
        let discovery = match by_base {
            Some(found) => found,
            None if place.whole => discover(&root, &options)?,
            None => named_only(&root, paths, &options)?,
        };
        let inputs = inputs(&root, &discovery, paths);
        Ok(Self { root, discovery, inputs })
    }

    /// What was passed over, and what of it is an error.
    pub(crate) fn passed_over(&self) -> (Vec<NotChecked>, Vec<Notification>) {
        (skipped(&self.discovery), self.discovery.skipped.iter().filter_map(unreadable).collect())
    }
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
pub(crate) fn relative(root: &Path, path: &Path) -> String {
    let whole = |path: &Path| std::fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let (root, path) = (whole(root), whole(path));
    let inside = path.strip_prefix(&root).map(Path::to_owned).unwrap_or(path);
    inside.components().map(|part| part.as_os_str().to_string_lossy().into_owned()).collect::<Vec<_>>().join("/")
}
