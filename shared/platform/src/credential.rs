//! Small secrets kept by the system: sealed by its TPM or its host key, to be opened on this machine only.
//!
//! Every call runs a program of the system, with a time limit and without a shell, and blocks until then. Whether a
//! secret is worth losing with the machine's TPM is the caller's decision.

use crate::Error;
use std::path::PathBuf;
use std::time::Duration;
use zeroize::Zeroizing;

#[cfg(target_os = "linux")]
mod linux;
#[cfg(not(target_os = "linux"))]
mod other;
#[cfg(target_os = "linux")]
use linux as sys;
#[cfg(not(target_os = "linux"))]
use other as sys;

/// Largest credential, sealed or opened, in bytes.
pub const LARGEST: usize = 64 * 1024;

/// The system's keeper of credentials.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Credentials {
    program: PathBuf,
    limit: Duration,
}

impl Credentials {
    /// The system's keeper (`systemd-creds` on Linux, found where only root can put it), if this machine has a TPM that
    /// firmware, kernel and system can use. Each later call ends after `limit` at the latest, as this one does.
    #[must_use]
    pub fn of_system(limit: Duration) -> Option<Self> {
        let found = Self {
            program: sys::program()?,
            limit,
        };
        sys::has_tpm(&found.program, limit).then_some(found)
    }

    /// A keeper that works like `systemd-creds`: for tests, and for a system that has it elsewhere.
    #[must_use]
    pub fn of_program(program: PathBuf, limit: Duration) -> Self {
        Self { program, limit }
    }

    /// Seals a secret under this name.
    ///
    /// # Errors
    /// [`Error::System`] if the program is missing, fails, gives too much or takes too long; [`Error::Unsupported`]
    /// where there is none.
    pub fn seal(&self, name: &str, secret: &[u8]) -> Result<Vec<u8>, Error> {
        sys::seal(&self.program, self.limit, name, secret)
    }

    /// Opens what was sealed under this name, on this machine.
    ///
    /// # Errors
    /// As [`Credentials::seal`].
    pub fn open(&self, name: &str, sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>, Error> {
        sys::open(&self.program, self.limit, name, sealed)
    }
}
