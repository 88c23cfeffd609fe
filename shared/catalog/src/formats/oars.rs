//! Content ratings of AppStream files to an age.
//!
//! The Open Age Ratings Service asks a developer, for some thirty kinds of content, whether it is none, mild, moderate or
//! intense (`<content_rating type="oars-1.1">`). The ages are those that the AppStream library and the desktops' parental
//! controls give each answer (from Common Sense Media's guidance); a program's age is the highest of its answers. Ratings
//! are the developers' own word, so an age here is a hint for a parent and never a rule by itself. Absent on purpose:
//! `sex-homosexuality`, which says whom a story loves and not how it is shown; how is `sex-themes`.

use std::fmt;

/// From which age on a program is meant to be fit, in years; 0 is for everybody.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Age(pub u8);

impl fmt::Display for Age {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}+", self.0)
    }
}

/// Kind of content, with the ages for mild, moderate and intense, ordered by name.
const AGES: [(&str, [u8; 3]); 27] = [
    ("drugs-alcohol", [11, 13, 16]),
    ("drugs-narcotics", [12, 14, 17]),
    ("drugs-tobacco", [10, 13, 13]),
    ("language-discrimination", [9, 10, 11]),
    ("language-humor", [3, 8, 14]),
    ("language-profanity", [8, 11, 14]),
    ("money-advertising", [7, 8, 10]),
    ("money-gambling", [7, 10, 18]),
    ("money-purchasing", [12, 14, 15]),
    ("sex-adultery", [8, 10, 18]),
    ("sex-appearance", [10, 10, 15]),
    ("sex-nudity", [12, 14, 14]),
    ("sex-prostitution", [12, 14, 18]),
    ("sex-themes", [13, 14, 15]),
    ("social-audio", [15, 15, 15]),
    ("social-chat", [4, 10, 13]),
    ("social-contacts", [12, 12, 12]),
    ("social-info", [0, 13, 13]),
    ("social-location", [13, 13, 13]),
    ("violence-bloodshed", [9, 11, 18]),
    ("violence-cartoon", [3, 4, 6]),
    ("violence-desecration", [13, 15, 18]),
    ("violence-fantasy", [3, 7, 8]),
    ("violence-realistic", [4, 9, 14]),
    ("violence-sexual", [18, 18, 18]),
    ("violence-slavery", [13, 15, 18]),
    ("violence-worship", [13, 15, 18]),
];

/// The age of a rating of this type with these answers; `None` for types other than OARS 1.0 and 1.1. An empty rating says
/// that nothing of all this occurs. Kinds and answers that nobody knows count as none.
#[must_use]
pub fn age<'a>(kind: &str, answers: impl IntoIterator<Item = (&'a str, &'a str)>) -> Option<Age> {
    if !matches!(kind, "oars-1.0" | "oars-1.1") {
        return None;
    }
    let ages = answers.into_iter().filter_map(|(content, answer)| {
        let index = match answer {
            "mild" => 0,
            "moderate" => 1,
            "intense" => 2,
            _ => return None,
        };
        let at = AGES
            .binary_search_by(|(name, _)| (*name).cmp(content))
            .ok()?;
        Some(AGES[at].1[index])
    });
    Some(Age(ages.max().unwrap_or(0)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_highest_answer_decides() {
        assert!(AGES.is_sorted_by(|a, b| a.0 < b.0));
        for (_, ages) in AGES {
            assert!(ages.is_sorted());
        }
        type Answers<'a> = &'a [(&'a str, &'a str)];
        let cases: [(&str, Answers<'_>, Option<u8>); 7] = [
            ("oars-1.1", &[], Some(0)),
            ("oars-1.0", &[("violence-cartoon", "intense")], Some(6)),
            (
                "oars-1.1",
                &[("social-chat", "mild"), ("violence-bloodshed", "moderate")],
                Some(11),
            ),
            ("oars-1.1", &[("money-gambling", "intense")], Some(18)),
            ("oars-1.1", &[("no-such-thing", "intense")], Some(0)),
            ("oars-1.1", &[("social-chat", "none")], Some(0)),
            ("pegi", &[("violence-cartoon", "mild")], None),
        ];
        for (kind, answers, expected) in cases {
            assert_eq!(
                age(kind, answers.iter().copied()),
                expected.map(Age),
                "{kind} {answers:?}"
            );
        }
    }
}
