use super::*;

fn read(text: &str) -> FrontMatter {
    split(text).0.unwrap()
}

/// Every entry as key and value, checked against its spans.
fn pairs(text: &str) -> Vec<(String, String)> {
    let found = read(text);
    assert_eq!(found.fault, None);
    found.entries.into_iter().map(|entry| (entry.key, entry.value)).collect()
}

fn at(text: &str, span: Span) -> &str {
    &text[span.start..span.end]
}

const YAML: &str = "---\ntitel: Policy för åtkomst\nversion: 1.10\nland: NO\nbeslutad: 2024-05-01\n\"ägare\": 'CISO'  # chef\nnivå: ~\ntaggar: [a, \"b c\"]\nroller:\n  - VD\n  - IT-chef\nkontakt:\n  namn: Åsa\n  tel: 010\ntext: >\n  två\n  rader\ntom:\n---\nText\n";

#[test]
fn yaml_values_as_written() {
    let expected = [
        ("titel", "Policy för åtkomst"),
        ("version", "1.10"),
        ("land", "NO"),
        ("beslutad", "2024-05-01"),
        ("ägare", "CISO"),
        ("nivå", "~"),
        ("taggar", "a, b c"),
        ("roller", "VD, IT-chef"),
        ("kontakt.namn", "Åsa"),
        ("kontakt.tel", "010"),
        ("text", "två rader"),
        ("tom", ""),
    ];
    for text in [YAML.to_owned(), YAML.replace('\n', "\r\n")] {
        let found: Vec<_> = pairs(&text);
        let found: Vec<_> = found.iter().map(|(key, value)| (key.as_str(), value.as_str())).collect();
        assert_eq!(found, expected);
        spans(&text);
    }
}

fn spans(text: &str) {
    let (found, after) = split(text);
    let found = found.unwrap();
    assert_eq!(text[after..].trim_end(), "Text");
    assert!(at(text, found.span).starts_with("---") && at(text, found.span).ends_with("tom:\n---".trim_start_matches("tom:\n")));
    for entry in &found.entries {
        assert_eq!(at(text, entry.key_span), entry.key.rsplit('.').next().unwrap());
        match entry.key.as_str() {
            "taggar" | "roller" => {
                assert!(entry.items.iter().all(|item| at(text, item.span) == item.value));
            }
            "text" => assert!(at(text, entry.value_span).contains("rader")),
            _ => assert_eq!(at(text, entry.value_span), entry.value),
        }
    }
}

#[test]
fn yaml_list_of_tables() {
    let text = "---\nhistorik:\n  - version: 1.0\n    datum: 2024-01-01\n  - version: 1.1\n    datum: 2025-01-01\n---\n";
    let found = pairs(text);
    assert_eq!(found.len(), 4);
    assert_eq!(found[2], ("historik.version".to_owned(), "1.1".to_owned()));
}

#[test]
fn broken_yaml_is_read_line_by_line() {
    for line_end in ["\n", "\r\n"] {
        let text = "---\ntitel: Policy: för åtkomst\nägare: \"VD\"\n  x: [\n---\nText".replace('\n', line_end);
        let found = read(&text);
        let fault = found.fault.unwrap();
        assert!(found.span.contains(fault.span), "{fault:?}");
        assert_eq!(found.entries[0].value, "Policy: för åtkomst");
        assert_eq!(found.entries[1].value, "VD");
        assert_eq!(at(&text, found.entries[1].key_span), "ägare");
    }
}

#[test]
fn unclosed_fences() {
    let text = "---\ntitel: Policy\nägare: VD\n\n# Rubrik\n";
    let (found, after) = split(text);
    let found = found.unwrap();
    assert!(found.fault.is_some());
    assert_eq!(found.entries.len(), 2);
    assert!(text[after..].starts_with("\n# Rubrik"));
    for text in ["---\n\n# Rubrik\n", "---", "---\nVanlig text\n---\n", "", "----\na: b\n---\n"] {
        assert!(split(text).0.is_none(), "{text:?}");
    }
    assert!(read("---\n---\n").entries.is_empty());
}

#[test]
fn toml_values_as_written() {
    let text = "+++\ntitle = \"Policy\"\nversion = 1.10\ndate = 2024-05-01\ndraft = false\ntags = [\"a\", 'b']\n[owner]\nname = 'Åsa'\n+++\nText";
    for text in [text.to_owned(), text.replace('\n', "\r\n")] {
        let found = pairs(&text);
        let found: Vec<_> = found.iter().map(|(key, value)| (key.as_str(), value.as_str())).collect();
        let expected =
            [("title", "Policy"), ("version", "1.10"), ("date", "2024-05-01"), ("draft", "false"), ("tags", "a, b"), ("owner.name", "Åsa")];
        assert_eq!(found, expected);
        for entry in read(&text).entries.iter().filter(|entry| entry.items.is_empty()) {
            assert_eq!(at(&text, entry.value_span), entry.value);
        }
    }
    let broken = read("+++\ntitle = \"Policy\"\nnivå = 3\n+++\n");
    assert!(broken.fault.is_some());
    assert_eq!(broken.entries[0].value, "Policy");
    assert_eq!(broken.entries[1].key, "nivå");
}

#[test]
fn a_block_without_its_first_fence() {
    let text = "name: Åtkomst\nägare: CISO\n---\n\n# Syfte\n";
    assert_eq!(pairs(text), [("name", "Åtkomst"), ("ägare", "CISO")].map(|(key, value)| (key.to_owned(), value.to_owned())));
    assert_eq!(&text[split(text).1..], "\n# Syfte\n");
    for text in ["Obs: en rubrik\n---\n", "a: b\n\nc: d\n---\n", "Text\na: b\nc: d\n---\n", "a: b\nc: d\n"] {
        assert!(split(text).0.is_none(), "{text}");
    }
}
