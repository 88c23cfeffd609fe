//! The rules of the house, as a pure engine.
#![warn(missing_docs)]
pub mod id;
pub mod time;
