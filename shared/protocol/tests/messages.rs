//! Messages as bytes: what is released stays readable, and each role understands only its own.

#[path = "golden/history.rs"]
mod history;

use luytre_core::event::{Command, Subject};
use luytre_core::id::ChildId;
use luytre_core::time::{Span, WallTime};
use luytre_protocol::{
    ChildRequest, ClientFrame, CodeAction, Farewell, Hello, Outcome, PROTOCOL, ParentRequest,
    Reply, RequestEnvelope, ServerFrame, SystemRequest, Version, Vocabulary, WireError,
};
use serde_json::{Value, json};

fn an() -> ChildId {
    ChildId::from("an")
}

/// One of each request, as bytes of protocol 1.0.
fn parent_golden() -> Vec<(ParentRequest, Value)> {
    let hour = WallTime(3_600_000);
    let mut golden = vec![
        (ParentRequest::Status {}, json!({"do": "status"})),
        (ParentRequest::Subscribe {}, json!({"do": "subscribe"})),
        (ParentRequest::Health {}, json!({"do": "health"})),
        (
            ParentRequest::Today {
                child: an(),
                day: None,
            },
            json!({"do": "today", "child": "an"}),
        ),
        (
            ParentRequest::Rules { child: an() },
            json!({"do": "rules", "child": "an"}),
        ),
        (
            ParentRequest::PolicyShow { version: Some(3) },
            json!({"do": "policy_show", "version": 3}),
        ),
        (
            ParentRequest::PolicyHistory {
                before: None,
                limit: 20,
            },
            json!({"do": "policy_history", "limit": 20}),
        ),
        (
            ParentRequest::PolicyCheck { text: "x".into() },
            json!({"do": "policy_check", "text": "x"}),
        ),
        (
            ParentRequest::PolicyApply {
                text: "x".into(),
                note: "n".into(),
                mode: luytre_protocol::ApplyMode::DryRun,
                expect: Some(0),
            },
            json!({"do": "policy_apply", "text": "x", "note": "n", "mode": "dry_run", "expect": 0}),
        ),
        (
            ParentRequest::GrantMinutes {
                child: an(),
                span: Span::from_mins(15),
                subject: Subject::Activity("games".into()),
            },
            json!({"do": "grant_minutes", "child": "an", "span": 900_000, "subject": {"activity": "games"}}),
        ),
        (
            ParentRequest::LetIn {
                child: an(),
                until: hour,
            },
            json!({"do": "let_in", "child": "an", "until": 3_600_000}),
        ),
        (
            ParentRequest::FreeDay { child: an() },
            json!({"do": "free_day", "child": "an"}),
        ),
        (
            ParentRequest::LockNow {
                child: an(),
                until: None,
            },
            json!({"do": "lock_now", "child": "an"}),
        ),
        (
            ParentRequest::UnlockNow { child: an() },
            json!({"do": "unlock_now", "child": "an"}),
        ),
        (
            ParentRequest::Answer {
                child: an(),
                approve: true,
                span: None,
            },
            json!({"do": "answer", "child": "an", "approve": true}),
        ),
        (
            ParentRequest::ChooseProfile {
                session: "c2".into(),
                child: an(),
            },
            json!({"do": "choose_profile", "session": "c2", "child": "an"}),
        ),
        (
            ParentRequest::ConfirmClock {},
            json!({"do": "confirm_clock"}),
        ),
        (
            ParentRequest::Records {
                child: None,
                from: WallTime(0),
                to: hour,
                before: Some(7),
                limit: 50,
            },
            json!({"do": "records", "from": 0, "to": 3_600_000, "before": 7, "limit": 50}),
        ),
        (
            ParentRequest::Audit {
                before: None,
                limit: 50,
            },
            json!({"do": "audit", "limit": 50}),
        ),
    ];
    golden.extend(history::of_parents());
    golden
}

fn child_golden() -> Vec<(ChildRequest, Value)> {
    let mut golden = vec![
        (ChildRequest::Status {}, json!({"do": "status"})),
        (ChildRequest::Subscribe {}, json!({"do": "subscribe"})),
        (
            ChildRequest::MyRules { child: None },
            json!({"do": "my_rules"}),
        ),
        (
            ChildRequest::Today {
                child: None,
                day: None,
            },
            json!({"do": "today"}),
        ),
        (
            ChildRequest::Ask {
                child: Some(an()),
                span: Span::from_mins(10),
                subject: Subject::Screen,
                why: "Con làm nốt bài".into(),
            },
            json!({"do": "ask", "child": "an", "span": 600_000, "subject": "screen", "why": "Con làm nốt bài"}),
        ),
        (
            ChildRequest::FinishMatch { child: None },
            json!({"do": "finish_match"}),
        ),
        (
            ChildRequest::ChooseProfile {
                session: "c2".into(),
                child: an(),
                pin: Some("1234".into()),
            },
            json!({"do": "choose_profile", "session": "c2", "child": "an", "pin": "1234"}),
        ),
    ];
    golden.extend(history::of_children());
    golden
}

#[test]
fn released_requests_stay_readable() {
    for (request, bytes) in parent_golden() {
        assert_eq!(serde_json::to_value(&request).unwrap(), bytes);
        assert_eq!(ParentRequest::understand(&bytes), Ok(request));
    }
    for (request, bytes) in child_golden() {
        assert_eq!(serde_json::to_value(&request).unwrap(), bytes);
        assert_eq!(ChildRequest::understand(&bytes), Ok(request));
    }
    let check = json!({"do": "login_check", "account": "an"});
    assert_eq!(
        SystemRequest::understand(&check),
        Ok(SystemRequest::LoginCheck {
            account: "an".into()
        })
    );
}

#[test]
fn a_code_gives_minutes_locks_and_answers_and_takes_nothing_away() {
    for (action, bytes) in history::of_codes() {
        assert_eq!(serde_json::to_value(&action).unwrap(), bytes);
        assert!(action.command(an()).is_some(), "{bytes}");
        assert_eq!(serde_json::from_value::<CodeAction>(bytes).unwrap(), action);
    }
    for minutes in [0, -15] {
        let action = CodeAction::Minutes {
            span: Span::from_mins(minutes),
            subject: Subject::Screen,
        };
        assert_eq!(action.command(an()), None);
    }
}

#[test]
fn no_secret_of_a_request_prints() {
    let all = parent_golden()
        .into_iter()
        .map(|(request, _)| format!("{request:?}"))
        .chain(
            child_golden()
                .into_iter()
                .map(|(request, _)| format!("{request:?}")),
        );
    for shown in all {
        for secret in ["lũy tre", "135790", "\"abc\""] {
            assert!(!shown.contains(secret), "{shown}");
        }
    }
}

#[test]
fn the_lists_of_names_are_complete() {
    let names = |golden: Vec<Value>| {
        let mut names: Vec<String> = golden
            .iter()
            .map(|ask| ask["do"].as_str().unwrap().to_owned())
            .collect();
        names.sort();
        names
    };
    let sorted = |names: &[&str]| {
        let mut names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
        names.sort();
        names
    };
    assert_eq!(
        names(parent_golden().into_iter().map(|(_, ask)| ask).collect()),
        sorted(ParentRequest::NAMES)
    );
    assert_eq!(
        names(child_golden().into_iter().map(|(_, ask)| ask).collect()),
        sorted(ChildRequest::NAMES)
    );
}

#[test]
fn a_child_has_no_decoder_for_what_only_a_parent_may_say() {
    for (_, ask) in parent_golden() {
        let name = ask["do"].as_str().unwrap();
        if ChildRequest::NAMES.contains(&name) {
            continue;
        }
        assert_eq!(
            ChildRequest::understand(&ask),
            Err(WireError::Unsupported {
                what: name.to_owned()
            })
        );
    }
    let check = json!({"do": "login_check", "account": "an"});
    assert!(matches!(
        ParentRequest::understand(&check),
        Err(WireError::Unsupported { .. })
    ));
    assert!(matches!(
        ChildRequest::understand(&check),
        Err(WireError::Unsupported { .. })
    ));
}

#[test]
fn unknown_fields_and_wrong_types_of_a_request_are_refused() {
    for ask in [
        json!({"do": "status", "child": "an"}),
        json!({"do": "grant_minutes", "child": "an", "span": 1, "subject": "screen", "force": true}),
        json!({"do": "grant_minutes", "child": "an", "span": "15m", "subject": "screen"}),
        json!({"do": "grant_minutes", "child": "an", "span": 1.5, "subject": "screen"}),
        json!({"do": "lock_now"}),
        json!({"do": "policy_apply", "text": "x"}),
        json!({"do": "audit", "limit": 70_000}),
        json!({"do": "audit", "limit": -1}),
        json!({"do": 7}),
        json!({}),
        json!([]),
        json!(null),
    ] {
        assert_eq!(
            ParentRequest::understand(&ask),
            Err(WireError::BadRequest {}),
            "{ask}"
        );
    }
}

#[test]
fn the_name_in_an_unsupported_error_is_shortened() {
    let ask = json!({"do": "ữ".repeat(10_000)});
    let Err(WireError::Unsupported { what }) = ChildRequest::understand(&ask) else {
        panic!("{ask}")
    };
    assert_eq!(what.chars().count(), 40);
}

#[test]
fn frames_of_protocol_1_0() {
    let hello = ClientFrame::Hello(Hello {
        protocol: PROTOCOL,
        product: "luytre/0.1.0".into(),
        pid: 7,
    });
    let bytes = json!({"hello": {"protocol": {"major": 1, "minor": 0}, "product": "luytre/0.1.0", "pid": 7}});
    assert_eq!(serde_json::to_value(&hello).unwrap(), bytes);
    let later = json!({"hello": {"protocol": {"major": 1, "minor": 9}, "product": "x", "pid": 7, "mood": "good"}});
    assert!(matches!(
        serde_json::from_value(later).unwrap(),
        RequestEnvelope::Hello(_)
    ));

    let request = ClientFrame::Request {
        id: 4,
        ask: ChildRequest::Status {}.into(),
    };
    let bytes = json!({"request": {"id": 4, "ask": {"do": "status"}}});
    assert_eq!(serde_json::to_value(&request).unwrap(), bytes);
    assert_eq!(
        serde_json::from_value::<RequestEnvelope>(bytes).unwrap(),
        RequestEnvelope::Request {
            id: 4,
            ask: json!({"do": "status"})
        }
    );

    let outcome = Outcome::Error(WireError::RateLimited {
        retry_after: Span::from_secs(1),
    });
    let reply = ServerFrame::Reply { id: 4, outcome };
    let bytes = json!({"reply": {"id": 4, "outcome": {"error": {"code": "rate_limited", "retry_after": 1000}}}});
    assert_eq!(serde_json::to_value(&reply).unwrap(), bytes);
    assert_eq!(serde_json::from_value::<ServerFrame>(bytes).unwrap(), reply);

    let reply = ServerFrame::Reply {
        id: 5,
        outcome: Outcome::Ok(Reply::Done(luytre_core::action::Done::Ok)),
    };
    let bytes = json!({"reply": {"id": 5, "outcome": {"ok": {"done": {"done": "ok"}}}}});
    assert_eq!(serde_json::to_value(&reply).unwrap(), bytes);

    let farewell = ServerFrame::Farewell(Farewell::TooManyConnections { limit: 8 });
    let bytes = json!({"farewell": {"code": "too_many_connections", "limit": 8}});
    assert_eq!(serde_json::to_value(&farewell).unwrap(), bytes);
}

#[test]
fn equal_majors_talk() {
    assert!(PROTOCOL.speaks_with(Version {
        major: 1,
        minor: 99
    }));
    assert!(!PROTOCOL.speaks_with(Version { major: 2, minor: 0 }));
}

#[test]
fn commands_keep_what_was_asked() {
    let ask = ChildRequest::Ask {
        child: None,
        span: Span::from_mins(5),
        subject: Subject::Screen,
        why: "x".into(),
    };
    let command = Command::Ask {
        child: an(),
        span: Span::from_mins(5),
        subject: Subject::Screen,
        why: "x".into(),
    };
    assert_eq!(ask.command(an()), Some(command));
    let lock = ParentRequest::LockNow {
        child: an(),
        until: Some(WallTime(5)),
    };
    assert_eq!(
        lock.command(),
        Some(Command::LockNow {
            child: an(),
            until: Some(WallTime(5))
        })
    );
    assert_eq!(
        ParentRequest::Audit {
            before: None,
            limit: 1
        }
        .command(),
        None
    );
}
