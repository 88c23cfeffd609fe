//! The list of changes as it grows, with the ways of comparing that all parts of a household share.

use super::compare::Direction;
use super::diff::Change;
use super::render;
use crate::policy::{DayKind, PerDay, Weekday};

#[derive(Default)]
pub(super) struct Changes {
    pub(super) list: Vec<Change>,
}

impl Changes {
    pub(super) fn push(
        &mut self,
        path: &str,
        before: Option<String>,
        after: Option<String>,
        direction: Direction,
    ) {
        self.list.push(Change {
            path: path.to_owned(),
            before,
            after,
            direction,
        });
    }

    /// A value that may be absent.
    pub(super) fn value<T: PartialEq>(
        &mut self,
        path: &str,
        before: Option<&T>,
        after: Option<&T>,
        direction: Direction,
        write: impl Fn(&T) -> String,
    ) {
        if before != after {
            self.push(path, before.map(&write), after.map(&write), direction);
        }
    }

    /// A value that is always there.
    pub(super) fn always<T: PartialEq>(
        &mut self,
        path: &str,
        before: &T,
        after: &T,
        direction: Direction,
        write: impl Fn(&T) -> String,
    ) {
        self.value(path, Some(before), Some(after), direction, write);
    }

    /// Pairs two lists by id, reports what is gone, new or in another order, and compares the rest.
    pub(super) fn paired<T>(
        &mut self,
        kind: &str,
        lists: (&[T], &[T]),
        id: impl Fn(&T) -> &str,
        new: Direction,
        compare: impl Fn(&mut Self, &str, &T, &T),
    ) {
        let (before, after) = lists;
        let find = |list: &[T], wanted: &str| list.iter().position(|it| id(it) == wanted);
        for old in before {
            let path = format!("{kind}.{}", id(old));
            match find(after, id(old)).and_then(|index| after.get(index)) {
                Some(now) => compare(self, &path, old, now),
                None => self.push(&path, Some(id(old).to_owned()), None, new.reversed()),
            }
        }
        for now in after.iter().filter(|now| find(before, id(now)).is_none()) {
            self.push(
                &format!("{kind}.{}", id(now)),
                None,
                Some(id(now).to_owned()),
                new,
            );
        }
        let common = |list: &[T], other: &[T]| -> Vec<String> {
            list.iter()
                .filter(|it| find(other, id(it)).is_some())
                .map(|it| id(it).to_owned())
                .collect()
        };
        let (old_order, new_order) = (common(before, after), common(after, before));
        self.always(kind, &old_order, &new_order, Direction::Neutral, |ids| {
            ids.join(", ")
        });
    }

    /// Days with the same change are told together.
    pub(super) fn per_day<T: PartialEq>(
        &mut self,
        path: &str,
        before: &PerDay<T>,
        after: &PerDay<T>,
        direction: impl Fn(Option<&T>, Option<&T>) -> Direction,
        write: impl Fn(&T) -> String,
    ) {
        if before == after {
            return;
        }
        let told = self.list.len();
        let on = |day: Weekday| (before.on(day), after.on(day));
        let same = |days: &[Weekday]| days.windows(2).all(|pair| on(pair[0]) == on(pair[1]));
        let (weekdays, weekend) = Weekday::ALL.split_at(5);
        let groups: Vec<(String, &[Weekday])> = if same(&Weekday::ALL) {
            vec![(path.to_owned(), &Weekday::ALL)]
        } else {
            let split =
                |name: &str, days: &'static [Weekday]| -> Vec<(String, &'static [Weekday])> {
                    if same(days) {
                        return vec![(format!("{path}.{name}"), days)];
                    }
                    days.chunks(1)
                        .filter_map(|day| {
                            day.first()
                                .map(|first| (format!("{path}.{}", first.name()), day))
                        })
                        .collect()
                };
            [split("weekdays", weekdays), split("weekends", weekend)].concat()
        };
        for (path, days) in groups {
            let Some((old, new)) = days.first().map(|day| on(*day)) else {
                continue;
            };
            self.value(&path, old, new, direction(old, new), &write);
        }
        if self.list.len() == told {
            // Written differently. Only a calendar that treats days as weekdays or weekends can tell.
            let kinds = [DayKind::Weekdays, DayKind::Weekends];
            let as_kind = kinds
                .iter()
                .any(|kind| before.on_kind(*kind) != after.on_kind(*kind));
            let direction = if as_kind {
                Direction::Mixed
            } else {
                Direction::Neutral
            };
            self.push(
                path,
                render::per_day(before, &write),
                render::per_day(after, &write),
                direction,
            );
        }
    }
}
