//! What a check saw and where. No level, no rule, no rendered text.

use super::{Level, Outcome, Say, Text};
use crate::source::Span;

/// Why a stretch of text is shown.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum EvidenceRole {
    /// It meets the requirement.
    Meets,
    /// It denies what another sentence says.
    Contradicts,
    /// It would meet it but for what it lacks.
    NearMiss,
    /// It would meet it, but its document is not valid.
    Outdated,
    /// It was read and nothing was found.
    Checked,
}

impl EvidenceRole {
    /// The spelling in JSON.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Meets => "meets",
            Self::NearMiss => "near-miss",
            Self::Contradicts => "contradicts",
            Self::Outdated => "outdated",
            Self::Checked => "checked",
        }
    }
}

/// A property that a candidate can lack; the words of `lacks`.
pub type Property = &'static str;

/// A short text under a stretch of the source.
#[derive(Clone, Debug)]
pub struct Label {
    /// Where.
    pub span: Span,
    /// What is said there.
    pub say: Say,
}

/// One piece of evidence.
#[derive(Clone, Debug)]
pub struct Evidence {
    /// Why it is shown.
    pub role: EvidenceRole,
    /// Which part of a composed requirement it belongs to.
    pub part: Option<usize>,
    /// Index of the document in the corpus, and in [`super::Report::sources`].
    pub document: usize,
    /// Every stretch that carries it, in reading order; the last one is quoted.
    pub spans: Vec<Span>,
    /// The statement as it was read, without markup.
    pub text: String,
    /// Titles of the sections it stands in, outermost first.
    pub section: Vec<String>,
    /// Properties it lacks.
    pub lacks: Vec<Property>,
    /// Words to point at, the most telling first.
    pub labels: Vec<Label>,
    /// What more there is to say.
    pub note: Option<Say>,
}

/// One occurrence of what a rule forbids.
#[derive(Clone, Debug)]
pub struct Occurrence {
    /// Where it stands; `labels[0]` is the primary label.
    pub evidence: Evidence,
    /// What is wrong there.
    pub say: Say,
    /// What to write instead, when the check knows better than the rule.
    pub help: Option<Say>,
    /// A level of its own.
    pub level: Option<Level>,
}

/// One part of a composed requirement.
#[derive(Clone, Debug)]
pub struct Part {
    /// What it is called.
    pub label: Text,
    /// What was seen of it.
    pub outcome: Outcome,
}

/// What a check saw.
#[derive(Clone, Debug)]
pub struct Observation {
    /// Met, partial, not met or unclear.
    pub outcome: Outcome,
    /// Parts of a composed requirement.
    pub parts: Vec<Part>,
    /// Best first.
    pub evidence: Vec<Evidence>,
    /// For rules that forbid: each thing found.
    pub occurrences: Vec<Occurrence>,
    /// What is wrong, or why it is unclear; unused when met.
    pub say: Say,
    /// A level that a grade gives.
    pub level: Option<Level>,
    /// Something that falls due: the date as `YYYY-MM-DD` and the days until then.
    pub due: Option<(String, i64)>,
}
