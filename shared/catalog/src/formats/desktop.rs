//! Desktop entries: what the menus of Linux desktops show and start, among them what Flatpak and Snap export, what Wine and
//! Chromium make for the programs and web pages installed in them, and what a user made by hand.
//!
//! Follows the Desktop Entry Specification 1.5 (freedesktop.org): escapes, lists, localised keys, quoting and field codes of
//! `Exec`. Not read: actions (further groups), which start the same program.

use super::{Problem, ini, kept, name};

/// Words of a command that are kept.
const MOST_WORDS: usize = 256;
/// Categories that are kept; real entries have up to a dozen.
const MOST_CATEGORIES: usize = 64;

/// A desktop entry of the type `Application`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DesktopEntry {
    /// The name in the language of the desktop's own texts, which is English nearly always.
    pub name: String,
    /// `Name[vi]`, if the entry has it.
    pub name_vi: Option<String>,
    /// What it starts: words after quoting, without field codes. Empty for entries that are started over the bus.
    pub exec: Vec<String>,
    /// A program that has to exist for the entry to be shown.
    pub try_exec: Option<String>,
    /// Main and additional categories as written.
    pub categories: Vec<String>,
    /// The Flatpak application that exported it (`X-Flatpak`).
    pub flatpak: Option<String>,
    /// The snap that exported it (`X-SnapInstanceName`).
    pub snap: Option<String>,
    /// It is not to be listed in menus (`NoDisplay`), as helpers and openers of files are not.
    pub listing: Listing,
}

/// Whether menus list an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Listing {
    /// They do.
    #[default]
    Shown,
    /// `NoDisplay=true`: it exists, but menus leave it out.
    NotShown,
    /// `Hidden=true`: as good as deleted.
    Deleted,
}

/// Reads a desktop entry.
///
/// # Errors
/// What is wrong with the file; [`Problem::Missing`] for a `Type` other than `Application` or an entry without name.
pub fn parse(bytes: &[u8]) -> Result<DesktopEntry, Problem> {
    let mut entry = DesktopEntry::default();
    let mut is_application = false;
    let lines = ini::lines(bytes)?;
    for line in lines.iter().filter(|line| line.group == "Desktop Entry") {
        let flag = || line.value.trim() == "true";
        match (line.key, line.locale) {
            ("Type", None) => is_application = line.value.trim() == "Application",
            ("Name", None) => entry.name = name(&unescape(line.value)).unwrap_or_default(),
            ("Name", Some("vi" | "vi_VN" | "vi_VN.UTF-8")) => {
                entry.name_vi = name(&unescape(line.value));
            }
            ("Exec", None) => entry.exec = words(&unescape(line.value))?,
            ("TryExec", None) => entry.try_exec = kept(&unescape(line.value)),
            ("Categories", None) => entry.categories = list(line.value),
            ("X-Flatpak", None) => entry.flatpak = kept(line.value),
            ("X-SnapInstanceName", None) => entry.snap = kept(line.value),
            ("Hidden", None) if flag() => entry.listing = Listing::Deleted,
            ("NoDisplay", None) if flag() && entry.listing == Listing::Shown => {
                entry.listing = Listing::NotShown;
            }
            _ => {}
        }
    }
    if !is_application {
        return Err(Problem::Missing("Type=Application"));
    }
    if entry.name.is_empty() {
        return Err(Problem::Missing("Name"));
    }
    Ok(entry)
}

/// The value without its escapes: `\s`, `\n`, `\t`, `\r`, `\\`. Others stay, since `Exec` has escapes of its own.
fn unescape(value: &str) -> String {
    let mut text = String::with_capacity(value.len());
    let mut characters = value.chars().peekable();
    while let Some(character) = characters.next() {
        let meant = match (character, characters.peek()) {
            ('\\', Some('s')) => ' ',
            ('\\', Some('n')) => '\n',
            ('\\', Some('t')) => '\t',
            ('\\', Some('r')) => '\r',
            ('\\', Some('\\')) => '\\',
            _ => {
                text.push(character);
                continue;
            }
        };
        characters.next();
        text.push(meant);
    }
    text
}

/// A list: entries end with `;`, and `\;` is a semicolon.
fn list(value: &str) -> Vec<String> {
    let mut entries = Vec::new();
    let mut current = String::new();
    let mut characters = value.chars().peekable();
    while let Some(character) = characters.next() {
        if character == '\\' && characters.peek() == Some(&';') {
            characters.next();
            current.push(';');
        } else if character == ';' {
            entries.extend(kept(&std::mem::take(&mut current)));
        } else {
            current.push(character);
        }
    }
    entries.extend(kept(&current));
    entries.truncate(MOST_CATEGORIES);
    entries
}

/// The words of an `Exec` value: double quotes hold a word together, a backslash in them takes the next character as it is,
/// and words that are only a field code (`%U`, `%i`) fall away, since they stand for what is opened.
fn words(command: &str) -> Result<Vec<String>, Problem> {
    let wrong = Problem::Syntax { line: 0 };
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let mut quoted = false;
    let mut was_code = false;
    let mut characters = command.chars();
    while let Some(character) = characters.next() {
        match character {
            '"' => {
                quoted = !quoted;
                word.get_or_insert_default();
            }
            '\\' => word
                .get_or_insert_default()
                .push(characters.next().ok_or(wrong)?),
            '%' if !quoted => match characters.next().ok_or(wrong)? {
                '%' => word.get_or_insert_default().push('%'),
                _ => was_code = true,
            },
            ' ' | '\t' | '\n' if !quoted => {
                push(&mut words, word.take(), was_code)?;
                was_code = false;
            }
            _ => word.get_or_insert_default().push(character),
        }
    }
    if quoted {
        return Err(wrong);
    }
    push(&mut words, word, was_code)?;
    Ok(words)
}

fn push(words: &mut Vec<String>, word: Option<String>, was_code: bool) -> Result<(), Problem> {
    let Some(word) = word.filter(|word| !(was_code && word.is_empty())) else {
        return Ok(());
    };
    if words.len() >= MOST_WORDS {
        return Err(Problem::TooMany);
    }
    if word.len() > super::LONGEST_TEXT {
        return Err(Problem::TooLong);
    }
    words.push(word);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(lines: &str) -> Result<DesktopEntry, Problem> {
        parse(format!("[Desktop Entry]\nType=Application\nName=X\n{lines}").as_bytes())
    }

    #[test]
    fn a_game_of_the_distribution() {
        let text = "# c\n[Desktop Entry]\nVersion=1.0\nName=SuperTux 2\nName[vi]=Chim cánh cụt\nName[de]=Super\nType=Application\n\
                    TryExec=supertux2\nExec=supertux2 %f\nCategories=Game;ArcadeGame;\n\n[Desktop Action x]\nExec=other\nName=No\n";
        assert_eq!(
            parse(text.as_bytes()),
            Ok(DesktopEntry {
                name: "SuperTux 2".to_owned(),
                name_vi: Some("Chim cánh cụt".to_owned()),
                exec: vec!["supertux2".to_owned()],
                try_exec: Some("supertux2".to_owned()),
                categories: vec!["Game".to_owned(), "ArcadeGame".to_owned()],
                ..DesktopEntry::default()
            })
        );
    }

    #[test]
    fn commands_are_split_as_the_specification_says() {
        for (exec, expected) in [
            ("a b  c", vec!["a", "b", "c"]),
            ("\"/opt/a b/c\" %U --x=%f", vec!["/opt/a b/c", "--x="]),
            (
                r#"sh -c "a \\"b\\" \\$c" %i"#,
                vec!["sh", "-c", "a \"b\" $c"],
            ),
            ("a 100%%", vec!["a", "100%"]),
            (
                r#"env WINEPREFIX="/home/an/.wine" wine C:\\\\windows\\\\start.exe /Unix x"#,
                vec![
                    "env",
                    "WINEPREFIX=/home/an/.wine",
                    "wine",
                    "C:\\windows\\start.exe",
                    "/Unix",
                    "x",
                ],
            ),
            ("\"\" a", vec!["", "a"]),
            ("%U", vec![]),
        ] {
            let found = entry(&format!("Exec={exec}")).map(|entry| entry.exec);
            assert_eq!(
                found,
                Ok(expected.into_iter().map(str::to_owned).collect()),
                "{exec}"
            );
        }
    }

    #[test]
    fn exports_of_flatpak_and_snap_name_their_application() {
        let found = entry("Exec=/usr/bin/flatpak run --branch=stable --command=osu! sh.ppy.osu\nX-Flatpak=sh.ppy.osu\nX-SnapInstanceName=osu\nNoDisplay=true").unwrap();
        assert_eq!(
            (
                found.flatpak.as_deref(),
                found.snap.as_deref(),
                found.listing
            ),
            (Some("sh.ppy.osu"), Some("osu"), Listing::NotShown)
        );
        let deleted = entry("NoDisplay=true\nHidden=true\nNoDisplay=true").map(|e| e.listing);
        assert_eq!(deleted, Ok(Listing::Deleted));
    }

    #[test]
    fn what_is_no_entry_of_an_application_is_refused() {
        let long = format!("Exec={}", "x ".repeat(300));
        for (lines, problem) in [
            ("Exec=a \"b", Problem::Syntax { line: 0 }),
            ("Exec=a \\", Problem::Syntax { line: 0 }),
            ("Exec=a %", Problem::Syntax { line: 0 }),
            ("a line without a sign", Problem::Syntax { line: 4 }),
            ("[group", Problem::Syntax { line: 4 }),
            ("Type=Link", Problem::Missing("Type=Application")),
            ("Name= ", Problem::Missing("Name")),
            (long.as_str(), Problem::TooMany),
        ] {
            assert_eq!(entry(lines), Err(problem), "{lines}");
        }
        assert_eq!(parse(&[0xff, 0xfe]), Err(Problem::NotText));
        assert_eq!(
            parse(&vec![b'#'; super::super::LONGEST_FILE + 1]),
            Err(Problem::TooLong)
        );
    }
}
