//! Paths of executables as the kernel tells them: where they lie, and who can have put them there.

use crate::neutral;

/// Who can have put an executable there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place<'a> {
    /// The system's own programs and their helpers.
    System,
    /// Installed by an administrator: games, optional and local software.
    Installed,
    /// Inside the read-only image of the snap of this name.
    Snap(&'a str),
    /// Anywhere else: a child may have written it.
    Elsewhere,
}

/// Where an absolute path lies. A path that is not plain (relative, with `..` or doubled slashes) is never trusted.
pub(crate) fn place(exe: &str) -> Place<'_> {
    if !exe.starts_with('/')
        || exe
            .split('/')
            .skip(1)
            .any(|part| matches!(part, "" | "." | ".."))
    {
        return Place::Elsewhere;
    }
    for root in ["/snap/", "/var/lib/snapd/snap/"] {
        if let Some(rest) = exe.strip_prefix(root) {
            return rest
                .split_once('/')
                .map_or(Place::Elsewhere, |(name, _)| Place::Snap(name));
        }
    }
    if ["/usr/local/", "/usr/games/", "/usr/share/", "/opt/"]
        .iter()
        .any(|folder| exe.starts_with(folder))
    {
        return Place::Installed;
    }
    let system = [
        "/usr/bin/",
        "/usr/sbin/",
        "/usr/libexec/",
        "/usr/lib",
        "/bin/",
        "/sbin/",
        "/lib",
    ];
    // `/usr/lib` and `/lib` also stand for lib32, lib64, libx32: folders of the root user like the others.
    if system.iter().any(|folder| exe.starts_with(folder)) {
        Place::System
    } else {
        Place::Elsewhere
    }
}

/// Folders of the system that are meant for games (Filesystem Hierarchy Standard 3.0, 4.4 and 4.11): distributions put their
/// games there, and some programs for learning, which the hand-kept list knows.
const GAMES_FOLDERS: [&str; 6] = [
    "/usr/games/",
    "/usr/local/games/",
    "/usr/lib/games/",
    "/usr/libexec/games/",
    "/usr/share/games/",
    "/usr/lib64/games/",
];

/// The folder for games that a played program lies in, without the slash at its end. A child cannot write to any of them.
pub(crate) fn games_folder(exe: &str) -> Option<&'static str> {
    if place(exe) == Place::Elsewhere || is_server(exe) {
        return None;
    }
    let found = GAMES_FOLDERS
        .iter()
        .find(|folder| exe.starts_with(*folder))
        .copied()
        .or_else(|| {
            library(exe)
                .filter(|rest| rest.starts_with("games/"))
                .map(|_| "/usr/lib/games/")
        });
    found.map(|folder| folder.trim_end_matches('/'))
}

/// True for the name of a game's server: it lies where games lie and says that it is one, but nobody plays in it.
pub(crate) fn is_server(exe: &str) -> bool {
    let name = file_name(exe).to_ascii_lowercase();
    let name = [".real", ".bin", ".sh", "-gtk", "-qt"]
        .iter()
        .fold(name.as_str(), |name, end| {
            name.strip_suffix(end).unwrap_or(name)
        });
    let name = name.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | '-' | '_'));
    ["server", "servers", "-dedicated", "-ded", "_srv"]
        .iter()
        .any(|end| name.ends_with(end))
}

/// The file name.
pub(crate) fn file_name(exe: &str) -> &str {
    exe.rsplit('/').next().unwrap_or(exe)
}

/// The path without the kernel's mark for a file that was replaced or removed while it runs, as an update does.
pub(crate) fn undeleted(exe: &str) -> &str {
    exe.strip_suffix(" (deleted)").unwrap_or(exe)
}

/// The path without what differs between architectures: `/usr/lib/x86_64-linux-gnu/x` and `/usr/lib64/x` are `/usr/lib/x`.
/// Gives the folder and the rest, to be compared without allocating.
pub(crate) fn library(exe: &str) -> Option<&str> {
    let rest = exe
        .strip_prefix("/usr/lib")
        .or_else(|| exe.strip_prefix("/lib"))?;
    let rest = ["64/", "32/", "x32/", "/"]
        .iter()
        .find_map(|start| rest.strip_prefix(start))?;
    let (first, inner) = rest.split_once('/').unwrap_or(("", rest));
    Some(
        if first.ends_with("-linux-gnu") || first.ends_with("-linux-musl") {
            inner
        } else {
            rest
        },
    )
}

/// The script that a system interpreter was started with: the first word after the interpreter's harmless switches, if
/// nothing follows it. `None` if it is no absolute path, or if code may come from elsewhere.
pub(crate) fn script_of<'a>(exe: &str, command: &'a str) -> Option<&'a str> {
    if !matches!(place(exe), Place::System) || !neutral::is_runner(file_name(exe)) {
        return None;
    }
    let mut words = command
        .split(' ')
        .skip(1)
        .skip_while(|word| is_harmless_switch(word));
    let script = words.next().filter(|word| word.starts_with('/'))?;
    words.next().is_none().then_some(script)
}

/// Switches of Python and Perl that take no value and read no code.
fn is_harmless_switch(word: &str) -> bool {
    word.strip_prefix('-').is_some_and(|letters| {
        !letters.is_empty() && letters.bytes().all(|b| b"EsSuOIBPwT".contains(&b))
    })
}
