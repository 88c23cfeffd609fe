//! What launchers of game stores keep about installed games: Heroic (Epic by Legendary, GOG, Amazon, own ones) and Epic's own
//! launcher on Windows. Not read: account data that lies beside it.

use super::{Problem, json, name};

/// A game that a launcher installed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoreGame {
    /// The store's own id.
    pub key: String,
    /// Name for people, if the file has it.
    pub name: Option<String>,
    /// Folder it lies in, absolute.
    pub folder: Option<String>,
    /// Executable: absolute, or relative to the folder.
    pub executable: Option<String>,
}

/// Installed Epic games (`legendary/installed.json`). Add-ons are left out.
///
/// # Errors
/// What is wrong with the file.
pub fn legendary(bytes: &[u8]) -> Result<Vec<StoreGame>, Problem> {
    let document = json::parse(bytes)?;
    let games = document.as_object().ok_or(Problem::Missing("games"))?;
    let games = games
        .iter()
        .filter(|(_, game)| game.is_object() && !json::is_set(game, "is_dlc"));
    Ok(games
        .take(super::LONGEST_LIST)
        .map(|(key, game)| StoreGame {
            key: key.chars().take(100).collect(),
            name: json::string(game, "title").and_then(|text| name(&text)),
            folder: json::string(game, "install_path"),
            executable: json::string(game, "executable"),
        })
        .collect())
}

/// Installed GOG games (`gog_store/installed.json`). They have no names; the folder's is the best there is.
///
/// # Errors
/// What is wrong with the file.
pub fn gog(bytes: &[u8]) -> Result<Vec<StoreGame>, Problem> {
    let document = json::parse(bytes)?;
    let games = document
        .get("installed")
        .ok_or(Problem::Missing("installed"))?;
    Ok(json::entries(games)
        .filter(|game| !json::is_set(game, "is_dlc"))
        .filter_map(|game| {
            Some(StoreGame {
                key: json::string(game, "appName")?,
                name: None,
                folder: json::string(game, "install_path"),
                executable: json::string(game, "executable"),
            })
        })
        .collect())
}

/// Installed Amazon games (`nile/installed.json`).
///
/// # Errors
/// What is wrong with the file.
pub fn nile(bytes: &[u8]) -> Result<Vec<StoreGame>, Problem> {
    let document = json::parse(bytes)?;
    if !document.is_array() {
        return Err(Problem::Missing("games"));
    }
    Ok(json::entries(&document)
        .filter_map(|game| {
            Some(StoreGame {
                key: json::string(game, "id")?,
                name: None,
                folder: json::string(game, "path"),
                executable: None,
            })
        })
        .collect())
}

/// Games that a person added to Heroic by hand (`sideload_apps/library.json`).
///
/// # Errors
/// What is wrong with the file.
pub fn sideload(bytes: &[u8]) -> Result<Vec<StoreGame>, Problem> {
    let document = json::parse(bytes)?;
    let games = document.get("games").ok_or(Problem::Missing("games"))?;
    Ok(json::entries(games)
        .filter_map(|game| {
            let install = game.get("install")?;
            Some(StoreGame {
                key: json::string(game, "app_name")?,
                name: json::string(game, "title").and_then(|text| name(&text)),
                folder: json::string(game, "folder_name"),
                executable: json::string(install, "executable"),
            })
        })
        .collect())
}

/// One manifest of Epic's launcher on Windows (`Manifests/*.item`); `None` for what is no game of its own: add-ons, the
/// engine, its editors.
///
/// # Errors
/// What is wrong with the file.
pub fn epic(bytes: &[u8]) -> Result<Option<StoreGame>, Problem> {
    let item = json::parse(bytes)?;
    let key = json::string(&item, "AppName").ok_or(Problem::Missing("AppName"))?;
    let main = json::string(&item, "MainGameAppName");
    let categories = item.get("AppCategories");
    let is_game = categories.is_none_or(|categories| {
        json::entries(categories).any(|category| category.as_str() == Some("games"))
    });
    if !is_game || main.is_some_and(|main| main != key) {
        return Ok(None);
    }
    Ok(Some(StoreGame {
        key,
        name: json::string(&item, "DisplayName").and_then(|text| name(&text)),
        folder: json::string(&item, "InstallLocation"),
        executable: json::string(&item, "LaunchExecutable"),
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn game(
        key: &str,
        name: Option<&str>,
        folder: Option<&str>,
        executable: Option<&str>,
    ) -> StoreGame {
        StoreGame {
            key: key.to_owned(),
            name: name.map(str::to_owned),
            folder: folder.map(str::to_owned),
            executable: executable.map(str::to_owned),
        }
    }

    #[test]
    fn heroics_four_libraries() {
        let text = br#"{"Fortnite":{"app_name":"Fortnite","title":"Fort","install_path":"/g/Fort","executable":"a\\b.exe","is_dlc":false},"D":{"is_dlc":true},"E":3}"#;
        assert_eq!(
            legendary(text),
            Ok(vec![game(
                "Fortnite",
                Some("Fort"),
                Some("/g/Fort"),
                Some("a\\b.exe")
            )])
        );
        let text = br#"{"installed":[{"appName":"12","install_path":"/g/Witcher","executable":"","is_dlc":false},{"appName":"13","is_dlc":true},{}]}"#;
        assert_eq!(
            gog(text),
            Ok(vec![game("12", None, Some("/g/Witcher"), None)])
        );
        let text = br#"[{"id":"amzn1","path":"/g/A"},5]"#;
        assert_eq!(
            nile(text),
            Ok(vec![game("amzn1", None, Some("/g/A"), None)])
        );
        let text = br#"{"games":[{"app_name":"x","title":"Mine","install":{"executable":"/home/an/m.exe"}},{"app_name":"no"}]}"#;
        assert_eq!(
            sideload(text),
            Ok(vec![game("x", Some("Mine"), None, Some("/home/an/m.exe"))])
        );
    }

    #[test]
    fn epics_manifests() {
        let text = |more: &str| {
            format!(
                r#"{{"AppName":"K","DisplayName":"Game","InstallLocation":"C:\\G","LaunchExecutable":"g.exe"{more}}}"#
            )
        };
        let found = epic(text(r#","AppCategories":["public","games"]"#).as_bytes());
        assert_eq!(
            found,
            Ok(Some(game("K", Some("Game"), Some("C:\\G"), Some("g.exe"))))
        );
        for more in [
            r#","AppCategories":["public","engines"]"#,
            r#","MainGameAppName":"Other""#,
        ] {
            assert_eq!(epic(text(more).as_bytes()), Ok(None));
        }
    }

    #[test]
    fn broken_libraries_are_refused() {
        for bytes in [
            b"{".as_slice(),
            b"3",
            b"\"x\"",
            &[0xff],
            "[".repeat(500).as_bytes(),
        ] {
            assert!(legendary(bytes).is_err() && gog(bytes).is_err() && nile(bytes).is_err());
            assert!(sideload(bytes).is_err() && epic(bytes).is_err());
        }
    }
}
