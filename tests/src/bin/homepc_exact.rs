//! How exact the agent is in a home PC: the lock after the limit, counting over lock cycles, a spent game's life, a kill.
//!
//! usage: `homepc_exact [--locks N] [--cycles N] [--games N] [--kills N]`
//!
//! Times are those of the bus and of logind, not of the agent. The agent's programs are those beside this one;
//! `tests/bench/homepc-exact.sh` builds them for release.

use std::io::Write as _;
use std::time::{Duration, Instant};

use anyhow::{Context as _, bail};
use luytre_tests::homepc::{HomePc, SessionId, Signals, Talk, built_programs, household, now_ms};
use luytre_tests::wait;
use serde_json::json;

/// It is never An's time unless somebody lets her in, and one program is not for her at all.
const RULES: &str = r#"
[child.screen]
windows = { default = ["02:00-02:05"] }
[child.activity.chat]
counts = "blocked"

[[program]]
id = "gossip"
name = "Gossip"
activity = "chat"
match = [{ exe = "/usr/local/games/gossip" }]
"#;

fn main() -> anyhow::Result<()> {
    let (mut locks, mut cycles, mut games, mut kills) = (10_u32, 20_u32, 10_u32, 5_u32);
    let usage = "usage: homepc_exact [--locks N] [--cycles N] [--games N] [--kills N]";
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        let number = arguments.next().context(usage)?.parse().context(usage)?;
        match argument.as_str() {
            "--locks" => locks = number,
            "--cycles" => cycles = number,
            "--games" => games = number,
            "--kills" => kills = number,
            _ => bail!("{argument}? {usage}"),
        }
    }
    let pc = HomePc::boot("exact")?;
    pc.install_agent(&built_programs()?)?;
    pc.apply_household(&household(RULES))?;
    let mut talk = pc.talk_as_root()?;
    let_in(&mut talk, now_ms() + 3_000)?;
    let session = pc.login("an")?;
    let signals = pc.watch_logind()?;
    signals.next("Lock", &session, wait::PATIENCE)?;
    pc.wait_session(&session, "the locker has locked", |s| s.locked_hint)?;

    let late = lock_times(&pc, &mut talk, &session, &signals, locks)?;
    say("limit to lock", "ms", late)?;

    let_in(&mut talk, now_ms() + 3_600_000)?;
    pc.unlock(&session)?;
    pc.wait_session(&session, "she is let in", |s| !s.locked_hint)?;
    let (counted, truly) = counting(&pc, &mut talk, &session, cycles)?;
    let error = counted - truly;
    out(&format!(
        "counting error over {cycles} lock cycles: {error} ms of {truly} ms"
    ))?;

    say("life of a refused program", "ms", lives(&pc, games)?)?;
    say("kill -9 to the first answer", "ms", gaps(&pc, kills)?)
}

fn let_in(talk: &mut Talk, until_ms: i64) -> anyhow::Result<()> {
    talk.must(&json!({ "do": "let_in", "child": "an", "until": until_ms }))?;
    Ok(())
}

/// From the instant at which the time ends to logind's `Lock`.
fn lock_times(
    pc: &HomePc,
    talk: &mut Talk,
    session: &SessionId,
    signals: &Signals,
    count: u32,
) -> anyhow::Result<Vec<i64>> {
    let mut late = Vec::new();
    for _ in 0..count {
        let until = now_ms() + 1_500;
        let_in(talk, until)?;
        pc.unlock(session)?;
        pc.wait_session(session, "she is let in", |s| !s.locked_hint)?;
        let locked = signals.next("Lock", session, wait::PATIENCE)?;
        late.push(locked.at_ms - until);
        pc.wait_session(session, "the locker has locked", |s| s.locked_hint)?;
    }
    Ok(late)
}

/// What the agent counted, and what the bus saw, in milliseconds.
fn counting(
    pc: &HomePc,
    talk: &mut Talk,
    session: &SessionId,
    cycles: u32,
) -> anyhow::Result<(i64, i64)> {
    let before = talk.wait_status("she is counted", wait::PATIENCE, |status| {
        status.child("an").state == "active"
    })?;
    // From now on each change of the session's properties is one lock or unlock.
    let signals = pc.watch_logind()?;
    let mut locked_ms = 0;
    for _ in 0..cycles {
        pc.lock(session)?;
        let locked = signals.next("PropertiesChanged", session, wait::PATIENCE)?;
        pc.wait_session(session, "it is locked", |s| s.locked_hint)?;
        pc.unlock(session)?;
        let unlocked = signals.next("PropertiesChanged", session, wait::PATIENCE)?;
        pc.wait_session(session, "it is unlocked", |s| !s.locked_hint)?;
        locked_ms += unlocked.at_ms - locked.at_ms;
    }
    let after = talk.wait_status("she is counted again", wait::PATIENCE, |status| {
        status.child("an").state == "active"
    })?;
    let counted = after.child("an").screen.used - before.child("an").screen.used;
    Ok((counted, after.at - before.at - locked_ms))
}

/// How long a program lives that may not run, entering the home PC included.
fn lives(pc: &HomePc, count: u32) -> anyhow::Result<Vec<i64>> {
    let program = "/usr/local/games/gossip";
    let install = ["install", "-D", "-m", "0755", "/bin/sleep", program];
    pc.run_as_root(&install)?.text()?;
    let mut lives = Vec::new();
    for _ in 0..count {
        let start = Instant::now();
        let mut game = pc.start_as("an", &[program, "600"])?;
        game.wait_ended(wait::PATIENCE)?;
        lives.push(millis(start.elapsed()));
    }
    Ok(lives)
}

/// How long there is no agent after its death.
fn gaps(pc: &HomePc, count: u32) -> anyhow::Result<Vec<i64>> {
    let kill = [
        "systemctl",
        "kill",
        "--kill-who=main",
        "--signal=KILL",
        "luytred",
    ];
    let mut gaps = Vec::new();
    for _ in 0..count {
        let start = Instant::now();
        pc.run_as_root(&kill)?.text()?;
        wait::find("the agent is back", wait::PATIENCE, || {
            Ok::<_, wait::TooLate>(pc.talk_as_root().ok())
        })?;
        gaps.push(millis(start.elapsed()));
    }
    Ok(gaps)
}

fn millis(span: Duration) -> i64 {
    i64::try_from(span.as_millis()).unwrap_or(i64::MAX)
}

fn say(what: &str, unit: &str, mut values: Vec<i64>) -> anyhow::Result<()> {
    values.sort_unstable();
    let middle = values.get(values.len() / 2).context("nothing measured")?;
    let (least, most) = (values[0], values[values.len() - 1]);
    let count = values.len();
    out(&format!(
        "{what}: {least} … {most} {unit}, median {middle} {unit} (of {count})"
    ))
}

fn out(line: &str) -> anyhow::Result<()> {
    writeln!(std::io::stdout(), "{line}").context("cannot write the result")
}
