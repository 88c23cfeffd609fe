//! Paths where nothing has been written yet.

use super::{Paths, Scope};
use crate::Error;

pub(super) fn paths(_scope: Scope) -> Result<Paths, Error> {
    Err(Error::Unsupported {
        what: "the usual folders",
    })
}
