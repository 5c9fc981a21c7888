//! Comments that say of the text below them that it is meant so (`results.md`, "Exceptions"):
//! `<!-- tillsyn-disable-next-line RULE -- reason -->`, and `tillsyn-disable-file` for the whole document.
//!
//! They silence what a rule that forbids found, and notes. What a rule requires is not for a comment to wave away: that takes a waiver.

use std::collections::{BTreeMap, BTreeSet};

use super::compare::Earlier;
use super::select::is_name_of;
use super::{Run, fingerprint::Known, fingerprint::renamed};
use crate::check::normalised;
use crate::facts::{Corpus, Facts};
use crate::result::{Arg, Finding, Level, Notification, Say, State, Verdict};
use crate::source::Span;

/// What every directive begins with.
const PREFIX: &str = "tillsyn-";
/// What stands between the rules and the reason; word processors make one dash of two.
const DASHES: &[&str] = &["--", "–", "—"];

/// The directives there are.
const NAMES: &[(&str, Reach)] = &[("disable-next-line", Reach::NextLine), ("disable-file", Reach::File)];

/// How far a directive reaches.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Reach {
    /// The next line that is not empty.
    NextLine,
    /// The whole document.
    File,
}

/// A comment that silences findings of some rules.
#[derive(Debug)]
struct Directive<'c> {
    document: usize,
    /// The comment.
    span: Span,
    /// What it silences.
    within: Span,
    /// Codes and ids, as written.
    rules: Vec<&'c str>,
    /// The words of the comment, with single spaces: what it is known by.
    words: String,
}

/// Marks what directives silence, and reports those that are wrong or of no use. Where the base of a change decides, a comment that the change
/// has added silences nothing.
pub(super) fn suppress(run: &Run<'_>, corpus: &Corpus, verdicts: &mut [Verdict], base: Option<&Earlier>) -> Vec<Notification> {
    let (directives, mut notes) = read(corpus);
    let mut allowed = base.filter(|_| !directives.is_empty()).map(|base| Allowed::of(run, corpus, base));
    // A document may hold any number of directives: what is asked for each is found once.
    let known = known(run);
    let mut named: BTreeMap<&str, Named> = BTreeMap::new();
    let mut of_rule: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (at, verdict) in verdicts.iter().enumerate().filter(|(_, verdict)| !verdict.findings.is_empty()) {
        of_rule.entry(verdict.rule).or_default().push(at);
    }
    for directive in &directives {
        for name in &directive.rules {
            let rule = match named.entry(*name).or_insert_with(|| Named::of(run, &known, name)) {
                Named::Active(rule) => *rule,
                Named::Inactive => continue,
                Named::Unknown(say) => {
                    notes.push(note("unknown", Level::Warning, say.clone(), directive.document, directive.span));
                    continue;
                }
            };
            let places = of_rule.get(&rule).map(Vec::as_slice).unwrap_or_default();
            let used = silence(corpus, verdicts, directive, (rule, places), allowed.as_mut());
            notes.extend(used.note(run, directive, rule));
        }
    }
    told(run, corpus, notes)
}

/// What came of a directive for one rule.
#[derive(Default)]
struct Used {
    silenced: usize,
    /// A requirement that takes a waiver.
    required: bool,
    /// The base of the change does not have it.
    too_new: bool,
}

impl Used {
    fn note(&self, run: &Run<'_>, directive: &Directive<'_>, rule: usize) -> Option<Notification> {
        let code = run.rules.get(rule).map(|active| active.rule.code.clone()).unwrap_or_default();
        let (name, level) = match self {
            Self { too_new: true, .. } => ("after-merge", Level::Note),
            Self { required: true, .. } => ("needs-waiver", Level::Warning),
            Self { silenced: 0, .. } => ("unused", Level::Warning),
            _ => return None,
        };
        Some(note(name, level, Say::new(&format!("directive.{name}")).words("rule", code), directive.document, directive.span))
    }
}

/// Marks the findings of a rule, whose verdicts with findings are at these places.
fn silence(
    corpus: &Corpus,
    verdicts: &mut [Verdict],
    directive: &Directive<'_>,
    (rule, places): (usize, &[usize]),
    mut allowed: Option<&mut Allowed>,
) -> Used {
    let mut used = Used::default();
    let path = corpus.documents.get(directive.document).map(|facts| facts.source.path.as_str()).unwrap_or_default();
    for place in places {
        let Some(verdict) = verdicts.get_mut(*place) else { continue };
        let level = verdict.level;
        for one in verdict.findings.iter_mut().filter(|one| directive.is_about(one)) {
            if !may_be_silenced(one, level) {
                used.required = true;
            } else if allowed.as_mut().is_some_and(|allowed| !allowed.take(path, rule, &directive.words)) {
                used.too_new = true;
            } else {
                used.silenced += 1;
                if one.state == State::Active {
                    one.state = State::Suppressed;
                }
            }
        }
    }
    used
}

/// An occurrence of what is forbidden, or what is only a note.
fn may_be_silenced(finding: &Finding, level: Level) -> bool {
    finding.sentence.is_some() || level == Level::Note
}

impl Directive<'_> {
    fn is_about(&self, finding: &Finding) -> bool {
        finding.document == Some(self.document) && (self.within.overlaps(finding.span) || self.within.start == finding.span.start)
    }
}

/// How many findings each directive of the base silenced there: a change may edit what it silences, and silence no more.
struct Allowed {
    /// Path now, rule, words of the directive.
    left: BTreeMap<(String, usize, String), usize>,
}

impl Allowed {
    fn of(run: &Run<'_>, corpus: &Corpus, base: &Earlier) -> Self {
        let then = &base.evaluated.reading.corpus;
        let known: Vec<Known> = then.documents.iter().map(Known::of).collect();
        let now: BTreeMap<String, String> = renamed(corpus, &known).into_iter().map(|(now, then)| (then, now)).collect();
        let mut left = BTreeMap::new();
        for directive in read(then).0 {
            let Some(facts) = then.documents.get(directive.document) else { continue };
            let path = now.get(&facts.source.path).unwrap_or(&facts.source.path);
            for rule in directive.rules.iter().filter_map(|name| run.rules.iter().position(|active| is_name_of(name, active.rule))) {
                let of_rule = base.evaluated.verdicts.iter().filter(|verdict| verdict.rule == rule);
                let about =
                    |verdict: &Verdict| verdict.findings.iter().filter(|one| directive.is_about(one) && may_be_silenced(one, verdict.level)).count();
                *left.entry((path.clone(), rule, directive.words.clone())).or_insert(0) += of_rule.map(about).sum::<usize>();
            }
        }
        Self { left }
    }

    /// Whether the directive may silence one more.
    fn take(&mut self, path: &str, rule: usize, words: &str) -> bool {
        let left = self.left.get_mut(&(path.to_owned(), rule, words.to_owned())).filter(|left| **left > 0);
        left.map(|left| *left -= 1).is_some()
    }
}

/// Every directive, and what is wrong with those that silence nothing.
fn read(corpus: &Corpus) -> (Vec<Directive<'_>>, Vec<Notification>) {
    let (mut directives, mut notes) = (Vec::new(), Vec::new());
    for (document, facts) in corpus.documents.iter().enumerate() {
        for span in &facts.document.comments {
            match parse(facts, document, *span) {
                Some(Ok(directive)) => directives.push(directive),
                Some(Err(say)) => notes.push(note("broken", Level::Warning, say, document, *span)),
                None => {}
            }
        }
    }
    (directives, notes)
}

/// A comment as a directive; `None` for any other.
fn parse(facts: &Facts, document: usize, span: Span) -> Option<Result<Directive<'_>, Say>> {
    let text = facts.source.slice(span);
    let inner = text.strip_prefix("<!--")?.trim_end_matches("-->").trim();
    let rest = inner.strip_prefix(PREFIX)?;
    let (name, rest) = rest.split_once(char::is_whitespace).unwrap_or((rest, ""));
    let Some((_, reach)) = NAMES.iter().find(|(known, _)| *known == name) else {
        let known: Vec<String> = NAMES.iter().map(|(known, _)| format!("{PREFIX}{known}")).collect();
        return Some(Err(Say::new("directive.no-such").words("name", format!("{PREFIX}{name}")).words("known", known.join(", "))));
    };
    let dash = DASHES.iter().filter_map(|dash| Some((rest.find(dash)?, dash.len()))).min();
    let (rules, reason) = dash.map_or((rest, ""), |(at, len)| (rest.get(..at).unwrap_or_default(), rest.get(at + len..).unwrap_or_default()));
    let rules: Vec<&str> = rules.split(|c: char| c == ',' || c.is_whitespace()).filter(|name| !name.is_empty()).collect();
    if rules.is_empty() {
        return Some(Err(Say::new("directive.no-rule")));
    }
    if reason.trim().is_empty() {
        return Some(Err(Say::new("directive.no-reason")));
    }
    let within = match reach {
        Reach::File => Span::new(0, usize::MAX),
        Reach::NextLine => next_line(facts, span.end),
    };
    Some(Ok(Directive { document, span, within, rules, words: normalised(inner) }))
}

/// The first line after a place that is not empty.
fn next_line(facts: &Facts, end: usize) -> Span {
    let source = &facts.source;
    let after = source.position(end).line + 1..=source.line_count();
    let line = after.into_iter().find(|line| !source.line_text(*line).trim_matches(|c: char| c == '>' || c.is_whitespace()).is_empty());
    line.map_or(Span::new(usize::MAX, usize::MAX), |line| source.line_span(line))
}

/// What a name in a directive names.
enum Named {
    /// A rule in force.
    Active(usize),
    /// One that is not: nothing is said of it.
    Inactive,
    /// No rule, and what may have been meant.
    Unknown(Say),
}

impl Named {
    fn of(run: &Run<'_>, known: &BTreeSet<String>, name: &str) -> Self {
        if let Some(active) = run.rules.iter().position(|active| is_name_of(name, active.rule)) {
            return Self::Active(active);
        }
        if known.contains(&name.to_lowercase()) {
            return Self::Inactive;
        }
        Self::Unknown(Say::new("directive.unknown").words("rule", name))
    }
}

/// Codes, ids and former ids of every rule that is loaded or built in, in lower case.
fn known(run: &Run<'_>) -> BTreeSet<String> {
    let loaded = run.library.packs.iter().flat_map(|pack| &pack.rules);
    let loaded = loaded.flat_map(|rule| [&rule.code, &rule.id].into_iter().chain(&rule.was).cloned());
    loaded.chain(crate::pack::builtin_rule_names()).map(|name| name.to_lowercase()).collect()
}

/// At most so many notes of each kind on one document; the last says how many more there are, and what was meant is guessed for no more.
const MOST: usize = 20;

/// The first notes of each kind on each document, each with its path.
fn told(run: &Run<'_>, corpus: &Corpus, notes: Vec<Notification>) -> Vec<Notification> {
    let mut counts: BTreeMap<(Option<usize>, String), usize> = BTreeMap::new();
    let mut told = Vec::new();
    let mut last = BTreeMap::new();
    for mut note in notes {
        let document = note.place.map(|(document, _)| document);
        let key = (document, note.code.clone());
        let count = counts.entry(key.clone()).or_insert(0);
        *count += 1;
        if *count > MOST {
            continue;
        }
        note.path = document.and_then(|document| corpus.documents.get(document)).map(|facts| facts.source.path.clone());
        note.say = guessed(run, note.say);
        last.insert(key, told.len());
        told.push(note);
    }
    for (key, count) in counts.into_iter().filter(|(_, count)| *count > MOST) {
        let note = last.get(&key).and_then(|at| told.get_mut(*at));
        if let Some(note) = note {
            note.say = Say::new("directive.more").with("first", Arg::Say(Box::new(note.say.clone()))).number("count", count - MOST);
        }
    }
    told
}

/// An unknown name with the rule that may have been meant.
fn guessed(run: &Run<'_>, say: Say) -> Say {
    let Some(Arg::Words(name)) = say.args.iter().find(|(place, _)| place == "rule" && say.key == "directive.unknown").map(|(_, arg)| arg) else {
        return say;
    };
    let all = run.library.packs.iter().flat_map(|pack| &pack.rules).flat_map(|rule| [rule.code.as_str(), rule.id.as_str()]);
    match crate::pack::raw::nearest(name, all) {
        Some(near) => say.clone().words("near", near),
        None => say,
    }
}

fn note(name: &str, level: Level, say: Say, document: usize, span: Span) -> Notification {
    Notification { code: format!("directive/{name}"), level, say, path: None, place: Some((document, span)) }
}
