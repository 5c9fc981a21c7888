//! `tillsyn rule new FOLDER/ID`: the beginning of a requirement in a pack of one's own.

use std::path::Path;

use super::args::RuleNewArgs;
use super::explain::default_language;
use super::load::refuse;
use super::pack_new::{no_id, told};
use super::{Printed, Refusal, skeleton};
use crate::language::Lexicon;
use crate::message::Messages;
use crate::pack::{Outline, gap_mark, is_code, is_kebab, outline, read_folder};
use crate::result::Say;

/// Runs the command.
pub(crate) fn run(args: &RuleNewArgs) -> Result<Printed, Refusal> {
    let folder = args.place.parent().filter(|folder| *folder != Path::new("")).unwrap_or(Path::new("."));
    let name = args.place.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let id = name.strip_suffix(".toml").unwrap_or(&name);
    if !is_kebab(id) {
        return Err(no_id(id));
    }
    let shown = folder.display().to_string();
    let manifest = folder.join("pack.toml");
    if !manifest.is_file() {
        return Err(Refusal::say(&Say::new("refusal.no-pack-here").words("folder", shown)));
    }
    let lexicon = Lexicon::builtin()?;
    let source = read_folder(folder).map_err(|error| refuse(&[error]))?;
    let pack = outline(&lexicon, &source).map_err(|errors| refuse(&errors))?;
    let code = code(args, &pack)?;
    if pack.sources.is_empty() {
        return Err(Refusal::say(&Say::new("refusal.no-source").words("path", manifest.display().to_string())));
    }
    let written = source.files.iter().find(|(path, _)| path == "pack.toml").map_or("", |(_, text)| text.as_str());
    let schemas = skeleton::schemas_of(written);
    let messages = Messages::load(&args.lang.clone().unwrap_or_else(default_language));
    let path = folder.join(format!("{id}.toml"));
    skeleton::write_new(&path, &skeleton::rule(&messages, &lexicon, &pack, schemas, &code))?;
    if schemas == Some(skeleton::BESIDE) {
        skeleton::write_schemas(folder)?;
    }
    Ok(told(&messages, "skeleton.next-rule", &path.display().to_string(), &shown, gap_mark(&lexicon, messages.language())))
}

/// The code asked for, which must be one that nobody has; else the next free one.
fn code(args: &RuleNewArgs, pack: &Outline) -> Result<String, Refusal> {
    let Some(code) = &args.code else { return Ok(pack.free_code()) };
    if !is_code(code) {
        return Err(Refusal::say(&Say::new("refusal.no-code").words("name", code)));
    }
    if pack.has_code(code) {
        return Err(Refusal::say(&Say::new("refusal.code-taken").words("name", code).words("near", pack.free_code())));
    }
    Ok(code.clone())
}
