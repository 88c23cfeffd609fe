//! Starting points for a family's rules: by age, after the Vietnamese decree on games, and for the Vietnamese school year.
//!
//! A preset is a piece of a household file. Applying one writes what it says into the rules of a child and leaves all else
//! as the family has it; what comes out is an ordinary household that can be edited further. Absent: texts for people, and
//! any claim that a number is more than its source says. The sources give hours of sleep and, for the youngest, an hour of
//! screen time; the other amounts are ours to begin with.

use super::parse;
use crate::id::ChildId;
use crate::policy::{ActivityRules, Child, Counts, Household, PerDay, ScreenRules, Then};

/// A starting point for rules.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Preset {
    /// The stable name, for commands and for texts about it: `10-12`.
    pub id: &'static str,
    /// For which ages in years, both included.
    pub ages: (u8, u8),
    /// What it rests on.
    pub sources: &'static [Source],
    /// The piece of a household file.
    pub text: &'static str,
    /// Whose rules it sets.
    pub scope: Scope,
}

/// Whose rules a preset sets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// Those of one child.
    Child,
    /// Those of the whole household.
    Household,
}

/// Where a preset comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Source {
    /// Author and title.
    pub title: &'static str,
    /// Where it can be read; laws are found by their number.
    pub address: Option<&'static str>,
}

const WHO: Source = Source {
    title: "WHO (2019): Guidelines on physical activity, sedentary behaviour and sleep for children under 5 years of age",
    address: Some("https://www.who.int/publications/i/item/9789241550536"),
};
const AAP_PLAN: Source = Source {
    title: "American Academy of Pediatrics: Family Media Plan",
    address: Some("https://www.healthychildren.org/English/fmp/Pages/MediaPlan.aspx"),
};
const AASM: Source = Source {
    title: "American Academy of Sleep Medicine (2016): Recommended Amount of Sleep for Pediatric Populations",
    address: Some("https://doi.org/10.5664/jcsm.5866"),
};
const DECREE_147: Source = Source {
    title: "Nghị định 147/2024/NĐ-CP, điều 39 và 48 (trò chơi điện tử trên mạng)",
    address: None,
};
const LABOUR_CODE: Source = Source {
    title: "Bộ luật Lao động 45/2019/QH14, điều 111 và 112",
    address: None,
};

static PRESETS: [Preset; 7] = [
    Preset {
        id: "3-6",
        ages: (3, 6),
        sources: &[WHO, AAP_PLAN],
        text: include_str!("presets/3-6.toml"),
        scope: Scope::Child,
    },
    Preset {
        id: "7-9",
        ages: (7, 9),
        sources: &[AAP_PLAN, AASM],
        text: include_str!("presets/7-9.toml"),
        scope: Scope::Child,
    },
    Preset {
        id: "10-12",
        ages: (10, 12),
        sources: &[AAP_PLAN, AASM],
        text: include_str!("presets/10-12.toml"),
        scope: Scope::Child,
    },
    Preset {
        id: "13-15",
        ages: (13, 15),
        sources: &[AAP_PLAN, AASM, DECREE_147],
        text: include_str!("presets/13-15.toml"),
        scope: Scope::Child,
    },
    Preset {
        id: "16-17",
        ages: (16, 17),
        sources: &[AAP_PLAN, AASM, DECREE_147],
        text: include_str!("presets/16-17.toml"),
        scope: Scope::Child,
    },
    Preset {
        id: "vn-147",
        ages: (3, 17),
        sources: &[DECREE_147],
        text: include_str!("presets/vn-147.toml"),
        scope: Scope::Child,
    },
    Preset {
        id: "vn-school-year",
        ages: (3, 17),
        sources: &[LABOUR_CODE],
        text: include_str!("presets/vn-school-year.toml"),
        scope: Scope::Household,
    },
];

/// Why a preset was not applied.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PresetError {
    /// The household has no such child.
    UnknownChild,
}

/// For logs; people get a localised text.
impl std::fmt::Display for PresetError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::UnknownChild => f.write_str("the household has no such child"),
        }
    }
}

impl std::error::Error for PresetError {}

/// All presets, the youngest first.
#[must_use]
pub fn list() -> &'static [Preset] {
    &PRESETS
}

/// The preset of this name.
#[must_use]
pub fn find(id: &str) -> Option<&'static Preset> {
    PRESETS.iter().find(|preset| preset.id == id)
}

/// The household with what the preset says written into it. Everything that the preset does not speak of stays.
///
/// # Errors
/// [`PresetError::UnknownChild`] if there is no such child; also for a preset of the whole household.
pub fn apply(
    household: &Household,
    child: &ChildId,
    preset: &Preset,
) -> Result<Household, PresetError> {
    let mut after = household.clone();
    let own = after
        .children
        .iter_mut()
        .find(|own| own.id == *child)
        .ok_or(PresetError::UnknownChild)?;
    let said = preset.household();
    for from in &said.children {
        take_child(own, from);
    }
    if said.holidays.is_some() {
        after.holidays = said.holidays;
    }
    Ok(after)
}

impl Preset {
    /// What it says, as a household of nobody, or of one child without a login.
    fn household(&self) -> Household {
        let whole = match self.scope {
            Scope::Child => format!(
                "[[child]]\nid = \"preset\"\nname = \"preset\"\n{}",
                self.text
            ),
            Scope::Household => self.text.to_owned(),
        };
        parse(&whole).expect("a test reads every preset")
    }
}

/// Writes what a rule says over what is there; a rule that says nothing is as it is where nobody wrote one.
fn take<T: Clone + PartialEq>(own: &mut T, from: &T, nothing: &T) {
    if from != nothing {
        own.clone_from(from);
    }
}

fn take_child(own: &mut Child, from: &Child) {
    take_screen(&mut own.screen, &from.screen);
    for (id, rules) in &from.activities {
        take_activity(own.activities.entry(id.clone()).or_default(), rules);
    }
}

fn take_screen(own: &mut ScreenRules, from: &ScreenRules) {
    let nothing = ScreenRules::default();
    let ScreenRules {
        daily,
        weekly,
        monthly,
        windows,
        bedtime,
        free,
        forced_break,
        warn_at,
        at_limit,
        then,
        finish_match,
    } = from;
    take(&mut own.daily, daily, &nothing.daily);
    take(&mut own.weekly, weekly, &None);
    take(&mut own.monthly, monthly, &None);
    take(&mut own.windows, windows, &nothing.windows);
    take(&mut own.bedtime, bedtime, &nothing.bedtime);
    take(&mut own.free, free, &nothing.free);
    take(&mut own.forced_break, forced_break, &None);
    take(&mut own.warn_at, warn_at, &nothing.warn_at);
    take(&mut own.at_limit, at_limit, &nothing.at_limit);
    take(&mut own.then, then, &Then::Stay);
    take(&mut own.finish_match, finish_match, &None);
}

fn take_activity(own: &mut ActivityRules, from: &ActivityRules) {
    let nothing = PerDay::default();
    let ActivityRules {
        counts,
        daily,
        weekly,
        per_program_daily,
        windows,
        rest_every,
    } = from;
    take(&mut own.counts, counts, &Counts::Counted);
    take(&mut own.daily, daily, &nothing);
    take(&mut own.weekly, weekly, &None);
    take(&mut own.per_program_daily, per_program_daily, &nothing);
    take(&mut own.windows, windows, &PerDay::default());
    take(&mut own.rest_every, rest_every, &None);
}

#[cfg(test)]
mod tests {
    use super::super::{diff, render};
    use super::*;
    use crate::policy::{DayKind, Weekday};
    use crate::time::Span;

    const FAMILY: &str = "timezone = \"Asia/Ho_Chi_Minh\"\n[[child]]\nid = \"an\"\nname = \"An\"\naccounts = [\"an\"]\n\
        [child.screen]\nweekly = \"9h\"\nwindows = [\"07:00-21:00\"]\nbedtime = [\"21:15-06:00\"]\n\
        [child.activity.games]\nweekly = \"5h\"\n[child.activity.piano]\ncounts = \"exempt\"\n\
        [[child]]\nid = \"chi\"\nname = \"Chi\"\naccounts = [\"chi\"]\n\
        [[calendar]]\nname = \"Hè\"\nfrom = \"2027-06-01\"\ntreat_as = \"weekends\"\n";

    fn family() -> Household {
        parse(FAMILY).expect("a good file")
    }

    #[test]
    fn every_preset_can_be_read_and_applied_and_written_again() {
        for preset in list() {
            let after = apply(&family(), &"an".into(), preset).expect("there is an An");
            assert_eq!(parse(&render(&after)).expect(preset.id), after);
            let again = apply(&after, &"an".into(), preset).expect("there is an An");
            assert_eq!(again, after, "{} twice", preset.id);
            assert!(!diff(&family(), &after).is_empty(), "{}", preset.id);
            assert_eq!(find(preset.id), Some(preset));
            assert!(!preset.sources.is_empty() && preset.ages.0 <= preset.ages.1);
        }
        assert_eq!(find("18-20"), None);
    }

    #[test]
    fn what_the_family_has_set_elsewhere_stays() {
        let before = family();
        let preset = find("10-12").expect("it is there");
        let after = apply(&before, &"an".into(), preset).expect("there is an An");
        let an = &after.children[0];
        assert_eq!(an.screen.weekly, Some(Span::from_hours(9)));
        assert_eq!(an.screen.windows, before.children[0].screen.windows);
        assert_eq!(
            an.activities[&"games".into()].weekly,
            Some(Span::from_hours(5))
        );
        assert_eq!(
            an.activities[&"piano".into()],
            before.children[0].activities[&"piano".into()]
        );
        assert_eq!(after.children[1], before.children[1]);
        assert_eq!(after.calendar, before.calendar);
        // And what it speaks of is as it says.
        let daily = an.screen.daily.on(Weekday::Saturday);
        assert_eq!(daily, Some(&Span::from_mins(150)));
        assert_eq!(an.activities[&"social".into()].counts, Counts::Blocked);
    }

    #[test]
    fn the_rule_after_the_decree_has_its_three_numbers_and_no_more() {
        let preset = find("vn-147").expect("it is there");
        let after = apply(&family(), &"an".into(), preset).expect("there is an An");
        let games = &after.children[0].activities[&"games".into()];
        assert_eq!(games.daily, PerDay::all(Span::from_hours(3)));
        assert_eq!(games.per_program_daily, PerDay::all(Span::from_hours(1)));
        assert_eq!(games.rest_every, Some(Span::from_mins(30)));
        let paths: Vec<String> = diff(&family(), &after)
            .into_iter()
            .map(|change| change.path)
            .collect();
        assert_eq!(
            paths,
            [
                "child.an.activity.games.daily",
                "child.an.activity.games.per_program_daily",
                "child.an.activity.games.rest_every"
            ]
        );
    }

    #[test]
    fn the_school_year_is_a_rule_of_the_household() {
        let preset = find("vn-school-year").expect("it is there");
        let after = apply(&family(), &"an".into(), preset).expect("there is an An");
        assert_eq!(after.children, family().children);
        let summer = after.holidays.and_then(|holidays| holidays.summer);
        assert_eq!(summer, Some(DayKind::Weekends));
    }

    #[test]
    fn a_child_that_is_not_there_gets_nothing() {
        for preset in list() {
            let refused = apply(&family(), &"bao".into(), preset);
            assert_eq!(refused, Err(PresetError::UnknownChild));
        }
    }

    #[test]
    fn older_children_never_get_less() {
        let daily = |id: &str, day: Weekday| {
            let household = find(id).expect("it is there").household();
            household.children[0].screen.daily.on(day).copied()
        };
        for pair in ["3-6", "7-9", "10-12", "13-15", "16-17"].windows(2) {
            for day in Weekday::ALL {
                assert!(
                    daily(pair[0], day) <= daily(pair[1], day),
                    "{pair:?} {day:?}"
                );
            }
        }
    }
}
