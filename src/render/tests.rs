#![allow(clippy::unwrap_used)]

use std::collections::BTreeMap;

use super::*;
use crate::result::{Arg, Authority, Benchmark, DocumentInfo, Evidence, EvidenceRole, Figure, Label, Outcome, PackInfo, Say, State, Summary, Text};
use crate::source::{SourceFile, Span};

const POLICY: &str = "# Informationssäkerhetspolicy\n\n## 3 Omfattning\nPolicyn gäller all verksamhet. Den omfattar inte medicinteknisk utrustning.\n\u{1b}[31mfarlig\u{1b}[0m och \u{202e}vänd granskas regelbundet.\nA\u{30a}tga\u{308}rder go\u{308}rs regelbundet.\nMedarbetare utbildas regelbundet.\n";
const CONTRACT: &str = "# Avtal\n\n### 7.2 Leverantören ska\n- logga åtkomst till beställarens system,\n- utan onödigt dröjsmål rapportera säkerhetsincidenter till beställaren.\n";

fn text(sv: &str) -> Text {
    Text([("sv".to_owned(), sv.to_owned())].into())
}

fn span(text: &str, words: &str) -> Span {
    let start = text.find(words).unwrap();
    Span::new(start, start + words.len())
}

fn rule(code: &str) -> RuleInfo {
    RuleInfo {
        code: code.into(),
        id: code.to_lowercase(),
        pack: "msb-2018".into(),
        level: Level::Error,
        binding: "recommendation".into(),
        title: text("Policyn omfattar medicinteknik"),
        rationale: text("Därför"),
        remedy: text("Skriv det"),
        sentence: text("Policyn gäller all information oavsett teknik, inklusive medicintekniska produkter och medicinska informationssystem."),
        authorities: vec![Authority {
            source: "msb".into(),
            title: text("En bild av läget 2018"),
            short: text("MSB 2018"),
            clause: "Rekommendation 1".into(),
            quote: None,
            unverified: None,
        }],
        mappings: BTreeMap::from([("iso27001-2022".into(), vec!["4.3".into()])]),
        benchmarks: vec![Benchmark {
            measure: text("de medicinska informationssystemen ingår"),
            met: Figure::Exactly(20),
            of: Some(21),
            year: 2022,
            source: "skr".into(),
            clause: "fråga 17".into(),
            reservation: None,
            earlier: None,
        }],
        related: vec![],
        subjects: 2,
    }
}

fn document(path: &str, title: &str) -> DocumentInfo {
    DocumentInfo {
        path: path.into(),
        digest: "blake3:0".into(),
        kind: Some("policy".into()),
        kind_from: "title".into(),
        topic: None,
        language: "sv".into(),
        title: title.into(),
        title_span: Span::new(2, 10),
        status: None,
        valid: true,
        metadata: vec![("owner".into(), None)],
        asked: 3,
        statements: 4,
    }
}

fn finding(level: Level, say: Say, document: Option<usize>, labels: Vec<Label>) -> Finding {
    let span = labels.first().map_or(Span::new(0, 0), |label| label.span);
    Finding {
        fingerprint: "v1:0".into(),
        sentence: None,
        level,
        say,
        help: None,
        document,
        span,
        labels,
        state: State::Active,
        waiver: None,
        before: None,
        requirements: vec![],
        also: vec![],
        matrix: None,
    }
}

fn verdict(rule: usize, outcome: Outcome, evidence: Vec<Evidence>, findings: Vec<Finding>) -> Verdict {
    Verdict {
        rule,
        subject: Some(0),
        outcome,
        level: Level::Error,
        declared_level: Level::Error,
        reason: None,
        parts: vec![],
        evidence,
        findings,
        waives: None,
        was: None,
        advice: None,
        due: None,
        draft: false,
        rests_on: None,
        told_with: None,
        reported: true,
    }
}

fn evidence(role: EvidenceRole, document: usize, spans: Vec<Span>, labels: Vec<Label>) -> Evidence {
    Evidence { role, part: None, document, spans, text: "t".into(), section: vec![], lacks: vec![], labels, note: None }
}

fn label(text: &str, words: &str, say: Say) -> Label {
    Label { span: span(text, words), say }
}

fn report() -> Report {
    let excluded = vec![
        label(POLICY, "inte", Say::new("lacks.excluded")),
        label(POLICY, "medicinteknisk utrustning", Say::new("holds.mention").words("group", "medicinteknik")),
    ];
    let incident = vec![label(CONTRACT, "utan onödigt dröjsmål", Say::new("lacks.deadline-vague"))];
    let contract_spans =
        vec![span(CONTRACT, "Leverantören ska"), span(CONTRACT, "utan onödigt dröjsmål rapportera säkerhetsincidenter till beställaren.")];
    let vague: Vec<Finding> = POLICY
        .match_indices("regelbundet")
        .map(|(at, _)| {
            let labels = vec![Label { span: Span::new(at, at + 11), say: Say::new("lacks.frequency") }];
            finding(Level::Note, Say::new("vague-frequency"), Some(0), labels)
        })
        .collect();
    let mut repository = verdict(
        0,
        Outcome::NotMet,
        vec![evidence(EvidenceRole::NearMiss, 1, contract_spans.clone(), incident.clone())],
        vec![finding(Level::Error, Say::new("document.missing").with("kind", Arg::Term("kind.action-plan".into())), None, vec![])],
    );
    repository.subject = None;
    Report {
        today: "2026-11-22".into(),
        language: "sv".into(),
        profile: "nationell".into(),
        base: None,
        packs: vec![PackInfo {
            id: "msb-2018".into(),
            version: "1.0.0".into(),
            title: text("MSB"),
            rules: 4,
            digest: "blake3:1".into(),
            origin: "built-in".into(),
        }],
        rules: vec![rule("MSB18-4A"), rule("MSB18-1D"), rule("LEV-02"), rule("DOC-11"), rule("MSB18-1A")],
        documents: vec![document("policy.md", "Informationssäkerhetspolicy"), document("avtal.md", "Avtal")],
        sources: vec![SourceFile::from_text("policy.md", POLICY), SourceFile::from_text("avtal.md", CONTRACT)],
        verdicts: vec![
            repository,
            verdict(
                1,
                Outcome::NotMet,
                vec![evidence(EvidenceRole::NearMiss, 0, vec![span(POLICY, "Den omfattar inte medicinteknisk utrustning.")], excluded.clone())],
                vec![finding(Level::Error, Say::own(text("policyn undantar medicinteknik")), Some(0), excluded)],
            ),
            verdict(
                2,
                Outcome::Partial,
                vec![evidence(EvidenceRole::NearMiss, 1, contract_spans, incident.clone())],
                vec![finding(Level::Warning, Say::new("finding.no-time"), Some(1), incident)],
            ),
            verdict(3, Outcome::NotMet, vec![], vague),
            verdict(
                4,
                Outcome::Met,
                vec![evidence(
                    EvidenceRole::Meets,
                    0,
                    vec![span(POLICY, "Policyn gäller all verksamhet.")],
                    vec![label(POLICY, "gäller", Say::new("holds.here"))],
                )],
                vec![],
            ),
        ],
        left_out: vec![],
        matrices: vec![],
        not_checked: vec![],
        notifications: vec![],
        summary: Summary {
            documents: 2,
            rules: 5,
            verdicts: [1, 1, 3, 0, 0, 0],
            findings: [2, 1, 3],
            next_due: Some((0, "2027-01-12".into(), 51)),
            ..Summary::default()
        },
    }
}

fn full(show: Show) -> String {
    render(&report(), &Messages::load("sv"), Format::Full, Options { show, ..Options::default() })
}

#[test]
fn full_shows_words_footer_and_groups() {
    let out = full(Show::Met);
    for wanted in [
        "× MSB18-1D  policyn undantar medicinteknik",
        "[policy.md:4:45]",
        "3 │ ## 3 Omfattning",
        "men undantas här",
        "krav    Policyn omfattar medicinteknik · rekommendation, MSB 2018,\n          rekommendation 1",
        "landet  20 av 21 regioner uppgav 2022 att de medicinska informationssystemen\n          ingår (fråga 17)",
        "skriv   \"Policyn gäller",
        "och 2 till: rad 6, 7",
        "✓ MSB18-1A",
        "prövade 1 dokument:\n          avtal.md:5: vagt: ange timmar",
        "! LEV-02",
    ] {
        assert!(out.contains(wanted), "{wanted}");
    }
}

#[test]
fn full_stands_still_in_eighty_columns_without_escapes() {
    let out = full(Show::All);
    assert!(out.lines().all(|line| clean::width(line) <= 80), "{out}");
    assert!(!out.contains(['\u{1b}', '\u{202e}']));
    assert!(out.contains('␛'));
}

#[test]
fn carets_stand_under_composed_and_decomposed_words() {
    let report = report();
    let source = &report.sources[0];
    let word = span(POLICY, "go\u{308}rs");
    let shown = snippet::snippet(source, &[snippet::Mark { span: word, text: None, primary: true }], 80);
    let mut text = String::new();
    let label = &shown.labels[0];
    miette::SourceCode::read_span(&shown, label.inner(), 0, 0).map(|one| text.push_str(&format!("{}:{}", one.line() + 1, one.column() + 1))).unwrap();
    assert_eq!(text, "6:12");
    assert_eq!(label.inner().len(), word.len());
}

#[test]
fn long_lines_are_cut_around_the_words() {
    let long = format!("{} här står bör {}\n", "före ".repeat(300), "efter ".repeat(300));
    let mut report = report();
    report.sources[0] = SourceFile::from_text("policy.md", &long);
    let labels = vec![label(&long, "bör", Say::new("lacks.modality").words("word", "bör"))];
    report.verdicts = vec![verdict(1, Outcome::Partial, vec![], vec![finding(Level::Error, Say::new("finding.weak"), Some(0), labels)])];
    let out = render(&report, &Messages::load("sv"), Format::Full, Options::default());
    assert!(out.contains("här står bör efter") && out.contains('…'));
    assert!(out.lines().all(|line| clean::width(line) <= 80), "{out}");
    assert!(out.contains("[policy.md:1:1511]"));
}

#[test]
fn concise_is_one_line_a_finding() {
    let out = render(&report(), &Messages::load("sv"), Format::Concise, Options::default());
    assert_eq!(out.lines().count(), 6);
    assert!(out.contains("policy.md:4:45: fel MSB18-1D policyn undantar medicinteknik\n"), "{out}");
    assert!(out.starts_with("-: fel MSB18-4A det finns ingen gällande handlingsplan\n"), "{out}");
}

#[test]
fn json_has_every_key_in_order() {
    let out = render(&report(), &Messages::load("sv"), Format::Json, Options::default());
    let value: serde_json::Value = serde_json::from_str(&out).unwrap();
    let keys = |value: &serde_json::Value| value.as_object().unwrap().keys().cloned().collect::<Vec<_>>().join(" ");
    assert_eq!(keys(&value), "schema tool today language profile base packs rules documents verdicts left-out not-checked notifications summary");
    let verdict = value["verdicts"].as_array().unwrap().iter().find(|one| one["code"] == "LEV-02").unwrap();
    assert_eq!(keys(verdict), "pack rule code subject verdict waives was level declared-level reason parts evidence findings advice due told-with");
    assert_eq!(keys(&verdict["evidence"][0]), "role part path spans start end quote text section lacks note");
    assert_eq!(keys(&verdict["findings"][0]), "fingerprint level message help path start end fixes state waiver before requirements also matrix");
    assert_eq!(verdict["evidence"][0]["quote"], "utan onödigt dröjsmål rapportera säkerhetsincidenter till beställaren.");
    assert_eq!(verdict["evidence"][0]["start"]["column"], 3);
    assert_eq!(value["rules"][0]["benchmarks"][0]["met"], 20);
    assert_eq!(
        keys(&value["summary"]),
        "documents verdicts findings waived suppressed baselined old in-drafts of-several without-finding stated-elsewhere"
    );
    assert_eq!(value["verdicts"][0]["findings"][0]["path"], serde_json::Value::Null);
}

#[test]
fn the_summary_says_what_was_done() {
    let out = summary(&report(), &Messages::load("sv"), Options::default());
    assert_eq!(
        out,
        "2 dokument · 5 krav · 5 prövningar: 1 uppfylld, 1 delvis, 3 ej uppfyllda\n\
         2 fel, 1 varning, 3 noteringar · nästa dokument att se över:\n\
         Informationssäkerhetspolicy, 2027-01-12 (om 51 dagar)\n\
         slutkod 1: 2 anmärkningar på nivån fel eller högre\n"
    );
}

#[test]
fn no_span_makes_it_fall_over() {
    let nasty = "a\r\n\r\n\u{301}b\tå 漢字 \u{1b}\u{202e}\r x\n\n".to_owned() + &"lång rad ".repeat(20);
    let ends: Vec<usize> = nasty.char_indices().map(|(at, _)| at).chain([nasty.len(), nasty.len() + 7]).collect();
    let mut report = report();
    report.sources[0] = SourceFile::from_text("policy.md", &nasty);
    for start in ends.iter().step_by(3) {
        for end in ends.iter().step_by(5).filter(|end| *end >= start) {
            let label = |span| Label { span, say: Say::new("lacks.modality-none") };
            let labels = vec![label(Span::new(*start, *end)), label(Span::new(*start, *start)), label(Span::new(5, 9))];
            let finding = finding(Level::Error, Say::new("finding.weak"), Some(0), labels);
            report.verdicts = vec![verdict(1, Outcome::Partial, vec![], vec![finding])];
            for (width, color) in [(0, false), (80, true)] {
                let out = render(&report, &Messages::load("en"), Format::Full, Options { width, color, ..Options::default() });
                assert!(out.contains("MSB18-1D"));
            }
        }
    }
    report.sources[0] = SourceFile::from_text("policy.md", "");
    render(&report, &Messages::load("en"), Format::Full, Options::default());
}
