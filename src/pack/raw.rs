//! A pack as written: its faults, each with the place of the offending word, all of them at once.

use std::cell::{Cell, RefCell};
use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use miette::{Diagnostic, LabeledSpan, MietteError, MietteSpanContents, SourceCode, SourceSpan, SpanContents};

/// A fault in a file of a pack or in the configuration.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PackError {
    /// The file, as shown.
    pub file: String,
    /// Its text.
    pub text: Arc<str>,
    /// The offending word.
    pub span: Range<usize>,
    /// What is wrong.
    pub message: String,
    /// What would be right.
    pub help: Option<String>,
}

impl PackError {
    /// A fault of a whole file.
    pub fn of_file(file: impl Into<String>, message: impl Into<String>) -> Self {
        Self { file: file.into(), text: Arc::from(""), span: 0..0, message: message.into(), help: None }
    }

    /// Line and column (in characters), both from 1.
    pub fn position(&self) -> (usize, usize) {
        let before = self.text.get(..self.span.start).unwrap_or(&self.text);
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().map_or(0, |rest| rest.chars().count()) + 1;
        (line, column)
    }
}

impl fmt::Display for PackError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for PackError {}

impl Diagnostic for PackError {
    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        self.help.as_ref().map(|help| Box::new(help) as Box<dyn fmt::Display>)
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        if self.text.is_empty() { None } else { Some(self) }
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        if self.text.is_empty() {
            return None;
        }
        Some(Box::new(std::iter::once(LabeledSpan::new_with_span(None, self.span.clone()))))
    }
}

impl SourceCode for PackError {
    fn read_span<'a>(&'a self, span: &SourceSpan, before: usize, after: usize) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let inner = self.text.as_ref().read_span(span, before, after)?;
        let (data, place) = (inner.data(), *inner.span());
        let contents = MietteSpanContents::new_named(self.file.clone(), data, place, inner.line(), inner.column(), inner.line_count());
        Ok(Box::new(contents))
    }
}

/// The text of a file: every fault of it shows some.
#[derive(Debug)]
enum Written {
    Read(Arc<str>),
    /// Copied for a fault, and there is none.
    BuiltIn(&'static str),
}

/// Gathers the faults of one file.
#[derive(Debug)]
pub(crate) struct Faults {
    file: String,
    text: Written,
    list: RefCell<Vec<PackError>>,
    /// Whether the file was proven to have none when the program was built.
    pub(crate) proven: Cell<bool>,
    /// Places that nobody has written yet.
    gaps: RefCell<Vec<Range<usize>>>,
    /// Which keys every table was asked for: place of the table, keys. What the schemas are held to.
    #[cfg(test)]
    pub(crate) asked: RefCell<Vec<(Range<usize>, Vec<String>)>>,
}

impl Faults {
    /// For a file with this text.
    pub(crate) fn new(file: impl Into<String>, text: &str) -> Self {
        Self {
            file: file.into(),
            text: Written::Read(Arc::from(text)),
            list: RefCell::default(),
            proven: Cell::default(),
            gaps: RefCell::default(),
            #[cfg(test)]
            asked: RefCell::default(),
        }
    }

    /// For a file that is built in.
    pub(crate) fn of_built_in(file: impl Into<String>, text: &'static str) -> Self {
        Self { text: Written::BuiltIn(text), ..Self::new(file, "") }
    }

    /// The text of the file.
    pub(crate) fn text(&self) -> &str {
        match &self.text {
            Written::Read(text) => text,
            Written::BuiltIn(text) => text,
        }
    }

    /// Notes a fault.
    pub(crate) fn add(&self, span: Range<usize>, message: impl Into<String>) {
        self.add_with(span, message, None);
    }

    /// Notes a fault, with what would be right.
    pub(crate) fn add_with(&self, span: Range<usize>, message: impl Into<String>, help: Option<String>) {
        let text = match &self.text {
            Written::Read(text) => Arc::clone(text),
            Written::BuiltIn(text) => Arc::from(*text),
        };
        let file = self.file.clone();
        self.list.borrow_mut().push(PackError { file, text, span, message: message.into(), help });
    }

    /// Notes a place that nobody has written yet: nothing else is said about it.
    pub(crate) fn gap(&self, span: Range<usize>, message: impl Into<String>) {
        self.add(span.clone(), message);
        self.gaps.borrow_mut().push(span);
    }

    /// Everything that was noted, by place.
    pub(crate) fn take(&self) -> Vec<PackError> {
        let mut list = self.list.take();
        for gap in self.gaps.take() {
            // The gap itself was noted first; what was noted later is about its words, which nobody means.
            let mut inside = 0;
            list.retain(|fault| {
                let about = gap.start <= fault.span.start && fault.span.end <= gap.end;
                inside += usize::from(about);
                !about || inside == 1
            });
        }
        list.sort_by(|a, b| (a.span.start, a.span.end, &a.message).cmp(&(b.span.start, b.span.end, &b.message)));
        list.dedup();
        list
    }
}

/// The name that is most like this one, when one is.
pub(crate) fn nearest<'a>(name: &str, among: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let near = among.map(|one| (strsim::jaro_winkler(&name.to_lowercase(), &one.to_lowercase()), one));
    near.max_by(|one, other| one.0.total_cmp(&other.0)).filter(|(score, _)| *score > 0.75).map(|(_, one)| one)
}

/// What somebody who wrote `word` may have meant; else all candidates, when they are few.
pub(crate) fn did_you_mean<'c>(word: &str, candidates: impl IntoIterator<Item = &'c str>) -> Option<String> {
    let all: Vec<&str> = candidates.into_iter().collect();
    let limit = (word.chars().count() / 3).max(1);
    let near = all.iter().map(|one| (strsim::damerau_levenshtein(word, one), *one)).filter(|(distance, _)| *distance <= limit).min();
    let starts = || all.iter().find(|one| word.chars().count() >= 3 && one.starts_with(word)).map(|one| (0, *one));
    if let Some((_, one)) = near.or_else(starts) {
        return Some(format!("did you mean `{one}`?"));
    }
    (!all.is_empty() && all.len() <= 14).then(|| format!("known here: {}", all.join(", ")))
}
