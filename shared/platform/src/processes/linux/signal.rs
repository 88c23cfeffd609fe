//! Signals that reach the process meant, or nobody: a handle first, then the start tick, then the signal through the
//! handle.

use super::system_proc;
use crate::Error;
use crate::procfs::{Proc, Stat};
use luytre_core::id::ProcessKey;
use rustix::io::Errno;
use rustix::process::{Pid, PidfdFlags, Signal, pidfd_open, pidfd_send_signal};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::os::fd::OwnedFd;
use std::path::{Path, PathBuf};

/// How often a tree is looked through for processes that were forked while it was being killed.
const MOST_PASSES: usize = 8;

/// A handle to exactly this process.
fn handle(proc: &Proc, process: ProcessKey) -> Result<OwnedFd, Error> {
    if process.pid <= 1 || process.pid == std::process::id() {
        return Err(Error::NotPermitted {
            doing: format!("signalling process {}", process.pid),
        });
    }
    let gone = || Error::ProcessGone(process);
    let pid = i32::try_from(process.pid)
        .ok()
        .and_then(Pid::from_raw)
        .ok_or_else(gone)?;
    let handle = pidfd_open(pid, PidfdFlags::empty()).map_err(|errno| match errno {
        Errno::SRCH | Errno::INVAL => gone(),
        other => Error::system("opening a process handle", other),
    })?;
    // The number cannot pass to another process between these two reads without the first handle being dead, and a
    // dead handle takes no signal.
    match proc.stat(process.pid) {
        Some(stat) if stat.start_ticks == process.start_ticks && !stat.is_zombie() => Ok(handle),
        Some(_) | None => Err(gone()),
    }
}

fn send(proc: &Proc, process: ProcessKey, signal: Signal) -> Result<(), Error> {
    let handle = handle(proc, process)?;
    pidfd_send_signal(&handle, signal).map_err(|errno| match errno {
        Errno::SRCH => Error::ProcessGone(process),
        other => Error::system(format!("signalling process {}", process.pid), other),
    })
}

pub(in crate::processes) fn terminate(process: ProcessKey) -> Result<(), Error> {
    send(&system_proc(), process, Signal::TERM)
}

pub(in crate::processes) fn kill_tree(process: ProcessKey) -> Result<usize, Error> {
    let proc = system_proc();
    drop(handle(&proc, process)?);
    let by_group = kill_own_group(&proc, process);
    match kill_descendants(&proc, process) {
        Ok(by_descent) => Ok(by_group + by_descent),
        // The group's kill already got it.
        Err(Error::ProcessGone(_)) if by_group > 0 => Ok(by_group),
        Err(error) => Err(error),
    }
}

/// Kills by control group, at once and without a race, if the group is this process's own: it holds nothing but the process,
/// its descendants, and what began there after it (children that were handed on to another parent). Returns how many
/// processes it held, 0 if it was not done.
fn kill_own_group(proc: &Proc, process: ProcessKey) -> usize {
    let Some(path) = proc.cgroup(process.pid) else {
        return 0;
    };
    // The second place is that of the hybrid layout.
    let Some(dir) = ["/sys/fs/cgroup", "/sys/fs/cgroup/unified"]
        .iter()
        .find_map(|root| group_folder(Path::new(root), &path))
    else {
        return 0;
    };
    let Ok(members) = fs::read_to_string(dir.join("cgroup.procs")) else {
        return 0;
    };
    let members: BTreeSet<u32> = members.lines().filter_map(|pid| pid.parse().ok()).collect();
    let table = table(proc);
    let tree = descendants(&table, &BTreeSet::from([process.pid]));
    let belongs = |pid: &u32| {
        tree.contains(pid)
            || table
                .get(pid)
                .is_none_or(|stat| stat.start_ticks > process.start_ticks)
    };
    if !members.contains(&process.pid) || !members.iter().all(belongs) {
        return 0;
    }
    match fs::write(dir.join("cgroup.kill"), "1") {
        Ok(()) => members.len(),
        Err(error) => {
            tracing::debug!(%error, "killing by control group did not work; going by descent");
            0
        }
    }
}

/// The folder of a control group that can belong to one application: a scope or service without groups below it that is
/// neither a login session nor a service manager.
fn group_folder(root: &Path, path: &str) -> Option<PathBuf> {
    let leaf = path.rsplit('/').next()?;
    let of_an_app = (leaf.ends_with(".scope") || leaf.ends_with(".service"))
        && !leaf.starts_with("session-")
        && !leaf.starts_with("user@")
        && leaf != "init.scope";
    if !of_an_app || path.contains("..") {
        return None;
    }
    let dir = root.join(path.trim_start_matches('/'));
    let has_groups_below = fs::read_dir(&dir)
        .ok()?
        .any(|entry| entry.is_ok_and(|e| e.file_type().is_ok_and(|kind| kind.is_dir())));
    (!has_groups_below && dir.join("cgroup.kill").exists()).then_some(dir)
}

fn table(proc: &Proc) -> BTreeMap<u32, Stat> {
    proc.pids()
        .unwrap_or_default()
        .into_iter()
        .filter_map(|pid| Some((pid, proc.stat(pid)?)))
        .collect()
}

/// These processes and all that descend from them.
fn descendants(table: &BTreeMap<u32, Stat>, roots: &BTreeSet<u32>) -> BTreeSet<u32> {
    let mut children: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
    for (pid, stat) in table {
        children.entry(stat.ppid).or_default().push(*pid);
    }
    let mut found = BTreeSet::new();
    let mut open: Vec<u32> = roots.iter().copied().collect();
    while let Some(pid) = open.pop() {
        if found.insert(pid) {
            open.extend(children.get(&pid).into_iter().flatten());
        }
    }
    found
}

/// Kills a process and its descendants, then looks again for those that were forked meanwhile: their parent is dead, so
/// they are told by the job (process group) they share with one that was killed.
fn kill_descendants(proc: &Proc, process: ProcessKey) -> Result<usize, Error> {
    let before = table(proc);
    let mut jobs = BTreeSet::new();
    let mut killed = BTreeSet::new();
    let mut targets = descendants(&before, &BTreeSet::from([process.pid]));
    let mut first_refusal = None;
    let mut now = before.clone();
    for _ in 0..MOST_PASSES {
        // The root first, so that it starts nothing new.
        let root_first = targets
            .take(&process.pid)
            .into_iter()
            .chain(std::mem::take(&mut targets));
        for pid in root_first {
            let Some(stat) = now.get(&pid) else { continue };
            let key = ProcessKey {
                pid,
                start_ticks: stat.start_ticks,
            };
            if pid == process.pid && key != process {
                continue;
            }
            match send(proc, key, Signal::KILL) {
                Ok(()) => {
                    killed.insert(key);
                    // A job that began outside of the tree is shared with others, as in a script.
                    if killed.iter().any(|k| k.pid == stat.group) {
                        jobs.insert(stat.group);
                    }
                }
                Err(Error::ProcessGone(_)) => {}
                Err(error) => first_refusal = first_refusal.or(Some(error)),
            }
        }
        now = table(proc);
        targets = now
            .iter()
            .filter(|(pid, stat)| {
                let is_new = before
                    .get(pid)
                    .is_none_or(|old| old.start_ticks != stat.start_ticks);
                let of_tree = jobs.contains(&stat.group)
                    || killed.iter().any(|killed| killed.pid == stat.ppid);
                let key = ProcessKey {
                    pid: **pid,
                    start_ticks: stat.start_ticks,
                };
                is_new && of_tree && !stat.is_zombie() && !killed.contains(&key)
            })
            .map(|(pid, _)| *pid)
            .collect();
        if targets.is_empty() {
            break;
        }
    }
    match (killed.len(), first_refusal) {
        (0, Some(error)) => Err(error),
        (0, None) => Err(Error::ProcessGone(process)),
        (count, _) => Ok(count),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::processes::key_of;
    use rustix::event::{PollFd, PollFlags, Timespec, poll};
    use std::io::{BufRead, BufReader};
    use std::os::unix::process::{CommandExt, ExitStatusExt};
    use std::process::{Command, Stdio};

    #[test]
    fn a_process_ends_by_its_key_and_a_wrong_key_touches_nobody() {
        let mut child = Command::new("sleep").arg("60").spawn().unwrap();
        let key = key_of(child.id()).unwrap();
        let wrong = ProcessKey {
            start_ticks: key.start_ticks - 1,
            ..key
        };
        assert!(matches!(terminate(wrong), Err(Error::ProcessGone(k)) if k == wrong));
        assert!(matches!(kill_tree(wrong), Err(Error::ProcessGone(_))));
        assert_eq!(
            child.try_wait().unwrap(),
            None,
            "the wrong key ended the process"
        );
        terminate(key).unwrap();
        assert_eq!(child.wait().unwrap().signal(), Some(15));
        assert!(matches!(terminate(key), Err(Error::ProcessGone(_))));
    }

    #[test]
    fn neither_init_nor_ourselves_are_signalled() {
        for pid in [0, 1, std::process::id()] {
            let key = key_of(pid).unwrap_or(ProcessKey {
                pid,
                start_ticks: 0,
            });
            assert!(
                matches!(terminate(key), Err(Error::NotPermitted { .. })),
                "{pid}"
            );
            assert!(kill_tree(key).is_err(), "{pid}");
        }
        let huge = ProcessKey {
            pid: u32::MAX,
            start_ticks: 1,
        };
        assert!(matches!(terminate(huge), Err(Error::ProcessGone(_))));
    }

    #[test]
    fn a_tree_is_killed_with_its_grandchildren_even_when_they_refuse_to_end() {
        let script =
            "trap '' TERM; (trap '' TERM; sleep 61 & echo $!; wait) & sleep 62 & echo $!; wait";
        let mut child = Command::new("sh")
            .args(["-c", script])
            .stdout(Stdio::piped())
            .process_group(0)
            .spawn()
            .unwrap();
        let lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let offspring: Vec<OwnedFd> = lines
            .take(2)
            .map(|line| key_of(line.unwrap().parse().unwrap()).unwrap())
            .map(|key| handle(&system_proc(), key).unwrap())
            .collect();
        let killed = kill_tree(key_of(child.id()).unwrap()).unwrap();
        assert!(killed >= 4, "{killed}");
        assert_eq!(child.wait().unwrap().signal(), Some(9));
        for handle in offspring {
            let mut fds = [PollFd::new(&handle, PollFlags::IN)];
            let patience = Timespec {
                tv_sec: 10,
                tv_nsec: 0,
            };
            assert_eq!(
                poll(&mut fds, Some(&patience)).unwrap(),
                1,
                "a grandchild lives"
            );
        }
    }

    /// A control group of the test's own; `None` where none can be made.
    fn own_group(name: &str) -> Option<PathBuf> {
        ["/sys/fs/cgroup", "/sys/fs/cgroup/unified"]
            .iter()
            .filter(|root| Path::new(root).join("cgroup.controllers").exists())
            .map(|root| Path::new(root).join(format!("luytre-{name}-{}.scope", std::process::id())))
            .find(|dir| fs::create_dir(dir).is_ok())
    }

    #[test]
    fn a_group_of_its_own_is_killed_with_those_who_left_the_family() {
        let Some(dir) = own_group("kill") else {
            assert!(std::env::var_os("CI").is_none(), "CI has no control groups");
            eprintln!("not tested here: root and control groups, version 2");
            return;
        };
        let join = dir.join("cgroup.procs");
        // It joins the group, then leaves a process behind in a session of its own, whose parent ends at once.
        let script = format!(
            "echo $$ > {}; sleep 0.05; (setsid sleep 63 & echo $!); exec sleep 64",
            join.display()
        );
        let mut child = Command::new("sh")
            .args(["-c", &script])
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let key = key_of(child.id()).unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.as_mut().unwrap())
            .read_line(&mut line)
            .unwrap();
        let stray = key_of(line.trim().parse().unwrap()).unwrap();
        let stray = handle(&system_proc(), stray).unwrap();
        assert!(kill_tree(key).unwrap() >= 2);
        assert_eq!(child.wait().unwrap().signal(), Some(9));
        let patience = Timespec {
            tv_sec: 10,
            tv_nsec: 0,
        };
        let mut fds = [PollFd::new(&stray, PollFlags::IN)];
        assert_eq!(
            poll(&mut fds, Some(&patience)).unwrap(),
            1,
            "the stray lives"
        );
        // The kernel may take a moment to empty the group.
        let gone = (0..1_000).any(|_| {
            std::thread::yield_now();
            fs::remove_dir(&dir).is_ok()
        });
        assert!(gone, "{} is left", dir.display());
    }

    #[test]
    fn only_an_application_s_own_group_is_killed_as_a_whole() {
        let dir = tempfile::tempdir().unwrap();
        let app = "/user.slice/user-1001.slice/user@1001.service/app.slice/app-x-1.scope";
        for path in [
            app,
            "/user.slice/user-1001.slice/session-c2.scope",
            "/init.scope",
        ] {
            let folder = dir.path().join(path.trim_start_matches('/'));
            fs::create_dir_all(&folder).unwrap();
            fs::write(folder.join("cgroup.kill"), "").unwrap();
        }
        assert!(group_folder(dir.path(), app).is_some());
        for path in [
            "/",
            "/init.scope",
            "/user.slice/user-1001.slice/session-c2.scope",
            "/user.slice/user-1001.slice/user@1001.service",
            "/../x.scope",
            "/nothing.scope",
        ] {
            assert_eq!(group_folder(dir.path(), path), None, "{path}");
        }
        fs::create_dir(dir.path().join(app.trim_start_matches('/')).join("below")).unwrap();
        assert_eq!(group_folder(dir.path(), app), None);
    }
}
