//! Who is at the other end of a local connection, as the kernel says; never as the message says.

use crate::Error;
use luytre_core::id::{Account, ProcessKey};

#[cfg(target_os = "linux")]
mod linux;
#[cfg(not(target_os = "linux"))]
mod other;
#[cfg(target_os = "linux")]
use linux as sys;
#[cfg(not(target_os = "linux"))]
use other as sys;

/// A local connection as the daemon accepts it.
pub type Stream = sys::Stream;

/// A login, as the kernel numbers it: every process of it has the number, and cannot change it. Another login of the same
/// account has another one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LoginSession {
    /// The audit session.
    Audit(u32),
    /// The login service's session, by the control group of the process: where the kernel keeps no audit sessions.
    Group(luytre_core::id::SessionId),
}

/// The other end of a connection, at the time it was made.
#[derive(Debug)]
pub struct Peer {
    /// Effective user number.
    pub uid: u32,
    /// Its account. `None`: the number has no name here, so it has no role either.
    pub account: Option<Account>,
    /// The process that connected. `None` where the kernel does not tell, or it has ended.
    pub process: Option<ProcessKey>,
    /// The login it belongs to. `None` where the kernel does not tell, or the process belongs to none.
    pub login: Option<LoginSession>,
}

/// Asks the kernel who connected.
///
/// # Errors
/// The kernel does not answer: refuse the connection.
pub fn of(stream: &Stream) -> Result<Peer, Error> {
    sys::of(stream)
}
