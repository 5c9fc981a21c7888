//! How the properties of one statement stand.

use crate::result::{Label, Property, Say};
use crate::source::Span;

/// How one property stands.
#[derive(Clone, Debug)]
pub(crate) enum Held {
    /// It is there.
    Holds,
    /// It is not, and this is said under the word that fails.
    Lacks(Label),
    /// It cannot be told.
    Unclear(Label),
}

/// All properties of one statement.
#[derive(Clone, Debug, Default)]
pub(crate) struct Judgement {
    pub(crate) properties: Vec<(Property, Held)>,
    /// Words that hold, for display.
    pub(crate) holding: Vec<Label>,
    /// Stretches of other statements that properties were borrowed from.
    pub(crate) borrowed: Vec<Span>,
    /// Groups that the statement itself mentions, and how many are asked.
    pub(crate) mentioned: (usize, usize),
    /// Which groups it mentions itself.
    pub(crate) groups: Vec<bool>,
    /// Labels get their words. Most judgements are never shown.
    pub(super) told: bool,
}

impl Judgement {
    pub(crate) fn all_hold(&self) -> bool {
        self.properties.iter().all(|(_, held)| matches!(held, Held::Holds))
    }

    pub(crate) fn lacks(&self) -> impl Iterator<Item = (Property, &Label)> {
        self.properties.iter().filter_map(|(property, held)| match held {
            Held::Lacks(label) => Some((*property, label)),
            _ => None,
        })
    }

    /// A near miss shares at least a third of the rule's terms.
    pub(crate) fn is_near(&self) -> bool {
        let (own, asked) = self.mentioned;
        asked == 0 || (own > 0 && own * 3 >= asked)
    }

    pub(crate) fn score(&self) -> usize {
        let held = self.properties.iter().filter(|(_, held)| matches!(held, Held::Holds)).count();
        held * 2 + self.mentioned.0
    }

    pub(super) fn put(&mut self, property: Property, held: Held) {
        self.properties.push((property, held));
    }

    pub(super) fn label(&self, span: Span, say: impl FnOnce() -> Say) -> Label {
        Label { span, say: if self.told { say() } else { Say::new("") } }
    }

    pub(super) fn lack(&self, span: Span, say: impl FnOnce() -> Say) -> Held {
        Held::Lacks(self.label(span, say))
    }

    pub(super) fn hold(&mut self, span: Span, say: impl FnOnce() -> Say) -> Held {
        if self.told {
            self.holding.push(Label { span, say: say() });
        }
        Held::Holds
    }
}
