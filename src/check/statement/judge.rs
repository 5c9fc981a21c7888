//! One statement against the wanted properties, one by one.

use super::across;
use super::judgement::{Held, Judgement};
use super::timing::{deadline, frequency};
use crate::check::{AgentWanted, Group, StatementCheck, Within};
use crate::facts::{ActorFrom, Agent, Facts, Form, Mention, Side, Statement, Substance, Voice};
use crate::language::{Kind, Modality, Polarity, Role};
use crate::result::{Arg, Say};

/// How many properties are judged at most.
const PROPERTIES: usize = 12;

/// Judges a statement; `None` when it shares no topic term. The labels have no words yet: see [`judge_aloud`].
pub(crate) fn judge(params: &StatementCheck, facts: &Facts, at: usize, statement: &Statement) -> Option<Judgement> {
    weigh(params, facts, at, statement, false)
}

/// Judges a statement that is to be shown, with everything that is said under its words.
pub(crate) fn judge_aloud(params: &StatementCheck, facts: &Facts, at: usize, statement: &Statement) -> Option<Judgement> {
    weigh(params, facts, at, statement, true)
}

fn weigh(params: &StatementCheck, facts: &Facts, at: usize, statement: &Statement, told: bool) -> Option<Judgement> {
    if !params.mentions.is_empty() && !params.mentions.iter().any(|group| best_mention(statement, group).is_some()) {
        return None;
    }
    let asked = params.mentions.len();
    let mut judged = Judgement {
        mentioned: (0, asked),
        told,
        properties: Vec::with_capacity(PROPERTIES),
        groups: Vec::with_capacity(asked),
        ..Judgement::default()
    };
    let mut found: Vec<Option<&Mention>> = Vec::with_capacity(asked);
    for group in &params.mentions {
        let own = best_mention(statement, group);
        judged.mentioned.0 += usize::from(own.is_some());
        judged.groups.push(own.is_some());
        found.push(own);
    }
    mentions(params, facts, at, statement, &found, &mut judged);
    polarity(params, statement, &found, &mut judged);
    modality(params, statement, &found, &mut judged);
    substance(statement, &mut judged);
    unless(params, statement, &mut judged);
    actor(params, facts, at, statement, &mut judged);
    recipient(params, facts, at, statement, &mut judged);
    voice(params, statement, &mut judged);
    frequency(params, facts, at, statement, &mut judged);
    deadline(params, facts, at, statement, &mut judged);
    section(params, facts, statement, &mut judged);
    Some(judged)
}

/// The mention of a group, an affirmed one first.
pub(crate) fn best_mention<'s>(statement: &'s Statement, group: &Group) -> Option<&'s Mention> {
    let mut of_group = statement.mentions.of(&group.sets);
    let first = of_group.next()?;
    Some(of_group.find(|mention| first.polarity != Polarity::Affirmed && mention.polarity == Polarity::Affirmed).unwrap_or(first))
}

fn mentions(params: &StatementCheck, facts: &Facts, at: usize, statement: &Statement, found: &[Option<&Mention>], judged: &mut Judgement) {
    let mut missing = None;
    let mut near = 0;
    for (index, (group, own)) in params.mentions.iter().zip(found).enumerate() {
        match own {
            Some(mention) => {
                let say = || Say::new("holds.mention").with("group", Arg::Text(group.called.clone()));
                judged.hold(statement.source(mention.start, mention.end), say);
            }
            None if params.own.contains(&index) => missing = missing.or(Some(group)),
            // What else could be borrowed is told of a statement that is shown, and decides nothing once something is missing.
            None if missing.is_some() && !judged.told => {}
            None => match across::borrow_mention(params, facts, at, statement, group) {
                Some((span, close)) => {
                    near += usize::from(close);
                    judged.borrowed.push(span);
                }
                None => missing = missing.or(Some(group)),
            },
        }
    }
    // What is borrowed from afar adds to what the statement says under its heading and beside its neighbours; it does not make it say it.
    let (own, asked) = judged.mentioned;
    if own + near < asked.div_ceil(2).min(2) {
        missing = missing.or_else(|| params.mentions.iter().zip(found).find(|(_, own)| own.is_none()).map(|(group, _)| group));
    }
    let held = missing
        .map_or(Held::Holds, |group| judged.lack(statement.span(), || Say::new("lacks.mentions").with("group", Arg::Text(group.called.clone()))));
    judged.put("mentions", held);
}

fn polarity(params: &StatementCheck, statement: &Statement, found: &[Option<&Mention>], judged: &mut Judgement) {
    if params.polarity.is_empty() && params.polarity_of.is_empty() {
        return;
    }
    let failing = found.iter().enumerate().filter_map(|(index, mention)| Some((index, (*mention)?))).find(|(index, mention)| {
        match params.polarity_of.iter().find(|(group, _)| group == index) {
            Some((_, wanted)) => mention.polarity != *wanted,
            None => params.polarity_of.is_empty() && !params.polarity.contains(&mention.polarity),
        }
    });
    let held = match failing {
        None => Held::Holds,
        Some((_, mention)) => {
            let word = statement.negation.unwrap_or_else(|| statement.source(mention.start, mention.end));
            let key = match mention.polarity {
                Polarity::Excluded => "lacks.excluded",
                Polarity::Negated => "lacks.negated",
                Polarity::Affirmed => "lacks.not-denied",
            };
            judged.lack(word, || Say::new(key).words("word", statement.text.get(mention.start..mention.end).unwrap_or_default()))
        }
    };
    judged.put("polarity", held);
}

/// Whether a prohibition makes a condition of what is asked for: "no system may be taken into use without a risk analysis" asks for one.
fn is_demanded(params: &StatementCheck, statement: &Statement, found: &[Option<&Mention>]) -> bool {
    let Some((from, to)) = statement.demands.filter(|_| params.modality.contains(&Modality::Obligation)) else { return false };
    let mut own = found.iter().flatten().peekable();
    // All that is asked for: of "incidents may not be reported without leave" the reporting is forbidden, and only the leave asked for.
    statement.modality == Some(Modality::Prohibition) && own.peek().is_some() && own.all(|mention| from <= mention.start && mention.end <= to)
}

fn modality(params: &StatementCheck, statement: &Statement, found: &[Option<&Mention>], judged: &mut Judgement) {
    if params.modality.is_empty() {
        return;
    }
    let span = statement.modality_span.unwrap_or_else(|| statement.span());
    let held = match statement.modality {
        Some(modality) if params.modality.contains(&modality) => Held::Holds,
        Some(Modality::Prohibition) if is_demanded(params, statement, found) => Held::Holds,
        Some(Modality::Description) if assigned(statement) && params.modality.contains(&Modality::Obligation) => Held::Holds,
        _ if statement.ambiguous => Held::Unclear(judged.label(span, || Say::new("lacks.ambiguous"))),
        found => judged.lack(span, || weak(found)),
    };
    judged.put("modality", held);
}

/// What stands in a table of duties, under the heading of a role, or as a responsibility binds without a modal verb.
fn assigned(statement: &Statement) -> bool {
    let from = statement.actor.as_ref().filter(|actor| !actor.roles.is_empty()).map(|actor| actor.from);
    matches!(from, Some(ActorFrom::Cell | ActorFrom::Heading)) || (from.is_some() && statement.responsible)
}

fn weak(found: Option<Modality>) -> Say {
    match found {
        None | Some(Modality::Description) => Say::new("lacks.modality-none"),
        Some(Modality::Intention) => Say::new("lacks.intention"),
        Some(Modality::Permission) => Say::new("lacks.permission"),
        Some(Modality::Prohibition) => Say::new("lacks.prohibition"),
        Some(_) => Say::new("lacks.modality"),
    }
}

fn substance(statement: &Statement, judged: &mut Judgement) {
    let why = match statement.substance {
        Substance::Full => return judged.put("substance", Held::Holds),
        Substance::Placeholder if statement.unnamed => return judged.put("substance", Held::Holds),
        Substance::Quotation => "why.quotation",
        Substance::History => "why.history",
        Substance::Example => "why.example",
        Substance::Question => "why.question",
        Substance::Placeholder => "why.placeholder",
        Substance::Plan => "why.plan",
        Substance::Explanation => "why.explanation",
    };
    judged.put("substance", judged.lack(statement.span(), || Say::new("lacks.substance").with("why", Arg::Term(why.to_owned()))));
}

fn unless(params: &StatementCheck, statement: &Statement, judged: &mut Judgement) {
    if params.unless.is_empty() {
        return;
    }
    let hit = params.unless.iter().find_map(|group| best_mention(statement, group));
    let held = hit.map_or(Held::Holds, |mention| {
        let word = statement.text.get(mention.start..mention.end).unwrap_or_default();
        judged.lack(statement.source(mention.start, mention.end), || Say::new("lacks.unless").words("word", word))
    });
    judged.put("unless", held);
}

fn roles(wanted: &[Role]) -> Arg {
    Arg::List(wanted.iter().take(5).map(|role| Arg::Term(format!("role.{role}"))).collect())
}

fn actor(params: &StatementCheck, facts: &Facts, at: usize, statement: &Statement, judged: &mut Judgement) {
    if params.actor.is_empty() {
        return;
    }
    let actor = statement.actor.as_ref().or_else(|| across::borrow(params, facts, at, statement, |other| other.actor.as_ref()));
    let held = match actor {
        Some(actor) if actor.roles.iter().any(|role| params.actor.contains(role)) => judged.hold(actor.span, || Say::new("holds.actor")),
        _ if unknown_sides(facts) => Held::Unclear(judged.label(statement.span(), || Say::new("lacks.actor-unclear"))),
        Some(actor) => {
            judged.lack(actor.span, || Say::new("lacks.actor-wrong").words("found", actor.text.clone()).with("wanted", roles(&params.actor)))
        }
        None => {
            judged.lack(statement.modality_span.unwrap_or_else(|| statement.span()), || Say::new("lacks.actor").with("wanted", roles(&params.actor)))
        }
    };
    judged.put("actor", held);
}

/// Two parties of which neither side is known: an actor can never be called the wrong one.
fn unknown_sides(facts: &Facts) -> bool {
    facts.kind.kind.is_some_and(Kind::is_agreement) && facts.parties.len() >= 2 && facts.parties.iter().all(|party| party.side == Side::Unknown)
}

fn recipient(params: &StatementCheck, facts: &Facts, at: usize, statement: &Statement, judged: &mut Judgement) {
    if params.recipient.is_empty() {
        return;
    }
    let of = |one: &Statement| one.recipients.iter().find(|(role, _)| params.recipient.contains(role)).map(|(_, span)| *span);
    let found = of(statement).or_else(|| across::borrow(params, facts, at, statement, of));
    let held = match found {
        Some(_) => Held::Holds,
        None => judged.lack(statement.span(), || Say::new("lacks.recipient").with("wanted", roles(&params.recipient))),
    };
    judged.put("recipient", held);
}

fn voice(params: &StatementCheck, statement: &Statement, judged: &mut Judgement) {
    if params.passive {
        let held = if statement.voice == Voice::Passive { Held::Holds } else { judged.lack(statement.span(), || Say::new("lacks.voice")) };
        judged.put("voice", held);
    }
    let fits = match params.agent {
        None => return,
        Some(AgentWanted::None) => statement.agent == Agent::None && statement.form != Form::Row,
        Some(AgentWanted::Named) => statement.agent == Agent::Named,
    };
    judged.put("agent", if fits { Held::Holds } else { judged.lack(statement.span(), || Say::new("lacks.agent")) });
}

fn section(params: &StatementCheck, facts: &Facts, statement: &Statement, judged: &mut Judgement) {
    if params.section.is_empty() || params.within == Within::Section {
        return;
    }
    let named = across::headings(facts, statement.section)
        .any(|section| params.section.iter().any(|group| section.terms.iter().any(|hit| group.sets.contains(&hit.set))));
    let wanted = params.section.first().map(|group| group.called.clone()).unwrap_or_default();
    judged.put(
        "section",
        if named { Held::Holds } else { judged.lack(statement.span(), || Say::new("lacks.section").with("wanted", Arg::Text(wanted))) },
    );
}
