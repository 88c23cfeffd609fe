//! What a family agreed to: whether summaries of a child's days are kept. Limits go on either way.

use crate::agent::{Agent, Report};
use crate::connection::Asker;
use crate::serve_child::{respond, unknown};
use crate::serve_parent::unreadable;
use jiff::civil::Date;
use luytre_core::event::{Actor, Event};
use luytre_core::id::ChildId;
use luytre_core::policy::YearMonth;
use luytre_protocol::{CONSENT_TEXT, Child, ConsentState, Reply, WireError};
use luytre_store::{Batch, ConsentRecord, Recording};

/// From this age on a child is asked, too: Law on Personal Data Protection 91/2025/QH15, article 24.
const ASKED_FROM: i16 = 7;

impl Agent {
    /// Whether summaries of this child's days are kept.
    pub(crate) fn is_recorded(&self, child: &ChildId) -> bool {
        self.consents.get(child).is_some_and(covers)
    }

    pub(crate) fn recording(&self, child: &ChildId) -> Recording {
        if self.is_recorded(child) {
            Recording::Keep
        } else {
            Recording::Drop
        }
    }

    /// How it stands, for these children, or for all.
    pub(crate) fn consent_of(&self, children: Option<&[Child]>) -> Vec<ConsentState> {
        let Some(household) = &self.household else {
            return Vec::new();
        };
        let today = self.date();
        household
            .children
            .iter()
            .filter(|child| children.is_none_or(|own| own.iter().any(|known| known.id == child.id)))
            .map(|child| ConsentState {
                child: child.id.clone(),
                name: child.name.clone(),
                child_is_asked: is_asked(child.born, today),
                recording: self.is_recorded(&child.id),
                last: self.consents.get(&child.id).map(for_the_wire),
            })
            .collect()
    }

    pub(crate) async fn consent_set(
        &mut self,
        ask: Asker,
        by: Actor,
        child: ChildId,
        given: bool,
        child_agreed: bool,
    ) {
        let Some(household) = self.household.clone() else {
            return respond(ask.answer, Err(WireError::NoHousehold {}));
        };
        let known = household.child(&child);
        // Who was taken out of the household may still be withdrawn.
        if known.is_none() && (given || !self.consents.contains_key(&child)) {
            return respond(ask.answer, Err(unknown(&child)));
        }
        let asked = known.is_none_or(|known| is_asked(known.born, self.date()));
        if given && asked && !child_agreed {
            return respond(ask.answer, Err(WireError::ChildIsAsked {}));
        }
        // So that it has the present time.
        self.feed(Event::Tick).await;
        let record = ConsentRecord {
            at: self.trusted_now(),
            child,
            parent: match by {
                Actor::Parent(parent) => Some(parent),
                Actor::System | Actor::Agent | Actor::Child(_) => None,
            },
            child_agreed,
            given,
            text: CONSENT_TEXT,
        };
        let batch = Batch {
            consent: vec![record.clone()],
            ..Batch::default()
        };
        let written = self.journal.keeper().commit(batch);
        let reports = self.reports.clone();
        tokio::spawn(async move {
            match written.await {
                Ok(_) => {
                    let answer = ask.answer;
                    let report = Report::Consent { record, answer };
                    if reports.send(report).await.is_err() {
                        tracing::debug!("the loop has ended");
                    }
                }
                Err(error) => respond(ask.answer, Err(unreadable(&error))),
            }
        });
    }

    /// An agreement or a withdrawal is on the disk.
    pub(crate) fn on_consent(&mut self, record: ConsentRecord, answer: crate::serve_child::Answer) {
        self.consents.insert(record.child.clone(), record);
        respond(answer, Ok(Reply::Consent(self.consent_of(None))));
        self.look_at_history();
    }

    fn date(&self) -> Date {
        let zone = self.engine.zone().cloned();
        let at = jiff::Timestamp::from_millisecond(self.trusted_now().0);
        at.unwrap_or(jiff::Timestamp::UNIX_EPOCH)
            .to_zoned(zone.unwrap_or(jiff::tz::TimeZone::UTC))
            .date()
    }
}

/// Whether an agreement is in force for what is recorded today.
fn covers(record: &ConsentRecord) -> bool {
    record.given && record.text >= CONSENT_TEXT
}

/// Whether a child has to agree, too: the whole month of the seventh birthday counts. Unknown ages are asked.
fn is_asked(born: Option<YearMonth>, today: Date) -> bool {
    born.is_none_or(|born| {
        let years = today.year() - born.year;
        years > ASKED_FROM || (years == ASKED_FROM && today.month() >= born.month)
    })
}

fn for_the_wire(record: &ConsentRecord) -> luytre_protocol::ConsentRecord {
    let ConsentRecord {
        at,
        child,
        parent,
        child_agreed,
        given,
        text,
    } = record.clone();
    luytre_protocol::ConsentRecord {
        at,
        child,
        parent,
        child_agreed,
        given,
        text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use luytre_core::time::WallTime;

    #[test]
    fn a_child_is_asked_from_the_month_of_the_seventh_birthday() {
        let born = Some(YearMonth {
            year: 2019,
            month: 5,
        });
        assert!(!is_asked(born, date(2026, 4, 30)));
        assert!(is_asked(born, date(2026, 5, 1)));
        assert!(is_asked(born, date(2030, 1, 1)));
        assert!(is_asked(None, date(2026, 1, 1)));
    }

    #[test]
    fn an_agreement_to_an_older_text_does_not_cover_a_newer_one() {
        let record = |given, text| ConsentRecord {
            at: WallTime(0),
            child: "an".into(),
            parent: None,
            child_agreed: true,
            given,
            text,
        };
        assert!(covers(&record(true, CONSENT_TEXT)));
        assert!(!covers(&record(true, CONSENT_TEXT - 1)));
        assert!(!covers(&record(false, CONSENT_TEXT)));
    }
}
