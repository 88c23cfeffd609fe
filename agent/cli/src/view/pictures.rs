//! What every view looks like, letter by letter: both languages, narrow and wide. The expected texts are in
//! `tests/pictures/`; `LUYTRE_WRITE_PICTURES=1 cargo test` writes them anew, and the diff is what has to be looked at.

use super::samples::{HOUSEHOLD, at, day, evening, locale, watching};
use super::{changes, doctor, json, rules, status, today};
use crate::output::{Line, plain, width_of};
use luytre_core::health::{HealthCode, HealthIssue, Verdict};
use luytre_core::household;
use luytre_core::status::Status;
use luytre_core::time::Span;
use luytre_locale::{Language, Locale, Voice};
use luytre_protocol::{
    Counters, Health, Mode, PROTOCOL, RuleChange, SourceFact, StoreFacts, StoreState,
};
use std::path::Path;

fn compare(name: &str, found: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/pictures/{name}.txt"));
    if std::env::var_os("LUYTRE_WRITE_PICTURES").is_some() {
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, found).unwrap();
        return;
    }
    let expected = std::fs::read_to_string(&path)
        .unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    assert_eq!(found, expected, "{name} looks different");
}

/// Two parents can open the history, days wait, and of three children one agreed alone, one with a parent, one not.
pub(super) fn history() -> doctor::History {
    use luytre_protocol::{Access, AccessEntry, ConsentRecord, ConsentState};
    let entry = |parent: &str, since: &str| AccessEntry {
        parent: parent.into(),
        since: at(since),
    };
    let consent = |child: &str, name: &str, last: Option<(bool, bool)>| ConsentState {
        child: child.into(),
        name: name.to_owned(),
        child_is_asked: true,
        recording: last.is_some_and(|(given, _)| given),
        last: last.map(|(given, child_agreed)| ConsentRecord {
            at: at("2026-02-27T12:00:00Z"),
            child: child.into(),
            parent: Some("me".into()),
            child_agreed,
            given,
            text: luytre_protocol::CONSENT_TEXT,
        }),
    };
    doctor::History {
        access: Access {
            passphrases: vec![
                entry("me", "2026-02-27T12:05:00Z"),
                entry("bo", "2026-03-01T12:05:00Z"),
            ],
            recovery: Some(at("2026-02-27T12:05:00Z")),
            quick_codes: vec![],
            waiting: 2,
            unlocked: false,
        },
        consents: vec![
            consent("an", "Nguyễn Hoàng Bảo An", Some((true, true))),
            consent("binh", "Bình", Some((true, false))),
            consent("chi", "Chi", Some((false, false))),
            consent("dung", "Dũng", None),
        ],
    }
}

/// Draws a view in both languages at three widths, and looks that nothing is wider than asked for.
pub(super) fn draw(name: &str, view: &dyn Fn(&Locale, usize) -> Vec<Line>) {
    for (language, code) in [(Language::Vi, "vi"), (Language::En, "en")] {
        let mut all = String::new();
        for width in [40, 80, 120] {
            let text = plain(&view(&locale(language), width));
            for line in text.lines() {
                assert!(
                    width_of(line) <= width,
                    "{name} {code}: wider than {width}: {line}"
                );
                assert_eq!(line, line.trim_end(), "{name} {code}: blanks at the end");
            }
            all.push_str(&format!("── {width} ──\n{text}"));
        }
        compare(&format!("{name}.{code}"), &all);
    }
}

fn draw_status(name: &str, value: &Status, voice: Voice) {
    draw(name, &|locale, width| {
        status::status(value, locale, voice, width)
    });
}

#[test]
fn an_evening() {
    draw_status("status-evening", &evening(), Voice::Parent);
}

#[test]
fn an_evening_as_a_child_sees_it() {
    let mut status = evening();
    status.children.truncate(1);
    draw_status("status-child", &status, Voice::Child);
}

#[test]
fn an_agent_of_ones_own() {
    draw_status("status-watching", &watching(), Voice::Parent);
}

#[test]
fn nobody_is_there_yet() {
    let mut status = evening();
    status.children.clear();
    status.requests.clear();
    status.verdict = Verdict::Off;
    status.issues = vec![HealthIssue {
        code: HealthCode::NotSetUp,
        since: status.at,
        about: None,
    }];
    draw_status("status-empty", &status, Voice::Parent);
}

#[test]
fn a_long_day_and_a_name_that_fills_the_line() {
    let mut status = evening();
    status.children.truncate(1);
    let child = &mut status.children[0];
    child.name = "Công Tằng Tôn Nữ Hoàng Thị Ngọc Bảo Trân Châu Thiên Hương Quỳnh".to_owned();
    child.allowances.daily = Some(Span::from_hours(16));
    child.allowances.daily_left = Some(Span::from_hours(11));
    child.screen.left = Some(Span::from_hours(11));
    child.countdown = Some((
        luytre_core::event::Subject::Screen,
        status.at + Span::from_secs(45),
    ));
    draw_status("status-long", &status, Voice::Parent);
}

#[test]
fn a_day() {
    draw("today", &|locale, width| {
        today::today(&day(), day().day, locale, width)
    });
}

#[test]
fn a_day_without_use() {
    let mut day = day();
    day.slots.clear();
    day.activities.clear();
    day.programs.clear();
    day.grants.clear();
    day.screen = Span::ZERO;
    let present = day.day.tomorrow().unwrap();
    draw("today-empty", &|locale, width| {
        today::today(&day, present, locale, width)
    });
}

#[test]
fn rules_in_plain_words() {
    let household = household::parse(HOUSEHOLD).unwrap();
    draw("rules", &|locale, width| {
        rules::rules(
            &household,
            &household.children[0],
            locale,
            Voice::Child,
            width,
        )
    });
}

#[test]
fn what_changes() {
    let change =
        |path: &str, before: Option<&str>, after: Option<&str>, direction: &str| RuleChange {
            path: path.to_owned(),
            before: before.map(str::to_owned),
            after: after.map(str::to_owned),
            direction: direction.to_owned(),
        };
    let list = [
        change("child.an.screen.daily", Some("1h"), Some("2h"), "loosens"),
        change("child.an.screen.weekly", None, Some("12h"), "tightens"),
        change(
            "child.an.screen.windows",
            Some("16:00-20:00"),
            Some("15:00-19:00"),
            "mixed",
        ),
        change("language", Some("vi"), None, "neutral"),
    ];
    draw("changes", &|locale, width| {
        changes::changes(&list, locale, width)
    });
    draw("changes-none", &|locale, width| {
        changes::changes(&[], locale, width)
    });
}

#[test]
fn a_doctor_s_findings() {
    let now = at("2026-03-02T13:15:00Z");
    let issue = |code, about: Option<&str>| HealthIssue {
        code,
        since: at("2026-03-01T09:00:00Z"),
        about: about.map(str::to_owned),
    };
    let health = Health {
        product: "0.1.0".to_owned(),
        protocol: PROTOCOL,
        pid: 4711,
        mode: Mode::Enforcing,
        started: at("2026-03-02T00:10:00Z"),
        uptime: Span::from_mins(13 * 60 + 5),
        policy_version: 3,
        verdict: Verdict::Weaker,
        issues: vec![
            issue(HealthCode::ClockUnconfirmed, None),
            issue(HealthCode::ChildIsAdministrator, Some("an")),
        ],
        sources: vec![
            SourceFact {
                area: "sessions".to_owned(),
                source: "logind".to_owned(),
                detail: None,
            },
            SourceFact {
                area: "processes".to_owned(),
                source: "scan".to_owned(),
                detail: Some("no netlink connector here".to_owned()),
            },
        ],
        store: StoreFacts {
            path: "/var/lib/luytre".to_owned(),
            state: StoreState::Good,
            waiting: 0,
        },
        counters: Counters::default(),
    };
    draw("doctor", &|locale, width| {
        doctor::doctor(
            &health,
            Some(&history()),
            now,
            doctor::Counters::Show,
            locale,
            width,
        )
    });
}

#[test]
fn the_shape_for_scripts_is_the_promised_one() {
    let value = json::status(&evening(), &locale(Language::En));
    let expected = serde_json::json!({
        "children": [
            {
                "id": "an", "name": "Nguyễn Hoàng Bảo An", "state": "active", "blocked": false, "reasons": [],
                "screen": { "used_s": 4500, "left_s": 2700, "until": "2026-03-02T14:00:00Z" },
                "activities": {
                    "games": { "used_s": 2700, "left_s": 900 },
                    "learning": { "used_s": 1500, "left_s": 2700 },
                    "social": { "used_s": 0, "left_s": 0 },
                },
            },
            {
                "id": "binh", "name": "Bình", "state": "locked", "blocked": true, "reasons": ["bedtime", "daily"],
                "screen": { "used_s": 3600, "left_s": 0, "until": "2026-03-02T23:30:00Z" },
                "activities": {},
            },
        ],
        "requests": [{
            "child": "an", "minutes": 15, "for": "games", "why": "cho con nốt ván này với ạ",
            "asked": "2026-03-02T13:10:00Z", "until": "2026-03-02T14:10:00Z",
        }],
        "health": { "verdict": "protected", "issues": [] },
    });
    assert_eq!(value, expected);
    let watching = json::status(&watching(), &locale(Language::En));
    assert_eq!(
        watching["children"][0]["screen"]["left_s"],
        serde_json::Value::Null
    );
    assert_eq!(
        watching["health"],
        serde_json::json!({
            "verdict": "watch_only",
            "issues": [{ "code": "cannot_enforce", "text": "Lũy Tre only watches and cannot lock" }],
        })
    );
}
