//! Carries steps out, remembers what it did, and takes it back when one fails.
//!
//! Each file is written beside its place and renamed into it, so that a login or a boot in the middle finds the old file or
//! the new one. Doing the same again does nothing.

mod files;
mod journal;

use crate::pam;
use crate::places::Root;
use crate::step::{Order, Step};
use files::Change;
use journal::Journal;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use thiserror::Error;

/// What the installer asks of programs of the system. Tests answer it themselves.
pub trait System {
    /// Carries out an order.
    ///
    /// # Errors
    /// The program is missing, or says that it failed.
    fn order(&mut self, order: Order) -> Result<(), Error>;

    /// What a program prints on standard output.
    ///
    /// # Errors
    /// The program is missing, fails, or prints something that is no text.
    fn printed(&mut self, program: &Path, arguments: &[String]) -> Result<String, Error>;
}

/// What came of a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// It was done.
    Done,
    /// Nothing was to do.
    Already,
    /// It did not work, and the rest does without.
    Skipped,
}

/// What the system was like before, which decides how orders are taken back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Before {
    /// Nothing of ours was there: what was switched on is switched off again.
    Nothing,
    /// An earlier installation: its files come back, and the orders are given again for them.
    Installed,
}

/// Why a step failed.
#[derive(Debug, Error)]
pub enum Error {
    /// A file could not be read, written or removed.
    #[error("{path}: {source}")]
    File {
        /// Which.
        path: PathBuf,
        /// Why.
        #[source]
        source: io::Error,
    },
    /// A PAM file is not what it should be.
    #[error("{path}: {source}")]
    Pam {
        /// Which.
        path: PathBuf,
        /// Why.
        #[source]
        source: pam::Error,
    },
    /// A program of the system could not be run.
    #[error("{program}: {source}")]
    Program {
        /// Which.
        program: String,
        /// Why.
        #[source]
        source: io::Error,
    },
    /// A program of the system failed.
    #[error("{program}: {said}")]
    Failed {
        /// Which, with its arguments.
        program: String,
        /// The end of what it said.
        said: String,
    },
}

/// A failed installation.
#[derive(Debug, Error)]
#[error("{cause}")]
pub struct Failure {
    /// The step that failed.
    pub step: Step,
    /// Why.
    #[source]
    pub cause: Error,
    /// What could not be taken back; empty if the system is as it was.
    pub left_over: Vec<Error>,
}

/// Carries out the steps of an installation. If one fails, everything before it is taken back.
///
/// # Errors
/// The step that failed and why.
pub fn install(
    steps: &[Step],
    root: &Root,
    before: Before,
    system: &mut dyn System,
    report: &mut dyn FnMut(&Step, Outcome),
) -> Result<(), Box<Failure>> {
    let mut journal = Journal::default();
    for step in steps {
        match perform(step, root, system, &mut journal) {
            Ok(outcome) => report(step, outcome),
            Err(cause) => {
                let left_over = journal.take_back(before, system);
                return Err(Box::new(Failure {
                    step: step.clone(),
                    cause,
                    left_over,
                }));
            }
        }
    }
    journal.settle();
    Ok(())
}

/// Carries out the steps of an uninstallation. One that fails does not stop the others: what is half gone is worse than
/// what is gone but for a piece.
pub fn uninstall(
    steps: &[Step],
    root: &Root,
    system: &mut dyn System,
    report: &mut dyn FnMut(&Step, Outcome),
) -> Vec<(Step, Error)> {
    let mut failed = Vec::new();
    for step in steps {
        let mut journal = Journal::default();
        match perform(step, root, system, &mut journal) {
            Ok(outcome) => report(step, outcome),
            Err(error) => failed.push((step.clone(), error)),
        }
        journal.settle();
    }
    failed
}

/// True if carrying out this step would change nothing; for showing a plan.
#[must_use]
pub fn is_done(step: &Step, root: &Root) -> bool {
    match step {
        Step::Folder { path, mode } => files::has_mode(&root.at(path), *mode),
        Step::Program { from, to } => {
            fs::read(from).is_ok_and(|bytes| files::is_same(&root.at(to), &bytes, 0o755))
        }
        Step::File { to, text, mode } => files::is_same(&root.at(to), text.as_bytes(), *mode),
        Step::Link { at, target } => fs::read_link(root.at(at)).is_ok_and(|found| found == *target),
        Step::PamBlock { file, module } => fs::read_to_string(root.at(file))
            .is_ok_and(|text| pam::with_block(&text, *module).is_ok_and(|with| with == text)),
        Step::PamUnblock { file } => fs::read_to_string(root.at(file))
            .is_ok_and(|text| pam::without_block(&text).is_ok_and(|without| without == text)),
        Step::Remove { path } | Step::RemoveFolder { path } | Step::Erase { path } => {
            fs::symlink_metadata(root.at(path)).is_err()
        }
        Step::Printed { .. } | Step::Order(_) => false,
    }
}

fn perform(
    step: &Step,
    root: &Root,
    system: &mut dyn System,
    journal: &mut Journal,
) -> Result<Outcome, Error> {
    if is_done(step, root) {
        return Ok(Outcome::Already);
    }
    match step {
        Step::Folder { path, mode } => files::folder(&root.at(path), *mode, journal)?,
        Step::Program { from, to } => {
            let bytes = fs::read(from).map_err(|source| Error::File {
                path: from.clone(),
                source,
            })?;
            files::write(&root.at(to), &bytes, Change::Mode(0o755), journal)?;
        }
        Step::File { to, text, mode } => {
            files::write(&root.at(to), text.as_bytes(), Change::Mode(*mode), journal)?;
        }
        Step::Printed {
            to,
            program,
            arguments,
        } => {
            let Ok(text) = system.printed(program, arguments) else {
                return Ok(Outcome::Skipped);
            };
            if files::is_same(&root.at(to), text.as_bytes(), 0o644) {
                return Ok(Outcome::Already);
            }
            files::write(&root.at(to), text.as_bytes(), Change::Mode(0o644), journal)?;
        }
        Step::Link { at, target } => files::link(&root.at(at), target, journal)?,
        Step::PamBlock { file, module } => {
            edit_pam(root, file, journal, |text| pam::with_block(text, *module))?;
        }
        Step::PamUnblock { file } => {
            edit_pam(root, file, journal, pam::without_block)?;
            files::remove(&files::backup_of(&root.at(file)), journal)?;
        }
        Step::Remove { path } => files::remove(&root.at(path), journal)?,
        Step::RemoveFolder { path } => return files::remove_empty_folder(&root.at(path)),
        Step::Erase { path } => {
            let path = root.at(path);
            fs::remove_dir_all(&path).map_err(|source| Error::File { path, source })?;
        }
        Step::Order(order) => {
            // Remembered first: an order that failed half-way is taken back as well.
            journal.ordered(*order);
            system.order(*order)?;
        }
    }
    Ok(Outcome::Done)
}

/// Changes a PAM file, keeping its mode, and a copy of how it was before we first touched it.
fn edit_pam(
    root: &Root,
    file: &Path,
    journal: &mut Journal,
    edit: impl FnOnce(&str) -> Result<String, pam::Error>,
) -> Result<(), Error> {
    // Fedora's files are links into a folder of authselect: the file behind the link is changed, the link stays.
    let path = root.at(file);
    let path = fs::canonicalize(&path).map_err(|source| Error::File {
        path: path.clone(),
        source,
    })?;
    let text = fs::read_to_string(&path).map_err(|source| Error::File {
        path: path.clone(),
        source,
    })?;
    let changed = edit(&text).map_err(|source| Error::Pam {
        path: path.clone(),
        source,
    })?;
    let backup = files::backup_of(&root.at(file));
    if !pam::asks_the_agent(&text) && pam::asks_the_agent(&changed) {
        files::write(&backup, text.as_bytes(), Change::Mode(0o644), journal)?;
    }
    files::write(&path, changed.as_bytes(), Change::KeepMode, journal)
}

/// The running system.
#[derive(Debug, Clone, Copy, Default)]
pub struct RunningSystem;

impl System for RunningSystem {
    fn order(&mut self, order: Order) -> Result<(), Error> {
        let (program, arguments) = order.command();
        let mut command = Command::new(program);
        command
            .args(arguments)
            .env("DEBIAN_FRONTEND", "noninteractive");
        run(&mut command).map(|_| ())
    }

    fn printed(&mut self, program: &Path, arguments: &[String]) -> Result<String, Error> {
        let bytes = run(Command::new(program).args(arguments))?;
        String::from_utf8(bytes).map_err(|error| Error::Failed {
            program: program.display().to_string(),
            said: error.to_string(),
        })
    }
}

/// The longest end of a program's words that an error carries, in bytes.
const LONGEST_WORDS: usize = 2000;

fn run(command: &mut Command) -> Result<Vec<u8>, Error> {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    let name = words
        .map(|word| word.to_string_lossy())
        .collect::<Vec<_>>()
        .join(" ");
    let output = command
        .stdin(Stdio::null())
        .output()
        .map_err(|source| Error::Program {
            program: name.clone(),
            source,
        })?;
    if output.status.success() {
        return Ok(output.stdout);
    }
    let said = String::from_utf8_lossy(&output.stderr);
    let said = said.trim();
    let said = &said[said.ceil_char_boundary(said.len().saturating_sub(LONGEST_WORDS))..];
    let said = if said.is_empty() {
        output.status.to_string()
    } else {
        format!("{said} ({})", output.status)
    };
    Err(Error::Failed {
        program: name,
        said,
    })
}
