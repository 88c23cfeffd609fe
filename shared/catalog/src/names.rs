//! What names of files tell, and what they do not: names that many programs share, names of what stands behind a script, and
//! identifiers made of names.

use crate::neutral;
use crate::path::{self, Place};
use luytre_core::id::ProgramId;

/// True for a file that a wrapper script most likely becomes: it lies in a folder for games, or carries the script's name.
#[must_use]
pub fn is_behind(script: &str, path: &str) -> bool {
    let name = path::file_name(script).trim_end_matches(|c: char| c.is_ascii_digit());
    let carries = |part: &str| {
        name.len() >= 3
            && part
                .get(..name.len())
                .is_some_and(|start| start.eq_ignore_ascii_case(name))
    };
    path != script && (path::games_folder(path).is_some() || path.split('/').any(carries))
}

/// A program of the desktop that many entries start: it is none of them.
pub(crate) fn is_everyones(path: &str) -> bool {
    path::place(path) == Place::System && neutral::is_part_of_the_desktop(path, None)
}

/// The file name of a Windows program in lower case, in either notation.
pub(crate) fn windows_name(path: &str) -> Option<String> {
    let name = path.rsplit(['/', '\\']).next().unwrap_or(path);
    let lower = name.to_ascii_lowercase();
    (lower.ends_with(".exe") && lower.len() > ".exe".len() && lower.len() <= 128).then_some(lower)
}

/// Names that installers, engines and helpers share: by them alone no game is known.
pub(crate) fn is_common_windows_name(name: &str) -> bool {
    matches!(
        name,
        "setup.exe"
            | "install.exe"
            | "launcher.exe"
            | "start.exe"
            | "game.exe"
            | "update.exe"
            | "updater.exe"
            | "unins000.exe"
            | "client.exe"
            | "main.exe"
            | "play.exe"
            | "explorer.exe"
            | "cmd.exe"
            | "steam.exe"
            | "java.exe"
            | "javaw.exe"
            | "notepad.exe"
            | "iexplore.exe"
            | "crashhandler.exe"
            | "unitycrashhandler64.exe"
            | "player.exe"
    )
}

/// Longest id, in bytes.
const LONGEST_ID: usize = 48;

/// An id of lower-case letters, digits and single hyphens. Of a reversed domain name only the last word is taken, as people
/// would call the program: `org.kde.kmines` is `kmines`.
pub(crate) fn id_of(text: &str) -> ProgramId {
    let words: Vec<&str> = text.split('.').collect();
    let is_reversed_domain = words.len() >= 3 && !text.contains([' ', '/']);
    let own = match words.as_slice() {
        [.., before, last] if is_reversed_domain => {
            let says_nothing = ["desktop", "app", "client", "launcher", "game"]
                .iter()
                .any(|word| last.eq_ignore_ascii_case(word));
            if says_nothing { before } else { last }
        }
        _ => text,
    };
    let mut id = String::new();
    for character in own.chars() {
        if id.len() >= LONGEST_ID {
            break;
        }
        if character.is_ascii_alphanumeric() {
            id.push(character.to_ascii_lowercase());
        } else if !id.is_empty() && !id.ends_with('-') {
            id.push('-');
        }
    }
    id.truncate(id.trim_end_matches('-').len());
    if id.is_empty() {
        id.push_str("program");
    }
    ProgramId::from(id)
}
