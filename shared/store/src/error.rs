//! What can go wrong, told apart as far as somebody can do something about it.

use crate::cost::Cost;
use crate::damage::Damage;
use rusqlite::{ErrorCode, ffi};
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
    /// A passphrase cannot be worked on with these parameters: too little, too much, or more memory than there is.
    #[error("a passphrase cannot be worked on with {} KiB, {} passes and {} lanes", cost.memory_kib, cost.passes, cost.lanes)]
    Cost {
        /// The parameters.
        cost: Cost,
    },
    /// The key does not open this history.
    #[error("the key does not open this history")]
    WrongKey,
    /// No parent has a passphrase: there is no history to be opened.
    #[error("no passphrase is set yet")]
    NoHistory,
    /// A passphrase is set already.
    #[error("a passphrase is set already")]
    HistoryExists,
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
    /// Open the history with a passphrase that is in force.
    Unlock,
    /// Set a passphrase.
    SetPassphrase,
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
            Self::TooLarge { .. } | Self::Encode { .. } | Self::Cost { .. } => Remedy::MakeSmaller,
            Self::WrongKey | Self::HistoryExists => Remedy::Unlock,
            Self::NoHistory => Remedy::SetPassphrase,
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
            | Self::Cost { .. }
            | Self::WrongKey
            | Self::NoHistory
            | Self::HistoryExists
            | Self::NoRandomness
            | Self::Busy
            | Self::WriterGone => None,
        }
    }

    /// Sorts a failure of the file system.
    pub(crate) fn io(doing: &'static str, path: &Path, source: io::Error) -> Self {
        use io::ErrorKind;
        let path = path.to_owned();
        let kind = source.kind();
        if [
            ErrorKind::StorageFull,
            ErrorKind::QuotaExceeded,
            ErrorKind::FileTooLarge,
        ]
        .contains(&kind)
        {
            Self::DiskFull { path }
        } else if kind == ErrorKind::ReadOnlyFilesystem {
            Self::ReadOnly { path }
        } else if kind == ErrorKind::PermissionDenied {
            Self::NoAccess { path }
        } else {
            Self::Io {
                doing,
                path,
                source,
            }
        }
    }

    /// Sorts a failure of the database.
    pub(crate) fn database(path: &Path, source: rusqlite::Error) -> Self {
        let path = path.to_owned();
        let Some(code) = source.sqlite_error_code() else {
            return Self::Database { path, source };
        };
        if code == ErrorCode::DiskFull {
            Self::DiskFull { path }
        } else if code == ErrorCode::ReadOnly {
            Self::ReadOnly { path }
        } else if code == ErrorCode::PermissionDenied {
            Self::NoAccess { path }
        } else if [ErrorCode::DatabaseBusy, ErrorCode::DatabaseLocked].contains(&code) {
            Self::InUse { path, pid: None }
        } else if [ErrorCode::DatabaseCorrupt, ErrorCode::NotADatabase].contains(&code) {
            Self::Damaged(Damage::Unreadable)
        } else {
            Self::Database { path, source }
        }
    }
}

/// A failure inside the store, before it is known which file it belongs to, and whether damage is mended or reported.
#[derive(Debug)]
pub(crate) enum Trouble {
    /// What is on the disk is not what was written.
    Damage(Damage),
    /// The database failed.
    Sql(rusqlite::Error),
    /// Anything else.
    Other(Error),
}

impl Trouble {
    /// As an error about this database.
    pub(crate) fn at(self, path: &Path) -> Error {
        match self {
            Self::Damage(damage) => Error::Damaged(damage),
            Self::Sql(source) => Error::database(path, source),
            Self::Other(error) => error,
        }
    }

    /// What restoring can mend, told apart from what it cannot: a full disk, a missing permission, a newer format.
    pub(crate) fn damage(self, path: &Path) -> Result<Damage, Error> {
        match self {
            Self::Damage(damage) | Self::Other(Error::Damaged(damage)) => Ok(damage),
            Self::Other(error) => Err(error),
            Self::Sql(source) if is_damage(&source) => Ok(Damage::Unreadable),
            Self::Sql(source) => Err(Error::database(path, source)),
        }
    }
}

/// Whether an error of the database comes from what is in the file.
fn is_damage(error: &rusqlite::Error) -> bool {
    if let rusqlite::Error::SqliteFailure(failure, _) = error {
        let by_content = [
            ErrorCode::DatabaseCorrupt,
            ErrorCode::NotADatabase,
            ErrorCode::TypeMismatch,
            ErrorCode::ConstraintViolation,
            ErrorCode::TooBig,
        ];
        // A sector that cannot be read any more; and our statements are right, so that one which cannot be run met a
        // broken schema.
        let by_reading = [
            ffi::SQLITE_IOERR_READ,
            ffi::SQLITE_IOERR_SHORT_READ,
            ffi::SQLITE_ERROR,
        ];
        return by_content.contains(&failure.code) || by_reading.contains(&failure.extended_code);
    }
    matches!(
        error,
        // A value of a type that we never wrote, a row that is not there.
        rusqlite::Error::InvalidColumnType(..)
            | rusqlite::Error::FromSqlConversionFailure(..)
            | rusqlite::Error::IntegralValueOutOfRange(..)
            | rusqlite::Error::Utf8Error(..)
            | rusqlite::Error::SqlInputError { .. }
            | rusqlite::Error::QueryReturnedNoRows
    )
}

impl From<Damage> for Trouble {
    fn from(damage: Damage) -> Self {
        Self::Damage(damage)
    }
}

impl From<rusqlite::Error> for Trouble {
    fn from(source: rusqlite::Error) -> Self {
        Self::Sql(source)
    }
}

impl From<Error> for Trouble {
    fn from(error: Error) -> Self {
        Self::Other(error)
    }
}
