use super::*;

fn prose(source: &str) -> Prose {
    let mut builder = ProseBuilder::default();
    let mut at = 0;
    for (index, line) in source.split('\n').enumerate() {
        if index > 0 {
            builder.soft_break(Span::new(at - 1, at));
        }
        builder.push(line, at);
        at += line.len() + 1;
    }
    builder.finish()
}

/// What the source says where the text says `word`.
fn origin<'a>(source: &'a str, word: &str) -> &'a str {
    let prose = prose(source);
    let start = prose.text.find(word).unwrap();
    let span = prose.source(start, start + word.len());
    &source[span.start..span.end]
}

#[test]
fn decomposed_letters_are_composed() {
    let source = "Om sa\u{308}kerhet och a\u{30a}tga\u{308}rder";
    assert_eq!(prose(source).text, "Om säkerhet och åtgärder");
    assert_eq!(origin(source, "säkerhet"), "sa\u{308}kerhet");
    assert_eq!(origin(source, "å"), "a\u{30a}");
    assert_eq!(origin(source, "rder"), "rder");
    assert_eq!(origin(source, "tgär"), "tga\u{308}r");
}

#[test]
fn soft_hyphens_ligatures_and_spaces() {
    let source = "infor\u{ad}mation\u{200b} är  \u{a0}ﬁnansiell e\u{2011}post oﬃciell";
    assert_eq!(prose(source).text, "information är finansiell e-post officiell");
    assert_eq!(origin(source, "information"), "infor\u{ad}mation");
    assert_eq!(origin(source, "finans"), "ﬁnans");
    assert_eq!(origin(source, "är"), "är");
    assert_eq!(origin(source, "e-post"), "e\u{2011}post");
    assert_eq!(origin(source, "ci"), "ci");
    assert_eq!(origin(source, "fi"), "ﬁ");
    assert_eq!(origin(source, "offi"), "oﬃ");
}

#[test]
fn part_of_a_ligature_is_the_whole() {
    let source = "oﬃce";
    let prose = prose(source);
    for (start, end) in [(1, 2), (2, 3), (3, 4), (1, 4)] {
        assert_eq!(prose.source(start, end), Span::new(1, 4));
    }
}

#[test]
fn divided_words() {
    assert_eq!(prose("informations-\nsäkerhet").text, "informations-säkerhet");
    assert_eq!(prose("informa\u{ad}\ntion").text, "information");
    assert_eq!(prose("punkt -\nsedan").text, "punkt - sedan");
    assert_eq!(prose("MT-\nUtrustning").text, "MT- Utrustning");
    assert_eq!(prose("ett\ntvå\n").text, "ett två");
}

#[test]
fn marks_and_muting() {
    let mut builder = ProseBuilder::default();
    builder.push("a ", 0);
    builder.open(MarkKind::Code);
    builder.push("b c", 3);
    builder.close();
    builder.mute();
    builder.push("x", 8);
    builder.unmute();
    builder.push(" d ", 9);
    let prose = builder.finish();
    assert_eq!(prose.text, "a b c d");
    assert!(prose.is_code(2, 5) && prose.is_code(4, 5) && !prose.is_code(1, 3) && !prose.is_code(2, 2));
    assert_eq!(prose.source(5, 7), Span::new(9, 11));
    assert_eq!(prose.source(7, 7), Span::new(11, 11));
    assert_eq!(prose.source(2, 2), Span::new(3, 3));
    assert_eq!(Prose::default().source(0, 9), Span::new(0, 0));
}

#[test]
fn segments_cover_the_text() {
    let source = "x\u{301}y ﬁ  \u{212b} \t a\u{30a}\u{ad}\nb \u{301}";
    let prose = prose(source);
    let mut at = 0;
    for segment in &prose.segments {
        assert_eq!(segment.out, at);
        at += segment.len;
    }
    assert_eq!(at, prose.text.len());
}
