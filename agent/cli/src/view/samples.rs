//! A family with long names, for the tests of views.

use jiff::civil::date;
use jiff::tz::TimeZone;
use luytre_core::action::Reason;
use luytre_core::event::{Actor, Subject};
use luytre_core::health::{HealthCode, HealthIssue, Verdict};
use luytre_core::record::{Grant, GrantRecord};
use luytre_core::status::{
    ActivityStatus, Allowances, ChildStatus, Meter, Presence, RequestStatus, Status,
};
use luytre_core::time::{Span, WallTime};
use luytre_locale::{Language, Locale, Names};
use luytre_protocol::{Child, Slot, Today};

/// An instant.
pub(crate) fn at(text: &str) -> WallTime {
    WallTime(text.parse::<jiff::Timestamp>().unwrap().as_millisecond())
}

fn minutes(minutes: i64) -> Span {
    Span::from_mins(minutes)
}

/// Texts for the family.
pub(crate) fn locale(language: Language) -> Locale {
    Locale::new(language)
        .in_zone(TimeZone::get("Asia/Ho_Chi_Minh").unwrap())
        .with_names(Names {
            children: [
                ("an".into(), "Nguyễn Hoàng Bảo An".to_owned()),
                ("binh".into(), "Bình".to_owned()),
            ]
            .into(),
            parents: [
                ("me".into(), "Mẹ".to_owned()),
                ("bo".into(), "Bố".to_owned()),
            ]
            .into(),
            programs: [("minecraft".into(), "Minecraft".to_owned())].into(),
        })
}

fn activity(id: &str, used: i64, left: Option<i64>, allowance: Option<i64>) -> ActivityStatus {
    ActivityStatus {
        id: id.into(),
        meter: Meter {
            used: minutes(used),
            left: left.map(minutes),
            until: None,
        },
        allowance: allowance.map(minutes),
        blocked: false,
        running: false,
        exempt: false,
    }
}

/// A Monday evening: one plays, the other is in bed.
pub(crate) fn evening() -> Status {
    let games = ActivityStatus {
        running: true,
        ..activity("games", 45, Some(15), Some(60))
    };
    let learning = ActivityStatus {
        exempt: true,
        ..activity("learning", 25, Some(45), None)
    };
    let social = ActivityStatus {
        blocked: true,
        ..activity("social", 0, Some(0), None)
    };
    let an = ChildStatus {
        id: "an".into(),
        name: "Nguyễn Hoàng Bảo An".to_owned(),
        day: date(2026, 3, 2),
        state: Presence::Active,
        blocked: false,
        reasons: vec![],
        ends_by: Some(Reason::Bedtime),
        screen: Meter {
            used: minutes(75),
            left: Some(minutes(45)),
            until: Some(at("2026-03-02T14:00:00Z")),
        },
        allowances: Allowances {
            daily: Some(minutes(150)),
            daily_left: Some(minutes(75)),
            weekly_left: Some(minutes(9 * 60 + 30)),
            monthly_left: None,
            until_break: Some(minutes(20)),
        },
        activities: vec![games, learning, social],
        programs: vec![
            ("firefox".into(), minutes(12)),
            ("minecraft".into(), minutes(45)),
            ("calc".into(), Span::from_secs(20)),
        ],
        countdown: None,
        finish_match_left: Some(2),
    };
    let binh = ChildStatus {
        id: "binh".into(),
        name: "Bình".to_owned(),
        state: Presence::Locked,
        blocked: true,
        reasons: vec![Reason::Bedtime, Reason::Daily],
        ends_by: None,
        screen: Meter {
            used: minutes(60),
            left: Some(Span::ZERO),
            until: Some(at("2026-03-02T23:30:00Z")),
        },
        allowances: Allowances {
            daily: Some(minutes(60)),
            daily_left: Some(Span::ZERO),
            weekly_left: None,
            monthly_left: None,
            until_break: None,
        },
        activities: vec![],
        programs: vec![],
        countdown: None,
        finish_match_left: None,
        ..an
    };
    Status {
        at: at("2026-03-02T13:15:00Z"),
        timezone: "Asia/Ho_Chi_Minh".to_owned(),
        children: vec![an, binh],
        requests: vec![RequestStatus {
            child: "an".into(),
            span: minutes(15),
            subject: Subject::Activity("games".into()),
            why: "cho con nốt ván này với ạ".to_owned(),
            asked: at("2026-03-02T13:10:00Z"),
            until: at("2026-03-02T14:10:00Z"),
        }],
        verdict: Verdict::Protected,
        issues: vec![],
    }
}

/// An agent of one's own: it only watches, and nothing limits.
pub(crate) fn watching() -> Status {
    let mut status = evening();
    status.requests.clear();
    status.children.truncate(1);
    let me = &mut status.children[0];
    me.name = "Mai".to_owned();
    me.ends_by = None;
    me.screen = Meter {
        used: minutes(7),
        left: None,
        until: None,
    };
    me.allowances = Allowances {
        daily: None,
        daily_left: None,
        weekly_left: None,
        monthly_left: None,
        until_break: None,
    };
    me.activities.clear();
    me.programs.clear();
    me.finish_match_left = None;
    status.verdict = Verdict::WatchOnly;
    status.issues = vec![HealthIssue {
        code: HealthCode::CannotEnforce,
        since: at("2026-03-02T13:00:00Z"),
        about: None,
    }];
    status
}

/// Bảo An's day up to then.
pub(crate) fn day() -> Today {
    let games = |span: i64| vec![("games".into(), minutes(span))];
    let slot = |time: &str, screen: i64, uncharged: i64, played: i64| Slot {
        from: at(&format!("2026-03-02T{time}:00Z")),
        screen: minutes(screen),
        uncharged: minutes(uncharged),
        activities: if played > 0 { games(played) } else { vec![] },
    };
    Today {
        child: Child {
            id: "an".into(),
            name: "Nguyễn Hoàng Bảo An".to_owned(),
        },
        day: date(2026, 3, 2),
        timezone: "Asia/Ho_Chi_Minh".to_owned(),
        screen: minutes(75),
        slots: vec![
            slot("09:00", 15, 0, 0),
            slot("09:15", 15, 0, 0),
            slot("10:30", 0, 15, 0),
            slot("10:45", 0, 10, 0),
            slot("12:00", 15, 0, 15),
            slot("12:15", 15, 0, 15),
            slot("12:30", 15, 0, 15),
        ],
        activities: vec![
            ("games".into(), minutes(45)),
            ("learning".into(), minutes(25)),
        ],
        programs: vec![
            ("minecraft".into(), minutes(45)),
            ("gcompris".into(), minutes(25)),
        ],
        grants: vec![GrantRecord {
            at: at("2026-03-02T11:55:00Z"),
            child: "an".into(),
            day: date(2026, 3, 2),
            by: Actor::Parent("me".into()),
            grant: Grant::Minutes {
                span: minutes(15),
                subject: Subject::Activity("games".into()),
            },
        }],
    }
}

/// The household of the examples.
pub(crate) const HOUSEHOLD: &str = r#"
timezone = "Asia/Ho_Chi_Minh"
language = "vi"

[[parent]]
id = "me"
name = "Mẹ"
accounts = ["parent"]

[[child]]
id = "an"
name = "Nguyễn Hoàng Bảo An"
accounts = ["an"]

[child.screen]
daily = { weekdays = "1h30m", weekends = "3h" }
weekly = "12h"
windows = { weekdays = ["16:00-20:30"], weekends = ["08:00-11:30", "14:00-21:00"] }
bedtime = { default = ["21:00-06:30"] }
break = { after = "45m", rest = "10m" }
finish_match = "3 x 5m"

[child.activity.games]
daily = { default = "1h" }
per_program_daily = "45m"
windows = { default = ["17:00-20:00"] }
[child.activity.learning]
counts = "exempt"
[child.activity.social]
counts = "blocked"

[[calendar]]
name = "Tết"
from = "2027-02-04"
to = "2027-02-12"
treat_as = "weekends"
"#;
