//! A corpus of governance documents, generated from a seed: half Swedish, half English, 2–60 kB each, with headings, lists, tables and links.

/// Numbers that look random and are the same every time (Marsaglia's xorshift64).
struct Seeded(u64);

impl Seeded {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % limit as u64).unwrap_or(0)
    }

    fn one_of<'w>(&mut self, words: &[&'w str]) -> &'w str {
        words[self.below(words.len())]
    }
}

/// The parts that sentences are put together from, in one language.
struct Parts {
    title: &'static str,
    headings: &'static [&'static str],
    actors: &'static [&'static str],
    modals: &'static [&'static str],
    deeds: &'static [&'static str],
    objects: &'static [&'static str],
    ends: &'static [&'static str],
    columns: &'static str,
}

const SWEDISH: Parts = Parts {
    title: "Riktlinje för informationssäkerhet",
    headings: &["Syfte", "Omfattning", "Ansvar och roller", "Riskhantering", "Klassning av information", "Incidenter", "Uppföljning", "Upphandling"],
    actors: &[
        "Systemägaren",
        "Varje nämnd",
        "Informationssäkerhetschefen",
        "Den som är chef",
        "It-driften",
        "Regiondirektören",
        "Medarbetaren",
        "Leverantören",
    ],
    modals: &["ska", "bör", "kan", "ska inte", "får inte", "ansvarar för att", "brukar"],
    deeds: &["se över", "dokumentera", "följa upp", "rapportera", "besluta om", "klassa", "återställa", "utbilda sig om"],
    objects: &[
        "behörigheterna i verksamhetssystemen",
        "förteckningen över servrar och nätverk",
        "riskanalysen för vårdens system",
        "varje incident som rör it-driften",
        "avtalen med personuppgiftsbiträden",
        "de uppgifter som är känsliga eller skyddsvärda",
    ],
    ends: &[
        "en gång per år",
        "inom 24 timmar",
        "när något väsentligt har ändrats",
        "vid behov",
        "tillsammans med lokalförvaltningen",
        "enligt 3 kap. 2 §",
        "senast den 31 mars 2027",
    ],
    columns: "| System | Ägare | Nivå |",
};

const ENGLISH: Parts = Parts {
    title: "Information Security Guideline",
    headings: &["Purpose", "Scope", "Roles and Responsibilities", "Risk Management", "Classification", "Incidents", "Follow-up", "Procurement"],
    actors: &[
        "The system owner",
        "Each department",
        "The CISO",
        "Every manager",
        "IT operations",
        "The chief executive",
        "An employee",
        "The supplier",
    ],
    modals: &["shall", "should", "may", "shall not", "must", "is responsible to", "usually will"],
    deeds: &["review", "document", "follow up", "report", "decide on", "classify", "restore", "be trained in"],
    objects: &[
        "the access rights of business systems",
        "the inventory of servers and networks",
        "the risk assessment of clinical systems",
        "every incident that concerns operations",
        "agreements with processors of personal data",
        "information that is sensitive or worth protecting",
    ],
    ends: &[
        "once a year",
        "within 24 hours",
        "when something material has changed",
        "when needed",
        "together with facilities",
        "under section 3.2",
        "no later than 31 March 2027",
    ],
    columns: "| System | Owner | Level |",
};

fn sentence(seeded: &mut Seeded, parts: &Parts) -> String {
    let (actor, modal, deed) = (seeded.one_of(parts.actors), seeded.one_of(parts.modals), seeded.one_of(parts.deeds));
    format!("{actor} {modal} {deed} {} {}.", seeded.one_of(parts.objects), seeded.one_of(parts.ends))
}

fn section(seeded: &mut Seeded, parts: &Parts, out: &mut String) {
    out.push_str(&format!("\n## {}\n\n", seeded.one_of(parts.headings)));
    for _ in 0..=seeded.below(6) {
        out.push_str(&format!("{}{}", sentence(seeded, parts), if seeded.below(3) == 0 { "\n\n" } else { " " }));
    }
    out.push_str("\n\n");
    for _ in 0..seeded.below(6) {
        out.push_str(&format!("- **{}** {}\n", seeded.one_of(parts.deeds), sentence(seeded, parts)));
    }
    if seeded.below(4) == 0 {
        out.push_str(&format!("\n{}\n| --- | --- | --- |\n", parts.columns));
        for row in 0..=seeded.below(8) {
            out.push_str(&format!("| {} | {} | {row} |\n", seeded.one_of(parts.objects), seeded.one_of(parts.actors)));
        }
    }
}

/// So many documents: a path and a text each.
pub fn documents(count: usize, seed: u64) -> Vec<(String, String)> {
    let mut seeded = Seeded(seed);
    let one = |number: usize| {
        let parts = if number.is_multiple_of(2) { &SWEDISH } else { &ENGLISH };
        let size = 2_000 + seeded.below(20_000);
        let mut text = format!("---\nversion: {}.0\ndate: 2026-03-{:02}\n---\n\n# {} {number}\n", 1 + number % 4, 1 + number % 28, parts.title);
        while text.len() < size {
            section(&mut seeded, parts, &mut text);
        }
        (format!("dokument/{number:04}.md"), text)
    };
    (0..count).map(one).collect()
}
