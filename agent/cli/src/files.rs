//! Reading files that a person names, and asking at the terminal.

use crate::app::App;
use crate::failure::{Exit, Failure, Problems};
use jiff::tz::TimeZone;
use luytre_core::household::{self, MAX_BYTES};
use luytre_core::policy::Household;
use luytre_locale::Locale;
use std::fs::File;
use std::io::{self, BufRead, IsTerminal, Read, Write};
use std::path::Path;

/// The bytes of a file, or of standard input for `-`; one byte more than `limit` at most, so that whoever checks the size
/// sees that it is too large without all of it being read.
///
/// # Errors
/// It cannot be read.
pub fn read(path: &Path, limit: usize) -> Result<Vec<u8>, Failure> {
    let most = u64::try_from(limit).unwrap_or(u64::MAX).saturating_add(1);
    let mut bytes = Vec::new();
    let result = if path == Path::new("-") {
        io::stdin().lock().take(most).read_to_end(&mut bytes)
    } else {
        File::open(path).and_then(|file| file.take(most).read_to_end(&mut bytes))
    };
    match result {
        Ok(_) => Ok(bytes),
        Err(error) => Err(Failure::told(
            "fail-file",
            &[
                ("file", &path.display().to_string()),
                ("why", &error.to_string()),
            ],
            Exit::BadFile,
        )),
    }
}

/// What to do with a file that is there already.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Replace {
    /// Leave it, and say so.
    Never,
    /// Replace it.
    Always,
}

impl Replace {
    /// From the option `--force`.
    #[must_use]
    pub fn of(force: bool) -> Self {
        if force { Self::Always } else { Self::Never }
    }
}

/// Writes a file that only this user may read, whole or not at all.
///
/// # Errors
/// It is there already, or cannot be written.
pub fn write_private(path: &Path, bytes: &[u8], replace: Replace) -> Result<(), Failure> {
    let name = path.display().to_string();
    let failed = |error: io::Error| {
        Failure::told(
            "fail-write",
            &[("file", &name), ("why", &error.to_string())],
            Exit::Failed,
        )
    };
    // A link counts as being there, wherever it leads.
    if replace == Replace::Never && path.symlink_metadata().is_ok() {
        return Err(Failure::told(
            "fail-exists-file",
            &[("file", &name)],
            Exit::Failed,
        ));
    }
    let mut beside = path.as_os_str().to_owned();
    beside.push(format!(".{}.new", std::process::id()));
    let beside = Path::new(&beside);
    let written = crate::token::private(beside)
        .and_then(|mut file| file.write_all(bytes).and_then(|()| file.sync_all()))
        .and_then(|()| match replace {
            Replace::Always => std::fs::rename(beside, path),
            // Unlike a rename, a second name is refused where a file has come into being meanwhile.
            Replace::Never => {
                std::fs::hard_link(beside, path).or_else(|error| {
                    if error.kind() == io::ErrorKind::AlreadyExists {
                        Err(error)
                    } else {
                        // A file system without links.
                        std::fs::rename(beside, path)
                    }
                })
            }
        });
    // After a link it is one name too many, after a rename it is gone, after a failure it is half.
    let left = std::fs::remove_file(beside);
    debug_assert!(left.is_ok() || left.is_err_and(|error| error.kind() == io::ErrorKind::NotFound));
    written.map_err(failed)
}

/// A household file from disk, and its text.
///
/// # Errors
/// It cannot be read, or has problems.
pub fn household(path: &Path, locale: &Locale) -> Result<(Household, String), Failure> {
    let bytes = read(path, MAX_BYTES)?;
    let name = path.display().to_string();
    let household = parse(&name, &bytes, locale)?;
    let text = String::from_utf8(bytes).map_err(|error| Failure::Other(error.into()))?;
    Ok((household, text))
}

/// Reads the text of a household.
///
/// # Errors
/// Its problems, in words.
pub fn parse(name: &str, bytes: &[u8], locale: &Locale) -> Result<Household, Failure> {
    household::parse_bytes(bytes, &zone_exists).map_err(|problems| {
        let list = problems
            .list
            .iter()
            .map(|problem| locale.problem(problem))
            .collect();
        Failure::Household(Problems {
            file: name.to_owned(),
            list,
            more: problems.more,
        })
    })
}

/// Whether this system knows a time zone.
#[must_use]
pub fn zone_exists(name: &str) -> bool {
    TimeZone::get(name).is_ok()
}

/// True if questions can be asked.
#[must_use]
pub fn can_ask() -> bool {
    io::stdin().is_terminal() && io::stdout().is_terminal()
}

/// Asks one question; Enter takes `default`. `None` at the end of the input.
///
/// # Errors
/// The terminal is gone.
pub fn ask(app: &App, question: &str, default: &str) -> Result<Option<String>, Failure> {
    let hint = if default.is_empty() {
        String::new()
    } else {
        format!(" [{default}]")
    };
    app.printer.raw(&format!("{question}{hint}: "))?;
    io::stdout().flush()?;
    let mut line = String::new();
    // Longer lines than any answer are cut, so that a file on standard input cannot fill the memory.
    let read = io::stdin().lock().take(4096).read_line(&mut line)?;
    if read == 0 {
        app.printer.raw("\n")?;
        return Ok(None);
    }
    let line = line.trim();
    Ok(Some(if line.is_empty() {
        default.to_owned()
    } else {
        line.to_owned()
    }))
}
