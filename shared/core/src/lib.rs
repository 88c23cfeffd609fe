//! The rules of the house, as a pure engine.
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
pub mod time;

pub use engine::{Deadline, Engine, Saved};
