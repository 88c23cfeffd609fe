//! Format 2: the sealed history, and who can open it.
//!
//! `history` holds sealed days (book 1) and weeks (book 2), of all children; the row's number is its day key's. `link` is the running
//! hash of the rows of its book before it, `mac` the machine key's chain. `waiting` holds days that could not be sealed
//! yet. `access` holds the book of wraps, which protects itself. `notes` holds small sealed values: 1 tries, 2
//! agreements, 3 which rows were sealed on which date.
//!
//! The index of the ledger is made anew after all tables, where `VACUUM` puts it: databases of this format have all
//! their tables on the same pages, however old they are.

use crate::keys::Keys;
use crate::seal::Place;
use rusqlite::{OptionalExtension, Transaction};

const FORMAT: &str = "CREATE TABLE format (version INTEGER PRIMARY KEY, mac BLOB NOT NULL) STRICT";
const HEAD: &str =
    "CREATE TABLE head (id INTEGER PRIMARY KEY CHECK (id = 1), sealed BLOB NOT NULL) STRICT";
const POLICIES: &str = "CREATE TABLE policies (id INTEGER PRIMARY KEY, sealed BLOB NOT NULL, mac BLOB NOT NULL) STRICT";
const RECORDS: &str = "CREATE TABLE records (id INTEGER PRIMARY KEY, kind INTEGER NOT NULL, day BLOB NOT NULL, \
                       owner BLOB NOT NULL, sealed BLOB NOT NULL, mac BLOB NOT NULL) STRICT";
const STATE: &str =
    "CREATE TABLE state (id INTEGER PRIMARY KEY CHECK (id = 1), sealed BLOB NOT NULL) STRICT";
const HISTORY: &str = "CREATE TABLE history (id INTEGER PRIMARY KEY, book INTEGER NOT NULL, link BLOB NOT NULL, \
                       sealed BLOB NOT NULL, mac BLOB NOT NULL) STRICT";
const WAITING: &str =
    "CREATE TABLE waiting (id INTEGER PRIMARY KEY, sealed BLOB NOT NULL, mac BLOB NOT NULL) STRICT";
const ACCESS: &str = "CREATE TABLE access (id INTEGER PRIMARY KEY CHECK (id = 1), book BLOB NOT NULL, mac BLOB NOT NULL) STRICT";
const NOTES: &str = "CREATE TABLE notes (id INTEGER PRIMARY KEY, sealed BLOB NOT NULL) STRICT";
const RECORDS_BY_DAY: &str = "CREATE INDEX records_by_day ON records (day)";

/// Of a whole database, in the order in which SQLite lists them.
pub(super) const STATEMENTS: &[&str] = &[
    FORMAT,
    HEAD,
    POLICIES,
    RECORDS,
    STATE,
    HISTORY,
    WAITING,
    ACCESS,
    NOTES,
    RECORDS_BY_DAY,
];

pub(super) fn apply(step: &Transaction<'_>, keys: &Keys) -> rusqlite::Result<()> {
    step.execute("DROP INDEX records_by_day", [])?;
    for statement in [HISTORY, WAITING, ACCESS, NOTES, RECORDS_BY_DAY] {
        step.execute(statement, [])?;
    }
    // The head gets room for what the new tables need. One that does not open is left for the check that follows.
    let sealed: Option<Vec<u8>> = step
        .query_row("SELECT sealed FROM head WHERE id = 1", [], |row| row.get(0))
        .optional()?;
    let old = Place::plain("head", 1);
    let new = Place { kind: 2, ..old };
    let sealed = sealed
        .and_then(|sealed| keys.head.open(&old, &sealed).ok())
        .and_then(|plain| head_of_format_2(&plain))
        .and_then(|plain| keys.head.seal(&new, &plain).ok());
    if let Some(sealed) = sealed {
        step.execute("UPDATE head SET sealed = ?1 WHERE id = 1", [sealed])?;
    }
    Ok(())
}

/// Format 1: generation, two chains of 80 bytes, the state's digest of 1 + 32 bytes, damage as JSON or nothing.
/// Format 2: generation, four chains, five digests, 4 + 8 + 2 × 8 + 2 × 32 bytes of the history's ends, JSON.
fn head_of_format_2(old: &[u8]) -> Option<Vec<u8>> {
    let (ends, rest) = old.split_at_checked(8 + 2 * 80)?;
    let (state, lost) = rest.split_at_checked(1 + 32)?;
    let mut new = ends.to_vec();
    new.extend([0; 2 * 80]);
    new.extend(state);
    new.extend([0; 4 * 33]);
    new.extend([0; 4 + 8 + 2 * 8 + 2 * 32]);
    new.extend(b"{\"lost\":");
    new.extend(if lost.is_empty() {
        b"null".as_slice()
    } else {
        lost
    });
    new.extend(b"}");
    Some(new)
}
