//! What holds for every household, and for every text that is none.

use super::FULL;
use luytre_core::household::{self, Direction, Problems};
use proptest::prelude::*;

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    /// Writing and reading gives the same household.
    #[test]
    fn what_is_written_reads_back_the_same(household in household::arbitrary::household()) {
        let text = household::render(&household);
        let read = household::parse(&text).map_err(|problems| TestCaseError::fail(format!("{problems}\n{text}")))?;
        prop_assert_eq!(&read, &household, "{}", text);
        prop_assert_eq!(household::render(&read), text);
    }

    /// A difference never goes unnoticed, equality gives none, and the way back is the same changes reversed.
    #[test]
    fn every_difference_is_a_change(before in household::arbitrary::household(), after in household::arbitrary::household()) {
        prop_assert_eq!(household::diff(&before, &before), vec![]);
        let there = household::diff(&before, &after);
        prop_assert_eq!(there.is_empty(), before == after);
        let mut back: Vec<_> = household::diff(&after, &before)
            .into_iter()
            .map(|change| (change.path, change.after, change.before, reversed(change.direction)))
            .collect();
        let mut there: Vec<_> =
            there.into_iter().map(|change| (change.path, change.before, change.after, change.direction)).collect();
        back.sort();
        there.sort();
        prop_assert_eq!(there, back);
    }

    /// A change of one child's screen rules is noticed also when nothing else differs.
    #[test]
    fn a_change_of_one_rule_is_noticed(before in household::arbitrary::household(), screen in household::arbitrary::screen_rules()) {
        let mut after = before.clone();
        let Some(child) = after.children.first_mut() else { return Ok(()) };
        child.screen = screen;
        prop_assert_eq!(household::diff(&before, &after).is_empty(), before == after);
    }

    /// Bytes of any kind: an answer, never a panic; what is wrong has a line that exists.
    #[test]
    fn garbage_gives_problems_with_lines(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        check_answer(&String::from_utf8_lossy(&bytes))?;
        let _ = household::parse_bytes(&bytes, &|_| true);
    }

    /// Text made of what household files are made of gets deeper into the reader than bytes do.
    #[test]
    fn garbage_from_the_format_gives_problems_with_lines(
        pieces in proptest::collection::vec(proptest::sample::select(PIECES.to_vec()), 0..60)
    ) {
        check_answer(&pieces.concat())?;
    }

    /// A good file with a few bytes changed, lost or doubled.
    #[test]
    fn a_damaged_file_gives_problems_with_lines(
        household in household::arbitrary::household(),
        damage in proptest::collection::vec((any::<proptest::sample::Index>(), 0..4_u8, any::<u8>()), 1..6),
    ) {
        let mut bytes = format!("{}{FULL}", household::render(&household)).into_bytes();
        for (index, how, byte) in damage {
            let at = index.index(bytes.len());
            match how {
                0 => bytes[at] = byte,
                1 => bytes.truncate(at.max(1)),
                2 => bytes.insert(at, byte),
                _ => { bytes.remove(at); if bytes.is_empty() { bytes.push(byte); } }
            }
        }
        check_answer(&String::from_utf8_lossy(&bytes))?;
    }
}

/// Pieces of household files, good and bad ones.
const PIECES: &[&str] = &[
    "[[child]]\n",
    "[[parent]]\n",
    "[[program]]\n",
    "[[calendar]]\n",
    "[child.screen]\n",
    "[child.activity.games]\n",
    "[child]\n",
    "[[child.screen]]\n",
    "[child.screen.daily]\n",
    "id = ",
    "name = ",
    "accounts = ",
    "daily = ",
    "windows = ",
    "break = ",
    "match = ",
    "from = ",
    "to = ",
    "treat_as = ",
    "pin = ",
    "\"an\"",
    "\"1h\"",
    "\"16:00-20:00\"",
    "\"2027-02-04\"",
    "[",
    "]",
    "{",
    "}",
    ",",
    "\n",
    " = ",
    ".",
    "child",
    "default",
    "weekdays",
    "\"",
    "'",
    "\"\"\"",
    "\\",
    "#",
    "1",
    "-",
    "true",
    "2027-02-04",
    "07:00:00",
    "0x",
    "\u{0}",
    "ẹ",
    "\r",
];

/// An answer whose problems are sorted, lie in the file, and whose household, if there is one, survives the way to text and back.
fn check_answer(text: &str) -> Result<(), TestCaseError> {
    match household::parse(text) {
        Ok(household) => {
            prop_assert!(
                toml::de::DeTable::parse(text).is_ok(),
                "only TOML is a household"
            );
            let again = household::parse(&household::render(&household));
            prop_assert_eq!(again, Ok(household));
        }
        Err(problems) => {
            let lines = text.bytes().filter(|byte| *byte == b'\n').count() + 1;
            let lines = u32::try_from(lines).unwrap_or(u32::MAX);
            prop_assert!(!problems.list.is_empty() && problems.list.len() <= Problems::MAX);
            prop_assert!(
                problems
                    .list
                    .iter()
                    .all(|problem| (1..=lines).contains(&problem.line) && problem.column >= 1)
            );
            prop_assert!(
                problems
                    .list
                    .is_sorted_by_key(|problem| (problem.line, problem.column))
            );
        }
    }
    Ok(())
}

fn reversed(direction: Direction) -> Direction {
    match direction {
        Direction::Loosens => Direction::Tightens,
        Direction::Tightens => Direction::Loosens,
        Direction::Neutral => Direction::Neutral,
        Direction::Mixed => Direction::Mixed,
    }
}
