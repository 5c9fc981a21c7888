//! What *the* policy of an organisation is to say is asked of that policy, and not of every policy about a part of its area.

use super::{check, findings, own, repository, verdicts};

/// The documents that the purpose of the policy is asked of.
fn asked(files: &[(&str, &str)]) -> Vec<String> {
    let folder = repository("", files);
    let (report, _) = check(folder.path(), &["--select", "SKR22-16A"]);
    let verdicts = report["verdicts"].as_array().unwrap().iter();
    let mut paths: Vec<String> = verdicts.filter_map(|verdict| verdict["subject"].as_str().map(str::to_owned)).collect();
    paths.sort();
    paths
}

fn policy(title: &str) -> String {
    format!("# {title}\n\nPolicyn gäller all information. Alla medarbetare ska skydda information och informationssystem mot obehörig åtkomst.\n")
}

fn policy_in_english(title: &str) -> String {
    format!(
        "# {title}\n\nThis policy applies to all information. All employees shall protect information and information systems from unauthorised access.\n"
    )
}

#[test]
fn a_policy_about_a_part_is_left_alone_where_there_is_one_about_the_whole() {
    let whole = [
        "Informationssäkerhetspolicy",
        "Policy för informationssäkerhet",
        "Region Exempels informationssäkerhetspolicy",
        "Informations- och IT-säkerhetspolicy",
        "Policy för informationssäkerhet i kommunen",
        "Informationssäkerhetspolicy för Region Exempel",
        "INFORMATIONSSÄKERHETSPOLICY FÖR REGION EXEMPEL",
        "Policy för informationssäkerhet och dataskydd",
    ];
    for title in whole {
        let files = [("a.md", policy(title)), ("b.md", policy("Lösenordspolicy")), ("c.md", policy("Policy för behörighet och åtkomst"))];
        let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (*path, text.as_str())).collect();
        assert_eq!(asked(&files), ["a.md"], "{title}");
    }
    for title in [
        "Information Security Policy",
        "Exempel Health Information Security Policy",
        "Security Policy",
        "Information Security and Privacy Policy",
        "Policy on information security",
    ] {
        let others = ["Security Incident Response Policy", "Mobile Device Security Policy", "Password Policy"];
        let mut files = vec![("a.md".to_owned(), policy_in_english(title))];
        files.extend(others.iter().enumerate().map(|(at, title)| (format!("b{at}.md"), policy_in_english(title))));
        let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
        assert_eq!(asked(&files), ["a.md"], "{title}");
    }
}

#[test]
fn a_part_is_told_where_every_word_has_a_capital() {
    let files =
        [("a.md", policy("INFORMATIONSSÄKERHETSPOLICY FÖR REGION EXEMPEL")), ("b.md", policy("INFORMATIONSSÄKERHETSPOLICY VID DISTANSARBETE"))];
    assert_eq!(asked(&files.each_ref().map(|(path, text)| (*path, text.as_str()))), ["a.md"]);
    let files = [
        ("a.md", policy_in_english("Information Security Policy for Exempel Works")),
        ("b.md", policy_in_english("Information Security Policy for Remote Work")),
    ];
    assert_eq!(asked(&files.each_ref().map(|(path, text)| (*path, text.as_str()))), ["a.md"]);
}

#[test]
fn without_one_about_the_whole_every_one_is_asked() {
    let of_a_part = policy("Säker inloggning – policy");
    assert_eq!(asked(&[("b.md", &of_a_part)]), ["b.md"]);
    let draft = policy("Informationssäkerhetspolicy").replace("\n\n", "\n\nStatus: utkast\n\n");
    assert_eq!(asked(&[("a.md", &draft), ("b.md", &of_a_part)]), ["a.md", "b.md"], "a draft is no policy yet");
}

#[test]
fn a_word_in_lower_case_after_the_area_makes_it_a_part() {
    for title in ["Policy för informationssäkerhet vid distansarbete", "Informationssäkerhetspolicy för molntjänster", "IT-policy för mobila enheter"]
    {
        let (part, whole) = (policy(title), policy("Policy för informationssäkerhet"));
        assert_eq!(asked(&[("a.md", &whole), ("b.md", &part)]), ["a.md"], "{title}");
    }
    let (part, whole) =
        (policy_in_english("Information Security Policy for remote work"), policy_in_english("Information Security Policy for Exempel Health"));
    assert_eq!(asked(&[("a.md", &whole), ("b.md", &part)]), ["a.md"]);
}

#[test]
fn who_was_not_asked_is_named() {
    let (part, whole) = (policy("Lösenordspolicy"), policy("Informationssäkerhetspolicy"));
    let (report, _) = check(repository("", &[("a.md", &whole), ("b.md", &part)]).path(), &["--select", "SKR22-16A"]);
    let left: Vec<(&str, &str)> =
        report["not-checked"].as_array().unwrap().iter().map(|one| (one["path"].as_str().unwrap(), one["reason"].as_str().unwrap())).collect();
    assert_eq!(left, [("b.md", "part-of-area")]);
}

#[test]
fn several_about_parts_are_asked_once_and_what_one_of_them_says_is_unclear() {
    let (first, second) = (policy("Lösenordspolicy"), policy("Policy för behörighet och åtkomst"));
    let folder = repository("", &[("a.md", &first), ("b.md", &second)]);
    let (report, _) = check(folder.path(), &["--select", "MSB18-1C,MSB18-1B"]);
    assert_eq!(verdicts(&report, "MSB18-1B"), own(&[("", "not-met")]));
    assert_eq!(findings(&report, "MSB18-1B").len(), 1);
    assert!(report.to_string().contains("inget för hela området"), "{report}");
    let purpose = format!("{second}\nSyftet med denna policy är att skydda regionens information mot obehörig åtkomst, förvanskning och förlust.\n");
    let folder = repository("", &[("a.md", &first), ("b.md", &purpose)]);
    let (report, _) = check(folder.path(), &["--select", "SKR22-16A"]);
    assert_eq!(verdicts(&report, "SKR22-16A"), own(&[("", "unclear")]), "{report}");
    let told: Vec<&str> = report["notifications"].as_array().unwrap().iter().filter_map(|one| one["message"].as_str()).collect();
    assert!(told.iter().any(|one| one.contains("SKR22-16A") && one.contains("whole-area = true")), "who reads it learns what to do: {told:?}");
}

#[test]
fn the_configuration_says_which_is_about_the_whole() {
    let (first, second) = (policy("Säker information"), policy("IT-policy"));
    let told = "[[documents.kind]]\npath = \"a.md\"\nkind = \"policy\"\ntopic = [\"information-security\"]\nwhole-area = true\n[[documents.kind]]\npath = \"b.md\"\nkind = \"policy\"\ntopic = [\"information-security\"]\nwhole-area = false\n";
    let (report, _) = check(repository(told, &[("a.md", &first), ("b.md", &second)]).path(), &["--select", "MSB18-1C"]);
    let paths: Vec<String> = verdicts(&report, "MSB18-1C").into_iter().map(|(subject, _)| subject).collect();
    assert_eq!(paths, ["a.md"]);
}
