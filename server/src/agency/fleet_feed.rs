//! The fleet and who moved since when, so that each screen gets only what is new to it.

use std::{
    collections::BTreeSet,
    sync::{Arc, Mutex, RwLock, RwLockReadGuard},
};

use nearhand_engine::{
    dispatch::{Fix, FixOutcome, FixRefusal, Fleet, LivePosition, ids::TeamId},
    routing::Snap,
    units::Timestamp,
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

/// The fleet, coalesced for those who watch it.
pub struct FleetFeed {
    fleet: RwLock<Fleet>,
    moved: Mutex<BTreeSet<TeamId>>,
    ticks: watch::Sender<Arc<FleetTick>>,
}

impl FleetFeed {
    /// A feed of a fleet.
    #[must_use]
    pub fn new(fleet: Fleet) -> Self {
        Self {
            fleet: RwLock::new(fleet),
            moved: Mutex::default(),
            ticks: watch::Sender::new(Arc::default()),
        }
    }

    /// Takes in a fix of a team on shift and the road position found for it; what became of it, and the team's
    /// position when it is newer than before.
    ///
    /// # Errors
    /// When the fix cannot be true.
    pub fn update(
        &self,
        team: TeamId,
        fix: Fix,
        snap: Option<Snap>,
        now: Timestamp,
    ) -> Result<(FixOutcome, Option<Fix>), FixRefusal> {
        let mut fleet = write(&self.fleet);
        let live = |fleet: &Fleet| fleet.position(team).map(|position| position.fix);
        let before = live(&fleet);
        let outcome = fleet.update(team, fix, snap, now)?;
        let after = live(&fleet);
        drop(fleet);
        if after != before {
            lock(&self.moved).insert(team);
        }
        let before = before.map(|fix| fix.at);
        Ok((outcome, after.filter(|fix| Some(fix.at) > before)))
    }

    /// Forgets where a team is.
    pub fn forget(&self, team: TeamId) {
        write(&self.fleet).remove(team);
        lock(&self.moved).insert(team);
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
    use nearhand_engine::units::LngLat;

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

    fn moves(feed: &FleetFeed, team: u32, seconds: i64) {
        let now = Timestamp(seconds * 1000);
        feed.update(TeamId(team), fix(seconds), None, now).unwrap();
    }

    fn ticked(feed: &FleetFeed) -> (u64, Vec<(u32, u64)>) {
        feed.tick();
        let tick = feed.follow().borrow().clone();
        let records = tick.records.iter().map(|r| (r.team.0, r.moved)).collect();
        (tick.number, records)
    }

    #[test]
    fn many_fixes_between_two_ticks_are_one_movement() {
        let feed = FleetFeed::new(Fleet::default());
        for seconds in 1..10 {
            moves(&feed, 1, seconds);
        }
        moves(&feed, 2, 1);
        assert_eq!(ticked(&feed), (1, vec![(1, 1), (2, 1)]));
        moves(&feed, 2, 2);
        assert_eq!(ticked(&feed), (2, vec![(1, 1), (2, 2)]));
        assert_eq!(ticked(&feed).0, 2, "no tick when nothing moved");
        assert_eq!(
            feed.fleet().position(TeamId(1)).unwrap().fix.at,
            Timestamp(9000),
            "the last fix wins"
        );
    }

    #[test]
    fn a_team_that_went_off_is_gone_from_the_next_tick() {
        let feed = FleetFeed::new(Fleet::default());
        moves(&feed, 1, 1);
        moves(&feed, 2, 1);
        ticked(&feed);
        feed.forget(TeamId(1));
        assert_eq!(ticked(&feed), (2, vec![(2, 1)]));
    }
}
