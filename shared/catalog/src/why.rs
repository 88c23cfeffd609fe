//! Why a program is taken for what it is: kept with every verdict, so that a parent can see it and put it right.
//!
//! The texts are English and exact, for lists and logs; the words for families are chosen by variant in
//! `luytre_locale`, not here.

use crate::installed::Source;
use crate::tables::Group;
use luytre_core::id::ProgramId;
use std::fmt;

/// The ground of a verdict.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Why {
    /// The family's own rule says so.
    Family {
        /// Its program.
        program: ProgramId,
    },
    /// A category in a desktop entry.
    Categories {
        /// The category that decided.
        value: String,
        /// The entry's file name.
        file: String,
    },
    /// A category in an AppStream file.
    Metainfo {
        /// The category that decided.
        value: String,
        /// The file's name.
        file: String,
    },
    /// A launcher installed it, and everything it installs is a game.
    InstalledBy {
        /// Which.
        source: Source,
        /// The file that says so.
        file: String,
    },
    /// The hand-kept list has it.
    List {
        /// In this group.
        group: Group,
        /// Under this name, path, id or word.
        key: String,
    },
    /// It runs from a game's folder of a Steam library, or Steam gave it a number.
    Steam(String),
    /// It lies in a folder of the system that is meant for games.
    GamesFolder(String),
    /// It is a part of the desktop or the system.
    PartOfDesktop,
    /// A file calls it this, but a child can have written that file, or put this program there: it is not believed.
    NotBelieved {
        /// What it is called.
        claim: Group,
        /// Where.
        file: String,
    },
    /// It is installed, and says what it is: neither a game, nor a player, a chat or for learning.
    NoActivity {
        /// The file that describes it.
        file: String,
    },
    /// Nothing is known about it.
    Unknown,
}

impl Why {
    /// The file that says so, if one does.
    #[must_use]
    pub fn file(&self) -> Option<&str> {
        match self {
            Self::Categories { file, .. }
            | Self::Metainfo { file, .. }
            | Self::InstalledBy { file, .. }
            | Self::NotBelieved { file, .. }
            | Self::NoActivity { file } => Some(file),
            Self::Family { .. }
            | Self::List { .. }
            | Self::Steam(_)
            | Self::GamesFolder(_)
            | Self::PartOfDesktop
            | Self::Unknown => None,
        }
    }
}

impl fmt::Display for Why {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Family { program } => write!(f, "the family's own rule for {program}"),
            Self::Categories { value, file } => write!(f, "Categories={value} in {file}"),
            Self::Metainfo { value, file } => write!(f, "category {value} in {file}"),
            Self::InstalledBy { source, file } => write!(f, "installed by {source} ({file})"),
            Self::List { group, key } => {
                write!(f, "the catalogue has \"{key}\" among {}", plural(*group))
            }
            Self::Steam(what) => write!(f, "a game of Steam ({what})"),
            Self::GamesFolder(folder) => write!(f, "it lies in {folder}"),
            Self::PartOfDesktop => f.write_str("a part of the desktop"),
            Self::NotBelieved { claim, file } => write!(
                f,
                "{file} puts it among {}, which is not believed of a file or program that a child can write",
                plural(*claim)
            ),
            Self::NoActivity { file } => write!(f, "no activity in {file}"),
            Self::Unknown => f.write_str("nothing is known about it"),
        }
    }
}

fn plural(group: Group) -> &'static str {
    match group {
        Group::Games => "games",
        Group::Video => "video players",
        Group::Social => "chats and social networks",
        Group::Launcher => "launchers and tools for games",
        Group::Application => "applications",
        Group::Learning => "programs for learning",
    }
}
