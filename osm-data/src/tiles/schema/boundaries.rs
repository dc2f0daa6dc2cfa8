//! Layers `boundaries` and `boundary_labels`: countries (level 2) and states (level 4).

use super::{named, whole};
use crate::osm::Tags;
use crate::tiles::feature::{Draft, Layer};

/// What is known of a line between countries or states.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::tiles) struct BoundaryWay {
    /// The most important boundary it belongs to: 2 or 4.
    pub(in crate::tiles) admin_level: u8,
    /// Member of a disputed boundary.
    pub(in crate::tiles) disputed: bool,
}

/// The line of a boundary, from its own tags and what it is a member of.
pub(in crate::tiles) fn boundary_line(tags: Tags<'_>, way: BoundaryWay) -> Draft<'_> {
    let at_sea = tags.is("maritime", "yes") || tags.is("natural", "coastline");
    Draft::new(Layer::Boundaries, if way.admin_level == 2 { 0 } else { 7 })
        .number("admin_level", i64::from(way.admin_level))
        .flag("maritime", at_sea)
        .flag("disputed", way.disputed || tags.is("disputed", "yes"))
}

/// The name of a country or state, from its relation; `None` for other relations.
pub(in crate::tiles) fn boundary_label(tags: Tags<'_>, square_metres: f64) -> Option<Draft<'_>> {
    const SQUARE_KILOMETRE: f64 = 1e6;
    const HECTARE: f64 = 1e4;
    tags.get("name")?;
    let level = admin_level(tags)?;
    let from = match (square_metres / SQUARE_KILOMETRE, level) {
        (2e6.., 2) => 2,
        (7e5.., _) => 3,
        (1e5.., _) => 4,
        _ => 5,
    };
    let label = Draft::new(Layer::BoundaryLabels, from)
        .ranked(-whole(square_metres))
        .at_centre()
        .number("admin_level", i64::from(level))
        .number("way_area", whole(square_metres / HECTARE));
    Some(named(label, tags))
}

impl BoundaryWay {
    /// What a relation says of its member ways; `None` when it is no boundary of a country or state.
    pub(in crate::tiles) fn of_relation(tags: Tags<'_>) -> Option<Self> {
        if tags.is("boundary", "disputed") {
            let level = match tags.get("admin_level") {
                None => Some(2),
                Some(text) => text.parse().ok().filter(|level| (2..=4).contains(level)),
            };
            return level.map(|admin_level: u8| Self {
                admin_level: if admin_level == 2 { 2 } else { 4 },
                disputed: true,
            });
        }
        admin_level(tags).map(|admin_level| Self {
            admin_level,
            disputed: false,
        })
    }

    /// A line that belongs to both: the more important level counts, and one dispute is enough.
    pub(in crate::tiles) fn merged(self, other: Self) -> Self {
        Self {
            admin_level: self.admin_level.min(other.admin_level),
            disputed: self.disputed || other.disputed,
        }
    }
}

fn admin_level(tags: Tags<'_>) -> Option<u8> {
    if !tags.is("boundary", "administrative") {
        return None;
    }
    match tags.get("admin_level") {
        Some("2") => Some(2),
        Some("4") => Some(4),
        _ => None,
    }
}
