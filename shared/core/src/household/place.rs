//! Places in the file: from byte offsets to lines, and from nested values to a path that people can read.

use super::quote::quote;
use std::fmt;

/// Where each line of a text begins.
#[derive(Debug)]
pub(super) struct Lines<'t> {
    text: &'t str,
    starts: Vec<usize>,
}

impl<'t> Lines<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        let after_newlines = text
            .bytes()
            .enumerate()
            .filter(|(_, byte)| *byte == b'\n')
            .map(|(offset, _)| offset + 1);
        Self {
            text,
            starts: std::iter::once(0).chain(after_newlines).collect(),
        }
    }

    /// Index of the line that holds this byte.
    fn index(&self, offset: usize) -> usize {
        self.starts
            .partition_point(|start| *start <= offset)
            .saturating_sub(1)
    }

    /// The line that holds this byte, from 1.
    pub(super) fn number(&self, offset: usize) -> u32 {
        number(self.index(offset.min(self.text.len())).saturating_add(1))
    }

    /// Line and column (in characters), both from 1. An offset beyond the end is the end. Costs as much as the line is long.
    pub(super) fn place(&self, offset: usize) -> (u32, u32) {
        let offset = offset.min(self.text.len());
        let index = self.index(offset);
        let start = self.starts.get(index).copied().unwrap_or(0);
        let before = self
            .text
            .get(start..offset)
            .map_or(offset - start, |before| before.chars().count());
        (
            number(index.saturating_add(1)),
            number(before.saturating_add(1)),
        )
    }

    /// The text of the line that holds this byte, without its end and without spaces around.
    pub(super) fn line(&self, offset: usize) -> &'t str {
        let index = self.index(offset.min(self.text.len()));
        let start = self.starts.get(index).copied().unwrap_or(0);
        let end = self
            .starts
            .get(index + 1)
            .copied()
            .unwrap_or(self.text.len());
        self.text.get(start..end).unwrap_or("").trim()
    }
}

fn number(value: usize) -> u32 {
    u32::try_from(value).unwrap_or(u32::MAX)
}

/// Where a value is, as a chain of borrowed steps: building it costs nothing, and only a problem turns it into text.
#[derive(Debug, Clone, Copy)]
pub(super) enum Path<'p> {
    /// The whole file.
    Root,
    /// A key of a table.
    Key(&'p Path<'p>, &'p str),
    /// An entry of a list, from 0.
    Entry(&'p Path<'p>, usize),
}

impl<'p> Path<'p> {
    pub(super) fn key(&'p self, key: &'p str) -> Self {
        Self::Key(self, key)
    }

    pub(super) fn entry(&'p self, index: usize) -> Self {
        Self::Entry(self, index)
    }
}

impl fmt::Display for Path<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Path::Root => Ok(()),
            Path::Key(Path::Root, key) => f.write_str(&quote(key)),
            Path::Key(parent, key) => write!(f, "{parent}.{}", quote(key)),
            Path::Entry(parent, index) => write!(f, "{parent}[{index}]"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_count_lines_and_characters_from_one() {
        let lines = Lines::new("a = 1\nMẹ = 2\r\n\nx");
        assert_eq!(lines.place(0), (1, 1));
        assert_eq!(lines.place("a = 1\nMẹ".len()), (2, 3));
        assert_eq!(lines.place("a = 1\nMẹ = 2\r\n".len()), (3, 1));
        assert_eq!(lines.place(10_000), (4, 2));
        assert_eq!(lines.line("a = 1\nM".len()), "Mẹ = 2");
    }

    #[test]
    fn an_offset_inside_a_character_is_no_reason_to_panic() {
        let lines = Lines::new("ẹẹ");
        assert_eq!(lines.place(1).0, 1);
    }

    #[test]
    fn a_path_reads_like_the_file() {
        let child = Path::Root.key("child");
        let first = child.entry(0);
        let screen = first.key("screen");
        assert_eq!(screen.key("daily").to_string(), "child[0].screen.daily");
    }
}
