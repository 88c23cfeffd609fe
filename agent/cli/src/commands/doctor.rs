//! `luytre doctor`: 0 if the household is protected, else 1.

use super::change::current;
use super::consent::states;
use crate::app::{Agent, App, unexpected};
use crate::args::DoctorArgs;
use crate::failure::{Exit, Failure};
use crate::opening;
use crate::view::doctor::{Counters, History, doctor as view, verdict_and_issues};
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
    let history = history(app, &mut agent)?;
    if args.json {
        let value = json::doctor(&health, history.as_ref(), &app.locale);
        app.printer.raw(&format!("{value}\n"))?;
    } else {
        let counters = if args.verbose {
            Counters::Show
        } else {
            Counters::Hide
        };
        app.print(&view(
            &health,
            history.as_ref(),
            status.at,
            counters,
            &app.locale,
            app.width(),
        ))?;
    }
    Ok(exit(health.verdict))
}

/// Who can open the history, and what the family agreed to; `None` for a carer, and where no household is set up.
fn history(app: &mut App, agent: &mut Agent) -> Result<Option<History>, Failure> {
    if opening::may_try(agent).is_err() || !agent.welcome().household {
        return Ok(None);
    }
    let (household, _) = current(app, agent)?;
    app.know_names(&household);
    match opening::access(agent) {
        Ok(access) => {
            let consents = states(agent)?;
            Ok(Some(History { access, consents }))
        }
        Err(failure) if opening::is_unsupported(&failure) => Ok(None),
        Err(failure) => Err(failure),
    }
}

fn exit(verdict: Verdict) -> Exit {
    match verdict {
        Verdict::Protected => Exit::Ok,
        Verdict::Weaker | Verdict::WatchOnly | Verdict::Off => Exit::Failed,
    }
}
