//! The numbers for spreadsheets and programs.
//!
//! Lengths are whole seconds, rounded down; instants are UTC in RFC 3339; days are `YYYY-MM-DD` as the child's day counts.
//! Nothing is left out, and there are no words to translate.

use crate::good::Good;
use crate::review::{Bar, ChildReview, Known, Per, Progress, Review, Standing};
use crate::talk::{Because, Theme};
use jiff::Timestamp;
use luytre_core::summary::{DaySummary, RequestAnswer, WeekTotals};
use luytre_core::time::{Span, WallTime};
use serde_json::{Value, json};
use std::fmt::Write as _;

/// Version of the shapes of [`to_json`] and [`review_to_json`]. Members are added, never changed.
pub const JSON_VERSION: u32 = 1;

/// Columns of [`to_csv`], in order.
///
/// | column | meaning |
/// |---|---|
/// | `child`, `day` | whose, and which of the child's days |
/// | `screen_s` | charged screen time |
/// | `uncharged_s` | use that was not charged |
/// | `agreed_s` | screen time agreed for the day, without grants; empty where nothing limits |
/// | `granted_s` | minutes given; negative where more was taken away |
/// | `left_s` | left at the day's end; empty where nothing limits |
/// | `first`, `last` | begin of the first and end of the last use |
/// | `late_s` | use while the child should be asleep |
/// | `warnings`, `locks`, `logins_refused` | how often |
/// | `requests`, `requests_approved`, `requests_denied`, `requests_expired` | how often |
/// | `grants` | exceptions made |
/// | `activities`, `programs` | `id=seconds`, with `; ` between |
/// | `guard`, `stopped` | `kind=times`, with `; ` between |
/// | `h00` … `h23` | screen time in that hour of the clock |
pub const COLUMNS: [&str; 21] = [
    "child",
    "day",
    "screen_s",
    "uncharged_s",
    "agreed_s",
    "granted_s",
    "left_s",
    "first",
    "last",
    "late_s",
    "warnings",
    "locks",
    "logins_refused",
    "requests",
    "requests_approved",
    "requests_denied",
    "requests_expired",
    "grants",
    "activities",
    "programs",
    "guard",
];

/// Days as comma-separated values (RFC 4180: CRLF, a header, quotes doubled), in UTF-8. Columns: [`COLUMNS`], `stopped`,
/// and 24 hours. A text that a spreadsheet would take for a formula gets an apostrophe before it.
#[must_use]
pub fn to_csv(days: &[DaySummary]) -> String {
    let mut out = String::with_capacity(512 + days.len() * 320);
    let hours: Vec<String> = (0..24).map(|hour| format!("h{hour:02}")).collect();
    let header = COLUMNS.iter().copied().chain(["stopped"]);
    line(
        &mut out,
        header.chain(hours.iter().map(String::as_str)).map(text),
    );
    for day in days {
        let answers = |answer: RequestAnswer| {
            let requests = day.requests.iter();
            requests
                .filter(|one| one.answer == Some(answer))
                .count()
                .to_string()
        };
        let mut cells = vec![
            text(day.child.as_str()),
            day.day.to_string(),
            seconds(day.screen),
            seconds(day.uncharged),
            day.agreed.map(seconds).unwrap_or_default(),
            seconds(day.granted),
            day.left.map(seconds).unwrap_or_default(),
            day.first.map(instant).unwrap_or_default(),
            day.last.map(instant).unwrap_or_default(),
            seconds(day.late),
            day.warnings.to_string(),
            day.locks.to_string(),
            day.logins_refused.to_string(),
            day.requests.len().to_string(),
            answers(RequestAnswer::Approved),
            answers(RequestAnswer::Denied),
            answers(RequestAnswer::Expired),
            day.grants.len().to_string(),
            pairs(
                day.activities
                    .iter()
                    .map(|(id, span)| (id.as_str(), seconds(*span))),
            ),
            pairs(
                day.programs
                    .iter()
                    .map(|(id, span)| (id.as_str(), seconds(*span))),
            ),
            pairs(
                day.guard
                    .iter()
                    .map(|(kind, times)| (kind.as_str(), times.to_string())),
            ),
            pairs(
                day.stopped
                    .iter()
                    .map(|(id, times)| (id.as_str(), times.to_string())),
            ),
        ];
        cells.extend((0..24).map(|hour| {
            let span = day.hours.get(&hour).copied().unwrap_or_default();
            seconds(span)
        }));
        line(&mut out, cells.into_iter());
    }
    out
}

/// Weeks as comma-separated values: `child`, `week` (first day), `screen_s`, `days_used`, `agreed_s`, `activities`.
#[must_use]
pub fn weeks_to_csv(weeks: &[WeekTotals]) -> String {
    let mut out = String::new();
    let header = [
        "child",
        "week",
        "screen_s",
        "days_used",
        "agreed_s",
        "activities",
    ];
    line(&mut out, header.into_iter().map(text));
    for week in weeks {
        let cells = [
            text(week.child.as_str()),
            week.week.to_string(),
            seconds(week.screen),
            week.days_used.to_string(),
            week.agreed.map(seconds).unwrap_or_default(),
            pairs(
                week.activities
                    .iter()
                    .map(|(id, span)| (id.as_str(), seconds(*span))),
            ),
        ];
        line(&mut out, cells.into_iter());
    }
    out
}

fn line(out: &mut String, cells: impl Iterator<Item = String>) {
    for (index, cell) in cells.enumerate() {
        if index > 0 {
            out.push(',');
        }
        out.push_str(&cell);
    }
    out.push_str("\r\n");
}

/// A text as a cell. Our own numbers never come here, so that a negative one stays a number.
fn text(text: &str) -> String {
    // What a spreadsheet skips before it looks for a formula must not hide one.
    let risky = text
        .trim_start()
        .starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠'])
        || text.starts_with(['\t', '\r', '\n']);
    let guarded = if risky {
        format!("'{text}")
    } else {
        text.to_owned()
    };
    if risky || guarded.contains([',', '"', '\r', '\n', ';', '\t']) {
        format!("\"{}\"", guarded.replace('"', "\"\""))
    } else {
        guarded
    }
}

fn pairs<'a>(pairs: impl Iterator<Item = (&'a str, String)>) -> String {
    let mut all = String::new();
    for (name, value) in pairs {
        if !all.is_empty() {
            all.push_str("; ");
        }
        // Writing to a string does not fail.
        let written = write!(all, "{name}={value}");
        debug_assert!(written.is_ok());
    }
    text(&all)
}

fn seconds(span: Span) -> String {
    span.as_secs().to_string()
}

/// RFC 3339 in UTC, to the second; empty beyond the years that there are.
fn instant(at: WallTime) -> String {
    Timestamp::from_millisecond(at.0 - at.0.rem_euclid(1000))
        .map(|at| at.to_string())
        .unwrap_or_default()
}

/// Days and weeks as JSON: `{"version", "days": […], "weeks": […]}`. Days have the columns of [`to_csv`] as members, lists
/// as objects, requests and grants one by one.
#[must_use]
pub fn to_json(days: &[DaySummary], weeks: &[WeekTotals]) -> Value {
    json!({
        "version": JSON_VERSION,
        "days": days.iter().map(day).collect::<Vec<_>>(),
        "weeks": weeks.iter().map(|week| json!({
            "child": week.child,
            "week": week.week,
            "screen_s": week.screen.as_secs(),
            "days_used": week.days_used,
            "agreed_s": week.agreed.map(Span::as_secs),
            "activities": lengths(week.activities.iter()),
        })).collect::<Vec<_>>(),
    })
}

fn lengths<'a, Id: ToString + 'a>(spans: impl Iterator<Item = (&'a Id, &'a Span)>) -> Value {
    spans
        .map(|(id, span)| (id.to_string(), Value::from(span.as_secs())))
        .collect::<serde_json::Map<_, _>>()
        .into()
}

fn day(day: &DaySummary) -> Value {
    json!({
        "child": day.child,
        "day": day.day,
        "screen_s": day.screen.as_secs(),
        "uncharged_s": day.uncharged.as_secs(),
        "agreed_s": day.agreed.map(Span::as_secs),
        "granted_s": day.granted.as_secs(),
        "left_s": day.left.map(Span::as_secs),
        "first": day.first.map(instant),
        "last": day.last.map(instant),
        "late_s": day.late.as_secs(),
        "warnings": day.warnings,
        "locks": day.locks,
        "logins_refused": day.logins_refused,
        "requests": day.requests.iter().map(|one| json!({
            "at": instant(one.at),
            "for": one.subject.as_str(),
            "asked_s": one.span.as_secs(),
            "answer": one.answer,
        })).collect::<Vec<_>>(),
        "grants": day.grants.iter().map(|one| {
            let mut value = serde_json::to_value(&one.grant).unwrap_or_default();
            if let Some(members) = value.as_object_mut() {
                // Lengths and instants as everywhere else here.
                if let Some(span) = members.remove("span").and_then(|span| span.as_i64()) {
                    members.insert("span_s".to_owned(), span.div_euclid(1000).into());
                }
                if let Some(until) = members.get("until").and_then(Value::as_i64) {
                    members.insert("until".to_owned(), instant(WallTime(until)).into());
                }
                members.insert("at".to_owned(), instant(one.at).into());
            }
            value
        }).collect::<Vec<_>>(),
        "activities": lengths(day.activities.iter()),
        "programs": lengths(day.programs.iter()),
        "hours": lengths(day.hours.iter()),
        "guard": day.guard,
        "stopped": day.stopped.iter().map(|(id, times)| (id.to_string(), *times)).collect::<std::collections::BTreeMap<_, _>>(),
    })
}

/// A review as JSON, for scripts: what the family sees, as numbers and names.
#[must_use]
pub fn review_to_json(review: &Review) -> Value {
    json!({
        "version": JSON_VERSION,
        "period": review.range.period.name(),
        "from": review.range.first,
        "to": review.range.last,
        "today": review.today,
        "children": review.children.iter().map(child).collect::<Vec<_>>(),
        "talk": review.starters.iter().map(|one| json!({
            "id": one.id,
            "theme": theme(one.theme),
            "because": because(one.because),
        })).collect::<Vec<_>>(),
    })
}

fn child(child: &ChildReview) -> Value {
    let amounts = |list: &[(String, Span)]| {
        let list = list
            .iter()
            .map(|(name, span)| json!({ "name": name, "s": span.as_secs() }));
        list.collect::<Vec<_>>()
    };
    let counts = |list: &[(String, u32)]| {
        let list = list
            .iter()
            .map(|(name, times)| json!({ "name": name, "times": times }));
        list.collect::<Vec<_>>()
    };
    json!({
        "id": child.id,
        "name": child.name,
        "recording": child.recording == crate::Recording::Kept,
        "days_recorded": child.recorded,
        "days_used": child.used,
        "screen_s": child.screen.as_secs(),
        "uncharged_s": child.uncharged.as_secs(),
        "agreed_s": child.agreed.map(Span::as_secs),
        "bars": child.bars.iter().map(bar).collect::<Vec<_>>(),
        "trend": child.trend.map(|trend| json!({
            "per": per(trend.per),
            "mean_s": trend.now.as_secs(),
            "before_s": trend.before.as_secs(),
            "compared": trend.count,
        })),
        "activities": child.activities.iter().map(|(id, span)| json!({ "id": id, "s": span.as_secs() })).collect::<Vec<_>>(),
        "programs": amounts(&child.programs),
        "other_programs_s": child.other_programs.as_secs(),
        "hours_s": child.hours().map(Span::as_secs),
        "details_from": child.details.map(|(from, _)| from),
        "late": {
            "s": child.late.span.as_secs(),
            "days": child.late.days,
            "latest": child.late.latest.map(|(day, time)| json!({ "day": day, "clock": format!("{:02}:{:02}", time.hour(), time.minute()) })),
        },
        "requests": {
            "asked": child.requests.asked(),
            "approved": child.requests.approved,
            "denied": child.requests.denied,
            "expired": child.requests.expired,
            "open": child.requests.open,
        },
        "grants": {
            "gifts": child.grants.gifts,
            "given_s": child.grants.given.as_secs(),
            "taken_s": child.grants.taken.as_secs(),
            "let_ins": child.grants.let_ins,
            "free_days": child.grants.free_days,
            "locks": child.grants.locks,
            "matches": child.grants.matches,
        },
        "guard": counts(&child.guard),
        "stopped": counts(&child.stopped),
        "warnings": child.warnings,
        "locks": child.locks,
        "logins_refused": child.logins_refused,
        "good": child.good.iter().map(good).collect::<Vec<_>>(),
    })
}

fn bar(bar: &Bar) -> Value {
    let (state, measure) = match &bar.known {
        Known::Ahead => ("ahead", None),
        Known::Nothing => ("nothing", None),
        Known::Measured(measure) => {
            let state = match measure.standing {
                Standing::Rest => "rest",
                Standing::Within { .. } => "within",
                Standing::Over { .. } => "over",
                Standing::Excepted => "excepted",
                Standing::Unlimited => "unlimited",
            };
            (state, Some(measure))
        }
    };
    json!({
        "from": bar.first,
        "to": bar.last,
        "state": state,
        "so_far": measure.is_some_and(|measure| measure.progress == Progress::SoFar),
        "screen_s": measure.map(|measure| measure.screen.as_secs()),
        "uncharged_s": measure.map(|measure| measure.uncharged.as_secs()),
        "agreed_s": measure.and_then(|measure| measure.agreed).map(Span::as_secs),
        "granted_s": measure.map(|measure| measure.granted.as_secs()),
    })
}

fn per(per: Per) -> &'static str {
    match per {
        Per::Day => "day",
        Per::Week => "week",
    }
}

fn good(good: &Good) -> Value {
    match *good {
        Good::Kept {
            kept,
            of,
            per: unit,
            given,
        } => json!({
            "good": "kept", "kept": kept, "of": of, "per": per(unit), "given_s": given.as_secs(),
        }),
        Good::LearningBeforeGames { learning, games } => json!({
            "good": "learning_before_games", "learning_s": learning.as_secs(), "games_s": games.as_secs(),
        }),
        Good::RestDays { days } => json!({ "good": "rest_days", "days": days }),
        Good::AskedAndAnswered { times } => json!({ "good": "asked_and_answered", "times": times }),
        Good::EarlyEvenings { days, of } => {
            json!({ "good": "early_evenings", "days": days, "of": of })
        }
        Good::NeverLate { days } => json!({ "good": "never_late", "days": days }),
        Good::NoLockNeeded { days } => json!({ "good": "no_lock_needed", "days": days }),
        Good::Learnt { span } => json!({ "good": "learnt", "s": span.as_secs() }),
    }
}

fn theme(theme: Theme) -> &'static str {
    match theme {
        Theme::Privacy => "privacy",
        Theme::Strangers => "strangers",
        Theme::Bullying => "bullying",
        Theme::Scams => "scams",
        Theme::Balance => "balance",
        Theme::Responsibility => "responsibility",
    }
}

fn because(because: Because) -> &'static str {
    match because {
        Because::Always => "always",
        Because::Contact => "contact",
        Because::Secret => "secret",
        Because::Games => "games",
        Because::Talking => "talking",
        Because::Browsing => "browsing",
        Because::Video => "video",
        Because::Learning => "learning",
        Because::Late => "late",
        Because::Asked => "asked",
        Because::Over => "over",
        Because::Kept => "kept",
        Because::Rested => "rested",
    }
}
