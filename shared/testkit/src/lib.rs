//! Stand-ins for tests: a clock that is moved by hand, a machine whose sessions and processes are scripted, a journal of
//! what was done in which order, and a raw connection that can misbehave.
//!
//! For tests only; nothing of a shipped program may depend on it. It panics freely, since a panic ends the test that misused
//! it. Absent: sleeping. Whoever waits here waits for something that has to happen, and fails when it does not.

mod clock;
mod journal;
mod raw;
mod world;

pub use clock::{FakeAlarm, FakeClock};
pub use journal::{Entry, Journal};
pub use raw::RawConnection;
pub use world::{AN, BINH, FakeWorld, MOM, STRANGER};

/// How long a test waits for something that has to happen before it fails. Real time; nothing is slowed down by it.
pub const PATIENCE: std::time::Duration = std::time::Duration::from_secs(10);
