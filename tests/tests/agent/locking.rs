//! From the first warning to the lock that stays.

use std::time::Duration;

use luytre_tests::homepc::{Error, HomePc, SessionId, Signals};
use luytre_tests::wait;
use serde_json::json;

use crate::{EXACT_MS, NEVER, let_in, locked_out, now_ms, pc_with, wait_past};

/// The promise of a re-lock; what a busy machine adds to it is not the agent's.
const RELOCK: Duration = Duration::from_millis(2_500);

/// The whole story of an allowance: warning, last minute, lock. The one test that sits through the minute of tolerance.
#[test]
fn a_spent_allowance_warns_counts_down_and_locks() -> Result<(), Error> {
    let rules = r#"
[child.screen]
daily = { default = "12s" }
warn_at = ["5s"]
"#;
    let Some(pc) = pc_with("allowance", rules)? else {
        return Ok(());
    };
    let mut child = pc.talk_as("an")?;
    let first = child.subscribe()?;
    assert_eq!(first.child("an").screen.left, Some(12_000));
    let session = pc.login("an")?;
    let signals = pc.watch_logind()?;
    let mut parent = pc.talk_as("parent")?;
    let began = parent.wait_status("she is counted", wait::PATIENCE, |status| {
        status.child("an").state == "active"
    })?;
    let spent_at = began.at
        + began
            .child("an")
            .screen
            .left
            .expect("there is an allowance");

    let warned = child.next_notice("warn", wait::PATIENCE)?;
    assert_eq!(
        warned.what["reason"], "daily",
        "the child learns why: {warned:?}"
    );
    assert!(
        crate::is_about(&warned.what["left"], 5_000),
        "and how much is left: {warned:?}"
    );
    assert!((warned.at_ms - (spent_at - 5_000)).abs() <= EXACT_MS);
    let last_minute = child.next_notice("countdown", wait::PATIENCE)?;
    assert!((last_minute.at_ms - spent_at).abs() <= EXACT_MS);
    assert!(
        crate::is_about(&last_minute.what["left"], 60_000),
        "{last_minute:?}"
    );

    let locked = signals.next("Lock", &session, Duration::from_secs(75))?;
    let late = locked.at_ms - (spent_at + 60_000);
    assert!(
        (0..=EXACT_MS).contains(&late),
        "locked {late} ms after the deadline"
    );
    pc.wait_session(&session, "the locker has locked", |s| s.locked_hint)?;
    assert!(!pc.host_pids("i3lock").is_empty(), "a real locker runs");
    let told = child.next_notice("lock", wait::PATIENCE)?;
    assert_eq!(told.what["reason"], "daily");
    assert!(
        told.what["until"].as_i64() > Some(now_ms()),
        "and until when: {told:?}"
    );
    let status = parent.status()?;
    assert!(status.child("an").blocked && status.child("an").state == "locked");
    // The last minute is use like any other.
    assert!((status.child("an").screen.used - 72_000).abs() <= EXACT_MS);

    // A parent adds time: worth its full minutes although more was used than allowed.
    pc.run_outside_session("parent", &["luytre", "grant", "an", "+15m"])?
        .text()?;
    child.next_notice("unlock_allowed", wait::PATIENCE)?;
    pc.unlock(&session)?;
    pc.wait_session(&session, "she is let in", |s| !s.locked_hint)?;
    let left = parent
        .status()?
        .child("an")
        .screen
        .left
        .expect("there is an allowance");
    assert!((890_000..=900_000).contains(&left), "{left}");
    Ok(())
}

/// Walls have no tolerance: the lock comes at the instant, each time.
#[test]
fn the_lock_comes_at_the_instant() -> Result<(), Error> {
    let Some(pc) = pc_with("instant", NEVER)? else {
        return Ok(());
    };
    let mut talk = pc.talk_as_root()?;
    let (session, signals) = locked_out(&pc, &mut talk)?;
    for _ in 0..3 {
        let until = now_ms() + 2_500;
        let_in(&mut talk, until)?;
        pc.unlock(&session)?;
        pc.wait_session(&session, "she is let in", |s| !s.locked_hint)?;
        let locked = signals.next("Lock", &session, wait::PATIENCE)?;
        let late = locked.at_ms - until;
        assert!(
            (0..=EXACT_MS).contains(&late),
            "locked {late} ms after the deadline"
        );
        pc.wait_session(&session, "the locker has locked", |s| s.locked_hint)?;
    }
    Ok(())
}

#[test]
fn a_parents_lock_comes_after_ten_seconds_and_can_be_taken_back() -> Result<(), Error> {
    let Some(pc) = pc_with("lock-now", crate::PLENTY)? else {
        return Ok(());
    };
    let session = pc.login("an")?;
    let signals = pc.watch_logind()?;
    let mut child = pc.talk_as("an")?;
    child.subscribe()?;
    pc.run_outside_session("parent", &["luytre", "lock", "an"])?
        .text()?;
    let told = child.next_notice("countdown", wait::PATIENCE)?;
    assert_eq!(told.what["reason"], "locked_by_parent");
    let ends = told.what["until"].as_i64().expect("a countdown ends");
    assert_eq!(
        ends - told.what["at"].as_i64().expect("it has a time"),
        10_000
    );
    let locked = signals.next("Lock", &session, wait::PATIENCE)?;
    assert!(
        (0..=EXACT_MS).contains(&(locked.at_ms - ends)),
        "{} {ends}",
        locked.at_ms
    );
    pc.wait_session(&session, "the locker has locked", |s| s.locked_hint)?;

    pc.run_outside_session("parent", &["luytre", "unlock-child", "an"])?
        .text()?;
    child.next_notice("unlock_allowed", wait::PATIENCE)?;
    pc.unlock(&session)?;
    pc.wait_session(&session, "the child is back", |s| !s.locked_hint)?;
    let mut talk = pc.talk_as_root()?;
    wait_past(&mut talk, now_ms() + 3_000)?;
    assert!(
        !pc.session(&session)?.locked_hint,
        "and nobody locks her again"
    );
    Ok(())
}

#[test]
fn an_unlock_against_the_rules_is_locked_again() -> Result<(), Error> {
    let Some(pc) = pc_with("relock", NEVER)? else {
        return Ok(());
    };
    let mut talk = pc.talk_as_root()?;
    talk.subscribe()?;
    let (session, signals) = locked_out(&pc, &mut talk)?;
    // Twice, since what is done once may be forgotten after it.
    for _ in 0..2 {
        talk.wait_status("the agent sees the lock", wait::PATIENCE, |status| {
            status.child("an").state == "locked"
        })?;
        pc.unlock(&session)?;
        locked_again(&pc, &session, &signals)?;
        talk.next_notice("relock", wait::PATIENCE)?;
    }
    Ok(())
}

#[test]
fn a_killed_locker_is_started_again() -> Result<(), Error> {
    let Some(pc) = pc_with("killed-locker", NEVER)? else {
        return Ok(());
    };
    let mut talk = pc.talk_as_root()?;
    let (session, signals) = locked_out(&pc, &mut talk)?;
    pc.run_as("an", &["pkill", "-KILL", "-x", "i3lock"])?
        .text()?;
    locked_again(&pc, &session, &signals)?;
    wait::until("a locker runs", wait::PATIENCE, || {
        Ok::<_, Error>(!pc.host_pids("i3lock").is_empty())
    })
}

fn locked_again(pc: &HomePc, session: &SessionId, signals: &Signals) -> Result<(), Error> {
    signals.next("Lock", session, RELOCK)?;
    pc.wait_session(session, "it is locked again", |s| s.locked_hint)
        .map(drop)
}

/// A child who ends the part of the desktop that locks: nobody can lock that session any more, so it ends.
#[test]
fn a_session_that_does_not_lock_is_ended() -> Result<(), Error> {
    let Some(pc) = pc_with("no-locker", NEVER)? else {
        return Ok(());
    };
    let mut talk = pc.talk_as_root()?;
    talk.subscribe()?;
    let_in(&mut talk, now_ms() + 3_000)?;
    let session = pc.login("an")?;
    pc.run_as("an", &["pkill", "-x", "xss-lock"])?.text()?;
    let mut game = pc.start_as("an", &["ltris"])?;
    game.host_pid()?;
    let signals = pc.watch_logind()?;
    let first = signals.next("Lock", &session, wait::PATIENCE)?;
    talk.next_notice("logout", wait::PATIENCE)?;
    wait::until(
        "the session is over",
        Duration::from_secs(15),
        || match pc.session(&session) {
            Ok(_) => Ok(false),
            Err(Error::NoSession(_)) => Ok(true),
            Err(other) => Err(other),
        },
    )?;
    let took = now_ms() - first.at_ms;
    assert!(took <= 15_000, "{took} ms");
    game.wait_ended(wait::PATIENCE)?;
    assert!(
        talk.status()?.has_issue("lock_not_working"),
        "a parent is told"
    );
    Ok(())
}

/// Nobody is thrown out by an edit: it gets the notice of any other end.
#[test]
fn a_tightened_rule_gives_the_running_session_a_minute() -> Result<(), Error> {
    let Some(pc) = pc_with("edit", crate::PLENTY)? else {
        return Ok(());
    };
    let session = pc.login("an")?;
    let mut child = pc.talk_as("an")?;
    child.subscribe()?;
    pc.apply_household(&crate::household(NEVER))?;
    let told = child.next_notice("countdown", wait::PATIENCE)?;
    assert_eq!(told.what["reason"], "outside_windows");
    assert!(crate::is_about(&told.what["left"], 60_000), "{told:?}");
    // Loosened again in time, it was only a scare.
    pc.apply_household(&crate::household(crate::PLENTY))?;
    let mut talk = pc.talk_as_root()?;
    talk.wait_status("she may go on", wait::PATIENCE, |status| {
        !status.child("an").blocked
    })?;
    assert!(!pc.session(&session)?.locked_hint);
    assert_eq!(
        talk.must(&json!({ "do": "policy_history", "limit": 10 }))?["policy_history"]["versions"]
            .as_array()
            .map(Vec::len),
        Some(3),
        "each edit is a version"
    );
    Ok(())
}
