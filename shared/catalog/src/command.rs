//! Programs that only their command line tells: Java programs by main class or archive, scripts, Windows programs under
//! Wine and Proton. A child can write anything there, so only games, video, social and plain applications come out of it.

use crate::LONGEST_COMMAND;
use crate::path::{self, Place};
use crate::tables::{self, Known, TOKEN_LENGTHS, TOKENS, WINDOWS};

/// At most [`LONGEST_COMMAND`] bytes, cut between characters.
pub(crate) fn shortened(command: &str) -> &str {
    &command[..command.floor_char_boundary(LONGEST_COMMAND)]
}

/// The program that the command line names. The stricter answer wins.
pub(crate) fn recognise(exe: Option<&str>, command: &str) -> Option<&'static Known> {
    // An installed program with a name of its own is not what its arguments mention: an editor with a game's file open is
    // an editor. A file of the child's is whatever it does, and its name may be borrowed.
    if exe.is_some_and(|exe| {
        path::place(exe) != Place::Elsewhere
            && tables::find(tables::EXES, path::file_name(exe)).is_some()
    }) {
        return None;
    }
    let mut best: Option<&'static Known> = None;
    let mut offer = |found: Option<&'static Known>| {
        if let Some(found) = found {
            best = Some(best.map_or(found, |best| {
                if found.group < best.group {
                    found
                } else {
                    best
                }
            }));
        }
    };
    for word in command.split(' ') {
        offer(token(word));
        if let Some((_, last)) = word.rsplit_once(['/', '=']) {
            offer(token(last));
        }
    }
    for (at, _) in command.match_indices('.') {
        let Some(end) = at
            .checked_add(4)
            .filter(|end| command.is_char_boundary(*end))
        else {
            continue;
        };
        if command
            .get(at..end)
            .is_some_and(|dot| dot.eq_ignore_ascii_case(".exe"))
        {
            offer(windows(&command[..end]));
        }
    }
    best
}

fn token(word: &str) -> Option<&'static Known> {
    let first = word.as_bytes().first()?;
    let length = u32::try_from(word.len())
        .ok()
        .filter(|length| *length < u64::BITS)?;
    if TOKEN_LENGTHS[usize::from(*first)] >> length & 1 == 0 {
        return None;
    }
    tables::find(TOKENS, word)
}

/// The Windows program whose name ends here. Names may have blanks, so every beginning after a separator is tried: the
/// whole file name first, then from each blank on.
fn windows(command: &str) -> Option<&'static Known> {
    let from = command.rfind(['\\', '/', '"', ':']).map_or(0, |at| at + 1);
    let name = &command[from..];
    // No name of the table is longer; a long one cannot match and is not copied.
    if name.len() > LONGEST_NAME {
        return None;
    }
    let lower = name.to_ascii_lowercase();
    let starts = std::iter::once(0).chain(lower.match_indices(' ').map(|(at, _)| at + 1));
    starts
        .filter_map(|start| tables::find(WINDOWS, &lower[start..]))
        .next()
}

/// Longest piece of a command line that is tried as a Windows file name, in bytes.
const LONGEST_NAME: usize = 128;
