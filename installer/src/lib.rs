//! Puts Lũy Tre on a computer and takes it off again.
//!
//! In four parts, each readable alone: [`state`] looks at the system, [`plan`] and [`uninstall`] turn what was seen into
//! steps (pure, so that tables of systems test them), [`apply`] carries steps out and takes them back when one fails, and
//! [`verify`] looks whether the result works.
//!
//! Two promises stand above the rest. A failed installation leaves the computer as it was. And PAM's part is written so that
//! only a clear *no* of a working agent refuses a login (see [`pam`]): whatever is missing, broken or slow, everybody gets in.
//!
//! Absent on purpose: any question about the family (that is `luytre setup`), any download, and every system but Linux.
#![warn(missing_docs)]

pub mod apply;
pub mod assets;
pub mod language;
pub mod pam;
pub mod places;
pub mod plan;
pub mod state;
pub mod step;
pub mod uninstall;
pub mod verify;
mod words;
