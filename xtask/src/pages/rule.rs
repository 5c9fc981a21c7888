//! The page of one rule: Swedish first, then English.

use std::collections::BTreeSet;

use tillsyn::check::Check;
use tillsyn::pack::{Example, Pack, Rule};
use tillsyn::render::nation;
use tillsyn::result::{Outcome, Text};

use super::markdown::{link, passage, plain, quotation, table};
use super::words::Words;
use super::{Site, anchor, scope};

/// Examples longer than this are left out where there are shorter ones.
const LONG: usize = 900;

/// How many near misses are shown in each language.
const NEAR: usize = 3;

/// The page.
pub(super) fn page(site: &Site<'_>, pack: &Pack, rule: &Rule) -> String {
    let [first, second] = &site.words;
    let mut out = format!("<!-- Written by `cargo xtask docs` from rules/{}/{}.toml: change that file, not this one. -->\n\n", pack.id, rule.id);
    out.push_str(&format!("# {} {}\n\n", rule.code, plain(rule.told.title.get(first.language))));
    let other = second.text("part", "name");
    out.push_str(&format!("{}\n\n", link(&other, &format!("#{}", anchor(&other)))));
    out.push_str(&Part { site, pack, rule, words: first, level: "##" }.text());
    out.push_str(&format!("\n## {other}\n\n**{} {}**\n\n", rule.code, plain(rule.told.title.get(second.language))));
    out.push_str(&Part { site, pack, rule, words: second, level: "###" }.text());
    out
}

/// The page in one language.
struct Part<'a> {
    site: &'a Site<'a>,
    pack: &'a Pack,
    rule: &'a Rule,
    words: &'a Words,
    /// The signs of its headings.
    level: &'static str,
}

impl Part<'_> {
    fn text(&self) -> String {
        let told = &self.rule.told;
        let mut out = self.facts();
        let mut section = |key: &str, body: String| {
            if !body.trim().is_empty() {
                out.push_str(&format!("\n{} {}\n\n{}\n", self.level, self.words.text("rule", key), body.trim_end()));
            }
        };
        section("scope", scope::scope(&self.rule.scope, &self.links(&self.rule.scope.presupposes), self.words));
        section("source", self.authorities());
        section("why", self.plain(&told.rationale));
        section("counts", self.plain(&told.counts));
        section("counts-not", self.plain(&told.counts_not));
        section("write", format!("{}\n\n{}", self.plain(&told.remedy), passage(told.sentence.get(self.words.language))));
        section("figure", self.figures());
        section("advice", self.rule.advice.as_ref().map(|(text, _)| self.plain(text)).unwrap_or_default());
        section("examples", self.examples());
        out
    }

    fn plain(&self, text: &Text) -> String {
        plain(text.get(self.words.language))
    }

    /// Code, level, binding and so on, as a table.
    fn facts(&self) -> String {
        let rule = self.rule;
        let word = |key: &str| self.words.text("rule", key);
        let pack = link(&plain(self.pack.title.get(self.words.language)), "README.md");
        let mut rows = vec![
            vec![word("pack"), pack],
            vec![word("level"), self.level()],
            vec![word("binding"), self.words.messages.word_in("binding", &rule.binding)],
            vec![word("check"), self.words.text("check", check_kind(&rule.check))],
        ];
        let named = |framework: &String| plain(&self.words.text_or_key("framework", framework));
        let mapped = rule.told.mappings.iter();
        let mappings: Vec<String> = mapped.map(|(framework, clauses)| format!("{}: {}", named(framework), plain(&clauses.join(", ")))).collect();
        for (key, value) in [("mappings", mappings.join("<br>")), ("related", self.links(&rule.related).join(", "))] {
            if !value.is_empty() {
                rows.push(vec![word(key), value]);
            }
        }
        let id = format!("`{}`", rule.id);
        table(&[&rule.code, &id], &rows)
    }

    /// The level, and those of other places.
    fn level(&self) -> String {
        let word = |level: tillsyn::result::Level| self.words.messages.word_in("level", level.as_str());
        let mut told = vec![word(self.rule.level)];
        for other in &self.rule.level_where {
            let sections: Vec<String> = other.section.iter().map(|group| group.called.get(self.words.language).to_owned()).collect();
            let section = self.words.fill("rule", "where-section", &[("section", &self.words.either(&sections))]);
            let kinds = scope::kinds(&other.kind, self.words);
            let place = if sections.is_empty() { kinds } else { section };
            told.push(self.words.fill("rule", "level-where", &[("level", &word(other.level)), ("where", &place)]));
        }
        told.join("; ")
    }

    /// Links to the rules with these codes.
    fn links(&self, codes: &[String]) -> Vec<String> {
        let target = |code: &String| {
            self.site.rules.get(code.as_str()).map(|(pack, id)| if *pack == self.pack.id { format!("{id}.md") } else { format!("../{pack}/{id}.md") })
        };
        codes.iter().map(|code| target(code).map_or_else(|| code.clone(), |target| link(code, &target))).collect()
    }

    fn authorities(&self) -> String {
        let one = |authority: &tillsyn::result::Authority| {
            let source = self.pack.sources.iter().find(|source| source.id == authority.source);
            let title = self.plain(&authority.title);
            let title = source.and_then(|source| source.link.as_ref()).map_or_else(|| title.clone(), |target| link(&title, target));
            let quote = authority.quote.as_ref().map(|quote| format!("\n\n{}", quotation(quote))).unwrap_or_default();
            format!("{title}, {}{quote}", plain(&authority.clause))
        };
        self.rule.told.authorities.iter().map(one).map(|one| one.trim_end().to_owned()).collect::<Vec<_>>().join("\n\n")
    }

    fn figures(&self) -> String {
        let figures = self.rule.told.benchmarks.iter().map(|one| plain(&nation(one, &self.words.messages)));
        figures.map(|figure| if figure.ends_with('.') { figure } else { format!("{figure}.") }).collect::<Vec<_>>().join("\n\n")
    }

    fn examples(&self) -> String {
        let chosen = chosen(&self.rule.examples, self.words.language);
        chosen.into_iter().map(|example| self.example(example)).collect::<Vec<_>>().join("\n")
    }

    fn example(&self, example: &Example) -> String {
        let head = match (&example.lacks, example.verdict) {
            (Some(lacks), _) => self.words.fill("rule", "near", &[("lacks", &self.words.text("lacks", lacks))]),
            (None, Outcome::Met) => self.words.text("rule", "met"),
            (None, _) => self.words.text("rule", "not-met"),
        };
        let several = example.files.len() > 1;
        let file = |(path, text): (&String, &String)| {
            let named = if several { format!("{}\n\n", self.words.fill("rule", "file", &[("path", path)])) } else { String::new() };
            format!("{named}{}", passage(text))
        };
        format!("{head}\n\n{}", example.files.iter().map(file).collect::<Vec<_>>().join("\n"))
    }
}

/// One example that is met, and near misses that lack different things, in a language: short ones first.
fn chosen<'e>(examples: &'e [Example], language: &str) -> Vec<&'e Example> {
    let length = |example: &Example| example.files.values().map(String::len).sum::<usize>();
    let mut all: Vec<&Example> = examples.iter().filter(|example| example.language == language).collect();
    all.sort_by_key(|example| length(example) > LONG);
    let mut seen = BTreeSet::new();
    let met = all.iter().find(|example| example.verdict == Outcome::Met);
    let near = all.iter().filter(|example| example.lacks.as_ref().is_some_and(|lacks| seen.insert(lacks.clone()))).take(NEAR);
    let found: Vec<&Example> = met.into_iter().chain(near).copied().collect();
    let more_than_met = found.iter().any(|example| example.lacks.is_some());
    let not_met = all.iter().find(|example| example.verdict == Outcome::NotMet).filter(|_| !more_than_met);
    found.into_iter().chain(not_met.copied()).collect()
}

/// The kind of a check, as `words` calls it.
fn check_kind(check: &Check) -> &'static str {
    match check {
        Check::Statement(_) => "statement",
        Check::Responsibility(_) => "responsibility",
        Check::Metadata(_) => "metadata",
        Check::Review(_) => "review",
        Check::Section(_) => "section",
        Check::Table(_) => "table",
        Check::Reference(_) => "reference",
        Check::Document(_) => "document",
        Check::Order(_) => "order",
        Check::Term(_) => "term",
        Check::Placeholder => "placeholder",
        Check::Artefact => "artefact",
        Check::Pattern(_) => "pattern",
        Check::Forbid(_) => "forbid",
        Check::Rule(_) => "rule",
        Check::Composed(_) => "composed",
        Check::Not(_) => "not",
    }
}
