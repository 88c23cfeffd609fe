//! `luytre status`.

use super::change::current;
use super::watch;
use crate::app::App;
use crate::args::StatusArgs;
use crate::failure::{Exit, Failure};
use crate::view::{json, status as view};

pub(super) fn status(app: &mut App, args: &StatusArgs) -> Result<Exit, Failure> {
    if args.watch {
        return if args.json {
            watch::json(app)
        } else {
            watch::live(app, watch::Until::Interrupted)
        };
    }
    let mut agent = app.connect()?;
    if !args.json && !agent.is_child() {
        // Names of programs are in the household file; a role that may not read it sees their ids.
        if let Ok((household, _)) = current(app, &mut agent) {
            app.know_names(&household);
        }
    }
    let status = agent.status(app)?;
    if args.json {
        app.printer
            .raw(&format!("{}\n", json::status(&status, &app.locale)))?;
    } else {
        app.print(&view::status(&status, &app.locale, app.voice, app.width()))?;
    }
    Ok(Exit::Ok)
}
