//! Who is asked, in words.

use tillsyn::language::{Kind, Topic};
use tillsyn::pack::{AskedOf, Scope};

use super::words::Words;

/// More topics than this are told by those that are left out.
const MANY: usize = 6;

/// Who is asked, in sentences; `codes` are links to the rules that are presupposed.
pub(super) fn scope(scope: &Scope, codes: &[String], words: &Words) -> String {
    let mut told = vec![asked(scope, words), topics(scope, words)];
    if scope.agreement {
        told.push(words.text("scope", "agreement"));
    }
    if scope.whole_area {
        told.push(words.text("scope", "whole-area"));
    }
    if scope.translations {
        told.push(words.text("scope", "translations"));
    }
    if !scope.when.is_empty() {
        let what: Vec<String> = scope.when.iter().map(|name| words.text_or_key("when", name)).collect();
        told.push(words.fill("scope", "when", &[("what", &words.list(&what))]));
    }
    if !codes.is_empty() {
        told.push(words.fill("scope", "presupposes", &[("codes", &words.list(codes))]));
    }
    told.retain(|one| !one.is_empty());
    told.join(" ")
}

/// The names of kinds, joined.
pub(super) fn kinds(kinds: &[Kind], words: &Words) -> String {
    words.either(&kinds.iter().map(|kind| words.messages.word_in("kind", kind.as_str())).collect::<Vec<_>>())
}

fn asked(scope: &Scope, words: &Words) -> String {
    let kinds = if scope.kind.is_empty() { words.text("scope", "every-kind") } else { kinds(&scope.kind, words) };
    let key = match scope.asked_of {
        AskedOf::Each => "each",
        AskedOf::Any => "any",
        AskedOf::Repository if scope.kind.is_empty() => "repository",
        AskedOf::Repository => "repository-kinds",
    };
    words.fill("scope", key, &[("kinds", &kinds)])
}

fn topics(scope: &Scope, words: &Words) -> String {
    let name = |topic: &Topic| words.messages.word_in("topic", topic.as_str());
    let join = |topics: Vec<String>| words.either(&topics);
    if scope.topic.is_empty() {
        return words.text("scope", "every-topic");
    }
    if scope.topic.len() > MANY {
        let left: Vec<String> = Topic::ALL.iter().filter(|topic| !scope.topic.contains(topic)).map(name).collect();
        return words.fill("scope", "topics-but", &[("topics", &join(left))]);
    }
    words.fill("scope", "topics", &[("topics", &join(scope.topic.iter().map(name).collect()))])
}
