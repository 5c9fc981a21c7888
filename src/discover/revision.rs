//! The tree of a commit, read through `git` without touching the work tree. Nothing that a repository holds is run: no hook, no filter, no
//! monitor.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// A repository of git, and the commit that its work tree is compared with.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Revision {
    /// The top of the work tree.
    pub top: PathBuf,
    /// The revision, as asked for.
    pub asked: String,
    /// The full name of the commit that it has in common with `HEAD`; `None` when the repository has no commit yet.
    pub commit: Option<String>,
}

/// Why a revision cannot be read.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum RevisionError {
    /// `git` cannot be started.
    #[error("cannot run git: {0}")]
    NoGit(String),
    /// The folder is in no repository of git, or git refuses to read it.
    #[error("{path} is in no git repository: {why}")]
    NoRepository {
        /// The folder.
        path: PathBuf,
        /// What git says.
        why: String,
    },
    /// There is no such revision here.
    #[error("there is no revision {asked} here")]
    Unknown {
        /// The revision, as asked for.
        asked: String,
        /// The clone holds only the newest commits.
        shallow: bool,
    },
    /// The revision and `HEAD` have no commit in common here.
    #[error("{asked} and HEAD have no commit in common here")]
    Unrelated {
        /// The revision, as asked for.
        asked: String,
        /// The clone holds only the newest commits.
        shallow: bool,
    },
    /// Something else went wrong.
    #[error("git failed: {0}")]
    Failed(String),
}

/// A file of a tree.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Blob {
    /// Name of its content.
    pub object: String,
    /// A symbolic link: its content is where it leads.
    pub link: bool,
}

impl Revision {
    /// The commit that `asked` and `HEAD` have in common, for the repository that holds `folder`.
    ///
    /// # Errors
    /// When there is no git, no repository, or no such commit.
    pub fn open(folder: &Path, asked: &str) -> Result<Self, RevisionError> {
        let about = run(folder, &["rev-parse", "--show-toplevel", "--is-shallow-repository"])?;
        if !about.status.success() {
            return Err(RevisionError::NoRepository { path: folder.to_owned(), why: said(&about) });
        }
        let text = String::from_utf8_lossy(&about.stdout).into_owned();
        let mut lines = text.lines();
        let top = PathBuf::from(lines.next().unwrap_or_default());
        let shallow = lines.next() == Some("true");
        let Some(head) = commit(&top, "HEAD")? else {
            // Without a commit there is nothing to be compared with: everything is new.
            return if asked == "HEAD" {
                Ok(Self { top, asked: asked.to_owned(), commit: None })
            } else {
                Err(RevisionError::Unknown { asked: asked.to_owned(), shallow })
            };
        };
        let Some(base) = commit(&top, asked)? else { return Err(RevisionError::Unknown { asked: asked.to_owned(), shallow }) };
        if base == head {
            return Ok(Self { top, asked: asked.to_owned(), commit: Some(base) });
        }
        let shared = run(&top, &["merge-base", &base, &head])?;
        let name = String::from_utf8_lossy(&shared.stdout).trim().to_owned();
        if !shared.status.success() || name.is_empty() {
            return Err(RevisionError::Unrelated { asked: asked.to_owned(), shallow });
        }
        Ok(Self { top, asked: asked.to_owned(), commit: Some(name) })
    }

    /// The abbreviated name of the commit; empty when there is none.
    pub fn short(&self) -> &str {
        self.commit.as_deref().map_or("", |commit| commit.get(..10).unwrap_or(commit))
    }

    /// Every file of the commit's tree, by path from the top, `/` between parts.
    ///
    /// # Errors
    /// When git fails.
    pub fn tree(&self) -> Result<BTreeMap<String, Blob>, RevisionError> {
        let Some(commit) = &self.commit else { return Ok(BTreeMap::new()) };
        let listed = done(run(&self.top, &["ls-tree", "-r", "-z", "--full-tree", commit])?)?;
        let entry = |entry: &[u8]| {
            let text = String::from_utf8_lossy(entry);
            let (about, path) = text.split_once('\t')?;
            let mut about = about.split(' ');
            let (mode, kind, object) = (about.next()?, about.next()?, about.next()?);
            (kind == "blob").then(|| (path.to_owned(), Blob { object: object.to_owned(), link: mode == "120000" }))
        };
        Ok(listed.split(|byte| *byte == 0).filter_map(entry).collect())
    }

    /// Paths of the commit's files that the work tree has changed or no longer has, and that of those git knows it has added. Files that git
    /// does not know are none of them. A path too many does no harm.
    ///
    /// # Errors
    /// When git fails.
    pub fn changed(&self) -> Result<BTreeSet<String>, RevisionError> {
        let Some(commit) = &self.commit else { return Ok(BTreeSet::new()) };
        let listed =
            done(run(&self.top, &["diff-index", "-z", "--name-only", "--no-renames", "--no-ext-diff", "--ignore-submodules", commit, "--"])?)?;
        Ok(names(&listed))
    }

    /// Paths of files with one of these names that git does not know, ignored or not.
    ///
    /// # Errors
    /// When git fails.
    pub fn untracked(&self, names_of_files: &[&str]) -> Result<BTreeSet<String>, RevisionError> {
        let patterns: Vec<String> = names_of_files.iter().map(|name| format!(":(top,glob)**/{name}")).collect();
        let mut arguments = vec!["ls-files", "-z", "--others", "--full-name", "--"];
        arguments.extend(patterns.iter().map(String::as_str));
        Ok(names(&done(run(&self.top, &arguments)?)?))
    }

    /// The contents of objects, in order.
    ///
    /// # Errors
    /// When git fails, or an object is not there.
    pub fn contents(&self, objects: &[&str]) -> Result<Vec<Vec<u8>>, RevisionError> {
        if objects.is_empty() {
            return Ok(Vec::new());
        }
        let failed = |error: std::io::Error| RevisionError::Failed(error.to_string());
        let mut child = git(&self.top, &["cat-file", "--batch"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|error| RevisionError::NoGit(error.to_string()))?;
        let (input, output) = (child.stdin.take(), child.stdout.take());
        let asked: String = objects.iter().map(|object| format!("{object}\n")).collect();
        // Asking and reading at once: either pipe may be full.
        let asking = std::thread::spawn(move || input.map(|mut input| input.write_all(asked.as_bytes())));
        let mut all = Vec::new();
        output.map(|mut output| output.read_to_end(&mut all)).transpose().map_err(failed)?;
        asking.join().ok();
        child.wait().map_err(failed)?;
        batch(&all, objects.len()).ok_or_else(|| RevisionError::Failed("cat-file did not give every file".to_owned()))
    }
}

/// Splits what `cat-file --batch` gives: a line with name, kind and size before each content, a line end behind.
fn batch(mut all: &[u8], count: usize) -> Option<Vec<Vec<u8>>> {
    let mut contents = Vec::with_capacity(count);
    for _ in 0..count {
        let end = all.iter().position(|byte| *byte == b'\n')?;
        let head = String::from_utf8_lossy(all.get(..end)?);
        let size: usize = head.rsplit(' ').next()?.parse().ok()?;
        contents.push(all.get(end + 1..end + 1 + size)?.to_vec());
        all = all.get(end + 2 + size..)?;
    }
    Some(contents)
}

fn names(listed: &[u8]) -> BTreeSet<String> {
    listed.split(|byte| *byte == 0).filter(|name| !name.is_empty()).map(|name| String::from_utf8_lossy(name).into_owned()).collect()
}

/// The full name of the commit that a revision means; `None` when there is none.
fn commit(top: &Path, revision: &str) -> Result<Option<String>, RevisionError> {
    let found = run(top, &["rev-parse", "--verify", "--quiet", "--end-of-options", &format!("{revision}^{{commit}}")])?;
    let name = String::from_utf8_lossy(&found.stdout).trim().to_owned();
    Ok((found.status.success() && !name.is_empty()).then_some(name))
}

/// A command of git that runs nothing else and asks nobody.
fn git(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new("git");
    command.arg("-C").arg(folder);
    for setting in ["core.fsmonitor=false", "core.untrackedCache=false", "core.hooksPath=/dev/null", "core.quotePath=false"] {
        command.arg("-c").arg(setting);
    }
    command.args(arguments).env("GIT_OPTIONAL_LOCKS", "0").env("GIT_NO_LAZY_FETCH", "1").env("GIT_TERMINAL_PROMPT", "0");
    command
}

fn run(folder: &Path, arguments: &[&str]) -> Result<Output, RevisionError> {
    git(folder, arguments).stdin(Stdio::null()).output().map_err(|error| RevisionError::NoGit(error.to_string()))
}

fn done(output: Output) -> Result<Vec<u8>, RevisionError> {
    if output.status.success() { Ok(output.stdout) } else { Err(RevisionError::Failed(said(&output))) }
}

/// The first line that git wrote on its standard error.
fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).lines().next().unwrap_or_default().to_owned()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::batch;

    #[test]
    fn contents_are_split_by_their_size_alone() {
        let all = b"aa blob 5\na\nb\n\n\nbb blob 0\n\n";
        assert_eq!(batch(all, 2).unwrap(), [b"a\nb\n\n".to_vec(), Vec::new()]);
        assert_eq!(batch(b"aa missing\n", 1), None);
        assert_eq!(batch(all, 3), None);
    }
}
