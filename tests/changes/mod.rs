//! What must not matter: another encoding, other line ends, another heading style, a neutral paragraph more, front matter more.

/// Something that must not change what is understood.
pub struct Change {
    /// What it is called.
    pub name: &'static str,
    /// The bytes that come of a text in a language; `None` when it changes nothing there.
    pub make: fn(&str, &str) -> Option<Vec<u8>>,
}

/// The heading above the paragraph that is added, where there are headings.
pub const HEADING: &str = "Lunch";

/// Every change.
pub const CHANGES: &[Change] = &[
    Change { name: "BOM", make: |text, _| Some([b"\xEF\xBB\xBF", text.as_bytes()].concat()) },
    Change { name: "CRLF", make: |text, _| text.contains('\n').then(|| text.replace('\n', "\r\n").into_bytes()) },
    Change { name: "UTF-16", make: |text, _| Some([vec![0xFF, 0xFE], text.encode_utf16().flat_map(u16::to_le_bytes).collect()].concat()) },
    Change {
        name: "decomposed letters",
        make: |text, _| Some(unicode_normalization::UnicodeNormalization::nfd(text).collect::<String>().into_bytes()),
    },
    Change { name: "a paragraph more", make: |text, language| Some(with_paragraph(text, language).into_bytes()) },
    Change {
        name: "front matter more",
        make: |text, _| (!text.starts_with("---") && !text.starts_with("+++")).then(|| format!("---\ncolour: blue\n---\n\n{text}").into_bytes()),
    },
    Change { name: "underlined headings", make: |text, _| underlined(text).map(String::into_bytes) },
];

/// A sentence that no rule and no case is about.
pub fn neutral(language: &str) -> &'static str {
    match language {
        "sv" => "Lunchrestaurangen ligger på bottenvåningen.",
        "nb" => "Kantinen ligger i første etasje.",
        _ => "The canteen is on the ground floor.",
    }
}

/// The text with a neutral paragraph at its end. Under the last heading it would be that section's content.
fn with_paragraph(text: &str, language: &str) -> String {
    let heading = if text.lines().any(|line| line.starts_with('#')) { format!("\n## {HEADING}\n") } else { String::new() };
    format!("{}\n{heading}\n{}\n", text.trim_end(), neutral(language))
}

/// The text with headings of levels 1 and 2 underlined; `None` without any.
fn underlined(text: &str) -> Option<String> {
    let line = |line: &str| match (line.strip_prefix("# "), line.strip_prefix("## ")) {
        (Some(title), _) => format!("{title}\n====="),
        (_, Some(title)) => format!("{title}\n-----"),
        _ => line.to_owned(),
    };
    let changed = text.lines().map(line).collect::<Vec<_>>().join("\n");
    (changed != text).then_some(changed)
}
