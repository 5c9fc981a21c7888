//! The report: everything a format needs, besides the sources.

use std::collections::BTreeMap;

use super::{Benchmark, Evidence, Finding, Level, Matrix, Outcome, Part, Say, Text};
use crate::source::{SourceFile, Span};

/// Everything that came out of one run.
#[derive(Clone, Debug)]
pub struct Report {
    /// The date the run was asked for, `YYYY-MM-DD`.
    pub today: String,
    /// Language of the messages, `sv` or `en`.
    pub language: String,
    /// Name of the profile in force.
    pub profile: String,
    /// What the documents are compared with.
    pub base: Option<Base>,
    /// Packs in force.
    pub packs: Vec<PackInfo>,
    /// Rules in force, by code.
    pub rules: Vec<RuleInfo>,
    /// Documents that were read, by path; same order as `sources`.
    pub documents: Vec<DocumentInfo>,
    /// Texts of the documents, for quotations and positions.
    pub sources: Vec<SourceFile>,
    /// Verdicts, by subject, position and code.
    pub verdicts: Vec<Verdict>,
    /// Rules that are not asked of anybody, by pack.
    pub left_out: Vec<LeftOut>,
    /// Rules that ask the same of several, side by side.
    pub matrices: Vec<Matrix>,
    /// What was not checked, and why.
    pub not_checked: Vec<NotChecked>,
    /// Trouble with files, packs or configuration.
    pub notifications: Vec<Notification>,
    /// Counts.
    pub summary: Summary,
}

/// What the documents are compared with.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Base {
    /// The revision, as asked for.
    pub revision: String,
    /// Abbreviated name of the commit that both have in common; `None` when there is no commit yet.
    pub commit: Option<String>,
}

/// A pack in force.
#[derive(Clone, Debug)]
pub struct PackInfo {
    /// Its id.
    pub id: String,
    /// Its version.
    pub version: String,
    /// Its title.
    pub title: Text,
    /// How many of its rules are in force.
    pub rules: usize,
    /// `blake3:` and the digest of its files.
    pub digest: String,
    /// `built-in`, or the folder as configured.
    pub origin: String,
}

/// Where a requirement comes from.
#[derive(Clone, Debug)]
pub struct Authority {
    /// Id of the source, as declared in the pack.
    pub source: String,
    /// The source's title.
    pub title: Text,
    /// What it is called in a line under a finding ("MSB 2018"); the title when the pack gives nothing shorter.
    pub short: Text,
    /// Where in the source.
    pub clause: String,
    /// A short quotation.
    pub quote: Option<String>,
    /// What of it is not verified in the text of the law; never an error.
    pub unverified: Option<Text>,
}

/// A rule in force, as told.
#[derive(Clone, Debug)]
pub struct RuleInfo {
    /// Permanent code.
    pub code: String,
    /// Id, unique in its pack.
    pub id: String,
    /// Its pack.
    pub pack: String,
    /// The level in force.
    pub level: Level,
    /// How it binds (`law`, `recommendation` …).
    pub binding: String,
    /// Title.
    pub title: Text,
    /// Why it matters.
    pub rationale: Text,
    /// What to write.
    pub remedy: Text,
    /// One sentence that would meet it.
    pub sentence: Text,
    /// Where it comes from; the first is shown.
    pub authorities: Vec<Authority>,
    /// Framework → clauses.
    pub mappings: BTreeMap<String, Vec<String>>,
    /// National figures.
    pub benchmarks: Vec<Benchmark>,
    /// Codes of related rules.
    pub related: Vec<String>,
    /// How many subjects it was asked of.
    pub subjects: usize,
}

/// A value of a document's metadata.
#[derive(Clone, Debug)]
pub struct MetadataValue {
    /// The value as shown; dates as `YYYY-MM-DD`.
    pub value: String,
    /// Where it stands.
    pub span: Span,
}

/// A document that was read.
#[derive(Clone, Debug)]
pub struct DocumentInfo {
    /// Its path.
    pub path: String,
    /// Digest of the bytes on disk.
    pub digest: String,
    /// Its kind, or `None` when it cannot be told.
    pub kind: Option<String>,
    /// What decided the kind.
    pub kind_from: String,
    /// Its first topic.
    pub topic: Option<String>,
    /// Language tag.
    pub language: String,
    /// Title.
    pub title: String,
    /// Where the title stands, else the first line.
    pub title_span: Span,
    /// Its status as understood.
    pub status: Option<String>,
    /// Whether it is valid today.
    pub valid: bool,
    /// Field → value; `None` when not stated.
    pub metadata: Vec<(String, Option<MetadataValue>)>,
    /// How many rules it was asked.
    pub asked: usize,
    /// Sentences, items and rows that were read.
    pub statements: usize,
}

/// A rule asked of a subject.
#[derive(Clone, Debug)]
pub struct Verdict {
    /// Index into [`Report::rules`].
    pub rule: usize,
    /// Index of the document it is about; `None` for the repository.
    pub subject: Option<usize>,
    /// What the documents say.
    pub outcome: Outcome,
    /// Level in force for this verdict.
    pub level: Level,
    /// Level as the pack declares it.
    pub declared_level: Level,
    /// Why it does not apply or is unclear.
    pub reason: Option<Say>,
    /// Parts of a composed requirement.
    pub parts: Vec<Part>,
    /// Evidence, best first.
    pub evidence: Vec<Evidence>,
    /// For a waived verdict, what the documents show without the waiver.
    pub waives: Option<Outcome>,
    /// What the documents of the base showed, when the change is compared with one.
    pub was: Option<Outcome>,
    /// Findings; none when met.
    pub findings: Vec<Finding>,
    /// A hint on a met verdict, beyond the cited clause.
    pub advice: Option<Say>,
    /// Something that falls due: date and days until then.
    pub due: Option<(String, i64)>,
    /// About a draft: noted, and left out of the counts.
    pub draft: bool,
    /// The document that would meet it, were it in force: the finding is that it is not.
    pub rests_on: Option<usize>,
    /// The rule whose finding tells what is wrong here too: an index into [`Report::rules`].
    pub told_with: Option<usize>,
    /// Whether the command line asked for this subject (otherwise it is counted but not shown).
    pub reported: bool,
}

/// Something that was not checked.
#[derive(Clone, Debug)]
pub struct NotChecked {
    /// Its path.
    pub path: String,
    /// Why: `not-classified`, `language`, `other-repository`, `directory`, `link-outside`, `link-loop`, `unreadable`, `binary`, `too-large`,
    /// `empty`, `no-words`, `part-of-area`.
    pub reason: &'static str,
    /// What would settle it.
    pub say: Option<Say>,
}

/// Rules of a pack that are not in force.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LeftOut {
    /// The pack's id.
    pub pack: String,
    /// How many.
    pub rules: usize,
    /// Why: `profile` when they are not in it, `configuration` when they are switched off.
    pub reason: &'static str,
}

/// Trouble with files, packs or configuration.
#[derive(Clone, Debug)]
pub struct Notification {
    /// Stable code, as `decode/windows-1252`.
    pub code: String,
    /// How serious.
    pub level: Level,
    /// What happened.
    pub say: Say,
    /// Which file.
    pub path: Option<String>,
    /// Where in it: document index and span.
    pub place: Option<(usize, Span)>,
}

/// Counts of one run.
#[derive(Clone, Debug, Default)]
pub struct Summary {
    /// Documents read.
    pub documents: usize,
    /// Of them drafts.
    pub drafts: usize,
    /// Of them not classified.
    pub not_classified: usize,
    /// Rules in force.
    pub rules: usize,
    /// Verdicts by outcome, in the order of [`Outcome::ALL`].
    pub verdicts: [usize; 6],
    /// Findings shown: errors, warnings, notes.
    pub findings: [usize; 3],
    /// Of them those that tell of several requirements.
    pub of_several: usize,
    /// Requirements that are not met, or in part, without any finding: they are rows of a matrix.
    pub without_finding: usize,
    /// Requirements that are unclear because they are said to be met in a document that is not read here.
    pub stated_elsewhere: usize,
    /// Findings shown that are about drafts; in none of the other counts.
    pub in_drafts: usize,
    /// The next document to revise: document, date, days until then.
    pub next_due: Option<(usize, String, i64)>,
}

impl Summary {
    /// How many verdicts have this outcome.
    pub fn verdicts_of(&self, outcome: Outcome) -> usize {
        Outcome::ALL.iter().position(|one| *one == outcome).and_then(|at| self.verdicts.get(at)).copied().unwrap_or(0)
    }
}
