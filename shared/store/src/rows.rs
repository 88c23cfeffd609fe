//! Rows of the sealed history: appended, sealed under a key each, read with the family's key only.
//!
//! In clear are a row's number, its book (day or week), and the running hash of the rows of its book before it. The
//! number is that of its day key, so rows follow each other without a gap from the first kept day to the present key:
//! a cut end shows. Number, book, era and hash are bound to what is sealed: what was changed, moved or exchanged does
//! not open. Inside, beside the day or week, lies which rows were the first kept ones then: a cut front shows.

use crate::damage::Table;
use crate::day_key::DayKey;
use crate::error::{Error, Trouble};
use crate::head::{Chain, Ends, Head};
use crate::history::Entry;
use crate::keys::{Keys, Mac};
use crate::linked::Linked;
use crate::seal::{Sealer, push_part};
use crate::secret::to_json;
use crate::state::sha256;
use rusqlite::{Connection, Row, params};
use zeroize::Zeroizing;

/// Version of what is inside a row.
const VERSION: u32 = 1;
/// Bytes before the JSON: the first kept row of each book.
const FIRSTS: usize = 16;
/// Largest day or week, in bytes of JSON.
const LARGEST: usize = 512 * 1024;

/// Days and weeks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Book {
    Days,
    Weeks,
}

impl Book {
    pub(crate) const ALL: [Self; 2] = [Self::Days, Self::Weeks];

    /// The number on the disk.
    pub(crate) const fn number(self) -> i64 {
        match self {
            Self::Days => 1,
            Self::Weeks => 2,
        }
    }

    pub(crate) fn of_number(number: i64) -> Option<Self> {
        Self::ALL.into_iter().find(|book| book.number() == number)
    }

    pub(crate) const fn at(self) -> usize {
        match self {
            Self::Days => 0,
            Self::Weeks => 1,
        }
    }

    fn of(entry: &Entry) -> Self {
        match entry {
            Entry::Day(_) => Self::Days,
            Entry::Week(_) => Self::Weeks,
        }
    }
}

/// A row as it lies in the table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct HistoryRow {
    pub(crate) id: i64,
    pub(crate) book: i64,
    pub(crate) link: Vec<u8>,
    pub(crate) sealed: Vec<u8>,
    pub(crate) mac: Vec<u8>,
}

impl Linked for HistoryRow {
    const TABLE: Table = Table::History;
    const COLUMNS: &str = "id, book, link, sealed, mac";

    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            id: row.get(0)?,
            book: row.get(1)?,
            link: row.get(2)?,
            sealed: row.get(3)?,
            mac: row.get(4)?,
        })
    }

    fn id(&self) -> i64 {
        self.id
    }

    fn mac(&self) -> &[u8] {
        &self.mac
    }

    fn link(&self, keys: &Keys, before: &Mac) -> Mac {
        let parts: [&[u8]; 3] = [&self.book.to_be_bytes(), &self.link, &self.sealed];
        keys.link(Table::History.as_str(), before, self.id, &parts)
    }
}

impl HistoryRow {
    /// The running hash of its book after it.
    pub(crate) fn hash(&self) -> [u8; 32] {
        let mut data = Vec::with_capacity(self.sealed.len() + 96);
        push_part(&mut data, b"luytre history");
        push_part(&mut data, &self.link);
        data.extend(self.id.to_be_bytes());
        data.extend(self.book.to_be_bytes());
        push_part(&mut data, &self.sealed);
        sha256(&data)
    }

    fn place(&self, era: u32) -> Vec<u8> {
        let mut data = Vec::with_capacity(96);
        push_part(&mut data, b"luytre");
        push_part(&mut data, Table::History.as_str().as_bytes());
        data.extend(VERSION.to_be_bytes());
        data.extend(era.to_be_bytes());
        data.extend(self.id.to_be_bytes());
        data.extend(self.book.to_be_bytes());
        push_part(&mut data, &self.link);
        data
    }

    /// What is in it, if it is genuine: which rows were the first kept ones of each book, and the text of the entry.
    pub(crate) fn open(&self, era: u32, sealer: &Sealer) -> Option<Opened> {
        let plain = sealer.open_at(&self.place(era), &self.sealed).ok()?;
        plain.get(..FIRSTS)?;
        Some(Opened(plain))
    }
}

/// An opened row; wiped when dropped.
pub(crate) struct Opened(Zeroizing<Vec<u8>>);

impl Opened {
    pub(crate) fn firsts(&self) -> [i64; 2] {
        let number = |at: usize| {
            let bytes = self.0[at..at + 8].try_into().expect("eight bytes");
            i64::from_be_bytes(bytes)
        };
        [number(0), number(8)]
    }

    pub(crate) fn entry(&self) -> Option<Entry> {
        serde_json::from_slice(&self.0[FIRSTS..]).ok()
    }
}

/// Seals an entry under the key whose turn it is, and steps that. The caller holds a transaction and writes the head;
/// if the transaction fails, so must the step.
pub(crate) fn append(
    db: &Connection,
    keys: &Keys,
    head: &mut Head,
    key: &mut DayKey,
    entry: &Entry,
) -> Result<i64, Trouble> {
    let book = Book::of(entry);
    let Ends { era, next, .. } = head.ends;
    let text = to_json("a day of the history", entry)?;
    if text.len() > LARGEST {
        return Err(Error::TooLarge {
            what: "a day of the history",
            size: text.len(),
            limit: LARGEST,
        }
        .into());
    }
    let ends = &mut head.ends;
    if ends.first[book.at()] == 0 {
        ends.first[book.at()] = next;
    }
    let mut plain = Zeroizing::new(Vec::with_capacity(FIRSTS + text.len()));
    for first in ends.first {
        plain.extend(first.to_be_bytes());
    }
    plain.extend_from_slice(&text);
    let mut row = HistoryRow {
        id: next,
        book: book.number(),
        link: ends.hash[book.at()].to_vec(),
        sealed: Vec::new(),
        mac: Vec::new(),
    };
    row.sealed = key.sealer().seal_at(&row.place(era), &plain)?;
    ends.hash[book.at()] = row.hash();
    ends.next += 1;
    key.step();
    insert(db, keys, &mut head.history, row)?;
    Ok(next)
}

/// Appends a row as it is, under the machine key's chain.
pub(crate) fn insert(
    db: &Connection,
    keys: &Keys,
    chain: &mut Chain,
    mut row: HistoryRow,
) -> Result<(), Trouble> {
    let mac = row.link(keys, &chain.mac);
    row.mac = mac.to_vec();
    db.prepare_cached(
        "INSERT INTO history (id, book, link, sealed, mac) VALUES (?1, ?2, ?3, ?4, ?5)",
    )?
    .execute(params![row.id, row.book, row.link, row.sealed, row.mac])?;
    chain.push(row.id, mac);
    Ok(())
}

/// Puts a row in the place of what has its number and is another, or is missing. Its link in the chain is made anew by
/// whoever calls.
pub(crate) fn put(db: &Connection, row: &HistoryRow) -> Result<(), Trouble> {
    let same =
        "SELECT count(*) FROM history WHERE id = ?1 AND book = ?2 AND link = ?3 AND sealed = ?4";
    let same: i64 = db
        .prepare_cached(same)?
        .query_row(params![row.id, row.book, row.link, row.sealed], |row| {
            row.get(0)
        })?;
    if same == 0 {
        db.prepare_cached(
            "INSERT OR REPLACE INTO history (id, book, link, sealed, mac) VALUES (?1, ?2, ?3, ?4, ?5)",
        )?
        .execute(params![row.id, row.book, row.link, row.sealed, row.mac])?;
    }
    Ok(())
}

/// Every row, in order.
pub(crate) fn each(
    db: &Connection,
    mut take: impl FnMut(HistoryRow) -> Result<(), Trouble>,
) -> Result<(), Trouble> {
    let mut statement = db.prepare_cached(&format!(
        "SELECT {} FROM history ORDER BY id",
        HistoryRow::COLUMNS
    ))?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        take(HistoryRow::read(row)?)?;
    }
    Ok(())
}

/// The lowest row of a book; 0 if there is none.
pub(crate) fn first(db: &Connection, book: Book) -> Result<i64, Trouble> {
    Ok(db
        .prepare_cached("SELECT coalesce(min(id), 0) FROM history WHERE book = ?1")?
        .query_row([book.number()], |row| row.get(0))?)
}
