//! Facts kept from run to run, so that a hook understands again only what has changed. Facts are a pure function of one document, the words and the
//! program: what is kept is named after all of them, and anything else about it is taken for absent.
//!
//! The file lies with the user's caches, never in the repository: nothing that a repository holds can put facts there.

use std::collections::{HashMap, HashSet};
use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::{self, Read, Write};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, SystemTime};

use crate::facts::{Facts, Hints};
use crate::source::SourceFile;

/// What the file begins with; the number is that of its form.
const MAGIC: &[u8] = b"tillsyn facts 1\n";
/// The sources of the program, as one number.
const BUILD: &str = env!("TILLSYN_BUILD");
/// Bytes of a digest.
const DIGEST: usize = 32;
/// Bytes of the digest that says whether facts are as they were written.
const CHECK: usize = 8;
/// Bytes before the facts of an entry: its key, their length and their digest.
const HEAD: usize = DIGEST + 4 + CHECK;
/// A larger file, in bytes, is not read.
const LIMIT: u64 = 256 * 1024 * 1024;
/// So long what nobody asks for is left alone.
const UNUSED: Duration = Duration::from_secs(60 * 60 * 24 * 60);

/// What one document and how it is read are known by.
pub(super) type Key = [u8; DIGEST];

/// The facts that are kept of a repository.
pub struct KeptFacts {
    file: PathBuf,
    bytes: Vec<u8>,
    /// Where the facts of each document stand in the file.
    entries: HashMap<Key, Range<usize>>,
    used: Mutex<HashSet<Key>>,
    new: Mutex<HashMap<Key, Vec<u8>>>,
}

impl KeptFacts {
    /// Those of the repository with this root, among the files of `folder`. What cannot be read is as if it was not there.
    pub fn open(folder: &Path, root: &Path) -> Self {
        let name = blake3::hash(root.as_os_str().as_encoded_bytes()).to_hex();
        let file = folder.join(format!("{}.facts", name.as_str().get(..DIGEST).unwrap_or_default()));
        let bytes = whole(&file).unwrap_or_default();
        Self { entries: entries(&bytes), file, bytes, used: Mutex::default(), new: Mutex::default() }
    }

    /// Whether what is kept was understood by this program with these words.
    pub(super) fn holds_for(&self, library: &Key) -> bool {
        let kept = self.bytes.get(MAGIC.len()..MAGIC.len() + DIGEST);
        kept.is_some_and(|kept| kept == read_with(library))
    }

    /// The facts of a document.
    pub(super) fn get(&self, key: &Key) -> Option<Facts> {
        let range = self.entries.get(key)?.clone();
        let check = self.bytes.get(range.start.checked_sub(CHECK)?..range.start)?;
        let facts = self.bytes.get(range)?;
        let intact = blake3::hash(facts).as_bytes().get(..CHECK) == Some(check);
        let facts = postcard::from_bytes(facts).ok().filter(|_| intact)?;
        self.used.lock().unwrap_or_else(PoisonError::into_inner).insert(*key);
        Some(facts)
    }

    /// Keeps the facts of a document.
    pub(super) fn keep(&self, key: Key, facts: &Facts) {
        if let Ok(bytes) = postcard::to_stdvec(facts) {
            self.new.lock().unwrap_or_else(PoisonError::into_inner).insert(key, bytes);
        }
    }

    /// Writes what is new. Where that fails the next run is slower, and nothing else.
    pub fn write(self, library: &[u8; DIGEST]) {
        let held = self.holds_for(library);
        let Self { file, bytes, entries, used, new, .. } = self;
        let (used, new) = (used.into_inner().unwrap_or_else(PoisonError::into_inner), new.into_inner().unwrap_or_else(PoisonError::into_inner));
        if new.is_empty() {
            return;
        }
        let added: Vec<u8> = new.iter().flat_map(|(key, facts)| entry(key, facts)).collect();
        let still = |(key, range): (&Key, &Range<usize>)| bytes.get(range.start.checked_sub(HEAD)?..range.end).filter(|_| held && used.contains(key));
        let kept: Vec<&[u8]> = entries.iter().filter_map(still).collect();
        // Most of the file is still of use: it grows. Else it is written anew.
        let _ = if held && kept.iter().map(|entry| entry.len()).sum::<usize>() * 2 > bytes.len() {
            OpenOptions::new().append(true).open(&file).and_then(|mut open| open.write_all(&added))
        } else {
            replace(&file, &[MAGIC, &read_with(library), &kept.concat(), &added].concat())
        };
    }
}

/// What a document, and what is known of it beforehand, are known by.
pub(super) fn key(source: &SourceFile, hints: &Hints) -> Key {
    let mut hasher = blake3::Hasher::new();
    let kind = hints.kind.map_or("", |kind| kind.as_str());
    let topics = hints.topics.iter().map(|topic| topic.as_str());
    let area = hints.whole_area.map_or("", |whole| if whole { "whole" } else { "part" });
    let parts = [source.path.as_str(), source.digest.as_str(), kind, area, hints.language.as_deref().unwrap_or_default()];
    for part in parts.into_iter().chain(topics) {
        hasher.update(&(part.len() as u64).to_le_bytes());
        hasher.update(part.as_bytes());
    }
    *hasher.finalize().as_bytes()
}

/// What every document of a run is read with: this program, and a library of words.
fn read_with(library: &Key) -> Key {
    *blake3::Hasher::new().update(BUILD.as_bytes()).update(library).finalize().as_bytes()
}

/// The bytes of a file that is not too large.
fn whole(file: &Path) -> io::Result<Vec<u8>> {
    let open = File::open(file)?;
    let mut bytes = Vec::with_capacity(usize::try_from(open.metadata()?.len().min(LIMIT)).unwrap_or_default());
    open.take(LIMIT).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Where facts stand in a file, as far as it is whole; of those of one document, the last.
fn entries(bytes: &[u8]) -> HashMap<Key, Range<usize>> {
    let mut found = HashMap::new();
    let mut at = MAGIC.len() + DIGEST;
    while bytes.starts_with(MAGIC) {
        let Some((key, rest)) = bytes.get(at..).and_then(<[u8]>::split_first_chunk::<DIGEST>) else { break };
        let Some(length) = rest.first_chunk::<4>().map(|length| u32::from_le_bytes(*length) as usize) else { break };
        let range = at + HEAD..at + HEAD + length;
        if range.end > bytes.len() {
            break;
        }
        at = range.end;
        found.insert(*key, range);
    }
    found
}

fn entry(key: &Key, facts: &[u8]) -> Vec<u8> {
    let length = u32::try_from(facts.len()).unwrap_or_default();
    let check = blake3::hash(facts);
    let check = check.as_bytes().get(..CHECK).unwrap_or_default();
    if length == 0 { Vec::new() } else { [key.as_slice(), &length.to_le_bytes(), check, facts].concat() }
}

/// Writes a file as a whole or not at all, readable by its owner only; and takes away those beside it that have not been written for long.
fn replace(file: &Path, bytes: &[u8]) -> io::Result<()> {
    let folder = file.parent().unwrap_or(Path::new("."));
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)?;
    let beside = file.with_extension(format!("{}.new", std::process::id()));
    let written = write_new(&beside, bytes).and_then(|()| fs::rename(&beside, file));
    if written.is_err() {
        let _ = fs::remove_file(&beside);
    }
    let old = |path: &Path| {
        let ours = path.file_name().is_some_and(|name| is_ours(&name.to_string_lossy()));
        let age = path.metadata().and_then(|about| about.modified()).map(|then| SystemTime::now().duration_since(then).unwrap_or_default());
        ours && age.is_ok_and(|age| age > UNUSED)
    };
    for path in fs::read_dir(folder)?.filter_map(Result::ok).map(|entry| entry.path()).filter(|path| old(path)) {
        let _ = fs::remove_file(path);
    }
    written
}

/// Writes a file that was not there.
fn write_new(file: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(file)?.write_all(bytes)
}

/// Whether a file is named as those that are written here: a digest, and how it ends. The folder may be one that holds others.
fn is_ours(name: &str) -> bool {
    let (digest, end) = name.split_once('.').unwrap_or_default();
    digest.len() == DIGEST && digest.bytes().all(|byte| byte.is_ascii_hexdigit()) && (end == "facts" || end.ends_with(".new"))
}
