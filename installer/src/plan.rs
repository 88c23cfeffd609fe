//! From what was seen of a system to the steps that install. Pure.
//!
//! The order is part of the promise: programs and the login check first, then PAM, which without an agent lets everybody in, then
//! the service: its first look at itself finds everything in place.

use crate::assets;
use crate::pam;
use crate::places::{BINARIES, LOGIN_CHECK, MANIFEST, PAM_PROFILE, PROGRAMS, SERVICE, STATE};
use crate::state::{Manuals, Pam, Services, SystemState};
use crate::step::{Order, Step};
use std::path::{Path, PathBuf};
use thiserror::Error;

/// Steps, and what a person should know beside them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// In this order.
    pub steps: Vec<Step>,
    /// What will not work, or is left to do.
    pub notes: Vec<Note>,
}

/// What a person should know.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Note {
    /// No systemd: the agent has to be started another way.
    StartByHand,
    /// The system does not run: its service and PAM have to be switched on from inside.
    FinishInside,
    /// Logins cannot ask the agent.
    NoLoginCheck,
    /// The household and the history stay.
    DataStays,
}

/// Why nothing can be planned.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Problem {
    /// A program to install was not found.
    #[error("{name} is not in {folder}")]
    ProgramMissing {
        /// Its name.
        name: &'static str,
        /// Where it was looked for.
        folder: PathBuf,
    },
}

/// The steps that install, or bring an installation up to date.
///
/// # Errors
/// A program is missing in `from`.
pub fn install(state: &SystemState, from: &Path) -> Result<Plan, Problem> {
    let mut steps = vec![
        Step::Folder {
            path: PROGRAMS.into(),
            mode: 0o755,
        },
        Step::Folder {
            path: STATE.into(),
            mode: 0o700,
        },
    ];
    let mut notes = Vec::new();
    for name in BINARIES {
        let found = state.programs.iter().find(|(other, _)| *other == name);
        let (_, from) = found.ok_or_else(|| Problem::ProgramMissing {
            name,
            folder: from.to_owned(),
        })?;
        steps.push(Step::Program {
            from: from.clone(),
            to: Path::new(PROGRAMS).join(name),
        });
    }
    steps.push(link("/usr/bin/luytre", "../lib/luytre/luytre"));
    steps.push(link("/usr/sbin/luytred", "../lib/luytre/luytred"));
    steps.push(link(
        "/usr/sbin/luytre-installer",
        "../lib/luytre/luytre-installer",
    ));
    steps.push(Step::File {
        to: LOGIN_CHECK.into(),
        text: assets::LOGIN_CHECK.to_owned(),
        mode: 0o755,
    });
    match state.manuals {
        Manuals::Kept => steps.extend(
            assets::MANUALS.map(|(place, text)| file(&format!("/usr/share/man/{place}"), text)),
        ),
        Manuals::Absent => {}
    }
    let (luytre, completions) = (program(state, "luytre", from)?, &state.completions);
    steps.extend(completions.iter().map(|(shell, to)| Step::Printed {
        to: to.clone(),
        program: luytre.clone(),
        arguments: vec!["completions".to_owned(), shell.name().to_owned()],
    }));
    let mut orders = Vec::new();
    match &state.services {
        Services::Systemd(folder) => {
            steps.push(unit(folder));
            orders.extend([Order::ReloadUnits, Order::Enable, Order::Start]);
        }
        Services::SystemdAsleep(folder) => {
            steps.push(unit(folder));
            notes.push(Note::FinishInside);
        }
        Services::Other => notes.push(Note::StartByHand),
    }
    let asleep = matches!(state.services, Services::SystemdAsleep(_));
    let mut last = Vec::new();
    match &state.pam {
        Pam::Profile(module) => {
            last.push(file(PAM_PROFILE, &pam::profile(*module)));
            if !asleep {
                last.push(Step::Order(Order::WeavePam));
            }
        }
        Pam::Files(module, files) => {
            last.extend(files.iter().map(|file| Step::PamBlock {
                file: file.clone(),
                module: *module,
            }));
        }
        Pam::None => notes.push(Note::NoLoginCheck),
    }
    steps.push(manifest(&steps, &last));
    let kept: Vec<PathBuf> = steps.iter().chain(&last).filter_map(brought).collect();
    let stale = state
        .installed
        .iter()
        .filter(|path| !kept.contains(path) && *path != Path::new(MANIFEST));
    steps.extend(stale.map(|path| Step::Remove { path: path.clone() }));
    steps.extend(last);
    steps.extend(orders.into_iter().map(Step::Order));
    Ok(Plan { steps, notes })
}

fn program(state: &SystemState, name: &'static str, folder: &Path) -> Result<PathBuf, Problem> {
    let found = state.programs.iter().find(|(other, _)| *other == name);
    found
        .map(|(_, path)| path.clone())
        .ok_or_else(|| Problem::ProgramMissing {
            name,
            folder: folder.to_owned(),
        })
}

fn link(at: &str, target: &str) -> Step {
    Step::Link {
        at: at.into(),
        target: target.into(),
    }
}

fn file(to: &str, text: &str) -> Step {
    Step::File {
        to: to.into(),
        text: text.to_owned(),
        mode: 0o644,
    }
}

fn unit(folder: &Path) -> Step {
    Step::File {
        to: folder.join(SERVICE),
        text: assets::UNIT.to_owned(),
        mode: 0o644,
    }
}

/// The list of what the steps bring, so that any later version can take it off.
fn manifest(steps: &[Step], more: &[Step]) -> Step {
    let mut text = String::new();
    for path in steps.iter().chain(more).filter_map(brought) {
        text.push_str(&path.to_string_lossy());
        text.push('\n');
    }
    file(MANIFEST, &text)
}

/// The file that a step brings.
fn brought(step: &Step) -> Option<PathBuf> {
    match step {
        Step::Program { to, .. } | Step::File { to, .. } | Step::Printed { to, .. } => {
            Some(to.clone())
        }
        Step::Link { at, .. } => Some(at.clone()),
        Step::Folder { .. }
        | Step::PamBlock { .. }
        | Step::PamUnblock { .. }
        | Step::Remove { .. }
        | Step::RemoveFolder { .. }
        | Step::Erase { .. }
        | Step::Order(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pam::PamExec;
    use crate::state::{Shell, Unit};

    fn debian() -> SystemState {
        SystemState {
            services: Services::Systemd("/usr/lib/systemd/system".into()),
            pam: Pam::Profile(PamExec::QuietLog),
            completions: vec![(
                Shell::Bash,
                "/usr/share/bash-completion/completions/luytre".into(),
            )],
            manuals: Manuals::Kept,
            unit: Unit::Absent,
            installed: Vec::new(),
            programs: BINARIES
                .map(|name| (name, Path::new("/build").join(name)))
                .to_vec(),
        }
    }

    fn orders(plan: &Plan) -> Vec<Order> {
        let order = |step: &Step| {
            if let Step::Order(order) = step {
                Some(*order)
            } else {
                None
            }
        };
        plan.steps.iter().filter_map(order).collect()
    }

    fn position(plan: &Plan, is_it: impl Fn(&Step) -> bool) -> usize {
        plan.steps
            .iter()
            .position(is_it)
            .expect("the plan has this step")
    }

    #[test]
    fn on_debian_the_service_starts_when_pam_asks_already() {
        let plan = install(&debian(), Path::new("/build")).expect("all programs are there");
        assert_eq!(
            orders(&plan),
            [
                Order::WeavePam,
                Order::ReloadUnits,
                Order::Enable,
                Order::Start
            ]
        );
        assert_eq!(plan.notes, []);
        let unit = position(
            &plan,
            |step| matches!(step, Step::File { to, .. } if to.ends_with(SERVICE)),
        );
        let start = position(&plan, |step| *step == Step::Order(Order::Start));
        let profile = position(
            &plan,
            |step| matches!(step, Step::File { to, .. } if to == Path::new(PAM_PROFILE)),
        );
        assert!(unit < start && profile < start);
    }

    #[test]
    fn each_system_gets_its_own_steps() {
        let files = vec![PathBuf::from("/etc/pam.d/system-auth")];
        let table = [
            (
                SystemState {
                    services: Services::Other,
                    ..debian()
                },
                vec![Order::WeavePam],
                vec![Note::StartByHand],
            ),
            (
                SystemState {
                    services: Services::SystemdAsleep("/etc/systemd/system".into()),
                    ..debian()
                },
                vec![],
                vec![Note::FinishInside],
            ),
            (
                SystemState {
                    pam: Pam::Files(PamExec::Plain, files),
                    ..debian()
                },
                vec![Order::ReloadUnits, Order::Enable, Order::Start],
                vec![],
            ),
            (
                SystemState {
                    pam: Pam::None,
                    ..debian()
                },
                vec![Order::ReloadUnits, Order::Enable, Order::Start],
                vec![Note::NoLoginCheck],
            ),
        ];
        for (state, expected, notes) in table {
            let plan = install(&state, Path::new("/build")).expect("all programs are there");
            assert_eq!((orders(&plan), plan.notes), (expected, notes), "{state:?}");
        }
    }

    #[test]
    fn without_a_program_nothing_is_planned() {
        let mut state = debian();
        state.programs.retain(|(name, _)| *name != "luytre");
        let problem = install(&state, Path::new("/build")).expect_err("luytre is missing");
        assert_eq!(
            problem,
            Problem::ProgramMissing {
                name: "luytre",
                folder: "/build".into()
            }
        );
    }

    #[test]
    fn the_list_names_every_file_and_what_is_no_longer_brought_goes() {
        let old = PathBuf::from("/usr/lib/luytre/old-part");
        let state = SystemState {
            installed: vec![old.clone(), "/usr/bin/luytre".into()],
            ..debian()
        };
        let plan = install(&state, Path::new("/build")).expect("all programs are there");
        let removed: Vec<&Step> = plan
            .steps
            .iter()
            .filter(|step| matches!(step, Step::Remove { .. }))
            .collect();
        assert_eq!(removed, [&Step::Remove { path: old }]);
        let list = plan.steps.iter().find_map(|step| {
            if let Step::File { to, text, .. } = step {
                (to == Path::new(MANIFEST)).then_some(text)
            } else {
                None
            }
        });
        let list = list.expect("there is a list");
        for path in [
            "/usr/lib/luytre/luytred",
            "/usr/bin/luytre",
            PAM_PROFILE,
            "/usr/share/man/vi/man1/luytre.1",
            LOGIN_CHECK,
        ] {
            assert!(list.lines().any(|line| line == path), "{path}\n{list}");
        }
    }
}
