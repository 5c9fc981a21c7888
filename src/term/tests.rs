#![allow(clippy::unwrap_used, clippy::print_stderr)]

use super::*;

fn terms(words: &[&str], stop: &[&str]) -> Terms {
    let owned = |list: &[&str]| list.iter().map(ToString::to_string).collect::<Vec<_>>();
    let mut builder = TermsBuilder::new();
    let set = builder.set("set");
    builder.words(set, "sv", &owned(words)).unwrap();
    builder.stop(set, "sv", &owned(stop)).unwrap();
    builder.build()
}

fn hits<'a>(words: &[&str], stop: &[&str], text: &'a str) -> Vec<&'a str> {
    terms(words, stop).find("sv", text).iter().map(|o| &text[o.start..o.end]).collect()
}

#[track_caller]
fn yes(word: &str, text: &str, covered: &str) {
    assert_eq!(hits(&[word], &[], text), [covered], "{word} in {text}");
}

#[track_caller]
fn no(word: &str, text: &str) {
    assert!(hits(&[word], &[], text).is_empty(), "{word} in {text}");
}

#[test]
fn language_section_5_hits() {
    yes("*incident*", "informationssäkerhetsincidenterna", "informationssäkerhetsincidenterna");
    yes("*styrelse*", "KOMMUNSTYRELSENS beslut", "KOMMUNSTYRELSENS");
    yes("*informationssystem*", "vårdinformationssystemen", "vårdinformationssystemen");
    let suppliers = "IT-, moln- och driftleverantörer";
    yes("*leverantör*", suppliers, "driftleverantörer");
    yes("it~leverantör*", suppliers, suppliers);
    yes("molnleverantör*", suppliers, "moln- och driftleverantörer");
    no("riska*", "risk- och sårbarhetsanalys");
    yes("riskanalys*", "in- och utdata samt risk- och sårbarhetsanalys", "risk- och sårbarhetsanalys");
    yes("*utbildning*", "introduktionsutbildningarna", "introduktionsutbildningarna");
    yes("säkerhetsåtgärd*", "säkerhetsåtgärdernas", "säkerhetsåtgärdernas");
    yes("*direktör*", "Hälso- och sjukvårdsdirektörens", "sjukvårdsdirektörens");
    assert_eq!(hits(&["it~incident*"], &[], "it incidenter och itincidenter"), ["it incidenter", "itincidenter"]);
    yes("outsourc*", "outsourcade it-tjänster", "outsourcade");
}

#[test]
fn language_section_5_misses() {
    no("*nämnd", "ovannämnda förvaltning");
    assert!(hits(&["*styrelse*"], &["länsstyrelse*", "Socialstyrelse*"], "Länsstyrelsen och Socialstyrelsen").is_empty());
    for text in ["vägledning", "inledningen", "ledningssystem"] {
        assert!(hits(&["*ledning*"], &["vägledning*", "inledning*", "ledningssystem*"], text).is_empty());
    }
    assert!(hits(&["*biträde*"], &["underbiträde*"], "underbiträdet").is_empty());
    no("risk*", "friskvård och frisk");
    no("tid", "tidigare beslut");
    no("land", "landstinget och landsbygd");
    no("mål", "målgruppen är chefer");
    no("leda", "ledamot");
    no("ansvarig äger", "äger rum");
}

#[test]
fn words_stars_and_hyphens() {
    yes("*incident*", "en it-incidenterna här", "it-incidenterna");
    no("ska", "ett ska-krav");
    no("ska", "bör-ska");
    no("incident*", "it-incident");
    yes("risk", "risk- och", "risk");
    yes("ska", "(SKA)", "SKA");
    yes("ansvarig * chef", "ansvarig närmaste chef", "ansvarig närmaste chef");
    no("ansvarig * chef", "ansvarig chef");
    no("ansvarig * chef", "ansvarig den närmaste chef");
    for text in [
        "medicinskt\u{a0}informationssystem",
        "medicinska\n   informationssystemen",
        "medicinskt-informationssystem",
        "medicinskt\u{2011}informationssystem",
    ] {
        yes("medicinsk* informationssystem*", text, text);
    }
    no("medicinsk informationssystem", "medicinsk, informationssystem");
    yes("den *styrelse*", "den nya-kommunstyrelsen", "den nya-kommunstyrelsen");
    yes("*styrelse* beslutar", "Kommunstyrelsen beslutar", "Kommunstyrelsen beslutar");
    no("åtgärd", "atgard");
    yes("åtkomst", "ÅTKOMST", "ÅTKOMST");
}

#[test]
fn exact_case() {
    yes("=OT", "i OT och ot", "OT");
    no("=OT", "OT-system");
    no("=OT", "BOT");
    yes("=OT-system*", "våra OT-systemen", "OT-systemen");
    no("=OT-system*", "våra ot-systemen");
    yes("=ISO =27001", "ISO\u{a0}27001:2022", "ISO\u{a0}27001");
    yes("=*OT*", "x-OT-y", "x-OT-y");
}

#[test]
fn tilde_gap_escape_and_marks() {
    for text in ["itsystem", "it-system", "IT system", "it\u{2011}system"] {
        yes("it~system", text, text);
    }
    yes("risk … analys*", "risk (stor), och i ny analysen", "risk (stor), och i ny analysen");
    yes("risk … analys*", "risk analys", "risk analys");
    yes("aa … bbbb", "aa 1 2 3 4 5 6 bbbb", "aa 1 2 3 4 5 6 bbbb");
    yes("aaaa … bb", "aaaa 1 2 3 4 5 6 bb", "aaaa 1 2 3 4 5 6 bb");
    no("aa … bbbb", "aa 1 2 3 4 5 6 7 bbbb");
    no("aaaa … bb", "aaaa 1 2 3 4 5 6 7 bb");
    for mark in [". ", "! ", "? ", "; "] {
        no("aa … bbbb", &format!("aa x{mark}bbbb"));
        no("aaaa … bb", &format!("aaaa x{mark}bb"));
    }
    yes(r"\*not\*", "se *not* nu", "*not*");
    yes("27001:2013", "enligt 27001:2013.", "27001:2013");
    yes("EU/EES", "inom eu/ees", "eu/ees");
    yes("A.5.20", "se A.5.20", "A.5.20");
    no("A.5.20", "se A.5.201");
    yes("%", "25%", "%");
    yes("kap. … §", "3 kap. lagen 2 §", "kap. lagen 2 §");
}

#[test]
fn stops_includes_and_nesting() {
    assert_eq!(hits(&["*styrelse*", "styrelse* beslut"], &[], "styrelsens beslut"), ["styrelsens beslut"]);
    let mut builder = TermsBuilder::new();
    let (a, b, c) = (builder.set("a"), builder.set("b"), builder.set("c"));
    assert_eq!(builder.set("a"), a);
    builder.words(c, "sv", &["chef*", "ordförande"]).unwrap();
    builder.stop(a, "sv", &["chefsläkare"]).unwrap();
    builder.include(a, b);
    builder.include(b, c);
    builder.include(c, a);
    let terms = builder.build();
    let sets = |text| terms.find("sv", text).iter().map(|o| o.set).collect::<Vec<_>>();
    assert_eq!(sets("chefen"), [a, b, c]);
    assert_eq!(sets("chefsläkare"), [b, c]);
    assert!(terms.find("en", "chefen").is_empty());
    assert_eq!((terms.id("b"), terms.name(c), terms.len(), terms.languages().count()), (Some(b), "c", 3, 1));
    fn shared<T: Send + Sync>(_: &T) {}
    shared(&terms);
}

#[test]
fn faults() {
    use PatternFault::*;
    for (source, fault, start, end) in [
        ("", Empty, 0, 0),
        ("a  bc", Spacing, 1, 2),
        (" ab", Spacing, 0, 0),
        ("* …", OnlyWildcards, 0, 5),
        ("*a*", TooShort, 0, 3),
        ("=", TooShort, 0, 1),
        ("å", TooShort, 0, 2),
        ("ab*cd", MisplacedStar, 2, 3),
        ("=*ab**", MisplacedStar, 4, 5),
        ("ab~", MisplacedTilde, 2, 3),
        ("ab …", MisplacedGap, 3, 6),
        ("ab…cd", MisplacedGap, 2, 5),
        ("ab\\", DanglingEscape, 2, 3),
    ] {
        assert_eq!(Pattern::parse(source).err(), Some(PatternError { message: fault, start, end }), "{source}");
    }
    assert!(Pattern::parse("artikel 5").is_ok());
    let mut builder = TermsBuilder::new();
    let set = builder.set("x");
    assert_eq!(builder.words(set, "sv", &["ok", "*"]).unwrap_err()[0].0, 1);
}

#[test]
fn hostile_and_timing() {
    use std::time::Instant;
    for text in ["", "🦀🦀", "-", "a-", "-a", "İ\u{212a}-", "…"] {
        let _ = terms(&["*aa*", "aa … bb", "🦀🦀"], &["*bb*"]).find("sv", text);
    }
    let tough = terms(&["*aa*", "aa … bb", "aa* … *bb* … cc", "*aa* *aa*", "a~a", "§§ … aa", "aa- … aa"], &[]);
    for unit in ["a", "a-", "aa ", "aa- x ", "aa bb ", "§", "aa,", "aa-, "] {
        let (text, now) = (unit.repeat(100_000 / unit.len()), Instant::now());
        let found = tough.find("sv", &text).len();
        eprintln!("100 kB of {unit:?}: {found} in {:?}", now.elapsed());
    }
    let (long, now) = ("a".repeat(1_000_000), Instant::now());
    assert_eq!(terms(&["*aa*", "aaa"], &[]).find("sv", &long).len(), 1);
    eprintln!("a word of 1 MB: {:?}", now.elapsed());
    let words: Vec<String> = (0..4000).map(|n: u32| format!("*{}{}säkerhet* ord{n}*", n % 61, n.wrapping_mul(2_654_435_761))).collect();
    let now = Instant::now();
    let many = terms(&words.iter().map(String::as_str).collect::<Vec<_>>(), &[]);
    eprintln!("4,000 patterns: {:?}", now.elapsed());
    let (text, now) = ("Kommunstyrelsen ansvarar för informationssäkerhet och ord17. ".repeat(16_000), Instant::now());
    eprintln!("{} in 1 MB: {:?}", many.find("sv", &text).len(), now.elapsed());
}
