//! One process at a time.

use crate::error::Error;
use crate::files;
use std::fs::{File, OpenOptions, TryLockError};
use std::io::{Read, Seek, Write};
use std::path::Path;

/// Held for as long as the store is open; the kernel releases it with the process, however that ends.
#[derive(Debug)]
pub(crate) struct Lock {
    _file: File,
}

impl Lock {
    pub(crate) fn take(dir: &Path, path: &Path) -> Result<Self, Error> {
        let failed = |error| Error::io("lock", path, error);
        let mut file = match files::create_private(path) {
            Ok(file) => file,
            Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {
                files::open_existing(path, OpenOptions::new().read(true).write(true))
                    .map_err(failed)?
            }
            Err(error) => return Err(failed(error)),
        };
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                let mut text = String::new();
                let read = (&file).take(32).read_to_string(&mut text);
                let pid = read.ok().and_then(|_| text.trim().parse().ok());
                return Err(Error::InUse {
                    path: dir.to_owned(),
                    pid,
                });
            }
            Err(TryLockError::Error(error)) => return Err(failed(error)),
        }
        // Who holds it is told for the sake of a helpful message; the lock works without.
        let say = file
            .set_len(0)
            .and_then(|()| file.rewind())
            .and_then(|()| writeln!(file, "{}", std::process::id()));
        if let Err(error) = say {
            tracing::debug!(%error, "cannot note the process in the lock file");
        }
        Ok(Self { _file: file })
    }
}
