//! Killing the agent, the machine or the data buys nothing.

use std::time::Duration;

use luytre_tests::homepc::{Error, FileKind, HomePc, Status, Talk};
use luytre_tests::wait;

use crate::{EXACT_MS, NEVER, PLENTY, let_in, now_ms, pc_with, wait_past};

/// How long nobody may enforce after a kill: a second until the service comes back, and its start.
const BACK_MS: i64 = 2_000;

fn kill_agent(pc: &HomePc) -> Result<(), Error> {
    let argv = [
        "systemctl",
        "kill",
        "--kill-who=main",
        "--signal=KILL",
        "luytred",
    ];
    pc.run_as_root(&argv)?.text().map(drop)
}

/// A greeted connection as soon as there is an agent again.
fn talk_again(pc: &HomePc) -> Result<Talk, Error> {
    wait::find("the agent is back", wait::PATIENCE, || {
        match pc.talk_as_root() {
            Ok(talk) => Ok(Some(talk)),
            // Not there yet, or it broke off while it was dying.
            Err(Error::Unexpected { .. } | Error::Silent { .. } | Error::Io { .. }) => Ok(None),
            Err(other) => Err(other),
        }
    })
}

/// An, in use, and how she stands then.
fn counted(talk: &mut Talk) -> Result<Status, Error> {
    talk.wait_status("she is counted", wait::PATIENCE, |status| {
        status.child("an").state == "active"
    })
}

#[test]
fn a_killed_agent_comes_back_and_has_counted_the_gap() -> Result<(), Error> {
    let Some(pc) = pc_with("kill", PLENTY)? else {
        return Ok(());
    };
    pc.login("an")?;
    let before = counted(&mut pc.talk_as_root()?)?;
    for _ in 0..3 {
        let killed_at = now_ms();
        kill_agent(&pc)?;
        let mut talk = talk_again(&pc)?;
        let gone_ms = now_ms() - killed_at;
        assert!(
            gone_ms <= BACK_MS + 1_000,
            "away for {gone_ms} ms, the bench's own time included"
        );
        let after = talk.status()?;
        let used = after.child("an").screen.used - before.child("an").screen.used;
        let truly = after.at - before.at;
        assert!((used - truly).abs() <= EXACT_MS, "{used} ms of {truly} ms");
    }
    Ok(())
}

/// The end of the time falls into the moment in which there is no agent.
#[test]
fn a_limit_that_is_reached_while_the_agent_is_dead_is_kept() -> Result<(), Error> {
    let Some(pc) = pc_with("kill-at-limit", NEVER)? else {
        return Ok(());
    };
    let mut talk = pc.talk_as_root()?;
    let until = now_ms() + 5_000;
    let_in(&mut talk, until)?;
    let session = pc.login("an")?;
    let signals = pc.watch_logind()?;
    wait_past(&mut talk, until - 500)?;
    kill_agent(&pc)?;
    let locked = signals.next("Lock", &session, wait::PATIENCE)?;
    let late = locked.at_ms - until;
    assert!(
        (0..=BACK_MS).contains(&late),
        "locked {late} ms after the deadline"
    );

    // Unlocked while there is no agent: the next one locks again.
    pc.wait_session(&session, "it is locked", |s| s.locked_hint)?;
    kill_agent(&pc)?;
    pc.unlock(&session)?;
    pc.wait_session(&session, "it is unlocked", |s| !s.locked_hint)?;
    signals.next("Lock", &session, Duration::from_secs(4))?;
    Ok(())
}

#[test]
fn a_reboot_keeps_what_was_used() -> Result<(), Error> {
    let Some(mut pc) = pc_with("agent-reboot", PLENTY)? else {
        return Ok(());
    };
    pc.login("an")?;
    let mut talk = pc.talk_as_root()?;
    let first = counted(&mut talk)?;
    wait_past(&mut talk, first.at + 3_000)?;
    let before = talk.status()?;
    drop(talk);
    pc.reboot()?;
    let shutting_down_ms = now_ms() - before.at;
    let after = talk_again(&pc)?.status()?;
    let used = after.child("an").screen.used;
    let known = before.child("an").screen.used;
    assert!(
        (known..=known + shutting_down_ms).contains(&used),
        "{known} became {used}"
    );
    assert_eq!(after.child("an").state, "offline");

    // Nothing is counted while she is away, and counting goes on with the next login.
    pc.login("an")?;
    let again = counted(&mut talk_again(&pc)?)?;
    let more = again.child("an").screen.used - used;
    assert!((0..=again.at - after.at).contains(&more), "{more}");
    Ok(())
}

/// A power cut loses at most the minute since the last heartbeat.
#[test]
fn a_power_cut_loses_at_most_a_minute() -> Result<(), Error> {
    let Some(mut pc) = pc_with("plug", PLENTY)? else {
        return Ok(());
    };
    pc.login("an")?;
    let mut talk = pc.talk_as_root()?;
    counted(&mut talk)?;
    let before = talk.wait_status(
        "more than a minute is used",
        Duration::from_secs(90),
        |status| status.child("an").screen.used >= 70_000,
    )?;
    drop(talk);
    pc.pull_the_plug()?;
    let after = talk_again(&pc)?.status()?;
    let lost = before.child("an").screen.used - after.child("an").screen.used;
    assert!(lost <= 60_000, "{lost} ms were lost");
    Ok(())
}

/// Garbage instead of the store, or no store at all: rules and use are still there, and the parent is told.
#[test]
fn a_broken_or_deleted_store_frees_nobody() -> Result<(), Error> {
    let Some(pc) = pc_with("store", PLENTY)? else {
        return Ok(());
    };
    pc.login("an")?;
    let mut talk = pc.talk_as_root()?;
    let first = counted(&mut talk)?;
    wait_past(&mut talk, first.at + 2_000)?;
    let mut known = talk.status()?.child("an").screen.used;
    drop(talk);
    let damages: [&[&str]; 3] = [
        &[
            "sh",
            "-c",
            "head -c 100000 /dev/urandom > /var/lib/luytre/luytre.db",
        ],
        &["sh", "-c", "rm -f /var/lib/luytre/luytre.db*"],
        &[
            "sh",
            "-c",
            "printf garbage > /var/lib/luytre/luytre.db; rm -f /var/lib/luytre/luytre.db-*",
        ],
    ];
    for damage in damages {
        pc.run_as_root(&["systemctl", "stop", "luytred"])?.text()?;
        pc.run_as_root(damage)?.text()?;
        pc.run_as_root(&["systemctl", "start", "luytred"])?.text()?;
        let mut talk = talk_again(&pc)?;
        let after = talk.status()?;
        assert!(
            after.has_issue("store_restored"),
            "the parent is told after {damage:?}: {after:?}"
        );
        let an = after.child("an");
        assert!(
            an.screen.used >= known,
            "{} of {known} after {damage:?}",
            an.screen.used
        );
        assert_eq!(
            an.screen.left,
            Some(7_200_000 - an.screen.used),
            "the rule is still there"
        );
        known = an.screen.used;
    }
    Ok(())
}

/// With everything gone, the household included, what applies is strict until a parent says otherwise.
#[test]
fn a_deleted_state_folder_means_the_strict_fallback() -> Result<(), Error> {
    let Some(pc) = pc_with("no-state", PLENTY)? else {
        return Ok(());
    };
    pc.run_as_root(&["systemctl", "stop", "luytred"])?.text()?;
    pc.run_as_root(&[
        "sh",
        "-c",
        "rm -rf /var/lib/luytre/* /var/lib/luytre/.[!.]*",
    ])?
    .text()?;
    pc.run_as_root(&["systemctl", "start", "luytred"])?.text()?;
    let mut talk = talk_again(&pc)?;
    let status = talk.status()?;
    assert!(status.has_issue("store_lost"), "{status:?}");
    let left = status.child("an").screen.left;
    assert!(
        left.is_some_and(|left| left <= 1_800_000),
        "half an hour at most: {left:?}"
    );
    pc.write_file(
        "/run/again.toml",
        &crate::household(PLENTY),
        FileKind::Secret,
    )?;
    pc.run_as_root(&["luytre", "policy", "apply", "/run/again.toml"])?
        .text()?;
    let status = talk.wait_status("it is as agreed again", wait::PATIENCE, |status| {
        status.child("an").screen.left == Some(7_200_000)
    })?;
    assert!(!status.has_issue("store_lost"));
    Ok(())
}
