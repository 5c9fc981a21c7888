//! Embeds `rules/`, `languages/` and `locales/`: every TOML file under each, by its path, sorted. What a file is called is all the
//! program knows of it beforehand: a language more is a file more.

use std::fmt::Write as _;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::{env, fs, io};

#[path = "src/pack/tree.rs"]
#[allow(dead_code)]
mod tree;

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
    fs::write(out.join("rules.trees.rs"), parsed(&root.join("rules"), &out)?)?;
    println!("cargo:rustc-env=TILLSYN_BUILD={:016x}", build(&root)?);
    Ok(())
}

/// A number for all that the program is made of: what one build keeps for later is nothing to another.
fn build(root: &Path) -> io::Result<u64> {
    let mut files = vec![root.join("Cargo.toml"), root.join("Cargo.lock")];
    for folder in ["src", "languages"] {
        collect(&root.join(folder), &["rs", "toml"], &mut files)?;
    }
    files.sort();
    let mut hasher = DefaultHasher::new();
    for file in files.iter().filter(|file| file.is_file()) {
        println!("cargo:rerun-if-changed={}", file.display());
        (relative(root, file), fs::read(file)?).hash(&mut hasher);
    }
    Ok(hasher.finish())
}

/// The files of a folder: path below it, and path.
fn named(root: &Path) -> io::Result<Vec<(String, PathBuf)>> {
    let mut files = Vec::new();
    collect(root, &["toml"], &mut files)?;
    let mut named: Vec<(String, PathBuf)> = files.into_iter().map(|path| (relative(root, &path), path)).collect();
    named.sort();
    Ok(named)
}

/// The expression that embeds the files of a folder.
fn embedded(root: &Path) -> io::Result<String> {
    let mut code = String::from("&[\n");
    for (name, path) in &named(root)? {
        writeln!(code, "    ({name:?}, include_str!({:?})),", path.display().to_string()).map_err(io::Error::other)?;
    }
    code.push_str("]\n");
    Ok(code)
}

/// The expression that embeds the same files as they were parsed. One that cannot be is left to the program, which tells what is wrong with it.
fn parsed(root: &Path, out: &Path) -> io::Result<String> {
    let mut code = String::from("&[\n");
    for (at, (_, path)) in named(root)?.iter().enumerate() {
        let text = fs::read_to_string(path)?;
        let table = toml::de::DeTable::parse(tree::without_examples(&text)).map(|table| tree::Table::of(table.into_inner()));
        let bytes = table.ok().and_then(|table| postcard::to_stdvec(&table).ok()).unwrap_or_default();
        let file = out.join(format!("{at}.tree"));
        fs::write(&file, bytes)?;
        writeln!(code, "    include_bytes!({:?}),", file.display().to_string()).map_err(io::Error::other)?;
    }
    code.push_str("]\n");
    Ok(code)
}

/// Gathers the files of a folder and those below that end so, and has cargo watch each folder and file.
fn collect(folder: &Path, endings: &[&str], files: &mut Vec<PathBuf>) -> io::Result<()> {
    println!("cargo:rerun-if-changed={}", folder.display());
    if !folder.is_dir() {
        return Ok(());
    }
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, endings, files)?;
        } else if path.extension().is_some_and(|extension| endings.iter().any(|ending| extension == *ending)) {
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
