//! Lines of a terminal: pieces of text with a tone, measured in columns.

use super::theme::Theme;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// What a piece of text means; the theme gives it a colour. Never the only bearer of a meaning.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// Ordinary text.
    Ink,
    /// Names and headings.
    Strong,
    /// What matters less.
    Faint,
    /// Time that is left, and everything in order.
    Bamboo,
    /// Worth attention.
    Rice,
    /// Stopped, or really wrong.
    Brick,
}

/// Text with a tone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    text: String,
    tone: Tone,
}

/// One line.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Line {
    pieces: Vec<Piece>,
}

impl Line {
    /// An empty line.
    #[must_use]
    pub fn empty() -> Self {
        Self::default()
    }

    /// A line of one piece.
    #[must_use]
    pub fn of(text: &str, tone: Tone) -> Self {
        Self::empty().with(text, tone)
    }

    /// The same with a piece more. Control characters are taken out: names and reasons come from other people, and must not
    /// be able to move the cursor of whoever reads them.
    #[must_use]
    pub fn with(mut self, text: &str, tone: Tone) -> Self {
        if !text.is_empty() {
            self.pieces.push(Piece {
                text: clean(text),
                tone,
            });
        }
        self
    }

    /// The same with ordinary text more.
    #[must_use]
    pub fn ink(self, text: &str) -> Self {
        self.with(text, Tone::Ink)
    }

    /// The same followed by another line.
    #[must_use]
    pub fn join(mut self, other: Self) -> Self {
        self.pieces.extend(other.pieces);
        self
    }

    /// The same with blanks up to a column.
    #[must_use]
    pub fn to_column(self, column: usize) -> Self {
        let missing = column.saturating_sub(self.width());
        self.ink(&" ".repeat(missing))
    }

    /// Columns it takes.
    #[must_use]
    pub fn width(&self) -> usize {
        self.pieces.iter().map(|piece| width_of(&piece.text)).sum()
    }

    /// True without any text.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.pieces.is_empty()
    }

    /// With another line at the right edge if there is room for both and two blanks, else in two lines.
    #[must_use]
    pub fn and_right(self, right: Self, width: usize) -> Vec<Self> {
        if right.is_empty() {
            return vec![self];
        }
        if self.width() + 2 + right.width() <= width {
            let column = width - right.width();
            vec![self.to_column(column).join(right)]
        } else {
            vec![self, Self::empty().ink("  ").join(right)]
        }
    }

    /// Text with the theme's colours, without blanks at the end.
    #[must_use]
    pub fn paint(&self, theme: &Theme) -> String {
        let mut out = String::new();
        let last = self
            .pieces
            .iter()
            .rposition(|piece| !piece.text.trim_end().is_empty());
        for (index, piece) in self.pieces.iter().enumerate() {
            match last {
                Some(last) if index < last => theme.paint(&mut out, piece.tone, &piece.text),
                Some(last) if index == last => {
                    theme.paint(&mut out, piece.tone, piece.text.trim_end());
                }
                Some(_) | None => {}
            }
        }
        out
    }
}

/// Text without control characters and without marks that change its direction.
#[must_use]
pub fn clean(text: &str) -> String {
    text.chars()
        .map(|c| if c == '\n' || c == '\t' { ' ' } else { c })
        .filter(|c| {
            let turns = matches!(c, '\u{061C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}');
            !c.is_control() && !turns
        })
        .collect()
}

/// Columns of a text.
#[must_use]
pub fn width_of(text: &str) -> usize {
    UnicodeWidthStr::width(text)
}

/// Text cut to so many columns, with `…` where something is missing.
#[must_use]
pub fn fit(text: &str, columns: usize) -> String {
    let text = clean(text);
    if width_of(&text) <= columns {
        return text;
    }
    let mut out = String::new();
    let mut used = 0;
    for character in text.chars() {
        let width = character.width().unwrap_or(0);
        if used + width + 1 > columns {
            break;
        }
        out.push(character);
        used += width;
    }
    if columns > 0 {
        out.push('…');
    }
    out
}

/// Text with blanks up to so many columns.
#[must_use]
pub fn pad(text: &str, columns: usize) -> String {
    let missing = columns.saturating_sub(width_of(text));
    format!("{text}{}", " ".repeat(missing))
}

/// Text in lines of at most so many columns, broken at blanks; a word that is longer is broken itself.
#[must_use]
pub fn wrap(text: &str, columns: usize) -> Vec<String> {
    let columns = columns.max(1);
    let mut lines = Vec::new();
    let mut line = String::new();
    let mut used = 0;
    for word in clean(text).split(' ').filter(|word| !word.is_empty()) {
        let mut word = word.to_owned();
        if used > 0 && used + 1 + width_of(&word) > columns {
            lines.push(std::mem::take(&mut line));
            used = 0;
        }
        while width_of(&word) > columns {
            let mut head = String::new();
            let mut width = 0;
            for character in word.chars() {
                let more = character.width().unwrap_or(0);
                if width + more > columns && !head.is_empty() {
                    break;
                }
                head.push(character);
                width += more;
            }
            word = word.split_off(head.len());
            lines.push(head);
        }
        if used > 0 {
            line.push(' ');
            used += 1;
        }
        line.push_str(&word);
        used += width_of(&word);
    }
    if !line.is_empty() || lines.is_empty() {
        lines.push(line);
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn vietnamese_is_measured_in_columns_and_not_in_bytes() {
        assert_eq!(width_of("Nguyễn Hoàng Bảo"), 16);
        assert_eq!(width_of("e\u{302}\u{301}"), 1);
        assert_eq!(pad("Lũy", 5), "Lũy  ");
        assert_eq!(fit("Nguyễn Hoàng Bảo", 8), "Nguyễn …");
        assert_eq!(fit("日本語", 4), "日…");
        assert_eq!(fit("An", 0), "");
    }

    #[test]
    fn nothing_can_move_the_cursor() {
        let line = Line::of("\u{1b}[2Jan\u{202e}x\r\n", Tone::Ink);
        assert_eq!(line.paint(&Theme::PLAIN), "[2Janx");
    }

    #[test]
    fn the_right_part_goes_to_its_own_line_where_there_is_no_room() {
        let (left, right) = (
            Line::of("An", Tone::Strong),
            Line::of("còn 5 phút", Tone::Bamboo),
        );
        let one: Vec<_> = left
            .clone()
            .and_right(right.clone(), 20)
            .iter()
            .map(|l| l.paint(&Theme::PLAIN))
            .collect();
        assert_eq!(one, ["An        còn 5 phút"]);
        let two: Vec<_> = left
            .and_right(right, 13)
            .iter()
            .map(|l| l.paint(&Theme::PLAIN))
            .collect();
        assert_eq!(two, ["An", "  còn 5 phút"]);
    }

    #[test]
    fn long_text_is_wrapped_at_blanks_and_long_words_are_broken() {
        assert_eq!(wrap("một hai ba", 7), ["một hai", "ba"]);
        assert_eq!(wrap("abcdefgh ij", 3), ["abc", "def", "gh", "ij"]);
        assert_eq!(wrap("", 5), [""]);
    }
}
