//! Documents in a language that is read, judged by rules with and without words in it.

use super::*;

const NORWEGIAN: &str = "# Policy for informasjonssikkerhet\n\n| Felt | Verdi |\n| --- | --- |\n| Dokumenteier | Kommunedirektøren |\n| Vedtatt av | Kommunestyret |\n| Vedtaksdato | 17. juni 2025 |\n\n## Ansvar\n\nKommunedirektøren er ansvarlig for at informasjonssikkerheten følges opp hvert år.\nInformasjonseieren skal klassifisere informasjonen før den tas i bruk.\n";
const SWEDISH: &str =
    "# Informationssäkerhetspolicy\n\nAntagen av kommunfullmäktige 2025-06-17.\n\nKommundirektören ansvarar för att arbetet följs upp.\n";

/// A pack in Swedish and English with two rules: the words of the first are there in Norwegian too.
const PACK: &str = "format = 1\nid = \"prov\"\nversion = \"1.0.0\"\nlanguages = [\"sv\", \"en\"]\n[title]\nsv = \"Prov\"\nen = \"Trial\"\n[description]\nsv = \"Ett prov\"\nen = \"A trial\"\n[[source]]\nid = \"kalla\"\ntitle = \"Källa\"\n";

fn rule(code: &str, asked_of: &str, words: &str) -> String {
    let both = |key: &str| format!("{key} = {{ sv = \"S\", en = \"E\" }}\n");
    format!(
        "code = \"{code}\"\nlevel = \"error\"\nbinding = \"practice\"\n{}{}remedy = {{ sv = \"S\", en = \"E\" }}\n[[authority]]\nsource = \"kalla\"\nclause = \"1\"\n[scope]\nkind = [\"policy\"]\nasked-of = \"{asked_of}\"\n[check.statement]\nmentions = [\"classify\"]\nmodality = \"obligation\"\n[terms.classify]\n{words}\n",
        both("title"),
        both("rationale")
    )
}

const WORDS: &str = "sv = [\"klassa*\"]\nen = [\"classif*\"]";
const WORDS_TOO: &str = "sv = [\"klassa*\"]\nen = [\"classif*\"]\nnb = [\"klassifiser*\"]";

fn with_pack(rules: &[(&str, String)], files: &[(&str, &str)]) -> TempDir {
    let folder = repository("packs = [\"./prov\"]\n", files);
    write(folder.path(), "prov/pack.toml", PACK);
    for (name, text) in rules {
        write(folder.path(), &format!("prov/{name}.toml"), text);
    }
    folder
}

fn reason(report: &Value, code: &str) -> String {
    let found = report["verdicts"].as_array().unwrap().iter().find(|one| one["code"] == code).unwrap();
    text(&found["reason"])
}

#[test]
fn no_built_in_rule_says_that_a_norwegian_document_lacks_what_it_has_no_words_for() {
    let folder = repository("", &[("policy.md", NORWEGIAN)]);
    let (report, _) = check(folder.path(), &["--pack", "all", "--profile", "full"]);
    let all = report["verdicts"].as_array().unwrap();
    let of = |verdict: &str| all.iter().filter(|one| one["verdict"] == verdict).map(|one| text(&one["code"])).collect::<Vec<_>>();
    // What a policy states of itself is asked in every language.
    assert_eq!(of("not-met"), ["DOC-03", "DOC-04", "DOC-05"], "no version, no number, no end: {report}");
    assert_eq!(of("partial"), [""; 0]);
    assert!(of("met").contains(&"DOC-01".to_owned()) && of("met").contains(&"DOC-02".to_owned()));
    assert!(of("unclear").len() > 50, "{:?}", of("unclear"));
    assert_eq!(reason(&report, "MSB18-2A"), "kravet saknar ord på dokumentets språk (nb)");
    let left: Vec<(String, String)> =
        report["not-checked"].as_array().unwrap().iter().map(|one| (text(&one["path"]), text(&one["reason"]))).collect();
    assert_eq!(left, own(&[("policy.md", "no-words")]));
}

#[test]
fn a_rule_with_words_in_the_language_is_asked_although_its_pack_does_not_speak_it() {
    let rules = [("with", rule("PROV-1", "each", WORDS_TOO)), ("without", rule("PROV-2", "each", WORDS))];
    let lacking = NORWEGIAN.replace("skal klassifisere", "bør klassifisere");
    let folder = with_pack(&rules, &[("a/policy.md", NORWEGIAN), ("b/policy.md", &lacking), ("c/policy.md", SWEDISH)]);
    let (report, _) = check(folder.path(), &[]);
    assert_eq!(verdicts(&report, "PROV-1"), own(&[("a/policy.md", "met"), ("b/policy.md", "partial"), ("c/policy.md", "not-met")]));
    assert_eq!(verdicts(&report, "PROV-2"), own(&[("a/policy.md", "unclear"), ("b/policy.md", "unclear"), ("c/policy.md", "not-met")]));
    assert_eq!(findings(&report, "PROV-2").len(), 1, "nothing is found in what cannot be read");
}

#[test]
fn words_of_the_configuration_count() {
    let folder = with_pack(&[("without", rule("PROV-2", "each", "include = [\"action\"]"))], &[("policy.md", NORWEGIAN)]);
    assert_eq!(verdicts(&check(folder.path(), &[]).0, "PROV-2"), own(&[("policy.md", "unclear")]));
    write(folder.path(), "tillsyn.toml", "format = 1\npacks = [\"./prov\"]\n[terms]\naction = { nb = [\"klassifiser*\"] }\n");
    assert_eq!(verdicts(&check(folder.path(), &[]).0, "PROV-2"), own(&[("policy.md", "met")]));
}

#[test]
fn a_set_of_documents_is_asked_as_far_as_the_rule_has_words() {
    let rules = [("any", rule("PROV-3", "any", WORDS))];
    let both = with_pack(&rules, &[("a/policy.md", NORWEGIAN), ("b/policy.md", SWEDISH)]);
    assert_eq!(verdicts(&check(both.path(), &[]).0, "PROV-3"), own(&[("", "not-met")]), "what is there in Swedish lacks it");
    let alone = with_pack(&rules, &[("a/policy.md", NORWEGIAN)]);
    assert_eq!(verdicts(&check(alone.path(), &[]).0, "PROV-3"), own(&[("", "unclear")]));
}

#[test]
fn a_rule_that_asks_another_speaks_no_more_than_that_one() {
    let asks = rule("PROV-4", "each", WORDS_TOO)
        .replace("[check.statement]\nmentions = [\"classify\"]\nmodality = \"obligation\"\n", "[check.rule]\ncode = \"PROV-2\"\n");
    let asks = asks.split("[terms.classify]").next().unwrap().to_owned();
    let folder = with_pack(&[("without", rule("PROV-2", "each", WORDS)), ("asks", asks)], &[("policy.md", NORWEGIAN)]);
    assert_eq!(verdicts(&check(folder.path(), &[]).0, "PROV-4"), own(&[("policy.md", "unclear")]));
}

#[test]
fn a_language_that_is_not_read_is_asked_nothing() {
    let danish = "# Politik for informationssikkerhed\n\nKommunaldirektøren har ansvaret for, at der hvert år følges op på sikkerheden, og alle medarbejdere skal straks indberette hændelser til afdelingen.\n";
    let folder = repository("", &[("policy.md", danish)]);
    let (report, _) = check(folder.path(), &["--pack", "all", "--profile", "full"]);
    assert_eq!(report["documents"][0]["language"], "da", "{report}");
    assert_eq!(report["documents"][0]["asked"], 0);
    assert_eq!(report["not-checked"][0]["reason"], "language");
}

#[test]
fn what_an_annex_says_in_another_language_is_not_said_to_be_missing() {
    let main = "# Avtal om it-drift\n\nAvtal mellan Region Exempel (nedan Beställaren) och Fjordvik Drift AB (nedan Leverantören) om drift av Beställarens it-system, servrar, databaser, nätverk, säkerhetskopior, loggar och behörigheter.\n\nKraven på informationssäkerhet står i [bilaga 1](krav.md).\n";
    let annex = "---\nannex-to: avtal.md\n---\n\n# Sikkerhetskrav\n\nLeverandøren skal melde alle hendelser til Kunden innen 24 timer etter at de er oppdaget, og skal alltid oppgi hva som har skjedd. Avtalen gjelder også underleverandører, og kravene kan ikke fravikes uten skriftlig samtykke fra Kunden. Leverandøren må dessuten selv betale for nødvendige sikkerhetstiltak når de følger av norsk regelverk.\n";
    let verdict = |annex: &str| {
        let folder = repository("", &[("avtal/avtal.md", main), ("avtal/krav.md", annex)]);
        verdicts(&check(folder.path(), &["--select", "LEV-02"]).0, "LEV-02")
    };
    assert_eq!(verdict(annex), own(&[("avtal/avtal.md", "unclear")]));
    let english = "---\nannex-to: avtal.md\n---\n\n# Requirements\n\nThe annex describes the servers and the networks of the customer.\n";
    assert_eq!(verdict(english), own(&[("avtal/avtal.md", "not-met")]), "a language the rule has words in");
}
