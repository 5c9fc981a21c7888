//! Statements labelled by hand before the analysis was tuned on them: modality × polarity × actor.

#![allow(clippy::unwrap_used, reason = "a test that cannot read its data fails")]
#![allow(clippy::print_stdout, reason = "the accuracy is what one reads it for")]

use tillsyn::document::parse;
use tillsyn::facts::{Analyser, Facts, Hints, Statement};
use tillsyn::language::{Kind, Lexicon};
use tillsyn::pack;
use tillsyn::source::decode;

/// Share of the labels that the analysis must give.
const ACCURACY: f64 = 0.97;

struct Labelled<'a> {
    language: &'a str,
    modality: &'a str,
    polarity: &'a str,
    actor: &'a str,
    near: bool,
    about: &'a str,
    text: &'a str,
}

fn labels(source: &str) -> Vec<Labelled<'_>> {
    let lines = source.lines().filter(|line| !line.starts_with('#')).skip(1);
    lines
        .map(|line| match line.split('\t').collect::<Vec<_>>().as_slice() {
            [language, modality, polarity, actor, near, about, text] => {
                Labelled { language, modality, polarity, actor, near: *near == "1", about, text }
            }
            other => panic!("seven columns expected: {other:?}"),
        })
        .collect()
}

fn read(statement: Option<&Statement>, about: &str, terms: &tillsyn::term::Terms, at: usize) -> [String; 3] {
    let Some(one) = statement else { return ["none".into(), "affirmed".into(), "-".into()] };
    let modality = if one.ambiguous { "ambiguous".to_owned() } else { one.modality.map_or("none".to_owned(), |modality| modality.to_string()) };
    let set = terms.id(&format!("label-{at}"));
    let mention = one.mentions.iter().find(|mention| Some(mention.set) == set);
    let polarity = mention.map_or_else(|| format!("`{about}` not found"), |mention| mention.polarity.to_string());
    let actor = one.actor.iter().flat_map(|actor| actor.roles.iter().map(|role| role.to_string())).collect::<Vec<_>>().join("+");
    [modality, polarity, if actor.is_empty() { "-".to_owned() } else { actor }]
}

#[test]
fn statements_are_read_as_a_person_reads_them() {
    let source = include_str!("statements.tsv");
    let labels = labels(source);
    assert!(labels.len() >= 150, "{} statements", labels.len());
    assert!(labels.iter().filter(|one| one.near).count() * 10 >= labels.len() * 4, "four in ten are near misses");
    let lexicon = Lexicon::builtin().unwrap();
    let mut shared = pack::builtin_terms();
    for (at, one) in labels.iter().enumerate() {
        shared.push((format!("terms/label-{at}.toml"), format!("{} = [{:?}]\n", one.language, one.about.to_lowercase())));
    }
    let library = pack::load(&lexicon, &pack::builtin_packs(), &shared, &pack::ExtraTerms::default()).unwrap();
    let analyser = Analyser::new(&lexicon, &library.terms);
    let mut wrong = Vec::new();
    for (at, one) in labels.iter().enumerate() {
        let source = decode("statement.md", one.text.as_bytes()).unwrap();
        let document = parse(&source.text);
        let hints = Hints { kind: Some(Kind::Guideline), language: Some(one.language.to_owned()), ..Hints::default() };
        let facts: Facts = analyser.analyse(source, document, &hints);
        let found = read(facts.statements.first(), one.about, &library.terms, at);
        let wanted = [one.modality, one.polarity, one.actor];
        if found.iter().zip(wanted).any(|(found, wanted)| found != wanted) {
            wrong.push(format!("{}\n    labelled {}\n    read     {}", one.text, wanted.join(" · "), found.join(" · ")));
        }
    }
    #[expect(clippy::cast_precision_loss, reason = "a few hundred statements")]
    let accuracy = 1.0 - wrong.len() as f64 / labels.len() as f64;
    println!("{} of {} read as labelled: {accuracy:.3}", labels.len() - wrong.len(), labels.len());
    assert!(accuracy >= ACCURACY, "{accuracy:.3}\n{}", wrong.join("\n"));
}
