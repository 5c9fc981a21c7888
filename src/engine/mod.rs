//! From documents, packs and configuration to a report: which rule is asked of which subject, and what comes of it.

mod accuracy;
mod attribute;
mod baseline;
mod compare;
mod directive;
mod ended;
mod examples;
mod exceptions;
mod fingerprint;
mod headings;
mod kept;
mod lost;
mod matrix;
mod merge;
mod presupposes;
mod read;
mod related;
mod select;
mod settle;
mod since;
mod spoken;
mod waive;

pub use accuracy::{Counts, Judged, Labelled, labelled_rules, measure};
pub use compare::Earlier;
pub use examples::{ExampleFault, PackTest, test_pack};
pub use exceptions::Exceptions;
pub use kept::KeptFacts;
pub use read::{Context, Earlier as EarlierDocument, Input, Opened, Reading, open_documents, read_documents, read_earlier, read_opened};
pub use select::{Selection, Subject, active_rules, left_out};
pub(crate) use select::{is_name_of, names};

use jiff::civil::Date;
use rayon::prelude::*;

use crate::check::{Check, Rules};
use crate::config::{Baseline, Config};
use crate::pack::{Library, Rule};
use crate::result::{LeftOut, Level, Report, Verdict};

/// A rule in force with its level.
#[derive(Clone, Copy, Debug)]
pub struct Active<'a> {
    /// The rule.
    pub rule: &'a Rule,
    /// The level in force where the configuration names no path.
    pub level: Level,
}

/// Everything a run needs besides the documents.
#[derive(Clone, Copy)]
pub struct Run<'a> {
    /// All packs that were loaded.
    pub library: &'a Library,
    /// The configuration.
    pub config: &'a Config,
    /// The date.
    pub today: Date,
    /// Rules in force, by code.
    pub rules: &'a [Active<'a>],
    /// Rules that are not, as far as that must be said.
    pub left_out: &'a [LeftOut],
    /// Name of the profile or of the packs asked for.
    pub profile: &'a str,
    /// Language of the messages; `None` to follow the documents.
    pub language: Option<&'a str>,
    /// Tags of the languages that messages exist in; the first one where no other is called for.
    pub locales: &'a [&'a str],
}

/// What was read and what every rule says of it, before anything of it is accepted, compared or told together.
#[derive(Clone, Debug)]
pub struct Evaluated {
    /// The documents.
    pub reading: Reading,
    /// One for every rule and subject, each with its own findings.
    pub verdicts: Vec<Verdict>,
}

impl<'a> Run<'a> {
    /// Evaluates every rule on every subject it is asked of. `shown` says which paths the command line asked for.
    pub fn evaluate(&self, reading: Reading, shown: &(dyn Fn(&str) -> bool + Sync)) -> Report {
        self.settle(self.verdicts(reading), &Exceptions::default(), shown)
    }

    /// The verdict of every rule on every subject it is asked of.
    pub fn verdicts(&self, reading: Reading) -> Evaluated {
        self.verdicts_but(reading, None)
    }

    /// The same of documents as they were; where a change bears on nothing that a verdict rests on, the one on the documents as they are holds.
    pub fn verdicts_before(&self, reading: Reading, now: &Evaluated) -> Evaluated {
        let unchanged = since::Unchanged::between(self, &reading.corpus, now);
        self.verdicts_but(reading, unchanged.as_ref())
    }

    fn verdicts_but(&self, reading: Reading, unchanged: Option<&since::Unchanged<'_>>) -> Evaluated {
        let corpus = &reading.corpus;
        let verdict = |(index, subject): (usize, Subject)| {
            let known = unchanged.and_then(|unchanged| unchanged.verdict(index, &subject));
            known.cloned().unwrap_or_else(|| attribute::verdict(self, corpus, index, &subject))
        };
        let pairs = self
            .rules
            .iter()
            .enumerate()
            .flat_map(|(index, active)| select::subjects(active.rule, corpus).into_iter().map(move |subject| (index, subject)));
        // The longest work first, so that nobody waits for it in the end; the order of the verdicts is that of the rules.
        let mut numbered: Vec<(usize, (usize, Subject))> = pairs.enumerate().collect();
        let work =
            |(index, subject): &(usize, Subject)| self.rules.get(*index).map_or(0, |active| active.rule.check.work() * subject.documents.len());
        numbered.sort_by_cached_key(|(_, pair)| std::cmp::Reverse(work(pair)));
        let mut verdicts: Vec<(usize, Verdict)> = numbered.into_par_iter().with_max_len(8).map(|(number, pair)| (number, verdict(pair))).collect();
        verdicts.sort_unstable_by_key(|(number, _)| *number);
        Evaluated { verdicts: verdicts.into_iter().map(|(_, verdict)| verdict).collect(), reading }
    }

    /// A baseline of all that is wrong and that nobody has accepted; with an older one, only of what was in it and still is.
    pub fn baseline(&self, mut evaluated: Evaluated, exceptions: &Exceptions<'_>, older: Option<&Baseline>) -> Baseline {
        let Evaluated { reading, verdicts } = &mut evaluated;
        exceptions.apply(self, &reading.corpus, &reading.not_checked, verdicts);
        older.map_or_else(|| baseline::of(self, &evaluated), |older| baseline::pruned(self, &evaluated, older))
    }

    /// Verdicts to a report: what is accepted or was there before is marked, what is the same is told once.
    pub fn settle(&self, evaluated: Evaluated, exceptions: &Exceptions<'_>, shown: &(dyn Fn(&str) -> bool + Sync)) -> Report {
        settle::report(self, evaluated, exceptions, shown)
    }
}

impl Rules for Run<'_> {
    fn check_of(&self, code: &str) -> Option<&Check> {
        let rules = self.library.packs.iter().flat_map(|pack| &pack.rules);
        rules.into_iter().find(|rule| rule.code == code).map(|rule| &rule.check)
    }
}
