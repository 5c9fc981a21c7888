//! What a document is: kind, title and status from the text alone, through the public analysis.

#![allow(clippy::unwrap_used, reason = "a test that cannot read its data fails")]

use tillsyn::document::parse;
use tillsyn::facts::{Analyser, Facts, Hints};
use tillsyn::language::{Field, Kind, Lexicon};
use tillsyn::pack::{self, Library};
use tillsyn::source::decode;

struct Reader {
    lexicon: Lexicon,
    library: Library,
}

impl Reader {
    fn new() -> Self {
        let lexicon = Lexicon::builtin().unwrap();
        let library = pack::load(&lexicon, &[], &pack::builtin_terms(), &pack::ExtraTerms::default()).unwrap();
        Self { lexicon, library }
    }

    fn read(&self, path: &str, text: &str) -> Facts {
        let source = decode(path, text.as_bytes()).unwrap();
        let document = parse(&source.text);
        Analyser::new(&self.lexicon, &self.library.terms).analyse(source, document, &Hints::default())
    }
}

#[test]
fn a_document_is_what_it_calls_itself_when_its_title_does_not_tell() {
    let reader = Reader::new();
    let guidance =
        "# Riskarbete\n\nDen här vägledningen beskriver hur din organisation kan arbeta med risker. Riskerna värderas årligen av den som äger dem.\n";
    assert_eq!(reader.read("riskarbete.md", guidance).kind.kind, Some(Kind::Guidance));
    let policy = "# Access\n\nThis policy applies to all employees. Access must be approved by the system owner before it is granted to anybody.\n";
    assert_eq!(reader.read("access.md", policy).kind.kind, Some(Kind::Policy));
    let guide = "# Handlingsplan\n\nDenna vägledning handlar om hur en handlingsplan tas fram och hur den sedan används i arbetet med säkerhet.\n";
    assert_eq!(reader.read("handlingsplan.md", guide).kind.kind, Some(Kind::Guidance), "a guide to a plan is no plan");
}

#[test]
fn a_folder_tells_the_kind_only_when_nothing_else_does() {
    let reader = Reader::new();
    let text = "# Access\n\nAccess must be approved by the system owner before it is granted to anybody at all in the organisation.\n";
    assert_eq!(reader.read("policies/access.md", text).kind.kind, Some(Kind::Policy));
    assert_eq!(reader.read("docs/access.md", text).kind.kind, None);
}

#[test]
fn a_converted_contract_has_the_title_that_stands_first() {
    let reader = Reader::new();
    let text =
        "Exhibit 10.1\n\nHOSTING AND SUPPORT AGREEMENT\n\nThis Agreement is made by and between the parties named below.\n\nJane Placeholder\n---\n";
    assert_eq!(reader.read("a.md", text).title, "HOSTING AND SUPPORT AGREEMENT");
    assert_eq!(reader.read("b.md", "# Avtal om drift\n\nRAMAVTAL\n\nText om avtalet.\n").title, "Avtal om drift");
}

#[test]
fn a_status_that_stands_alone_under_the_title_is_the_documents() {
    let reader = Reader::new();
    let status = |text: &str| reader.read("policy.md", text).metadata.get(Field::Status).map(|value| value.text.clone());
    let body = "\n\n## Syfte\n\nPolicyn gäller alla verksamheter i regionen och alla som arbetar i dem.\n";
    assert_eq!(status(&format!("# Säkerhetspolicy\n\n> **Utkast.** Inte antaget.{body}")).as_deref(), Some("Utkast"));
    assert_eq!(status(&format!("# Säkerhetspolicy\n\nUtkast – ska behandlas i mars.{body}")).as_deref(), Some("Utkast"));
    assert_eq!(status(&format!("# Säkerhetspolicy\n\nUtkast till beslut diskuterades 2019.{body}")), None);
}

#[test]
fn only_a_heading_that_names_a_role_alone_lays_its_duties_on_it() {
    let reader = Reader::new();
    let actor = |heading: &str, sentence: &str| {
        let facts = reader.read("policies/x.md", &format!("{heading}\n\n{sentence}\n"));
        let roles = facts.statements.first().and_then(|one| one.actor.as_ref()).map(|actor| actor.roles.clone());
        roles.unwrap_or_default().iter().map(ToString::to_string).collect::<Vec<_>>().join("+")
    };
    let swedish = "Uppgifter om avtalet ska dokumenteras så att de finns till hands om en incident inträffar.";
    let english = "Details of the contract must be documented so that they are at hand in case of an incident.";
    assert_eq!(actor("## Leverantörens skyldigheter", swedish), "supplier");
    assert_eq!(actor("## 4.1 Systemägaren", swedish), "system-owner");
    assert_eq!(actor("## The supplier's obligations", english), "supplier");
    assert_eq!(actor("## Policy om leverantörer", swedish), "");
    assert_eq!(actor("# Vendor policy", english), "");
    assert_eq!(actor("## Supplier information", english), "");
}
