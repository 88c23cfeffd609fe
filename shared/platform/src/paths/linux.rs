//! Linux: the file system hierarchy for the machine, the XDG folders for a user.

use super::{Paths, Scope};
use crate::{Error, accounts};
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

pub(super) fn paths(scope: Scope) -> Result<Paths, Error> {
    match scope {
        Scope::System => {
            let state_dir = PathBuf::from("/var/lib/luytre");
            let runtime_dir = PathBuf::from("/run/luytre");
            Ok(Paths {
                socket: runtime_dir.join("agent.sock"),
                lock_file: state_dir.join("agent.lock"),
                config_dir: "/etc/luytre".into(),
                state_dir,
                runtime_dir,
            })
        }
        Scope::User => user(),
    }
}

fn user() -> Result<Paths, Error> {
    let (state_dir, config_dir) = if rustix::process::geteuid().is_root() {
        // Root's environment may come from whoever called sudo, so the user database decides.
        let home = accounts::by_uid(0)?.home;
        (
            home.join(".local/state/luytre"),
            home.join(".config/luytre"),
        )
    } else {
        let dirs =
            directories::ProjectDirs::from("", "", "luytre").ok_or_else(|| Error::System {
                doing: "finding the home folder".into(),
                source: std::io::ErrorKind::NotFound.into(),
            })?;
        let state = dirs.state_dir().unwrap_or_else(|| dirs.data_local_dir());
        (state.to_owned(), dirs.config_dir().to_owned())
    };
    let runtime_dir = directories::BaseDirs::new()
        .and_then(|dirs| dirs.runtime_dir().map(Path::to_owned))
        .filter(|dir| !rustix::process::geteuid().is_root() && is_ours(dir))
        .map_or_else(|| state_dir.join("run"), |dir| dir.join("luytre"));
    Ok(Paths {
        socket: runtime_dir.join("agent.sock"),
        lock_file: state_dir.join("agent.lock"),
        state_dir,
        runtime_dir,
        config_dir,
    })
}

/// A runtime folder that somebody else owns would let them listen in our place.
fn is_ours(dir: &Path) -> bool {
    dir.metadata()
        .is_ok_and(|meta| meta.is_dir() && meta.uid() == rustix::process::geteuid().as_raw())
}

#[cfg(test)]
mod tests {
    use crate::paths::{Paths, Scope, agent_sockets};
    use std::path::Path;

    #[test]
    fn the_machine_s_places_are_fixed() {
        let paths = Paths::of(Scope::System).unwrap();
        assert_eq!(paths.state_dir, Path::new("/var/lib/luytre"));
        assert_eq!(paths.socket, Path::new("/run/luytre/agent.sock"));
    }

    #[test]
    fn a_user_s_places_are_their_own_and_clients_try_the_machine_first() {
        let user = Paths::of(Scope::User).unwrap();
        assert!(user.state_dir.ends_with("luytre"));
        assert_ne!(user.state_dir, Path::new("/var/lib/luytre"));
        assert_eq!(
            agent_sockets(),
            [Path::new("/run/luytre/agent.sock").to_owned(), user.socket]
        );
    }

    #[test]
    fn one_folder_can_hold_everything() {
        let paths = Paths::under(Path::new("/tmp/x"));
        for path in [
            &paths.socket,
            &paths.lock_file,
            &paths.runtime_dir,
            &paths.config_dir,
        ] {
            assert!(path.starts_with("/tmp/x"));
        }
    }
}
