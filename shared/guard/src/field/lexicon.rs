//! The words that fields are named by, and what each of them speaks for.
//!
//! Entries are written folded (small letters, no Vietnamese marks) and are compared without spaces, so that `ho ten` also meets `hoten`,
//! `HoTen` and `ho_ten`. The index is made when the crate is compiled. Absent: how entries are weighed.

mod english;
mod latin;
mod nothing;
mod scripts;
mod vietnamese;

use super::FieldKind;

/// What an entry tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sense {
    /// Names the kind wherever it stands.
    Strong(FieldKind),
    /// Names the kind only when nothing unknown stands beside it: "name", "city".
    Bare(FieldKind),
    /// A hint that needs a second one.
    Weak(FieldKind),
    /// The field is for something harmless.
    Not,
    /// The field searches or filters; outweighs everything beside it.
    Search,
    /// The field tests whether a person types, or asks for a count; outweighs everything.
    Test,
    /// Turns the word before (head-last languages) or after it (head-first) into something harmless: phone *type*, *loại* điện thoại.
    Spoil,
    /// What follows tells the purpose, not the content: "to receive", "để nhận".
    Cut,
    /// A code that came by message: what follows tells where it was sent.
    Sent,
    /// Says nothing: "please enter", "của bạn", prefixes of programs, whose it is.
    Filler,
}

/// Which of two neighbouring words is the main one: *số điện thoại* trường, school *phone*.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Head {
    /// The first: Vietnamese, Romance languages, Thai, Indonesian.
    First,
    /// The last: Germanic languages, Chinese, Japanese, Korean.
    Last,
}

/// Entries of one sense, separated by commas.
pub(super) struct Group {
    sense: Sense,
    head: Head,
    words: &'static str,
}

pub(super) const fn first(sense: Sense, words: &'static str) -> Group {
    Group {
        sense,
        head: Head::First,
        words,
    }
}

pub(super) const fn last(sense: Sense, words: &'static str) -> Group {
    Group {
        sense,
        head: Head::Last,
        words,
    }
}

static TABLES: [&[Group]; 5] = [
    vietnamese::GROUPS,
    english::GROUPS,
    latin::GROUPS,
    scripts::GROUPS,
    nothing::GROUPS,
];

/// A table entry that was met.
#[derive(Debug, Clone, Copy)]
pub(super) struct Entry {
    pub(super) sense: Sense,
    pub(super) head: Head,
    pub(super) phrase: &'static str,
}

/// The longest entry, in bytes without spaces; longer runs need not be looked up.
pub(super) const LONGEST: usize = 48;

const SLOTS: usize = 16_384;
const EMPTY: u32 = u32::MAX;

/// Each slot: a part of the hash (7 bits), table (3 bits), group (8 bits), start of the entry in the group's words (14 bits); the length
/// follows from the next comma.
static INDEX: [u32; SLOTS] = INDEX_AND_REACH.0;

/// Length of the longest entry that begins with three given bytes, by a hash of these; most words of a page need no further look.
static REACH: [u8; REACHES] = INDEX_AND_REACH.1;

const REACHES: usize = 4_096;
const INDEX_AND_REACH: ([u32; SLOTS], [u8; REACHES]) = build();

/// Start of a hash that is fed byte by byte (FNV-1a).
pub(super) const HASH_START: u32 = 0x811c_9dc5;

pub(super) const fn hash_step(hash: u32, byte: u8) -> u32 {
    (hash ^ byte as u32).wrapping_mul(0x0100_0193)
}

const fn slot_of(hash: u32) -> usize {
    ((hash ^ (hash >> 15)) as usize) & (SLOTS - 1)
}

const fn part_of(hash: u32) -> u32 {
    hash >> 25
}

const fn reach_of(hash_of_three: u32) -> usize {
    ((hash_of_three ^ (hash_of_three >> 12)) as usize) & (REACHES - 1)
}

const fn build() -> ([u32; SLOTS], [u8; REACHES]) {
    let tables: [&[Group]; 5] = [
        vietnamese::GROUPS,
        english::GROUPS,
        latin::GROUPS,
        scripts::GROUPS,
        nothing::GROUPS,
    ];
    let mut slots = [EMPTY; SLOTS];
    let mut reach = [0_u8; REACHES];
    let mut table = 0;
    while table < tables.len() {
        let mut group = 0;
        while group < tables[table].len() {
            let words = tables[table][group].words.as_bytes();
            let mut at = 0;
            while at < words.len() {
                while at < words.len() && words[at] == b' ' {
                    at += 1;
                }
                let start = at;
                let mut hash = HASH_START;
                let mut length: u8 = 0;
                let mut three = 0;
                while at < words.len() && words[at] != b',' {
                    if words[at] != b' ' {
                        hash = hash_step(hash, words[at]);
                        length += 1;
                        if length == 3 {
                            three = reach_of(hash);
                        }
                    }
                    at += 1;
                }
                if length >= 3 && reach[three] < length {
                    reach[three] = length;
                }
                if at > start {
                    assert!(table < 7 && group < 256 && start < 16_384);
                    let mut slot = slot_of(hash);
                    while slots[slot] != EMPTY {
                        slot = (slot + 1) & (SLOTS - 1);
                    }
                    slots[slot] = (part_of(hash) << 25)
                        | ((table as u32) << 22)
                        | ((group as u32) << 14)
                        | start as u32;
                }
                at += 1;
            }
            group += 1;
        }
        table += 1;
    }
    (slots, reach)
}

/// The most bytes that an entry which begins like `bytes` can have.
pub(super) fn reach(bytes: &[u8]) -> usize {
    let Some(three) = bytes.get(..3) else {
        return 2;
    };
    let hash = three
        .iter()
        .fold(HASH_START, |hash, &byte| hash_step(hash, byte));
    usize::from(REACH[reach_of(hash)]).max(2)
}

/// The entry whose bytes without spaces are `key`; `hash` is the hash of those bytes.
pub(super) fn find(key: &[u8], hash: u32) -> Option<Entry> {
    let mut slot = slot_of(hash);
    loop {
        let packed = INDEX[slot];
        if packed == EMPTY {
            return None;
        }
        if packed >> 25 == part_of(hash) {
            let entry = entry_at(packed)?;
            if entry
                .phrase
                .bytes()
                .filter(|&b| b != b' ')
                .eq(key.iter().copied())
            {
                return Some(entry);
            }
        }
        slot = (slot + 1) & (SLOTS - 1);
    }
}

fn entry_at(packed: u32) -> Option<Entry> {
    let table = usize::try_from((packed >> 22) & 0x7).ok()?;
    let group = usize::try_from((packed >> 14) & 0xff).ok()?;
    let start = usize::try_from(packed & 0x3fff).ok()?;
    let group = TABLES.get(table)?.get(group)?;
    let rest = group.words.get(start..)?;
    let end = rest.bytes().position(|b| b == b',').unwrap_or(rest.len());
    Some(Entry {
        sense: group.sense,
        head: group.head,
        phrase: rest.get(..end)?.trim_end(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::collections::BTreeMap;
    use alloc::string::String;

    #[test]
    fn entries_are_unique_folded_and_short() {
        let mut seen: BTreeMap<String, &str> = BTreeMap::new();
        let mut doubles = String::new();
        for group in TABLES.iter().flat_map(|table| table.iter()) {
            for entry in group.words.split(',') {
                let entry = entry.trim();
                let key: String = entry.chars().filter(|c| *c != ' ').collect();
                if key.is_empty() {
                    continue;
                }
                assert!(key.len() <= LONGEST, "too long: {entry}");
                assert!(
                    !key.chars()
                        .any(|c| c.is_ascii_uppercase() || ('\u{c0}'..='\u{24f}').contains(&c)),
                    "not folded: {entry}"
                );
                let hash = key.bytes().fold(HASH_START, hash_step);
                let met = find(key.as_bytes(), hash);
                assert!(met.is_some(), "not found: {entry}");
                if let Some(other) = seen.insert(key, entry) {
                    doubles.push_str(other);
                    doubles.push_str(", ");
                }
            }
        }
        assert!(doubles.is_empty(), "entered twice: {doubles}");
        assert!(
            seen.len() * 2 < SLOTS,
            "the index is too full: {}",
            seen.len()
        );
    }

    #[test]
    fn what_is_no_entry_is_not_found() {
        for word in ["", "zzz", "hotenx", "emaill"] {
            let hash = word.bytes().fold(HASH_START, hash_step);
            assert!(find(word.as_bytes(), hash).is_none(), "{word}");
        }
    }
}
