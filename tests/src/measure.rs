//! What running programs cost: processor time, wake-ups, memory, writes; scaled to an hour, from the kernel's own counters.
//!
//! The same reading for the agent and for what it is compared with. Integers throughout; fractions appear only when printed.
//! Linux only, since it reads `/proc`. Time and switches of threads that ended between the two readings are in the processor
//! time of their process but not in its wake-ups.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::{Map, Number, Value, json};

/// How often memory is looked at; each look costs the measured program a walk over its mappings.
const MEMORY_EVERY: Duration = Duration::from_secs(5);

/// Why a measurement is worth nothing.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The process is not there, or may not be looked at.
    #[error("cannot read {}", .path.display())]
    Read {
        /// The file under `/proc`.
        path: PathBuf,
        /// The cause.
        #[source]
        source: io::Error,
    },
    /// A file under `/proc` has another form than documented in proc(5).
    #[error("{} has an unknown form", .0.display())]
    Form(PathBuf),
    /// The process ended, and its number went to another, while it was measured.
    #[error("process {0} ended while it was measured")]
    Ended(u32),
}

/// Programs measured together under a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// The name in the report.
    pub label: String,
    /// Process ids; their costs are added up.
    pub pids: Vec<u32>,
}

/// What a group cost.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cost {
    /// The name in the report.
    pub label: String,
    /// Number of processes.
    pub processes: usize,
    /// Number of threads at the end.
    pub threads: usize,
    /// User and system time by the kernel's tick, in milliseconds of it per hour.
    pub cpu_ms_per_hour: u64,
    /// The same by the scheduler's nanoseconds, in microseconds per hour: for programs that run less than a tick.
    pub scheduled_us_per_hour: u64,
    /// Voluntary context switches of all threads, per 1,000 seconds: each is a sleep that ended.
    pub wakeups_per_1000_s: u64,
    /// Bytes sent to the disk, per hour.
    pub written_bytes_per_hour: u64,
    /// Resident memory in KiB, mean of the looks.
    pub rss_kib: u64,
    /// The same with shared pages divided among those who share them.
    pub pss_kib: u64,
    /// Memory that only these processes use.
    pub uss_kib: u64,
    /// Largest resident memory seen, in KiB.
    pub rss_max_kib: u64,
}

#[derive(Debug, Clone, Copy)]
struct Counters {
    started: u64,
    ticks: u64,
    scheduled_ns: u64,
    switches: u64,
    written: u64,
    threads: usize,
}

#[derive(Debug, Clone, Copy, Default)]
struct Memory {
    rss: u64,
    pss: u64,
    uss: u64,
}

/// Watches the groups for that long and says what each cost.
///
/// # Errors
/// When a process cannot be read or ends meanwhile: a sum with a hole in it would be taken for a low cost.
pub fn measure(groups: &[Group], span: Duration) -> Result<Vec<Cost>, Error> {
    let hz = rustix::param::clock_ticks_per_second();
    let mut before = BTreeMap::new();
    for &pid in groups.iter().flat_map(|group| &group.pids) {
        before.insert(pid, counters(pid)?);
    }
    let start = Instant::now();
    let mut looks: BTreeMap<u32, Vec<Memory>> = BTreeMap::new();
    loop {
        for &pid in before.keys() {
            looks.entry(pid).or_default().push(memory(pid)?);
        }
        let left = span.saturating_sub(start.elapsed());
        if left.is_zero() {
            break;
        }
        thread::sleep(left.min(MEMORY_EVERY));
    }
    // Each process is read at an instant of its own; what lies between those is microseconds of a span of seconds.
    let span_ms = u64::try_from(start.elapsed().as_millis())
        .unwrap_or(u64::MAX)
        .max(1);
    groups
        .iter()
        .map(|group| cost(group, &before, &looks, span_ms, hz))
        .collect()
}

fn cost(
    group: &Group,
    before: &BTreeMap<u32, Counters>,
    looks: &BTreeMap<u32, Vec<Memory>>,
    span_ms: u64,
    hz: u64,
) -> Result<Cost, Error> {
    let (mut ticks, mut scheduled_ns, mut switches, mut written, mut threads) = (0, 0, 0, 0, 0);
    let (mut mean, mut rss_max_kib) = (Memory::default(), 0);
    for &pid in &group.pids {
        let (then, now) = (before[&pid], counters(pid)?);
        if then.started != now.started {
            return Err(Error::Ended(pid));
        }
        ticks += now.ticks.saturating_sub(then.ticks);
        scheduled_ns += now.scheduled_ns.saturating_sub(then.scheduled_ns);
        switches += now.switches.saturating_sub(then.switches);
        written += now.written.saturating_sub(then.written);
        threads += now.threads;
        let seen = &looks[&pid];
        let count = u64::try_from(seen.len()).unwrap_or(1).max(1);
        mean.rss += seen.iter().map(|look| look.rss).sum::<u64>() / count;
        mean.pss += seen.iter().map(|look| look.pss).sum::<u64>() / count;
        mean.uss += seen.iter().map(|look| look.uss).sum::<u64>() / count;
        rss_max_kib += seen.iter().map(|look| look.rss).max().unwrap_or(0);
    }
    Ok(Cost {
        label: group.label.clone(),
        processes: group.pids.len(),
        threads,
        cpu_ms_per_hour: scale(ticks * 1_000 / hz.max(1), HOUR_MS, span_ms),
        scheduled_us_per_hour: scale(scheduled_ns / 1_000, HOUR_MS, span_ms),
        wakeups_per_1000_s: scale(switches, 1_000_000, span_ms),
        written_bytes_per_hour: scale(written, HOUR_MS, span_ms),
        rss_kib: mean.rss,
        pss_kib: mean.pss,
        uss_kib: mean.uss,
        rss_max_kib,
    })
}

const HOUR_MS: u64 = 3_600_000;

/// `amount` in `span_ms`, scaled to `to_ms`; rounded to the nearest.
fn scale(amount: u64, to_ms: u64, span_ms: u64) -> u64 {
    let scaled =
        (u128::from(amount) * u128::from(to_ms) + u128::from(span_ms / 2)) / u128::from(span_ms);
    u64::try_from(scaled).unwrap_or(u64::MAX)
}

fn counters(pid: u32) -> Result<Counters, Error> {
    let process = PathBuf::from(format!("/proc/{pid}"));
    let path = process.join("stat");
    let stat = read(&path)?;
    // The second field, the name, may hold anything, parentheses and spaces included; the rest begins after its last one.
    let after_name = stat.rsplit_once(") ").map(|(_, rest)| rest);
    let fields: Vec<&str> = after_name.unwrap_or_default().split(' ').collect();
    // Numbered from 1 in proc(5), where the state, our first, is the third.
    let field = |number: usize| fields.get(number - 3)?.parse::<u64>().ok();
    let numbers = (field(14), field(15), field(22));
    let (Some(user), Some(system), Some(started)) = numbers else {
        return Err(Error::Form(path));
    };

    let (mut scheduled_ns, mut switches, mut threads) = (0, 0, 0);
    let tasks = process.join("task");
    let listed = fs::read_dir(&tasks).map_err(|source| Error::Read {
        path: tasks.clone(),
        source,
    })?;
    for task in listed.flatten() {
        // A thread may end between being listed and being read.
        if let Ok(text) = fs::read_to_string(task.path().join("schedstat")) {
            let first = text.split(' ').next().and_then(|n| n.parse::<u64>().ok());
            scheduled_ns += first.unwrap_or(0);
        }
        if let Ok(text) = fs::read_to_string(task.path().join("status")) {
            switches += labelled(&text, "voluntary_ctxt_switches:").unwrap_or(0);
            threads += 1;
        }
    }
    let io = read(&process.join("io"))?;
    Ok(Counters {
        started,
        ticks: user + system,
        scheduled_ns,
        switches,
        written: labelled(&io, "write_bytes:").unwrap_or(0),
        threads,
    })
}

fn memory(pid: u32) -> Result<Memory, Error> {
    let path = PathBuf::from(format!("/proc/{pid}/smaps_rollup"));
    let text = read(&path)?;
    let value = |label| labelled(&text, label);
    match (
        value("Rss:"),
        value("Pss:"),
        value("Private_Clean:"),
        value("Private_Dirty:"),
    ) {
        (Some(rss), Some(pss), Some(clean), Some(dirty)) => Ok(Memory {
            rss,
            pss,
            uss: clean + dirty,
        }),
        _ => Err(Error::Form(path)),
    }
}

fn read(path: &Path) -> Result<String, Error> {
    fs::read_to_string(path).map_err(|source| Error::Read {
        path: path.to_owned(),
        source,
    })
}

/// The number after a label at the beginning of a line.
fn labelled(text: &str, label: &str) -> Option<u64> {
    text.lines().find_map(|line| {
        line.strip_prefix(label)?
            .split_whitespace()
            .next()?
            .parse()
            .ok()
    })
}

/// The costs as aligned text, one group a line under a heading.
#[must_use]
pub fn table(costs: &[Cost]) -> String {
    let heading = [
        "",
        "CPU s/h",
        "by sched",
        "wake-ups/s",
        "written/h",
        "RSS KiB",
        "PSS KiB",
        "USS KiB",
        "max RSS",
    ];
    let mut rows = vec![heading.map(str::to_owned)];
    rows.extend(costs.iter().map(|cost| {
        [
            cost.label.clone(),
            thousandths(cost.cpu_ms_per_hour),
            thousandths(cost.scheduled_us_per_hour / 1_000),
            thousandths(cost.wakeups_per_1000_s),
            cost.written_bytes_per_hour.to_string(),
            cost.rss_kib.to_string(),
            cost.pss_kib.to_string(),
            cost.uss_kib.to_string(),
            cost.rss_max_kib.to_string(),
        ]
    }));
    let width = |column: usize| {
        rows.iter()
            .map(|row| row[column].chars().count())
            .max()
            .unwrap_or(0)
    };
    let widths: Vec<usize> = (0..heading.len()).map(width).collect();
    let mut text = String::new();
    for row in &rows {
        for (column, cell) in row.iter().enumerate() {
            let width = widths[column];
            let cell = if column == 0 {
                format!("{cell:<width$}")
            } else {
                format!("  {cell:>width$}")
            };
            text.push_str(&cell);
        }
        text.push('\n');
    }
    text
}

/// The costs as one JSON object.
#[must_use]
pub fn to_json(costs: &[Cost], span: Duration) -> Value {
    let groups: Map<String, Value> = costs
        .iter()
        .map(|cost| {
            let value = json!({
                "processes": cost.processes,
                "threads": cost.threads,
                "cpu_s_per_h": number(&thousandths(cost.cpu_ms_per_hour)),
                "cpu_sched_s_per_h": number(&thousandths(cost.scheduled_us_per_hour / 1_000)),
                "wakeups_per_s": number(&thousandths(cost.wakeups_per_1000_s)),
                "write_bytes_per_h": cost.written_bytes_per_hour,
                "rss_kib": cost.rss_kib,
                "pss_kib": cost.pss_kib,
                "uss_kib": cost.uss_kib,
                "rss_max_kib": cost.rss_max_kib,
            });
            (cost.label.clone(), value)
        })
        .collect();
    json!({ "seconds": span.as_secs(), "groups": groups })
}

fn thousandths(value: u64) -> String {
    format!("{}.{:03}", value / 1_000, value % 1_000)
}

fn number(text: &str) -> Value {
    let parsed: Result<Number, _> = serde_json::from_str(text);
    parsed.map_or(Value::Null, Value::Number)
}

#[cfg(test)]
mod tests {
    use std::process::{Command, Stdio};
    use std::time::Duration;

    use super::{Error, Group, measure, scale, table, thousandths};

    #[test]
    fn scales_without_losing_small_amounts() {
        assert_eq!(scale(1, 3_600_000, 10_000), 360);
        assert_eq!(scale(u64::MAX, 3_600_000, 1), u64::MAX);
        assert_eq!(thousandths(4_070), "4.070");
    }

    #[test]
    fn tells_a_busy_program_from_an_idle_one() {
        let start = |script: &str| {
            let mut command = Command::new("sh");
            command
                .args(["-c", script])
                .stdout(Stdio::null())
                .spawn()
                .expect("there is a shell")
        };
        let (mut busy, mut idle) = (start("while :; do :; done"), start("exec sleep 1000"));
        let group = |label: &str, pid| Group {
            label: label.to_owned(),
            pids: vec![pid],
        };
        let groups = [group("busy", busy.id()), group("idle", idle.id())];
        let measured = measure(&groups, Duration::from_millis(500));
        for child in [&mut busy, &mut idle] {
            child.kill().expect("it is ours");
            child.wait().expect("it is ours");
        }
        let costs = measured.expect("both run until now");
        assert_eq!(costs.len(), 2);
        // Even on a machine shared with a dozen others: a tenth of a core, against a hundredth.
        assert!(costs[0].cpu_ms_per_hour > 360_000, "{costs:?}");
        assert!(costs[1].scheduled_us_per_hour < 36_000_000, "{costs:?}");
        assert!(
            costs
                .iter()
                .all(|cost| cost.rss_kib >= cost.uss_kib && cost.uss_kib > 0),
            "{costs:?}"
        );
        let lines: Vec<usize> = table(&costs)
            .lines()
            .map(|line| line.chars().count())
            .collect();
        assert!(
            lines.windows(2).all(|pair| pair[0] == pair[1]),
            "columns are aligned: {lines:?}"
        );
    }

    #[test]
    fn a_process_that_is_not_there_is_an_error_and_not_a_zero() {
        let nobody = Group {
            label: "nobody".to_owned(),
            pids: vec![u32::MAX],
        };
        let error = measure(&[nobody], Duration::ZERO).expect_err("no such process");
        assert!(matches!(error, Error::Read { .. }), "{error}");
    }
}
