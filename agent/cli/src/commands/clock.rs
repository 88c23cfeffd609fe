//! `luytre confirm-clock`.

use super::access::done;
use crate::app::App;
use crate::failure::{Exit, Failure};
use luytre_protocol::ParentRequest;

pub(super) fn confirm(app: &mut App) -> Result<Exit, Failure> {
    let mut agent = app.connect()?;
    done(agent.parent(ParentRequest::ConfirmClock {})?)?;
    app.done("done-clock", &[])?;
    Ok(Exit::Ok)
}
