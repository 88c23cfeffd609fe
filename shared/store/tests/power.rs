//! The power fails at any moment: what was acknowledged is there, whatever of the rest reached the disk.
#![cfg(target_os = "linux")]
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test may stop, and say what it found"
)]

mod common;

use common::*;

/// Runs only as a child of the test below.
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
    trial::hold(workload::long_log(), trial::power_fails_everywhere);
}

#[test]
fn a_power_loss_anywhere_in_the_restoring() {
    trial::hold(workload::restoring(), trial::power_fails_everywhere);
}

#[test]
fn a_power_loss_anywhere_in_the_start_after_a_crash() {
    trial::hold(workload::finishing_a_crash(), trial::power_fails_everywhere);
}
