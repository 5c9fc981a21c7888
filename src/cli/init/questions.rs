//! What `init` asks: the organisation's name, what it is, and whether what some requirements presuppose holds for it. Which that is, the
//! packs say.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufRead, Write};

use crate::cli::Refusal;
use crate::cli::args::InitArgs;
use crate::cli::load::near;
use crate::message::Messages;
use crate::pack::Library;
use crate::result::Say;

/// What begins a presupposition about what the organisation is.
const KIND: &str = "is-";

/// Kinds of organisation that are always known, besides those that requirements ask for.
const KINDS: &[&str] = &["region", "municipality", "agency", "company"];

/// Where the locales word presuppositions as questions; one that they do not know is asked by its name.
const SECTION: &str = "presupposition";

/// What can be asked.
pub(super) struct Questions {
    kinds: BTreeSet<String>,
    presuppositions: BTreeSet<String>,
}

/// What was answered.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Answers {
    pub(super) name: Option<String>,
    pub(super) kind: Option<String>,
    /// Every presupposition, with its answer when there is one.
    pub(super) holds: BTreeMap<String, Option<bool>>,
    pub(super) profile: Option<String>,
}

impl Questions {
    /// What the requirements of these packs presuppose.
    pub(super) fn of(library: &Library) -> Self {
        let rules = library.packs.iter().flat_map(|pack| &pack.rules);
        let named = rules.flat_map(|rule| rule.scope.when.iter().chain(rule.level_where.iter().flat_map(|one| &one.when)));
        let (kinds, presuppositions): (BTreeSet<String>, BTreeSet<String>) = named.cloned().partition(|name| name.starts_with(KIND));
        let kinds = kinds.iter().filter_map(|name| name.strip_prefix(KIND)).chain(KINDS.iter().copied()).map(str::to_owned).collect();
        Self { kinds, presuppositions }
    }

    /// Holds that the answers of the command line answer something.
    pub(super) fn hold(&self, args: &InitArgs) -> Result<(), Refusal> {
        match args.answer.iter().find(|(name, _)| !self.presuppositions.contains(name)) {
            None => Ok(()),
            Some((name, _)) => {
                let known = self.presuppositions.iter().cloned().collect::<Vec<_>>().join(", ");
                let say = Say::new("init.no-answer").words("name", name.clone()).words("known", known);
                Err(Refusal::say(&near(say, name, self.presuppositions.iter().map(String::as_str))))
            }
        }
    }

    /// The answers of the command line.
    pub(super) fn given(&self, args: &InitArgs) -> Answers {
        let given = |name: &String| args.answer.iter().find(|(asked, _)| asked == name).map(|(_, holds)| *holds);
        let holds = self.presuppositions.iter().map(|name| (name.clone(), given(name))).collect();
        Answers { name: args.name.clone(), kind: args.kind.clone(), holds, profile: args.profile.clone() }
    }

    /// Asks what is not answered yet. An empty line leaves a question open.
    pub(super) fn ask(&self, input: &mut dyn BufRead, output: &mut dyn Write, messages: &Messages, answers: &mut Answers) -> std::io::Result<()> {
        let mut ask = |question: &str| -> std::io::Result<Option<String>> {
            write!(output, "{question} ")?;
            output.flush()?;
            let mut line = String::new();
            input.read_line(&mut line)?;
            Ok(Some(line.trim().to_owned()).filter(|line| !line.is_empty()))
        };
        if answers.name.is_none() {
            answers.name = ask(&messages.word("init.ask-name"))?;
        }
        if answers.kind.is_none() {
            let known: Vec<&str> = self.kinds.iter().map(String::as_str).collect();
            answers.kind = ask(&messages.say(&Say::new("init.ask-kind").words("known", known.join(", "))))?;
        }
        for (name, holds) in answers.holds.iter_mut().filter(|(_, holds)| holds.is_none()) {
            let question = messages.say(&Say::new("init.ask-holds").words("question", messages.word_in(SECTION, name)));
            *holds = ask(&question)?.and_then(|answer| yes_or_no(&answer, messages));
        }
        Ok(())
    }
}

/// An answer in the reader's language, or its first letter; anything else leaves the question open.
fn yes_or_no(answer: &str, messages: &Messages) -> Option<bool> {
    let is = |word: &str| {
        let word = messages.word(word).to_lowercase();
        let answer = answer.to_lowercase();
        answer == word || word.chars().next().is_some_and(|first| answer == first.to_string())
    };
    if is("word.yes") {
        Some(true)
    } else if is("word.no") {
        Some(false)
    } else {
        None
    }
}

impl Answers {
    /// The configuration as it is written; what was not answered stands as a comment.
    pub(super) fn configuration(&self, messages: &Messages, language: &str) -> String {
        let quoted = |text: &str| toml::Value::String(text.to_owned()).to_string();
        let mut out: String = messages.word("init.head").lines().map(|line| format!("# {line}\n")).collect();
        let profile = self.profile.as_deref().unwrap_or("nationell");
        out.push_str(&format!("format = 1\nprofile = {}\n\n[organisation]\n", quoted(profile)));
        for (key, value, example) in [("name", &self.name, "init.example-name"), ("kind", &self.kind, "init.example-kind")] {
            match value {
                Some(value) => out.push_str(&format!("{key} = {}\n", quoted(value))),
                None => out.push_str(&format!("# {key} = {}\n", quoted(&messages.word(example)))),
            }
        }
        for (name, holds) in &self.holds {
            let question = messages.word_in(SECTION, name);
            if question != *name {
                out.push_str(&format!("# {question}\n"));
            }
            match holds {
                Some(holds) => out.push_str(&format!("{name} = {holds}\n")),
                None => out.push_str(&format!("# {name} = true\n")),
            }
        }
        out.push_str(&format!("\n[output]\nlanguage = {}\n", quoted(language)));
        out
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn questions() -> Questions {
        Questions {
            kinds: ["region", "company"].map(str::to_owned).into(),
            presuppositions: ["provides-health-care", "x-y"].map(str::to_owned).into(),
        }
    }

    fn asked(typed: &str) -> (Answers, String) {
        let mut answers = Answers { holds: questions().presuppositions.iter().map(|name| (name.clone(), None)).collect(), ..Answers::default() };
        let mut output = Vec::new();
        questions().ask(&mut typed.as_bytes(), &mut output, &Messages::load("sv"), &mut answers).unwrap();
        (answers, String::from_utf8(output).unwrap())
    }

    #[test]
    fn what_is_typed_is_what_stands_in_the_configuration() {
        let (answers, told) = asked("Region \"Exempel\"\nregion\nJa\nn\n");
        assert!(told.contains("company, region") && told.contains("x-y"), "{told}");
        let text = answers.configuration(&Messages::load("sv"), "sv");
        let config = crate::config::Config::read("tillsyn.toml", &text).unwrap();
        assert_eq!(config.organisation.name.as_deref(), Some("Region \"Exempel\""));
        assert_eq!((config.answer("is-region"), config.answer("provides-health-care"), config.answer("x-y")), (Some(true), Some(true), Some(false)));
    }

    #[test]
    fn what_is_left_open_stands_as_a_comment() {
        for typed in ["", "\n\nkanske\n\n"] {
            let text = asked(typed).0.configuration(&Messages::load("en"), "en");
            let config = crate::config::Config::read("tillsyn.toml", &text).unwrap();
            assert!(config.organisation.answers.is_empty() && config.organisation.kind.is_none(), "{text}");
            assert!(text.contains("# provides-health-care = true"), "{text}");
        }
    }
}
