//! How things stand, for scripts. The shape is a promise: names stay, times are UTC (RFC 3339), lengths are whole seconds.

use crate::view::doctor::History;
use jiff::Timestamp;
use luytre_core::health::{HealthIssue, Verdict};
use luytre_core::status::{Presence, Status};
use luytre_core::time::{Span, WallTime};
use luytre_locale::Locale;
use luytre_protocol::{Access, AccessEntry, ConsentState, Health, MyWeek, Today};
use serde_json::{Map, Value, json};

/// `luytre status --json`.
#[must_use]
pub fn status(status: &Status, locale: &Locale) -> Value {
    let children: Vec<Value> = status
        .children
        .iter()
        .map(|child| {
            let activities: Map<String, Value> = child
                .activities
                .iter()
                .map(|activity| {
                    let meter = &activity.meter;
                    let left = if activity.blocked { Some(Span::ZERO) } else { meter.left };
                    (activity.id.to_string(), json!({ "used_s": meter.used.as_secs(), "left_s": left.map(seconds) }))
                })
                .collect();
            let left = if child.blocked { Some(Span::ZERO) } else { child.screen.left };
            json!({
                "id": child.id.as_str(),
                "name": child.name,
                "state": presence(child.state),
                "blocked": child.blocked,
                "reasons": child.reasons.iter().map(luytre_core::action::Reason::name).collect::<Vec<_>>(),
                "screen": {
                    "used_s": child.screen.used.as_secs(),
                    "left_s": left.map(seconds),
                    "until": child.screen.until.map(instant),
                },
                "activities": activities,
            })
        })
        .collect();
    let requests: Vec<Value> = status
        .requests
        .iter()
        .map(|request| {
            json!({
                "child": request.child.as_str(),
                "minutes": request.span.as_mins(),
                "for": request.subject.as_str(),
                "why": request.why,
                "asked": instant(request.asked),
                "until": instant(request.until),
            })
        })
        .collect();
    json!({ "children": children, "requests": requests, "health": health_of(status.verdict, &status.issues, locale) })
}

/// `luytre doctor --json`.
#[must_use]
pub fn doctor(health: &Health, history: Option<&History>, locale: &Locale) -> Value {
    let mut value = health_of(health.verdict, &health.issues, locale);
    if let Some(map) = value.as_object_mut() {
        map.insert("product".to_owned(), json!(health.product));
        map.insert("pid".to_owned(), json!(health.pid));
        map.insert("mode".to_owned(), json!(health.mode));
        map.insert("started".to_owned(), json!(instant(health.started)));
        map.insert("uptime_s".to_owned(), json!(health.uptime.as_secs()));
        map.insert("policy_version".to_owned(), json!(health.policy_version));
        map.insert("sources".to_owned(), json!(health.sources));
        map.insert("store".to_owned(), json!(health.store));
        map.insert("counters".to_owned(), json!(health.counters));
        if let Some(history) = history {
            map.insert("history".to_owned(), access(&history.access));
            map.insert("consent".to_owned(), consent(&history.consents));
        }
    }
    value
}

/// `luytre passphrase show --json`.
#[must_use]
pub fn access(access: &Access) -> Value {
    let entries = |entries: &[AccessEntry]| {
        entries
            .iter()
            .map(|entry| json!({ "parent": entry.parent.as_str(), "since": instant(entry.since) }))
            .collect::<Vec<Value>>()
    };
    json!({
        "passphrases": entries(&access.passphrases),
        "recovery_since": access.recovery.map(instant),
        "quick_codes": entries(&access.quick_codes),
        "waiting_days": access.waiting,
        "unlocked": access.unlocked,
    })
}

/// `luytre consent show --json`.
#[must_use]
pub fn consent(states: &[ConsentState]) -> Value {
    let states: Vec<Value> = states
        .iter()
        .map(|state| {
            let last = state.last.as_ref().map(|last| {
                json!({
                    "at": instant(last.at),
                    "parent": last.parent.as_ref().map(luytre_core::id::ParentId::as_str),
                    "child_agreed": last.child_agreed,
                    "given": last.given,
                    "text": last.text,
                })
            });
            json!({
                "child": state.child.as_str(),
                "name": state.name,
                "child_is_asked": state.child_is_asked,
                "recording": state.recording,
                "last": last,
            })
        })
        .collect();
    json!({ "text": luytre_protocol::CONSENT_TEXT, "children": states })
}

/// `luytre week --json` at a child's login.
#[must_use]
pub fn my_week(week: &MyWeek) -> Value {
    let activities: Map<String, Value> = week
        .activities
        .iter()
        .map(|(id, span)| (id.to_string(), json!(span.as_secs())))
        .collect();
    json!({
        "child": week.child.as_str(),
        "week": week.week.to_string(),
        "today": week.today.to_string(),
        "screen_s": week.screen.as_secs(),
        "screen_today_s": week.screen_today.as_secs(),
        "days_used": week.days_used,
        "activities": activities,
        "weekly_left_s": week.weekly_left.map(seconds),
    })
}

/// `luytre today --json`, one object for each child.
#[must_use]
pub fn today(day: &Today) -> Value {
    let lengths = |list: &[(String, Span)]| {
        list.iter()
            .map(|(id, span)| (id.clone(), json!(span.as_secs())))
            .collect::<Map<String, Value>>()
    };
    let activities: Vec<_> = day
        .activities
        .iter()
        .map(|(id, span)| (id.to_string(), *span))
        .collect();
    let programs: Vec<_> = day
        .programs
        .iter()
        .map(|(id, span)| (id.to_string(), *span))
        .collect();
    let slots: Vec<Value> = day
        .slots
        .iter()
        .map(|slot| json!({ "from": instant(slot.from), "screen_s": slot.screen.as_secs(), "uncharged_s": slot.uncharged.as_secs() }))
        .collect();
    json!({
        "child": day.child.id.as_str(),
        "day": day.day.to_string(),
        "screen_s": day.screen.as_secs(),
        "activities": lengths(&activities),
        "programs": lengths(&programs),
        "slots": slots,
    })
}

fn health_of(verdict: Verdict, issues: &[HealthIssue], locale: &Locale) -> Value {
    let issues: Vec<Value> = issues
        .iter()
        .map(|issue| json!({ "code": issue.code.as_str(), "text": locale.health(issue).what }))
        .collect();
    let verdict = match verdict {
        Verdict::Protected => "protected",
        Verdict::Weaker => "weaker",
        Verdict::WatchOnly => "watch_only",
        Verdict::Off => "off",
    };
    json!({ "verdict": verdict, "issues": issues })
}

fn presence(presence: Presence) -> &'static str {
    match presence {
        Presence::Active => "active",
        Presence::Idle => "idle",
        Presence::Locked => "locked",
        Presence::Away => "away",
        Presence::Offline => "offline",
    }
}

/// Nothing left is 0, never less.
fn seconds(span: Span) -> i64 {
    span.at_least_zero().as_secs()
}

fn instant(at: WallTime) -> Value {
    let second = at.0.div_euclid(1_000);
    Timestamp::from_second(second).map_or(Value::Null, |instant| Value::String(instant.to_string()))
}
