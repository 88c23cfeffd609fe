//! What a program is, as far as anybody can tell without asking the family: a game, a video player, a chat, a program for
//! learning, an ordinary application, or a part of the desktop. The family's own rules beat all of it.
//!
//! One rule decides in every doubt: **what a child can forge may only make things stricter.** A file name, a command line, a
//! Flatpak id and a Steam number are all in the child's hands, so they can turn a program into a game, a player or a chat,
//! and nothing else. *Learning* and *neutral* are believed only of an executable in a folder that a child cannot write to.
//! What nobody knows is `None`, and an unknown application counts.
//!
//! Pure: no files, no clock. The knowledge lies in `data/*.toml` and is compiled into sorted tables; nothing is parsed or
//! allocated at start. Absent on purpose: whether a path is what it claims to be. A child can mount another file over a
//! system path in a namespace of their own; the caller compares the running file with the path and leaves `exe` out where
//! they differ.
#![warn(missing_docs)]

mod command;
pub mod formats;
mod neutral;
mod path;
mod steam;
mod tables;

pub use tables::{Group, Known};

use luytre_core::event::{CatalogueEntry, ProgramFacts, ProgramKind};
use luytre_core::id::{ActivityId, ProgramId};
use path::Place;
use tables::{EXES, FLATPAKS, PATHS, SCRIPTS, SNAPS, STEAM, WINDOWS};

/// What a program is; `None` for one that nobody knows. Only `exe`, `command`, `flatpak`, `snap` and `steam` of the facts
/// are looked at, and of the command line at most [`LONGEST_COMMAND`] bytes.
#[must_use]
pub fn identify(facts: &ProgramFacts) -> Option<CatalogueEntry> {
    let exe = facts.exe.as_deref().map(path::undeleted);
    let command = facts.command.as_deref().map(command::shortened);
    let known = by_name(exe, facts);
    // Names that make rules stricter come first: whatever else is known, such a program stays what it is.
    if let Some(known) = known.filter(|known| known.group.is_stricter()) {
        return Some(entry(known));
    }
    if let Some(found) = command.and_then(|command| command::recognise(exe, command)) {
        return Some(entry(found));
    }
    if let Some(game) = steam::game(facts.steam, exe, command) {
        return Some(game);
    }
    if let Some(known) =
        known.filter(|known| matches!(known.group, Group::Launcher | Group::Application))
    {
        return Some(entry(known));
    }
    // From here on an answer is favourable to a child. Inside a Flatpak the system's folders are another's.
    let exe = exe.filter(|_| facts.flatpak.is_none())?;
    if let Some(learning) = learning(exe, facts, command) {
        return Some(entry(learning));
    }
    let neutral = facts.snap.is_none()
        && facts.steam.is_none()
        && neutral::is_part_of_the_desktop(exe, command);
    neutral.then(|| CatalogueEntry {
        id: ProgramId::from(path::file_name(exe)),
        kind: ProgramKind::Neutral,
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

/// The program by what it is called: path, file name, Flatpak, Snap, Steam. Stricter groups win where these disagree.
fn by_name(exe: Option<&str>, facts: &ProgramFacts) -> Option<&'static Known> {
    let answers = [
        exe.and_then(|exe| tables::find(PATHS, exe)),
        exe.and_then(|exe| tables::find(EXES, path::file_name(exe))),
        facts
            .flatpak
            .as_deref()
            .and_then(|id| tables::find(FLATPAKS, id)),
        facts
            .snap
            .as_deref()
            .and_then(|name| tables::find(SNAPS, name)),
        facts.steam.and_then(tables::find_steam),
    ];
    answers
        .into_iter()
        .flatten()
        .min_by_key(|known| known.group)
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
