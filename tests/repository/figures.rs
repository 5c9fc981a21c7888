//! National figures: context with its reservations, never a verdict.

use super::*;

fn explain(code: &str, language: &str) -> String {
    let output = Command::new(assert_cmd::cargo::cargo_bin!("tillsyn")).args(["explain", code, "--lang", language]).output().unwrap();
    let folded: Vec<String> = String::from_utf8(output.stdout).unwrap().split_whitespace().map(str::to_owned).collect();
    folded.join(" ")
}

/// Every rule with its figures.
fn rules() -> Vec<Value> {
    let folder = repository("", &[("policy.md", "# Informationssäkerhetspolicy\n\nRegionen ska skydda sin information.\n")]);
    check(folder.path(), &["--pack", "all", "--profile", "full"]).0["rules"].as_array().unwrap().clone()
}

fn figures(rules: &[Value], code: &str) -> Vec<Value> {
    rules.iter().find(|rule| rule["code"] == code).unwrap()["benchmarks"].as_array().unwrap().clone()
}

#[test]
fn explain_tells_ranges_bounds_and_every_reservation() {
    for (code, language, told) in [
        ("SKR22-16A", "sv", "18–21 av 21 regioner uppgav 2022 att policyn anger sitt syfte"),
        ("SKR22-16E", "sv", "högst 9 av 21 regioner uppgav 2022"),
        ("SKR22-16E", "en", "at most 9 of 21 regions stated in 2022"),
        ("SKR22-53", "sv", "17 av 21 regioner uppgav 2022"),
        ("SKR22-53", "sv", "Källans iakttagelse säger 14 regioner"),
        ("SKR22-53", "sv", "Självskattning; avser hälso- och sjukvård i regionens egen regi"),
        ("LEV-02", "sv", "Källans iakttagelse säger 14 regioner"),
        ("LEV-02", "en", "Self-assessment; concerns health care run by the regions themselves"),
        ("LEV-03", "sv", "tidigare 1 av 20 (2018)"),
    ] {
        assert!(explain(code, language).contains(told), "{code}: {}", explain(code, language));
    }
}

#[test]
fn json_carries_every_figure_as_numbers_with_its_reservation() {
    let rules = rules();
    let one = |code: &str| figures(&rules, code)[0].clone();
    let numbers = |one: &Value| [one["met"].clone(), one["met-range"].clone(), one["at-most"].clone(), one["of"].clone()];
    assert_eq!(numbers(&one("SKR22-53")), [17.into(), Value::Null, Value::Null, 21.into()]);
    assert_eq!(numbers(&one("SKR22-16A")), [Value::Null, serde_json::json!([18, 21]), Value::Null, 21.into()]);
    assert_eq!(numbers(&one("SKR22-16E")), [Value::Null, Value::Null, 9.into(), 21.into()]);
    assert!(text(&one("SKR22-53")["reservation"]).contains("14 regioner"));
    assert_eq!((&one("LEV-03")["earlier"]["met"], &one("LEV-03")["earlier"]["year"]), (&1.into(), &2018.into()));
    assert!(figures(&rules, "SKR22-19").len() > 1, "several figures a rule");
}

#[test]
fn every_figure_of_the_survey_is_said_to_be_a_self_assessment() {
    let mut seen = 0;
    for rule in rules() {
        for figure in rule["benchmarks"].as_array().unwrap().iter().filter(|figure| figure["source"] == "skr-2022-uppfoljning") {
            assert!(text(&figure["reservation"]).contains("jälvskattning"), "{} {figure}", rule["code"]);
            seen += 1;
        }
    }
    assert!(seen > 60, "{seen}");
}

/// Figures that the table of the catalogue has in other words, and how.
const OTHERWISE: &[(&str, &str)] = &[
    ("15 17/20", "younger than a year 7, one to three years 10"),
    ("31 1/19", "1 of 19 answers names a yearly classification"),
    ("35 18–20", "20 and 18 answers for two kinds of events"),
    ("19 14/20", "001:474"),
    ("19 15/20", "001:476"),
    ("20 12/20", "001:476"),
];

/// The appendix is no part of the program: where it is not at hand, nothing is compared.
#[test]
fn every_figure_stands_in_the_catalogue() {
    let shared = std::env::var("TILLSYN_SHARED").unwrap_or_else(|_| concat!(env!("CARGO_MANIFEST_DIR"), "/../shared").to_owned());
    let Ok(appendix) = std::fs::read_to_string(Path::new(&shared).join("design/catalogue/appendices.md")) else {
        eprintln!("not compared: {shared} has no design/catalogue/appendices.md");
        return;
    };
    let rows: Vec<Vec<&str>> = appendix.lines().map(|line| line.trim_matches('|').split('|').map(str::trim).collect()).collect();
    let number = |value: &Value| value.as_u64().map(|number| number.to_string());
    let (mut seen, mut missing) = (0, Vec::new());
    for rule in rules() {
        for figure in rule["benchmarks"].as_array().unwrap().iter().filter(|figure| figure["source"] == "skr-2022-uppfoljning") {
            let range = figure["met-range"].as_array().map(|ends| format!("{}–{}", ends[0], ends[1]));
            let met = number(&figure["met"]).or(range).or_else(|| number(&figure["at-most"]).map(|most| format!("≤ {most}"))).unwrap();
            let of = number(&figure["of"]).map(|of| format!("/{of}")).unwrap_or_default();
            let asked = text(&figure["clause"]).replace("Fråga ", "");
            let own = |row: &&Vec<&str>| row.len() == 7 && (row[1] == asked || row[0] == rule["code"]);
            // A figure without a denominator is of all 21 regions.
            let bare =
                |told: &str| of == "/21" && told.strip_prefix(met.as_str()).is_some_and(|rest| !rest.starts_with(|c: char| c.is_ascii_digit()));
            let stands = rows.iter().filter(own).any(|row| row[3].starts_with(&format!("{met}{of}")) || bare(row[3]));
            let question = text(&rule["code"]).replace("SKR22-", "");
            let otherwise = OTHERWISE.iter().any(|(one, _)| *one == format!("{asked} {met}{of}") || *one == format!("{question} {met}{of}"));
            if !stands && !otherwise {
                missing.push(format!("{} {asked}: {met}{of}", rule["code"]));
            }
            seen += 1;
        }
    }
    assert!(missing.is_empty() && seen > 60, "{seen}: {missing:#?}");
}
