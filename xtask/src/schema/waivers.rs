//! `tillsyn-waivers.toml`.

use serde_json::{Value, json};

use super::pack::without_description;
use super::{date, headed, string, table, tables};

/// The schema of the file of waivers.
pub(super) fn schema() -> Value {
    let rule = || string("Code or id of the rule.");
    let path = || string("Path of the document it is about; without it, the whole set of documents.");
    let owner = || string("Who sees to it that it ends.");
    let expires = || date("The last day it holds.");
    let properties = json!({
        "format": { "const": 1, "description": "The format of the file." },
        "waiver": tables("Requirements that need not be met yet.", table("", &["rule", "reason", "owner", "approved-by", "decision", "expires"], json!({
            "rule": rule(), "path": path(),
            "section": string("Heading that a finding must stand under."),
            "reason": string("Why it is accepted."), "owner": owner(),
            "approved-by": string("Who has accepted it."),
            "decision": string("Reference to the decision."),
            "expires": expires(),
        }))),
        "elsewhere": tables("Requirements that a document which is not read here is said to meet.", table("", &["rule", "document", "reference", "owner", "seen", "expires"], json!({
            "rule": rule(), "path": path(),
            "document": string("Title of the document."),
            "reference": string("Its reference number or place."), "owner": owner(),
            "seen": date("When somebody looked."),
            "expires": expires(),
        }))),
    });
    headed(
        "Waivers of tillsyn (tillsyn-waivers.toml)",
        "Which requirements need not be met, on whose decision and until when.",
        without_description(table("", &["format"], properties)),
    )
}
