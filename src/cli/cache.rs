//! Where facts are kept from run to run: with the user's caches.

use std::env::var_os;
use std::path::{Path, PathBuf};

use super::args::{CheckArgs, RulesFrom};
use crate::engine::KeptFacts;

/// The folder for caches, when it is to be another; empty for none.
const FOLDER: &str = "TILLSYN_CACHE_DIR";

/// What earlier runs understood of the repository with this root. Only a hook asks: it runs again and again over documents that are the user's own.
/// In a pull request nothing is kept.
pub(crate) fn kept(args: &CheckArgs, root: &Path) -> Option<KeptFacts> {
    let hook = args.base.is_some() && args.rules_from == RulesFrom::Head && !args.no_cache;
    let folder = folder().filter(|_| hook)?;
    Some(KeptFacts::open(&folder, &root.canonicalize().ok()?))
}

/// The folder for caches as the system has it.
fn folder() -> Option<PathBuf> {
    let of = |name: &str| var_os(name).map(PathBuf::from);
    if let Some(folder) = of(FOLDER) {
        return Some(folder).filter(|folder| !folder.as_os_str().is_empty());
    }
    let home = || of("HOME").map(|home| home.join(if cfg!(target_os = "macos") { "Library/Caches" } else { ".cache" }));
    let caches = if cfg!(windows) { of("LOCALAPPDATA") } else { of("XDG_CACHE_HOME") };
    // What is no path from the root is to be ignored (XDG Base Directory Specification).
    caches.filter(|folder| folder.is_absolute()).or_else(home).map(|folder| folder.join("tillsyn"))
}
