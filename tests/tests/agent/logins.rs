//! The login screen: who is refused while blocked, and that nobody else ever is.

use std::time::{Duration, Instant};

use luytre_tests::homepc::{Desktop, Error, FileKind, HomePc, Login, LoginTry, Refusal};
use luytre_tests::wait;

use crate::{NEVER, let_in, now_ms, pc_with};

/// An agent that does not answer may hold up a login for this long: its own limit, and a first login's own work.
const HELD_UP: Duration = Duration::from_secs(5);

fn refused(pc: &HomePc, account: &str) -> Result<Refusal, Error> {
    match pc.try_login(&without_desktop(account))? {
        Login::Refused(refusal) => Ok(refusal),
        Login::Admitted(session) => panic!("{account} was let in: {session}"),
    }
}

fn without_desktop(account: &str) -> LoginTry<'_> {
    LoginTry {
        desktop: Desktop::None,
        ..LoginTry::of(account)
    }
}

fn admitted(pc: &HomePc, account: &str, when: &str) -> Result<(), Error> {
    let start = Instant::now();
    match pc.try_login(&without_desktop(account))? {
        Login::Admitted(session) => {
            let took = start.elapsed();
            assert!(took < HELD_UP, "{account} had to wait {took:?} {when}");
            pc.logout(&session)
        }
        Login::Refused(refusal) => panic!("{account} was refused {when}: {refusal}"),
    }
}

#[test]
fn a_blocked_child_is_refused_with_reason_and_time_and_nobody_else_is() -> Result<(), Error> {
    let Some(pc) = pc_with("blocked-login", NEVER)? else {
        return Ok(());
    };
    let refusal = refused(&pc, "an")?;
    assert_eq!(refusal.stage, "account");
    let words = refusal.messages.join("\n");
    assert!(
        words.contains("02:00"),
        "she learns when she may come back: {words}"
    );
    assert!(words.contains("con"), "in the family's voice: {words}");
    assert!(pc.sessions()?.is_empty());
    // Not by another door either: su asks the same stage.
    let su = pc.run_as_root(&[
        "runuser",
        "-u",
        "binh",
        "--",
        "sh",
        "-c",
        "echo an | su an -c id",
    ])?;
    assert!(!su.stdout.contains("uid="), "{su:?}");

    for account in ["binh", "parent"] {
        admitted(&pc, account, "while An is blocked")?;
    }
    let root = pc.run_outside_session("parent", &["sh", "-c", "echo parent | sudo -S id -u"])?;
    assert_eq!(root.stdout.trim(), "0", "{root:?}");

    let mut talk = pc.talk_as_root()?;
    let_in(&mut talk, now_ms() + 60_000)?;
    admitted(&pc, "an", "when a parent lets her in")
}

/// Stopped, hanging, crashing, without its programs: the way in stays open, quickly. What blocks is only a clear "no".
#[test]
fn a_broken_agent_locks_nobody_out() -> Result<(), Error> {
    let Some(pc) = pc_with("broken-agent", NEVER)? else {
        return Ok(());
    };
    refused(&pc, "an")?;
    let everybody = |when: &str| -> Result<(), Error> {
        ["an", "parent"]
            .iter()
            .try_for_each(|account| admitted(&pc, account, when))
    };
    let run = |argv: &[&str]| pc.run_as_root(argv)?.text().map(drop);

    // Hanging. The service manager's watchdog must not mend it meanwhile, so it is told not to look.
    run(&[
        "systemctl",
        "kill",
        "--kill-who=main",
        "--signal=STOP",
        "luytred",
    ])?;
    everybody("while the agent hangs")?;
    run(&[
        "systemctl",
        "kill",
        "--kill-who=main",
        "--signal=CONT",
        "luytred",
    ])?;
    wait::until("it refuses again", wait::PATIENCE, || {
        Ok::<_, Error>(matches!(
            pc.try_login(&without_desktop("an"))?,
            Login::Refused(_)
        ))
    })?;

    run(&["systemctl", "stop", "luytred"])?;
    everybody("while the agent is stopped")?;

    // A program that answers nonsense, one that is not executable, none at all.
    let program = "/usr/lib/luytre/luytre";
    run(&["mv", program, "/usr/lib/luytre/luytre.away"])?;
    for script in [
        "#!/bin/sh\nexit 1\n",
        "#!/bin/sh\nkill -SEGV $$\n",
        "#!/bin/sh\nsleep 60\n",
        "no program",
    ] {
        pc.write_file(program, script, FileKind::Program)?;
        everybody("while the login check is broken")?;
    }
    run(&["rm", "-rf", "/usr/lib/luytre"])?;
    everybody("after its programs were removed")
}

/// Whoever gets past the login check meets the agent itself.
#[test]
fn who_slips_past_the_login_check_is_locked_at_once() -> Result<(), Error> {
    let Some(pc) = pc_with("no-check", NEVER)? else {
        return Ok(());
    };
    pc.run_as_root(&["rm", "/usr/lib/luytre/login-check"])?
        .text()?;
    let signals = pc.watch_logind()?;
    let session = pc.login("an")?;
    signals.next("Lock", &session, wait::PATIENCE)?;
    pc.wait_session(&session, "the locker has locked", |s| s.locked_hint)?;
    let used = pc.talk_as_root()?.status()?.child("an").screen.used;
    assert!(used < 5_000, "{used} ms");
    Ok(())
}
