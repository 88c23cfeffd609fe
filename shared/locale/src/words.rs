//! Short names of things: reasons, activities, presence, verdicts, and what the family calls its children and programs.

use crate::bundle::Locale;
use luytre_core::action::Reason;
use luytre_core::event::{Actor, Subject};
use luytre_core::health::Verdict;
use luytre_core::id::{ActivityId, ChildId, ParentId, ProgramId};
use luytre_core::policy::Household;
use luytre_core::status::{Presence, Status};
use std::collections::BTreeMap;

/// What the family calls people and programs; an id without a name stands for itself.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Names {
    /// Children.
    pub children: BTreeMap<ChildId, String>,
    /// Parents and carers.
    pub parents: BTreeMap<ParentId, String>,
    /// Programs.
    pub programs: BTreeMap<ProgramId, String>,
}

impl Names {
    /// The names of a household.
    #[must_use]
    pub fn of_household(household: &Household) -> Self {
        Self {
            children: household
                .children
                .iter()
                .map(|child| (child.id.clone(), child.name.clone()))
                .collect(),
            parents: household
                .parents
                .iter()
                .map(|parent| (parent.id.clone(), parent.name.clone()))
                .collect(),
            programs: household
                .programs
                .iter()
                .map(|program| (program.id.clone(), program.name.clone()))
                .collect(),
        }
    }

    /// The names in a status.
    #[must_use]
    pub fn of_status(status: &Status) -> Self {
        Self {
            children: status
                .children
                .iter()
                .map(|child| (child.id.clone(), child.name.clone()))
                .collect(),
            ..Self::default()
        }
    }
}

/// The names of the activities that have one in every language.
pub(crate) const KNOWN_ACTIVITIES: [&str; 10] = [
    "games", "video", "music", "social", "chat", "learning", "reading", "creative", "browser",
    "coding",
];

impl Locale {
    /// What the family calls a child.
    #[must_use]
    pub fn child_name(&self, id: &ChildId) -> String {
        self.names
            .children
            .get(id)
            .cloned()
            .unwrap_or_else(|| id.to_string())
    }

    /// What a program is called.
    #[must_use]
    pub fn program_name(&self, id: &ProgramId) -> String {
        self.names
            .programs
            .get(id)
            .cloned()
            .unwrap_or_else(|| id.to_string())
    }

    /// What an activity is called: "trò chơi", "games"; a family's own keeps its id.
    #[must_use]
    pub fn activity_name(&self, id: &ActivityId) -> String {
        if KNOWN_ACTIVITIES.contains(&id.as_str()) {
            self.plain(&format!("activity-{id}"))
        } else {
            id.as_str().replace('_', " ")
        }
    }

    /// What minutes are for.
    #[must_use]
    pub fn subject(&self, subject: &Subject) -> String {
        match subject {
            Subject::Screen => self.plain("subject-screen"),
            Subject::Activity(id) => self.activity_name(id),
            Subject::Program(id) => self.program_name(id),
        }
    }

    /// Who did something.
    #[must_use]
    pub fn actor(&self, actor: &Actor) -> String {
        match actor {
            Actor::System => self.plain("actor-system"),
            Actor::Agent => self.plain("actor-agent"),
            // A child's programs do not know the names of parents, and an id would say nothing.
            Actor::Parent(id) => self
                .names
                .parents
                .get(id)
                .cloned()
                .unwrap_or_else(|| self.plain("actor-parent")),
            Actor::Child(id) => self.child_name(id),
        }
    }

    /// What the family calls a parent; the id where it has no name.
    #[must_use]
    pub fn parent_name(&self, id: &ParentId) -> String {
        self.names
            .parents
            .get(id)
            .cloned()
            .unwrap_or_else(|| id.to_string())
    }

    /// What a child is doing at the computer.
    #[must_use]
    pub fn presence(&self, presence: Presence) -> String {
        self.plain(match presence {
            Presence::Active => "presence-active",
            Presence::Idle => "presence-idle",
            Presence::Locked => "presence-locked",
            Presence::Away => "presence-away",
            Presence::Offline => "presence-offline",
        })
    }

    /// The one line about the protection.
    #[must_use]
    pub fn verdict(&self, verdict: Verdict) -> String {
        self.plain(match verdict {
            Verdict::Protected => "verdict-protected",
            Verdict::Weaker => "verdict-weaker",
            Verdict::WatchOnly => "verdict-watch-only",
            Verdict::Off => "verdict-off",
        })
    }

    /// Why, in a few words: "giờ đi ngủ", "bedtime".
    #[must_use]
    pub fn reason(&self, reason: &Reason) -> String {
        match reason {
            Reason::Activity(id) => self.text(
                "reason-activity",
                &[("activity", self.activity_name(id).into())],
            ),
            Reason::Program { program: id, .. } => self.text(
                "reason-program",
                &[("program", self.program_name(id).into())],
            ),
            Reason::Health(code) => self.health_code(*code, None).what,
            Reason::LockedByParent => self.plain("reason-locked-by-parent"),
            Reason::Tamper => self.plain("reason-tamper"),
            Reason::Bedtime => self.plain("reason-bedtime"),
            Reason::OutsideWindows => self.plain("reason-outside-windows"),
            Reason::BreakDue => self.plain("reason-break-due"),
            Reason::Monthly => self.plain("reason-monthly"),
            Reason::Weekly => self.plain("reason-weekly"),
            Reason::Daily => self.plain("reason-daily"),
            Reason::LetInEnds { .. } => self.plain("reason-let-in-ends"),
            Reason::Granted => self.plain("reason-granted"),
            Reason::Approved => self.plain("reason-approved"),
            Reason::Denied => self.plain("reason-denied"),
            Reason::Expired => self.plain("reason-expired"),
            Reason::FinishMatch => self.plain("reason-finish-match"),
            Reason::RulesChanged => self.plain("reason-rules-changed"),
            Reason::Rest { .. } => self.plain("reason-rest"),
        }
    }

    /// What will end the time that is left: "sau đó là giờ đi ngủ", "then it is bedtime".
    #[must_use]
    pub fn ends_by(&self, reason: &Reason) -> String {
        match reason {
            Reason::LockedByParent => self.plain("ends-locked-by-parent"),
            Reason::Tamper => self.plain("ends-tamper"),
            Reason::Bedtime => self.plain("ends-bedtime"),
            Reason::OutsideWindows => self.plain("ends-outside-windows"),
            Reason::BreakDue => self.plain("ends-break-due"),
            Reason::Monthly => self.plain("ends-monthly"),
            Reason::Weekly => self.plain("ends-weekly"),
            Reason::Daily => self.plain("ends-daily"),
            Reason::Activity(id) => self.text(
                "ends-activity",
                &[("activity", self.activity_name(id).into())],
            ),
            Reason::Program { program: id, .. } => {
                self.text("ends-program", &[("program", self.program_name(id).into())])
            }
            Reason::LetInEnds { .. } => self.plain("ends-let-in-ends"),
            Reason::Granted
            | Reason::Approved
            | Reason::Denied
            | Reason::Expired
            | Reason::FinishMatch
            | Reason::RulesChanged
            | Reason::Rest { .. }
            | Reason::Health(_) => self.reason(reason),
        }
    }

    /// "a, b và c", "a, b and c".
    #[must_use]
    pub fn list<S: AsRef<str>>(&self, items: &[S]) -> String {
        match items {
            [] => String::new(),
            [only] => only.as_ref().to_owned(),
            [first, last] => self.text(
                "list-two",
                &[
                    ("first", first.as_ref().into()),
                    ("last", last.as_ref().into()),
                ],
            ),
            [first, rest @ ..] => self.text(
                "list-more",
                &[
                    ("first", first.as_ref().into()),
                    ("rest", self.list(rest).into()),
                ],
            ),
        }
    }
}

/// The same with a capital first letter, for the begin of a sentence.
#[must_use]
pub fn capitalise(text: &str) -> String {
    let mut characters = text.chars();
    match characters.next() {
        Some(first) => first.to_uppercase().chain(characters).collect(),
        None => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use luytre_core::policy::Language;

    #[test]
    fn lists_end_with_and() {
        let (vi, en) = (Locale::new(Language::Vi), Locale::new(Language::En));
        assert_eq!(vi.list::<&str>(&[]), "");
        assert_eq!(vi.list(&["An"]), "An");
        assert_eq!(vi.list(&["An", "Bình"]), "An và Bình");
        assert_eq!(en.list(&["An", "Bình", "Chi"]), "An, Bình and Chi");
    }

    #[test]
    fn names_of_the_family_win_over_ids() {
        let names = Names {
            children: [("an".into(), "Bảo An".to_owned())].into(),
            ..Names::default()
        };
        let vi = Locale::new(Language::Vi).with_names(names);
        assert_eq!(vi.child_name(&"an".into()), "Bảo An");
        assert_eq!(vi.child_name(&"binh".into()), "binh");
        assert_eq!(vi.activity_name(&"games".into()), "trò chơi");
        assert_eq!(vi.activity_name(&"cờ_vua".into()), "cờ vua");
        assert_eq!(
            vi.reason(&Reason::Activity("games".into())),
            "không phải giờ trò chơi"
        );
    }

    #[test]
    fn capitals_work_for_vietnamese_letters() {
        assert_eq!(capitalise("đọc sách"), "Đọc sách");
        assert_eq!(capitalise(""), "");
    }
}
