//! Programs that are about to run, held up for a moment: each is let go on, or refused before its first instruction.
//!
//! On Linux this is fanotify(7) with `FAN_OPEN_EXEC_PERM`. The kernel waits for an answer for as long as the gate is open
//! and lets everything go on when it is closed, also by the end of the process that has it. Whoever holds a gate must
//! therefore answer always and soon, and is best a process of its own that can be killed.
//!
//! Absent on purpose: which program is refused, and for whom. File systems that a person can serve (FUSE, network) are
//! left out: opening a file there could hang, and with it every program of the computer.

use crate::Error;
use luytre_core::id::{ActivityId, ProgramId};
use std::os::fd::BorrowedFd;
use std::path::{Path, PathBuf};

#[cfg(target_os = "linux")]
mod linux;
#[cfg(not(target_os = "linux"))]
mod other;
#[cfg(target_os = "linux")]
use linux as sys;
#[cfg(not(target_os = "linux"))]
use other as sys;

/// News of a gate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum GateEvent {
    /// It holds programs up and decides.
    Open,
    /// It does not (any more). It is tried again.
    Closed {
        /// Why not, in English.
        why: String,
    },
    /// A program did not run.
    Refused {
        /// The process that wanted to run it.
        pid: u32,
        /// Whose.
        uid: u32,
        /// Its file.
        path: PathBuf,
        /// What it is, by its name or its content.
        program: ProgramId,
        /// Its activity.
        activity: ActivityId,
    },
}

/// A file as the kernel knows it, whatever it is called.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FileIdentity {
    /// Device.
    pub device: u64,
    /// Number on the device.
    pub inode: u64,
    /// Bytes.
    pub size: u64,
    /// When its content or its owner last changed, in nanoseconds of the wall clock.
    pub changed: i128,
    /// The user it belongs to.
    pub owner: u32,
}

/// A program that waits for an answer. Dropping it lets the program go on.
#[derive(Debug)]
pub struct Held(sys::Held);

impl Held {
    /// The process that wants to run it.
    #[must_use]
    pub fn pid(&self) -> u32 {
        self.0.pid()
    }

    /// The real user of that process, and for a number of a container the owner of its control group. `None` if it has
    /// ended, or lives where we cannot see it.
    #[must_use]
    pub fn user(&self) -> Option<u32> {
        self.0.user()
    }

    /// The file's path as we see it; `None` if it has none (any more).
    #[must_use]
    pub fn path(&self) -> Option<PathBuf> {
        self.0.path()
    }

    /// The file itself.
    ///
    /// # Errors
    /// The kernel does not say.
    pub fn file(&self) -> Result<FileIdentity, Error> {
        self.0.file()
    }

    /// Reads the file from its beginning, at most `limit` bytes.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn content(&self, limit: u64) -> Result<Vec<u8>, Error> {
        self.0.content(limit)
    }
}

/// What becomes of a held program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    /// It runs.
    Allow,
    /// It runs, and this file is not asked about again until it is modified, or [`ExecGate::ask_again`].
    AllowUntilModified,
    /// It does not run: `execve(2)` fails with `EPERM`.
    Refuse,
}

/// Why [`ExecGate::wait`] returned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Woken {
    /// Programs may be waiting.
    pub programs: bool,
    /// The other descriptor has something to read, or its other end is gone.
    pub other: bool,
}

/// An open gate.
#[derive(Debug)]
pub struct ExecGate(sys::ExecGate);

impl ExecGate {
    /// Opens a gate over all file systems that programs are started from.
    ///
    /// # Errors
    /// The system has none, or we have no right to it (`CAP_SYS_ADMIN`).
    pub fn open() -> Result<Self, Error> {
        sys::ExecGate::open().map(Self)
    }

    /// Opens a gate over one mounted file system only.
    ///
    /// # Errors
    /// As [`ExecGate::open`].
    pub fn open_on(mount: &Path) -> Result<Self, Error> {
        sys::ExecGate::open_on(mount).map(Self)
    }

    /// Waits until a program is held, `other` can be read, or a file system was mounted (which is taken in here).
    ///
    /// # Errors
    /// The kernel refuses to wait.
    pub fn wait(&mut self, other: BorrowedFd<'_>) -> Result<Woken, Error> {
        self.0.wait(other)
    }

    /// The programs that wait now; empty if none.
    ///
    /// # Errors
    /// The kernel could not hand one over; it is let go on, and others follow at the next call.
    pub fn held(&mut self) -> Result<Vec<Held>, Error> {
        Ok(self.0.held()?.into_iter().map(Held).collect())
    }

    /// Answers.
    ///
    /// # Errors
    /// The kernel does not take the answer.
    pub fn answer(&self, held: Held, answer: Answer) -> Result<(), Error> {
        self.0.answer(held.0, answer)
    }

    /// Asks about every file again.
    ///
    /// # Errors
    /// The kernel refuses.
    pub fn ask_again(&self) -> Result<(), Error> {
        self.0.ask_again()
    }
}
