//! The household file around the engine: reading it, its time zone, the starter, the fallback, one child's part of it.
//! What the rules mean is not known here.

use jiff::tz::TimeZone;
use luytre_core::household::{self, Arg, Change, Direction, Problems};
use luytre_core::id::{Account, ChildId};
use luytre_core::policy::{
    AtLimit, Child, Household, Language, PerDay, ScreenRules, TimeOfDay, TimeRange,
};
use luytre_core::time::Span;
use luytre_protocol::{RuleChange, WireError, WireProblem};

/// Reads a household file, with the zones that this machine knows.
///
/// # Errors
/// Everything that is wrong with it.
pub(crate) fn read(text: &str) -> Result<Household, Problems> {
    household::parse_with(text, &|zone| TimeZone::get(zone).is_ok())
}

/// The zone of a household: its own, else the system's, else UTC.
pub(crate) fn zone_of(household: &Household) -> TimeZone {
    household
        .timezone
        .as_deref()
        .and_then(zone)
        .unwrap_or_else(system_zone)
}

fn zone(name: &str) -> Option<TimeZone> {
    TimeZone::get(name)
        .inspect_err(|error| tracing::warn!(%error, zone = name, "the time zone is not known on this machine"))
        .ok()
}

fn system_zone() -> TimeZone {
    luytre_platform::clock::time_zone()
        .as_deref()
        .and_then(zone)
        .unwrap_or(TimeZone::UTC)
}

/// A watching agent must not even ask for locks: in agreement mode the engine tells and enforces nothing.
pub(crate) fn in_agreement_mode(household: &Household) -> Household {
    let mut household = household.clone();
    for child in &mut household.children {
        child.screen.at_limit = AtLimit::WarnOnly;
    }
    household
}

/// The household of somebody who wants to see their own time: two hours a day, one of them for games, nothing enforced.
pub(crate) fn starter(account: &Account, name: &str, language: Language) -> String {
    let zone = luytre_platform::clock::time_zone().filter(|zone| TimeZone::get(zone).is_ok());
    let zone = zone
        .map(|zone| format!("timezone = {}\n", quoted(&zone)))
        .unwrap_or_default();
    let code = match language {
        Language::Vi => "vi",
        Language::En => "en",
    };
    let name: String = name.chars().filter(|c| !c.is_control()).take(64).collect();
    let name = if name.trim().is_empty() {
        account.as_str()
    } else {
        name.trim()
    };
    format!(
        r#"{zone}language = "{code}"

[[child]]
id = "me"
name = {name}
accounts = [{account}]

[child.screen]
daily = {{ default = "2h" }}
warn_at = ["15m", "5m", "1m"]
at_limit = "warn_only"

[child.activity.games]
daily = {{ default = "1h" }}
"#,
        name = quoted(name),
        account = quoted(account.as_str()),
    )
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

/// What applies when everything that was agreed is lost: half an hour a day between 7 and 20 o'clock for every child's
/// login, until a parent applies a household. Deleting data must not buy time.
pub(crate) fn fallback(accounts: &[Account]) -> Household {
    let day = TimeRange {
        from: TimeOfDay(7 * 60),
        to: TimeOfDay(20 * 60),
    };
    let children = accounts
        .iter()
        .map(|account| Child {
            id: ChildId::from(account.as_str()),
            name: account.as_str().to_owned(),
            born: None,
            accounts: vec![account.clone()],
            day_starts: TimeOfDay(0),
            idle_after: Span::from_mins(5),
            pin: None,
            screen: ScreenRules {
                daily: PerDay::all(Span::from_mins(30)),
                windows: PerDay::all(vec![day]),
                ..ScreenRules::default()
            },
            activities: Default::default(),
        })
        .collect();
    Household {
        children,
        ..Household::default()
    }
}

/// One child's part of the household: their rules, the family's programs, the calendar entries that concern them.
pub(crate) fn part_of(household: &Household, child: &ChildId) -> Option<Household> {
    let mut own = household.child(child)?.clone();
    own.pin = None;
    let calendar = household
        .calendar
        .iter()
        .filter(|entry| entry.children.is_empty() || entry.children.contains(child))
        .map(|entry| {
            let mut entry = entry.clone();
            entry.children.retain(|id| id == child);
            entry
        })
        .collect();
    Some(Household {
        parents: Vec::new(),
        children: vec![own],
        calendar,
        ..household.clone()
    })
}

/// The logins of the children, each once.
pub(crate) fn child_accounts(household: &Household) -> Vec<Account> {
    let mut accounts: Vec<Account> = household
        .children
        .iter()
        .flat_map(|child| child.accounts.iter().cloned())
        .collect();
    accounts.sort_unstable();
    accounts.dedup();
    accounts
}

/// Problems for the wire. As many as fit a frame; the rest is a number.
pub(crate) fn problems(found: &Problems) -> WireError {
    const LISTED: usize = 40;
    let listed = found.list.iter().take(LISTED);
    let problems = listed
        .map(|problem| WireProblem {
            line: problem.line,
            column: problem.column,
            path: shortened(&problem.path, 200),
            message_id: problem.message_id().to_owned(),
            args: problem
                .args()
                .into_iter()
                .map(|(name, value)| (name.to_owned(), shortened(&arg(value), 200)))
                .collect(),
        })
        .collect();
    let left_out = found.list.len().saturating_sub(LISTED);
    WireError::BadHousehold {
        problems,
        more: found
            .more
            .saturating_add(u32::try_from(left_out).unwrap_or(u32::MAX)),
    }
}

fn arg(value: Arg) -> String {
    match value {
        Arg::Text(text) => text,
        Arg::Number(number) => number.to_string(),
    }
}

fn shortened(text: &str, limit: usize) -> String {
    text.chars().take(limit).collect()
}

/// Differences for the wire; at most as many as fit a frame.
pub(crate) fn changes(before: Option<&Household>, after: &Household) -> Vec<RuleChange> {
    const LISTED: usize = 100;
    let nothing = Household::default();
    household::diff(before.unwrap_or(&nothing), after)
        .into_iter()
        .take(LISTED)
        .map(|found| change(&found))
        .collect()
}

fn change(change: &Change) -> RuleChange {
    let direction = match change.direction {
        Direction::Loosens => "loosens",
        Direction::Tightens => "tightens",
        Direction::Neutral => "neutral",
        Direction::Mixed => "mixed",
    };
    RuleChange {
        path: shortened(&change.path, 160),
        before: change.before.as_deref().map(|text| shortened(text, 120)),
        after: change.after.as_deref().map(|text| shortened(text, 120)),
        direction: direction.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_starter_is_a_valid_household_for_any_name() {
        for name in [
            "",
            "An",
            "Nguyễn \"Tí\" \\ Văn",
            "\u{7}\n",
            &"x".repeat(500),
        ] {
            let text = starter(&Account::from("an"), name, Language::Vi);
            let household = read(&text).unwrap_or_else(|problems| panic!("{problems}\n{text}"));
            assert_eq!(household.children.len(), 1);
            assert_eq!(household.children[0].screen.at_limit, AtLimit::WarnOnly);
        }
    }

    #[test]
    fn the_fallback_limits_every_login() {
        let fallback = fallback(&["an".into(), "binh".into()]);
        for child in &fallback.children {
            for day in luytre_core::policy::Weekday::ALL {
                assert_eq!(child.screen.daily.on(day), Some(&Span::from_mins(30)));
                assert_eq!(child.screen.windows.on(day).map(Vec::len), Some(1));
            }
            assert_eq!(child.screen.at_limit, AtLimit::Lock);
        }
        assert_eq!(child_accounts(&fallback).len(), 2);
    }

    #[test]
    fn a_child_sees_the_own_rules_and_no_secret() {
        let text = r#"
[[parent]]
id = "me"
name = "Mẹ"
accounts = ["mom"]
[[child]]
id = "an"
name = "An"
accounts = ["an"]
pin = "1234"
[child.screen]
daily = "1h"
[[child]]
id = "binh"
name = "Bình"
accounts = ["binh"]
pin = "9876"
[[calendar]]
name = "Trại hè"
from = "2027-06-01"
to = "2027-06-07"
children = ["binh"]
treat_as = "weekends"
"#;
        let household = read(text).unwrap();
        let part = household::render(&part_of(&household, &"an".into()).unwrap());
        assert!(read(&part).is_ok(), "{part}");
        for hidden in ["1234", "9876", "mom", "Bình", "Trại hè"] {
            assert!(!part.contains(hidden), "{hidden} in {part}");
        }
        assert!(part.contains("1h"));
    }
}
