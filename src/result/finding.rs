//! Findings: what a person must act on, or need not, and why.

use jiff::civil::Date;

use super::{Label, Level, Say};
use crate::source::Span;

/// Whether a person must act on a finding. Everything but [`State::Active`] is counted and never fails the run.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum State {
    /// Somebody must.
    Active,
    /// Somebody has accepted it until a date.
    Waived,
    /// A comment in the document says that it is meant so.
    Suppressed,
    /// It was there when the baseline was written.
    Baselined,
    /// It was there before the change.
    Old,
}

impl State {
    /// Every state, in the order of summaries.
    pub const ALL: &'static [Self] = &[Self::Active, Self::Waived, Self::Suppressed, Self::Baselined, Self::Old];

    /// The spelling in JSON.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::Waived => "waived",
            Self::Suppressed => "suppressed",
            Self::Baselined => "baselined",
            Self::Old => "old",
        }
    }
}

/// Who has accepted a finding, on what grounds and until when.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Waiver {
    /// Why nobody must act on it now.
    pub grounds: Grounds,
    /// Who sees to it that it ends.
    pub owner: String,
    /// The last day it holds.
    pub expires: Date,
}

/// Why nobody must act on a finding.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Grounds {
    /// Somebody has decided that it may be so for a time.
    Accepted {
        /// Why.
        reason: String,
        /// Who has accepted it.
        approved_by: String,
        /// Reference to the decision.
        decision: String,
    },
    /// Somebody says that a document which is not read here meets the requirement.
    Elsewhere {
        /// Title of that document.
        document: String,
        /// Its reference number or place.
        reference: String,
        /// The day when somebody looked.
        seen: Date,
    },
}

impl Waiver {
    /// Whether it is accepted that the requirement is not met; otherwise it is said to be met elsewhere.
    pub const fn is_accepted(&self) -> bool {
        matches!(self.grounds, Grounds::Accepted { .. })
    }

    /// The words of a message: who, why, until when; nothing under the names that the grounds do not have.
    pub fn told(&self, key: &str) -> Say {
        let say = Say::new(key).words("owner", self.owner.clone()).words("expires", self.expires.to_string());
        match &self.grounds {
            Grounds::Accepted { reason, approved_by, decision } => {
                say.words("reason", reason.clone()).words("approved-by", approved_by.clone()).words("decision", decision.clone())
            }
            Grounds::Elsewhere { document, reference, seen } => {
                say.words("document", document.clone()).words("reference", reference.clone()).words("seen", seen.to_string())
            }
        }
    }
}

/// What stood there before a change.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Before {
    /// Abbreviated name of the commit it stood in.
    pub commit: String,
    /// Path of the document, in that commit.
    pub path: String,
    /// The line it stood on, from 1.
    pub line: usize,
    /// What it said; empty when the requirement rested on no sentence.
    pub quote: String,
}

/// One thing a person must act on.
#[derive(Clone, Debug)]
pub struct Finding {
    /// `v1:` and a digest that survives edits elsewhere.
    pub fingerprint: String,
    /// For an occurrence of what a rule forbids: its sentence as it reads without markup, and which among equal ones it is, from 0.
    pub sentence: Option<(String, usize)>,
    /// How serious.
    pub level: Level,
    /// What is wrong.
    pub say: Say,
    /// What to write instead; else the rule's remedy.
    pub help: Option<Say>,
    /// Document it is shown in; `None` when the repository has none.
    pub document: Option<usize>,
    /// The primary label.
    pub span: Span,
    /// What stands under the words, the primary first.
    pub labels: Vec<Label>,
    /// Whether a person must act on it.
    pub state: State,
    /// Who has accepted it, when somebody has.
    pub waiver: Option<Waiver>,
    /// What stood there before the change, when the change made it worse.
    pub before: Option<Before>,
    /// Codes of every requirement that it breaks, where they are several: those that rested on a document that is not in force, or
    /// that of the rule and of every related one that the same place breaks.
    pub requirements: Vec<String>,
    /// What related rules find in the same place.
    pub also: Vec<Also>,
    /// The matrix that shows it beside others of its kind: an index into [`Report::matrices`].
    pub matrix: Option<usize>,
}

impl Finding {
    /// A finding at this level that says nothing yet and stands nowhere.
    pub(crate) fn blank(level: Level) -> Self {
        Self {
            fingerprint: String::new(),
            sentence: None,
            level,
            say: Say::default(),
            help: None,
            document: None,
            span: Span::default(),
            labels: Vec::new(),
            state: State::Active,
            waiver: None,
            before: None,
            requirements: Vec::new(),
            also: Vec::new(),
            matrix: None,
        }
    }
}

/// What a related rule finds in the place of a finding. It is the finding of its own verdict, told here.
#[derive(Clone, Debug)]
pub struct Also {
    /// Index into [`Report::rules`].
    pub rule: usize,
    /// The subject of its verdict.
    pub subject: Option<usize>,
    /// The fingerprint of its own.
    pub fingerprint: String,
    /// How serious it is by itself.
    pub level: Level,
    /// What is wrong.
    pub say: Say,
    /// What to write instead; else the rule's remedy.
    pub help: Option<Say>,
    /// What stands under the words, the primary first.
    pub labels: Vec<Label>,
}
