//! Everything that an import left out or found broken, one line each.

use super::ImportReport;
use crate::osm::{Loss, LossKind, MemberId, RelationId};

/// One thing that was left out or is broken, with the object that it is about.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Drop {
    /// What happened, in one word such as `missing_node`.
    pub kind: &'static str,
    /// To which object.
    pub object: MemberId,
    /// Why, or which other object it refers to (as `node/17`); empty where the kind says it all.
    pub detail: String,
}

impl ImportReport {
    /// Everything that was left out or is broken, sorted by kind, object and detail.
    ///
    /// The kinds: `way_not_driven` and `restriction_not_kept` by car (with the reason); `condition_not_kept` (why); `missing_node` and `missing_member`
    /// (with the object referred to); `no_members`, `no_length`, `repeated_node`, `given_twice`, `off_earth`;
    /// `open_area` (a multipolygon whose rings do not close or lack a part) and `coast_end` (a coastline that ends in the
    /// middle of the map).
    #[must_use]
    pub fn drops(&self) -> Vec<Drop> {
        let mut drops: Vec<Drop> = self.losses.iter().map(of_loss).collect();
        for (reason, dropped) in &self.roads.ways_dropped {
            let ways = dropped.ids.iter().copied().map(MemberId::Way);
            drops.extend(ways.map(|way| drop("way_not_driven", way, reason)));
        }
        let not_kept = |id, reason: &dyn std::fmt::Display| {
            drop("restriction_not_kept", MemberId::Relation(id), reason)
        };
        for (reason, dropped) in &self.roads.restrictions_dropped {
            drops.extend(dropped.ids.iter().map(|&id| not_kept(id, reason)));
        }
        let compiled = self.network.restrictions_dropped.iter();
        drops.extend(
            compiled.map(|dropped| not_kept(RelationId(dropped.osm_relation), &dropped.reason)),
        );
        for (reason, dropped) in &self.roads.conditions_dropped {
            let objects = dropped.ids.iter().copied();
            drops.extend(objects.map(|object| drop("condition_not_kept", object, reason)));
        }
        let open_areas = self.open_areas.iter().copied().map(MemberId::Relation);
        drops.extend(open_areas.map(|area| drop("open_area", area, &"")));
        let coast_ends = self.coast_ends.iter().copied().map(MemberId::Way);
        drops.extend(coast_ends.map(|way| drop("coast_end", way, &"")));
        drops.sort_unstable();
        drops
    }
}

fn drop(kind: &'static str, object: MemberId, detail: &dyn std::fmt::Display) -> Drop {
    Drop {
        kind,
        object,
        detail: detail.to_string(),
    }
}

fn of_loss(loss: &Loss) -> Drop {
    let kind = match loss.kind {
        LossKind::MissingNode => "missing_node",
        LossKind::MissingMember => "missing_member",
        LossKind::NoMembers => "no_members",
        LossKind::NoLength => "no_length",
        LossKind::RepeatedNode => "repeated_node",
        LossKind::GivenTwice => "given_twice",
        LossKind::OffEarth => "off_earth",
    };
    Drop {
        kind,
        object: loss.object,
        detail: loss.part.map_or_else(String::new, |part| part.to_string()),
    }
}
