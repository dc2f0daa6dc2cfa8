//! Reach as areas.
//!
//! A place off the street is reached when the street that it is nearest to is reached there. The
//! nodes of a grid stand for such places: an area is the outline of the nodes reached.

mod denoise;
mod grid;
mod line;
mod polygons;
mod rings;
#[cfg(test)]
mod tests;
mod tiles;

use geo::MultiPolygon;

pub use grid::AreaGrid;
use grid::Plane;
use tiles::{Bits, Tiles};

use super::streets::OriginStreets;
use super::{Field, Limit, Reach, RoadNetwork};
use crate::units::Metres;

/// How areas are drawn.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct AreaOptions {
    /// Areas and holes smaller than this share (`0..=1`) of the limit's largest area are left out. 0 keeps all,
    /// 1 only the largest. An area that holds one kept for a shorter limit is kept.
    pub denoise: f64,
    /// How much farther out an outline may lie so that it needs fewer points. 0 is the full detail.
    pub generalize: Metres,
}

impl Default for AreaOptions {
    /// Everything, in full detail.
    fn default() -> Self {
        Self {
            denoise: 0.0,
            generalize: Metres(0.0),
        }
    }
}

impl Reach {
    /// The area reached within each limit, in the order of the limits, as valid polygons in degrees
    /// with holes where nothing is reached.
    ///
    /// A place belongs to the street it would be snapped to, if that is within 75 m; it is reached
    /// where its street is. The grid makes this exact to about 25 m, in favour of what is reached:
    ///
    /// - every point of a street that is reached lies inside its area;
    /// - a point of a street farther than 55 m from all that is reached lies outside;
    /// - the area of a shorter limit lies inside that of a longer one, also with options.
    ///
    /// Streets here are those that can be snapped to, without ferry lines.
    ///
    /// Limits longer than that of the search are cut to it. Where a limit is not of the measure that
    /// was searched, nothing is reached.
    #[must_use]
    pub fn polygons<L: Into<Limit> + Copy>(
        &self,
        road: &RoadNetwork,
        grid: &AreaGrid,
        limits: &[L],
        options: &AreaOptions,
    ) -> Vec<MultiPolygon<f64>> {
        let counts: Vec<Option<u32>> = limits.iter().map(|&l| self.within(l.into())).collect();
        let mut ascending: Vec<u32> = counts.iter().copied().flatten().collect();
        ascending.sort_unstable();
        ascending.dedup();
        let bands = self.mark(road, grid, &ascending);
        let areas = outlines(grid.plane, &bands, options);
        counts
            .into_iter()
            .map(|count| {
                let band = count.and_then(|count| ascending.binary_search(&count).ok());
                band.map_or_else(|| MultiPolygon::new(Vec::new()), |band| areas[band].clone())
            })
            .collect()
    }

    /// The nodes reached within each limit; limits ascend.
    fn mark<'g>(&self, road: &RoadNetwork, grid: &'g AreaGrid, limits: &[u32]) -> Vec<Bits<'g>> {
        let mut bands: Vec<Bits<'g>> = limits.iter().map(|_| Bits::none(&grid.tiles)).collect();
        for field in &self.fields {
            self.mark_field(road, grid, field, limits, &mut bands);
        }
        for band in 1..bands.len() {
            let (shorter, longer) = bands.split_at_mut(band);
            longer[0].insert_all(&shorter[band - 1]);
        }
        bands
    }

    fn mark_field(
        &self,
        road: &RoadNetwork,
        grid: &AreaGrid,
        field: &Field,
        limits: &[u32],
        bands: &mut [Bits<'_>],
    ) {
        let graph = road.graph();
        let origins = OriginStreets::of(&field.places);
        for street in self.streets(road, &graph, field) {
            if origins.hold(street.segment) {
                continue;
            }
            for (&within, band) in limits.iter().zip(&mut *bands) {
                let (tail, head) = street.covered(within);
                if tail.unwrap_or(0.0) >= head.unwrap_or(1.0) {
                    // Longer limits get it from here.
                    grid.mark_all(street.segment, band);
                    break;
                }
                let parts = [tail.map(|to| (0.0, to)), head.map(|from| (from, 1.0))];
                for part in parts.into_iter().flatten() {
                    grid.mark_part(road, street.segment, part, band);
                }
            }
        }
        for (&within, band) in limits.iter().zip(bands) {
            let mut parts = Vec::new();
            self.origin_parts(road, &graph, field, &origins, within, &mut parts);
            for part in parts {
                grid.mark_part(road, part.segment, (part.from, part.to), band);
            }
        }
    }
}

/// The areas of nested sets, as fine as the options allow.
fn outlines(plane: Plane, bands: &[Bits<'_>], options: &AreaOptions) -> Vec<MultiPolygon<f64>> {
    // Doubling spacings moves an outline outward by up to two of the finer ones.
    let moved = Metres(plane.spacing().0 * 2.0);
    let Some(longest) = bands.last().filter(|_| options.generalize.0 >= moved.0) else {
        return polygons::of(plane, bands, options.denoise);
    };
    let tiles: Tiles = longest.coarser_tiles();
    let coarse: Vec<Bits<'_>> = bands.iter().map(|band| band.coarser(&tiles)).collect();
    let rest = AreaOptions {
        generalize: Metres(options.generalize.0 - moved.0),
        ..*options
    };
    outlines(plane.coarser(), &coarse, &rest)
}
