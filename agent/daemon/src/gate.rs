//! The gate before programs: a spent or blocked game does not run at all.
//!
//! The kernel asks about each program before its first instruction and waits for the answer. That is done by a process of
//! its own ([`process`]), so that the computer never waits for an agent that is stopped, busy or gone; [`keeper`] starts
//! it, tells it the verdicts, hears what it refused, and kills one that does not answer.
//!
//! Absent here: who may run what (the engine says), and programs that only their command line reveals (they are ended
//! right after their start).

pub(crate) mod keeper;
pub(crate) mod process;
pub(crate) mod rules;
