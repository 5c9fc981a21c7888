//! No rule is dead: a met example whose evidence is deleted, struck out, commented out, quoted or made a recommendation is met no longer.

#![allow(clippy::unwrap_used, reason = "a test that cannot read its data fails")]

mod judged;

use std::collections::BTreeMap;

use rayon::prelude::*;
use tillsyn::check::Check;
use tillsyn::facts::Analyser;
use tillsyn::language::{Lexicon, Modality};
use tillsyn::pack::{self, Example, Library, Rule};
use tillsyn::result::{EvidenceRole, Outcome};

/// What a text is judged, and the ranges of bytes that carry it, in order.
fn judge(library: &Library, analyser: &Analyser<'_>, rule: &Rule, example: &Example, text: &str) -> (Option<Outcome>, Vec<(usize, usize)>) {
    let report = judged::report(library, analyser, rule, example, text.as_bytes()).unwrap();
    let meets = report.verdicts.iter().flat_map(|verdict| &verdict.evidence).filter(|one| one.role == EvidenceRole::Meets);
    let mut spans: Vec<(usize, usize)> = meets.flat_map(|one| &one.spans).map(|span| (span.start, span.end)).collect();
    spans.sort_unstable();
    spans.dedup();
    (report.verdicts.iter().map(|verdict| verdict.outcome).max(), spans)
}

/// The text with every range changed, the last first; ranges within others are left to those.
fn changed(text: &str, spans: &[(usize, usize)], change: impl Fn(&str) -> String) -> String {
    let mut out = text.to_owned();
    let inside = |one: &(usize, usize)| spans.iter().any(|other| other != one && other.0 <= one.0 && one.1 <= other.1);
    for (start, end) in spans.iter().rev().filter(|one| !inside(one)) {
        if let Some(part) = text.get(*start..*end) {
            out.replace_range(*start..*end, &change(part));
        }
    }
    out
}

/// Words that bind, and what recommends in their place.
fn softened(language: &str, part: &str) -> String {
    let words: &[(&str, &str)] = match language {
        "sv" => &[(" ska ", " bör "), (" skall ", " bör "), (" måste ", " bör "), (" SKA ", " BÖR "), ("Ska ", "Bör ")],
        _ => &[(" shall ", " should "), (" must ", " should "), (" SHALL ", " SHOULD ")],
    };
    words.iter().fold(part.to_owned(), |text, (from, to)| text.replace(from, to))
}

/// Only obligations count, in every part.
fn only_obligation(check: &Check) -> bool {
    matches!(check, Check::Statement(params) if params.modality == [Modality::Obligation])
}

/// Metadata count in a box that is set as a quotation ("> **Utkast.**").
fn asks_metadata(check: &Check) -> bool {
    match check {
        Check::Metadata(_) | Check::Review(_) | Check::Order(_) => true,
        other => ["Metadata(", "Review(", "Order("].iter().any(|kind| format!("{other:?}").contains(kind)),
    }
}

fn asks_text(rule: &Rule) -> bool {
    matches!(rule.check, Check::Statement(_) | Check::Responsibility(_) | Check::Composed(_))
}

#[test]
fn every_mutant_loses_what_it_met() {
    let lexicon = Lexicon::builtin().unwrap();
    let library = pack::load(&lexicon, &pack::builtin_packs(), &pack::builtin_terms(), &pack::ExtraTerms::default()).unwrap();
    let analyser = Analyser::new(&lexicon, &library.terms);
    let rules = library.packs.iter().flat_map(|pack| &pack.rules).filter(|rule| asks_text(rule));
    let met = rules.flat_map(|rule| rule.examples.iter().map(move |example| (rule, example)));
    let met: Vec<(&Rule, &Example)> = met.filter(|(_, example)| example.verdict == Outcome::Met && example.files.len() == 1).collect();
    let tried: Vec<(&str, bool, String)> = met
        .par_iter()
        .flat_map_iter(|(rule, example)| {
            let text = example.files.values().next().unwrap();
            let (_, spans) = judge(&library, &analyser, rule, example, text);
            let strike = |part: &str| part.lines().map(|line| format!("~~{}~~", line.trim())).collect::<Vec<_>>().join("\n");
            let mut mutants = vec![("deleted", changed(text, &spans, |_| String::new()))];
            if !asks_metadata(&rule.check) {
                mutants.push(("quoted", text.lines().map(|line| format!("> {line}\n")).collect()));
            }
            if spans.iter().all(|(start, end)| text.get(*start..*end).is_some_and(|part| !part.contains(['|', '#', '~']) && !text.contains("**"))) {
                mutants.push(("struck out", changed(text, &spans, strike)));
                mutants.push(("commented out", changed(text, &spans, |part| format!("<!-- {part} -->"))));
            }
            let soften = |part: &str| softened(&example.language, &format!(" {part} ")).trim().to_owned();
            let binds = |part: &str| soften(part) != part.trim();
            if only_obligation(&rule.check) && spans.iter().all(|(start, end)| text.get(*start..*end).is_some_and(binds)) {
                mutants.push(("recommended", changed(text, &spans, soften)));
            }
            let (library, analyser) = (&library, &analyser);
            mutants.into_iter().map(move |(kind, mutant)| {
                let survives = judge(library, analyser, rule, example, &mutant).0 == Some(Outcome::Met);
                (kind, survives, format!("{} {kind}: {mutant}", rule.code))
            })
        })
        .collect();
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    tried.iter().for_each(|(kind, ..)| *counts.entry(kind).or_default() += 1);
    let survivors: Vec<&String> = tried.iter().filter(|(_, survives, _)| *survives).map(|(.., told)| told).collect();
    assert!(tried.len() > 1_500 && counts.values().all(|count| *count >= 20), "{counts:?}");
    assert!(survivors.is_empty(), "{} of {counts:?} live: {survivors:#?}", survivors.len());
}
