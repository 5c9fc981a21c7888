//! Blocks to statements: sentences, and list items joined with their lead-in (`language.md` §16).

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::context::Context;
use super::joined::Joined;
use super::parties::{Party, Side};
use super::reading::Named;
use super::rows::read_rows;
use super::section::Section;
use super::statement::{Actor, Form, Statement, Substance};
use super::understand::{Draft, Inherited, understand};
use super::words::Words;
use super::{parts, repeats, sentences};
use crate::document::{BlockKind, Document};
use crate::language::{DocumentWords, Kind, Role, StatementWords};
use crate::source::SourceFile;

/// How many blocks a quotation may have that the words after it make the document's own.
const REACH: usize = 64;

/// What the assembly of statements needs besides the document.
pub(crate) struct Assembly<'a> {
    pub(crate) context: &'a Context<'a>,
    pub(crate) words: &'a Words,
    pub(crate) language: &'a StatementWords,
    pub(crate) dates: Option<&'a DocumentWords>,
    pub(crate) source: &'a SourceFile,
    pub(crate) sections: &'a [Section],
    pub(crate) section_of: &'a [usize],
    pub(crate) consumed: &'a [bool],
    pub(crate) parties: &'a [Party],
    pub(crate) kind: Option<Kind>,
}

impl Assembly<'_> {
    /// A role as it is to be understood here: in an agreement the organisation is the customer.
    pub(crate) fn in_its_place(&self, role: Role) -> Role {
        if role == Role::Organisation && self.kind.is_some_and(Kind::is_agreement) { Role::Customer } else { role }
    }
}

/// Reads every statement of a document.
pub(crate) fn read_statements(assembly: &Assembly<'_>, document: &Document) -> Vec<Statement> {
    let mut found: Vec<Statement> = Vec::new();
    let mut last = LastSentences::new();
    let leading: HashSet<usize> = document.lists.iter().filter_map(|list| list.lead_in).collect();
    for (index, block) in document.blocks.iter().enumerate() {
        let leads = leading.contains(&index) || (!parts::starts_with_bullet(document, index) && parts::starts_with_bullet(document, index + 1));
        let consumed = assembly.consumed.get(index).copied().unwrap_or(false);
        match &block.kind {
            BlockKind::Paragraph | BlockKind::Footnote if is_page_number(assembly, &block.prose.text) => {}
            BlockKind::Paragraph | BlockKind::Footnote => {
                let first = found.len();
                read_sentences(assembly, document, (index, leads, Form::Sentence), &mut last, &mut found);
                let (before, own) = found.split_at_mut(first);
                if introduces_sample(document, index, before) {
                    own.iter_mut().for_each(|statement| statement.substance = Substance::Example);
                }
            }
            BlockKind::Item => read_sentences(assembly, document, (index, leads, Form::Item), &mut last, &mut found),
            BlockKind::Table(table) if !consumed => read_rows(assembly, index, block, table, &mut found),
            _ => {}
        }
    }
    repeats::mark(assembly.source, &mut found);
    found
}

/// Whether the paragraph before ends in a colon and says that an example follows ("Skriv till exempel:").
fn introduces_sample(document: &Document, index: usize, before: &[Statement]) -> bool {
    let lead = index.checked_sub(1).and_then(|lead| document.blocks.get(lead)).filter(|block| block.prose.text.trim_end().ends_with(':'));
    let last = before.last().filter(|last| last.substance == Substance::Example);
    lead.zip(last).is_some_and(|(block, last)| block.span.start <= last.span().start && last.span().end <= block.span.end)
}

/// Whether a text is nothing but the number of a page ("Sida 2 av 11"), left by a conversion.
fn is_page_number(assembly: &Assembly<'_>, text: &str) -> bool {
    if text.len() > 40 || !text.contains(|c: char| c.is_ascii_digit()) {
        return false;
    }
    let hits = assembly.context.of_statements(text);
    hits.iter().any(|hit| hit.set == assembly.words.page && hit.start == 0 && hit.end == text.len())
}

/// The number of the paragraph a block belongs to: that of the lead-in for list items, so that they belong together.
fn paragraph_of(document: &Document, index: usize) -> usize {
    let mut at = index;
    for _ in 0..16 {
        let Some(block) = document.blocks.get(at) else { return at };
        let Some(item) = block.item.and_then(|item| document.items.get(item)) else { return at };
        let Some(list) = document.lists.get(item.list) else { return at };
        match list.lead_in.filter(|lead| *lead < at && !matches!(document.blocks[*lead].kind, BlockKind::Heading(_))) {
            Some(lead) => at = lead,
            None => return usize::MAX / 2 + item.list,
        }
    }
    at
}

/// The last sentence of blocks that lead in lists, by block: many items share one.
type LastSentences = HashMap<usize, Option<Range<usize>>>;

/// The last sentence of a block.
fn last_sentence(assembly: &Assembly<'_>, document: &Document, index: usize, last: &mut LastSentences) -> Option<Range<usize>> {
    let text = document.blocks.get(index).map_or("", |block| block.prose.text.as_str());
    last.entry(index).or_insert_with(|| sentences::split(text, assembly.language).pop()).clone()
}

/// A stretch of a block that leads in a list: the block, and a range of its text.
type Lead = (usize, usize, usize);

/// The chain of lead-ins of a list item, outermost first: blocks whose last sentence leads in.
fn lead_ins(assembly: &Assembly<'_>, document: &Document, index: usize, last: &mut LastSentences) -> Vec<Lead> {
    let mut chain = Vec::new();
    let mut at = index;
    while chain.len() < 4 {
        let Some(list) = document.blocks[at].item.and_then(|item| document.items.get(item)).and_then(|item| document.lists.get(item.list)) else {
            break;
        };
        let Some(lead) = list.lead_in.filter(|lead| *lead < at) else { break };
        let block = &document.blocks[lead];
        if matches!(block.kind, BlockKind::Heading(_)) {
            break;
        }
        let sentence = last_sentence(assembly, document, lead, last);
        let Some((start, end)) = lead_of(&block.prose.text, sentence, list.parent.is_some()) else { break };
        chain.push((lead, start, end));
        at = lead;
    }
    chain.reverse();
    chain
}

/// The last sentence of a text when it leads in what follows, without its colon; a sentence that ends does not, but for an item's.
fn lead_of(text: &str, last: Option<Range<usize>>, nested: bool) -> Option<(usize, usize)> {
    let last = last?;
    let sentence = text.get(last.clone())?;
    // A bracket or quotation mark may close after the full stop.
    let ends = sentence.trim_end_matches([']', ')', '"', '”', '’']).ends_with(['.', '!', '?']) && !nested;
    (!ends).then(|| (last.start, last.start + sentence.trim_end_matches([':', '.', ' ', '–', '-']).len()))
}

/// Reads a block; `leads` says that a list follows which its last words lead in.
fn read_sentences(
    assembly: &Assembly<'_>,
    document: &Document,
    (index, leads, form): (usize, bool, Form),
    last: &mut LastSentences,
    found: &mut Vec<Statement>,
) {
    let block = &document.blocks[index];
    let text = block.prose.text.as_str();
    let parts = parts::parts(&assembly.source.text, &block.prose);
    let mut outer = if form == Form::Item { lead_ins(assembly, document, index, last) } else { Vec::new() };
    let mut paragraph = paragraph_of(document, index);
    if parts.first().is_some_and(|part| part.item)
        && let Some(before) = parts::before_bullets(document, index)
        && let Some((start, end)) = lead_of(&document.blocks[before].prose.text, last_sentence(assembly, document, before, last), false)
    {
        outer.push((before, start, end));
        paragraph = paragraph_of(document, before);
    }
    let mut inner: Option<Lead> = None;
    for (number, part) in parts.iter().enumerate() {
        let Some(own) = text.get(part.start..part.end) else { continue };
        let leads = parts.get(number + 1).map_or(leads, |next| next.item && !part.item);
        let own_sentences = sentences::split(own, assembly.language);
        let lead = if leads { lead_of(own, own_sentences.last().cloned(), false) } else { None };
        let form = if part.item { Form::Item } else { form };
        let chain: Vec<Lead> = outer.iter().copied().chain(inner.filter(|_| part.item)).collect();
        for (at, range) in own_sentences.into_iter().enumerate() {
            if lead.is_some_and(|(start, _)| start == range.start) {
                continue;
            }
            let stretch = Stretch { block: index, start: part.start + range.start, end: part.start + range.end, form, paragraph };
            let first = at == 0 && (number == 0 || part.item);
            read_sentence(assembly, document, &stretch, if first { &chain } else { &[] }, found);
        }
        if !part.item {
            inner = lead.map(|(start, end)| (index, part.start + start, part.start + end));
        }
    }
}

/// A sentence or item before it is read: where it stands in a block's text.
struct Stretch {
    block: usize,
    start: usize,
    end: usize,
    form: Form,
    paragraph: usize,
}

/// Reads one sentence or item with what leads it in.
fn read_sentence(assembly: &Assembly<'_>, document: &Document, stretch: &Stretch, leads: &[Lead], found: &mut Vec<Statement>) {
    let Some(block) = document.blocks.get(stretch.block) else { return };
    let mut joined = Joined::default();
    for (lead, start, end) in leads {
        joined.push(&document.blocks[*lead].prose, *start, *end);
    }
    let own = if joined.text.is_empty() { 0 } else { joined.text.len() + 1 };
    joined.push(&block.prose, stretch.start, stretch.end);
    let checklist = block.item.and_then(|item| document.items.get(item)).is_some_and(|item| item.checked == Some(false));
    let quoted = block.quoted && !is_adopted(assembly, document, stretch.block);
    let draft = Draft { joined, own, form: stretch.form, quoted, checklist, code: block.prose.is_code(stretch.start, stretch.end) };
    let sentence = stretch.form == Form::Sentence || leads.is_empty();
    let follows = |before: &&Statement| sentence && before.paragraph == stretch.paragraph;
    let previous = found.last().filter(follows).and_then(|before| before.actor.clone());
    let inherited = inherit(assembly, stretch.block, previous.as_ref());
    add(assembly, draft, inherited, stretch.block, stretch.paragraph, found);
}

/// Whether the text after a quotation makes it the document's own ("Detta gäller för regionen").
fn is_adopted(assembly: &Assembly<'_>, document: &Document, index: usize) -> bool {
    let Some(next) = document.blocks.iter().skip(index + 1).take(REACH).find(|block| !block.quoted) else { return false };
    let hits = assembly.context.of_statements(&next.prose.text);
    matches!(next.kind, BlockKind::Paragraph) && hits.iter().any(|hit| hit.set == assembly.words.adopted && hit.start == 0)
}

/// What a statement may inherit: the actor of its heading, of the sentence before, and whether its heading denies.
pub(crate) fn inherit<'a>(assembly: &'a Assembly<'_>, index: usize, previous: Option<&'a Actor>) -> Inherited<'a> {
    let section = assembly.section_of.get(index).and_then(|section| assembly.sections.get(*section));
    Inherited {
        heading: section.and_then(|section| section.actor.as_deref().map(|roles| (roles, section.span, section.title.as_str()))),
        negated: section.is_some_and(|section| section.negated),
        previous,
        cell: None,
        accountable: Vec::new(),
        modality: None,
        by: None,
    }
}

/// Roles that a short text names.
pub(crate) fn roles_in(assembly: &Assembly<'_>, text: &str) -> Vec<Role> {
    let hits = assembly.context.of_statements(text);
    let mut roles: Vec<Role> = hits.iter().filter_map(|hit| assembly.words.role(hit.set)).map(|role| assembly.in_its_place(role)).collect();
    roles.extend(aliases(assembly, text).into_iter().map(|one| one.role));
    roles.sort_unstable();
    roles.dedup();
    roles
}

/// Where the parties of the agreement are named, by name or alias, genitive included.
pub(crate) fn aliases(assembly: &Assembly<'_>, text: &str) -> Vec<Named> {
    let mut found = Vec::new();
    let processor = assembly.kind == Some(Kind::ProcessorAgreement);
    for party in assembly.parties {
        let role = match (party.side, processor) {
            (Side::Supplier, false) => Role::Supplier,
            (Side::Supplier, true) => Role::Processor,
            (Side::Customer, false) => Role::Customer,
            (Side::Customer, true) => Role::Controller,
            (Side::Unknown, _) => continue,
        };
        for name in party.aliases.iter().chain([&party.name]).filter(|name| name.chars().count() > 2) {
            for (start, matched) in text.match_indices(name.as_str()) {
                let end = start + matched.len();
                let open = text[..start].chars().next_back().is_none_or(|c| !c.is_alphanumeric());
                let close = text[end..].chars().next().is_none_or(|c| !c.is_alphanumeric() || c == 's');
                if open && close {
                    found.push(Named { role, start, end });
                }
            }
        }
    }
    found
}

pub(crate) fn add(assembly: &Assembly<'_>, draft: Draft, inherited: Inherited<'_>, index: usize, paragraph: usize, found: &mut Vec<Statement>) {
    if draft.joined.text.trim().is_empty() {
        return;
    }
    let section = assembly.section_of.get(index).copied().unwrap_or(0);
    let mut statement = understand(assembly, draft, inherited);
    statement.section = section;
    statement.paragraph = paragraph;
    found.push(statement);
}
