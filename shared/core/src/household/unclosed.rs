//! Closes lists, groups and headings that were never closed, so that the rest of the file can be read. To the TOML parser all that
//! follows belongs to them, and it would report every later line; a person sees at once that a new key or heading begins.

use super::arg::Bracket;

/// A list, group or heading without end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Unclosed {
    /// Where it was opened.
    pub(super) at: usize,
    /// What it is.
    pub(super) what: Bracket,
    /// Where its end belongs.
    end: usize,
    /// The brackets that are missing there.
    missing: String,
}

/// Everything without end, in a text that is known to be broken: in a good one, no rule of thumb is needed.
pub(super) fn find(text: &str) -> Vec<Unclosed> {
    let mut found = Vec::new();
    let mut open: Vec<(usize, Bracket)> = Vec::new();
    let mut start = 0;
    // The last character that is neither space nor comment, and where it ends.
    let mut last = (' ', 0);
    for line in text.split_inclusive('\n') {
        if let Some((_, innermost)) = open.last()
            && begins_anew(line, *innermost, matches!(last.0, ',' | '[' | '{'))
        {
            found.extend(close(&mut open, last.1));
        }
        if open.is_empty() && line.trim_start().starts_with('[') {
            found.extend(heading(line, start));
        } else {
            match scan(line, start, &mut open) {
                Line::Blank => {}
                Line::EndsWith(character, end) => last = (character, end),
                // A text of several lines may hold anything.
                Line::LongText => return found,
            }
        }
        start += line.len();
    }
    found.extend(close(&mut open, last.1));
    found
}

/// Ends everything that is open.
fn close(open: &mut Vec<(usize, Bracket)>, end: usize) -> Option<Unclosed> {
    let (at, what) = open.first().copied()?;
    let missing = open
        .drain(..)
        .rev()
        .map(|(_, bracket)| if bracket == Bracket::Table { '}' } else { ']' })
        .collect();
    Some(Unclosed {
        at,
        what,
        end,
        missing,
    })
}

/// A heading with fewer brackets at its end than at its beginning.
fn heading(line: &str, start: usize) -> Option<Unclosed> {
    let at = start + (line.len() - line.trim_start().len());
    let written = line.split('#').next().unwrap_or(line).trim();
    let name = written.trim_start_matches('[');
    let opened = written.len() - name.len();
    let closed = name.len() - name.trim_end_matches(']').len();
    let name = name.trim_end_matches(']').trim();
    let fits = !name.is_empty() && name.bytes().all(|byte| is_key_byte(byte) || byte == b' ');
    (fits && opened <= 2 && closed < opened).then(|| Unclosed {
        at,
        what: Bracket::Heading,
        end: at + written.len(),
        missing: "]".repeat(opened - closed),
    })
}

/// A text with brackets put in.
#[derive(Debug, Default)]
pub(super) struct Closed {
    /// The text.
    pub(super) text: String,
    /// The way back to places of the original.
    pub(super) shifts: Shifts,
}

/// From places in a text with insertions to places in the original.
#[derive(Debug, Default)]
pub(super) struct Shifts(
    /// End of each insertion, and how many bytes were inserted up to there.
    Vec<(usize, usize)>,
);

impl Shifts {
    /// The place in the original.
    pub(super) fn origin(&self, offset: usize) -> usize {
        let before = self.0.partition_point(|(end, _)| *end <= offset);
        let inserted = before
            .checked_sub(1)
            .and_then(|index| self.0.get(index))
            .map_or(0, |(_, inserted)| *inserted);
        offset.saturating_sub(inserted)
    }
}

/// The text with the missing brackets.
pub(super) fn closed(text: &str, unclosed: &[Unclosed]) -> Closed {
    let mut out = Closed::default();
    let mut done = 0;
    for it in unclosed {
        out.text.push_str(text.get(done..it.end).unwrap_or(""));
        out.text.push_str(&it.missing);
        done = it.end;
        out.shifts.0.push((out.text.len(), out.text.len() - done));
    }
    out.text.push_str(text.get(done..).unwrap_or(""));
    out
}

/// What a line is to what is open.
enum Line {
    /// Nothing but space and comment.
    Blank,
    /// Its last character that is neither, and where that ends.
    EndsWith(char, usize),
    /// A text of several lines begins.
    LongText,
}

/// Follows the brackets of a line.
fn scan(line: &str, start: usize, open: &mut Vec<(usize, Bracket)>) -> Line {
    let mut rest = line;
    let mut last = None;
    while let Some(character) = rest.chars().next() {
        let at = start + (line.len() - rest.len());
        let mut length = character.len_utf8();
        match character {
            '#' => break,
            '"' | '\'' => {
                if rest.starts_with("\"\"\"") || rest.starts_with("'''") {
                    return Line::LongText;
                }
                length = quoted_length(rest, character);
            }
            '[' => open.push((at, Bracket::List)),
            '{' => open.push((at, Bracket::Table)),
            ']' | '}' => {
                open.pop();
            }
            _ => {}
        }
        if !character.is_whitespace() {
            last = Some((character, at + length));
        }
        rest = rest.get(length..).unwrap_or("");
    }
    last.map_or(Line::Blank, |(character, end)| {
        Line::EndsWith(character, end)
    })
}

/// Bytes of a text in quotes, quotes included; up to the end of the line if it is not closed.
fn quoted_length(text: &str, quote: char) -> usize {
    let mut escaped = false;
    for (offset, character) in text.char_indices().skip(1) {
        if !escaped && character == quote {
            return offset + 1;
        }
        escaped = !escaped && quote == '"' && character == '\\';
    }
    text.len()
}

/// True if the line begins something that cannot be inside a list or group. A key can be inside a group, but only after a comma.
fn begins_anew(line: &str, innermost: Bracket, continues: bool) -> bool {
    let line = line.trim();
    if let Some(inner) = line.strip_prefix('[') {
        let inner = inner.strip_prefix('[').unwrap_or(inner);
        let name = inner
            .find([']', '#'])
            .map_or(inner, |end| inner.get(..end).unwrap_or(inner));
        return name.starts_with(|first: char| first.is_ascii_alphabetic())
            && name
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.'));
    }
    let after_key = line
        .trim_start_matches(|it: char| it.is_ascii_alphanumeric() || matches!(it, '_' | '-' | '.'));
    let is_key = after_key.len() < line.len() && after_key.trim_start().starts_with('=');
    is_key && (innermost == Bracket::List || !continues)
}

/// A byte of a key without quotes, or the dot between two.
fn is_key_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ends_at_the_next_key_or_heading() {
        let text = "a = [\"x\" # [\nb = 1\n[c]\nd = [\n  1,\n\n[[e]\nf = { g = [1\nh = 2\n[i";
        let expected =
            "a = [\"x\"] # [\nb = 1\n[c]\nd = [\n  1,]\n\n[[e]]\nf = { g = [1]}\nh = 2\n[i]";
        let found = find(text);
        assert_eq!(closed(text, &found).text, expected);
        let whats: Vec<Bracket> = found.iter().map(|it| it.what).collect();
        assert_eq!(
            whats,
            [
                Bracket::List,
                Bracket::List,
                Bracket::Heading,
                Bracket::Table,
                Bracket::Heading
            ]
        );
    }

    #[test]
    fn places_lead_back_to_the_original() {
        let text = "a = [\"ẹ\"\nb = [[1\nc = 3\n";
        let closed = closed(text, &find(text));
        assert_eq!(closed.text, "a = [\"ẹ\"]\nb = [[1]]\nc = 3\n");
        for key in ["a", "b", "c", "ẹ", "3", "\n", "\nc"] {
            let there = closed.text.find(key).expect(key);
            assert_eq!(Some(closed.shifts.origin(there)), text.find(key), "{key}");
        }
    }

    #[test]
    fn leaves_closed_ones_alone() {
        for text in [
            "a = [\n  \"x]\", # ]\n  'y',\n]\nb = 1\n",
            "a = {\n  b = 1,\n  c = [\"}\"],\n  d = 2\n}\ne = 1\n",
            "[a] # [\nb = \"\\\"[\"\n[[c]]\n",
            "a = [{ b = 1 },\n  { c = 2 }]\n",
            "a = \"\"\"[\nb = 1\n\"\"\"\n",
        ] {
            assert_eq!(find(text), [], "{text}");
        }
    }
}
