//! The notation of the file: from text to TOML values, and from what the TOML parser reports to problems that a family can act on.

use super::arg::Bracket;
use super::code::ProblemCode;
use super::place::Path;
use super::quote::{is_harmless, quote};
use super::reader::Reader;
use super::unclosed;
use toml::de::DeTable;

/// Above this size a file with broken notation is not read to its end: the parser's memory grows with every error.
const RECOVERED: usize = 64 * 1024;

/// Reads the notation. `None` if nothing beyond it can be judged; all problems are noted. `room` takes the text in a form that
/// can be read, where the given one cannot.
pub(super) fn read<'t>(
    text: &'t str,
    room: &'t mut String,
    reader: &mut Reader<'_>,
) -> Option<DeTable<'t>> {
    for (offset, character) in text.char_indices() {
        // A byte order mark at the very start is how some editors say UTF-8.
        let expected =
            matches!(character, '\t' | '\n' | '\r') || (offset == 0 && character == '\u{FEFF}');
        if !expected && !is_harmless(character) {
            let code = ProblemCode::ControlCharacter {
                character: format!("U+{:04X}", u32::from(character)),
            };
            note(reader, offset, code);
        }
    }
    match DeTable::parse(text) {
        Ok(table) => Some(table.into_inner()),
        Err(first) if text.len() > RECOVERED => {
            let end = text
                .bytes()
                .take(RECOVERED)
                .rposition(|byte| byte == b'\n')
                .unwrap_or(0);
            let (_, errors) = DeTable::parse_recoverable(text.get(..end).unwrap_or(""));
            for error in errors.iter().chain([&first]) {
                report(text, reader, error);
            }
            None
        }
        Err(_) => {
            let unclosed = unclosed::find(text);
            for it in &unclosed {
                note(reader, it.at, ProblemCode::Unclosed { what: it.what });
            }
            let closed = unclosed::closed(text, &unclosed);
            *room = closed.text;
            reader.shifts = closed.shifts;
            let (table, errors) = DeTable::parse_recoverable(room);
            for error in &errors {
                report(room, reader, error);
            }
            Some(table.into_inner())
        }
    }
}

/// Notes a problem of the notation, once a line: what follows on the same line is a consequence.
fn note(reader: &mut Reader<'_>, offset: usize, code: ProblemCode) {
    let line = reader.lines.number(offset);
    if reader.unreadable.insert(line) {
        reader.problems.add(offset, code, || Path::Root.to_string());
    }
}

fn report(text: &str, reader: &mut Reader<'_>, error: &toml::de::Error) {
    let span = error.span().unwrap_or(text.len()..text.len());
    let found = || quote(text.get(span.clone()).unwrap_or("").trim());
    let line = || quote(reader.lines.line(reader.origin(span.start)));
    let message = error.message();
    let about = |start: &str| message.starts_with(start);
    let code = if about("duplicate key") {
        ProblemCode::DuplicateKey { key: found() }
    } else if about("missing value")
        || (about("string values must be quoted") && found().is_empty())
    {
        // The parser takes nothing at all for a text without quotes.
        ProblemCode::MissingValue {}
    } else if about("string values must be quoted") {
        ProblemCode::NotQuoted { found: found() }
    } else if about("missing assignment") || about("key with no value") {
        ProblemCode::MissingEquals { found: line() }
    } else if about("missing comma") {
        ProblemCode::MissingComma {}
    } else if about("unclosed array table") || about("unclosed table") {
        ProblemCode::Unclosed {
            what: Bracket::Heading,
        }
    } else if about("unclosed array") {
        ProblemCode::Unclosed {
            what: Bracket::List,
        }
    } else if about("unclosed inline table") {
        ProblemCode::Unclosed {
            what: Bracket::Table,
        }
    } else if about("invalid basic string")
        || about("invalid literal string")
        || about("invalid multi-line")
    {
        ProblemCode::Unclosed {
            what: Bracket::Quote,
        }
    } else if about("cannot recurse further") || about("recursion limit") {
        ProblemCode::NestedTooDeep {}
    } else if about("cannot extend value") {
        ProblemCode::NotATable { key: found() }
    } else if about("invalid unquoted key")
        || about("unquoted keys cannot be empty")
        || about("keys cannot be")
    {
        ProblemCode::BadKey { found: found() }
    } else {
        ProblemCode::Unreadable { found: line() }
    };
    note(reader, reader.origin(span.start), code);
}
