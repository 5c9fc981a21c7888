//! `check --base`: the tree of a revision, what of it decides, and the documents as they were.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Component, Path, PathBuf};

use super::Refusal;
use super::load::Loaded;
use crate::config::{BASELINE_FILE, FILE_NAME, WAIVERS_FILE};
use crate::discover::{Admission, Blob, Discovery, Found, IGNORE_FILES, Options, Revision, RevisionError, every_file};
use crate::engine::{Context, Earlier, EarlierDocument, Evaluated, KeptFacts, Run, read_earlier};
use crate::pack::PackSource;
use crate::result::{Base, Level, Notification, Say};

/// The tree that the work tree is compared with.
pub(crate) struct BaseTree {
    revision: Revision,
    /// Every file of the tree, by path from the top of the repository.
    tree: BTreeMap<String, Blob>,
    /// Paths that the work tree has changed, from the top.
    changed: BTreeSet<String>,
    /// Whether its own files decide: configuration, packs, ignore files, exceptions. Where there is no commit yet, they cannot.
    pub(crate) decides: bool,
}

impl BaseTree {
    /// Opens a revision for the repository of git that holds `folder`.
    pub(crate) fn open(folder: &Path, asked: &str, decides: bool) -> Result<Self, Refusal> {
        let mut revision = Revision::open(folder, asked).map_err(|error| refuse(&error))?;
        revision.top = revision.top.canonicalize().unwrap_or(revision.top);
        let tree = revision.tree().map_err(|error| refuse(&error))?;
        let mut changed = revision.changed().map_err(|error| refuse(&error))?;
        let decides = decides && revision.commit.is_some();
        if decides {
            let names: Vec<&str> = IGNORE_FILES.iter().copied().chain([FILE_NAME, WAIVERS_FILE, BASELINE_FILE]).collect();
            changed.extend(revision.untracked(&names).map_err(|error| refuse(&error))?);
        }
        Ok(Self { revision, tree, changed, decides })
    }

    /// What it is called in a report.
    pub(crate) fn told(&self) -> Base {
        let commit = self.revision.commit.as_ref().map(|_| self.revision.short().to_owned());
        Base { revision: self.revision.asked.clone(), commit }
    }

    /// A path from the top of the repository, `/` between parts; `None` for what lies outside of it.
    pub(crate) fn inside(&self, path: &Path) -> Option<String> {
        let full = normal(&std::path::absolute(path).ok()?);
        let below = full.strip_prefix(&self.revision.top).map(Path::to_owned).ok().or_else(|| {
            // The work tree may be reached through a link.
            full.canonicalize().ok()?.strip_prefix(&self.revision.top).ok().map(Path::to_owned)
        })?;
        Some(below.components().map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/"))
    }

    /// The text of a file of the tree, by path from the top.
    pub(crate) fn text(&self, path: &str) -> Option<String> {
        let blob = self.tree.get(path).filter(|blob| !blob.link)?;
        let bytes = self.revision.contents(&[&blob.object]).ok()?.pop()?;
        Some(String::from_utf8_lossy(&bytes).into_owned())
    }

    /// The pack in a folder of the tree, as given.
    pub(crate) fn pack(&self, folder: &str, origin: &str) -> Option<PackSource> {
        let below = format!("{}/", folder.trim_end_matches('/'));
        let files = self.tree.iter().filter_map(|(path, blob)| Some((path.strip_prefix(&below)?, blob)));
        let files: Vec<(&str, &Blob)> = files.filter(|(path, blob)| path.ends_with(".toml") && !blob.link).collect();
        files.iter().find(|(path, _)| *path == "pack.toml")?;
        let objects: Vec<&str> = files.iter().map(|(_, blob)| blob.object.as_str()).collect();
        let texts = self.revision.contents(&objects).ok()?;
        let text = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).into_owned();
        let files = files.iter().zip(texts).map(|((path, _), bytes)| ((*path).to_owned(), text(bytes))).collect();
        let name = folder.rsplit('/').next().unwrap_or(folder).to_owned();
        Some(PackSource { name, origin: origin.to_owned(), files, proven: false })
    }

    /// What the change does to files that decide: it takes effect after the merge.
    pub(crate) fn after_merge(&self, packs: &[String]) -> Vec<Notification> {
        let decides = |path: &&String| {
            let name = path.rsplit('/').next().unwrap_or(path);
            let of_pack = packs.iter().any(|pack| path.strip_prefix(pack.as_str()).is_some_and(|rest| rest.starts_with('/')));
            [FILE_NAME, WAIVERS_FILE, BASELINE_FILE].contains(&name) || IGNORE_FILES.contains(&name) || of_pack
        };
        let changed = self.changed.iter().filter(|_| self.decides).filter(decides);
        let note = |path: &String| Notification {
            code: "change/after-merge".to_owned(),
            level: Level::Note,
            say: Say::new("change.after-merge"),
            path: Some(path.clone()),
            place: None,
        };
        changed.map(note).collect()
    }

    /// The documents of the work tree as the files of this tree let them be found; `None` when none of those has changed.
    pub(crate) fn discovery(&self, root: &Path, options: &Options<'_>) -> Result<Option<Discovery>, Refusal> {
        let decides = |path: &&String| {
            let name = path.rsplit('/').next().unwrap_or(path);
            name == FILE_NAME || IGNORE_FILES.contains(&name)
        };
        if !self.decides || !self.changed.iter().any(|path| decides(&path)) {
            return Ok(None);
        }
        let prefix = self.prefix(root);
        let text = |path: &str| self.text(&format!("{prefix}{path}"));
        let admission = Admission::new(options, &text)?;
        let mut found = Discovery::default();
        for shown in every_file(root).into_iter().filter(|path| admission.admits(path)) {
            found.documents.push(Found { path: root.join(&shown), shown });
        }
        Ok(Some(found))
    }

    /// The documents as they were, judged by the same rules. What has not changed is not read again.
    pub(crate) fn earlier(
        &self,
        run: &Run<'_>,
        loaded: &Loaded,
        discovery: &Discovery,
        now: &Evaluated,
        kept: Option<&KeptFacts>,
    ) -> Result<Earlier, Refusal> {
        let corpus = &now.reading.corpus;
        let options = Options { include: &loaded.config.include, exclude: &loaded.config.exclude };
        let root = loaded.root.as_path();
        let on_disk = |path: &str| std::fs::read_to_string(root.join(path)).ok();
        let prefix = self.prefix(root);
        let in_tree = |path: &str| self.text(&format!("{prefix}{path}"));
        let text: &dyn Fn(&str) -> Option<String> = if self.decides { &in_tree } else { &on_disk };
        let admission = Admission::new(&options, text)?;
        let found: BTreeSet<&str> = discovery.documents.iter().map(|one| one.shown.as_str()).collect();
        let mut documents = Vec::new();
        let mut changed: Vec<(String, &str)> = Vec::new();
        for (path, blob) in self.tree.iter().filter(|(_, blob)| !blob.link) {
            let Some(shown) = path.strip_prefix(prefix.as_str()) else { continue };
            if !found.contains(shown) && !admission.admits(shown) {
                continue;
            }
            match corpus.by_path.get(shown).filter(|_| !self.changed.contains(path)).and_then(|index| corpus.documents.shared(*index)) {
                Some(facts) => documents.push((shown.to_owned(), EarlierDocument::Same(facts))),
                None => changed.push((shown.to_owned(), &blob.object)),
            }
        }
        let objects: Vec<&str> = changed.iter().map(|(_, object)| *object).collect();
        let contents = self.revision.contents(&objects).map_err(|error| refuse(&error))?;
        documents.extend(changed.into_iter().zip(contents).map(|((shown, _), bytes)| (shown.clone(), EarlierDocument::Other(shown, bytes))));
        documents.sort_by(|(one, _), (other, _)| one.as_bytes().cmp(other.as_bytes()));
        let documents = documents.into_iter().map(|(_, document)| document).collect();
        let context = Context { kept, ..loaded.context(&loaded.config, run.today, true) };
        let reading = read_earlier(documents, &context, |path| self.tree.contains_key(&format!("{prefix}{path}")));
        Ok(Earlier { base: self.told(), evaluated: run.verdicts_before(reading, now) })
    }

    /// What stands before a path of the root to make it one from the top.
    fn prefix(&self, root: &Path) -> String {
        self.inside(root).filter(|root| !root.is_empty()).map(|root| root + "/").unwrap_or_default()
    }
}

/// Without `.` and `..`, by the names alone: what is not there has no other path.
fn normal(path: &Path) -> PathBuf {
    let mut normal = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => drop(normal.pop()),
            other => normal.push(other),
        }
    }
    normal
}

fn refuse(error: &RevisionError) -> Refusal {
    let say = match error {
        RevisionError::NoGit(why) => Say::new("base.no-git").words("why", why.clone()),
        RevisionError::NoRepository { path, why } => {
            Say::new("base.no-repository").words("path", path.display().to_string()).words("why", why.clone())
        }
        RevisionError::Unknown { asked, shallow: true } => Say::new("base.unknown-shallow").words("revision", asked.clone()),
        RevisionError::Unknown { asked, shallow: false } => Say::new("base.unknown").words("revision", asked.clone()),
        RevisionError::Unrelated { asked, shallow: true } => Say::new("base.unrelated-shallow").words("revision", asked.clone()),
        RevisionError::Unrelated { asked, shallow: false } => Say::new("base.unrelated").words("revision", asked.clone()),
        RevisionError::Failed(why) => Say::new("base.failed").words("why", why.clone()),
    };
    Refusal::say(&say)
}
