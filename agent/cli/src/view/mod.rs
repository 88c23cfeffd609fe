//! Views: functions from values to lines. No input, no clock, no terminal.

mod activities;
pub mod changes;
pub mod doctor;
pub mod json;
pub mod rules;
pub mod simulation;
pub mod status;
pub mod today;

#[cfg(test)]
mod pictures;
#[cfg(test)]
pub(crate) mod samples;
