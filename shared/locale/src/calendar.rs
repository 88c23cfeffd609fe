//! Times and dates as people say them, in the household's zone.

use crate::bundle::Locale;
use jiff::civil::{Date, DateTime};
use jiff::{Timestamp, ToSpan};
use luytre_core::policy::Weekday;
use luytre_core::time::WallTime;

impl Locale {
    /// What the clock and the calendar of the zone show at an instant; `None` beyond the years -9999 to 9999.
    #[must_use]
    pub fn local(&self, at: WallTime) -> Option<DateTime> {
        Timestamp::from_millisecond(at.0)
            .ok()
            .map(|instant| self.zone.to_datetime(instant))
    }

    /// "20:00".
    #[must_use]
    pub fn clock(&self, at: WallTime) -> String {
        self.local(at).map_or_else(|| "--:--".to_owned(), clock_of)
    }

    /// "20:00", "20:00 ngày mai", "20:00 thứ hai", "20:00 ngày 2/3/2026": as short as it is still clear, seen from `now`.
    #[must_use]
    pub fn moment(&self, at: WallTime, now: WallTime) -> String {
        let (Some(then), Some(today)) = (self.local(at), self.local(now)) else {
            return self.clock(at);
        };
        let clock = clock_of(then);
        let days = today
            .date()
            .until(then.date())
            .map_or(i32::MAX, |span| span.get_days());
        match days {
            0 => clock,
            -1 => self.text("moment-yesterday", &[("clock", clock.into())]),
            1 => self.text("moment-tomorrow", &[("clock", clock.into())]),
            2..=6 => self.text(
                "moment-weekday",
                &[
                    ("clock", clock.into()),
                    ("weekday", self.weekday(then.date()).into()),
                ],
            ),
            _ => self.text(
                "moment-date",
                &[
                    ("clock", clock.into()),
                    ("day", i64::from(then.day()).into()),
                    ("month", self.month(then.date()).into()),
                    ("year", year(then.date())),
                ],
            ),
        }
    }

    /// "thứ hai, 2/3/2026", "Mon 2 Mar 2026".
    #[must_use]
    pub fn date(&self, date: Date) -> String {
        let weekday = match self.language() {
            luytre_core::policy::Language::Vi => self.weekday(date),
            luytre_core::policy::Language::En => self.weekday_short(Weekday::of(date)),
        };
        self.text(
            "date",
            &[
                ("weekday", weekday.into()),
                ("day", i64::from(date.day()).into()),
                ("month", self.month(date).into()),
                ("year", year(date)),
            ],
        )
    }

    /// "hôm nay", "hôm qua", "ngày mai", else the date.
    #[must_use]
    pub fn day(&self, date: Date, today: Date) -> String {
        if date == today {
            self.plain("date-today")
        } else if date.checked_add(1.day()).is_ok_and(|next| next == today) {
            self.plain("date-yesterday")
        } else if today.checked_add(1.day()).is_ok_and(|next| next == date) {
            self.plain("date-tomorrow")
        } else {
            self.date(date)
        }
    }

    /// "thứ hai", "Monday".
    #[must_use]
    pub fn weekday_name(&self, day: Weekday) -> String {
        self.text("day-name", &[("day", day.name().into())])
    }

    /// "T2", "Mon".
    #[must_use]
    pub fn weekday_short(&self, day: Weekday) -> String {
        self.text("day-short", &[("day", day.name().into())])
    }

    fn weekday(&self, date: Date) -> String {
        self.weekday_name(Weekday::of(date))
    }

    fn month(&self, date: Date) -> String {
        self.text("month-name", &[("month", i64::from(date.month()).into())])
    }
}

fn clock_of(time: DateTime) -> String {
    format!("{:02}:{:02}", time.hour(), time.minute())
}

/// A year is text: a number could be written with a thousands separator.
fn year(date: Date) -> crate::Value<'static> {
    date.year().to_string().into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use jiff::tz::{TimeZone, offset};
    use luytre_core::policy::Language;

    fn pair() -> (Locale, Locale) {
        let zone = || TimeZone::fixed(offset(7));
        (
            Locale::new(Language::Vi).in_zone(zone()),
            Locale::new(Language::En).in_zone(zone()),
        )
    }

    fn at(text: &str) -> WallTime {
        WallTime(text.parse::<Timestamp>().unwrap().as_millisecond())
    }

    #[test]
    fn dates_are_written_the_way_of_each_language() {
        let (vi, en) = pair();
        assert_eq!(vi.date(date(2026, 3, 2)), "thứ hai, 2/3/2026");
        assert_eq!(en.date(date(2026, 3, 2)), "Mon 2 Mar 2026");
        assert_eq!(vi.day(date(2026, 3, 1), date(2026, 3, 2)), "hôm qua");
        assert_eq!(en.day(date(2026, 3, 3), date(2026, 3, 2)), "tomorrow");
        assert_eq!(en.day(date(2026, 3, 4), date(2026, 3, 2)), "Wed 4 Mar 2026");
    }

    #[test]
    fn a_moment_is_as_short_as_it_is_clear() {
        let (vi, en) = pair();
        let now = at("2026-03-02T08:00:00Z");
        for (then, vietnamese, english) in [
            ("2026-03-02T13:00:00Z", "20:00", "20:00"),
            ("2026-03-02T17:00:00Z", "00:00 ngày mai", "00:00 tomorrow"),
            ("2026-03-01T13:00:00Z", "20:00 hôm qua", "20:00 yesterday"),
            ("2026-03-07T13:00:00Z", "20:00 thứ bảy", "20:00 on Saturday"),
            (
                "2026-03-09T13:00:00Z",
                "20:00 ngày 9/3/2026",
                "20:00 on 9 Mar 2026",
            ),
            (
                "2025-03-09T13:00:00Z",
                "20:00 ngày 9/3/2025",
                "20:00 on 9 Mar 2025",
            ),
        ] {
            assert_eq!(vi.moment(at(then), now), vietnamese);
            assert_eq!(en.moment(at(then), now), english);
        }
    }

    #[test]
    fn an_impossible_instant_is_shown_as_unknown() {
        let (vi, _) = pair();
        assert_eq!(vi.clock(WallTime(i64::MAX)), "--:--");
        assert_eq!(
            vi.moment(WallTime(i64::MAX), at("2026-03-02T08:00:00Z")),
            "--:--"
        );
    }
}
