//! Games that Steam installed but the catalogue has no name for: known by Steam's number or by the folder they run from.

use luytre_core::event::{CatalogueEntry, ProgramKind};
use luytre_core::id::{ActivityId, ProgramId};

/// Parts of Steam that lie beside the games: they run games, and count as whatever they run.
const NOT_GAMES: [&str; 5] = [
    "Proton",
    "SteamLinuxRuntime",
    "Steam Linux Runtime",
    "Steamworks",
    "Steam Controller",
];
/// Longest id made of a folder's name, in bytes.
const LONGEST_ID: usize = 48;

/// The game, if the facts tell of one, and what told.
pub(crate) fn game(
    number: Option<u32>,
    exe: Option<&str>,
    command: Option<&str>,
) -> Option<(CatalogueEntry, String)> {
    let folder = exe.and_then(folder).or_else(|| command.and_then(folder));
    let (id, what) = match (folder, number) {
        (Some(folder), _) => (id_of(folder), folder.to_owned()),
        // 0 is what Steam gives to programs that it did not install.
        (None, Some(number)) if number != 0 => (format!("steam-{number}"), number.to_string()),
        (None, Some(_) | None) => return None,
    };
    let entry = CatalogueEntry {
        id: ProgramId::from(id),
        kind: ProgramKind::Activity(ActivityId::from("games")),
    };
    Some((entry, what))
}

/// The game's folder in a path or command line, in the notation of Linux or of Windows programs under Proton.
fn folder(text: &str) -> Option<&str> {
    ["/steamapps/common/", "\\steamapps\\common\\"]
        .iter()
        .find_map(|marker| {
            text.match_indices(marker).find_map(|(at, _)| {
                let rest = &text[at + marker.len()..];
                let end = rest.find(['/', '\\']).filter(|end| *end > 0)?;
                let name = &rest[..end];
                (!is_part(name)).then_some(name)
            })
        })
}

/// True for a folder of Steam's own parts.
pub(crate) fn is_part(folder: &str) -> bool {
    NOT_GAMES.iter().any(|part| folder.starts_with(part))
}

/// An id of lower-case letters, digits and single hyphens.
pub(crate) fn id_of(folder: &str) -> String {
    let mut id = String::from("steam");
    for character in folder.chars() {
        if id.len() >= LONGEST_ID {
            break;
        }
        if character.is_ascii_alphanumeric() {
            if id == "steam" {
                id.push('-');
            }
            id.push(character.to_ascii_lowercase());
        } else if !id.ends_with('-') && id != "steam" {
            id.push('-');
        }
    }
    if id == "steam" {
        id.push_str("-game");
    }
    id.truncate(id.trim_end_matches('-').len());
    id
}
