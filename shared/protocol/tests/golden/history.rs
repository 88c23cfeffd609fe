//! Requests about the sealed history, as bytes.

use luytre_core::event::Subject;
use luytre_core::id::ChildId;
use luytre_core::time::{Span, WallTime};
use luytre_protocol::{
    ChildRequest, CodeAction, Detail, EraseWhat, HistoryCursor, ParentRequest, SecretText,
};
use serde_json::{Value, json};

fn an() -> ChildId {
    ChildId::from("an")
}

fn secret(text: &str) -> SecretText {
    SecretText::from(text)
}

pub(crate) fn of_parents() -> Vec<(ParentRequest, Value)> {
    let march = |day| jiff::civil::date(2026, 3, day);
    vec![
        (ParentRequest::Access {}, json!({"do": "access"})),
        (
            ParentRequest::Unlock {
                parent: Some("me".into()),
                passphrase: secret("lũy tre làng"),
            },
            json!({"do": "unlock", "parent": "me", "passphrase": "lũy tre làng"}),
        ),
        (
            ParentRequest::Resume {
                token: secret("abc"),
            },
            json!({"do": "resume", "token": "abc"}),
        ),
        (
            ParentRequest::CloseHistory {},
            json!({"do": "close_history"}),
        ),
        (
            ParentRequest::PassphraseAdd {
                parent: None,
                passphrase: secret("x"),
            },
            json!({"do": "passphrase_add", "passphrase": "x"}),
        ),
        (
            ParentRequest::PassphraseChange {
                parent: None,
                old: secret("x"),
                new: secret("y"),
            },
            json!({"do": "passphrase_change", "old": "x", "new": "y"}),
        ),
        (
            ParentRequest::PassphraseRemove {
                parent: "me".into(),
            },
            json!({"do": "passphrase_remove", "parent": "me"}),
        ),
        (ParentRequest::RecoveryNew {}, json!({"do": "recovery_new"})),
        (
            ParentRequest::RecoveryUse {
                parent: None,
                code: secret("x"),
                passphrase: secret("y"),
            },
            json!({"do": "recovery_use", "code": "x", "passphrase": "y"}),
        ),
        (
            ParentRequest::QuickCodeSet {
                parent: None,
                code: Some(secret("135790")),
            },
            json!({"do": "quick_code_set", "code": "135790"}),
        ),
        (
            ParentRequest::History {
                child: Some(an()),
                from: march(2),
                to: march(8),
                detail: Detail::Events,
                after: Some(HistoryCursor {
                    day: march(3),
                    child: an(),
                }),
            },
            json!({"do": "history", "child": "an", "from": "2026-03-02", "to": "2026-03-08", "detail": "events",
                "after": {"day": "2026-03-03", "child": "an"}}),
        ),
        (
            ParentRequest::Erase {
                what: EraseWhat::Child { child: an() },
            },
            json!({"do": "erase", "what": {"what": "child", "child": "an"}}),
        ),
        (ParentRequest::Consent {}, json!({"do": "consent"})),
        (
            ParentRequest::ConsentSet {
                child: an(),
                given: true,
                child_agreed: false,
            },
            json!({"do": "consent_set", "child": "an", "given": true, "child_agreed": false}),
        ),
    ]
}

pub(crate) fn of_children() -> Vec<(ChildRequest, Value)> {
    let with_code = |action, ask: Value| {
        let request = ChildRequest::WithCode {
            child: None,
            code: secret("135790"),
            action,
        };
        let bytes = json!({"do": "with_code", "code": "135790", "action": ask});
        (request, bytes)
    };
    vec![
        (
            ChildRequest::MyWeek { child: None },
            json!({"do": "my_week"}),
        ),
        (ChildRequest::Consent {}, json!({"do": "consent"})),
        with_code(
            CodeAction::Answer {
                approve: true,
                span: None,
            },
            json!({"do": "answer", "approve": true}),
        ),
    ]
}

/// The other things that a code can do.
pub(crate) fn of_codes() -> Vec<(CodeAction, Value)> {
    vec![
        (
            CodeAction::Minutes {
                span: Span::from_mins(15),
                subject: Subject::Screen,
            },
            json!({"do": "minutes", "span": 900_000, "subject": "screen"}),
        ),
        (
            CodeAction::Lock {
                until: Some(WallTime(5)),
            },
            json!({"do": "lock", "until": 5}),
        ),
        (CodeAction::Unlock {}, json!({"do": "unlock"})),
    ]
}
