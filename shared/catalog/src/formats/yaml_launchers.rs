//! What Lutris and Bottles keep about games and Windows programs. Not read: Lutris's database `pga.db`, whose rows repeat
//! these files but for play times.

use super::{Problem, kept, name, yaml};

/// A game of Lutris (`games/*.yml`). Everything that Lutris starts was added to it as a game.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct LutrisGame {
    /// Lutris's own id, if the file has it; else the caller takes the file's name.
    pub slug: Option<String>,
    /// Name for people.
    pub name: Option<String>,
    /// What it runs: a program, a Windows program, a content file of an emulator. Absolute or relative to `folder`.
    pub executable: Option<String>,
    /// Folder of the game or its Wine prefix.
    pub folder: Option<String>,
    /// Steam's number for games that Steam runs.
    pub steam: Option<u32>,
}

/// Reads a game of Lutris.
///
/// # Errors
/// What is wrong with the file.
pub fn lutris(bytes: &[u8]) -> Result<LutrisGame, Problem> {
    let pairs = yaml::pairs(bytes)?;
    let first = |paths: &[&[&str]]| {
        paths
            .iter()
            .find_map(|path| yaml::find(&pairs, path))
            .and_then(kept)
    };
    let game = LutrisGame {
        slug: first(&[&["game_slug"], &["slug"]]),
        name: first(&[&["name"]]).and_then(|text| name(&text)),
        executable: first(&[&["game", "exe"], &["game", "main_file"], &["game", "rom"]]),
        folder: first(&[&["game", "working_dir"], &["game", "prefix"]]),
        steam: first(&[&["game", "appid"]]).and_then(|number| number.parse().ok()),
    };
    if game.executable.is_none() && game.folder.is_none() && game.steam.is_none() {
        return Err(Problem::Missing("game"));
    }
    Ok(game)
}

/// A bottle: a Wine prefix of Bottles (`bottle.yml`).
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Bottle {
    /// Name that its user gave it.
    pub name: String,
    /// What it was made for.
    pub purpose: Purpose,
    /// Programs that were added to it: name and executable.
    pub programs: Vec<(String, String)>,
}

/// What a bottle was made for, as chosen when it was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Purpose {
    /// `Environment: Gaming`.
    Gaming,
    /// Applications, own settings, or an environment of a later version.
    #[default]
    Other,
}

/// Reads a bottle.
///
/// # Errors
/// What is wrong with the file.
pub fn bottle(bytes: &[u8]) -> Result<Bottle, Problem> {
    let pairs = yaml::pairs(bytes)?;
    let mut bottle = Bottle {
        name: yaml::find(&pairs, &["Name"])
            .and_then(name)
            .ok_or(Problem::Missing("Name"))?,
        ..Bottle::default()
    };
    if yaml::find(&pairs, &["Environment"]).is_some_and(|word| word.eq_ignore_ascii_case("gaming"))
    {
        bottle.purpose = Purpose::Gaming;
    }
    let paths = pairs.iter().filter(|pair| {
        let path: Vec<&str> = pair.path.iter().map(String::as_str).collect();
        matches!(path.as_slice(), ["External_Programs", _, "path"])
    });
    for pair in paths.take(super::LONGEST_LIST) {
        let program = &pair.path[1];
        let title = yaml::find(&pairs, &["External_Programs", program, "name"]);
        if let Some(path) = kept(&pair.value) {
            let title = title.and_then(name).unwrap_or_else(|| program.clone());
            bottle.programs.push((title, path));
        }
    }
    Ok(bottle)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_game_of_lutris() {
        let yml = "game:\n  exe: drive_c/Games/x/x.exe\n  prefix: /home/an/Games/x\nname: Trò X\ngame_slug: tro-x\nsystem: {}\nwine:\n  version: ge\n";
        assert_eq!(
            lutris(yml.as_bytes()),
            Ok(LutrisGame {
                slug: Some("tro-x".to_owned()),
                name: Some("Trò X".to_owned()),
                executable: Some("drive_c/Games/x/x.exe".to_owned()),
                folder: Some("/home/an/Games/x".to_owned()),
                steam: None
            })
        );
        assert_eq!(
            lutris(b"game:\n  appid: '730'\n").map(|game| game.steam),
            Ok(Some(730))
        );
        assert_eq!(lutris(b"system: {}\n"), Err(Problem::Missing("game")));
    }

    #[test]
    fn a_bottle() {
        let yml = "Arch: win64\nEnvironment: Gaming\nName: Play\nExternal_Programs:\n  8f2-a:\n    executable: g.exe\n    name: My game\n    path: /home/an/g.exe\n  b:\n    path: /home/an/h.exe\n";
        assert_eq!(
            bottle(yml.as_bytes()),
            Ok(Bottle {
                name: "Play".to_owned(),
                purpose: Purpose::Gaming,
                programs: vec![
                    ("My game".to_owned(), "/home/an/g.exe".to_owned()),
                    ("b".to_owned(), "/home/an/h.exe".to_owned())
                ]
            })
        );
        assert_eq!(
            bottle(b"Name: W\nEnvironment: Application\n").map(|b| b.purpose),
            Ok(Purpose::Other)
        );
        assert_eq!(bottle(b"Arch: win64\n"), Err(Problem::Missing("Name")));
    }
}
