//! Embeds `rules/`, `languages/` and `locales/`: every TOML file under each, by its path, sorted. What a file is called is all the
//! program knows of it beforehand: a language more is a file more.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

/// The folders that are embedded, each as `<folder>.rs`: a list of paths and texts.
const FOLDERS: [&str; 3] = ["rules", "languages", "locales"];

fn main() -> io::Result<()> {
    let missing = |name: &str| io::Error::other(format!("{name} is not set"));
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").ok_or_else(|| missing("CARGO_MANIFEST_DIR"))?);
    let out = PathBuf::from(env::var_os("OUT_DIR").ok_or_else(|| missing("OUT_DIR"))?);
    println!("cargo:rerun-if-changed=build.rs");
    for folder in FOLDERS {
        fs::write(out.join(folder).with_extension("rs"), embedded(&root.join(folder))?)?;
    }
    Ok(())
}

/// The expression that embeds the files of a folder.
fn embedded(root: &Path) -> io::Result<String> {
    let mut files = Vec::new();
    collect(root, &mut files)?;
    let mut named: Vec<(String, PathBuf)> = files.into_iter().map(|path| (relative(root, &path), path)).collect();
    named.sort();
    let mut code = String::from("&[\n");
    for (name, path) in &named {
        writeln!(code, "    ({name:?}, include_str!({:?})),", path.display().to_string()).map_err(io::Error::other)?;
    }
    code.push_str("]\n");
    Ok(code)
}

/// Gathers the TOML files of a folder and those below, and has cargo watch each folder and file.
fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    println!("cargo:rerun-if-changed={}", folder.display());
    if !folder.is_dir() {
        return Ok(());
    }
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, files)?;
        } else if path.extension().is_some_and(|extension| extension == "toml") {
            println!("cargo:rerun-if-changed={}", path.display());
            files.push(path);
        }
    }
    Ok(())
}

/// The path below `root`, with slashes.
fn relative(root: &Path, path: &Path) -> String {
    let below = path.strip_prefix(root).unwrap_or(path);
    below.components().map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/")
}
