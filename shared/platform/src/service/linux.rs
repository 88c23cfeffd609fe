//! Service managers where nothing has been written yet. Running without one is a usual way to run, so there is nobody
//! to tell and that is no error.

use super::ServiceNote;
use crate::Error;
use luytre_core::time::Span;

pub(super) fn notify(_note: ServiceNote<'_>) -> Result<(), Error> {
    Ok(())
}

pub(super) fn alive_every() -> Option<Span> {
    None
}
