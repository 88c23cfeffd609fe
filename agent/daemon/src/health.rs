//! The self-test, at start and daily, and what the sources of knowledge say about themselves. Each issue is an event for
//! the engine, which keeps it, tells it once and shows it.

use crate::agent::Agent;
use crate::ports::Mode;
use luytre_core::event::{Event, IssueState};
use luytre_core::health::HealthCode;
use luytre_core::id::Account;
use luytre_platform::{HealthReport, HealthState, ProcessSource, SessionSource};
use luytre_protocol::SourceFact;
use std::collections::BTreeSet;

/// Issues that the self-test finds, and finds gone.
const TESTED: [HealthCode; 5] = [
    HealthCode::CannotEnforce,
    HealthCode::ChildWithoutAccount,
    HealthCode::UnknownAccount,
    HealthCode::ChildIsAdministrator,
    HealthCode::LoginNotChecked,
];

impl Agent {
    /// Looks at everything that protection rests on.
    pub(crate) async fn self_test(&mut self) {
        let found = self.find_issues();
        let known: Vec<(HealthCode, Option<String>)> = self
            .engine
            .status()
            .issues
            .into_iter()
            .filter(|issue| TESTED.contains(&issue.code))
            .map(|issue| (issue.code, issue.about))
            .collect();
        for (code, about) in known {
            if !found.contains(&(code, about.clone())) {
                self.feed(Event::Issue {
                    code,
                    about,
                    state: IssueState::Gone,
                })
                .await;
            }
        }
        for (code, about) in found {
            self.feed(Event::Issue {
                code,
                about,
                state: IssueState::Present,
            })
            .await;
        }
        tracing::info!(verdict = ?self.engine.status().verdict, "self-test done");
    }

    fn find_issues(&self) -> BTreeSet<(HealthCode, Option<String>)> {
        let mut found = BTreeSet::new();
        match self.mode {
            Mode::WatchOnly { .. } => {
                found.insert((HealthCode::CannotEnforce, None));
            }
            Mode::Enforcing => {
                if self.people.login_is_checked() == Some(false) {
                    found.insert((HealthCode::LoginNotChecked, None));
                }
            }
        }
        let Some(household) = &self.household else {
            return found;
        };
        for child in &household.children {
            if child.accounts.is_empty() {
                found.insert((HealthCode::ChildWithoutAccount, Some(child.id.to_string())));
            }
            for account in &child.accounts {
                self.test_account(account, &mut found);
            }
        }
        for account in household.parents.iter().flat_map(|parent| &parent.accounts) {
            if self.people.find(account).is_err() {
                found.insert((HealthCode::UnknownAccount, Some(account.to_string())));
            }
        }
        found
    }

    fn test_account(&self, account: &Account, found: &mut BTreeSet<(HealthCode, Option<String>)>) {
        match self.people.find(account) {
            Err(error) => {
                tracing::info!(%error, "a login of the household");
                found.insert((HealthCode::UnknownAccount, Some(account.to_string())));
            }
            // Of a watching agent nobody expects that it holds anybody off.
            Ok(info)
                if self.mode == Mode::Enforcing
                    && (info.is_root() || self.people.is_administrator(&info)) =>
            {
                found.insert((HealthCode::ChildIsAdministrator, Some(account.to_string())));
            }
            Ok(_) => {}
        }
    }

    /// Logins of a household that this device does not have.
    pub(crate) fn unknown_accounts(
        &self,
        household: &luytre_core::policy::Household,
    ) -> Vec<String> {
        let children = household.children.iter().flat_map(|child| &child.accounts);
        let parents = household.parents.iter().flat_map(|parent| &parent.accounts);
        let all: BTreeSet<&Account> = children.chain(parents).collect();
        all.into_iter()
            .filter(|account| self.people.find(account).is_err())
            .map(Account::to_string)
            .collect()
    }

    /// Where sessions come from.
    pub(crate) async fn session_source(&mut self, source: &SessionSource) {
        let (name, detail) = match source {
            SessionSource::Logind => ("logind", None),
            SessionSource::Fallback { why } => ("fallback", Some(why.clone())),
        };
        let state = if detail.is_some() {
            IssueState::Present
        } else {
            IssueState::Gone
        };
        self.note_source("sessions", name, detail);
        self.feed(Event::Issue {
            code: HealthCode::NoSessionManager,
            about: None,
            state,
        })
        .await;
    }

    /// Where news of processes comes from.
    pub(crate) async fn process_source(&mut self, source: ProcessSource) {
        let (name, state) = match source {
            ProcessSource::KernelEvents => ("kernel_events", IssueState::Gone),
            ProcessSource::FileAccess => ("file_access", IssueState::Gone),
            ProcessSource::Scan => ("scan", IssueState::Present),
        };
        let detail = self
            .sources
            .get("processes")
            .and_then(|fact| fact.detail.clone());
        self.note_source("processes", name, detail);
        self.feed(Event::Issue {
            code: HealthCode::ProcessesPolled,
            about: None,
            state,
        })
        .await;
    }

    /// What a source says about itself.
    pub(crate) async fn source_report(&mut self, report: HealthReport) {
        use luytre_platform::HealthCode as Code;
        let detail = match report.state {
            HealthState::Raised { detail } => Some(detail),
            HealthState::Cleared => None,
        };
        tracing::info!(code = %report.code, detail, "a source reports");
        match report.code {
            Code::NoLoginService | Code::LoginServiceSilent => {
                let state = if detail.is_some() {
                    IssueState::Present
                } else {
                    IssueState::Gone
                };
                if let Some(fact) = self.sources.get_mut("sessions") {
                    fact.detail = detail;
                }
                self.feed(Event::Issue {
                    code: HealthCode::NoSessionManager,
                    about: None,
                    state,
                })
                .await;
            }
            Code::ProcessesByFileAccess | Code::ProcessesByScan => {
                if let Some(detail) = detail {
                    let name = if report.code == Code::ProcessesByScan {
                        "scan"
                    } else {
                        "file_access"
                    };
                    self.note_source("processes", name, Some(detail));
                }
            }
            Code::NoClockSteps => {
                let name = if detail.is_some() {
                    "no_step_events"
                } else {
                    "kernel"
                };
                self.note_source("clock", name, detail);
            }
        }
    }

    fn note_source(&mut self, area: &'static str, source: &str, detail: Option<String>) {
        let fact = SourceFact {
            area: area.to_owned(),
            source: source.to_owned(),
            detail,
        };
        self.sources.insert(area, fact);
    }
}
