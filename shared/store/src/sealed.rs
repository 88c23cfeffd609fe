//! The store's side of the sealed history: beginning, going on, reading, erasing.

use crate::access::{AccessBook, HistoryKey};
use crate::consent::ConsentRecord;
use crate::error::Error;
use crate::history::{
    Erase, ErasedCount, History, HistoryFilter, HistoryStatus, Pruned, Sealing, not_there,
};
use crate::store::Store;
use crate::tries::Tries;
use jiff::civil::Date;
use luytre_core::summary::DaySummary;

impl Store {
    /// Who can open the history; `None` before the first passphrase.
    ///
    /// # Errors
    /// [`Error::Damaged`] if it cannot be believed, or what the disk refuses.
    pub fn access(&self) -> Result<Option<AccessBook>, Error> {
        Ok(None)
    }

    /// The counted tries.
    ///
    /// # Errors
    /// As [`Store::access`].
    pub fn tries(&self) -> Result<Tries, Error> {
        Ok(Tries::default())
    }

    /// Agreements and withdrawals, oldest first: the last 20 of each child.
    ///
    /// # Errors
    /// As [`Store::access`].
    pub fn consents(&self) -> Result<Vec<ConsentRecord>, Error> {
        Ok(Vec::new())
    }

    /// What can be told of the history without opening it.
    ///
    /// # Errors
    /// As [`Store::access`].
    pub fn history_status(&self) -> Result<HistoryStatus, Error> {
        Ok(HistoryStatus {
            sealing: Sealing::NotBegun,
            waiting: 0,
            sealed: 0,
            noticed: false,
            backup: None,
        })
    }

    /// Puts the first book in force: days are sealed from now on, and those that wait are sealed now. Gives how many.
    ///
    /// # Errors
    /// [`Error::HistoryExists`], [`Error::WrongKey`] if the key is not the book's, or what the disk refuses.
    pub fn begin_history(&mut self, book: &AccessBook, key: &HistoryKey) -> Result<u32, Error> {
        let _ = (book, key);
        Err(not_there())
    }

    /// To be called after each unlocking: makes the day's key anew if it was lost, and seals what waits. Gives how many.
    ///
    /// # Errors
    /// [`Error::NoHistory`], [`Error::WrongKey`], or what the disk refuses.
    pub fn resume_history(&mut self, key: &HistoryKey) -> Result<u32, Error> {
        let _ = key;
        Err(not_there())
    }

    /// Days that wait to be sealed, oldest first: the machine key alone guards them.
    ///
    /// # Errors
    /// As [`Store::access`].
    pub fn waiting_days(&self) -> Result<Vec<DaySummary>, Error> {
        Ok(Vec::new())
    }

    /// Opens the history.
    ///
    /// # Errors
    /// [`Error::NoHistory`], [`Error::WrongKey`], or what the disk refuses. Damage is part of the answer.
    pub fn history(&self, key: &HistoryKey, filter: &HistoryFilter) -> Result<History, Error> {
        let _ = (key, filter);
        Err(not_there())
    }

    /// Erases: what stays is sealed anew under a new chain of keys, everything else is deleted and overwritten, and the
    /// backups and copies are made anew. The ledger of days that are not settled yet stays, since limits count by it.
    ///
    /// # Errors
    /// [`Error::NoHistory`], [`Error::WrongKey`], or what the disk refuses.
    pub fn erase(&mut self, key: &HistoryKey, what: &Erase) -> Result<ErasedCount, Error> {
        let _ = (key, what);
        Err(not_there())
    }

    /// Lets go what was kept long enough. Done by every batch that settles a day; doing it again changes nothing.
    ///
    /// # Errors
    /// What the disk refuses.
    pub fn retain(&mut self, today: Date) -> Result<Pruned, Error> {
        let _ = today;
        Ok(Pruned::default())
    }

    /// Makes the backup of this day, unless there is one. Done by every batch that settles a day.
    ///
    /// # Errors
    /// What the disk refuses.
    pub fn back_up(&mut self, today: Date) -> Result<(), Error> {
        let _ = today;
        Ok(())
    }
}
