//! The built-in packs pass the same test as anybody's.

use tillsyn::engine::test_pack;
use tillsyn::language::Lexicon;
use tillsyn::pack::{self, Pack};

#[test]
fn every_example_of_every_built_in_rule_holds() {
    let lexicon = Lexicon::builtin().unwrap();
    let library = match pack::load(&lexicon, &pack::builtin_packs(), &pack::builtin_terms(), &std::collections::BTreeMap::new()) {
        Ok(library) => library,
        Err(errors) => panic!("{errors:#?}"),
    };
    let packs: Vec<&Pack> = library.packs.iter().collect();
    let tested = test_pack(&lexicon, &library, &packs);
    assert!(tested.rules >= 45 && tested.examples > 500, "{} rules, {} examples", tested.rules, tested.examples);
    assert!(tested.faults.is_empty(), "{:#?}", tested.faults);
    assert!(tested.cross.len() < 40, "the terms are too loose: {:#?}", tested.cross);
}
