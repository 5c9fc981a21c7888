//! The parties of an agreement: names, aliases and sides.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::{LazyLock, OnceLock};

use regex::Regex;
use serde::{Deserialize, Serialize};

use super::context::Context;
use crate::document::{Block, BlockKind, Cell, Document, Prose, Table};
use crate::language::{DocumentWords, Kind, Language, Lexicon};
use crate::source::Span;

/// Which side of the agreement.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Side {
    /// Delivers.
    Supplier,
    /// Buys.
    Customer,
    /// Cannot be told.
    Unknown,
}

/// One party.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Party {
    /// Name as written ("Lindfors Journal AB").
    pub name: String,
    /// Defined names ("Bolaget", "the Vendor"), also its short name.
    pub aliases: Vec<String>,
    /// Its side.
    pub side: Side,
    /// Where it is introduced.
    pub span: Span,
}

/// Blocks at the top where parties are introduced.
const BLOCKS: usize = 40;
/// Bytes after a name in which its defined name stands.
const REACH: usize = 320;

/// Names in quotation marks.
static QUOTED: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r#"[”“"„»’'‘]([^”“"„»«’'‘\n]{2,40})[”“"«’'‘]"#).ok());
/// Words in parentheses.
static PARENTHESIS: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"\(([^()]{2,100})\)").ok());

/// The pattern of names in each language, compiled when the first agreement is read.
pub(crate) struct PartyNames(BTreeMap<String, OnceLock<Option<Regex>>>);

impl PartyNames {
    pub(crate) fn new(lexicon: &Lexicon) -> Self {
        Self(lexicon.languages.iter().map(|language| (language.tag.clone(), OnceLock::new())).collect())
    }

    fn of(&self, language: &Language) -> Option<&Regex> {
        self.0.get(&language.tag)?.get_or_init(|| name_pattern(&language.document)).as_ref()
    }
}

/// The parties of an agreement, in the order they are introduced; none for other documents.
pub(crate) fn read_parties(context: &Context, names: &PartyNames, document: &Document, kind: Option<Kind>) -> Vec<Party> {
    let Some(language) = context.read_as().filter(|_| kind.is_some_and(Kind::is_agreement)) else { return Vec::new() };
    let words = &language.document;
    let Some(names) = names.of(language) else { return Vec::new() };
    let mut parties: Vec<Party> = Vec::new();
    for block in document.blocks.iter().take(BLOCKS) {
        if parties.len() > 1 {
            break;
        }
        match &block.kind {
            BlockKind::Table(table) => of_table(context, words, names, table, &mut parties),
            BlockKind::Paragraph | BlockKind::Item => of_block(context, words, names, block, &mut parties),
            _ => {}
        }
    }
    parties.truncate(distinct(&parties));
    oppose(&mut parties);
    parties
}

/// Two parties at least, and those after them only when they too were given a defined name.
fn distinct(parties: &[Party]) -> usize {
    let defined = parties.iter().take_while(|party| party.side != Side::Unknown || party.aliases.len() > 1).count();
    defined.max(2).min(parties.len())
}

/// A capitalised word of a name, in the letters of Latin scripts: names in others come with no legal form that is known here, and classes of all
/// letters make large automata.
const WORD: &str = "[A-ZÀ-ÖØ-ÞĀ-ſ][0-9A-Za-zÀ-ÖØ-öø-ſ&’'-]*";
/// Where a word of plain letters ends. In the sense of Unicode it would keep the fast automata from any text but English.
const END: &str = r"(?-u:\b)";

/// Names of companies (capitalised words and a legal form) and of public bodies.
fn name_pattern(words: &DocumentWords) -> Option<Regex> {
    let alternatives = |words: Vec<String>| {
        if words.is_empty() { r"[a&&b]".to_owned() } else { words.join("|") }
    };
    let mut forms: Vec<String> = words.list("legal-forms").iter().map(|form| regex::escape(form)).collect();
    forms.sort_by_key(|form| std::cmp::Reverse(form.len()));
    let public: Vec<String> = words.map("public").map(|(word, _)| regex::escape(word)).collect();
    let after = public.iter().filter(|word| word.starts_with(char::is_lowercase)).cloned().collect();
    let (word, end) = (WORD, END);
    let before = format!(r"(?:\s+(?:{}& ?)?)", joiners(words));
    let company = format!(r"{word}(?:{before}{word}){{0,5}},?\s+(?:{})(?:{end}|$)", alternatives(forms));
    let body = format!(r"(?:{})\s+{word}(?:\s+{word})?|{word}\s+(?:{}){end}", alternatives(public.clone()), alternatives(after));
    Regex::new(&format!(r"(?P<company>{company})|(?P<body>{body})")).ok()
}

/// Small words inside a company's name, as alternatives that end with a space.
fn joiners(words: &DocumentWords) -> String {
    words.list("name-joiners").iter().map(|word| format!("{} |", regex::escape(word))).collect()
}

/// A name found in a text.
struct Found {
    range: Range<usize>,
    public: bool,
}

/// The names in a text.
fn names_in(names: &Regex, text: &str) -> Vec<Found> {
    let found = names.captures_iter(text).filter_map(|captures| {
        let range = captures.get(0)?.range();
        let ends = !text.get(range.end..).is_some_and(|after| after.starts_with(|letter: char| !letter.is_ascii() && letter.is_alphanumeric()));
        ends.then_some(())?;
        Some(Found { range, public: captures.name("body").is_some() })
    });
    found.collect()
}

/// Reads the parties that a paragraph or item introduces.
fn of_block(context: &Context, words: &DocumentWords, names: &Regex, block: &Block, parties: &mut Vec<Party>) {
    let text = block.prose.text.as_str();
    let found = names_in(names, text);
    for (index, name) in found.iter().enumerate() {
        let end = found.get(index + 1).map_or(text.len(), |next| next.range.start);
        let after = clip(text, name.range.end, end.min(name.range.end + REACH));
        let before = index.checked_sub(1).and_then(|index| found.get(index)).map_or(0, |other| other.range.end);
        let alias = alias(context, words, after);
        let defined = side_of(context, alias.as_deref().unwrap_or_default());
        let around = if name.public { Side::Customer } else { side_of(context, after) };
        let side = first_known([defined, side_before(context, text.get(before..name.range.start).unwrap_or_default()), around]);
        add(words, &block.prose, name, alias, side, parties);
    }
}

/// Reads a table of parties: sides as columns, or a side or a name's label beside the name.
fn of_table(context: &Context, words: &DocumentWords, names: &Regex, table: &Table, parties: &mut Vec<Party>) {
    let label =
        |row: &[Cell], family: &str| row.first().is_some_and(|cell| context.whole(family, cell.prose.text.trim().trim_end_matches(':')).is_some());
    let sides: Vec<Side> = table.header.iter().map(|cell| side_of(context, &cell.prose.text)).collect();
    let first = parties.len();
    for row in &table.rows {
        let beside = row.cells.first().map_or(Side::Unknown, |cell| side_of(context, &cell.prose.text));
        for (column, cell) in row.cells.iter().enumerate().skip(1) {
            let side = first_known([beside, sides.get(column).copied().unwrap_or(Side::Unknown)]);
            let text = cell.prose.text.as_str();
            if label(&row.cells, "@party-alias") {
                if let Some(party) = parties.get_mut(first + column - 1) {
                    party.aliases.push(text.trim().to_owned());
                }
            } else if side != Side::Unknown && (label(&row.cells, "@party-name") || beside != Side::Unknown) {
                for name in names_in(names, text).into_iter().take(1) {
                    add(words, &cell.prose, &name, None, side, parties);
                }
            }
        }
    }
}

/// Adds a party, or what is new about a known one. Only a name with a side or a defined name introduces a party.
fn add(words: &DocumentWords, prose: &Prose, found: &Found, alias: Option<String>, side: Side, parties: &mut Vec<Party>) {
    let name = prose.text.get(found.range.clone()).unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ");
    let genitive = |party: &Party| name.strip_prefix(party.name.as_str()).is_some_and(|rest| rest.chars().count() <= 1);
    if let Some(known) = parties.iter_mut().find(|party| genitive(party)) {
        if known.side == Side::Unknown {
            known.side = side;
        }
        known.aliases.extend(alias.filter(|alias| !known.aliases.contains(alias)));
        return;
    }
    let mut aliases = short_names(words, &name, found.public);
    aliases.extend(alias.filter(|alias| !aliases.contains(alias)));
    parties.push(Party { name, aliases, side, span: prose.source(found.range.start, found.range.end) });
}

/// Short names: a company without its legal form, and its first word; a public body as "the region".
fn short_names(words: &DocumentWords, name: &str, public: bool) -> Vec<String> {
    if public {
        let short = words.map("public").find(|(word, _)| name.split_whitespace().any(|part| part == *word));
        return short.map(|(_, short)| short.to_owned()).into_iter().collect();
    }
    let form = words.list("legal-forms").iter().filter(|form| name.ends_with(form.as_str())).max_by_key(|form| form.len());
    let bare = name.strip_suffix(form.map_or("", String::as_str)).unwrap_or(name).trim_end_matches([' ', ',']);
    let first = bare.split_whitespace().next().unwrap_or_default();
    let mut short = vec![bare.to_owned()];
    if first != bare && first.chars().count() >= 4 {
        short.push(first.to_owned());
    }
    short
}

/// The defined name after a party's name: in quotation marks, after "nedan kallad", or alone in parentheses.
fn alias(context: &Context, words: &DocumentWords, after: &str) -> Option<String> {
    if let Some(found) = QUOTED.as_ref().and_then(|pattern| pattern.captures(after)).and_then(|found| found.get(1)) {
        return clean(words, found.as_str());
    }
    if after.split_whitespace().any(|word| words.listed("alias-both", word)) {
        return None;
    }
    let introduced = context.set("@alias-intro", after).into_iter().find_map(|intro| {
        let rest = after.get(intro.end..)?.trim_start();
        clean(words, rest.split([',', '.', ')', ';', '(']).next()?).filter(|name| name.split_whitespace().count() <= 3)
    });
    introduced.or_else(|| {
        let inner = PARENTHESIS.as_ref()?.captures(after)?.get(1)?.as_str();
        clean(words, inner).filter(|name| name.split_whitespace().count() <= 2)
    })
}

/// A defined name without articles before it; `None` for figures and nothing.
fn clean(words: &DocumentWords, text: &str) -> Option<String> {
    let mut text = text.trim().trim_matches(|letter: char| !letter.is_alphanumeric());
    while let Some((first, rest)) = text.split_once(char::is_whitespace) {
        if !words.listed("alias-skip", first) {
            break;
        }
        text = rest.trim();
    }
    let cut = text.split_whitespace().take_while(|word| !words.listed("name-end", word)).collect::<Vec<_>>().join(" ");
    let plain = !cut.is_empty() && !cut.chars().any(|letter| letter.is_ascii_digit());
    plain.then_some(cut)
}

/// The side that the first word about sides tells.
fn side_of(context: &Context, text: &str) -> Side {
    first_side(context, text, false)
}

/// The side that the last word before a name tells ("Uppdragsgivare är …").
fn side_before(context: &Context, text: &str) -> Side {
    let start = text.rfind(['.', ',', ';', ')']).map_or(0, |at| at + 1);
    first_side(context, text.get(start..).unwrap_or_default(), true)
}

/// The first or last word about sides.
fn first_side(context: &Context, text: &str, last: bool) -> Side {
    let supplier = context.set("@supplier-side", text).into_iter().map(|found| (found.start, Side::Supplier));
    let customer = context.set("@customer-side", text).into_iter().map(|found| (found.start, Side::Customer));
    let all = supplier.chain(customer);
    let found = if last { all.max_by_key(|(at, _)| *at) } else { all.min_by_key(|(at, _)| *at) };
    found.map_or(Side::Unknown, |(_, side)| side)
}

/// The first side that is known.
fn first_known<const N: usize>(sides: [Side; N]) -> Side {
    sides.into_iter().find(|side| *side != Side::Unknown).unwrap_or(Side::Unknown)
}

/// The part of a text between two places, moved to character boundaries.
fn clip(text: &str, start: usize, end: usize) -> &str {
    let mut end = end.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text.get(start..end).unwrap_or_default()
}

/// Of two parties with one known side, the other has the opposite one.
fn oppose(parties: &mut [Party]) {
    if let [first, second] = parties {
        match (first.side, second.side) {
            (Side::Unknown, known) if known != Side::Unknown => first.side = opposite(known),
            (known, Side::Unknown) if known != Side::Unknown => second.side = opposite(known),
            _ => {}
        }
    }
}

/// The other side.
const fn opposite(side: Side) -> Side {
    match side {
        Side::Supplier => Side::Customer,
        Side::Customer => Side::Supplier,
        Side::Unknown => Side::Unknown,
    }
}
