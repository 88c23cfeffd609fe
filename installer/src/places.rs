//! Where everything goes. Paths are those of the running system; [`Root`] puts them under another folder for tests.

use std::path::{Path, PathBuf};

/// Programs, the login check and the list of installed files.
pub const PROGRAMS: &str = "/usr/lib/luytre";
/// The household and the history. Removed only on request.
pub const STATE: &str = "/var/lib/luytre";
/// Says that a household was set up here, in case the state is gone. Removed together with it.
pub const MARK: &str = "/etc/luytre";
/// Which files this installation brought, one path a line.
pub const MANIFEST: &str = "/usr/lib/luytre/installed";
/// Asked by PAM at each login.
pub const LOGIN_CHECK: &str = "/usr/lib/luytre/login-check";
/// The profile that Debian's `pam-auth-update` weaves into the common files.
pub const PAM_PROFILE: &str = "/usr/share/pam-configs/luytre";
/// Name of the service.
pub const SERVICE: &str = "luytred.service";

/// The programs that an installation consists of.
pub const BINARIES: [&str; 3] = ["luytred", "luytre", "luytre-installer"];

/// The folder under which the system lies: `/`, or a folder of a test.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Root(PathBuf);

impl Root {
    /// The running system.
    #[must_use]
    pub fn system() -> Self {
        Self(PathBuf::from("/"))
    }

    /// A system that lies under this folder. Programs of it are not run.
    #[must_use]
    pub fn under(folder: &Path) -> Self {
        Self(folder.to_owned())
    }

    /// True for the running system.
    #[must_use]
    pub fn is_system(&self) -> bool {
        self.0 == Path::new("/")
    }

    /// Where an absolute path of that system really is.
    #[must_use]
    pub fn at(&self, path: &Path) -> PathBuf {
        self.0.join(path.strip_prefix("/").unwrap_or(path))
    }
}
