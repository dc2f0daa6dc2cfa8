//! From which side a place is come to.

use super::Snap;
use crate::geo;
use crate::road::RoadNetwork;
use crate::road::input::DrivingSide;
use crate::units::LngLat;

/// On which side of the street a place must lie where a street has two directions, as OSRM's `approaches`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Approach {
    /// On either.
    #[default]
    Unrestricted,
    /// On the side that traffic keeps to.
    Curb,
    /// On the other.
    Opposite,
}

impl Snap {
    /// This place with only the direction in which a point beside the street lies on the wanted side. Streets of one
    /// direction stay as they are, and so does a street that the point lies on itself.
    ///
    /// # Panics
    /// When the segment is not of this network.
    #[must_use]
    pub fn approached(self, road: &RoadNetwork, point: LngLat, approach: Approach) -> Self {
        let kept_to = match approach {
            Approach::Unrestricted => return self,
            Approach::Curb => true,
            Approach::Opposite => false,
        };
        if self.forward.is_none() || self.backward.is_none() {
            return self;
        }
        let shape: Vec<LngLat> = road.segment(self.segment).shape().collect();
        let along = geo::bearing_along(&shape, self.fraction);
        let towards = geo::bearing(self.position, point);
        let (Some(along), Some(towards)) = (along, towards) else {
            return self;
        };
        let is_right = geo::turn_angle(along, towards) > 0.0;
        let drives_right = road.driving_side() == DrivingSide::Right;
        if (is_right == drives_right) == kept_to {
            Self {
                backward: None,
                ..self
            }
        } else {
            Self {
                forward: None,
                ..self
            }
        }
    }
}
