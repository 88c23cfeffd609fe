//! `luytre doctor`: 0 if the household is protected, else 1.

use crate::app::{App, unexpected};
use crate::args::DoctorArgs;
use crate::failure::{Exit, Failure};
use crate::view::doctor::{Counters, doctor as view, verdict_and_issues};
use crate::view::json;
use crate::view::status::paragraph;
use luytre_core::health::Verdict;
use luytre_protocol::{ParentRequest, Reply};

pub(super) fn doctor(app: &mut App, args: &DoctorArgs) -> Result<Exit, Failure> {
    let mut agent = app.connect()?;
    let status = agent.status(app)?;
    if agent.is_child() {
        let mut lines = verdict_and_issues(
            status.verdict,
            &status.issues,
            status.at,
            &app.locale,
            app.width(),
        );
        lines.extend(paragraph(
            &app.locale.plain("doctor-role-only"),
            crate::output::Tone::Faint,
            0,
            app.width(),
        ));
        app.print(&lines)?;
        return Ok(exit(status.verdict));
    }
    let Reply::Health(health) = agent.parent(ParentRequest::Health {})? else {
        return Err(unexpected());
    };
    if args.json {
        app.printer
            .raw(&format!("{}\n", json::doctor(&health, &app.locale)))?;
    } else {
        let counters = if args.verbose {
            Counters::Show
        } else {
            Counters::Hide
        };
        app.print(&view(
            &health,
            status.at,
            counters,
            &app.locale,
            app.width(),
        ))?;
    }
    Ok(exit(health.verdict))
}

fn exit(verdict: Verdict) -> Exit {
    match verdict {
        Verdict::Protected => Exit::Ok,
        Verdict::Weaker | Verdict::WatchOnly | Verdict::Off => Exit::Failed,
    }
}
