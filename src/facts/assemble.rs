//! Blocks to statements: sentences, list items joined with their lead-in, table rows joined with their header (`language.md` §16).

use std::collections::HashMap;
use std::ops::Range;

use super::context::Context;
use super::joined::Joined;
use super::parties::{Party, Side};
use super::reading::Named;
use super::section::Section;
use super::sentences;
use super::statement::{Actor, Form, Statement};
use super::understand::{Draft, Inherited, understand};
use super::words::Words;
use crate::document::{Block, BlockKind, Document, Prose, Table};
use crate::language::{Kind, Role, StatementWords};
use crate::source::Span;
use crate::term::SetId;

/// What the assembly of statements needs besides the document.
pub(crate) struct Assembly<'a> {
    pub(crate) context: &'a Context<'a>,
    pub(crate) words: &'a Words,
    pub(crate) language: &'a StatementWords,
    pub(crate) sections: &'a [Section],
    pub(crate) section_of: &'a [usize],
    pub(crate) consumed: &'a [bool],
    pub(crate) parties: &'a [Party],
    pub(crate) kind: Option<Kind>,
}

/// Reads every statement of a document.
pub(crate) fn read_statements(assembly: &Assembly<'_>, document: &Document) -> Vec<Statement> {
    let mut found: Vec<Statement> = Vec::new();
    let mut last = LastSentences::new();
    for (index, block) in document.blocks.iter().enumerate() {
        let consumed = assembly.consumed.get(index).copied().unwrap_or(false);
        match &block.kind {
            BlockKind::Paragraph | BlockKind::Footnote => read_sentences(assembly, document, (index, Form::Sentence), &mut last, &mut found),
            BlockKind::Item => read_sentences(assembly, document, (index, Form::Item), &mut last, &mut found),
            BlockKind::Table(table) if !consumed => read_rows(assembly, index, block, table, &mut found),
            _ => {}
        }
    }
    found
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

/// The chain of lead-ins of a list item, outermost first: blocks whose last sentence leads in.
fn lead_ins(assembly: &Assembly<'_>, document: &Document, index: usize, last_sentences: &mut LastSentences) -> Vec<(usize, usize, usize)> {
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
        let last = last_sentences.entry(lead).or_insert_with(|| sentences::split(&block.prose.text, &assembly.language.abbreviations).pop());
        let Some(last) = last.clone() else { break };
        let text = &block.prose.text[last.clone()];
        if text.ends_with(['.', '!', '?']) && list.parent.is_none() {
            break;
        }
        let end = last.start + text.trim_end_matches([':', '.', ' ', '–', '-']).len();
        chain.push((lead, last.start, end));
        at = lead;
    }
    chain.reverse();
    chain
}

fn read_sentences(
    assembly: &Assembly<'_>,
    document: &Document,
    (index, form): (usize, Form),
    last_sentences: &mut LastSentences,
    found: &mut Vec<Statement>,
) {
    let block = &document.blocks[index];
    let prose = &block.prose;
    let paragraph = paragraph_of(document, index);
    let leads = if form == Form::Item { lead_ins(assembly, document, index, last_sentences) } else { Vec::new() };
    let parts = sentences::split(&prose.text, &assembly.language.abbreviations);
    let checklist = block.item.and_then(|item| document.items.get(item)).is_some_and(|item| item.checked == Some(false));
    for (number, part) in parts.iter().enumerate() {
        let mut joined = Joined::default();
        if number == 0 {
            for (lead, start, end) in &leads {
                joined.push(&document.blocks[*lead].prose, *start, *end);
            }
        }
        let own = if joined.text.is_empty() { 0 } else { joined.text.len() + 1 };
        joined.push(prose, part.start, part.end);
        let draft = Draft { joined, own, form, quoted: block.quoted, checklist, code: prose.is_code(part.start, part.end) };
        let follows = |before: &&Statement| (number > 0 || form == Form::Sentence) && before.paragraph == paragraph;
        let previous = found.last().filter(follows).and_then(|before| before.actor.clone());
        let inherited = inherit(assembly, index, previous.as_ref());
        add(assembly, draft, inherited, index, paragraph, found);
    }
}

/// What a statement may inherit: the actor of its heading, of the sentence before, and whether its heading denies.
fn inherit<'a>(assembly: &'a Assembly<'_>, index: usize, previous: Option<&'a Actor>) -> Inherited<'a> {
    let section = assembly.section_of.get(index).and_then(|section| assembly.sections.get(*section));
    Inherited {
        heading: section.and_then(|section| section.actor.as_deref().map(|roles| (roles, section.span, section.title.as_str()))),
        negated: section.is_some_and(|section| section.negated),
        previous,
        cell: None,
    }
}

fn read_rows(assembly: &Assembly<'_>, index: usize, block: &Block, table: &Table, found: &mut Vec<Statement>) {
    let headers: Vec<Header> = table.header.iter().map(|cell| Header::read(assembly, &cell.prose)).collect();
    for row in &table.rows {
        let mut joined = Joined::default();
        let mut actors: Vec<(Vec<Role>, Span, String)> = Vec::new();
        for (column, cell) in row.cells.iter().enumerate() {
            let text = cell.prose.text.trim();
            if text.is_empty() || text.chars().all(|c| matches!(c, '-' | '–' | '—')) {
                continue;
            }
            let header = headers.get(column);
            if let Some(header) = header.filter(|header| !header.text.is_empty()) {
                joined.push(&table.header[column].prose, 0, table.header[column].prose.text.len());
                joined.spans.pop();
                joined.glue(":");
                let roles = if header.raci_cell(assembly, text) {
                    header.roles.clone()
                } else if header.actor {
                    roles_in(assembly, text)
                } else {
                    Vec::new()
                };
                if !roles.is_empty() {
                    actors.push((roles, cell.span, text.to_owned()));
                }
            }
            joined.push(&cell.prose, 0, cell.prose.text.len());
            joined.glue(";");
        }
        joined.spans.push(row.span);
        let draft = Draft { joined, own: 0, form: Form::Row, quoted: block.quoted, checklist: false, code: false };
        let mut inherited = inherit(assembly, index, None);
        inherited.cell = actors.into_iter().next();
        add(assembly, draft, inherited, index, index, found);
    }
}

/// A header cell as read.
struct Header {
    text: String,
    actor: bool,
    roles: Vec<Role>,
}

impl Header {
    fn read(assembly: &Assembly<'_>, prose: &Prose) -> Self {
        let hits = assembly.context.of_statements(&prose.text);
        let actor = hits.iter().any(|hit| hit.set == assembly.words.column_actor);
        Self { text: prose.text.trim().to_owned(), actor, roles: roles_in(assembly, &prose.text) }
    }

    /// A cell that says R or A under the heading of a role.
    fn raci_cell(&self, assembly: &Assembly<'_>, text: &str) -> bool {
        let hits = assembly.context.of_statements(text);
        !self.roles.is_empty() && hits.iter().any(|hit| hit.set == assembly.words.raci && hit.end - hit.start == text.len())
    }
}

/// Roles that a short text names.
pub(crate) fn roles_in(assembly: &Assembly<'_>, text: &str) -> Vec<Role> {
    let hits = assembly.context.of_statements(text);
    let mut roles: Vec<Role> =
        hits.iter().filter_map(|hit| assembly.words.roles.iter().find(|(set, _)| *set == hit.set)).map(|(_, role)| *role).collect();
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

fn add(assembly: &Assembly<'_>, draft: Draft, inherited: Inherited<'_>, index: usize, paragraph: usize, found: &mut Vec<Statement>) {
    if draft.joined.text.trim().is_empty() {
        return;
    }
    let section = assembly.section_of.get(index).copied().unwrap_or(0);
    let mut statement = understand(assembly, draft, inherited);
    statement.section = section;
    statement.paragraph = paragraph;
    statement.mentions.retain(|mention| mention.set != SetId(u32::MAX));
    found.push(statement);
}
