//! What *the* policy of an organisation is to say is asked of that policy, and not of every policy about a part of its area.

use super::{check, repository};

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
fn without_one_about_the_whole_every_one_is_asked() {
    let of_a_part = policy("Säker inloggning – policy");
    assert_eq!(asked(&[("b.md", &of_a_part)]), ["b.md"]);
    let draft = policy("Informationssäkerhetspolicy").replace("\n\n", "\n\nStatus: utkast\n\n");
    assert_eq!(asked(&[("a.md", &draft), ("b.md", &of_a_part)]), ["a.md", "b.md"], "a draft is no policy yet");
}
