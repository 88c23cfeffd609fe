//! The files of a store and the careful ways to touch them: private, never through a link, replaced as a whole.

use crate::error::Error;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

/// Where everything lies.
#[derive(Debug, Clone)]
pub(crate) struct Files {
    pub(crate) dir: PathBuf,
    /// The database.
    pub(crate) db: PathBuf,
    /// A database being built to take its place.
    pub(crate) db_new: PathBuf,
    /// Sealed copy of the engine's state.
    pub(crate) state_copy: PathBuf,
    /// Sealed copy of the household in force.
    pub(crate) policy_copy: PathBuf,
    /// The last moment the agent was seen counting.
    pub(crate) heartbeat: PathBuf,
    /// The machine key.
    pub(crate) key: PathBuf,
    /// The machine key as a guard keeps it.
    pub(crate) credential: PathBuf,
    /// The present day's key.
    pub(crate) day_key: PathBuf,
    /// Copy of the book of who can open the history.
    pub(crate) access_copy: PathBuf,
    /// Backups, a file for each day.
    pub(crate) backups: PathBuf,
    /// Held while the store is open.
    pub(crate) lock: PathBuf,
    /// Say that a household was set up: one beside the database, and one elsewhere if asked for.
    pub(crate) markers: Vec<PathBuf>,
}

impl Files {
    pub(crate) fn new(dir: &Path, extra_marker: Option<&Path>) -> Self {
        let mut markers = vec![dir.join("provisioned")];
        markers.extend(extra_marker.map(Path::to_owned));
        Self {
            dir: dir.to_owned(),
            db: dir.join("luytre.db"),
            db_new: dir.join("luytre.db.new"),
            state_copy: dir.join("state.copy"),
            policy_copy: dir.join("policy.copy"),
            heartbeat: dir.join("heartbeat"),
            key: dir.join("machine.key"),
            credential: dir.join("machine.credential"),
            day_key: dir.join("day.key"),
            access_copy: dir.join("access.copy"),
            backups: dir.join("backup"),
            lock: dir.join("lock"),
            markers,
        }
    }
}

/// A path with something appended to its last part: `luytre.db` and `-wal`.
pub(crate) fn with_suffix(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    PathBuf::from(name)
}

/// Content of a small file.
#[derive(Debug)]
pub(crate) enum Found {
    /// There is none.
    Missing,
    /// Its bytes, at most the limit and one more.
    Bytes(Vec<u8>),
    /// It is there and cannot be read, or is no ordinary file.
    Broken(Error),
}

/// Reads at most `limit` bytes and one more, so that a longer file is seen to be too long.
pub(crate) fn read_small(path: &Path, limit: u64) -> Found {
    let file = match open_existing(path, OpenOptions::new().read(true)) {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Found::Missing,
        Err(error) => return Found::Broken(Error::io("open", path, error)),
    };
    let mut bytes = Vec::new();
    match file.take(limit + 1).read_to_end(&mut bytes) {
        Ok(_) => Found::Bytes(bytes),
        Err(error) => Found::Broken(Error::io("read", path, error)),
    }
}

/// Opens a file that is there, is an ordinary file, and is not a link.
pub(crate) fn open_existing(path: &Path, how: &mut OpenOptions) -> io::Result<File> {
    os::no_follow(how);
    let file = how.open(path)?;
    if !file.metadata()?.is_file() {
        return Err(io::Error::other("not an ordinary file"));
    }
    Ok(file)
}

/// Opens a file so that reads and writes of whole sectors go past the page cache; `None` where that is not to be had.
pub(crate) fn open_direct(path: &Path) -> Option<File> {
    let mut how = OpenOptions::new();
    how.read(true).write(true);
    os::direct(&mut how)?;
    how.open(path).ok()
}

/// Creates a file that only its owner can read; it must not exist yet.
pub(crate) fn create_private(path: &Path) -> io::Result<File> {
    let mut how = OpenOptions::new();
    how.read(true).write(true).create_new(true);
    os::private(&mut how);
    how.open(path)
}

/// Replaces a file as a whole: after a crash either the old or the new content is there.
pub(crate) fn replace(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    let new = with_suffix(path, ".tmp");
    remove_if_there(&new)?;
    let write = || -> io::Result<()> {
        let mut file = create_private(&new)?;
        file.write_all(bytes)?;
        file.sync_all()?;
        drop(file);
        make_way(path)?;
        fs::rename(&new, path)
    };
    if let Err(error) = write() {
        // What is half-written is of no use to anybody; the old file is untouched.
        fs::remove_file(&new).ok();
        return Err(Error::io("write", path, error));
    }
    sync_parent(path)
}

/// Replaces a file as a whole, and overwrites the blocks of the one before: for what must not be found again. (On a disk
/// or a file system that writes elsewhere than it is told, old blocks stay; nothing above it can change that.)
pub(crate) fn replace_and_wipe(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    let (new, old) = (with_suffix(path, ".tmp"), old(path));
    wipe(&new)?;
    wipe(&old)?;
    let failed = |error| Error::io("write", path, error);
    let mut file = create_private(&new).map_err(failed)?;
    if let Err(error) = file.write_all(bytes).and_then(|()| file.sync_all()) {
        wipe(&new).ok();
        return Err(failed(error));
    }
    // The old content keeps a name until it is overwritten, so that a crash in between leaves it to be found and wiped.
    let named = exists(path) && fs::hard_link(path, &old).is_ok();
    if named {
        sync_parent(path)?;
    }
    // Where there are no second names, the content is reached through an open file.
    let open = if named {
        None
    } else {
        open_existing(path, OpenOptions::new().write(true)).ok()
    };
    make_way(path).map_err(failed)?;
    fs::rename(&new, path).map_err(failed)?;
    sync_parent(path)?;
    if let Some(file) = open {
        overwrite(file).map_err(failed)?;
    }
    wipe(&old)
}

/// Where [`replace_and_wipe`] keeps the old content for the moment.
pub(crate) fn old(path: &Path) -> PathBuf {
    with_suffix(path, ".old")
}

/// Overwrites a file and removes it; that there is none is fine. What has another name as well is only unlinked.
pub(crate) fn wipe(path: &Path) -> Result<(), Error> {
    if !exists(path) {
        return Ok(());
    }
    // A link or a folder in its place is nothing of ours, and is not followed.
    if let Ok(file) = open_existing(path, OpenOptions::new().write(true))
        && !file
            .metadata()
            .is_ok_and(|metadata| os::has_other_names(&metadata))
    {
        overwrite(file).map_err(|error| Error::io("overwrite", path, error))?;
    }
    remove_if_there(path)?;
    sync_parent(path)
}

fn overwrite(mut file: File) -> io::Result<()> {
    let length = file.metadata()?.len();
    let zeros = [0; 4096];
    let mut left = length;
    while left > 0 {
        let some = usize::try_from(left).map_or(zeros.len(), |left| left.min(zeros.len()));
        file.write_all(&zeros[..some])?;
        left -= u64::try_from(some).unwrap_or(left);
    }
    file.sync_all()
}

/// A folder that has the name of a file of ours is moved aside: nothing can be renamed over it.
fn make_way(path: &Path) -> io::Result<()> {
    if fs::symlink_metadata(path).is_ok_and(|metadata| metadata.is_dir())
        && fs::remove_dir(path).is_err()
    {
        fs::rename(path, with_suffix(path, ".refused"))?;
    }
    Ok(())
}

/// Removes a file; that there is none is fine.
pub(crate) fn remove_if_there(path: &Path) -> Result<(), Error> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => {
            Err(Error::io("remove", path, error))
        }
        Ok(()) | Err(_) => Ok(()),
    }
}

/// Renames within a directory, and makes it last.
pub(crate) fn rename(from: &Path, to: &Path) -> Result<(), Error> {
    fs::rename(from, to).map_err(|error| Error::io("rename", from, error))?;
    sync_parent(to)
}

/// Makes created, renamed and removed names in the directory of this file last.
pub(crate) fn sync_parent(path: &Path) -> Result<(), Error> {
    let dir = path.parent().unwrap_or(Path::new("."));
    os::sync_dir(dir).map_err(|error| Error::io("sync", dir, error))
}

/// True if something has this name, whatever it is.
pub(crate) fn exists(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok()
}

/// Makes the store's directory, or takes an existing one: it must be ours, and is closed to everybody else.
pub(crate) fn prepare_dir(dir: &Path) -> Result<(), Error> {
    match os::create_private_dir(dir) {
        Ok(()) => return sync_parent(dir),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
        Err(error) => return Err(Error::io("create", dir, error)),
    }
    let metadata = fs::metadata(dir).map_err(|error| Error::io("open", dir, error))?;
    if !metadata.is_dir() {
        return Err(Error::io(
            "open",
            dir,
            io::Error::from(io::ErrorKind::NotADirectory),
        ));
    }
    match os::owner(&metadata) {
        os::Owner::Other(owner) => {
            return Err(Error::NotOurs {
                path: dir.to_owned(),
                owner,
            });
        }
        os::Owner::Us => {}
    }
    if os::open_to_others(&metadata) {
        tracing::warn!(dir = %dir.display(), "the store's directory was open to other users and is closed now");
        os::close_to_others(dir, 0o700)
            .map_err(|error| Error::io("close to others", dir, error))?;
    }
    Ok(())
}

/// What Unix has and other systems have not. Elsewhere a file is as private as the directory it is in; guarding the
/// key with the system's own key store is the platform's task there.
#[cfg(unix)]
pub(crate) mod os {
    use rustix::fs::OFlags;
    use std::fs::{self, DirBuilder, File, Metadata, OpenOptions, Permissions};
    use std::io;
    use std::os::unix::fs::{DirBuilderExt, MetadataExt, OpenOptionsExt, PermissionsExt};
    use std::path::Path;

    /// Whose a file is.
    pub(crate) enum Owner {
        /// Ours, or root's, who can do anything anyway.
        Us,
        /// Somebody else's.
        Other(u32),
    }

    pub(crate) fn no_follow(how: &mut OpenOptions) {
        how.custom_flags(OFlags::NOFOLLOW.bits().cast_signed());
    }

    pub(crate) fn direct(how: &mut OpenOptions) -> Option<()> {
        // By name, since not every Unix has the flag.
        let direct = OFlags::from_name("DIRECT")?;
        how.custom_flags((OFlags::NOFOLLOW | direct).bits().cast_signed());
        Some(())
    }

    pub(crate) fn private(how: &mut OpenOptions) {
        how.mode(0o600);
    }

    pub(crate) fn create_private_dir(dir: &Path) -> io::Result<()> {
        DirBuilder::new().mode(0o700).create(dir)
    }

    pub(crate) fn sync_dir(dir: &Path) -> io::Result<()> {
        File::open(dir)?.sync_all()
    }

    pub(crate) fn owner(metadata: &Metadata) -> Owner {
        match metadata.uid() {
            uid if uid == 0 || uid == rustix::process::geteuid().as_raw() => Owner::Us,
            uid => Owner::Other(uid),
        }
    }

    pub(crate) fn open_to_others(metadata: &Metadata) -> bool {
        metadata.mode() & 0o077 != 0
    }

    pub(crate) fn has_other_names(metadata: &Metadata) -> bool {
        metadata.nlink() > 1
    }

    pub(crate) fn close_to_others(path: &Path, mode: u32) -> io::Result<()> {
        fs::set_permissions(path, Permissions::from_mode(mode))
    }
}

#[cfg(not(unix))]
pub(crate) mod os {
    use std::fs::{self, Metadata, OpenOptions};
    use std::io;
    use std::path::Path;

    /// Whose a file is: not told here.
    pub(crate) enum Owner {
        Us,
        #[allow(
            dead_code,
            reason = "the variant exists so that callers are the same everywhere"
        )]
        Other(u32),
    }

    pub(crate) fn no_follow(_how: &mut OpenOptions) {}

    pub(crate) fn direct(_how: &mut OpenOptions) -> Option<()> {
        None
    }

    pub(crate) fn private(_how: &mut OpenOptions) {}

    pub(crate) fn create_private_dir(dir: &Path) -> io::Result<()> {
        fs::create_dir(dir)
    }

    pub(crate) fn sync_dir(_dir: &Path) -> io::Result<()> {
        Ok(())
    }

    pub(crate) fn owner(_metadata: &Metadata) -> Owner {
        Owner::Us
    }

    pub(crate) fn open_to_others(_metadata: &Metadata) -> bool {
        false
    }

    pub(crate) fn has_other_names(_metadata: &Metadata) -> bool {
        false
    }

    pub(crate) fn close_to_others(_path: &Path, _mode: u32) -> io::Result<()> {
        Ok(())
    }
}

/// Bytes as lower-case hexadecimal digits.
pub(crate) fn to_hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes
        .iter()
        .fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
            write!(text, "{byte:02x}").expect("writing to a String works");
            text
        })
}

/// The bytes behind hexadecimal digits; `None` if they are none.
pub(crate) fn from_hex(text: &str) -> Option<Vec<u8>> {
    if !text.is_ascii() || !text.len().is_multiple_of(2) {
        return None;
    }
    (0..text.len())
        .step_by(2)
        .map(|at| u8::from_str_radix(&text[at..at + 2], 16).ok())
        .collect()
}
