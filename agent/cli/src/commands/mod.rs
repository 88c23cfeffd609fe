//! One file for each command, or for a few that belong together. A command talks to the agent and hands values to a view.

mod access;
mod change;
mod child;
mod clock;
mod consent;
mod doctor;
mod erase;
mod export;
mod limit;
mod login_check;
mod policy;
mod preset;
mod profile;
mod request;
mod review;
mod rules;
mod run;
mod secrets;
mod setup;
mod setup_history;
mod simulate;
mod status;
mod today;
mod unlock;
mod watch;
mod with_code;

pub use login_check::{REFUSE as REFUSE_LOGIN, login_check};

use crate::app::App;
use crate::args::{Cli, Command};
use crate::failure::{Exit, Failure};
use crate::help;
use luytre_report::Period;

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
        Command::Preset { action } => preset::preset(app, &action),
        Command::Grant(args) => access::grant(app, &args),
        Command::Lock(args) => access::lock(app, &args),
        Command::UnlockChild { child, code } => access::unlock(app, &child, code),
        Command::Unlock(args) => unlock::unlock(app, &args),
        Command::Passphrase { action } => secrets::passphrase(app, &action),
        Command::Recovery { action } => secrets::recovery(app, &action),
        Command::QuickCode { action } => secrets::quick_code(app, &action),
        Command::Week(args) => review::review(app, Period::Week, &args),
        Command::Month(args) => review::review(app, Period::Month, &args),
        Command::HalfYear(args) => review::review(app, Period::HalfYear, &args),
        Command::Year(args) => review::review(app, Period::Year, &args),
        Command::Export(args) => export::export(app, &args),
        Command::Erase(args) => erase::erase(app, &args),
        Command::Consent { action } => consent::consent(app, &action),
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
