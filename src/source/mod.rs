//! Bytes to text, and positions in it.
//!
//! Everything inside the program speaks [`Span`] (bytes of the decoded text). Lines, columns and offsets into the file on
//! disk exist only at the edge, made by [`SourceFile::position`].

mod decode;
mod position;
mod span;

pub use decode::{DecodeError, Encoding, decode, read};
pub use position::Position;
pub use span::Span;

/// One file as it was read: decoded text, and the way back to lines and to the bytes on disk.
#[derive(Clone, Debug, Default)]
pub struct SourceFile {
    /// Path as shown: relative to the repository, `/` between parts.
    pub path: String,
    /// Decoded text without byte order mark; line ends as in the file.
    pub text: String,
    /// How the bytes on disk were encoded.
    pub encoding: Encoding,
    /// `blake3:` and the hexadecimal digest of the bytes on disk.
    pub digest: String,
    pub(crate) lines: Vec<position::LineStart>,
    /// Places within long lines.
    pub(crate) milestones: Vec<position::Milestone>,
}
