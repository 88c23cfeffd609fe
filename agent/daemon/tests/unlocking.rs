//! Who opens the history, and with what: passphrases, codes, tokens, wrong tries. On a real socket and a real store.

mod support;

use luytre_core::action::Refusal;
use luytre_core::event::Subject;
use luytre_core::time::Span;
use luytre_protocol::{ChildRequest, CodeAction, ParentRequest, Reply, SecretText, WireError};
use luytre_store::Tries;
use luytre_testkit::{AN, BINH, MOM};
use support::family::{
    DAD, MONDAY, PASSPHRASE, access, add, history, is_locked, recovery, review, two_parents,
    unlock, unlocking,
};
use support::{GRANNY, HOUSE, ROOT, Rig, apply, refused};

fn secret(text: &str) -> SecretText {
    SecretText::from(text)
}

fn with_code(code: &str, action: CodeAction) -> ChildRequest {
    ChildRequest::WithCode {
        child: None,
        code: secret(code),
        action,
    }
}

fn minutes(minutes: i64) -> CodeAction {
    CodeAction::Minutes {
        span: Span::from_mins(minutes),
        subject: Subject::Screen,
    }
}

#[tokio::test]
async fn the_first_passphrase_begins_the_history_and_brings_a_recovery_code() {
    let mut rig = Rig::on_disk();
    rig.start().await;
    rig.apply(&two_parents()).await;
    let mut mom = rig.client(MOM).await;
    assert_eq!(
        refused(&mut mom, unlocking(None, PASSPHRASE)).await,
        WireError::NoPassphrase {}
    );
    assert_eq!(
        refused(&mut mom, add(None, "short")).await,
        WireError::UnfitSecret { min: 8, max: 128 }
    );
    let before = access(&mut mom).await;
    assert!(before.passphrases.is_empty() && before.recovery.is_none() && !before.unlocked);

    let code = recovery(mom.request(add(None, PASSPHRASE)).await.unwrap()).unwrap();
    assert_eq!(code.len(), 35, "six groups of five");
    let after = access(&mut mom).await;
    assert_eq!(after.passphrases[0].parent.as_str(), "me");
    assert!(after.recovery.is_some());
    // Who has just set it need not type it again, on this connection.
    assert!(after.unlocked);
    assert!(!access(&mut rig.client(MOM).await).await.unlocked);

    // Another connection cannot add a second one without opening first.
    let mut dad = rig.client_from(DAD, 2).await;
    assert!(is_locked(&mut dad, add(None, "another passphrase")).await);
    assert!(is_locked(&mut dad, ParentRequest::RecoveryNew {}).await);
    assert!(is_locked(&mut dad, review(None, MONDAY, MONDAY)).await);
}

#[tokio::test]
async fn a_passphrase_is_the_same_however_the_keyboard_composes_it() {
    let (rig, _) = Rig::with_history().await;
    let apart = "lu\u{303}y tre la\u{300}ng ta";
    assert_ne!(apart, PASSPHRASE);
    let mut mom = rig.client(MOM).await;
    unlock(&mut mom, apart).await.unwrap();
    assert!(access(&mut mom).await.unlocked);
}

#[tokio::test]
async fn a_child_and_a_carer_cannot_try_passphrases() {
    let (rig, code) = Rig::with_history().await;
    let mut an = rig.client(AN).await;
    for request in [
        unlocking(Some("me"), PASSPHRASE),
        review(None, MONDAY, MONDAY),
        ParentRequest::RecoveryUse {
            parent: Some("me".into()),
            code: secret(&code),
            passphrase: secret("eight characters"),
        },
    ] {
        let error = refused(&mut an, request).await;
        assert!(matches!(error, WireError::Unsupported { .. }), "{error:?}");
    }
    let mut granny = rig.client(GRANNY).await;
    for request in [
        unlocking(Some("me"), PASSPHRASE),
        ParentRequest::Access {},
        add(Some("ba"), "eight characters"),
        review(None, MONDAY, MONDAY),
    ] {
        let error = refused(&mut granny, request).await;
        assert!(matches!(error, WireError::NotAllowed { .. }), "{error:?}");
    }
    // None of it was counted against those who may.
    assert!(unlock(&mut rig.client(MOM).await, PASSPHRASE).await.is_ok());
}

#[tokio::test]
async fn wrong_tries_cost_waits_that_nothing_shortens() {
    let (mut rig, _) = Rig::with_history().await;
    let mut mom = rig.client(MOM).await;
    for n in 1..=Tries::FREE {
        let error = unlock(&mut mom, "not the passphrase").await.unwrap_err();
        let wait = if n < Tries::FREE {
            Span::ZERO
        } else {
            Tries::FIRST
        };
        assert_eq!(error, WireError::WrongSecret { wait }, "try {n}");
    }
    // Even the right one is not looked at now.
    let wait = Tries::FIRST;
    let right = |error| assert_eq!(error, WireError::TooManyTries { wait });
    right(unlock(&mut mom, PASSPHRASE).await.unwrap_err());

    // A restart of the agent, as kill -9 does it.
    rig.kill().await;
    rig.start().await;
    right(
        unlock(&mut rig.client(MOM).await, PASSPHRASE)
            .await
            .unwrap_err(),
    );
    // A clock that is set on by a year.
    let year = Span::from_hours(24 * 365);
    rig.world.clock.set_wall(rig.world.clock.wall() + year);
    right(
        unlock(&mut rig.client(MOM).await, PASSPHRASE)
            .await
            .unwrap_err(),
    );
    rig.world.clock.set_wall(rig.world.clock.wall() - year);
    // A restart of the machine: the wait begins anew, and is as long as it was. The fake machine has been up for 20 s.
    rig.pass(Span::from_secs(10)).await;
    for _ in 0..2 {
        let wait = Span::from_secs(5);
        let error = unlock(&mut rig.client(MOM).await, "not the passphrase").await;
        assert_eq!(error.unwrap_err(), WireError::TooManyTries { wait });
    }
    rig.pass(Span::from_secs(5)).await;
    let error = unlock(&mut rig.client(MOM).await, "not the passphrase").await;
    let wait = Span::from_secs(30);
    assert_eq!(error.unwrap_err(), WireError::WrongSecret { wait });
    rig.kill().await;
    rig.world.clock.reboot(Span::from_hours(1));
    rig.start().await;
    let error = unlock(&mut rig.client(MOM).await, PASSPHRASE).await;
    let wait = Span::from_secs(10);
    assert_eq!(error.unwrap_err(), WireError::TooManyTries { wait });
    rig.pass(wait).await;
    unlock(&mut rig.client(MOM).await, PASSPHRASE)
        .await
        .unwrap();
    // A right one clears what was counted.
    let error = unlock(&mut rig.client(MOM).await, "not the passphrase").await;
    assert_eq!(
        error.unwrap_err(),
        WireError::WrongSecret { wait: Span::ZERO }
    );
}

#[tokio::test]
async fn many_tries_at_once_are_taken_one_after_the_other() {
    let (rig, _) = Rig::with_history().await;
    let mut clients = Vec::new();
    for login in 0..5 {
        clients.push(rig.client_from(MOM, login).await);
    }
    let tries = clients.into_iter().map(|mut mom| {
        tokio::spawn(async move {
            let mut errors = Vec::new();
            for _ in 0..4 {
                errors.push(unlock(&mut mom, "not the passphrase").await.unwrap_err());
            }
            errors
        })
    });
    let mut looked_at = 0;
    for tried in tries.collect::<Vec<_>>() {
        for error in tried.await.unwrap() {
            if matches!(error, WireError::WrongSecret { .. }) {
                looked_at += 1;
            } else {
                let wait = Tries::FIRST;
                assert_eq!(error, WireError::TooManyTries { wait });
            }
        }
    }
    assert_eq!(looked_at, Tries::FREE);
}

#[tokio::test]
async fn a_token_opens_at_its_login_until_it_is_not_used() {
    let (mut rig, _) = Rig::with_history().await;
    let mut mom = rig.client(MOM).await;
    let unlocked = unlock(&mut mom, PASSPHRASE).await.unwrap();
    assert_eq!(unlocked.parent, Some("me".into()));
    assert_eq!(unlocked.idle, Span::from_mins(15));
    let resume = ParentRequest::Resume {
        token: unlocked.token.clone(),
    };
    let wrong = WireError::WrongSecret { wait: Span::ZERO };

    // Another connection of this login; not of another login of hers, not of his, not of root's, not of a child's.
    let mut second = rig.client(MOM).await;
    assert!(!access(&mut second).await.unlocked);
    second.request(resume.clone()).await.unwrap();
    assert!(access(&mut second).await.unlocked);
    for mut other in [
        rig.client_from(MOM, 2).await,
        rig.client(DAD).await,
        rig.client(ROOT).await,
    ] {
        assert_eq!(refused(&mut other, resume.clone()).await, wrong);
        assert!(!access(&mut other).await.unlocked);
    }
    let mut an = rig.client(AN).await;
    let error = refused(&mut an, resume.clone()).await;
    assert!(matches!(error, WireError::Unsupported { .. }), "{error:?}");

    // Reading keeps it open; asking whether it is open does not.
    rig.pass(Span::from_mins(14)).await;
    history(&mut second, None).await;
    rig.pass(Span::from_mins(14)).await;
    assert!(access(&mut second).await.unlocked);
    rig.pass(Span::from_mins(1)).await;
    assert!(!access(&mut second).await.unlocked);
    assert!(is_locked(&mut second, review(None, MONDAY, MONDAY)).await);
    assert_eq!(refused(&mut second, resume).await, wrong);

    // Closing ends it for all connections, a restart of the agent as well.
    let token = unlock(&mut mom, PASSPHRASE).await.unwrap().token;
    let resume = ParentRequest::Resume { token };
    second.request(resume.clone()).await.unwrap();
    mom.request(ParentRequest::CloseHistory {}).await.unwrap();
    assert!(is_locked(&mut second, review(None, MONDAY, MONDAY)).await);
    assert_eq!(refused(&mut second, resume).await, wrong);
    let token = unlock(&mut mom, PASSPHRASE).await.unwrap().token;
    rig.stop().await;
    rig.start().await;
    let mut mom = rig.client(MOM).await;
    assert_eq!(
        refused(&mut mom, ParentRequest::Resume { token }).await,
        wrong
    );
}

/// The wake for it is one of the loop's own: nobody has to ask.
#[tokio::test]
async fn an_unused_history_closes_by_itself_also_over_a_night_asleep() {
    let (rig, _) = Rig::with_history().await;
    let mut mom = rig.opened().await;
    rig.world.clock.suspend(Span::from_hours(9));
    assert!(!access(&mut mom).await.unlocked);
}

#[tokio::test]
async fn a_second_parent_comes_and_goes() {
    let (rig, _) = Rig::with_history().await;
    let mut mom = rig.opened().await;
    let unknown = refused(&mut mom, add(Some("nobody"), "father's passphrase")).await;
    assert!(
        matches!(unknown, WireError::WhichParent { .. }),
        "{unknown:?}"
    );
    // A carer gets none.
    let carer = refused(&mut mom, add(Some("ba"), "grandma's passphrase")).await;
    assert!(matches!(carer, WireError::WhichParent { .. }), "{carer:?}");
    let set = refused(&mut mom, add(None, "a second one for me")).await;
    let me = |set| WireError::PassphraseState {
        parent: "me".into(),
        set,
    };
    assert_eq!(set, me(true));

    let reply = mom.request(add(Some("bo"), "father's passphrase")).await;
    assert_eq!(recovery(reply.unwrap()), None);
    let mut dad = rig.client(DAD).await;
    unlock(&mut dad, "father's passphrase").await.unwrap();
    let (his, hers) = (history(&mut dad, None).await, history(&mut mom, None).await);
    assert_eq!(his, hers);

    // A changed passphrase: the earlier one is wrong from then on.
    let change = |old: &str, new: &str| ParentRequest::PassphraseChange {
        parent: None,
        old: secret(old),
        new: secret(new),
    };
    let error = refused(
        &mut dad,
        change("not his passphrase", "father's new passphrase"),
    )
    .await;
    assert_eq!(error, WireError::WrongSecret { wait: Span::ZERO });
    dad.request(change("father's passphrase", "father's new passphrase"))
        .await
        .unwrap();
    assert!(
        unlock(&mut rig.client(DAD).await, "father's passphrase")
            .await
            .is_err()
    );
    assert!(
        unlock(&mut rig.client(DAD).await, "father's new passphrase")
            .await
            .is_ok()
    );

    // He takes hers away, and stays the last.
    let remove = |parent: &str| ParentRequest::PassphraseRemove {
        parent: parent.into(),
    };
    dad.request(remove("me")).await.unwrap();
    assert!(is_locked(&mut mom, review(None, MONDAY, MONDAY)).await);
    assert_eq!(unlock(&mut mom, PASSPHRASE).await.unwrap_err(), me(false));
    assert_eq!(
        refused(&mut dad, remove("bo")).await,
        WireError::LastWayIn {}
    );
    assert_eq!(refused(&mut dad, remove("me")).await, me(false));
}

#[tokio::test]
async fn the_recovery_code_sets_a_new_passphrase_and_is_used_up() {
    let (rig, code) = Rig::with_history().await;
    rig.day(30, 20).await;
    let mut mom = rig.client(MOM).await;
    let use_code = |code: &str| ParentRequest::RecoveryUse {
        parent: None,
        code: secret(code),
        passphrase: secret("a new passphrase"),
    };
    // A slip is named, and not counted as a try.
    let mut slipped = code.clone().into_bytes();
    slipped[7] = if slipped[7] == b'Z' { b'Y' } else { b'Z' };
    let slipped = String::from_utf8(slipped).unwrap();
    for _ in 0..10 {
        let error = refused(&mut mom, use_code(&slipped)).await;
        assert_eq!(error, WireError::Mistyped { group: Some(2) });
    }
    // Forgotten for good: nobody waits longer for that.
    for _ in 0..Tries::FREE {
        unlock(&mut mom, "not the passphrase").await.unwrap_err();
    }
    let next = recovery(mom.request(use_code(&code.to_lowercase())).await.unwrap()).unwrap();
    assert_ne!(next, code);
    assert!(
        unlock(&mut rig.client(MOM).await, PASSPHRASE)
            .await
            .is_err()
    );
    let mut mom = rig.client(MOM).await;
    unlock(&mut mom, "a new passphrase").await.unwrap();
    assert_eq!(
        history(&mut mom, Some("an")).await.days[0].screen,
        Span::from_mins(30)
    );
    let error = refused(&mut rig.client(MOM).await, use_code(&code)).await;
    assert_eq!(error, WireError::WrongSecret { wait: Span::ZERO });
    // A new one on request ends the one before.
    let last = recovery(mom.request(ParentRequest::RecoveryNew {}).await.unwrap()).unwrap();
    let error = refused(&mut mom, use_code(&next)).await;
    assert_eq!(error, WireError::WrongSecret { wait: Span::ZERO });
    mom.request(use_code(&last)).await.unwrap();
}

#[tokio::test]
async fn root_says_whose_passphrase_it_types() {
    let (rig, _) = Rig::with_history().await;
    let mut root = rig.client(ROOT).await;
    assert!(is_locked(&mut root, review(None, MONDAY, MONDAY)).await);
    unlock(&mut root, PASSPHRASE).await.unwrap();
    root.request(add(Some("bo"), "father's passphrase"))
        .await
        .unwrap();
    let error = refused(&mut root, unlocking(None, PASSPHRASE)).await;
    assert!(matches!(error, WireError::WhichParent { parents } if parents.len() == 2));
    root.request(unlocking(Some("me"), PASSPHRASE))
        .await
        .unwrap();
}

#[tokio::test]
async fn rules_are_changed_with_the_history_open_as_soon_as_there_is_a_passphrase() {
    let mut rig = Rig::on_disk();
    rig.start().await;
    rig.apply(HOUSE).await;
    let looser = HOUSE.replace("daily = \"1h\"", "daily = \"2h\"");
    let mut mom = rig.client(MOM).await;
    mom.request(apply(&looser)).await.unwrap();
    rig.begin().await;

    assert!(is_locked(&mut mom, apply(HOUSE)).await);
    // Looking is free, and so is what is quick.
    let dry = ParentRequest::PolicyApply {
        text: HOUSE.to_owned(),
        note: String::new(),
        mode: luytre_protocol::ApplyMode::DryRun,
        expect: None,
    };
    mom.request(dry).await.unwrap();
    let check = ParentRequest::PolicyCheck {
        text: HOUSE.to_owned(),
    };
    mom.request(check).await.unwrap();
    let grant = ParentRequest::GrantMinutes {
        child: "an".into(),
        span: Span::from_mins(15),
        subject: Subject::Screen,
    };
    mom.request(grant).await.unwrap();
    unlock(&mut mom, PASSPHRASE).await.unwrap();
    mom.request(apply(HOUSE)).await.unwrap();
    // Root is asked for nothing.
    rig.apply(&looser).await;
}

#[tokio::test]
async fn a_quick_code_gives_minutes_at_the_childs_login_and_opens_nothing() {
    let (rig, _) = Rig::with_history().await;
    let mut an = rig.client(AN).await;
    let mut binh = rig.client(BINH).await;
    let wrong = |wait| WireError::WrongSecret { wait };
    assert_eq!(
        refused(&mut an, with_code("135790", minutes(15))).await,
        wrong(Span::ZERO),
        "no parent has a code"
    );
    let mut mom = rig.opened().await;
    let set = |code: Option<&str>| ParentRequest::QuickCodeSet {
        parent: None,
        code: code.map(SecretText::from),
    };
    assert_eq!(
        refused(&mut mom, set(Some("12345"))).await,
        WireError::UnfitSecret { min: 6, max: 12 }
    );
    mom.request(set(Some("135790"))).await.unwrap();
    assert_eq!(access(&mut mom).await.quick_codes[0].parent.as_str(), "me");
    assert!(is_locked(&mut rig.client(MOM).await, set(None)).await);

    let Reply::Done(_) = an.request(with_code("135790", minutes(15))).await.unwrap() else {
        panic!()
    };
    let status = rig.status_of_root().await;
    assert_eq!(status.children[0].screen.left, Some(Span::from_mins(75)));
    for action in [CodeAction::Lock { until: None }, CodeAction::Unlock {}] {
        an.request(with_code("135790", action)).await.unwrap();
    }
    let ask = ChildRequest::Ask {
        child: None,
        span: Span::from_mins(10),
        subject: Subject::Screen,
        why: "x".into(),
    };
    an.request(ask).await.unwrap();
    let answer = CodeAction::Answer {
        approve: true,
        span: None,
    };
    an.request(with_code("135790", answer)).await.unwrap();
    // It takes nothing away, reaches no sibling, and has no other words.
    let taken = refused(&mut an, with_code("135790", minutes(-15))).await;
    assert!(matches!(taken, WireError::OutOfRange { .. }), "{taken:?}");
    let sibling = ChildRequest::WithCode {
        child: Some("binh".into()),
        code: secret("135790"),
        action: minutes(15),
    };
    let sibling = refused(&mut an, sibling).await;
    assert!(
        matches!(sibling, WireError::NotAllowed { .. }),
        "{sibling:?}"
    );
    let games = CodeAction::Minutes {
        span: Span::from_mins(5),
        subject: Subject::Activity("chess".into()),
    };
    let unknown = refused(&mut an, with_code("135790", games)).await;
    assert!(
        matches!(
            unknown,
            WireError::Refused {
                refusal: Refusal::UnknownSubject { .. }
            }
        ),
        "{unknown:?}"
    );

    // Each login waits for itself, and no parent with it.
    for n in 1..=Tries::FREE {
        let error = refused(&mut an, with_code("135791", minutes(15))).await;
        let wait = if n < Tries::FREE {
            Span::ZERO
        } else {
            Tries::FIRST
        };
        assert_eq!(error, wrong(wait), "try {n}");
    }
    assert_eq!(
        refused(&mut an, with_code("135790", minutes(15))).await,
        WireError::TooManyTries { wait: Tries::FIRST }
    );
    binh.request(with_code("135790", minutes(5))).await.unwrap();
    assert!(unlock(&mut rig.client(MOM).await, PASSPHRASE).await.is_ok());

    mom.request(set(None)).await.unwrap();
    assert_eq!(
        refused(&mut binh, with_code("135790", minutes(5))).await,
        wrong(Span::ZERO)
    );
}

#[tokio::test]
async fn a_parent_who_left_the_household_has_no_code_any_more() {
    let (rig, _) = Rig::with_history().await;
    let mut mom = rig.opened().await;
    for (parent, code) in [("bo", "246802"), ("me", "135790")] {
        let set = ParentRequest::QuickCodeSet {
            parent: Some(parent.into()),
            code: Some(secret(code)),
        };
        mom.request(set).await.unwrap();
    }
    rig.apply(HOUSE).await;
    let mut an = rig.client(AN).await;
    assert_eq!(
        refused(&mut an, with_code("246802", minutes(5))).await,
        WireError::WrongSecret { wait: Span::ZERO }
    );
    an.request(with_code("135790", minutes(5))).await.unwrap();
}
