//! Games of Microsoft's store and Xbox application on Windows: the `MicrosoftGame.config` in a game's folder, and the game
//! bar's own list of what it took for a game (registry key `System\GameConfigStore\Children`). Not read: package manifests,
//! which say the same in more words.

use super::{Problem, kept, name, text};
use roxmltree::{Document, ParsingOptions};

/// A game of Microsoft's store.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct XboxGame {
    /// Package name, `Microsoft.MinecraftUWP`.
    pub identity: String,
    /// Name for people; may be a reference to a resource, which is left out.
    pub name: Option<String>,
    /// File names of its executables, relative to the folder of the configuration.
    pub executables: Vec<String>,
}

/// Reads a `MicrosoftGame.config`.
///
/// # Errors
/// What is wrong with the file.
pub fn game_config(bytes: &[u8]) -> Result<XboxGame, Problem> {
    let options = ParsingOptions {
        nodes_limit: 10_000,
        ..ParsingOptions::default()
    };
    let text = text(bytes)?;
    let document =
        Document::parse_with_options(text, options).map_err(|error| Problem::Syntax {
            line: error.pos().row,
        })?;
    let root = document.root_element();
    if !root.has_tag_name("Game") {
        return Err(Problem::Missing("Game"));
    }
    let attributes = |tag: &'static str, key: &'static str| {
        root.descendants()
            .filter(move |node| node.tag_name().name() == tag)
            .filter_map(move |node| node.attribute(key).and_then(kept))
    };
    let title = attributes("ShellVisuals", "DefaultDisplayName").next();
    Ok(XboxGame {
        identity: attributes("Identity", "Name")
            .next()
            .ok_or(Problem::Missing("Identity"))?,
        name: title
            .filter(|title| !title.starts_with("ms-resource:"))
            .and_then(|title| name(&title)),
        executables: attributes("Executable", "Name").take(32).collect(),
    })
}

/// The executable that the game bar took for a game, from the values of one key below `GameConfigStore\Children`. Windows
/// decides by a list of its own and by full-screen use, so a player of films may be among them: a hint, not a verdict.
#[must_use]
pub fn game_config_store<'a>(values: &[(&str, &'a str)]) -> Option<&'a str> {
    let (_, path) = values
        .iter()
        .find(|(key, _)| key.eq_ignore_ascii_case("MatchedExeFullPath"))?;
    let is_path = path.len() > 3 && path.as_bytes()[1] == b':';
    (is_path && path.len() <= super::LONGEST_TEXT).then_some(*path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_game_of_the_store() {
        let text = br#"<?xml version="1.0" encoding="utf-8"?><Game configVersion="1"><Identity Name="Mojang.Dungeons" Publisher="CN=x"/>
            <ExecutableList><Executable Name="Dungeons.exe" Id="Game"/></ExecutableList><ShellVisuals DefaultDisplayName="Minecraft Dungeons"/></Game>"#;
        assert_eq!(
            game_config(text),
            Ok(XboxGame {
                identity: "Mojang.Dungeons".to_owned(),
                name: Some("Minecraft Dungeons".to_owned()),
                executables: vec!["Dungeons.exe".to_owned()]
            })
        );
        assert_eq!(game_config(b"<Game/>"), Err(Problem::Missing("Identity")));
        assert_eq!(game_config(b"<x/>"), Err(Problem::Missing("Game")));
        assert!(game_config(b"<Game>").is_err());
    }

    #[test]
    fn what_the_game_bar_saw() {
        let values = [("Type", "1"), ("MatchedExeFullPath", "C:\\G\\hl2.exe")];
        assert_eq!(game_config_store(&values), Some("C:\\G\\hl2.exe"));
        assert_eq!(game_config_store(&[("MatchedExeFullPath", "x")]), None);
        assert_eq!(game_config_store(&[]), None);
    }
}
