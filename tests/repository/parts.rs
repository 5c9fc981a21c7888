//! What a finding shows of a requirement with parts: what comes nearest, never what is met as if it were a miss.

use super::*;

const PACK: &str = "format = 1\nid = \"egna\"\nversion = \"1.0.0\"\nlanguages = [\"sv\", \"en\"]\ntitle = { sv = \"E\", en = \"E\" }\ndescription = { sv = \"E\", en = \"E\" }\n[[source]]\nid = \"egen\"\ntitle = \"E\"\n";
const HEAD: &str = "# Riktlinje för datahallen och dess informationssäkerhet\n\nFastställd: 2026-02-03\n\n";

fn report(check_of: &str, body: &str) -> Value {
    let terms: String = ["besökare", "sällskap", "antecknas", "kameror", "larm"]
        .iter()
        .enumerate()
        .filter(|(at, _)| check_of.contains(&format!("ord-{at}")))
        .map(|(at, word)| format!("[terms.ord-{at}]\nname = {{ sv = \"{word}\", en = \"n\" }}\nsv = [\"{word}\"]\nen = [\"{word}\"]\n"))
        .collect();
    let rule = format!(
        "code = \"EGNA-1\"\nlevel = \"error\"\nbinding = \"practice\"\ntitle = {{ sv = \"Datahallen skyddas\", en = \"T\" }}\nrationale = {{ sv = \"R\", en = \"R\" }}\nremedy = {{ sv = \"R\", en = \"R\", sentence = {{ sv = \"S\", en = \"S\" }} }}\nauthority = [{{ source = \"egen\", clause = \"1\" }}]\nscope = {{ kind = \"*\", topic = \"*\", asked-of = \"each\" }}\n{terms}{check_of}"
    );
    let folder = repository(
        "packs = [\"./egna\"]\nprofile = \"full\"\n",
        &[("egna/pack.toml", PACK), ("egna/datahallen-skyddas.toml", &rule), ("riktlinje.md", &format!("{HEAD}{body}\n"))],
    );
    check(folder.path(), &[]).0
}

fn part(label: &str, mentions: &str) -> String {
    format!("{{ label = {{ sv = \"{label}\", en = \"{label}\" }}, statement = {{ mentions = [{mentions}], modality = \"obligation\" }} }}")
}

/// The finding's message and line, and the roles of the evidence by part.
fn shown(report: &Value) -> (String, u64, Vec<(String, String)>) {
    let verdict = &report["verdicts"][0];
    let finding = &verdict["findings"][0];
    let evidence = verdict["evidence"].as_array().unwrap().iter().map(|one| (text(&one["part"]), text(&one["role"]))).collect();
    (text(&finding["message"]), finding["start"]["line"].as_u64().unwrap(), evidence)
}

#[test]
fn what_one_part_meets_is_no_place_for_what_the_others_lack() {
    let all = format!(
        "[check.all]\nof = [{}, {}, {}]\n[[partial]]\nat-least = 2\n",
        part("besökare", "\"ord-0\", \"ord-1\""),
        part("kameror", "\"ord-3\""),
        part("larm", "\"ord-4\"")
    );
    let report = report(&all, "Besökare ska ha sällskap.");
    assert_eq!(text(&report["verdicts"][0]["verdict"]), "not-met");
    let (message, line, _) = shown(&report);
    assert_eq!((line, message.contains("saknas: kameror och larm")), (1, true), "{message}");
}

#[test]
fn what_a_part_of_a_part_meets_is_not_shown_where_the_part_is_not_met() {
    let nested = format!(
        "{{ label = {{ sv = \"b\", en = \"b\" }}, at-least = {{ k = 2, together = \"section\", of = [{}, {}] }} }}",
        part("kameror", "\"ord-3\""),
        part("larm", "\"ord-4\"")
    );
    let any = format!("[check.any]\nof = [{}, {nested}]\n[[partial]]\nat-least = 1\n", part("besökare", "\"ord-0\", \"ord-1\""));
    let report = report(&any, "Kameror ska finnas.\n\nBesökare bör ha sällskap.");
    let (_, line, evidence) = shown(&report);
    assert_eq!((text(&report["verdicts"][0]["verdict"]).as_str(), line), ("not-met", 7));
    assert_eq!(evidence, [("a".to_owned(), "near-miss".to_owned())]);
}

#[test]
fn the_message_is_about_the_sentence_that_is_shown() {
    let any = format!("[check.any]\nof = [{}, {}]\n", part("kameror", "\"ord-3\""), part("besökare", "\"ord-0\", \"ord-1\""));
    let (message, line, evidence) = shown(&report(&any, "Besökare bör ha sällskap."));
    assert_eq!((line, evidence), (5, vec![("b".to_owned(), "near-miss".to_owned())]));
    assert!(message.starts_with("närmaste meningen är bara en rekommendation"), "{message}");
}

#[test]
fn a_part_that_is_there_in_a_weaker_form_comes_before_one_that_only_comes_near() {
    let any = format!("[check.any]\nof = [{}, {}]\n", part("antecknas", "\"ord-2\", \"ord-4\""), part("besökare", "\"ord-0\", \"ord-1\""));
    let (message, line, _) = shown(&report(&any, "Larm ska finnas.\n\nBesökare bör ha sällskap."));
    assert_eq!((line, message.contains("rekommendation")), (7, true), "{message}");
}

#[test]
fn of_what_is_met_in_part_the_finding_shows_what_is_there() {
    let all = format!("[check.all]\nof = [{}, {}]\n", part("besökare", "\"ord-0\", \"ord-1\""), part("larm", "\"ord-4\""));
    let report = report(&all, "Besökare ska ha sällskap.");
    let (message, line, evidence) = shown(&report);
    assert_eq!((text(&report["verdicts"][0]["verdict"]).as_str(), line, evidence), ("partial", 5, vec![("a".to_owned(), "meets".to_owned())]));
    assert!(message.contains("1 av 2 delar finns; saknas: larm"), "{message}");
}
