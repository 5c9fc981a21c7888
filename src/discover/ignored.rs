//! Ignore files that are not on the disk: those of another tree decide what of this one is read.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::path::Path;

use ignore::Match;
use ignore::gitignore::{Gitignore, GitignoreBuilder};

use super::{CONFIG, DiscoverError, Options, globs, is_document};
use globset::GlobSet;

/// Names of ignore files, the one that wins first.
pub const IGNORE_FILES: [&str; 2] = [".tillsynignore", ".gitignore"];

/// What decides about paths, by the files of one tree. Paths are relative to the root, `/` between parts.
pub struct Admission<'a> {
    /// The text of a file of that tree.
    text: &'a dyn Fn(&str) -> Option<String>,
    include: GlobSet,
    exclude: GlobSet,
    read: RefCell<BTreeMap<String, [Option<Gitignore>; 2]>>,
}

impl<'a> Admission<'a> {
    /// Admission by the files that `text` gives.
    ///
    /// # Errors
    /// When a pattern of the configuration is none.
    pub fn new(options: &Options<'_>, text: &'a dyn Fn(&str) -> Option<String>) -> Result<Self, DiscoverError> {
        let (include, exclude) = (globs(options.include, false)?, globs(options.exclude, true)?);
        Ok(Self { text, include, exclude, read: RefCell::default() })
    }

    /// Whether a file is a document of the repository.
    pub fn admits(&self, path: &str) -> bool {
        let name = path.rsplit('/').next().unwrap_or(path);
        let wanted = is_document(name) || self.include.is_match(path);
        let folders = path.match_indices('/').filter_map(|(at, _)| path.get(..at));
        let closed = |folder: &str| {
            folder.split('/').any(|part| part == ".git") || (self.text)(&format!("{folder}/{CONFIG}")).is_some() || self.leaves_out(folder, true)
        };
        wanted && !folders.into_iter().any(closed) && !self.leaves_out(path, false)
    }

    /// Whether an ignore file or the configuration leaves this very path out. The nearest ignore file that names it decides.
    fn leaves_out(&self, path: &str, folder: bool) -> bool {
        if self.exclude.is_match(path) {
            return true;
        }
        let mut above = path;
        loop {
            above = above.rfind('/').and_then(|at| above.get(..at)).unwrap_or("");
            let mut read = self.read.borrow_mut();
            let files = read.entry(above.to_owned()).or_insert_with(|| IGNORE_FILES.map(|name| self.ignore_file(above, name)));
            for file in files.iter().flatten() {
                match file.matched(path, folder) {
                    Match::Ignore(_) => return true,
                    Match::Whitelist(_) => return false,
                    Match::None => {}
                }
            }
            if above.is_empty() {
                return false;
            }
        }
    }

    fn ignore_file(&self, folder: &str, name: &str) -> Option<Gitignore> {
        let path = if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") };
        let text = (self.text)(&path)?;
        let mut builder = GitignoreBuilder::new(folder);
        // A line that is no pattern leaves nothing out, as on the disk.
        text.lines().for_each(|line| drop(builder.add_line(Some(Path::new(&path).to_owned()), line)));
        builder.build().ok()
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::super::Options;
    use super::Admission;

    fn admits(files: &[(&str, &str)], exclude: &[String], path: &str) -> bool {
        let text = |path: &str| files.iter().find(|(name, _)| *name == path).map(|(_, text)| (*text).to_owned());
        Admission::new(&Options { include: &[], exclude }, &text).unwrap().admits(path)
    }

    #[test]
    fn the_nearest_ignore_file_decides() {
        let files = [(".gitignore", "*.md\n/bygge/\n"), ("policyer/.gitignore", "!*.md\n"), ("policyer/.tillsynignore", "gammal.md\n")];
        assert!(admits(&files, &[], "policyer/ny.md"));
        assert!(!admits(&files, &[], "policyer/gammal.md"));
        assert!(!admits(&files, &[], "rot.md"));
        assert!(!admits(&files, &[], "bygge/a/b.md"));
        assert!(admits(&[("a/.gitignore", "/b.md\n")], &[], "a/c/b.md"));
        assert!(!admits(&[("a/.gitignore", "/b.md\n")], &[], "a/b.md"));
    }

    #[test]
    fn configuration_other_repositories_and_other_files() {
        assert!(!admits(&[], &["utkast/".to_owned()], "utkast/a.md"));
        assert!(!admits(&[("under/tillsyn.toml", "")], &[], "under/djupt/a.md"));
        assert!(admits(&[("tillsyn.toml", "")], &[], "under/djupt/a.md"));
        assert!(!admits(&[], &[], "bild.png"));
        assert!(!admits(&[], &[], "a/.git/b.md"));
    }
}
