//! Identifiers. Every kind of thing has its own type, so that an account can never be passed for a child.

use serde::{Deserialize, Serialize};
use std::fmt;

macro_rules! text_id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub String);

        impl $name {
            /// The identifier as text.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                Self(text.to_owned())
            }
        }

        impl From<String> for $name {
            fn from(text: String) -> Self {
                Self(text)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

text_id! {
    /// A child of the household, as named in the household file (`[[child]] id`).
    ChildId
}
text_id! {
    /// A parent or carer, as named in the household file (`[[parent]] id`).
    ParentId
}
text_id! {
    /// A login name of the operating system on this device. It is a name and not a number because the household file,
    /// the login screen and PAM all speak of names; the platform resolves it.
    Account
}
text_id! {
    /// A login session as the operating system names it: logind's session id (`c2`), a Windows session number.
    SessionId
}
text_id! {
    /// A group of programs: `games`, `video`, `learning`, or one of the family's own.
    ActivityId
}
text_id! {
    /// A program: the id of the household file or the catalogue, else the file name of its executable.
    ProgramId
}
text_id! {
    /// One boot of the machine (`/proc/sys/kernel/random/boot_id`). Boot times compare only within one boot.
    BootId
}

/// One process for as long as the machine is up. A pid alone is no identity: the kernel reuses it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ProcessKey {
    /// Process id.
    pub pid: u32,
    /// When it started, in the kernel's clock ticks since boot (field 22 of `/proc/PID/stat`).
    pub start_ticks: u64,
}
