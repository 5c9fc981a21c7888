//! Which files are read: Markdown below a folder, minus what ignore files and the configuration leave out.

mod ignored;
mod revision;
mod walk;

use std::path::{Path, PathBuf};

pub use ignored::{Admission, IGNORE_FILES};
pub use revision::{Blob, Revision, RevisionError};

use globset::{GlobBuilder, GlobSet, GlobSetBuilder};

/// Name of the file that marks the root of a repository of documents.
const CONFIG: &str = "tillsyn.toml";

/// What was found below a folder.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Discovery {
    /// The documents, sorted by the bytes of their path.
    pub documents: Vec<Found>,
    /// What looked like a document or a place for documents but was passed over, sorted likewise.
    pub skipped: Vec<Skipped>,
}

/// One document.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Found {
    /// The path to open.
    pub path: PathBuf,
    /// The path to show: relative to the root, `/` between parts.
    pub shown: String,
}

/// Something that was passed over.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Skipped {
    /// The path to show.
    pub shown: String,
    /// Why.
    pub reason: SkipReason,
}

/// Why something was passed over.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum SkipReason {
    /// A folder with the name of a document (documents in it are found).
    Directory,
    /// A folder with its own configuration: another repository, not entered.
    OtherRepository,
    /// Could not be read; the message of the system.
    Unreadable(String),
    /// A link that leads out of the root.
    LinkOutside,
    /// A link to a folder that it lies in.
    LinkLoop,
}

/// Patterns of the configuration, relative to the root. `*` does not match `/`; case does not matter.
#[derive(Clone, Copy, Debug, Default)]
pub struct Options<'a> {
    /// Further files to read, besides `*.md` and `*.markdown`.
    pub include: &'a [String],
    /// Files and folders to leave out, whatever else is said.
    pub exclude: &'a [String],
}

/// Why nothing could be searched.
#[derive(Debug, thiserror::Error)]
pub enum DiscoverError {
    /// A pattern that cannot be understood.
    #[error("the pattern \"{pattern}\" is not valid: {reason}")]
    Pattern {
        /// The pattern as written.
        pattern: String,
        /// What is wrong with it.
        reason: String,
    },
    /// The root does not exist or cannot be read.
    #[error("cannot read {path}: {reason}")]
    Root {
        /// The root.
        path: PathBuf,
        /// The message of the system.
        reason: String,
    },
}

/// What a repository root was recognised by.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum RootFrom {
    /// It has a `tillsyn.toml`.
    Config,
    /// It has a `.git`.
    Git,
    /// By nothing: it is the folder that was asked about.
    None,
}

/// Finds the documents below `root`. A root that is itself a file is the only document.
pub fn discover(root: &Path, options: &Options<'_>) -> Result<Discovery, DiscoverError> {
    let include = globs(options.include, false)?;
    let exclude = globs(options.exclude, true)?;
    let unreadable = |error: std::io::Error| DiscoverError::Root { path: root.to_owned(), reason: error.to_string() };
    if std::fs::metadata(root).map_err(unreadable)?.is_file() {
        let shown = root.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        return Ok(Discovery { documents: vec![Found { path: root.to_owned(), shown }], skipped: Vec::new() });
    }
    let real = root.canonicalize().map_err(unreadable)?;
    let mut found = walk::walk(root, real, include, exclude);
    found.documents.sort_by(|a, b| a.shown.as_bytes().cmp(b.shown.as_bytes()));
    found.skipped.sort_by(|a, b| a.shown.as_bytes().cmp(b.shown.as_bytes()));
    found.skipped.dedup();
    Ok(found)
}

/// Every file below `root`, whatever ignore files say: path relative to the root. Links are followed to files inside the root, and to no folder.
pub fn every_file(root: &Path) -> Vec<String> {
    let real = root.canonicalize().unwrap_or_else(|_| root.to_owned());
    let entries = walkdir::WalkDir::new(root).sort_by_file_name().into_iter().filter_entry(|entry| entry.depth() == 0 || entry.file_name() != ".git");
    let inside = |path: &Path| path.canonicalize().is_ok_and(|target| target.starts_with(&real) && target.is_file());
    let files = entries.filter_map(Result::ok).filter(|entry| entry.file_type().is_file() || (entry.path_is_symlink() && inside(entry.path())));
    let shown = |path: &Path| path.components().map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/");
    files.filter_map(|entry| entry.path().strip_prefix(root).ok().map(shown)).collect()
}

/// Whether a file name is that of a Markdown document.
pub fn is_document(name: &str) -> bool {
    let extension = Path::new(name).extension().and_then(|extension| extension.to_str()).unwrap_or_default();
    extension.eq_ignore_ascii_case("md") || extension.eq_ignore_ascii_case("markdown")
}

/// The root for a file or folder: the nearest folder upwards with a configuration, else that with a `.git`, else the
/// folder itself.
pub fn repository_root(first: &Path) -> (PathBuf, RootFrom) {
    let full = first.canonicalize().or_else(|_| std::path::absolute(first)).unwrap_or_else(|_| first.to_owned());
    let folder = if full.is_dir() { full.as_path() } else { full.parent().unwrap_or(&full) };
    let marks: [(&str, RootFrom); 2] = [(CONFIG, RootFrom::Config), (".git", RootFrom::Git)];
    for (mark, from) in marks {
        let marked = |folder: &&Path| {
            if from == RootFrom::Config { folder.join(mark).is_file() } else { folder.join(mark).exists() }
        };
        if let Some(root) = folder.ancestors().find(marked) {
            return (root.to_owned(), from);
        }
    }
    (folder.to_owned(), RootFrom::None)
}

/// Compiles patterns; `below`: a pattern for a folder is also one for everything in it.
fn globs(patterns: &[String], below: bool) -> Result<GlobSet, DiscoverError> {
    let mut set = GlobSetBuilder::new();
    for pattern in patterns {
        let fail = |error: &globset::Error| DiscoverError::Pattern { pattern: pattern.clone(), reason: error.kind().to_string() };
        let plain = pattern.trim().strip_prefix("./").unwrap_or(pattern.trim()).trim_end_matches('/');
        let deep = format!("{plain}/**");
        for glob in [Some(plain), below.then_some(deep.as_str())].into_iter().flatten() {
            let glob = GlobBuilder::new(glob).literal_separator(true).case_insensitive(true).build();
            set.add(glob.map_err(|error| fail(&error))?);
        }
    }
    let all = patterns.join(", ");
    set.build().map_err(|error| DiscoverError::Pattern { pattern: all, reason: error.kind().to_string() })
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests;
