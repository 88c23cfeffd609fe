//! What was done, so that it can be taken back.

use super::{Before, Error, System};
use crate::step::Order;
use std::fs::{self, Permissions};
use std::io;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::PathBuf;

/// How one change is undone.
#[derive(Debug)]
pub(super) enum Undo {
    /// Something new was made here.
    Remove(PathBuf),
    /// A folder was made here.
    RemoveFolder(PathBuf),
    /// A file was replaced or removed; it is kept.
    Restore {
        /// Where it is kept.
        kept: PathBuf,
        /// Where it belongs.
        to: PathBuf,
    },
    /// A link was replaced or removed.
    Link {
        /// Where.
        at: PathBuf,
        /// What it said.
        target: PathBuf,
    },
    /// A folder's mode was changed.
    Mode {
        /// Which.
        path: PathBuf,
        /// The mode before.
        mode: u32,
    },
}

/// Everything done so far.
#[derive(Debug, Default)]
pub(super) struct Journal {
    changes: Vec<Undo>,
    orders: Vec<Order>,
}

impl Journal {
    pub(super) fn push(&mut self, undo: Undo) {
        self.changes.push(undo);
    }

    pub(super) fn ordered(&mut self, order: Order) {
        self.orders.push(order);
    }

    /// All went well: what was kept is thrown away.
    pub(super) fn settle(self) {
        for undo in self.changes {
            match undo {
                // A kept copy that cannot be removed harms nobody.
                Undo::Restore { kept, .. } => drop(fs::remove_file(kept)),
                Undo::Remove(_) | Undo::RemoveFolder(_) | Undo::Link { .. } | Undo::Mode { .. } => {
                }
            }
        }
    }

    /// Takes everything back and gives what could not be.
    pub(super) fn take_back(self, before: Before, system: &mut dyn System) -> Vec<Error> {
        let mut failed = Vec::new();
        let mut give = |system: &mut dyn System, order: Order| {
            if let Err(error) = system.order(order) {
                failed.push(error);
            }
        };
        let was_ordered = !self.orders.is_empty();
        match before {
            // Switched off while the files it was switched on with are still there.
            Before::Nothing => {
                let mut inverses: Vec<Order> = self
                    .orders
                    .iter()
                    .rev()
                    .filter_map(|order| order.inverse())
                    .collect();
                inverses.dedup();
                inverses
                    .into_iter()
                    .filter(|order| *order != Order::ReloadUnits)
                    .for_each(|order| give(system, order));
            }
            Before::Installed => {}
        }
        let undone: Vec<Error> = self
            .changes
            .into_iter()
            .rev()
            .filter_map(|undo| undo_one(undo).err())
            .collect();
        match before {
            Before::Nothing if was_ordered && self.orders.contains(&Order::ReloadUnits) => {
                give(system, Order::ReloadUnits);
            }
            Before::Nothing => {}
            Before::Installed => self
                .orders
                .into_iter()
                .for_each(|order| give(system, order)),
        }
        failed.extend(undone);
        failed
    }
}

fn undo_one(undo: Undo) -> Result<(), Error> {
    let (path, result) = match undo {
        Undo::Remove(path) => {
            let result = fs::remove_file(&path);
            (path, result)
        }
        Undo::RemoveFolder(path) => {
            let result = fs::remove_dir(&path);
            (path, result)
        }
        Undo::Restore { kept, to } => {
            let result = fs::rename(kept, &to);
            (to, result)
        }
        Undo::Link { at, target } => {
            let _ = fs::remove_file(&at);
            let result = symlink(target, &at);
            (at, result)
        }
        Undo::Mode { path, mode } => {
            let result = fs::set_permissions(&path, Permissions::from_mode(mode));
            (path, result)
        }
    };
    match result {
        // Noted before the change was made, and the change did not come about.
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        other => other.map_err(|source| Error::File { path, source }),
    }
}
