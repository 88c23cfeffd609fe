//! Says what running programs cost: `measure [--seconds N] [--json] [LABEL=]PID[,PID...]...`
//!
//! Prints processor time, wake-ups, writes and memory of each group, scaled to an hour; see `luytre_tests::measure`.

use std::io::Write as _;
use std::time::Duration;

use anyhow::{Context as _, bail};
use luytre_tests::measure::{Group, measure, table, to_json};

const USAGE: &str = "usage: measure [--seconds N] [--json] [LABEL=]PID[,PID...]...";

fn main() -> anyhow::Result<()> {
    let (mut seconds, mut json, mut groups) = (60_u64, false, Vec::new());
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--seconds" => seconds = arguments.next().context(USAGE)?.parse().context(USAGE)?,
            "--json" => json = true,
            "--help" => return say(USAGE),
            text => groups.push(group(text).with_context(|| format!("{text}? {USAGE}"))?),
        }
    }
    if groups.is_empty() {
        bail!(USAGE);
    }
    let span = Duration::from_secs(seconds);
    let costs = measure(&groups, span)?;
    if json {
        say(&to_json(&costs, span).to_string())
    } else {
        say(table(&costs).trim_end())
    }
}

fn group(text: &str) -> anyhow::Result<Group> {
    let (label, pids) = text.split_once('=').unwrap_or((text, text));
    let pids: Result<Vec<u32>, _> = pids.split(',').map(str::parse).collect();
    Ok(Group {
        label: label.to_owned(),
        pids: pids?,
    })
}

fn say(text: &str) -> anyhow::Result<()> {
    writeln!(std::io::stdout(), "{text}").context("cannot write the result")
}
