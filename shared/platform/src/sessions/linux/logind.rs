//! What systemd-logind says about a session, in our terms.

use super::bus::{Bus, MANAGER, PROPERTIES, Refusal, SERVICE, SESSION, refusal};
use crate::accounts;
use crate::clock::boot_from_monotonic_micros;
use crate::procfs::{Proc, started};
use crate::sessions::{SessionInfo, SessionState};
use luytre_core::id::{Account, SessionId};
use std::collections::HashMap;
use zbus::{OwnedObjectPath, OwnedVariant, Structure, Variant};

/// More sessions than any home has; the rest is not looked at.
const MOST_SESSIONS: usize = 256;

/// PAM services that run programs at set times. Root sets them up, and a session of theirs has no screen.
const TIMED_SERVICES: [&str; 5] = ["cron", "crond", "atd", "anacron", "fcron"];

/// All sessions of people, with their object paths.
pub(super) async fn list(bus: &mut Bus) -> zbus::Result<Vec<(String, SessionInfo)>> {
    let reply = bus
        .call(SERVICE, MANAGER.0, MANAGER.1, "ListSessions", &())
        .await?;
    let listed: Vec<(String, u32, String, String, OwnedObjectPath)> = reply.body().deserialize()?;
    let mut sessions = Vec::new();
    for (.., path) in listed.into_iter().take(MOST_SESSIONS) {
        if let Some(info) = read(bus, path.as_str()).await? {
            sessions.push((path.as_str().to_owned(), info));
        }
    }
    Ok(sessions)
}

/// One session; `None` if it has gone or is nobody's.
pub(super) async fn read(bus: &mut Bus, path: &str) -> zbus::Result<Option<SessionInfo>> {
    let reply = match bus
        .call(SERVICE, path, PROPERTIES, "GetAll", &SESSION)
        .await
    {
        Ok(reply) => reply,
        Err(error) if refusal(&error) == Refusal::NoSuchObject => return Ok(None),
        Err(error) => return Err(error),
    };
    let properties: HashMap<String, OwnedVariant> = reply.body().deserialize()?;
    let session = from_properties(&properties);
    if session.is_none() {
        tracing::debug!(
            path,
            "a session of no person, or one that cannot be understood"
        );
    }
    Ok(session)
}

type Properties = HashMap<String, OwnedVariant>;

fn text<'a>(properties: &'a Properties, name: &str) -> Option<&'a str> {
    properties.get(name)?.downcast_ref::<&str>().ok()
}

fn flag(properties: &Properties, name: &str) -> bool {
    properties
        .get(name)
        .is_some_and(|value| value.downcast_ref::<bool>().unwrap_or(false))
}

fn micros(properties: &Properties, name: &str) -> Option<u64> {
    let value = properties.get(name)?.downcast_ref::<u64>().ok()?;
    (value != 0 && value != u64::MAX).then_some(value)
}

/// The first member of a structure such as `(uo)` or `(so)`.
fn first<'a>(properties: &'a Properties, name: &str) -> Option<&'a Variant<'a>> {
    let structure = properties
        .get(name)?
        .downcast_ref::<&Structure<'_>>()
        .ok()?;
    structure.fields().first()
}

fn from_properties(properties: &Properties) -> Option<SessionInfo> {
    let id = text(properties, "Id")?;
    let uid = first(properties, "User")?.downcast_ref::<u32>().ok()?;
    let account = text(properties, "Name")?;
    let class = text(properties, "Class").unwrap_or_default();
    let service = text(properties, "Service").unwrap_or_default();
    if !is_of_a_person(uid, class, service) {
        return None;
    }
    let seat = first(properties, "Seat")
        .and_then(|seat| seat.downcast_ref::<&str>().ok())
        .filter(|seat| !seat.is_empty());
    let leader = properties
        .get("Leader")
        .and_then(|leader| leader.downcast_ref::<u32>().ok())
        .filter(|pid| *pid != 0)
        .and_then(|pid| Proc::new("/proc").key(pid));
    let idle_hint = flag(properties, "IdleHint");
    let idle_since = micros(properties, "IdleSinceHintMonotonic").filter(|_| idle_hint);
    // The leader's start is on the boot clock already; the stamp of logind leaves out earlier suspends.
    let began = leader.map_or_else(
        || boot_from_monotonic_micros(micros(properties, "TimestampMonotonic").unwrap_or(0)),
        |leader| started(leader.start_ticks),
    );
    let scope = text(properties, "Scope").filter(|scope| !scope.is_empty());
    Some(SessionInfo {
        id: SessionId::from(id),
        account: Account::from(account),
        uid,
        kind: text(properties, "Type").unwrap_or_default().to_owned(),
        class: class.to_owned(),
        service: service.to_owned(),
        seat: seat.map(str::to_owned),
        remote: flag(properties, "Remote"),
        state: state(
            text(properties, "State").unwrap_or_default(),
            flag(properties, "Active"),
        ),
        locked_hint: flag(properties, "LockedHint"),
        idle_hint,
        idle_since: idle_since.map(boot_from_monotonic_micros),
        started: began,
        leader,
        cgroup: scope.map(|scope| format!("/user.slice/user-{uid}.slice/{scope}")),
    })
}

fn state(state: &str, active: bool) -> SessionState {
    match (state, active) {
        ("closing", _) => SessionState::Closing,
        (_, true) => SessionState::Active,
        (_, false) => SessionState::Online,
    }
}

/// Leaves out sessions that are no person's, by nothing that a child can choose.
///
/// A child can change the class and type of the own session, so those alone decide nothing. Left out are: sessions of
/// system accounts that are no logins (the greeter's), the service manager's own (opened only by the PAM service
/// `systemd-user`, which runs nothing but the manager; what the manager runs counts as processes of the account), and
/// those of timed jobs (likewise).
fn is_of_a_person(uid: u32, class: &str, service: &str) -> bool {
    let is_manager = class.starts_with("manager") && service == "systemd-user";
    let is_timed = class.starts_with("background") && TIMED_SERVICES.contains(&service);
    let is_system = !accounts::is_person(uid) && !class.starts_with("user");
    !(is_manager || is_timed || is_system)
}

/// What came of a signal about changed properties.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Applied {
    /// The session is up to date.
    Done,
    /// It must be read anew.
    ReadAnew,
}

/// Puts changed properties into a session. Hints and words, which a child can change as often as it likes, are taken from
/// the signal; when it goes to the front or back, the session is read as a whole.
pub(super) fn apply(
    session: &mut SessionInfo,
    changed: &HashMap<&str, Variant<'_>>,
    invalidated: &[&str],
) -> Applied {
    // Whether it is in front decides too much to be taken from pieces; the rest is hints and words.
    let decisive = |name: &str| matches!(name, "Active" | "State" | "LockedHint" | "IdleHint");
    let mut applied = Applied::Done;
    if invalidated.iter().any(|name| decisive(name)) {
        applied = Applied::ReadAnew;
    }
    let mut idle_since = None;
    for (name, value) in changed {
        match (*name, value) {
            ("LockedHint", Variant::Bool(locked)) => session.locked_hint = *locked,
            ("IdleHint", Variant::Bool(idle)) => session.idle_hint = *idle,
            ("IdleSinceHintMonotonic", Variant::U64(since)) => {
                idle_since = Some(boot_from_monotonic_micros(*since));
            }
            ("Type", Variant::Str(kind)) => kind.as_str().clone_into(&mut session.kind),
            ("Class", Variant::Str(class)) => class.as_str().clone_into(&mut session.class),
            (name, _) if decisive(name) => applied = Applied::ReadAnew,
            _ => {}
        }
    }
    if session.idle_hint {
        session.idle_since = idle_since.or(session.idle_since);
    } else {
        session.idle_since = None;
    }
    applied
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_child_cannot_choose_to_be_nobody() {
        let child = 1001;
        for class in [
            "user",
            "greeter",
            "lock-screen",
            "background",
            "manager",
            "none",
            "",
        ] {
            assert!(is_of_a_person(child, class, "lightdm"), "{class}");
        }
        assert!(is_of_a_person(child, "user", "systemd-user"));
        assert!(is_of_a_person(child, "background", "sshd"));
        assert!(!is_of_a_person(child, "manager", "systemd-user"));
        assert!(!is_of_a_person(child, "manager-early", "systemd-user"));
        assert!(!is_of_a_person(child, "background", "cron"));
        assert!(!is_of_a_person(120, "greeter", "lightdm-greeter"));
        assert!(is_of_a_person(0, "user", "login"));
    }

    #[test]
    fn the_state_knows_front_back_and_leftovers() {
        assert_eq!(state("active", true), SessionState::Active);
        assert_eq!(state("online", false), SessionState::Online);
        assert_eq!(state("closing", true), SessionState::Closing);
        assert_eq!(state("", true), SessionState::Active);
    }
}
