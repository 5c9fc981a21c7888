//! `tillsyn pack test`: runs the examples of packs.

use std::fmt::Write;

use super::args::PackTestArgs;
use super::load::refuse;
use super::{Printed, Refusal};
use crate::engine::{names, test_pack};
use crate::language::Lexicon;
use crate::pack::{self, Pack};

/// Runs the command.
pub(crate) fn run(args: &PackTestArgs) -> Result<Printed, Refusal> {
    let lexicon = Lexicon::builtin()?;
    let mut sources = Vec::new();
    for path in &args.paths {
        sources.push(pack::read_folder(path).map_err(|error| refuse(&[error]))?);
    }
    if sources.is_empty() {
        sources = pack::builtin_packs();
    }
    let library = pack::load(&lexicon, &sources, &pack::builtin_terms(), &pack::ExtraTerms::default()).map_err(|errors| refuse(&errors))?;
    // The whole library stays at hand: a rule may refer to one that is not selected.
    let mut chosen: Vec<Pack> = library.packs.clone();
    for pack in &mut chosen {
        pack.rules.retain(|rule| args.select.is_empty() || args.select.iter().any(|name| names(name, rule)));
    }
    let packs: Vec<&Pack> = chosen.iter().collect();
    let tested = test_pack(&lexicon, &library, &packs);
    let mut out = String::new();
    for fault in &tested.faults {
        let which = fault.example.map(|number| format!(" example {number}")).unwrap_or_default();
        let _ = writeln!(out, "{}{which}: expected {}, found {}\n    {}", fault.code, fault.expected, fault.found, fault.text);
    }
    for (rule, other, text) in &tested.cross {
        let _ = writeln!(out, "cross hit: {rule} is met by a near miss of {other}: {text}");
    }
    let failed = tested.faults.len();
    let err = format!("{} rules, {} examples, {failed} faults, {} cross hits\n", tested.rules, tested.examples, tested.cross.len());
    Ok(Printed { out, err, code: u8::from(failed > 0) })
}
