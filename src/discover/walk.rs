//! The walk itself.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use globset::GlobSet;
use ignore::{DirEntry, Error, WalkBuilder};

use super::{CONFIG, Discovery, Found, SkipReason, Skipped, is_document};

/// What decides about an entry; shared with the walker.
struct Gate {
    root: PathBuf,
    /// The root without links.
    real: PathBuf,
    exclude: GlobSet,
    skipped: Mutex<Vec<Skipped>>,
}

/// Walks below `root`; `real` is the root without links.
pub(super) fn walk(root: &Path, real: PathBuf, include: GlobSet, exclude: GlobSet) -> Discovery {
    let within_git = real.ancestors().skip(1).any(|folder| folder.join(".git").exists());
    let parents = within_git && !real.join(".git").exists();
    let gate = Arc::new(Gate { root: root.to_owned(), real, exclude, skipped: Mutex::new(Vec::new()) });
    let filter = Arc::clone(&gate);
    // Only what is part of the repository decides: no global ignore file, no `.git/info/exclude`.
    let entries = WalkBuilder::new(root)
        .hidden(false)
        .require_git(false)
        .parents(parents)
        .ignore(false)
        .git_global(false)
        .git_exclude(false)
        .follow_links(true)
        .add_custom_ignore_filename(".tillsynignore")
        .filter_entry(move |entry| filter.admits(entry))
        .build();
    let mut documents = Vec::new();
    for entry in entries {
        match entry {
            Ok(entry) => documents.extend(gate.document(entry, &include)),
            Err(error) => gate.failed(&error),
        }
    }
    let skipped = std::mem::take(&mut *gate.skipped.lock().unwrap_or_else(PoisonError::into_inner));
    Discovery { documents, skipped }
}

impl Gate {
    /// Whether an entry is looked at, and entered when it is a folder.
    fn admits(&self, entry: &DirEntry) -> bool {
        if entry.depth() == 0 {
            return true;
        }
        let shown = self.shown(entry.path());
        if entry.file_name() == ".git" || self.exclude.is_match(&shown) {
            return false;
        }
        let outside = entry.path_is_symlink() && entry.path().canonicalize().is_ok_and(|target| !target.starts_with(&self.real));
        if outside {
            self.skip(shown, SkipReason::LinkOutside);
            return false;
        }
        let folder = entry.file_type().is_some_and(|kind| kind.is_dir());
        if folder && entry.path().join(CONFIG).is_file() {
            self.skip(shown, SkipReason::OtherRepository);
            return false;
        }
        true
    }

    fn document(&self, entry: DirEntry, include: &GlobSet) -> Option<Found> {
        let kind = entry.file_type()?;
        let named = is_document(&entry.file_name().to_string_lossy());
        let shown = self.shown(entry.path());
        if kind.is_dir() {
            if named && entry.depth() > 0 {
                self.skip(shown, SkipReason::Directory);
            }
            return None;
        }
        let wanted = kind.is_file() && (named || include.is_match(&shown));
        wanted.then(|| Found { path: entry.into_path(), shown })
    }

    fn failed(&self, error: &Error) {
        let (path, looped) = place(error);
        let shown = path.map_or_else(|| ".".to_owned(), |path| self.shown(path));
        if looped {
            self.skip(shown, SkipReason::LinkLoop);
            return;
        }
        // A dangling link matters only when it is named like a document.
        let dangling = error.io_error().is_some_and(|error| error.kind() == std::io::ErrorKind::NotFound);
        if !dangling || is_document(&shown) {
            let message = error.io_error().map_or_else(|| error.to_string(), ToString::to_string);
            self.skip(shown, SkipReason::Unreadable(message));
        }
    }

    fn skip(&self, shown: String, reason: SkipReason) {
        self.skipped.lock().unwrap_or_else(PoisonError::into_inner).push(Skipped { shown, reason });
    }

    /// The path relative to the root, `/` between parts.
    fn shown(&self, path: &Path) -> String {
        let relative = path.strip_prefix(&self.root).unwrap_or(path);
        let parts: Vec<_> = relative.components().map(|part| part.as_os_str().to_string_lossy()).collect();
        parts.join("/")
    }
}

/// The path that an error is about, and whether it is a loop of links.
fn place(error: &Error) -> (Option<&Path>, bool) {
    match error {
        Error::Loop { child, .. } => (Some(child), true),
        Error::WithPath { path, err } => {
            let (inner, looped) = place(err);
            (inner.or(Some(path)), looped)
        }
        Error::WithDepth { err, .. } | Error::WithLineNumber { err, .. } => place(err),
        Error::Partial(errors) => errors.first().map_or((None, false), place),
        _ => (None, false),
    }
}
