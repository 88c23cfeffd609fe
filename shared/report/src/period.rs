//! The stretch of days a review is about.

use jiff::ToSpan;
use jiff::civil::Date;
use luytre_core::policy::Weekday;

/// How long a stretch a review looks at, and how finely.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Period {
    /// Seven days, beginning with the household's first day of the week.
    Week,
    /// A calendar month, by days.
    Month,
    /// 26 weeks, by weeks.
    HalfYear,
    /// 52 weeks, by weeks.
    Year,
}

impl Period {
    /// `week`, `month`, `half_year`, `year`: for programs and for the names of texts.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Week => "week",
            Self::Month => "month",
            Self::HalfYear => "half_year",
            Self::Year => "year",
        }
    }

    /// True if its bars are weeks.
    #[must_use]
    pub fn by_weeks(self) -> bool {
        match self {
            Self::Week | Self::Month => false,
            Self::HalfYear | Self::Year => true,
        }
    }
}

/// A stretch of days, both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Range {
    /// Its kind.
    pub period: Period,
    /// First day.
    pub first: Date,
    /// Last day.
    pub last: Date,
}

impl Range {
    /// The week or month that holds a day, or the 26 or 52 weeks that end with the week of that day.
    #[must_use]
    pub fn holding(period: Period, day: Date, week_starts: Weekday) -> Self {
        let week = week_of(day, week_starts);
        let (first, last) = match period {
            Period::Week => (week, plus(week, 6)),
            Period::Month => (day.first_of_month(), day.last_of_month()),
            Period::HalfYear => (plus(week, -25 * 7), plus(week, 6)),
            Period::Year => (plus(week, -51 * 7), plus(week, 6)),
        };
        Self {
            period,
            first,
            last,
        }
    }

    /// The one right before.
    #[must_use]
    pub fn before(self, week_starts: Weekday) -> Self {
        Self::holding(self.period, plus(self.first, -1), week_starts)
    }

    /// True if the day lies in it.
    #[must_use]
    pub fn contains(&self, day: Date) -> bool {
        self.first <= day && day <= self.last
    }

    /// Its days, in order.
    pub fn days(self) -> impl Iterator<Item = Date> {
        let mut next = Some(self.first);
        std::iter::from_fn(move || {
            let day = next.filter(|day| *day <= self.last)?;
            next = day.tomorrow().ok();
            Some(day)
        })
    }

    /// First days of its weeks, in order; those of a range by weeks.
    pub fn weeks(self) -> impl Iterator<Item = Date> {
        self.days().step_by(7)
    }
}

/// First day of the week that holds a day.
#[must_use]
pub(crate) fn week_of(day: Date, week_starts: Weekday) -> Date {
    let back = (Weekday::of(day).index() + 7 - week_starts.index()) % 7;
    plus(day, -i64::try_from(back).expect("less than seven"))
}

/// A date so many days later; the last or first date there is beyond the calendar's end.
#[must_use]
pub(crate) fn plus(day: Date, days: i64) -> Date {
    day.saturating_add(days.days())
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn ranges_end_where_people_expect_it() {
        let day = date(2026, 11, 18);
        let range = |period, starts| {
            let range = Range::holding(period, day, starts);
            (range.first, range.last)
        };
        assert_eq!(
            range(Period::Week, Weekday::Monday),
            (date(2026, 11, 16), date(2026, 11, 22))
        );
        assert_eq!(
            range(Period::Week, Weekday::Sunday),
            (date(2026, 11, 15), date(2026, 11, 21))
        );
        assert_eq!(
            range(Period::Month, Weekday::Monday),
            (date(2026, 11, 1), date(2026, 11, 30))
        );
        let year = Range::holding(Period::Year, day, Weekday::Monday);
        assert_eq!(year.weeks().count(), 52);
        assert_eq!(year.last, date(2026, 11, 22));
        let half = Range::holding(Period::HalfYear, day, Weekday::Monday);
        assert_eq!((half.weeks().count(), half.days().count()), (26, 26 * 7));
        assert_eq!(half.before(Weekday::Monday).last, date(2026, 5, 24));
    }

    #[test]
    fn the_end_of_the_calendar_is_no_panic() {
        let last = Range::holding(Period::Year, Date::MAX, Weekday::Monday);
        assert!(last.days().count() >= 51 * 7);
        let first = Range::holding(Period::Year, Date::MIN, Weekday::Monday);
        assert!(first.weeks().count() >= 1);
    }
}
