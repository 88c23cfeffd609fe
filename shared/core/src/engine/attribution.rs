//! Who used what since the last moment. Between two events nothing changes, so a stretch of time is cut only where the
//! calendar or the idle threshold cuts it.

use super::account::{Charge, Dates, push_charge, split_off};
use super::clock_guard::Reading;
use super::state::SessionEntry;
use super::timeline::{self, containing, next_edge};
use super::{Engine, Last};
use crate::action::Action;
use crate::event::Actor;
use crate::id::{ChildId, SessionId};
use crate::record::{AuditEvent, DayTotals, Record, Usage};
use crate::time::{BootTime, Moment, Span, WallTime};
use jiff::civil::Date;
use std::sync::Arc;

/// How long a charge can still be taken back by a pause that shows itself later, at least.
const RECENT: Span = Span::from_mins(10);
/// More pieces of use than this are written even if they are short.
const MANY: usize = 256;
/// A stretch of unchanged use is written in pieces of this length.
const PIECE: Span = Span::from_hours(1);
/// Charges under an unconfirmed date that are kept for correction: months of ordinary use.
const UNDATED: usize = 4_096;
/// How much uncharged use of a session is kept in case its claim turns out false.
const WITHHELD: Span = Span::from_mins(10);
/// The longest stretch that is charged at once: more than that between two moments of one boot is a broken reading.
const LONGEST: Span = Span::from_hours(24 * 31);
/// A use shorter than this does not interrupt a rest: it takes that long to lock again.
const BLINK: Span = Span::from_secs(2);

/// How a session counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Mode {
    /// Not in front, or nobody is logged in.
    Away,
    /// It claims to be locked or idle.
    Withheld,
    /// In use.
    Used,
}

impl SessionEntry {
    pub(super) fn mode(&self) -> Mode {
        if !self.session.state.in_front {
            Mode::Away
        } else if self.contradicted.is_none() && (self.session.state.locked || self.idle) {
            Mode::Withheld
        } else {
            Mode::Used
        }
    }

    /// Waiting for the idle threshold.
    pub(super) fn quiet_since(&self) -> Option<BootTime> {
        let state = &self.session.state;
        let waits = state.in_front
            && !state.locked
            && !state.media
            && !self.idle
            && self.contradicted.is_none();
        state
            .no_input_since
            .filter(|_| waits)
            .map(|since| self.media_until.map_or(since, |media| since.max(media)))
    }
}

impl Engine {
    /// Takes in the time up to `now`: charges it, reads the clocks, closes days.
    pub(super) fn arrive(&mut self, now: &Moment) {
        match self.state.last.take() {
            None => {
                let clock = super::clock_guard::Clock::first(now);
                self.state.last = Some(Last {
                    boot_id: now.boot_id.clone(),
                    boot: now.boot,
                    suspended: now.suspended,
                    wall_shown: now.wall,
                    clock,
                });
                let at = self.now();
                self.refresh_timelines(at);
            }
            Some(last) if last.clock.same_boot(now) => {
                // A clock that reads backwards within one boot is a broken reading, not time.
                let to = now.boot.max(last.boot);
                let slept = (now.suspended - last.suspended).at_least_zero();
                let from = last.boot;
                let awake = (to - slept).max(from);
                self.state.last = Some(last);
                self.pass(from, awake);
                if let Some(last) = &mut self.state.last {
                    last.boot = to;
                    last.suspended = now.suspended.max(last.suspended);
                    last.wall_shown = now.wall;
                    let reading = last.clock.read(now);
                    if slept > BLINK {
                        // Saved, so that a restart later knows that the sleep lies before what follows it.
                        self.dirty = true;
                        self.all_rest(awake);
                    }
                    self.take_reading(reading);
                }
            }
            Some(last) => {
                self.state.last = Some(last);
                self.new_boot(now);
            }
        }
        let at = self.now();
        self.refresh_timelines(at);
        self.close_days();
    }

    /// Charges a stretch of the present boot during which nothing changed but time.
    pub(super) fn pass(&mut self, from: BootTime, to: BootTime) {
        let from = from.max(to - LONGEST);
        if from < to {
            for id in self.child_ids().iter() {
                self.pass_for(id, from, to);
            }
        }
        if let Some(last) = &mut self.state.last {
            last.boot = last.boot.max(to);
        }
    }

    fn pass_for(&mut self, id: &ChildId, from: BootTime, to: BootTime) {
        let Some(idle_after) = self.rules(id).map(|child| child.idle_after) else {
            return;
        };
        let running = self.running_of(id);
        let mut at = from;
        while at < to {
            // The first session that turns idle inside the stretch ends a piece.
            let threshold = self
                .sessions_of(id)
                .filter_map(|entry| entry.quiet_since())
                .map(|since| since + idle_after)
                .min();
            if let Some(threshold) = threshold
                && threshold <= at
            {
                self.turn_idle(id, idle_after, at);
                continue;
            }
            let mut end = threshold.map_or(to, |threshold| threshold.min(to));
            let (wall_at, free) = {
                let Some(last) = &self.state.last else { return };
                let wall_at = last.clock.trusted(at);
                let Some(timeline) = self.timeline(id) else {
                    return;
                };
                if let Some(edge) = next_edge(&timeline.free, wall_at) {
                    // Time goes on whatever the calendar says.
                    end = end.min(last.clock.boot_at(edge).max(at + Span::from_millis(1)));
                }
                (wall_at, containing(&timeline.free, wall_at).is_some())
            };
            let label = if free {
                &running.free
            } else {
                &running.charged
            };
            let charge = Charge {
                from: wall_at,
                to: wall_at + end.since(at),
                label: Arc::clone(label),
            };
            self.charge_or_withhold(id, charge);
            at = end;
        }
        // A threshold that falls on the very end is passed now, not at the next event.
        self.turn_idle(id, idle_after, to);
    }

    /// Marks sessions idle whose threshold has passed, and takes back what was charged since the last input.
    pub(super) fn turn_idle(&mut self, id: &ChildId, idle_after: Span, at: BootTime) {
        let turned: Vec<(SessionId, BootTime)> = self
            .sessions_of(id)
            .filter_map(|entry| Some((entry.session.id.clone(), entry.quiet_since()?)))
            .filter(|(_, since)| *since + idle_after <= at)
            .collect();
        for (session, since) in turned {
            if let Some(entry) = self.state.sessions.get_mut(&session) {
                entry.idle = true;
            }
            self.dirty = true;
            self.take_back(id, &session, since);
        }
    }

    /// Takes back what was charged since `since` because of one session, unless another one was in use.
    fn take_back(&mut self, id: &ChildId, session: &SessionId, since: BootTime) {
        let Some(last) = &self.state.last else { return };
        let since_wall = last.clock.trusted(since);
        // Another session in use until later keeps what it was in use for.
        let others_quiet = self
            .sessions_of(id)
            .filter(|entry| entry.session.id != *session && entry.mode() == Mode::Used)
            .map(SessionEntry::quiet_since)
            .collect::<Vec<_>>();
        if others_quiet.iter().any(Option::is_none) {
            return;
        }
        let since_wall = others_quiet
            .into_iter()
            .flatten()
            .map(|quiet| last.clock.trusted(quiet))
            .fold(since_wall, WallTime::max);
        let Some(child) = self.state.children.get_mut(id) else {
            return;
        };
        let taken = split_off(&mut child.recent, since_wall);
        split_off(&mut child.undated, since_wall);
        let used: Span = taken.iter().map(Charge::span).sum();
        child.continuous = (child.continuous - used).at_least_zero();
        child.rest_since = Some(since_wall);
        child.use_since = None;
        for charge in &taken {
            self.enter(id, charge, Direction::Out);
        }
        if let Some(entry) = self.state.sessions.get_mut(session) {
            split_off(&mut entry.unassigned, since_wall);
            // Kept for the kernel's view: a claim of being idle is only a claim.
            entry.withheld.extend(taken);
        }
    }

    fn charge_or_withhold(&mut self, id: &ChildId, charge: Charge) {
        let mode = self
            .sessions_of(id)
            .map(SessionEntry::mode)
            .max()
            .unwrap_or(Mode::Away);
        match mode {
            Mode::Away => self.rests(id, charge.from),
            Mode::Withheld => {
                self.rests(id, charge.from);
                let sessions = self.session_ids(id, Mode::Withheld);
                for session in sessions {
                    if let Some(entry) = self.state.sessions.get_mut(&session) {
                        push_charge(&mut entry.withheld, charge.clone());
                        let keep_from = charge.to - WITHHELD;
                        entry.withheld.retain(|old| old.to > keep_from);
                    }
                }
            }
            Mode::Used => self.charge(id, charge),
        }
    }

    /// Charges a stretch of use that has just ended.
    fn charge(&mut self, id: &ChildId, charge: Charge) {
        let unconfirmed = self
            .state
            .last
            .as_ref()
            .is_some_and(|last| !last.clock.confirmed);
        self.works(id, charge.from, charge.to);
        self.enter(id, &charge, Direction::In);
        for session in self.session_ids(id, Mode::Used) {
            if let Some(entry) = self.state.sessions.get_mut(&session)
                && entry.child.is_none()
            {
                push_charge(&mut entry.unassigned, charge.clone());
            }
        }
        let Some(child) = self.state.children.get_mut(id) else {
            return;
        };
        child.continuous += charge.span();
        if unconfirmed {
            push_charge(&mut child.undated, charge.clone());
            if child.undated.len() > UNDATED {
                child.undated.remove(0);
            }
        }
        push_charge(&mut child.recent, charge);
    }

    /// Adds a charge to the days it lies in, or takes it out of them.
    pub(super) fn enter(&mut self, id: &ChildId, charge: &Charge, direction: Direction) {
        // Nearly always it lies inside one day.
        let one = self.timeline(id).and_then(|timeline| {
            let day = timeline.day(charge.from);
            (day.from <= charge.from && charge.to <= day.to).then_some(day.date)
        });
        if let Some(date) = one {
            self.enter_on(id, date, charge, direction);
            return;
        }
        for (date, piece) in self.by_day(id, charge) {
            self.enter_on(id, date, &piece, direction);
        }
    }

    fn enter_on(&mut self, id: &ChildId, date: Date, charge: &Charge, direction: Direction) {
        let group = self.group_of(date);
        let Some(child) = self.state.children.get_mut(id) else {
            return;
        };
        let span = match direction {
            Direction::In => charge.span(),
            Direction::Out => -charge.span(),
        };
        if date < child.today && child.settled.is_some_and(|settled| date <= settled) {
            // What is settled stays as it is; this adds to it.
            child.days.add_to_sums(group, &charge.label, span);
            child
                .additions
                .entry(date)
                .or_default()
                .add(&charge.label, span);
            return;
        }
        let day = child.days.entry(date);
        day.add(&charge.label, span);
        // A closed day that changed is written again.
        if date < child.today {
            day.closed = false;
        }
    }

    /// A charge cut at the child's day boundaries.
    fn by_day(&self, id: &ChildId, charge: &Charge) -> Vec<(Date, Charge)> {
        let Some(house) = &self.house else {
            return Vec::new();
        };
        let Some(rules) = house.household.child(id) else {
            return Vec::new();
        };
        let mut pieces = Vec::with_capacity(1);
        let mut from = charge.from;
        while from < charge.to {
            let (date, end) = match house.timelines.get(id).map(|timeline| timeline.day(from)) {
                Some(day) if day.from <= from && from < day.to => (day.date, day.to),
                Some(_) | None => {
                    let date = timeline::date_of(&house.zone, rules.day_starts, from);
                    let next = timeline::instant(
                        &house.zone,
                        timeline::add_days(date, 1),
                        rules.day_starts,
                    );
                    (date, next.max(from + Span::from_millis(1)))
                }
            };
            let to = end.min(charge.to);
            pieces.push((
                date,
                Charge {
                    from,
                    to,
                    label: Arc::clone(&charge.label),
                },
            ));
            from = to;
        }
        pieces
    }

    /// The machine slept: nobody used it, and whoever had stopped before has been idle for longer.
    fn all_rest(&mut self, since: BootTime) {
        let Some(last) = &self.state.last else { return };
        let at = last.clock.trusted(since);
        let now = last.boot;
        for id in self.child_ids().iter() {
            if let Some(idle_after) = self.rules(id).map(|rules| rules.idle_after) {
                self.turn_idle(id, idle_after, now);
            }
            self.rests(id, at);
        }
    }

    /// The child is not using anything from `at` on.
    fn rests(&mut self, id: &ChildId, at: WallTime) {
        let Some(child) = self.state.children.get_mut(id) else {
            return;
        };
        if let Some(since) = child.use_since.take() {
            let blinked = at.since(since) <= BLINK && child.rest_since.is_some();
            if !blinked {
                child.rest_since = Some(at);
            }
        } else if child.rest_since.is_none() {
            child.rest_since = Some(at);
        }
    }

    /// The child used something from `at` to `until`.
    fn works(&mut self, id: &ChildId, at: WallTime, until: WallTime) {
        let rest = self
            .rules(id)
            .and_then(|rules| rules.screen.forced_break)
            .map(|rule| rule.rest);
        let Some(child) = self.state.children.get_mut(id) else {
            return;
        };
        let since = *child.use_since.get_or_insert(at);
        // Only the first stretch of use follows a rest.
        if since == at
            && let (Some(rest), Some(resting)) = (rest, child.rest_since)
            && at.since(resting) >= rest
        {
            child.continuous = Span::ZERO;
        }
        if until.since(since) > BLINK {
            child.rest_since = None;
        }
    }

    /// A session's claim turned out false: what was withheld since then is charged after all.
    pub(super) fn charge_withheld(&mut self, session: &SessionId, since: BootTime) {
        let Some(last) = &self.state.last else { return };
        let since = last.clock.trusted(since);
        let Some(entry) = self.state.sessions.get_mut(session) else {
            return;
        };
        let charges = split_off(&mut entry.withheld, since);
        entry.withheld.clear();
        let ids = self.children_at(session);
        for charge in charges {
            for id in &ids {
                self.charge(id, charge.clone());
            }
        }
        // Other sessions of the same child lay in the same time; it is charged once.
        for id in &ids {
            for other in self.session_ids(id, Mode::Withheld) {
                if let Some(entry) = self.state.sessions.get_mut(&other) {
                    entry.withheld.clear();
                }
            }
        }
    }

    pub(super) fn take_reading(&mut self, reading: Reading) {
        match reading {
            Reading::Steady => self.clock_is_steady(),
            Reading::Refused => self.clock_jumped(),
            Reading::Confirmed { by, was_confirmed } => {
                self.dirty = true;
                self.clock_is_confirmed();
                self.move_along(by);
                if !was_confirmed {
                    self.correct_dates(by);
                }
                if by.max(-by) >= super::clock_guard::JUMP {
                    self.corrected = true;
                    self.flush_recent(Span::ZERO);
                }
            }
        }
    }

    /// Instants that measure a distance to now move with trusted time: a rest must not grow by a corrected clock.
    fn move_along(&mut self, by: Span) {
        if by == Span::ZERO {
            return;
        }
        for child in self.state.children.values_mut() {
            for instant in [&mut child.rest_since, &mut child.use_since]
                .into_iter()
                .flatten()
            {
                *instant = *instant + by;
            }
            if let Some(request) = &mut child.request {
                request.asked = request.asked + by;
            }
        }
        for entry in self.state.sessions.values_mut() {
            for charge in entry.withheld.iter_mut().chain(&mut entry.unassigned) {
                *charge = charge.shifted(by);
            }
        }
    }

    /// Moves what was counted under unconfirmed dates by `by`, in order, and not before what is known to be older.
    fn correct_dates(&mut self, by: Span) {
        let proven = self
            .state
            .last
            .as_mut()
            .and_then(|last| last.clock.proven.take());
        for id in self.child_ids().iter() {
            let Some(child) = self.state.children.get_mut(id) else {
                continue;
            };
            let charges = std::mem::take(&mut child.undated);
            if by == Span::ZERO {
                continue;
            }
            child
                .recent
                .iter_mut()
                .for_each(|charge| *charge = charge.shifted(by));
            for charge in &charges {
                self.enter(id, charge, Direction::Out);
            }
            let mut not_before = proven;
            for charge in &charges {
                // A date that was wrong by another amount in an earlier boot would else fall on a day long gone.
                let more = not_before
                    .map(|bound| bound.since(charge.from + by).at_least_zero())
                    .unwrap_or_default();
                let charge = charge.shifted(by + more);
                not_before = not_before.map(|_| charge.to);
                self.enter(id, &charge, Direction::In);
            }
        }
        if by.max(-by) >= super::clock_guard::JUMP {
            self.audit(Actor::Agent, None, AuditEvent::DatesCorrected { by });
        }
    }

    fn new_boot(&mut self, now: &Moment) {
        // Nothing of the old boot is taken back any more, and a correction of the date must not move it.
        self.flush_recent(Span::ZERO);
        let Some(last) = &mut self.state.last else {
            return;
        };
        let known = last.trusted();
        let reading = last.clock.new_boot(now, known);
        last.boot_id = now.boot_id.clone();
        last.boot = now.boot;
        last.suspended = now.suspended;
        last.wall_shown = now.wall;
        // Sessions, processes and locks of the old boot are gone with it.
        self.state.sessions.clear();
        self.state.processes.clear();
        self.known.clear();
        self.note_programs();
        for child in self.state.children.values_mut() {
            child.screen.phase = super::state::Phase::Free;
            child
                .activities
                .values_mut()
                .for_each(|limit| limit.phase = super::state::Phase::Free);
            child
                .programs
                .values_mut()
                .for_each(|limit| limit.phase = super::state::Phase::Free);
            child.use_since = None;
            child.rest_since.get_or_insert(known);
        }
        self.dirty = true;
        match reading {
            Reading::Refused => self.clock_is_behind(),
            Reading::Steady | Reading::Confirmed { .. } => self.take_reading(reading),
        }
        self.update_clock_issue();
    }

    /// Closes days that are over and starts the new one.
    pub(super) fn close_days(&mut self) {
        let at = self.now();
        let dates = if self
            .state
            .last
            .as_ref()
            .is_some_and(|last| last.clock.confirmed)
        {
            Dates::Confirmed
        } else {
            Dates::Unconfirmed
        };
        for id in self.child_ids().iter() {
            let Some(today) = self.timeline(id).map(|timeline| timeline.day(at).date) else {
                continue;
            };
            let Some(child) = self.state.children.get_mut(id) else {
                continue;
            };
            if child.today == today {
                continue;
            }
            child.days.entry(child.today);
            child.today = today;
            for date in child.days.open_before(today) {
                self.close_day(id, date);
            }
            if let Some(child) = self.state.children.get_mut(id) {
                child.days.prune(today, dates);
                child.days.entry(today);
            }
            self.dirty = true;
        }
    }

    fn close_day(&mut self, id: &ChildId, date: Date) {
        let totals = self.totals_on(id, date);
        self.settle_credits(id, date);
        let Some(child) = self.state.children.get_mut(id) else {
            return;
        };
        child.days.entry(date).closed = true;
        self.record(Record::DayClosed(totals));
    }

    /// The numbers of each child's present day, in the order of the household file.
    #[must_use]
    pub fn totals_today(&self) -> Vec<DayTotals> {
        self.child_ids()
            .iter()
            .filter_map(|id| Some(self.totals_on(id, self.state.children.get(id)?.today)))
            .collect()
    }

    fn totals_on(&self, id: &ChildId, date: Date) -> DayTotals {
        let left = self.left_on(id, date);
        let day = self
            .state
            .children
            .get(id)
            .and_then(|child| child.days.get(date))
            .cloned()
            .unwrap_or_default();
        DayTotals {
            child: id.clone(),
            day: date,
            screen: day.screen,
            activities: day.activities.into_iter().collect(),
            programs: day.programs.into_iter().collect(),
            left: left.screen,
            activities_left: left.activities,
        }
    }

    /// Writes charges that nothing can take back any more.
    pub(super) fn drain_complete(&mut self) -> Option<Vec<Record>> {
        let now = self.now();
        let mut records = Vec::new();
        for id in self.child_ids().iter() {
            let keep = self.keep(id);
            let Some(child) = self.state.children.get(id) else {
                continue;
            };
            // Written in large pieces: a disk write for each minute would cost more than it is worth.
            let due = child.recent.len() > MANY
                || child
                    .recent
                    .first()
                    .is_some_and(|first| now.since(first.from) >= PIECE + keep);
            if due {
                records.extend(self.drain(id, now - keep));
            }
        }
        (!records.is_empty()).then_some(records)
    }

    /// How long a child's charges may still be taken back.
    pub(super) fn keep(&self, id: &ChildId) -> Span {
        self.rules(id)
            .map_or(RECENT, |rules| rules.idle_after.max(RECENT))
    }

    /// Writes charges that nothing can take back any more, however few.
    pub(super) fn flush_settled(&mut self) {
        for id in self.child_ids().iter() {
            let before = self.now() - self.keep(id);
            let records = self.drain(id, before);
            if !records.is_empty() {
                self.out.push(Action::Append(records));
            }
        }
    }

    /// Use that was counted up to the last moment handled and is not handed over to the ledger yet; a pause that shows
    /// itself later may still take some of it back.
    #[must_use]
    pub fn unwritten_use(&self) -> Vec<Usage> {
        let mut copy = self.clone();
        let now = copy.now();
        self.child_ids()
            .iter()
            .flat_map(|id| copy.drain(id, now))
            .filter_map(|record| match record {
                Record::Usage(usage) => Some(usage),
                Record::Grant(_) | Record::Audit(_) | Record::DayClosed(_) => None,
            })
            .collect()
    }

    /// Writes charges older than `keep`.
    pub(super) fn flush_recent(&mut self, keep: Span) {
        let before = self.now() - keep;
        for id in self.child_ids().iter() {
            let records = self.drain(id, before);
            if !records.is_empty() {
                self.out.push(Action::Append(records));
            }
        }
    }

    pub(super) fn drain(&mut self, id: &ChildId, before: WallTime) -> Vec<Record> {
        let Some(child) = self.state.children.get_mut(id) else {
            return Vec::new();
        };
        let keep = split_off(&mut child.recent, before);
        let done = std::mem::replace(&mut child.recent, keep);
        done.iter()
            .flat_map(|charge| self.by_day(id, charge))
            .map(|(day, charge)| {
                Record::Usage(Usage {
                    child: id.clone(),
                    day,
                    from: charge.from,
                    to: charge.to,
                    charged: charge.label.screen,
                    activities: charge.label.activities.clone(),
                    programs: charge.label.programs.clone(),
                })
            })
            .collect()
    }
}

/// Into or out of an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Direction {
    In,
    Out,
}
