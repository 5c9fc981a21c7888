//! One statement's text to what it says: modality, polarity, actor, time, substance.

use super::actor::{Acting, roles_of, sort_roles, voice};
use super::assemble::{Assembly, aliases};
use super::joined::Joined;
use super::modality::{self, Reached};
use super::polarity::{self, Denial};
use super::reading::{Named, Reading};
use super::statement::{Actor, ActorFrom, Agent, Deadline, Form, Frequency, Mention, Mentions, Statement, Substance, Voice};
use super::substance::{substance, unnamed};
use super::{time, trace};
use crate::language::{Modality, Polarity, Role};
use crate::source::Span;
use crate::term::Occurrence;

/// A statement before it is understood.
pub(crate) struct Draft {
    pub(crate) joined: Joined,
    pub(crate) own: usize,
    pub(crate) form: Form,
    pub(crate) quoted: bool,
    pub(crate) checklist: bool,
    pub(crate) code: bool,
}

/// What a statement may inherit from what stands around it.
pub(crate) struct Inherited<'a> {
    pub(crate) heading: Option<(&'a [Role], Span, &'a str)>,
    pub(crate) negated: bool,
    pub(crate) previous: Option<&'a Actor>,
    /// Whom a table cell names.
    pub(crate) cell: Option<InCell>,
    /// Who answers for a row in the end.
    pub(crate) accountable: Vec<Role>,
    /// How strongly a cell says that its row binds.
    pub(crate) modality: Option<Modality>,
    /// The day in a column of due dates.
    pub(crate) by: Option<Span>,
}

/// Roles that a table cell names.
#[derive(Clone, Debug)]
pub(crate) struct InCell {
    pub(crate) roles: Vec<Role>,
    pub(crate) span: Span,
    pub(crate) text: String,
}

/// Understands one statement.
pub(crate) fn understand(assembly: &Assembly<'_>, draft: Draft, inherited: Inherited<'_>) -> Statement {
    let Draft { joined, own, form, .. } = &draft;
    let text = joined.text.as_str();
    let found = assembly.context.of_statements(text);
    let named = aliases(assembly, text);
    let mut reading = Reading::new(text, *own, assembly.words, &found, &named, &assembly.language.genitive);
    reading.roles.iter_mut().for_each(|named| named.role = assembly.in_its_place(named.role));
    let mut reached = modality::decide(&reading);
    let substance = substance(&reading, &draft, &reached, trace::holds_placeholder(assembly.context, text));
    // A question asks for nothing, and what another text demands is no demand of this one.
    if substance == Substance::Question || (substance == Substance::Quotation && !draft.quoted && !draft.code) {
        reached.modality = None;
    }
    let acting = sort_roles(&reading, &reached);
    let denials = polarity::denials(&reading);
    let mut statement = blank(*form, joined, *own);
    statement.actor = actor(&statement, &reading, &reached, &acting, &inherited);
    let (voice, agent) = voice(&reading, &reached, &acting, statement.actor.is_some());
    statement.voice = voice;
    statement.agent = agent;
    statement.recipients = acting.recipients.iter().map(|one| (one.role, statement.source(one.start, one.end))).collect();
    statement.modality = inherited.modality.or(row_modality(*form, &reached));
    statement.modality_span = reached.words.map(|(start, end)| statement.source(start, end));
    statement.ambiguous = reached.ambiguous;
    statement.responsible = reading.has(assembly.words.responsible);
    statement.substance = substance;
    statement.unnamed = substance == Substance::Placeholder && unnamed(assembly, &reading, &draft, &reached);
    statement.accountable = accountable(&reading, &statement, &inherited);
    timing(assembly, &reading, &mut statement, inherited.by);
    statement.mentions = mentions(&reading, &denials, inherited.negated);
    statement.demands = polarity::demanded(&reading);
    statement.excludes = denials.iter().any(|denial| denial.polarity == Polarity::Excluded);
    statement.negation = denials.first().map(|denial| statement.source(denial.start, denial.end));
    statement
}

/// How often, how fast, and by which day.
fn timing(assembly: &Assembly<'_>, reading: &Reading<'_>, statement: &mut Statement, by: Option<Span>) {
    let often = |one: time::Often| Frequency { months: one.months, ambiguous: one.ambiguous, span: statement.source(one.start, one.end) };
    let frequencies: Vec<Frequency> = time::frequencies(reading).into_iter().map(often).collect();
    let deadline = time::deadline(reading, assembly.language).map(|one| Deadline {
        hours: one.hours,
        working: one.working,
        from: one.from.map(|(start, end)| statement.source(start, end)),
        span: statement.source(one.start, one.end),
    });
    let day = assembly.dates.and_then(|dates| time::by_day(reading, dates)).map(|(start, end)| statement.source(start, end));
    statement.frequency = frequencies.first().copied();
    statement.frequencies = frequencies;
    statement.deadline = deadline;
    statement.by = by.or(day);
}

/// Who answers for it in the end: the A of a row, or whom the words of ultimate responsibility are said of.
fn accountable(reading: &Reading<'_>, statement: &Statement, inherited: &Inherited<'_>) -> Vec<Role> {
    let mut roles = inherited.accountable.clone();
    if reading.has(reading.words.accountable) {
        roles.extend(statement.actor.iter().flat_map(|actor| &actor.roles));
    }
    roles.sort_unstable();
    roles.dedup();
    roles
}

fn blank(form: Form, joined: &Joined, own: usize) -> Statement {
    Statement {
        text: joined.text.clone(),
        own,
        spans: joined.spans.clone(),
        pieces: joined.pieces.clone(),
        form,
        section: 0,
        paragraph: 0,
        modality: None,
        modality_span: None,
        ambiguous: false,
        negation: None,
        demands: None,
        excludes: false,
        substance: Substance::Full,
        unnamed: false,
        actor: None,
        recipients: Vec::new(),
        voice: Voice::Active,
        agent: Agent::None,
        responsible: false,
        accountable: Vec::new(),
        frequency: None,
        frequencies: Vec::new(),
        deadline: None,
        by: None,
        repeats: None,
        mentions: Mentions::default(),
    }
}

/// A row of a table of duties binds like a description unless a modal word stands in it.
fn row_modality(form: Form, reached: &Reached) -> Option<Modality> {
    match (form, reached.explicit) {
        (Form::Row, false) => Some(Modality::Description),
        _ => reached.modality,
    }
}

/// The term sets that are named, each with its polarity; the lexicon's own lists are left out.
fn mentions(reading: &Reading<'_>, denials: &[Denial], negated: bool) -> Mentions {
    let own = reading.words;
    let lexical = |set| own.is_lexical(set);
    let former = reading.has(own.former);
    let mention = |hit: &Occurrence| {
        let (found, _) = polarity::of_term(denials, hit.start, hit.end);
        let polarity = match (found, negated) {
            (Polarity::Affirmed, true) => Polarity::Excluded,
            (found, _) => found,
        };
        Mention { set: hit.set, start: hit.start, end: hit.end, polarity, historical: former && is_former(reading, hit) }
    };
    let mut all: Vec<Mention> = reading.found.iter().filter(|hit| !lexical(hit.set)).map(mention).collect();
    all.sort_unstable_by_key(|one| (one.start, one.end, one.set));
    all.into_iter().collect()
}

/// Whether a word right before says that this is what it was called before.
fn is_former(reading: &Reading<'_>, hit: &Occurrence) -> bool {
    let clause = reading.clause_start(hit.start);
    reading
        .of_until(reading.words.former, hit.start)
        .next()
        .is_some_and(|word| word.start >= clause && reading.words_between(word.end, hit.start) <= 1)
}

/// The actor: in the text, else a table cell, the agent of a passive, the sentence before, the heading.
fn actor(statement: &Statement, reading: &Reading<'_>, reached: &Reached, acting: &Acting, inherited: &Inherited<'_>) -> Option<Actor> {
    let from_text = |named: &[Named], from: ActorFrom| {
        let first = named.first()?;
        let from = if first.start < reading.own { ActorFrom::LeadIn } else { from };
        Some(Actor {
            roles: roles_of(named),
            text: reading.text[first.start..first.end].to_owned(),
            span: statement.source(first.start, first.end),
            from,
            apart: apart(reading, named),
        })
    };
    if let Some(cell) = &inherited.cell {
        return Some(Actor { roles: cell.roles.clone(), text: cell.text.clone(), span: cell.span, from: ActorFrom::Cell, apart: 1 });
    }
    // An item that is a clause of its own has its own subject, whatever leads it in.
    let own: Vec<Named> = acting.subjects.iter().copied().filter(|role| reading.own > 0 && role.start >= reading.own).collect();
    let own_clause = !own.is_empty() && reached.words.is_some_and(|(start, _)| start >= reading.own);
    let subjects = if own_clause { &own } else { &acting.subjects };
    if let Some(found) = from_text(subjects, ActorFrom::Subject).or_else(|| from_text(&acting.agents, ActorFrom::Agent)) {
        return Some(found);
    }
    if let Some(previous) = inherited.previous.filter(|_| opens_with_pronoun(reading, reached)) {
        return Some(Actor { from: ActorFrom::Previous, ..previous.clone() });
    }
    let (roles, span, text) = inherited.heading?;
    Some(Actor { roles: roles.to_vec(), text: text.to_owned(), span, from: ActorFrom::Heading, apart: 1 })
}

/// Whether a statement opens with a word that stands for somebody named before: one that may as well point at the noun after it does so where
/// anything stands between it and what is to be done ("these procedures must").
fn opens_with_pronoun(reading: &Reading<'_>, reached: &Reached) -> bool {
    let opens = |set| reading.of(set).find(|hit| hit.start == reading.own);
    let points_at_noun = |end| reached.words.is_some_and(|(start, _)| start >= end && reading.words_between(end, start) > 0);
    opens(reading.words.pronoun).is_some() && opens(reading.words.pointing).is_none_or(|word| !points_at_noun(word.end))
}

/// How many subjects have a verb of their own: between them stands that of the one before.
fn apart(reading: &Reading<'_>, named: &[Named]) -> usize {
    let verbs = [reading.words.obligation, reading.words.responsible];
    let verb_between = |from: usize, to: usize| verbs.iter().any(|set| reading.of_from(*set, from).next().is_some_and(|verb| verb.end <= to));
    1 + named.windows(2).filter(|pair| pair[0].end <= pair[1].start && verb_between(pair[0].end, pair[1].start)).count()
}
