//! Reads and writes household files.
