//! Where the starts of processes come from: the best that this system gives.

use super::connector::{Connector, KernelEvent};
use super::file_access::FileAccess;
use crate::processes::ProcessSource;
use crate::{Error, HealthCode, HealthReport, HealthState, PlatformEvent};
use std::io;

/// A health report with the causes of an error.
pub(super) fn raised(code: HealthCode, error: &Error) -> PlatformEvent {
    let cause = std::error::Error::source(error).map(|cause| format!(": {cause}"));
    PlatformEvent::Health(HealthReport {
        code,
        state: HealthState::Raised {
            detail: format!("{error}{}", cause.unwrap_or_default()),
        },
    })
}

/// Where starts come from.
pub(super) enum Source {
    Kernel(Connector),
    Files(Box<FileAccess>),
    Scan,
}

impl Source {
    /// Opens the best source from `best` downwards. What is worse than wished comes with a report.
    pub(super) async fn open(best: ProcessSource) -> (Self, Option<PlatformEvent>) {
        let mut health = None;
        if best == ProcessSource::KernelEvents {
            match Connector::open().await {
                Ok(connector) => return (Self::Kernel(connector), None),
                Err(error) => health = Some(raised(HealthCode::ProcessesByFileAccess, &error)),
            }
        }
        if best != ProcessSource::Scan {
            match FileAccess::open() {
                Ok(access) => return (Self::Files(Box::new(access)), health),
                Err(error) => health = Some(raised(HealthCode::ProcessesByScan, &error)),
            }
        }
        (Self::Scan, health)
    }

    /// Waits for events and appends them. Safe to drop and call again.
    pub(super) async fn next(&mut self, events: &mut Vec<KernelEvent>) -> io::Result<()> {
        match self {
            Self::Kernel(connector) => connector.next(events).await,
            Self::Files(access) => access.next(events).await,
            Self::Scan => std::future::pending().await,
        }
    }

    pub(super) fn kind(&self) -> ProcessSource {
        match self {
            Self::Kernel(_) => ProcessSource::KernelEvents,
            Self::Files(_) => ProcessSource::FileAccess,
            Self::Scan => ProcessSource::Scan,
        }
    }
}

/// What is tried when a source failed.
pub(super) fn worse_than(kind: ProcessSource) -> ProcessSource {
    match kind {
        ProcessSource::KernelEvents => ProcessSource::FileAccess,
        ProcessSource::FileAccess | ProcessSource::Scan => ProcessSource::Scan,
    }
}
