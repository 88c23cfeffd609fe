//! The family's own rules for programs, as the engine applies them: the first rule with a way that fits wins, and a rule for
//! an id of the catalogue without a way of its own changes only the activity.

use luytre_core::event::ProgramFacts;
use luytre_core::policy::{Program, ProgramMatch};

/// The first rule that fits.
pub(crate) fn by_match<'a>(rules: &'a [Program], facts: &ProgramFacts) -> Option<&'a Program> {
    rules
        .iter()
        .find(|rule| rule.matches.iter().any(|way| fits(way, facts)))
}

/// The rule for a program that the catalogue knows by this id.
pub(crate) fn by_id<'a>(rules: &'a [Program], id: &str) -> Option<&'a Program> {
    rules.iter().find(|rule| rule.id.as_str() == id)
}

fn fits(way: &ProgramMatch, facts: &ProgramFacts) -> bool {
    let exe = facts.exe.as_deref();
    match way {
        ProgramMatch::Exe(path) => exe == Some(path),
        ProgramMatch::Command(glob) => facts
            .command
            .as_deref()
            .is_some_and(|command| glob_fits(glob, command)),
        ProgramMatch::Flatpak(id) => facts.flatpak.as_deref() == Some(id),
        ProgramMatch::Snap(name) => facts.snap.as_deref() == Some(name),
        // 0 stands in household files as "not on Steam".
        ProgramMatch::Steam(number) => *number != 0 && facts.steam == Some(*number),
        ProgramMatch::WindowsExe(glob) => exe.is_some_and(|exe| {
            let name = exe.rsplit(['/', '\\']).next().unwrap_or(exe);
            glob_fits(&glob.to_lowercase(), &name.to_lowercase())
        }),
    }
}

/// `*` stands for any text, everything else for itself.
fn glob_fits(glob: &str, text: &str) -> bool {
    let mut parts = glob.split('*');
    let first = parts.next().unwrap_or_default();
    let Some(mut rest) = text.strip_prefix(first) else {
        return false;
    };
    let Some(last) = parts.next_back() else {
        return rest.is_empty();
    };
    for part in parts {
        match rest.find(part) {
            Some(at) => rest = &rest[at + part.len()..],
            None => return false,
        }
    }
    rest.ends_with(last)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stars_stand_for_any_text() {
        for (glob, text, expected) in [
            ("*net.minecraft*", "java net.minecraft.Main", true),
            ("java*Main", "java x Main", true),
            ("java*Main", "java Main --x", false),
            ("game", "game", true),
            ("game", "games", false),
            ("*", "", true),
            ("a*a", "a", false),
            ("a*b*a", "aba", true),
            ("a*b*b*a", "aba", false),
        ] {
            assert_eq!(glob_fits(glob, text), expected, "{glob} {text}");
        }
    }
}
