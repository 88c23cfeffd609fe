//! Values for the days of the week, and lists of time ranges with their overlaps.

use super::arg::Kind;
use super::code::ProblemCode;
use super::place::Path;
use super::quote::quote;
use super::reader::{Bounds, Reader, Value};
use super::value::{self, RangeError};
use crate::policy::{PerDay, TimeRange, Weekday};
use crate::time::Span;
use std::ops::Range;
use toml::de::DeValue;

/// Keys of a value per day: short forms first, then single days.
pub(super) const DAY_KEYS: &[&str] = &[
    "default",
    "weekdays",
    "weekends",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
];

/// The most ranges of one list. A range every quarter of an hour is as fine as a day plan gets.
pub(super) const MAX_RANGES: u32 = 96;

/// Whether the days after one another follow the same list, so that a range past midnight meets the list again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Repeats {
    /// The list holds on two days in a row.
    NextDay,
    /// It does not.
    Never,
}

impl Reader<'_> {
    /// `"1h"`, or a table with a length of time per day.
    pub(super) fn spans_per_day(
        &mut self,
        value: &Value<'_>,
        path: &Path<'_>,
        max: Span,
    ) -> PerDay<Span> {
        match value.get_ref() {
            DeValue::String(_) => PerDay {
                default: self.duration(value, path, Bounds::up_to(max)),
                ..PerDay::default()
            },
            DeValue::Table(table) => {
                self.only_keys(table, path, DAY_KEYS);
                let mut read = |key: &str| {
                    let value = table.get(key)?;
                    self.duration(value, &path.key(key), Bounds::up_to(max))
                };
                PerDay {
                    default: read("default"),
                    weekdays: read("weekdays"),
                    weekends: read("weekends"),
                    days: Weekday::ALL.map(|day| read(day.name())),
                }
            }
            DeValue::Integer(_)
            | DeValue::Float(_)
            | DeValue::Boolean(_)
            | DeValue::Datetime(_)
            | DeValue::Array(_) => {
                self.wrong_type(value, path, Kind::DurationPerDay);
                PerDay::default()
            }
        }
    }

    /// `"16:00-20:30"`, a list of such, or a table with one of the two per day.
    pub(super) fn ranges_per_day(
        &mut self,
        value: &Value<'_>,
        path: &Path<'_>,
    ) -> PerDay<Vec<TimeRange>> {
        match value.get_ref() {
            DeValue::String(_) | DeValue::Array(_) => {
                PerDay::all(self.ranges(value, path, Repeats::NextDay))
            }
            DeValue::Table(table) => {
                self.only_keys(table, path, DAY_KEYS);
                let given = |key: &str| table.contains_key(key);
                let days = Weekday::ALL.map(|day| given(day.name()));
                let repeats = |applies: &dyn Fn(Weekday) -> bool| {
                    let next = |day: Weekday| Weekday::ALL[(day.index() + 1) % 7];
                    let twice = Weekday::ALL
                        .iter()
                        .any(|day| applies(*day) && applies(next(*day)));
                    if twice {
                        Repeats::NextDay
                    } else {
                        Repeats::Never
                    }
                };
                let own = |day: Weekday| days[day.index()];
                let in_weekdays =
                    |day: Weekday| !day.is_weekend() && given("weekdays") && !own(day);
                let in_weekends = |day: Weekday| day.is_weekend() && given("weekends") && !own(day);
                let in_default = |day: Weekday| {
                    !own(day)
                        && !given(if day.is_weekend() {
                            "weekends"
                        } else {
                            "weekdays"
                        })
                };
                let mut read = |key: &str, repeats: Repeats| {
                    let value = table.get(key)?;
                    Some(self.ranges(value, &path.key(key), repeats))
                };
                PerDay {
                    default: read("default", repeats(&in_default)),
                    weekdays: read("weekdays", repeats(&in_weekdays)),
                    weekends: read("weekends", repeats(&in_weekends)),
                    days: Weekday::ALL.map(|day| read(day.name(), Repeats::Never)),
                }
            }
            DeValue::Integer(_)
            | DeValue::Float(_)
            | DeValue::Boolean(_)
            | DeValue::Datetime(_) => {
                self.wrong_type(value, path, Kind::RangesPerDay);
                PerDay::default()
            }
        }
    }

    /// `"16:00-20:30"` or a list of such. An empty list is a list: never.
    pub(super) fn ranges(
        &mut self,
        value: &Value<'_>,
        path: &Path<'_>,
        repeats: Repeats,
    ) -> Vec<TimeRange> {
        let mut ranges: Vec<Placed> = Vec::new();
        match value.get_ref() {
            DeValue::String(_) => {
                if let Some(range) = self.range(value, path) {
                    ranges.push(Placed {
                        range,
                        span: value.span(),
                        index: None,
                    });
                }
            }
            DeValue::Array(list) => {
                let count = u32::try_from(list.len()).unwrap_or(u32::MAX);
                if count > MAX_RANGES {
                    self.problem(
                        &value.span(),
                        path,
                        ProblemCode::TooManyRanges {
                            count,
                            max: MAX_RANGES,
                        },
                    );
                    return Vec::new();
                }
                for (index, entry) in list.iter().enumerate() {
                    if let Some(range) = self.range(entry, &path.entry(index)) {
                        ranges.push(Placed {
                            range,
                            span: entry.span(),
                            index: Some(index),
                        });
                    }
                }
            }
            DeValue::Integer(_)
            | DeValue::Float(_)
            | DeValue::Boolean(_)
            | DeValue::Datetime(_)
            | DeValue::Table(_) => {
                self.wrong_type(value, path, Kind::Ranges);
            }
        }
        self.overlaps(&ranges, path, repeats);
        ranges.into_iter().map(|placed| placed.range).collect()
    }

    fn range(&mut self, value: &Value<'_>, path: &Path<'_>) -> Option<TimeRange> {
        let text = self.raw_text(value, path, Kind::Ranges)?;
        let code = match value::parse_range(text) {
            Ok(range) => return Some(range),
            Err(RangeError::Unreadable) => ProblemCode::BadRange {
                value: quote(text),
                suggestion: value::meant_range(text),
            },
            Err(RangeError::MidnightAsStart) => ProblemCode::MidnightAsStart { value: quote(text) },
            Err(RangeError::Empty) => ProblemCode::EmptyRange { value: quote(text) },
        };
        self.problem(&value.span(), path, code);
        None
    }

    /// Reports ranges that share time, each pair of neighbours once.
    fn overlaps(&mut self, ranges: &[Placed], path: &Path<'_>, repeats: Repeats) {
        let mut sorted: Vec<&Placed> = ranges.iter().collect();
        sorted.sort_by_key(|placed| (placed.range.from, placed.span.start));
        let mut open: Option<&Placed> = None;
        for placed in &sorted {
            if let Some(before) = open.filter(|before| placed.range.from.0 < end(before.range)) {
                let (later, earlier) = in_file_order(placed, before);
                let code = ProblemCode::RangesOverlap {
                    value: later.range.to_string(),
                    other: earlier.range.to_string(),
                };
                self.at(later, path, code);
            }
            if open.is_none_or(|before| end(before.range) < end(placed.range)) {
                open = Some(placed);
            }
        }
        if repeats == Repeats::Never {
            return;
        }
        // Of all that run past midnight, the one that reaches farthest into the next day.
        let longest = sorted
            .iter()
            .filter(|placed| placed.range.crosses_midnight())
            .max_by_key(|placed| placed.range.to);
        let Some(longest) = longest else { return };
        for placed in sorted
            .iter()
            .filter(|placed| placed.range.from < longest.range.to)
        {
            let (later, _) = in_file_order(placed, longest);
            let code = ProblemCode::RangeReachesNextDay {
                value: longest.range.to_string(),
                other: placed.range.to_string(),
            };
            self.at(later, path, code);
        }
    }

    fn at(&mut self, placed: &Placed, path: &Path<'_>, code: ProblemCode) {
        match placed.index {
            Some(index) => self.problem(&placed.span, &path.entry(index), code),
            None => self.problem(&placed.span, path, code),
        }
    }
}

/// A range with its place.
#[derive(Debug)]
struct Placed {
    range: TimeRange,
    span: Range<usize>,
    index: Option<usize>,
}

/// End in minutes after the midnight before its begin: above 1440 if it runs into the next day.
fn end(range: TimeRange) -> u16 {
    if range.crosses_midnight() {
        range.to.0 + 1440
    } else {
        range.to.0
    }
}

fn in_file_order<'p>(a: &'p Placed, b: &'p Placed) -> (&'p Placed, &'p Placed) {
    if a.span.start > b.span.start {
        (a, b)
    } else {
        (b, a)
    }
}
