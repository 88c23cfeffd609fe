//! From what the platform tells to what the engine knows. No decisions.

use luytre_catalog::index::Index;
use luytre_core::event::{Process, ProgramFacts, Session, SessionState};
use luytre_core::time::BootTime;
use luytre_platform::{ProcessFacts, SessionInfo};

/// What a session claims, with what is known of its quiet and its sound.
pub(crate) fn session_state(
    info: &SessionInfo,
    quiet: Option<BootTime>,
    media: bool,
) -> SessionState {
    let claimed = info.idle_hint.then_some(info.idle_since).flatten();
    SessionState {
        in_front: info.in_front(),
        locked: info.locked_hint,
        // A session that says it is idle without saying since when has said nothing that could be counted with.
        no_input_since: claimed.or(quiet),
        media,
    }
}

/// A session for the engine.
pub(crate) fn session(info: &SessionInfo, state: SessionState) -> Session {
    Session {
        id: info.id.clone(),
        account: info.account.clone(),
        state,
        opened: Some(info.started),
    }
}

/// A process for the engine, with what the catalogue says of its program.
pub(crate) fn process(facts: &ProcessFacts, index: &Index) -> Process {
    let mut program = ProgramFacts {
        exe: believable_exe(facts),
        command: Some(facts.command.clone()).filter(|command| !command.is_empty()),
        flatpak: facts.flatpak.clone(),
        snap: facts.snap.clone(),
        steam: None,
        catalogue: None,
    };
    program.catalogue = index.identify(&program).entry();
    Process {
        key: facts.key,
        account: facts.account.clone(),
        program,
        started: Some(facts.started),
    }
}

/// Folders that only an administrator fills. Rules and catalogue believe a program of this kind more than one of a child's own.
const SYSTEM_FOLDERS: [&str; 9] = [
    "/usr",
    "/bin",
    "/sbin",
    "/lib",
    "/lib64",
    "/opt",
    "/nix/store",
    "/snap",
    "/var/lib/flatpak",
];

/// The executable's path. In a mount namespace of its own a process can show any path; the owner of the file behind it
/// cannot be made up, so a system path whose file is not root's is no path at all.
fn believable_exe(facts: &ProcessFacts) -> Option<String> {
    let exe = facts.exe.as_ref()?;
    let claims_system = SYSTEM_FOLDERS.iter().any(|folder| exe.starts_with(folder));
    (!claims_system || facts.exe_owner == Some(0)).then(|| exe.to_string_lossy().into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use luytre_core::id::ProcessKey;

    fn facts(exe: &str, exe_owner: Option<u32>) -> ProcessFacts {
        ProcessFacts {
            key: ProcessKey {
                pid: 7,
                start_ticks: 70,
            },
            ppid: 1,
            uid: 1001,
            account: "an".into(),
            exe: Some(exe.into()),
            exe_owner,
            name: "x".into(),
            command: String::new(),
            cgroup: None,
            session: None,
            flatpak: None,
            snap: None,
            started: BootTime(0),
        }
    }

    #[test]
    fn a_system_path_is_believed_only_of_a_file_of_root() {
        let exe = |path, owner| process(&facts(path, owner), &Index::default()).program.exe;
        assert_eq!(
            exe("/usr/bin/gedit", Some(0)).as_deref(),
            Some("/usr/bin/gedit")
        );
        assert_eq!(exe("/usr/bin/gedit", Some(1001)), None);
        assert_eq!(exe("/usr/bin/gedit", None), None);
        assert_eq!(
            exe("/home/an/game", Some(1001)).as_deref(),
            Some("/home/an/game")
        );
    }
}
