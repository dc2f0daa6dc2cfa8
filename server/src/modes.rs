//! Streets for those who do not drive: on foot and by bicycle.
//!
//! Their networks are small enough for plain searches, so nothing is prepared at start: what is needed is made at
//! the first question and kept. Closures and speeds by hour are about cars, so they count for cars only; rules of the
//! map that hold at certain hours count for all.

use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use nearhand_engine::{
    road::{ActiveConditions, RoadNetwork},
    routing::{
        AreaGrid, BidirectionalDijkstra, NoSegment, Router as _, SNAP_LIMIT, Scratch, SegmentId,
        Snap, SnapIndex, live::Streets,
    },
    units::{LngLat, Timestamp},
};
use nearhand_osm_data::{
    city::City,
    road::{Conditions, Mode},
};

/// Networks of moments that are kept: that of now, and one for another time.
const KEPT: usize = 2;

/// The streets of one way of travelling.
pub struct ModeStreets {
    base: Arc<RoadNetwork>,
    conditions: Arc<Conditions>,
    snaps: SnapIndex,
    snaps_of_all: OnceLock<SnapIndex>,
    streets: OnceLock<Streets>,
    area_grid: OnceLock<AreaGrid>,
    /// The last moments asked for, the latest first, by the rules that held.
    moments: Mutex<Vec<(ActiveConditions, Arc<Moment>)>>,
}

/// A network while certain rules hold, with its router.
pub struct Moment {
    router: BidirectionalDijkstra,
    scratches: Mutex<Vec<Scratch>>,
}

impl ModeStreets {
    /// Those of a city file.
    #[must_use]
    pub fn new(city: &City, mode: Mode) -> Self {
        let base = city.road(mode);
        Self {
            snaps: SnapIndex::new(Arc::clone(&base)),
            conditions: city.conditions(mode),
            base,
            snaps_of_all: OnceLock::new(),
            streets: OnceLock::new(),
            area_grid: OnceLock::new(),
            moments: Mutex::default(),
        }
    }

    /// The network as it was imported.
    #[must_use]
    pub fn base(&self) -> &RoadNetwork {
        &self.base
    }

    /// The index of the ways.
    #[must_use]
    pub fn snaps(&self) -> &SnapIndex {
        &self.snaps
    }

    /// The index of all ways that are open; built at the first call.
    pub fn snaps_of_all(&self) -> &SnapIndex {
        self.snaps_of_all
            .get_or_init(|| SnapIndex::of_all(Arc::clone(&self.base)))
    }

    /// The nearest usable way of those wanted.
    ///
    /// # Errors
    /// When none is near enough.
    pub fn snap(
        &self,
        point: LngLat,
        wanted: impl Fn(SegmentId) -> bool,
    ) -> Result<Snap, NoSegment> {
        self.snaps.nearest_among(point, None, SNAP_LIMIT, wanted)
    }

    /// The index of streets; built at the first call.
    pub fn streets(&self) -> &Streets {
        self.streets
            .get_or_init(|| Streets::new(Arc::clone(&self.base)))
    }

    /// The grid that areas are drawn on; made at the first call.
    pub fn area_grid(&self) -> &AreaGrid {
        self.area_grid.get_or_init(|| AreaGrid::new(&self.base))
    }

    /// The network of a moment with its router; made when the rules that hold then were not asked for lately.
    #[must_use]
    pub fn at(&self, at: Timestamp) -> Arc<Moment> {
        let active = self.conditions.active(at);
        let mut moments = locked(&self.moments);
        let kept = moments.iter().position(|(other, _)| *other == active);
        let (active, moment) = match kept {
            Some(place) => moments.remove(place),
            None => {
                let road = Arc::new(self.base.at(&active));
                (active, Arc::new(Moment::new(road)))
            }
        };
        moments.insert(0, (active, Arc::clone(&moment)));
        moments.truncate(KEPT);
        moment
    }
}

impl Moment {
    fn new(road: Arc<RoadNetwork>) -> Self {
        Self {
            router: BidirectionalDijkstra::new(road),
            scratches: Mutex::default(),
        }
    }

    /// The network.
    #[must_use]
    pub fn road(&self) -> &Arc<RoadNetwork> {
        self.router.road()
    }

    /// Work with the router and its memory, which is kept for the next.
    pub fn with_scratch<T>(
        &self,
        work: impl FnOnce(&BidirectionalDijkstra, &mut Scratch) -> T,
    ) -> T {
        let kept = locked(&self.scratches).pop();
        let mut scratch = kept.unwrap_or_else(|| self.router.scratch());
        let result = work(&self.router, &mut scratch);
        locked(&self.scratches).push(scratch);
        result
    }
}

/// Locks here guard data that every critical section leaves whole.
fn locked<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
