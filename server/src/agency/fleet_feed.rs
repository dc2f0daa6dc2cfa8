//! The fleet and who moved since when, so that each screen gets only what is new to it.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{
        Arc, Mutex, RwLock, RwLockReadGuard,
        atomic::{AtomicBool, Ordering},
    },
};

use nearhand_engine::{
    dispatch::{
        Fix, FixOutcome, FixRefusal, Fleet, LivePosition,
        fleet::Track,
        ids::TeamId,
        model::{Team, TeamStatus},
    },
    routing::Snap,
    units::{Millis, Timestamp},
};
use tokio::sync::watch;

use super::{lock, read, write};

/// A team's position and the tick it last moved in.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct FeedRecord {
    /// The team.
    pub team: TeamId,
    /// Where it is.
    pub position: LivePosition,
    /// Number of the tick in which it came.
    pub moved: u64,
}

/// All positions as of a tick; ticks come at most twice a second.
#[derive(Clone, Debug, Default)]
pub struct FleetTick {
    /// Its number, from 1.
    pub number: u64,
    /// Last known positions, by team id.
    pub records: Vec<FeedRecord>,
}

/// A team on shift, as those see it who take in its positions.
///
/// They look at no board: hundreds of fixes come between two commands, and a worker that takes them in may be made to wait
/// at any moment (`serve`), with whatever it holds.
#[derive(Debug)]
pub struct OnShift {
    team: TeamId,
    since: Option<Timestamp>,
    has_assignment: AtomicBool,
    /// `None` once it has signed off.
    track: Mutex<Option<Track>>,
}

impl OnShift {
    /// Since when.
    #[must_use]
    pub fn since(&self) -> Option<Timestamp> {
        self.since
    }

    /// Whether it works on an assignment.
    #[must_use]
    pub fn has_assignment(&self) -> bool {
        self.has_assignment.load(Ordering::Relaxed)
    }
}

/// What became of a fix.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Taken {
    /// What it is worth.
    pub outcome: FixOutcome,
    /// Where the team is now, when that is news.
    pub moved: Option<Fix>,
}

/// The fleet, coalesced for those who watch it.
pub struct FleetFeed {
    shifts: RwLock<BTreeMap<TeamId, Arc<OnShift>>>,
    fleet: RwLock<Fleet>,
    moved: Mutex<BTreeSet<TeamId>>,
    ticks: watch::Sender<Arc<FleetTick>>,
}

impl FleetFeed {
    /// A feed of a fleet of which nobody is on shift yet.
    #[must_use]
    pub fn new(stale_after: Millis) -> Self {
        Self {
            shifts: RwLock::default(),
            fleet: RwLock::new(Fleet::new(stale_after)),
            moved: Mutex::default(),
            ticks: watch::Sender::new(Arc::default()),
        }
    }

    /// Takes in how a team stands on the board: only of one on shift it is known where it is.
    pub fn heed(&self, team: &Team) {
        if team.status == TeamStatus::OffDuty {
            return self.forget(team.id);
        }
        let has_assignment = team.assignment.is_some();
        let known = self.shift(team.id);
        if let Some(shift) = known.filter(|shift| shift.since == team.on_shift_since) {
            shift
                .has_assignment
                .store(has_assignment, Ordering::Relaxed);
            return;
        }
        self.forget(team.id);
        let shift = OnShift {
            team: team.id,
            since: team.on_shift_since,
            has_assignment: AtomicBool::new(has_assignment),
            track: Mutex::new(Some(Track::default())),
        };
        write(&self.shifts).insert(team.id, Arc::new(shift));
    }

    fn forget(&self, team: TeamId) {
        let Some(shift) = write(&self.shifts).remove(&team) else {
            return;
        };
        // A fix that is just being taken in is shown before or never.
        *lock(&shift.track) = None;
        write(&self.fleet).remove(team);
        lock(&self.moved).insert(team);
    }

    /// A team that is on shift.
    #[must_use]
    pub fn shift(&self, team: TeamId) -> Option<Arc<OnShift>> {
        read(&self.shifts).get(&team).cloned()
    }

    /// Takes in a fix of a team and the road position found for it; `None` when the team has signed off meanwhile.
    ///
    /// # Errors
    /// When the fix cannot be true.
    pub fn update(
        &self,
        shift: &OnShift,
        fix: Fix,
        snap: Option<Snap>,
        now: Timestamp,
    ) -> Result<Option<Taken>, FixRefusal> {
        let mut track = lock(&shift.track);
        let Some(track) = track.as_mut() else {
            return Ok(None);
        };
        let before = track.live().map(|live| live.fix);
        let outcome = track.take(fix, snap, now)?;
        let live = track.live().filter(|live| Some(live.fix) != before);
        if let Some(&live) = live {
            // What is dear was done before: who ranks teams waits for no more than a copy.
            write(&self.fleet).set(shift.team, live);
            lock(&self.moved).insert(shift.team);
        }
        let is_newer = |fix: &Fix| before.is_none_or(|before| fix.at > before.at);
        let moved = live.map(|live| live.fix).filter(is_newer);
        Ok(Some(Taken { outcome, moved }))
    }

    /// The fleet as it is now. Keep the guard for as short as can be, and never across an await.
    pub fn fleet(&self) -> RwLockReadGuard<'_, Fleet> {
        read(&self.fleet)
    }

    /// Tells of each tick; a follower that missed some sees all that moved from the records' tick numbers.
    #[must_use]
    pub fn follow(&self) -> watch::Receiver<Arc<FleetTick>> {
        self.ticks.subscribe()
    }

    /// Makes a tick of what moved since the last one; nothing when nothing moved.
    pub fn tick(&self) {
        let moved = std::mem::take(&mut *lock(&self.moved));
        if moved.is_empty() {
            return;
        }
        let last = Arc::clone(&self.ticks.borrow());
        // Records are in the order of teams.
        let before = |team: TeamId| {
            let place = last.records.binary_search_by_key(&team, |it| it.team);
            place.ok().map(|place| last.records[place].moved)
        };
        let number = last.number + 1;
        let records = self
            .fleet()
            .positions()
            .map(|(team, position)| {
                let unmoved = before(team).filter(|_| !moved.contains(&team));
                FeedRecord {
                    team,
                    position: *position,
                    moved: unmoved.unwrap_or(number),
                }
            })
            .collect();
        self.ticks
            .send_replace(Arc::new(FleetTick { number, records }));
    }
}

#[cfg(test)]
mod tests {
    use nearhand_engine::{
        dispatch::{Board, Command, fleet::DEFAULT_STALE_AFTER},
        units::LngLat,
    };

    use super::*;

    fn fix(seconds: i64) -> Fix {
        Fix {
            position: LngLat::new(14.5, 35.9).unwrap(),
            at: Timestamp(seconds * 1000),
            speed: None,
            bearing: None,
            accuracy: None,
        }
    }

    fn say(board: &mut Board, command: &Command, seconds: i64) {
        for event in board.decide(command, Timestamp(seconds * 1000)).unwrap() {
            board.apply(&event);
        }
    }

    fn heed(feed: &FleetFeed, board: &Board, team: u32) {
        feed.heed(board.team(TeamId(team)).unwrap());
    }

    /// Two teams that signed on, and a feed that knows.
    fn on_shift() -> (Board, FleetFeed) {
        let (mut board, feed) = (Board::new(), FleetFeed::new(DEFAULT_STALE_AFTER));
        for team in 1..=2 {
            let add = Command::AddTeam {
                callsign: format!("Team {team}"),
                capabilities: [].into(),
                post: None,
            };
            say(&mut board, &add, 0);
            heed(&feed, &board, team);
            assert!(feed.shift(TeamId(team)).is_none());
            let team_id = TeamId(team);
            say(&mut board, &Command::SignOn { team: team_id }, 0);
            heed(&feed, &board, team);
        }
        (board, feed)
    }

    fn moves(feed: &FleetFeed, team: u32, seconds: i64) -> Taken {
        let shift = feed.shift(TeamId(team)).unwrap();
        let now = Timestamp(seconds * 1000);
        let taken = feed.update(&shift, fix(seconds), None, now);
        taken.unwrap().unwrap()
    }

    fn ticked(feed: &FleetFeed) -> (u64, Vec<(u32, u64)>) {
        feed.tick();
        let tick = feed.follow().borrow().clone();
        let records = tick.records.iter().map(|r| (r.team.0, r.moved)).collect();
        (tick.number, records)
    }

    #[test]
    fn many_fixes_between_two_ticks_are_one_movement() {
        let (_, feed) = on_shift();
        for seconds in 1..10 {
            assert_eq!(moves(&feed, 1, seconds).moved, Some(fix(seconds)));
        }
        moves(&feed, 2, 1);
        assert_eq!(ticked(&feed), (1, vec![(1, 1), (2, 1)]));
        moves(&feed, 2, 2);
        assert_eq!(ticked(&feed), (2, vec![(1, 1), (2, 2)]));
        let again = moves(&feed, 2, 2);
        assert_eq!((again.outcome, again.moved), (FixOutcome::Duplicate, None));
        assert_eq!(ticked(&feed).0, 2, "no tick when nothing moved");
        assert_eq!(
            feed.fleet().position(TeamId(1)).unwrap().fix.at,
            Timestamp(9000),
            "the last fix wins"
        );
    }

    #[test]
    fn a_team_that_went_off_is_gone_from_the_next_tick_and_comes_back_as_new() {
        let (mut board, feed) = on_shift();
        moves(&feed, 1, 1);
        moves(&feed, 2, 1);
        ticked(&feed);
        let shift = feed.shift(TeamId(1)).unwrap();
        say(&mut board, &Command::SignOff { team: TeamId(1) }, 5);
        heed(&feed, &board, 1);
        assert_eq!(ticked(&feed), (2, vec![(2, 1)]));
        // A fix of it was on its way through the server.
        let late = feed.update(&shift, fix(4), None, Timestamp(6000));
        assert_eq!(late, Ok(None));
        assert!(feed.fleet().position(TeamId(1)).is_none());
        say(&mut board, &Command::SignOn { team: TeamId(1) }, 9);
        heed(&feed, &board, 1);
        assert_eq!(
            feed.shift(TeamId(1)).unwrap().since(),
            Some(Timestamp(9000))
        );
        // An older fix is welcome again: nothing is known of the team.
        assert_eq!(moves(&feed, 1, 0).outcome, FixOutcome::Live);
    }

    #[test]
    fn what_else_happens_to_a_team_leaves_where_it_is() {
        let (mut board, feed) = on_shift();
        moves(&feed, 1, 1);
        let team = TeamId(1);
        let every = Some(Millis::from_mins(10));
        say(&mut board, &Command::SetCheckIn { team, every }, 2);
        heed(&feed, &board, 1);
        assert!(feed.fleet().position(team).is_some());
        assert!(!feed.shift(team).unwrap().has_assignment());
    }
}
