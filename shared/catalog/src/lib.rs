//! What a program is, as far as anybody can tell without asking the family: a game, a video player, a chat, a program for
//! learning, an ordinary application, or a part of the desktop. The family's own rules beat all of it.
//!
//! One rule decides in every doubt: **what a child can forge may only make things stricter.** A file name, a command line, a
//! Flatpak id and a Steam number are all in the child's hands, so they can turn a program into a game, a player or a chat,
//! and nothing else. *Learning* and *neutral* are believed only of an executable in a folder that a child cannot write to.
//! What nobody knows is `None`, and an unknown application counts.
//!
//! Two ways in: [`identify`] asks the hand-kept list alone; [`index::Index`] also knows what is installed, from what menus
//! and launchers wrote down ([`formats`] reads it, [`installed`] judges it), and the family's own rules.
//!
//! Pure: no files, no clock. The hand-kept knowledge lies in `data/*.toml` and is compiled into sorted tables; nothing is parsed or
//! allocated at start. Absent on purpose: whether a path is what it claims to be. A child can mount another file over a
//! system path in a namespace of their own; the caller compares the running file with the path and leaves `exe` out where
//! they differ.
#![warn(missing_docs)]

mod command;
mod decide;
pub mod formats;
pub mod index;
pub mod installed;
mod names;
mod neutral;
mod path;
mod rules;
mod steam;
mod tables;
pub mod target;
mod verdict;
mod why;

pub use tables::{Group, Known};
pub use why::Why;

use formats::steam::number_in_path;
use luytre_core::event::{CatalogueEntry, ProgramFacts, ProgramKind};
use luytre_core::id::{ActivityId, ProgramId};
use path::Place;
use tables::{EXES, FLATPAKS, PATHS, SCRIPTS, SNAPS, STEAM, WINDOWS};

/// What a program is; `None` for one that nobody knows. Only `exe`, `command`, `flatpak`, `snap` and `steam` of the facts
/// are looked at, and of the command line at most [`LONGEST_COMMAND`] bytes. Knows the hand-kept list and nothing of what is
/// installed; [`index::Index`] knows both.
#[must_use]
pub fn identify(facts: &ProgramFacts) -> Option<CatalogueEntry> {
    recognise(facts).map(|found| found.entry)
}

/// An answer of the hand-kept list.
pub(crate) struct Recognised {
    pub(crate) entry: CatalogueEntry,
    /// The list's program; `None` for unnamed games of Steam and parts of the desktop.
    pub(crate) known: Option<&'static Known>,
    pub(crate) why: Why,
}

impl Recognised {
    fn of((known, key): (&'static Known, &str)) -> Self {
        Self {
            entry: entry(known),
            known: Some(known),
            why: Why::List {
                group: known.group,
                key: key.to_owned(),
            },
        }
    }
}

/// As [`identify`], with the ground.
pub(crate) fn recognise(facts: &ProgramFacts) -> Option<Recognised> {
    let exe = facts.exe.as_deref().map(path::undeleted);
    let command = facts.command.as_deref().map(command::shortened);
    let number = facts
        .steam
        .or_else(|| exe.and_then(number_in_path))
        .or_else(|| command.and_then(number_in_path));
    let known = by_name(exe, facts, number);
    // Names that make rules stricter come first: whatever else is known, such a program stays what it is.
    if let Some(found) = known.filter(|(known, _)| known.group.is_stricter()) {
        return Some(Recognised::of(found));
    }
    if let Some(found) = command.and_then(|command| command::recognise(exe, command)) {
        return Some(Recognised::of((found, found.name)));
    }
    if let Some((entry, what)) = steam::game(number, exe, command) {
        return Some(Recognised {
            entry,
            known: None,
            why: Why::Steam(what),
        });
    }
    if let Some(found) =
        known.filter(|(known, _)| matches!(known.group, Group::Launcher | Group::Application))
    {
        return Some(Recognised::of(found));
    }
    // From here on an answer is favourable to a child. Inside a Flatpak the system's folders are another's.
    let exe = exe.filter(|_| facts.flatpak.is_none())?;
    if let Some(learning) = learning(exe, facts, command) {
        return Some(Recognised::of((learning, path::file_name(exe))));
    }
    let neutral = facts.snap.is_none()
        && facts.steam.is_none()
        && neutral::is_part_of_the_desktop(exe, command);
    neutral.then(|| Recognised {
        entry: CatalogueEntry {
            id: ProgramId::from(path::file_name(exe)),
            kind: ProgramKind::Neutral,
        },
        known: None,
        why: Why::PartOfDesktop,
    })
}

/// True for an answer that can spare a child time: *learning* and *neutral*. [`identify`] gives one only for an executable in a
/// folder of the system; a caller that finds another file behind that path must drop it.
#[must_use]
pub fn is_favourable(entry: &CatalogueEntry) -> bool {
    match &entry.kind {
        ProgramKind::Neutral => true,
        ProgramKind::Activity(activity) => Some(activity.as_str()) == Group::Learning.activity(),
        ProgramKind::Application => false,
    }
}

/// Bytes of a command line that are looked at. Minecraft's own begins with a class path of a few KiB.
pub const LONGEST_COMMAND: usize = 16 * 1024;

/// The program with this id.
#[must_use]
pub fn known(id: &str) -> Option<&'static Known> {
    let programs = tables::PROGRAMS;
    programs
        .binary_search_by(|known| known.id.cmp(id))
        .ok()
        .map(|at| &programs[at])
}

/// All programs of the catalogue, ordered by id.
pub fn all() -> impl Iterator<Item = &'static Known> {
    tables::PROGRAMS.iter()
}

/// Facts that [`identify`] recognises as this program: for previews and scenarios, which name programs by id.
#[must_use]
pub fn example(id: &str) -> Option<ProgramFacts> {
    let program = known(id)?;
    let is_it =
        |index: &u16| std::ptr::eq(&raw const tables::PROGRAMS[usize::from(*index)], program);
    let find = |table: &'static [(&'static str, u16)]| {
        table
            .iter()
            .find(|(_, index)| is_it(index))
            .map(|(key, _)| *key)
    };
    let mut facts = ProgramFacts::default();
    if let Some(path) = find(PATHS) {
        facts.exe = Some(path.to_owned());
    } else if let Some(name) = find(EXES) {
        facts.exe = Some(format!("/usr/bin/{name}"));
    } else if let Some(flatpak) = find(FLATPAKS) {
        facts.flatpak = Some(flatpak.to_owned());
    } else if let Some(name) = find(WINDOWS) {
        facts.exe = Some("/usr/bin/wine".to_owned());
        facts.command = Some(format!("C:\\Games\\{name}"));
    } else if let Some(script) = find(SCRIPTS) {
        facts.exe = Some("/usr/bin/python3".to_owned());
        facts.command = Some(format!("python3 {script}"));
    } else if let Some((number, _)) = STEAM.iter().find(|(_, index)| is_it(index)) {
        facts.steam = Some(*number);
    } else if let Some(name) = find(SNAPS) {
        facts.exe = Some(format!("/snap/{name}/current/bin/{name}"));
        facts.snap = Some(name.to_owned());
    } else if let Some(token) = find(tables::TOKENS) {
        facts.exe = Some("/usr/bin/java".to_owned());
        facts.command = Some(format!("java {token}"));
    }
    Some(facts)
}

/// The program by what it is called, with the key that told: path, file name, Flatpak, Snap, Steam. Stricter groups win
/// where these disagree.
fn by_name<'a>(
    exe: Option<&'a str>,
    facts: &'a ProgramFacts,
    number: Option<u32>,
) -> Option<(&'static Known, &'a str)> {
    let find =
        |table, key: Option<&'a str>| key.and_then(|key| Some((tables::find(table, key)?, key)));
    let name = exe.map(path::file_name);
    let answers = [
        find(PATHS, exe),
        find(EXES, name),
        find(FLATPAKS, facts.flatpak.as_deref()),
        find(SNAPS, facts.snap.as_deref()),
        number.and_then(|number| Some((tables::find_steam(number)?, "Steam"))),
    ];
    answers
        .into_iter()
        .flatten()
        .min_by_key(|(known, _)| known.group)
}

/// A program for learning, if its executable lies where a child cannot have put it.
fn learning(exe: &str, facts: &ProgramFacts, command: Option<&str>) -> Option<&'static Known> {
    let is_learning = |known: &&'static Known| known.group == Group::Learning;
    match path::place(exe) {
        Place::System | Place::Installed if facts.snap.is_none() => {
            let by_file = tables::find(EXES, path::file_name(exe)).filter(is_learning);
            by_file.or_else(|| {
                let script = command.and_then(|command| path::script_of(exe, command))?;
                tables::find(SCRIPTS, script).filter(is_learning)
            })
        }
        // The folder belongs to the snap's name, so both together cannot be another program.
        Place::Snap(name) if facts.snap.as_deref().is_none_or(|claimed| claimed == name) => {
            tables::find(SNAPS, name).filter(is_learning)
        }
        Place::System | Place::Installed | Place::Snap(_) | Place::Elsewhere => None,
    }
}

fn entry(known: &Known) -> CatalogueEntry {
    let kind = match known.group.activity() {
        Some(activity) => ProgramKind::Activity(ActivityId::from(activity)),
        None => ProgramKind::Application,
    };
    CatalogueEntry {
        id: ProgramId::from(known.id),
        kind,
    }
}

#[cfg(test)]
mod tests;
