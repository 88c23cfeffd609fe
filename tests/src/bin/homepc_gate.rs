//! What the gate before programs costs in a home PC: the time of a refusal, and of starting what is allowed.
//!
//! usage: `homepc_gate [--refusals N] [--starts N] [--rounds N]`
//!
//! Times are measured inside the home PC by a small program of its own (`homepc_gate inside ...`), which forks and executes
//! and does nothing else. The agent's programs are those beside this one; `tests/bench/homepc-gate.sh` builds them for
//! release.

use std::io::Write as _;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context as _, bail, ensure};
use luytre_tests::homepc::{FileKind, HomePc, built_programs, household};
use luytre_tests::wait;

/// One program is not for An at all.
const RULES: &str = r#"
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
const INSIDE: &str = "/usr/local/bin/homepc-gate";

fn main() -> anyhow::Result<()> {
    let (mut refusals, mut starts, mut rounds) = (500_u32, 2_000_u32, 3_u32);
    let usage = "usage: homepc_gate [--refusals N] [--starts N] [--rounds N]";
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        let value = arguments.next().context(usage)?;
        if argument == "inside" {
            let number = arguments.next().context(usage)?.parse().context(usage)?;
            return inside(&value, number);
        }
        let number = value.parse().context(usage)?;
        match argument.as_str() {
            "--refusals" => refusals = number,
            "--starts" => starts = number,
            "--rounds" => rounds = number,
            _ => bail!("{argument}? {usage}"),
        }
    }
    let pc = HomePc::boot("gate")?;
    pc.install_agent(&built_programs()?)?;
    pc.apply_household(&household(RULES))?;
    let install = [
        "install",
        "-D",
        "-m",
        "0755",
        "/bin/true",
        "/usr/local/games/gossip",
    ];
    pc.run_as_root(&install)?.text()?;
    pc.copy_in(&std::env::current_exe()?, INSIDE, FileKind::Program)?;
    pc.login("an")?;
    wait::until("the gate refuses", wait::PATIENCE, || {
        let tried = pc.run_as(
            "an",
            &["sh", "-c", "/usr/local/games/gossip 2>/dev/null; echo $?"],
        )?;
        Ok::<_, luytre_tests::homepc::Error>(tried.text()? == "126")
    })?;
    let measure = |program: &str, number: u32| -> anyhow::Result<String> {
        let number = number.to_string();
        Ok(pc
            .run_as("an", &[INSIDE, "inside", program, &number])?
            .text()?)
    };
    say(&format!(
        "refused: {}",
        measure("/usr/local/games/gossip", refusals)?
    ))?;
    for round in 1..=rounds {
        say(&format!(
            "round {round}, with the agent: {}",
            measure("/bin/true", starts)?
        ))?;
        // A stopped agent watches nothing; its gate goes on by itself.
        pc.run_as_root(&[
            "systemctl",
            "kill",
            "--kill-whom=main",
            "--signal=STOP",
            "luytred",
        ])?
        .text()?;
        say(&format!(
            "round {round}, with its gate alone: {}",
            measure("/bin/true", starts)?
        ))?;
        pc.run_as_root(&[
            "systemctl",
            "kill",
            "--kill-whom=main",
            "--signal=CONT",
            "luytred",
        ])?
        .text()?;
        pc.run_as_root(&["systemctl", "stop", "luytred"])?.text()?;
        say(&format!(
            "round {round}, without it:    {}",
            measure("/bin/true", starts)?
        ))?;
        pc.run_as_root(&["systemctl", "start", "luytred"])?.text()?;
    }
    Ok(())
}

/// Starts a program again and again and prints how long `spawn` took, to its success or its refusal.
fn inside(program: &str, number: u32) -> anyhow::Result<()> {
    let mut times: Vec<Duration> = Vec::new();
    for _ in 0..number {
        let begin = Instant::now();
        let started = Command::new(program).stdout(Stdio::null()).spawn();
        times.push(begin.elapsed());
        if let Ok(mut child) = started {
            child.wait()?;
        }
    }
    ensure!(!times.is_empty(), "nothing was started");
    times.sort_unstable();
    let at = |percent: usize| times[(times.len() - 1) * percent / 100].as_micros();
    let mean = times.iter().sum::<Duration>().as_micros() / u128::from(number);
    say(&format!(
        "{number} starts, p50 {} µs, p99 {} µs, mean {mean} µs",
        at(50),
        at(99)
    ))
}

fn say(text: &str) -> anyhow::Result<()> {
    writeln!(std::io::stdout(), "{text}")?;
    Ok(())
}
