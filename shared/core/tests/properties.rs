//! What holds for every family and everything that can happen to it, tried with random ones.
//!
//! Each property was seen to fail with the engine broken on purpose; the mutation is named at the property.
#![allow(
    clippy::wildcard_enum_match_arm,
    reason = "a property looks for a few actions and notices among all there are"
)]

#[path = "properties/anything.rs"]
mod anything;
#[path = "properties/clock.rs"]
mod clock;
#[path = "properties/counting.rs"]
mod counting;
#[path = "properties/edits.rs"]
mod edits;
#[path = "properties/family.rs"]
mod family;
#[path = "properties/machine.rs"]
mod machine;
#[path = "properties/saving.rs"]
mod saving;
#[path = "properties/settling.rs"]
mod settling;
