//! Questions to talk about, chosen from what the numbers say.
//!
//! They speak to the whole family and name nobody; they are open, so that nobody can answer with yes or no. Each belongs to
//! one of six themes of digital skills, fits some ages, and has a condition. A week has other questions than the week
//! before it.

use crate::good::{Good, time_of};
use crate::period::Range;
use crate::review::{ChildReview, Standing};
use jiff::civil::date;
use luytre_core::time::Span;

/// A question, with the reason why it was chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Starter {
    /// Name of its text.
    pub id: &'static str,
    /// What it is about.
    pub theme: Theme,
    /// What in the numbers called for it.
    pub because: Because,
    /// Youngest and oldest it is meant for, in years.
    ages: (u8, u8),
}

/// The six skills.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Theme {
    /// What to keep to oneself.
    Privacy,
    /// People met online.
    Strangers,
    /// Being kind, and what to do when somebody is not.
    Bullying,
    /// Scams and fake sites.
    Scams,
    /// Games, and everything else.
    Balance,
    /// Answering for what one does.
    Responsibility,
}

impl Theme {
    /// All of them.
    pub const ALL: [Self; 6] = [
        Self::Privacy,
        Self::Strangers,
        Self::Bullying,
        Self::Scams,
        Self::Balance,
        Self::Responsibility,
    ];
}

/// What in the numbers calls for a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Because {
    /// Nothing: it is always worth talking about.
    Always,
    /// Somebody was warned before giving away where or who they are.
    Contact,
    /// Somebody was warned before giving away what opens accounts or purses.
    Secret,
    /// An hour or more of games.
    Games,
    /// Half an hour or more of chat or social media.
    Talking,
    /// Half an hour or more of browsing.
    Browsing,
    /// Half an hour or more of video.
    Video,
    /// Half an hour or more of learning, reading, making or coding.
    Learning,
    /// Somebody was up late.
    Late,
    /// Somebody asked for more time.
    Asked,
    /// More than agreed on some day or in some week.
    Over,
    /// Somebody kept within what was agreed.
    Kept,
    /// A day without a screen.
    Rested,
}

/// How many are chosen.
pub(crate) const STARTERS: usize = 3;

const fn ask(
    id: &'static str,
    theme: Theme,
    because: Because,
    youngest: u8,
    oldest: u8,
) -> Starter {
    Starter {
        id,
        theme,
        because,
        ages: (youngest, oldest),
    }
}

/// Every question. Weeks with even numbers take from the even places of this list, those with odd numbers from the odd
/// ones, so the order matters: both halves have questions of every kind and for every age.
pub(crate) const BANK: [Starter; 32] = {
    use Because::{
        Always, Asked, Browsing, Contact, Games, Kept, Late, Learning, Over, Rested, Secret,
        Talking, Video,
    };
    use Theme::{Balance, Bullying, Privacy, Responsibility, Scams, Strangers};
    [
        ask("talk-privacy-who-may-know", Privacy, Contact, 6, 17),
        ask("talk-strangers-polite-no", Strangers, Contact, 9, 17),
        ask("talk-scams-in-a-hurry", Scams, Secret, 9, 17),
        ask("talk-privacy-passwords", Privacy, Secret, 6, 17),
        ask("talk-strangers-in-games", Strangers, Games, 6, 17),
        ask("talk-scams-free-gifts", Scams, Games, 6, 17),
        ask("talk-balance-fun-or-tired", Balance, Games, 6, 17),
        ask("talk-bullying-when-losing", Bullying, Games, 6, 17),
        ask("talk-bullying-words-online", Bullying, Talking, 9, 17),
        ask("talk-strangers-who-is-it", Strangers, Talking, 9, 17),
        ask("talk-privacy-photos", Privacy, Talking, 9, 17),
        ask(
            "talk-responsibility-true-or-not",
            Responsibility,
            Browsing,
            12,
            17,
        ),
        ask("talk-scams-fake-sites", Scams, Browsing, 9, 17),
        ask(
            "talk-responsibility-worth-watching",
            Responsibility,
            Video,
            6,
            17,
        ),
        ask(
            "talk-responsibility-learnt",
            Responsibility,
            Learning,
            6,
            17,
        ),
        ask("talk-balance-evenings", Balance, Late, 6, 17),
        ask("talk-balance-how-to-stop", Balance, Asked, 6, 17),
        ask("talk-balance-still-right", Balance, Over, 9, 17),
        ask(
            "talk-responsibility-what-helps",
            Responsibility,
            Kept,
            6,
            17,
        ),
        ask("talk-balance-days-off", Balance, Rested, 6, 17),
        ask("talk-privacy-where-to-tell", Privacy, Always, 6, 11),
        ask("talk-strangers-whom-to-tell", Strangers, Always, 6, 11),
        ask("talk-bullying-not-alone", Bullying, Always, 6, 11),
        ask("talk-scams-before-the-button", Scams, Always, 6, 11),
        ask(
            "talk-responsibility-kind-deeds",
            Responsibility,
            Always,
            6,
            11,
        ),
        ask("talk-bullying-good-message", Bullying, Always, 6, 17),
        ask("talk-balance-half-a-day", Balance, Always, 6, 17),
        ask("talk-privacy-footprint", Privacy, Always, 12, 17),
        ask("talk-strangers-meeting", Strangers, Always, 12, 17),
        ask("talk-bullying-screenshots", Bullying, Always, 12, 17),
        ask("talk-scams-latest-trick", Scams, Always, 12, 17),
        ask(
            "talk-responsibility-fair-use",
            Responsibility,
            Always,
            12,
            17,
        ),
    ]
};

/// Kinds of information by which somebody can be found or recognised, as the guard names them.
const CONTACT: [&str; 9] = [
    "phone",
    "email",
    "address",
    "location",
    "name",
    "birthdate",
    "school",
    "social",
    "vehicle",
];
/// Kinds that open accounts or purses.
const SECRET: [&str; 5] = ["password", "otp", "payment", "national_id", "tax_id"];

/// The age that is assumed where no child's is known.
const USUAL_AGE: u8 = 10;

/// Chooses questions of different themes. First those that the numbers call for, two at most where others fit as well, so
/// that not every week is about what happened.
pub(crate) fn choose(children: &[ChildReview], ages: &[u8], range: Range) -> Vec<Starter> {
    let week = range
        .first
        .since(date(1970, 1, 5))
        .map_or(0, |span| span.get_days())
        .div_euclid(7);
    let round = usize::try_from(week.rem_euclid(1 << 20)).expect("not negative");
    let usual = [USUAL_AGE];
    let ages = if ages.is_empty() { &usual[..] } else { ages };
    let fits = |starter: &Starter| {
        let (youngest, oldest) = starter.ages;
        ages.iter().any(|age| {
            let age = (*age).clamp(6, 17);
            youngest <= age && age <= oldest
        })
    };
    let mut chosen: Vec<Starter> = Vec::with_capacity(STARTERS);
    // Own half of the bank first; the other half only where this one has too few.
    for half in [round % 2, 1 - round % 2] {
        let open: Vec<Starter> = BANK
            .iter()
            .enumerate()
            .filter(|(place, starter)| place % 2 == half && fits(starter))
            .map(|(_, starter)| *starter)
            .collect();
        let called: Vec<Starter> = open
            .iter()
            .filter(|one| one.because != Because::Always && holds(one.because, children))
            .copied()
            .collect();
        let always: Vec<Starter> = open
            .iter()
            .filter(|one| one.because == Because::Always)
            .copied()
            .collect();
        take(&mut chosen, &called, round / 2, STARTERS - 1);
        take(&mut chosen, &always, round / 2, STARTERS);
        take(&mut chosen, &called, round / 2, STARTERS);
    }
    chosen
}

/// Takes from a list, beginning at another place each time, until so many are chosen; one of each theme.
fn take(chosen: &mut Vec<Starter>, from: &[Starter], round: usize, most: usize) {
    for step in 0..from.len() {
        if chosen.len() >= most {
            return;
        }
        let one = from[(round + step) % from.len()];
        if chosen.iter().all(|other| other.theme != one.theme) {
            chosen.push(one);
        }
    }
}

/// True if the numbers of some child call for it.
fn holds(because: Because, children: &[ChildReview]) -> bool {
    let any = |test: &dyn Fn(&ChildReview) -> bool| children.iter().any(test);
    let at_least = |names: &[&str], minutes: i64| {
        any(&|child| time_of(child, names) >= Span::from_mins(minutes))
    };
    let warned = |kinds: &[&str]| {
        any(&|child| {
            child
                .guard
                .iter()
                .any(|(kind, times)| *times > 0 && kinds.contains(&kind.as_str()))
        })
    };
    match because {
        Because::Always => true,
        Because::Contact => warned(&CONTACT),
        Because::Secret => warned(&SECRET),
        Because::Games => at_least(&["games"], 60),
        Because::Talking => at_least(&["chat", "social"], 30),
        Because::Browsing => at_least(&["browser"], 30),
        Because::Video => at_least(&["video"], 30),
        Because::Learning => at_least(&["learning", "reading", "creative", "coding"], 30),
        Because::Late => any(&|child| child.late.days > 0),
        Because::Asked => any(&|child| child.requests.asked() > 0),
        Because::Over => any(&|child| {
            let mut measures = child.measured();
            measures.any(|(_, measure)| matches!(measure.standing, Standing::Over { .. }))
        }),
        Because::Kept => any(&|child| {
            let mut good = child.good.iter();
            good.any(|good| matches!(good, Good::Kept { .. }))
        }),
        Because::Rested => any(&|child| {
            let mut good = child.good.iter();
            good.any(|good| matches!(good, Good::RestDays { .. }))
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_halves_have_questions_of_three_themes_for_every_age() {
        for age in 6..=17 {
            for half in 0..2 {
                let mut themes: Vec<Theme> = BANK
                    .iter()
                    .enumerate()
                    .filter(|(place, one)| {
                        place % 2 == half
                            && one.because == Because::Always
                            && one.ages.0 <= age
                            && age <= one.ages.1
                    })
                    .map(|(_, one)| one.theme)
                    .collect();
                themes.sort_unstable();
                themes.dedup();
                assert!(
                    themes.len() >= STARTERS,
                    "age {age}, half {half}: {themes:?}"
                );
            }
        }
    }

    #[test]
    fn every_theme_has_several_and_every_condition_is_asked_for() {
        for theme in Theme::ALL {
            let of = BANK.iter().filter(|one| one.theme == theme).count();
            assert!(of >= 4, "{theme:?}: {of}");
        }
        let mut ids: Vec<_> = BANK.iter().map(|one| one.id).collect();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), BANK.len());
    }
}
