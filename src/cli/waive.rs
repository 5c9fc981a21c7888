//! `tillsyn waive`: writes down that a requirement need not be met yet, who has accepted that, and until when.

use std::path::{Path, PathBuf};

use jiff::civil::Date;

use super::args::{Common, WaiveArgs};
use super::check::today;
use super::documents::{Documents, relative};
use super::explain::default_language;
use super::load::{Loaded, load, near};
use super::{Printed, Refusal, output};
use crate::config::{WAIVERS_FILE, WaiverEntry};
use crate::engine::{Exceptions, is_name_of, left_out, read_documents};
use crate::message::Messages;
use crate::pack::Rule;
use crate::result::{Arg, Grounds, Outcome, Report, Say, Verdict, Waiver};

/// Runs the command.
pub(crate) fn run(args: &WaiveArgs) -> Result<Printed, Refusal> {
    let at = args.path.clone().unwrap_or_else(|| PathBuf::from("."));
    if !at.exists() {
        return Err(Refusal::say(&Say::new("refusal.no-path").words("path", at.display().to_string())));
    }
    let today = today(args.today.as_deref())?;
    let loaded = load(&Common { config: args.config.clone(), lang: args.lang.clone(), ..Common::default() }, &at)?;
    let rule = rule(&loaded, &args.rule)?.code.clone();
    let expires = self::today(Some(&args.expires))?;
    if expires < today {
        return Err(Refusal::say(&Say::new("waiver.past").words("expires", expires.to_string())));
    }
    let report = evaluate(&loaded, today)?;
    let named = args.path.as_ref().map(|path| relative(&loaded.root, path)).filter(|path| !path.is_empty());
    let (path, mut told) = subject(&report, &rule, named)?;
    let grounds = Grounds::Accepted { reason: args.reason.clone(), approved_by: args.approved_by.clone(), decision: args.decision.clone() };
    let entry = WaiverEntry::new(rule, path, args.section.clone(), Waiver { grounds, owner: args.owner.clone(), expires });
    told.push(write(&loaded, &entry, args.lang.as_deref())?);
    let messages = Messages::load(&args.lang.clone().unwrap_or_else(default_language));
    Ok(Printed { err: told.iter().map(|say| messages.say(say) + "\n").collect(), ..Printed::default() })
}

/// The rule of that name.
fn rule<'a>(loaded: &'a Loaded, name: &str) -> Result<&'a Rule, Refusal> {
    let rules = || loaded.library.packs.iter().flat_map(|pack| &pack.rules);
    rules().find(|rule| is_name_of(name, rule)).ok_or_else(|| {
        let all = rules().flat_map(|rule| [rule.code.as_str(), rule.id.as_str()]);
        Refusal::say(&near(Say::new("refusal.no-rule").words("name", name), name, all))
    })
}

/// What every rule says of the repository, without any exception.
fn evaluate(loaded: &Loaded, today: Date) -> Result<Report, Refusal> {
    let documents = Documents::find(loaded.place(), std::slice::from_ref(&loaded.root), None)?;
    let active = loaded.active();
    let left_out = left_out(&loaded.library, &loaded.config, &loaded.selection, &active);
    let locales = Messages::tags();
    let run = loaded.run(today, &active, &left_out, &locales, None);
    let reading = read_documents(&documents.inputs, &loaded.context(&loaded.config, today, loaded.whole));
    Ok(run.settle(run.verdicts(reading), &Exceptions::default(), &|_| true))
}

/// The path that the entry has, when there is something to accept there; with it what must be said.
fn subject(report: &Report, rule: &str, named: Option<String>) -> Result<(Option<String>, Vec<Say>), Refusal> {
    let of_rule = |verdict: &&Verdict| report.rules.get(verdict.rule).is_some_and(|one| one.code == rule);
    let path = |verdict: &Verdict| verdict.subject.and_then(|index| report.documents.get(index)).map(|document| document.path.clone());
    let asked: Vec<&Verdict> = report.verdicts.iter().filter(of_rule).collect();
    let mut told = Vec::new();
    let mut wanted = named.clone();
    if named.is_some() && !asked.is_empty() && asked.iter().all(|verdict| verdict.subject.is_none()) {
        told.push(Say::new("waiver.whole").words("rule", rule));
        wanted = None;
    }
    let about = |say: Say| {
        let say = say.words("rule", rule);
        wanted.as_ref().map_or(say.clone(), |path| say.words("path", path.clone()))
    };
    match asked.iter().find(|verdict| path(verdict) == wanted) {
        Some(verdict) if verdict.outcome == Outcome::Met => Err(Refusal::say(&about(Say::new("waiver.nothing")))),
        Some(verdict) if verdict.outcome != Outcome::NotApplicable => Ok((wanted, told)),
        other => {
            let known = wanted.as_ref().is_none_or(|path| report.documents.iter().any(|document| document.path == *path));
            let reason = other.and_then(|verdict| verdict.reason.clone());
            let why = match reason {
                Some(reason) => reason,
                None if !known => Say::new("waiver.no-such-document").words("path", wanted.clone().unwrap_or_default()),
                None if wanted.is_none() && !asked.is_empty() => Say::new("waiver.name-document"),
                None => Say::new("waiver.not-asked"),
            };
            Err(Refusal::say(&about(Say::new("waiver.not-here")).with("why", Arg::Say(Box::new(why)))))
        }
    }
}

/// Adds the entry to the file, which begins with it where there is none.
fn write(loaded: &Loaded, entry: &WaiverEntry, asked: Option<&str>) -> Result<Say, Refusal> {
    let file = loaded.root.join(WAIVERS_FILE);
    let shown = file.display().to_string();
    let about = |say: Say| {
        let say = say.words("rule", entry.rule.clone()).words("file", shown.clone());
        entry.path.as_ref().map_or(say.clone(), |path| say.words("path", path.clone()))
    };
    if let Some(there) = loaded.waivers.entries.iter().find(|one| one.is_about_the_same(entry)) {
        return Err(Refusal::say(&about(Say::new("waiver.there")).number("line", there.line)));
    }
    output::plain_file(&file)?;
    let text = before(&file, loaded, asked)?;
    output::write(&file, &format!("{text}\n{}", entry.written()))?;
    Ok(about(Say::new("waiver.written")).words("expires", entry.waiver.expires.to_string()))
}

/// What stands in the file already. A new one is in the language of the repository, else in the one that is asked for.
fn before(file: &Path, loaded: &Loaded, asked: Option<&str>) -> Result<String, Refusal> {
    if file.exists() {
        let text = std::fs::read_to_string(file).map_err(|error| Refusal::unreadable(&file.display().to_string(), &error))?;
        return Ok(if text.ends_with('\n') { text } else { text + "\n" });
    }
    let language = loaded.config.output_language.clone().or(asked.map(str::to_owned)).unwrap_or_else(default_language);
    let head = Messages::load(&language).word("waiver.head");
    Ok(head.lines().map(|line| format!("# {line}\n")).collect::<String>() + "format = 1\n")
}
