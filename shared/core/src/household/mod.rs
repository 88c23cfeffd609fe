//! The household file: from text to a validated [`Household`] and back, and what changed between two of them.
//!
//! - [`parse`] reads TOML and either gives a household or *all* that is wrong with it, each problem with its line, its reason and
//!   what a remedy needs. Nothing is taken over in part.
//! - [`render()`] writes the one canonical text of a household; reading it gives the same household.
//! - [`diff()`] names the changes from one household to another, and whether each loosens or tightens the rules.
//!
//! Absent here: files, the system's time zones (the caller says whether a name exists), and texts for people (problems carry
//! message ids and arguments).

#[cfg(feature = "arbitrary")]
pub mod arbitrary;
mod arg;
mod calendar;
mod changes;
mod code;
mod compare;
mod diff;
pub mod holidays;
pub mod lunar;
mod notation;
mod people;
mod per_day;
mod place;
pub mod presets;
mod problem;
mod programs;
mod quote;
mod reader;
mod render;
mod screen;
mod suggest;
mod unclosed;
mod value;

pub use arg::{AppStore, Arg, Bracket, Kind};
pub use code::ProblemCode;
pub use compare::Direction;
pub use diff::{Change, diff};
pub use problem::{Problem, Problems};
pub use render::render;
pub use value::{RangeError, format_duration, parse_date, parse_duration, parse_range, parse_time};

use crate::policy::{Household, Language, Weekday};
use place::Path;
use reader::Reader;
use toml::de::DeTable;

/// The largest file that is read, in bytes.
pub const MAX_BYTES: usize = 1024 * 1024;

const KEYS: &[&str] = &[
    "timezone",
    "language",
    "week_starts",
    "holidays",
    "parent",
    "child",
    "program",
    "calendar",
];
const LANGUAGES: &[&str] = &["vi", "en"];
const WEEKDAYS: &[&str] = &[
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
];

/// Reads a household file. Of a time zone only the form of the name is checked; see [`parse_with`].
///
/// # Errors
/// Everything that is wrong with the file.
pub fn parse(text: &str) -> Result<Household, Problems> {
    parse_with(text, &|_| true)
}

/// Reads a household file, asking `zone_exists` whether the system knows a time zone.
///
/// # Errors
/// Everything that is wrong with the file.
pub fn parse_with(text: &str, zone_exists: &dyn Fn(&str) -> bool) -> Result<Household, Problems> {
    if text.len() > MAX_BYTES {
        return Err(refusal(too_large(text.len()), 1, 1));
    }
    let mut reader = Reader::new(text, zone_exists);
    let mut room = String::new();
    let household = notation::read(text, &mut room, &mut reader)
        .map(|root| household(&root, &mut reader))
        .unwrap_or_default();
    match reader.problems.finish(&reader.lines) {
        Some(problems) => Err(problems),
        None => Ok(household),
    }
}

/// Reads a household file that may not even be text.
///
/// # Errors
/// Everything that is wrong with the file.
pub fn parse_bytes(
    bytes: &[u8],
    zone_exists: &dyn Fn(&str) -> bool,
) -> Result<Household, Problems> {
    // The size first: what is too large is not looked at.
    if bytes.len() > MAX_BYTES {
        return Err(refusal(too_large(bytes.len()), 1, 1));
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => parse_with(text, zone_exists),
        Err(error) => {
            let good = bytes.get(..error.valid_up_to()).unwrap_or_default();
            let (line, column) =
                place::Lines::new(&String::from_utf8_lossy(good)).place(good.len());
            Err(refusal(ProblemCode::NotUtf8 {}, line, column))
        }
    }
}

fn too_large(bytes: usize) -> ProblemCode {
    let kib = |bytes: usize| i64::try_from(bytes.div_ceil(1024)).unwrap_or(i64::MAX);
    ProblemCode::TooLarge {
        size: kib(bytes),
        max: kib(MAX_BYTES),
    }
}

fn refusal(code: ProblemCode, line: u32, column: u32) -> Problems {
    Problems {
        list: vec![Problem {
            line,
            column,
            code,
            path: String::new(),
        }],
        more: 0,
    }
}

fn household(root: &DeTable<'_>, reader: &mut Reader<'_>) -> Household {
    reader.only_keys(root, &Path::Root, KEYS);
    let people = reader.people(root);
    Household {
        timezone: timezone(root, reader),
        language: root
            .get("language")
            .and_then(|value| {
                reader.choice(
                    value,
                    &Path::Root.key("language"),
                    LANGUAGES,
                    &[Language::Vi, Language::En],
                )
            })
            .unwrap_or_default(),
        week_starts: root
            .get("week_starts")
            .and_then(|value| {
                reader.choice(
                    value,
                    &Path::Root.key("week_starts"),
                    WEEKDAYS,
                    &Weekday::ALL,
                )
            })
            .unwrap_or_default(),
        holidays: reader.holidays(root),
        programs: reader.programs(root),
        calendar: reader.calendar(root, &people.children),
        parents: people.parents,
        children: people.children,
    }
}

fn timezone(root: &DeTable<'_>, reader: &mut Reader<'_>) -> Option<String> {
    let value = root.get("timezone")?;
    let path = Path::Root.key("timezone");
    let text = reader.raw_text(value, &path, Kind::Text)?;
    if is_zone_name(text) && (reader.zone_exists)(text) {
        return Some(text.to_owned());
    }
    reader.problem(
        &value.span(),
        &path,
        ProblemCode::BadTimezone {
            value: quote::quote(text),
        },
    );
    None
}

/// The form of IANA names: words of letters, digits, `_ + -` with `/` between, beginning with a letter. No dots, so that a
/// name can never lead out of the folder of zones.
fn is_zone_name(text: &str) -> bool {
    let word = |word: &str| {
        word.starts_with(|first: char| first.is_ascii_alphanumeric())
            && word
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'+' | b'-'))
    };
    text.len() <= 64
        && text.starts_with(|first: char| first.is_ascii_alphabetic())
        && text.split('/').all(word)
}
