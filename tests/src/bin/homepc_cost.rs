//! What the agent costs in a home PC with two children, games and many processes, and what it makes bus and logind do.
//!
//! usage: `homepc_cost [--seconds N] [--processes N] [--still] [--without-agent] [--json]`
//!
//! `--still`: no programs begin and end meanwhile, so what remains is what the agent does by itself.
//!
//! Two runs, one with the agent and one `--without-agent`, show what it makes others spend. The agent's programs are those beside
//! this one; `tests/bench/homepc-cost.sh` builds them for release and makes both runs.

use std::io::Write as _;
use std::time::{Duration, Instant};

use anyhow::{Context as _, bail, ensure};
use luytre_tests::homepc::{GuestProcess, HomePc, built_programs};
use luytre_tests::measure::{Group, measure, table, to_json};
use luytre_tests::wait;

/// Limits that are far away, so that what is measured is watching and counting, not locking.
const HOUSEHOLD: &str = r#"
[[parent]]
id = "me"
name = "Mẹ"
accounts = ["parent"]

[[child]]
id = "an"
name = "An"
accounts = ["an"]
[child.screen]
daily = { default = "12h" }
[child.activity.games]
daily = { default = "6h" }

[[child]]
id = "binh"
name = "Bình"
accounts = ["binh"]
[child.screen]
daily = { default = "12h" }
[child.activity.games]
daily = { default = "6h" }
"#;

/// What runs in any case and works more when somebody asks much of it.
const BYSTANDERS: [&str; 3] = ["dbus-daemon", "systemd-logind", "systemd-journal"];

/// Programs that begin and end while it is measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Churn {
    EveryTwoSeconds,
    None,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Agent {
    Installed,
    Absent,
}

fn main() -> anyhow::Result<()> {
    let (mut seconds, mut processes, mut agent, mut json) =
        (60_u64, 150_usize, Agent::Installed, false);
    let mut coming_and_going = Churn::EveryTwoSeconds;
    let usage =
        "usage: homepc_cost [--seconds N] [--processes N] [--still] [--without-agent] [--json]";
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--seconds" => seconds = arguments.next().context(usage)?.parse().context(usage)?,
            "--processes" => processes = arguments.next().context(usage)?.parse().context(usage)?,
            "--still" => coming_and_going = Churn::None,
            "--without-agent" => agent = Agent::Absent,
            "--json" => json = true,
            _ => bail!("{argument}? {usage}"),
        }
    }

    let pc = HomePc::boot("cost")?;
    if agent == Agent::Installed {
        pc.install_agent(&built_programs()?)?;
        pc.apply_household(HOUSEHOLD)?;
    }
    let _running = fill(&pc, processes, coming_and_going)?;
    settle(&pc)?;

    let mut groups = Vec::new();
    if agent == Agent::Installed {
        let pids = pc.host_pids("luytred");
        ensure!(
            !pids.is_empty(),
            "luytred does not run:\n{}",
            pc.journal("luytred")?
        );
        groups.push(Group {
            label: "luytred".to_owned(),
            pids,
        });
    }
    for name in BYSTANDERS {
        groups.push(Group {
            label: name.to_owned(),
            pids: pc.host_pids(name),
        });
    }
    let span = Duration::from_secs(seconds);
    let costs = measure(&groups, span)?;
    let text = if json {
        to_json(&costs, span).to_string()
    } else {
        let count = pc.process_count();
        format!(
            "{count} processes, {seconds} s\n{}",
            table(&costs).trim_end()
        )
    };
    writeln!(std::io::stdout(), "{text}").context("cannot write the result")
}

/// Two children with a desktop and a game each, short-lived programs, and idle programs up to the number.
fn fill(pc: &HomePc, processes: usize, churn: Churn) -> anyhow::Result<Vec<GuestProcess>> {
    let mut running = Vec::new();
    for (account, game) in [("an", "ltris"), ("binh", "lbreakout2")] {
        pc.login(account)?;
        running.push(pc.start_as(account, &[game])?);
    }
    match churn {
        Churn::EveryTwoSeconds => {
            running.push(pc.start_as("an", &["sh", "-c", "while :; do sleep 2; done"])?);
        }
        Churn::None => {}
    }
    wait::until("both games run", wait::PATIENCE, || {
        Ok::<_, wait::TooLate>(
            ["ltris", "lbreakout2"]
                .iter()
                .all(|g| !pc.host_pids(g).is_empty()),
        )
    })?;
    let missing = processes.saturating_sub(pc.process_count());
    if missing > 1 {
        let script = format!(
            "for i in $(seq {}); do sleep infinity & done; wait",
            missing - 1
        );
        running.push(pc.start_as("binh", &["sh", "-c", &script])?);
    }
    wait::until("all programs run", wait::PATIENCE, || {
        Ok::<_, wait::TooLate>(pc.process_count() >= processes)
    })?;
    Ok(running)
}

/// Logging in and starting programs keeps the system busy for a while, which is no steady state: waits until logind and the
/// buses have used next to nothing for some seconds, and the agent has written what the logins gave it to write.
fn settle(pc: &HomePc) -> anyhow::Result<()> {
    const QUIET: Duration = Duration::from_secs(5);
    // What may wait is written after half a minute; the first heartbeat makes its file after a whole one.
    const WRITTEN: Duration = Duration::from_secs(70);
    let pids = BYSTANDERS
        .iter()
        .flat_map(|name| pc.host_pids(name))
        .collect();
    let group = [Group {
        label: "bystanders".to_owned(),
        pids,
    }];
    let start = Instant::now();
    while start.elapsed() < Duration::from_secs(60) {
        let costs = measure(&group, QUIET)?;
        // A hundredth of a core.
        if costs
            .iter()
            .all(|cost| cost.scheduled_us_per_hour < 36_000_000)
        {
            std::thread::sleep(WRITTEN.saturating_sub(start.elapsed()));
            return Ok(());
        }
    }
    bail!("the home PC does not come to rest, so nothing can be measured")
}
