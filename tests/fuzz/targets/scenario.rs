//! The scenario file: any text is a scenario or an error with its line, never a panic; and what can be read can be played.
#![no_main]

use libfuzzer_sys::fuzz_target;
use luytre_core::time::Span;
use luytre_simulate::{Scenario, run};
use std::path::Path;

/// Longer ones are read and not played: a fuzzer is after many inputs, not after years.
const PLAYED: Span = Span::from_hours(48);

fuzz_target!(|bytes: &[u8]| {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    // A file beside the scenario would be read from this machine; what it says is the household target's business.
    if text.contains("policy_file") {
        return;
    }
    if let Ok(scenario) = Scenario::parse(text, Path::new("."))
        && scenario.end.since(scenario.start) <= PLAYED
    {
        run(&scenario, &mut |line| {
            assert!(!line.json(&scenario.zone).is_empty());
        });
    }
});
