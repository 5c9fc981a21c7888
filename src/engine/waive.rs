//! Waivers (`results.md`, "Exceptions"): what somebody has accepted until a day is counted and fails nobody. A waiver never shows green, and
//! one that has run out, runs out soon or is of no use is reported.

use jiff::civil::Date;

use super::Run;
use super::select::is_name_of;
use crate::config::{WAIVERS_FILE, WaiverEntry, Waivers};
use crate::facts::{Corpus, Facts};
use crate::result::{Arg, Finding, Level, Notification, Outcome, Say, State, Verdict};
use crate::source::Span;

/// A waiver that ends within so many days is listed.
const SOON: i32 = 60;

/// Marks what is accepted, and says what is wrong with the waivers themselves.
pub(super) fn waive(run: &Run<'_>, corpus: &Corpus, verdicts: &mut [Verdict], waivers: &Waivers) -> Vec<Notification> {
    let mut notes = Vec::new();
    for entry in &waivers.entries {
        let Some(rule) = run.rules.iter().position(|active| is_name_of(&entry.rule, active.rule)) else { continue };
        let mut used = false;
        for verdict in verdicts.iter_mut().filter(|verdict| verdict.rule == rule && path_of(corpus, verdict) == entry.path.as_deref()) {
            used |= apply(run, corpus, verdict, entry);
        }
        let asked: Vec<&Verdict> = verdicts.iter().filter(|verdict| verdict.rule == rule).collect();
        notes.extend(if used { ending(run.today, entry) } else { Some(unused(corpus, &asked, entry)) });
    }
    notes
}

fn path_of<'c>(corpus: &'c Corpus, verdict: &Verdict) -> Option<&'c str> {
    verdict.subject.and_then(|index| corpus.documents.get(index)).map(|facts| facts.source.path.as_str())
}

/// Marks the findings that an entry is about; whether there was anything to accept.
fn apply(run: &Run<'_>, corpus: &Corpus, verdict: &mut Verdict, entry: &WaiverEntry) -> bool {
    let shortcoming = matches!(verdict.outcome, Outcome::NotMet | Outcome::Partial | Outcome::Unclear);
    if !shortcoming {
        return verdict.outcome == Outcome::Waived || verdict.waives.is_some();
    }
    let over = entry.waiver.expires < run.today;
    let mut used = entry.section.is_none() && verdict.findings.is_empty();
    for one in verdict.findings.iter_mut().filter(|one| entry.section.as_deref().is_none_or(|title| stands_under(corpus, one, title))) {
        used = true;
        if one.state != State::Active || one.waiver.is_some() {
            continue;
        }
        one.waiver = Some(entry.waiver.clone());
        if over {
            let finding = Arg::Say(Box::new(one.say.clone()));
            one.say = entry.waiver.told("finding.waiver-over").with("finding", finding);
        } else {
            one.state = State::Waived;
        }
    }
    let every = verdict.findings.iter().all(|one| one.state == State::Waived);
    if used && !over && every {
        verdict.waives = Some(verdict.outcome);
        if entry.waiver.is_accepted() {
            verdict.outcome = Outcome::Waived;
        } else {
            verdict.outcome = Outcome::Unclear;
            verdict.reason = Some(entry.waiver.told("reason.elsewhere"));
        }
    }
    used
}

/// Whether a finding stands under a heading. A number before the heading need not be named.
fn stands_under(corpus: &Corpus, finding: &Finding, title: &str) -> bool {
    let Some(facts) = finding.document.and_then(|index| corpus.documents.get(index)) else { return false };
    sections(facts, title).any(|span| span.start <= finding.span.start && finding.span.start < span.end)
}

/// The stretches under headings with this title, headings included.
fn sections<'f>(facts: &'f Facts, title: &'f str) -> impl Iterator<Item = Span> + 'f {
    let plain = |text: &str| {
        let text = text.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ')' | '§') || c.is_whitespace());
        text.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let wanted = plain(title);
    facts.sections.iter().enumerate().filter(move |(_, section)| plain(&section.title) == wanted).map(move |(at, section)| {
        let next = facts.sections.iter().skip(at + 1).find(|next| next.level <= section.level);
        Span::new(section.span.start, next.map_or(usize::MAX, |next| next.span.start))
    })
}

/// What is said of an entry that is over, or soon will be.
fn ending(today: Date, entry: &WaiverEntry) -> Option<Notification> {
    let days = today.until(entry.waiver.expires).map(|span| span.get_days()).unwrap_or(i32::MAX);
    match days {
        ..0 => Some(note("waiver/expired", Level::Warning, about(entry, "waiver.expired"))),
        0..=SOON => {
            let days = usize::try_from(days).unwrap_or_default();
            Some(note("waiver/expiring", Level::Note, about(entry, "waiver.expiring").number("days", days)))
        }
        _ => None,
    }
}

/// Why there is nothing to accept.
fn unused(corpus: &Corpus, asked: &[&Verdict], entry: &WaiverEntry) -> Notification {
    if let Some(path) = entry.path.as_ref().filter(|path| !corpus.by_path.contains_key(*path)) {
        let why = Say::new("waiver.no-document").words("path", path.clone());
        return note("waiver/no-document", Level::Warning, about(entry, "waiver.unused").with("why", Arg::Say(Box::new(why))));
    }
    let there = asked.iter().find(|verdict| path_of(corpus, verdict) == entry.path.as_deref());
    let why = match there {
        Some(verdict) if verdict.outcome == Outcome::Met => "waiver.met",
        Some(verdict) if verdict.outcome != Outcome::NotApplicable && entry.section.is_some() => "waiver.no-finding",
        None if entry.path.is_some() && asked.iter().any(|verdict| verdict.subject.is_none()) => "waiver.of-repository",
        None if entry.path.is_none() && asked.iter().any(|verdict| verdict.subject.is_some()) => "waiver.of-each",
        _ => "waiver.not-asked",
    };
    let level = if matches!(why, "waiver.of-repository" | "waiver.of-each" | "waiver.no-finding") { Level::Warning } else { Level::Note };
    note("waiver/unused", level, about(entry, "waiver.unused").with("why", Arg::Say(Box::new(Say::new(why)))))
}

/// An entry in words: what it is, of which rule, where, and on which line of the file it stands.
fn about(entry: &WaiverEntry, key: &str) -> Say {
    let what = if entry.waiver.is_accepted() { "waiver.one" } else { "waiver.one-elsewhere" };
    let mut what = entry.waiver.told(what).words("rule", entry.rule.clone()).number("line", entry.line);
    if let Some(path) = &entry.path {
        what = what.words("path", path.clone());
    }
    if let Some(section) = &entry.section {
        what = what.words("section", section.clone());
    }
    entry.waiver.told(key).with("what", Arg::Say(Box::new(what)))
}

fn note(code: &str, level: Level, say: Say) -> Notification {
    Notification { code: code.to_owned(), level, say, path: Some(WAIVERS_FILE.to_owned()), place: None }
}
