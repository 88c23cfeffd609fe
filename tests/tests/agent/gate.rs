//! A program that may not run does not run at all; and whatever happens to the agent, the computer goes on.

use std::time::Duration;

use luytre_tests::homepc::{Error, HomePc, Talk};
use luytre_tests::wait;

use crate::pc_with;

/// "gossip" is a copy of `touch`: had it run, its file would be there.
const BLOCKED: &str = r#"
[child.screen]
daily = { default = "2h" }
[child.activity.chat]
counts = "blocked"

[[program]]
id = "gossip"
name = "Gossip"
activity = "chat"
match = [{ exe = "/usr/local/games/gossip" }]
"#;

fn pc_with_gossip(name: &str) -> Result<Option<(HomePc, Talk)>, Error> {
    let Some(pc) = pc_with(name, BLOCKED)? else {
        return Ok(None);
    };
    let install = ["install", "-D", "-m", "0755"];
    let touch = [&install[..], &["/bin/touch", "/usr/local/games/gossip"]].concat();
    pc.run_as_root(&touch)?.text()?;
    let mut talk = pc.talk_as_root()?;
    talk.subscribe()?;
    pc.login("an")?;
    wait_refusing(&pc)?;
    Ok(Some((pc, talk)))
}

/// Runs a shell script as An and gives what it printed.
fn as_an(pc: &HomePc, script: &str) -> Result<String, Error> {
    pc.run_as("an", &["sh", "-c", script])?.text()
}

/// 126: found, and not allowed to run. A program that is only ended soon after its start gives another number.
fn wait_refusing(pc: &HomePc) -> Result<(), Error> {
    let blocked = "/usr/local/games/gossip ~/early 2>/dev/null; echo $?; rm -f ~/early";
    wait::until("the gate refuses", wait::PATIENCE, || {
        Ok::<_, Error>(as_an(pc, blocked)? == "126")
    })
}

fn pid(pc: &HomePc, of: &str) -> Result<String, Error> {
    pc.run_as_root(&["pgrep", "-x", "-f", of])?.text()
}

const AGENT: &str = "/usr/lib/luytre/luytred";
const GATE: &str = "/proc/self/exe exec-gate";

#[test]
fn a_blocked_program_never_runs_under_any_name() -> Result<(), Error> {
    let Some((pc, mut talk)) = pc_with_gossip("gate-names")? else {
        return Ok(());
    };
    let tries = r#"
        cd ~ || exit 9
        cp /usr/local/games/gossip homework
        cp /usr/local/games/gossip .hidden
        ln -s /usr/local/games/gossip link
        for game in /usr/local/games/gossip ./homework ./.hidden ./link; do
            for n in $(seq 25); do
                "$game" ran 2>/dev/null
                echo $?
            done
        done | sort | uniq -c
        ls ran 2>/dev/null
        echo done
    "#;
    let said = as_an(&pc, tries)?;
    let words: Vec<&str> = said.split_whitespace().collect();
    assert_eq!(words, ["100", "126", "done"], "{said}");
    let told = talk.next_notice("refuse_exec", wait::PATIENCE)?;
    assert_eq!(told.what["child"], "an");
    // The brother may, and An may run everything else.
    pc.login("binh")?;
    pc.run_as("binh", &["/usr/local/games/gossip", "/home/binh/ran"])?
        .text()?;
    as_an(&pc, "touch ~/allowed && ls ~/allowed")?;
    Ok(())
}

#[test]
fn a_stopped_or_killed_agent_holds_nobody_up() -> Result<(), Error> {
    let Some((pc, _talk)) = pc_with_gossip("gate-stuck")? else {
        return Ok(());
    };
    let storm = "for n in $(seq 300); do /bin/true || echo failed; done; echo done";
    let blocked = "/usr/local/games/gossip ran 2>/dev/null; echo $?; ls ran 2>/dev/null; true";

    // Stopped: the gate decides by what it was told last.
    let agent = pid(&pc, AGENT)?;
    pc.run_as_root(&["kill", "-STOP", &agent])?.text()?;
    assert_eq!(as_an(&pc, storm)?, "done");
    assert_eq!(as_an(&pc, blocked)?, "126");
    pc.run_as_root(&["kill", "-CONT", &agent])?.text()?;

    // The gate killed in the middle of a storm: everything goes on, and another gate opens.
    let gate = pid(&pc, GATE)?;
    let running = pc.start_as("an", &["sh", "-c", storm])?;
    pc.run_as_root(&["kill", "-KILL", &gate])?.text()?;
    running.next_line("the storm ends", Duration::from_secs(30), |line| {
        assert_ne!(line, "failed");
        line == "done"
    })?;
    let next = wait::find("another gate is there", wait::PATIENCE, || {
        Ok::<_, Error>(pid(&pc, GATE).ok().filter(|next| *next != gate))
    })?;
    wait_refusing(&pc)?;

    // The agent killed in the middle of a storm: its gate ends with it, and comes back with the agent.
    let running = pc.start_as("an", &["sh", "-c", storm])?;
    pc.run_as_root(&["kill", "-KILL", &pid(&pc, AGENT)?])?
        .text()?;
    running.next_line("the storm ends", Duration::from_secs(30), |line| {
        assert_ne!(line, "failed");
        line == "done"
    })?;
    wait::until("a new agent with its gate", wait::PATIENCE, || {
        Ok::<_, Error>(pid(&pc, GATE).is_ok_and(|gate| gate != next))
    })?;
    wait_refusing(&pc)
}
