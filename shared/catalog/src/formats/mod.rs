//! Readers of what launchers and desktops write down about programs: bytes in, plain data out.
//!
//! Every file here may have been written by a child, so each reader bounds what it reads, what it keeps and how deep it
//! goes, tells what is wrong as a [`Problem`], and never panics. Absent on purpose: opening files, looking for them, and
//! deciding what the data mean; that is `luytre_platform::launchers` and [`crate::installed`].

pub mod desktop;
mod ini;
mod json;
pub mod metainfo;
pub mod minecraft;
pub mod oars;
pub mod shortcut;
pub mod steam;
pub mod stores;
pub mod surroundings;
pub mod vdf;
pub mod wrapper;
pub mod xbox;
mod yaml;
pub mod yaml_launchers;

/// Bytes of one file that are read at most. The longest real ones (AppStream files with thirty translations, a
/// `launcher_profiles.json` with pictures in it) stay below a fifth of it.
pub const LONGEST_FILE: usize = 1024 * 1024;
/// Bytes of one text that is kept: a path, a name, an argument.
pub(crate) const LONGEST_TEXT: usize = 4096;
/// Entries of one list that are kept.
pub(crate) const LONGEST_LIST: usize = 1000;

/// Why a file says nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Problem {
    /// More than [`LONGEST_FILE`] bytes, or a text of more than 4 KiB where a path or name belongs.
    #[error("it is too long")]
    TooLong,
    /// Not UTF-8.
    #[error("it is not text")]
    NotText,
    /// Nested deeper than any real file.
    #[error("it is nested too deeply")]
    TooDeep,
    /// More entries than any real file.
    #[error("it has too many entries")]
    TooMany,
    /// Not of the format; the line counts from 1 and is 0 where the format has none.
    #[error("line {line} is not of this format")]
    Syntax {
        /// Where.
        line: u32,
    },
    /// It lacks what such a file is read for.
    #[error("{0} is missing")]
    Missing(&'static str),
}

/// The file as text, if it is one and not too long. A byte order mark is dropped: Windows programs write one.
pub(crate) fn text(bytes: &[u8]) -> Result<&str, Problem> {
    if bytes.len() > LONGEST_FILE {
        return Err(Problem::TooLong);
    }
    let text = std::str::from_utf8(bytes).map_err(|_| Problem::NotText)?;
    Ok(text.strip_prefix('\u{feff}').unwrap_or(text))
}

/// A text that is kept: none if it is empty or absurdly long.
pub(crate) fn kept(text: &str) -> Option<String> {
    let text = text.trim();
    (!text.is_empty() && text.len() <= LONGEST_TEXT).then(|| text.to_owned())
}

/// A name for people: one line, without control characters, cut to what a list can show.
pub(crate) fn name(text: &str) -> Option<String> {
    let name: String = text
        .trim()
        .chars()
        .filter(|character| !character.is_control())
        .take(LONGEST_NAME)
        .collect();
    (!name.trim().is_empty()).then_some(name)
}

/// Characters of a name.
const LONGEST_NAME: usize = 120;

/// A line number for [`Problem::Syntax`], from an index that counts from 0.
pub(crate) fn line(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(u32::MAX).saturating_add(1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Every reader once. What they answer is checked in their own tests; here they must only come back.
    fn read_all(bytes: &[u8]) {
        let _ = desktop::parse(bytes);
        let _ = metainfo::parse(bytes);
        let _ = vdf::parse(bytes);
        let _ = steam::library_folders(bytes);
        let _ = steam::app_manifest(bytes);
        let _ = stores::legendary(bytes);
        let _ = stores::gog(bytes);
        let _ = stores::nile(bytes);
        let _ = stores::sideload(bytes);
        let _ = stores::epic(bytes);
        let _ = minecraft::launcher_profiles(bytes);
        let _ = minecraft::instance(bytes);
        let _ = minecraft::instance_version(bytes);
        let _ = yaml_launchers::lutris(bytes);
        let _ = yaml_launchers::bottle(bytes);
        let _ = shortcut::lnk(bytes);
        let _ = shortcut::url(bytes);
        let _ = xbox::game_config(bytes);
        let _ = surroundings::flatpak_info(bytes);
        let _ = surroundings::of_environment(bytes);
        let _ = wrapper::interpreter(bytes);
        let _ = wrapper::paths(bytes);
        if let Ok(text) = std::str::from_utf8(bytes) {
            let _ = surroundings::of_cgroup(text);
            let _ = surroundings::appimage_prefix(text);
            let _ = steam::number_in_path(text);
            let _ = steam::number_in_link(text);
        }
    }

    /// Pieces that the formats are made of, so that chance comes past the first line.
    fn pieces() -> impl Strategy<Value = Vec<u8>> {
        let piece = prop::sample::select(vec![
            "[Desktop Entry]\n",
            "Type=Application\n",
            "Name=",
            "Name[vi]=",
            "Exec=",
            "Categories=Game;",
            "\"",
            "\\",
            "%U",
            "%",
            "\n",
            " ",
            "  ",
            ";",
            "=",
            "{",
            "}",
            "[",
            "]",
            "//",
            "\"AppState\"",
            "\"appid\"",
            "\"730\"",
            "\"installdir\"",
            "libraryfolders",
            "path",
            ":",
            ": ",
            "game:\n",
            "  exe: ",
            "- ",
            "|",
            "'",
            "\\x",
            "\\u00",
            "External_Programs:\n",
            "<component>",
            "</component>",
            "<id>",
            "</id>",
            "<content_rating type='oars-1.1'>",
            "<?xml ",
            "<!--",
            "&lt;",
            "{\"profiles\":",
            "{\"installed\":[",
            "null",
            "1e999",
            "#!/bin/sh\n",
            "/usr/lib/x",
            "/.mount_",
            "ắ",
            "\u{feff}",
            "\0",
            "app-flatpak-",
            ".scope",
            "/steamapps/compatdata/",
            "steam://run/",
            "snap.",
            "L\0\0\0\u{1}\u{14}\u{2}\0",
        ]);
        prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat().into_bytes())
    }

    proptest! {
        #[test]
        fn no_bytes_make_a_reader_panic(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
            read_all(&bytes);
        }

        #[test]
        fn no_mixture_of_real_pieces_makes_a_reader_panic(bytes in pieces()) {
            read_all(&bytes);
        }

        /// Whatever a reader keeps is bounded.
        #[test]
        fn what_is_kept_is_bounded(bytes in pieces()) {
            if let Ok(entry) = desktop::parse(&bytes) {
                prop_assert!(entry.name.chars().count() <= LONGEST_NAME && entry.categories.len() <= 64 && entry.exec.len() <= 256);
            }
        }
    }
}
