//! What was found in the texts of one document, kept: a heading, a cell or a paragraph is asked for by several readers.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use foldhash::fast::FixedState;

use crate::term::{Domain, Occurrence, Terms};

/// Texts of one language with what was found in them, by text.
type Found = HashMap<Box<str>, Rc<[Occurrence]>, FixedState>;

/// What was found, by domain and language.
#[derive(Default)]
pub(crate) struct Memo {
    kept: RefCell<Vec<(Domain, String, Found)>>,
}

impl Memo {
    /// Where the words of a domain stand in a text, in order of set, start and end.
    pub(crate) fn find(&self, terms: &Terms, domain: Domain, language: &str, text: &str) -> Rc<[Occurrence]> {
        let mut kept = self.kept.borrow_mut();
        let at = kept.iter().position(|(of, tag, _)| *of == domain && tag == language).unwrap_or_else(|| {
            kept.push((domain, language.to_owned(), Found::default()));
            kept.len() - 1
        });
        let look = || Rc::from(terms.find_in(domain, language, text));
        let Some((.., found)) = kept.get_mut(at) else { return look() };
        match found.get(text) {
            Some(known) => Rc::clone(known),
            None => Rc::clone(found.entry(text.into()).or_insert_with(look)),
        }
    }
}
