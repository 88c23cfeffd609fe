//! Who can open the history: every way in, and no other.
#![allow(clippy::unwrap_used, reason = "a test may stop")]

mod common;
#[path = "common/days.rs"]
#[allow(dead_code, reason = "every test file uses another part of it")]
mod days;

use common::*;
use days::*;
use luytre_core::id::ParentId;
use luytre_core::time::WallTime;
use luytre_store::{
    AccessBook, Cost, Error, HistoryKey, LastWayIn, QuickCode, RecoveryCode, WrongSecret,
};
use unicode_normalization::UnicodeNormalization;

/// Whether a key is this book's: it can change it.
fn opens(book: &AccessBook, key: &HistoryKey) -> bool {
    book.with_new_recovery(key, WallTime(0)).is_ok()
}

fn ba() -> ParentId {
    "ba".into()
}

#[test]
fn only_the_right_passphrase_of_the_right_parent_opens() {
    let (book, key, code) = access();
    let book = book
        .with_passphrase(
            &key,
            &ba(),
            &passphrase("câu của ba đây"),
            CHEAP,
            WallTime(5),
        )
        .unwrap();
    for (parent, text, right) in [
        (me(), PASSPHRASE, true),
        (ba(), "câu của ba đây", true),
        (me(), "câu của ba đây", false),
        (ba(), PASSPHRASE, false),
        (me(), "lũy tre xanh mat", false),
        (me(), "Lũy tre xanh mát", false),
        ("nobody".into(), PASSPHRASE, false),
    ] {
        let opened = book.open(&parent, &passphrase(text));
        assert_eq!(
            opened.as_ref().err(),
            (!right).then_some(&WrongSecret),
            "{parent} {text}"
        );
        assert!(opened.is_err() || opens(&book, &opened.unwrap()));
    }
    assert!(opens(&book, &book.recover(&code).unwrap()));
    let (_, other, other_code) = access();
    assert_eq!(book.recover(&other_code).err(), Some(WrongSecret));
    assert!(!opens(&book, &other));
    // Composed, or typed letter by letter.
    let parts: String = PASSPHRASE.nfd().collect();
    assert_ne!(parts, PASSPHRASE);
    assert!(book.open(&me(), &passphrase(&parts)).is_ok());
}

#[test]
fn a_wrap_that_was_changed_or_moved_opens_nothing() {
    let (book, key, code) = access();
    let book = book
        .with_passphrase(
            &key,
            &ba(),
            &passphrase("câu của ba đây"),
            CHEAP,
            WallTime(5),
        )
        .unwrap();
    let text = serde_json::to_string(&book).unwrap();
    // Me with the wrap, the salt and the cost of the other.
    let renamed = text.replace("\"ba\"", "\"x\"").replace("me-secret", "ba");
    let renamed: AccessBook = serde_json::from_str(&renamed).unwrap();
    assert!(renamed.open(&ba(), &passphrase(PASSPHRASE)).is_err());
    // Any digit of any wrap, salt or root.
    let mut tried = 0;
    for (at, digit) in text.char_indices().filter(|(_, c)| c.is_ascii_hexdigit()) {
        let inside = text[..at].rfind('"').is_some_and(|quote| {
            text[quote + 1..]
                .find('"')
                .is_some_and(|length| length >= 32)
        });
        if !inside {
            continue;
        }
        tried += 1;
        let mut changed = text.clone();
        changed.replace_range(at..=at, if digit == '0' { "1" } else { "0" });
        let changed: AccessBook = serde_json::from_str(&changed).unwrap();
        let ways = [
            changed.open(&me(), &passphrase(PASSPHRASE)).ok(),
            changed.open(&ba(), &passphrase("câu của ba đây")).ok(),
            changed.recover(&code).ok(),
        ];
        let opened = ways
            .iter()
            .flatten()
            .filter(|key| opens(&changed, key))
            .count();
        assert!(opened <= 2, "a changed digit at {at} changed nothing");
    }
    assert!(tried > 500, "{tried}");
}

#[test]
fn what_a_try_costs_is_stored_and_honoured() {
    let dear = Cost {
        memory_kib: 64,
        passes: 2,
        lanes: 2,
    };
    let (book, _, _) =
        AccessBook::begin(&me(), &passphrase(PASSPHRASE), dear, WallTime(0)).unwrap();
    let text = serde_json::to_string(&book).unwrap();
    assert!(
        text.contains("\"memory_kib\":64,\"passes\":2,\"lanes\":2"),
        "{text}"
    );
    assert!(book.open(&me(), &passphrase(PASSPHRASE)).is_ok());
    for (from, to) in [
        ("\"memory_kib\":64", "\"memory_kib\":65"),
        ("\"passes\":2", "\"passes\":3"),
        ("\"lanes\":2", "\"lanes\":1"),
        ("\"passes\":2", "\"passes\":4294967295"),
        ("\"memory_kib\":64", "\"memory_kib\":4294967295"),
    ] {
        let other: AccessBook = serde_json::from_str(&text.replace(from, to)).unwrap();
        assert!(other.open(&me(), &passphrase(PASSPHRASE)).is_err(), "{to}");
    }
}

#[test]
fn parents_come_change_and_go_and_one_always_stays() {
    let (book, key, first_code) = access();
    assert_eq!(book.without(&me()), Err(LastWayIn));
    let (old, new) = (passphrase(PASSPHRASE), passphrase("một câu mới tinh"));
    let changed = book
        .with_passphrase(&key, &me(), &new, CHEAP, WallTime(7))
        .unwrap();
    assert!(changed.open(&me(), &old).is_err() && changed.open(&me(), &new).is_ok());
    let both = changed
        .with_passphrase(&key, &ba(), &old, CHEAP, WallTime(8))
        .unwrap();
    let who: Vec<_> = both
        .passphrases()
        .map(|(who, at)| (who.clone(), at.0))
        .collect();
    assert_eq!(who, [(me(), 7), (ba(), 8)]);
    let left = both.without(&me()).unwrap();
    assert!(left.open(&me(), &new).is_err() && left.open(&ba(), &old).is_ok());
    assert_eq!(left.without(&ba()), Err(LastWayIn));
    assert_eq!(left.without(&"nobody".into()).unwrap(), left);
    // A new recovery code, after a lost passphrase as well.
    let by_code = left.recover(&first_code).unwrap();
    let (renewed, code) = left.with_new_recovery(&by_code, WallTime(9)).unwrap();
    assert!(renewed.recover(&first_code).is_err());
    assert!(
        renewed
            .recover(&RecoveryCode::parse(&code.shown()).unwrap())
            .is_ok()
    );
    assert_eq!(renewed.recovery_since(), WallTime(9));
    let (_, other, _) = access();
    assert!(matches!(
        renewed.with_passphrase(&other, &me(), &new, CHEAP, WallTime(0)),
        Err(Error::WrongKey)
    ));
    let mut crowd = renewed;
    let refused = (0..100).find_map(|n| {
        let parent = ParentId::from(format!("p{n}"));
        match crowd.with_passphrase(&key, &parent, &new, CHEAP, WallTime(0)) {
            Ok(more) => {
                crowd = more;
                None
            }
            Err(error) => Some(error),
        }
    });
    assert!(matches!(refused, Some(Error::TooLarge { .. })));
}

#[test]
fn a_quick_code_tells_whose_it_is_and_opens_nothing() {
    let (book, _, _) = access();
    let code = |text| QuickCode::new(text).unwrap();
    assert_eq!(book.check_quick_code(&code("135790")), None);
    let book = book
        .with_quick_code(&me(), Some(&code("135790")), CHEAP, WallTime(1))
        .unwrap()
        .with_quick_code(&ba(), Some(&code("246801")), CHEAP, WallTime(2))
        .unwrap();
    assert_eq!(book.check_quick_code(&code("135790")), Some(me()));
    assert_eq!(book.check_quick_code(&code("246801")), Some(ba()));
    assert_eq!(book.check_quick_code(&code("135791")), None);
    assert!(book.open(&me(), &passphrase("13579024")).is_err());
    let book = book
        .with_quick_code(&me(), Some(&code("111222")), CHEAP, WallTime(3))
        .unwrap()
        .with_quick_code(&ba(), None, CHEAP, WallTime(4))
        .unwrap();
    assert_eq!(book.check_quick_code(&code("135790")), None);
    assert_eq!(book.check_quick_code(&code("246801")), None);
    let who: Vec<_> = book
        .quick_codes()
        .map(|(who, at)| (who.clone(), at.0))
        .collect();
    assert_eq!(who, [(me(), 3)]);
}

#[test]
fn nothing_of_a_secret_prints_or_is_stored() {
    let (book, key, code) = access();
    let book = book
        .with_quick_code(
            &me(),
            Some(&QuickCode::new("135790").unwrap()),
            CHEAP,
            WallTime(1),
        )
        .unwrap();
    let told = format!(
        "{book:?} {key:?} {code:?} {}",
        serde_json::to_string(&book).unwrap()
    );
    for secret in [
        PASSPHRASE,
        "135790",
        &code.shown(),
        &code.shown().replace('-', ""),
    ] {
        assert!(!told.contains(secret));
    }
}
