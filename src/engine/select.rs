//! Which rules are in force, and which subjects each is asked of (`rules.md`, "Who is asked").

use super::{Active, Run};
use crate::check::Check;
use crate::config::{Config, LevelSetting};
use crate::facts::{Corpus, Facts, Validity};
use crate::language::Topic;
use crate::pack::{AskedOf, Library, Rule, Scope};
use crate::result::{LeftOut, Level, NotChecked};

/// What the command line and the configuration ask for.
#[derive(Clone, Debug, Default)]
pub struct Selection {
    /// Profile; `None` when packs are named and all their rules are in force.
    pub profile: Option<String>,
    /// Only these codes, ids or prefixes of codes.
    pub select: Vec<String>,
    /// Not these.
    pub ignore: Vec<String>,
}

/// The rules in force, by code.
pub fn active_rules<'a>(library: &'a Library, config: &Config, selection: &Selection) -> Vec<Active<'a>> {
    let mut active = Vec::new();
    for pack in &library.packs {
        let floor = match selection.profile.as_deref() {
            None | Some("full") => Some(Level::Note),
            Some(profile) => {
                let named = pack.profiles.iter().find(|(name, _)| name == profile).map(|(_, level)| *level);
                Some(named.unwrap_or(Level::Error)).filter(|_| named.is_some() || matches!(profile, "bas" | "nationell"))
            }
        };
        for rule in &pack.rules {
            let set = config.level_for(&rule.code, &rule.id, "");
            let level = match set {
                Some(LevelSetting::Off) => continue,
                Some(LevelSetting::Level(level)) => level,
                None => rule.level,
            };
            let in_profile = set.is_some() || floor.is_some_and(|floor| rule.level >= floor);
            let named = |list: &[String]| list.iter().any(|name| names(name, rule));
            let chosen = if selection.select.is_empty() { in_profile } else { named(&selection.select) };
            if chosen && !named(&selection.ignore) {
                active.push(Active { rule, level });
            }
        }
    }
    active.sort_by(|one, other| one.rule.code.cmp(&other.rule.code));
    active
}

/// Rules that are loaded and not in force, by pack: those outside the profile, and those that the configuration switches off. Who names
/// the rules to be asked knows that the others are not.
pub fn left_out(library: &Library, config: &Config, selection: &Selection, active: &[Active<'_>]) -> Vec<LeftOut> {
    let mut all = Vec::new();
    if !selection.select.is_empty() {
        return all;
    }
    let off = |rule: &Rule| config.level_for(&rule.code, &rule.id, "") == Some(LevelSetting::Off);
    let ignored = |rule: &Rule| selection.ignore.iter().any(|name| names(name, rule));
    for pack in &library.packs {
        let out = pack.rules.iter().filter(|rule| !ignored(rule) && !active.iter().any(|one| one.rule.code == rule.code));
        let (switched, outside): (Vec<&Rule>, Vec<&Rule>) = out.partition(|rule| off(rule));
        for (rules, reason) in [(outside.len(), "profile"), (switched.len(), "configuration")] {
            if rules > 0 {
                all.push(LeftOut { pack: pack.id.clone(), rules, reason });
            }
        }
    }
    all
}

/// A code, an id, a former id, a pack, or the beginning of a code ("LEV").
pub(crate) fn names(name: &str, rule: &Rule) -> bool {
    is_name_of(name, rule) || rule.pack == name || (name.len() >= 3 && rule.code.to_uppercase().starts_with(&format!("{}-", name.to_uppercase())))
}

/// A code, an id or a former id: one rule and no other.
pub(crate) fn is_name_of(name: &str, rule: &Rule) -> bool {
    rule.code.eq_ignore_ascii_case(name) || rule.id == name || rule.was.iter().any(|was| was == name)
}

/// What a rule is asked of once.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Subject {
    /// The document it is about; `None` for the repository.
    pub document: Option<usize>,
    /// The documents that count as evidence.
    pub documents: Vec<usize>,
    /// Documents that would count were they valid.
    pub invalid: Vec<usize>,
    /// A draft: asked, but only noted.
    pub draft: bool,
    /// The documents are each about a part of what the one that is asked for is about: none of them can answer for the whole.
    pub parts: bool,
}

impl Subject {
    fn of(document: usize, documents: Vec<usize>, draft: bool) -> Self {
        Self { document: Some(document), documents, invalid: Vec::new(), draft, parts: false }
    }
}

/// The subjects of a rule. Without a repository every document is one of its own.
pub(crate) fn subjects(rule: &Rule, corpus: &Corpus) -> Vec<Subject> {
    match rule.scope.asked_of {
        AskedOf::Each if rule.scope.agreement => agreements(&rule.scope, corpus),
        AskedOf::Each => each(rule, corpus),
        AskedOf::Any if corpus.whole => any(&rule.scope, corpus).into_iter().collect(),
        AskedOf::Any => any_alone(&rule.scope, corpus),
        AskedOf::Repository if corpus.whole => repository(rule, corpus).into_iter().collect(),
        AskedOf::Repository => repository_alone(rule, corpus),
    }
}

/// Whether a rule is asked of a document, or of its original only.
fn is_asked(scope: &Scope, corpus: &Corpus, index: usize) -> bool {
    scope.translations || !corpus.is_translation(index)
}

/// Whether kind and topic of a document fit a scope.
pub(crate) fn fits(scope: &Scope, facts: &Facts) -> bool {
    let Some(kind) = facts.kind.kind else { return false };
    let kind_fits = if scope.kind.is_empty() { kind.governs() } else { scope.kind.contains(&kind) };
    kind_fits && facts.read && !is_bystander(facts) && topic_fits(&scope.topic, facts)
}

fn topic_fits(wanted: &[Topic], facts: &Facts) -> bool {
    wanted.is_empty() || facts.topic.topics.iter().any(|topic| wanted.contains(topic))
}

/// Files that stand beside the governing documents of every repository.
fn is_bystander(facts: &Facts) -> bool {
    let name = facts.source.path.rsplit('/').next().unwrap_or_default();
    let stem = name.split('.').next().unwrap_or_default().to_uppercase();
    matches!(stem.as_str(), "README" | "CHANGELOG" | "CONTRIBUTING" | "LICENSE") || (stem == "INDEX" && facts.document.front_matter.is_none())
}

fn each(rule: &Rule, corpus: &Corpus) -> Vec<Subject> {
    let asks_dates = asks_end(&rule.check);
    let fitting = corpus.documents.iter().enumerate().filter(|(index, facts)| is_asked(&rule.scope, corpus, *index) && fits(&rule.scope, facts));
    let mut asked: Vec<Subject> = fitting
        .filter_map(|(index, _)| match corpus.validity.get(index)? {
            Validity::Valid => Some(Subject::of(index, vec![index], false)),
            Validity::Draft => Some(Subject::of(index, vec![index], true)),
            Validity::Expired(_) if asks_dates => Some(Subject::of(index, vec![index], false)),
            _ => None,
        })
        .collect();
    if rule.scope.whole_area && corpus.whole {
        only_of_whole_area(corpus, &mut asked);
    }
    asked
}

/// Keeps the documents about the whole of an area, where one in force is. Several about parts of it are asked once, together; one alone
/// is taken for the whole.
fn only_of_whole_area(corpus: &Corpus, asked: &mut Vec<Subject>) {
    let whole = |subject: &Subject| subject.document.and_then(|index| corpus.documents.get(index)).is_none_or(|facts| facts.whole_area);
    if asked.iter().any(|subject| !subject.draft && whole(subject)) {
        asked.retain(whole);
    } else if asked.iter().filter(|subject| !subject.draft).count() > 1 {
        let (parts, drafts): (Vec<Subject>, Vec<Subject>) = asked.drain(..).partition(|subject| !subject.draft);
        let documents = parts.into_iter().flat_map(|part| part.documents).collect();
        *asked = vec![Subject { document: None, documents, invalid: Vec::new(), draft: false, parts: true }];
        asked.extend(drafts.into_iter().filter(whole));
    }
}

/// Documents about a part of an area that some rule in force was not asked of, because another is about the whole.
pub(super) fn left_to_the_whole(run: &Run<'_>, corpus: &Corpus) -> Vec<NotChecked> {
    let scopes: Vec<&Scope> = run.rules.iter().map(|active| &active.rule.scope).filter(|scope| scope.whole_area && corpus.whole).collect();
    let fitting = |scope: &Scope, index: usize| {
        is_asked(scope, corpus, index) && corpus.is_valid(index) && corpus.documents.get(index).is_some_and(|facts| fits(scope, facts))
    };
    let whole = |index: usize| corpus.documents.get(index).is_some_and(|facts| facts.whole_area);
    let left = |index: &usize| {
        !whole(*index)
            && scopes.iter().any(|scope| fitting(scope, *index) && (0..corpus.documents.len()).any(|other| whole(other) && fitting(scope, other)))
    };
    let path = |index: usize| corpus.documents.get(index).map(|facts| facts.source.path.clone());
    (0..corpus.documents.len()).filter(left).filter_map(path).map(|path| NotChecked { path, reason: "part-of-area", say: None }).collect()
}

/// A document whose end has passed is still asked whether it has.
fn asks_end(check: &Check) -> bool {
    matches!(check, Check::Review(params) if !params.not_passed.is_empty())
}

/// Agreements in force, and drafts. Annexes that are not are no part of what is agreed.
fn agreements(scope: &Scope, corpus: &Corpus) -> Vec<Subject> {
    let fitting = corpus
        .agreements
        .iter()
        .filter(|agreement| is_asked(scope, corpus, agreement.main) && corpus.documents.get(agreement.main).is_some_and(|facts| fits(scope, facts)));
    fitting
        .filter_map(|agreement| {
            let draft = match corpus.validity.get(agreement.main)? {
                Validity::Valid => false,
                Validity::Draft => true,
                _ => return None,
            };
            let holds = |index: &usize| corpus.is_valid(*index) || (draft && corpus.validity.get(*index) == Some(&Validity::Draft));
            let own = agreement.documents.iter().copied().filter(|index| holds(index) && !corpus.is_translation(*index));
            Some(Subject::of(agreement.main, own.collect(), draft))
        })
        .collect()
}

/// The organisation once, when any document of the wanted kinds and topics is there at all.
fn any(scope: &Scope, corpus: &Corpus) -> Option<Subject> {
    let fitting = corpus.documents.iter().enumerate().filter(|(index, facts)| is_asked(scope, corpus, *index) && fits(scope, facts));
    let (documents, invalid): (Vec<usize>, Vec<usize>) = fitting.map(|(index, _)| index).partition(|index| corpus.is_valid(*index));
    let nobody = documents.is_empty() && invalid.is_empty();
    (!nobody).then_some(Subject { document: None, documents, invalid, draft: false, parts: false })
}

/// Each document that fits, as if it were all there is.
fn any_alone(scope: &Scope, corpus: &Corpus) -> Vec<Subject> {
    let fitting = corpus.documents.iter().enumerate().filter(|(_, facts)| fits(scope, facts));
    fitting
        .filter_map(|(index, _)| match corpus.validity.get(index)? {
            Validity::Valid => Some(Subject::of(index, vec![index], false)),
            Validity::Draft => Some(Subject::of(index, vec![index], true)),
            _ => Some(Subject { document: Some(index), documents: Vec::new(), invalid: vec![index], draft: false, parts: false }),
        })
        .collect()
}

/// Governing documents, but for agreements, that the rule is about.
fn about(rule: &Rule, facts: &Facts) -> bool {
    let topic = match &rule.check {
        Check::Document(params) if rule.scope.topic.is_empty() => &params.topic,
        _ => &rule.scope.topic,
    };
    facts.kind.kind.is_some_and(|kind| kind.governs() && !kind.is_agreement()) && !is_bystander(facts) && topic_fits(topic, facts)
}

/// The set of documents, when any governing document about the rule's topics is there.
fn repository(rule: &Rule, corpus: &Corpus) -> Option<Subject> {
    let asked = corpus.documents.iter().any(|facts| about(rule, facts));
    let fitting = corpus.documents.iter().enumerate().filter(|(index, facts)| is_asked(&rule.scope, corpus, *index) && about(rule, facts));
    let documents: Vec<usize> = fitting.map(|(index, _)| index).filter(|index| corpus.is_valid(*index)).collect();
    asked.then_some(Subject { document: None, documents, invalid: Vec::new(), draft: false, parts: false })
}

/// From one document alone nothing can be said of the set, only whether it is itself what the set should hold.
fn repository_alone(rule: &Rule, corpus: &Corpus) -> Vec<Subject> {
    let Check::Document(params) = &rule.check else { return Vec::new() };
    let wanted = |facts: &Facts| facts.kind.kind.is_some_and(|kind| params.kind.contains(&kind)) && about(rule, facts);
    let fitting = corpus.documents.iter().enumerate().filter(|(_, facts)| wanted(facts));
    fitting.map(|(index, _)| Subject::of(index, vec![index], false)).collect()
}
