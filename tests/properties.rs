//! What must not matter does not: the same example in another encoding, with other line ends, another heading style, a neutral
//! paragraph more or front matter more has the same verdict.

#![allow(clippy::unwrap_used, reason = "a test that cannot read its data fails")]

mod changes;

use changes::CHANGES;
use rayon::prelude::*;
use tillsyn::check::Check;
use tillsyn::config::Config;
use tillsyn::document::parse;
use tillsyn::engine::{Active, Reading, Run};
use tillsyn::facts::{Analyser, Corpus, Hints, Setting};
use tillsyn::language::{Kind, Lexicon, Topic};
use tillsyn::pack::{self, Example, Library, Rule};
use tillsyn::result::Outcome;
use tillsyn::source::decode;

const TODAY: jiff::civil::Date = jiff::civil::date(2026, 11, 25);

fn judge(library: &Library, config: &Config, analyser: &Analyser<'_>, rule: &Rule, example: &Example, bytes: &[u8]) -> Option<Outcome> {
    let path = example.files.keys().next()?;
    let source = decode(path, bytes).ok()?;
    let document = parse(&source.text);
    let hints = if example.as_is {
        Hints { language: Some(example.language.clone()), ..Hints::default() }
    } else {
        Hints {
            kind: Some(example.kind.or(rule.scope.kind.first().copied()).unwrap_or(Kind::Guideline)),
            topics: vec![rule.scope.topic.first().copied().unwrap_or(Topic::InformationSecurity)],
            language: Some(example.language.clone()),
        }
    };
    let facts = analyser.analyse(source, document, &hints);
    let today = example.today.as_deref().and_then(|date| date.parse().ok()).unwrap_or(TODAY);
    let corpus = Corpus::join(vec![facts], Setting::on(today), |_| false);
    let rules = [Active { rule, level: rule.level }];
    let run = Run { library, config, today, rules: &rules, left_out: &[], profile: "", language: None, locales: &[] };
    let report = run.evaluate(Reading { corpus, not_checked: Vec::new(), notifications: Vec::new() }, &|_| true);
    report.verdicts.iter().map(|verdict| verdict.outcome).max()
}

#[test]
fn what_must_not_matter_changes_no_verdict() {
    let lexicon = Lexicon::builtin().unwrap();
    let library = pack::load(&lexicon, &pack::builtin_packs(), &pack::builtin_terms(), &pack::ExtraTerms::default()).unwrap();
    let (config, analyser) = (Config::for_examples(), Analyser::new(&lexicon, &library.terms));
    // A rule about damage done by conversion is about just what is changed here.
    let rules = library.packs.iter().flat_map(|pack| &pack.rules).filter(|rule| !matches!(rule.check, Check::Artefact));
    let pairs: Vec<(&Rule, &Example)> = rules.flat_map(|rule| rule.examples.iter().map(move |example| (rule, example))).collect();
    let changed: Vec<String> = pairs
        .par_iter()
        .filter(|(_, example)| example.files.len() == 1)
        .flat_map_iter(|(rule, example)| {
            let text = example.files.values().next().map(String::as_str).unwrap_or_default();
            let before = judge(&library, &config, &analyser, rule, example, text.as_bytes());
            CHANGES.iter().filter_map(move |change| Some((change.name, (change.make)(text, &example.language)?))).filter_map({
                let (library, config, analyser) = (&library, &config, &analyser);
                move |(name, bytes)| {
                    let after = judge(library, config, analyser, rule, example, &bytes);
                    (after != before).then(|| format!("{} with {name}: {before:?} became {after:?}\n    {text}", rule.code))
                }
            })
        })
        .collect();
    assert!(pairs.len() > 400, "{} examples", pairs.len());
    assert!(changed.is_empty(), "{} verdicts changed\n{}", changed.len(), changed.join("\n"));
}
