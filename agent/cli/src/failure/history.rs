//! What can go wrong with passphrases, codes and the sealed history, in words. Absent on purpose: whatever was typed.

use super::{Exit, Explanation, by_id};
use luytre_core::id::ParentId;
use luytre_core::time::Span;
use luytre_locale::{Locale, Value, Voice};
use luytre_protocol::WireError;

/// The failure in words; `None` if it is not about the history.
pub(super) fn explain(error: &WireError, locale: &Locale, voice: Voice) -> Option<Explanation> {
    let told = |id: &str, args: &[(&str, Value<'_>)], exit| Some(by_id(locale, id, args, exit));
    match error {
        WireError::Locked {} => told("fail-locked", &[], Exit::NotAllowed),
        WireError::NoPassphrase {} => told("fail-no-passphrase", &[], Exit::Failed),
        WireError::PassphraseState { parent, set } => {
            let id = if *set {
                "fail-passphrase-set"
            } else {
                "fail-passphrase-none"
            };
            told(id, &[("parent", parent.as_str().into())], Exit::Failed)
        }
        WireError::WhichParent { parents } => {
            let ids: Vec<&str> = parents.iter().map(ParentId::as_str).collect();
            let first = ids.first().copied().unwrap_or_default();
            told(
                "fail-which-parent",
                &[
                    ("parents", locale.list(&ids).into()),
                    ("first", first.into()),
                ],
                Exit::Usage,
            )
        }
        WireError::WrongSecret { wait } if wait.is_positive() => waiting(
            by_id(
                locale,
                "fail-wrong-secret-wait",
                &[("wait", in_words(*wait, locale).into())],
                Exit::NotAllowed,
            ),
            "fail-too-many-tries.child",
            locale,
            voice,
        ),
        WireError::WrongSecret { wait: _ } => waiting(
            by_id(locale, "fail-wrong-secret", &[], Exit::NotAllowed),
            "fail-wrong-secret.child",
            locale,
            voice,
        ),
        WireError::TooManyTries { wait } => waiting(
            by_id(
                locale,
                "fail-too-many-tries",
                &[("wait", in_words(*wait, locale).into())],
                Exit::NotAllowed,
            ),
            "fail-too-many-tries.child",
            locale,
            voice,
        ),
        WireError::UnfitSecret { min, max } => told(
            "fail-unfit-secret",
            &[("min", (*min).into()), ("max", (*max).into())],
            Exit::Usage,
        ),
        WireError::Mistyped { group: Some(group) } => told(
            "fail-mistyped",
            &[("group", u32::from(*group).into())],
            Exit::Usage,
        ),
        WireError::Mistyped { group: None } => told("fail-mistyped-length", &[], Exit::Usage),
        WireError::LastWayIn {} => told("fail-last-way-in", &[], Exit::Failed),
        WireError::Sealed {} => match voice {
            Voice::Child => Some(Explanation {
                what: locale.plain("fail-sealed.child"),
                why: String::new(),
                remedy: String::new(),
                exit: Exit::NotAllowed,
            }),
            Voice::Parent => told("fail-sealed", &[], Exit::Failed),
        },
        WireError::ChildIsAsked {} => told("fail-child-is-asked", &[], Exit::Failed),
        WireError::Unsupported { .. }
        | WireError::BadRequest {}
        | WireError::NotAllowed { .. }
        | WireError::Refused { .. }
        | WireError::BadHousehold { .. }
        | WireError::VersionConflict { .. }
        | WireError::UnknownVersion { .. }
        | WireError::WhichChild { .. }
        | WireError::NoHousehold {}
        | WireError::OutOfRange { .. }
        | WireError::TooLarge {}
        | WireError::RateLimited { .. }
        | WireError::StoreUnavailable {}
        | WireError::Internal {} => None,
    }
}

/// At a child's login the remedies of a parent are of no use; who can help is.
#[expect(
    clippy::unnecessary_wraps,
    reason = "stands in the arms of a match whose others may be None"
)]
fn waiting(
    text: Explanation,
    for_child: &str,
    locale: &Locale,
    voice: Voice,
) -> Option<Explanation> {
    Some(match voice {
        Voice::Child => Explanation {
            remedy: locale.plain(for_child),
            why: String::new(),
            ..text
        },
        Voice::Parent => text,
    })
}

/// A wait in words. Rounded up, since a try a moment too early is not looked at.
fn in_words(wait: Span, locale: &Locale) -> String {
    let seconds = wait.at_least_zero().as_millis().saturating_add(999) / 1000;
    let rounded = if seconds > 60 {
        seconds.saturating_add(59) / 60 * 60
    } else {
        seconds
    };
    locale.duration(Span::from_secs(rounded))
}

#[cfg(test)]
mod tests {
    use super::*;
    use luytre_locale::Language;

    fn said(error: &WireError, voice: Voice) -> Explanation {
        explain(error, &Locale::new(Language::En), voice).unwrap()
    }

    #[test]
    fn a_wait_is_never_said_shorter_than_it_is() {
        let locale = Locale::new(Language::En);
        for (millis, words) in [
            (1, "1 s"),
            (15_000, "15 s"),
            (14_001, "15 s"),
            (59_001, "1 min"),
            (60_001, "2 min"),
            (120_000, "2 min"),
            (15 * 60_000, "15 min"),
        ] {
            assert_eq!(in_words(Span::from_millis(millis), &locale), words);
        }
    }

    #[test]
    fn wrong_tries_say_when_the_next_one_is_possible() {
        let free = said(&WireError::WrongSecret { wait: Span::ZERO }, Voice::Parent);
        assert_eq!(free.what, "That is not right.");
        assert_eq!(free.exit, Exit::NotAllowed);
        let wait = Span::from_secs(30);
        for error in [
            WireError::WrongSecret { wait },
            WireError::TooManyTries { wait },
        ] {
            assert!(said(&error, Voice::Parent).what.contains("30 s"));
            assert!(
                said(&error, Voice::Parent)
                    .remedy
                    .contains("luytre recovery use")
            );
            let child = said(&error, Voice::Child);
            assert!(child.what.contains("30 s") && !child.remedy.contains("recovery"));
        }
    }

    #[test]
    fn a_mistyped_group_is_named() {
        let error = WireError::Mistyped { group: Some(3) };
        assert!(said(&error, Voice::Parent).what.contains("group 3"));
        let parents = vec!["me".into(), "bo".into()];
        let error = WireError::WhichParent { parents };
        assert!(said(&error, Voice::Parent).what.contains("me and bo"));
    }
}
