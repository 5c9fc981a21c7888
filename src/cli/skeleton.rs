//! Skeletons of packs and rules: files that say, in the language of the reader, what a person is to write where.

use std::fs::OpenOptions;
use std::io::{ErrorKind, Write};
use std::path::Path;

use super::Refusal;
use crate::language::{Kind, Lexicon, Topic};
use crate::message::Messages;
use crate::pack::{Outline, gap_mark};
use crate::result::{Arg, Say};

/// Columns that a comment may fill.
const WIDTH: usize = 110;

/// Writes one skeleton.
pub(super) struct Skeleton<'a> {
    messages: &'a Messages,
    /// What every gap begins with.
    mark: &'a str,
    /// Tags of the languages that texts are written in.
    languages: &'a [String],
    out: String,
}

impl<'a> Skeleton<'a> {
    /// An empty one, whose first line tells an editor its schema.
    fn new(messages: &'a Messages, lexicon: &'a Lexicon, languages: &'a [String], schema: Option<String>) -> Self {
        let mark = gap_mark(lexicon, messages.language());
        let out = schema.map(|schema| format!("{SCHEMA_LINE}{schema}\n")).unwrap_or_default();
        Self { messages, mark, languages, out }
    }

    fn say(&self, key: &str) -> String {
        self.messages.say(&Say::new(&format!("skeleton.{key}")).words("mark", self.mark))
    }

    /// Lines of explanation.
    fn comment(&mut self, text: &str) {
        for line in text.lines().flat_map(|line| crate::render::wrap(line, WIDTH)) {
            self.out.push_str(&format!("# {line}\n"));
        }
    }

    fn line(&mut self, text: &str) {
        self.out.push_str(text);
        self.out.push('\n');
    }

    /// A key with its value, explained at the end of the line.
    fn explained(&mut self, key: &str, value: &str, explanation: &str) {
        let explanation = self.say(explanation);
        self.line(&format!("{key:<9} = {value:<14} # {explanation}"));
    }

    /// A gap, as a string of TOML.
    fn gap(&self, key: &str, tag: Option<&str>) -> String {
        let what = self.say(key);
        let mut say = Say::new("skeleton.gap").words("mark", self.mark).words("what", what);
        if let Some(tag) = tag {
            say = say.with("language", Arg::Term(format!("skeleton.language.{tag}")));
        }
        quoted(&self.messages.say(&say))
    }

    /// A table with a gap in every language.
    fn texts(&mut self, table: &str, key: &str) {
        self.line(&format!("\n[{table}]"));
        for tag in self.languages {
            let gap = self.gap(key, Some(tag));
            self.line(&format!("{tag} = {gap}"));
        }
    }

    /// A set of words in every language.
    fn words(&mut self, name: &str) {
        self.out.push('\n');
        let head = self.say(&format!("rule.{name}"));
        self.comment(&head);
        self.line(&format!("[terms.{name}]"));
        let called = format!("rule.{name}-name");
        let names: Vec<String> = self.languages.iter().map(|tag| format!("{tag} = {}", self.gap(&called, Some(tag)))).collect();
        self.line(&format!("name = {{ {} }}", names.join(", ")));
        for tag in self.languages {
            let gap = self.gap(&format!("rule.{name}-words"), Some(tag));
            self.line(&format!("{tag} = [{gap}]"));
        }
    }

    /// An example whose text is to be written.
    fn example(&mut self, verdict: &str, lacks: Option<&str>, tag: &str, key: &str) {
        self.line(&format!("\n[[example]]\nverdict = \"{verdict}\""));
        if let Some(lacks) = lacks {
            self.line(&format!("lacks   = \"{lacks}\""));
        }
        let gap = self.gap(key, Some(tag));
        self.line(&format!("lang    = \"{tag}\""));
        if key.ends_with("passage") {
            let inner = gap.trim_matches('"');
            return self.line(&format!("text    = '''\n{inner}\n'''"));
        }
        self.line(&format!("text    = {gap}"));
    }

    /// The words of a closed list, each with what it is called where that is something else.
    fn listed<'w>(&self, key: &str, section: &str, words: impl Iterator<Item = &'w str>) -> String {
        let told = |word: &str| match self.messages.word_in(section, word) {
            called if called.to_lowercase() == word.replace('-', " ") => word.to_owned(),
            called => format!("{word} ({called})"),
        };
        let all: Vec<String> = words.map(told).collect();
        self.messages.say(&Say::new(&format!("skeleton.{key}")).words("words", all.join(", ")))
    }
}

/// A string of TOML.
fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

/// `pack.toml` with gaps.
pub(super) fn pack(messages: &Messages, lexicon: &Lexicon, id: &str) -> String {
    // A pack begins in the languages that the program speaks; another that is read can be added.
    let languages: Vec<String> = lexicon.tags().into_iter().filter(|tag| Messages::known().contains(&tag.as_str())).collect();
    let mut file = Skeleton::new(messages, lexicon, &languages, Some(format!("{BESIDE}{PACK_SCHEMA}")));
    let head = file.say("pack.head");
    file.comment(&head);
    file.line("\nformat    = 1");
    file.explained("id", &quoted(id), "pack.id");
    file.explained("version", "\"0.1.0\"", "pack.version");
    let tags: Vec<String> = languages.iter().map(|tag| quoted(tag)).collect();
    file.explained("languages", &format!("[{}]", tags.join(", ")), "pack.languages");
    let publisher = file.gap("pack.publisher", None);
    file.line(&format!("publisher = {publisher}"));
    file.texts("title", "pack.title");
    file.texts("description", "pack.description");
    file.out.push('\n');
    let source = file.say("pack.source");
    file.comment(&source);
    let id = quoted(&file.say("pack.source-id"));
    let titles: Vec<String> = languages.iter().map(|tag| format!("{tag} = {}", file.gap("pack.source-title", Some(tag)))).collect();
    let (publisher, date) = (file.gap("pack.source-publisher", None), file.gap("pack.source-date", None));
    file.line(&format!("[[source]]\nid        = {id}\ntitle     = {{ {} }}\npublisher = {publisher}\ndate      = {date}", titles.join(", ")));
    file.out
}

/// A rule file with gaps.
///
/// `schemas` is where the pack's schemas are, where it names one.
pub(super) fn rule(messages: &Messages, lexicon: &Lexicon, pack: &Outline, schemas: Option<&str>, code: &str) -> String {
    let source = pack.sources.first().map_or("", String::as_str);
    let mut file = Skeleton::new(messages, lexicon, &pack.languages, schemas.map(|folder| format!("{folder}{RULE_SCHEMA}")));
    let head = file.say("rule.head");
    file.comment(&head);
    file.out.push('\n');
    file.explained("code", &quoted(code), "rule.code");
    file.explained("level", "\"warning\"", "rule.level");
    file.explained("binding", "\"practice\"", "rule.binding");
    file.texts("title", "rule.title");
    asked_for(&mut file, source);
    for name in ["subject", "action"] {
        file.words(name);
    }
    file.out.push('\n');
    let check = file.say("rule.check");
    file.comment(&check);
    file.line("[check.statement]\nmentions = [\"subject\", \"action\"]\nmodality = [\"obligation\"]\npolarity = \"affirmed\"");
    examples(&mut file);
    file.out
}

/// Where it stands, why, what to do, who is asked.
fn asked_for(file: &mut Skeleton<'_>, source: &str) {
    file.out.push('\n');
    let (head, clause) = (file.say("rule.authority"), file.gap("rule.clause", None));
    file.comment(&head);
    file.line(&format!("[[authority]]\nsource = {}\nclause = {clause}", quoted(source)));
    file.texts("rationale", "rule.rationale");
    file.texts("remedy", "rule.remedy");
    file.out.push('\n');
    let sentence = file.say("rule.sentence-head");
    file.comment(&sentence);
    let at = file.out.len();
    file.texts("remedy.sentence", "rule.sentence");
    file.out.remove(at); // The comment stands right above its table.
    file.out.push('\n');
    let kinds = file.listed("rule.kind", "kind", Kind::ALL.iter().filter(|kind| kind.governs()).map(|kind| kind.as_str()));
    let topics = file.listed("rule.topic", "topic", Topic::ALL.iter().map(|topic| topic.as_str()));
    for text in [file.say("rule.scope"), kinds, topics] {
        file.comment(&text);
    }
    file.line("[scope]\nkind      = [\"policy\", \"guideline\"]\ntopic     = [\"information-security\"]");
    file.explained("asked-of", "\"any\"", "rule.asked-of");
}

/// The examples that `pack test` wants, in the order that they are written.
fn examples(file: &mut Skeleton<'_>) {
    let languages = file.languages;
    let headed = |file: &mut Skeleton<'_>, head: &str| {
        file.out.push('\n');
        let head = file.say(head);
        file.comment(&head);
    };
    headed(file, "rule.met");
    for (at, tag) in languages.iter().enumerate() {
        file.example("met", None, tag, if at == 0 { "rule.met-passage" } else { "rule.met-text" });
    }
    headed(file, "rule.not-met");
    for tag in languages {
        file.example("not-met", None, tag, "rule.not-met-text");
    }
    headed(file, "rule.near");
    for (at, tag) in languages.iter().enumerate() {
        file.example("partial", Some("modality"), tag, "rule.near-modality");
        file.example("not-met", Some("polarity"), tag, "rule.near-polarity");
        file.example("not-met", Some("mentions"), tag, if at == 0 { "rule.near-passage" } else { "rule.near-mentions" });
    }
}

/// Writes a file that must not be there yet.
pub(super) fn write_new(path: &Path, text: &str) -> Result<(), Refusal> {
    let shown = path.display().to_string();
    let file = OpenOptions::new().write(true).create_new(true).open(path);
    let written = file.and_then(|mut file| file.write_all(text.as_bytes()));
    written.map_err(|error| match error.kind() {
        ErrorKind::AlreadyExists => Refusal::say(&Say::new("refusal.exists").words("path", shown)),
        _ => Refusal::unreadable(&shown, &error),
    })
}

/// Where `pack new` puts the schemas, seen from the pack.
pub(super) const BESIDE: &str = "./schemas/";

/// What a line begins with that tells an editor the schema of a file.
const SCHEMA_LINE: &str = "#:schema ";

const PACK_SCHEMA: &str = "pack.schema.json";
const RULE_SCHEMA: &str = "rule.schema.json";

/// Where the schemas of a pack are, as its `pack.toml` says in its first line; none where it says nothing.
pub(super) fn schemas_of(manifest: &str) -> Option<&str> {
    manifest.lines().next()?.strip_prefix(SCHEMA_LINE)?.trim().strip_suffix(PACK_SCHEMA)
}

/// Puts the schemas beside the pack. Those that are there stay as they are.
pub(super) fn write_schemas(folder: &Path) -> Result<(), Refusal> {
    let texts = [(PACK_SCHEMA, include_str!("../../schemas/pack.schema.json")), (RULE_SCHEMA, include_str!("../../schemas/rule.schema.json"))];
    let folder = folder.join("schemas");
    std::fs::create_dir_all(&folder).map_err(|error| Refusal::unreadable(&folder.display().to_string(), &error))?;
    for (name, text) in texts {
        let path = folder.join(name);
        if !path.exists() {
            write_new(&path, text)?;
        }
    }
    Ok(())
}
