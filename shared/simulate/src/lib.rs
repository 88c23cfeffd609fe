//! Scenarios: a day, a week or a year of a family played through the real engine with a clock of its own.
//!
//! A scenario file names a household and what happens to it; [`run`] plays it and hands out what the engine does, ordered
//! by time. It is the test bench of the rules, and the preview of a parent who asks "what if". Nothing of the machine it
//! runs on is looked at: no clock, no zone data, no processes.

mod scenario;
mod strip;
mod text;
mod world;

pub use scenario::{MAX_BYTES, Problem, Scenario, Step, What};
pub use strip::{CELL, Cell, DayStrip, Rule};
pub use text::{Line, LineBody, Summary, local};
pub use world::{run, run_with_strips};
