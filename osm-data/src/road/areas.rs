//! Areas that people walk on: their outlines are ways.

use super::profile::Profile;
use super::way;
use crate::osm::{Extract, MemberId, Tags, WayId};
use std::collections::HashMap;

/// Whether a relation is an area whose outlines are ways for the traveller.
pub(super) fn is_area(profile: &Profile, tags: &Tags<'_>) -> bool {
    profile.areas && tags.is("type", "multipolygon") && way::is_road(profile, tags)
}

/// Ways that are the outline of a walkable area and bear no tags of their own: those of the area.
pub(super) fn outlines<'a>(extract: &'a Extract, profile: &Profile) -> HashMap<WayId, Tags<'a>> {
    let mut outlines = HashMap::new();
    let areas = extract
        .relations()
        .filter(|relation| is_area(profile, &relation.tags));
    for relation in areas {
        for member in relation.members() {
            if let MemberId::Way(id) = member.id
                && extract.way(id).is_some_and(|way| way.tags.is_empty())
            {
                outlines.insert(id, relation.tags);
            }
        }
    }
    outlines
}
