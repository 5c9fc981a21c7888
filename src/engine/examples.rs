//! `pack test`: a pack's examples, and what every rule must bring.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::civil::Date;
use rayon::prelude::*;

use super::{Active, Run, attribute, select};
use crate::check::Check;
use crate::config::Config;
use crate::document::parse;
use crate::facts::{Analyser, Corpus, Facts, Hints, Setting};
use crate::language::{Kind, Lexicon, Topic};
use crate::pack::{AskedOf, Example, Library, Pack, Rule};
use crate::result::{Outcome, Verdict};
use crate::source::SourceFile;

/// The date examples are judged on unless they say otherwise.
const TODAY: Date = jiff::civil::date(2026, 11, 25);

/// Something an example, or a rule's set of examples, does not fulfil.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ExampleFault {
    /// Code of the rule.
    pub code: String,
    /// Which example, 1-based, in the file's order; `None` for the set as a whole.
    pub example: Option<usize>,
    /// The example's text, shortened.
    pub text: String,
    /// What was expected, as keyword and value.
    pub expected: String,
    /// What came out.
    pub found: String,
}

/// The outcome of testing packs.
#[derive(Clone, Debug, Default)]
pub struct PackTest {
    /// Rules tested.
    pub rules: usize,
    /// Examples run.
    pub examples: usize,
    /// What failed.
    pub faults: Vec<ExampleFault>,
    /// Near misses and not-mets of one rule that meet another: (rule, example's rule, text).
    pub cross: Vec<(String, String, String)>,
}

/// Everything needed to judge one example.
struct Bench<'a> {
    lexicon: &'a Lexicon,
    library: &'a Library,
    analyser: Analyser<'a>,
    config: Config,
}

/// Runs every example of the named packs, and every rule over the near misses and not-mets of all others.
pub fn test_pack(lexicon: &Lexicon, library: &Library, packs: &[&Pack]) -> PackTest {
    let bench = Bench { lexicon, library, analyser: Analyser::new(lexicon, &library.terms), config: Config::for_examples() };
    let rules: Vec<&Rule> = packs.iter().flat_map(|pack| &pack.rules).collect();
    let asked: Vec<(&Rule, &[String])> = packs.iter().flat_map(|pack| pack.rules.iter().map(|rule| (rule, pack.languages.as_slice()))).collect();
    let tested: Vec<Vec<ExampleFault>> = asked.par_iter().map(|(rule, languages)| bench.test_rule(rule, languages)).collect();
    let cross: Vec<Vec<(String, String, String)>> = rules.par_iter().map(|rule| bench.cross_hits(rule, &rules)).collect();
    PackTest {
        rules: rules.len(),
        examples: rules.iter().map(|rule| rule.examples.len() + rule.told.sentence.0.len()).sum(),
        faults: tested.into_iter().flatten().collect(),
        cross: cross.into_iter().flatten().collect(),
    }
}

impl Bench<'_> {
    /// Judges a rule on an example.
    fn judge(&self, rule: &Rule, example: &Example, asked: &Rule) -> Option<Verdict> {
        let mut documents: Vec<Arc<Facts>> = Vec::new();
        for (path, text) in &example.files {
            let source = SourceFile::from_text(path, text);
            let document = parse(&source.text);
            documents.push(Arc::new(self.analyser.analyse(source, document, &hints(asked, example))));
        }
        let today = example.today.as_deref().and_then(|date| date.parse().ok()).unwrap_or(TODAY);
        let corpus = Corpus::join(documents, Setting { languages: self.lexicon.tags(), ..Setting::on(today) }, |_| false);
        let active = [Active { rule, level: rule.level }];
        let run =
            Run { library: self.library, config: &self.config, today, rules: &active, left_out: &[], profile: "", language: None, locales: &[] };
        let subjects = select::subjects(rule, &corpus);
        let verdicts: Vec<Verdict> = subjects.iter().map(|subject| attribute::verdict(&run, &corpus, 0, subject)).collect();
        // The worst verdict counts: an example of several documents is met when all are.
        verdicts.into_iter().max_by_key(|verdict| verdict.outcome)
    }

    fn test_rule(&self, rule: &Rule, languages: &[String]) -> Vec<ExampleFault> {
        let mut faults = demands(rule, languages);
        for (language, sentence) in &rule.told.sentence.0 {
            let example = remedy_example(rule, language, sentence);
            let found = self.judge(rule, &example, rule);
            if found.as_ref().map(|verdict| verdict.outcome) != Some(Outcome::Met) {
                faults.push(fault(rule, None, sentence, format!("remedy.sentence ({language}) met"), describe(found.as_ref())));
            }
        }
        for (index, example) in rule.examples.iter().enumerate() {
            let found = self.judge(rule, example, rule);
            let outcome = found.as_ref().map_or(Outcome::NotApplicable, |verdict| verdict.outcome);
            let text = example.files.values().next().cloned().unwrap_or_default();
            if outcome != example.verdict {
                faults.push(fault(rule, Some(index + 1), &text, example.verdict.as_str().to_owned(), describe(found.as_ref())));
                continue;
            }
            if let Some(lacks) = &example.lacks
                && !found.as_ref().is_some_and(|verdict| has_lack(verdict, lacks))
            {
                faults.push(fault(rule, Some(index + 1), &text, format!("lacks {lacks}"), describe(found.as_ref())));
            }
        }
        faults
    }

    fn cross_hits(&self, rule: &Rule, rules: &[&Rule]) -> Vec<(String, String, String)> {
        let unrelated =
            rules.iter().filter(|other| other.code != rule.code && !rule.related.contains(&other.code) && !other.related.contains(&rule.code));
        let mut hits = Vec::new();
        if !asks_text(rule) {
            return hits;
        }
        for other in unrelated {
            for example in other.examples.iter().filter(|example| example.verdict == Outcome::NotMet && !example.as_is) {
                if self.judge(rule, example, rule).is_some_and(|verdict| verdict.outcome == Outcome::Met) {
                    let text = example.files.values().next().cloned().unwrap_or_default();
                    hits.push((rule.code.clone(), other.code.clone(), shortened(&text)));
                }
            }
        }
        hits
    }
}

/// Rules that look for statements; a rule about dates or forbidden things is met by almost any text.
fn asks_text(rule: &Rule) -> bool {
    matches!(rule.check, Check::Statement(_) | Check::Responsibility(_) | Check::Composed(_) | Check::Section(_))
}

fn hints(rule: &Rule, example: &Example) -> Hints {
    if example.as_is {
        // Of several documents one may be a translation: each is read in the language it is written in.
        let language = (example.files.len() == 1).then(|| example.language.clone());
        return Hints { language, ..Hints::default() };
    }
    Hints {
        kind: Some(example.kind.or(rule.scope.kind.first().copied()).unwrap_or(Kind::Guideline)),
        topics: vec![rule.scope.topic.first().copied().unwrap_or(Topic::InformationSecurity)],
        language: Some(example.language.clone()),
        ..Hints::default()
    }
}

fn remedy_example(rule: &Rule, language: &str, sentence: &str) -> Example {
    let whole = rule.scope.asked_of == AskedOf::Repository;
    let model = rule.examples.iter().find(|example| example.language == language && example.verdict == Outcome::Met);
    Example {
        verdict: Outcome::Met,
        lacks: None,
        language: language.to_owned(),
        files: BTreeMap::from([("example.md".to_owned(), sentence.to_owned())]),
        kind: model.and_then(|example| example.kind),
        as_is: whole,
        today: None,
        level: None,
    }
}

fn fault(rule: &Rule, example: Option<usize>, text: &str, expected: String, found: String) -> ExampleFault {
    ExampleFault { code: rule.code.clone(), example, text: shortened(text), expected, found }
}

fn shortened(text: &str) -> String {
    let folded = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match folded.char_indices().nth(110) {
        Some((at, _)) => format!("{}…", &folded[..at]),
        None => folded,
    }
}

fn describe(verdict: Option<&Verdict>) -> String {
    let Some(verdict) = verdict else { return "not asked".to_owned() };
    let lacks: BTreeSet<&str> = verdict.evidence.iter().flat_map(|one| one.lacks.iter().copied()).collect();
    let lacks: Vec<&str> = lacks.into_iter().collect();
    if lacks.is_empty() { verdict.outcome.as_str().to_owned() } else { format!("{} (lacks {})", verdict.outcome.as_str(), lacks.join(", ")) }
}

/// Whether a verdict shows that a property lacks; `part` stands for a part that is not met.
fn has_lack(verdict: &Verdict, lacks: &str) -> bool {
    let part = lacks == "part" && verdict.parts.iter().any(|part| part.outcome != Outcome::Met);
    part || verdict.evidence.iter().any(|one| one.lacks.contains(&lacks))
}

/// How many different properties a check can lack at all: near misses cannot differ in more.
fn properties(check: &Check) -> usize {
    match check {
        Check::Review(params) if params.within_months.is_none() => 1,
        Check::Metadata(_) | Check::Review(_) | Check::Section(_) => 2,
        Check::Reference(_) | Check::Order(_) | Check::Term(_) | Check::Placeholder | Check::Artefact | Check::Pattern(_) | Check::Forbid(_) => 1,
        Check::Composed(params) => params.parts.iter().map(|part| properties(&part.check)).max().unwrap_or(1),
        _ => 3,
    }
}

/// What every rule's set of examples must hold, in every language of its pack.
fn demands(rule: &Rule, languages: &[String]) -> Vec<ExampleFault> {
    let mut faults = Vec::new();
    let mut want = |holds: bool, what: String| {
        if !holds {
            faults.push(fault(rule, None, "", what, "missing".to_owned()));
        }
    };
    for language in languages {
        let of = |test: &dyn Fn(&&Example) -> bool| rule.examples.iter().filter(|one| one.language == *language).filter(|one| test(one)).count();
        want(of(&|one| one.verdict == Outcome::Met) >= 1, format!("{language}: an example that is met"));
        want(of(&|one| one.verdict == Outcome::NotMet && one.lacks.is_none()) >= 1, format!("{language}: an example that is not-met"));
        want(of(&|one| one.lacks.is_some()) >= 2, format!("{language}: two near misses with lacks"));
    }
    let lacks: BTreeSet<&str> = rule.examples.iter().filter_map(|one| one.lacks.as_deref()).collect();
    let wanted = properties(&rule.check);
    want(lacks.len() >= wanted, format!("{wanted} different lacks over the near misses"));
    let passage = |one: &&Example| one.files.values().map(|text| text.split_whitespace().count()).sum::<usize>() >= 40;
    want(rule.examples.iter().filter(passage).any(|one| one.verdict == Outcome::Met), "a met passage of 40 words or more".to_owned());
    want(rule.examples.iter().filter(passage).any(|one| one.lacks.is_some()), "a near miss that is a passage of 40 words or more".to_owned());
    for (what, text) in
        [("title", &rule.told.title), ("rationale", &rule.told.rationale), ("remedy", &rule.told.remedy), ("remedy.sentence", &rule.told.sentence)]
    {
        for language in languages {
            want(text.0.contains_key(language), format!("{what} in {language}"));
        }
    }
    faults
}
