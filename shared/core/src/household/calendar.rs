//! Dated exceptions to the pattern of the week.

use super::arg::Kind;
use super::code::ProblemCode;
use super::holidays::{Holidays, MAX_TET_BEFORE, MAX_TET_DAYS, Region};
use super::people::NAME;
use super::per_day::Repeats;
use super::place::Path;
use super::quote::quote;
use super::reader::{Bounds, Reader, Value, key_span};
use super::screen::DAY;
use super::suggest::nearest;
use super::value;
use crate::id::ChildId;
use crate::policy::{CalendarEntry, CalendarPlan, Child, DayKind, DayPlan, Weekday};
use jiff::civil::Date;
use std::ops::Range;
use toml::de::DeTable;

const MAX_ENTRIES: u32 = 500;
const MAX_CHILDREN: u32 = 32;

const ENTRY_KEYS: &[&str] = &[
    "name", "from", "to", "children", "treat_as", "daily", "windows", "bedtime", "free",
];
/// Keys of a day plan of its own.
const PLAN_KEYS: &[&str] = &["daily", "windows", "bedtime", "free"];
const KINDS: &[&str] = &[
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

const HOLIDAYS_KEYS: &[&str] = &["region", "treat_as", "tet_before", "tet_days", "summer"];

/// An entry with its place.
struct Placed {
    entry: CalendarEntry,
    span: Range<usize>,
    index: usize,
}

impl Reader<'_> {
    /// `[[calendar]]`.
    pub(super) fn calendar(
        &mut self,
        root: &DeTable<'_>,
        children: &[Child],
    ) -> Vec<CalendarEntry> {
        let mut entries: Vec<Placed> = Vec::new();
        for (index, value) in self
            .tables(root, "calendar", MAX_ENTRIES)
            .iter()
            .enumerate()
        {
            let list = Path::Root.key("calendar");
            let path = list.entry(index);
            let Some(table) = self.table(value, &path) else {
                continue;
            };
            self.only_keys(table, &path, ENTRY_KEYS);
            let read = self.entry(table, value, &path, children);
            entries.extend(read.map(|entry| Placed {
                entry,
                span: value.span(),
                index,
            }));
        }
        self.check_days(&entries);
        entries.into_iter().map(|placed| placed.entry).collect()
    }

    fn entry(
        &mut self,
        table: &DeTable<'_>,
        value: &Value<'_>,
        path: &Path<'_>,
        children: &[Child],
    ) -> Option<CalendarEntry> {
        let from = self.date(table, value, path, "from");
        // A single day needs no `to`.
        let to = if table.contains_key("to") {
            self.date(table, value, path, "to")
        } else {
            from
        };
        let name = match table.get("name") {
            Some(value) => self.text(value, &path.key("name"), NAME).map(str::to_owned),
            None => {
                self.missing(&value.span(), path, "name");
                None
            }
        };
        let days = from.zip(to);
        if let Some((from, to)) = days.filter(|(from, to)| to < from) {
            let at = table
                .get("to")
                .map_or_else(|| value.span(), toml::Spanned::span);
            let code = ProblemCode::DatesReversed {
                from: from.to_string(),
                to: to.to_string(),
            };
            self.problem(&at, &path.key("to"), code);
        }
        let repeats = if days.is_some_and(|(from, to)| from < to) {
            Repeats::NextDay
        } else {
            Repeats::Never
        };
        let plan = self.plan(table, value, path, repeats);
        let children = self.named_children(table, path, children);
        let (from, to) = days.filter(|(from, to)| from <= to)?;
        Some(CalendarEntry {
            name: name?,
            from,
            to,
            children,
            plan: plan?,
        })
    }

    fn date(
        &mut self,
        table: &DeTable<'_>,
        at: &Value<'_>,
        path: &Path<'_>,
        key: &'static str,
    ) -> Option<Date> {
        let Some(value) = table.get(key) else {
            self.missing(&at.span(), path, key);
            return None;
        };
        let path = path.key(key);
        let text = self.raw_text(value, &path, Kind::Date)?;
        let date = value::parse_date(text);
        if date.is_none() {
            self.problem(
                &value.span(),
                &path,
                ProblemCode::BadDate { value: quote(text) },
            );
        }
        date
    }

    fn plan(
        &mut self,
        table: &DeTable<'_>,
        at: &Value<'_>,
        path: &Path<'_>,
        repeats: Repeats,
    ) -> Option<CalendarPlan> {
        let own = self.own_plan(table, path, repeats);
        let first_own = PLAN_KEYS
            .iter()
            .find_map(|key| table.get(*key).map(|value| (*key, value)));
        if let Some(value) = table.get("treat_as") {
            if let Some((key, value)) = first_own {
                let code = ProblemCode::KeysClash {
                    key,
                    other: "treat_as",
                };
                self.problem(&key_span(table, key, value), &path.key(key), code);
            }
            return self
                .day_kind(value, &path.key("treat_as"))
                .map(CalendarPlan::TreatAs);
        }
        if first_own.is_none() {
            self.problem(&at.span(), path, ProblemCode::NothingPlanned {});
            return None;
        }
        Some(CalendarPlan::Own(own))
    }

    fn day_kind(&mut self, value: &Value<'_>, path: &Path<'_>) -> Option<DayKind> {
        let [
            monday,
            tuesday,
            wednesday,
            thursday,
            friday,
            saturday,
            sunday,
        ] = Weekday::ALL.map(DayKind::Day);
        let meanings = [
            DayKind::Weekdays,
            DayKind::Weekends,
            monday,
            tuesday,
            wednesday,
            thursday,
            friday,
            saturday,
            sunday,
        ];
        self.choice(value, path, KINDS, &meanings)
    }

    /// `[holidays]`.
    pub(super) fn holidays(&mut self, root: &DeTable<'_>) -> Option<Holidays> {
        let value = root.get("holidays")?;
        let path = Path::Root.key("holidays");
        let table = self.table(value, &path)?;
        self.only_keys(table, &path, HOLIDAYS_KEYS);
        let usual = Holidays::default();
        let region = match table.get("region") {
            Some(value) => self.choice(value, &path.key("region"), &["vn"], &[Region::Vn]),
            None => {
                self.missing(&value.span(), &path, "region");
                None
            }
        };
        let treat_as = match table.get("treat_as") {
            Some(value) => self.day_kind(value, &path.key("treat_as")),
            None => Some(usual.treat_as),
        };
        let mut days = |key: &'static str, min: u8, max: u8, usual: u8| match table.get(key) {
            Some(value) => self
                .number(value, &path.key(key), i64::from(min), i64::from(max))
                .and_then(|number| u8::try_from(number).ok()),
            None => Some(usual),
        };
        let tet_before = days("tet_before", 0, MAX_TET_BEFORE, usual.tet_before);
        let tet_days = days("tet_days", 1, MAX_TET_DAYS, usual.tet_days);
        let summer = table
            .get("summer")
            .and_then(|value| self.day_kind(value, &path.key("summer")));
        Some(Holidays {
            region: region?,
            treat_as: treat_as?,
            tet_before: tet_before?,
            tet_days: tet_days?,
            summer,
        })
    }

    fn own_plan(&mut self, table: &DeTable<'_>, path: &Path<'_>, repeats: Repeats) -> DayPlan {
        let daily = table
            .get("daily")
            .and_then(|value| self.duration(value, &path.key("daily"), Bounds::up_to(DAY)));
        let mut ranges = |key: &'static str| {
            let value = table.get(key)?;
            Some(self.ranges(value, &path.key(key), repeats))
        };
        DayPlan {
            daily,
            windows: ranges("windows"),
            bedtime: ranges("bedtime"),
            free: ranges("free"),
        }
    }

    fn named_children(
        &mut self,
        table: &DeTable<'_>,
        path: &Path<'_>,
        children: &[Child],
    ) -> Vec<ChildId> {
        let Some(value) = table.get("children") else {
            return Vec::new();
        };
        let path = path.key("children");
        let list = self.list(value, &path, Kind::List, MAX_CHILDREN);
        if list.is_empty()
            && matches!(value.get_ref(), toml::de::DeValue::Array(array) if array.is_empty())
        {
            // Nobody, or everybody? Leaving the key out says everybody.
            self.problem(&value.span(), &path, ProblemCode::EmptyList {});
        }
        let mut named: Vec<ChildId> = Vec::new();
        for (index, value) in list.iter().enumerate() {
            let path = path.entry(index);
            let Some(text) = self.raw_text(value, &path, Kind::Text) else {
                continue;
            };
            let id = ChildId::from(text);
            let code = if !children.iter().any(|child| child.id == id) {
                let suggestion =
                    nearest(text, children.iter().map(|child| child.id.as_str())).map(quote);
                ProblemCode::UnknownChild {
                    value: quote(text),
                    suggestion,
                }
            } else if named.contains(&id) {
                ProblemCode::ListedTwice { value: quote(text) }
            } else {
                named.push(id);
                continue;
            };
            self.problem(&value.span(), &path, code);
        }
        named
    }

    /// Two entries for the same day of the same child would leave it open which one holds.
    fn check_days(&mut self, entries: &[Placed]) {
        let mut sorted: Vec<&Placed> = entries.iter().collect();
        sorted.sort_by_key(|placed| (placed.entry.from, placed.span.start));
        for (position, placed) in sorted.iter().enumerate() {
            let following = sorted[position + 1..]
                .iter()
                .take_while(|other| other.entry.from <= placed.entry.to);
            let clash = following
                .copied()
                .find(|other| share_a_child(&placed.entry, &other.entry));
            let Some(clash) = clash else { continue };
            let (later, earlier) = if clash.index > placed.index {
                (clash, *placed)
            } else {
                (*placed, clash)
            };
            let code = ProblemCode::CalendarOverlap {
                name: quote(&later.entry.name),
                other: quote(&earlier.entry.name),
                other_line: self.line(&earlier.span),
            };
            self.problem(
                &later.span,
                &Path::Root.key("calendar").entry(later.index),
                code,
            );
        }
    }
}

fn share_a_child(a: &CalendarEntry, b: &CalendarEntry) -> bool {
    a.children.is_empty()
        || b.children.is_empty()
        || a.children.iter().any(|child| b.children.contains(child))
}
