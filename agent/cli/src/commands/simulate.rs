//! `luytre simulate`: plays a scenario file through the real engine with a clock of its own. Needs no agent.

use crate::app::App;
use crate::args::SimulateArgs;
use crate::failure::{Exit, Failure, Problems};
use crate::files;
use crate::view::simulation;
use luytre_locale::{Locale, Names};
use luytre_simulate::{MAX_BYTES, Problem, Scenario};
use std::io::{BufWriter, Write};
use std::path::Path;

pub(super) fn simulate(app: &mut App, args: &SimulateArgs) -> Result<Exit, Failure> {
    let name = args.file.display().to_string();
    let limit = usize::try_from(MAX_BYTES).unwrap_or(usize::MAX - 1);
    let bytes = files::read(&args.file, limit)?;
    let scenario = parse(&bytes, limit, args.file.parent().unwrap_or(Path::new(".")))
        .map_err(|problem| failure(&name, &bytes, problem, &app.locale))?;
    if args.json {
        return json(&scenario);
    }
    let locale = Locale::new(app.language())
        .in_zone(scenario.zone.clone())
        .with_names(Names::of_household(&scenario.household));
    app.print(&simulation::simulation(&scenario, &locale, app.width()))?;
    Ok(Exit::Ok)
}

fn parse(bytes: &[u8], limit: usize, folder: &Path) -> Result<Scenario, Problem> {
    if bytes.len() > limit {
        return Err(Problem::TooLarge);
    }
    let text = std::str::from_utf8(bytes).map_err(|error| Problem::NotText {
        at: error.valid_up_to(),
    })?;
    Scenario::parse(text, folder)
}

/// One object a line, written as it happens: a year is more than one wants to hold.
fn json(scenario: &Scenario) -> Result<Exit, Failure> {
    let mut out = BufWriter::new(std::io::stdout().lock());
    let mut result = Ok(());
    luytre_simulate::run(scenario, &mut |line| {
        if result.is_ok() {
            result = writeln!(out, "{}", line.json(&scenario.zone));
        }
    });
    result?;
    out.flush()?;
    Ok(Exit::Ok)
}

fn failure(name: &str, bytes: &[u8], problem: Problem, locale: &Locale) -> Failure {
    match problem {
        Problem::Policy { line, problems } => {
            let before = u32::try_from(line)
                .unwrap_or(u32::MAX)
                .saturating_sub(u32::from(!begins_below(bytes, line)));
            let list = problems
                .list
                .into_iter()
                .map(|mut problem| {
                    problem.line = problem.line.saturating_add(before);
                    locale.problem(&problem)
                })
                .collect();
            Failure::Household(Problems {
                file: name.to_owned(),
                list,
                more: problems.more,
            })
        }
        other @ (Problem::Read { .. }
        | Problem::TooLarge
        | Problem::NotText { .. }
        | Problem::Bad { .. }) => Failure::told(
            "fail-scenario",
            &[("file", name), ("why", &other.to_string())],
            Exit::BadFile,
        ),
    }
}

/// Whether the text that opens on this line of the scenario begins on the next: TOML drops a line end right after `"""`.
fn begins_below(bytes: &[u8], line: usize) -> bool {
    let opening = bytes
        .split(|byte| *byte == b'\n')
        .nth(line.saturating_sub(1))
        .unwrap_or_default();
    let opening = opening.strip_suffix(b"\r").unwrap_or(opening);
    opening.ends_with(b"\"\"\"") || opening.ends_with(b"'''")
}
