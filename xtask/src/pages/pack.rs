//! The page of one pack, and the index of all.

use tillsyn::pack::{Pack, Rule, Source};

use super::markdown::{link, plain, table};
use super::words::Words;
use super::{Site, anchor};

/// The page of a pack: Swedish first, then English.
pub(super) fn page(site: &Site<'_>, pack: &Pack) -> String {
    let [first, second] = &site.words;
    let other = second.text("part", "name");
    let mut out = format!("<!-- Written by `cargo xtask docs` from rules/{}/: change the files there, not this one. -->\n\n", pack.id);
    out.push_str(&format!("# {}\n\n", plain(pack.title.get(first.language))));
    let index = link(&format!("{} · {}", first.text("index", "title"), second.text("index", "title")), "../README.md");
    out.push_str(&format!("{index} · {}\n\n", link(&other, &format!("#{}", anchor(&other)))));
    out.push_str(&part(pack, first, "##"));
    out.push_str(&format!("\n## {other}\n\n**{}**\n\n", plain(pack.title.get(second.language))));
    out.push_str(&part(pack, second, "###"));
    out
}

fn part(pack: &Pack, words: &Words, sign: &str) -> String {
    let language = words.language;
    let version = words.fill("pack", "version", &[("version", &pack.version)]);
    let mut out = format!("`{}` · {version}\n\n{}\n\n{}\n", pack.id, plain(pack.description.get(language)), profiles(pack, words));
    let head = ["code", "title", "level", "binding"].map(|key| words.text("rule", key));
    let row = |rule: &Rule| {
        let (level, binding) = (words.messages.word_in("level", rule.level.as_str()), words.messages.word_in("binding", &rule.binding));
        vec![link(&rule.code, &format!("{}.md", rule.id)), plain(rule.told.title.get(language)), level, binding]
    };
    let rows: Vec<Vec<String>> = in_order(pack.rules.iter()).into_iter().map(row).collect();
    out.push_str(&format!("\n{sign} {}\n\n{}", words.text("pack", "rules"), table(&head.each_ref().map(String::as_str), &rows)));
    out.push_str(&format!("\n{sign} {}\n", words.text("pack", "sources")));
    for source in &pack.sources {
        out.push_str(&format!("\n- {}\n", self::source(source, words)));
    }
    out
}

/// Profiles that hold rules of the pack.
fn profiles(pack: &Pack, words: &Words) -> String {
    let mut all = vec![words.text("pack", "always")];
    let level = |level: tillsyn::result::Level| words.messages.word_in("level", level.as_str());
    all.extend(pack.profiles.iter().map(|(name, lowest)| words.fill("pack", "profile", &[("name", name), ("level", &level(*lowest))])));
    all.push(words.text("pack", "full"));
    words.fill("pack", "profiles", &[("list", &words.list(&all))])
}

fn source(source: &Source, words: &Words) -> String {
    let title = plain(source.title.get(words.language));
    let mut told = vec![source.link.as_ref().map_or_else(|| title.clone(), |target| link(&title, target))];
    let mut tell = |key: &str, value: &Option<String>| {
        if let Some(value) = value {
            told.push(format!("{}: {}", words.text("pack", key), plain(value)));
        }
    };
    tell("published", &source.publisher);
    tell("date", &source.date);
    tell("edition", &source.edition);
    tell("clauses", &(!source.clauses.is_empty()).then(|| source.clauses.join(", ")));
    told.join(". ")
}

/// The index: packs, and every rule by its code.
pub(super) fn index(site: &Site<'_>) -> String {
    let mut out = "<!-- Written by `cargo xtask docs` from rules/: change the files there, not this one. -->\n\n".to_owned();
    let titles: Vec<String> = site.words.iter().map(|words| words.text("index", "title")).collect();
    out.push_str(&format!("# {}\n", titles.join(" · ")));
    let both = |section: &str, key: &str| site.words.each_ref().map(|words| words.text(section, key)).join(" · ");
    for words in &site.words {
        let (rules, packs) = (site.rules.len().to_string(), site.packs.len().to_string());
        out.push_str(&format!("\n{}\n", words.fill("index", "intro", &[("rules", &rules), ("packs", &packs)])));
    }
    let pack = |pack: &&Pack| {
        let [sv, en] = site.words.each_ref().map(|words| plain(pack.title.get(words.language)));
        vec![link(&format!("`{}`", pack.id), &format!("{}/README.md", pack.id)), sv, en, pack.rules.len().to_string()]
    };
    let rows: Vec<Vec<String>> = site.packs.iter().map(pack).collect();
    let head = ["", "Svenska", "English", &both("index", "rules")];
    out.push_str(&format!("\n## {}\n\n{}", both("index", "pack"), table(&head, &rows)));
    let rules = in_order(site.packs.iter().flat_map(|pack| &pack.rules));
    let rule = |rule: &&Rule| {
        let [sv, en] = site.words.each_ref().map(|words| plain(rule.told.title.get(words.language)));
        vec![link(&rule.code, &format!("{}/{}.md", rule.pack, rule.id)), sv, en]
    };
    let rows: Vec<Vec<String>> = rules.iter().map(rule).collect();
    out.push_str(&format!("\n## {}\n\n{}", both("index", "codes"), table(&["", "Svenska", "English"], &rows)));
    out
}

/// Rules by code, numbers as numbers: `CSL26-2` before `CSL26-10`.
fn in_order<'r>(rules: impl Iterator<Item = &'r Rule>) -> Vec<&'r Rule> {
    let mut rules: Vec<&Rule> = rules.collect();
    let number = |piece: &str| piece.parse::<u32>().unwrap_or(0);
    let pieces = |rule: &&Rule| -> Vec<(String, u32, String)> {
        let split = |piece: &str| {
            let letters = piece.trim_start_matches(|c: char| c.is_ascii_digit());
            let digits = &piece[..piece.len() - letters.len()];
            (if digits.is_empty() { letters.to_owned() } else { String::new() }, number(digits), letters.to_owned())
        };
        rule.code.split('-').map(split).collect()
    };
    rules.sort_by_cached_key(pieces);
    rules
}
