//! Takes typed values out of parsed TOML and notes, with its place, everything that does not fit.
//! Reading goes on after a problem: a family gets all of them at once.

use super::arg::Kind;
use super::code::ProblemCode;
use super::place::{Lines, Path};
use super::problem::Collector;
use super::quote::{is_harmless, quote};
use super::suggest::nearest;
use super::unclosed::Shifts;
use super::value;
use crate::time::Span;
use std::collections::BTreeSet;
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// A value with its place in the file.
pub(super) type Value<'t> = Spanned<DeValue<'t>>;

/// The state of one reading.
pub(super) struct Reader<'r> {
    pub(super) lines: Lines<'r>,
    pub(super) problems: Collector,
    /// Lines whose notation could not be read. What follows from them is not told again.
    pub(super) unreadable: BTreeSet<u32>,
    /// The way back from the text that was read to the one that was given.
    pub(super) shifts: Shifts,
    pub(super) zone_exists: &'r dyn Fn(&str) -> bool,
}

/// The least and the most of a length of time.
#[derive(Debug, Clone, Copy)]
pub(super) struct Bounds {
    pub(super) min: Span,
    pub(super) max: Span,
}

impl Bounds {
    /// From nothing to `max`.
    pub(super) fn up_to(max: Span) -> Self {
        Self {
            min: Span::ZERO,
            max,
        }
    }
}

impl<'r> Reader<'r> {
    pub(super) fn new(text: &'r str, zone_exists: &'r dyn Fn(&str) -> bool) -> Self {
        Self {
            lines: Lines::new(text),
            problems: Collector::default(),
            unreadable: BTreeSet::new(),
            shifts: Shifts::default(),
            zone_exists,
        }
    }

    /// Notes a problem at a place of the file.
    pub(super) fn problem(&mut self, span: &Range<usize>, path: &Path<'_>, code: ProblemCode) {
        if !self.unreadable.is_empty() {
            // The TOML parser puts a stand-in without a place where it could not read a value.
            let stand_in = span.start == 0 && span.end == 0;
            let consequence =
                code.may_follow_from_unreadable() || self.unreadable.contains(&self.line(span));
            if stand_in || consequence {
                return;
            }
        }
        self.add(span, code, || path.to_string());
    }

    /// Notes a problem whose path is known otherwise.
    pub(super) fn add(
        &mut self,
        span: &Range<usize>,
        code: ProblemCode,
        path: impl FnOnce() -> String,
    ) {
        let offset = self.origin(span.start);
        self.problems.add(offset, code, path);
    }

    /// The place in the given text.
    pub(super) fn origin(&self, offset: usize) -> usize {
        self.shifts.origin(offset)
    }

    /// The line of a place.
    pub(super) fn line(&self, span: &Range<usize>) -> u32 {
        self.lines.number(self.origin(span.start))
    }

    /// Refuses every key that is not known here.
    pub(super) fn only_keys(
        &mut self,
        table: &DeTable<'_>,
        path: &Path<'_>,
        known: &'static [&'static str],
    ) {
        for (key, _) in table {
            if !known.contains(&key.get_ref().as_ref()) {
                let suggestion = nearest(key.get_ref(), known.iter().copied()).map(str::to_owned);
                let code = ProblemCode::UnknownKey {
                    key: quote(key.get_ref()),
                    suggestion,
                    known,
                };
                self.problem(&key.span(), &path.key(key.get_ref()), code);
            }
        }
    }

    /// A table.
    pub(super) fn table<'v, 't>(
        &mut self,
        value: &'v Value<'t>,
        path: &Path<'_>,
    ) -> Option<&'v DeTable<'t>> {
        if let DeValue::Table(table) = value.get_ref() {
            return Some(table);
        }
        self.wrong_type(value, path, Kind::Table);
        None
    }

    /// The entries of a list, at most `max`.
    pub(super) fn list<'v, 't>(
        &mut self,
        value: &'v Value<'t>,
        path: &Path<'_>,
        expected: Kind,
        max: u32,
    ) -> &'v [Value<'t>] {
        let DeValue::Array(list) = value.get_ref() else {
            self.wrong_type(value, path, expected);
            return &[];
        };
        let list: &[Value<'t>] = list;
        let count = u32::try_from(list.len()).unwrap_or(u32::MAX);
        if count > max {
            self.problem(&value.span(), path, ProblemCode::TooMany { count, max });
            return &[];
        }
        list
    }

    /// The tables under `[[key]]` of the file, at most `max`.
    pub(super) fn tables<'v, 't>(
        &mut self,
        root: &'v DeTable<'t>,
        key: &'static str,
        max: u32,
    ) -> &'v [Value<'t>] {
        let Some(value) = root.get(key) else {
            return &[];
        };
        self.list(value, &Path::Root.key(key), Kind::Tables, max)
    }

    /// A text of 1 to `max` characters, spaces around it removed.
    pub(super) fn text<'v>(
        &mut self,
        value: &'v Value<'_>,
        path: &Path<'_>,
        max: u32,
    ) -> Option<&'v str> {
        let text = self.raw_text(value, path, Kind::Text)?.trim();
        let length = u32::try_from(text.chars().count()).unwrap_or(u32::MAX);
        let code = if let Some(character) = text.chars().find(|character| !is_harmless(*character))
        {
            ProblemCode::ControlCharacter {
                character: format!("U+{:04X}", u32::from(character)),
            }
        } else if length == 0 {
            ProblemCode::EmptyText {}
        } else if length > max {
            ProblemCode::TextTooLong { length, max }
        } else {
            return Some(text);
        };
        self.problem(&value.span(), path, code);
        None
    }

    /// Any text; its reader judges it.
    pub(super) fn raw_text<'v>(
        &mut self,
        value: &'v Value<'_>,
        path: &Path<'_>,
        expected: Kind,
    ) -> Option<&'v str> {
        if let DeValue::String(text) = value.get_ref() {
            return Some(text);
        }
        self.wrong_type(value, path, expected);
        None
    }

    /// One of a few words.
    pub(super) fn choice<T: Copy>(
        &mut self,
        value: &Value<'_>,
        path: &Path<'_>,
        words: &'static [&'static str],
        meanings: &[T],
    ) -> Option<T> {
        let text = self.raw_text(value, path, Kind::Text)?;
        let found = words
            .iter()
            .position(|word| *word == text)
            .and_then(|index| meanings.get(index))
            .copied();
        if found.is_none() {
            let suggestion = nearest(text, words.iter().copied()).map(str::to_owned);
            let code = ProblemCode::BadChoice {
                value: quote(text),
                allowed: words,
                suggestion,
            };
            self.problem(&value.span(), path, code);
        }
        found
    }

    /// A length of time within bounds.
    pub(super) fn duration(
        &mut self,
        value: &Value<'_>,
        path: &Path<'_>,
        bounds: Bounds,
    ) -> Option<Span> {
        let text = self.raw_text(value, path, Kind::Duration)?;
        let span = value::parse_duration(text);
        let code = match span {
            None if text
                .strip_prefix('-')
                .is_some_and(|rest| value::parse_duration(rest).is_some()) =>
            {
                ProblemCode::NegativeDuration { value: quote(text) }
            }
            None => ProblemCode::BadDuration {
                value: quote(text),
                suggestion: value::meant_duration(text),
            },
            Some(span) if span > bounds.max => ProblemCode::DurationTooLong {
                value: quote(text),
                max: value::format_duration(bounds.max),
            },
            Some(span) if span < bounds.min => ProblemCode::DurationTooShort {
                value: quote(text),
                min: value::format_duration(bounds.min),
            },
            Some(_) => return span,
        };
        self.problem(&value.span(), path, code);
        None
    }

    /// A whole number within bounds.
    pub(super) fn number(
        &mut self,
        value: &Value<'_>,
        path: &Path<'_>,
        min: i64,
        max: i64,
    ) -> Option<i64> {
        let DeValue::Integer(integer) = value.get_ref() else {
            self.wrong_type(value, path, Kind::Number);
            return None;
        };
        // Beyond 64 bits is beyond every bound, too.
        let number = i64::from_str_radix(integer.as_str(), integer.radix()).ok();
        let inside = number.filter(|number| (min..=max).contains(number));
        if inside.is_none() {
            let code = ProblemCode::NumberOutOfRange {
                value: quote(&integer.to_string()),
                min,
                max,
            };
            self.problem(&value.span(), path, code);
        }
        inside
    }

    /// An identifier: `a-z 0-9 _ -`, 1 to 32 characters.
    pub(super) fn id(
        &mut self,
        text: &str,
        span: &Range<usize>,
        path: &Path<'_>,
    ) -> Option<String> {
        if is_id(text) {
            return Some(text.to_owned());
        }
        let code = if text.is_empty() {
            ProblemCode::EmptyText {}
        } else {
            ProblemCode::BadId {
                value: quote(text),
                suggestion: meant_id(text),
            }
        };
        self.problem(span, path, code);
        None
    }

    /// Reports a value of the wrong kind.
    pub(super) fn wrong_type(&mut self, value: &Value<'_>, path: &Path<'_>, expected: Kind) {
        let (found, suggestion) = describe(value.get_ref(), expected);
        self.problem(
            &value.span(),
            path,
            ProblemCode::WrongType {
                expected,
                found,
                suggestion,
            },
        );
    }

    /// Reports a key without which the table means nothing.
    pub(super) fn missing(&mut self, span: &Range<usize>, path: &Path<'_>, key: &'static str) {
        self.problem(span, path, ProblemCode::MissingKey { key });
    }
}

/// The place of a key, for problems that are about the key and not about its value.
pub(super) fn key_span(table: &DeTable<'_>, key: &str, value: &Value<'_>) -> Range<usize> {
    table
        .get_key_value(key)
        .map_or_else(|| value.span(), |(key, _)| key.span())
}

/// What kind of value it is, and what was probably meant, without quotes.
fn describe(value: &DeValue<'_>, expected: Kind) -> (Kind, Option<String>) {
    match value {
        DeValue::String(_) => (Kind::Text, None),
        DeValue::Integer(integer) => {
            let number = integer.as_str();
            let suggestion = match expected {
                Kind::Duration | Kind::DurationPerDay => value::meant_duration(number),
                Kind::Text => Some(quote(number)),
                Kind::Time
                | Kind::Date
                | Kind::Number
                | Kind::Decimal
                | Kind::Boolean
                | Kind::List
                | Kind::Table
                | Kind::Tables
                | Kind::RangesPerDay
                | Kind::Ranges => None,
            };
            (Kind::Number, suggestion)
        }
        DeValue::Float(_) => (Kind::Decimal, None),
        DeValue::Boolean(_) => (Kind::Boolean, None),
        DeValue::Datetime(datetime) => {
            let kind = if datetime.date.is_some() {
                Kind::Date
            } else {
                Kind::Time
            };
            let fits = kind == expected || expected == Kind::Text;
            (kind, fits.then(|| quote(&datetime.to_string())))
        }
        DeValue::Array(list) => {
            let tables = list
                .first()
                .is_some_and(|first| matches!(first.get_ref(), DeValue::Table(_)));
            (if tables { Kind::Tables } else { Kind::List }, None)
        }
        DeValue::Table(_) => (Kind::Table, None),
    }
}

/// True for `a-z 0-9 _ -`, 1 to 32 characters.
fn is_id(text: &str) -> bool {
    (1..=32).contains(&text.len())
        && text.bytes().all(|byte| {
            byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'_' | b'-')
        })
}

/// The nearest identifier: lower case, Vietnamese letters without their marks, other characters as `-`.
fn meant_id(text: &str) -> Option<String> {
    let mut out = String::new();
    for character in text.chars().take(33).flat_map(char::to_lowercase) {
        match plain_letter(character) {
            Some(letter) => out.push(letter),
            None if out.ends_with('-') || out.is_empty() => {}
            None => out.push('-'),
        }
    }
    let out = out.trim_end_matches('-').to_owned();
    is_id(&out).then_some(out)
}

/// The letter of an identifier nearest to a lower-case letter.
fn plain_letter(character: char) -> Option<char> {
    match character {
        'a'..='z' | '0'..='9' | '_' => Some(character),
        'à' | 'á' | 'ả' | 'ã' | 'ạ' | 'ă' | 'ằ' | 'ắ' | 'ẳ' | 'ẵ' | 'ặ' | 'â' | 'ầ' | 'ấ' | 'ẩ'
        | 'ẫ' | 'ậ' => Some('a'),
        'è' | 'é' | 'ẻ' | 'ẽ' | 'ẹ' | 'ê' | 'ề' | 'ế' | 'ể' | 'ễ' | 'ệ' => {
            Some('e')
        }
        'ì' | 'í' | 'ỉ' | 'ĩ' | 'ị' => Some('i'),
        'ò' | 'ó' | 'ỏ' | 'õ' | 'ọ' | 'ô' | 'ồ' | 'ố' | 'ổ' | 'ỗ' | 'ộ' | 'ơ' | 'ờ' | 'ớ' | 'ở'
        | 'ỡ' | 'ợ' => Some('o'),
        'ù' | 'ú' | 'ủ' | 'ũ' | 'ụ' | 'ư' | 'ừ' | 'ứ' | 'ử' | 'ữ' | 'ự' => {
            Some('u')
        }
        'ỳ' | 'ý' | 'ỷ' | 'ỹ' | 'ỵ' => Some('y'),
        'đ' => Some('d'),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_suggested_from_names() {
        assert_eq!(meant_id("Bình").as_deref(), Some("binh"));
        assert_eq!(meant_id("Bé Út 2").as_deref(), Some("be-ut-2"));
        assert_eq!(meant_id("???"), None);
        assert_eq!(meant_id(&"a".repeat(33)), None);
    }
}
