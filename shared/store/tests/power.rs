//! The power fails at any moment: what was acknowledged is there, whatever of the rest reached the disk.
#![cfg(target_os = "linux")]
#![allow(
    clippy::unwrap_used,
    clippy::unwrap_in_result,
    clippy::print_stdout,
    reason = "a test may stop, and say what it found"
)]

mod common;
#[path = "common/days.rs"]
mod days;
#[path = "common/disk.rs"]
#[allow(dead_code, reason = "other tests use more of it")]
mod disk;
#[path = "common/recorder.rs"]
mod recorder;
#[path = "common/trial.rs"]
#[allow(dead_code, reason = "other tests use more of it")]
mod trial;
#[path = "common/workload.rs"]
#[allow(dead_code, reason = "other tests use more of it")]
mod workload;

use common::*;

/// Runs only as a child of the tests below.
#[test]
fn child_does_a_workload() {
    workload::run_child();
}

#[test]
fn a_power_loss_anywhere_in_the_life_of_a_household() {
    trial::hold(workload::life(), trial::power_fails_everywhere);
}

#[test]
fn a_power_loss_anywhere_in_the_log_that_fills_up() {
    trial::hold(workload::log_fills_up(), trial::power_fails_everywhere);
}

#[test]
fn a_power_loss_anywhere_in_the_restoring() {
    trial::hold(workload::restoring(), trial::power_fails_everywhere);
}

#[test]
fn a_power_loss_anywhere_in_the_start_after_a_crash() {
    trial::hold(
        workload::start_after_a_crash(),
        trial::power_fails_everywhere,
    );
}

#[test]
fn a_power_loss_anywhere_in_the_first_days_of_a_history() {
    trial::hold(workload::history_begins(), trial::power_fails_everywhere);
}

#[test]
fn a_power_loss_anywhere_in_the_days_of_an_old_history() {
    trial::hold(workload::old_history(), trial::power_fails_everywhere);
}

#[test]
fn a_power_loss_anywhere_in_the_erasing() {
    trial::hold(workload::erasing(), trial::power_fails_everywhere);
}

#[test]
fn a_power_loss_anywhere_in_the_restoring_of_a_history() {
    trial::hold(workload::history_restored(), trial::power_fails_everywhere);
}

#[test]
fn a_power_loss_anywhere_in_the_days_without_a_key() {
    trial::hold(workload::key_is_gone(), trial::power_fails_everywhere);
}
