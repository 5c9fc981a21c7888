//! One statement's text to what it says: modality, polarity, actor, time, substance.

use super::actor::{Acting, roles_of, sort_roles, voice};
use super::assemble::{Assembly, aliases};
use super::joined::Joined;
use super::modality::{self, Reached};
use super::polarity::{self, Denial};
use super::reading::Reading;
use super::statement::{Actor, ActorFrom, Agent, Deadline, Form, Frequency, Mention, Statement, Substance, Voice};
use super::{time, trace};
use crate::language::{Modality, Polarity, Role};
use crate::source::Span;

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
    pub(crate) cell: Option<(Vec<Role>, Span, String)>,
}

/// Understands one statement.
pub(crate) fn understand(assembly: &Assembly<'_>, draft: Draft, inherited: Inherited<'_>) -> Statement {
    let Draft { joined, own, form, .. } = &draft;
    let text = joined.text.as_str();
    let found = assembly.context.of_statements(text);
    let named = aliases(assembly, text);
    let reading = Reading::new(text, *own, assembly.words, &found, &named);
    let mut reached = modality::decide(&reading);
    let substance = substance(&reading, &draft, trace::holds_placeholder(assembly.context, text));
    if substance == Substance::Question {
        reached.modality = None;
    }
    let acting = sort_roles(&reading, &reached);
    let denials = polarity::denials(&reading);
    let mut statement = blank(*form, joined, *own);
    statement.actor = actor(&statement, &reading, &acting, &inherited);
    let (voice, agent) = voice(&reading, &reached, &acting, statement.actor.is_some());
    statement.voice = voice;
    statement.agent = agent;
    statement.recipients = acting.recipients.iter().map(|one| (one.role, statement.source(one.start, one.end))).collect();
    statement.modality = row_modality(*form, &reached);
    statement.modality_span = reached.words.map(|(start, end)| statement.source(start, end));
    statement.ambiguous = reached.ambiguous;
    statement.responsible = reading.has(assembly.words.responsible);
    statement.substance = substance;
    statement.frequency = time::frequency(&reading).map(|(months, start, end)| Frequency { months, span: statement.source(start, end) });
    statement.deadline = time::deadline(&reading, assembly.language).map(|(hours, working, start, end)| Deadline {
        hours,
        working,
        span: statement.source(start, end),
    });
    statement.mentions = mentions(&reading, &denials, inherited.negated);
    statement.excludes = denials.iter().any(|denial| denial.polarity == Polarity::Excluded);
    statement.negation = denials.first().map(|denial| statement.source(denial.start, denial.end));
    statement
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
        excludes: false,
        substance: Substance::Full,
        actor: None,
        recipients: Vec::new(),
        voice: Voice::Active,
        agent: Agent::None,
        responsible: false,
        frequency: None,
        deadline: None,
        mentions: Vec::new(),
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
fn mentions(reading: &Reading<'_>, denials: &[Denial], negated: bool) -> Vec<Mention> {
    let own = reading.words;
    let lexical = |set| own.is_lexical(set);
    reading
        .found
        .iter()
        .filter(|hit| !lexical(hit.set))
        .map(|hit| {
            let (found, _) = polarity::of_term(denials, hit.start, hit.end);
            let polarity = match (found, negated) {
                (Polarity::Affirmed, true) => Polarity::Excluded,
                (found, _) => found,
            };
            Mention { set: hit.set, start: hit.start, end: hit.end, polarity }
        })
        .collect()
}

/// The actor: in the text, else a table cell, the agent of a passive, the sentence before, the heading.
fn actor(statement: &Statement, reading: &Reading<'_>, acting: &Acting, inherited: &Inherited<'_>) -> Option<Actor> {
    let from_text = |named: &[super::reading::Named], from: ActorFrom| {
        let first = named.first()?;
        let from = if first.start < reading.own { ActorFrom::LeadIn } else { from };
        Some(Actor {
            roles: roles_of(named),
            text: reading.text[first.start..first.end].to_owned(),
            span: statement.source(first.start, first.end),
            from,
        })
    };
    if let Some((roles, span, text)) = &inherited.cell {
        return Some(Actor { roles: roles.clone(), text: text.clone(), span: *span, from: ActorFrom::Cell });
    }
    if let Some(found) = from_text(&acting.subjects, ActorFrom::Subject).or_else(|| from_text(&acting.agents, ActorFrom::Agent)) {
        return Some(found);
    }
    let opens_with_pronoun = reading.of(reading.words.pronoun).any(|hit| hit.start == reading.own);
    if let Some(previous) = inherited.previous.filter(|_| opens_with_pronoun) {
        return Some(Actor { from: ActorFrom::Previous, ..previous.clone() });
    }
    let (roles, span, text) = inherited.heading?;
    Some(Actor { roles: roles.to_vec(), text: text.to_owned(), span, from: ActorFrom::Heading })
}

/// Whether the statement speaks for the document.
fn substance(reading: &Reading<'_>, draft: &Draft, holds_placeholder: bool) -> Substance {
    let words = reading.words;
    let text = reading.text.trim();
    if draft.quoted || draft.code || reading.has(words.quotation) {
        Substance::Quotation
    } else if text.ends_with('?') || draft.checklist && text.ends_with('?') || text.starts_with('☐') {
        Substance::Question
    } else if holds_placeholder {
        Substance::Placeholder
    } else if reading.has(words.plan) {
        Substance::Plan
    } else if reading.has(words.history) {
        Substance::History
    } else if reading.has(words.example) {
        Substance::Example
    } else if reading.of(words.explanation).any(|hit| hit.start <= reading.own + 40) {
        Substance::Explanation
    } else {
        Substance::Full
    }
}
