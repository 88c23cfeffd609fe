//! Programs that begin, noticed by the opening of their files: fanotify(7) notifications. Works in containers, where the
//! kernel's process events do not. Nobody is held up by it.
//!
//! The event comes when the file is opened, a moment before the process runs it.

use super::connector::KernelEvent;
use crate::Error;
use crate::mounts::{self, MOUNTS};
use crate::raw::{self, FileEvent, MarkScope, OnExec};
use rustix::fs::{Mode, OFlags};
use std::collections::BTreeMap;
use std::ffi::CString;
use std::io;
use std::os::fd::{AsFd, OwnedFd};
use tokio::io::Interest;
use tokio::io::unix::AsyncFd;

/// Buffers of events read at one go before others get their turn.
const BATCH: usize = 16;
/// Reads that fail one after another before the source is given up.
const MOST_FAILURES: u32 = 256;

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
        let mounts = mounts::list()?;
        let wanted = mounts::marks(&mounts);
        self.marked.retain(|name, _| wanted.contains_key(name));
        for (name, (scope, mount)) in wanted {
            if self.marked.contains_key(&name) {
                continue;
            }
            let Ok(path) = CString::new(mount.point.clone()) else {
                continue;
            };
            let group = self.group.get_ref().as_fd();
            let mark = |scope| raw::fanotify_mark_exec(group, scope, &path, OnExec::Tell);
            let marked = mark(scope).or_else(|_| mark(MarkScope::Mount));
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
