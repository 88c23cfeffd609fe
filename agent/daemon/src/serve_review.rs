//! Reading for those who have the history open: days and weeks, one sealed day, and the whole audit log.

use crate::agent::{Agent, Report};
use crate::connection::Asker;
use crate::history_page::{self, Unsealed, Wanted};
use crate::serve_child::{Answer, respond};
use crate::serve_parent::{PAGE, audit_entry, out_of_range};
use crate::vault;
use jiff::civil::Date;
use luytre_core::event::Event;
use luytre_core::id::ChildId;
use luytre_core::summary::SettledDay;
use luytre_protocol::{AuditPage, Reply, WireError};
use luytre_store::{HistoryFilter, HistoryKey, Kind, RecordFilter};

/// Rows of the ledger that are looked through for one page of the audit log.
const AUDIT_ROWS: usize = 20_000;

impl Agent {
    /// Days and weeks. What is not sealed yet comes from the ledger and the engine, so that the present week is whole.
    pub(crate) async fn history(&mut self, ask: Asker, wanted: Wanted) {
        if wanted.from > wanted.to {
            return respond(ask.answer, Err(out_of_range("to", 0)));
        }
        let key = match self.key_of(&ask) {
            Ok(key) => key,
            Err(error) => return respond(ask.answer, Err(error)),
        };
        let unsealed = self.unsealed(wanted.child.as_ref()).await;
        let keeper = self.journal.keeper().clone();
        let reports = self.reports.clone();
        tokio::spawn(async move {
            let filter = HistoryFilter {
                child: wanted.child.clone(),
                days: Some(wanted.from..=wanted.to),
            };
            let read = async {
                let history = keeper.history(key, filter).await?;
                let ledger = unsealed.ledger(&*keeper).await?;
                Ok((history, ledger))
            };
            let reply = match read.await {
                Ok((history, ledger)) => {
                    let whole = history.problems.is_empty();
                    drop(reports.send(Report::HistoryRead { whole }).await);
                    let unsealed = unsealed.condense(&ledger);
                    Ok(Reply::History(history_page::page(
                        history, unsealed, &wanted,
                    )))
                }
                Err(error) => Err(vault::refused(&error)),
            };
            respond(ask.answer, reply);
        });
    }

    /// A day that is sealed, for somebody who has the history open.
    pub(crate) fn sealed_day(
        &mut self,
        key: HistoryKey,
        child: luytre_protocol::Child,
        day: Date,
        timezone: String,
        answer: Answer,
    ) {
        let filter = HistoryFilter {
            child: Some(child.id.clone()),
            days: Some(day..=day),
        };
        let read = self.journal.keeper().history(key, filter);
        tokio::spawn(async move {
            let reply = match read.await {
                Ok(history) => match history.days.into_iter().next() {
                    Some(summary) => Ok(Reply::Today(history_page::picture(
                        child, timezone, summary,
                    ))),
                    // Nothing was recorded of it, or it was erased.
                    None => Err(WireError::Sealed {}),
                },
                Err(error) => Err(vault::refused(&error)),
            };
            respond(answer, reply);
        });
    }

    /// Who did what, of the ledger and of the sealed days together. Numbers of places count from the oldest entry, so
    /// that what is added meanwhile moves none of them.
    pub(crate) fn whole_audit(
        &mut self,
        key: HistoryKey,
        before: Option<i64>,
        limit: u16,
        answer: Answer,
    ) {
        if !(1..=PAGE).contains(&limit) {
            return respond(answer, Err(out_of_range("limit", PAGE)));
        }
        let keeper = self.journal.keeper().clone();
        tokio::spawn(async move {
            let filter = RecordFilter {
                kinds: vec![Kind::Audit, Kind::Grant],
                ..RecordFilter::default()
            };
            let read = async {
                let history = keeper.history(key, HistoryFilter::default()).await?;
                let ledger = history_page::all_records(&*keeper, filter, AUDIT_ROWS).await?;
                Ok((history, ledger))
            };
            let reply = match read.await {
                Ok((history, ledger)) => {
                    let unreadable = ledger.unreadable;
                    let events = history.days.into_iter().flat_map(|day| day.events);
                    let entries = events
                        .chain(ledger.records)
                        .filter_map(audit_entry)
                        .collect();
                    let (entries, next) =
                        history_page::newest_first(entries, before, usize::from(limit));
                    Ok(Reply::Audit(AuditPage {
                        entries,
                        unreadable,
                        next,
                    }))
                }
                Err(error) => Err(vault::refused(&error)),
            };
            respond(answer, reply);
        });
    }

    /// What the sealed history does not have yet.
    async fn unsealed(&mut self, child: Option<&ChildId>) -> Unsealed {
        let now = self.now();
        self.feed_at(now.clone(), Event::Tick).await;
        let household = self.household.clone();
        let children: Vec<ChildId> = household
            .iter()
            .flat_map(|household| household.children.iter())
            .map(|known| known.id.clone())
            .filter(|id| child.is_none_or(|wanted| wanted == id))
            .collect();
        let mut days: Vec<SettledDay> = Vec::new();
        for id in &children {
            let records = self.is_recorded(id);
            let today = self.today_of(id);
            // Without consent there is the present day only, which the limits need, and nothing that happened on it.
            days.extend(
                self.engine
                    .unsettled(id)
                    .into_iter()
                    .filter(|day| records || Some(day.totals.day) == today),
            );
        }
        let on_the_way = self.journal.waiting_days();
        days.extend(
            on_the_way.filter(|day| child.is_none_or(|wanted| *wanted == day.totals.child)),
        );
        Unsealed {
            days,
            records: self.unwritten(now),
        }
    }

    fn today_of(&self, child: &ChildId) -> Option<Date> {
        let totals = self.engine.totals_today();
        totals
            .into_iter()
            .find(|totals| totals.child == *child)
            .map(|totals| totals.day)
    }
}
