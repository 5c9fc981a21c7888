use super::*;
use crate::document::{Block, BlockKind, Table};

fn at(text: &str, span: Span) -> &str {
    &text[span.start..span.end]
}

fn texts(document: &Document) -> Vec<&str> {
    document.blocks.iter().map(|block| block.prose.text.as_str()).collect()
}

fn kinds(document: &Document) -> Vec<&'static str> {
    let name = |block: &Block| match block.kind {
        BlockKind::Heading(_) => "heading",
        BlockKind::Paragraph => "paragraph",
        BlockKind::Item => "item",
        BlockKind::Table(_) => "table",
        BlockKind::Code => "code",
        BlockKind::Html => "html",
        BlockKind::Footnote => "footnote",
        BlockKind::Rule => "rule",
    };
    document.blocks.iter().map(name).collect()
}

/// The source of a word of the first block.
fn origin<'a>(text: &'a str, word: &str) -> &'a str {
    let document = parse(text);
    let prose = &document.blocks[0].prose;
    let start = prose.text.find(word).unwrap_or_else(|| panic!("{word} not in {prose:?}"));
    at(text, prose.source(start, start + word.len()))
}

#[test]
fn inline_markup_and_breaks() {
    let text = "Chefen s**k**a ~~inte~~ granska\n[kon\\*ton](a.md) &amp; `a b`  \noch informations-\nsäkerhet.[^1]\n\n[^1]: Not.\n";
    let document = parse(text);
    assert_eq!(texts(&document), ["Chefen ska granska kon*ton & a b och informations-säkerhet.", "Not."]);
    assert_eq!(kinds(&document), ["paragraph", "footnote"]);
    assert_eq!(origin(text, "ska"), "s**k**a");
    assert_eq!(origin(text, "kon*ton"), "kon\\*ton");
    assert_eq!(origin(text, "&"), "&amp;");
    assert_eq!(origin(text, "a b"), "a b");
    assert_eq!(origin(text, "informations-säkerhet"), "informations-\nsäkerhet");
    let link = &document.links[0];
    assert_eq!((link.target.as_str(), link.text.as_str()), ("a.md", "kon*ton"));
    assert_eq!(at(text, link.span), "[kon\\*ton](a.md)");
    let start = document.blocks[0].prose.text.find("a b").unwrap();
    assert!(document.blocks[0].prose.is_code(start, start + 3));
}

#[test]
fn decomposed_letters_over_a_break_in_a_quotation() {
    let text = "> Om sa\u{308}kerhet\r\n> och a\u{30a}tga\u{308}rder\r\n";
    let document = parse(text);
    assert_eq!(texts(&document), ["Om säkerhet och åtgärder"]);
    assert!(document.blocks[0].quoted);
    assert_eq!(origin(text, "säkerhet och å"), "sa\u{308}kerhet\r\n> och a\u{30a}");
    let alert = parse("> [!IMPORTANT]\n> Alla ska\n");
    assert_eq!(texts(&alert), ["Alla ska"]);
    assert!(!alert.blocks[0].quoted);
}

#[test]
fn nested_lists_and_lead_ins() {
    let text = "# Krav\n\nChefen ska:\n\n<!-- not -->\n\n- [x] utse:\n  - a\n  - **b** c\n\n    mer\n- [ ] granska\n\n> citat\n\n3. tre\n\n## Mål\n\n* ett\n";
    let document = parse(text);
    let leads: Vec<Option<&str>> = document.lists.iter().map(|list| list.lead_in.map(|block| document.blocks[block].prose.text.as_str())).collect();
    assert_eq!(leads, [Some("Chefen ska:"), Some("utse:"), None, Some("Mål")]);
    assert_eq!(document.lists[1].depth, 1);
    assert_eq!(document.lists[1].parent, Some(0));
    assert_eq!(document.lists[2].ordered, Some(3));
    assert_eq!(document.items.iter().map(|item| item.checked).collect::<Vec<_>>()[..2], [Some(true), None]);
    assert_eq!(at(text, document.items[2].span), "- **b** c\n\n    mer");
    let items: Vec<_> = document.blocks.iter().filter(|block| matches!(block.kind, BlockKind::Item)).collect();
    let shown: Vec<_> = items.iter().map(|block| at(text, block.span)).collect();
    assert_eq!(shown, ["utse:", "a", "**b** c", "granska", "tre", "ett"]);
    let more = document.blocks.iter().find(|block| block.prose.text == "mer").unwrap();
    assert!(matches!(more.kind, BlockKind::Paragraph));
    assert_eq!(more.item, Some(2));
}

#[test]
fn table_cells() {
    let text = "| Roll |  Ansvar |\r\n|---|---|\r\n| CISO |  **a** \\| b  |\r\n| x | |\r\n| y |\r\n";
    let document = parse(text);
    let BlockKind::Table(Table { header, rows }) = &document.blocks[0].kind else { panic!() };
    assert_eq!(header.iter().map(|cell| at(text, cell.span)).collect::<Vec<_>>(), ["Roll", "Ansvar"]);
    assert_eq!(at(text, rows[0].cells[1].span), "**a** \\| b");
    assert_eq!(rows[0].cells[1].prose.text, "a | b");
    assert_eq!(at(text, rows[0].span), "| CISO |  **a** \\| b  |");
    for row in rows {
        assert_eq!(row.cells.len(), 2);
        assert!(row.cells.iter().all(|cell| cell.span.start >= row.span.start && cell.span.end <= row.span.end));
    }
    assert!(rows[1].cells[1].span.is_empty() && rows[2].cells[1].prose.is_empty());
    assert_eq!(at(text, document.blocks[0].span), text.trim_end());
}

#[test]
fn comments_are_not_text() {
    let text =
        "Alla <!-- tillsyn: av\nSKA --> ska <br>följa\n\n<!-- en\n\ntvå -->\n<p id=\"mål\">Syn\nlig<!-- x -->t</p>\n\n- a\n  <!-- b\n  c -->\n";
    let document = parse(text);
    assert_eq!(texts(&document), ["Alla ska följa", "", "Syn ligt", "a", ""]);
    let comments: Vec<&str> = document.comments.iter().map(|span| at(text, *span)).collect();
    assert_eq!(comments, ["<!-- tillsyn: av\nSKA -->", "<!-- en\n\ntvå -->", "<!-- x -->", "<!-- b\n  c -->"]);
    assert_eq!(document.anchors, ["mål"]);
    let open = parse("text\n\n<!-- öppen\n\nmer");
    assert_eq!(open.comments.len(), 1);
    assert_eq!(texts(&open), ["text", ""]);
}

#[test]
fn front_matter_is_no_block() {
    for text in ["---\ntitel: Å\n---\n\n# Rubrik {#id}\n\nText\n", "---\r\ntitel: Å\r\n---\r\n# Rubrik {#id}\r\n\r\nText\r\n"] {
        let document = parse(text);
        assert_eq!(texts(&document), ["Rubrik", "Text"]);
        assert_eq!(at(text, document.blocks[0].span), "# Rubrik {#id}");
        assert_eq!(at(text, document.blocks[1].span), "Text");
        assert_eq!(document.anchors, ["id"]);
        assert_eq!(document.front_matter.unwrap().entries[0].value, "Å");
    }
    let file = crate::source::decode("a.md", "\u{feff}---\nx: y\n---\nå\n".as_bytes()).unwrap();
    let document = parse(&file.text);
    assert!(document.front_matter.is_some());
    let position = file.position(document.blocks[0].span.start);
    assert_eq!((position.line, position.column, position.byte), (4, 1, 16));
}

#[test]
fn headings_code_links_and_rules() {
    let text = "Åtgärder\n========\n\n## Åtgärder\n\n    kod  x\n\n```sh\na  b\n```\n\n---\n\n![bild](b.png) <a@b.se> [x][r]\n\n[r]: c.md \"T\"\n";
    let document = parse(text);
    assert_eq!(document.anchors, ["åtgärder", "åtgärder-1"]);
    assert_eq!(kinds(&document), ["heading", "heading", "code", "code", "rule", "paragraph"]);
    assert_eq!(document.blocks[2].prose.text, "kod  x");
    assert_eq!(at(text, document.blocks[2].span), "    kod  x");
    assert_eq!(at(text, document.blocks[3].span), "```sh\na  b\n```");
    let links: Vec<(&str, &str)> = document.links.iter().map(|link| (link.target.as_str(), link.text.as_str())).collect();
    assert_eq!(links, [("b.png", "bild"), ("mailto:a@b.se", "a@b.se"), ("c.md", "x"), ("c.md", "r")]);
    assert!(document.links[0].image);
    assert_eq!(at(text, document.links[3].span), "[r]: c.md \"T\"");
}

#[test]
fn odd_texts_do_not_panic() {
    let pieces =
        ["- ", "> ", "\u{308}", "|a|\n|-|\n", "<!--", "-->", "`", "\r\n", "[^1]: ", "~~", "&ouml;", "\t", "+++\n", "---\n", "å", "<a id=", "# "];
    let mut seed = 7_u64;
    for _ in 0..20_000 {
        let mut text = String::new();
        for _ in 0..12 {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            text.push_str(pieces[usize::try_from(seed >> 33).unwrap() % pieces.len()]);
        }
        let document = parse(&text);
        assert!(!document.failed, "{text:?}");
        for block in &document.blocks {
            assert!(text.get(block.span.start..block.span.end).is_some(), "{text:?}");
            let prose = &block.prose;
            assert_eq!(prose.segments.iter().map(|segment| segment.len).sum::<usize>(), prose.text.len(), "{text:?}");
            for (index, c) in prose.text.char_indices() {
                let span = prose.source(index, index + c.len_utf8());
                assert!(text.get(span.start..span.end).is_some(), "{text:?} {prose:?}");
            }
        }
    }
}

#[test]
fn indented_items_with_letters_are_no_code() {
    let text = "Leverantören ska\n\n    a) rapportera\n       incidenter\n\n    b) bistå\n\n    let x = 1;\n";
    let document = parse(text);
    assert_eq!(texts(&document), ["Leverantören ska", "a) rapportera incidenter", "b) bistå", "let x = 1;"]);
    assert_eq!(at(text, document.blocks[1].span), "a) rapportera\n       incidenter");
    assert_eq!(kinds(&parse("Kod:\n\n    a = b;\n")), ["paragraph", "code"]);
}

#[test]
fn indented_sentences_are_no_code() {
    let text = "Law\n\n    The laws of Sweden shall govern\n    this agreement.\n\n    Any dispute shall be settled in court.\n";
    let document = parse(text);
    assert_eq!(texts(&document), ["Law", "The laws of Sweden shall govern this agreement.", "Any dispute shall be settled in court."]);
    assert_eq!(at(text, document.blocks[1].span), "The laws of Sweden shall govern\n    this agreement.");
    let item = "1.       Neither party may assign this agreement without consent.\n2.       Insurance shall be kept by the supplier.\n";
    assert_eq!(texts(&parse(item)), ["Neither party may assign this agreement without consent.", "Insurance shall be kept by the supplier."]);
    let sample = parse("Skriv till exempel:\n\n    Policyn ska omfatta alla system i regionen.\n");
    assert_eq!(kinds(&sample), ["paragraph", "code"], "what a colon sets apart may be a sample");
    for code in
        ["    git commit all the things\n", "    Let x = the sum of all y\n", "    Vec::new takes no argument at all\n", "    10 20 30 40 50\n"]
    {
        assert_eq!(kinds(&parse(&format!("Kod:\n\n{code}"))), ["paragraph", "code"], "{code}");
    }
}
