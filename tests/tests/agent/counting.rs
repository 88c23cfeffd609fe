//! Time is counted while a session is in use, exactly, and not while it is locked or switched away.

use std::time::Duration;

use luytre_tests::homepc::Error;
use luytre_tests::wait;

use crate::{EXACT_MS, PLENTY, now_ms, pc_with, wait_past};

#[test]
fn use_is_counted_while_active_and_not_while_locked() -> Result<(), Error> {
    const CYCLES: u32 = 5;
    let Some(pc) = pc_with("counting", PLENTY)? else {
        return Ok(());
    };
    let mut talk = pc.talk_as_root()?;
    let session = pc.login("an")?;
    let signals = pc.watch_logind()?;
    let before = talk.wait_status("she is counted", wait::PATIENCE, |status| {
        status.child("an").state == "active"
    })?;

    // What logind says is the truth; each change is one signal about the session's properties.
    let mut locked_ms = 0;
    for _ in 0..CYCLES {
        pc.lock(&session)?;
        let locked = signals.next("PropertiesChanged", &session, wait::PATIENCE)?;
        assert!(pc.session(&session)?.locked_hint);
        wait_past(&mut talk, locked.at_ms + 500)?;
        assert_eq!(talk.status()?.child("an").state, "locked");
        pc.unlock(&session)?;
        let unlocked = signals.next("PropertiesChanged", &session, wait::PATIENCE)?;
        assert!(!pc.session(&session)?.locked_hint);
        locked_ms += unlocked.at_ms - locked.at_ms;
        wait_past(&mut talk, unlocked.at_ms + 300)?;
    }

    let after = talk.status()?;
    let counted = after.child("an").screen.used - before.child("an").screen.used;
    let truly = after.at - before.at - locked_ms;
    assert!(
        (counted - truly).abs() <= EXACT_MS,
        "{counted} ms were counted of {truly} ms"
    );
    assert!(locked_ms >= 2_500, "or this shows nothing: {locked_ms} ms");
    assert_eq!(
        after.child("binh").screen.used,
        0,
        "who is not there is not counted"
    );
    assert_eq!(
        after.child("an").screen.left,
        Some(7_200_000 - after.child("an").screen.used)
    );
    Ok(())
}

#[test]
fn who_is_switched_away_is_not_counted() -> Result<(), Error> {
    let Some(pc) = pc_with("switching", PLENTY)? else {
        return Ok(());
    };
    let mut talk = pc.talk_as_root()?;
    let an = pc.login_on_seat0("an")?;
    let binh = pc.login_on_seat0("binh")?;
    pc.switch_to(&an)?;
    let before = talk.wait_status("an is in front", wait::PATIENCE, |status| {
        status.child("an").state == "active" && status.child("binh").state == "away"
    })?;

    let signals = pc.watch_logind()?;
    pc.switch_to(&binh)?;
    let left = signals.next("PropertiesChanged", &an, wait::PATIENCE)?;
    wait_past(&mut talk, left.at_ms + 1_000)?;
    let away = talk.status()?;
    assert_eq!(
        (
            away.child("an").state.as_str(),
            away.child("binh").state.as_str()
        ),
        ("away", "active")
    );
    pc.switch_to(&an)?;
    let back = signals.next("PropertiesChanged", &an, wait::PATIENCE)?;
    wait_past(&mut talk, back.at_ms + 500)?;

    let after = talk.status()?;
    let used = |id: &str| after.child(id).screen.used - before.child(id).screen.used;
    let away_ms = back.at_ms - left.at_ms;
    let in_front_ms = after.at - before.at - away_ms;
    assert!(
        (used("an") - in_front_ms).abs() <= EXACT_MS,
        "{} of {in_front_ms}",
        used("an")
    );
    assert!(
        (used("binh") - away_ms).abs() <= EXACT_MS,
        "{} of {away_ms}",
        used("binh")
    );
    Ok(())
}

/// Two children on one PC at once, without a seat between them: each has the own account, and a log-out ends the counting.
#[test]
fn each_child_is_counted_alone_until_the_log_out() -> Result<(), Error> {
    let Some(pc) = pc_with("two", PLENTY)? else {
        return Ok(());
    };
    let mut talk = pc.talk_as_root()?;
    let an = pc.login("an")?;
    pc.login("binh")?;
    talk.wait_status("both are counted", wait::PATIENCE, |status| {
        ["an", "binh"]
            .iter()
            .all(|id| status.child(id).state == "active")
    })?;
    pc.logout(&an)?;
    let out = talk.wait_status("an is gone", wait::PATIENCE, |status| {
        status.child("an").state == "offline"
    })?;
    wait_past(&mut talk, now_ms() + 1_000)?;
    let later = talk.status()?;
    assert_eq!(later.child("an").screen.used, out.child("an").screen.used);
    let binh = later.child("binh").screen.used - out.child("binh").screen.used;
    assert!((binh - (later.at - out.at)).abs() <= EXACT_MS);
    // A session that is over is no reason to forget what was used in it.
    pc.login("an")?;
    talk.wait_status("an is back", Duration::from_secs(10), |status| {
        status.child("an").state == "active"
            && status.child("an").screen.used >= out.child("an").screen.used
    })?;
    Ok(())
}
