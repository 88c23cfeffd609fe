//! The agent on a real computer: installed by its installer in a home PC, counting real sessions, locking real screens.
//!
//! Programs are those that cargo built beside this test. Each test has a home PC of its own, in which it is always about noon:
//! the household's time zone is chosen for that, since nothing may set the clock.

mod counting;
mod games;
mod gate;
mod installing;
mod locking;
mod logins;
mod roles;
mod socket;
mod survival;
mod tricks;

use std::time::Duration;

use luytre_tests::homepc::{
    Error, HomePc, SessionId, Signals, Talk, built_programs, household, now_ms,
};
use luytre_tests::wait;
use serde_json::json;

/// How far a measured time may be off, in milliseconds: what the agent promises.
const EXACT_MS: i64 = 100;

/// Time left as told by an agent that may wake a little late: what has passed since is used already.
fn is_about(left: &serde_json::Value, ms: i64) -> bool {
    left.as_i64()
        .is_some_and(|left| (ms - EXACT_MS..=ms).contains(&left))
}

/// A home PC with the agent installed and these rules for the child "an"; `None` where there is no root, and the test ends.
fn pc_with(name: &str, rules: &str) -> Result<Option<HomePc>, Error> {
    let Some(pc) = HomePc::for_test(name)? else {
        return Ok(None);
    };
    pc.install_agent(&built_programs()?)?;
    pc.apply_household(&household(rules))?;
    Ok(Some(pc))
}

/// Rules by which it is never An's time, unless somebody lets her in.
const NEVER: &str = r#"
[child.screen]
windows = { default = ["02:00-02:05"] }
warn_at = ["1m"]
"#;

/// Two hours, so that nothing comes to an end.
const PLENTY: &str = r#"
[child.screen]
daily = { default = "2h" }
"#;

/// Waits until the agent's own time has passed this instant.
fn wait_past(talk: &mut Talk, at_ms: i64) -> Result<(), Error> {
    let patience = Duration::from_millis(u64::try_from(at_ms - now_ms()).unwrap_or(0));
    talk.wait_status("time goes on", patience + wait::PATIENCE, |status| {
        status.at >= at_ms
    })?;
    Ok(())
}

/// Lets An in until then.
fn let_in(talk: &mut Talk, until_ms: i64) -> Result<(), Error> {
    talk.must(&json!({ "do": "let_in", "child": "an", "until": until_ms }))
        .map(drop)
}

/// An, logged in, whose time has just ended: her session is locked, for good. The household has to be [`NEVER`].
fn locked_out(pc: &HomePc, talk: &mut Talk) -> Result<(SessionId, Signals), Error> {
    let_in(talk, now_ms() + 3_000)?;
    let session = pc.login("an")?;
    let signals = pc.watch_logind()?;
    signals.next("Lock", &session, wait::PATIENCE)?;
    pc.wait_session(&session, "the locker has locked", |s| s.locked_hint)?;
    Ok((session, signals))
}
