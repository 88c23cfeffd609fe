//! One thing to do to the system, as a value: planned, shown, carried out, taken back.

use crate::pam::PamExec;
use std::path::PathBuf;

/// A step. Paths are those of the system that is installed to, absolute.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// A folder exists, with this mode.
    Folder {
        /// Where.
        path: PathBuf,
        /// Its mode.
        mode: u32,
    },
    /// A program is copied.
    Program {
        /// Where it lies now; a path of the running system.
        from: PathBuf,
        /// Where it goes. Mode 0755.
        to: PathBuf,
    },
    /// A file has this content.
    File {
        /// Where.
        to: PathBuf,
        /// What is in it.
        text: String,
        /// Its mode.
        mode: u32,
    },
    /// A file has what a program prints. Where that fails the installation goes on without: it is a convenience.
    Printed {
        /// Where.
        to: PathBuf,
        /// The program, a path of the running system, and its arguments.
        program: PathBuf,
        /// Its arguments.
        arguments: Vec<String>,
    },
    /// A symbolic link exists.
    Link {
        /// Where.
        at: PathBuf,
        /// What it says.
        target: PathBuf,
    },
    /// The marked block is in a PAM file.
    PamBlock {
        /// The file.
        file: PathBuf,
        /// What the module can do.
        module: PamExec,
    },
    /// The marked block is gone from a PAM file.
    PamUnblock {
        /// The file.
        file: PathBuf,
    },
    /// A file or link is gone.
    Remove {
        /// Which.
        path: PathBuf,
    },
    /// A folder is gone if nothing of others is in it.
    RemoveFolder {
        /// Which.
        path: PathBuf,
    },
    /// A folder is gone with all that is in it.
    Erase {
        /// Which.
        path: PathBuf,
    },
    /// The system is asked to do something.
    Order(Order),
}

/// What the system is asked to do, by a program of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// The service manager reads its units again.
    ReloadUnits,
    /// The service starts at each boot.
    Enable,
    /// The service runs, with what is installed now.
    Start,
    /// The service neither runs nor starts any more.
    StopAndDisable,
    /// Debian's PAM files are made anew from the profiles.
    WeavePam,
    /// Debian's PAM files are made anew without our profile.
    UnweavePam,
}

impl Order {
    /// Program and arguments.
    #[must_use]
    pub fn command(self) -> (&'static str, &'static [&'static str]) {
        match self {
            Self::ReloadUnits => ("systemctl", &["daemon-reload"]),
            Self::Enable => ("systemctl", &["--quiet", "enable", crate::places::SERVICE]),
            // A start that failed too often in the past must not stand in the way.
            Self::Start => ("systemctl", &["restart", crate::places::SERVICE]),
            Self::StopAndDisable => (
                "systemctl",
                &["--quiet", "disable", "--now", crate::places::SERVICE],
            ),
            Self::WeavePam => ("pam-auth-update", &["--package"]),
            Self::UnweavePam => ("pam-auth-update", &["--package", "--remove", "luytre"]),
        }
    }

    /// What takes it back, if a later step fails. `None` where nothing needs to be taken back.
    #[must_use]
    pub fn inverse(self) -> Option<Self> {
        match self {
            Self::Enable | Self::Start => Some(Self::StopAndDisable),
            Self::WeavePam => Some(Self::UnweavePam),
            Self::ReloadUnits => Some(Self::ReloadUnits),
            Self::StopAndDisable | Self::UnweavePam => None,
        }
    }
}
