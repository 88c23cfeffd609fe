//! Versions of the household file: show, list, check, apply.

use crate::agent::Agent;
use crate::house;
use crate::keeper::Application;
use crate::serve_child::{Answer, respond};
use crate::serve_parent::{out_of_range, unreadable};
use luytre_core::event::{Actor, Event};
use luytre_core::time::Span;
use luytre_protocol::{
    Applied, ApplyMode, Checked, PolicyHeader, PolicyPage, PolicyText, Reply, WireError,
};
use luytre_store::{NewPolicy, PolicyEntry, PolicyInfo, PolicyVersion};

/// Versions of one page.
const VERSIONS: u16 = 100;
/// Characters of a note.
const NOTE: u16 = 200;

impl Agent {
    pub(crate) fn policy_show(&self, version: Option<u32>, answer: Answer) {
        let current = self.policy.as_ref();
        match (version, current) {
            (None, None) => respond(answer, Err(WireError::NoHousehold {})),
            (None, Some(current)) => respond(answer, Ok(Reply::Policy(policy_in_effect(current)))),
            (Some(version), Some(current)) if version == current.version => {
                respond(answer, Ok(Reply::Policy(policy_in_effect(current))));
            }
            (Some(version), _) => {
                let read = self.journal.keeper().policy(Some(PolicyVersion(version)));
                tokio::spawn(async move {
                    let reply = match read.await {
                        Ok(Some(entry)) => Ok(Reply::Policy(policy_text(entry))),
                        Ok(None) => Err(WireError::UnknownVersion { version }),
                        Err(error) => Err(unreadable(&error)),
                    };
                    respond(answer, reply);
                });
            }
        }
    }

    pub(crate) fn policy_history(&self, before: Option<u32>, limit: u16, answer: Answer) {
        if !(1..=VERSIONS).contains(&limit) {
            return respond(answer, Err(out_of_range("limit", VERSIONS)));
        }
        let current = self.policy.as_ref().map_or(0, |policy| policy.version);
        let wanted = usize::from(limit);
        let read = self
            .journal
            .keeper()
            .policies(before.map(PolicyVersion), wanted + 1);
        tokio::spawn(async move {
            let reply = match read.await {
                Ok(mut infos) => {
                    let more = infos.len() > wanted;
                    infos.truncate(wanted);
                    let versions = infos.into_iter().map(policy_header).collect();
                    Ok(Reply::PolicyHistory(PolicyPage {
                        current,
                        versions,
                        more,
                    }))
                }
                Err(error) => Err(unreadable(&error)),
            };
            respond(answer, reply);
        });
    }

    pub(crate) fn policy_check(&self, text: &str) -> Result<Reply, WireError> {
        let household = house::read(text).map_err(|problems| house::problems(&problems))?;
        Ok(Reply::Checked(Checked {
            changes: house::changes(self.household.as_deref(), &household),
            unknown_accounts: self.unknown_accounts(&household),
        }))
    }

    pub(crate) async fn policy_apply(
        &mut self,
        by: Actor,
        text: String,
        note: String,
        mode: ApplyMode,
        expect: Option<u32>,
        answer: Answer,
    ) {
        let current = self.policy.as_ref().map_or(0, |policy| policy.version);
        if note.chars().count() > usize::from(NOTE) {
            return respond(
                answer,
                Err(WireError::OutOfRange {
                    field: "note".to_owned(),
                    limit: 200,
                }),
            );
        }
        if expect.is_some_and(|expected| expected != current) {
            return respond(answer, Err(WireError::VersionConflict { current }));
        }
        let household = match house::read(&text) {
            Ok(household) => household,
            Err(problems) => return respond(answer, Err(house::problems(&problems))),
        };
        let changes = house::changes(self.household.as_deref(), &household);
        let unknown_accounts = self.unknown_accounts(&household);
        let same = self
            .policy
            .as_ref()
            .is_some_and(|policy| policy.text == text);
        match mode {
            ApplyMode::DryRun => {
                return respond(
                    answer,
                    Ok(Reply::Applied(Applied {
                        version: current,
                        changes,
                        unknown_accounts,
                    })),
                );
            }
            ApplyMode::Apply if same => {
                return respond(
                    answer,
                    Ok(Reply::Applied(Applied {
                        version: current,
                        changes,
                        unknown_accounts,
                    })),
                );
            }
            ApplyMode::Apply => {}
        }
        self.feed(Event::Tick).await;
        let policy = NewPolicy {
            text: text.clone(),
            by: by.clone(),
            at: self.trusted_now(),
            note: Some(note).filter(|note| !note.is_empty()),
            accounts: house::child_accounts(&household),
        };
        let zone = house::zone_of(&household);
        let done = move |version: Result<u32, WireError>| {
            respond(
                answer,
                version.map(|version| {
                    Reply::Applied(Applied {
                        version,
                        changes,
                        unknown_accounts,
                    })
                }),
            );
        };
        let application = Application {
            household,
            text,
            zone,
            by,
            policy,
            done: Box::new(done),
        };
        match self.journal.apply(Box::new(application)) {
            Ok(()) => self.write(),
            Err(application) => {
                (application.done)(Err(WireError::RateLimited {
                    retry_after: Span::from_secs(1),
                }));
            }
        }
    }
}

fn policy_in_effect(policy: &crate::agent::PolicyInEffect) -> PolicyText {
    PolicyText {
        header: PolicyHeader {
            version: policy.version,
            at: policy.origin.at,
            by: policy.origin.by.clone(),
            note: policy.origin.note.clone().unwrap_or_default(),
        },
        text: policy.text.clone(),
    }
}

fn policy_text(entry: PolicyEntry) -> PolicyText {
    let text = entry.policy.text.clone();
    let info = PolicyInfo {
        version: entry.version,
        origin: Some(entry.policy.origin()),
    };
    PolicyText {
        header: policy_header(info),
        text,
    }
}

/// A version whose origin cannot be read any more is shown without one, as the agent's.
fn policy_header(info: PolicyInfo) -> PolicyHeader {
    let version = info.version.0;
    match info.origin {
        Some(origin) => PolicyHeader {
            version,
            at: origin.at,
            by: origin.by,
            note: origin.note.unwrap_or_default(),
        },
        None => PolicyHeader {
            version,
            at: luytre_core::time::WallTime(0),
            by: Actor::Agent,
            note: String::new(),
        },
    }
}
