//! Every value of the core that is shown to people has its text, in both languages and for both readers.

use jiff::tz::{TimeZone, offset};
use luytre_core::action::{Effect, Notice, Reason, Refusal};
use luytre_core::event::{Actor, Subject};
use luytre_core::health::{HealthCode, Verdict};
use luytre_core::status::Presence;
use luytre_core::time::{Span, WallTime};
use luytre_locale::{Language, Locale, Voice};

/// One of each reason. The match makes a new one a compile error here, so that it cannot be forgotten.
fn reasons() -> Vec<Reason> {
    let all = vec![
        Reason::LockedByParent,
        Reason::Tamper,
        Reason::Bedtime,
        Reason::OutsideWindows,
        Reason::BreakDue,
        Reason::Monthly,
        Reason::Weekly,
        Reason::Daily,
        Reason::Activity("games".into()),
        Reason::Program {
            program: "minecraft".into(),
            activity: "games".into(),
        },
        Reason::LetInEnds {
            then: Box::new(Reason::Bedtime),
        },
        Reason::Granted,
        Reason::Approved,
        Reason::Denied,
        Reason::Expired,
        Reason::FinishMatch,
        Reason::RulesChanged,
        Reason::Health(HealthCode::ClockJump),
        Reason::Rest {
            used: Span::from_mins(30),
        },
    ];
    for reason in &all {
        match reason {
            Reason::LockedByParent
            | Reason::Tamper
            | Reason::Bedtime
            | Reason::OutsideWindows
            | Reason::BreakDue
            | Reason::Monthly
            | Reason::Weekly
            | Reason::Daily
            | Reason::Activity(_)
            | Reason::Program { .. }
            | Reason::LetInEnds { .. }
            | Reason::Granted
            | Reason::Approved
            | Reason::Denied
            | Reason::Expired
            | Reason::FinishMatch
            | Reason::RulesChanged
            | Reason::Health(_)
            | Reason::Rest { .. } => {}
        }
    }
    all
}

const EFFECTS: [Effect; 13] = [
    Effect::Warn,
    Effect::Countdown,
    Effect::Lock,
    Effect::Relock,
    Effect::UnlockAllowed,
    Effect::Logout,
    Effect::RefuseLogin,
    Effect::Terminate,
    Effect::RefuseExec,
    Effect::Notice,
    Effect::Health,
    Effect::Request,
    Effect::Answer,
];

const CODES: [HealthCode; 21] = [
    HealthCode::NotSetUp,
    HealthCode::CannotEnforce,
    HealthCode::ClockJump,
    HealthCode::ClockBehind,
    HealthCode::ClockUnconfirmed,
    HealthCode::PresenceContradicted,
    HealthCode::PresenceOnlyClaimed,
    HealthCode::LockNotWorking,
    HealthCode::StoreRestored,
    HealthCode::StoreLost,
    HealthCode::StoreNotWritable,
    HealthCode::NoSessionManager,
    HealthCode::ProcessesPolled,
    HealthCode::ChildWithoutAccount,
    HealthCode::UnknownAccount,
    HealthCode::ChildIsAdministrator,
    HealthCode::LoginNotChecked,
    HealthCode::HistoryUnprotected,
    HealthCode::HistoryPaused,
    HealthCode::HistoryChanged,
    HealthCode::BackupFailing,
];

fn locales() -> [Locale; 2] {
    [Language::Vi, Language::En]
        .map(|language| Locale::new(language).in_zone(TimeZone::fixed(offset(7))))
}

/// A text people can read: not empty, nothing left unfilled, no marker for "unknown" shown, no double blanks.
fn readable(text: &str, what: &str) {
    assert!(!text.trim().is_empty(), "{what} is empty");
    for bad in ["{", "$", "none", "  ", " .", "..", " ,"] {
        assert!(!text.contains(bad), "{what} contains {bad:?}: {text}");
    }
}

#[test]
fn every_notice_can_be_read_by_children_and_parents() {
    let at = WallTime(1_772_456_400_000);
    for locale in locales() {
        for effect in EFFECTS {
            for reason in reasons() {
                for subject in [
                    Subject::Screen,
                    Subject::Activity("games".into()),
                    Subject::Program("minecraft".into()),
                ] {
                    for (left, until) in [
                        (None, None),
                        (Some(Span::from_mins(15)), Some(at + Span::from_mins(15))),
                        (Some(Span::ZERO), None),
                    ] {
                        let notice = Notice {
                            at,
                            child: Some("an".into()),
                            effect,
                            subject: subject.clone(),
                            reason: Some(reason.clone()),
                            left,
                            until,
                        };
                        for voice in [Voice::Child, Voice::Parent] {
                            let text = locale.notice(&notice, voice);
                            readable(&text.line(), &format!("{effect:?} {reason:?} {voice:?}"));
                            assert!(text.line().chars().count() <= 300, "{}", text.line());
                        }
                    }
                }
            }
        }
    }
}

#[test]
fn a_notice_without_a_reason_still_says_something() {
    for locale in locales() {
        for effect in EFFECTS {
            let notice = Notice {
                at: WallTime(0),
                child: None,
                effect,
                subject: Subject::Screen,
                reason: None,
                left: None,
                until: None,
            };
            for voice in [Voice::Child, Voice::Parent] {
                assert!(!locale.notice(&notice, voice).title.is_empty());
            }
        }
    }
}

#[test]
fn reasons_states_and_verdicts_have_their_words() {
    for locale in locales() {
        for reason in reasons() {
            readable(&locale.reason(&reason), &format!("{reason:?}"));
            readable(&locale.ends_by(&reason), &format!("{reason:?}"));
        }
        for presence in [
            Presence::Active,
            Presence::Idle,
            Presence::Locked,
            Presence::Away,
            Presence::Offline,
        ] {
            readable(&locale.presence(presence), &format!("{presence:?}"));
        }
        for verdict in [
            Verdict::Protected,
            Verdict::Weaker,
            Verdict::WatchOnly,
            Verdict::Off,
        ] {
            readable(&locale.verdict(verdict), &format!("{verdict:?}"));
        }
        for actor in [
            Actor::System,
            Actor::Parent("me".into()),
            Actor::Child("an".into()),
            Actor::Agent,
        ] {
            readable(&locale.actor(&actor), &format!("{actor:?}"));
        }
    }
}

#[test]
fn every_issue_says_what_why_and_what_to_do() {
    for locale in locales() {
        for code in CODES {
            for about in [None, Some("an")] {
                let text = locale.health_code(code, about);
                readable(&text.what, code.as_str());
                assert!(
                    !text.what.ends_with('.'),
                    "{}: a title has no full stop",
                    text.what
                );
                // Commands and settings may stand in these two, so only their being there is looked at.
                assert!(
                    text.why.ends_with('.') && text.remedy.ends_with('.'),
                    "{}",
                    code.as_str()
                );
            }
        }
    }
}

#[test]
fn every_refusal_says_why() {
    let all = [
        Refusal::UnknownChild { child: "x".into() },
        Refusal::UnknownSubject {
            subject: Subject::Activity("x".into()),
        },
        Refusal::UnknownSession {
            session: "c2".into(),
        },
        Refusal::BadSpan,
        Refusal::BadTime,
        Refusal::CarerLimit {
            left: Span::from_mins(5),
        },
        Refusal::CarerMayNot,
        Refusal::NotAllowed {
            by: Actor::Child("an".into()),
        },
        Refusal::RequestWaiting,
        Refusal::TooManyRequests { limit: 5 },
        Refusal::NoRequest,
        Refusal::NoTurnsLeft,
        Refusal::WallStands {
            reason: Reason::Bedtime,
        },
        Refusal::WrongPin,
        Refusal::TooLong { limit: 500 },
        Refusal::NoHousehold,
    ];
    for locale in locales() {
        for refusal in &all {
            for voice in [Voice::Child, Voice::Parent] {
                readable(&locale.refusal(refusal, voice), &format!("{refusal:?}"));
            }
        }
    }
}
