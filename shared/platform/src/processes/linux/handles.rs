//! Handles of processes: they keep a number from meaning another process, and tell its end.

use crate::raw;
use rustix::event::epoll;
use rustix::process::{Pid, PidfdFlags, pidfd_open};
use std::io;
use std::os::fd::OwnedFd;
use tokio::io::Interest;
use tokio::io::unix::AsyncFd;

/// All handles behind one descriptor, so that any number of ends is one thing to wait for.
#[derive(Debug)]
pub(super) struct Handles(AsyncFd<OwnedFd>);

impl Handles {
    pub(super) fn new() -> io::Result<Self> {
        let fd = epoll::create(epoll::CreateFlags::CLOEXEC)?;
        raw::async_fd(fd, Interest::READABLE).map(Self)
    }

    /// A handle of the process that has this number now. Its end is told until the handle is dropped. `None`: it is gone, or
    /// there are no more handles.
    pub(super) fn hold(&self, pid: u32) -> Option<OwnedFd> {
        let handle = handle_of(pid)?;
        let data = epoll::EventData::new_u64(u64::from(pid));
        epoll::add(self.0.get_ref(), &handle, data, epoll::EventFlags::IN).ok()?;
        Some(handle)
    }

    /// Waits for ends of known processes and gives their numbers.
    pub(super) async fn ended(&self) -> io::Result<Vec<u32>> {
        loop {
            let mut ready = self.0.readable().await?;
            let mut found: Vec<epoll::Event> = Vec::with_capacity(64);
            epoll::wait(
                self.0.get_ref(),
                rustix::buffer::spare_capacity(&mut found),
                Some(&rustix::event::Timespec::default()),
            )?;
            if found.is_empty() {
                ready.clear_ready();
                continue;
            }
            return Ok(found
                .iter()
                .filter_map(|event| u32::try_from(event.data.u64()).ok())
                .collect());
        }
    }
}

fn handle_of(pid: u32) -> Option<OwnedFd> {
    let pid = Pid::from_raw(i32::try_from(pid).ok()?)?;
    match pidfd_open(pid, PidfdFlags::empty()) {
        Ok(handle) => Some(handle),
        Err(error) => {
            tracing::debug!(%error, "no handle for a process");
            None
        }
    }
}

/// One handle is held for each process of a child: the usual limit of 1,024 open files is too low for some.
pub(super) fn raise_file_limit() {
    use rustix::process::{Resource, getrlimit, setrlimit};
    const ENOUGH: u64 = 32_768;
    let mut limit = getrlimit(Resource::Nofile);
    let wanted = limit.maximum.map_or(ENOUGH, |most| most.min(ENOUGH));
    if limit.current.is_some_and(|current| current < wanted) {
        limit.current = Some(wanted);
        if let Err(error) = setrlimit(Resource::Nofile, limit) {
            tracing::debug!(%error, "the limit of open files stays as it is");
        }
    }
}
