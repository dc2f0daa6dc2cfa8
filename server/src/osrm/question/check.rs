//! What a question must keep to when it has been read.

use super::Question;
use crate::osrm::{
    address::Service,
    refusal::{Code, Refusal},
};

/// Most coordinates of a route, as in `osrm-routed`.
const MOST_VIA: usize = 500;
/// Most coordinates of a trip, as in `osrm-routed`.
const MOST_STOPS: usize = 100;
/// Most coordinates of a trace, as in `osrm-routed`.
const MOST_TRACED: usize = 100;
/// Most coordinates that streets are looked for near, as in `osrm-routed`.
const MOST_NEAR: usize = 10;
/// Most streets near a coordinate, as in `osrm-routed`.
const MOST_STREETS: usize = 100;
/// Most coordinates of a table.
const MOST_IN_TABLE: usize = 10_000;
/// Most cells of a table of times.
const MOST_TIMES: usize = 1_000_000;
/// Most cells of a table of distances. The hierarchy knows times only: each length is that of a route of its own, found and
/// unpacked for 13 µs and more in a city (benches/RESULTS.md, "Distance, and distance with path"), where a table of times
/// takes a fraction of one for a cell; on foot and by bicycle, where there is no hierarchy, it is a search of its own.
const MOST_DISTANCES: usize = 10_000;
/// Most other routes.
const MOST_ALTERNATIVES: usize = 3;

impl Question {
    /// Whether there are neither too few nor too many coordinates.
    pub(super) fn check_count(&self, service: Service, count: usize) -> Result<(), Refusal> {
        let (least, most) = match service {
            Service::Route => (2, MOST_VIA),
            Service::Table => (2, MOST_IN_TABLE),
            Service::Nearest => (1, MOST_NEAR),
            Service::Match => (2, MOST_TRACED),
            Service::Trip => (2, MOST_STOPS),
        };
        if count < least {
            let message = "Number of coordinates needs to be at least two.";
            return Err(Refusal::options(message));
        }
        if count > most {
            return Err(Refusal::too_big(count, most));
        }
        Ok(())
    }

    pub(super) fn check(&self, service: Service) -> Result<(), Refusal> {
        self.check_lists()?;
        if self.has_wrong_bearing {
            let message =
                "bearings must be a direction from 0 to 360 and a difference from 0 to 180 degrees";
            return Err(Refusal::options(message));
        }
        if self.speaks_unknown {
            let message = "language must be one of en, es and ru";
            return Err(Refusal::options(message));
        }
        if self.excludes_unknown {
            let message = "Exclude flag combination is not supported.";
            return Err(Refusal::new(Code::InvalidValue, message));
        }
        match service {
            Service::Route => self.check_route(),
            Service::Table => self.check_table(),
            Service::Nearest => self.check_nearest(),
            Service::Match => self.check_match(),
            Service::Trip => self.check_trip(),
        }
    }

    /// Lists by coordinate have an entry for each.
    fn check_lists(&self) -> Result<(), Refusal> {
        let count = self.coordinates.len();
        let lists = [
            ("radiuses", self.radiuses.len()),
            ("bearings", self.bearings.len()),
            ("approaches", self.approaches.len()),
            ("hints", self.hints.len()),
            ("timestamps", self.trace.timestamps.len()),
        ];
        match lists
            .iter()
            .find(|(_, entries)| *entries != 0 && *entries != count)
        {
            Some((name, entries)) => Err(Refusal::options(format!(
                "Number of elements in {name} size {entries} does not match coordinate size {count}"
            ))),
            None => Ok(()),
        }
    }

    fn check_route(&self) -> Result<(), Refusal> {
        self.check_waypoints()?;
        if self.route.alternatives > MOST_ALTERNATIVES {
            let message = format!(
                "Requested number of alternatives is higher than current maximum ({MOST_ALTERNATIVES})"
            );
            return Err(Refusal::new(Code::TooBig, message));
        }
        Ok(())
    }

    fn check_waypoints(&self) -> Result<(), Refusal> {
        let (waypoints, count) = (&self.route.waypoints, self.coordinates.len());
        let (Some(first), Some(last)) = (waypoints.first(), waypoints.last()) else {
            return Ok(());
        };
        if waypoints.iter().any(|&waypoint| waypoint >= count) {
            return Err(Refusal::options(
                "Waypoints must be numbers of coordinates.",
            ));
        }
        if *first != 0 || *last + 1 != count {
            let message = "First and last coordinates must be specified as waypoints.";
            return Err(Refusal::new(Code::InvalidValue, message));
        }
        if !waypoints.is_sorted() {
            return Err(Refusal::options("Waypoints must ascend."));
        }
        Ok(())
    }

    fn check_table(&self) -> Result<(), Refusal> {
        let (table, count) = (&self.table, self.coordinates.len());
        for (name, chosen) in [
            ("sources", &table.sources),
            ("destinations", &table.destinations),
        ] {
            if chosen.iter().any(|&index| index >= count) {
                let message = format!("{name} must be numbers of coordinates");
                return Err(Refusal::options(message));
            }
        }
        for (name, number) in [
            ("fallback_speed", table.fallback_speed),
            ("scale_factor", table.scale),
        ] {
            if number.is_some_and(|number| number <= 0.0) {
                return Err(Refusal::options(format!("{name} must be > 0")));
            }
        }
        let rows = [&table.sources, &table.destinations].map(|chosen| {
            if chosen.is_empty() {
                count
            } else {
                chosen.len()
            }
        });
        let with_distances = table.cells.is_some_and(|cells| cells.distances);
        let most = if with_distances {
            MOST_DISTANCES
        } else {
            MOST_TIMES
        };
        let cells = rows[0].saturating_mul(rows[1]);
        if cells > most && cells <= MOST_TIMES {
            let message = format!(
                "Number of entries {cells} is higher than current maximum ({most}) of a table with distances: \
                 ask for durations alone (at most {MOST_TIMES}), or for parts by sources and destinations"
            );
            return Err(Refusal::new(Code::TooBig, message));
        }
        if cells > most {
            return Err(Refusal::too_big(cells, most));
        }
        Ok(())
    }

    fn check_nearest(&self) -> Result<(), Refusal> {
        match self.number {
            Some(0) => Err(Refusal::options("number must be at least 1")),
            Some(number) if number > MOST_STREETS => {
                let message = format!(
                    "Number of results {number} is higher than current maximum ({MOST_STREETS})"
                );
                Err(Refusal::new(Code::TooBig, message))
            }
            _ => Ok(()),
        }
    }

    fn check_match(&self) -> Result<(), Refusal> {
        self.check_waypoints()?;
        if !self.trace.timestamps.is_sorted() {
            let message = "Timestamps need to be monotonically increasing.";
            return Err(Refusal::new(Code::InvalidValue, message));
        }
        Ok(())
    }

    fn check_trip(&self) -> Result<(), Refusal> {
        let trip = self.trip;
        if trip.one_way && !trip.from_first && !trip.to_last {
            let message = "This request is not supported";
            return Err(Refusal::new(Code::NotImplemented, message));
        }
        Ok(())
    }
}
