//! Everything the agent learns from the operating system, and everything it asks of it.
//!
//! This is the only crate with `cfg(target_os)` and `unsafe`. It reports raw facts and carries out single orders; it
//! never decides whether time is counted or a session is locked, never writes to the store, and keeps nothing but what
//! it needs to tell a change from a repetition. Where the system cannot tell, a fact is `None` or an [`Error`], never
//! an invented value.
//!
//! Linux is complete. On Windows and macOS every function exists with the same signature and answers
//! [`Error::Unsupported`].
//!
//! All that the world does arrives on one channel as [`PlatformEvent`].
#![warn(missing_docs)]

pub mod accounts;
pub mod clock;
pub mod credential;
mod error;
mod event;
pub mod files;
pub mod locker;
pub mod paths;
pub mod peer;
pub mod presence;
pub mod privileges;
pub mod processes;
#[cfg(target_os = "linux")]
mod procfs;
#[cfg(target_os = "linux")]
mod raw;
pub mod service;
pub mod sessions;

pub use clock::{Clock, SystemClock};
pub use error::{Answer, Error, UnsafeFile};
pub use event::{HealthCode, HealthReport, HealthState, PlatformEvent, SleepEvent};
pub use presence::{CpuUse, Evidence, InputUse, PresenceQuery, SoundUse};
pub use processes::{ProcessControl, ProcessEvent, ProcessFacts, ProcessSource};
pub use sessions::{SessionControl, SessionEvent, SessionInfo, SessionSource, SessionState};
