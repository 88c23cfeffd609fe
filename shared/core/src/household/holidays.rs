//! Vietnamese public holidays as days of a year, and the long school holidays, for a household that wants them treated as
//! another kind of day.
//!
//! The days are those of article 112 of the Labour Code of 2019; where one falls on a weekend, article 111 gives the next
//! working day in its place. Which days around Tết a family keeps is its own setting. Absent: days that the government
//! swaps by a notice of the year. A family writes those as an entry of its calendar, which beats what is computed here.

use super::lunar;
use crate::policy::{DayKind, Weekday};
use jiff::ToSpan;
use jiff::civil::Date;

/// What a household makes of holidays (`[holidays]`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Holidays {
    /// Whose public holidays.
    pub region: Region,
    /// What kind of day they are.
    pub treat_as: DayKind,
    /// Days of the old lunar year that belong to Tết, 0 to [`MAX_TET_BEFORE`].
    pub tet_before: u8,
    /// Days of the new lunar year that belong to Tết, 1 to [`MAX_TET_DAYS`].
    pub tet_days: u8,
    /// What kind of day the school's summer holidays are, 1 June to 31 August; `None` for ordinary days.
    pub summer: Option<DayKind>,
}

/// The most of [`Holidays::tet_before`].
pub const MAX_TET_BEFORE: u8 = 10;
/// The most of [`Holidays::tet_days`]: up to the first full moon.
pub const MAX_TET_DAYS: u8 = 15;

impl Default for Holidays {
    fn default() -> Self {
        Self {
            region: Region::Vn,
            treat_as: DayKind::Weekends,
            tet_before: 1,
            tet_days: 5,
            summer: None,
        }
    }
}

/// A country with its public holidays.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Region {
    /// Vietnam.
    #[default]
    Vn,
}

/// One kind of public holiday.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Holiday {
    /// 1 January.
    NewYear,
    /// The days around the lunar new year.
    Tet,
    /// The tenth of the third lunar month.
    HungKings,
    /// 30 April.
    Reunification,
    /// 1 May.
    Labour,
    /// 2 September and a day beside it.
    National,
    /// A working day in place of a holiday that fell on a weekend.
    InLieu,
}

impl Holidays {
    /// What kind of day the holidays make of a date; `None` where they say nothing. A public holiday beats the summer.
    #[must_use]
    pub fn kind_of(&self, date: Date) -> Option<DayKind> {
        if self.days(date.year()).iter().any(|(day, _)| *day == date) {
            return Some(self.treat_as);
        }
        self.summer.filter(|_| matches!(date.month(), 6..=8))
    }

    /// The public holidays of a year in order, each day once. Lunar ones are known from 2000 to 2100.
    #[must_use]
    pub fn days(&self, year: i16) -> Vec<(Date, Holiday)> {
        match self.region {
            Region::Vn => self.vietnam(year),
        }
    }

    fn vietnam(&self, year: i16) -> Vec<(Date, Holiday)> {
        let on = |month: i8, day: i8| Date::new(year, month, day).ok();
        let second = on(9, 2).map(|day| moved(day, beside_national_day(day)));
        let statutory = [
            (on(1, 1), Holiday::NewYear),
            (lunar::hung_kings(year), Holiday::HungKings),
            (on(4, 30), Holiday::Reunification),
            (on(5, 1), Holiday::Labour),
            (on(9, 2), Holiday::National),
            (second, Holiday::National),
        ];
        let mut days: Vec<(Date, Holiday)> = statutory
            .into_iter()
            .filter_map(|(day, holiday)| day.map(|day| (day, holiday)))
            .collect();
        days.extend(
            lunar::tet(year)
                .into_iter()
                .flat_map(|first| {
                    (-i32::from(self.tet_before)..i32::from(self.tet_days))
                        .map(move |offset| moved(first, offset))
                })
                .map(|day| (day, Holiday::Tet)),
        );
        days.sort_unstable();
        days.dedup_by_key(|(day, _)| *day);
        self.with_days_in_lieu(days)
    }

    fn with_days_in_lieu(&self, mut days: Vec<(Date, Holiday)>) -> Vec<(Date, Holiday)> {
        let on_weekends: Vec<Date> = days
            .iter()
            // How long Tết is, is the family's own word.
            .filter(|(day, holiday)| *holiday != Holiday::Tet && Weekday::of(*day).is_weekend())
            .map(|(day, _)| *day)
            .collect();
        for day in on_weekends {
            let working = (1..=14).map(|offset| moved(day, offset)).find(|candidate| {
                !Weekday::of(*candidate).is_weekend()
                    && !days.iter().any(|(taken, _)| taken == candidate)
            });
            days.extend(working.map(|day| (day, Holiday::InLieu)));
        }
        days.sort_unstable();
        days
    }
}

/// Where the second day of the national holiday lies, as the law leaves it to each year: on the side that makes the
/// longest rest without a gap, as it was chosen in every year since 2021.
fn beside_national_day(day: Date) -> i32 {
    match Weekday::of(day) {
        Weekday::Monday | Weekday::Thursday | Weekday::Sunday => 1,
        Weekday::Tuesday | Weekday::Wednesday | Weekday::Friday | Weekday::Saturday => -1,
    }
}

fn moved(date: Date, days: i32) -> Date {
    date.checked_add(days.days()).unwrap_or(date)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn of(year: i16, holiday: Holiday) -> Vec<Date> {
        let days = Holidays::default().days(year);
        days.into_iter()
            .filter(|(_, it)| *it == holiday)
            .map(|(day, _)| day)
            .collect()
    }

    #[test]
    fn tet_lasts_as_long_as_the_family_says() {
        let usual: Vec<Date> = (5..=10).map(|day| date(2027, 2, day)).collect();
        assert_eq!(of(2027, Holiday::Tet), usual);
        let long = Holidays {
            tet_before: 3,
            tet_days: 1,
            ..Holidays::default()
        };
        assert_eq!(long.kind_of(date(2027, 2, 3)), Some(DayKind::Weekends));
        assert_eq!(long.kind_of(date(2027, 2, 2)), None);
        assert_eq!(long.kind_of(date(2027, 2, 7)), None);
    }

    #[test]
    fn the_second_national_day_is_the_one_that_was_announced() {
        for (year, second) in [
            (2021, date(2021, 9, 3)),
            (2022, date(2022, 9, 1)),
            (2023, date(2023, 9, 1)),
            (2024, date(2024, 9, 3)),
            (2025, date(2025, 9, 1)),
            (2026, date(2026, 9, 1)),
        ] {
            let mut expected = vec![date(year, 9, 2), second];
            expected.sort_unstable();
            assert_eq!(of(year, Holiday::National), expected);
        }
    }

    #[test]
    fn a_holiday_on_a_weekend_gives_the_next_working_day() {
        // The Kings' day on a Saturday, 30 April on a Sunday, 1 May on Monday; 2 September on a Saturday.
        assert_eq!(
            of(2023, Holiday::InLieu),
            [
                // New Year was a Sunday.
                date(2023, 1, 2),
                date(2023, 5, 2),
                date(2023, 5, 3),
                date(2023, 9, 4)
            ]
        );
        assert_eq!(of(2026, Holiday::InLieu), [date(2026, 4, 27)]);
    }

    #[test]
    fn summer_is_only_by_choice_and_public_holidays_beat_it() {
        let july = date(2027, 7, 1);
        assert_eq!(Holidays::default().kind_of(july), None);
        let summer = Holidays {
            summer: Some(DayKind::Day(Weekday::Friday)),
            ..Holidays::default()
        };
        let friday = Some(DayKind::Day(Weekday::Friday));
        assert_eq!(summer.kind_of(july), friday);
        assert_eq!(summer.kind_of(date(2027, 6, 1)), friday);
        assert_eq!(summer.kind_of(date(2027, 8, 31)), friday);
        assert_eq!(summer.kind_of(date(2027, 5, 31)), None);
        assert_eq!(summer.kind_of(date(2027, 9, 1)), None);
        assert_eq!(summer.kind_of(date(2027, 9, 2)), Some(DayKind::Weekends));
    }

    #[test]
    fn no_day_is_listed_twice_in_any_year() {
        for year in [1, 1999, 2101, 9999].into_iter().chain(2000..=2100) {
            let days = Holidays::default().days(year);
            assert!(days.is_sorted() && days.len() >= 5, "{year}: {days:?}");
            assert!(days.windows(2).all(|two| two[0].0 < two[1].0), "{year}");
        }
    }
}
