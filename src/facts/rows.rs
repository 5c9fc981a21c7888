//! Table rows as statements: every cell joined with its header; who is named in which column (`language.md` §4, §16).

use super::assemble::{Assembly, add, inherit, roles_in};
use super::date::find_dates;
use super::joined::Joined;
use super::statement::{Form, Statement};
use super::understand::{Draft, InCell, Inherited};
use crate::document::{Block, Cell, Prose, Table};
use crate::language::{DocumentWords, Modality, Role};

/// What a letter of a RACI table says: who does it, who answers for it.
#[derive(Clone, Copy, PartialEq, Eq, Default)]
struct Letter {
    performs: bool,
    answers: bool,
}

/// A header cell as read.
struct Header {
    text: String,
    actor: bool,
    due: bool,
    roles: Vec<Role>,
    letter: Option<Letter>,
}

/// What a cell says of who has the duty.
struct Named {
    actor: InCell,
    letter: Option<Letter>,
}

/// Reads the rows of a table.
pub(crate) fn read_rows(assembly: &Assembly<'_>, index: usize, block: &Block, table: &Table, found: &mut Vec<Statement>) {
    let headers: Vec<Header> = table.header.iter().map(|cell| Header::read(assembly, &cell.prose)).collect();
    for row in &table.rows {
        let mut joined = Joined::default();
        let mut named: Vec<Named> = Vec::new();
        let mut inherited = inherit(assembly, index, None);
        for (column, cell) in row.cells.iter().enumerate() {
            let text = cell.prose.text.trim();
            if text.is_empty() || text.chars().all(|c| matches!(c, '-' | '–' | '—')) {
                continue;
            }
            let header = headers.get(column);
            if let Some(heading) = table.header.get(column).filter(|_| header.is_some_and(|header| !header.text.is_empty())) {
                joined.push(&heading.prose, 0, heading.prose.text.len());
                joined.spans.pop();
                joined.glue(":");
            }
            named.extend(read_cell(assembly, header, cell, text));
            inherited.modality = inherited.modality.or_else(|| requirement(assembly, text));
            inherited.by = inherited.by.or_else(|| due(assembly, header, cell));
            joined.push(&cell.prose, 0, cell.prose.text.len());
            joined.glue(";");
        }
        joined.spans.push(row.span);
        let draft = Draft { joined, own: 0, form: Form::Row, quoted: block.quoted, checklist: false, code: false };
        settle(&mut inherited, named);
        add(assembly, draft, inherited, index, index, found);
    }
}

/// Who has the duty of a row: all that the letters of a RACI table name, else the first that is named.
fn settle(inherited: &mut Inherited<'_>, named: Vec<Named>) {
    let lettered = named.iter().any(|one| one.letter.is_some());
    let mut actor: Option<InCell> = None;
    for one in named {
        match (one.letter, &mut actor) {
            (Some(letter), _) if !letter.performs && !letter.answers => continue,
            (None, _) if lettered => continue,
            _ => {}
        }
        if one.letter.is_some_and(|letter| letter.answers) {
            inherited.accountable.extend(&one.actor.roles);
        }
        match &mut actor {
            Some(first) if lettered => first.roles.extend(one.actor.roles),
            Some(_) => {}
            None => actor = Some(one.actor),
        }
    }
    if let Some(actor) = &mut actor {
        actor.roles.sort_unstable();
        actor.roles.dedup();
    }
    inherited.cell = actor;
}

/// Whom a cell names: by its column, by a letter under a role, or by a letter before a role ("R: chefen").
fn read_cell(assembly: &Assembly<'_>, header: Option<&Header>, cell: &Cell, text: &str) -> Option<Named> {
    let at_cell =
        |roles: Vec<Role>, letter| (!roles.is_empty()).then(|| Named { actor: InCell { roles, span: cell.span, text: text.to_owned() }, letter });
    if let Some((before, after)) = text.split_once(':')
        && let Some(letter) = letter(assembly, before.trim())
    {
        return at_cell(roles_in(assembly, after), Some(letter));
    }
    let header = header?;
    match (header.letter, letter(assembly, text)) {
        (Some(of_column), _) => at_cell(roles_in(assembly, text), Some(of_column)),
        (None, Some(of_cell)) if !header.roles.is_empty() => at_cell(header.roles.clone(), Some(of_cell)),
        _ if header.actor => at_cell(roles_in(assembly, text), None),
        _ => None,
    }
}

/// What a text says that is nothing but a letter of a RACI table.
fn letter(assembly: &Assembly<'_>, text: &str) -> Option<Letter> {
    if text.chars().count() > 5 {
        return None;
    }
    let words = assembly.words;
    let hits = assembly.context.of_statements(text);
    let whole = |set| hits.iter().any(|hit| hit.set == set && hit.start == 0 && hit.end == text.len());
    let both = whole(words.raci_both);
    let found = Letter { performs: both || whole(words.raci_performs), answers: both || whole(words.raci_accountable) };
    (found != Letter::default() || whole(words.raci_told)).then_some(found)
}

/// How strongly a row binds when one of its cells says nothing else ("SKA", "Bör-krav").
fn requirement(assembly: &Assembly<'_>, text: &str) -> Option<Modality> {
    if text.len() > 20 {
        return None;
    }
    let hits = assembly.context.of_statements(text);
    let whole = |set| hits.iter().any(|hit| hit.set == set && hit.start == 0 && hit.end == text.len());
    if whole(assembly.words.requirement_obligation) {
        Some(Modality::Obligation)
    } else {
        whole(assembly.words.requirement_recommendation).then_some(Modality::Recommendation)
    }
}

/// The day in a column of dates that things are due.
fn due(assembly: &Assembly<'_>, header: Option<&Header>, cell: &Cell) -> Option<crate::source::Span> {
    let words: &DocumentWords = assembly.dates.filter(|_| header.is_some_and(|header| header.due))?;
    let (range, _) = find_dates(&cell.prose.text, words).into_iter().next()?;
    Some(cell.prose.source(range.start, range.end))
}

impl Header {
    fn read(assembly: &Assembly<'_>, prose: &Prose) -> Self {
        let text = prose.text.trim().to_owned();
        let hits = assembly.context.of_statements(&prose.text);
        let has = |set| hits.iter().any(|hit| hit.set == set);
        Self {
            actor: has(assembly.words.column_actor),
            due: has(assembly.words.column_due),
            roles: roles_in(assembly, &prose.text),
            letter: letter(assembly, &text),
            text,
        }
    }
}
