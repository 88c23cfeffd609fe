//! The rules of the house, as a pure engine.
#![warn(missing_docs)]
pub mod household;
pub mod id;
pub mod policy;
pub mod time;
