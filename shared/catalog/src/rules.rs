//! The family's own rules for programs, as the engine applies them: the first rule with a way that fits wins, and a rule for
//! an id of the catalogue without a way of its own changes only the activity.

use luytre_core::event::ProgramFacts;
use luytre_core::policy::Program;

/// The first rule that fits.
pub(crate) fn by_match<'a>(rules: &'a [Program], facts: &ProgramFacts) -> Option<&'a Program> {
    rules
        .iter()
        .find(|rule| rule.matches.iter().any(|way| way.fits(facts)))
}

/// The rule for a program that the catalogue knows by this id.
pub(crate) fn by_id<'a>(rules: &'a [Program], id: &str) -> Option<&'a Program> {
    rules.iter().find(|rule| rule.id.as_str() == id)
}
