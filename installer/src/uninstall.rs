//! From what was seen of a system to the steps that take everything off again. Pure.
//!
//! PAM comes first: from the first step on no login depends on anything of ours.

use crate::places::{BINARIES, LOGIN_CHECK, MANIFEST, MARK, PAM_PROFILE, PROGRAMS, SERVICE, STATE};
use crate::plan::{Note, Plan};
use crate::state::{Pam, Services, SystemState, Unit};
use crate::step::{Order, Step};
use std::path::{Path, PathBuf};

/// What happens to the household and the history.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Data {
    /// They stay for a later installation.
    Keep,
    /// They are erased.
    Purge,
}

/// The steps that uninstall.
#[must_use]
pub fn uninstall(state: &SystemState, data: Data) -> Plan {
    let mut steps = Vec::new();
    let asleep = matches!(state.services, Services::SystemdAsleep(_));
    match &state.pam {
        Pam::Profile(_) if !asleep => steps.push(Step::Order(Order::UnweavePam)),
        Pam::Profile(_) | Pam::None => {}
        Pam::Files(_, files) => steps.extend(
            files
                .iter()
                .map(|file| Step::PamUnblock { file: file.clone() }),
        ),
    }
    let may_run = matches!(state.services, Services::Systemd(_)) && state.unit == Unit::Present;
    if may_run {
        steps.push(Step::Order(Order::StopAndDisable));
    }
    // Beside the list, what every version brings: an installation that was cut short has no list.
    let mut files: Vec<PathBuf> = state.installed.clone();
    files.extend(
        [
            "/usr/bin/luytre",
            "/usr/sbin/luytred",
            "/usr/sbin/luytre-installer",
            PAM_PROFILE,
            LOGIN_CHECK,
        ]
        .map(PathBuf::from),
    );
    match &state.services {
        Services::Systemd(folder) | Services::SystemdAsleep(folder) => {
            files.push(folder.join(SERVICE));
        }
        Services::Other => {}
    }
    files.extend(BINARIES.map(|name| Path::new(PROGRAMS).join(name)));
    files.push(MANIFEST.into());
    let mut seen: Vec<PathBuf> = Vec::new();
    for path in files {
        if !seen.contains(&path) {
            seen.push(path);
        }
    }
    // The list goes last: until then a second run knows what is left.
    seen.retain(|path| path != Path::new(MANIFEST));
    seen.push(MANIFEST.into());
    steps.extend(seen.into_iter().map(|path| Step::Remove { path }));
    // Folders that may have been made for our files; one that holds anything of others stays.
    for folder in [PROGRAMS, "/usr/share/man/vi/man1", "/usr/share/man/vi"] {
        steps.push(Step::RemoveFolder {
            path: folder.into(),
        });
    }
    if may_run {
        steps.push(Step::Order(Order::ReloadUnits));
    }
    let notes = match data {
        Data::Keep => vec![Note::DataStays],
        Data::Purge => {
            steps.extend([STATE, MARK].map(|path| Step::Erase { path: path.into() }));
            Vec::new()
        }
    };
    Plan { steps, notes }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pam::PamExec;
    use crate::state::Manuals;

    fn state() -> SystemState {
        SystemState {
            services: Services::Systemd("/usr/lib/systemd/system".into()),
            pam: Pam::Profile(PamExec::QuietLog),
            unit: Unit::Present,
            completions: Vec::new(),
            manuals: Manuals::Kept,
            installed: vec![MANIFEST.into(), "/usr/share/man/man1/luytre.1".into()],
            programs: Vec::new(),
        }
    }

    #[test]
    fn pam_forgets_the_agent_before_the_agent_goes() {
        let plan = uninstall(&state(), Data::Keep);
        assert_eq!(
            plan.steps[..2],
            [
                Step::Order(Order::UnweavePam),
                Step::Order(Order::StopAndDisable)
            ]
        );
        assert_eq!(plan.notes, [Note::DataStays]);
        assert!(
            !plan
                .steps
                .iter()
                .any(|step| matches!(step, Step::Erase { .. }))
        );
        assert!(plan.steps.contains(&Step::Remove {
            path: "/usr/share/man/man1/luytre.1".into()
        }));
        let removals: Vec<&Step> = plan
            .steps
            .iter()
            .filter(|step| matches!(step, Step::Remove { .. }))
            .collect();
        assert_eq!(
            removals.last(),
            Some(&&Step::Remove {
                path: MANIFEST.into()
            })
        );
    }

    #[test]
    fn data_goes_only_when_asked_for() {
        let plan = uninstall(&state(), Data::Purge);
        let erased = [STATE, MARK].map(|path| Step::Erase { path: path.into() });
        assert_eq!(plan.steps[plan.steps.len() - 2..], erased);
        assert_eq!(plan.notes, []);
    }

    #[test]
    fn a_system_that_does_not_run_is_given_no_orders() {
        let asleep = SystemState {
            services: Services::SystemdAsleep("/etc/systemd/system".into()),
            ..state()
        };
        let plan = uninstall(&asleep, Data::Keep);
        assert!(!plan.steps.iter().any(|step| matches!(step, Step::Order(_))));
        let gone = uninstall(
            &SystemState {
                unit: Unit::Absent,
                ..state()
            },
            Data::Keep,
        );
        assert!(
            !gone.steps.contains(&Step::Order(Order::StopAndDisable)),
            "what is not there cannot be stopped"
        );
        let without = uninstall(
            &SystemState {
                services: Services::Other,
                pam: Pam::None,
                ..state()
            },
            Data::Keep,
        );
        assert!(
            !without
                .steps
                .iter()
                .any(|step| matches!(step, Step::Order(_)))
        );
    }
}
