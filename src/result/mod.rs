//! What came out: observations, verdicts, findings, and the report that formats read.

mod benchmark;
mod evidence;
mod finding;
mod matrix;
mod report;
mod say;

pub use benchmark::{Benchmark, Earlier, Figure};
pub use evidence::{Evidence, EvidenceRole, Label, Observation, Occurrence, Part, Property};
pub use finding::{Also, Before, Finding, Grounds, State, Waiver};
pub use matrix::{Matrix, Row};
pub use report::{Authority, Base, DocumentInfo, LeftOut, MetadataValue, NotChecked, Notification, PackInfo, Report, RuleInfo, Summary, Verdict};
pub use say::{Arg, REMEDY, Say, Text};

/// How serious a finding is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Level {
    /// For information.
    Note,
    /// Should be repaired.
    Warning,
    /// Fails the run.
    Error,
}

impl Level {
    /// The spelling in TOML and JSON.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }

    /// The level with this spelling.
    pub fn parse(text: &str) -> Option<Self> {
        [Self::Note, Self::Warning, Self::Error].into_iter().find(|level| level.as_str() == text)
    }

    /// One step milder; a note stays a note.
    pub const fn milder(self) -> Self {
        match self {
            Self::Error => Self::Warning,
            Self::Warning | Self::Note => Self::Note,
        }
    }
}

/// What the documents say about one requirement.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Outcome {
    /// They say it.
    Met,
    /// Some of it.
    Partial,
    /// They do not.
    NotMet,
    /// A person must look.
    Unclear,
    /// A presupposition exempts.
    NotApplicable,
    /// Accepted by somebody until a date.
    Waived,
}

impl Outcome {
    /// Every outcome, in the order of summaries.
    pub const ALL: &'static [Self] = &[Self::Met, Self::Partial, Self::NotMet, Self::Unclear, Self::NotApplicable, Self::Waived];

    /// The spelling in TOML and JSON.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Met => "met",
            Self::Partial => "partial",
            Self::NotMet => "not-met",
            Self::Unclear => "unclear",
            Self::NotApplicable => "not-applicable",
            Self::Waived => "waived",
        }
    }

    /// The outcome with this spelling.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|outcome| outcome.as_str() == text)
    }
}
