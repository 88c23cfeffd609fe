//! fanotify(7), class `FAN_CLASS_CONTENT`.

use super::{Answer, FileIdentity, Woken};
use crate::Error;
use crate::mounts::{self, MOUNTS, Mount};
use crate::procfs::{Proc, cgroup_names};
use crate::raw::{self, HeldExec, MarkScope, OnExec};
use rustix::event::{PollFd, PollFlags, poll};
use rustix::fs::{Mode, OFlags, fstat};
use std::collections::BTreeMap;
use std::ffi::CString;
use std::io::{self, Read};
use std::os::fd::{AsFd, AsRawFd, BorrowedFd, OwnedFd};
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Buffers read at one go before the other descriptor gets its turn.
const BATCH: usize = 8;
/// Numbers above those of people: users of containers, which may stand for a person's own programs.
const ABOVE_PEOPLE: u32 = 60_000;

/// File systems that are served by a program or another computer. The kernel opens the file for us before it tells, and
/// waits for that server.
const SERVED: [&str; 9] = [
    "9p", "afs", "ceph", "cifs", "fuse", "nfs", "nfs4", "smb3", "sshfs",
];

#[derive(Debug)]
pub(super) struct Held {
    exec: Option<HeldExec>,
    group: Arc<OwnedFd>,
}

impl Held {
    fn exec(&self) -> &HeldExec {
        self.exec
            .as_ref()
            .expect("taken out only by answering, which consumes it")
    }

    pub(super) fn pid(&self) -> u32 {
        self.exec().pid
    }

    pub(super) fn user(&self) -> Option<u32> {
        let proc = Proc::new("/proc");
        let pid = self.pid();
        let uid = proc.real_uid(pid)?;
        if uid <= ABOVE_PEOPLE {
            return Some(uid);
        }
        let owner = proc
            .cgroup(pid)
            .and_then(|path| cgroup_names(&path).owner_uid);
        Some(owner.unwrap_or(uid))
    }

    pub(super) fn path(&self) -> Option<PathBuf> {
        let link = format!("/proc/self/fd/{}", self.exec().file.as_raw_fd());
        std::fs::read_link(link).ok()
    }

    pub(super) fn file(&self) -> Result<FileIdentity, Error> {
        let stat = fstat(&self.exec().file)
            .map_err(|e| Error::system("looking at a program's file", e))?;
        Ok(FileIdentity {
            device: stat.st_dev,
            inode: stat.st_ino,
            size: u64::try_from(stat.st_size).unwrap_or(0),
            changed: i128::from(stat.st_ctime) * 1_000_000_000 + i128::from(stat.st_ctime_nsec),
            owner: stat.st_uid,
        })
    }

    pub(super) fn content(&self, limit: u64) -> Result<Vec<u8>, Error> {
        let failed = |e: io::Error| Error::system("reading a program's file", e);
        let file = self.exec().file.try_clone().map_err(failed)?;
        let mut bytes = Vec::new();
        std::fs::File::from(file)
            .take(limit)
            .read_to_end(&mut bytes)
            .map_err(failed)?;
        Ok(bytes)
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        if let Some(exec) = self.exec.take() {
            // Nobody decided, and a program must never wait for nobody. If the kernel does not take the answer, the gate
            // is closed or broken, and everything goes on anyway.
            let _ = raw::answer_exec(self.group.as_fd(), exec.file.as_fd(), true);
        }
    }
}

#[derive(Debug)]
pub(super) struct ExecGate {
    group: Arc<OwnedFd>,
    mounts: OwnedFd,
    marked: BTreeMap<String, MarkScope>,
    /// The one mount point that counts, if not all do.
    only: Option<Vec<u8>>,
}

impl ExecGate {
    pub(super) fn open() -> Result<Self, Error> {
        Self::over(None)
    }

    pub(super) fn open_on(mount: &Path) -> Result<Self, Error> {
        Self::over(Some(mount))
    }

    fn over(only: Option<&Path>) -> Result<Self, Error> {
        let failed = |e: io::Error| Error::system("holding programs up before they run", e);
        let group = raw::fanotify_gate().map_err(failed)?;
        let mounts = rustix::fs::open(MOUNTS, OFlags::RDONLY | OFlags::CLOEXEC, Mode::empty())
            .map_err(|e| failed(e.into()))?;
        let mut gate = Self {
            group: Arc::new(group),
            mounts,
            marked: BTreeMap::new(),
            only: only.map(|path| path.as_os_str().as_bytes().to_owned()),
        };
        gate.mark_new_mounts().map_err(failed)?;
        if gate.marked.is_empty() {
            return Err(failed(io::ErrorKind::Unsupported.into()));
        }
        Ok(gate)
    }

    fn mark_new_mounts(&mut self) -> io::Result<()> {
        let mounts: Vec<Mount> = mounts::list()?
            .into_iter()
            .filter(|mount| !is_served(&mount.kind))
            .filter(|mount| self.only.as_ref().is_none_or(|only| mount.point == *only))
            .collect();
        let wanted = mounts::marks(&mounts);
        self.marked.retain(|name, _| wanted.contains_key(name));
        for (name, (scope, mount)) in wanted {
            if self.marked.contains_key(&name) {
                continue;
            }
            let Ok(path) = CString::new(mount.point.clone()) else {
                continue;
            };
            let mark =
                |scope| raw::fanotify_mark_exec(self.group.as_fd(), scope, &path, OnExec::Ask);
            match mark(scope).or_else(|_| mark(MarkScope::Mount)) {
                Ok(()) => {
                    self.marked.insert(name, scope);
                }
                Err(error) => {
                    tracing::debug!(%error, kind = mount.kind, "programs of this file system are not held up");
                }
            }
        }
        Ok(())
    }

    pub(super) fn wait(&mut self, other: BorrowedFd<'_>) -> Result<Woken, Error> {
        let failed = |e: io::Error| Error::system("waiting for programs", e);
        loop {
            let mut fds = [
                PollFd::new(&self.group, PollFlags::IN),
                PollFd::from_borrowed_fd(other, PollFlags::IN),
                PollFd::new(&self.mounts, PollFlags::PRI),
            ];
            match poll(&mut fds, None) {
                Ok(_) => {}
                Err(rustix::io::Errno::INTR) => continue,
                Err(error) => return Err(failed(error.into())),
            }
            let ready = fds.map(|fd| !fd.revents().is_empty());
            let [programs, other_is_ready, mounted] = ready;
            if mounted {
                self.mark_new_mounts().map_err(failed)?;
            }
            if programs || other_is_ready {
                return Ok(Woken {
                    programs,
                    other: other_is_ready,
                });
            }
        }
    }

    pub(super) fn held(&mut self) -> Result<Vec<Held>, Error> {
        let mut all = Vec::new();
        for _ in 0..BATCH {
            match raw::read_held_execs(self.group.as_fd(), &mut [0; 4096]) {
                Ok(held) => all.extend(held.into_iter().map(|exec| Held {
                    exec: Some(exec),
                    group: Arc::clone(&self.group),
                })),
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => break,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                // What was read before is answered first; the error comes again if it lasts.
                Err(_) if !all.is_empty() => break,
                Err(error) => return Err(Error::system("taking a program over", error)),
            }
        }
        Ok(all)
    }

    pub(super) fn answer(&self, mut held: Held, answer: Answer) -> Result<(), Error> {
        let Some(exec) = held.exec.take() else {
            return Ok(());
        };
        if answer == Answer::AllowUntilModified
            && let Err(error) = raw::fanotify_ignore_exec(self.group.as_fd(), exec.file.as_fd())
        {
            tracing::trace!(%error, "the file is asked about again next time");
        }
        let allow = match answer {
            Answer::Allow | Answer::AllowUntilModified => true,
            Answer::Refuse => false,
        };
        raw::answer_exec(self.group.as_fd(), exec.file.as_fd(), allow)
            .map_err(|e| Error::system("answering for a program", e))
    }

    pub(super) fn ask_again(&self) -> Result<(), Error> {
        raw::fanotify_ask_again(self.group.as_fd())
            .map_err(|e| Error::system("asking about programs again", e))
    }
}

fn is_served(kind: &str) -> bool {
    kind.starts_with("fuse.") || SERVED.contains(&kind)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn file_systems_that_somebody_serves_are_left_out() {
        for kind in ["fuse", "fuse.sshfs", "nfs4", "cifs"] {
            assert!(is_served(kind), "{kind}");
        }
        for kind in ["ext4", "btrfs", "tmpfs", "overlay", "fuseblk", "squashfs"] {
            assert!(!is_served(kind), "{kind}");
        }
    }
}
