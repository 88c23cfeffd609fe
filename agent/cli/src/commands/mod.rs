//! One file for each command, or for a few that belong together. A command talks to the agent and hands values to a view.

mod access;
mod change;
mod child;
mod clock;
mod doctor;
mod limit;
mod login_check;
mod policy;
mod profile;
mod request;
mod rules;
mod run;
mod setup;
mod simulate;
mod status;
mod today;
mod watch;

pub use login_check::{REFUSE as REFUSE_LOGIN, login_check};

use crate::app::App;
use crate::args::{Cli, Command};
use crate::failure::{Exit, Failure};
use crate::help;
use crate::view::status::paragraph;

/// Does what the command line says.
///
/// # Errors
/// Whatever kept it from being done.
pub fn perform(app: &mut App, cli: Cli) -> Result<Exit, Failure> {
    match cli.command {
        Command::Run(args) => run::run(app, &args),
        Command::Setup(args) => setup::setup(app, &args),
        Command::Status(args) => status::status(app, &args),
        Command::Child { action } => child::child(app, &action),
        Command::Limit(args) => limit::limit(app, &args),
        Command::Policy { action } => policy::policy(app, &action),
        Command::Grant(args) => access::grant(app, &args),
        Command::Lock(args) => access::lock(app, &args),
        Command::UnlockChild { child } => access::unlock(app, &child),
        Command::Unlock => unlock(app),
        Command::Request(args) => request::request(app, &args),
        Command::Answer(args) => request::answer(app, &args),
        Command::FinishMatch { child } => request::finish_match(app, child.as_deref()),
        Command::Profile(args) => profile::profile(app, &args),
        Command::Today(args) => today::today(app, &args),
        Command::Rules { child } => rules::rules(app, child.as_deref()),
        Command::Simulate(args) => simulate::simulate(app, &args),
        Command::Doctor(args) => doctor::doctor(app, &args),
        Command::ConfirmClock => clock::confirm(app),
        Command::LoginCheck => Ok(login_check(app)),
        Command::Completions { shell } => {
            let mut command = help::command(&app.locale);
            let mut text = Vec::new();
            clap_complete::generate(shell, &mut command, "luytre", &mut text);
            app.printer.raw(&String::from_utf8_lossy(&text))?;
            Ok(Exit::Ok)
        }
    }
}

/// There is no sealed history yet; saying so is all that can honestly be done.
fn unlock(app: &mut App) -> Result<Exit, Failure> {
    app.connect()?;
    let width = app.width();
    let mut lines = paragraph(
        &app.locale.plain("unlock-nothing"),
        crate::output::Tone::Strong,
        0,
        width,
    );
    lines.extend(paragraph(
        &app.locale.plain("unlock-nothing.why"),
        crate::output::Tone::Ink,
        0,
        width,
    ));
    app.print(&lines)?;
    Ok(Exit::Failed)
}
