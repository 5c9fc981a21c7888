//! Files to facts: decode, parse and analyse every document, in parallel.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use jiff::civil::Date;
use rayon::prelude::*;

use super::kept::{self, KeptFacts, Key};
use crate::config::Config;
use crate::document::{Document, parse};
use crate::facts::{Analyser, Corpus, Facts, Hints, ReferenceKind, Setting, detect_language, join_path};
use crate::language::{Field, Lexicon};
use crate::result::{Level, NotChecked, Notification, Say};
use crate::source::{DecodeError, Encoding, SourceFile, decode, read};
use crate::term::{Domain, Terms};

/// A file to read: where it is, and its path as shown.
#[derive(Clone, Debug)]
pub struct Input {
    /// Where it is.
    pub path: PathBuf,
    /// Relative to the repository, `/` between parts.
    pub shown: String,
}

/// What was read.
#[derive(Clone, Debug)]
pub struct Reading {
    /// The documents, joined.
    pub corpus: Corpus,
    /// What could not be read or is not checked.
    pub not_checked: Vec<NotChecked>,
    /// Trouble with files.
    pub notifications: Vec<Notification>,
}

/// One file's outcome.
enum Outcome {
    Read(Arc<Facts>, Vec<Notification>),
    Refused(Refused),
}

/// A document as it was, for [`read_earlier`].
#[derive(Clone, Debug)]
pub enum Earlier<'a> {
    /// It has not changed: what is known of it holds.
    Same(&'a Arc<Facts>),
    /// Its path, and what it held.
    Other(String, Vec<u8>),
}

/// What documents are read with.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    /// The languages.
    pub lexicon: &'a Lexicon,
    /// The term sets.
    pub terms: &'a Terms,
    /// The configuration.
    pub config: &'a Config,
    /// The date everything is judged on.
    pub today: Date,
    /// The documents are a whole repository, not each one of its own.
    pub whole: bool,
    /// Counts the documents as they are read, for whoever waits.
    pub read: Option<&'a AtomicUsize>,
    /// What earlier runs understood.
    pub kept: Option<&'a KeptFacts>,
    /// What the library is known by that the terms are of.
    pub library: &'a [u8; 32],
}

/// A file that was decoded and parsed, and the language it is written in; or why it was not.
pub struct Opened(Result<Box<Text>, Refused>);

impl Opened {
    /// Whether its facts are kept.
    fn is_known(&self) -> bool {
        self.0.as_ref().is_ok_and(|text| text.known.is_some())
    }
}

/// What was opened.
struct Text {
    source: SourceFile,
    document: Document,
    hints: Hints,
    notes: Vec<Notification>,
    /// What is kept of it, with which the rest is not needed.
    known: Option<Facts>,
    key: Key,
}

/// What is told of a file that is not read.
type Refused = Box<(NotChecked, Notification)>;

/// Reads every file. Order of the result is that of `inputs`, whatever the number of threads.
pub fn read_documents(inputs: &[Input], context: &Context<'_>) -> Reading {
    read_opened(inputs, open_documents(inputs, context.lexicon, context.config, context.kept), context)
}

/// Opens every file, in their order. No pack is needed for that.
pub fn open_documents(inputs: &[Input], lexicon: &Lexicon, config: &Config, kept: Option<&KeptFacts>) -> Vec<Opened> {
    let of = |input: &Input| match read(&input.path) {
        Ok(bytes) => open(&input.shown, &bytes, lexicon, config, kept),
        Err(error) => Err(refused(&input.shown, "unreadable", "read/failed", Say::new("read.failed").words("error", error.to_string()))),
    };
    inputs.par_iter().map(|input| Opened(of(input))).collect()
}

/// Understands the files that were opened.
pub fn read_opened(inputs: &[Input], opened: Vec<Opened>, context: &Context<'_>) -> Reading {
    // What was understood with other words is not known.
    let stale = context.kept.is_some_and(|kept| !kept.holds_for(context.library)) && opened.iter().any(Opened::is_known);
    let opened = if stale { open_documents(inputs, context.lexicon, context.config, None) } else { opened };
    prepare(&opened, context);
    let analyser = Analyser::new(context.lexicon, context.terms);
    let outcomes: Vec<Outcome> = opened
        .into_par_iter()
        .map(|opened| {
            let outcome = understand(opened.0, &analyser, context.kept);
            if let Some(read) = context.read {
                read.fetch_add(1, Ordering::Relaxed);
            }
            outcome
        })
        .collect();
    let root = inputs.first().and_then(|input| input.path.ancestors().nth(input.shown.split('/').count()).map(Path::to_owned));
    join(outcomes, context, |path| root.as_ref().is_some_and(|root| root.join(path).is_file()))
}

/// Makes ready what words are looked for with, side by side: else every thread would wait for the first that needs it. What documents say of
/// themselves is looked for in every language.
fn prepare(opened: &[Opened], context: &Context<'_>) {
    let unknown = opened.iter().filter(|opened| !opened.is_known());
    let seen: BTreeSet<&str> = unknown.filter_map(|opened| opened.0.as_ref().ok()?.hints.language.as_deref()).collect();
    let languages = context.lexicon.languages.iter().map(|language| language.tag.as_str());
    let asked = |domain: Domain, language: &str| !seen.is_empty() && (domain != Domain::Statement || seen.contains(language));
    let all: Vec<(Domain, &str)> = Domain::ALL.into_iter().flat_map(|domain| languages.clone().map(move |language| (domain, language))).collect();
    all.into_par_iter().filter(|(domain, language)| asked(*domain, language)).for_each(|(domain, language)| context.terms.prepare(domain, language));
}

/// Reads documents as they were. `exists` says which files were there, by path.
pub fn read_earlier(documents: Vec<Earlier<'_>>, context: &Context<'_>, exists: impl Fn(&str) -> bool) -> Reading {
    let analyser = Analyser::new(context.lexicon, context.terms);
    let known = context.kept.filter(|kept| kept.holds_for(context.library));
    let read = |document: Earlier<'_>| match document {
        Earlier::Same(facts) => Outcome::Read(Arc::clone(facts), Vec::new()),
        Earlier::Other(shown, bytes) => understand(open(&shown, &bytes, context.lexicon, context.config, known), &analyser, context.kept),
    };
    let outcomes: Vec<Outcome> = documents.into_par_iter().map(read).collect();
    join(outcomes, context, exists)
}

fn join(outcomes: Vec<Outcome>, context: &Context<'_>, exists: impl Fn(&str) -> bool) -> Reading {
    let mut documents = Vec::new();
    let mut not_checked = Vec::new();
    let mut notifications = Vec::new();
    for outcome in outcomes {
        match outcome {
            Outcome::Read(facts, mut notes) => {
                for note in &mut notes {
                    note.place = note.place.take().map(|(_, span)| (documents.len(), span));
                }
                notifications.extend(notes);
                documents.push(facts);
            }
            Outcome::Refused(told) => {
                let (refused, note) = *told;
                not_checked.push(refused);
                notifications.push(note);
            }
        }
    }
    let Context { today, whole, config, lexicon, .. } = *context;
    let unread = if whole { linked_files(&documents, &not_checked, exists) } else { BTreeSet::new() };
    let setting = Setting { today, whole, complete: config.complete, languages: lexicon.tags(), unread };
    let corpus = Corpus::join(documents, setting, |path| config.is_archived(path));
    not_checked.extend(unclassified(&corpus, lexicon));
    Reading { corpus, not_checked, notifications }
}

/// Files that documents link to and that exist although they are none of the documents read: left out, or another repository's.
fn linked_files(documents: &[Arc<Facts>], refused: &[NotChecked], exists: impl Fn(&str) -> bool) -> BTreeSet<String> {
    let paths = documents.iter().map(|facts| facts.source.path.as_str()).chain(refused.iter().map(|one| one.path.as_str()));
    let read: BTreeSet<&str> = paths.collect();
    let links = documents.iter().flat_map(|facts| {
        let files = facts.references.iter().filter(|reference| reference.kind == ReferenceKind::File);
        files.map(|reference| join_path(&facts.source.path, &reference.target))
    });
    let targets: BTreeSet<String> = links.filter(|target| !target.is_empty() && !read.contains(target.as_str())).collect();
    targets.into_iter().filter(|target| exists(target)).collect()
}

fn open(shown: &str, bytes: &[u8], lexicon: &Lexicon, config: &Config, kept: Option<&KeptFacts>) -> Result<Box<Text>, Refused> {
    let source = decode(shown, bytes).map_err(|error| match error {
        DecodeError::Binary => refused(shown, "binary", "decode/binary", Say::new("decode.binary")),
        DecodeError::TooLarge { limit, .. } => {
            refused(shown, "too-large", "decode/too-large", Say::new("decode.too-large").number("mb", limit / 1_000_000))
        }
    })?;
    if source.text.trim().is_empty() {
        let note = Notification { level: Level::Note, ..notification(shown, "document/empty", Say::new("document.empty")) };
        return Err(Box::new((NotChecked { path: shown.to_owned(), reason: "empty", say: None }, note)));
    }
    let mut notes: Vec<Notification> = Vec::new();
    let encoded = match source.encoding {
        Encoding::Windows1252 => Some(("decode/windows-1252", "decode.windows-1252")),
        Encoding::Utf16Le | Encoding::Utf16Be => Some(("decode/utf-16", "decode.utf-16")),
        Encoding::Utf8 | Encoding::Utf8Bom => None,
    };
    if let Some((code, key)) = encoded {
        notes.push(Notification { level: Level::Note, ..notification(shown, code, Say::new(key)) });
    }
    let mut hints = hints(shown, config);
    let key = kept::key(&source, &hints);
    let known = kept.and_then(|kept| kept.get(&key));
    let document = if known.is_some() { Document::default() } else { parse(&source.text) };
    if document.failed {
        return Err(refused(shown, "unreadable", "parse/failed", Say::new("parse.failed")));
    }
    let parsed = known.as_ref().map_or(&document, |facts| &facts.document);
    if let Some(fault) = parsed.front_matter.as_ref().and_then(|front| front.fault.as_ref()) {
        let say = Say::new("front-matter.broken").words("error", fault.message.clone());
        notes.push(Notification { level: Level::Warning, place: Some((0, fault.span)), ..notification(shown, "front-matter/broken", say) });
    }
    if known.is_none() {
        hints.language = Some(detect_language(lexicon, &document, &hints));
    }
    Ok(Box::new(Text { source, document, hints, notes, known, key }))
}

fn understand(opened: Result<Box<Text>, Refused>, analyser: &Analyser<'_>, kept: Option<&KeptFacts>) -> Outcome {
    match opened {
        Ok(text) => {
            let Text { source, document, hints, notes, known, key } = *text;
            let facts = match known {
                Some(facts) => Facts { source, ..facts },
                None => {
                    let facts = analyser.analyse(source, document, &hints);
                    kept.into_iter().for_each(|kept| kept.keep(key, &facts));
                    facts
                }
            };
            Outcome::Read(Arc::new(facts), notes)
        }
        Err(refused) => Outcome::Refused(refused),
    }
}

fn hints(shown: &str, config: &Config) -> Hints {
    match config.kind_of(shown) {
        Some(rule) => Hints { kind: Some(rule.kind), topics: rule.topic.clone(), whole_area: rule.whole_area, language: rule.language.clone() },
        None => Hints::default(),
    }
}

fn notification(shown: &str, code: &str, say: Say) -> Notification {
    Notification { code: code.to_owned(), level: Level::Error, say, path: Some(shown.to_owned()), place: None }
}

fn refused(shown: &str, reason: &'static str, code: &str, say: Say) -> Refused {
    Box::new((NotChecked { path: shown.to_owned(), reason, say: Some(say.clone()) }, notification(shown, code, say)))
}

/// Documents whose kind, topic or language cannot be told; each once.
fn unclassified(corpus: &Corpus, lexicon: &Lexicon) -> Vec<NotChecked> {
    let reason = |facts: &Facts| {
        if lexicon.language(&facts.language).is_none() {
            Some(("language", Say::new("reason.language").words("language", facts.language.clone())))
        } else if facts.kind.kind.is_none() {
            Some(("not-classified", Say::new("reason.not-classified").words("field", Field::Kind.as_str())))
        } else {
            None
        }
    };
    let found = corpus.documents.iter().filter_map(|facts| {
        let (reason, say) = reason(facts)?;
        Some(NotChecked { path: facts.source.path.clone(), reason, say: Some(say) })
    });
    found.collect()
}
