//! Weeks of a family: days of use, passphrases, and what a parent asks for.

use super::{HOUSE, ROOT, Rig, refused};
use jiff::civil::Date;
use luytre_core::health::HealthCode;
use luytre_core::status::Status;
use luytre_core::summary::DaySummary;
use luytre_core::time::Span;
use luytre_protocol::{
    Access, Client, Detail, HistoryPage, ParentRequest, Reply, Request, SecretText, Unlocked,
    WireError,
};
use luytre_testkit::{AN, BINH, MOM, PATIENCE};

/// Mother's passphrase.
pub(crate) const PASSPHRASE: &str = "lũy tre làng ta";
/// Father's login, where a household has one.
pub(crate) const DAD: (&str, u32) = ("dad", 1005);
/// The first of the days that the fake clock shows.
pub(crate) const MONDAY: Date = jiff::civil::date(2026, 3, 2);

/// The family, with a father.
pub(crate) fn two_parents() -> String {
    format!("{HOUSE}\n[[parent]]\nid = \"bo\"\nname = \"Bố\"\naccounts = [\"dad\"]\n")
}

pub(crate) fn day_after(days: i64) -> Date {
    MONDAY + jiff::Span::new().days(days)
}

impl Rig {
    /// On the disk, with the family, everybody's consent, and mother's passphrase. Gives the recovery code.
    pub(crate) async fn with_history() -> (Self, String) {
        Self::on_disk().begun().await
    }

    /// The same, with the store in this folder.
    pub(crate) async fn with_history_in(folder: std::path::PathBuf) -> (Self, String) {
        let mut rig = Self::on_disk();
        rig.place = folder;
        rig.socket = rig.place.join("run").join("agent.sock");
        rig.begun().await
    }

    async fn begun(self) -> (Self, String) {
        let mut rig = self;
        rig.world.add_account("dad", 1005, false);
        rig.start().await;
        rig.apply(&two_parents()).await;
        for child in ["an", "binh"] {
            rig.consent(child, true).await;
        }
        let code = rig.begin().await;
        (rig, code)
    }

    /// Mother sets the first passphrase; the recovery code.
    pub(crate) async fn begin(&self) -> String {
        let mut mom = self.client(MOM).await;
        let reply = mom.request(add(None, PASSPHRASE)).await.unwrap();
        recovery(reply).expect("the first passphrase brings a recovery code")
    }

    pub(crate) async fn consent(&self, child: &str, given: bool) {
        let mut mom = self.client(MOM).await;
        let request = ParentRequest::ConsentSet {
            child: child.into(),
            given,
            child_agreed: true,
        };
        let reply = mom.request(request).await.unwrap();
        assert!(matches!(reply, Reply::Consent(_)), "{reply:?}");
    }

    /// A connection of mother's with the history open.
    pub(crate) async fn opened(&self) -> Client {
        let mut mom = self.client(MOM).await;
        unlock(&mut mom, PASSPHRASE).await.unwrap();
        mom
    }

    /// Both children use the computer one after the other, An with a game for the last ten minutes; then nothing until
    /// the same time of the next day, when the day is settled.
    pub(crate) async fn day(&self, an: i64, binh: i64) {
        let before = self.world.clock.boot();
        let today = self.today("an").await;
        if an > 0 {
            self.world.login("c2", AN);
            self.status_of_root().await;
            self.pass(Span::from_mins(an - 10)).await;
            let game = self.world.start(700, AN, "/usr/games/mines");
            self.status_of_root().await;
            self.pass(Span::from_mins(10)).await;
            self.world.stop(game);
            self.world.logout("c2");
            self.status_of_root().await;
        }
        if binh > 0 {
            self.world.login("c3", BINH);
            self.status_of_root().await;
            self.pass(Span::from_mins(binh)).await;
            self.world.logout("c3");
            self.status_of_root().await;
        }
        let used = self.world.clock.boot().since(before);
        // Midnight, the minutes after it, and the rest of the night.
        self.pass(Span::from_mins(8 * 60) - used).await;
        self.pass(Span::from_mins(30)).await;
        self.pass(Span::from_mins(15 * 60 + 30)).await;
        self.until_settled(today).await;
    }

    pub(crate) async fn today(&self, child: &str) -> Date {
        let status: Status = self.status_of_root().await;
        let found = status
            .children
            .iter()
            .find(|known| known.id.as_str() == child);
        found.unwrap().day
    }

    /// Waits until the ledger has nothing more of a day.
    pub(crate) async fn until_settled(&self, day: Date) {
        let gone = async {
            while !self.ledger_of(day).await.is_empty() {
                tokio::task::yield_now().await;
            }
        };
        tokio::time::timeout(PATIENCE, gone)
            .await
            .unwrap_or_else(|_| panic!("{day} is not settled"));
    }

    /// What the ledger holds of a day of both children, as root sees it.
    pub(crate) async fn ledger_of(&self, day: Date) -> Vec<luytre_core::record::Record> {
        use luytre_core::record::Record;
        let mut root = self.client(ROOT).await;
        let request = ParentRequest::Records {
            child: None,
            from: luytre_core::time::WallTime(0),
            to: luytre_core::time::WallTime(i64::MAX),
            before: None,
            limit: 200,
        };
        let reply = root.request(request).await.unwrap();
        let Reply::Records(page) = reply else {
            panic!("{reply:?}")
        };
        page.records
            .into_iter()
            .filter(|record| match record {
                Record::Usage(usage) => usage.day == day,
                Record::Grant(grant) => grant.day == day,
                Record::DayClosed(totals) => totals.day == day,
                Record::Audit(_) => false,
            })
            .collect()
    }

    /// Waits until an issue is there, or gone.
    pub(crate) async fn until_issue(&self, code: HealthCode, present: bool) {
        let so = async {
            loop {
                let status = self.status_of_root().await;
                if status.issues.iter().any(|issue| issue.code == code) == present {
                    return;
                }
            }
        };
        tokio::time::timeout(PATIENCE, so)
            .await
            .unwrap_or_else(|_| panic!("{code:?} is not {present}"));
    }
}

pub(crate) fn add(parent: Option<&str>, passphrase: &str) -> ParentRequest {
    ParentRequest::PassphraseAdd {
        parent: parent.map(Into::into),
        passphrase: SecretText::from(passphrase),
    }
}

pub(crate) fn unlocking(parent: Option<&str>, passphrase: &str) -> ParentRequest {
    ParentRequest::Unlock {
        parent: parent.map(Into::into),
        passphrase: SecretText::from(passphrase),
    }
}

/// Opens the history.
pub(crate) async fn unlock(client: &mut Client, passphrase: &str) -> Result<Unlocked, WireError> {
    match client.request(unlocking(None, passphrase)).await {
        Ok(Reply::Unlocked(unlocked)) => Ok(unlocked),
        Err(luytre_protocol::ClientError::Refused(error)) => Err(error),
        other => panic!("{other:?}"),
    }
}

/// The recovery code in an answer.
pub(crate) fn recovery(reply: Reply) -> Option<String> {
    let Reply::AccessChanged(changed) = reply else {
        panic!("{reply:?}")
    };
    changed.recovery.map(|code| code.expose().to_owned())
}

pub(crate) async fn access(client: &mut Client) -> Access {
    match client.request(ParentRequest::Access {}).await.unwrap() {
        Reply::Access(access) => access,
        other => panic!("{other:?}"),
    }
}

pub(crate) fn review(child: Option<&str>, from: Date, to: Date) -> ParentRequest {
    ParentRequest::History {
        child: child.map(Into::into),
        from,
        to,
        detail: Detail::Events,
        after: None,
    }
}

/// All pages of the history of the fake clock's first weeks.
pub(crate) async fn history(client: &mut Client, child: Option<&str>) -> HistoryPage {
    let mut whole = HistoryPage {
        days: Vec::new(),
        weeks: Vec::new(),
        problems: Vec::new(),
        next: None,
    };
    let mut after = None;
    loop {
        let request = ParentRequest::History {
            child: child.map(Into::into),
            from: MONDAY,
            to: day_after(400),
            detail: Detail::Events,
            after: after.take(),
        };
        let page = match client.request(request).await.unwrap() {
            Reply::History(page) => page,
            other => panic!("{other:?}"),
        };
        whole.days.extend(page.days);
        whole.weeks.extend(page.weeks);
        whole.problems.extend(page.problems);
        match page.next {
            Some(next) => after = Some(next),
            None => return whole,
        }
    }
}

/// Minutes of each day, in order.
pub(crate) fn minutes(days: &[DaySummary], child: &str) -> Vec<(Date, i64)> {
    days.iter()
        .filter(|day| day.child.as_str() == child)
        .map(|day| (day.day, day.screen.as_mins()))
        .collect()
}

pub(crate) async fn is_locked(client: &mut Client, request: impl Into<Request>) -> bool {
    refused(client, request).await == WireError::Locked {}
}
