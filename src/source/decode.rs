//! Bytes on disk to text: byte order marks, UTF-16, UTF-8 and Windows-1252.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use super::{SourceFile, position};

/// Largest file that is read.
const LIMIT: usize = 64 * 1024 * 1024;
/// How much of a file is looked at to recognise UTF-16 without a byte order mark.
const SAMPLE: usize = 64 * 1024;

/// How the bytes of a file are encoded.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub enum Encoding {
    /// UTF-8 without byte order mark.
    #[default]
    Utf8,
    /// UTF-8 with a byte order mark.
    Utf8Bom,
    /// UTF-16, little endian, with or without a byte order mark.
    Utf16Le,
    /// UTF-16, big endian, with or without a byte order mark.
    Utf16Be,
    /// Windows-1252 (also what calls itself ISO 8859-1).
    Windows1252,
}

impl Encoding {
    /// Name for people and for reports.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Utf8 => "UTF-8",
            Self::Utf8Bom => "UTF-8 BOM",
            Self::Utf16Le => "UTF-16LE",
            Self::Utf16Be => "UTF-16BE",
            Self::Windows1252 => "Windows-1252",
        }
    }
}

/// Why a file could not be read as text.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum DecodeError {
    /// The bytes are no text in any encoding that is known here.
    #[error("not a text file")]
    Binary,
    /// The file is larger than what is read.
    #[error("the file has {bytes} bytes, more than the limit of {limit}")]
    TooLarge {
        /// Size of the file.
        bytes: usize,
        /// The limit.
        limit: usize,
    },
}

/// The bytes of a file; of one that is larger than what is read, only so many that [`decode`] can tell.
///
/// # Errors
/// What the system says.
pub fn read(path: &Path) -> std::io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    File::open(path)?.take(LIMIT as u64 + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Decodes the bytes of one file.
pub fn decode(path: &str, bytes: &[u8]) -> Result<SourceFile, DecodeError> {
    if bytes.len() > LIMIT {
        return Err(DecodeError::TooLarge { bytes: bytes.len(), limit: LIMIT });
    }
    let (encoding, mark, text) = text_of(bytes)?;
    let lines = position::line_starts(&text, encoding, mark);
    let milestones = position::milestones(&text, &lines, encoding);
    Ok(SourceFile { path: path.to_owned(), text, encoding, digest: digest(bytes), lines, milestones })
}

impl SourceFile {
    /// A file made from text that is already decoded, for tests and examples. A leading byte order mark is taken off.
    pub fn from_text(path: &str, text: &str) -> Self {
        let (encoding, mark, body) = match text.strip_prefix('\u{feff}') {
            Some(body) => (Encoding::Utf8Bom, 3, body),
            None => (Encoding::Utf8, 0, text),
        };
        let lines = position::line_starts(body, encoding, mark);
        let milestones = position::milestones(body, &lines, encoding);
        Self { path: path.to_owned(), text: body.to_owned(), encoding, digest: digest(text.as_bytes()), lines, milestones }
    }
}

fn digest(bytes: &[u8]) -> String {
    format!("blake3:{}", blake3::hash(bytes).to_hex())
}

/// Encoding, length of the byte order mark, and text.
fn text_of(bytes: &[u8]) -> Result<(Encoding, usize, String), DecodeError> {
    if let Some(rest) = bytes.strip_prefix(b"\xef\xbb\xbf") {
        if let Ok(text) = str::from_utf8(rest) {
            return Ok((Encoding::Utf8Bom, 3, text.to_owned()));
        }
    } else if let Some(rest) = bytes.strip_prefix(b"\xff\xfe") {
        return Ok((Encoding::Utf16Le, 2, utf16(rest, Encoding::Utf16Le)));
    } else if let Some(rest) = bytes.strip_prefix(b"\xfe\xff") {
        return Ok((Encoding::Utf16Be, 2, utf16(rest, Encoding::Utf16Be)));
    } else if let Some(encoding) = utf16_without_mark(bytes) {
        return Ok((encoding, 0, utf16(bytes, encoding)));
    }
    if let Ok(text) = str::from_utf8(bytes) {
        return Ok((Encoding::Utf8, 0, text.to_owned()));
    }
    if bytes.contains(&0) {
        return Err(DecodeError::Binary);
    }
    let (text, _) = encoding_rs::WINDOWS_1252.decode_without_bom_handling(bytes);
    Ok((Encoding::Windows1252, 0, text.into_owned()))
}

fn utf16(bytes: &[u8], encoding: Encoding) -> String {
    let decoder = if encoding == Encoding::Utf16Be { encoding_rs::UTF_16BE } else { encoding_rs::UTF_16LE };
    decoder.decode_without_bom_handling(bytes).0.into_owned()
}

/// Text in western letters has a NUL in (nearly) every unit of UTF-16, always on the same side.
fn utf16_without_mark(bytes: &[u8]) -> Option<Encoding> {
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    let units = sample.len() / 2;
    if units == 0 || !bytes.len().is_multiple_of(2) {
        return None;
    }
    let (mut first, mut second) = (0, 0);
    for unit in sample.as_chunks::<2>().0 {
        first += usize::from(unit[0] == 0);
        second += usize::from(unit[1] == 0);
    }
    let most = |nuls: usize, others: usize| nuls * 10 >= units * 6 && others * 20 <= units;
    if most(second, first) {
        Some(Encoding::Utf16Le)
    } else if most(first, second) {
        Some(Encoding::Utf16Be)
    } else {
        None
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    const TEXT: &str = "Ägare\r\nska åtgärda\n";

    fn wide(text: &str, little: bool) -> Vec<u8> {
        text.encode_utf16().flat_map(|unit| if little { unit.to_le_bytes() } else { unit.to_be_bytes() }).collect()
    }

    #[test]
    fn every_encoding_gives_the_same_text() {
        let latin: Vec<u8> = TEXT.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect();
        let cases = [
            (TEXT.as_bytes().to_vec(), Encoding::Utf8),
            ([b"\xef\xbb\xbf", TEXT.as_bytes()].concat(), Encoding::Utf8Bom),
            (wide(TEXT, true), Encoding::Utf16Le),
            (wide(TEXT, false), Encoding::Utf16Be),
            ([b"\xff\xfe".to_vec(), wide(TEXT, true)].concat(), Encoding::Utf16Le),
            ([b"\xfe\xff".to_vec(), wide(TEXT, false)].concat(), Encoding::Utf16Be),
            (latin, Encoding::Windows1252),
        ];
        for (bytes, encoding) in cases {
            let file = decode("a.md", &bytes).unwrap();
            assert_eq!(file.text, TEXT);
            assert_eq!(file.encoding, encoding);
            assert_eq!(file.digest, digest(&bytes));
        }
    }

    #[test]
    fn binary_empty_and_large() {
        assert_eq!(decode("a.md", b"\x89PNG\x00\xff\xd8").unwrap_err(), DecodeError::Binary);
        assert_eq!(decode("a.md", b"").unwrap().text, "");
        assert_eq!(decode("a.md", b"\xff\xfe").unwrap().text, "");
        assert!(matches!(decode("a.md", &vec![b'a'; LIMIT + 1]), Err(DecodeError::TooLarge { .. })));
        let line = "En rad med åäö.\n".repeat(1_200_000);
        let file = decode("a.md", line.as_bytes()).unwrap();
        assert_eq!(file.position(line.len() - 1).line, 1_200_000);
    }
}
