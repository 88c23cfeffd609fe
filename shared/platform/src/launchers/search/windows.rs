//! Where Windows' launchers keep their files. Compiled for tests everywhere; paths have slashes here, the shown ones backslashes.

use super::{
    Account, Files, Installed, Owner, Source, files_below, files_in, folders, heroic, minecrafts,
    parsed, steam, stores,
};
use luytre_catalog::formats::{shortcut, xbox};

const STEAM: [&str; 2] = ["Program Files (x86)/Steam", "Program Files/Steam"];
const EPIC: &str = "ProgramData/Epic/EpicGamesLauncher/Data/Manifests";
const XBOX: &str = "XboxGames";
/// Garena keeps no file about its games; each has a folder of its own.
const GARENA: [&str; 4] = [
    "Garena/Games",
    "Program Files (x86)/Garena/Games",
    "Program Files/Garena/Games",
    "GarenaGames",
];
const START_MENU: &str = "ProgramData/Microsoft/Windows/Start Menu/Programs";
const OWN_START_MENU: &str = "AppData/Roaming/Microsoft/Windows/Start Menu/Programs";
const HEROIC: &str = "AppData/Roaming/heroic";
const ITCH: &str = "AppData/Roaming/itch/apps";
const MINECRAFT: [&str; 1] = ["AppData/Roaming/.minecraft"];
const INSTANCES: [&str; 2] = [
    "AppData/Roaming/PrismLauncher/instances",
    "AppData/Roaming/PolyMC/instances",
];

/// Everything of the machine. `drive` is shown before paths: `C:\`.
pub(crate) fn windows_system(files: &mut dyn Files, drive: &str, found: &mut Vec<Installed>) {
    let shown = |path: &str| {
        format!(
            "{}\\{}",
            drive.trim_end_matches(['\\', '/']),
            path.replace('/', "\\")
        )
    };
    let owner = Owner::System;
    for base in STEAM {
        let apps = format!("{base}/steamapps");
        for (path, name) in files_in(files, &apps, ".acf") {
            if let Some(app) = parsed(files, &path, steam::app_manifest) {
                found.extend(Installed::of_steam(
                    &app,
                    &shown(base),
                    &name,
                    owner.clone(),
                ));
            }
        }
    }
    for (path, name) in files_in(files, EPIC, ".item") {
        if let Some(Some(game)) = parsed(files, &path, stores::epic) {
            found.push(Installed::of_store(
                &game,
                Source::Epic,
                &name,
                owner.clone(),
            ));
        }
    }
    for entry in folders(files, XBOX) {
        let inside = format!("{XBOX}/{}/Content", entry.name);
        let path = format!("{inside}/MicrosoftGame.config");
        if let Some(game) = parsed(files, &path, xbox::game_config) {
            found.push(Installed::of_xbox(
                &game,
                &shown(&inside),
                "MicrosoftGame.config",
                owner.clone(),
            ));
        }
    }
    for base in GARENA {
        for entry in folders(files, base) {
            let inside = shown(&format!("{base}/{}", entry.name));
            found.push(Installed::of_folder(
                Source::Garena,
                &inside,
                &entry.name,
                base,
                owner.clone(),
            ));
        }
    }
    start_menu(files, START_MENU, &owner, found);
}

/// Everything of one account's profile; `folder` is its path.
pub(crate) fn windows_home(
    files: &mut dyn Files,
    folder: &str,
    account: &Account,
    found: &mut Vec<Installed>,
) {
    let owner = Owner::Account(account.clone());
    heroic(files, HEROIC, &owner, found);
    for entry in folders(files, ITCH) {
        let inside = format!("{folder}\\{}\\{}", ITCH.replace('/', "\\"), entry.name);
        found.push(Installed::of_folder(
            Source::Itch,
            &inside,
            &entry.name,
            "itch/apps",
            owner.clone(),
        ));
    }
    minecrafts(files, folder, &MINECRAFT, &INSTANCES, &owner, found);
    start_menu(files, OWN_START_MENU, &owner, found);
}

fn start_menu(files: &mut dyn Files, menu: &str, owner: &Owner, found: &mut Vec<Installed>) {
    for (path, name) in files_below(files, menu, ".lnk") {
        if let Some(link) = parsed(files, &path, shortcut::lnk) {
            let title = title(&path, ".lnk");
            found.push(Installed::of_shortcut(
                title,
                &link.target,
                &name,
                owner.clone(),
            ));
        }
    }
    for (path, name) in files_below(files, menu, ".url") {
        if let Some(address) = parsed(files, &path, shortcut::url) {
            let title = title(&path, ".url");
            found.push(Installed::of_shortcut(
                title,
                &address,
                &name,
                owner.clone(),
            ));
        }
    }
}

/// What the menu shows: the file's name without its ending.
fn title<'a>(path: &'a str, ending: &str) -> &'a str {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.strip_suffix(ending).unwrap_or(name)
}
