//! The household parser: any bytes give a household or problems, and a household survives the way to text and back.
#![no_main]

use libfuzzer_sys::fuzz_target;
use luytre_core::household::{self, Problems};

fuzz_target!(|bytes: &[u8]| {
    match household::parse_bytes(bytes, &|_| true) {
        Ok(household) => {
            let text = household::render(&household);
            let again = household::parse(&text);
            assert_eq!(again.as_ref(), Ok(&household), "{text}");
            assert_eq!(household::diff(&household, &household), [], "{text}");
        }
        Err(problems) => {
            assert!(!problems.list.is_empty() && problems.list.len() <= Problems::MAX);
            assert!(
                problems
                    .list
                    .is_sorted_by_key(|problem| (problem.line, problem.column))
            );
            for problem in &problems.list {
                // Texts for people are made from these.
                assert!(problem.line >= 1 && problem.column >= 1 && !problem.args().is_empty());
            }
        }
    }
});
