//! The nearest town of a place.

use nearhand_engine::units::LngLat;
use rstar::RTree;
use rstar::primitives::GeomWithData;

/// Towns by position: in space, where the shorter chord is the shorter way on the ground.
pub(super) struct Towns {
    names: Vec<String>,
    tree: RTree<GeomWithData<[f64; 3], usize>>,
}

impl Towns {
    /// Of two towns in one place the first counts.
    pub(super) fn of(towns: impl Iterator<Item = (LngLat, String)>) -> Self {
        let mut towns: Vec<_> = towns.collect();
        towns.sort_by_key(|(position, _)| position.to_steps());
        towns.dedup_by_key(|(position, _)| position.to_steps());
        let points = (0..).zip(&towns);
        let points = points.map(|(at, &(position, _))| GeomWithData::new(on_sphere(position), at));
        Self {
            tree: RTree::bulk_load(points.collect()),
            names: towns.into_iter().map(|(_, name)| name).collect(),
        }
    }

    /// The name of the nearest town; empty when there is none.
    pub(super) fn nearest(&self, position: LngLat) -> &str {
        let nearest = self.tree.nearest_neighbor(&on_sphere(position));
        nearest.map_or("", |town| &self.names[town.data])
    }
}

fn on_sphere(position: LngLat) -> [f64; 3] {
    let (lng, lat) = (position.lng().to_radians(), position.lat().to_radians());
    [lat.cos() * lng.cos(), lat.cos() * lng.sin(), lat.sin()]
}

#[cfg(test)]
mod tests {
    use super::*;
    use nearhand_engine::geo::distance;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_nearest_on_the_ground(
            towns in prop::collection::vec((-180.0..180.0, -90.0..90.0), 0..20),
            place in (-180.0..180.0, -90.0..90.0),
        ) {
            let at = |(lng, lat): (f64, f64)| LngLat::new(lng, lat).unwrap();
            let place = at(place);
            let named = towns.iter().map(|&town| (at(town), format!("{town:?}")));
            let found = Towns::of(named).nearest(place).to_owned();
            let nearest = towns
                .iter()
                .min_by(|a, b| distance(at(**a), place).0.total_cmp(&distance(at(**b), place).0));
            prop_assert_eq!(found, nearest.map_or_else(String::new, |town| format!("{town:?}")));
        }
    }
}
