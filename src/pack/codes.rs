//! Codes of rules: unique over all packs, and those that rules name exist.

use std::collections::{BTreeMap, BTreeSet};

use super::raw::did_you_mean;
use super::scope::is_code;
use super::validate::RuleFile;

/// Checks the codes of all rules that were read.
pub(super) fn check(files: &[&RuleFile]) {
    unique(files);
    // A file that could not be parsed may hold the code that is looked for.
    if files.iter().all(|file| file.read.as_ref().is_some_and(|read| read.code.is_some())) {
        known(files);
    }
    cycles(files);
}

fn unique(files: &[&RuleFile]) {
    let mut seen = BTreeSet::new();
    for file in files {
        if let Some((code, span)) = file.read.as_ref().and_then(|read| read.code.as_ref())
            && !seen.insert(code.as_str())
        {
            file.faults.add(span.clone(), format!("another rule has the code `{code}` already"));
        }
    }
}

/// The part of a code before its first hyphen: all rules of a source share it.
fn prefix(code: &str) -> &str {
    code.split('-').next().unwrap_or(code)
}

/// Codes that are named exist; those of a source of which no rule is loaded are believed.
fn known(files: &[&RuleFile]) {
    let all: BTreeSet<&str> = files.iter().filter_map(|file| Some(file.read.as_ref()?.code.as_ref()?.0.as_str())).collect();
    let prefixes: BTreeSet<&str> = all.iter().map(|code| prefix(code)).collect();
    for file in files {
        for (key, code, span) in file.read.iter().flat_map(|read| &read.codes) {
            let own = file.read.as_ref().and_then(|read| read.code.as_ref()).is_some_and(|(own, _)| own == code);
            if own {
                file.faults.add(span.clone(), format!("`{key}` names the rule itself"));
            } else if !is_code(code) || (*key != "related" && !all.contains(code.as_str()) && prefixes.contains(prefix(code))) {
                let help = did_you_mean(code, all.iter().copied());
                file.faults.add_with(span.clone(), format!("there is no rule `{code}`"), help);
            }
        }
    }
}

/// Rules that ask one another could never be answered.
fn cycles(files: &[&RuleFile]) {
    let mut asks: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for read in files.iter().filter_map(|file| file.read.as_ref()) {
        let Some((code, _)) = &read.code else { continue };
        let named = read.codes.iter().filter(|(key, ..)| *key != "related").map(|(_, named, _)| named.as_str());
        asks.entry(code).or_default().extend(named);
    }
    for file in files {
        let Some((code, read)) = file.read.as_ref().and_then(|read| Some((&read.code.as_ref()?.0, read))) else { continue };
        for (key, named, span) in read.codes.iter().filter(|(key, named, _)| *key != "related" && named != code) {
            if reaches(&asks, named, code) {
                file.faults.add(span.clone(), format!("`{key}`: `{named}` asks this rule in turn"));
            }
        }
    }
}

/// Whether one rule asks another, directly or by way of others.
fn reaches(asks: &BTreeMap<&str, Vec<&str>>, from: &str, to: &str) -> bool {
    let mut seen = BTreeSet::new();
    let mut open = vec![from];
    while let Some(code) = open.pop() {
        if code == to {
            return true;
        }
        if seen.insert(code) {
            open.extend(asks.get(code).into_iter().flatten().copied());
        }
    }
    false
}
