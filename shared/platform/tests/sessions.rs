//! The session watcher against a made-up login service on a private bus.
#![cfg(target_os = "linux")]
#![allow(
    clippy::unwrap_used,
    clippy::wildcard_enum_match_arm,
    reason = "test code outside of test functions; other events pass by"
)]

mod common;
#[path = "common/login.rs"]
mod login;

use common::{machine_has, wait_for};
use login::{Login, PrivateBus, forge, session, session_with};
use luytre_core::id::SessionId;
use luytre_platform::sessions::{SessionOptions, Sessions};
use luytre_platform::{
    Error, HealthCode, HealthState, PlatformEvent, SessionControl, SessionEvent, SessionInfo,
    SessionSource, SessionState, SleepEvent,
};
use std::collections::HashMap;
use std::process::Command;
use std::time::Duration;
use tokio::sync::mpsc;
use zbus::Variant;

struct Watched {
    sessions: Sessions,
    events: mpsc::Receiver<PlatformEvent>,
}

impl Watched {
    fn start(bus: &PrivateBus) -> Self {
        let (sender, events) = mpsc::channel(4);
        let options = SessionOptions {
            bus_address: Some(bus.address()),
            fallback_every: Duration::from_millis(50),
            utmp: bus.nowhere(),
            proc_root: bus.nowhere(),
        };
        Self {
            sessions: Sessions::watch(options, sender),
            events,
        }
    }

    async fn source(&mut self) -> SessionSource {
        wait_for(&mut self.events, "a source", |event| match event {
            PlatformEvent::Session(SessionEvent::Source(source)) => Some(source),
            _ => None,
        })
        .await
    }

    async fn snapshot(&mut self) -> Vec<SessionInfo> {
        wait_for(&mut self.events, "the snapshot", |event| match event {
            PlatformEvent::Session(SessionEvent::Snapshot(sessions)) => Some(sessions),
            _ => None,
        })
        .await
    }

    async fn next_session(&mut self) -> SessionEvent {
        wait_for(&mut self.events, "a session event", |event| match event {
            PlatformEvent::Session(event) => Some(event),
            _ => None,
        })
        .await
    }

    async fn changed(&mut self) -> SessionInfo {
        match self.next_session().await {
            SessionEvent::Changed(session) => session,
            other => panic!("{other:?}"),
        }
    }

    async fn health(&mut self, code: HealthCode) -> bool {
        wait_for(&mut self.events, code.as_str(), |event| match event {
            PlatformEvent::Health(report) if report.code == code => {
                Some(matches!(report.state, HealthState::Raised { .. }))
            }
            _ => None,
        })
        .await
    }
}

fn bus() -> Option<PrivateBus> {
    let bus = PrivateBus::start();
    machine_has(bus.is_some(), "dbus-daemon")
        .then_some(bus)
        .flatten()
}

#[tokio::test]
async fn sessions_open_change_and_close() {
    let Some(bus) = bus() else { return };
    let login = Login::start(&bus, vec![session("c1", 58_001, "an")]).await;
    let mut watched = Watched::start(&bus);
    assert_eq!(watched.source().await, SessionSource::Logind);
    let snapshot = watched.snapshot().await;
    assert_eq!(snapshot.len(), 1);
    let an = &snapshot[0];
    assert_eq!(
        (an.id.as_str(), an.account.as_str(), an.uid),
        ("c1", "an", 58_001)
    );
    assert_eq!(an.seat.as_deref(), Some("seat0"));
    assert_eq!(
        an.cgroup.as_deref(),
        Some("/user.slice/user-58001.slice/session-c1.scope")
    );
    assert!(an.in_front() && !an.locked_hint && !an.idle_hint && an.idle_since.is_none());

    login.open(session("c2", 58_002, "binh")).await;
    match watched.next_session().await {
        SessionEvent::Opened(opened) => assert_eq!(opened.account.as_str(), "binh"),
        other => panic!("{other:?}"),
    }
    // The first session goes to the back when the second takes the seat.
    login
        .change(
            "c1",
            vec![
                ("State", Variant::from("online").try_into_owned().unwrap()),
                ("Active", Variant::from(false).try_into_owned().unwrap()),
            ],
        )
        .await;
    let back = watched.changed().await;
    assert_eq!((back.id.as_str(), back.state), ("c1", SessionState::Online));
    assert!(!back.in_front());

    login.set("c2", "LockedHint", true).await;
    let locked = watched.changed().await;
    assert!(locked.locked_hint && locked.in_front());

    login.close("c1").await;
    assert_eq!(
        watched.next_session().await,
        SessionEvent::Closed(SessionId::from("c1"))
    );
}

#[tokio::test]
async fn idle_is_told_with_its_time_and_class_and_type_hide_nothing() {
    let Some(bus) = bus() else { return };
    let manager = [
        ("Class", Variant::from("manager")),
        ("Service", Variant::from("systemd-user")),
    ];
    let login = Login::start(
        &bus,
        vec![
            session("c1", 58_001, "an"),
            session_with("c9", 58_001, "an", &manager),
        ],
    )
    .await;
    let mut watched = Watched::start(&bus);
    let snapshot = watched.snapshot().await;
    assert_eq!(
        snapshot.len(),
        1,
        "the service manager's own session is nobody's: {snapshot:?}"
    );

    login
        .change(
            "c1",
            vec![
                ("IdleHint", Variant::from(true).try_into_owned().unwrap()),
                (
                    "IdleSinceHintMonotonic",
                    Variant::from(7_000_000_u64).try_into_owned().unwrap(),
                ),
            ],
        )
        .await;
    let idle = watched.changed().await;
    assert!(idle.idle_hint && idle.in_front());
    assert!(idle.idle_since.unwrap().0 >= 7_000, "{idle:?}");

    login.set("c1", "Type", "tty").await;
    login.set("c1", "Class", "greeter").await;
    let named = watched.changed().await;
    assert_eq!(named.id.as_str(), "c1");
    login.set("c1", "IdleHint", false).await;
    let used = wait_for(
        &mut watched.events,
        "the end of idleness",
        |event| match event {
            PlatformEvent::Session(SessionEvent::Changed(s)) if !s.idle_hint => Some(s),
            PlatformEvent::Session(SessionEvent::Closed(_)) => panic!("the session hid"),
            _ => None,
        },
    )
    .await;
    assert_eq!(
        (used.kind.as_str(), used.class.as_str()),
        ("tty", "greeter")
    );
    assert_eq!(used.idle_since, None);
}

#[tokio::test]
async fn signals_of_anybody_else_are_not_believed() {
    let Some(bus) = bus() else { return };
    let login = Login::start(&bus, vec![session("c1", 58_001, "an")]).await;
    let mut watched = Watched::start(&bus);
    watched.snapshot().await;
    let child = bus.connect().await;
    let lie = || HashMap::from([("LockedHint", Variant::from(true))]);
    forge(&child, None, "c1", lie()).await;
    // Sent straight to the watcher, past the match rules: its name is one of the few on this small bus.
    for number in 0..8 {
        forge(&child, Some(&format!(":1.{number}")), "c1", lie()).await;
        child
            .emit_signal(
                Some(format!(":1.{number}").as_str()),
                "/org/freedesktop/login1",
                "org.freedesktop.login1.Manager",
                "SessionRemoved",
                &(
                    "c1",
                    zbus::ObjectPath::try_from(login::path_of("c1")).unwrap(),
                ),
            )
            .await
            .unwrap();
    }
    login.set("c1", "IdleHint", true).await;
    let truth = watched.changed().await;
    assert!(truth.idle_hint && !truth.locked_hint, "{truth:?}");
}

#[tokio::test]
async fn a_flood_of_hints_is_thinned_and_the_last_one_arrives() {
    let Some(bus) = bus() else { return };
    let login = Login::start(&bus, vec![session("c1", 58_001, "an")]).await;
    let mut watched = Watched::start(&bus);
    watched.snapshot().await;
    for number in 0..2_000_u32 {
        login.set("c1", "LockedHint", number % 2 == 0).await;
    }
    login
        .change(
            "c1",
            vec![
                ("LockedHint", Variant::from(true).try_into_owned().unwrap()),
                ("IdleHint", Variant::from(true).try_into_owned().unwrap()),
            ],
        )
        .await;
    let mut told = 0;
    wait_for(&mut watched.events, "the last hint", |event| match event {
        PlatformEvent::Session(SessionEvent::Changed(session)) => {
            told += 1;
            (session.idle_hint && session.locked_hint).then_some(())
        }
        _ => None,
    })
    .await;
    assert!(told < 100, "{told} events");
}

#[tokio::test]
async fn sleep_and_shutdown_are_announced() {
    let Some(bus) = bus() else { return };
    let login = Login::start(&bus, Vec::new()).await;
    let mut watched = Watched::start(&bus);
    watched.snapshot().await;
    for (signal, begins, expected) in [
        ("PrepareForSleep", true, SleepEvent::GoingToSleep),
        ("PrepareForSleep", false, SleepEvent::Woke),
        ("PrepareForShutdown", true, SleepEvent::ShuttingDown),
        ("PrepareForShutdown", false, SleepEvent::ShutdownCancelled),
    ] {
        login.manager_signal(signal, &begins).await;
        let told = wait_for(&mut watched.events, signal, |event| match event {
            PlatformEvent::Sleep(told) => Some(told),
            _ => None,
        })
        .await;
        assert_eq!(told, expected);
    }
}

#[tokio::test]
async fn orders_reach_the_service_and_refusals_are_told_apart() {
    let Some(bus) = bus() else { return };
    let login = Login::start(&bus, vec![session("c1", 58_001, "an")]).await;
    let mut watched = Watched::start(&bus);
    watched.snapshot().await;
    let control: &dyn SessionControl = &watched.sessions;
    control.lock(&SessionId::from("c1")).await.unwrap();
    control.terminate(&SessionId::from("c1")).await.unwrap();
    let gone = SessionId::from("c7");
    assert!(matches!(control.lock(&gone).await, Err(Error::NoSuchSession(id)) if id == gone));
    control.terminate_account(58_001).await.unwrap();
    assert!(matches!(
        control.terminate_account(0).await,
        Err(Error::NotPermitted { .. })
    ));
    control.suspend().await.unwrap();
    assert!(matches!(
        control.power_off().await,
        Err(Error::NotPermitted { .. })
    ));
    drop(watched.sessions.delay_sleep().await.unwrap());
    assert_eq!(
        login.calls(),
        [
            "LockSession c1",
            "TerminateSession c1",
            "LockSession c7",
            "TerminateUser",
            "Suspend",
            "Inhibit sleep:shutdown delay"
        ]
    );
}

#[tokio::test]
async fn orders_are_answered_while_nobody_takes_events() {
    let Some(bus) = bus() else { return };
    let login = Login::start(&bus, vec![session("c1", 58_001, "an")]).await;
    let mut watched = Watched::start(&bus);
    watched.snapshot().await;
    for _ in 0..200 {
        login.manager_signal("PrepareForShutdown", &true).await;
    }
    watched.sessions.lock(&SessionId::from("c1")).await.unwrap();
}

#[tokio::test]
async fn a_restart_of_the_service_brings_only_the_differences() {
    let Some(bus) = bus() else { return };
    let login = Login::start(
        &bus,
        vec![session("c1", 58_001, "an"), session("c2", 58_002, "binh")],
    )
    .await;
    let mut watched = Watched::start(&bus);
    watched.snapshot().await;
    login.connection.clone().close().await.unwrap();
    let _again = Login::start(
        &bus,
        vec![session("c2", 58_002, "binh"), session("c3", 58_003, "chi")],
    )
    .await;
    assert_eq!(
        watched.next_session().await,
        SessionEvent::Closed("c1".into())
    );
    let told = watched.next_session().await;
    assert!(
        matches!(&told, SessionEvent::Opened(s) if s.id.as_str() == "c3"),
        "{told:?}"
    );
}

#[tokio::test]
async fn an_outage_of_the_bus_keeps_living_sessions_and_ends_dead_ones() {
    let Some(mut bus) = bus() else { return };
    let mut alive = Command::new("sleep").arg("120").spawn().unwrap();
    let mut dead = Command::new("sleep").arg("120").spawn().unwrap();
    let leaders = [("c1", 58_001, alive.id()), ("c2", 58_002, dead.id())];
    let _login = Login::start(
        &bus,
        leaders
            .map(|(id, uid, leader)| session_with(id, uid, "an", &[("Leader", leader.into())]))
            .into(),
    )
    .await;
    let mut watched = Watched::start(&bus);
    assert!(watched.snapshot().await.iter().all(|s| s.leader.is_some()));
    bus.stop();
    dead.kill().unwrap();
    dead.wait().unwrap();
    assert!(watched.health(HealthCode::LoginServiceSilent).await);
    assert_eq!(
        watched.next_session().await,
        SessionEvent::Closed("c2".into())
    );
    let order = watched.sessions.lock(&SessionId::from("c1")).await;
    assert!(matches!(order, Err(Error::NoLoginService { .. })));

    bus.start_again();
    let own = [("Leader", alive.id().into()), ("LockedHint", true.into())];
    let _login = Login::start(&bus, vec![session_with("c1", 58_001, "an", &own)]).await;
    let back = watched.changed().await;
    assert!(back.locked_hint && back.id.as_str() == "c1");
    assert!(
        !watched.health(HealthCode::LoginServiceSilent).await,
        "it is back"
    );
    alive.kill().unwrap();
    alive.wait().unwrap();
}

#[tokio::test]
async fn the_end_of_the_leader_shows_a_session_that_is_only_leftovers() {
    let Some(bus) = bus() else { return };
    let mut leader = Command::new("sleep").arg("120").spawn().unwrap();
    let own = [("Leader", leader.id().into())];
    let login = Login::start(&bus, vec![session_with("c1", 58_001, "an", &own)]).await;
    let mut watched = Watched::start(&bus);
    watched.snapshot().await;
    login.put(session_with(
        "c1",
        58_001,
        "an",
        &[("State", "closing".into())],
    ));
    leader.kill().unwrap();
    leader.wait().unwrap();
    let changed = watched.changed().await;
    assert_eq!(
        (changed.state, changed.leader),
        (SessionState::Closing, None)
    );
    assert!(!changed.in_front());
}

#[tokio::test]
async fn without_a_login_service_it_falls_back_says_so_and_recovers() {
    let Some(bus) = bus() else { return };
    let mut watched = Watched::start(&bus);
    // A bus without a login service.
    let raised = watched.health(HealthCode::NoLoginService).await;
    assert!(raised);
    assert!(matches!(
        watched.source().await,
        SessionSource::Fallback { .. }
    ));
    assert_eq!(watched.snapshot().await, []);
    let _login = Login::start(&bus, vec![session("c1", 58_001, "an")]).await;
    let opened = wait_for(&mut watched.events, "recovery", |event| match event {
        PlatformEvent::Session(SessionEvent::Source(SessionSource::Fallback { .. })) => {
            panic!("told again")
        }
        PlatformEvent::Session(SessionEvent::Opened(session)) => Some(session),
        _ => None,
    })
    .await;
    assert_eq!(opened.id.as_str(), "c1");
    assert!(
        !watched.health(HealthCode::NoLoginService).await,
        "it is there now"
    );
}
