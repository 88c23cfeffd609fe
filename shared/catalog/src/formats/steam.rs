//! What Steam keeps about its libraries: which folders hold games, and which game lies in which folder.

use super::{LONGEST_LIST, Problem, kept, name, vdf};

/// An installed application of Steam (`appmanifest_NUMBER.acf`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct App {
    /// Steam's number.
    pub number: u32,
    /// Name for people.
    pub name: String,
    /// Folder below `steamapps/common` of the same library; never a path.
    pub folder: String,
}

/// The library folders (`libraryfolders.vdf`), as absolute paths of Linux or Windows. Reads the form of today, with a block
/// for each library, and that of before 2021, with a path for each number.
///
/// # Errors
/// What is wrong with the file.
pub fn library_folders(bytes: &[u8]) -> Result<Vec<String>, Problem> {
    let top = vdf::parse(bytes)?;
    let libraries = vdf::nodes(&top, "libraryfolders").ok_or(Problem::Missing("libraryfolders"))?;
    let mut folders = Vec::new();
    for node in libraries {
        if node.key.parse::<u32>().is_err() {
            continue;
        }
        let path = match &node.value {
            vdf::Value::Text(path) => Some(path.as_str()),
            vdf::Value::Nodes(inner) => vdf::value(inner, "path"),
        };
        folders.extend(path.and_then(kept));
    }
    folders.truncate(LONGEST_LIST);
    Ok(folders)
}

/// One installed application.
///
/// # Errors
/// What is wrong with the file; a folder that is a path is one of the things that are.
pub fn app_manifest(bytes: &[u8]) -> Result<App, Problem> {
    let top = vdf::parse(bytes)?;
    let state = vdf::nodes(&top, "AppState").ok_or(Problem::Missing("AppState"))?;
    let number = vdf::value(state, "appid").and_then(|number| number.parse().ok());
    let folder = vdf::value(state, "installdir").and_then(kept);
    let folder = folder.filter(|folder| !folder.contains(['/', '\\']) && folder != "..");
    let folder = folder.ok_or(Problem::Missing("installdir"))?;
    Ok(App {
        number: number.ok_or(Problem::Missing("appid"))?,
        name: vdf::value(state, "name")
            .and_then(name)
            .unwrap_or_else(|| folder.clone()),
        folder,
    })
}

/// The application's number in a path of Proton's: `.../steamapps/compatdata/730/pfx/drive_c/...`, in either notation.
#[must_use]
pub fn number_in_path(path: &str) -> Option<u32> {
    let at = ["/steamapps/compatdata/", "\\steamapps\\compatdata\\"]
        .iter()
        .find_map(|marker| path.find(marker).map(|at| at + marker.len()))?;
    let digits = path[at..].split(['/', '\\']).next()?;
    digits.parse().ok().filter(|number| *number != 0)
}

/// The application's number in a link that makes Steam start it: `steam://rungameid/730`, `steam://run/730`.
#[must_use]
pub fn number_in_link(link: &str) -> Option<u32> {
    let rest = link
        .strip_prefix("steam://rungameid/")
        .or_else(|| link.strip_prefix("steam://run/"))
        .or_else(|| link.strip_prefix("steam://launch/"))?;
    let digits = rest.split('/').next()?;
    digits.parse().ok().filter(|number| *number != 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn libraries_in_both_forms() {
        let today = br#""libraryfolders" { "contentstatsid" "1" "0" { "path" "/home/an/.local/share/Steam" "apps" { "228980" "1" } } "1" { "path" "/mnt/games" } }"#;
        assert_eq!(
            library_folders(today),
            Ok(vec![
                "/home/an/.local/share/Steam".to_owned(),
                "/mnt/games".to_owned()
            ])
        );
        let before = br#""LibraryFolders" { "TimeNextStatsReport" "1" "1" "D:\\Games" }"#;
        assert_eq!(library_folders(before), Ok(vec!["D:\\Games".to_owned()]));
        assert_eq!(
            library_folders(b"a b"),
            Err(Problem::Missing("libraryfolders"))
        );
    }

    #[test]
    fn an_installed_game() {
        let text = |folder: &str| {
            format!(
                "\"AppState\"\n{{\n \"appid\" \"730\"\n \"name\" \"Counter-Strike 2\"\n \"installdir\" \"{folder}\"\n}}"
            )
        };
        assert_eq!(
            app_manifest(text("Counter-Strike Global Offensive").as_bytes()),
            Ok(App {
                number: 730,
                name: "Counter-Strike 2".to_owned(),
                folder: "Counter-Strike Global Offensive".to_owned()
            })
        );
        for folder in ["../..", "", "a/b", "..", "C:\\\\x"] {
            assert_eq!(
                app_manifest(text(folder).as_bytes()),
                Err(Problem::Missing("installdir")),
                "{folder}"
            );
        }
        assert_eq!(
            app_manifest(b"AppState { appid x installdir y }"),
            Err(Problem::Missing("appid"))
        );
    }

    #[test]
    fn numbers_in_paths_and_links() {
        assert_eq!(
            number_in_path("/x/steamapps/compatdata/620/pfx/drive_c/a.exe"),
            Some(620)
        );
        assert_eq!(
            number_in_path("Z:\\x\\steamapps\\compatdata\\620\\pfx"),
            Some(620)
        );
        assert_eq!(number_in_path("/x/steamapps/compatdata/0/pfx"), None);
        assert_eq!(number_in_link("steam://rungameid/730"), Some(730));
        assert_eq!(number_in_link("steam://open/console"), None);
    }
}
