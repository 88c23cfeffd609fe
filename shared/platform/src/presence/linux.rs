//! Presence where nothing has been written yet: the machine cannot tell.

use super::{Evidence, PresenceQuery, Roots};
use luytre_core::time::BootTime;

#[derive(Debug)]
pub(super) struct PresenceProbe;

impl PresenceProbe {
    pub(super) fn new(_roots: Roots) -> Self {
        Self
    }

    pub(super) fn look(&mut self, _query: &PresenceQuery, _now: BootTime) -> Evidence {
        Evidence::default()
    }
}
