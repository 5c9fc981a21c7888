//! `--output-file FORMAT=PATH`: reports in files, each whole or not at all.
//!
//! The path is the user's, the folder is the repository's: a link that somebody put there leads nowhere.

use std::fs::{self, OpenOptions};
use std::io::Write;
use std::path::{Path, PathBuf};

use super::Refusal;
use super::args::{OutputFile, ReportFormat};
use crate::render;
use crate::result::{Report, Say};

/// The format as reports know it.
pub(crate) fn format(format: ReportFormat) -> render::Format {
    match format {
        ReportFormat::Full => render::Format::Full,
        ReportFormat::Concise => render::Format::Concise,
        ReportFormat::Json => render::Format::Json,
        ReportFormat::Sarif => render::Format::Sarif,
        ReportFormat::Github => render::Format::Github,
        ReportFormat::Gitlab => render::Format::Gitlab,
        ReportFormat::Junit => render::Format::Junit,
        ReportFormat::Rdjson => render::Format::Rdjson,
        ReportFormat::Markdown => render::Format::Markdown,
    }
}

/// Where the reports go, refused before any work is done when one cannot be written there.
///
/// # Errors
/// A folder that does not exist, or leads out of the repository by a link; a path that is a folder, a link or a device; one that
/// is named twice.
pub(crate) fn targets(files: &[OutputFile], root: &Path) -> Result<Vec<PathBuf>, Refusal> {
    let mut targets = Vec::new();
    for file in files {
        let target = target(&file.path, root)?;
        if targets.contains(&target) {
            return Err(refused("refusal.output-twice", &file.path));
        }
        targets.push(target);
    }
    Ok(targets)
}

fn target(path: &Path, root: &Path) -> Result<PathBuf, Refusal> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let name = path.file_name().ok_or_else(|| refused("refusal.output-folder", path))?;
    let real = fs::canonicalize(folder).ok().filter(|folder| folder.is_dir()).ok_or_else(|| refused("refusal.no-folder", folder))?;
    let root = fs::canonicalize(root).unwrap_or_else(|_| root.to_owned());
    if written(folder).starts_with(&root) && !real.starts_with(&root) {
        return Err(refused("refusal.output-outside", path));
    }
    let target = real.join(name);
    match fs::symlink_metadata(&target) {
        Ok(there) if there.is_dir() => Err(refused("refusal.output-folder", path)),
        Ok(there) if !there.is_file() => Err(refused("refusal.output-special", path)),
        _ => Ok(target),
    }
}

/// The folder as it is written, from the root of the file system: links are not followed, but `..` is.
fn written(folder: &Path) -> PathBuf {
    let here = std::env::current_dir().and_then(fs::canonicalize).unwrap_or_default();
    let mut whole = PathBuf::new();
    for part in here.join(folder).components() {
        match part {
            std::path::Component::ParentDir => drop(whole.pop()),
            std::path::Component::CurDir => {}
            part => whole.push(part),
        }
    }
    whole
}

fn refused(key: &str, path: &Path) -> Refusal {
    Refusal::say(&Say::new(key).words("path", path.display().to_string()))
}

/// Holds that no report takes the place of a document that was read.
///
/// # Errors
/// The first that would.
pub(crate) fn spare(targets: &[PathBuf], report: &Report, root: &Path) -> Result<(), Refusal> {
    let real = |path: &str| fs::canonicalize(root.join(path)).ok();
    let read = targets.iter().find(|target| target.exists() && report.documents.iter().any(|one| real(&one.path).as_ref() == Some(target)));
    read.map_or(Ok(()), |target| Err(refused("refusal.output-document", target)))
}

/// Holds that a file of the repository is one, or is not there yet: nothing is written through a link.
///
/// # Errors
/// When something else lies there.
pub(crate) fn plain_file(file: &Path) -> Result<(), Refusal> {
    match fs::symlink_metadata(file) {
        Ok(there) if !there.is_file() => Err(refused("refusal.output-special", file)),
        _ => Ok(()),
    }
}

/// Writes a report: into a new file beside the target, which then takes its place.
///
/// # Errors
/// Whatever the system says.
pub(crate) fn write(target: &Path, text: &str) -> Result<(), Refusal> {
    let name = target.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let beside = target.with_file_name(format!(".{name}.{}.part", std::process::id()));
    let done = whole(&beside, text).and_then(|()| fs::rename(&beside, target));
    done.map_err(|error| {
        let _ = fs::remove_file(&beside);
        Refusal::unreadable(&target.display().to_string(), &error)
    })
}

/// Never through anything that is there already.
fn whole(beside: &Path, text: &str) -> std::io::Result<()> {
    let mut file = OpenOptions::new().write(true).create_new(true).open(beside)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()
}
