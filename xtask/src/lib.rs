//! What is generated from the rules and the types, as a library: the tests hold that the tree has what it would write.

mod pages;
pub mod prove;
mod schema;

use std::path::{Path, PathBuf};

/// Why something could not be generated or written.
pub type Failure = Box<dyn std::error::Error>;

/// Folders that hold nothing but generated files.
const FOLDERS: &[&str] = &["schemas", pages::FOLDER];

/// Every generated file: its path in the tree, and its text.
///
/// # Errors
/// When the rules or the languages cannot be read.
pub fn generated() -> Result<Vec<(String, String)>, Failure> {
    let mut files = schema::all()?;
    files.extend(pages::all()?);
    Ok(files)
}

/// The root of the tree.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().map(Path::to_owned).unwrap_or_default()
}

/// What differs between the tree and what would be written, one line a file.
///
/// # Errors
/// When something cannot be generated or read.
pub fn differences() -> Result<Vec<String>, Failure> {
    let (files, root) = (generated()?, root());
    let mut all: Vec<String> = Vec::new();
    for (path, text) in &files {
        match std::fs::read_to_string(root.join(path)) {
            Err(_) => all.push(format!("{path} is missing")),
            Ok(there) if there != *text => all.push(format!("{path} is not what `cargo xtask docs` writes")),
            Ok(_) => {}
        }
    }
    let left = present()?.into_iter().filter(|path| !files.iter().any(|(one, _)| one == path));
    all.extend(left.map(|path| format!("{path} is generated from nothing any more")));
    Ok(all)
}

/// Writes every generated file that is not right yet, and removes those that are generated no more; says how many.
///
/// # Errors
/// When something cannot be generated or written.
pub fn write() -> Result<usize, Failure> {
    let (files, root) = (generated()?, root());
    let mut changed = 0;
    for (path, text) in &files {
        let full = root.join(path);
        if std::fs::read_to_string(&full).is_ok_and(|there| there == *text) {
            continue;
        }
        if let Some(folder) = full.parent() {
            std::fs::create_dir_all(folder)?;
        }
        std::fs::write(full, text)?;
        changed += 1;
    }
    for path in present()?.into_iter().filter(|path| !files.iter().any(|(one, _)| one == path)) {
        std::fs::remove_file(root.join(path))?;
        changed += 1;
    }
    Ok(changed)
}

/// Every file in the folders that hold nothing else, with slashes.
fn present() -> Result<Vec<String>, Failure> {
    let root = root();
    let mut open: Vec<PathBuf> = FOLDERS.iter().map(|folder| root.join(folder)).filter(|folder| folder.is_dir()).collect();
    let mut found = Vec::new();
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(folder)? {
            let path = entry?.path();
            if path.is_dir() {
                open.push(path);
            } else if let Ok(below) = path.strip_prefix(&root) {
                found.push(below.components().map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/"));
            }
        }
    }
    found.sort();
    Ok(found)
}
