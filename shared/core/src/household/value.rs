//! Single values as the household file and the command line write them: `1h30m`, `16:30`, `16:00-20:30`, `2027-02-04`.
//! Pure text in, value out; limits on them belong to the keys that take them.

use crate::policy::{FinishMatch, TimeOfDay, TimeRange, YearMonth};
use crate::time::Span;
use jiff::civil::Date;
use std::fmt::Write as _;

/// A length of time: `1h30m`, `90m`, `45s`. Whole numbers with `h`, `m`, `s` in this order, each at most once.
#[must_use]
pub fn parse_duration(text: &str) -> Option<Span> {
    let mut rest = text;
    let mut total = Span::ZERO;
    for (unit, one) in [
        ('h', Span::from_hours(1)),
        ('m', Span::from_mins(1)),
        ('s', Span::from_secs(1)),
    ] {
        let Some((number, after)) = rest.split_once(unit) else {
            continue;
        };
        // Seven digits of hours are a thousand years: more is a mistake, and the sum stays far from overflow.
        if number.len() > 7 {
            return None;
        }
        total += Span::from_millis(one.as_millis().checked_mul(digits(number)?)?);
        rest = after;
    }
    (rest.is_empty() && !text.is_empty()).then_some(total)
}

/// A length of time as [`parse_duration`] reads it: `1h30m`, `0m`. Parts of a second are dropped; below zero is written with `-`.
#[must_use]
pub fn format_duration(span: Span) -> String {
    let seconds = span.as_millis().unsigned_abs() / 1_000;
    let mut out = String::new();
    if span.is_negative() && seconds > 0 {
        out.push('-');
    }
    let (hours, minutes, seconds) = (seconds / 3_600, seconds / 60 % 60, seconds % 60);
    // Writing to a String cannot fail.
    if hours > 0 {
        let _ = write!(out, "{hours}h");
    }
    if minutes > 0 || (hours == 0 && seconds == 0) {
        let _ = write!(out, "{minutes}m");
    }
    if seconds > 0 {
        let _ = write!(out, "{seconds}s");
    }
    out
}

/// A time of the day: `07:00`, and `24:00` for the end of it.
#[must_use]
pub fn parse_time(text: &str) -> Option<TimeOfDay> {
    let (hour, minute) = text.split_once(':')?;
    if hour.len() != 2 || minute.len() != 2 {
        return None;
    }
    TimeOfDay::new(
        u16::try_from(digits(hour)?).ok()?,
        u16::try_from(digits(minute)?).ok()?,
    )
}

/// Why a text is no range of times.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RangeError {
    /// Not two times with `-` between.
    Unreadable,
    /// It begins at 24:00.
    MidnightAsStart,
    /// It ends when it begins.
    Empty,
}

/// A range of times: `16:00-20:30`, `21:00-06:30` (past midnight), `00:00-24:00` (all day). An end of `00:00` is `24:00`.
///
/// # Errors
/// See [`RangeError`].
pub fn parse_range(text: &str) -> Result<TimeRange, RangeError> {
    let (from, to) = text.split_once('-').ok_or(RangeError::Unreadable)?;
    let from = parse_time(from).ok_or(RangeError::Unreadable)?;
    let to = parse_time(to).ok_or(RangeError::Unreadable)?;
    if from == TimeOfDay::END_OF_DAY {
        return Err(RangeError::MidnightAsStart);
    }
    if from == to {
        return Err(RangeError::Empty);
    }
    let to = if to == TimeOfDay(0) {
        TimeOfDay::END_OF_DAY
    } else {
        to
    };
    Ok(TimeRange { from, to })
}

/// A date: `2027-02-04`, from 1900 on.
#[must_use]
pub fn parse_date(text: &str) -> Option<Date> {
    let (year_month, day) = text.rsplit_once('-')?;
    let YearMonth { year, month } = parse_year_month(year_month)?;
    if day.len() != 2 {
        return None;
    }
    Date::new(year, month, i8::try_from(digits(day)?).ok()?).ok()
}

/// A year and month: `2014-05`, from 1900 on.
pub(super) fn parse_year_month(text: &str) -> Option<YearMonth> {
    let (year, month) = text.split_once('-')?;
    if year.len() != 4 || month.len() != 2 {
        return None;
    }
    let year = i16::try_from(digits(year)?).ok()?;
    let month = i8::try_from(digits(month)?).ok()?;
    (year >= 1900 && (1..=12).contains(&month)).then_some(YearMonth { year, month })
}

/// How often and how long: `3 x 5m`.
pub(super) fn parse_finish_match(text: &str) -> Option<FinishMatch> {
    let (times, each) = text.split_once('x').or_else(|| text.split_once('×'))?;
    let times = times.trim();
    if times.len() > 4 {
        return None;
    }
    Some(FinishMatch {
        times: u32::try_from(digits(times)?).ok()?,
        each: parse_duration(each.trim())?,
    })
}

/// ASCII digits and nothing else; `parse` alone would take a sign.
fn digits(text: &str) -> Option<i64> {
    if text.is_empty() || text.len() > 18 || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    text.parse().ok()
}

/// A number without unit is taken for minutes from here on; a smaller one might as well be hours.
const CLEARLY_MINUTES: i64 = 30;

/// What a text that is no length of time probably means: `90`, `1h30`, `1:30`, `1.5h`, `90 min`, `1 giờ 30 phút`.
pub(super) fn meant_duration(text: &str) -> Option<String> {
    let mut text = plain(text)?;
    if digits(&text).is_some_and(|number| number < CLEARLY_MINUTES) {
        return None;
    }
    for (word, unit) in [
        ("hours", "h"),
        ("hour", "h"),
        ("hrs", "h"),
        ("giờ", "h"),
        ("tiếng", "h"),
        ("minutes", "m"),
        ("minute", "m"),
        ("mins", "m"),
        ("min", "m"),
        ("phút", "m"),
        ("seconds", "s"),
        ("secs", "s"),
        ("sec", "s"),
        ("giây", "s"),
    ] {
        text = text.replace(word, unit);
    }
    let half_hours = text.replace(".5h", "h30m").replace(",5h", "h30m");
    let with_colon = text.replacen(':', "h", 1) + "m";
    [text.clone(), format!("{text}m"), half_hours, with_colon]
        .iter()
        .find_map(|candidate| parse_duration(candidate))
        .map(format_duration)
}

/// What a text that is no time probably means: `9:00`, `16h30`, `16h`, `4 pm`.
pub(super) fn meant_time(text: &str) -> Option<String> {
    let mut text = plain(text)?;
    let mut afternoon = 0;
    if let Some(before) = text.strip_suffix("pm") {
        text = before.to_owned();
        afternoon = 12;
    } else if let Some(before) = text.strip_suffix("am") {
        text = before.to_owned();
    }
    let text = text.replace(['h', 'g', '.'], ":");
    let (hour, minute) = text.split_once(':').unwrap_or((&text, ""));
    if hour.len() > 2 || minute.len() > 2 {
        return None;
    }
    let hour = digits(hour)?;
    let hour = if afternoon > 0 && hour < 12 {
        hour + afternoon
    } else {
        hour
    };
    let minute = if minute.is_empty() {
        0
    } else {
        digits(minute)?
    };
    TimeOfDay::new(u16::try_from(hour).ok()?, u16::try_from(minute).ok()?)
        .map(|time| time.to_string())
}

/// What a text that is no range probably means: `16:00 - 20:30`, `16h–20h30`, `4pm to 8pm`.
pub(super) fn meant_range(text: &str) -> Option<String> {
    let text = plain(text)?
        .replace(['–', '—', '~'], "-")
        .replace("to", "-")
        .replace("đến", "-");
    let (from, to) = text.split_once('-')?;
    let range = format!("{}-{}", meant_time(from)?, meant_time(to)?);
    parse_range(&range).ok().map(|range| range.to_string())
}

/// Lower case without spaces; `None` for what is too long to be a slip.
fn plain(text: &str) -> Option<String> {
    if text.len() > 40 {
        return None;
    }
    Some(
        text.chars()
            .filter(|character| !character.is_whitespace())
            .flat_map(char::to_lowercase)
            .collect(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_read_and_write() {
        for (text, seconds, written) in [
            ("1h30m", 5_400, "1h30m"),
            ("90m", 5_400, "1h30m"),
            ("45s", 45, "45s"),
            ("2h", 7_200, "2h"),
            ("0m", 0, "0m"),
            ("0s", 0, "0m"),
            ("1h0m5s", 3_605, "1h5s"),
            ("744h", 2_678_400, "744h"),
        ] {
            let span = parse_duration(text).expect(text);
            assert_eq!(span, Span::from_secs(seconds), "{text}");
            assert_eq!(format_duration(span), written, "{text}");
        }
        for text in [
            "",
            "h",
            "1",
            "-1h",
            "+1h",
            "1.5h",
            "1h 30m",
            "30m1h",
            "1h1h",
            "1d",
            "1H",
            "٣m",
            "1hm",
            "99999999h",
            "1h30",
        ] {
            assert_eq!(parse_duration(text), None, "{text}");
        }
    }

    #[test]
    fn times_and_ranges_read_strictly() {
        assert_eq!(parse_time("07:05"), TimeOfDay::new(7, 5));
        assert_eq!(parse_time("24:00"), Some(TimeOfDay::END_OF_DAY));
        for text in [
            "7:00",
            "24:01",
            "25:00",
            "12:60",
            "12",
            "",
            "12:00:00",
            "+1:00",
            " 7:00",
            "１２:00",
        ] {
            assert_eq!(parse_time(text), None, "{text}");
        }
        let range = |text: &str| parse_range(text).map(|range| range.to_string());
        assert_eq!(range("21:00-06:30"), Ok("21:00-06:30".to_owned()));
        assert_eq!(range("22:00-00:00"), Ok("22:00-24:00".to_owned()));
        assert_eq!(range("24:00-06:00"), Err(RangeError::MidnightAsStart));
        assert_eq!(range("00:00-00:00"), Err(RangeError::Empty));
        assert_eq!(range("16:00"), Err(RangeError::Unreadable));
        assert_eq!(range("16:00-20:00-21:00"), Err(RangeError::Unreadable));
    }

    #[test]
    fn dates_are_real() {
        assert!(parse_date("2028-02-29").is_some());
        for text in [
            "2027-02-29",
            "2027-13-01",
            "2027-00-01",
            "27-02-04",
            "2027-2-4",
            "2027-02-04T00:00",
            "0001-01-01",
            "",
        ] {
            assert_eq!(parse_date(text), None, "{text}");
        }
        assert_eq!(parse_year_month("2014-13"), None);
        assert_eq!(
            parse_year_month("2014-05"),
            Some(YearMonth {
                year: 2014,
                month: 5
            })
        );
    }

    #[test]
    fn slips_are_understood_for_a_suggestion() {
        let duration = |text| meant_duration(text).unwrap_or_default();
        for (text, meant) in [
            ("90", "1h30m"),
            ("1h30", "1h30m"),
            ("1:30", "1h30m"),
            ("1.5h", "1h30m"),
            ("90 min", "1h30m"),
            ("1 giờ 30 phút", "1h30m"),
            ("2 Hours", "2h"),
            ("soon", ""),
            ("2", ""),
        ] {
            assert_eq!(duration(text), meant, "{text}");
        }
        for (text, meant) in [
            ("9:00", "09:00"),
            ("16h30", "16:30"),
            ("16h", "16:00"),
            ("4 pm", "16:00"),
            ("noon", ""),
        ] {
            assert_eq!(meant_time(text).unwrap_or_default(), meant, "{text}");
        }
        for (text, meant) in [
            ("16:00 – 20:30", "16:00-20:30"),
            ("16h-20h30", "16:00-20:30"),
            ("4pm to 8pm", "16:00-20:00"),
        ] {
            assert_eq!(meant_range(text).unwrap_or_default(), meant, "{text}");
        }
    }
}
