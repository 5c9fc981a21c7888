//! The lexicon's word lists that the analysis of statements asks for, found once for all documents.

use crate::language::{Lexicon, Role};
use crate::term::{SetId, Terms};

/// Ids of the lexicon's word lists within one [`Terms`].
#[derive(Clone, Debug)]
pub struct Words {
    pub(crate) obligation: SetId,
    pub(crate) prohibition: SetId,
    pub(crate) imperative: SetId,
    pub(crate) permission: SetId,
    pub(crate) recommendation: SetId,
    pub(crate) intention: SetId,
    pub(crate) ambiguous: SetId,
    pub(crate) unreal: SetId,
    pub(crate) question: SetId,
    pub(crate) undecided: SetId,
    pub(crate) responsible: SetId,
    pub(crate) subordinator: SetId,
    pub(crate) coordinator: SetId,
    pub(crate) purpose: SetId,
    pub(crate) infinitive: SetId,
    pub(crate) negation: SetId,
    pub(crate) negation_forward: SetId,
    pub(crate) exclusion: SetId,
    pub(crate) exclusion_forward: SetId,
    pub(crate) contrast: SetId,
    pub(crate) result: SetId,
    pub(crate) recipient: SetId,
    pub(crate) agent: SetId,
    pub(crate) preposition: SetId,
    pub(crate) determiner: SetId,
    pub(crate) pronoun: SetId,
    pub(crate) pointing: SetId,
    pub(crate) passive: SetId,
    pub(crate) passive_finite: SetId,
    pub(crate) passive_thing: SetId,
    pub(crate) vague: SetId,
    pub(crate) prompt: SetId,
    pub(crate) within: SetId,
    pub(crate) not_deadline: SetId,
    pub(crate) history: SetId,
    pub(crate) example: SetId,
    pub(crate) plan: SetId,
    pub(crate) quotation: SetId,
    pub(crate) explanation: SetId,
    pub(crate) heading_negated: SetId,
    pub(crate) heading_duty: SetId,
    pub(crate) column_actor: SetId,
    pub(crate) exempt: SetId,
    pub(crate) past_adverb: SetId,
    pub(crate) negative_subject: SetId,
    pub(crate) leave: SetId,
    pub(crate) present: SetId,
    pub(crate) weakening: SetId,
    pub(crate) impersonal: SetId,
    pub(crate) accountable: SetId,
    pub(crate) past: SetId,
    pub(crate) past_after_subject: SetId,
    pub(crate) adopted: SetId,
    pub(crate) caption: SetId,
    pub(crate) contents: SetId,
    pub(crate) page: SetId,
    pub(crate) column_due: SetId,
    pub(crate) raci_performs: SetId,
    pub(crate) raci_accountable: SetId,
    pub(crate) raci_both: SetId,
    pub(crate) raci_told: SetId,
    pub(crate) time_ambiguous: SetId,
    pub(crate) time_from: SetId,
    pub(crate) time_by: SetId,
    pub(crate) former: SetId,
    pub(crate) document_word: SetId,
    pub(crate) document_former: SetId,
    pub(crate) document_according: SetId,
    pub(crate) report_source: SetId,
    pub(crate) report_verb: SetId,
    pub(crate) requirement_obligation: SetId,
    pub(crate) requirement_recommendation: SetId,
    /// The role that each set names.
    roles: Vec<Option<Role>>,
    pub(crate) frequencies: Vec<(SetId, f64)>,
    pub(crate) units: Vec<(SetId, f64, bool)>,
    lexical: Vec<bool>,
}

impl Words {
    /// Looks the word lists up; a list that no language has gets an id that never occurs.
    pub fn new(lexicon: &Lexicon, terms: &Terms) -> Self {
        let id = |name: &str| terms.id(name).unwrap_or(SetId(u32::MAX));
        let mut frequencies: Vec<(SetId, f64)> = Vec::new();
        let mut units: Vec<(SetId, f64, bool)> = Vec::new();
        for language in &lexicon.languages {
            for frequency in &language.statement.frequency {
                frequencies.push((id(&frequency.set_name()), f64::from(frequency.months)));
            }
            for unit in &language.statement.unit {
                units.push((id(&unit.set_name()), unit.hours, unit.working));
            }
        }
        frequencies.sort_by_key(|(set, _)| *set);
        let mut roles = vec![None; terms.len()];
        for role in Role::ALL {
            if let Some(named) = roles.get_mut(id(&format!("@role/{role}")).0 as usize) {
                *named = Some(*role);
            }
        }
        units.sort_by_key(|(set, ..)| *set);
        frequencies.dedup_by_key(|(set, _)| *set);
        units.dedup_by_key(|(set, ..)| *set);
        Self {
            obligation: id("@modality.obligation"),
            prohibition: id("@modality.prohibition"),
            imperative: id("@modality.imperative"),
            permission: id("@modality.permission"),
            recommendation: id("@modality.recommendation"),
            intention: id("@modality.intention"),
            ambiguous: id("@modality.ambiguous"),
            unreal: id("@modality.unreal"),
            question: id("@modality.question"),
            undecided: id("@modality.undecided"),
            responsible: id("@modality.responsible"),
            subordinator: id("@subordinator"),
            coordinator: id("@coordinator"),
            purpose: id("@purpose"),
            infinitive: id("@infinitive"),
            negation: id("@negation"),
            negation_forward: id("@negation.forward"),
            exclusion: id("@exclusion"),
            exclusion_forward: id("@exclusion.forward"),
            contrast: id("@clause.contrast"),
            result: id("@clause.result"),
            recipient: id("@preposition.recipient"),
            agent: id("@preposition.agent"),
            preposition: id("@preposition.other"),
            determiner: id("@determiner"),
            pronoun: id("@pronoun"),
            pointing: id("@pronoun.pointing"),
            passive: id("@passive"),
            passive_finite: id("@passive.finite"),
            passive_thing: id("@passive.thing"),
            vague: id("@time.vague"),
            prompt: id("@time.prompt"),
            within: id("@time.within"),
            not_deadline: id("@time.not-deadline"),
            history: id("@substance.history"),
            example: id("@substance.example"),
            plan: id("@substance.plan"),
            quotation: id("@substance.quotation"),
            explanation: id("@substance.explanation"),
            heading_negated: id("@heading.negated"),
            heading_duty: id("@heading.duty"),
            column_actor: id("@column.actor"),
            exempt: id("@modality.exempt"),
            past_adverb: id("@tense.past-adverb"),
            negative_subject: id("@negation.subject"),
            leave: id("@modality.leave"),
            present: id("@tense.present"),
            weakening: id("@modality.weakening"),
            impersonal: id("@modality.impersonal"),
            accountable: id("@modality.accountable"),
            past: id("@tense.past"),
            past_after_subject: id("@tense.past-after-subject"),
            adopted: id("@quotation.adopted"),
            caption: id("@substance.caption"),
            contents: id("@substance.contents"),
            page: id("@page"),
            column_due: id("@column.due"),
            raci_performs: id("@raci.performs"),
            raci_accountable: id("@raci.accountable"),
            raci_both: id("@raci.both"),
            raci_told: id("@raci.told"),
            time_ambiguous: id("@time.ambiguous"),
            time_from: id("@time.from"),
            time_by: id("@time.by"),
            former: id("@former"),
            document_word: id("@document.word"),
            document_former: id("@document.former"),
            document_according: id("@document.according"),
            report_source: id("@report.source"),
            report_verb: id("@report.verb"),
            requirement_obligation: id("@requirement.obligation"),
            requirement_recommendation: id("@requirement.recommendation"),
            roles,
            frequencies,
            units,
            lexical: (0..terms.len()).map(|at| u32::try_from(at).is_ok_and(|at| terms.name(SetId(at)).starts_with('@'))).collect(),
        }
    }

    /// Whether a set is one of the lexicon's own, which no rule asks for.
    pub(crate) fn is_lexical(&self, set: SetId) -> bool {
        self.lexical.get(set.0 as usize).copied().unwrap_or(true)
    }

    /// The role whose words a set holds.
    pub(crate) fn role(&self, set: SetId) -> Option<Role> {
        self.roles.get(set.0 as usize).copied().flatten()
    }
}
