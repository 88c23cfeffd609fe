//! Format 1: the first.
//!
//! In clear are row numbers, kinds and tags. `day` and `owner` are keyed hashes of the day, and of child and day.

use rusqlite::Transaction;

/// Which formats were applied, each vouched for.
const FORMAT: &str = "CREATE TABLE format (version INTEGER PRIMARY KEY, mac BLOB NOT NULL) STRICT";
const HEAD: &str =
    "CREATE TABLE head (id INTEGER PRIMARY KEY CHECK (id = 1), sealed BLOB NOT NULL) STRICT";
const POLICIES: &str = "CREATE TABLE policies (id INTEGER PRIMARY KEY, sealed BLOB NOT NULL, mac BLOB NOT NULL) STRICT";
const RECORDS: &str = "CREATE TABLE records (id INTEGER PRIMARY KEY, kind INTEGER NOT NULL, day BLOB NOT NULL, \
                       owner BLOB NOT NULL, sealed BLOB NOT NULL, mac BLOB NOT NULL) STRICT";
const RECORDS_BY_DAY: &str = "CREATE INDEX records_by_day ON records (day)";
const STATE: &str =
    "CREATE TABLE state (id INTEGER PRIMARY KEY CHECK (id = 1), sealed BLOB NOT NULL) STRICT";

/// In the order of creation.
const STATEMENTS: &[&str] = &[FORMAT, HEAD, POLICIES, RECORDS, RECORDS_BY_DAY, STATE];

pub(super) fn apply(step: &Transaction<'_>) -> rusqlite::Result<()> {
    STATEMENTS
        .iter()
        .try_for_each(|statement| step.execute(statement, []).map(drop))
}
