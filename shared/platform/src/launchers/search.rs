//! Where menus and launchers keep their files, and what is made of each. The same on every system: paths are relative to the
//! folder that [`Files`] stands for.
#![cfg_attr(
    not(target_os = "linux"),
    allow(
        dead_code,
        reason = "the folders of Linux, kept in sight of the others"
    )
)]

use super::{Entry, Files};
use luytre_catalog::formats::stores::{self, StoreGame};
use luytre_catalog::formats::wrapper::{self, LONGEST_WRAPPER};
use luytre_catalog::formats::{Problem, desktop, metainfo, minecraft, steam, yaml_launchers};
use luytre_catalog::installed::{self, Installed, Owner, Source};
use luytre_core::id::Account;
use std::collections::{BTreeSet, HashMap};

/// Menus of the system: the fixed part of `XDG_DATA_DIRS`, which in the agent's own environment says nothing of the children's,
/// and the exports of Flatpak and Snap.
const SYSTEM_MENUS: [&str; 5] = [
    "usr/local/share/applications",
    "usr/share/applications",
    "var/lib/flatpak/exports/share/applications",
    "var/lib/snapd/desktop/applications",
    "run/current-system/sw/share/applications",
];
const SYSTEM_METAINFO: [&str; 5] = [
    "usr/share/metainfo",
    "usr/share/appdata",
    "usr/local/share/metainfo",
    "var/lib/flatpak/exports/share/metainfo",
    "var/lib/flatpak/exports/share/appdata",
];
/// Folders for games, whose programs no menu may name.
const GAMES_FOLDERS: [&str; 2] = ["usr/local/games", "usr/games"];
/// Where a program without a path is looked for, in the order of a login's `PATH`.
const PROGRAM_FOLDERS: [&str; 7] = [
    "usr/local/bin",
    "usr/bin",
    "bin",
    "usr/local/games",
    "usr/games",
    "usr/local/sbin",
    "usr/sbin",
];
const HOME_MENUS: [&str; 3] = [
    ".local/share/applications",
    ".local/share/flatpak/exports/share/applications",
    "Desktop",
];
const HOME_METAINFO: [&str; 2] = [
    ".local/share/flatpak/exports/share/metainfo",
    ".local/share/metainfo",
];
const HOME_PROGRAMS: [&str; 2] = [".local/bin", "bin"];
const STEAM: [&str; 5] = [
    ".local/share/Steam",
    ".steam/steam",
    ".steam/debian-installation",
    ".var/app/com.valvesoftware.Steam/.local/share/Steam",
    "snap/steam/common/.local/share/Steam",
];
const LUTRIS: [&str; 4] = [
    ".config/lutris/games",
    ".local/share/lutris/games",
    ".var/app/net.lutris.Lutris/config/lutris/games",
    ".var/app/net.lutris.Lutris/data/lutris/games",
];
const HEROIC: [&str; 2] = [
    ".config/heroic",
    ".var/app/com.heroicgameslauncher.hgl/config/heroic",
];
const BOTTLES: [&str; 2] = [
    ".local/share/bottles/bottles",
    ".var/app/com.usebottles.bottles/data/bottles/bottles",
];
const ITCH: [&str; 2] = [
    ".config/itch/apps",
    ".var/app/io.itch.itch/config/itch/apps",
];
const MINECRAFT: [&str; 2] = [".minecraft", ".var/app/com.mojang.Minecraft/.minecraft"];
const INSTANCES: [&str; 5] = [
    ".local/share/PrismLauncher/instances",
    ".local/share/PolyMC/instances",
    ".local/share/multimc/instances",
    ".var/app/org.prismlauncher.PrismLauncher/data/PrismLauncher/instances",
    ".local/share/ATLauncher/instances",
];
/// Folders below a menu that are followed: Wine keeps the Start menu of its prefix there.
const DEEPEST_MENU: u32 = 6;

/// Everything of the system.
pub(super) fn system(files: &mut dyn Files, found: &mut Vec<Installed>) {
    let mut seen = BTreeSet::new();
    let mut entries = HashMap::new();
    for menu in SYSTEM_MENUS {
        let from = found.len();
        for (path, name) in files_below(files, menu, ".desktop") {
            // The first folder with an entry of this name wins, as in the desktop itself.
            let Some(bytes) = files.read(&path).filter(|_| seen.insert(name.clone())) else {
                continue;
            };
            let entry = match desktop::parse(&bytes) {
                Ok(entry) => entry,
                Err(problem) => {
                    note(files, &path, problem);
                    continue;
                }
            };
            let programs = installed::file_of(&entry)
                .map(|word| system_programs(files, &word))
                .unwrap_or_default();
            if let Some(program) = Installed::of_desktop(&entry, &name, Owner::System, &programs) {
                entries.insert(name, found.len());
                found.push(program);
            }
        }
        tracing::debug!(menu, programs = found.len() - from, "read a menu");
    }
    for folder in GAMES_FOLDERS {
        for entry in files.list(folder) {
            let programs = program_at(files, &format!("{folder}/{}", entry.name));
            if let Some(program) = Installed::of_games_folder(&programs) {
                found.push(program);
            }
        }
    }
    for folder in SYSTEM_METAINFO {
        add_metainfo(files, folder, &entries, found);
    }
}

/// Everything of one home. Gives back the Steam libraries that lie outside of it.
pub(super) fn home(
    files: &mut dyn Files,
    system: &mut dyn Files,
    account: &Account,
    folder: &str,
    found: &mut Vec<Installed>,
) -> Vec<String> {
    let owner = Owner::Account(account.clone());
    let mut entries = HashMap::new();
    for menu in HOME_MENUS {
        for (path, name) in files_below(files, menu, ".desktop") {
            let Some(entry) = parsed(files, &path, desktop::parse) else {
                continue;
            };
            let programs = installed::file_of(&entry)
                .map(|word| home_programs(files, system, folder, &word))
                .unwrap_or_default();
            if let Some(program) = Installed::of_desktop(&entry, &name, owner.clone(), &programs) {
                entries.insert(name, found.len());
                found.push(program);
            }
        }
    }
    for metainfo in HOME_METAINFO {
        add_metainfo(files, metainfo, &entries, found);
    }
    for games in LUTRIS {
        for (path, name) in files_in(files, games, ".yml") {
            if let Some(game) = parsed(files, &path, yaml_launchers::lutris) {
                found.push(Installed::of_lutris(&game, &name, owner.clone()));
            }
        }
    }
    for base in HEROIC {
        heroic(files, base, &owner, found);
    }
    for bottles in BOTTLES {
        for entry in folders(files, bottles) {
            let path = format!("{bottles}/{}/bottle.yml", entry.name);
            if let Some(bottle) = parsed(files, &path, yaml_launchers::bottle) {
                found.extend(Installed::of_bottle(&bottle, "bottle.yml", &owner));
            }
        }
    }
    for apps in ITCH {
        for entry in folders(files, apps) {
            // The application's own parts.
            if matches!(entry.name.as_str(), "itch" | "broth") {
                continue;
            }
            let inside = format!("{folder}/{apps}/{}", entry.name);
            found.push(Installed::of_folder(
                Source::Itch,
                &inside,
                &entry.name,
                "itch/apps",
                owner.clone(),
            ));
        }
    }
    minecrafts(files, folder, &MINECRAFT, &INSTANCES, &owner, found);
    steam_of_home(files, account, folder, found)
}

/// The libraries of Steam in a home; those outside of it are given back.
fn steam_of_home(
    files: &mut dyn Files,
    account: &Account,
    folder: &str,
    found: &mut Vec<Installed>,
) -> Vec<String> {
    let mut inside = BTreeSet::new();
    let mut outside = BTreeSet::new();
    for base in STEAM {
        let mut known = false;
        for list in ["steamapps/libraryfolders.vdf", "config/libraryfolders.vdf"] {
            let path = format!("{base}/{list}");
            let Some(libraries) = parsed(files, &path, steam::library_folders) else {
                continue;
            };
            known = true;
            for library in libraries {
                match library
                    .strip_prefix(folder)
                    .and_then(|rest| rest.strip_prefix('/'))
                {
                    Some(rest) => inside.insert(rest.trim_end_matches('/').to_owned()),
                    None => outside.insert(library),
                };
            }
        }
        if known || !files.list(&format!("{base}/steamapps")).is_empty() {
            inside.insert(base.to_owned());
        }
    }
    for library in inside {
        let shown = format!("{folder}/{library}");
        steam_library(files, &library, &shown, account, found);
    }
    outside.into_iter().take(MOST_LIBRARIES).collect()
}

/// Libraries on other disks that are followed.
const MOST_LIBRARIES: usize = 16;

/// The games of one library. `library` is its path for [`Files`], `shown` the absolute one.
pub(super) fn steam_library(
    files: &mut dyn Files,
    library: &str,
    shown: &str,
    account: &Account,
    found: &mut Vec<Installed>,
) {
    let apps = format!("{}/steamapps", library.trim_start_matches('/'));
    for (path, name) in files_in(files, &apps, ".acf") {
        if let Some(app) = parsed(files, &path, steam::app_manifest) {
            let owner = Owner::Account(account.clone());
            found.extend(Installed::of_steam(&app, shown, &name, owner));
        }
    }
}

/// Heroic's four libraries.
fn heroic(files: &mut dyn Files, base: &str, owner: &Owner, found: &mut Vec<Installed>) {
    type Reader = fn(&[u8]) -> Result<Vec<StoreGame>, Problem>;
    let libraries: [(&str, Reader); 4] = [
        (
            "legendaryConfig/legendary/installed.json",
            stores::legendary,
        ),
        ("gog_store/installed.json", stores::gog),
        ("nile_config/nile/installed.json", stores::nile),
        ("sideload_apps/library.json", stores::sideload),
    ];
    for (library, reader) in libraries {
        let games = parsed(files, &format!("{base}/{library}"), reader).unwrap_or_default();
        let file = library.split('/').next().unwrap_or(library);
        found.extend(
            games
                .iter()
                .map(|game| Installed::of_store(game, Source::Heroic, file, owner.clone())),
        );
    }
}

/// Minecraft's own launcher, and instances of others.
fn minecrafts(
    files: &mut dyn Files,
    folder: &str,
    launchers: &[&str],
    instances: &[&str],
    owner: &Owner,
    found: &mut Vec<Installed>,
) {
    for base in launchers {
        let path = format!("{base}/launcher_profiles.json");
        let profiles = parsed(files, &path, minecraft::launcher_profiles).unwrap_or_default();
        if profiles.is_empty() {
            continue;
        }
        let own = profiles
            .iter()
            .filter_map(|profile| Some((profile.folder.clone()?, profile.name.clone())));
        let all = own.chain([(format!("{folder}/{base}"), "Minecraft".to_owned())]);
        found.extend(all.map(|(inside, name)| {
            Installed::of_folder(
                Source::Minecraft,
                &inside,
                &name,
                "launcher_profiles.json",
                owner.clone(),
            )
        }));
    }
    for base in instances {
        for entry in folders(files, base) {
            let path = format!("{base}/{}/instance.cfg", entry.name);
            if let Some(profile) = parsed(files, &path, minecraft::instance) {
                let inside = format!("{folder}/{base}/{}", entry.name);
                found.push(Installed::of_folder(
                    Source::Minecraft,
                    &inside,
                    &profile.name,
                    "instance.cfg",
                    owner.clone(),
                ));
            }
        }
    }
}

/// Adds ages and missing categories from the AppStream files of a folder.
fn add_metainfo(
    files: &mut dyn Files,
    folder: &str,
    entries: &HashMap<String, usize>,
    found: &mut [Installed],
) {
    for (path, name) in files_in(files, folder, ".xml") {
        let Some(metainfo) = parsed(files, &path, metainfo::parse) else {
            continue;
        };
        let named = [metainfo.id.clone(), format!("{}.desktop", metainfo.id)];
        let ids = metainfo.desktop_ids.iter().chain(&named);
        let indices: BTreeSet<usize> = ids.filter_map(|id| entries.get(id).copied()).collect();
        for index in indices {
            if let Some(program) = found.get_mut(index) {
                program.add_metainfo(&metainfo, &name);
            }
        }
    }
}

/// The paths by which a program of the system will be seen when it runs: as called, behind links, and what a wrapper script
/// becomes.
fn system_programs(files: &mut dyn Files, word: &str) -> Vec<String> {
    if let Some(path) = word.strip_prefix('/') {
        return program_at(files, path);
    }
    if word.contains('/') {
        return Vec::new();
    }
    PROGRAM_FOLDERS
        .iter()
        .map(|folder| program_at(files, &format!("{folder}/{word}")))
        .find(|found| !found.is_empty())
        .unwrap_or_default()
}

fn program_at(files: &mut dyn Files, path: &str) -> Vec<String> {
    let Some(resolved) = files.resolve(path) else {
        return Vec::new();
    };
    let called = format!("/{path}");
    let mut programs = vec![called.clone()];
    if resolved.path != called {
        programs.push(resolved.path.clone());
    }
    let Some(script) = resolved
        .is_executable
        .then(|| files.read(path))
        .flatten()
        .filter(|bytes| bytes.len() <= LONGEST_WRAPPER && bytes.starts_with(b"#!"))
    else {
        return programs;
    };
    for behind in wrapper::paths(&script) {
        let belongs = installed::is_behind(&called, &behind);
        let real = belongs
            .then(|| files.resolve(behind.trim_start_matches('/')))
            .flatten();
        if let Some(real) = real {
            programs.push(real.path);
            programs.push(behind);
        }
    }
    programs
}

/// The paths of a program that an entry in a home starts. Those outside of the home stand as written.
fn home_programs(
    files: &mut dyn Files,
    system: &mut dyn Files,
    folder: &str,
    word: &str,
) -> Vec<String> {
    let at = |files: &mut dyn Files, path: &str| -> Vec<String> {
        let called = format!("{folder}/{path}");
        files.resolve(path).map_or_else(Vec::new, |real| {
            if real.path == called {
                vec![called]
            } else {
                vec![called, real.path]
            }
        })
    };
    if let Some(path) = word
        .strip_prefix(folder)
        .and_then(|rest| rest.strip_prefix('/'))
    {
        return at(files, path);
    }
    if word.starts_with('/') {
        return vec![word.to_owned()];
    }
    if word.contains('/') {
        return Vec::new();
    }
    let own = HOME_PROGRAMS
        .iter()
        .map(|programs| at(files, &format!("{programs}/{word}")))
        .find(|found| !found.is_empty());
    own.unwrap_or_else(|| system_programs(system, word))
}

/// Reads and parses one file; one that is not of its format is counted.
fn parsed<T>(
    files: &mut dyn Files,
    path: &str,
    reader: impl Fn(&[u8]) -> Result<T, Problem>,
) -> Option<T> {
    let bytes = files.read(path)?;
    match reader(&bytes) {
        Ok(value) => Some(value),
        Err(problem) => {
            note(files, path, problem);
            None
        }
    }
}

fn note(files: &mut dyn Files, path: &str, problem: Problem) {
    // Links to folders and pages are no programs, and nothing is wrong with them.
    if problem != Problem::Missing("Type=Application") {
        files.broken(path, problem);
    }
}

fn folders(files: &mut dyn Files, folder: &str) -> Vec<Entry> {
    let mut entries = files.list(folder);
    entries.retain(|entry| entry.is_folder);
    entries
}

/// Files directly in a folder: path and name.
fn files_in(files: &mut dyn Files, folder: &str, ending: &str) -> Vec<(String, String)> {
    let entries = files.list(folder).into_iter();
    entries
        .filter(|entry| entry.name.ends_with(ending))
        .map(|entry| (format!("{folder}/{}", entry.name), entry.name))
        .collect()
}

/// Files in a folder and the folders below: path, and the id as menus make it, with `-` for each folder.
fn files_below(files: &mut dyn Files, folder: &str, ending: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut open = vec![(folder.to_owned(), String::new(), 0)];
    while let Some((path, prefix, depth)) = open.pop() {
        for entry in files.list(&path) {
            let inside = format!("{path}/{}", entry.name);
            if entry.is_folder && depth < DEEPEST_MENU {
                open.push((inside, format!("{prefix}{}-", entry.name), depth + 1));
            } else if entry.name.ends_with(ending) {
                found.push((inside, format!("{prefix}{}", entry.name)));
            }
        }
    }
    found
}

#[cfg(any(not(target_os = "linux"), test))]
mod windows;
#[cfg(not(target_os = "linux"))]
pub(super) use windows::{windows_home, windows_system};

#[cfg(test)]
mod tests;
