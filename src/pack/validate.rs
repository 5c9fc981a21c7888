//! From packs as written to rules that can be asked: every fault of every file is reported at once.

use std::collections::BTreeSet;
use std::ops::Range;

use rayon::prelude::*;
use toml::de::DeTable;

use crate::language::Lexicon;
use crate::term::{Terms, TermsBuilder};

use super::builtin;
use super::codes;
use super::gap;
use super::manifest::{Manifest, manifest};
use super::matrix::{self, ReadMatrix};
use super::names::{ExtraTerms, TermSets};
use super::raw::{Faults, PackError, did_you_mean};
use super::reader::Reader;
use super::rule::{ReadRule, rule};
use super::scope::is_kebab;
use super::spoken::{self, Sought};
use super::tree::{Table, without_examples};
use super::{Pack, PackSource};

/// Rules and the words they look for.
pub struct Library {
    /// The packs, in the order they were asked for.
    pub packs: Vec<Pack>,
    /// Every term set.
    pub terms: Terms,
    /// What the packs, the shared term sets and the words of the configuration are known by: two libraries of one program that are known by the
    /// same have the same terms.
    pub digest: [u8; 32],
}

impl Library {
    /// Every rule of every pack.
    pub fn rules(&self) -> impl Iterator<Item = &super::Rule> {
        self.packs.iter().flat_map(|pack| &pack.rules)
    }

    /// Every presupposition that a rule names, sorted.
    pub fn presuppositions(&self) -> BTreeSet<&str> {
        self.rules().flat_map(|rule| rule.scope.when.iter().map(String::as_str)).collect()
    }
}

/// A file that was parsed.
pub(crate) struct Parsed<'s> {
    /// Its faults.
    pub(crate) faults: Faults,
    /// Its table, as far as it could be parsed.
    pub(crate) table: Table<'s>,
    /// Whether its syntax is right.
    pub(crate) whole: bool,
}

/// Takes a file as it was parsed when the program was built, where it was; `path` is below `rules/`.
fn as_built<'s>(path: &str, shown: &str, text: &'s str) -> Parsed<'s> {
    match builtin::tree(path, text) {
        Some((text, table)) => Parsed { faults: Faults::of_built_in(shown, text), table, whole: true },
        None => parse(shown, without_examples(text)),
    }
}

impl PackSource {
    /// Parses one of its files.
    fn parse<'s>(&self, path: &str, text: &'s str) -> Parsed<'s> {
        let shown = self.shown(path);
        if self.proven { as_built(&format!("{}/{path}", self.name), &shown, text) } else { parse(&shown, text) }
    }
}

/// Parses a file and notes every fault of syntax.
pub(crate) fn parse<'s>(shown: &str, text: &'s str) -> Parsed<'s> {
    let faults = Faults::new(shown, text);
    let (table, errors) = DeTable::parse_recoverable(text);
    for error in &errors {
        faults.add(error.span().unwrap_or(0..0), error.message());
    }
    Parsed { faults, table: Table::of(table.into_inner()), whole: errors.is_empty() }
}

impl Parsed<'_> {
    /// Where something missing from the whole file is shown: its first line.
    pub(crate) fn first_line(&self) -> Range<usize> {
        0..self.faults.text().lines().next().map_or(0, str::len)
    }

    /// Reads the table, if the syntax is right.
    pub(crate) fn reader(&self) -> Option<Reader<'_>> {
        self.whole.then(|| Reader::new(&self.table, self.first_line(), &self.faults))
    }
}

/// A rule file that was read, with its faults.
pub(super) struct RuleFile {
    pub(super) faults: Faults,
    pub(super) read: Option<ReadRule>,
}

/// A pack whose files were parsed. Nothing in one file bears on how another is parsed.
struct ParsedPack<'s> {
    source: &'s PackSource,
    digest: String,
    /// Its own term sets, by name.
    terms: Vec<(String, Parsed<'s>)>,
    /// Its rules, by id.
    rules: Vec<(&'s str, Parsed<'s>)>,
}

impl<'s> ParsedPack<'s> {
    fn of(source: &'s PackSource) -> Self {
        let files = source.files.par_iter();
        let is_rule = |path: &str| path != "pack.toml" && !path.contains('/') && path.ends_with(".toml");
        let term = |(path, text): &'s (String, String)| path.strip_prefix("terms/").map(|_| (stem(path).to_owned(), source.parse(path, text)));
        let rule = |(path, text): &'s (String, String)| is_rule(path).then(|| (stem(path), source.parse(path, text)));
        Self { source, digest: digest(&source.files), terms: files.clone().filter_map(term).collect(), rules: files.filter_map(rule).collect() }
    }
}

/// A pack that was read.
struct ReadPack {
    pack: Pack,
    faults: Vec<Faults>,
    rules: Vec<RuleFile>,
}

/// Validates packs.
///
/// `shared` are the files of shared term sets (path, text); `extra_terms` are words that the configuration adds to sets, by name
/// and language. Their own patterns were checked when the configuration was read.
///
/// # Errors
/// Every fault of every file, by file and place.
pub fn load(lexicon: &Lexicon, wanted: &[PackSource], shared: &[(String, String)], extra_terms: &ExtraTerms) -> Result<Library, Vec<PackError>> {
    let mut builder = TermsBuilder::new();
    // Where built-in packs are taken as proven, so are the words that they share.
    let proven = wanted.iter().any(|source| source.proven);
    builder.trust(proven);
    lexicon.register(&mut builder).map_err(|error| vec![PackError::of_file(format!("languages/{}", error.file), error.message)])?;
    let mut sets = TermSets::new(builder, lexicon.tags(), gap::marks(lexicon));
    let mut errors = Vec::new();
    let shared_digest = digest(shared);
    let (shared, parsed): (Vec<_>, Vec<ParsedPack<'_>>) = rayon::join(
        || shared.par_iter().map(|(path, text)| (stem(path).to_owned(), as_built(path, &format!("rules/{path}"), text))).collect(),
        || wanted.par_iter().map(ParsedPack::of).collect(),
    );
    for faults in term_files(shared, None, proven, &mut sets) {
        errors.extend(faults.take());
    }
    let known: BTreeSet<String> = sets.shared().map(str::to_owned).collect();
    sets.extend(extra_terms, &mut errors);
    let read: Vec<ReadPack> = parsed.into_iter().map(|parsed| read_pack(parsed, &mut sets)).collect();
    unknown_extra(extra_terms, &known, &sets, &mut errors);
    let sought = sought(&read);
    let mut packs = gather(read, &mut errors);
    if !errors.is_empty() {
        errors.sort_by(|a, b| (&a.file, a.span.start, a.span.end).cmp(&(&b.file, b.span.start, b.span.end)));
        return Err(errors);
    }
    let terms = sets.into_builder().build();
    let digest = known_by(&packs, shared_digest, extra_terms);
    spoken::note(&mut packs, &terms, &lexicon.tags(), &sought);
    Ok(Library { packs, terms, digest })
}

/// What a library is known by. The order of packs is that of their sets.
fn known_by(packs: &[Pack], shared: String, extra: &ExtraTerms) -> [u8; 32] {
    let mut parts: Vec<String> = packs.iter().map(|pack| pack.digest.clone()).collect();
    parts.push(shared);
    parts.extend(extra.words.iter().map(|words| format!("{words:?}")));
    *blake3::hash(parts.join("\n").as_bytes()).as_bytes()
}

/// What each rule looks for, and which rules it asks.
fn sought(read: &[ReadPack]) -> Sought {
    let rules = read.iter().flat_map(|pack| &pack.rules).filter_map(|file| file.read.as_ref());
    let asks = |rule: &ReadRule| rule.codes.iter().filter(|(key, ..)| *key == "rule").map(|(_, code, _)| code.clone()).collect();
    rules.filter_map(|rule| Some((rule.code.as_ref()?.0.clone(), (rule.sought.clone(), asks(rule))))).collect()
}

/// Cross-checks what was read, and takes every fault.
fn gather(read: Vec<ReadPack>, errors: &mut Vec<PackError>) -> Vec<Pack> {
    let files: Vec<&RuleFile> = read.iter().flat_map(|pack| &pack.rules).collect();
    codes::check(&files);
    let mut packs = Vec::new();
    let mut ids = BTreeSet::new();
    for ReadPack { mut pack, faults, rules } in read {
        if !pack.id.is_empty() && !ids.insert(pack.id.clone()) {
            errors.push(PackError::of_file(&pack.origin, format!("two packs have the id `{}`", pack.id)));
        }
        errors.extend(faults.iter().chain(rules.iter().map(|file| &file.faults)).flat_map(Faults::take));
        pack.rules = rules.into_iter().filter_map(|file| file.read?.rule).collect();
        pack.rules.sort_by(|a, b| a.code.cmp(&b.code));
        packs.push(pack);
    }
    packs
}

/// Reads files of term sets, by name: all names first, so that they can include one another.
fn term_files(files: Vec<(String, Parsed<'_>)>, pack: Option<&str>, proven: bool, sets: &mut TermSets) -> Vec<Faults> {
    let full = |name: &str| pack.map_or_else(|| name.to_owned(), |pack| format!("{pack}/{name}"));
    let places: Vec<String> = pack.iter().map(|pack| (*pack).to_owned()).collect();
    for (name, _) in &files {
        sets.declare(&full(name));
    }
    let mut all = Vec::new();
    for (name, parsed) in files {
        parsed.faults.proven.set(proven);
        if !is_kebab(&name) {
            parsed.faults.add(parsed.first_line(), format!("`{name}` is no name of a term set: write lower case words joined by hyphens"));
        }
        if let Some(reader) = parsed.reader() {
            sets.fill(reader, &full(&name), &places);
        }
        all.push(parsed.faults);
    }
    all
}

/// A file's name without folders and extension.
fn stem(path: &str) -> &str {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.strip_suffix(".toml").unwrap_or(name)
}

fn read_pack(parsed: ParsedPack<'_>, sets: &mut TermSets) -> ReadPack {
    let ParsedPack { source, digest, terms, rules } = parsed;
    let mut faults = Vec::new();
    let manifest = read_manifest(source, sets, &mut faults);
    let mut pack = Pack {
        id: String::new(),
        version: String::new(),
        title: Default::default(),
        description: Default::default(),
        languages: Vec::new(),
        sources: Vec::new(),
        profiles: Vec::new(),
        matrices: Vec::new(),
        origin: source.origin.clone(),
        digest,
        rules: Vec::new(),
    };
    let Some(manifest) = manifest else { return ReadPack { pack, faults, rules: Vec::new() } };
    faults.extend(term_files(terms, Some(&manifest.id), source.proven, sets));
    let rules: Vec<RuleFile> = rules.into_iter().map(|(id, parsed)| read_rule(source, id, parsed, &manifest, sets)).collect();
    let Manifest { id, version, title, description, languages, sources, profiles, matrices, .. } = manifest;
    know_rows(&matrices, &rules, &faults);
    (pack.id, pack.version, pack.title, pack.description) = (id, version, title, description);
    (pack.languages, pack.sources, pack.profiles) = (languages, sources, profiles);
    pack.matrices = matrices.into_iter().map(|read| read.matrix).collect();
    ReadPack { pack, faults, rules }
}

/// A file that could not be parsed may hold the code that is looked for.
fn know_rows(matrices: &[ReadMatrix], rules: &[RuleFile], faults: &[Faults]) {
    let code = |file: &'_ RuleFile| Some(file.read.as_ref()?.code.as_ref()?.0.clone());
    let codes: Option<BTreeSet<String>> = rules.iter().map(code).collect();
    if let (Some(codes), Some(manifest)) = (codes, faults.first()) {
        matrix::known(matrices, &codes.iter().map(String::as_str).collect(), manifest);
    }
}

fn read_manifest(source: &PackSource, sets: &TermSets, faults: &mut Vec<Faults>) -> Option<Manifest> {
    let Some((path, text)) = source.files.iter().find(|(path, _)| path == "pack.toml") else {
        let none = Faults::new(source.shown("pack.toml"), "");
        none.add(0..0, "the pack has no `pack.toml`");
        faults.push(none);
        return None;
    };
    let parsed = source.parse(path, text);
    gap::note(&parsed.table, sets.gaps(), &parsed.faults);
    let read = parsed.reader().and_then(|reader| manifest(reader, sets.tags()));
    faults.push(parsed.faults);
    read
}

fn read_rule(source: &PackSource, id: &str, parsed: Parsed<'_>, manifest: &Manifest, sets: &mut TermSets) -> RuleFile {
    parsed.faults.proven.set(source.proven);
    if !source.proven {
        gap::note(&parsed.table, sets.gaps(), &parsed.faults);
    }
    if !is_kebab(id) {
        parsed.faults.add(parsed.first_line(), format!("the file's name, `{id}`, is no id: write lower case words joined by hyphens"));
    }
    let read = parsed.reader().map(|reader| rule(reader, id, manifest, sets));
    RuleFile { faults: parsed.faults, read }
}

/// `blake3:` and the digest of a pack's files, each by path and text.
fn digest(files: &[(String, String)]) -> String {
    let mut sorted: Vec<&(String, String)> = files.iter().collect();
    sorted.sort();
    let mut hasher = blake3::Hasher::new();
    for (path, text) in sorted {
        for part in [path, text] {
            hasher.update(&(part.len() as u64).to_le_bytes());
            hasher.update(part.as_bytes());
        }
    }
    format!("blake3:{}", hasher.finalize().to_hex())
}

/// Sets that the configuration extends, that no pack has.
fn unknown_extra(extra: &ExtraTerms, known: &BTreeSet<String>, sets: &TermSets, errors: &mut Vec<PackError>) {
    for name in extra.words.keys().filter(|name| !name.contains('/') && !known.contains(*name) && !sets.is_used(name)) {
        let help = did_you_mean(name, known.iter().map(String::as_str));
        errors.push(extra.fault(extra.place(name), format!("there is no term set `{name}`, and no rule uses one of that name"), help));
    }
}
