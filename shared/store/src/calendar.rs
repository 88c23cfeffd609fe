//! Which rows of the history were sealed on which date, so that they can go when their time has come: a row does not
//! tell its date to anybody who has not the family's key.

use jiff::ToSpan;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// For each date on which something was sealed, the first row of it; in order.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub(crate) struct Calendar(Vec<(Date, i64)>);

impl Calendar {
    /// Notes that this row was sealed on this date. Dates never go back: a late addition to an old day counts as of now.
    pub(crate) fn note(&mut self, date: Date, row: i64) {
        if self.0.last().is_none_or(|(last, _)| *last < date) {
            self.0.push((date, row));
        }
    }

    /// The newest date.
    pub(crate) fn newest(&self) -> Option<Date> {
        self.0.last().map(|(date, _)| *date)
    }

    /// Rows before this one were sealed before `date`; 0 if none is known to be. `next` is the row that comes next.
    pub(crate) fn before(&self, date: Date, next: i64) -> i64 {
        let older = self.0.iter().take_while(|(noted, _)| *noted < date).count();
        if older == 0 {
            return 0;
        }
        self.0.get(older).map_or(next, |(_, row)| *row)
    }

    /// Forgets dates before this one.
    pub(crate) fn forget_before(&mut self, date: Date) {
        self.0.retain(|(noted, _)| *noted >= date);
    }
}

/// The first date that is still kept, of what is kept for so many weeks; the calendar's beginning, if that is near.
pub(crate) fn kept_from(today: Date, weeks: i32) -> Date {
    today.saturating_sub(weeks.weeks())
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn rows_are_found_by_the_date_they_were_sealed_on() {
        let mut calendar = Calendar::default();
        assert_eq!(calendar.before(date(2026, 3, 2), 1), 0);
        for (day, row) in [(2, 1), (2, 2), (3, 3), (1, 4), (5, 5)] {
            calendar.note(date(2026, 3, day), row);
        }
        for (day, row) in [(1, 0), (2, 0), (3, 3), (4, 5), (5, 5), (6, 7)] {
            assert_eq!(calendar.before(date(2026, 3, day), 7), row, "{day}");
        }
        calendar.forget_before(date(2026, 3, 3));
        // Rows before the first that is noted are of an unknown date, and stay until that one goes.
        assert_eq!(calendar.before(date(2026, 3, 3), 7), 0);
        assert_eq!(calendar.before(date(2026, 3, 4), 7), 5);
        assert_eq!(calendar.newest(), Some(date(2026, 3, 5)));
    }

    #[test]
    fn weeks_end_at_the_calendars_beginning() {
        assert_eq!(kept_from(date(2026, 6, 1), 13), date(2026, 3, 2));
        assert_eq!(kept_from(Date::MIN, 104), Date::MIN);
    }
}
