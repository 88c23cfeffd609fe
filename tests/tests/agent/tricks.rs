//! What a child can claim about the own session buys nothing, and the parent learns of it.

use std::time::Duration;

use luytre_tests::homepc::{Error, GuestProcess, Hint, HomePc};
use luytre_tests::wait;

use crate::{PLENTY, now_ms, pc_with, wait_past};

/// Claims are looked at every 30 s at most; the rest is for a busy machine.
const NOTICED: Duration = Duration::from_secs(40);

/// Between the first look at a claim and the claim itself a moment may pass.
const BACK_DATED_MS: i64 = 500;

/// Something that keeps a processor busy, as a game does.
fn busy(pc: &HomePc, account: &str) -> Result<GuestProcess, Error> {
    let mut game = pc.start_as(account, &["sh", "-c", "while :; do :; done"])?;
    game.host_pid()?;
    Ok(game)
}

/// One child says that the screen is locked and plays on, the other really locks it and goes away.
#[test]
fn a_faked_lock_is_charged_and_a_real_one_is_not() -> Result<(), Error> {
    let Some(pc) = pc_with("faked-lock", PLENTY)? else {
        return Ok(());
    };
    let mut talk = pc.talk_as_root()?;
    talk.subscribe()?;
    let an = pc.login("an")?;
    let binh = pc.login("binh")?;
    let _game = busy(&pc, "an")?;
    let before = talk.wait_status("both are counted", wait::PATIENCE, |status| {
        ["an", "binh"]
            .iter()
            .all(|id| status.child(id).state == "active")
    })?;
    pc.set_hint_as_child(&an, Hint::Locked)?;
    pc.lock(&binh)?;
    pc.wait_session(&binh, "it is really locked", |s| s.locked_hint)?;
    let locked = talk.wait_status("both claim to be locked", wait::PATIENCE, |status| {
        ["an", "binh"]
            .iter()
            .all(|id| status.child(id).state == "locked")
    })?;

    let told = talk.next_notice("health", NOTICED)?;
    assert_eq!(told.what["child"], "an");
    assert_eq!(told.what["reason"]["health"], "presence_contradicted");
    let after = talk.status()?;
    let issues: Vec<_> = after
        .issues
        .iter()
        .filter(|issue| issue.code == "presence_contradicted")
        .collect();
    assert_eq!(
        issues.len(),
        1,
        "one child's trick is not held against the other: {after:?}"
    );
    assert_eq!(issues[0].about.as_deref(), Some(an.as_str()));
    let counted = after.child("an").screen.used - before.child("an").screen.used;
    let truly = after.at - before.at;
    assert!(
        (counted - truly).abs() <= BACK_DATED_MS,
        "{counted} ms of {truly} ms"
    );
    assert_eq!(
        after.child("binh").screen.used,
        locked.child("binh").screen.used
    );

    // And it goes on being charged, although the claim still stands.
    wait_past(&mut talk, after.at + 1_000)?;
    let later = talk.status()?;
    assert!(later.child("an").screen.used >= after.child("an").screen.used + 900);
    Ok(())
}

/// Both say that nobody is there: one plays on, the other has gone.
#[test]
fn a_faked_idle_hint_is_charged_and_a_true_one_is_taken_back() -> Result<(), Error> {
    let rules = format!("idle_after = \"30s\"\n{PLENTY}");
    let Some(pc) = pc_with("faked-idle", &rules)? else {
        return Ok(());
    };
    let mut talk = pc.talk_as_root()?;
    talk.subscribe()?;
    let an = pc.login("an")?;
    let binh = pc.login("binh")?;
    let _game = busy(&pc, "an")?;
    let before = talk.wait_status("both are counted", wait::PATIENCE, |status| {
        ["an", "binh"]
            .iter()
            .all(|id| status.child(id).state == "active")
    })?;
    pc.set_hint_as_child(&an, Hint::Idle)?;
    pc.set_hint_as_child(&binh, Hint::Idle)?;
    let told = talk.next_notice("health", NOTICED)?;
    assert_eq!(told.what["child"], "an");
    assert_eq!(told.what["reason"]["health"], "presence_contradicted");
    let after = talk.wait_status("who is gone counts as idle", NOTICED, |status| {
        status.child("binh").state == "idle"
    })?;
    let used = |id: &str| after.child(id).screen.used - before.child(id).screen.used;
    let truly = after.at - before.at;
    assert!(truly >= 30_000, "or the claim had no time to work: {truly}");
    assert!(
        (used("an") - truly).abs() <= BACK_DATED_MS,
        "{} ms of {truly} ms",
        used("an")
    );
    // Back-dated to the last input: the half minute until it was certain is not charged either.
    assert!(used("binh") <= 3_000, "{} ms", used("binh"));
    Ok(())
}

/// A session's type can be changed from inside; its class and type may be chosen at the login by a program of one's own.
#[test]
fn another_type_of_session_changes_nothing() -> Result<(), Error> {
    let Some(pc) = pc_with("faked-type", PLENTY)? else {
        return Ok(());
    };
    let mut talk = pc.talk_as_root()?;
    let an = pc.login("an")?;
    let before = talk.wait_status("she is counted", wait::PATIENCE, |status| {
        status.child("an").state == "active"
    })?;
    let _holder = pc.set_type_as_child(&an, "tty")?;
    assert_eq!(pc.session(&an)?.session_type, "tty");
    wait_past(&mut talk, now_ms() + 2_000)?;
    let after = talk.status()?;
    let counted = after.child("an").screen.used - before.child("an").screen.used;
    assert!((counted - (after.at - before.at)).abs() <= crate::EXACT_MS);
    Ok(())
}
