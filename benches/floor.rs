//! Analysis against the least that any tool of its kind must do: the Markdown events with their offsets, and one automaton over the prose with a look
//! at the characters around every hit. `cargo bench --bench floor` prints medians of ratios, both sides taken in turn on one thread.

#![allow(clippy::print_stdout, clippy::unwrap_used, missing_docs)]

mod corpus;

use std::hint::black_box;
use std::time::Instant;

use aho_corasick::{AhoCorasick, MatchKind};
use pulldown_cmark::{Event, Options, Parser};
use tillsyn::document::parse;
use tillsyn::facts::{Analyser, Hints};
use tillsyn::language::Lexicon;
use tillsyn::pack::{ExtraTerms, builtin_packs, builtin_terms, load};
use tillsyn::source::SourceFile;

const ROUNDS: usize = 11;
const DOCUMENTS: usize = 100;

/// The words of the term sets, bare: what stands between quotation marks in the lists of Swedish and English words.
fn terms() -> Vec<String> {
    let packs = builtin_packs().into_iter().flat_map(|pack| pack.files).chain(builtin_terms());
    let lists = packs.flat_map(|(_, text)| {
        text.lines().filter(|line| ["sv = [", "en = ["].iter().any(|start| line.starts_with(start))).map(str::to_owned).collect::<Vec<_>>()
    });
    let quoted =
        lists.flat_map(|line| line.split('"').skip(1).step_by(2).map(|term| term.trim_matches(['*', '=', '~']).to_lowercase()).collect::<Vec<_>>());
    let mut words: Vec<String> = quoted.filter(|term| term.len() > 2 && !term.contains(['…', '*', '|'])).collect();
    words.sort_unstable();
    words.dedup();
    words
}

/// Parse and match: how many words of the terms stand alone in the prose.
fn floor(text: &str, automaton: &AhoCorasick) -> usize {
    let mut prose = String::new();
    let mut found = 0;
    for (event, range) in Parser::new_ext(text, Options::all()).into_offset_iter() {
        black_box(&range);
        match event {
            Event::Text(words) | Event::Code(words) => prose.push_str(&words.to_lowercase()),
            Event::SoftBreak => prose.push(' '),
            Event::End(_) => {
                let alone = |at: usize, back: bool| {
                    let next = if back { prose[..at].chars().next_back() } else { prose[at..].chars().next() };
                    next.is_none_or(|c| !c.is_alphanumeric())
                };
                found += automaton.find_overlapping_iter(&prose).filter(|hit| alone(hit.start(), true) && alone(hit.end(), false)).count();
                prose.clear();
            }
            _ => {}
        }
    }
    found
}

fn timed(work: impl FnOnce() -> usize) -> f64 {
    let start = Instant::now();
    black_box(work());
    start.elapsed().as_secs_f64()
}

fn median(mut figures: Vec<f64>) -> f64 {
    figures.sort_by(f64::total_cmp);
    figures[figures.len() / 2]
}

fn main() {
    let documents = corpus::documents(DOCUMENTS, 7);
    let bytes: usize = documents.iter().map(|(_, text)| text.len()).sum();
    let terms = terms();
    let automaton = AhoCorasick::builder().match_kind(MatchKind::Standard).build(&terms).unwrap();
    let lexicon = Lexicon::builtin().unwrap();
    let library = load(&lexicon, &builtin_packs(), &builtin_terms(), &ExtraTerms::default()).unwrap();
    let analyser = Analyser::new(&lexicon, &library.terms);
    let analyse =
        |(path, text): &(String, String)| analyser.analyse(SourceFile::from_text(path, text), parse(text), &Hints::default()).statements.len();
    let (mut ratios, mut parses, mut floors, mut analyses) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    let read: Vec<(String, Vec<String>)> = documents
        .iter()
        .map(|(path, text)| analyser.analyse(SourceFile::from_text(path, text), parse(text), &Hints::default()))
        .map(|facts| (facts.language, facts.statements.into_iter().map(|statement| statement.text).collect()))
        .collect();
    let terms_of =
        |(language, statements): &(String, Vec<String>)| -> usize { statements.iter().map(|text| library.terms.find(language, text).len()).sum() };
    let mut matches = Vec::new();
    for _ in 0..ROUNDS {
        matches.push(timed(|| read.iter().map(&terms_of).sum()));
        let low = timed(|| documents.iter().map(|(_, text)| floor(text, &automaton)).sum());
        let events = timed(|| documents.iter().map(|(_, text)| parse(text).blocks.len()).sum());
        let whole = timed(|| documents.iter().map(&analyse).sum());
        ratios.push(whole / low);
        parses.push(events);
        floors.push(low);
        analyses.push(whole);
    }
    let rate = |seconds: Vec<f64>| bytes as f64 / 1e6 / median(seconds);
    println!("{DOCUMENTS} documents, {:.2} MB, {} terms in the floor, median of {ROUNDS} rounds, one thread", bytes as f64 / 1e6, terms.len());
    println!(
        "floor (parse and match) {:.1} MB/s, own parse {:.1} MB/s, matching of all terms {:.1} MB/s, analysis {:.1} MB/s",
        rate(floors),
        rate(parses),
        rate(matches),
        rate(analyses)
    );
    println!("analysis / floor {:.2}", median(ratios));
}
