//! The tables that `build.rs` makes from `data/*.toml`, and how they are searched.

/// What kind of program it is. The order is from strict to favourable: where two answers are possible, the lesser wins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Group {
    /// Games and emulators of game consoles.
    Games,
    /// Video players.
    Video,
    /// Chat and social networks.
    Social,
    /// Launchers of games and tools for them: no activity, whatever the menu says.
    Launcher,
    /// Browsers, office, tools: no activity.
    Application,
    /// Programs for learning.
    Learning,
}

impl Group {
    /// The activity's id in household files; `None` for applications.
    #[must_use]
    pub fn activity(self) -> Option<&'static str> {
        match self {
            Self::Games => Some("games"),
            Self::Video => Some("video"),
            Self::Social => Some("social"),
            Self::Learning => Some("learning"),
            Self::Launcher | Self::Application => None,
        }
    }

    /// True if belonging to it can only cost a child time.
    #[must_use]
    pub(crate) fn is_stricter(self) -> bool {
        match self {
            Self::Games | Self::Video | Self::Social => true,
            Self::Launcher | Self::Application | Self::Learning => false,
        }
    }
}

/// A program of the catalogue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Known {
    /// Identifier in household files, scenarios and reports.
    pub id: &'static str,
    /// What people call it.
    pub name: &'static str,
    /// Its kind.
    pub group: Group,
}

include!(concat!(env!("OUT_DIR"), "/tables.rs"));

/// The program behind a key of one of the sorted tables.
pub(crate) fn find(table: &'static [(&'static str, u16)], key: &str) -> Option<&'static Known> {
    let at = table
        .binary_search_by(|(other, _)| (*other).cmp(key))
        .ok()?;
    Some(&PROGRAMS[usize::from(table[at].1)])
}

/// The program behind a Steam application number.
pub(crate) fn find_steam(number: u32) -> Option<&'static Known> {
    let at = STEAM
        .binary_search_by_key(&number, |(other, _)| *other)
        .ok()?;
    Some(&PROGRAMS[usize::from(STEAM[at].1)])
}

/// True if a sorted list has this text.
pub(crate) fn has(list: &'static [&'static str], text: &str) -> bool {
    list.binary_search_by(|other| (*other).cmp(text)).is_ok()
}
