//! Where a vehicle on a route is after a while.

use std::time::Duration;

use nearhand_engine::{
    geo,
    units::{Bearing, LngLat},
};
use serde_json::Value;

/// A trip along a route at its average speed.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Drive {
    points: Vec<LngLat>,
    /// Metres from the start to each point.
    along: Vec<f64>,
    /// Metres per second.
    speed: f64,
}

/// A vehicle on its way.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Vehicle {
    pub(super) position: LngLat,
    pub(super) bearing: Option<Bearing>,
    pub(super) speed: f64,
    pub(super) arrived: bool,
}

impl Drive {
    /// Along a route as the API answers it; `None` when it is none.
    pub(super) fn along(route: &Value) -> Option<Self> {
        let points: Vec<LngLat> =
            serde_json::from_value(route["geometry"]["coordinates"].clone()).ok()?;
        let duration = route["duration"].as_f64()?;
        let mut along = vec![0.0];
        for pair in points.windows(2) {
            along.push(along.last()? + geo::distance(pair[0], pair[1]).0);
        }
        let length = *along.last()?;
        let speed = if duration > 0.0 {
            length / duration
        } else {
            0.0
        };
        Some(Self {
            points,
            along,
            speed,
        })
    }

    /// Where the vehicle is some time after it set off.
    pub(super) fn after(&self, time: Duration) -> Option<Vehicle> {
        let driven = self.speed * time.as_secs_f64();
        let next = self.along.partition_point(|&metres| metres <= driven);
        if next >= self.points.len() || self.speed <= 0.0 {
            return Some(Vehicle {
                position: *self.points.last()?,
                bearing: None,
                speed: 0.0,
                arrived: true,
            });
        }
        let (from, to) = (self.points[next - 1], self.points[next]);
        let share = (driven - self.along[next - 1]) / (self.along[next] - self.along[next - 1]);
        let between = |a: f64, b: f64| a + (b - a) * share;
        let east = (to.lng() - from.lng()) * from.lat().to_radians().cos();
        Some(Vehicle {
            position: LngLat::new(between(from.lng(), to.lng()), between(from.lat(), to.lat()))
                .ok()?,
            bearing: Bearing::new(east.atan2(to.lat() - from.lat()).to_degrees()),
            speed: self.speed,
            arrived: false,
        })
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_vehicle_drives_its_route_in_the_routes_time() {
        let route = json!({"duration": 100.0, "geometry": {"coordinates": [[14.5, 35.9], [14.5, 35.91], [14.51, 35.91]]}});
        let drive = Drive::along(&route).unwrap();
        let at = |seconds| drive.after(Duration::from_secs(seconds)).unwrap();
        assert_eq!(at(0).position, LngLat::new(14.5, 35.9).unwrap());
        assert_eq!(at(10).bearing.unwrap().degrees().round(), 0.0);
        assert_eq!(at(99).bearing.unwrap().degrees().round(), 90.0);
        assert!(!at(99).arrived);
        assert!(at(101).arrived);
        assert_eq!(at(101).position, LngLat::new(14.51, 35.91).unwrap());
    }

    #[test]
    fn a_trip_of_no_length_has_arrived() {
        let route =
            json!({"duration": 0.0, "geometry": {"coordinates": [[14.5, 35.9], [14.5, 35.9]]}});
        assert!(
            Drive::along(&route)
                .unwrap()
                .after(Duration::ZERO)
                .unwrap()
                .arrived
        );
    }
}
