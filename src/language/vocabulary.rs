//! The closed vocabularies of the field: the words that rules, configuration and results share.
//!
//! Each has one spelling, the one used in TOML and JSON (`as_str`), and parses from it.

use serde::{Deserialize, Serialize};

/// Defines a closed vocabulary: an enum whose variants have one spelling each.
macro_rules! vocabulary {
    ($(#[$meta:meta])* $name:ident { $($(#[$vmeta:meta])* $variant:ident = $text:literal),+ $(,)? }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
        pub enum $name { $($(#[$vmeta])* #[doc = concat!("`", $text, "`")] $variant),+ }

        impl $name {
            /// Every word, in order.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The spelling in TOML and JSON.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $text),+ }
            }

            /// The word with this spelling.
            pub fn parse(text: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|word| word.as_str() == text)
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }
    };
}

vocabulary! {
    /// What a document is.
    Kind {
        Policy = "policy", Guideline = "guideline", Instruction = "instruction", Procedure = "procedure",
        ActionPlan = "action-plan", RiskAnalysis = "risk-analysis", ClassificationModel = "classification-model",
        Strategy = "strategy", Delegation = "delegation", TrainingPlan = "training-plan", AuditPlan = "audit-plan",
        Register = "register", Dpia = "dpia", Contract = "contract", ProcessorAgreement = "processor-agreement",
        Guidance = "guidance", Minutes = "minutes", News = "news", Report = "report", Other = "other",
    }
}

impl Kind {
    /// Whether documents of this kind govern anything (guidance, minutes, news, reports and others do not).
    pub const fn governs(self) -> bool {
        !matches!(self, Self::Guidance | Self::Minutes | Self::News | Self::Report | Self::Other)
    }

    /// Whether it is an agreement between parties.
    pub const fn is_agreement(self) -> bool {
        matches!(self, Self::Contract | Self::ProcessorAgreement)
    }

    /// Rank in the hierarchy of governing documents: 0 is the highest.
    pub const fn rank(self) -> u8 {
        match self {
            Self::Policy => 0,
            Self::Strategy | Self::Delegation => 1,
            Self::Guideline => 2,
            Self::Instruction | Self::ClassificationModel => 3,
            Self::Procedure => 4,
            _ => 5,
        }
    }
}

vocabulary! {
    /// What a document is about.
    Topic {
        InformationSecurity = "information-security", DataProtection = "data-protection", ItOperations = "it-operations",
        Digitalisation = "digitalisation", Procurement = "procurement", Continuity = "continuity", Records = "records",
        ProtectiveSecurity = "protective-security", PatientSafety = "patient-safety", Governance = "governance",
        Personnel = "personnel", ItSupply = "it-supply", Other = "other",
    }
}

vocabulary! {
    /// A field of a document's metadata.
    Field {
        Title = "title", Kind = "kind", Owner = "owner", Decided = "decided", DecidedBy = "decided-by", Revised = "revised",
        Reviewed = "reviewed", NextReview = "next-review", ReviewInterval = "review-interval", ValidFrom = "valid-from", ValidUntil = "valid-until",
        UntilFurtherNotice = "until-further-notice", Version = "version", ReferenceNumber = "reference-number",
        Status = "status", Replaces = "replaces", ReplacedBy = "replaced-by", Classification = "classification",
        Organisation = "organisation", Language = "language", TranslationOf = "translation-of", AnnexTo = "annex-to",
        ContractOwner = "contract-owner", Period = "period", Paragraph = "paragraph",
    }
}

vocabulary! {
    /// Where a document stands in its life.
    Status { Draft = "draft", Proposal = "proposal", Consultation = "consultation", Decided = "decided", Repealed = "repealed" }
}

vocabulary! {
    /// How strongly a statement binds (`language.md` M4, M3, M3r, M2, M1, M0).
    Modality {
        Prohibition = "prohibition", Obligation = "obligation", Permission = "permission",
        Description = "description", Recommendation = "recommendation", Intention = "intention",
    }
}

vocabulary! {
    /// Whether a statement affirms, denies or excludes a term.
    Polarity { Affirmed = "affirmed", Negated = "negated", Excluded = "excluded" }
}

vocabulary! {
    /// Who a statement binds. A class of role words in `languages/<tag>.toml`.
    Role {
        Council = "council", Board = "board", Committee = "committee", Subcommittee = "subcommittee", Executive = "executive",
        Manager = "manager", Coordinator = "coordinator", InformationOwner = "information-owner", SystemOwner = "system-owner",
        RiskOwner = "risk-owner", ContractOwner = "contract-owner", Procurer = "procurer", It = "it", Dpo = "dpo",
        Auditor = "auditor", Everyone = "everyone", Supplier = "supplier", Subcontractor = "subcontractor",
        Customer = "customer", Processor = "processor", Subprocessor = "subprocessor", Controller = "controller",
        Authority = "authority", Organisation = "organisation", OtherFunction = "other-function",
    }
}

impl Role {
    /// The roles that a word of a rule stands for: a role, or one of the groups `political`, `management`, `owner`.
    pub fn group(name: &str) -> Option<Vec<Self>> {
        let political = [Self::Council, Self::Board, Self::Committee, Self::Subcommittee];
        Some(match name {
            "political" => political.to_vec(),
            "management" => political.into_iter().chain([Self::Executive]).collect(),
            "owner" => vec![Self::InformationOwner, Self::SystemOwner, Self::RiskOwner, Self::ContractOwner],
            other => vec![Self::parse(other)?],
        })
    }
}
