//! CPU time of an account between two looks, without that of screen lockers.
//!
//! The figure is that of the account's whole slice, since desktops start programs outside of the session's own group.
//! Without control groups the processes are added up; what ended between two looks is lost then.

use crate::locker::is_locker;
use crate::presence::{CpuUse, PresenceQuery};
use crate::procfs::{Proc, read_bounded, ticks};
use luytre_core::id::ProcessKey;
use luytre_core::time::{BootTime, Span};
use std::collections::{BTreeMap, HashMap};
use std::path::Path;

/// More accounts than any home has.
const MOST_ACCOUNTS: usize = 64;

/// What the last look found, by account.
#[derive(Debug, Default)]
pub(super) struct CpuMeter {
    last: BTreeMap<u32, Reading>,
}

#[derive(Debug)]
struct Reading {
    at: BootTime,
    /// Microseconds, from the control group.
    slice: Option<u64>,
    /// Ticks of the account's lockers.
    lockers: HashMap<ProcessKey, u64>,
    /// Ticks of its other processes; only looked up without control groups.
    others: HashMap<ProcessKey, u64>,
}

impl CpuMeter {
    pub(super) fn measure(
        &mut self,
        sys: &Path,
        proc: &Proc,
        query: &PresenceQuery,
        now: BootTime,
    ) -> Option<CpuUse> {
        let reading = read(sys, proc, query, now);
        if self.last.len() >= MOST_ACCOUNTS && !self.last.contains_key(&query.uid) {
            self.last.clear();
        }
        let use_of = self
            .last
            .get(&query.uid)
            .and_then(|last| difference(last, &reading));
        self.last.insert(query.uid, reading);
        use_of
    }
}

fn difference(last: &Reading, now: &Reading) -> Option<CpuUse> {
    let over = now.at.since(last.at);
    if !over.is_positive() {
        return None;
    }
    let used = match (last.slice, now.slice) {
        (Some(before), Some(after)) => {
            let ms = after.saturating_sub(before) / 1_000;
            let all = Span::from_millis(i64::try_from(ms).unwrap_or(i64::MAX));
            (all - grown(&last.lockers, &now.lockers)).at_least_zero()
        }
        (None, None) => grown(&last.others, &now.others),
        // The group came or went in between: the two figures do not compare.
        (Some(_), None) | (None, Some(_)) => return None,
    };
    Some(CpuUse { used, over })
}

/// What these processes used since; one that is new used all it has.
fn grown(before: &HashMap<ProcessKey, u64>, after: &HashMap<ProcessKey, u64>) -> Span {
    let sum = after
        .iter()
        .map(|(key, now)| now.saturating_sub(before.get(key).copied().unwrap_or(0)))
        .fold(0_u64, u64::saturating_add);
    ticks(sum)
}

fn read(sys: &Path, proc: &Proc, query: &PresenceQuery, now: BootTime) -> Reading {
    let slice = slice_usage(sys, query);
    let mut lockers = HashMap::new();
    let mut others = HashMap::new();
    for pid in proc.pids().unwrap_or_default() {
        if proc.user(pid) != Some(query.uid) {
            continue;
        }
        let is_locker = is_genuine_locker(proc, pid);
        if slice.is_some() && !is_locker {
            continue;
        }
        let Some(stat) = proc.stat(pid) else { continue };
        let key = ProcessKey {
            pid,
            start_ticks: stat.start_ticks,
        };
        if is_locker {
            lockers.insert(key, stat.cpu_ticks);
        } else {
            others.insert(key, stat.cpu_ticks);
        }
    }
    Reading {
        at: now,
        slice,
        lockers,
        others,
    }
}

/// A locker's file, of root, with no code slipped into the process: else a game could hide in a locker.
fn is_genuine_locker(proc: &Proc, pid: u32) -> bool {
    proc.exe_path(pid).is_some_and(|exe| is_locker(&exe))
        && proc.exe_owner(pid) == Some(0)
        && proc.runs_only_system_code(pid)
}

/// CPU time of the account's slice in microseconds.
fn slice_usage(sys: &Path, query: &PresenceQuery) -> Option<u64> {
    let name = format!("user-{}.slice", query.uid);
    let path = query
        .cgroup
        .as_deref()
        .and_then(|path| {
            let end = path.find(&name)? + name.len();
            path.get(..end)
        })
        .map_or_else(|| format!("/user.slice/{name}"), str::to_owned);
    if path.split('/').any(|part| part == "..") {
        return None;
    }
    // The second place is that of the hybrid layout.
    ["fs/cgroup", "fs/cgroup/unified"].iter().find_map(|root| {
        let file = sys
            .join(root)
            .join(path.trim_start_matches('/'))
            .join("cpu.stat");
        let text = String::from_utf8(read_bounded(&file, 4096).ok()?).ok()?;
        text.lines()
            .find_map(|line| line.strip_prefix("usage_usec "))?
            .trim()
            .parse()
            .ok()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::procfs::tests::FakeProcess;
    use std::fs;

    const CHILD: u32 = 1001;

    fn query() -> PresenceQuery {
        PresenceQuery {
            uid: CHILD,
            seat: None,
            leader: None,
            cgroup: Some(format!("/user.slice/user-{CHILD}.slice/session-c1.scope")),
        }
    }

    fn process(pid: u32, uid: u32, exe: &'static str, cpu_ticks: u64) -> FakeProcess<'static> {
        FakeProcess {
            pid,
            name: "x",
            ppid: 1,
            uid,
            tty: 0,
            cpu_ticks,
            start_ticks: u64::from(pid),
            exe,
            cgroup: "/",
        }
    }

    fn set_slice(root: &Path, micros: u64) {
        let dir = root.join(format!("fs/cgroup/user.slice/user-{CHILD}.slice"));
        fs::create_dir_all(&dir).unwrap();
        fs::write(
            dir.join("cpu.stat"),
            format!("usage_usec {micros}\nuser_usec 1\n"),
        )
        .unwrap();
    }

    #[test]
    fn the_slice_counts_from_the_second_look_on() {
        let dir = tempfile::tempdir().unwrap();
        let proc = Proc::new(dir.path());
        let mut meter = CpuMeter::default();
        set_slice(dir.path(), 5_000_000);
        let at = |s: i64| BootTime(s * 1_000);
        assert_eq!(meter.measure(dir.path(), &proc, &query(), at(100)), None);
        set_slice(dir.path(), 20_000_000);
        assert_eq!(
            meter.measure(dir.path(), &proc, &query(), at(130)),
            Some(CpuUse {
                used: Span::from_secs(15),
                over: Span::from_secs(30),
            })
        );
        assert_eq!(
            meter.measure(dir.path(), &proc, &query(), at(130)),
            None,
            "no time passed"
        );
        fs::remove_dir_all(dir.path().join("fs")).unwrap();
        assert_eq!(
            meter.measure(dir.path(), &proc, &query(), at(160)),
            None,
            "the group went"
        );
    }

    #[test]
    fn without_groups_processes_of_the_account_are_added_up() {
        let dir = tempfile::tempdir().unwrap();
        let proc = Proc::new(dir.path());
        let mut meter = CpuMeter::default();
        process(10, CHILD, "/usr/games/a", 100).write(dir.path());
        process(11, 1002, "/usr/games/b", 100).write(dir.path());
        meter.measure(dir.path(), &proc, &query(), BootTime(0));
        process(10, CHILD, "/usr/games/a", 400).write(dir.path());
        process(11, 1002, "/usr/games/b", 900).write(dir.path());
        process(12, CHILD, "/usr/games/c", 50).write(dir.path());
        let found = meter
            .measure(dir.path(), &proc, &query(), BootTime(30_000))
            .unwrap();
        assert_eq!(found.used, ticks(350));
    }

    #[test]
    fn only_a_genuine_locker_is_left_out() {
        let dir = tempfile::tempdir().unwrap();
        let proc = Proc::new(dir.path());
        // A file in a system folder that belongs to root on every machine stands for the locker's.
        let exe = Path::new("/usr/bin/i3lock");
        assert!(is_locker(exe));
        process(10, CHILD, "/usr/bin/i3lock", 0).write(dir.path());
        let there = exe.exists();
        assert_eq!(
            is_genuine_locker(&proc, 10),
            there,
            "the file must exist and belong to root"
        );
        let own = std::process::id();
        assert!(!is_genuine_locker(&Proc::new("/proc"), own));
        assert!(
            Proc::new("/proc").runs_only_system_code(own) == built_by_root(),
            "our own code lies in our own files"
        );
    }

    fn built_by_root() -> bool {
        use std::os::unix::fs::MetadataExt;
        std::env::current_exe().unwrap().metadata().unwrap().uid() == 0
    }

    #[test]
    fn a_group_s_path_cannot_lead_elsewhere() {
        let dir = tempfile::tempdir().unwrap();
        set_slice(dir.path(), 7);
        assert_eq!(slice_usage(dir.path(), &query()), Some(7));
        let odd = PresenceQuery {
            cgroup: Some(format!("/../user.slice/user-{CHILD}.slice")),
            ..query()
        };
        assert_eq!(slice_usage(dir.path(), &odd), None);
        let none = PresenceQuery {
            cgroup: None,
            ..query()
        };
        assert_eq!(slice_usage(dir.path(), &none), Some(7));
    }
}
