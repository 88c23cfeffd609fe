//! Linux: `/proc` for facts, pidfd for signals and ends, kernel events for starts.

mod bell;
mod connector;
mod file_access;
mod handles;
mod signal;
mod source;
mod watch;

use super::{COMMAND_LIMIT, ProcessFacts};
use crate::Error;
use crate::procfs::{Names, Proc, cgroup_names, started};
use luytre_core::id::ProcessKey;
use std::collections::BTreeSet;
use std::hash::{DefaultHasher, Hash, Hasher};
use sysinfo::{ProcessRefreshKind, ProcessesToUpdate, System, UpdateKind};

pub(super) use signal::{kill_tree, terminate};
pub(super) use watch::Processes;

/// Numbers above those of people: users of containers and of systemd, which may stand for a person's own processes.
const ABOVE_PEOPLE: u32 = 60_000;

fn system_proc() -> Proc {
    Proc::new("/proc")
}

pub(super) fn key_of(pid: u32) -> Result<ProcessKey, Error> {
    system_proc().key(pid).ok_or(Error::ProcessGone(ProcessKey {
        pid,
        start_ticks: 0,
    }))
}

pub(super) fn facts(process: ProcessKey) -> Result<ProcessFacts, Error> {
    let proc = system_proc();
    let uid = proc
        .real_uid(process.pid)
        .ok_or(Error::ProcessGone(process))?;
    facts_of(&proc, process.pid, uid, &mut Names::default())
        .filter(|facts| facts.key == process)
        .ok_or(Error::ProcessGone(process))
}

pub(super) fn inventory(uids: &BTreeSet<u32>) -> Result<Vec<ProcessFacts>, Error> {
    // Kept only for this call: the list of a whole machine is too much to hold on to.
    let mut system = System::new()
        .map_err(|e| Error::system("listing processes", std::io::Error::other(e.to_string())))?;
    let what = ProcessRefreshKind::nothing()
        .with_user(UpdateKind::Always)
        .without_tasks();
    system.refresh_processes_specifics(ProcessesToUpdate::All, true, what);
    if system.processes().is_empty() {
        return Err(Error::system(
            "listing processes",
            std::io::Error::from(std::io::ErrorKind::NotFound),
        ));
    }
    let proc = system_proc();
    let mut names = Names::default();
    let mut found: Vec<ProcessFacts> = system
        .processes()
        .values()
        .filter_map(|process| {
            let pid = process.pid().as_u32();
            let uid = **process.user_id()?;
            owner(&proc, pid, uid, uids)?;
            facts_of(&proc, pid, uid, &mut names)
        })
        .collect();
    found.sort_by_key(|facts| facts.key);
    Ok(found)
}

/// The watched account that a process of this real user belongs to: the user itself, or for a number of a container the
/// owner of the control group, since such numbers are handed out to people (`/etc/subuid`) for programs of their own.
fn owner(proc: &Proc, pid: u32, uid: u32, watched: &BTreeSet<u32>) -> Option<u32> {
    if watched.contains(&uid) {
        return Some(uid);
    }
    if uid <= ABOVE_PEOPLE {
        return None;
    }
    cgroup_names(&proc.cgroup(pid)?)
        .owner_uid
        .filter(|owner| watched.contains(owner))
}

/// Everything about one process; `None` if it has ended meanwhile.
fn facts_of(proc: &Proc, pid: u32, uid: u32, names: &mut Names) -> Option<ProcessFacts> {
    let facts = read_facts(proc, pid, uid, names)?;
    // They come from several files: if another program began in between, they are of two.
    if proc.exe_path(pid) == facts.exe {
        return Some(facts);
    }
    read_facts(proc, pid, uid, names)
}

fn read_facts(proc: &Proc, pid: u32, uid: u32, names: &mut Names) -> Option<ProcessFacts> {
    let stat = proc.stat(pid).filter(|stat| !stat.is_zombie())?;
    let exe = proc.exe_path(pid);
    let exe_owner = proc.exe_owner(pid);
    let cgroup = proc.cgroup(pid);
    let groups = cgroup.as_deref().map(cgroup_names).unwrap_or_default();
    let person = if uid > ABOVE_PEOPLE {
        groups.owner_uid.unwrap_or(uid)
    } else {
        uid
    };
    Some(ProcessFacts {
        key: ProcessKey {
            pid,
            start_ticks: stat.start_ticks,
        },
        ppid: stat.ppid,
        uid,
        account: names.of(person),
        exe,
        exe_owner,
        name: stat.name,
        command: proc.command(pid, COMMAND_LIMIT),
        cgroup,
        session: groups.session,
        flatpak: groups.flatpak,
        snap: groups.snap,
        started: started(stat.start_ticks),
    })
}

/// What makes a process worth telling again: another program or command line.
fn fingerprint(facts: &ProcessFacts) -> u64 {
    let mut hasher = DefaultHasher::new();
    (&facts.exe, &facts.command, &facts.name, facts.uid).hash(&mut hasher);
    facts.cgroup.hash(&mut hasher);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::process::{Command, Stdio};

    #[test]
    fn the_inventory_holds_this_process_once_with_its_facts() {
        let uid = rustix::process::getuid().as_raw();
        let found = inventory(&BTreeSet::from([uid])).unwrap();
        let own: Vec<_> = found
            .iter()
            .filter(|facts| facts.key.pid == std::process::id())
            .collect();
        assert_eq!(own.len(), 1);
        assert_eq!(own[0].exe, std::env::current_exe().ok());
        assert_eq!(own[0].uid, uid);
        assert!(own[0].started.0 > 0);
        assert_eq!(inventory(&BTreeSet::from([4_000_000_000])).unwrap(), []);
    }

    #[test]
    fn facts_are_refused_for_another_start() {
        let mut child = Command::new("sleep")
            .arg("60")
            .stdout(Stdio::null())
            .spawn()
            .unwrap();
        let key = key_of(child.id()).unwrap();
        assert_eq!(facts(key).unwrap().key, key);
        let other = ProcessKey {
            start_ticks: key.start_ticks + 1,
            ..key
        };
        assert!(matches!(facts(other), Err(Error::ProcessGone(k)) if k == other));
        child.kill().unwrap();
        child.wait().unwrap();
        assert!(matches!(facts(key), Err(Error::ProcessGone(_))));
        assert!(key_of(child.id()).is_err());
    }

    #[test]
    fn a_container_s_user_belongs_to_the_owner_of_the_control_group() {
        let dir = tempfile::tempdir().unwrap();
        crate::procfs::tests::FakeProcess {
            pid: 70,
            name: "game",
            ppid: 1,
            uid: 100_999,
            tty: 0,
            cpu_ticks: 0,
            start_ticks: 1,
            exe: "/app/game",
            cgroup: "/user.slice/user-1001.slice/user@1001.service/x.scope",
        }
        .write(dir.path());
        let proc = Proc::new(dir.path());
        let watched = BTreeSet::from([1001]);
        assert_eq!(owner(&proc, 70, 100_999, &watched), Some(1001));
        assert_eq!(owner(&proc, 70, 1002, &watched), None);
        assert_eq!(owner(&proc, 70, 100_999, &BTreeSet::from([1002])), None);
    }
}
