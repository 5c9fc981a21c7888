//! What is not done twice when documents are compared with what they were: facts that are kept from run to run are the facts that would be found,
//! and verdicts that are taken over are the verdicts that would be made.

#![allow(clippy::unwrap_used)]

use std::path::Path;
use std::sync::Arc;

use tillsyn::config::Config;
use tillsyn::engine::{Active, Context, EarlierDocument, Evaluated, Input, KeptFacts, Reading, Run, read_documents, read_earlier};
use tillsyn::facts::Facts;
use tillsyn::language::Lexicon;
use tillsyn::pack::{ExtraTerms, Library, builtin_packs, builtin_terms, load};
use walkdir::WalkDir;

const TODAY: jiff::civil::Date = jiff::civil::date(2026, 11, 25);

/// The example repository, with the words and rules it is read by.
struct Example {
    lexicon: Lexicon,
    library: Library,
    config: Config,
    inputs: Vec<Input>,
}

impl Example {
    fn new() -> Self {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("example-repo");
        let files = WalkDir::new(&root).sort_by_file_name().into_iter().filter_map(Result::ok);
        let documents = files.filter(|file| file.path().extension().is_some_and(|end| end == "md"));
        let shown = |path: &Path| path.strip_prefix(&root).unwrap().to_string_lossy().replace('\\', "/");
        let mut inputs: Vec<Input> = documents.map(|file| Input { path: file.path().to_owned(), shown: shown(file.path()) }).collect();
        inputs.sort_by(|one, other| one.shown.as_bytes().cmp(other.shown.as_bytes()));
        let lexicon = Lexicon::builtin().unwrap();
        let library = load(&lexicon, &builtin_packs(), &builtin_terms(), &ExtraTerms::default()).unwrap_or_else(|_| panic!("packs"));
        let text = std::fs::read_to_string(root.join("tillsyn.toml")).unwrap();
        let config = Config::read("tillsyn.toml", &text).unwrap_or_else(|_| panic!("configuration"));
        Self { lexicon, library, config, inputs }
    }

    fn context<'a>(&'a self, kept: Option<&'a KeptFacts>) -> Context<'a> {
        let (lexicon, terms, library) = (&self.lexicon, &self.library.terms, &self.library.digest);
        Context { lexicon, terms, config: &self.config, today: TODAY, whole: true, read: None, kept, library }
    }
}

fn told(reading: &Reading) -> Vec<String> {
    reading.corpus.documents.iter().map(|facts: &Facts| format!("{facts:?}")).collect()
}

#[test]
fn facts_that_are_kept_are_those_that_would_be_found() {
    let example = Example::new();
    let folder = tempfile::tempdir().unwrap();
    let open = || KeptFacts::open(&folder.path().join("caches"), Path::new("/example"));
    let found = read_documents(&example.inputs, &example.context(None));
    let empty = open();
    assert_eq!(told(&read_documents(&example.inputs, &example.context(Some(&empty)))), told(&found));
    empty.write(&example.library.digest);
    let file = std::fs::read_dir(folder.path().join("caches")).unwrap().next().unwrap().unwrap().path();
    let written = std::fs::read(&file).unwrap();
    let full = open();
    assert_eq!(told(&read_documents(&example.inputs, &example.context(Some(&full)))), told(&found));
    full.write(&example.library.digest);
    assert_eq!(std::fs::read(&file).unwrap(), written, "nothing was understood anew, and nothing is written");
    // Words that are others, bytes that have changed, a file that ends too soon: all of it is found anew.
    let others = open();
    let with_others = Context { library: &[7; 32], ..example.context(Some(&others)) };
    assert_eq!(told(&read_documents(&example.inputs, &with_others)), told(&found));
    others.write(&[7; 32]);
    assert_ne!(std::fs::read(&file).unwrap(), written, "what was understood with other words takes the place of the rest");
    let mut damaged = written.clone();
    damaged.iter_mut().skip(200).step_by(97).for_each(|byte| *byte ^= 0x55);
    for bytes in [damaged, written[..written.len() / 2].to_vec(), written[..60].to_vec(), b"tillsyn facts 1\n".to_vec(), vec![0; 5000], Vec::new()] {
        std::fs::write(&file, &bytes).unwrap();
        let kept = open();
        assert_eq!(told(&read_documents(&example.inputs, &example.context(Some(&kept)))), told(&found), "{} bytes", bytes.len());
        kept.write(&example.library.digest);
        let again = open();
        assert_eq!(told(&read_documents(&example.inputs, &example.context(Some(&again)))), told(&found), "{} bytes", bytes.len());
    }
}

#[test]
fn facts_of_a_document_that_is_gone_do_not_pile_up() {
    let example = Example::new();
    let folder = tempfile::tempdir().unwrap();
    let (caches, document) = (folder.path().join("caches"), folder.path().join("plan.md"));
    let input = [Input { path: document.clone(), shown: "plan.md".to_owned() }];
    let mut sizes = Vec::new();
    for number in 0..12 {
        std::fs::write(&document, format!("# Plan\n\nVi ska öva {number} gånger om året.\n")).unwrap();
        let kept = KeptFacts::open(&caches, folder.path());
        read_documents(&input, &example.context(Some(&kept)));
        kept.write(&example.library.digest);
        let files: Vec<_> = std::fs::read_dir(&caches).unwrap().map(|file| file.unwrap().metadata().unwrap().len()).collect();
        assert_eq!(files.len(), 1, "one file, and none that is half written");
        sizes.extend(files);
    }
    assert!(sizes.iter().max().unwrap() < &(sizes[0] * 4), "{sizes:?}");
}

#[test]
fn only_what_was_kept_is_ever_taken_away() {
    let example = Example::new();
    let folder = tempfile::tempdir().unwrap();
    let (old, digest) = (std::time::SystemTime::now() - std::time::Duration::from_secs(60 * 60 * 24 * 90), "0123456789abcdef".repeat(2));
    let ours = [format!("{digest}.facts"), format!("{digest}.4711.new")];
    let others = ["anteckningar.new".to_owned(), "mina.facts".to_owned(), format!("{digest}.md"), "facts".to_owned()];
    for name in ours.iter().chain(&others) {
        let file = std::fs::File::create(folder.path().join(name)).unwrap();
        file.set_modified(old).unwrap();
    }
    let kept = KeptFacts::open(folder.path(), Path::new("/example"));
    read_documents(&example.inputs[..1], &example.context(Some(&kept)));
    kept.write(&example.library.digest);
    assert!(others.iter().all(|name| folder.path().join(name).is_file()));
    assert!(!ours.iter().any(|name| folder.path().join(name).exists()));
    #[cfg(unix)]
    for file in
        std::fs::read_dir(folder.path()).unwrap().map(|file| file.unwrap().path()).filter(|path| path.extension().is_some_and(|end| end == "facts"))
    {
        use std::os::unix::fs::PermissionsExt;
        let mine = file.file_stem().is_some_and(|stem| stem.len() == 32);
        assert!(!mine || file.metadata().unwrap().permissions().mode() & 0o077 == 0, "nobody else reads it");
    }
}

/// Edits of a document, by what they do to it.
const EDITS: [(&str, &str, &str); 8] = [
    ("a duty becomes advice", " ska ", " bör "),
    ("a duty is denied", " ska ", " ska inte "),
    ("it is about something else", "nformationssäkerhet", "rkiv"),
    ("another title", "# ", "# Utkast till "),
    ("a draft", "\n\n", "\n\nStatus: utkast\n\n"),
    ("an end that has passed", "\n\n", "\n\nGäller till och med: 2020-01-01\n\n"),
    ("a paragraph more", "\n", "\n\nVarje år ska en riskanalys göras av systemägaren.\n"),
    ("nothing but a blank", "\n", "\n \n"),
];

#[test]
fn verdicts_that_are_taken_over_are_those_that_would_be_made() {
    let example = Example::new();
    let context = example.context(None);
    let rules: Vec<Active<'_>> = example.library.rules().map(|rule| Active { rule, level: rule.level }).collect();
    let run = Run {
        library: &example.library,
        config: &example.config,
        today: TODAY,
        rules: &rules,
        left_out: &[],
        profile: "",
        language: None,
        locales: &["sv"],
    };
    let now = run.verdicts(read_documents(&example.inputs, &context));
    let documents = &now.reading.corpus.documents;
    let mut edited = 0;
    for (number, (what, from, to)) in EDITS.iter().enumerate() {
        // Each edit of some documents: those of one edit are others than those of the next.
        for at in (number..documents.len()).step_by(EDITS.len()) {
            let text = documents.get(at).unwrap().source.text.replacen(from, to, 1);
            edited += usize::from(text != documents.get(at).unwrap().source.text);
            let then = |index: usize| {
                let same = documents.shared(index).unwrap();
                let path = same.source.path.clone();
                if index == at { EarlierDocument::Other(path, text.clone().into_bytes()) } else { EarlierDocument::Same(same) }
            };
            let read = || read_earlier((0..documents.len()).map(then).collect(), &context, |_| true);
            assert_same(&run.verdicts(read()), &run.verdicts_before(read(), &now), &format!("{what} in {}", documents.get(at).unwrap().source.path));
        }
    }
    assert!(edited > 30, "{edited} documents were edited");
    // Documents that come and go.
    for gone in [0, 7, 20] {
        let rest =
            || (0..documents.len()).filter(|index| *index != gone).map(|index| EarlierDocument::Same(documents.shared(index).unwrap())).collect();
        let read = || read_earlier(rest(), &context, |_| true);
        assert_same(&run.verdicts(read()), &run.verdicts_before(read(), &now), &format!("without {gone}"));
    }
    let same = read_earlier((0..documents.len()).map(|index| EarlierDocument::Same(documents.shared(index).unwrap())).collect(), &context, |_| true);
    let shared = (0..documents.len()).all(|index| Arc::ptr_eq(same.corpus.documents.shared(index).unwrap(), documents.shared(index).unwrap()));
    assert!(shared, "what has not changed is not copied");
}

fn assert_same(made: &Evaluated, taken: &Evaluated, what: &str) {
    assert_eq!(made.verdicts.len(), taken.verdicts.len(), "{what}");
    for (made, taken) in made.verdicts.iter().zip(&taken.verdicts) {
        assert_eq!(format!("{made:?}"), format!("{taken:?}"), "{what}");
    }
}
