//! Views: functions from values to lines. No input, no clock, no terminal.

pub mod access;
mod activities;
pub mod changes;
pub mod consent;
pub mod doctor;
pub mod json;
pub mod my_week;
pub mod presets;
pub mod problems;
pub mod rules;
pub mod simulation;
pub mod status;
pub mod today;
pub mod week;
mod weeks;

#[cfg(test)]
mod history_pictures;
#[cfg(test)]
mod pictures;
#[cfg(test)]
pub(crate) mod samples;
#[cfg(test)]
mod week_pictures;
