//! Counting and enforcing, with the store whole, slow, and broken.

mod support;

use luytre_core::event::Subject;
use luytre_core::health::{HealthCode, Verdict};
use luytre_core::record::{AuditEvent, Record};
use luytre_core::time::Span;
use luytre_platform::{CpuUse, Evidence, PlatformEvent, SleepEvent};
use luytre_protocol::{ParentRequest, Reply, ServerEvent, SystemRequest};
use luytre_testkit::{AN, Entry};
use support::keeper::Flow;
use support::{ROOT, Rig, event_that, is_lock};

#[tokio::test]
async fn use_is_counted_and_the_session_locked_when_nothing_is_left() {
    let rig = Rig::with_family().await;
    rig.login_an().await;
    rig.pass(Span::from_mins(20)).await;
    assert_eq!(rig.used("an").await, Span::from_mins(20));
    // Not while it is locked.
    rig.world.set_locked("c2", true);
    rig.status_of_root().await;
    rig.pass(Span::from_mins(10)).await;
    rig.world.set_locked("c2", false);
    rig.status_of_root().await;
    assert_eq!(rig.used("an").await, Span::from_mins(20));
    // To the limit, and through the one minute of tolerance.
    rig.pass(Span::from_mins(40)).await;
    assert!(
        !rig.journal().entries().iter().any(is_lock),
        "nobody is locked without a last minute"
    );
    rig.pass(Span::from_mins(1)).await;
    rig.journal()
        .wait_for(0, |entry| *entry == Entry::Locked("c2".into()))
        .await;
    assert!(rig.status_of_root().await.children[0].blocked);
}

#[tokio::test]
async fn what_is_decided_is_durable_before_it_is_done() {
    let rig = Rig::with_family().await;
    rig.login_an().await;
    rig.pass(Span::from_mins(60)).await;
    let before = rig.journal().len();
    rig.pass(Span::from_mins(1)).await;
    let locked = rig.journal().wait_for(before, is_lock).await;
    let entries = rig.journal().entries();
    let since = &entries[before..locked];
    assert!(
        since
            .iter()
            .any(|entry| matches!(entry, Entry::Committed { state: true, .. })),
        "{since:?}"
    );
}

#[tokio::test]
async fn a_session_that_is_unlocked_against_the_rules_is_locked_again() {
    let rig = Rig::with_family().await;
    rig.login_an().await;
    rig.pass(Span::from_mins(61)).await;
    rig.pass(Span::from_mins(1)).await;
    let first = rig.journal().wait_for(0, is_lock).await;
    rig.status_of_root().await;
    rig.world.clock.advance(Span::from_secs(5));
    rig.world.set_locked("c2", false);
    rig.journal().wait_for(first + 1, is_lock).await;
}

#[tokio::test]
async fn a_full_disk_does_not_keep_a_limit_from_being_kept() {
    let rig = Rig::with_family().await;
    rig.login_an().await;
    rig.keeper.set(Flow::Failing);
    rig.pass(Span::from_mins(60)).await;
    rig.pass(Span::from_mins(1)).await;
    rig.journal().wait_for(0, is_lock).await;
    let status = rig.status_of_root().await;
    assert!(
        status
            .issues
            .iter()
            .any(|issue| issue.code == HealthCode::StoreNotWritable),
        "{:?}",
        status.issues
    );
    assert_eq!(status.verdict, Verdict::Weaker);

    // When there is room again, nothing of the time in between is missing.
    rig.keeper.set(Flow::Good);
    let failing = rig.journal().len();
    rig.pass(Span::from_mins(2)).await;
    rig.journal()
        .wait_for(failing, |entry| {
            matches!(entry, Entry::Committed { state: true, .. })
        })
        .await;
    let status = rig.status_of_root().await;
    assert!(
        !status
            .issues
            .iter()
            .any(|issue| issue.code == HealthCode::StoreNotWritable),
        "{:?}",
        status.issues
    );
    let locked = rig
        .keeper
        .records()
        .iter()
        .any(|record| matches!(record, Record::Audit(audit) if matches!(audit.what, AuditEvent::Locked { .. })));
    assert!(
        locked,
        "the lock of the time without a disk is in the ledger"
    );
}

#[tokio::test]
async fn a_stuck_disk_does_not_either() {
    let rig = Rig::with_family().await;
    rig.login_an().await;
    rig.pass(Span::from_mins(60)).await;
    rig.keeper.set(Flow::Stuck);
    rig.pass(Span::from_mins(1)).await;
    rig.journal().wait_for(0, is_lock).await;
}

#[tokio::test]
async fn a_grant_is_answered_when_it_is_durable() {
    let rig = Rig::with_family().await;
    rig.keeper.set(Flow::Stuck);
    let mut mom = rig.client(luytre_testkit::MOM).await;
    let grant = ParentRequest::GrantMinutes {
        child: "an".into(),
        span: Span::from_mins(15),
        subject: Subject::Screen,
    };
    let answer = mom.request(grant);
    tokio::pin!(answer);
    // Another peer is served meanwhile, and the answer is still not there.
    rig.status_of_root().await;
    assert!(
        futures_now(answer.as_mut()).await.is_none(),
        "answered before it was durable"
    );
    rig.keeper.set(Flow::Good);
    let reply = answer.await;
    assert!(matches!(reply, Ok(Reply::Done(_))), "{reply:?}");
    assert!(
        rig.keeper
            .records()
            .iter()
            .any(|record| matches!(record, Record::Grant(_)))
    );
}

/// The result of a future if it is ready now.
async fn futures_now<F: Future>(mut future: std::pin::Pin<&mut F>) -> Option<F::Output> {
    std::future::poll_fn(|context| {
        std::task::Poll::Ready(match future.as_mut().poll(context) {
            std::task::Poll::Ready(value) => Some(value),
            std::task::Poll::Pending => None,
        })
    })
    .await
}

#[tokio::test]
async fn a_spent_game_is_asked_to_end_and_then_ended() {
    let rig = Rig::with_family().await;
    rig.login_an().await;
    rig.world.set_obedient(false);
    let game = rig.world.start(500, AN, "/usr/games/mines");
    rig.status_of_root().await;
    rig.pass(Span::from_mins(30)).await;
    rig.pass(Span::from_mins(1)).await;
    let asked = rig
        .journal()
        .wait_for(0, |entry| *entry == Entry::Terminated(game))
        .await;
    rig.pass(Span::from_secs(10)).await;
    rig.journal()
        .wait_for(asked, |entry| *entry == Entry::Killed(game))
        .await;
    // A relaunch does not get ten seconds again.
    let before = rig.journal().len();
    let again = rig.world.start(501, AN, "/usr/games/mines");
    rig.journal()
        .wait_for(before, |entry| *entry == Entry::Killed(again))
        .await;
    // Screen time goes on.
    assert!(!rig.status_of_root().await.children[0].blocked);
}

#[tokio::test]
async fn a_claimed_lock_over_a_busy_program_is_charged() {
    let rig = Rig::with_family().await;
    rig.login_an().await;
    rig.pass(Span::from_mins(5)).await;
    rig.world.set_locked("c2", true);
    rig.journal()
        .wait_for(0, |entry| *entry == Entry::LookedAt(AN.1))
        .await;
    rig.status_of_root().await;
    let busy = CpuUse {
        used: Span::from_secs(20),
        over: Span::from_secs(30),
    };
    rig.world.show_evidence(
        AN.1,
        Evidence {
            cpu: Some(busy),
            ..Evidence::default()
        },
    );
    for _ in 0..20 {
        rig.pass(Span::from_secs(30)).await;
    }
    assert_eq!(rig.used("an").await, Span::from_mins(15));
    let status = rig.status_of_root().await;
    assert!(
        status
            .issues
            .iter()
            .any(|issue| issue.code == HealthCode::PresenceContradicted),
        "{:?}",
        status.issues
    );
}

#[tokio::test]
async fn a_login_is_refused_while_nothing_is_left() {
    let rig = Rig::with_family().await;
    let mut root = rig.client(ROOT).await;
    let check = |account: &str| SystemRequest::LoginCheck {
        account: account.into(),
    };
    let Reply::Login(verdict) = root.request(check("an")).await.unwrap() else {
        panic!()
    };
    assert_eq!(verdict.refusal, None);
    rig.login_an().await;
    rig.pass(Span::from_mins(61)).await;
    rig.world.logout("c2");
    rig.pass(Span::from_mins(1)).await;
    let Reply::Login(verdict) = root.request(check("an")).await.unwrap() else {
        panic!()
    };
    let notice = verdict.refusal.expect("nothing is left");
    assert!(notice.until.is_some());
    for account in ["root", "mom", "guest", "nobody-at-all"] {
        let Reply::Login(verdict) = root.request(check(account)).await.unwrap() else {
            panic!()
        };
        assert_eq!(verdict.refusal, None, "{account}");
    }
}

#[tokio::test]
async fn warnings_are_told_to_the_child_once_each() {
    let rig = Rig::with_family().await;
    rig.login_an().await;
    let mut an = rig.client(AN).await;
    an.request(luytre_protocol::ChildRequest::Subscribe {})
        .await
        .unwrap();
    let warned = |left: i64| {
        move |event: &ServerEvent| {
            matches!(event, ServerEvent::Notice(notice)
            if notice.effect.as_str() == "warn" && notice.left == Some(Span::from_mins(left)))
        }
    };
    for left in [15, 5, 1] {
        let used = rig.used("an").await;
        rig.pass(Span::from_mins(60 - left) - used).await;
        event_that(&mut an, warned(left)).await;
    }
}

#[tokio::test]
async fn the_machine_sleeps_only_after_everything_is_saved() {
    let rig = Rig::with_family().await;
    rig.login_an().await;
    rig.pass(Span::from_mins(7)).await;
    rig.journal()
        .wait_for(0, |entry| *entry == Entry::DelayTaken)
        .await;
    let before = rig.journal().len();
    rig.world
        .send(PlatformEvent::Sleep(SleepEvent::GoingToSleep));
    let given_up = rig
        .journal()
        .wait_for(before, |entry| *entry == Entry::DelayGivenUp)
        .await;
    let entries = rig.journal().entries();
    let saved = entries[before..given_up]
        .iter()
        .any(|entry| matches!(entry, Entry::Committed { state: true, .. }));
    assert!(saved, "{:?}", &entries[before..]);
    rig.world.send(PlatformEvent::Sleep(SleepEvent::Woke));
    rig.journal()
        .wait_for(given_up, |entry| *entry == Entry::DelayTaken)
        .await;
}

#[tokio::test]
async fn programs_that_come_and_go_do_not_keep_the_disk_busy() {
    let rig = Rig::with_family().await;
    rig.login_an().await;
    rig.pass(Span::from_secs(1)).await;
    let before = rig.journal().len();
    for pid in 1000..1030 {
        let key = rig.world.start(pid, AN, "/home/an/bin/short");
        rig.pass(Span::from_secs(1)).await;
        rig.world.stop(key);
        rig.pass(Span::from_secs(1)).await;
    }
    let written = rig.journal().entries()[before..]
        .iter()
        .filter(|entry| matches!(entry, Entry::Committed { .. }))
        .count();
    assert!(written <= 1, "{written} writes in a minute");
}

#[tokio::test]
async fn a_game_that_runs_is_known_after_a_kill() {
    let mut rig = Rig::with_family().await;
    rig.login_an().await;
    let game = rig.world.start(500, AN, "/usr/games/mines");
    rig.status_of_root().await;
    for _ in 0..5 {
        rig.pass(Span::from_mins(1)).await;
    }
    rig.kill().await;
    rig.world.clock.advance(Span::from_mins(1));
    rig.start().await;
    let status = rig.status_of_root().await;
    assert_eq!(
        status.children[0].activities[0].meter.used,
        Span::from_mins(6)
    );
    rig.world.stop(game);
    rig.pass(Span::from_secs(1)).await;
    let status = rig.status_of_root().await;
    assert!(!status.children[0].activities[0].running);
}

/// Two children in use, one of them idle behind a lock: ten minutes cost a heartbeat a minute and a look every half minute.
#[tokio::test]
async fn between_decisions_the_agent_sleeps() {
    let rig = Rig::with_family().await;
    rig.login_an().await;
    rig.world.login("c3", luytre_testkit::BINH);
    rig.status_of_root().await;
    rig.world.set_locked("c3", true);
    rig.pass(Span::from_secs(1)).await;
    let mut root = rig.client(ROOT).await;
    let Reply::Health(before) = root.request(ParentRequest::Health {}).await.unwrap() else {
        panic!()
    };
    for _ in 0..600 {
        rig.world.clock.advance(Span::from_secs(1));
        for _ in 0..20 {
            tokio::task::yield_now().await;
        }
    }
    let Reply::Health(after) = root.request(ParentRequest::Health {}).await.unwrap() else {
        panic!()
    };
    let turns = after.counters.turns - before.counters.turns;
    assert!(turns <= 36, "{turns} turns in ten minutes");
    let commits = after.counters.commits - before.counters.commits;
    assert!(commits <= 1, "{commits} writes in ten minutes");
}
