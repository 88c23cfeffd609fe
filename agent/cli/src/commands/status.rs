//! `luytre status`.

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
    let status = app.connect()?.status(app)?;
    if args.json {
        app.printer
            .raw(&format!("{}\n", json::status(&status, &app.locale)))?;
    } else {
        app.print(&view::status(&status, &app.locale, app.voice, app.width()))?;
    }
    Ok(Exit::Ok)
}
