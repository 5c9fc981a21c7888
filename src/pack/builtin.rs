//! Where packs come from: embedded in the program, or a folder.

use std::collections::BTreeMap;
use std::path::Path;

use walkdir::WalkDir;

use super::raw::PackError;
use super::tree::Table;

/// Every file under `rules/`: path and text.
const EMBEDDED: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/rules.rs"));

/// The same files, each without its examples, as they were parsed when the program was built: a tree of `tree.rs` in the format of `postcard`. Empty
/// where a file could not be parsed.
const TREES: &[&[u8]] = include!(concat!(env!("OUT_DIR"), "/rules.trees.rs"));

/// The folder of shared term sets.
const TERMS: &str = "terms/";

/// The files of one pack, as written.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PackSource {
    /// Its folder's name; the pack says its own id in `pack.toml`.
    pub name: String,
    /// `built-in`, or the folder as given.
    pub origin: String,
    /// Path below the pack's folder, with slashes, and text; sorted by path.
    pub files: Vec<(String, String)>,
    /// Whether what was proven when the program was built is proven again: examples are read, and expressions compiled before they are used.
    pub proven: bool,
}

impl PackSource {
    /// A file's path as shown in errors.
    pub fn shown(&self, path: &str) -> String {
        if self.origin == "built-in" { format!("rules/{}/{path}", self.name) } else { format!("{}/{path}", self.origin.trim_end_matches('/')) }
    }
}

/// The file with this path below `rules/`, and its tree, when the one that is built in has this text.
pub(super) fn tree(path: &str, text: &str) -> Option<(&'static str, Table<'static>)> {
    let at = EMBEDDED.binary_search_by(|(name, _)| (*name).cmp(path)).ok()?;
    let (_, built_in) = EMBEDDED.get(at)?;
    let bytes = TREES.get(at).filter(|bytes| !bytes.is_empty() && *built_in == text)?;
    Some((built_in, postcard::from_bytes(bytes).ok()?))
}

/// Every pack that is built in, by name.
pub fn builtin_packs() -> Vec<PackSource> {
    let mut folders: BTreeMap<&str, Vec<(String, String)>> = BTreeMap::new();
    for (path, text) in EMBEDDED.iter().filter(|(path, _)| !path.starts_with(TERMS)) {
        if let Some((folder, rest)) = path.split_once('/') {
            folders.entry(folder).or_default().push((rest.to_owned(), (*text).to_owned()));
        }
    }
    folders.retain(|_, files| files.iter().any(|(path, _)| path == "pack.toml"));
    let source =
        |(name, files): (&str, Vec<(String, String)>)| PackSource { name: name.to_owned(), origin: "built-in".to_owned(), files, proven: false };
    folders.into_iter().map(source).collect()
}

/// The shared term sets that are built in: path below `rules/`, and text.
pub fn builtin_terms() -> Vec<(String, String)> {
    let shared = EMBEDDED.iter().filter(|(path, _)| path.starts_with(TERMS));
    shared.map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect()
}

/// The names of the packs that are built in.
pub fn builtin_names() -> Vec<&'static str> {
    EMBEDDED.iter().filter_map(|(path, _)| path.strip_suffix("/pack.toml")).filter(|name| !name.contains('/')).collect()
}

/// Codes and ids of the rules that are built in, without reading the packs.
pub fn builtin_rule_names() -> impl Iterator<Item = String> {
    let rules = EMBEDDED.iter().filter(|(path, _)| !path.starts_with(TERMS) && !path.ends_with("pack.toml"));
    rules.flat_map(|(path, text)| {
        let code =
            text.lines().find_map(|line| line.strip_prefix("code")?.trim_start().strip_prefix('=')?.trim().strip_prefix('"')?.split('"').next());
        let id = path.rsplit('/').next().and_then(|name| name.strip_suffix(".toml"));
        [code, id].into_iter().flatten().map(str::to_owned)
    })
}

/// Reads the pack in a folder: `pack.toml`, rules beside it, and its own term sets under `terms/`.
pub fn read_folder(folder: &Path) -> Result<PackSource, PackError> {
    let shown = folder.display().to_string();
    let mut files = Vec::new();
    for entry in WalkDir::new(folder).sort_by_file_name() {
        let entry = entry.map_err(|error| PackError::of_file(&shown, format!("cannot read the pack: {error}")))?;
        let path = entry.path();
        if !entry.file_type().is_file() || path.extension().is_none_or(|extension| extension != "toml") {
            continue;
        }
        let text = std::fs::read_to_string(path)
            .map_err(|error| PackError::of_file(path.display().to_string(), format!("cannot read the file: {error}")))?;
        files.push((below(folder, path), text));
    }
    if !files.iter().any(|(path, _)| path == "pack.toml") {
        return Err(PackError::of_file(shown, "a pack is a folder with a `pack.toml`, and here is none"));
    }
    files.sort();
    let name = folder.file_name().map_or_else(|| shown.clone(), |name| name.to_string_lossy().into_owned());
    Ok(PackSource { name, origin: shown, files, proven: false })
}

/// A path below a folder, with slashes.
fn below(folder: &Path, path: &Path) -> String {
    let below = path.strip_prefix(folder).unwrap_or(path);
    below.components().map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/")
}
