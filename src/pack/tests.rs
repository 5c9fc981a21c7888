//! A small pack with every kind of check, and packs with faults.

#![allow(clippy::unwrap_used)]

use std::collections::BTreeMap;

use super::*;
use crate::check::{Check, DeadlineBound, FrequencyBound, GradeNeeds, Needed};
use crate::language::Lexicon;
use crate::pack::builtin::tree;
use crate::pack::tree::without_examples;
use crate::result::{Earlier, Figure};

const PACK: &str = r#"format = 1
id = "prov"
version = "1.0.0"
languages = ["sv", "en"]
publisher = "test"
profiles = { nationell = "warning" }
title = { sv = "Prov", en = "Trial" }
description = { sv = "Ett prov", en = "A trial" }
[quotations]
licence = "short quotations"
[[source]]
id = "kalla"
title = { sv = "Källa", en = "Source" }
date = 2018-10-02
clauses = ["Rekommendation 1"]
"#;

const HEAD: &str = r#"level = "error"
binding = "recommendation"
title = { sv = "T", en = "T" }
rationale = { sv = "R", en = "R" }
[remedy]
sv = "Å"
en = "Do"
sentence = { sv = "S", en = "S" }
[[authority]]
source = "kalla"
clause = "Rekommendation 1"
quote = "q"
[scope]
kind = ["policy"]
asked-of = "each"
"#;

fn lexicon() -> Lexicon {
    Lexicon::builtin().unwrap()
}

fn loaded(rules: &[(&str, String)]) -> Result<Library, Vec<PackError>> {
    let mut files = vec![("pack.toml".to_owned(), PACK.to_owned())];
    files.extend(rules.iter().map(|(path, text)| ((*path).to_owned(), text.clone())));
    let source = PackSource { name: "prov".to_owned(), origin: "./prov".to_owned(), files, proven: false };
    let shared = ["incident", "report", "risk"].map(|name| (format!("terms/{name}.toml"), "sv = [\"ordet*\"]\nen = [\"word*\"]\n".to_owned()));
    load(&lexicon(), &[source], &shared, &ExtraTerms::default())
}

fn rule_with(code: &str, rest: &str) -> String {
    format!("code = \"{code}\"\n{HEAD}{rest}")
}

fn one(rest: &str) -> Rule {
    let mut library = loaded(&[("en-regel.toml", rule_with("PROV-1", rest))]).unwrap_or_else(|errors| panic!("{rest}: {errors:#?}"));
    library.packs.remove(0).rules.remove(0)
}

/// Message, offending words, help.
fn faults(text: &str) -> Vec<(String, String, Option<String>)> {
    let errors = loaded(&[("en-regel.toml", text.to_owned())]).err().unwrap_or_default();
    errors.into_iter().map(|error| (error.message, error.text[error.span].to_owned(), error.help)).collect()
}

#[test]
fn every_kind_of_check_is_read() {
    let kinds = [
        "[check.statement]\nmentions = [\"incident | report\", \"risk\"]\nown = [\"risk\"]\nmodality = \"obligation\"\npolarity = { risk = \"affirmed\" }\nactor = [\"management\"]\nvoice = \"passive\"\nagent = \"none\"\nfrequency = \"<= 12 months\"\ndeadline = \"<= 24 h | prompt\"\nwithin = \"section\"\nsection = [\"risk\"]\nunless = [\"report\"]\nexcluding = \"note\"\nharmless = [\"risk\"]\nat-least = 2\ndistinct = \"term\"",
        "[check.responsibility]\nrole = [\"owner\"]\nduty = [\"report\"]\nobject = [\"risk\"]\nunless = [\"everyone\", \"incident\"]\nat-least = 2\ndistinct = \"actor\"",
        "[check.metadata]\nfield = \"owner\"\nwith = [\"decided\"]\nrole = [\"board\"]\npattern = \"^a\"",
        "[check.review]\nnewest-of = [\"decided\"]\nwithin = \"36 months\"\nnot-passed = [\"next-review\"]\nahead = \"90 days\"",
        "[check.section]\nheading = [\"risk\"]\nor-statement = [\"report\"]",
        "[check.forbid.section]\nempty = true",
        "[check.table]\ncolumns = [\"risk\", \"report\"]\nrows = \">= 3\"\nfilled = [\"report\"]",
        "[check.reference]\nresolve = [\"links\", \"named\"]\nfrom = [\"guideline\"]\nto = [\"policy\"]",
        "[check.document]\nkind = [\"policy\"]\ntopic = [\"continuity\"]\ntitle = [\"risk\"]\nexactly-one = true\nin-force = true\n[check.document.metadata]\nfield = \"decided\"\n[check.document.placeholder]",
        "[check.order]\nhistory = \"version\"\nbefore = [[\"decided\", \"valid-from\"]]",
        "[[check.term.entry]]\nmatch = { sv = [\"gammalt ord\"], en = [\"old word\"] }\nnow = { sv = \"nytt\", en = \"new\" }\nsince = \"2026-01-01\"\nonly-with = [\"risk\"]",
        "[check.placeholder]",
        "[check.artefact]",
        "[check.pattern]\nregex = \"x+\"\nin = \"field:owner\"",
        "[check.rule]\ncode = \"ANNAN-2\"",
        "[check.not.statement]\nmentions = [\"risk\"]",
        "[check.at-least]\nk = 2\ntogether = \"section\"\nnot-in-one-statement = true\n[[check.at-least.of]]\nlabel = { sv = \"a\", en = \"a\" }\nstatement = { mentions = [\"risk\"] }\n[[check.at-least.of]]\nlabel = { sv = \"b\", en = \"b\" }\nany = [{ placeholder = {} }, { table = { columns = [\"risk\"] } }]",
    ];
    let checks: Vec<Check> = kinds.iter().map(|kind| one(kind).check).collect();
    let Check::Statement(statement) = &checks[0] else { panic!() };
    assert_eq!((statement.mentions[0].sets.len(), statement.polarity_of.len(), statement.actor.len()), (2, 1, 5));
    assert_eq!(statement.frequency, Some(FrequencyBound::AtMost(12.0)));
    assert_eq!(statement.deadline, Some(DeadlineBound { hours: Some(24.0), prompt: true }));
    let Check::Responsibility(responsibility) = &checks[1] else { panic!() };
    assert_eq!((responsibility.unless.len(), responsibility.unless_role.len()), (1, 1));
    let Check::Table(table) = &checks[6] else { panic!() };
    assert_eq!((table.rows, table.filled.as_slice()), (3, &[1][..]));
    let Check::Document(document) = &checks[8] else { panic!() };
    assert_eq!(document.checks.len(), 2);
    let Check::Composed(composition) = &checks[16] else { panic!() };
    assert_eq!((composition.needed, composition.parts.len()), (Needed::AtLeast(2), 2));
}

#[test]
fn grades_benchmarks_and_examples_are_read() {
    let rule = one(r#"topic = ["continuity"]
when = ["provides-health-care"]
[check.statement]
mentions = ["eget"]
[terms.eget]
sv = ["eget ord"]
include = ["risk"]
[[partial]]
level = "warning"
says = { sv = "s", en = "s" }
check.statement = { mentions = ["risk"] }
[advice]
sv = "råd"
en = "advice"
[[benchmark]]
measure = { sv = "m", en = "m" }
met-range = [18, 21]
year = 2022
source = "kalla"
earlier = { at-most = 9, of = 21, year = 2018, comparable = false }
[[example]]
verdict = "not-met"
lacks = "polarity"
lang = "sv"
text = "Nej."
"#);
    assert!(matches!(rule.grades[0].needs, GradeNeeds::Check(_)));
    let benchmark = &rule.told.benchmarks[0];
    assert_eq!(benchmark.met, Figure::Range(18, 21));
    assert_eq!(benchmark.earlier, Some(Earlier { met: Figure::AtMost(9), of: Some(21), year: Some(2018), comparable: false }));
    assert_eq!(rule.examples[0].files.get("policy.md").map(String::as_str), Some("Nej."));
    assert_eq!(rule.told.authorities[0].title.get("sv"), "Källa");
}

#[test]
fn many_faults_are_told_at_once() {
    let text = rule_with("PROV-1", "related = \"x\"\n[check.statement]\nmentions = [\"risk | incidnt\"]\nmodality = [\"obligaton\"]\nfrequency = \"often\"\nwhithin = \"section\"\n[terms.eget]\nsv = [\"bra\", \"d* *\"]\n")
        .replace("\"kalla\"", "\"källa\"");
    let found: Vec<(String, String, Option<String>)> = faults(&text);
    let words: Vec<&str> = found.iter().map(|(_, word, _)| word.as_str()).collect();
    let helps: Vec<&str> = found.iter().map(|(.., help)| help.as_deref().unwrap_or("")).collect();
    assert_eq!(words[..7], ["\"källa\"", "related", "incidnt", "\"obligaton\"", "\"often\"", "whithin", "eget"], "{found:#?}");
    assert_eq!(helps[0], "did you mean `kalla`?");
    assert_eq!(helps[2], "did you mean `incident`?");
    assert_eq!(helps[5], "did you mean `within`?");
    assert!(words[7].starts_with("d*"), "{found:#?}");
}

#[test]
fn syntax_errors_stand_alone_and_a_later_format_is_one_error() {
    assert!(!faults("code = \nlevel = \"x").is_empty());
    let files = vec![("pack.toml".to_owned(), "format = 2\nnew = 1\n".to_owned())];
    let source = PackSource { name: "p".to_owned(), origin: "p".to_owned(), files, proven: false };
    let errors = load(&lexicon(), &[source], &[], &ExtraTerms::default()).err().unwrap_or_default();
    assert_eq!(errors.len(), 1);
    assert_eq!(errors[0].position(), (1, 10));
    let shown = format!("{:?}", miette::Report::new(errors[0].clone()));
    assert!(shown.contains("p/pack.toml:1:10"), "{shown}");
}

#[test]
fn codes_are_unique_and_known() {
    let check = "presupposes = [\"PROV-9\"]\n[check.rule]\ncode = \"ANNAN-1\"\n";
    let errors = loaded(&[("a.toml", rule_with("PROV-1", check)), ("b.toml", rule_with("PROV-1", "[check.artefact]\n"))]).err().unwrap_or_default();
    let words: Vec<&str> = errors.iter().map(|error| &error.text[error.span.clone()]).collect();
    assert_eq!(words, ["\"PROV-9\"", "\"PROV-1\""]);
    let cycle =
        [("a.toml", rule_with("PROV-1", "[check.rule]\ncode = \"PROV-2\"\n")), ("b.toml", rule_with("PROV-2", "[check.rule]\ncode = \"PROV-1\"\n"))];
    assert_eq!(loaded(&cycle).err().unwrap_or_default().len(), 2);
}

/// Faults of `pack.toml` with this at its end, beside the rules PROV-1 and PROV-2.
fn faults_of_pack(end: &str) -> Vec<(String, String)> {
    let rule = |code: &str| rule_with(code, "[check.artefact]\n");
    let files = [("pack.toml", format!("{PACK}{end}")), ("a.toml", rule("PROV-1")), ("b.toml", rule("PROV-2"))];
    let files = files.into_iter().map(|(path, text)| (path.to_owned(), text)).collect();
    let source = PackSource { name: "prov".to_owned(), origin: "./prov".to_owned(), files, proven: false };
    let errors = load(&lexicon(), &[source], &[], &ExtraTerms::default()).err().unwrap_or_default();
    errors.into_iter().map(|error| (error.message, error.text[error.span].to_owned())).collect()
}

#[test]
fn a_matrix_names_rules_of_its_pack_once() {
    let matrix =
        |rows: &str| format!("[[matrix]]\nhead = \"PROV-1\"\ntitle = {{ sv = \"t\", en = \"t\" }}\ncolumn = {{ sv = \"k\", en = \"c\" }}\n{rows}");
    let row = |code: &str| format!("[[matrix.row]]\nrule = \"{code}\"\nlabel = {{ sv = \"r\", en = \"r\" }}\n");
    assert_eq!(faults_of_pack(&matrix(&row("PROV-2"))), []);
    let unknown = faults_of_pack(&matrix(&row("PROV-3")));
    assert_eq!(unknown, [("the pack has no rule `PROV-3`".to_owned(), "\"PROV-3\"".to_owned())]);
    assert_eq!(faults_of_pack(&matrix(&row("PROV-1")))[0].0, "`PROV-1` is in a matrix already");
    assert_eq!(faults_of_pack(&matrix(""))[0].0, "`row` is missing");
}

#[test]
fn what_is_not_verified_is_no_error() {
    let unverified = |level: &str, rest: &str| {
        let text = rule_with("PROV-1", rest).replace("quote = \"q\"", "quote = \"q\"\nunverified = { sv = \"u\", en = \"u\" }");
        faults(&text.replacen("level = \"error\"", &format!("level = \"{level}\""), 1))
    };
    assert_eq!(unverified("error", "[check.artefact]\n")[0].0, "what is not verified is no error");
    assert_eq!(unverified("warning", "[check.artefact]\n"), []);
    let raised = "[[level-where]]\nlevel = \"error\"\nkind = [\"policy\"]\n[check.artefact]\n";
    assert_eq!(unverified("warning", raised)[0].0, "what is not verified is no error");
    let entry = |level: &str| {
        let entry = "[[check.term.entry]]\nmatch = { sv = [\"gammalt\"], en = [\"old\"] }\nnow = { sv = \"n\", en = \"n\" }\nunverified = { sv = \"u\", en = \"u\" }\n";
        faults(&rule_with("PROV-1", &format!("{entry}{level}")))
    };
    assert_eq!((entry("")[0].0.as_str(), entry("level = \"note\"\n").len()), ("what is not verified is no error", 0));
}

#[test]
fn a_level_is_for_places_or_for_who_answers_yes() {
    let level = |rest: &str| faults(&rule_with("PROV-1", &format!("[[level-where]]\nlevel = \"note\"\n{rest}[check.artefact]\n")));
    for (rest, count) in
        [("", 1), ("kind = [\"policy\"]\n", 0), ("when = [\"is-region\"]\n", 0), ("kind = [\"policy\"]\nwhen = [\"is-region\"]\n", 1)]
    {
        assert_eq!(level(rest).len(), count, "{rest}: {:?}", level(rest));
    }
}

#[test]
fn a_missing_check_and_odd_values_are_faults_not_panics() {
    for rest in [
        "",
        "check = 1",
        "[check]",
        "[check.statement]",
        "[check.all]\nof = 3",
        "[check.term]\nentry = [1]",
        "[check.forbid.forbid]",
        "[check.order]\nbefore = [\"decided\"]",
    ] {
        assert!(!faults(&rule_with("PROV-1", rest)).is_empty(), "{rest}");
    }
}

#[test]
fn a_folder_is_a_pack_with_its_own_term_sets() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("terms")).unwrap();
    std::fs::write(folder.path().join("pack.toml"), PACK).unwrap();
    std::fs::write(folder.path().join("terms/husets.toml"), "sv = [\"husets ord\"]\n").unwrap();
    let rule = rule_with("PROV-1", "topic = \"*\"\n[check.statement]\nmentions = [\"husets | tillagd\"]\n");
    std::fs::write(folder.path().join("en-regel.toml"), rule).unwrap();
    let source = read_folder(folder.path()).unwrap();
    let extra = |name: &str| ExtraTerms {
        words: BTreeMap::from([(name.to_owned(), BTreeMap::from([("sv".to_owned(), vec!["mer".to_owned()])]))]),
        ..ExtraTerms::default()
    };
    let library = load(&lexicon(), std::slice::from_ref(&source), &[], &extra("tillagd")).unwrap_or_else(|errors| panic!("{errors:#?}"));
    assert!(library.packs[0].rules[0].scope.topic.is_empty());
    assert!(library.packs[0].digest.starts_with("blake3:"));
    assert_eq!(load(&lexicon(), &[source], &[], &extra("tilagd")).err().map_or(0, |errors| errors.len()), 2);
    assert!(read_folder(&folder.path().join("terms")).is_err());
}

#[test]
fn messages_call_a_term_set_by_its_name_else_by_a_whole_word() {
    let named = "[check.statement]\nmentions = [\"eget\", \"utan\", \"risk\"]\n[terms.eget]\nname = { sv = \"egna krav\", en = \"own requirements\" }\nsv = [\"egn*\"]\n[terms.utan]\nsv = [\"stam*\", \"=ett~helt ord\"]\n";
    let library = loaded(&[("en-regel.toml", rule_with("PROV-1", named))]).unwrap_or_else(|errors| panic!("{errors:#?}"));
    let crate::check::Check::Statement(params) = &library.packs[0].rules[0].check else { panic!("another kind of check") };
    let called: Vec<&str> = params.mentions.iter().map(|group| group.called.get("sv")).collect();
    assert_eq!(called, ["egna krav", "etthelt ord", "risk"]);
    assert!(builtin_rule_names().any(|name| name == "MSB18-1D") && builtin_rule_names().any(|name| name == "policy-covers-medical-technology"));
}

#[test]
fn the_built_in_packs_are_valid() {
    let terms = builtin_terms();
    if let Err(errors) = load(&lexicon(), &builtin_packs(), &terms, &ExtraTerms::default()) {
        let shown: Vec<String> = errors.iter().map(|error| format!("{}:{:?}: {error} {:?}", error.file, error.position(), error.help)).collect();
        panic!("{}", shown.join("\n"));
    }
}

#[test]
fn an_example_or_grade_with_both_of_two_is_told_so_and_nothing_else() {
    let both = "[check.artefact]\n[[example]]\nverdict = \"met\"\nlang = \"sv\"\ntext = \"a\"\nfiles = { \"a.md\" = \"a\" }\n";
    let found = faults(&rule_with("PROV-1", both));
    assert_eq!(found.iter().map(|(message, ..)| message.as_str()).collect::<Vec<_>>(), ["an example has either `text` or `files`"]);
    let both = "[check.all]\nof = [{ label = { sv = \"a\", en = \"a\" }, artefact = {} }]\n[[partial]]\nat-least = 1\ncheck = { placeholder = {} }\n";
    let found = faults(&rule_with("PROV-1", both));
    assert_eq!(found.iter().map(|(message, ..)| message.as_str()).collect::<Vec<_>>(), ["a grade has either a `check` or `at-least`"]);
}

#[test]
fn what_is_left_unread_of_a_proven_rule_is_its_examples() {
    let mut left = 0;
    for source in builtin_packs().into_iter().map(|source| PackSource { proven: true, ..source }) {
        for (path, text) in source.files.iter().filter(|(path, _)| path != "pack.toml" && !path.starts_with("terms/")) {
            let (head, tail) = text.split_at(without_examples(text).len());
            let keys = |text: &str| text.parse::<toml::Table>().unwrap().keys().cloned().collect::<Vec<_>>();
            assert!(!keys(head).contains(&"example".to_owned()), "{path}");
            assert_eq!(keys(tail), ["example"], "{}: examples come last", source.shown(path));
            left += tail.len();
        }
    }
    assert!(left > 400_000, "{left}");
}

#[test]
fn what_was_parsed_when_the_program_was_built_is_what_would_be_parsed_now() {
    let packs = builtin_packs();
    let of_packs = packs.iter().flat_map(|source| source.files.iter().map(|(path, text)| (format!("{}/{path}", source.name), text.clone())));
    let files: Vec<(String, String)> = of_packs.chain(builtin_terms()).collect();
    for (path, text) in &files {
        let (built_in, table) = tree(path, text).unwrap_or_else(|| panic!("{path} has no tree"));
        let parsed = parse(path, without_examples(text));
        assert!(parsed.whole && built_in == text && table == parsed.table, "{path}");
    }
    assert!(files.len() > 400, "{}", files.len());
    let (path, text) = &files[0];
    assert!(tree(path, &format!("{text}# changed")).is_none() && tree("no/such.toml", text).is_none());
}

#[test]
fn a_proven_pack_is_the_same_pack() {
    let read = |proven: bool| {
        let sources: Vec<PackSource> = builtin_packs().into_iter().map(|source| PackSource { proven, ..source }).collect();
        load(&lexicon(), &sources, &builtin_terms(), &ExtraTerms::default()).unwrap_or_else(|errors| panic!("{errors:#?}"))
    };
    let (proven, whole) = (read(true), read(false));
    let told = |library: &Library| {
        let packs = library.packs.iter().map(|pack| (pack.digest.clone(), pack.rules.iter().map(|rule| rule.code.clone()).collect::<Vec<_>>()));
        packs.collect::<Vec<_>>()
    };
    assert_eq!(told(&proven), told(&whole));
    assert!(proven.packs.iter().flat_map(|pack| &pack.rules).all(|rule| rule.examples.is_empty()));
}

#[test]
fn groups_of_the_statement_itself_are_groups_that_are_mentioned_and_could_be_lent() {
    let check = |rest: &str| faults(&rule_with("PROV-1", &format!("[check.statement]\nmentions = [\"incident\", \"risk\"]\n{rest}")));
    let told = |rest: &str| check(rest).into_iter().map(|(message, word, _)| (message, word)).collect::<Vec<_>>();
    assert!(told("own = [\"risk\"]\nwithin = \"paragraph\"\n").iter().all(|(_, word)| !word.contains("risk") && word != "own"));
    let wrong = told("own = [\"report\"]\nwithin = \"paragraph\"\n");
    assert!(wrong.iter().any(|(message, word)| message == "`mentions` has no group `report`" && word.contains("report")), "{wrong:?}");
    let idle = told("own = [\"risk\"]\n");
    assert!(idle.iter().any(|(message, word)| message.starts_with("`own` says nothing") && word == "own"), "{idle:?}");
}
