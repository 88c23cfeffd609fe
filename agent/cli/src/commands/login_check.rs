//! `luytre login-check`: asked by PAM's account stage whether `PAM_USER` may log in now.
//!
//! Exit 77 with the reason on standard output refuses. Everything else (no agent, no answer in time, a fault of our own) lets
//! in with 0: a broken or missing agent must never lock anybody out. Root is never asked about.

use crate::app::{App, PRODUCT};
use crate::failure::Exit;
use jiff::tz::TimeZone;
use luytre_core::id::Account;
use luytre_locale::{Locale, Names, Voice};
use luytre_protocol::{Client, Options, ParentRequest, Reply, SystemRequest, Trust};
use std::path::PathBuf;
use std::time::Duration;

/// The exit code that refuses a login, as `pam_exec` hands it on.
pub const REFUSE: u8 = 77;

/// Everything together; a login does not wait longer than this for us.
const LIMIT: Duration = Duration::from_millis(1_800);
/// What the text alone may take of it.
const NICETY: Duration = Duration::from_millis(400);

/// Asks, and says why not.
pub fn login_check(app: &App) -> Exit {
    match refusal(std::env::var("PAM_USER").ok(), &app.sockets) {
        // The reason is worth showing, and the refusal stands without it as well.
        Some(text) => match app.printer.raw(&format!("{text}\n")) {
            Ok(()) | Err(_) => Exit::RefuseLogin,
        },
        None => Exit::Ok,
    }
}

/// The reason against this login; `None` lets in.
fn refusal(user: Option<String>, sockets: &[PathBuf]) -> Option<String> {
    let user = user.filter(|user| !user.is_empty() && user != "root" && user.len() <= 256)?;
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .ok()?;
    runtime.block_on(async {
        tokio::time::timeout(LIMIT, ask(user, sockets))
            .await
            .ok()
            .flatten()
    })
}

async fn ask(user: String, sockets: &[PathBuf]) -> Option<String> {
    // Only the machine's own agent may keep somebody out.
    let options = Options {
        trust: Trust::Root,
        ..Options::new(PRODUCT)
    };
    let mut client = Client::connect_first(sockets, &options).await.ok()?;
    let check = SystemRequest::LoginCheck {
        account: Account(user),
    };
    let Reply::Login(verdict) = client.request(check).await.ok()? else {
        return None;
    };
    let notice = verdict.refusal?;
    let mut locale = Locale::new(client.welcome().language);
    // Zone and names only make the text better; the refusal does not wait for them.
    let status = tokio::time::timeout(NICETY, client.request(ParentRequest::Status {})).await;
    if let Ok(Ok(Reply::Status(status))) = status {
        let zone = TimeZone::get(&status.timezone).unwrap_or_else(|_| TimeZone::system());
        locale = locale.in_zone(zone).with_names(Names::of_status(&status));
    }
    Some(locale.notice(&notice, Voice::Child).line())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_an_agent_everybody_is_let_in() {
        let nowhere = [PathBuf::from("/nonexistent/agent.sock")];
        assert_eq!(refusal(Some("an".to_owned()), &nowhere), None);
        assert_eq!(refusal(Some("root".to_owned()), &nowhere), None);
        assert_eq!(refusal(None, &nowhere), None);
        assert_eq!(refusal(Some(String::new()), &nowhere), None);
        assert_eq!(refusal(Some("x".repeat(10_000)), &nowhere), None);
    }
}
