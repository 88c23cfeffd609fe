//! What can go wrong, told apart as far as somebody can do something about it.

use crate::damage::Damage;
use std::io;
use std::path::{Path, PathBuf};

/// A failure of the store. Whatever it is, nothing was applied in part.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Another process works on this store.
    #[error("the store in {path} is in use by another agent{}", pid.map(|pid| format!(" (process {pid})")).unwrap_or_default())]
    InUse {
        /// The store's directory.
        path: PathBuf,
        /// The process that holds it, as far as it has said so.
        pid: Option<u32>,
    },
    /// A newer version of the agent wrote this store. It was left exactly as it is.
    #[error("{path} has format {found}, and this version knows formats up to {supported}")]
    FromTheFuture {
        /// The database.
        path: PathBuf,
        /// Its format.
        found: u32,
        /// The newest format known here.
        supported: u32,
    },
    /// There is no room left on the device, or a quota or file size limit was reached.
    #[error("no space left to write {path}")]
    DiskFull {
        /// What was being written.
        path: PathBuf,
    },
    /// The file system, the directory or the file cannot be written.
    #[error("{path} is read-only")]
    ReadOnly {
        /// What was being written.
        path: PathBuf,
    },
    /// The system does not let this user at it.
    #[error("no permission for {path}")]
    NoAccess {
        /// At what.
        path: PathBuf,
    },
    /// The directory belongs to somebody else, who could exchange every file in it.
    #[error("{path} belongs to another user (uid {owner})")]
    NotOurs {
        /// The directory.
        path: PathBuf,
        /// Who owns it.
        owner: u32,
    },
    /// Any other failure of the file system.
    #[error("cannot {doing} {path}")]
    Io {
        /// What was tried: `create`, `read`, `write`, `rename`...
        doing: &'static str,
        /// With what.
        path: PathBuf,
        /// Why not.
        #[source]
        source: io::Error,
    },
    /// What lies on the disk is not what was written. Opening the store again restores it.
    #[error("the store is damaged: {0}")]
    Damaged(Damage),
    /// More than one write may hold.
    #[error("{what} has {size} bytes or entries; at most {limit} are kept")]
    TooLarge {
        /// What.
        what: &'static str,
        /// Its size.
        size: usize,
        /// What is allowed.
        limit: usize,
    },
    /// A value cannot be written as text that reads back.
    #[error("cannot encode {what}")]
    Encode {
        /// What.
        what: &'static str,
        /// Why not.
        #[source]
        source: serde_json::Error,
    },
    /// The system gave no random numbers; without them nothing can be sealed.
    #[error("the system gave no random numbers")]
    NoRandomness,
    /// Any other failure of the database.
    #[error("database {path}")]
    Database {
        /// The database.
        path: PathBuf,
        /// What it says.
        #[source]
        source: rusqlite::Error,
    },
    /// So much is waiting to be written that nothing more is taken. Try again.
    #[error("the writer is busy")]
    Busy,
    /// The writer has been shut down, or has failed.
    #[error("the writer is gone")]
    WriterGone,
}

/// What somebody can do about a failure; texts are made from it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Remedy {
    /// Stop the other agent, or give this one a directory of its own.
    StopOtherAgent,
    /// Install the version that wrote the store, or a newer one.
    InstallNewerVersion,
    /// Free some space.
    FreeSpace,
    /// Make the file system writable.
    MakeWritable,
    /// Give the directory to the user the agent runs as, readable for nobody else.
    FixOwner,
    /// Restart the agent: it restores the store by itself.
    Restart,
    /// Look at the disk: it fails.
    CheckDisk,
    /// Wait and try again.
    TryAgain,
    /// Make it smaller.
    MakeSmaller,
}

impl Error {
    /// What can be done about it.
    #[must_use]
    pub fn remedy(&self) -> Remedy {
        match self {
            Self::InUse { .. } => Remedy::StopOtherAgent,
            Self::FromTheFuture { .. } => Remedy::InstallNewerVersion,
            Self::DiskFull { .. } => Remedy::FreeSpace,
            Self::ReadOnly { .. } => Remedy::MakeWritable,
            Self::NoAccess { .. } | Self::NotOurs { .. } => Remedy::FixOwner,
            Self::Damaged(_) | Self::WriterGone => Remedy::Restart,
            Self::Io { .. } | Self::Database { .. } => Remedy::CheckDisk,
            Self::NoRandomness | Self::Busy => Remedy::TryAgain,
            Self::TooLarge { .. } | Self::Encode { .. } => Remedy::MakeSmaller,
        }
    }

    /// The file or directory it is about.
    #[must_use]
    pub fn path(&self) -> Option<&Path> {
        match self {
            Self::InUse { path, .. }
            | Self::FromTheFuture { path, .. }
            | Self::DiskFull { path }
            | Self::ReadOnly { path }
            | Self::NoAccess { path }
            | Self::NotOurs { path, .. }
            | Self::Io { path, .. }
            | Self::Database { path, .. } => Some(path),
            Self::Damaged(_)
            | Self::TooLarge { .. }
            | Self::Encode { .. }
            | Self::NoRandomness
            | Self::Busy
            | Self::WriterGone => None,
        }
    }

    /// Sorts a failure of the file system.
    pub(crate) fn io(doing: &'static str, path: &Path, source: io::Error) -> Self {
        let path = path.to_owned();
        match source.kind() {
            io::ErrorKind::StorageFull
            | io::ErrorKind::QuotaExceeded
            | io::ErrorKind::FileTooLarge => Self::DiskFull { path },
            io::ErrorKind::ReadOnlyFilesystem => Self::ReadOnly { path },
            io::ErrorKind::PermissionDenied => Self::NoAccess { path },
            _ => Self::Io {
                doing,
                path,
                source,
            },
        }
    }

    /// Sorts a failure of the database.
    pub(crate) fn database(path: &Path, source: rusqlite::Error) -> Self {
        use rusqlite::ErrorCode;
        let path = path.to_owned();
        match source.sqlite_error_code() {
            Some(ErrorCode::DiskFull) => Self::DiskFull { path },
            Some(ErrorCode::ReadOnly) => Self::ReadOnly { path },
            Some(ErrorCode::PermissionDenied) => Self::NoAccess { path },
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => {
                Self::InUse { path, pid: None }
            }
            Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => {
                Self::Damaged(Damage::Unreadable)
            }
            _ => Self::Database { path, source },
        }
    }
}
