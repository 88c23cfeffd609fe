//! Programs that begin, noticed by the opening of their files: fanotify(7) notifications. Works in containers, where the
//! kernel's process events do not. Nobody is held up by it.
//!
//! The event comes when the file is opened, a moment before the process runs it.

use super::connector::KernelEvent;
use crate::Error;
use crate::raw::{self, FileEvent, MarkScope};
use rustix::fs::{Mode, OFlags};
use std::collections::BTreeMap;
use std::ffi::CString;
use std::io;
use std::os::fd::{AsFd, OwnedFd};
use tokio::io::Interest;
use tokio::io::unix::AsyncFd;

const MOUNTS: &str = "/proc/self/mountinfo";
/// Buffers of events read at one go before others get their turn.
const BATCH: usize = 16;
/// Reads that fail one after another before the source is given up.
const MOST_FAILURES: u32 = 256;

/// File systems from which no program is started.
const WITHOUT_PROGRAMS: [&str; 19] = [
    "autofs",
    "binfmt_misc",
    "bpf",
    "cgroup",
    "cgroup2",
    "configfs",
    "debugfs",
    "devpts",
    "efivarfs",
    "fusectl",
    "hugetlbfs",
    "mqueue",
    "nsfs",
    "proc",
    "pstore",
    "rpc_pipefs",
    "securityfs",
    "sysfs",
    "tracefs",
];

/// A subscription to the opening of programs on all file systems.
#[derive(Debug)]
pub(super) struct FileAccess {
    group: AsyncFd<OwnedFd>,
    /// Tells by its priority readiness that something was mounted.
    mounts: AsyncFd<OwnedFd>,
    marked: BTreeMap<String, MarkScope>,
    failures: u32,
}

impl FileAccess {
    pub(super) fn open() -> Result<Self, Error> {
        let failed = |e: io::Error| Error::system("subscribing to the start of programs", e);
        let group = raw::fanotify_notify().map_err(failed)?;
        let mounts = rustix::fs::open(MOUNTS, OFlags::RDONLY | OFlags::CLOEXEC, Mode::empty())
            .map_err(|e| failed(e.into()))?;
        let mut access = Self {
            group: raw::async_fd(group, Interest::READABLE).map_err(failed)?,
            mounts: raw::async_fd(mounts, Interest::PRIORITY).map_err(failed)?,
            marked: BTreeMap::new(),
            failures: 0,
        };
        access.mark_new_mounts().map_err(failed)?;
        if access.marked.is_empty() {
            return Err(failed(io::ErrorKind::Unsupported.into()));
        }
        Ok(access)
    }

    fn mark_new_mounts(&mut self) -> io::Result<()> {
        let text = std::fs::read_to_string(MOUNTS)?;
        let mounts: Vec<Mount> = text.lines().filter_map(parse_mount).collect();
        let wanted = marks(&mounts);
        self.marked.retain(|name, _| wanted.contains_key(name));
        for (name, (scope, mount)) in wanted {
            if self.marked.contains_key(&name) {
                continue;
            }
            let Ok(path) = CString::new(mount.point.clone()) else {
                continue;
            };
            let group = self.group.get_ref().as_fd();
            let marked = raw::fanotify_mark_exec(group, scope, &path)
                .or_else(|_| raw::fanotify_mark_exec(group, MarkScope::Mount, &path));
            match marked {
                Ok(()) => {
                    self.marked.insert(name, scope);
                }
                Err(error) => {
                    tracing::debug!(%error, kind = mount.kind, "no events from this file system");
                }
            }
        }
        Ok(())
    }

    /// Waits for events and appends them. Safe to drop and call again.
    pub(super) async fn next(&mut self, events: &mut Vec<KernelEvent>) -> io::Result<()> {
        tokio::select! {
            changed = self.mounts.ready(Interest::PRIORITY) => {
                changed?.clear_ready();
                self.mark_new_mounts()
            }
            ready = self.group.readable() => {
                let mut ready = ready?;
                for _ in 0..BATCH {
                    let read = ready.try_io(|group| {
                        raw::read_file_events(group.get_ref().as_fd(), &mut [0; 4096])
                    });
                    match read {
                        Ok(Ok(found)) => {
                            self.failures = 0;
                            events.extend(found.into_iter().map(|event| match event {
                                FileEvent::Exec { pid } => KernelEvent::Exec { pid },
                                FileEvent::Overflow => KernelEvent::Lost,
                            }));
                        }
                        // The kernel could not open one file for us (a file system of the user's own); that event is
                        // lost, the others are not.
                        Ok(Err(error)) => {
                            self.failures += 1;
                            if self.failures > MOST_FAILURES {
                                return Err(error);
                            }
                            events.push(KernelEvent::Lost);
                        }
                        Err(_would_block) => break,
                    }
                }
                Ok(())
            }
        }
    }
}

/// What to mark, by a name of its own. A file system that is mounted as a whole is marked as a whole: a mark on the mount
/// alone would miss programs started in a mount namespace of a child's own making. Of one that shows only a part here (a
/// container's window to its host) only that part is marked, or everything that the host starts would wake us.
fn marks(mounts: &[Mount]) -> BTreeMap<String, (MarkScope, &Mount)> {
    let whole = |mount: &Mount| mount.root == "/" || mount.kind == "btrfs";
    let mut wanted = BTreeMap::new();
    for mount in mounts {
        if WITHOUT_PROGRAMS.contains(&mount.kind.as_str()) {
            continue;
        }
        if mounts.iter().any(|m| m.device == mount.device && whole(m)) {
            if whole(mount) {
                wanted
                    .entry(mount.device.clone())
                    .or_insert((MarkScope::FileSystem, mount));
            }
        } else {
            let point = String::from_utf8_lossy(&mount.point);
            wanted.insert(
                format!("{} {point}", mount.device),
                (MarkScope::Mount, mount),
            );
        }
    }
    wanted
}

#[derive(Debug, PartialEq, Eq)]
struct Mount {
    device: String,
    /// What of the file system is shown there.
    root: String,
    point: Vec<u8>,
    kind: String,
}

/// One line of `mountinfo`, proc(5).
fn parse_mount(line: &str) -> Option<Mount> {
    let (left, right) = line.split_once(" - ")?;
    let mut fields = left.split(' ');
    Some(Mount {
        device: fields.nth(2)?.to_owned(),
        root: fields.next()?.to_owned(),
        point: unescape(fields.next()?),
        kind: right.split(' ').next()?.to_owned(),
    })
}

/// Undoes the octal escapes for space, tab, newline and backslash.
fn unescape(text: &str) -> Vec<u8> {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        let escaped = (*byte == b'\\')
            .then(|| text.get(at + 1..at + 4))
            .flatten()
            .and_then(|digits| u8::from_str_radix(digits, 8).ok());
        match escaped {
            Some(value) => {
                out.push(value);
                at += 4;
            }
            None => {
                out.push(*byte);
                at += 1;
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_file_systems_are_marked_as_such_and_windows_only_as_windows() {
        let mounts: Vec<Mount> = [
            "1 0 0:39 / / rw - overlay overlay rw",
            "2 1 0:45 / /run rw - tmpfs tmpfs rw",
            "3 2 0:45 /host /run/host rw - tmpfs tmpfs rw",
            "4 3 254:0 /usr/lib/os-release /run/host/os-release ro - ext4 /dev/vda rw",
            "5 1 0:7 / /proc rw - proc proc rw",
            "6 1 0:50 /@home /home rw - btrfs /dev/vdb rw",
        ]
        .iter()
        .filter_map(|line| parse_mount(line))
        .collect();
        let found: Vec<(String, MarkScope)> = marks(&mounts)
            .into_iter()
            .map(|(name, (scope, _))| (name, scope))
            .collect();
        assert_eq!(
            found,
            [
                ("0:39".to_owned(), MarkScope::FileSystem),
                ("0:45".to_owned(), MarkScope::FileSystem),
                ("0:50".to_owned(), MarkScope::FileSystem),
                ("254:0 /run/host/os-release".to_owned(), MarkScope::Mount),
            ]
        );
    }

    #[test]
    fn mounts_are_read_with_their_escapes() {
        let line = r"36 35 98:0 /mnt1 /media/my\040disk rw,noatime shared:1 - ext3 /dev/root rw";
        assert_eq!(
            parse_mount(line).unwrap(),
            Mount {
                device: "98:0".into(),
                root: "/mnt1".into(),
                point: b"/media/my disk".to_vec(),
                kind: "ext3".into(),
            }
        );
        assert_eq!(parse_mount("rubbish"), None);
        assert_eq!(unescape(r"a\b\999\04"), br"a\b\999\04");
    }
}
