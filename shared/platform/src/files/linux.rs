//! Linux: descriptors first, checks on the descriptor, so that nothing can be swapped between check and use.

use super::{Access, FolderMode};
use crate::{Error, UnsafeFile};
use rustix::fs::{
    AtFlags, CWD, FileType, FlockOperation, Mode, OFlags, Stat, fchmod, flock, fstat, fsync,
    openat, renameat, unlinkat,
};
use rustix::io::Errno;
use std::fs::{DirBuilder, File};
use std::io::{Read, Seek, SeekFrom, Write};
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};

const OWNER_ONLY: Mode = Mode::RUSR.union(Mode::WUSR);

fn doing(what: &str, path: &Path) -> String {
    format!("{what} {}", path.display())
}

fn unsafe_file(path: &Path, why: UnsafeFile) -> Error {
    Error::UnsafeFile {
        path: path.to_owned(),
        why,
    }
}

/// Opens without following a link at the end, and without waiting at a pipe.
fn open(path: &Path, flags: OFlags, what: &str) -> Result<File, Error> {
    let flags = flags | OFlags::NOFOLLOW | OFlags::CLOEXEC | OFlags::NONBLOCK;
    match openat(CWD, path, flags, OWNER_ONLY) {
        Ok(fd) => Ok(File::from(fd)),
        Err(Errno::LOOP) => Err(unsafe_file(path, UnsafeFile::SymbolicLink)),
        Err(Errno::NOTDIR) if path.is_symlink() => Err(unsafe_file(path, UnsafeFile::SymbolicLink)),
        Err(Errno::ISDIR | Errno::NXIO) => Err(unsafe_file(path, UnsafeFile::WrongKind)),
        Err(errno) => Err(Error::system(doing(what, path), errno)),
    }
}

/// Ours, and of the expected kind. Gives back the permission bits.
fn check(file: &File, kind: FileType, path: &Path) -> Result<u32, Error> {
    let stat: Stat = fstat(file).map_err(|e| Error::system(doing("looking at", path), e))?;
    if FileType::from_raw_mode(stat.st_mode) != kind {
        return Err(unsafe_file(path, UnsafeFile::WrongKind));
    }
    if stat.st_uid != rustix::process::geteuid().as_raw() {
        return Err(unsafe_file(
            path,
            UnsafeFile::WrongOwner { owner: stat.st_uid },
        ));
    }
    Ok(stat.st_mode & 0o7777)
}

pub(super) fn open_private(path: &Path, access: Access) -> Result<File, Error> {
    let flags = match access {
        Access::Read => OFlags::RDONLY,
        Access::ReadWrite => OFlags::RDWR,
        Access::CreateNew => OFlags::RDWR | OFlags::CREATE | OFlags::EXCL,
    };
    let file = open(path, flags, "opening")?;
    let mode = check(&file, FileType::RegularFile, path)?;
    if mode & 0o077 != 0 {
        return Err(unsafe_file(path, UnsafeFile::TooOpen { mode }));
    }
    Ok(file)
}

pub(super) fn ensure_folder(path: &Path, mode: FolderMode) -> Result<(), Error> {
    let (bits, forbidden) = match mode {
        FolderMode::Private => (0o700, 0o077),
        FolderMode::Public => (0o755, 0o022),
    };
    if !path.exists() {
        if let Some(parent) = path.parent().filter(|parent| !parent.exists()) {
            DirBuilder::new()
                .recursive(true)
                .mode(0o755)
                .create(parent)
                .map_err(|e| Error::system(doing("making the folder", parent), e))?;
        }
        match DirBuilder::new().mode(bits).create(path) {
            Ok(()) => {}
            // Somebody was quicker, or a link leads nowhere: what is there now is checked below.
            Err(e) if e.kind() == std::io::ErrorKind::AlreadyExists => {}
            Err(e) => return Err(Error::system(doing("making the folder", path), e)),
        }
    }
    let folder = open(
        path,
        OFlags::RDONLY | OFlags::DIRECTORY,
        "opening the folder",
    )?;
    let found = check(&folder, FileType::Directory, path)?;
    if found & forbidden != 0 || (mode == FolderMode::Public && found & bits != bits) {
        // It is ours, so we may put it right: an umask or an earlier version made it so.
        fchmod(&folder, Mode::from_raw_mode(bits))
            .map_err(|e| Error::system(doing("setting the rights of", path), e))?;
    }
    Ok(())
}

pub(super) fn replace_atomically(path: &Path, contents: &[u8]) -> Result<(), Error> {
    let what = doing("writing", path);
    let name = path
        .file_name()
        .ok_or_else(|| unsafe_file(path, UnsafeFile::WrongKind))?;
    let parent = match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    };
    let mut draft_name = std::ffi::OsString::from(".");
    draft_name.push(name);
    draft_name.push(".new");
    let draft: PathBuf = parent.join(draft_name);
    // Left over from a power cut; the next step would refuse to reuse it.
    match unlinkat(CWD, &draft, AtFlags::empty()) {
        Ok(()) | Err(Errno::NOENT) => {}
        Err(errno) => return Err(Error::system(what, errno)),
    }
    let written = write_draft(&draft, contents)
        .and_then(|()| renameat(CWD, &draft, CWD, path).map_err(std::io::Error::from))
        .and_then(|()| fsync(File::open(parent)?).map_err(std::io::Error::from));
    written.map_err(|e| {
        // Best effort: a draft that stays is removed at the next try.
        let _ = unlinkat(CWD, &draft, AtFlags::empty());
        Error::system(what, e)
    })
}

fn write_draft(draft: &Path, contents: &[u8]) -> std::io::Result<()> {
    let flags = OFlags::WRONLY | OFlags::CREATE | OFlags::EXCL | OFlags::NOFOLLOW | OFlags::CLOEXEC;
    let mut file = File::from(openat(CWD, draft, flags, OWNER_ONLY)?);
    file.write_all(contents)?;
    file.sync_all()
}

#[derive(Debug)]
pub(super) struct AgentLock {
    _file: File,
}

impl AgentLock {
    pub(super) fn take(path: &Path) -> Result<Self, Error> {
        let flags = OFlags::RDWR | OFlags::CREATE;
        let mut file = open(path, flags, "opening the lock")?;
        check(&file, FileType::RegularFile, path)?;
        match flock(&file, FlockOperation::NonBlockingLockExclusive) {
            Ok(()) => {}
            Err(Errno::WOULDBLOCK) => {
                let mut text = String::new();
                // Only for the message; an unreadable file just leaves the number out.
                let _ = Read::by_ref(&mut file).take(16).read_to_string(&mut text);
                return Err(Error::AlreadyRunning {
                    path: path.to_owned(),
                    pid: text.trim().parse().ok(),
                });
            }
            Err(errno) => return Err(Error::system(doing("locking", path), errno)),
        }
        // Who holds it, for the message of the next one. The file stays when we end: removing it would let two
        // processes hold locks on two files of the same name.
        let told = file
            .set_len(0)
            .and_then(|()| file.seek(SeekFrom::Start(0)))
            .and_then(|_| writeln!(file, "{}", std::process::id()));
        if let Err(error) = told {
            tracing::debug!(%error, "the lock is held, but its file could not be written");
        }
        Ok(Self { _file: file })
    }
}

#[cfg(test)]
mod tests {
    use crate::files::{
        Access, AgentLock, FolderMode, ensure_folder, open_private, replace_atomically,
    };
    use crate::{Error, UnsafeFile};
    use std::fs;
    use std::io::Read;
    use std::os::unix::fs::{PermissionsExt, symlink};

    fn why<T>(result: Result<T, Error>) -> UnsafeFile {
        match result {
            Err(Error::UnsafeFile { why, .. }) => why,
            Err(other) => panic!("{other}"),
            Ok(_) => panic!("was accepted"),
        }
    }

    #[test]
    fn private_files_are_made_private_and_read_back() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("key");
        open_private(&path, Access::CreateNew).unwrap();
        assert_eq!(
            fs::metadata(&path).unwrap().permissions().mode() & 0o777,
            0o600
        );
        assert!(matches!(
            open_private(&path, Access::CreateNew),
            Err(Error::System { .. })
        ));
        replace_atomically(&path, b"secret").unwrap();
        let mut text = String::new();
        open_private(&path, Access::Read)
            .unwrap()
            .read_to_string(&mut text)
            .unwrap();
        assert_eq!(text, "secret");
    }

    #[test]
    fn links_open_files_folders_and_pipes_are_refused() {
        let dir = tempfile::tempdir().unwrap();
        let real = dir.path().join("real");
        fs::write(&real, "x").unwrap();
        fs::set_permissions(&real, fs::Permissions::from_mode(0o640)).unwrap();
        assert_eq!(
            why(open_private(&real, Access::Read)),
            UnsafeFile::TooOpen { mode: 0o640 }
        );
        let link = dir.path().join("link");
        symlink(&real, &link).unwrap();
        assert_eq!(
            why(open_private(&link, Access::Read)),
            UnsafeFile::SymbolicLink
        );
        assert_eq!(
            why(open_private(dir.path(), Access::Read)),
            UnsafeFile::WrongKind
        );
        let pipe = dir.path().join("pipe");
        rustix::fs::mknodat(
            rustix::fs::CWD,
            &pipe,
            rustix::fs::FileType::Fifo,
            rustix::fs::Mode::RUSR,
            0,
        )
        .unwrap();
        assert_eq!(
            why(open_private(&pipe, Access::Read)),
            UnsafeFile::WrongKind
        );
    }

    #[test]
    fn folders_are_made_tightened_and_links_refused() {
        let dir = tempfile::tempdir().unwrap();
        let folder = dir.path().join("a/b/state");
        ensure_folder(&folder, FolderMode::Private).unwrap();
        let mode = || fs::metadata(&folder).unwrap().permissions().mode() & 0o777;
        assert_eq!(mode(), 0o700);
        fs::set_permissions(&folder, fs::Permissions::from_mode(0o777)).unwrap();
        ensure_folder(&folder, FolderMode::Private).unwrap();
        assert_eq!(mode(), 0o700);
        ensure_folder(&folder, FolderMode::Public).unwrap();
        assert_eq!(mode(), 0o755);
        let link = dir.path().join("link");
        symlink(&folder, &link).unwrap();
        assert_eq!(
            why(ensure_folder(&link, FolderMode::Private)),
            UnsafeFile::SymbolicLink
        );
        let dangling = dir.path().join("dangling");
        symlink("nowhere", &dangling).unwrap();
        assert_eq!(
            why(ensure_folder(&dangling, FolderMode::Private)),
            UnsafeFile::SymbolicLink
        );
    }

    #[test]
    fn replacing_survives_a_leftover_and_never_follows_a_link() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("marker");
        let victim = dir.path().join("victim");
        fs::write(&victim, "untouched").unwrap();
        symlink(&victim, dir.path().join(".marker.new")).unwrap();
        replace_atomically(&path, b"one").unwrap();
        replace_atomically(&path, b"two").unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "two");
        assert_eq!(fs::read_to_string(&victim).unwrap(), "untouched");
        assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 2);
    }

    #[test]
    fn a_second_agent_is_refused_and_told_who_runs() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("agent.lock");
        let first = AgentLock::take(&path).unwrap();
        match AgentLock::take(&path) {
            Err(Error::AlreadyRunning { pid, .. }) => assert_eq!(pid, Some(std::process::id())),
            other => panic!("{other:?}"),
        }
        drop(first);
        AgentLock::take(&path).unwrap();
    }
}
