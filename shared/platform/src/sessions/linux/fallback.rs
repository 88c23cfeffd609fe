//! Sessions without a login service: login records, utmp(5), and where there are none, processes.
//!
//! Coarse, and every session counts as in front unless it is on a virtual terminal that is not: time that cannot be
//! judged is counted.

use crate::accounts;
use crate::clock::boot_now;
use crate::procfs::{Names, Proc, Stat, cgroup_names, read_bounded, started};
use crate::sessions::{SessionInfo, SessionState};
use luytre_core::id::{Account, ProcessKey, SessionId};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// More records than any login file of a home holds.
const MOST_BYTES: usize = 1 << 20;
const USER_PROCESS: i16 = 7;

/// All sessions that can be made out.
pub(super) fn look(utmp: &Path, proc_root: &Path) -> Vec<SessionInfo> {
    let proc = Proc::new(proc_root);
    let mut sessions = read_bounded(utmp, MOST_BYTES)
        .map(|bytes| from_records(&bytes, &proc))
        .unwrap_or_default();
    // Login records are often incomplete, so accounts they do not name are looked for among the processes.
    let known: Vec<u32> = sessions.iter().map(|session| session.uid).collect();
    sessions.extend(
        from_processes(&proc)
            .into_iter()
            .filter(|session| !known.contains(&session.uid)),
    );
    sessions
}

fn from_records(bytes: &[u8], proc: &Proc) -> Vec<SessionInfo> {
    bytes
        .chunks_exact(size_of::<libc::utmpx>())
        .filter_map(|record| from_record(record, proc))
        .collect()
}

/// One record. The first 332 bytes have the same layout on all machines: type, pid, line (32), id (4), user (32), host
/// (256).
fn from_record(record: &[u8], proc: &Proc) -> Option<SessionInfo> {
    let number = |at: usize| Some(i16::from_ne_bytes(record.get(at..at + 2)?.try_into().ok()?));
    let field = |at: usize, length: usize| {
        let bytes = record.get(at..at + length)?;
        let end = bytes.iter().position(|b| *b == 0).unwrap_or(length);
        std::str::from_utf8(bytes.get(..end)?).ok()
    };
    if number(0)? != USER_PROCESS {
        return None;
    }
    let pid = u32::from_ne_bytes(record.get(4..8)?.try_into().ok()?);
    let (line, user, host) = (field(8, 32)?, field(44, 32)?, field(76, 256)?);
    // A record without its process is a leftover.
    let leader = proc.key(pid)?;
    let account = Account::from(user);
    let uid = accounts::by_name(&account).ok()?.uid;
    let remote = !host.is_empty() && !host.starts_with(':');
    let terminal = line
        .strip_prefix("tty")
        .filter(|number| number.chars().all(|c| c.is_ascii_digit()));
    let in_front = terminal.is_none() || front_terminal().is_none_or(|front| front == line);
    Some(SessionInfo {
        id: SessionId(format!("utmp:{line}:{pid}")),
        account,
        uid,
        kind: if line.starts_with(':') || host.starts_with(':') {
            "x11"
        } else {
            "tty"
        }
        .to_owned(),
        class: "user".to_owned(),
        service: String::new(),
        seat: terminal.map(|_| "seat0".to_owned()),
        remote,
        state: if in_front {
            SessionState::Active
        } else {
            SessionState::Online
        },
        locked_hint: false,
        idle_hint: false,
        idle_since: None,
        started: started(leader.start_ticks),
        leader: Some(leader),
        cgroup: proc.cgroup(pid).filter(|path| path != "/"),
    })
}

/// The virtual terminal that is on the screen.
fn front_terminal() -> Option<String> {
    let text = fs::read_to_string("/sys/class/tty/tty0/active").ok()?;
    Some(text.trim().to_owned())
}

/// One session for each person who has a program at a terminal or on a screen, and one for whoever runs us.
fn from_processes(proc: &Proc) -> Vec<SessionInfo> {
    let own = rustix::process::getuid().as_raw();
    let mut first: BTreeMap<u32, (ProcessKey, Stat)> = BTreeMap::new();
    for pid in proc.pids().unwrap_or_default() {
        let Some(uid) = proc.real_uid(pid) else {
            continue;
        };
        if uid != own && !accounts::is_person(uid) {
            continue;
        }
        let Some(stat) = proc.stat(pid).filter(|stat| !stat.is_zombie()) else {
            continue;
        };
        let is_own = pid == std::process::id();
        if !is_own && stat.tty == 0 && !proc.has_display(pid) {
            continue;
        }
        let key = ProcessKey {
            pid,
            start_ticks: stat.start_ticks,
        };
        let earliest = first.entry(uid).or_insert_with(|| (key, stat.clone()));
        if (key.start_ticks, pid) < (earliest.0.start_ticks, earliest.0.pid) {
            *earliest = (key, stat);
        }
    }
    let mut names = Names::default();
    first
        .into_iter()
        .map(|(uid, (leader, stat))| {
            let account = names.of(uid);
            let cgroup = proc.cgroup(leader.pid).filter(|path| path != "/");
            let known_id = cgroup
                .as_deref()
                .and_then(|path| cgroup_names(path).session);
            SessionInfo {
                id: SessionId(format!("account:{account}")),
                account,
                uid,
                kind: if stat.tty == 0 { "unspecified" } else { "tty" }.to_owned(),
                class: "user".to_owned(),
                service: String::new(),
                seat: None,
                remote: false,
                state: SessionState::Active,
                locked_hint: false,
                idle_hint: false,
                idle_since: None,
                started: started(leader.start_ticks).min(boot_now()),
                // Which process is the first changes when it ends; the session is the account's as a whole.
                leader: known_id.and(Some(leader)),
                cgroup,
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::procfs::tests::FakeProcess;

    fn process(pid: u32, uid: u32, tty: i64, start_ticks: u64) -> FakeProcess<'static> {
        FakeProcess {
            pid,
            name: "x",
            ppid: 1,
            uid,
            tty,
            cpu_ticks: 0,
            start_ticks,
            exe: "/bin/sh",
            cgroup: "/",
        }
    }

    fn record(kind: i16, pid: u32, line: &str, user: &str, host: &str) -> Vec<u8> {
        let mut bytes = vec![0; size_of::<libc::utmpx>()];
        bytes[0..2].copy_from_slice(&kind.to_ne_bytes());
        bytes[4..8].copy_from_slice(&pid.to_ne_bytes());
        for (at, text) in [(8, line), (44, user), (76, host)] {
            bytes[at..at + text.len()].copy_from_slice(text.as_bytes());
        }
        bytes
    }

    #[test]
    fn login_records_give_sessions_of_living_processes_only() {
        let dir = tempfile::tempdir().unwrap();
        process(10, 0, 0, 500).write(dir.path());
        process(11, 0, 0, 600).write(dir.path());
        let mut utmp = record(USER_PROCESS, 10, ":0", "root", ":0");
        utmp.extend(record(USER_PROCESS, 11, "pts/3", "root", "192.0.2.7"));
        utmp.extend(record(8, 11, "pts/4", "root", ""));
        utmp.extend(record(USER_PROCESS, 99, "pts/5", "root", ""));
        utmp.extend(record(
            USER_PROCESS,
            11,
            "pts/6",
            "no-such-account-here",
            "",
        ));
        utmp.extend([7; 20]);
        let sessions = from_records(&utmp, &Proc::new(dir.path()));
        let ids: Vec<&str> = sessions.iter().map(|s| s.id.as_str()).collect();
        assert_eq!(ids, ["utmp::0:10", "utmp:pts/3:11"]);
        assert!(!sessions[0].remote && sessions[1].remote);
        assert_eq!(sessions[0].started, started(500));
        assert!(sessions.iter().all(SessionInfo::in_front));
    }

    #[test]
    fn without_records_people_with_a_terminal_or_screen_are_found() {
        let dir = tempfile::tempdir().unwrap();
        process(20, 1001, 34_816, 900).write(dir.path());
        process(21, 1001, 34_816, 800).write(dir.path());
        process(22, 1002, 0, 700).write(dir.path());
        process(23, 1003, 0, 700).write(dir.path());
        fs::write(dir.path().join("23/environ"), "A=b\0DISPLAY=:0\0").unwrap();
        process(24, 33, 34_816, 700).write(dir.path());
        let sessions = look(&dir.path().join("no-utmp"), dir.path());
        let found: Vec<(u32, i64)> = sessions.iter().map(|s| (s.uid, s.started.0)).collect();
        assert_eq!(found, [(1001, started(800).0), (1003, started(700).0)]);
    }

    #[test]
    fn whoever_runs_the_agent_has_a_session() {
        let own = rustix::process::getuid().as_raw();
        let sessions = look(Path::new("/nonexistent"), Path::new("/proc"));
        assert_eq!(sessions.iter().filter(|s| s.uid == own).count(), 1);
    }
}
