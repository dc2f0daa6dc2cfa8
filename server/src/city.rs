//! The city as the server needs it: streets to route on, places to search, tiles to show.

use std::sync::{Arc, OnceLock, PoisonError, RwLock};

use nearhand_engine::{
    coverage::{CoverIndex, Zone, Zones},
    guidance::Units,
    matching::Matcher,
    road::RoadNetwork,
    routing::{AreaGrid, Direction, Heading, Snap, SnapIndex},
    units::{Bearing, LngLat, Metres, Millis},
};
use nearhand_osm_data::city::City;
use nearhand_osm_data::road::Mode;

use crate::{
    live_router::{LiveRouter, Routing},
    modes::ModeStreets,
};

/// Demand counts as covered when a team reaches it within this time: half of the first priority's
/// response goal, as the call and the way to the car take their part of it.
const COVER_GOAL: Millis = Millis::from_mins(10);
/// A device's bearing and a street's may differ by this much, degrees.
const BEARING_TOLERANCE: f64 = 45.0;

/// Countries whose road signs tell miles (ISO 3166-1): Great Britain, Liberia, the United States.
const IN_MILES: [&str; 3] = ["GB", "LR", "US"];

/// A city, open and ready.
pub struct CityService {
    file: City,
    snaps: SnapIndex,
    snaps_of_all: OnceLock<SnapIndex>,
    live: LiveRouter,
    cover: RwLock<Option<Arc<CoverIndex>>>,
    demand: OnceLock<Demand>,
    area_grid: OnceLock<AreaGrid>,
    foot: OnceLock<ModeStreets>,
    bicycle: OnceLock<ModeStreets>,
}

/// Addresses, places and zones put onto the road, which reach is measured by.
#[derive(Debug)]
pub struct Demand {
    /// Addresses near a road.
    pub addresses: Vec<Snap>,
    /// Named places near a road.
    pub places: Vec<Snap>,
    /// Zones of demand, with the middle of their demand on the road.
    pub zones: Vec<(Zone, Snap)>,
}

impl CityService {
    /// Makes a city file ready.
    #[must_use]
    pub fn new(file: City) -> Self {
        let road = file.road(Mode::Car);
        Self {
            snaps: SnapIndex::new(road),
            snaps_of_all: OnceLock::new(),
            live: LiveRouter::new(file.router(), file.conditions(Mode::Car)),
            file,
            cover: RwLock::default(),
            demand: OnceLock::new(),
            area_grid: OnceLock::new(),
            foot: OnceLock::new(),
            bicycle: OnceLock::new(),
        }
    }

    /// The city file.
    #[must_use]
    pub fn file(&self) -> &City {
        &self.file
    }

    /// What makes and swaps the router.
    #[must_use]
    pub fn live(&self) -> &LiveRouter {
        &self.live
    }

    /// The network and router of this moment; take it once per question.
    #[must_use]
    pub fn routing(&self) -> Arc<Routing> {
        self.live.current()
    }

    /// The index of the streets that cars may use.
    #[must_use]
    pub fn snaps(&self) -> &SnapIndex {
        &self.snaps
    }

    /// The index of all streets that cars may use, also those where no trip begins or ends by itself; built at the first call.
    pub fn snaps_of_all(&self) -> &SnapIndex {
        self.snaps_of_all
            .get_or_init(|| SnapIndex::of_all(Arc::clone(self.snaps.road())))
    }

    /// The streets of those who do not drive, made at the first call; `None` for cars.
    pub fn other(&self, mode: Mode) -> Option<&ModeStreets> {
        let kept = match mode {
            Mode::Car => return None,
            Mode::Foot => &self.foot,
            Mode::Bicycle => &self.bicycle,
        };
        Some(kept.get_or_init(|| ModeStreets::new(&self.file, mode)))
    }

    /// The middle of the city's box.
    #[must_use]
    pub fn centre(&self) -> LngLat {
        let bbox = self.file.meta().bbox;
        let middle = |a: f64, b: f64| f64::midpoint(a, b);
        LngLat::new(
            middle(bbox.min.lng(), bbox.max.lng()),
            middle(bbox.min.lat(), bbox.max.lat()),
        )
        .unwrap_or(bbox.min)
    }

    /// How distances on the way are said: as the country's road signs tell them, in metres where it is not known.
    #[must_use]
    pub fn units(&self) -> Units {
        let country = self.file.meta().country.as_deref();
        let in_miles = country.is_some_and(|country| IN_MILES.contains(&country));
        if in_miles {
            Units::Imperial
        } else {
            Units::Metric
        }
    }

    /// The nearest usable road.
    ///
    /// # Errors
    /// When none is within 500 m: the distance to the nearest, if there is any.
    pub fn snap(&self, point: LngLat) -> Result<Snap, Option<Metres>> {
        self.snaps
            .nearest(point, None)
            .map_err(|error| error.distance)
    }

    /// The nearest usable road that runs the way a vehicle heads; any road when none does so nearby.
    ///
    /// # Errors
    /// As [`CityService::snap`].
    pub fn snap_heading(
        &self,
        point: LngLat,
        heading: Option<Bearing>,
    ) -> Result<Snap, Option<Metres>> {
        /// A road that fits the direction but is farther away than this is not the one driven on.
        const NEARBY: Metres = Metres(40.0);
        let heading = heading.map(|bearing| Heading {
            bearing,
            tolerance_degrees: BEARING_TOLERANCE,
        });
        self.snaps
            .nearest_driven(point, heading, NEARBY)
            .map_err(|error| error.distance)
    }

    /// Matches positions to the streets of a moment.
    #[must_use]
    pub fn matcher<'a>(&'a self, road: &'a Arc<RoadNetwork>) -> Matcher<'a> {
        Matcher::new(&self.snaps, road)
    }

    /// The cover index, once the first is built; it may be of the moment before the last change of the streets.
    #[must_use]
    pub fn cover(&self) -> Option<Arc<CoverIndex>> {
        let cover = self.cover.read().unwrap_or_else(PoisonError::into_inner);
        cover.clone()
    }

    /// Addresses, places and zones on the road; found at the first call.
    pub fn demand(&self) -> &Demand {
        self.demand.get_or_init(|| {
            let on_road = |point| self.snaps.nearest(point, None).ok();
            let places = self.file.places();
            Demand {
                addresses: places
                    .addresses()
                    .filter_map(|address| on_road(address.position))
                    .collect(),
                places: places.place_positions().filter_map(on_road).collect(),
                zones: self
                    .zones()
                    .as_slice()
                    .iter()
                    .filter_map(|zone| Some((*zone, on_road(zone.centre)?)))
                    .collect(),
            }
        })
    }

    /// The grid that areas are drawn on; made at the first call.
    pub fn area_grid(&self) -> &AreaGrid {
        self.area_grid
            .get_or_init(|| AreaGrid::new(self.live.base()))
    }

    /// Where demand is expected.
    fn zones(&self) -> Zones {
        let places = self.file.places();
        let addresses = places.addresses().map(|address| (address.position, 1.0));
        let others = places.place_positions().map(|position| (position, 1.0));
        Zones::from_points(
            addresses.chain(others),
            "addresses and places of OpenStreetMap, each counted once",
        )
    }

    /// Makes the grid of areas, then builds the cover index for a moment; that takes seconds to minutes, so it is done
    /// beside the serving.
    pub fn build_cover(&self, routing: &Routing) {
        self.area_grid();
        let zones = self.zones();
        let index = CoverIndex::build(
            self.live.base().edge_count(),
            zones,
            COVER_GOAL,
            |point| self.snap(point).ok(),
            |place, goal| {
                let reach = routing.reach(&[*place], goal, Direction::Arrive);
                reach.edges()
            },
            |_, _| {},
        );
        let mut cover = self.cover.write().unwrap_or_else(PoisonError::into_inner);
        *cover = Some(Arc::new(index));
        tracing::info!("cover index built for the streets of the moment");
    }
}
