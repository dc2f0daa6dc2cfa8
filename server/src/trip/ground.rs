//! Where a trip is made: the streets of a way of travelling at a moment.

use std::sync::Arc;

use nearhand_engine::{
    dispatch::ids::ClosureId,
    road::RoadNetwork,
    routing::{
        AreaGrid, AvoidKinds, Avoided, Direction, Limit, Limits, Path, Reach, Router, SNAP_LIMIT,
        Scratch, SegmentId, Snap, SnapIndex, alternatives,
        live::{ClosureError, Streets},
        route_avoiding,
    },
    units::{LngLat, Metres, Millis, Timestamp},
};
use nearhand_osm_data::road::Mode;

use crate::{
    app::App,
    closures,
    live_router::{KeptOff, Routing},
    modes::{ModeStreets, Moment},
    wire::time,
};

/// The streets of a way of travelling at a moment.
pub(crate) enum Ground<'a> {
    Car(&'a App, Arc<Routing>),
    Other(&'a ModeStreets, Arc<Moment>),
}

impl<'a> Ground<'a> {
    /// At a moment; now when none is given.
    pub(crate) fn at(app: &'a App, mode: Mode, at: Option<Timestamp>) -> Self {
        match (app.city.other(mode), at) {
            (Some(streets), at) => Self::Other(streets, streets.at(at.unwrap_or_else(time::now))),
            (None, Some(at)) => Self::Car(app, closures::routing_at(app, at)),
            (None, None) => Self::Car(app, app.city.routing()),
        }
    }

    pub(crate) fn road(&self) -> &Arc<RoadNetwork> {
        match self {
            Self::Car(_, routing) => routing.road(),
            Self::Other(_, moment) => moment.road(),
        }
    }

    /// The index of the streets where trips may begin and end.
    pub(crate) fn snaps(&self) -> &'a SnapIndex {
        match self {
            Self::Car(app, _) => app.city.snaps(),
            Self::Other(streets, _) => streets.snaps(),
        }
    }

    /// The index of all streets that are open, also those where no trip begins or ends by itself.
    pub(crate) fn snaps_of_all(&self) -> &'a SnapIndex {
        match self {
            Self::Car(app, _) => app.city.snaps_of_all(),
            Self::Other(streets, _) => streets.snaps_of_all(),
        }
    }

    pub(crate) fn streets(&self) -> &'a Streets {
        match self {
            Self::Car(app, _) => app.city.live().streets(),
            Self::Other(streets, _) => streets.streets(),
        }
    }

    /// The nearest usable street of those wanted, or how far it is.
    pub(crate) fn snap(
        &self,
        point: LngLat,
        wanted: impl Fn(SegmentId) -> bool,
    ) -> Result<Snap, Option<Metres>> {
        let found = match self {
            Self::Car(app, _) => app
                .city
                .snaps()
                .nearest_among(point, None, SNAP_LIMIT, wanted),
            Self::Other(streets, _) => streets.snap(point, wanted),
        };
        found.map_err(|error| error.distance)
    }

    /// What is reached from (or to) some places.
    pub(crate) fn reach(&self, places: &[Snap], limit: Limit, direction: Direction) -> Reach {
        match self {
            Self::Car(_, routing) => routing.reach(places, limit, direction),
            Self::Other(_, moment) => moment
                .with_scratch(|router, scratch| router.reach(scratch, places, limit, direction)),
        }
    }

    /// The grid that areas are drawn on.
    pub(crate) fn area_grid(&self) -> &'a AreaGrid {
        match self {
            Self::Car(app, _) => app.city.area_grid(),
            Self::Other(streets, _) => streets.area_grid(),
        }
    }

    /// The closures that keep everyone from a place.
    pub(crate) fn closures_at(&self, place: &Snap) -> Vec<ClosureId> {
        match self {
            Self::Car(_, routing) => routing.closures_at(place),
            Self::Other(..) => Vec::new(),
        }
    }

    /// Some kinds of road to keep off, made ready for several legs.
    pub(crate) fn keeping_off_kinds(&self, kinds: AvoidKinds) -> KeepOff {
        match self {
            _ if kinds == AvoidKinds::default() => KeepOff::Nothing,
            Self::Car(_, routing) => KeepOff::Router(routing.keeping_off(kinds)),
            Self::Other(..) => KeepOff::Search(Avoided::kinds(self.road(), kinds)),
        }
    }

    /// What a trip keeps off, made ready. `areas` are rings each; `legs` is how many parts the trip has.
    ///
    /// # Errors
    /// When an area is none: its number, and what is wrong with it.
    pub(crate) fn keeping_off(
        &self,
        kinds: AvoidKinds,
        areas: &[&[Vec<LngLat>]],
        legs: usize,
    ) -> Result<KeepOff, (usize, ClosureError)> {
        if areas.is_empty() {
            return Ok(self.keeping_off_kinds(kinds));
        }
        let mut avoided = Avoided::kinds(self.road(), kinds);
        for (index, rings) in areas.iter().enumerate() {
            let added = avoided.add_area(self.streets(), rings);
            added.map_err(|error| (index, error))?;
        }
        Ok(match self {
            // Areas are of one question: a search that skips them costs less than new weights, several cost more.
            Self::Car(_, routing) if legs > 1 => {
                KeepOff::Router(Arc::new(routing.without(avoided)))
            }
            _ => KeepOff::Search(avoided),
        })
    }

    /// The fastest route that enters nothing to be kept off.
    pub(crate) fn route(&self, from: &Snap, to: &Snap, off: &KeepOff) -> Option<Path> {
        let search = |avoided: &Avoided| {
            route_avoiding(self.road(), &mut Scratch::default(), from, to, avoided)
        };
        match (off, self) {
            (KeepOff::Nothing, Self::Car(_, routing)) => {
                routing.with_scratch(|router, scratch| router.route(scratch, from, to))
            }
            (KeepOff::Router(off), Self::Car(_, routing)) => {
                routing.with_scratch(|_, scratch| off.router.route(scratch, from, to))
            }
            (KeepOff::Nothing, Self::Other(_, moment)) => {
                moment.with_scratch(|router, scratch| router.route(scratch, from, to))
            }
            (KeepOff::Router(off), Self::Other(..)) => search(&off.avoided),
            (KeepOff::Search(avoided), _) => search(avoided),
        }
    }

    /// Driving times from each of some places to each of others, row by row, that enter nothing to be kept off.
    pub(crate) fn times(&self, from: &[Snap], to: &[Snap], off: &KeepOff) -> Vec<Option<Millis>> {
        match (off, self) {
            (KeepOff::Nothing, Self::Car(_, routing)) => {
                routing.with_scratch(|router, scratch| table(router, scratch, from, to))
            }
            (KeepOff::Router(off), Self::Car(_, routing)) => {
                routing.with_scratch(|_, scratch| table(&off.router, scratch, from, to))
            }
            (KeepOff::Nothing, Self::Other(_, moment)) => {
                moment.with_scratch(|router, scratch| table(router, scratch, from, to))
            }
            _ => {
                let ways = from.iter().flat_map(|from| {
                    let way = move |to: &Snap| self.route(from, to, off);
                    to.iter().map(way)
                });
                ways.map(|way| way.map(|way| way.duration)).collect()
            }
        }
    }

    /// The fastest route and alternatives to it that enter nothing to be kept off.
    pub(crate) fn alternatives(
        &self,
        from: &Snap,
        to: &Snap,
        off: &KeepOff,
        limits: &Limits,
    ) -> Vec<Path> {
        let search = |avoided: &Avoided| {
            let scratch = &mut Scratch::default();
            alternatives(self.road(), scratch, (from, to), avoided, limits)
        };
        match (off, self) {
            (KeepOff::Nothing, Self::Car(_, routing)) => {
                routing.with_scratch(|router, _| router.alternatives(from, to, limits))
            }
            (KeepOff::Router(off), _) => off.router.alternatives(from, to, limits),
            (KeepOff::Search(avoided), _) => search(avoided),
            (KeepOff::Nothing, Self::Other(..)) => search(&Avoided::nothing(self.road())),
        }
    }
}

fn table<R: Router>(
    router: &R,
    scratch: &mut R::Scratch,
    from: &[Snap],
    to: &[Snap],
) -> Vec<Option<Millis>> {
    let mut times = Vec::new();
    router.table(scratch, from, to, &mut times);
    times
}

/// What a trip keeps off.
pub(crate) enum KeepOff {
    Nothing,
    /// By a router without it.
    Router(Arc<KeptOff>),
    /// By searches that skip it.
    Search(Avoided),
}

impl KeepOff {
    /// The segments; `None` when there is nothing to keep off.
    pub(crate) fn avoided(&self) -> Option<&Avoided> {
        match self {
            Self::Nothing => None,
            Self::Router(off) => Some(&off.avoided),
            Self::Search(avoided) => Some(avoided),
        }
    }

    /// Whether a segment may be used.
    pub(crate) fn allows(&self, segment: SegmentId) -> bool {
        self.avoided().is_none_or(|avoided| !avoided.has(segment))
    }
}
