//! Which program a process is: the family's own rules first, then the catalogue, then the name of its executable.

use crate::event::{ProgramFacts, ProgramKind};
use crate::id::{ActivityId, ProgramId};
use crate::policy::{Household, ProgramMatch};

/// A program as the rules see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Known {
    pub(crate) id: ProgramId,
    pub(crate) kind: ProgramKind,
}

/// Finds out what a process runs.
pub(crate) fn identify(household: &Household, facts: &ProgramFacts) -> Known {
    for program in &household.programs {
        if program.matches.iter().any(|rule| rule.fits(facts)) {
            return Known {
                id: program.id.clone(),
                kind: kind_of(program.activity.as_ref()),
            };
        }
    }
    if let Some(entry) = &facts.catalogue {
        // A program that the family named by its catalogue id, without a match of its own, keeps the family's activity.
        if let Some(program) = household
            .programs
            .iter()
            .find(|program| program.id == entry.id)
        {
            return Known {
                id: program.id.clone(),
                kind: kind_of(program.activity.as_ref()),
            };
        }
        return Known {
            id: entry.id.clone(),
            kind: entry.kind.clone(),
        };
    }
    Known {
        id: ProgramId(file_name(facts)),
        kind: ProgramKind::Application,
    }
}

/// The program that these facts tell of, and its activity if it has one, as the rules of this household see it.
#[must_use]
pub fn identify_program(
    household: &Household,
    facts: &ProgramFacts,
) -> (ProgramId, Option<ActivityId>) {
    let known = identify(household, facts);
    let activity = match known.kind {
        ProgramKind::Activity(activity) => Some(activity),
        ProgramKind::Application | ProgramKind::Neutral => None,
    };
    (known.id, activity)
}

fn kind_of(activity: Option<&ActivityId>) -> ProgramKind {
    activity.map_or(ProgramKind::Application, |id| {
        ProgramKind::Activity(id.clone())
    })
}

fn file_name(facts: &ProgramFacts) -> String {
    let path = facts
        .exe
        .as_deref()
        .or(facts.flatpak.as_deref())
        .or_else(|| {
            facts
                .command
                .as_deref()
                .and_then(|command| command.split_whitespace().next())
        })
        .unwrap_or("unknown");
    let name = path
        .trim_end_matches(" (deleted)")
        .rsplit(['/', '\\'])
        .next()
        .unwrap_or(path);
    let name: String = name.chars().take(64).collect();
    if name.is_empty() {
        "unknown".to_owned()
    } else {
        name
    }
}

impl ProgramMatch {
    /// Whether a program is the one that this rule means.
    #[must_use]
    pub fn fits(&self, facts: &ProgramFacts) -> bool {
        match self {
            Self::Exe(path) => facts.exe.as_deref() == Some(path),
            Self::Command(glob) => facts
                .command
                .as_deref()
                .is_some_and(|command| glob_match(glob, command)),
            Self::Flatpak(id) => facts.flatpak.as_deref() == Some(id),
            Self::Snap(name) => facts.snap.as_deref() == Some(name),
            // 0 stands in files as "not on Steam".
            Self::Steam(id) => *id != 0 && facts.steam == Some(*id),
            Self::WindowsExe(glob) => facts.exe.as_deref().is_some_and(|exe| {
                let name = exe.rsplit(['/', '\\']).next().unwrap_or(exe);
                glob_match(&glob.to_lowercase(), &name.to_lowercase())
            }),
        }
    }
}

/// `*` stands for any text, everything else for itself. Linear in the text for each `*`, and never worse than
/// the product of both lengths.
fn glob_match(glob: &str, text: &str) -> bool {
    let Some((head, rest)) = glob.split_once('*') else {
        return glob == text;
    };
    let Some(mut text) = text.strip_prefix(head) else {
        return false;
    };
    let mut parts = rest.split('*').peekable();
    while let Some(part) = parts.next() {
        if parts.peek().is_none() {
            return text.ends_with(part);
        }
        match text.find(part) {
            Some(at) => text = &text[at + part.len()..],
            None => return false,
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_star_stands_for_any_text() {
        for (glob, text, expected) in [
            (
                "*net.minecraft*",
                "java -cp x net.minecraft.client.Main",
                true,
            ),
            ("java*Main", "java -cp x net.minecraft.client.Main", true),
            ("java*Main", "java Main --x", false),
            ("game", "game", true),
            ("game", "games", false),
            ("*", "", true),
            ("a*a", "a", false),
            ("a*b*a", "aba", true),
            ("a*b*b*a", "aba", false),
        ] {
            assert_eq!(glob_match(glob, text), expected, "{glob} {text}");
        }
    }

    #[test]
    fn a_program_without_a_rule_is_named_after_its_file() {
        let facts = |exe: &str| ProgramFacts {
            exe: Some(exe.to_owned()),
            ..ProgramFacts::default()
        };
        let household = Household::default();
        assert_eq!(
            identify(&household, &facts("/usr/games/x")).id.as_str(),
            "x"
        );
        assert_eq!(
            identify(&household, &facts("C:\\Games\\Y.exe")).id.as_str(),
            "Y.exe"
        );
        assert_eq!(
            identify(&household, &facts("/home/an/g (deleted)"))
                .id
                .as_str(),
            "g"
        );
        assert_eq!(
            identify(&household, &ProgramFacts::default()).id.as_str(),
            "unknown"
        );
    }
}
