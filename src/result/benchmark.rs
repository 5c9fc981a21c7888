//! National figures. They are numbers until they are told: how "at most" is said is a matter of the language.

use super::{Arg, Say, Text};

/// A national figure: context, never a verdict.
#[derive(Clone, Debug)]
pub struct Benchmark {
    /// What was measured.
    pub measure: Text,
    /// How many met it.
    pub met: Figure,
    /// Of how many.
    pub of: Option<i64>,
    /// Year of the figure.
    pub year: i64,
    /// Id of the source.
    pub source: String,
    /// Where in the source.
    pub clause: String,
    /// What must be said with it.
    pub reservation: Option<Text>,
    /// An earlier figure.
    pub earlier: Option<Earlier>,
}

/// How many, as exactly as a source says it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Figure {
    /// So many.
    Exactly(i64),
    /// From the first to the second.
    Range(i64, i64),
    /// So many or fewer.
    AtMost(i64),
}

/// What was measured before.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Earlier {
    /// How many met it.
    pub met: Figure,
    /// Of how many.
    pub of: Option<i64>,
    /// When.
    pub year: Option<i64>,
    /// Whether it was measured in the same way.
    pub comparable: bool,
}

impl Default for Figure {
    fn default() -> Self {
        Self::Exactly(0)
    }
}

impl Figure {
    /// The figure as it is told.
    pub fn told(self) -> Say {
        match self {
            Self::Exactly(met) => Say::new("figure.exactly").with("met", Arg::Number(met)),
            Self::Range(low, high) => Say::new("figure.range").with("low", Arg::Number(low)).with("high", Arg::Number(high)),
            Self::AtMost(most) => Say::new("figure.at-most").with("most", Arg::Number(most)),
        }
    }
}

impl Earlier {
    /// The figure as it is told, and whether it can be compared.
    pub fn told(&self) -> Say {
        let say = Say::new(if self.comparable { "figure.earlier" } else { "figure.earlier-measured-otherwise" })
            .with("met", Arg::Say(Box::new(self.met.told())));
        let with = |say: Say, name: &str, number: Option<i64>| match number {
            Some(number) => say.with(name, Arg::Number(number)),
            None => say,
        };
        with(with(say, "of", self.of), "year", self.year)
    }
}
