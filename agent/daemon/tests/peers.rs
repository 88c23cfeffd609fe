//! Who may ask what, and what happens to those who misbehave.
#![expect(clippy::unwrap_used, reason = "helpers of tests may end a test")]

mod support;

use luytre_core::action::{Done, Refusal};
use luytre_core::event::Subject;
use luytre_core::time::{Span, WallTime};
use luytre_protocol::{
    ChildRequest, ClientError, Farewell, FrameDecoder, HEADER, MAX_FRAME, Outcome, ParentRequest,
    Powers, Reply, Role, ServerEvent, ServerFrame, Who, WireError,
};
use luytre_testkit::{AN, BINH, MOM, RawConnection, STRANGER};
use serde_json::{Value, json};
use std::time::Duration;
use support::{GRANNY, HOUSE, ROOT, Rig, apply, event_that, refused};

/// What a request came to, as far as roles go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Came {
    /// It was carried out, or refused by the rules: this role may ask it.
    Through,
    /// This role has no decoder for it.
    Unsupported,
    /// It was understood, and is not for this role or this child.
    NotAllowed,
}

async fn ask(raw: &mut RawConnection, id: u64, request: &Value) -> Came {
    raw.ask(id, request).await;
    loop {
        match raw.next().await {
            Some(ServerFrame::Event(_)) => {}
            Some(ServerFrame::Reply {
                id: answered,
                outcome,
            }) => {
                assert_eq!(answered, id);
                return match outcome {
                    Outcome::Ok(_)
                    | Outcome::Error(
                        WireError::Refused { .. }
                        // Nobody has set a passphrase here: the request was understood, and this role may ask it.
                        | WireError::NoPassphrase {}
                        | WireError::WrongSecret { .. },
                    ) => Came::Through,
                    Outcome::Error(WireError::Unsupported { .. }) => Came::Unsupported,
                    Outcome::Error(WireError::NotAllowed { .. }) => Came::NotAllowed,
                    Outcome::Error(other) => panic!("{request}: {other:?}"),
                };
            }
            other => panic!("{request}: {other:?}"),
        }
    }
}

/// Every request there is, with what becomes of it for root, a parent, a carer, the child concerned, and a sibling.
fn matrix() -> Vec<(Value, [Came; 5])> {
    use Came::{NotAllowed as N, Through as T, Unsupported as U};
    let (all, parents, full, children, root) = (
        [T, T, T, T, T],
        [T, T, T, U, U],
        [T, T, N, U, U],
        [U, U, U, T, N],
        [T, U, U, U, U],
    );
    let until = WallTime(1_772_449_200_000).0;
    vec![
        (json!({"do": "status"}), all),
        (json!({"do": "health"}), parents),
        (json!({"do": "rules", "child": "an"}), parents),
        (json!({"do": "policy_show"}), parents),
        (json!({"do": "policy_history", "limit": 10}), full),
        (json!({"do": "policy_check", "text": HOUSE}), full),
        (
            json!({"do": "policy_apply", "text": HOUSE, "mode": "dry_run"}),
            full,
        ),
        (
            json!({"do": "grant_minutes", "child": "an", "span": 60_000, "subject": "screen"}),
            parents,
        ),
        (
            json!({"do": "let_in", "child": "an", "until": until}),
            parents,
        ),
        (json!({"do": "free_day", "child": "an"}), parents),
        (json!({"do": "lock_now", "child": "an"}), parents),
        (json!({"do": "unlock_now", "child": "an"}), parents),
        (
            json!({"do": "answer", "child": "an", "approve": false}),
            parents,
        ),
        (json!({"do": "confirm_clock"}), parents),
        (
            json!({"do": "records", "from": 0, "to": until, "limit": 10}),
            full,
        ),
        (json!({"do": "audit", "limit": 10}), full),
        (json!({"do": "access"}), full),
        (
            json!({"do": "unlock", "passphrase": "lũy tre làng ta"}),
            full,
        ),
        (json!({"do": "resume", "token": "x"}), full),
        (json!({"do": "close_history"}), full),
        (
            json!({"do": "passphrase_change", "old": "lũy tre làng ta", "new": "lũy tre làng ta"}),
            full,
        ),
        (json!({"do": "passphrase_remove", "parent": "me"}), full),
        (json!({"do": "recovery_new"}), full),
        (
            json!({"do": "recovery_use", "parent": "me", "code": "x", "passphrase": "lũy tre làng ta"}),
            full,
        ),
        (
            json!({"do": "quick_code_set", "parent": "me", "code": "135790"}),
            full,
        ),
        (
            json!({"do": "history", "from": "2026-03-02", "to": "2026-03-08", "detail": "numbers"}),
            full,
        ),
        (json!({"do": "erase", "what": {"what": "everything"}}), full),
        (
            json!({"do": "consent_set", "child": "an", "given": false, "child_agreed": false}),
            full,
        ),
        (json!({"do": "consent"}), all),
        (json!({"do": "my_week", "child": "an"}), children),
        (
            json!({"do": "with_code", "child": "an", "code": "135790", "action": {"do": "unlock"}}),
            children,
        ),
        (json!({"do": "login_check", "account": "an"}), root),
        (json!({"do": "my_rules", "child": "an"}), children),
        (
            json!({"do": "ask", "child": "an", "span": 600_000, "subject": "screen", "why": "x"}),
            children,
        ),
        (json!({"do": "finish_match", "child": "an"}), children),
        // The same names for both kinds of peers, each for what it may see.
        (json!({"do": "today", "child": "an"}), [T, T, T, T, N]),
        (
            json!({"do": "choose_profile", "session": "c9", "child": "an"}),
            [T, T, T, T, N],
        ),
        (json!({"do": "subscribe"}), all),
        (json!({"do": "open_sesame"}), [U; 5]),
    ]
}

#[tokio::test]
async fn every_request_for_every_role() {
    let rig = Rig::with_family().await;
    for (place, who) in [ROOT, MOM, GRANNY, AN, BINH].into_iter().enumerate() {
        let (mut raw, first) = rig.raw_greeted(who).await;
        assert!(matches!(first, Some(ServerFrame::Welcome(_))), "{first:?}");
        for (id, (request, expected)) in matrix().into_iter().enumerate() {
            let came = ask(&mut raw, u64::try_from(id).unwrap(), &request).await;
            assert_eq!(came, expected[place], "{} asks {request}", who.0);
        }
    }
    let (mut raw, first) = rig.raw_greeted(STRANGER).await;
    let Some(ServerFrame::Welcome(welcome)) = first else {
        panic!("{first:?}")
    };
    assert_eq!(welcome.who, Who::Other);
    for (id, (request, _)) in matrix().into_iter().enumerate() {
        assert_eq!(
            ask(&mut raw, u64::try_from(id).unwrap(), &request).await,
            Came::NotAllowed,
            "{request}"
        );
    }
}

#[tokio::test]
async fn a_greeting_says_whom_the_kernel_saw() {
    let rig = Rig::with_family().await;
    let an = rig.client(AN).await;
    assert_eq!(an.welcome().account, Some("an".into()));
    assert_eq!(an.welcome().who.children()[0].name, "An");
    assert!(an.welcome().household && !an.welcome().watch_only);
    let granny = rig.client(GRANNY).await;
    assert!(matches!(
        granny.welcome().who,
        Who::Parent {
            powers: Powers::Carer,
            ..
        }
    ));
}

#[tokio::test]
async fn a_child_sees_only_the_own_status() {
    let rig = Rig::with_family().await;
    let mut binh = rig.client(BINH).await;
    let Reply::Status(status) = binh.request(ChildRequest::Status {}).await.unwrap() else {
        panic!()
    };
    assert_eq!(status.children.len(), 1);
    assert_eq!(status.children[0].id, "binh".into());
    assert!(status.issues.is_empty());
    let Reply::Rules(rules) = binh
        .request(ChildRequest::MyRules { child: None })
        .await
        .unwrap()
    else {
        panic!()
    };
    assert!(
        rules.text.contains("2h") && !rules.text.contains("\"an\""),
        "{}",
        rules.text
    );
}

#[tokio::test]
async fn a_carer_gives_minutes_and_no_more_than_agreed() {
    let rig = Rig::with_family().await;
    let mut granny = rig.client(GRANNY).await;
    let grant = |mins| ParentRequest::GrantMinutes {
        child: "an".into(),
        span: Span::from_mins(mins),
        subject: Subject::Screen,
    };
    let reply = granny.request(grant(20)).await.unwrap();
    assert!(
        matches!(reply, Reply::Done(Done::Granted { .. })),
        "{reply:?}"
    );
    let error = refused(&mut granny, grant(20)).await;
    assert!(
        matches!(
            error,
            WireError::Refused {
                refusal: Refusal::CarerLimit { .. }
            }
        ),
        "{error:?}"
    );
    let error = refused(&mut granny, ParentRequest::FreeDay { child: "an".into() }).await;
    assert!(
        matches!(
            error,
            WireError::Refused {
                refusal: Refusal::CarerMayNot
            }
        ),
        "{error:?}"
    );
}

#[tokio::test]
async fn a_request_of_the_child_reaches_the_parents_and_their_answer_the_child() {
    let rig = Rig::with_family().await;
    rig.login_an().await;
    let (mut an, mut mom, mut binh) = (
        rig.client(AN).await,
        rig.client(MOM).await,
        rig.client(BINH).await,
    );
    mom.request(ParentRequest::Subscribe {}).await.unwrap();
    an.request(ChildRequest::Subscribe {}).await.unwrap();
    binh.request(ChildRequest::Subscribe {}).await.unwrap();
    let span = Span::from_mins(10);
    let ask = ChildRequest::Ask {
        child: None,
        span,
        subject: Subject::Screen,
        why: "Con làm nốt bài".into(),
    };
    an.request(ask).await.unwrap();
    let effect = |name: &'static str| move |event: &ServerEvent| matches!(event, ServerEvent::Notice(notice) if notice.effect.as_str() == name);
    event_that(&mut mom, effect("request")).await;
    let answer = ParentRequest::Answer {
        child: "an".into(),
        approve: true,
        span: None,
    };
    mom.request(answer).await.unwrap();
    event_that(&mut an, effect("answer")).await;
    // The sibling heard of none of it.
    let heard = tokio::time::timeout(
        Duration::from_millis(50),
        event_that(&mut binh, |event| matches!(event, ServerEvent::Notice(_))),
    );
    assert!(heard.await.is_err());
}

#[tokio::test]
async fn a_login_whose_role_changed_has_to_greet_again() {
    let rig = Rig::with_family().await;
    let mut an = rig.client(AN).await;
    an.request(ChildRequest::Status {}).await.unwrap();
    let (without_an, _) = HOUSE.split_once("[[child]]\nid = \"an\"").unwrap();
    rig.apply(&format!(
        "{without_an}[[child]]\nid = \"binh\"\nname = \"Bình\"\naccounts = [\"binh\"]\n"
    ))
    .await;
    let closed = an.next_event().await;
    assert!(
        matches!(closed, Err(ClientError::Closed(Farewell::RoleChanged {}))),
        "{closed:?}"
    );
    assert_eq!(rig.client(AN).await.welcome().who.role(), Role::Other);
}

#[tokio::test]
async fn a_household_is_checked_applied_and_kept_as_versions() {
    let rig = Rig::with_family().await;
    let mut mom = rig.client(MOM).await;
    let longer = HOUSE.replace("daily = \"1h\"", "daily = \"1h30m\"");
    let Reply::Checked(checked) = mom
        .request(ParentRequest::PolicyCheck {
            text: longer.clone(),
        })
        .await
        .unwrap()
    else {
        panic!()
    };
    assert_eq!(checked.changes.len(), 1, "{:?}", checked.changes);
    assert_eq!(checked.changes[0].direction, "loosens");

    let mut dry = apply(&longer);
    if let ParentRequest::PolicyApply { mode, .. } = &mut dry {
        *mode = luytre_protocol::ApplyMode::DryRun;
    }
    let Reply::Applied(applied) = mom.request(dry).await.unwrap() else {
        panic!()
    };
    assert_eq!(applied.version, 1);

    let with_note = |text: &str, expect| ParentRequest::PolicyApply {
        text: text.to_owned(),
        note: "Hè".into(),
        mode: luytre_protocol::ApplyMode::Apply,
        expect,
    };
    let error = refused(&mut mom, with_note(&longer, Some(0))).await;
    assert_eq!(error, WireError::VersionConflict { current: 1 });
    let Reply::Applied(applied) = mom.request(with_note(&longer, Some(1))).await.unwrap() else {
        panic!()
    };
    assert_eq!((applied.version, applied.changes.len()), (2, 1));
    assert_eq!(
        rig.status_of_root().await.children[0].allowances.daily,
        Some(Span::from_mins(90))
    );

    let Reply::PolicyHistory(page) = mom
        .request(ParentRequest::PolicyHistory {
            before: None,
            limit: 1,
        })
        .await
        .unwrap()
    else {
        panic!()
    };
    assert_eq!((page.current, page.versions.len(), page.more), (2, 1, true));
    assert_eq!(page.versions[0].note, "Hè");
    assert_eq!(
        page.versions[0].by,
        luytre_core::event::Actor::Parent("me".into())
    );
    let Reply::Policy(old) = mom
        .request(ParentRequest::PolicyShow { version: Some(1) })
        .await
        .unwrap()
    else {
        panic!()
    };
    assert_eq!(old.text, HOUSE);
    assert_eq!(
        refused(&mut mom, ParentRequest::PolicyShow { version: Some(9) }).await,
        WireError::UnknownVersion { version: 9 }
    );

    // It is in the audit log, with who did it.
    let Reply::Audit(audit) = mom
        .request(ParentRequest::Audit {
            before: None,
            limit: 200,
        })
        .await
        .unwrap()
    else {
        panic!()
    };
    let by_mom = audit.entries.iter().any(|entry| {
        matches!(entry, luytre_protocol::AuditEntry::Event(event)
        if event.what == luytre_core::record::AuditEvent::HouseholdApplied
            && event.by == luytre_core::event::Actor::Parent("me".into()))
    });
    assert!(by_mom, "{:?}", audit.entries);
}

#[tokio::test]
async fn a_household_with_problems_changes_nothing() {
    let rig = Rig::with_family().await;
    let mut mom = rig.client(MOM).await;
    let error = refused(&mut mom, apply("language = 7\n[[child]]\nid = \"An !\"\n")).await;
    let WireError::BadHousehold { problems, .. } = error else {
        panic!("{error:?}")
    };
    assert!(problems.len() >= 2 && problems[0].line == 1, "{problems:?}");
    assert_eq!(rig.status_of_root().await.children.len(), 2);
}

#[tokio::test]
async fn numbers_out_of_range_are_refused() {
    let rig = Rig::with_family().await;
    let mut mom = rig.client(MOM).await;
    for request in [
        ParentRequest::Audit {
            before: None,
            limit: 0,
        },
        ParentRequest::Audit {
            before: None,
            limit: 201,
        },
        ParentRequest::Records {
            child: None,
            from: WallTime(0),
            to: WallTime(1),
            before: None,
            limit: 5000,
        },
        ParentRequest::PolicyHistory {
            before: None,
            limit: 101,
        },
    ] {
        let error = refused(&mut mom, request.clone()).await;
        assert!(
            matches!(error, WireError::OutOfRange { .. }),
            "{request:?}: {error:?}"
        );
    }
}

#[tokio::test]
async fn the_day_is_shown_up_to_now_although_it_is_not_written_yet() {
    let rig = Rig::with_family().await;
    rig.login_an().await;
    rig.pass(Span::from_mins(25)).await;
    let mut an = rig.client(AN).await;
    let Reply::Today(today) = an
        .request(ChildRequest::Today {
            child: None,
            day: None,
        })
        .await
        .unwrap()
    else {
        panic!()
    };
    assert_eq!(today.screen, Span::from_mins(25));
    let of_slots: Span = today.slots.iter().map(|slot| slot.screen).sum();
    assert_eq!(of_slots, today.screen, "{:?}", today.slots);
    assert_eq!(today.slots.len(), 2);
}

#[tokio::test]
async fn a_flood_is_slowed_down_and_then_cut_off_and_others_are_served() {
    let mut rig = Rig::new();
    rig.limits.burst = 10;
    rig.limits.refill_every = Duration::from_secs(3600);
    rig.limits.patience = 50;
    rig.start().await;
    rig.apply(HOUSE).await;
    let (mut raw, _) = rig.raw_greeted(AN).await;
    let (mut answered, mut slowed) = (0, 0);
    let mut end = None;
    for id in 0..100 {
        raw.ask(id, &json!({"do": "status"})).await;
        match raw.next().await {
            Some(ServerFrame::Reply {
                outcome: Outcome::Ok(_),
                ..
            }) => answered += 1,
            Some(ServerFrame::Reply {
                outcome: Outcome::Error(WireError::RateLimited { .. }),
                ..
            }) => slowed += 1,
            other => {
                end = other;
                break;
            }
        }
    }
    assert_eq!((answered, slowed), (10, 50));
    assert_eq!(end, Some(ServerFrame::Farewell(Farewell::Flood {})));
    assert_eq!(raw.next().await, None);
    rig.client(MOM)
        .await
        .request(ParentRequest::Status {})
        .await
        .unwrap();
}

#[tokio::test]
async fn who_does_not_greet_in_time_is_cut_off() {
    let mut rig = Rig::new();
    rig.limits.hello_within = Duration::from_millis(50);
    rig.start().await;
    let mut silent = rig.raw(STRANGER).await;
    assert_eq!(
        silent.next().await,
        Some(ServerFrame::Farewell(Farewell::NoHello {}))
    );
    let mut slow = rig.raw(STRANGER).await;
    slow.send(&[0, 0]).await;
    assert_eq!(
        slow.next().await,
        Some(ServerFrame::Farewell(Farewell::NoHello {}))
    );
    // A request is no greeting.
    let mut rude = rig.raw(STRANGER).await;
    rude.ask(1, &json!({"do": "status"})).await;
    assert_eq!(
        rude.next().await,
        Some(ServerFrame::Farewell(Farewell::NoHello {}))
    );
    rig.client(ROOT).await;
}

#[tokio::test]
async fn garbage_ends_the_own_connection_only() {
    let rig = Rig::with_family().await;
    let mut mom = rig.client(MOM).await;
    let too_large = u32::try_from(MAX_FRAME).unwrap() + 1;
    let limit = u64::try_from(MAX_FRAME).unwrap();
    let cases: Vec<(Vec<u8>, Farewell)> = vec![
        (
            too_large.to_be_bytes().to_vec(),
            Farewell::FrameTooLarge { limit },
        ),
        (vec![0xff; 64], Farewell::FrameTooLarge { limit }),
        (vec![0; HEADER], Farewell::Garbage {}),
        (vec![0, 0, 0, 3, b'{', b'}', b'}'], Farewell::Garbage {}),
        (vec![0, 0, 0, 2, 0xc3, 0x28], Farewell::Garbage {}),
        (deeply_nested(), Farewell::Garbage {}),
    ];
    for (bytes, farewell) in cases {
        for greeted in [false, true] {
            let mut raw = if greeted {
                rig.raw_greeted(AN).await.0
            } else {
                rig.raw(AN).await
            };
            raw.send(&bytes).await;
            assert_eq!(
                raw.next().await,
                Some(ServerFrame::Farewell(farewell.clone())),
                "{bytes:?} {greeted}"
            );
            assert_eq!(raw.next().await, None);
        }
    }
    mom.request(ParentRequest::Status {}).await.unwrap();
}

fn deeply_nested() -> Vec<u8> {
    let body = format!(
        "{{\"request\":{{\"id\":1,\"ask\":{}1{}}}}}",
        "[".repeat(10_000),
        "]".repeat(10_000)
    );
    let mut frame = u32::try_from(body.len()).unwrap().to_be_bytes().to_vec();
    frame.extend_from_slice(body.as_bytes());
    frame
}

#[tokio::test]
async fn another_major_version_is_told_ours() {
    let rig = Rig::with_family().await;
    let mut raw = rig.raw(AN).await;
    raw.send_json(
        &json!({"hello": {"protocol": {"major": 2, "minor": 0}, "product": "x", "pid": 1}}),
    )
    .await;
    let answer = raw.next().await;
    assert!(
        matches!(
            answer,
            Some(ServerFrame::Farewell(Farewell::Incompatible { .. }))
        ),
        "{answer:?}"
    );
}

#[tokio::test]
async fn a_hundred_connections_of_one_login_leave_room_for_the_others() {
    let rig = Rig::with_family().await;
    let mut open = Vec::new();
    let mut turned_away = 0;
    for _ in 0..100 {
        match rig.raw_greeted(AN).await {
            (raw, Some(ServerFrame::Welcome(_))) => open.push(raw),
            (_, Some(ServerFrame::Farewell(Farewell::TooManyConnections { limit }))) => {
                assert_eq!(limit, luytre_daemon::connections_of(Role::Child));
                turned_away += 1;
            }
            (_, other) => panic!("{other:?}"),
        }
    }
    let allowed = usize::try_from(luytre_daemon::connections_of(Role::Child)).unwrap();
    assert_eq!((open.len(), turned_away), (allowed, 100 - allowed));
    rig.client(MOM)
        .await
        .request(ParentRequest::Status {})
        .await
        .unwrap();
    rig.client(BINH).await;
    // Those that end make room again.
    drop(open);
    rig.status_of_root().await;
    let (_, first) = rig.raw_greeted(AN).await;
    assert!(matches!(first, Some(ServerFrame::Welcome(_))), "{first:?}");
}

#[tokio::test]
async fn a_subscriber_that_does_not_read_is_dropped_and_holds_up_nobody() {
    let mut rig = Rig::new();
    rig.limits.queued_events = 2;
    rig.limits.write_within = Duration::from_millis(100);
    rig.start().await;
    rig.apply(HOUSE).await;
    let (mut raw, _) = rig.raw_greeted(AN).await;
    raw.ask(1, &json!({"do": "subscribe"})).await;
    rig.login_an().await;
    for _ in 0..400 {
        rig.world.set_locked("c2", true);
        rig.world.set_locked("c2", false);
        for _ in 0..20 {
            tokio::task::yield_now().await;
        }
    }
    let status = rig.status_of_root().await;
    assert_eq!(
        status.children[0].state,
        luytre_core::status::Presence::Active
    );
    // Its connection ends; what it had not read may still come first.
    while let Some(frame) = raw.next().await {
        assert!(!matches!(frame, ServerFrame::Reply { id: 2.., .. }));
    }
}

#[test]
fn a_decoder_is_all_a_garbage_peer_can_fill() {
    // Half a frame of the largest size is what a half-open peer can make us keep.
    let mut decoder = FrameDecoder::new();
    decoder.push(&u32::try_from(MAX_FRAME).unwrap().to_be_bytes());
    decoder.push(&vec![b' '; MAX_FRAME - 1]);
    assert_eq!(decoder.next_frame(), Ok(None));
    assert!(decoder.pending() < HEADER + MAX_FRAME);
}
