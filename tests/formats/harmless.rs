//! A document's words, its name and a pack's words are hostile, in every format.

use serde_json::Value;

use super::fixed::{EVIL, PATHS, report};
use super::{FORMATS, written};

/// What a terminal obeys, or an eye does not see.
fn steers(c: char) -> bool {
    (c.is_control() && c != '\n')
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{fffe}' | '\u{ffff}')
}

fn in_format(name: &str) -> String {
    let format = FORMATS.iter().find(|(one, _)| *one == name).unwrap().1;
    written(&report(), format, "sv")
}

#[test]
fn the_words_are_in_every_format() {
    for (name, format) in FORMATS {
        assert!(written(&report(), format, "sv").contains("set-output"), "{name} does not show the hostile words, so its test says nothing");
    }
    assert!(EVIL.chars().any(steers) && PATHS[2].chars().any(steers));
}

#[test]
fn nothing_steers_a_terminal() {
    for (name, format) in FORMATS {
        let text = written(&report(), format, "sv");
        assert_eq!(text.chars().find(|c| steers(*c)), None, "{name}");
    }
}

/// The runner obeys a line that begins with `::`, and `##[` anywhere in one.
#[test]
fn nothing_is_a_workflow_command_but_our_own() {
    for (name, format) in FORMATS {
        for line in written(&report(), format, "sv").lines() {
            let own = name == "github" && ["::error ", "::warning ", "::notice "].iter().any(|own| line.starts_with(own));
            assert!(own || !line.trim_start().starts_with("::"), "{name}: {line}");
            assert!(!line.contains("##["), "{name}: {line}");
        }
    }
}

/// Reads annotations back as the runner does.
#[test]
fn annotations_say_what_they_are_to_say() {
    let text = in_format("github");
    let mut files = Vec::new();
    for line in text.lines() {
        let (command, message) = line.strip_prefix("::").unwrap().split_once("::").unwrap();
        let (_, properties) = command.split_once(' ').unwrap();
        for property in properties.split(',') {
            let (key, value) = property.split_once('=').unwrap();
            assert!(["file", "line", "endLine", "col", "endColumn", "title"].contains(&key), "{line}");
            let value = value.replace("%3A", ":").replace("%2C", ",").replace("%0D", "\r").replace("%0A", "\n").replace("%25", "%");
            if key == "file" {
                files.push(value);
            }
        }
        assert!(!message.replace("%25", "").replace("%0A", "").replace("%0D", "").contains('%'), "{line}");
    }
    assert!(files.contains(&PATHS[1].to_owned()) && files.iter().any(|file| file.contains("::set-output name=a::b,")), "{files:?}");
}

/// Words in brackets that lead somewhere, unless the bracket is an ordinary sign.
fn link(text: &str) -> bool {
    text.replace("\\]", "").contains("](")
}

#[test]
fn nothing_is_markup() {
    let page = in_format("markdown");
    assert!(!page.contains('<') && !link(&page) && !page.contains("@namn") && !page.contains("https://"), "{page}");
    for line in page.lines() {
        let ours = line.is_empty() || ["## tillsyn: ", "### ", "- ", "  "].iter().any(|begins| line.starts_with(begins));
        assert!(ours || !line.starts_with(['#', '>', '|', '=', '`', '~']), "{line}");
        assert!(!line.replace("\\`", "").contains('`') && !line.replace("\\|", "").contains('|'), "{line}");
    }
    for (name, at) in [("rdjson", "message"), ("gitlab", "content")] {
        let value: Value = serde_json::from_str(&in_format(name)).unwrap();
        let list = value.get("diagnostics").unwrap_or(&value).as_array().unwrap().clone();
        for one in list {
            let text = one[at].as_str().or_else(|| one[at]["body"].as_str()).unwrap();
            assert!(!text.contains('<') && !link(text) && !text.contains("@namn"), "{name}: {text}");
        }
    }
}

#[test]
fn no_message_of_sarif_is_a_link() {
    fn texts(value: &Value, found: &mut Vec<String>) {
        match value {
            Value::Object(all) => {
                for (key, one) in all {
                    found.extend(one.as_str().filter(|_| key == "text" || key == "markdown").map(str::to_owned));
                    texts(one, found);
                }
            }
            Value::Array(all) => all.iter().for_each(|one| texts(one, found)),
            _ => {}
        }
    }
    let value: Value = serde_json::from_str(&in_format("sarif")).unwrap();
    let mut found = Vec::new();
    texts(&value, &mut found);
    assert!(found.len() > 30);
    for text in found {
        assert!(!link(&text) && !text.contains(['\u{1b}', '\u{202e}']), "{text}");
    }
}
