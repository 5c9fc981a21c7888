//! `tillsyn pack accuracy`: verdicts against labels written by hand.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use super::args::{AccuracyArgs, Format, Scope};
use super::load::{guess, load};
use super::{Printed, Refusal};
use crate::config::Config;
use crate::engine::{Counts, Input, Judged, Labelled, Run, labelled_rules, measure, read_documents};
use crate::facts::Corpus;
use crate::message::Messages;
use crate::pack::Rule;
use crate::result::Outcome;

/// Runs the command.
pub(crate) fn run(args: &AccuracyArgs) -> Result<Printed, Refusal> {
    let loaded = load(&args.common, &args.labels)?;
    let shown = args.labels.display().to_string();
    let text = std::fs::read_to_string(&args.labels).map_err(|error| Refusal(format!("{shown}: {error}")))?;
    let rules: Vec<&Rule> = loaded.library.packs.iter().flat_map(|pack| &pack.rules).collect();
    let labels = read_labels(&shown, &text, &rules)?;
    let today = super::check::today(args.today.as_deref())?;
    let config = Config::for_examples();
    let mut corpora: BTreeMap<String, Corpus> = BTreeMap::new();
    for label in &labels {
        if !corpora.contains_key(&label.path) {
            let input = Input { path: find(args, &label.path)?, shown: label.path.clone() };
            let reading = read_documents(&[input], &loaded.context(&config, today, false));
            if reading.corpus.documents.is_empty() {
                return Err(Refusal(format!("{}: cannot be read", label.path)));
            }
            corpora.insert(label.path.clone(), reading.corpus);
        }
    }
    let active = labelled_rules(rules.into_iter(), &labels);
    let run = Run { library: &loaded.library, config: &config, today, rules: &active, left_out: &[], profile: "", language: None, locales: &[] };
    let judged = measure(&run, &corpora, &labels, args.scope == Scope::On);
    let messages = Messages::load(args.common.lang.as_deref().unwrap_or_default());
    let out = match args.output_format {
        Format::Json => format!("{:#}\n", as_json(&judged, args.partial, &messages)),
        _ => as_text(&judged, args.partial, &messages),
    };
    Ok(Printed { out, err: format!("{} documents, {} rules, {} labels\n", corpora.len(), active.len(), judged.len()), code: 0 })
}

/// Where a labelled document is: under one of the folders named, else beside the labels.
fn find(args: &AccuracyArgs, path: &str) -> Result<PathBuf, Refusal> {
    let beside = args.labels.parent().map(Path::to_owned).unwrap_or_default();
    let places = args.documents.iter().map(|folder| if folder.is_dir() { folder.join(path) } else { folder.clone() });
    let fits = |place: &PathBuf| place.is_file() && place.ends_with(path);
    let found = places.chain([beside.join(path)]).find(fits);
    found.ok_or_else(|| Refusal(format!("{path}: labelled, but not found under the folders named nor beside the labels")))
}

/// Reads `path<TAB>code<TAB>expected[<TAB>note]` under a line of headings.
///
/// # Errors
/// Every line that cannot be read, with its 1-based number.
fn read_labels(shown: &str, text: &str, rules: &[&Rule]) -> Result<Vec<Labelled>, Refusal> {
    let mut lines = text.trim_start_matches('\u{feff}').lines().enumerate().filter(|(_, line)| !line.trim().is_empty() && !line.starts_with('#'));
    let heading: Vec<&str> = lines.next().map(|(_, line)| line.split('\t').map(str::trim).collect()).unwrap_or_default();
    let column = |name: &str| heading.iter().position(|one| *one == name);
    let (Some(path), Some(code), Some(expected)) = (column("path"), column("code"), column("expected")) else {
        return Err(Refusal(format!("{shown}:1: the first line names the columns: path, code, expected, note, with tabs between")));
    };
    let note = column("note");
    let (mut labels, mut errors) = (Vec::new(), String::new());
    for (at, line) in lines {
        let cells: Vec<&str> = line.split('\t').map(str::trim).collect();
        let cell = |index: usize| cells.get(index).copied().unwrap_or_default();
        let rule = rules.iter().find(|rule| rule.code.eq_ignore_ascii_case(cell(code)) || rule.id == cell(code));
        let outcome = Outcome::parse(cell(expected)).filter(|one| matches!(one, Outcome::Met | Outcome::NotMet | Outcome::Unclear));
        match (rule, outcome) {
            (Some(rule), Some(expected)) => labels.push(Labelled {
                path: cell(path).to_owned(),
                code: rule.code.clone(),
                expected,
                note: note.map(cell).unwrap_or_default().to_owned(),
            }),
            (None, _) => {
                let near = guess(cell(code), rules.iter().map(|rule| rule.code.as_str()));
                let _ = writeln!(errors, "{shown}:{}: no requirement `{}`{near}", at + 1, cell(code));
            }
            (_, None) => {
                let _ = writeln!(errors, "{shown}:{}: `{}` is none of met, not-met, unclear", at + 1, cell(expected));
            }
        }
    }
    if errors.is_empty() { Ok(labels) } else { Err(Refusal(errors)) }
}

fn by_rule(judged: &[Judged]) -> BTreeMap<&str, Vec<&Judged>> {
    let mut rules: BTreeMap<&str, Vec<&Judged>> = BTreeMap::new();
    for one in judged {
        rules.entry(&one.label.code).or_default().push(one);
    }
    rules
}

fn as_text(judged: &[Judged], partial: bool, messages: &Messages) -> String {
    let mut out = String::from("rule            n  right  wrong  missed  absent  open  precision  recall    F1  unclear  outside scope\n");
    for (code, of_rule) in by_rule(judged) {
        row(&mut out, code, &of_rule, partial);
    }
    row(&mut out, "all", &judged.iter().collect::<Vec<_>>(), partial);
    for one in judged.iter().filter(|one| one.disagrees(partial)) {
        let (expected, found) = (one.label.expected.as_str(), one.found.as_str());
        let scope = if one.in_scope { "" } else { " (outside the rule's scope)" };
        let _ = writeln!(out, "\n{} {}: labelled {expected}, found {found}{scope}", one.label.code, one.label.path);
        if let Some(say) = &one.say {
            let _ = writeln!(out, "    {}", messages.say(say));
        }
        for quote in &one.quotes {
            let _ = writeln!(out, "    > {quote}");
        }
        if !one.label.note.is_empty() {
            let _ = writeln!(out, "    label: {}", one.label.note);
        }
    }
    out
}

fn row(out: &mut String, name: &str, judged: &[&Judged], partial: bool) {
    let counts = Counts::of(judged.iter().copied(), partial);
    let figure = |value: Option<f64>| value.map_or_else(|| "–".to_owned(), |value| format!("{value:.2}"));
    let outside = judged.iter().filter(|one| !one.in_scope).count();
    let _ = writeln!(
        out,
        "{name:<13} {:>3} {:>6} {:>6} {:>7} {:>7} {:>5} {:>10} {:>7} {:>5} {:>8} {outside:>14}",
        counts.total(),
        counts.right,
        counts.wrong,
        counts.missed,
        counts.absent,
        counts.open,
        figure(counts.precision()),
        figure(counts.recall()),
        figure(counts.f1()),
        figure(counts.unclear_share()),
    );
}

fn as_json(judged: &[Judged], partial: bool, messages: &Messages) -> Value {
    let figures = |judged: &[&Judged]| {
        let counts = Counts::of(judged.iter().copied(), partial);
        json!({
            "n": counts.total(), "right": counts.right, "wrong": counts.wrong, "missed": counts.missed, "absent": counts.absent, "open": counts.open,
            "precision": counts.precision(), "recall": counts.recall(), "f1": counts.f1(), "unclear": counts.unclear_share(),
            "outside-scope": judged.iter().filter(|one| !one.in_scope).count(),
        })
    };
    let rules: serde_json::Map<String, Value> = by_rule(judged).into_iter().map(|(code, of_rule)| (code.to_owned(), figures(&of_rule))).collect();
    let labels = judged.iter().map(|one| {
        json!({
            "path": one.label.path, "code": one.label.code, "expected": one.label.expected.as_str(), "found": one.found.as_str(),
            "in-scope": one.in_scope, "agrees": !one.disagrees(partial), "quotes": one.quotes,
            "message": one.say.as_ref().map(|say| messages.say(say)), "note": one.label.note,
        })
    });
    json!({
        "schema": "tillsyn-accuracy/1", "counts-partial": partial, "rules": rules, "all": figures(&judged.iter().collect::<Vec<_>>()),
        "labels": labels.collect::<Vec<_>>(),
    })
}
