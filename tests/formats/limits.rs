//! What readers of a format cut off without a word is left out with one.

use std::collections::BTreeSet;

use serde_json::Value;
use tillsyn::render::Format;
use tillsyn::result::{Level, Report, Say};
use tillsyn::source::{SourceFile, Span};

use super::fixed::report;
use super::{published, written};

/// A report with so many findings of one rule in as many documents, every seventh an error, the others notes.
fn many(count: usize) -> Report {
    let mut many = report();
    let (document, verdict) = (many.documents[0].clone(), many.verdicts[1].clone());
    let finding = verdict.findings[0].clone();
    (many.documents, many.sources, many.verdicts) = (Vec::new(), Vec::new(), Vec::new());
    for at in 0..count {
        let mut one = (document.clone(), verdict.clone(), finding.clone());
        one.0.path = format!("dokument/{at:05}.md");
        one.2.fingerprint = format!("v1:{at:08}");
        (one.2.level, one.2.document) = (if at % 7 == 6 { Level::Error } else { Level::Note }, Some(at));
        one.2.say = Say::new("placeholder.found").words("text", "ange");
        (one.1.subject, one.1.evidence, one.1.findings) = (Some(at), vec![], vec![one.2]);
        many.sources.push(SourceFile::from_text(&one.0.path, "# Dokument\n"));
        many.documents.push(one.0);
        many.verdicts.push(one.1);
    }
    many
}

#[test]
fn ten_annotations_at_most_the_worst_first_and_the_tenth_tells_the_rest() {
    for (count, lines) in [(9, 9), (10, 10), (11, 10), (100, 10)] {
        let text = written(&many(count), Format::Github, "sv");
        assert_eq!(text.lines().count(), lines, "{count}");
        let errors = text.lines().filter(|line| line.starts_with("::error file=")).count();
        assert_eq!(errors, (count / 7).min(9), "{count}");
        assert!(text.lines().take(errors).all(|line| line.starts_with("::error ")), "{count}");
    }
    let last = written(&many(100), Format::Github, "sv").lines().last().unwrap().to_owned();
    assert!(last.starts_with("::error title=tillsyn::och 91 anmärkningar till") && last.contains("dokument/00000.md (1)"), "{last}");
    let last = written(&many(11), Format::Github, "en").lines().last().unwrap().to_owned();
    assert!(last.starts_with("::notice title=tillsyn::and 2 more findings"), "{last}");
}

#[test]
fn occurrences_of_one_rule_in_one_document_are_one_annotation() {
    let mut one = many(1);
    let finding = one.verdicts[0].findings[0].clone();
    one.sources[0] = SourceFile::from_text("dokument/00000.md", &"ange\n".repeat(30));
    one.verdicts[0].findings = (0..30).map(|at| tillsyn::result::Finding { span: Span::new(at * 5, at * 5 + 4), ..finding.clone() }).collect();
    let text = written(&one, Format::Github, "sv");
    assert_eq!(text.lines().count(), 1);
    assert!(text.contains("och 29 till: rad 2, 3, 4"), "{text}");
}

#[test]
fn five_thousand_results_at_most_the_worst_first_with_a_notification() {
    let text = written(&many(5_003), Format::Sarif, "sv");
    published::valid("sarif", &text);
    let value: Value = serde_json::from_str(&text).unwrap();
    let results = value["runs"][0]["results"].as_array().unwrap();
    assert_eq!(results.len(), 5_000);
    assert_eq!(results.iter().filter(|one| one["level"] == "error").count(), 5_003 / 7);
    assert_eq!(results[5_003 / 7]["level"], "note");
    let told = &value["runs"][0]["invocations"][0]["toolExecutionNotifications"][0];
    assert_eq!(told["descriptor"]["id"], "format/worst-only");
    assert_eq!(told["message"]["text"], "de 5000 allvarligaste av 5003 anmärkningar finns i filen");
    let value: Value = serde_json::from_str(&written(&many(5_000), Format::Sarif, "sv")).unwrap();
    let told = value["runs"][0]["invocations"][0]["toolExecutionNotifications"].as_array().unwrap();
    assert!(told.iter().all(|one| one["descriptor"]["id"] != "format/worst-only"));
}

#[test]
fn a_page_fits_a_job_summary() {
    let text = written(&many(6_000), Format::Markdown, "sv");
    assert!(text.len() > 850_000 && text.len() < 1_000_000, "{}", text.len());
    let left = text.lines().find(|line| line.contains("får inte plats här")).unwrap();
    let left: usize = left.split(' ').next().unwrap().parse().unwrap();
    assert_eq!(left + text.lines().filter(|line| line.starts_with("- ❌") || line.starts_with("- 🔵")).count(), 6_000);
}

#[test]
fn columns_only_on_one_line_and_counted_as_each_format_counts() {
    let one = report();
    let github = written(&one, Format::Github, "sv");
    let line = |words: &str| github.lines().find(|line| line.contains(words)).unwrap().to_owned();
    // "Åtgärder" before it: characters, not bytes.
    assert!(line("undantar").contains("line=4,endLine=4,col=55,endColumn=59,"), "{github}");
    let mut two_lines = report();
    two_lines.verdicts[3].findings.drain(..2);
    let github = written(&two_lines, Format::Github, "sv");
    assert!(github.contains("line=7,endLine=8,title="), "{github}");
    let value: Value = serde_json::from_str(&written(&one, Format::Rdjson, "sv")).unwrap();
    let starts: Vec<&Value> = value["diagnostics"].as_array().unwrap().iter().map(|one| &one["location"]["range"]["start"]).collect();
    assert!(starts.contains(&&serde_json::json!({ "line": 4, "column": 58 })), "{starts:?}");
    let value: Value = serde_json::from_str(&written(&one, Format::Sarif, "sv")).unwrap();
    let starts: Vec<&Value> =
        value["runs"][0]["results"].as_array().unwrap().iter().map(|one| &one["locations"][0]["physicalLocation"]["region"]["startColumn"]).collect();
    assert!(starts.contains(&&serde_json::json!(55)), "{starts:?}");
}

#[test]
fn every_finding_is_in_every_list_once_whatever_its_state() {
    let one = report();
    let all: BTreeSet<String> = one.verdicts.iter().flat_map(|verdict| &verdict.findings).map(|finding| finding.fingerprint.clone()).collect();
    let value: Value = serde_json::from_str(&written(&one, Format::Sarif, "sv")).unwrap();
    let results = value["runs"][0]["results"].as_array().unwrap();
    let of = |list: Vec<String>| (list.len(), list.into_iter().collect::<BTreeSet<String>>());
    let sarif = results.iter().map(|one| one["partialFingerprints"]["tillsyn/v1"].as_str().unwrap().to_owned()).collect();
    assert_eq!(of(sarif), (all.len(), all.clone()));
    let value: Value = serde_json::from_str(&written(&one, Format::Gitlab, "sv")).unwrap();
    let gitlab = value.as_array().unwrap().iter().map(|one| one["fingerprint"].as_str().unwrap().to_owned()).collect();
    assert_eq!(of(gitlab), (all.len(), all.clone()));
    let value: Value = serde_json::from_str(&written(&one, Format::Rdjson, "sv")).unwrap();
    assert_eq!(value["diagnostics"].as_array().unwrap().len(), all.len());
    let accepted = results.iter().filter(|one| !one["suppressions"].as_array().unwrap().is_empty());
    let kinds: Vec<String> = accepted.map(|one| format!("{} {}", one["suppressions"][0]["kind"], one["suppressions"][0]["justification"])).collect();
    assert_eq!(kinds.len(), 4, "{kinds:?}");
    let waived = |one: &String| one.starts_with("\"external\" \"avsteg: ") && one.contains("godtaget av regiondirektören, beslut: ");
    assert!(kinds.iter().any(waived) && kinds.iter().any(|one| one.starts_with("\"inSource\"")), "{kinds:?}");
    for format in [Format::Github, Format::Markdown] {
        assert!(written(&one, format, "sv").contains("1 med avsteg"), "{format:?}");
    }
    assert_eq!(written(&one, Format::Junit, "sv").matches("<skipped ").count(), 5);
}

#[test]
fn a_finding_on_the_repository_names_a_file() {
    let path = |report: &Report| {
        let value: Value = serde_json::from_str(&written(report, Format::Gitlab, "sv")).unwrap();
        let all = value.as_array().unwrap().clone();
        all.iter().find(|one| one["fingerprint"] == "v1:dddddddd").unwrap()["location"].to_string()
    };
    assert_eq!(path(&report()), "{\"path\":\"README.md\",\"lines\":{\"begin\":1,\"end\":1}}");
    let mut without = report();
    without.not_checked.clear();
    assert_eq!(path(&without), "{\"path\":\"policyer/policy.md\",\"lines\":{\"begin\":1,\"end\":1}}");
}
