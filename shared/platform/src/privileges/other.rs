//! Privileges where nothing has been written yet: none are known, so the agent only watches.

use super::{Privileges, Right};

pub(super) fn hide_memory() -> std::io::Result<()> {
    Err(std::io::ErrorKind::Unsupported.into())
}

pub(super) fn current() -> Privileges {
    Privileges {
        root: false,
        missing: vec![
            Right::SignalOthers,
            Right::SeeOthers,
            Right::ProcessEvents,
            Right::FileEvents,
            Right::ReadAll,
        ],
    }
}
