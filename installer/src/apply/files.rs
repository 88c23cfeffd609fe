//! Writing and removing single files so that each moment shows the old one or the new one, and each change can be undone.

use super::journal::{Journal, Undo};
use super::{Error, Outcome};
use std::fs::{self, File, OpenOptions, Permissions};
use std::io::{self, Write};
use std::os::unix::fs::{OpenOptionsExt, PermissionsExt, symlink};
use std::path::{Path, PathBuf};

/// What becomes of a file's mode.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Change {
    /// It gets this one.
    Mode(u32),
    /// It keeps its own.
    KeepMode,
}

/// The bits of a mode that are permissions.
const PERMISSIONS: u32 = 0o7777;

fn at(path: &Path) -> impl FnOnce(io::Error) -> Error {
    let path = path.to_owned();
    move |source| Error::File { path, source }
}

fn beside(path: &Path, what: &str) -> PathBuf {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    path.with_file_name(format!(".{name}.luytre-{what}"))
}

/// Where a PAM file's copy from before our first change is kept.
pub(super) fn backup_of(path: &Path) -> PathBuf {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    path.with_file_name(format!("{name}.before-luytre"))
}

pub(super) fn has_mode(path: &Path, mode: u32) -> bool {
    fs::symlink_metadata(path)
        .is_ok_and(|found| found.is_dir() && found.permissions().mode() & PERMISSIONS == mode)
}

/// True for a plain file with this content and mode.
pub(super) fn is_same(path: &Path, bytes: &[u8], mode: u32) -> bool {
    let Ok(found) = fs::symlink_metadata(path) else {
        return false;
    };
    let length = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
    found.is_file()
        && found.permissions().mode() & PERMISSIONS == mode
        && found.len() == length
        && fs::read(path).is_ok_and(|old| old == bytes)
}

pub(super) fn folder(path: &Path, mode: u32, journal: &mut Journal) -> Result<(), Error> {
    parents(path, journal)?;
    match fs::symlink_metadata(path) {
        Ok(found) if found.is_dir() => {
            journal.push(Undo::Mode {
                path: path.to_owned(),
                mode: found.permissions().mode() & PERMISSIONS,
            });
        }
        Ok(_) => return Err(at(path)(io::Error::from(io::ErrorKind::NotADirectory))),
        Err(_) => {
            fs::create_dir(path).map_err(at(path))?;
            journal.push(Undo::RemoveFolder(path.to_owned()));
        }
    }
    fs::set_permissions(path, Permissions::from_mode(mode)).map_err(at(path))
}

/// Makes the folders above a path that are missing.
fn parents(path: &Path, journal: &mut Journal) -> Result<(), Error> {
    let mut missing: Vec<&Path> = Vec::new();
    let mut above = path.parent();
    while let Some(folder) = above.filter(|folder| !folder.exists()) {
        missing.push(folder);
        above = folder.parent();
    }
    for folder in missing.into_iter().rev() {
        fs::create_dir(folder).map_err(at(folder))?;
        journal.push(Undo::RemoveFolder(folder.to_owned()));
        fs::set_permissions(folder, Permissions::from_mode(0o755)).map_err(at(folder))?;
    }
    Ok(())
}

/// Keeps what is at a path, so that it can come back, and says how to undo a change there.
fn keep(path: &Path, journal: &mut Journal) -> Result<(), Error> {
    match fs::symlink_metadata(path) {
        Err(_) => journal.push(Undo::Remove(path.to_owned())),
        Ok(found) if found.is_symlink() => {
            let target = fs::read_link(path).map_err(at(path))?;
            journal.push(Undo::Link {
                at: path.to_owned(),
                target,
            });
        }
        Ok(found) if found.is_file() => {
            let kept = beside(path, "old");
            fs::copy(path, &kept).map_err(at(&kept))?;
            journal.push(Undo::Restore {
                kept,
                to: path.to_owned(),
            });
        }
        Ok(_) => return Err(at(path)(io::Error::from(io::ErrorKind::IsADirectory))),
    }
    Ok(())
}

pub(super) fn write(
    path: &Path,
    bytes: &[u8],
    change: Change,
    journal: &mut Journal,
) -> Result<(), Error> {
    parents(path, journal)?;
    let mode = match change {
        Change::Mode(mode) => mode,
        Change::KeepMode => {
            fs::metadata(path).map_err(at(path))?.permissions().mode() & PERMISSIONS
        }
    };
    let new = beside(path, "new");
    // A leftover of an installation that was cut short.
    let _ = fs::remove_file(&new);
    let written = (|| -> io::Result<()> {
        let mut file: File = OpenOptions::new()
            .write(true)
            .create_new(true)
            .mode(0o600)
            .open(&new)?;
        file.write_all(bytes)?;
        file.set_permissions(Permissions::from_mode(mode))?;
        file.sync_all()
    })();
    let placed = written.map_err(at(&new)).and_then(|()| {
        keep(path, journal)?;
        fs::rename(&new, path).map_err(at(path))
    });
    if placed.is_err() {
        let _ = fs::remove_file(&new);
    }
    placed
}

pub(super) fn link(path: &Path, target: &Path, journal: &mut Journal) -> Result<(), Error> {
    parents(path, journal)?;
    let new = beside(path, "new");
    let _ = fs::remove_file(&new);
    symlink(target, &new).map_err(at(&new))?;
    let placed = keep(path, journal).and_then(|()| fs::rename(&new, path).map_err(at(path)));
    if placed.is_err() {
        let _ = fs::remove_file(&new);
    }
    placed
}

pub(super) fn remove(path: &Path, journal: &mut Journal) -> Result<(), Error> {
    if fs::symlink_metadata(path).is_err() {
        return Ok(());
    }
    keep(path, journal)?;
    fs::remove_file(path).map_err(at(path))
}

pub(super) fn remove_empty_folder(path: &Path) -> Result<Outcome, Error> {
    match fs::remove_dir(path) {
        Ok(()) => Ok(Outcome::Done),
        Err(error) if error.kind() == io::ErrorKind::DirectoryNotEmpty => Ok(Outcome::Skipped),
        Err(error) => Err(at(path)(error)),
    }
}
