//! Where an open history is remembered between two commands: a token in the login's runtime folder, which is in memory, goes
//! with the logout, and nobody else may open. The agent takes it from the same user and login session only, and forgets it
//! after a while without use, so a copy of it is worth little.
//!
//! One file for each agent and login session: two terminals of different logins do not end each other's.

use crate::failure::Failure;
use luytre_protocol::SecretText;
use std::fs::{self, File, OpenOptions};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

/// Longest token that is read.
const LONGEST: u64 = 512;

/// What kind of place a token lies in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Medium {
    /// Memory that goes with the login or with the machine.
    Memory,
    /// The home folder, since there is nothing better.
    Disk,
}

/// The place of one token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    folder: PathBuf,
    file: String,
    /// What kind of place it is.
    pub medium: Medium,
}

impl Place {
    /// The place for an agent's token; `runtime` is what the environment names as the login's runtime folder. `None` where
    /// there is no place at all.
    #[must_use]
    pub fn of(socket: &Path, runtime: Option<&Path>) -> Option<Self> {
        let (folder, medium) = folder(runtime)?;
        Some(Self {
            folder,
            file: name(socket, &login_session()),
            medium,
        })
    }

    /// Keeps a token.
    ///
    /// # Errors
    /// The folder cannot be made, or is not safe.
    pub fn keep(&self, token: &SecretText) -> Result<(), Failure> {
        make_folder(&self.folder)?;
        let beside = self.folder.join(format!("{}.new", self.file));
        // Left over from a command that was stopped.
        remove(&beside)?;
        let mut file = private(&beside)?;
        file.write_all(token.expose().as_bytes())?;
        drop(file);
        fs::rename(&beside, self.folder.join(&self.file))?;
        Ok(())
    }

    /// The token that was kept. What others could have written, or can read, is none.
    #[must_use]
    pub fn kept(&self) -> Option<SecretText> {
        let path = self.folder.join(&self.file);
        let about = fs::symlink_metadata(&path).ok()?;
        if !about.is_file() || !only_mine(&about) || about.len() > LONGEST {
            return None;
        }
        let mut text = String::with_capacity(usize::try_from(LONGEST).unwrap_or(0));
        File::open(&path)
            .ok()?
            .take(LONGEST)
            .read_to_string(&mut text)
            .ok()?;
        (!text.is_empty()).then(|| SecretText::new(text))
    }

    /// Forgets it.
    ///
    /// # Errors
    /// It is there and cannot be removed.
    pub fn forget(&self) -> Result<(), Failure> {
        Ok(remove(&self.folder.join(&self.file))?)
    }
}

fn remove(path: &Path) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        Ok(()) | Err(_) => Ok(()),
    }
}

/// The name of a token's file: the agent it is for and the login session it is from.
fn name(socket: &Path, session: &str) -> String {
    let socket = fs::canonicalize(socket).unwrap_or_else(|_| socket.to_owned());
    let mut hasher = DefaultHasher::new();
    socket.hash(&mut hasher);
    format!("history-{session}-{:016x}", hasher.finish())
}

/// The login session as the kernel's audit counts it; one name for all where it does not.
fn login_session() -> String {
    fs::read_to_string("/proc/self/sessionid")
        .ok()
        .map(|text| text.trim().to_owned())
        .filter(|text| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()))
        .unwrap_or_else(|| "0".to_owned())
}

#[cfg(unix)]
fn folder(runtime: Option<&Path>) -> Option<(PathBuf, Medium)> {
    let me = rustix::process::geteuid();
    let usual = PathBuf::from(format!("/run/user/{}", me.as_raw()));
    // Also for root: a folder that is not root's own, as sudo may hand one on, is passed over.
    let login = runtime
        .map(Path::to_owned)
        .into_iter()
        .chain([usual])
        .find(|folder| folder.is_absolute() && is_private(folder))
        .map(|folder| folder.join("luytre"));
    if let Some(folder) = login {
        return Some((folder, Medium::Memory));
    }
    if me.is_root() && Path::new("/run").is_dir() {
        return Some((PathBuf::from("/run/luytre-root"), Medium::Memory));
    }
    on_disk()
}

#[cfg(not(unix))]
fn folder(_runtime: Option<&Path>) -> Option<(PathBuf, Medium)> {
    on_disk()
}

fn on_disk() -> Option<(PathBuf, Medium)> {
    use luytre_platform::paths::{Paths, Scope};
    let paths = Paths::of(Scope::User).ok()?;
    Some((paths.state_dir.join("unlocked"), Medium::Disk))
}

/// A folder, no link to one, that only this user can open.
#[cfg(unix)]
fn is_private(folder: &Path) -> bool {
    fs::symlink_metadata(folder).is_ok_and(|about| about.is_dir() && only_mine(&about))
}

#[cfg(unix)]
fn only_mine(about: &fs::Metadata) -> bool {
    use std::os::unix::fs::MetadataExt;
    about.uid() == rustix::process::geteuid().as_raw() && about.mode() & 0o077 == 0
}

#[cfg(not(unix))]
fn only_mine(_about: &fs::Metadata) -> bool {
    true
}

#[cfg(unix)]
fn make_folder(folder: &Path) -> Result<(), Failure> {
    use std::os::unix::fs::DirBuilderExt;
    fs::DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(folder)?;
    if is_private(folder) {
        Ok(())
    } else {
        Err(Failure::told(
            "fail-token-folder",
            &[("folder", &folder.display().to_string())],
            crate::failure::Exit::Failed,
        ))
    }
}

#[cfg(not(unix))]
fn make_folder(folder: &Path) -> Result<(), Failure> {
    Ok(fs::create_dir_all(folder)?)
}

/// A new file that only this user may read; one that is there is refused.
pub(crate) fn private(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.mode(0o600);
    }
    options.open(path)
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};
    use tempfile::TempDir;

    fn place(home: &TempDir) -> Place {
        Place::of(Path::new("/run/luytre/agent.sock"), Some(home.path())).expect("a place")
    }

    fn home() -> TempDir {
        let home = tempfile::tempdir().expect("a folder");
        fs::set_permissions(home.path(), fs::Permissions::from_mode(0o700)).expect("set");
        home
    }

    #[test]
    fn a_token_is_kept_for_this_user_alone() {
        let home = home();
        let place = place(&home);
        assert_eq!(place.medium, Medium::Memory);
        assert!(place.kept().is_none());
        place.keep(&"first".into()).unwrap();
        place.keep(&"second".into()).unwrap();
        assert_eq!(place.kept().unwrap().expose(), "second");
        let folder = home.path().join("luytre");
        assert_eq!(fs::metadata(&folder).unwrap().mode() & 0o777, 0o700);
        let files: Vec<_> = fs::read_dir(&folder).unwrap().flatten().collect();
        assert_eq!(files.len(), 1, "{files:?}");
        assert_eq!(files[0].metadata().unwrap().mode() & 0o777, 0o600);
        place.forget().unwrap();
        place.forget().unwrap();
        assert!(place.kept().is_none());
    }

    #[test]
    fn what_others_can_read_or_write_is_no_token() {
        let home = home();
        let place = place(&home);
        place.keep(&"secret".into()).unwrap();
        let path = place.folder.join(&place.file);
        fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
        assert!(place.kept().is_none(), "its group could read it");
        fs::remove_file(&path).unwrap();
        let elsewhere = home.path().join("elsewhere");
        fs::write(&elsewhere, "planted").unwrap();
        symlink(&elsewhere, &path).unwrap();
        assert!(place.kept().is_none(), "a link is followed");
        fs::set_permissions(&place.folder, fs::Permissions::from_mode(0o755)).unwrap();
        assert!(place.keep(&"secret".into()).is_err());
    }

    #[test]
    fn a_runtime_folder_that_others_can_open_is_passed_over() {
        let home = home();
        fs::set_permissions(home.path(), fs::Permissions::from_mode(0o755)).unwrap();
        let place = place(&home);
        assert!(
            !place.folder.starts_with(home.path()),
            "{}",
            place.folder.display()
        );
    }

    #[test]
    fn agents_and_sessions_have_files_of_their_own() {
        let (one, two) = (Path::new("/a/agent.sock"), Path::new("/b/agent.sock"));
        assert_ne!(name(one, "1"), name(two, "1"));
        assert_ne!(name(one, "1"), name(one, "2"));
        assert_eq!(name(one, "1"), name(one, "1"));
    }
}
