//! One report for every format: each level, verdict and state, and words that were chosen to do harm.

use std::collections::BTreeMap;

use tillsyn::result::{
    Arg, Authority, Before, Benchmark, DocumentInfo, Evidence, EvidenceRole, Figure, Finding, Grounds, Label, Level, NotChecked, Notification,
    Outcome, PackInfo, Report, RuleInfo, Say, State, Summary, Text, Verdict, Waiver,
};
use tillsyn::source::{SourceFile, Span};

/// Things that a terminal, a build server, a browser or a page of Markdown would obey.
pub const EVIL: &str =
    "\u{1b}[31m\u{202e}\u{7}<script>alert(1)</script> ::set-output name=x::y ##[error]z [länk](https://exempel.se) `@namn` ]]> | %0A &amp; \u{ffff}";

const POLICY: &str = "# Informationssäkerhetspolicy\n\n## 3 Omfattning\nÅtgärder: policyn gäller all verksamhet. Den omfattar inte medicinteknisk utrustning.\nLoggar granskas regelbundet.\nMedarbetare utbildas regelbundet.\nRisker ses över\nregelbundet.\n";
const CONTRACT: &str = "# Avtal\n\n### 7.2 Leverantören ska\n- logga åtkomst till beställarens system,\n- utan onödigt dröjsmål rapportera säkerhetsincidenter till beställaren.\n";

/// The paths of the documents; the last one is hostile.
pub const PATHS: [&str; 3] = ["policyer/policy.md", "avtal/år 1, del b: 100%.md", "x\n::set-output name=a::b,\u{1b}[2J<script>\u{202e}.md"];

fn text(sv: &str, en: &str) -> Text {
    Text([("sv".to_owned(), sv.to_owned()), ("en".to_owned(), en.to_owned())].into())
}

fn span(text: &str, words: &str) -> Span {
    let start = text.find(words).unwrap();
    Span::new(start, start + words.len())
}

fn rule(code: &str, id: &str, level: Level, title: &str) -> RuleInfo {
    RuleInfo {
        code: code.into(),
        id: id.into(),
        pack: "msb-2018".into(),
        level,
        binding: "recommendation".into(),
        title: text(title, title),
        rationale: text("Det som inte nämns blir ingens.", "What is not named is nobody's."),
        remedy: text("Skriv det.", "Write it."),
        sentence: text("Policyn gäller all information oavsett teknik.", "The policy covers all information whatever the technology."),
        authorities: vec![Authority {
            source: "msb".into(),
            title: text("En bild av läget", "A picture of the state"),
            short: text("MSB 2018", "MSB 2018"),
            clause: "Rekommendation 1".into(),
            quote: Some("all information".into()),
            unverified: None,
        }],
        mappings: BTreeMap::from([("iso27001-2022".into(), vec!["4.3".into()])]),
        benchmarks: vec![Benchmark {
            measure: text("de medicinska systemen ingår", "the medical systems are included"),
            met: Figure::Exactly(20),
            of: Some(21),
            year: 2022,
            source: "skr".into(),
            clause: "Fråga 17".into(),
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
        digest: format!("blake3:{}", "0".repeat(64)),
        kind: Some("policy".into()),
        kind_from: "title".into(),
        topic: None,
        language: "sv".into(),
        title: title.into(),
        title_span: Span::new(2, 10),
        status: None,
        valid: true,
        metadata: vec![],
        asked: 3,
        statements: 4,
    }
}

fn finding(mark: char, level: Level, say: Say, document: Option<usize>, labels: Vec<Label>) -> Finding {
    let span = labels.first().map_or(Span::new(0, 0), |label| label.span);
    let fingerprint = format!("v1:{}", mark.to_string().repeat(8));
    Finding {
        fingerprint,
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

fn verdict(rule: usize, subject: Option<usize>, outcome: Outcome, evidence: Vec<Evidence>, findings: Vec<Finding>) -> Verdict {
    let level = [Level::Error, Level::Error, Level::Error, Level::Note, Level::Error][rule];
    Verdict {
        rule,
        subject,
        outcome,
        level,
        declared_level: level,
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

fn evidence(role: EvidenceRole, document: usize, spans: Vec<Span>, text: &str, labels: Vec<Label>) -> Evidence {
    Evidence { role, part: None, document, spans, text: text.into(), section: vec![], lacks: vec![], labels, note: None }
}

fn label(text: &str, words: &str, say: Say) -> Label {
    Label { span: span(text, words), say }
}

/// The document whose every word is hostile.
fn hostile() -> String {
    format!("# {EVIL}\n\n{EVIL} granskas.\n")
}

/// A finding whose message quotes the hostile document, in this state.
fn quoting(mark: char, level: Level, state: State) -> Finding {
    let say = Say::new("placeholder.found").words("text", EVIL);
    let labels = vec![Label { span: span(&hostile(), "granskas"), say: say.clone() }];
    Finding { state, help: Some(Say::new("artefact.help").words("replacement", EVIL)), ..finding(mark, level, say, Some(2), labels) }
}

fn vague() -> Vec<Finding> {
    let found = POLICY.match_indices("regelbundet").zip("abc".chars()).map(|((at, word), mark)| {
        // The last one stands on two lines with the words before it.
        let start = if mark == 'c' { POLICY.find("Risker").unwrap() } else { at };
        let labels = vec![Label { span: Span::new(start, at + word.len()), say: Say::new("lacks.frequency") }];
        finding(mark, Level::Note, Say::new("vague-frequency").words("word", "regelbundet"), Some(0), labels)
    });
    found.collect()
}

fn verdicts() -> Vec<Verdict> {
    let excluded = vec![
        label(POLICY, "inte", Say::new("lacks.excluded")),
        label(POLICY, "medicinteknisk utrustning", Say::new("holds.mention").words("group", "medicinteknik")),
    ];
    let sentence = "Den omfattar inte medicinteknisk utrustning.";
    let incident = vec![label(CONTRACT, "utan onödigt dröjsmål", Say::new("lacks.deadline-vague"))];
    let item = "utan onödigt dröjsmål rapportera säkerhetsincidenter till beställaren.";
    let contract = || vec![span(CONTRACT, "Leverantören ska"), span(CONTRACT, item)];
    let near = |labels: &[Label]| evidence(EvidenceRole::NearMiss, 1, contract(), &format!("Leverantören ska {item}"), labels.to_vec());
    let missing = Say::new("document.missing").with("kind", Arg::Term("kind.action-plan".into()));
    let mut unclear = verdict(4, Some(1), Outcome::Unclear, vec![], vec![finding('h', Level::Warning, Say::new("reason.alone"), Some(1), vec![])]);
    unclear.reason = Some(Say::new("reason.alone"));
    let mut exempt = verdict(2, Some(0), Outcome::NotApplicable, vec![], vec![]);
    exempt.reason = Some(Say::new("reason.presupposition").words("what", EVIL));
    let accepted = |rule, state, mark| verdict(rule, Some(2), Outcome::NotMet, vec![], vec![quoting(mark, Level::Error, state)]);
    let mut waived = accepted(1, State::Waived, 'j');
    (waived.outcome, waived.waives) = (Outcome::Waived, Some(Outcome::NotMet));
    waived.findings[0].waiver = Some(waiver());
    let mut weakened = verdict(0, Some(2), Outcome::NotMet, vec![], vec![quoting('i', Level::Error, State::Active)]);
    weakened.was = Some(Outcome::Met);
    weakened.findings[0].before = Some(Before { commit: "0a1b2c3".into(), path: PATHS[2].into(), line: 3, quote: EVIL.into() });
    vec![
        verdict(0, None, Outcome::NotMet, vec![near(&incident)], vec![finding('d', Level::Error, missing, None, vec![])]),
        verdict(
            1,
            Some(0),
            Outcome::NotMet,
            vec![evidence(EvidenceRole::NearMiss, 0, vec![span(POLICY, sentence)], sentence, excluded.clone())],
            vec![finding('e', Level::Error, Say::own(text("policyn undantar medicinteknik", "medical technology is excluded")), Some(0), excluded)],
        ),
        verdict(
            2,
            Some(1),
            Outcome::Partial,
            vec![near(&incident)],
            vec![finding('f', Level::Warning, Say::new("finding.no-time"), Some(1), incident)],
        ),
        verdict(3, Some(0), Outcome::NotMet, vec![], vague()),
        verdict(
            4,
            Some(0),
            Outcome::Met,
            vec![evidence(EvidenceRole::Meets, 0, vec![span(POLICY, "policyn gäller all verksamhet.")], "Policyn gäller all verksamhet.", vec![])],
            vec![],
        ),
        unclear,
        exempt,
        weakened,
        waived,
        accepted(2, State::Suppressed, 'k'),
        accepted(3, State::Baselined, 'l'),
        accepted(4, State::Old, 'm'),
    ]
}

fn waiver() -> Waiver {
    Waiver {
        grounds: Grounds::Accepted { reason: EVIL.into(), approved_by: "regiondirektören".into(), decision: EVIL.into() },
        owner: "säkerhetschefen".into(),
        expires: jiff::civil::date(2027, 3, 31),
    }
}

/// The report.
pub fn report() -> Report {
    let texts = [POLICY.to_owned(), CONTRACT.to_owned(), hostile()];
    Report {
        today: "2026-11-22".into(),
        language: "sv".into(),
        profile: "nationell".into(),
        base: None,
        packs: vec![PackInfo {
            id: "msb-2018".into(),
            version: "1.0.0".into(),
            title: text("MSB", "MSB"),
            rules: 5,
            digest: format!("blake3:{}", "1".repeat(64)),
            origin: "built-in".into(),
        }],
        rules: vec![
            rule("MSB18-4A", "action-plan-exists", Level::Error, "Det finns en handlingsplan"),
            rule("MSB18-1D", "policy-covers-medical-technology", Level::Error, "Policyn omfattar medicinteknik"),
            rule("LEV-02", "supplier-reports-incidents", Level::Error, "Incidentrapportering inom angiven tid"),
            rule("DOC-11", "duties-have-a-rhythm", Level::Note, "Återkommande plikter har en rytm"),
            rule("HUS-<1>", "house-rule", Level::Error, EVIL),
        ],
        documents: PATHS.iter().zip(["Informationssäkerhetspolicy", "Avtal", EVIL]).map(|(path, title)| document(path, title)).collect(),
        sources: PATHS.iter().zip(&texts).map(|(path, text)| SourceFile::from_text(path, text)).collect(),
        left_out: vec![],
        matrices: vec![],
        verdicts: verdicts(),
        not_checked: vec![
            NotChecked { path: "README.md".into(), reason: "not-classified", say: None },
            NotChecked { path: format!("bild {EVIL}.md"), reason: "binary", say: None },
        ],
        notifications: vec![
            Notification {
                code: "read/failed".into(),
                level: Level::Error,
                say: Say::new("read.failed").words("error", EVIL),
                path: Some("stängd.md".into()),
                place: None,
            },
            Notification {
                code: "front-matter/broken".into(),
                level: Level::Warning,
                say: Say::new("front-matter.broken"),
                path: Some(PATHS[0].into()),
                place: Some((0, span(POLICY, "Informationssäkerhetspolicy"))),
            },
        ],
        summary: Summary {
            documents: 3,
            not_classified: 1,
            rules: 5,
            verdicts: [1, 1, 4, 1, 1, 4],
            findings: [3, 2, 3],
            next_due: Some((0, "2027-01-12".into(), 51)),
            ..Summary::default()
        },
    }
}
