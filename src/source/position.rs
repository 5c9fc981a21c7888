//! Offsets to lines, columns and bytes on disk.

use serde::Serialize;

use super::{Encoding, SourceFile, Span};

/// A place in a file as people and other tools count.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize)]
pub struct Position {
    /// Line, from 1.
    pub line: usize,
    /// Column, from 1, in Unicode scalar values.
    pub column: usize,
    /// Offset into the file on disk, byte order mark included.
    pub byte: usize,
}

/// Where a line begins.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct LineStart {
    /// Offset into the decoded text.
    pub(crate) text: usize,
    /// Offset into the file on disk.
    pub(crate) disk: usize,
}

/// A place within a long line, so that columns are not counted from its beginning each time.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Milestone {
    /// Offset into the decoded text.
    text: usize,
    /// Offset into the file on disk.
    disk: usize,
    /// Column, from 1.
    column: usize,
}

/// Distance between milestones, in bytes of the text; shorter lines have none.
const STRETCH: usize = 4096;

/// The milestones of all lines.
pub(super) fn milestones(text: &str, lines: &[LineStart], encoding: Encoding) -> Vec<Milestone> {
    let mut found = Vec::new();
    let ends = lines.iter().skip(1).map(|next| next.text).chain([text.len()]);
    for (line, end) in lines.iter().zip(ends).filter(|(line, end)| end - line.text > STRETCH) {
        let mut last = Milestone { text: line.text, disk: line.disk, column: 1 };
        while last.text + STRETCH < end {
            let next = text.floor_char_boundary(last.text + STRETCH);
            let between = text.get(last.text..next).unwrap_or_default();
            last = Milestone { text: next, disk: last.disk + disk_len(between, encoding), column: last.column + between.chars().count() };
            found.push(last);
        }
    }
    found
}

/// Finds the lines of a text. `mark` is the length of the byte order mark on disk.
pub(super) fn line_starts(text: &str, encoding: Encoding, mark: usize) -> Vec<LineStart> {
    let bytes = text.as_bytes();
    let mut last = LineStart { text: 0, disk: mark };
    let mut lines = vec![last];
    for (index, byte) in bytes.iter().enumerate() {
        let ends = *byte == b'\n' || (*byte == b'\r' && bytes.get(index + 1) != Some(&b'\n'));
        if ends {
            let next = index + 1;
            last = LineStart { text: next, disk: last.disk + disk_len(&text[last.text..next], encoding) };
            lines.push(last);
        }
    }
    lines
}

/// Number of bytes on disk that a piece of decoded text stands for.
fn disk_len(text: &str, encoding: Encoding) -> usize {
    match encoding {
        Encoding::Utf8 | Encoding::Utf8Bom => text.len(),
        Encoding::Utf16Le | Encoding::Utf16Be => text.chars().map(|c| 2 * c.len_utf16()).sum(),
        Encoding::Windows1252 => text.chars().count(),
    }
}

impl SourceFile {
    /// Line, column and byte on disk of an offset into the text. Offsets past the end mean the end.
    pub fn position(&self, offset: usize) -> Position {
        let offset = self.text.floor_char_boundary(offset);
        let line = self.lines.partition_point(|start| start.text <= offset).max(1);
        let LineStart { text, disk } = self.start_of(line);
        let passed = self.milestones.partition_point(|one| one.text <= offset).checked_sub(1).and_then(|last| self.milestones.get(last));
        let from = passed.copied().filter(|one| one.text > text).unwrap_or(Milestone { text, disk, column: 1 });
        let before = self.text.get(from.text..offset).unwrap_or_default();
        Position { line, column: from.column + before.chars().count(), byte: from.disk + disk_len(before, self.encoding) }
    }

    /// Column of an offset, from 1, in bytes of the line as UTF-8: how reviewdog counts.
    pub fn utf8_column(&self, offset: usize) -> usize {
        let offset = self.text.floor_char_boundary(offset);
        offset.saturating_sub(self.start_of(self.position(offset).line).text) + 1
    }

    /// The text of a line (from 1) without its line end; empty when there is no such line.
    pub fn line_text(&self, line: usize) -> &str {
        self.slice(self.line_span(line))
    }

    /// The span of a line (from 1) without its line end; empty at the end of the text when there is no such line.
    pub fn line_span(&self, line: usize) -> Span {
        let end = self.lines.get(line).map_or(self.text.len(), |next| next.text);
        let start = self.start_of(line).text;
        let text = self.text.get(start..end).unwrap_or_default();
        let text = text.strip_suffix('\n').unwrap_or(text);
        let text = text.strip_suffix('\r').unwrap_or(text);
        Span::new(start, start + text.len())
    }

    /// Number of lines; a line end at the very end of the file begins no further line.
    pub fn line_count(&self) -> usize {
        let open = self.lines.last().is_some_and(|start| start.text < self.text.len());
        self.lines.len().saturating_sub(usize::from(!open))
    }

    /// The text of a span, cut to the text and widened to whole characters.
    pub fn slice(&self, span: Span) -> &str {
        let start = self.text.floor_char_boundary(span.start);
        let end = self.text.ceil_char_boundary(span.end.min(self.text.len()));
        self.text.get(start..end).unwrap_or_default()
    }

    /// First byte and the byte past the last of a span, in the file on disk.
    pub fn disk_range(&self, span: Span) -> (usize, usize) {
        (self.position(span.start).byte, self.position(span.end.max(span.start)).byte)
    }

    fn start_of(&self, line: usize) -> LineStart {
        let end = LineStart { text: self.text.len(), disk: 0 };
        self.lines.get(line.saturating_sub(1)).copied().unwrap_or(end)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use crate::source::{Position, SourceFile, Span, decode};

    /// The word "åtgärda" in every encoding: where it is on disk.
    #[test]
    fn bytes_on_disk_in_every_encoding() {
        let text = "Ägare 😀\r\nska åtgärda\rslut\n";
        let wide: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        let find = |needle: Vec<u8>, hay: &[u8]| hay.windows(needle.len()).position(|w| w == needle).unwrap();
        let word = "åtgärda";
        let cases: [(Vec<u8>, Vec<u8>); 5] = [
            (text.as_bytes().to_vec(), word.as_bytes().to_vec()),
            ([b"\xef\xbb\xbf", text.as_bytes()].concat(), word.as_bytes().to_vec()),
            ([b"\xff\xfe".to_vec(), wide.clone()].concat(), word.encode_utf16().flat_map(u16::to_le_bytes).collect()),
            ([b"\xfe\xff".to_vec(), big].concat(), word.encode_utf16().flat_map(u16::to_be_bytes).collect()),
            (wide, word.encode_utf16().flat_map(u16::to_le_bytes).collect()),
        ];
        for (bytes, needle) in cases {
            check(&bytes, &needle, find(needle.clone(), &bytes));
        }
        let latin = b"\xc4gare\r\nska \xe5tg\xe4rda\rslut\n";
        check(latin, b"\xe5tg\xe4rda", 11);
    }

    /// Milestones change no position, in any encoding.
    #[test]
    fn long_lines() {
        let line = "Ägare åtgärdar 😀 ".repeat(2_000);
        let text = format!("kort\n{line}\r\nslut {line}");
        let wide: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        for bytes in [text.as_bytes().to_vec(), [b"\xff\xfe".to_vec(), wide].concat()] {
            let file = decode("a.md", &bytes).unwrap();
            let mut plain = file.clone();
            plain.milestones.clear();
            assert!(file.milestones.len() > 20);
            for offset in (0..text.len() + 9).step_by(97) {
                assert_eq!(file.position(offset), plain.position(offset));
            }
        }
    }

    fn check(bytes: &[u8], needle: &[u8], at: usize) {
        let file = decode("a.md", bytes).unwrap();
        let start = file.text.find("åtgärda").unwrap();
        let span = Span::new(start, start + "åtgärda".len());
        assert_eq!(file.position(start), Position { line: 2, column: 5, byte: at }, "{:?}", file.encoding);
        assert_eq!(file.disk_range(span), (at, at + needle.len()));
        assert_eq!(file.position(usize::MAX).byte, bytes.len());
        assert_eq!(file.line_count(), 3);
    }

    #[test]
    fn lines_and_slices() {
        let file = SourceFile::from_text("a.md", "ett\r\ntvå\rtre\n\nfem");
        let lines: Vec<&str> = (1..=6).map(|line| file.line_text(line)).collect();
        assert_eq!(lines, ["ett", "två", "tre", "", "fem", ""]);
        assert_eq!(file.line_count(), 5);
        assert_eq!(file.line_span(2), Span::new(5, 9));
        assert_eq!(file.slice(Span::new(8, 8)), "å");
        assert_eq!(file.slice(Span::new(8, 9)), "å");
        assert_eq!(file.slice(Span::new(90, 99)), "");
        assert_eq!(file.slice(Span::new(9, 2)), "");
        assert_eq!(file.position(8).column, 3);
        assert_eq!((file.utf8_column(5), file.utf8_column(7), file.utf8_column(9)), (1, 3, 5));
        assert_eq!(SourceFile::from_text("a.md", "").line_count(), 0);
        assert_eq!(SourceFile::from_text("a.md", "").position(0).line, 1);
        assert_eq!(file.line_text(0), "");
    }
}
