//! Whole-system tests of Lũy Tre and what they stand on.
//!
//! This library holds only the benches that tests drive; the tests themselves are in `tests/`. It links nothing of the agent:
//! what it starts and talks to are the real programs, from outside.

pub mod homepc;
pub mod measure;
pub mod wait;
