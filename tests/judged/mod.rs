//! One rule asked of an example's text, as `pack test` asks it: of a repository that holds nothing else.

use tillsyn::config::Config;
use tillsyn::document::parse;
use tillsyn::engine::{Active, Reading, Run};
use tillsyn::facts::{Analyser, Corpus, Hints, Setting};
use tillsyn::language::{Kind, Topic};
use tillsyn::pack::{Example, Library, Rule};
use tillsyn::result::Report;
use tillsyn::source::decode;

const TODAY: jiff::civil::Date = jiff::civil::date(2026, 11, 25);

/// The report on a text in the place of the example's own; `None` when it cannot be decoded.
pub fn report(library: &Library, analyser: &Analyser<'_>, rule: &Rule, example: &Example, bytes: &[u8]) -> Option<Report> {
    let source = decode(example.files.keys().next()?, bytes).ok()?;
    let document = parse(&source.text);
    let hints = if example.as_is {
        Hints { language: Some(example.language.clone()), ..Hints::default() }
    } else {
        Hints {
            kind: Some(example.kind.or(rule.scope.kind.first().copied()).unwrap_or(Kind::Guideline)),
            topics: vec![rule.scope.topic.first().copied().unwrap_or(Topic::InformationSecurity)],
            language: Some(example.language.clone()),
            ..Hints::default()
        }
    };
    let facts = analyser.analyse(source, document, &hints);
    let today = example.today.as_deref().and_then(|date| date.parse().ok()).unwrap_or(TODAY);
    let corpus = Corpus::join(vec![std::sync::Arc::new(facts)], Setting::on(today), |_| false);
    let (config, rules) = (Config::for_examples(), [Active { rule, level: rule.level }]);
    let run = Run { library, config: &config, today, rules: &rules, left_out: &[], profile: "", language: None, locales: &[] };
    Some(run.evaluate(Reading { corpus, not_checked: Vec::new(), notifications: Vec::new() }, &|_| true))
}
