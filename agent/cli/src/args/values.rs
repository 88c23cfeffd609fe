//! Values of the command line: lengths of time, times, rules for days. Each refusal is a kind, which the help texts explain in
//! the language of the person.

use jiff::civil::{Date, DateTime};
use luytre_core::household::{parse_date, parse_duration, parse_range, parse_time};
use luytre_core::id::ActivityId;
use luytre_core::policy::{AtLimit, FinishMatch, Language, TimeOfDay, TimeRange, Weekday};
use luytre_core::time::Span;

use super::Verdict;

/// What a value should have been.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadValue {
    /// `vi` or `en`.
    #[error("vi | en")]
    Language,
    /// `15m`, `1h30m`.
    #[error("15m, 1h30m, 2h")]
    Duration,
    /// `+15m`, `-10m`.
    #[error("+15m, -10m")]
    Amount,
    /// `21:30`.
    #[error("21:30, 2026-03-02T21:30")]
    Until,
    /// `2026-03-02`.
    #[error("2026-03-02")]
    Date,
    /// `1h30m`, `weekdays=1h,weekends=2h`.
    #[error("1h30m | weekdays=1h30m,weekends=3h | none")]
    DurationRules,
    /// `16:00-20:30`.
    #[error("16:00-20:30 | weekdays=16:00-20:30;weekends=08:00-11:30,14:00-21:00 | none")]
    RangeRules,
    /// `video=45m`.
    #[error("video=45m | video=weekdays=30m,weekends=1h")]
    ActivityRules,
    /// `games`.
    #[error("a-z 0-9 _ -")]
    Activity,
    /// `45m/10m`.
    #[error("45m/10m | none")]
    Break,
    /// `15m,5m,1m`.
    #[error("15m,5m,1m")]
    Steps,
    /// `3x5m`.
    #[error("3x5m | none")]
    FinishMatch,
    /// What happens when nothing is left.
    #[error("lock | logout | suspend | shutdown | warn_only")]
    AtLimit,
    /// `yes` or `no`.
    #[error("yes | no")]
    Verdict,
}

/// A setting, or its absence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Rule<T> {
    /// This.
    Set(T),
    /// Nothing: not limited by it.
    None,
}

/// Which days a rule is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Days {
    /// All: whatever was said for single days is dropped.
    All,
    /// Monday to Friday.
    Weekdays,
    /// Saturday and Sunday.
    Weekends,
    /// One.
    Day(Weekday),
}

/// A length of time for some days.
pub type DurationRule = (Days, Rule<Span>);
/// Ranges of time for some days.
pub type RangeRule = (Days, Rule<Vec<TimeRange>>);

/// All that one option says about lengths of time. A type of its own, because clap takes a list for several options.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DurationRules(pub Vec<DurationRule>);

/// All that one option says about ranges of time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RangeRules(pub Vec<RangeRule>);

/// Steps of warnings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Steps(pub Vec<Span>);

/// Minutes more or fewer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Amount(pub Span);

/// Continuous use, and the rest after it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Break {
    /// After so long.
    pub after: Span,
    /// So long.
    pub rest: Span,
}

/// A time to come, in the household's zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Until {
    /// The next time the clock shows this.
    Clock(TimeOfDay),
    /// A date and time.
    At(DateTime),
}

pub(super) fn language(text: &str) -> Result<Language, BadValue> {
    luytre_locale::parse_language(text).map_err(|_| BadValue::Language)
}

/// A length of time; a bare number is minutes.
fn length(text: &str) -> Option<Span> {
    match text.parse::<u32>() {
        Ok(minutes) => Some(Span::from_mins(i64::from(minutes))),
        Err(_) => parse_duration(text),
    }
}

pub(super) fn amount(text: &str) -> Result<Amount, BadValue> {
    let (sign, rest) = match text.strip_prefix(['-', '−']) {
        Some(rest) => (-1, rest),
        None => (1, text.strip_prefix('+').unwrap_or(text)),
    };
    let span = length(rest)
        .filter(|span| span.is_positive())
        .ok_or(BadValue::Amount)?;
    Ok(Amount(if sign < 0 { -span } else { span }))
}

pub(super) fn positive_amount(text: &str) -> Result<Amount, BadValue> {
    amount(text)
        .ok()
        .filter(|amount| amount.0.is_positive())
        .ok_or(BadValue::Duration)
}

pub(super) fn until(text: &str) -> Result<Until, BadValue> {
    if let Some(time) = parse_time(text) {
        return Ok(Until::Clock(time));
    }
    text.replace(' ', "T")
        .parse::<DateTime>()
        .map(Until::At)
        .map_err(|_| BadValue::Until)
}

pub(super) fn date(text: &str) -> Result<Date, BadValue> {
    parse_date(text).ok_or(BadValue::Date)
}

pub(super) fn verdict(text: &str) -> Result<Verdict, BadValue> {
    match text.to_lowercase().as_str() {
        "yes" | "y" | "có" | "co" | "ok" => Ok(Verdict::Yes),
        "no" | "n" | "không" | "khong" => Ok(Verdict::No),
        _ => Err(BadValue::Verdict),
    }
}

fn days(text: &str) -> Option<Days> {
    Some(match text {
        "default" | "all" | "moingay" => Days::All,
        "weekdays" | "ngaythuong" => Days::Weekdays,
        "weekends" | "cuoituan" => Days::Weekends,
        "monday" | "mon" | "t2" => Days::Day(Weekday::Monday),
        "tuesday" | "tue" | "t3" => Days::Day(Weekday::Tuesday),
        "wednesday" | "wed" | "t4" => Days::Day(Weekday::Wednesday),
        "thursday" | "thu" | "t5" => Days::Day(Weekday::Thursday),
        "friday" | "fri" | "t6" => Days::Day(Weekday::Friday),
        "saturday" | "sat" | "t7" => Days::Day(Weekday::Saturday),
        "sunday" | "sun" | "cn" => Days::Day(Weekday::Sunday),
        _ => return None,
    })
}

fn is_none(text: &str) -> bool {
    matches!(text, "none" | "khong" | "không")
}

fn rule<T>(text: &str, read: impl Fn(&str) -> Option<T>) -> Option<Rule<T>> {
    if is_none(text) {
        Some(Rule::None)
    } else {
        read(text).map(Rule::Set)
    }
}

/// `1h30m`, `none`, `weekdays=1h,weekends=2h`.
pub(super) fn duration_rules(text: &str) -> Result<DurationRules, BadValue> {
    text.split([',', ';', ' '])
        .filter(|part| !part.is_empty())
        .map(|part| match part.split_once('=') {
            Some((day, value)) => Some((days(day)?, rule(value, length)?)),
            None => Some((Days::All, rule(part, length)?)),
        })
        .collect::<Option<Vec<_>>>()
        .filter(|rules| !rules.is_empty())
        .map(DurationRules)
        .ok_or(BadValue::DurationRules)
}

/// `16:00-20:30`, `none`, `weekdays=16:00-20:30;weekends=08:00-11:30,14:00-21:00`.
pub(super) fn range_rules(text: &str) -> Result<RangeRules, BadValue> {
    let ranges = |value: &str| {
        value
            .split(',')
            .map(|range| parse_range(range.trim()).ok())
            .collect::<Option<Vec<_>>>()
    };
    text.split([';', ' '])
        .filter(|part| !part.is_empty())
        .map(|part| match part.split_once('=') {
            Some((day, value)) => Some((days(day)?, rule(value, ranges)?)),
            None => Some((Days::All, rule(part, ranges)?)),
        })
        .collect::<Option<Vec<_>>>()
        .filter(|rules| !rules.is_empty())
        .map(RangeRules)
        .ok_or(BadValue::RangeRules)
}

pub(super) fn duration_or_none(text: &str) -> Result<Rule<Span>, BadValue> {
    rule(text, length).ok_or(BadValue::Duration)
}

pub(super) fn activity(text: &str) -> Result<ActivityId, BadValue> {
    let fits = (1..=32).contains(&text.len())
        && text.bytes().all(|byte| {
            byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_' || byte == b'-'
        });
    if fits {
        Ok(text.into())
    } else {
        Err(BadValue::Activity)
    }
}

pub(super) fn activity_rules(text: &str) -> Result<(ActivityId, DurationRules), BadValue> {
    let (id, rules) = text.split_once('=').ok_or(BadValue::ActivityRules)?;
    let id = activity(id).map_err(|_| BadValue::ActivityRules)?;
    let rules = duration_rules(rules).map_err(|_| BadValue::ActivityRules)?;
    Ok((id, rules))
}

pub(super) fn forced_break(text: &str) -> Result<Rule<Break>, BadValue> {
    rule(text, |text| {
        let (after, rest) = text.split_once('/')?;
        Some(Break {
            after: length(after)?,
            rest: length(rest)?,
        })
    })
    .ok_or(BadValue::Break)
}

pub(super) fn steps(text: &str) -> Result<Steps, BadValue> {
    text.split(',')
        .map(|step| length(step.trim()))
        .collect::<Option<Vec<_>>>()
        .map(Steps)
        .ok_or(BadValue::Steps)
}

pub(super) fn finish_match(text: &str) -> Result<Rule<FinishMatch>, BadValue> {
    rule(text, |text| {
        let (times, each) = text.split_once('x')?;
        Some(FinishMatch {
            times: times.trim().parse().ok()?,
            each: length(each.trim())?,
        })
    })
    .ok_or(BadValue::FinishMatch)
}

pub(super) fn at_limit(text: &str) -> Result<AtLimit, BadValue> {
    match text {
        "lock" => Ok(AtLimit::Lock),
        "logout" => Ok(AtLimit::Logout),
        "suspend" => Ok(AtLimit::Suspend),
        "shutdown" => Ok(AtLimit::Shutdown),
        "warn_only" | "warn-only" => Ok(AtLimit::WarnOnly),
        _ => Err(BadValue::AtLimit),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_have_a_sign_and_a_bare_number_is_minutes() {
        assert_eq!(amount("+15m"), Ok(Amount(Span::from_mins(15))));
        assert_eq!(amount("15"), Ok(Amount(Span::from_mins(15))));
        assert_eq!(amount("-1h30m"), Ok(Amount(Span::from_mins(-90))));
        for bad in [
            "",
            "+",
            "0",
            "0m",
            "--5m",
            "+-5",
            "5 m",
            "1.5h",
            "99999999999m",
            "x",
        ] {
            assert_eq!(amount(bad), Err(BadValue::Amount), "{bad}");
        }
        assert_eq!(positive_amount("-5"), Err(BadValue::Duration));
    }

    #[test]
    fn rules_for_days_are_read_in_both_languages() {
        let hour = |hours| Rule::Set(Span::from_hours(hours));
        let rules = |text| duration_rules(text).map(|rules| rules.0);
        assert_eq!(rules("2h"), Ok(vec![(Days::All, hour(2))]));
        assert_eq!(
            rules("weekdays=1h,weekends=3h"),
            Ok(vec![(Days::Weekdays, hour(1)), (Days::Weekends, hour(3))])
        );
        assert_eq!(
            rules("ngaythuong=1h;cn=none"),
            Ok(vec![
                (Days::Weekdays, hour(1)),
                (Days::Day(Weekday::Sunday), Rule::None)
            ])
        );
        for bad in ["", "2x", "someday=1h", "weekdays=", "=1h", "-1h"] {
            assert_eq!(duration_rules(bad), Err(BadValue::DurationRules), "{bad}");
        }
    }

    #[test]
    fn ranges_for_days_may_be_several() {
        let rules = range_rules("weekdays=16:00-20:30;weekends=08:00-11:30,14:00-21:00")
            .unwrap()
            .0;
        assert_eq!(rules.len(), 2);
        assert!(matches!(&rules[1], (Days::Weekends, Rule::Set(ranges)) if ranges.len() == 2));
        assert_eq!(
            range_rules("none"),
            Ok(RangeRules(vec![(Days::All, Rule::None)]))
        );
        assert_eq!(range_rules("25:00-26:00"), Err(BadValue::RangeRules));
    }

    #[test]
    fn a_time_to_come_is_a_clock_time_or_a_date() {
        assert_eq!(until("21:30"), Ok(Until::Clock(TimeOfDay(21 * 60 + 30))));
        assert!(matches!(until("2026-03-02T21:30"), Ok(Until::At(_))));
        assert!(matches!(until("2026-03-02 21:30"), Ok(Until::At(_))));
        assert_eq!(until("tomorrow"), Err(BadValue::Until));
    }

    #[test]
    fn answers_are_understood_in_both_languages() {
        assert_eq!(verdict("có"), Ok(Verdict::Yes));
        assert_eq!(verdict("No"), Ok(Verdict::No));
        assert_eq!(verdict("maybe"), Err(BadValue::Verdict));
    }
}
