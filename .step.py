def sub(path, pairs):
    t=open(path).read()
    for a,b in pairs:
        assert a in t,(path,a)
        t=t.replace(a,b,1)
    open(path,'w').write(t)
sub('src/pack/tests.rs',[('    Lexicon { languages: Vec::new() }\n','    Lexicon::builtin().unwrap()\n')])
sub('src/term/automaton.rs',[('''    pub(super) fn push(&mut self, entry: Entry) {
        self.entries.push(entry);
    }
''','''    pub(super) fn push(&mut self, entry: Entry) {
        self.entries.push(entry);
    }

    /// The sets that have words here.
    pub(super) fn sets(&self) -> impl Iterator<Item = SetId> {
        self.entries.iter().filter(|entry| !entry.stop).map(|entry| entry.set)
    }
''')])
sub('src/term/terms.rs',[('''    /// Where words of a language stand in `text`''','''    /// The sets that have words of a language, of their own or of a set they include.
    #[must_use]
    pub fn spoken(&self, language: &str) -> BTreeSet<SetId> {
        let words = self.sets.languages.get(language).into_iter().flatten();
        let mut spoken: BTreeSet<SetId> = words.flat_map(Words::sets).collect();
        let mut open: Vec<SetId> = spoken.iter().copied().collect();
        while let Some(set) = open.pop() {
            let including = self.sets.parents.get(&set).into_iter().flatten();
            open.extend(including.filter(|parent| spoken.insert(**parent)));
        }
        spoken
    }

    /// Where words of a language stand in `text`'''),('use std::collections::{BTreeMap, HashMap};','use std::collections::{BTreeMap, BTreeSet, HashMap};')])
sub('src/pack/build.rs',[('''    /// Number of entries of `term` checks''','''    /// What the rule looks for: each group, as its sets. An empty one stands for words that are no term set.
    pub(super) sought: Vec<Vec<SetId>>,
    /// Number of entries of `term` checks'''),
('''        let words = reader.list(key);
        words.iter().filter_map(|word| self.sets.group(word, reader.faults, &self.places)).collect()
    }
''','''        let words = reader.list(key);
        words.iter().filter_map(|word| self.group(word, reader.faults)).collect()
    }

    /// One group of term sets.
    pub(super) fn group(&mut self, word: &Word<'_>, faults: &Faults) -> Option<Group> {
        let group = self.sets.group(word, faults, &self.places)?;
        self.sought.push(group.sets.clone());
        Some(group)
    }
'''),('use crate::result::{Level, Outcome, Text};','use crate::result::{Level, Outcome, Text};\nuse crate::term::SetId;')])
sub('src/pack/checks.rs',[('self.sets.group(&word, table.faults, &self.places)','self.group(&word, table.faults)'),
('"pattern" => Check::Pattern(pattern(&table)?),','''"pattern" => {
                // Whoever wrote the expression had the pack's own languages in mind.
                self.sought.push(Vec::new());
                Check::Pattern(pattern(&table)?)
            }''')])
sub('src/pack/composed.rs',[('''        self.entries += 1;
        let set = self.sets.declare(&format!("{place}/@entry-{}", self.entries));
''','''        self.entries += 1;
        let set = self.sets.declare(&format!("{place}/@entry-{}", self.entries));
        self.sought.push(vec![set]);
''')])
sub('src/pack/rule.rs',[('codes: Vec::new(), entries: 0 }','codes: Vec::new(), sought: Vec::new(), entries: 0 }'),
('''    let codes = build.codes;
''','''    let (codes, sought) = (build.codes, build.sought);
'''),('ReadRule { rule, code: code.map(|word| (word.text.to_owned(), word.span)), codes }','ReadRule { rule, code: code.map(|word| (word.text.to_owned(), word.span)), codes, sought }'),
('''    pub(super) codes: Vec<(&'static str, String, Range<usize>)>,
}''','''    pub(super) codes: Vec<(&'static str, String, Range<usize>)>,
    /// The groups of term sets that it looks for.
    pub(super) sought: Vec<Vec<SetId>>,
}'''),('            examples,\n        })','            examples,\n            without_words_in: Default::default(),\n        })'),
('use crate::result::Text;','use crate::result::Text;\nuse crate::term::SetId;')])
sub('src/pack/mod.rs',[('''    /// What proves it.
    pub examples: Vec<Example>,
}''','''    /// What proves it.
    pub examples: Vec<Example>,
    /// Tags of languages that are read and that the rule cannot be asked in: not those of its pack, and some of what it looks for has
    /// no words in them.
    pub without_words_in: BTreeSet<String>,
}'''),('use std::collections::BTreeMap;','use std::collections::{BTreeMap, BTreeSet};'),('mod told;','mod spoken;\n#[cfg(test)]\nmod tests;\nmod told;'),('#[cfg(test)]\nmod tests;\nmod spoken','mod spoken')])
sub('src/pack/names.rs',[('''    /// Everything that was gathered.''','''    /// Counts''' if False else '''    /// Everything that was gathered.''')])
open('src/pack/spoken.rs','w').write('''//! In which languages a rule can be asked: in those of its pack, and in others that everything it looks for has words in.

use std::collections::{BTreeMap, BTreeSet};

use crate::term::{SetId, Terms};

use super::{Pack, Rule};

/// What each rule looks for, and which rules it asks, by its code.
pub(super) type Sought = BTreeMap<String, (Vec<Vec<SetId>>, Vec<String>)>;

/// Notes for every rule which of the languages that are read it cannot be asked in.
pub(super) fn note(packs: &mut [Pack], terms: &Terms, tags: &[String], sought: &Sought) {
    for tag in tags {
        let spoken = terms.spoken(tag);
        let lacks = |rule: &Rule, own: bool| {
            let (groups, _) = sought.get(&rule.code)?;
            (!own && !groups.iter().all(|sets| !sets.is_empty() && sets.iter().all(|set| spoken.contains(set)))).then(|| rule.code.clone())
        };
        let rules = packs.iter().flat_map(|pack| pack.rules.iter().map(|rule| (rule, pack.languages.contains(tag))));
        let mut mute: BTreeSet<String> = rules.filter_map(|(rule, own)| lacks(rule, own)).collect();
        // A rule that asks another is asked no further than that one.
        while let Some(code) = sought.iter().find(|(code, (_, asks))| !mute.contains(*code) && asks.iter().any(|other| mute.contains(other))) {
            mute.insert(code.0.clone());
        }
        for rule in packs.iter_mut().flat_map(|pack| &mut pack.rules).filter(|rule| mute.contains(&rule.code)) {
            rule.without_words_in.insert(tag.clone());
        }
    }
}
''')
sub('src/pack/validate.rs',[('''    let mut tags: Vec<String> = lexicon.languages.iter().map(|language| language.tag.clone()).collect();
    if tags.is_empty() {
        tags = vec!["sv".to_owned(), "en".to_owned()];
    }
    let mut sets = TermSets::new(builder, tags);
''','''    let mut sets = TermSets::new(builder, lexicon.tags());
'''),
('''    let packs = gather(read, &mut errors);
''','''    let sought = sought(&read);
    let mut packs = gather(read, &mut errors);
'''),
('''    Ok(Library { packs, terms: sets.into_builder().build() })
}
''','''    let terms = sets.into_builder().build();
    spoken::note(&mut packs, &terms, &lexicon.tags(), &sought);
    Ok(Library { packs, terms })
}

/// What each rule looks for, and which rules it asks.
fn sought(read: &[ReadPack]) -> Sought {
    let rules = read.iter().flat_map(|pack| &pack.rules).filter_map(|file| file.read.as_ref());
    let asks = |rule: &ReadRule| rule.codes.iter().filter(|(key, ..)| *key == "rule").map(|(_, code, _)| code.clone()).collect();
    rules.filter_map(|rule| Some((rule.code.as_ref()?.0.clone(), (rule.sought.clone(), asks(rule))))).collect()
}
'''),('use super::{Pack, PackSource};','use super::spoken::{self, Sought};\nuse super::{Pack, PackSource};')])
open('src/engine/spoken.rs','w').write('''//! Documents in a language that a rule has no words in: the rule cannot tell what they say, and must not say that they lack anything.

use super::Run;
use super::select::{Subject, fits};
use crate::facts::{Corpus, Facts};
use crate::pack::Rule;
use crate::result::{NotChecked, Say};

/// A subject as far as a rule can be asked of it.
pub(super) struct Spoken {
    /// The subject without documents that the rule has no words for; `None` when nothing is left to ask.
    pub(super) subject: Option<Subject>,
    /// What must be said when it is not met; `None` when nothing was left out that could have met it.
    pub(super) reason: Option<Say>,
}

/// Leaves out documents in a language that the rule has no words in. A set of documents is then asked as if they were not there, as it
/// is of documents in a language that is not read; one document, or one agreement, is not: what it says stays unclear.
pub(super) fn spoken(rule: &Rule, corpus: &Corpus, subject: &Subject) -> Spoken {
    let language = |index: usize| corpus.documents.get(index).map(|facts| facts.language.as_str()).unwrap_or_default();
    let mute = |index: &usize| rule.without_words_in.contains(language(*index));
    let Some(first) = subject.documents.iter().chain(&subject.invalid).copied().find(|index| mute(index)) else {
        return Spoken { subject: Some(subject.clone()), reason: None };
    };
    let mut left = subject.clone();
    left.documents.retain(|index| !mute(index));
    left.invalid.retain(|index| !mute(index));
    let nothing = left.documents.is_empty() && left.invalid.is_empty();
    let itself = subject.document.is_some_and(|own| mute(&own));
    let reason = (nothing || subject.document.is_some()).then(|| no_words(language(first)));
    Spoken { subject: (!nothing && !itself).then_some(left), reason }
}

fn no_words(language: &str) -> Say {
    Say::new("reason.no-words").words("language", language)
}

/// Documents that some rule in force would have been asked of, had it words in their language.
pub(super) fn not_asked(run: &Run<'_>, corpus: &Corpus) -> Vec<NotChecked> {
    let asked = |facts: &Facts| run.rules.iter().any(|active| active.rule.without_words_in.contains(&facts.language) && fits(&active.rule.scope, facts));
    let found = corpus.documents.iter().enumerate().filter(|(index, facts)| corpus.is_valid(*index) && asked(facts));
    found.map(|(_, facts)| NotChecked { path: facts.source.path.clone(), reason: "no-words", say: Some(no_words(&facts.language)) }).collect()
}
''')
sub('src/engine/mod.rs',[('mod settle;','mod settle;\nmod spoken;')])
sub('src/engine/settle.rs',[('    ended::gather(run, &corpus, &mut verdicts);\n','    ended::gather(run, &corpus, &mut verdicts);\n    not_checked.extend(spoken::not_asked(run, &corpus));\n'),('use super::{Reading, Run, ended};','use super::{Reading, Run, ended, spoken};')])
sub('src/engine/attribute.rs',[('''    let ask = Ask { corpus, documents: &subject.documents, section: None, rules: run, depth: 0 };
    let mut seen = graded(rule, evaluate(&rule.check, &ask), &ask);
''','''    let Spoken { subject: Some(subject), reason: unspoken } = spoken(rule, corpus, subject) else {
        verdict.reason = spoken(rule, corpus, subject).reason;
        return verdict;
    };
    let subject = &subject;
    let ask = Ask { corpus, documents: &subject.documents, section: None, rules: run, depth: 0 };
    let mut seen = graded(rule, evaluate(&rule.check, &ask), &ask);
''')])
for tag,a,b in [('sv','kravet saknar ord på dokumentets språk[ ({language})]','utom på det som inte kräver egna ord på språket'),('en','the requirement has no words in the language of the document[ ({language})]','but for what needs no words of its own in their language')]:
    sub(f'locales/{tag}.toml',[('[reason]\n',f'[reason]\nno-words = "{a}"\n'),('[not-checked]\n',f'[not-checked]\nno-words = "{b}"\n')])
