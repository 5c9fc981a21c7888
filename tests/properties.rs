//! What must not matter does not: the same example in another encoding, with other line ends, another heading style, a neutral
//! paragraph more or front matter more has the same verdict.

#![allow(clippy::unwrap_used, reason = "a test that cannot read its data fails")]

mod changes;
mod judged;

use changes::CHANGES;
use rayon::prelude::*;
use tillsyn::check::Check;
use tillsyn::facts::Analyser;
use tillsyn::language::Lexicon;
use tillsyn::pack::{self, Example, Library, Rule};
use tillsyn::result::Outcome;

fn judge(library: &Library, analyser: &Analyser<'_>, rule: &Rule, example: &Example, bytes: &[u8]) -> Option<Outcome> {
    judged::report(library, analyser, rule, example, bytes)?.verdicts.iter().map(|verdict| verdict.outcome).max()
}

#[test]
fn what_must_not_matter_changes_no_verdict() {
    let lexicon = Lexicon::builtin().unwrap();
    let library = pack::load(&lexicon, &pack::builtin_packs(), &pack::builtin_terms(), &pack::ExtraTerms::default()).unwrap();
    let analyser = Analyser::new(&lexicon, &library.terms);
    // A rule about damage done by conversion is about just what is changed here.
    let rules = library.packs.iter().flat_map(|pack| &pack.rules).filter(|rule| !matches!(rule.check, Check::Artefact));
    let pairs: Vec<(&Rule, &Example)> = rules.flat_map(|rule| rule.examples.iter().map(move |example| (rule, example))).collect();
    let changed: Vec<String> = pairs
        .par_iter()
        .filter(|(_, example)| example.files.len() == 1)
        .flat_map_iter(|(rule, example)| {
            let text = example.files.values().next().map(String::as_str).unwrap_or_default();
            let before = judge(&library, &analyser, rule, example, text.as_bytes());
            CHANGES.iter().filter_map(move |change| Some((change.name, (change.make)(text, &example.language)?))).filter_map({
                let (library, analyser) = (&library, &analyser);
                move |(name, bytes)| {
                    let after = judge(library, analyser, rule, example, &bytes);
                    (after != before).then(|| format!("{} with {name}: {before:?} became {after:?}\n    {text}", rule.code))
                }
            })
        })
        .collect();
    assert!(pairs.len() > 400, "{} examples", pairs.len());
    assert!(changed.is_empty(), "{} verdicts changed\n{}", changed.len(), changed.join("\n"));
}
