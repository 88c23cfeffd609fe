//! The small scripts in `/usr/games` and `/usr/bin` that set things up and then become the real program: which programs they
//! name. What runs in the end is that program, and only the script ties it to the entry in the menu.
//!
//! A script is not understood, only searched for words that are absolute paths; whether one of them is what it runs, the
//! caller decides by what lies there. Absent on purpose: variables and everything else that would mean to run it.

use super::LONGEST_FILE;

/// Scripts longer than this are programs of their own.
pub const LONGEST_WRAPPER: usize = 64 * 1024;
/// Paths of one script that are kept.
const MOST_PATHS: usize = 32;

/// The interpreter in the first line of a script, with the script's own arguments to it: `/usr/bin/env python3` is `python3`.
#[must_use]
pub fn interpreter(bytes: &[u8]) -> Option<String> {
    let line = bytes.strip_prefix(b"#!")?;
    let line = &line[..line.len().min(256)];
    let line = line.split(|byte| *byte == b'\n').next()?;
    let mut words = std::str::from_utf8(line).ok()?.split_ascii_whitespace();
    let first = words.next()?;
    let words: Vec<&str> = words.collect();
    if first.rsplit('/').next() == Some("env") {
        let program = words
            .iter()
            .find(|word| !word.starts_with('-') && !word.contains('='))?;
        return Some((*program).to_owned());
    }
    Some(first.to_owned())
}

/// Absolute paths below `/usr` and `/opt` that stand in the script outside of comments, each once, in order.
#[must_use]
pub fn paths(bytes: &[u8]) -> Vec<String> {
    if bytes.len() > LONGEST_WRAPPER.min(LONGEST_FILE) || !bytes.starts_with(b"#!") {
        return Vec::new();
    }
    let Ok(text) = std::str::from_utf8(bytes) else {
        return Vec::new();
    };
    let mut found: Vec<String> = Vec::new();
    let lines = text
        .lines()
        .filter(|line| !line.trim_start().starts_with('#'));
    for word in lines.flat_map(|line| line.split(separates)) {
        let is_path = word.starts_with("/usr/") || word.starts_with("/opt/");
        if !is_path || word.len() > 512 || word.ends_with('/') || word.contains("..") {
            continue;
        }
        if found.len() < MOST_PATHS && !found.iter().any(|known| known == word) {
            found.push(word.to_owned());
        }
    }
    found
}

fn separates(character: char) -> bool {
    character.is_whitespace() || "\"'`()[]{}<>|&;=:,$*?!".contains(character)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn interpreters() {
        for (line, expected) in [
            ("#!/bin/sh\nx", Some("/bin/sh")),
            ("#! /usr/bin/perl -w\n", Some("/usr/bin/perl")),
            ("#!/usr/bin/env python3\n", Some("python3")),
            ("#!/usr/bin/env -S A=b python3 -s\n", Some("python3")),
            ("#!\n", None),
            ("\x7fELF", None),
        ] {
            assert_eq!(
                interpreter(line.as_bytes()).as_deref(),
                expected,
                "{line:?}"
            );
        }
    }

    #[test]
    fn paths_of_a_wrapper() {
        let script = "#!/bin/sh\n# /usr/lib/no\ncd /usr/share/games/x/ || exit\nGAME=\"/usr/lib/games/x/x.bin\"\n\
                      exec java -cp /usr/share/java/a.jar:/usr/share/java/b.jar '/usr/lib/games/x/x.bin' $@ /etc/no /usr/../x\n";
        assert_eq!(
            paths(script.as_bytes()),
            [
                "/usr/lib/games/x/x.bin",
                "/usr/share/java/a.jar",
                "/usr/share/java/b.jar"
            ]
        );
        assert_eq!(paths(b"\x7fELF /usr/lib/x"), Vec::<String>::new());
    }
}
