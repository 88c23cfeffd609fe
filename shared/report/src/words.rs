//! What a review says, in words: one place for the terminal and for pages, so that both say the same.

use crate::good::Good;
use crate::period::{Period, Range};
use crate::review::{ChildReview, Measure, Per, Progress, Review, Standing};
use crate::talk::{Starter, Theme};
use jiff::civil::Date;
use luytre_core::policy::Weekday;
use luytre_core::time::Span;
use luytre_locale::{Locale, Value, capitalise};

/// A heading and a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// What it is about.
    pub name: String,
    /// What is said.
    pub text: String,
    /// Whether it deserves a second look.
    pub weight: Weight,
}

/// Whether something deserves a second look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weight {
    /// Just so.
    Plain,
    /// Worth attention.
    Attention,
}

/// "Một tuần của cả nhà".
#[must_use]
pub fn title(review: &Review, locale: &Locale) -> String {
    let period = review.range.period.name();
    locale.text("report-title", &[("period", period.into())])
}

/// "16/11 – 22/11/2026", and up to which day if it goes on.
#[must_use]
pub fn dates(review: &Review, locale: &Locale) -> String {
    let range = review.range;
    let (first, last) = (range.first.year(), range.last.year());
    let (from, to) = (
        short_date(range.first, locale),
        short_date(range.last, locale),
    );
    let text = if first == last {
        locale.text(
            "report-range",
            &[
                ("from", from.into()),
                ("to", to.into()),
                ("year", last.to_string().into()),
            ],
        )
    } else {
        locale.text(
            "report-range-years",
            &[
                ("from", from.into()),
                ("first", first.to_string().into()),
                ("to", to.into()),
                ("last", last.to_string().into()),
            ],
        )
    };
    if range.contains(review.today) && review.today < range.last {
        let day = short_date(review.today, locale);
        let so_far = locale.text("report-so-far", &[("day", day.into())]);
        format!("{text} · {so_far}")
    } else {
        text
    }
}

/// "16/11", "16 Nov".
#[must_use]
pub fn short_date(day: Date, locale: &Locale) -> String {
    let month = locale.text("month-name", &[("month", i64::from(day.month()).into())]);
    locale.text(
        "report-date-short",
        &[
            ("day", i64::from(day.day()).into()),
            ("month", month.into()),
        ],
    )
}

/// "th11", "Nov".
#[must_use]
pub fn month(day: Date, locale: &Locale) -> String {
    let month = locale.text("month-name", &[("month", i64::from(day.month()).into())]);
    locale.text("report-month", &[("month", month.into())])
}

/// "T2", "Mon".
#[must_use]
pub fn weekday(day: Date, locale: &Locale) -> String {
    locale.weekday_short(Weekday::of(day))
}

/// "dùng máy 8 giờ 15 phút · đã hẹn 10 giờ 30 phút".
#[must_use]
pub fn total(child: &ChildReview, locale: &Locale) -> String {
    let screen = locale.duration(child.screen);
    match child.agreed {
        Some(agreed) => locale.text(
            "report-total-agreed",
            &[
                ("screen", screen.into()),
                ("agreed", locale.duration(agreed).into()),
            ],
        ),
        None => locale.text("report-total", &[("screen", screen.into())]),
    }
}

/// Why there is nothing to show.
#[must_use]
pub fn empty(child: &ChildReview, locale: &Locale) -> String {
    match child.recording {
        crate::Recording::Kept => locale.plain("report-empty"),
        crate::Recording::NotKept => locale.text(
            "report-empty-not-kept",
            &[("child", child.name.as_str().into())],
        ),
    }
}

/// The mean, and how it was before. `None` while no day is over.
#[must_use]
pub fn trend(child: &ChildReview, range: Range, locale: &Locale) -> Option<String> {
    let per_name = |per| match per {
        Per::Day => "day",
        Per::Week => "week",
    };
    let Some(trend) = child.trend else {
        let over = child
            .measured()
            .filter(|(_, measure)| measure.progress == Progress::Over)
            .map(|(_, measure)| measure.screen);
        let now = crate::trend::mean(over)?;
        let per = if range.period.by_weeks() {
            Per::Week
        } else {
            Per::Day
        };
        return Some(locale.text(
            "report-mean",
            &[
                ("now", locale.duration(now).into()),
                ("per", per_name(per).into()),
            ],
        ));
    };
    let change = trend.now - trend.before;
    let length = change.max(-change);
    // Less than five minutes a day is no change that a family would feel.
    let least = match trend.per {
        Per::Day => Span::from_mins(5),
        Per::Week => Span::from_mins(35),
    };
    let direction = if length < least {
        "same"
    } else if change.is_negative() {
        "less"
    } else {
        "more"
    };
    Some(locale.text(
        "report-trend",
        &[
            ("now", locale.duration(trend.now).into()),
            ("per", per_name(trend.per).into()),
            ("direction", direction.into()),
            ("change", locale.duration(length).into()),
            ("than", range.period.name().into()),
            ("count", trend.count.into()),
        ],
    ))
}

/// What stands beside a day or a week: "còn 45 phút", "nghỉ máy".
#[must_use]
pub fn note(measure: &Measure, period: Period, locale: &Locale) -> String {
    let length = |id, span| locale.text(id, &[("length", locale.duration(span).into())]);
    let standing = match measure.standing {
        Standing::Rest => locale.plain("report-note-rest"),
        Standing::Within { given, .. } if given.as_mins() > 0 => length("report-note-given", given),
        Standing::Within { left, .. } if left.as_mins() > 0 => length("report-note-left", left),
        Standing::Within { .. } => locale.plain("report-note-exact"),
        Standing::Over { by } => length("report-note-over", by),
        Standing::Excepted => locale.plain("report-note-excepted"),
        Standing::Unlimited => String::new(),
    };
    let present = match (measure.progress, period) {
        (Progress::Over, _) => String::new(),
        (Progress::SoFar, Period::Week | Period::Month) => locale.plain("report-note-today"),
        (Progress::SoFar, Period::HalfYear | Period::Year) => locale.plain("report-note-this-week"),
    };
    let uncharged = if measure.uncharged.as_mins() > 0 {
        length("report-note-uncharged", measure.uncharged)
    } else {
        String::new()
    };
    joined(&[present, standing, uncharged])
}

/// What there is, with dots between.
#[must_use]
pub fn joined(parts: &[String]) -> String {
    let parts: Vec<&str> = parts
        .iter()
        .map(String::as_str)
        .filter(|part| !part.is_empty())
        .collect();
    parts.join(" · ")
}

/// An activity at the begin of a line: "Trò chơi".
#[must_use]
pub fn activity(id: &luytre_core::id::ActivityId, locale: &Locale) -> String {
    capitalise(&locale.activity_name(id))
}

/// What went well.
#[must_use]
pub fn good(good: &Good, locale: &Locale) -> String {
    match *good {
        Good::Kept {
            kept,
            of,
            per,
            given,
        } => locale.text(
            if given.as_mins() > 0 {
                "report-good-kept-given"
            } else {
                "report-good-kept"
            },
            &[
                ("kept", kept.into()),
                ("of", of.into()),
                (
                    "per",
                    match per {
                        Per::Day => "day".into(),
                        Per::Week => "week".into(),
                    },
                ),
            ],
        ),
        Good::LearningBeforeGames { learning, games } => locale.text(
            "report-good-learning",
            &[
                ("learning", locale.duration(learning).into()),
                ("games", locale.duration(games).into()),
            ],
        ),
        Good::RestDays { days } => locale.text("report-good-rest", &[("days", days.into())]),
        Good::AskedAndAnswered { times } => {
            locale.text("report-good-asked", &[("times", times.into())])
        }
        Good::EarlyEvenings { days, of } => locale.text(
            "report-good-early",
            &[("days", days.into()), ("of", of.into())],
        ),
        Good::NeverLate { .. } => locale.plain("report-good-never-late"),
        Good::NoLockNeeded { days } => locale.text("report-good-no-lock", &[("days", days.into())]),
        Good::Learnt { span } => locale.text(
            "report-good-learnt",
            &[("length", locale.duration(span).into())],
        ),
    }
}

/// Late use, requests, grants, guard warnings, stopped programs: what there was.
#[must_use]
pub fn facts(child: &ChildReview, locale: &Locale) -> Vec<Row> {
    let mut rows = Vec::new();
    let mut add = |id: &str, text: String, weight| {
        if !text.is_empty() {
            rows.push(Row {
                name: locale.plain(id),
                text,
                weight,
            });
        }
    };
    add("report-row-late", late(child, locale), Weight::Attention);
    add(
        "report-row-requests",
        requests(child, locale),
        if child.requests.expired > 0 {
            Weight::Attention
        } else {
            Weight::Plain
        },
    );
    add("report-row-grants", grants(child, locale), Weight::Plain);
    add(
        "report-row-matches",
        times("report-matches", child.grants.matches, locale),
        Weight::Plain,
    );
    let kinds: Vec<(String, u32)> = child
        .guard
        .iter()
        .map(|(kind, times)| {
            let kind = kind.replace('_', " ");
            let known = kind.replace(' ', "_");
            let name = locale.text("report-kind", &[("kind", known.as_str().into())]);
            (if name == known { kind } else { name }, *times)
        })
        .collect();
    add(
        "report-row-guard",
        counted(&kinds, locale),
        Weight::Attention,
    );
    add(
        "report-row-stopped",
        counted(&child.stopped, locale),
        Weight::Plain,
    );
    let limits = [
        times("report-warnings", child.warnings, locale),
        times("report-locks", child.locks, locale),
        times("report-refused", child.logins_refused, locale),
    ];
    add("report-row-limits", joined(&limits), Weight::Plain);
    rows
}

fn times(id: &str, times: u32, locale: &Locale) -> String {
    if times == 0 {
        String::new()
    } else {
        locale.text(id, &[("times", times.into())])
    }
}

/// "Minecraft 3 lần · Roblox 1 lần"; at most five.
fn counted(list: &[(String, u32)], locale: &Locale) -> String {
    let parts: Vec<String> = list
        .iter()
        .filter(|(_, times)| *times > 0)
        .take(5)
        .map(|(what, times)| {
            locale.text(
                "report-times",
                &[("what", what.into()), ("times", (*times).into())],
            )
        })
        .collect();
    joined(&parts)
}

fn late(child: &ChildReview, locale: &Locale) -> String {
    let late = child.late;
    if late.days == 0 {
        return String::new();
    }
    let mut args: Vec<(&str, Value<'_>)> = vec![
        ("length", locale.duration(late.span).into()),
        ("days", late.days.into()),
    ];
    match late.latest {
        Some((day, time)) => {
            let clock = format!("{:02}:{:02}", time.hour(), time.minute());
            args.push(("clock", clock.into()));
            args.push(("day", short_date(day, locale).into()));
            locale.text("report-late-latest", &args)
        }
        None => locale.text("report-late", &args),
    }
}

fn requests(child: &ChildReview, locale: &Locale) -> String {
    let requests = child.requests;
    if requests.asked() == 0 {
        return String::new();
    }
    let answers = [
        times("report-requests-approved", requests.approved, locale),
        times("report-requests-denied", requests.denied, locale),
        times("report-requests-expired", requests.expired, locale),
        times("report-requests-open", requests.open, locale),
    ];
    locale.text(
        "report-requests",
        &[
            ("asked", requests.asked().into()),
            ("answers", joined(&answers).into()),
        ],
    )
}

fn grants(child: &ChildReview, locale: &Locale) -> String {
    let grants = child.grants;
    let given = if grants.gifts == 0 {
        String::new()
    } else {
        locale.text(
            "report-grants-given",
            &[
                ("length", locale.duration(grants.given).into()),
                ("times", grants.gifts.into()),
            ],
        )
    };
    let taken = if grants.taken.is_positive() {
        locale.text(
            "report-grants-taken",
            &[("length", locale.duration(grants.taken).into())],
        )
    } else {
        String::new()
    };
    joined(&[
        given,
        taken,
        times("report-grants-let-ins", grants.let_ins, locale),
        times("report-grants-free-days", grants.free_days, locale),
        times("report-grants-locks", grants.locks, locale),
    ])
}

/// Where the details come from, if not from all of the range.
#[must_use]
pub fn details(child: &ChildReview, locale: &Locale) -> Option<String> {
    let (from, to) = child.details?;
    Some(locale.text(
        "report-details",
        &[
            ("from", short_date(from, locale).into()),
            ("to", short_date(to, locale).into()),
        ],
    ))
}

/// "Thông tin riêng".
#[must_use]
pub fn theme(theme: Theme, locale: &Locale) -> String {
    let name = match theme {
        Theme::Privacy => "privacy",
        Theme::Strangers => "strangers",
        Theme::Bullying => "bullying",
        Theme::Scams => "scams",
        Theme::Balance => "balance",
        Theme::Responsibility => "responsibility",
    };
    locale.text("report-theme", &[("theme", name.into())])
}

/// The question itself.
#[must_use]
pub fn starter(starter: &Starter, locale: &Locale) -> String {
    locale.plain(starter.id)
}
