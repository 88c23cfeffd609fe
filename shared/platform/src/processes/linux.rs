//! Processes where nothing has been written yet.

use super::{ProcessFacts, ProcessOptions};
use crate::{Error, HealthCode, PlatformEvent};
use luytre_core::id::ProcessKey;
use std::collections::BTreeSet;
use tokio::sync::mpsc;

fn unsupported<T>(what: &'static str) -> Result<T, Error> {
    Err(Error::Unsupported { what })
}

pub(super) fn terminate(_process: ProcessKey) -> Result<(), Error> {
    unsupported("ending a process")
}

pub(super) fn kill_tree(_process: ProcessKey) -> Result<usize, Error> {
    unsupported("killing a process and its children")
}

pub(super) fn inventory(_uids: &BTreeSet<u32>) -> Result<Vec<ProcessFacts>, Error> {
    unsupported("listing the processes of an account")
}

pub(super) fn facts(_process: ProcessKey) -> Result<ProcessFacts, Error> {
    unsupported("looking at a process")
}

pub(super) fn key_of(_pid: u32) -> Result<ProcessKey, Error> {
    unsupported("identifying a process")
}

#[derive(Debug)]
pub(super) struct Processes;

impl Processes {
    pub(super) fn watch(_options: ProcessOptions, events: mpsc::Sender<PlatformEvent>) -> Self {
        crate::event::unavailable(events, HealthCode::ProcessesByScan, "watching processes");
        Self
    }

    pub(super) fn set_accounts(&self, _uids: BTreeSet<u32>) {}
}
