//! The family's own programs and how to recognise them.

use super::arg::{AppStore, Kind};
use super::code::ProblemCode;
use super::people::Ids;
use super::place::Path;
use super::quote::quote;
use super::reader::{Reader, Value};
use crate::id::ProgramId;
use crate::policy::{Program, ProgramMatch};
use toml::de::DeTable;

const MAX_PROGRAMS: u32 = 1_000;
const MAX_WAYS: u32 = 32;
const MAX_PATTERN: u32 = 256;
const MAX_PATH: u32 = 1_024;
/// Matching costs a pass over the command line for each star.
const MAX_STARS: u32 = 16;
/// Fewer letters than this fit half of all programs.
const MIN_LETTERS: usize = 3;

const PROGRAM_KEYS: &[&str] = &["id", "name", "activity", "match"];
const WAY_KEYS: &[&str] = &["exe", "command", "flatpak", "snap", "steam", "windows_exe"];

impl Reader<'_> {
    /// `[[program]]`.
    pub(super) fn programs(&mut self, root: &DeTable<'_>) -> Vec<Program> {
        let mut ids = Ids::default();
        let mut programs = Vec::new();
        for (index, value) in self
            .tables(root, "program", MAX_PROGRAMS)
            .iter()
            .enumerate()
        {
            let list = Path::Root.key("program");
            let path = list.entry(index);
            let Some(table) = self.table(value, &path) else {
                continue;
            };
            self.only_keys(table, &path, PROGRAM_KEYS);
            let id = ids.read(self, table, &value.span(), &path);
            let name = self.name(table, &path, id.as_deref());
            let activity = table.get("activity").and_then(|value| {
                let path = path.key("activity");
                let text = self.raw_text(value, &path, Kind::Text)?;
                self.activity_id(text, &value.span(), &path)
            });
            let matches = table
                .get("match")
                .map(|value| self.ways(value, &path.key("match")))
                .unwrap_or_default();
            programs.push(Program {
                id: ProgramId(id.unwrap_or_default()),
                name,
                activity,
                matches,
            });
        }
        programs
    }

    fn ways(&mut self, value: &Value<'_>, path: &Path<'_>) -> Vec<ProgramMatch> {
        let mut ways = Vec::new();
        for (index, value) in self
            .list(value, path, Kind::Tables, MAX_WAYS)
            .iter()
            .enumerate()
        {
            ways.extend(self.way(value, &path.entry(index)));
        }
        ways
    }

    fn way(&mut self, value: &Value<'_>, path: &Path<'_>) -> Option<ProgramMatch> {
        let table = self.table(value, path)?;
        self.only_keys(table, path, WAY_KEYS);
        let known = WAY_KEYS
            .iter()
            .filter(|key| table.contains_key(**key))
            .count();
        // An unknown key alone has been told already.
        if known > 1 || table.is_empty() {
            let count = u32::try_from(known).unwrap_or(u32::MAX);
            self.problem(&value.span(), path, ProblemCode::OneWayEach { count });
            return None;
        }
        if let Some(value) = table.get("exe") {
            return self.exe(value, &path.key("exe")).map(ProgramMatch::Exe);
        }
        if let Some(value) = table.get("command") {
            return self
                .pattern(value, &path.key("command"))
                .map(ProgramMatch::Command);
        }
        if let Some(value) = table.get("flatpak") {
            return self
                .app_id(value, &path.key("flatpak"), AppStore::Flatpak)
                .map(ProgramMatch::Flatpak);
        }
        if let Some(value) = table.get("snap") {
            return self
                .app_id(value, &path.key("snap"), AppStore::Snap)
                .map(ProgramMatch::Snap);
        }
        if let Some(value) = table.get("steam") {
            let number = self.number(value, &path.key("steam"), 0, i64::from(u32::MAX))?;
            return u32::try_from(number).ok().map(ProgramMatch::Steam);
        }
        let value = table.get("windows_exe")?;
        self.windows_exe(value, &path.key("windows_exe"))
            .map(ProgramMatch::WindowsExe)
    }

    fn exe(&mut self, value: &Value<'_>, path: &Path<'_>) -> Option<String> {
        let text = self.text(value, path, MAX_PATH)?;
        let code = if text.contains('*') {
            ProblemCode::StarInPath { value: quote(text) }
        } else if !is_absolute(text) {
            ProblemCode::PathNotAbsolute { value: quote(text) }
        } else {
            return Some(text.to_owned());
        };
        self.problem(&value.span(), path, code);
        None
    }

    fn pattern(&mut self, value: &Value<'_>, path: &Path<'_>) -> Option<String> {
        let text = self.text(value, path, MAX_PATTERN)?;
        self.sensible_pattern(text, text, value, path)
    }

    fn windows_exe(&mut self, value: &Value<'_>, path: &Path<'_>) -> Option<String> {
        let text = self.text(value, path, MAX_PATTERN)?;
        if text.contains(['/', '\\']) {
            self.problem(
                &value.span(),
                path,
                ProblemCode::PathNotName { value: quote(text) },
            );
            return None;
        }
        let lower = text.to_lowercase();
        self.sensible_pattern(
            text,
            lower.strip_suffix(".exe").unwrap_or(&lower),
            value,
            path,
        )
    }

    /// Refuses a pattern whose distinctive part says too little.
    fn sensible_pattern(
        &mut self,
        text: &str,
        distinctive: &str,
        value: &Value<'_>,
        path: &Path<'_>,
    ) -> Option<String> {
        let stars = text.matches('*').count();
        let letters = distinctive
            .chars()
            .filter(|character| !matches!(character, '*' | '/' | '\\' | '.' | ' '))
            .count();
        let code = if stars > usize::try_from(MAX_STARS).unwrap_or(usize::MAX) {
            ProblemCode::TooManyStars {
                value: quote(text),
                max: MAX_STARS,
            }
        } else if stars > 0 && letters < MIN_LETTERS || letters == 0 {
            ProblemCode::PatternTooWide { value: quote(text) }
        } else {
            return Some(text.to_owned());
        };
        self.problem(&value.span(), path, code);
        None
    }

    fn app_id(&mut self, value: &Value<'_>, path: &Path<'_>, store: AppStore) -> Option<String> {
        let text = self.text(value, path, MAX_PATTERN)?;
        let good = match store {
            AppStore::Flatpak => is_flatpak_id(text),
            AppStore::Snap => is_snap_name(text),
        };
        if good {
            return Some(text.to_owned());
        }
        self.problem(
            &value.span(),
            path,
            ProblemCode::BadAppId {
                value: quote(text),
                store,
            },
        );
        None
    }
}

/// `/usr/bin/x`, `C:\Games\x.exe` or `\\server\x.exe`; on one machine only one of them exists, but a file may travel.
fn is_absolute(path: &str) -> bool {
    let bytes = path.as_bytes();
    let drive = matches!(bytes, [letter, b':', b'\\' | b'/', ..] if letter.is_ascii_alphabetic());
    path.starts_with('/') || path.starts_with("\\\\") || drive
}

/// At least three words of `A-Z a-z 0-9 _ -` with dots between, 255 characters at most (the rules of D-Bus names).
fn is_flatpak_id(text: &str) -> bool {
    let word = |word: &str| {
        !word.is_empty()
            && word
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-'))
    };
    text.len() <= 255 && text.split('.').count() >= 3 && text.split('.').all(word)
}

/// `a-z 0-9 -` with at least one letter, 40 characters at most.
fn is_snap_name(text: &str) -> bool {
    text.len() <= 40
        && text
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
        && text.bytes().any(|byte| byte.is_ascii_lowercase())
}
