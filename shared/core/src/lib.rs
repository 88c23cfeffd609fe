//! The rules of the house, as a pure engine: what a family agreed, what was used, and what follows from both.
//!
//! [`Engine::handle`] takes what happened and the moment it happened at, and says what to do. [`Engine::next_deadline`]
//! says when something can change by itself. [`household`] reads the file in which a family writes its rules down.
//!
//! What always holds here:
//! - Use is counted in whole milliseconds of boot time; the wall clock only names the day.
//! - The same events at the same moments give the same actions.
//! - The whole memory can be saved and restored between any two events with no visible difference.
//! - Every decision carries its reasons.
//!
//! Absent: I/O of any kind, clocks, time-zone data, threads, randomness, floats, texts for people.
#![warn(missing_docs)]

pub mod action;
pub mod engine;
pub mod event;
pub mod health;
pub mod household;
pub mod id;
pub mod policy;
pub mod record;
pub mod status;
pub mod summary;
pub mod time;

pub use engine::{Deadline, Engine, Saved};
