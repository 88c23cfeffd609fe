//! Starting, stopping, being killed, losing the store; and an agent that only watches.

mod support;

use luytre_core::event::Event;
use luytre_core::health::{HealthCode, Verdict};
use luytre_core::policy::Language;
use luytre_core::record::{AuditEvent, Record};
use luytre_core::time::Span;
use luytre_daemon::{FirstStart, Memory, Mode, StoreKeeper};
use luytre_protocol::{ChildRequest, ParentRequest, Reply, Role, ServerEvent};
use luytre_store::{Batch, Damage, NewPolicy, Opened, RecordFilter, Salvage, Store, Writer};
use luytre_testkit::{AN, BINH, Entry, PATIENCE};
use std::process::{Command, Stdio};
use support::{HOUSE, ROOT, Rig, event_that, is_lock};

#[tokio::test]
async fn a_kill_loses_nothing_while_the_session_goes_on() {
    let mut rig = Rig::with_family().await;
    rig.login_an().await;
    rig.pass(Span::from_mins(10)).await;
    rig.kill().await;
    rig.world.clock.advance(Span::from_mins(5));
    rig.start().await;
    assert_eq!(rig.used("an").await, Span::from_mins(15));
    rig.pass(Span::from_mins(1)).await;
    assert_eq!(rig.used("an").await, Span::from_mins(16));
}

#[tokio::test]
async fn the_heartbeat_tells_until_when_a_session_was_there_that_is_gone() {
    let mut rig = Rig::with_family().await;
    rig.login_an().await;
    for _ in 0..10 {
        rig.pass(Span::from_mins(1)).await;
    }
    assert!(rig.keeper.beat().is_some());
    rig.kill().await;
    rig.world.logout("c2");
    rig.world.clock.advance(Span::from_mins(30));
    rig.start().await;
    let used = rig.used("an").await;
    assert!(
        used >= Span::from_mins(9) && used <= Span::from_mins(10),
        "{used:?}"
    );
}

#[tokio::test]
async fn a_limit_that_was_reached_while_the_agent_was_dead_is_kept_at_once() {
    let mut rig = Rig::with_family().await;
    rig.login_an().await;
    rig.pass(Span::from_mins(55)).await;
    rig.kill().await;
    rig.world.clock.advance(Span::from_mins(20));
    rig.start().await;
    rig.pass(Span::from_mins(1)).await;
    rig.journal().wait_for(0, is_lock).await;
}

#[tokio::test]
async fn a_reboot_keeps_what_was_used() {
    let mut rig = Rig::with_family().await;
    rig.login_an().await;
    rig.pass(Span::from_mins(30)).await;
    rig.stop().await;
    rig.world.forget_sessions_and_processes();
    rig.world.clock.reboot(Span::from_mins(10));
    rig.start().await;
    rig.world.login("c1", AN);
    rig.status_of_root().await;
    rig.pass(Span::from_mins(5)).await;
    assert_eq!(rig.used("an").await, Span::from_mins(35));
}

#[tokio::test]
async fn stopping_settles_saves_and_says_goodbye() {
    let mut rig = Rig::with_family().await;
    rig.login_an().await;
    let mut an = rig.client(AN).await;
    an.request(ChildRequest::Subscribe {}).await.unwrap();
    rig.pass(Span::from_mins(3)).await;
    let before = rig.journal().len();
    rig.stop().await;
    let entries = rig.journal().entries();
    assert!(
        entries[before..]
            .iter()
            .any(|entry| matches!(entry, Entry::Committed { state: true, .. }))
    );
    assert!(!rig.socket.exists());
    let goodbye = async { while an.next_event().await.is_ok() {} };
    tokio::time::timeout(PATIENCE, goodbye).await.unwrap();
    let stopped =
        rig.keeper.records().into_iter().any(
            |record| matches!(record, Record::Audit(audit) if audit.what == AuditEvent::Stopped),
        );
    assert!(stopped);
    rig.start().await;
    assert_eq!(rig.used("an").await, Span::from_mins(3));
}

#[tokio::test]
async fn without_a_household_nothing_is_limited_and_the_verdict_says_so() {
    let mut rig = Rig::new();
    rig.start().await;
    rig.world.login("c2", AN);
    rig.pass(Span::from_hours(10)).await;
    let status = rig.status_of_root().await;
    assert_eq!(status.verdict, Verdict::Off);
    assert!(!rig.journal().entries().iter().any(is_lock));
    // Sessions that were there before count from the moment on at which the household comes.
    rig.apply(HOUSE).await;
    rig.pass(Span::from_mins(5)).await;
    assert_eq!(rig.used("an").await, Span::from_mins(5));
}

#[tokio::test]
async fn a_lost_store_means_the_restrictive_fallback_until_a_parent_acts() {
    let mut rig = Rig::new();
    let salvage = Salvage {
        kept: 0,
        lost: None,
    };
    let memory = Memory::empty(Opened::Lost {
        why: Damage::Unreadable,
        accounts: vec!["an".into(), "binh".into()],
        salvage,
    });
    rig.start_with(FirstStart::Wait, memory).await;
    let status = rig.status_of_root().await;
    assert_eq!(status.children.len(), 2);
    assert_eq!(
        status.children[0].allowances.daily,
        Some(Span::from_mins(30))
    );
    assert!(
        status
            .issues
            .iter()
            .any(|issue| issue.code == HealthCode::StoreLost),
        "{:?}",
        status.issues
    );
    rig.world.login("c2", AN);
    rig.status_of_root().await;
    rig.pass(Span::from_mins(31)).await;
    rig.pass(Span::from_mins(1)).await;
    rig.journal().wait_for(0, is_lock).await;
    rig.apply(HOUSE).await;
    let status = rig.status_of_root().await;
    assert!(
        !status
            .issues
            .iter()
            .any(|issue| issue.code == HealthCode::StoreLost),
        "{:?}",
        status.issues
    );
}

#[tokio::test]
async fn a_store_damaged_under_way_is_restored_by_a_restart_that_loses_no_time() {
    let mut rig = Rig::with_family().await;
    rig.login_an().await;
    rig.pass(Span::from_mins(10)).await;
    rig.keeper.set(support::keeper::Flow::Damaged);
    rig.world.set_locked("c2", true);
    let why = rig.ended().await;
    assert!(
        matches!(why, luytre_daemon::Error::StoreDamaged(_)),
        "{why:?}"
    );
    rig.keeper.set(support::keeper::Flow::Good);
    rig.world.set_locked("c2", false);
    rig.start().await;
    assert!(rig.used("an").await >= Span::from_mins(10));
}

#[tokio::test]
async fn when_nothing_tells_whose_it_was_every_ordinary_login_is_limited() {
    let mut rig = Rig::new();
    let salvage = Salvage {
        kept: 0,
        lost: None,
    };
    let memory = Memory::empty(Opened::Lost {
        why: Damage::Unreadable,
        accounts: Vec::new(),
        salvage,
    });
    rig.start_with(FirstStart::Wait, memory).await;
    assert_eq!(rig.status_of_root().await.children.len(), 1);
}

#[tokio::test]
async fn a_private_agent_watches_tells_and_enforces_nothing() {
    let mut rig = Rig::new();
    rig.mode = Mode::WatchOnly { owner: AN.1 };
    rig.start_with(
        FirstStart::Starter {
            language: Language::En,
        },
        rig.keeper.memory(),
    )
    .await;
    rig.world.login("c2", AN);
    let mut an = rig.client(AN).await;
    assert_eq!(an.welcome().who.role(), Role::Owner);
    assert!(an.welcome().watch_only && an.welcome().household);
    let Reply::Subscribed(status) = an.request(ParentRequest::Subscribe {}).await.unwrap() else {
        panic!()
    };
    assert_eq!(status.verdict, Verdict::WatchOnly);
    rig.pass(Span::from_mins(119)).await;
    rig.pass(Span::from_mins(10)).await;
    event_that(
        &mut an,
        |event| matches!(event, ServerEvent::Notice(notice) if notice.left == Some(Span::ZERO)),
    )
    .await;
    assert_eq!(rig.used("me").await, Span::from_mins(129));
    let acted = rig.journal().entries().into_iter().any(|entry| {
        matches!(
            entry,
            Entry::Locked(_) | Entry::Ended(_) | Entry::Terminated(_) | Entry::Killed(_)
        )
    });
    assert!(!acted);
    // The owner is parent and child at once; a household is theirs to change.
    let Reply::Rules(_) = an
        .request(ChildRequest::MyRules { child: None })
        .await
        .unwrap()
    else {
        panic!()
    };
    an.request(support::apply(&HOUSE.replace("at_limit = \"lock\"", "")))
        .await
        .unwrap();
    // What a parent locks by hand is not done either.
    let mut root = rig.client(ROOT).await;
    root.request(ParentRequest::LockNow {
        child: "an".into(),
        until: None,
    })
    .await
    .unwrap();
    rig.pass(Span::from_secs(11)).await;
    rig.pass(Span::from_secs(60)).await;
    assert!(!rig.journal().entries().iter().any(is_lock));
}

#[tokio::test]
async fn the_self_test_names_what_is_missing() {
    let rig = Rig::with_family().await;
    rig.world.add_account("an", 1001, true);
    let odd = HOUSE.replace("accounts = [\"binh\"]", "accounts = [\"nobody\"]");
    rig.apply(&odd).await;
    let status = rig.status_of_root().await;
    let found = |code, about: &str| {
        status
            .issues
            .iter()
            .any(|issue| issue.code == code && issue.about.as_deref() == Some(about))
    };
    assert!(
        found(HealthCode::UnknownAccount, "nobody"),
        "{:?}",
        status.issues
    );
    assert!(
        found(HealthCode::ChildIsAdministrator, "an"),
        "{:?}",
        status.issues
    );
    rig.world.add_account("an", 1001, false);
    rig.apply(HOUSE).await;
    let status = rig.status_of_root().await;
    assert_eq!(status.verdict, Verdict::Protected, "{:?}", status.issues);
}

#[tokio::test]
async fn two_sessions_of_two_children_are_counted_apart() {
    let rig = Rig::with_family().await;
    rig.login_an().await;
    rig.world.login("c3", BINH);
    rig.status_of_root().await;
    rig.pass(Span::from_mins(10)).await;
    rig.world.set_locked("c3", true);
    rig.status_of_root().await;
    rig.pass(Span::from_mins(10)).await;
    assert_eq!(rig.used("an").await, Span::from_mins(20));
    assert_eq!(rig.used("binh").await, Span::from_mins(10));
}

#[test]
fn an_event_is_small_enough_to_be_passed_by_value() {
    assert!(size_of::<Event>() <= 512, "{}", size_of::<Event>());
}

/// The real store behind the loop: what is acknowledged is found by the next opening.
#[tokio::test]
async fn the_real_store_keeps_what_the_loop_hands_over() {
    use luytre_daemon::Keeper;
    let folder = tempfile::tempdir().unwrap();
    let (store, _) = Store::open(folder.path(), &luytre_store::Options::default()).unwrap();
    let writer = Writer::spawn(store).unwrap();
    let keeper = StoreKeeper::new(writer.handle());
    let policy = NewPolicy {
        text: HOUSE.to_owned(),
        by: luytre_core::event::Actor::System,
        at: luytre_core::time::WallTime(0),
        note: None,
        accounts: vec!["an".into()],
    };
    let batch = Batch {
        state: Some("{}".into()),
        policy: Some(policy),
        ..Batch::default()
    };
    let committed = keeper.commit(batch).await.unwrap();
    assert_eq!(committed.policy.map(|version| version.0), Some(1));
    assert_eq!(
        keeper.policy(None).await.unwrap().unwrap().policy.text,
        HOUSE
    );
    assert_eq!(keeper.policies(None, 10).await.unwrap().len(), 1);
    assert!(
        keeper
            .records(RecordFilter::default())
            .await
            .unwrap()
            .records
            .is_empty()
    );
    drop(keeper);
    writer.shutdown().unwrap();
    let (store, opened) = Store::open(folder.path(), &luytre_store::Options::default()).unwrap();
    assert_eq!(opened, Opened::Existing);
    assert_eq!(store.state().unwrap().as_deref(), Some("{}"));
}

/// The program itself: one agent for one state, and an end that is clean.
#[test]
fn a_second_agent_on_the_same_state_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let state = folder.path().join("state");
    let daemon = |log: &str| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_luytred"));
        command
            .arg("--foreground")
            .arg("--state-dir")
            .arg(&state)
            .args(["--log", log]);
        command.stdin(Stdio::null()).stdout(Stdio::null());
        command
    };
    let mut first = daemon("error").stderr(Stdio::null()).spawn().unwrap();
    let socket = state.join("run").join("agent.sock");
    let since = std::time::Instant::now();
    while std::os::unix::net::UnixStream::connect(&socket).is_err() {
        assert!(
            since.elapsed() < PATIENCE,
            "the first agent does not listen"
        );
        assert_eq!(first.try_wait().unwrap(), None, "the first agent ended");
        std::thread::yield_now();
    }
    let second = daemon("error").output().unwrap();
    assert!(!second.status.success());
    let said = String::from_utf8_lossy(&second.stderr).into_owned();
    assert!(
        said.contains("another agent already uses") && said.contains(&first.id().to_string()),
        "{said}"
    );

    // The first one is not disturbed, not even by a terminal that hangs up, and ends cleanly when asked to.
    let hung_up = Command::new("kill")
        .args(["-HUP", &first.id().to_string()])
        .status()
        .unwrap();
    assert!(hung_up.success());
    assert!(std::os::unix::net::UnixStream::connect(&socket).is_ok());
    let asked = Command::new("kill")
        .args(["-TERM", &first.id().to_string()])
        .status()
        .unwrap();
    assert!(asked.success());
    assert!(first.wait().unwrap().success());
    assert!(!socket.exists());
}
