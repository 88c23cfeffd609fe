//! Lines of `key=value` in groups of `[name]`: the common part of desktop entries, `.flatpak-info`, `instance.cfg` and
//! Internet shortcuts. Not read: values over several lines, which none of them has.

use super::{Problem, line, text};

/// One `key=value` with the group it stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Line<'a> {
    pub(super) group: &'a str,
    pub(super) key: &'a str,
    /// What stands in brackets after the key: `vi` in `Name[vi]`.
    pub(super) locale: Option<&'a str>,
    pub(super) value: &'a str,
}

/// Lines that a file may have.
const MOST_LINES: usize = 20_000;

/// All lines of the file, in order. Comments (`#`, `;`) and empty lines are left out.
pub(super) fn lines(bytes: &[u8]) -> Result<Vec<Line<'_>>, Problem> {
    let mut group = "";
    let mut lines = Vec::new();
    for (index, written) in text(bytes)?.lines().enumerate() {
        if index >= MOST_LINES {
            return Err(Problem::TooMany);
        }
        let written = written.trim();
        if written.is_empty() || written.starts_with(['#', ';']) {
            continue;
        }
        let wrong = Problem::Syntax { line: line(index) };
        if let Some(name) = written.strip_prefix('[') {
            group = name.strip_suffix(']').ok_or(wrong)?;
            continue;
        }
        let (key, value) = written.split_once('=').ok_or(wrong)?;
        let (key, locale) = match key.trim_end().strip_suffix(']') {
            Some(key) => match key.split_once('[') {
                Some((key, locale)) => (key, Some(locale)),
                None => return Err(wrong),
            },
            None => (key.trim_end(), None),
        };
        lines.push(Line {
            group,
            key,
            locale,
            value: value.trim_start(),
        });
    }
    Ok(lines)
}
