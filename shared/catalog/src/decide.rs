//! Which of several answers about a running program holds: the order of [`crate::index`], and where a child's hand ends.
//! Absent on purpose: looking anything up.

use crate::formats::oars::Age;
use crate::index::Identified;
use crate::installed::{Installed, Owner, Way};
use crate::names::id_of;
use crate::path::{self, Place};
use crate::tables::Group;
use crate::target::Target;
use crate::{Recognised, Why, is_favourable, neutral};
use luytre_core::event::{CatalogueEntry, ProgramFacts, ProgramKind};
use luytre_core::id::{ActivityId, ProgramId};
use luytre_core::policy::Program;

/// Weighs what is installed against the hand-kept list.
pub(crate) fn decide(
    installed: Option<&Installed>,
    listed: Option<Recognised>,
    exe: Option<&str>,
    facts: &ProgramFacts,
    target: Option<&Target<'_>>,
) -> Identified {
    let group = installed.and_then(|program| program.verdict.group);
    let age = installed.and_then(|program| program.age);
    let own = |program: &Installed, kind: ProgramKind, why: Why| Identified {
        program: program.id.clone(),
        kind: Some(kind),
        age,
        why,
    };
    let list = |found: Recognised| Identified {
        program: found.entry.id,
        kind: Some(found.entry.kind),
        age,
        why: found.why,
    };
    if let Some(found) = listed {
        let known_group = found.known.map(|known| known.group);
        let corrects = matches!(known_group, Some(Group::Launcher | Group::Learning));
        let agrees = known_group.is_some() && known_group == group;
        let is_unnamed = found.known.is_none();
        return match (installed, group) {
            // The same answer: the list's name for it, and the ground that a parent can look up.
            (Some(program), Some(_)) if agrees && !corrects => Identified {
                why: program.verdict.why.clone(),
                ..list(found)
            },
            (Some(_), Some(_)) if corrects => list(found),
            // An unnamed game of Steam, or a shell of the desktop with a game's script: what is installed knows better.
            (Some(program), Some(Group::Games)) => {
                own(program, kind_of(Group::Games), program.verdict.why.clone())
            }
            (Some(program), Some(group @ (Group::Video | Group::Social))) if is_unnamed => {
                own(program, kind_of(group), program.verdict.why.clone())
            }
            // A name of the list that somebody else bears: metadata of an administrator's file are more exact.
            (Some(program), Some(group @ (Group::Launcher | Group::Application)))
                if !is_unnamed && is_exact(program, exe) =>
            {
                own(program, kind_of(group), program.verdict.why.clone())
            }
            (Some(_) | None, _) => match games_folder(exe, target) {
                Some(folder) if !corrects && !is_strict(&found.entry) => {
                    in_games_folder(folder, exe, target)
                }
                Some(_) | None => list(found),
            },
        };
    }
    match (installed, group) {
        (Some(program), Some(Group::Learning)) => {
            if may_be_favourable(program, exe, facts) {
                own(
                    program,
                    kind_of(Group::Learning),
                    program.verdict.why.clone(),
                )
            } else {
                let why = Why::NotBelieved {
                    claim: Group::Learning,
                    file: program.verdict.why.file().unwrap_or_default().to_owned(),
                };
                own(program, ProgramKind::Application, why)
            }
        }
        (Some(program), Some(group)) => own(program, kind_of(group), program.verdict.why.clone()),
        (program, _) => match games_folder(exe, target) {
            Some(folder) => in_games_folder(folder, exe, target),
            None => Identified {
                program: program.map_or_else(|| named_after(exe, facts, target), |p| p.id.clone()),
                kind: None,
                age,
                why: Why::Unknown,
            },
        },
    }
}

/// What a rule of the family makes of a program.
pub(crate) fn family(rule: &Program, age: Option<Age>) -> Identified {
    Identified {
        program: rule.id.clone(),
        kind: Some(
            rule.activity
                .clone()
                .map_or(ProgramKind::Application, ProgramKind::Activity),
        ),
        age,
        why: Why::Family {
            program: rule.id.clone(),
        },
    }
}

/// What the engine calls a group.
pub(crate) fn kind_of(group: Group) -> ProgramKind {
    group.activity().map_or(ProgramKind::Application, |id| {
        ProgramKind::Activity(ActivityId::from(id))
    })
}

/// True for an answer that nothing favourable is in, and that costs time.
fn is_strict(entry: &CatalogueEntry) -> bool {
    matches!(entry.kind, ProgramKind::Activity(_)) && !is_favourable(entry)
}

/// True if an administrator's metadata name this very executable.
fn is_exact(program: &Installed, exe: Option<&str>) -> bool {
    program.owner == Owner::System
        && exe.is_some_and(|exe| {
            program
                .ways
                .iter()
                .any(|way| matches!(way, Way::File(path) if path == exe))
        })
}

/// True if a child can have written neither the metadata nor the program.
fn may_be_favourable(program: &Installed, exe: Option<&str>, facts: &ProgramFacts) -> bool {
    let Some(exe) = exe.filter(|_| program.owner == Owner::System && facts.flatpak.is_none())
    else {
        return false;
    };
    match path::place(exe) {
        Place::System | Place::Installed if facts.snap.is_none() => {
            let script = facts
                .command
                .as_deref()
                .and_then(|command| path::script_of(exe, command));
            // An interpreter is believed only for a script that nothing else can slip into.
            match script {
                Some(script) => program
                    .ways
                    .iter()
                    .any(|way| matches!(way, Way::File(path) if path == script)),
                None => !neutral::is_runner(path::file_name(exe)) && is_exact(program, Some(exe)),
            }
        }
        Place::Snap(name) => {
            facts.snap.as_deref().is_none_or(|claimed| claimed == name)
                && program
                    .ways
                    .iter()
                    .any(|way| matches!(way, Way::Snap(own) if own == name))
        }
        Place::System | Place::Installed | Place::Elsewhere => false,
    }
}

/// The folder for games that the program, or the script behind an interpreter, lies in.
fn games_folder(exe: Option<&str>, target: Option<&Target<'_>>) -> Option<&'static str> {
    if let Some(Target::File(path)) = target
        && let Some(folder) = path::games_folder(path)
    {
        return Some(folder);
    }
    exe.and_then(path::games_folder)
}

fn in_games_folder(
    folder: &'static str,
    exe: Option<&str>,
    target: Option<&Target<'_>>,
) -> Identified {
    Identified {
        program: named_after(exe, &ProgramFacts::default(), target),
        kind: Some(kind_of(Group::Games)),
        age: None,
        why: Why::GamesFolder(folder.to_owned()),
    }
}

/// An id of the file that runs in the end.
fn named_after(exe: Option<&str>, facts: &ProgramFacts, target: Option<&Target<'_>>) -> ProgramId {
    if let Some(id) = facts.flatpak.as_deref().or(facts.snap.as_deref()) {
        return id_of(id);
    }
    let file = match target {
        Some(
            Target::File(path)
            | Target::Windows(path)
            | Target::Module(path)
            | Target::MainClass(path)
            | Target::Program(path),
        ) => Some(*path),
        Some(
            Target::Content { .. }
            | Target::Flatpak(_)
            | Target::Snap(_)
            | Target::Steam(_)
            | Target::WebApp(_)
            | Target::Elsewhere
            | Target::Code,
        )
        | None => exe,
    };
    let file = file.or(exe).unwrap_or("unknown");
    let name = file.rsplit(['/', '\\']).next().unwrap_or(file);
    id_of(name)
}
