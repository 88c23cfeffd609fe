//! What the categories of a menu entry or AppStream file say about a program.
//!
//! The categories are those of the Desktop Menu Specification (freedesktop.org). Some of them name an activity, most do not;
//! where an entry names several, the stricter one counts, as everywhere.

use crate::tables::Group;

/// The group that the categories mean, with the category that decided. `None` where they say nothing at all.
pub(crate) fn of_categories(categories: &[String]) -> Option<(Group, &str)> {
    let has = |wanted: &[&str]| {
        categories
            .iter()
            .map(String::as_str)
            .find(|category| wanted.contains(category))
    };
    if categories.is_empty() {
        return None;
    }
    if let Some(game) = has(&GAMES) {
        // A shop or launcher of games, a tool to set a game up: nobody plays in it.
        return match has(&NOT_PLAYED) {
            Some(tool) => Some((Group::Launcher, tool)),
            None => Some((Group::Games, game)),
        };
    }
    let video = has(&["Video", "TV"])
        .filter(|_| has(&["AudioVideoEditing", "Recorder", "DiscBurning", "Settings"]).is_none());
    if let Some(video) = video.filter(|_| has(&["Player", "TV"]).is_some()) {
        return Some((Group::Video, video));
    }
    if let Some(chat) = has(&["InstantMessaging", "Chat", "IRCClient"]) {
        return Some((Group::Social, chat));
    }
    // A favourable word beside one of these says that everything can be done with it.
    let does_anything = has(&[
        "WebBrowser",
        "TerminalEmulator",
        "Emulator",
        "FileManager",
        "PackageManager",
        "RemoteAccess",
        "AudioVideo",
        "Settings",
        "System",
    ]);
    match has(&["Education"]) {
        Some(education) if does_anything.is_none() => Some((Group::Learning, education)),
        Some(_) | None => categories
            .first()
            .map(|first| (Group::Application, first.as_str())),
    }
}

/// The main category, and additional ones that never stand without it but where somebody forgot it.
const GAMES: [&str; 17] = [
    "Game",
    "ActionGame",
    "AdventureGame",
    "ArcadeGame",
    "BoardGame",
    "BlocksGame",
    "CardGame",
    "KidsGame",
    "LogicGame",
    "RolePlaying",
    "Shooter",
    "SportsGame",
    "StrategyGame",
    "Games",
    "X-Games",
    "PuzzleGame",
    "GameTool",
];

/// Categories beside `Game` of what is not played.
const NOT_PLAYED: [&str; 9] = [
    "GameTool",
    "PackageManager",
    "FileTransfer",
    "Settings",
    "HardwareSettings",
    "LevelEditor",
    "Development",
    "Documentation",
    "TextEditor",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn categories_name_a_group() {
        for (written, expected) in [
            ("Game;ArcadeGame", Some((Group::Games, "Game"))),
            ("Education;Game;KidsGame", Some((Group::Games, "Game"))),
            ("Game;Emulator", Some((Group::Games, "Game"))),
            (
                "Network;FileTransfer;Game",
                Some((Group::Launcher, "FileTransfer")),
            ),
            (
                "Game;PackageManager",
                Some((Group::Launcher, "PackageManager")),
            ),
            ("AudioVideo;Player;Video", Some((Group::Video, "Video"))),
            (
                "AudioVideo;Audio;Player",
                Some((Group::Application, "AudioVideo")),
            ),
            (
                "AudioVideo;Video;AudioVideoEditing",
                Some((Group::Application, "AudioVideo")),
            ),
            (
                "Network;InstantMessaging",
                Some((Group::Social, "InstantMessaging")),
            ),
            ("Education;Math", Some((Group::Learning, "Education"))),
            (
                "Education;WebBrowser",
                Some((Group::Application, "Education")),
            ),
            ("Office", Some((Group::Application, "Office"))),
            ("", None),
        ] {
            let list: Vec<String> = written
                .split(';')
                .filter(|category| !category.is_empty())
                .map(str::to_owned)
                .collect();
            assert_eq!(of_categories(&list), expected, "{written}");
        }
    }
}
