//! What can go wrong between us and the operating system.

use luytre_core::id::{Account, ProcessKey, SessionId};
use std::future::Future;
use std::io;
use std::path::PathBuf;
use std::pin::Pin;

/// The result of an order that takes a round trip to another process; object-safe, so that tests can stand in for the
/// system.
pub type Answer<'a, T> = Pin<Box<dyn Future<Output = Result<T, Error>> + Send + 'a>>;

/// A failure at the border to the operating system.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// This part has not been written for this operating system.
    #[error("{what}: not available on this system yet")]
    Unsupported {
        /// What was asked for.
        what: &'static str,
    },
    /// A system call failed.
    #[error("{doing} did not work")]
    System {
        /// What was being done, with the path where there is one.
        doing: String,
        /// The kernel's answer.
        #[source]
        source: io::Error,
    },
    /// The kernel or another service refused for lack of rights.
    #[error("{doing}: this needs more rights than the agent has")]
    NotPermitted {
        /// What was being done.
        doing: String,
    },
    /// The message bus or a service on it could not be reached, or refused.
    #[error("{doing} did not work over the system bus")]
    Bus {
        /// What was being done.
        doing: String,
        /// The bus's answer.
        #[source]
        source: Box<dyn std::error::Error + Send + Sync>,
    },
    /// There is no login service here, so sessions cannot be locked or ended through it.
    #[error("{doing}: no login service (systemd-logind) answers on this system")]
    NoLoginService {
        /// What was being done.
        doing: String,
    },
    /// The session has ended, or never was.
    #[error("there is no session {0} any more")]
    NoSuchSession(SessionId),
    /// The process has ended, or its number now belongs to another one. Nothing was done to that other one.
    #[error("process {} (started at tick {}) is gone", .0.pid, .0.start_ticks)]
    ProcessGone(ProcessKey),
    /// The operating system knows no such login name.
    #[error("there is no account {0} on this computer")]
    UnknownAccount(Account),
    /// A file that must be private is not.
    #[error("{} is not safe to use: {why}", path.display())]
    UnsafeFile {
        /// Which file or folder.
        path: PathBuf,
        /// What is wrong with it.
        why: UnsafeFile,
    },
    /// Another process holds the lock: a second agent on the same state.
    #[error("another agent already uses {}{}", path.display(), pid.map(|p| format!(" (process {p})")).unwrap_or_default())]
    AlreadyRunning {
        /// The lock file.
        path: PathBuf,
        /// Who holds it, as far as the file tells.
        pid: Option<u32>,
    },
}

/// Why a file is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum UnsafeFile {
    /// A symbolic link where a real file is expected: whoever made the link could point us elsewhere.
    #[error("it is a symbolic link")]
    SymbolicLink,
    /// Neither a regular file nor a folder, as the case may be.
    #[error("it is not the kind of file expected")]
    WrongKind,
    /// It belongs to somebody else.
    #[error("it belongs to user {owner}")]
    WrongOwner {
        /// The user id it belongs to.
        owner: u32,
    },
    /// Others may read or write it.
    #[error("others may read or change it (mode {mode:o})")]
    TooOpen {
        /// The permission bits.
        mode: u32,
    },
}

#[cfg(target_os = "linux")]
impl Error {
    /// A failed system call; a refusal for lack of rights becomes its own variant.
    pub(crate) fn system(doing: impl Into<String>, source: impl Into<io::Error>) -> Self {
        let (doing, source) = (doing.into(), source.into());
        if source.kind() == io::ErrorKind::PermissionDenied {
            Self::NotPermitted { doing }
        } else {
            Self::System { doing, source }
        }
    }
}
