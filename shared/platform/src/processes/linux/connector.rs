//! The kernel's process events: netlink connector, `linux/cn_proc.h`. Works in the first pid and network namespace only.
//!
//! A filter in the kernel lets pass only what matters (a program begins, a process is forked, a user changes), so that
//! threads and ends do not wake us. Ends are learnt from process handles.

use crate::Error;
use crate::raw::{self, u32_at};
use rustix::io::Errno;
use rustix::net::netlink::{self, SocketAddrNetlink};
use rustix::net::{
    AddressFamily, RecvFlags, SendFlags, SocketFlags, SocketType, bind, recvfrom, sendto,
    socket_with, sockopt,
};
use std::io;
use std::os::fd::{AsFd, OwnedFd};
use std::time::Duration;
use tokio::io::Interest;
use tokio::io::unix::AsyncFd;

// Offsets in a message: netlink header (16 bytes), connector header (20), then the event.
const WHAT: u32 = 36;
const DATA: u32 = 52;
/// The kernel answers our request at once or, in a namespace of its own, never.
const ANSWER_WITHIN: Duration = Duration::from_millis(500);
/// Waiting events; beyond, the kernel tells that some were lost.
const QUEUE_BYTES: usize = 1 << 20;
/// Messages read at one go before others get their turn.
const BATCH: usize = 512;

/// What the kernel tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum KernelEvent {
    /// A process executes a program.
    Exec { pid: u32 },
    /// A new process, still executing its parent's program.
    Fork { parent: u32, child: u32 },
    /// A process took on another real user.
    User { pid: u32, uid: u32 },
    /// Events were lost.
    Lost,
}

/// A subscription.
#[derive(Debug)]
pub(super) struct Connector {
    socket: AsyncFd<OwnedFd>,
}

/// What to ask of the kernel.
#[derive(Clone, Copy)]
enum Subscription {
    Listen,
    Ignore,
}

impl Connector {
    /// Subscribes; fails where the kernel does not answer.
    pub(super) async fn open() -> Result<Self, Error> {
        let failed = |e: io::Error| Error::system("subscribing to the kernel's process events", e);
        let socket = subscribe().map_err(failed)?;
        let connector = Self {
            socket: raw::async_fd(socket, Interest::READABLE).map_err(failed)?,
        };
        let answer = tokio::time::timeout(ANSWER_WITHIN, connector.answer())
            .await
            .map_err(|_| failed(io::ErrorKind::TimedOut.into()))?;
        answer.map_err(failed)?;
        Ok(connector)
    }

    async fn answer(&self) -> io::Result<()> {
        loop {
            let message = self.receive().await?;
            if u32_at(&message, offset(WHAT)) == Some(libc::PROC_EVENT_NONE) {
                return match u32_at(&message, offset(DATA)) {
                    Some(0) => Ok(()),
                    Some(code) => Err(io::Error::from_raw_os_error(code.cast_signed())),
                    None => Err(io::ErrorKind::InvalidData.into()),
                };
            }
        }
    }

    async fn receive(&self) -> io::Result<Vec<u8>> {
        loop {
            let mut ready = self.socket.readable().await?;
            if let Ok(result) = ready.try_io(|socket| {
                let mut buffer = [0; 256];
                Ok(receive_now(socket.get_ref(), &mut buffer)?.map(<[u8]>::to_vec))
            }) {
                match result? {
                    Some(message) => return Ok(message),
                    None => continue,
                }
            }
        }
    }

    /// Waits for events and appends them. Safe to drop and call again.
    pub(super) async fn next(&self, events: &mut Vec<KernelEvent>) -> io::Result<()> {
        let mut ready = self.socket.readable().await?;
        for _ in 0..BATCH {
            let read = ready.try_io(|socket| {
                let mut buffer = [0; 256];
                match receive_now(socket.get_ref(), &mut buffer) {
                    Ok(message) => Ok(message.and_then(parse)),
                    Err(e) if e.raw_os_error() == Some(libc::ENOBUFS) => {
                        Ok(Some(KernelEvent::Lost))
                    }
                    Err(e) => Err(e),
                }
            });
            match read {
                Ok(event) => events.extend(event?),
                Err(_would_block) => break,
            }
        }
        Ok(())
    }
}

impl Drop for Connector {
    fn drop(&mut self) {
        // Kernels before 6.6 count listeners only by these requests.
        if let Err(error) = request(self.socket.get_ref(), Subscription::Ignore) {
            tracing::debug!(%error, "the kernel was not told that we stop listening");
        }
    }
}

fn subscribe() -> io::Result<OwnedFd> {
    let socket = socket_with(
        AddressFamily::NETLINK,
        SocketType::DGRAM,
        SocketFlags::CLOEXEC | SocketFlags::NONBLOCK,
        Some(netlink::CONNECTOR),
    )?;
    raw::attach_filter(socket.as_fd(), &mut filter())?;
    // Only root may go above the system's limit; the usual size will do for everybody else.
    sockopt::set_socket_recv_buffer_size_force(&socket, QUEUE_BYTES)
        .or_else(|_| sockopt::set_socket_recv_buffer_size(&socket, QUEUE_BYTES))?;
    bind(&socket, &SocketAddrNetlink::new(0, libc::CN_IDX_PROC))?;
    request(&socket, Subscription::Listen)?;
    Ok(socket)
}

fn request(socket: &OwnedFd, what: Subscription) -> io::Result<()> {
    let operation: u32 = match what {
        Subscription::Listen => 1,
        Subscription::Ignore => 2,
    };
    let mut bytes = Vec::with_capacity(40);
    bytes.extend(40_u32.to_ne_bytes()); // nlmsg_len
    bytes.extend(3_u16.to_ne_bytes()); // nlmsg_type: NLMSG_DONE
    bytes.extend([0; 10]); // nlmsg_flags, nlmsg_seq, nlmsg_pid
    bytes.extend(libc::CN_IDX_PROC.to_ne_bytes()); // id.idx
    bytes.extend(1_u32.to_ne_bytes()); // id.val: CN_VAL_PROC
    bytes.extend([0; 8]); // seq, ack
    bytes.extend(4_u16.to_ne_bytes()); // len of what follows the flags
    bytes.extend([0; 2]); // flags
    bytes.extend(operation.to_ne_bytes());
    sendto(
        socket,
        &bytes,
        SendFlags::empty(),
        &SocketAddrNetlink::new(0, 0),
    )?;
    Ok(())
}

/// One message of the kernel; `None` for a message of anybody else.
fn receive_now<'a>(socket: &OwnedFd, buffer: &'a mut [u8; 256]) -> io::Result<Option<&'a [u8]>> {
    let (_, length, from) = match recvfrom(socket, &mut buffer[..], RecvFlags::empty()) {
        Ok(received) => received,
        Err(Errno::INTR) => return Ok(None),
        Err(errno) => return Err(errno.into()),
    };
    let from_kernel = from
        .and_then(|address| SocketAddrNetlink::try_from(address).ok())
        .is_some_and(|address| address.pid() == 0);
    Ok(from_kernel.then(|| buffer.get(..length)).flatten())
}

fn offset(at: u32) -> usize {
    usize::try_from(at).unwrap_or(usize::MAX)
}

fn parse(message: &[u8]) -> Option<KernelEvent> {
    let word = |number: u32| u32_at(message, offset(DATA + 4 * number));
    match u32_at(message, offset(WHAT))? {
        // process_pid, process_tgid
        libc::PROC_EVENT_EXEC => Some(KernelEvent::Exec { pid: word(1)? }),
        // parent_pid, parent_tgid, child_pid, child_tgid
        libc::PROC_EVENT_FORK => Some(KernelEvent::Fork {
            parent: word(1)?,
            child: word(3)?,
        }),
        // process_pid, process_tgid, ruid, euid
        libc::PROC_EVENT_UID => Some(KernelEvent::User {
            pid: word(1)?,
            uid: word(2)?,
        }),
        _ => None,
    }
}

/// Passes the answer to our request, program starts, user changes, and forks that make a process (not a thread).
fn filter() -> [libc::sock_filter; 11] {
    const LOAD: u16 = 0x20; // BPF_LD | BPF_W | BPF_ABS
    const KEEP: u16 = 0x07; // BPF_MISC | BPF_TAX
    const IF_EQUAL: u16 = 0x15; // BPF_JMP | BPF_JEQ | BPF_K
    const IF_EQUAL_KEPT: u16 = 0x1d; // BPF_JMP | BPF_JEQ | BPF_X
    const RETURN: u16 = 0x06; // BPF_RET | BPF_K
    let step = |code, jt, jf, k| libc::sock_filter { code, jt, jf, k };
    // Loads are in network order, the events in that of the machine.
    let is = |event: u32, yes, no| step(IF_EQUAL, yes, no, event.to_be());
    [
        step(LOAD, 0, 0, WHAT),
        is(libc::PROC_EVENT_FORK, 3, 0),
        is(libc::PROC_EVENT_EXEC, 6, 0),
        is(libc::PROC_EVENT_UID, 5, 0),
        is(libc::PROC_EVENT_NONE, 4, 5),
        step(LOAD, 0, 0, DATA + 8),
        step(KEEP, 0, 0, 0),
        step(LOAD, 0, 0, DATA + 12),
        step(IF_EQUAL_KEPT, 0, 1, 0),
        step(RETURN, 0, 0, u32::MAX),
        step(RETURN, 0, 0, 0),
    ]
}
