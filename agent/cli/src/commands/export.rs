//! `luytre export`: everything that is kept, or a part of it, as a file that belongs to the family.

use crate::app::{App, find_child};
use crate::args::ExportArgs;
use crate::failure::{Exit, Failure};
use crate::files::{self, Replace};
use crate::history::{self, Wanted};
use crate::opening;
use crate::view::problems::problems;
use luytre_protocol::Detail;
use luytre_report::export;
use std::path::Path;

pub(super) fn export(app: &mut App, args: &ExportArgs) -> Result<Exit, Failure> {
    let mut agent = app.connect_patiently()?;
    opening::may_try(&agent)?;
    let status = agent.status(app)?;
    let child = args
        .child
        .as_deref()
        .map(|said| find_child(&status, said))
        .transpose()?;
    let (first, last) = history::everything(history::today(&status, &app.locale));
    let form = form(args);
    let wanted = Wanted {
        child,
        from: args.first_day.unwrap_or(first),
        to: args.last_day.unwrap_or(last),
        detail: match form {
            Form::Csv => Detail::Numbers,
            Form::Json => Detail::Events,
        },
    };
    let found = history::fetch(app, &mut agent, &wanted)?;
    let text = match form {
        Form::Csv => export::to_csv(&found.days),
        Form::Json => format!("{:#}\n", export::to_json(&found.days, &found.weeks)),
    };
    files::write_private(&args.into, text.as_bytes(), Replace::of(args.force))?;
    app.print(&problems(&found.problems, &app.locale, app.width()))?;
    let count = |number: usize| i64::try_from(number).unwrap_or(i64::MAX);
    let name = args.into.display().to_string();
    app.done(
        "done-exported",
        &[
            ("file", name.into()),
            ("days", count(found.days.len()).into()),
            ("weeks", count(found.weeks.len()).into()),
        ],
    )?;
    app.remark("done-exported.next", &[])?;
    Ok(Exit::Ok)
}

/// How the file is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    /// Days as a table.
    Csv,
    /// Days with their events, and weeks.
    Json,
}

/// As the options say, else as the file is called.
fn form(args: &ExportArgs) -> Form {
    let table = |path: &Path| {
        path.extension()
            .is_some_and(|ending| ending.eq_ignore_ascii_case("csv"))
    };
    if args.csv || (!args.json && table(&args.into)) {
        Form::Csv
    } else {
        Form::Json
    }
}
