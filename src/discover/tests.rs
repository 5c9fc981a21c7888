use super::*;

fn write(root: &Path, name: &str) {
    let path = root.join(name);
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(path, "x").unwrap();
}

fn shown(found: &Discovery) -> Vec<&str> {
    found.documents.iter().map(|document| document.shown.as_str()).collect()
}

#[test]
fn names_patterns_and_ignore_files() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    for name in ["b.md", "Å.MD", "a/c.markdown", ".github/d.md", ".git/e.md", "f.txt", "arkiv/g.md", "h/i.md", "x.md/j.md", "ut/k.md", "l.md"] {
        write(root, name);
    }
    std::fs::write(root.join(".gitignore"), "h/\n").unwrap();
    std::fs::write(root.join(".tillsynignore"), "/l.md\n").unwrap();
    write(root, "annat/tillsyn.toml");
    write(root, "annat/m.md");
    let include = ["*.TXT".to_owned()];
    let exclude = ["arkiv/".to_owned(), "ut/*.md".to_owned()];
    let found = discover(root, &Options { include: &include, exclude: &exclude }).unwrap();
    assert_eq!(shown(&found), [".github/d.md", "a/c.markdown", "b.md", "f.txt", "x.md/j.md", "Å.MD"]);
    let skipped: Vec<_> = found.skipped.iter().map(|skipped| (skipped.shown.as_str(), &skipped.reason)).collect();
    assert_eq!(skipped, [("annat", &SkipReason::OtherRepository), ("x.md", &SkipReason::Directory)]);
    assert!(found.documents[0].path.is_file());
    let wrong = ["[".to_owned()];
    let error = discover(root, &Options { include: &wrong, exclude: &[] }).unwrap_err();
    assert!(matches!(error, DiscoverError::Pattern { pattern, .. } if pattern == "["));
    assert!(matches!(discover(&root.join("none"), &Options::default()), Err(DiscoverError::Root { .. })));
}

#[cfg(unix)]
#[test]
fn links() {
    let outside = tempfile::tempdir().unwrap();
    write(outside.path(), "ute.md");
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    write(root, "a/b.md");
    let link = |target: &Path, name: &str| std::os::unix::fs::symlink(target, root.join(name)).unwrap();
    link(outside.path(), "ut");
    link(&outside.path().join("ute.md"), "c.md");
    link(root, "a/slinga");
    link(Path::new("finns-inte"), "d.md");
    let found = discover(root, &Options::default()).unwrap();
    assert_eq!(shown(&found), ["a/b.md"]);
    let skipped: Vec<_> = found.skipped.iter().map(|skipped| skipped.shown.as_str()).collect();
    assert_eq!(skipped, ["a/slinga", "c.md", "d.md", "ut"]);
    assert_eq!(found.skipped[0].reason, SkipReason::LinkLoop);
    assert_eq!(found.skipped[1].reason, SkipReason::LinkOutside);
    assert!(matches!(found.skipped[2].reason, SkipReason::Unreadable(_)));
}

#[test]
fn roots() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().canonicalize().unwrap();
    write(&root, "a/b/c.md");
    std::fs::create_dir(root.join(".git")).unwrap();
    assert_eq!(repository_root(&root.join("a/b/c.md")), (root.clone(), RootFrom::Git));
    write(&root, "a/tillsyn.toml");
    assert_eq!(repository_root(&root.join("a/b")), (root.join("a"), RootFrom::Config));
    assert_eq!(repository_root(&root), (root.clone(), RootFrom::Git));
}
