//! `tillsyn pack new FOLDER`: the beginning of a pack of one's own.

use super::args::PackNewArgs;
use super::explain::default_language;
use super::{Printed, Refusal, skeleton};
use crate::language::Lexicon;
use crate::message::Messages;
use crate::pack::{builtin_names, gap_mark, is_kebab};
use crate::result::Say;

/// Runs the command.
pub(crate) fn run(args: &PackNewArgs) -> Result<Printed, Refusal> {
    let folder = &args.folder;
    let named = std::path::absolute(folder).unwrap_or_else(|_| folder.clone());
    let name = named.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    if !is_kebab(&name) {
        return Err(no_id(&name));
    }
    if builtin_names().contains(&name.as_str()) {
        return Err(Refusal::say(&Say::new("refusal.pack-taken").words("name", &name)));
    }
    let lexicon = Lexicon::builtin()?;
    let messages = Messages::load(&args.lang.clone().unwrap_or_else(default_language));
    let (shown, path) = (folder.display().to_string(), folder.join("pack.toml"));
    std::fs::create_dir_all(folder).map_err(|error| Refusal::unreadable(&shown, &error))?;
    skeleton::write_new(&path, &skeleton::pack(&messages, &lexicon, &name))?;
    skeleton::write_schemas(folder)?;
    Ok(told(&messages, "skeleton.next-pack", &path.display().to_string(), &shown, gap_mark(&lexicon, messages.language())))
}

/// What was written, and what to do next.
pub(super) fn told(messages: &Messages, next: &str, path: &str, folder: &str, mark: &str) -> Printed {
    let wrote = messages.say(&Say::new("skeleton.wrote").words("path", path));
    let next = messages.say(&Say::new(next).words("file", path).words("mark", mark).words("folder", folder.trim_end_matches('/')));
    Printed { out: format!("{}\n{}\n", crate::render::line(&wrote), crate::render::line(&next)), ..Printed::default() }
}

/// The name is no id, and what it could be instead.
pub(super) fn no_id(name: &str) -> Refusal {
    let say = Say::new("refusal.no-id").words("name", name);
    match plain(name) {
        near if near.is_empty() => Refusal::say(&say),
        near => Refusal::say(&say.words("near", near)),
    }
}

/// A name in lower case, without marks above letters, its words joined by hyphens.
fn plain(name: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    let letters: String = name.nfd().filter(|c| !unicode_normalization::char::is_combining_mark(*c)).flat_map(char::to_lowercase).collect();
    let words = letters.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join("-")
}
