//! Where the home PC comes from: the script that builds its base, and the files of `homepc/guest` laid over it.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::error::Error;

/// The folder of the bench's scripts and guest files in the source tree.
pub(super) fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("homepc")
}

/// Where bases and running home PCs are kept. The scripts use the same variable and the same default.
pub(super) fn cache() -> PathBuf {
    std::env::var_os("LUYTRE_HOMEPC_CACHE")
        .filter(|value| !value.is_empty())
        .map_or_else(|| PathBuf::from("/var/cache/luytre-homepc"), PathBuf::from)
}

/// The base's path, building it first where there is none for the present script. Other tests meanwhile wait for the same.
pub(super) fn build() -> Result<PathBuf, Error> {
    let script = folder().join("build.sh");
    let built = Command::new(&script)
        .stdin(Stdio::null())
        .output()
        .map_err(Error::file("run", &script))?;
    if !built.status.success() {
        return Err(Error::Build(
            String::from_utf8_lossy(&built.stderr).trim().to_owned(),
        ));
    }
    let path = String::from_utf8_lossy(&built.stdout).trim().to_owned();
    Ok(PathBuf::from(path))
}

/// Copies the guest files into a root filesystem, as root's, executable where they are so in the source tree.
///
/// Modes are set here and not copied, since a checkout's depend on the umask of whoever made it.
pub(super) fn lay_guest_files(root: &Path) -> Result<(), Error> {
    lay(&folder().join("guest"), root)
}

fn lay(from: &Path, to: &Path) -> Result<(), Error> {
    for entry in fs::read_dir(from).map_err(Error::file("list", from))? {
        let entry = entry.map_err(Error::file("list", from))?;
        let (source, target) = (entry.path(), to.join(entry.file_name()));
        let metadata = entry.metadata().map_err(Error::file("look at", &source))?;
        if metadata.is_dir() {
            if !target.is_dir() {
                fs::create_dir(&target).map_err(Error::file("create", &target))?;
                set_mode(&target, 0o755)?;
            }
            lay(&source, &target)?;
        } else {
            fs::copy(&source, &target).map_err(Error::file("write", &target))?;
            let executable = metadata.permissions().mode() & 0o100 != 0;
            set_mode(&target, if executable { 0o755 } else { 0o644 })?;
        }
    }
    Ok(())
}

fn set_mode(path: &Path, mode: u32) -> Result<(), Error> {
    fs::set_permissions(path, fs::Permissions::from_mode(mode))
        .map_err(Error::file("set the mode of", path))
}
