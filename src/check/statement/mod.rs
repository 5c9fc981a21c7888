//! `statement`: some statement has all wanted properties. Properties are judged one by one, so that near miss, partial, `lacks`
//! and the message come from one place.

mod across;
mod judge;
mod judgement;
mod timing;

use std::collections::HashSet;

use super::ask::{Ask, at_statement, nothing, unshown};
use super::{Distinct, StatementCheck};
use crate::facts::{Facts, Statement};
use crate::language::{Kind, Modality, Polarity};
use crate::result::{Evidence, EvidenceRole, Label, Observation, Outcome, Say};

pub(crate) use judge::{best_mention, judge, judge_aloud};
pub(crate) use judgement::{Held, Judgement};
pub(super) use timing::interval;

/// A candidate with its judgement.
struct Candidate<'a> {
    params: &'a StatementCheck,
    document: usize,
    facts: &'a Facts,
    /// Index of the statement.
    at: usize,
    statement: &'a Statement,
    judgement: Judgement,
}

impl Candidate<'_> {
    fn rank(&self) -> u8 {
        self.facts.kind.kind.map_or(9, Kind::rank)
    }

    /// The judgement with its words.
    fn aloud(&self) -> Judgement {
        judge_aloud(self.params, self.facts, self.at, self.statement).unwrap_or_default()
    }

    /// Lacks nothing but affirmed polarity, and excludes or orders the opposite: it denies what is asked. A condition ("if the
    /// supplier does not reach …") denies nothing.
    fn denies(&self) -> bool {
        let (own, asked) = self.judgement.mentioned;
        let says_so = self.statement.excludes || self.statement.modality == Some(Modality::Obligation);
        says_so && own == asked && self.judgement.lacks().all(|(property, _)| property == "polarity") && self.judgement.lacks().count() == 1
    }
}

/// Evaluates the check.
pub(crate) fn evaluate(params: &StatementCheck, ask: &Ask<'_>) -> Observation {
    let candidates: Vec<Candidate<'_>> = ask
        .mentioning(&params.mentions)
        .filter_map(|(document, facts, at, statement)| {
            let judgement = judge(params, facts, at, statement)?;
            Some(Candidate { params, document, facts, at, statement, judgement })
        })
        .collect();
    let wanted = params.at_least.max(1);
    let mut meeting: Vec<&Candidate<'_>> = candidates.iter().filter(|one| one.judgement.all_hold()).collect();
    // A template's sentence counts only where no other does.
    let filled: Vec<&Candidate<'_>> = meeting.iter().copied().filter(|one| !one.statement.unfilled()).collect();
    if counted(params, &filled) >= wanted {
        meeting = filled;
    }
    if counted(params, &meeting) >= wanted {
        let asks = params.polarity == [Polarity::Affirmed];
        let denying: Vec<&Candidate<'_>> = candidates.iter().filter(|one| asks && one.denies() && !is_harmless(params, one)).collect();
        let holding: Vec<&Candidate<'_>> = meeting.iter().copied().filter(|one| !denying.iter().any(|denial| contradicts(denial, one))).collect();
        let against = denying.iter().find(|denial| meeting.iter().any(|one| contradicts(denial, one)));
        return match against {
            Some(against) if counted(params, &holding) < wanted => contradiction(&meeting, against, ask),
            _ => met(params, &holding, &denying, ask),
        };
    }
    missed(params, &meeting, candidates.iter().collect(), ask)
}

/// How many count, by what is asked to be distinct.
fn counted(params: &StatementCheck, meeting: &[&Candidate<'_>]) -> usize {
    match params.distinct {
        Distinct::Statement => unrepeated(meeting),
        // Those who are named side by side are one.
        Distinct::Actor => {
            distinct(meeting.iter().flat_map(|one| one.statement.actor.iter().flat_map(|actor| actor.roles.clone())).collect()).min(acting(meeting))
        }
        Distinct::Term => {
            let sets = params.mentions.first().map(|group| group.sets.as_slice()).unwrap_or_default();
            let words = meeting.iter().flat_map(|one| {
                one.statement
                    .mentions
                    .iter()
                    .filter(|mention| sets.contains(&mention.set))
                    .filter_map(|mention| one.statement.text.get(mention.start..mention.end).map(str::to_lowercase))
            });
            distinct(words.collect())
        }
    }
}

/// How many act, where those who are named side by side are one.
fn acting(meeting: &[&Candidate<'_>]) -> usize {
    meeting.iter().filter_map(|one| one.statement.actor.as_ref()).map(|actor| actor.apart).sum()
}

/// How many say something of their own: the same in the same words, as when a sentence stands in a table too, counts once.
fn unrepeated(meeting: &[&Candidate<'_>]) -> usize {
    let all: HashSet<(usize, usize)> = meeting.iter().map(|one| (one.document, one.at)).collect();
    let repeats = |one: &&&Candidate<'_>| one.statement.repeats.is_some_and(|earlier| all.contains(&(one.document, earlier)));
    meeting.iter().filter(|one| !repeats(one)).count()
}

fn distinct<T: Ord>(mut all: Vec<T>) -> usize {
    all.sort_unstable();
    all.dedup();
    all.len()
}

/// A denial contradicts in the same document, or in one that ranks at least as high and is about the same.
fn contradicts(denying: &Candidate<'_>, one: &Candidate<'_>) -> bool {
    one.document == denying.document || (denying.rank() <= one.rank() && about_the_same(denying, one))
}

/// Documents of one rank are about the same when their names are; one that ranks higher, when a topic is common and it is about the
/// whole of an area: a policy on passwords denies nothing for the others.
fn about_the_same(higher: &Candidate<'_>, lower: &Candidate<'_>) -> bool {
    if higher.rank() == lower.rank() {
        let names = higher.facts.name.as_ref().zip(lower.facts.name.as_ref());
        return names.is_some_and(|(one, other)| one.bears(other).is_some() || other.bears(one).is_some());
    }
    higher.facts.whole_area && higher.facts.topic.topics.iter().any(|topic| lower.facts.topic.topics.contains(topic))
}

/// An exclusion that the rule calls harmless denies nothing.
fn is_harmless(params: &StatementCheck, candidate: &Candidate<'_>) -> bool {
    params.harmless.iter().flatten().any(|group| best_mention(candidate.statement, group).is_some())
}

/// A group that more than one statement in so many mentions is everywhere …
const EVERYWHERE: usize = 20;
/// … unless it is no more than so many.
const FEW: usize = 3;

/// The group that fewest statements mention is the topic: a statement about something else is no near miss.
fn rarest(groups: usize, candidates: &[&Candidate<'_>]) -> Option<usize> {
    let count = |group: &usize| candidates.iter().filter(|one| one.judgement.groups.get(*group) == Some(&true)).count();
    (0..groups).filter(|group| count(group) > 0).min_by_key(|group| (count(group), *group))
}

fn contradiction(meeting: &[&Candidate<'_>], denying: &Candidate<'_>, ask: &Ask<'_>) -> Observation {
    let mut against = shown(EvidenceRole::Contradicts, denying, ask);
    against.lacks.push("polarity");
    let evidence = meeting.iter().take(2).map(|one| shown(EvidenceRole::Meets, one, ask)).chain([against]).collect();
    Observation { evidence, say: Say::new("finding.contradiction"), ..nothing() }
}

/// What meets it, and beside it what denies it where that changes nothing.
fn met(params: &StatementCheck, meeting: &[&Candidate<'_>], denying: &[&Candidate<'_>], ask: &Ask<'_>) -> Observation {
    let mut evidence: Vec<Evidence> = Vec::new();
    for one in meeting {
        if evidence.len() < params.at_least.max(3) {
            evidence.push(shown(EvidenceRole::Meets, one, ask));
        }
    }
    if let Some(harmful) = across::harmful_exclusion(params, meeting.iter().map(|one| (one.document, one.facts, one.statement)), ask) {
        evidence.push(harmful);
        return Observation { outcome: Outcome::Partial, evidence, say: Say::new("finding.excluding"), ..nothing() };
    }
    evidence.extend(denying.iter().take(2).map(|one| {
        let mut aside = shown(EvidenceRole::Contradicts, one, ask);
        aside.note = Some(Say::new("finding.denied-elsewhere"));
        aside
    }));
    Observation { outcome: Outcome::Met, evidence, ..nothing() }
}

/// Evidence with the words that decided under it; where nothing is shown, no more than where it stands and what it lacks.
fn shown(role: EvidenceRole, candidate: &Candidate<'_>, ask: &Ask<'_>) -> Evidence {
    if ask.quiet {
        let mut evidence = unshown(role, candidate.document, candidate.statement);
        evidence.lacks.extend(candidate.judgement.lacks().map(|(property, _)| property));
        return evidence;
    }
    let mut evidence = at_statement(role, candidate.document, candidate.facts, candidate.statement);
    let judgement = candidate.aloud();
    evidence.lacks.extend(judgement.lacks().map(|(property, _)| property));
    evidence.labels = judgement.labels();
    evidence.spans.splice(0..0, judgement.borrowed.iter().copied());
    evidence
}

fn missed<'a>(params: &StatementCheck, meeting: &[&Candidate<'a>], mut near: Vec<&Candidate<'a>>, ask: &Ask<'_>) -> Observation {
    let topic = rarest(params.mentions.len(), &near);
    let shares = |one: &Candidate<'_>, topic: usize| one.judgement.groups.get(topic) == Some(&true);
    // What every other statement mentions brings none near: only one that mentions all is.
    let everywhere = topic.is_some_and(|topic| near.iter().filter(|one| shares(one, topic)).count() > (ask.count() / EVERYWHERE).max(FEW));
    let all = |one: &Candidate<'_>| one.judgement.mentioned.0 == one.judgement.mentioned.1;
    near.retain(|one| one.judgement.is_near() && topic.is_none_or(|topic| shares(one, topic)) && (!everywhere || all(one)));
    near.sort_by_key(|one| (std::cmp::Reverse(one.judgement.score()), one.rank(), one.document, one.statement.span().start));
    let best = near.iter().filter(|one| !one.judgement.all_hold()).copied();
    let evidence: Vec<Evidence> = meeting
        .iter()
        .map(|one| shown(EvidenceRole::Meets, one, ask))
        .chain(best.clone().take(3).map(|one| shown(EvidenceRole::NearMiss, one, ask)))
        .collect();
    let Some(first) = best.clone().next() else {
        let some = !meeting.is_empty();
        let say = if some { Say::new("parts.some").number("met", meeting.len()).number("of", params.at_least) } else { missing(ask) };
        return Observation { outcome: if some { Outcome::Partial } else { Outcome::NotMet }, evidence, say, ..nothing() };
    };
    let outcome = first.judgement.outcome(first.statement);
    let say = if ask.quiet { Say::new("observation.missing") } else { first.aloud().say() };
    Observation { outcome, say, evidence, ..nothing() }
}

fn missing(ask: &Ask<'_>) -> Say {
    Say::new("observation.missing").number("count", ask.documents.len())
}

impl Judgement {
    /// What a near miss amounts to: unclear when only unclear properties are open, partial when the right duty is there but
    /// weaker, without an actor or without the asked rhythm.
    fn outcome(&self, statement: &Statement) -> Outcome {
        let lacks: Vec<&str> = self.lacks().map(|(property, _)| property).collect();
        let weaker = matches!(statement.modality, Some(Modality::Recommendation | Modality::Description));
        match lacks.as_slice() {
            [] => Outcome::Unclear,
            ["modality"] if weaker => Outcome::Partial,
            ["frequency"] => Outcome::Partial,
            ["actor"] if statement.actor.is_none() => Outcome::Partial,
            _ => Outcome::NotMet,
        }
    }

    /// What to say: the first thing that lacks.
    fn say(&self) -> Say {
        self.lacks()
            .map(|(_, label)| label.say.clone())
            .chain(self.open().map(|label| label.say.clone()))
            .next()
            .unwrap_or_else(|| Say::new("observation.missing"))
    }

    /// The words under the sentence: what lacks first, then what holds.
    fn labels(&self) -> Vec<Label> {
        let mut all: Vec<Label> =
            self.lacks().map(|(_, label)| label.clone()).chain(self.open().cloned()).chain(self.holding.iter().cloned()).collect();
        // How often it is done is the fourth thing to point at, whatever is mentioned besides.
        if let Some(often) = all.iter().position(|label| label.say.key == "holds.frequency").filter(|at| *at > 3) {
            all.swap(3, often);
        }
        all.truncate(4);
        all
    }

    /// Properties that cannot be told.
    fn open(&self) -> impl Iterator<Item = &Label> {
        self.properties.iter().filter_map(|(_, held)| match held {
            Held::Unclear(label) => Some(label),
            _ => None,
        })
    }
}
