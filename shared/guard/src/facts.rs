//! What a family registered about itself, kept as short keyed tags.
//!
//! Absent: the clear text, the key, and any way back from a tag.

use crate::candidate::Candidate;
use crate::digits::Run;
use crate::scan::Scan;
use alloc::vec::Vec;

/// Registered facts.
#[derive(Debug, Clone, Default)]
pub struct Facts;

impl Facts {
    pub(crate) fn find(&self, _scan: &Scan, _runs: &[Run], _out: &mut Vec<Candidate>) {}
}
