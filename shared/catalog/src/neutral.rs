//! The desktop's and the system's own parts, which neither count nor keep anything from standing still. Only what a child
//! cannot have written is one, and nothing that runs what it is given.

use crate::path::{self, Place};
use crate::tables::{
    NEUTRAL_FOLDERS, NEUTRAL_NAMES, NEUTRAL_PREFIXES, NEUTRAL_SCRIPTS, RUNNERS, has,
};

/// True for a part of the desktop or the system.
pub(crate) fn is_part_of_the_desktop(exe: &str, command: Option<&str>) -> bool {
    if path::place(exe) != Place::System {
        return false;
    }
    let name = path::file_name(exe);
    if is_runner(name) {
        let script = command.and_then(|command| path::script_of(exe, command));
        return script.is_some_and(|script| has(NEUTRAL_SCRIPTS, script));
    }
    match path::library(exe) {
        // Directly in the library folder, where some distributions keep their helpers: only by name.
        Some(rest) if !rest.contains('/') => is_named(name),
        Some(rest) => in_folder("/usr/lib/", rest),
        None => is_named(name) || in_folder("", exe),
    }
}

/// True for a program that runs what it is given: an interpreter, the dynamic loader, an emulator. Its own name says nothing.
pub(crate) fn is_runner(name: &str) -> bool {
    RUNNERS.iter().any(|runner| match runner.strip_suffix('*') {
        Some(start) => name.starts_with(start),
        None => name == *runner,
    })
}

fn is_named(name: &str) -> bool {
    has(NEUTRAL_NAMES, name) || NEUTRAL_PREFIXES.iter().any(|start| name.starts_with(start))
}

/// True if `base` + `rest` lies in one of the folders.
fn in_folder(base: &str, rest: &str) -> bool {
    NEUTRAL_FOLDERS.iter().any(|folder| {
        folder
            .strip_prefix(base)
            .is_some_and(|inner| rest.starts_with(inner))
    })
}
