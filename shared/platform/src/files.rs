//! Files that nobody else may read or swap: opened with checks, replaced as a whole, locked against a second agent.

use crate::Error;
use std::fs::File;
use std::path::Path;

#[cfg(target_os = "linux")]
mod linux;
#[cfg(not(target_os = "linux"))]
mod other;
#[cfg(target_os = "linux")]
use linux as sys;
#[cfg(not(target_os = "linux"))]
use other as sys;

/// What to do with a private file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// Read an existing one.
    Read,
    /// Read and write an existing one.
    ReadWrite,
    /// Make a new one, mode 0600; fails if there is one already.
    CreateNew,
}

/// Who may look into a folder of ours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FolderMode {
    /// Only the owner (0700).
    Private,
    /// Everybody may pass and list, only the owner writes (0755): the folder of the control socket.
    Public,
}

/// Opens a file that must be ours: a regular file, not a symbolic link, owned by the user we run as, and closed to group
/// and others.
///
/// # Errors
/// [`Error::UnsafeFile`] says what is wrong; [`Error::System`] for everything else.
pub fn open_private(path: &Path, access: Access) -> Result<File, Error> {
    sys::open_private(path, access)
}

/// Makes a folder with its parents if it is missing, and sees to it that it is ours, no link, and as closed as `mode`
/// says.
///
/// # Errors
/// [`Error::UnsafeFile`] if somebody else owns it or it is a link.
pub fn ensure_folder(path: &Path, mode: FolderMode) -> Result<(), Error> {
    sys::ensure_folder(path, mode)
}

/// Replaces a file as a whole: readers see the old or the new contents, also after a power cut. Mode 0600.
///
/// # Errors
/// The old file stays as it was.
pub fn replace_atomically(path: &Path, contents: &[u8]) -> Result<(), Error> {
    sys::replace_atomically(path, contents)
}

/// Held by the one agent that uses a state folder. The kernel lets go of it when the process ends, however it ends.
#[derive(Debug)]
pub struct AgentLock {
    _held: sys::AgentLock,
}

impl AgentLock {
    /// Takes the lock without waiting.
    ///
    /// # Errors
    /// [`Error::AlreadyRunning`] if another process has it.
    pub fn take(path: &Path) -> Result<Self, Error> {
        sys::AgentLock::take(path).map(|held| Self { _held: held })
    }
}
