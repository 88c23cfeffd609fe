//! What the played agent knows and answers: one passphrase, one recovery code, three days of one child. A connection is closed
//! to the history until it unlocks or resumes.

use jiff::civil::date;
use luytre_core::action::Done;
use luytre_core::health::Verdict;
use luytre_core::id::ParentId;
use luytre_core::status::{Allowances, ChildStatus, Meter, Presence, Status};
use luytre_core::summary::{DaySummary, WeekTotals};
use luytre_core::time::{Span, WallTime};
use luytre_protocol::{
    Access, AccessChanged, AccessEntry, Applied, CONSENT_TEXT, Child, ConsentRecord, ConsentState,
    Counters, Erased, Health, HistoryCursor, HistoryPage, HistoryProblem, Mode, MyWeek, PROTOCOL,
    PolicyHeader, PolicyText, Reply, Role, StoreFacts, StoreState, Today, Unlocked, Who, WireError,
};
use serde_json::Value;
use std::collections::BTreeMap;

/// The passphrase of the mother.
pub(crate) const PASSPHRASE: &str = "bốn quả cam trên bàn";
/// Every recovery code.
pub(crate) const CODE: &str = "7K2QX-M03ZT-9ABCD-EFGH0-JKMN5-PQRS8";
/// The quick code.
pub(crate) const QUICK: &str = "483920";
/// Thursday, 2026-03-05T20:15 in Vietnam.
const NOW: WallTime = WallTime(1_772_716_500_000);

/// The household.
pub(crate) const HOUSEHOLD: &str = r#"
timezone = "Asia/Ho_Chi_Minh"
language = "en"

[[parent]]
id = "me"
name = "Mẹ"
accounts = ["me"]

[[parent]]
id = "bo"
name = "Bố"
accounts = ["bo"]

[[child]]
id = "an"
name = "Bảo An"
accounts = ["an"]
"#;

/// What the agent knows.
#[derive(Debug, Default)]
pub(crate) struct State {
    pub(crate) passphrases: BTreeMap<String, String>,
    pub(crate) wrong: u32,
    pub(crate) tokens: Vec<String>,
    pub(crate) made: u32,
    pub(crate) recording: Option<(bool, bool)>,
    pub(crate) damaged: bool,
    pub(crate) asked: Vec<String>,
}

type Answer = Result<Reply, WireError>;

fn text<'a>(ask: &'a Value, field: &str) -> &'a str {
    ask[field].as_str().unwrap_or_default()
}

pub(crate) fn of_parent(
    name: &str,
    ask: &Value,
    state: &mut State,
    open: &mut bool,
    who: &Who,
) -> Answer {
    let needs_open = [
        "history",
        "erase",
        "recovery_new",
        "quick_code_set",
        "passphrase_remove",
    ];
    if needs_open.contains(&name) && !*open {
        return Err(WireError::Locked {});
    }
    let by_parent = who.role() == Role::Parent;
    let parent = match ask["parent"].as_str() {
        Some(parent) => parent.to_owned(),
        None => "me".to_owned(),
    };
    match name {
        "status" => Ok(Reply::Status(status())),
        "policy_show" => Ok(Reply::Policy(PolicyText {
            header: PolicyHeader {
                version: 1,
                at: NOW,
                by: luytre_core::event::Actor::System,
                note: String::new(),
            },
            text: HOUSEHOLD.to_owned(),
        })),
        "policy_apply" if by_parent && !*open => Err(WireError::Locked {}),
        "policy_apply" => Ok(Reply::Applied(Applied {
            version: 2,
            changes: vec![],
            unknown_accounts: vec![],
        })),
        "health" => Ok(Reply::Health(health())),
        "access" => Ok(Reply::Access(access(state, *open))),
        "unlock" => unlock(&parent, ask, state, open),
        "resume" => {
            let token = text(ask, "token").to_owned();
            if !state.tokens.contains(&token) {
                return Err(WireError::WrongSecret { wait: Span::ZERO });
            }
            *open = true;
            Ok(Reply::Unlocked(unlocked(&token)))
        }
        "close_history" => {
            state.tokens.clear();
            *open = false;
            Ok(Reply::Done(Done::Ok))
        }
        "today" if !*open => Err(WireError::Sealed {}),
        "today" => Ok(Reply::Today(Today {
            child: an().remove(0),
            day: date(2026, 2, 25),
            timezone: "Asia/Ho_Chi_Minh".to_owned(),
            screen: Span::from_mins(30),
            slots: vec![],
            activities: vec![],
            programs: vec![],
            grants: vec![],
        })),
        "history" => Ok(Reply::History(page(ask, state.damaged))),
        "erase" => Ok(Reply::Erased(Erased { days: 3, weeks: 1 })),
        "consent" => Ok(Reply::Consent(vec![consent(state.recording)])),
        "consent_set" => {
            let given = ask["given"] == true;
            let child_agreed = ask["child_agreed"] == true;
            if given && !child_agreed {
                return Err(WireError::ChildIsAsked {});
            }
            state.recording = Some((given, child_agreed));
            Ok(Reply::Consent(vec![consent(state.recording)]))
        }
        _ => change(name, ask, &parent, state, *open),
    }
}

/// Changes of the ways in.
fn change(name: &str, ask: &Value, parent: &str, state: &mut State, open: bool) -> Answer {
    let fits = |text: &str| {
        if text.chars().count() < 8 {
            Err(WireError::UnfitSecret { min: 8, max: 128 })
        } else {
            Ok(text.to_owned())
        }
    };
    let changed = |code: bool| {
        Ok(Reply::AccessChanged(AccessChanged {
            recovery: code.then(|| CODE.into()),
        }))
    };
    match name {
        "passphrase_add" => {
            let first = state.passphrases.is_empty();
            if !first && !open {
                return Err(WireError::Locked {});
            }
            let passphrase = fits(text(ask, "passphrase"))?;
            state.passphrases.insert(parent.to_owned(), passphrase);
            changed(first)
        }
        "passphrase_change" => {
            if state.passphrases.get(parent).map(String::as_str) != Some(text(ask, "old")) {
                return Err(WireError::WrongSecret { wait: Span::ZERO });
            }
            let passphrase = fits(text(ask, "new"))?;
            state.passphrases.insert(parent.to_owned(), passphrase);
            changed(false)
        }
        "passphrase_remove" if state.passphrases.len() == 1 => Err(WireError::LastWayIn {}),
        "passphrase_remove" => {
            state.passphrases.remove(parent);
            changed(false)
        }
        "recovery_new" => changed(true),
        "recovery_use" => {
            let wrong = text(ask, "code")
                .split('-')
                .zip(CODE.split('-'))
                .position(|(typed, group)| typed != group);
            if let Some(group) = wrong {
                let group = u8::try_from(group + 1).ok();
                return Err(WireError::Mistyped { group });
            }
            let passphrase = fits(text(ask, "passphrase"))?;
            state.passphrases.insert(parent.to_owned(), passphrase);
            changed(true)
        }
        "quick_code_set" => changed(false),
        other => Err(WireError::Unsupported {
            what: other.to_owned(),
        }),
    }
}

fn unlock(parent: &str, ask: &Value, state: &mut State, open: &mut bool) -> Answer {
    if state.passphrases.is_empty() {
        return Err(WireError::NoPassphrase {});
    }
    if state.passphrases.get(parent).map(String::as_str) != Some(text(ask, "passphrase")) {
        state.wrong += 1;
        let wait = if state.wrong > 5 {
            Span::from_secs(15)
        } else {
            Span::ZERO
        };
        return Err(WireError::WrongSecret { wait });
    }
    state.wrong = 0;
    state.made += 1;
    let token = format!("token-{}", state.made);
    state.tokens.push(token.clone());
    *open = true;
    Ok(Reply::Unlocked(unlocked(&token)))
}

fn unlocked(token: &str) -> Unlocked {
    Unlocked {
        token: token.into(),
        parent: Some("me".into()),
        idle: Span::from_mins(15),
    }
}

pub(crate) fn of_child(name: &str, ask: &Value) -> Answer {
    match name {
        "status" => Ok(Reply::Status(status())),
        "my_week" => Ok(Reply::MyWeek(MyWeek {
            child: "an".into(),
            week: date(2026, 3, 2),
            today: date(2026, 3, 5),
            screen: Span::from_mins(90),
            screen_today: Span::from_mins(30),
            days_used: 2,
            activities: vec![("games".into(), Span::from_mins(60))],
            weekly_left: None,
        })),
        "consent" => Ok(Reply::Consent(vec![consent(Some((true, true)))])),
        "with_code" if text(ask, "code") == QUICK => Ok(Reply::Done(Done::Ok)),
        "with_code" => Err(WireError::WrongSecret { wait: Span::ZERO }),
        other => Err(WireError::Unsupported {
            what: other.to_owned(),
        }),
    }
}

pub(crate) fn an() -> Vec<Child> {
    vec![Child {
        id: "an".into(),
        name: "Bảo An".to_owned(),
    }]
}

fn access(state: &State, unlocked: bool) -> Access {
    Access {
        passphrases: state
            .passphrases
            .keys()
            .map(|parent| AccessEntry {
                parent: ParentId::from(parent.as_str()),
                since: NOW,
            })
            .collect(),
        recovery: (!state.passphrases.is_empty()).then_some(NOW),
        quick_codes: vec![],
        waiting: 2,
        unlocked,
    }
}

fn consent(recording: Option<(bool, bool)>) -> ConsentState {
    ConsentState {
        child: "an".into(),
        name: "Bảo An".to_owned(),
        child_is_asked: true,
        recording: recording.is_some_and(|(given, _)| given),
        last: recording.map(|(given, child_agreed)| ConsentRecord {
            at: NOW,
            child: "an".into(),
            parent: None,
            child_agreed,
            given,
            text: CONSENT_TEXT,
        }),
    }
}

/// Three days, one to a page, as far as they lie in what was asked for.
fn page(ask: &Value, damaged: bool) -> HistoryPage {
    let from = text(ask, "from");
    let after = ask["after"]["day"].as_str();
    let days = ["2026-02-25", "2026-03-02", "2026-03-04"];
    let mut left = days
        .iter()
        .filter(|day| **day >= from && **day <= text(ask, "to"))
        .filter(|day| after.is_none_or(|after| **day > after));
    let first = left.next();
    let next = left.next().and(first).map(|day| HistoryCursor {
        day: day.parse().expect("a date"),
        child: "an".into(),
    });
    let begin = after.is_none();
    HistoryPage {
        days: first.map(|day| summary(day)).into_iter().collect(),
        weeks: if begin { vec![week()] } else { vec![] },
        problems: if begin && damaged {
            vec![HistoryProblem::Changed { row: 7 }]
        } else {
            vec![]
        },
        next,
    }
}

fn week() -> WeekTotals {
    WeekTotals {
        child: "an".into(),
        week: date(2026, 2, 23),
        screen: Span::from_mins(30),
        days_used: 1,
        agreed: None,
        activities: BTreeMap::new(),
    }
}

fn summary(day: &str) -> DaySummary {
    serde_json::from_value(serde_json::json!({
        "child": "an", "day": day, "screen": 1_800_000, "agreed": 5_400_000, "left": 3_600_000,
        "activities": { "games": 1_200_000 }, "programs": { "minetest": 1_200_000 }, "hours": { "16": 1_800_000 },
        "first": null, "last": null,
    }))
    .expect("a day")
}

fn health() -> Health {
    Health {
        product: "0.1.0".to_owned(),
        protocol: PROTOCOL,
        pid: 1,
        mode: Mode::Enforcing,
        started: NOW,
        uptime: Span::from_mins(5),
        policy_version: 1,
        verdict: Verdict::Protected,
        issues: vec![],
        sources: vec![],
        store: StoreFacts {
            path: "/var/lib/luytre".to_owned(),
            state: StoreState::Good,
            waiting: 0,
        },
        counters: Counters::default(),
    }
}

fn status() -> Status {
    Status {
        at: NOW,
        timezone: "Asia/Ho_Chi_Minh".to_owned(),
        children: vec![ChildStatus {
            id: "an".into(),
            name: "Bảo An".to_owned(),
            day: date(2026, 3, 5),
            state: Presence::Active,
            blocked: false,
            reasons: vec![],
            ends_by: None,
            screen: Meter {
                used: Span::from_mins(60),
                left: None,
                until: None,
            },
            allowances: Allowances {
                daily: None,
                daily_left: None,
                weekly_left: None,
                monthly_left: None,
                until_break: None,
            },
            activities: vec![],
            programs: vec![],
            countdown: None,
            finish_match_left: None,
        }],
        requests: vec![],
        verdict: Verdict::Protected,
        issues: vec![],
    }
}
