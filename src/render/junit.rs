//! JUnit XML: a suite for every document and one for the repository, a test case for every requirement asked of it.
//!
//! What is met has passed; what is not, or in part, has failed; what a person must look at is an error; what does not apply, or
//! is accepted, was skipped.

use quick_junit::{NonSuccessKind, Report as Junit, TestCase, TestCaseStatus, TestSuite};

use super::{clean, exception, footer, place, reported};
use crate::message::Messages;
use crate::result::{Finding, Level, Outcome, Report, RuleInfo, State, Verdict};

/// The report as XML.
pub(super) fn render(report: &Report, messages: &Messages) -> String {
    let mut junit = Junit::new(env!("CARGO_PKG_NAME"));
    let mut subjects: Vec<Option<usize>> = reported(report).map(|(verdict, _)| verdict.subject).collect();
    subjects.sort_unstable();
    subjects.dedup();
    for subject in subjects {
        let name = subject.and_then(|document| report.documents.get(document)).map(|one| clean::plain(&one.path));
        let name = name.unwrap_or_else(|| clean::plain(&messages.word("format.repository")));
        let mut of_subject: Vec<_> = reported(report).filter(|(verdict, _)| verdict.subject == subject).collect();
        of_subject.sort_by_key(|(_, rule)| rule.code.as_str());
        let mut suite = TestSuite::new(name.as_str());
        suite.add_test_cases(of_subject.into_iter().map(|(verdict, rule)| case(report, verdict, rule, messages)));
        junit.add_test_suite(suite);
    }
    let unread: Vec<TestCase> = report
        .notifications
        .iter()
        .filter(|one| one.level == Level::Error)
        .map(|one| {
            let mut status = TestCaseStatus::non_success(NonSuccessKind::Error);
            status.set_type(one.code.as_str()).set_message(clean::plain(&messages.say(&one.say)));
            TestCase::new(clean::plain(one.path.as_deref().unwrap_or(&one.code)), status)
        })
        .collect();
    if !unread.is_empty() {
        let mut suite = TestSuite::new(clean::plain(&messages.word("format.troubles")));
        suite.add_test_cases(unread);
        junit.add_test_suite(suite);
    }
    // Only a writer can fail, and a text in memory does not.
    let xml = junit.to_string().unwrap_or_default();
    // Jenkins' schema knows the number of skipped cases of a suite, not of all of them.
    xml.replacen(
        &format!("<testsuites name=\"tillsyn\" tests=\"{}\" skipped=\"{}\"", junit.tests, junit.skipped),
        &format!("<testsuites name=\"tillsyn\" tests=\"{}\"", junit.tests),
        1,
    )
}

fn case(report: &Report, verdict: &Verdict, rule: &RuleInfo, messages: &Messages) -> TestCase {
    let name = clean::plain(&format!("{} {}", rule.code, rule.title.get(messages.language())));
    let mut case = TestCase::new(name, status(report, verdict, rule, messages));
    case.set_classname(clean::plain(&rule.pack));
    let mut read: Vec<String> = Vec::new();
    for line in verdict.evidence.iter().filter_map(|one| evidence(report, one, messages)) {
        // One sentence may carry several parts.
        if !read.contains(&line) {
            read.push(line);
        }
    }
    if !read.is_empty() {
        case.set_system_out(read.join("\n"));
    }
    case
}

fn status(report: &Report, verdict: &Verdict, rule: &RuleInfo, messages: &Messages) -> TestCaseStatus {
    let active: Vec<&Finding> = verdict.findings.iter().filter(|one| one.state == State::Active).collect();
    let reason = verdict.reason.as_ref().map(|say| clean::plain(&messages.say(say)));
    let passes = verdict.outcome == Outcome::Met || (verdict.outcome != Outcome::NotApplicable && verdict.findings.is_empty());
    if passes {
        return TestCaseStatus::success();
    }
    let Some(worst) = active.iter().max_by_key(|one| one.level) else {
        let mut status = TestCaseStatus::skipped();
        let state = |one: &Finding| {
            [Some(exception::state(one, messages)), exception::grounds(one, messages)].into_iter().flatten().collect::<Vec<_>>().join(": ")
        };
        let why =
            reason.or_else(|| verdict.findings.first().map(state)).unwrap_or_else(|| messages.word(&format!("outcome.{}", verdict.outcome.as_str())));
        status.set_type(verdict.outcome.as_str()).set_message(clean::plain(&why));
        return status;
    };
    let kind = if verdict.outcome == Outcome::Unclear { NonSuccessKind::Error } else { NonSuccessKind::Failure };
    let mut status = TestCaseStatus::non_success(kind);
    status.set_type(worst.level.as_str()).set_message(clean::plain(&messages.say(&worst.say)));
    let mut told: Vec<String> = active.iter().map(|one| finding(report, one, messages)).collect();
    let rows = [("word.rule", footer::requirement(verdict, rule, messages)), ("word.write", footer::remedy(rule, worst.help.as_ref(), messages))];
    told.extend(rows.iter().filter(|(_, text)| !text.is_empty()).map(|(word, text)| clean::plain(&format!("{}: {text}", messages.word(word)))));
    status.set_description(told.join("\n"));
    status
}

fn finding(report: &Report, one: &Finding, messages: &Messages) -> String {
    let at = one.document.and_then(|document| place(report, document, one.span.start));
    let at = at.map(|(path, line, column)| format!("{path}:{line}:{column}: ")).unwrap_or_default();
    clean::plain(&format!("{at}{}: {}", messages.word_in("level", one.level.as_str()), messages.say(&one.say)))
}

/// `path:line: near miss: "quotation"`.
fn evidence(report: &Report, one: &crate::result::Evidence, messages: &Messages) -> Option<String> {
    let (path, line, _) = place(report, one.document, one.spans.last()?.start)?;
    let role = messages.word_in("role-of-evidence", one.role.as_str());
    let said = one.note.as_ref().map_or_else(|| format!("\"{}\"", one.text), |note| messages.say(note));
    Some(clean::plain(&format!("{path}:{line}: {role}: {said}")))
}
