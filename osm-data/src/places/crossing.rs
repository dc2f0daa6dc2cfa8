//! "Fountain & Fairfax": where two named streets meet.

use super::data::{Entry, EntryKind};
use super::search;
use super::{Hit, HitKind, Places};
use nearhand_engine::geo::distance;
use nearhand_engine::units::{LngLat, Metres};

/// What people put between two street names, longest first where one begins another.
const BETWEEN: [&str; 10] = [
    " & ",
    " and ",
    " at ",
    " @ ",
    " / ",
    " x ",
    " y ",
    " esquina ",
    " u ",
    "&",
];
/// What people put before them.
const BEFORE: [&str; 6] = [
    "the corner of ",
    "corner of ",
    "corner ",
    "intersection of ",
    "esquina de ",
    "crossing of ",
];
/// How many streets that fit each name are tried.
const STREETS_TRIED: usize = 40;
/// Nodes closer than this are one crossing (roads with separate lanes meet four times), in metres.
const SAME_CROSSING_METRES: f64 = 60.0;

/// Crossings that fit the query, best (then nearest) first; none when it does not name two streets.
pub(super) fn hits(places: &Places, query: &str, near: Option<LngLat>, limit: usize) -> Vec<Hit> {
    let Some((left, right)) = two_names(query) else {
        return Vec::new();
    };
    let streets = |name: &str| -> Vec<usize> {
        search::entries(places, name, near, |entry| entry.kind == EntryKind::Street)
            .iter()
            .map(|found| found.entry)
            .take(STREETS_TRIED)
            .collect()
    };
    let (lefts, rights) = (streets(&left), streets(&right));
    let mut pairs: Vec<(usize, usize, usize)> = Vec::new();
    for (i, &a) in lefts.iter().enumerate() {
        for (j, &b) in rights.iter().enumerate() {
            if a != b {
                pairs.push((i + j, a, b));
            }
        }
    }
    pairs.sort_unstable();
    let mut hits: Vec<Hit> = Vec::new();
    for (_, a, b) in pairs {
        for position in meetings(places, a, b) {
            let known = |hit: &Hit| distance(hit.position, position).0 < SAME_CROSSING_METRES;
            if !hits.iter().any(known) {
                let away = near.map(|near| distance(near, position));
                hits.push(hit(places, a, b, position, away));
            }
        }
        if hits.len() >= limit {
            break;
        }
    }
    hits
}

/// The two names in a query such as "corner of A and B".
fn two_names(query: &str) -> Option<(String, String)> {
    // Lower case may change the length of text, so the split is done on the lowered text itself.
    let query = query.to_lowercase();
    let query = BEFORE
        .iter()
        .find_map(|before| query.trim_start().strip_prefix(before))
        .unwrap_or(&query);
    BETWEEN.iter().find_map(|between| {
        let (left, right) = query.split_once(between)?;
        let (left, right) = (left.trim(), right.trim());
        (!left.is_empty() && !right.is_empty()).then(|| (left.to_owned(), right.to_owned()))
    })
}

fn meetings(places: &Places, a: usize, b: usize) -> Vec<LngLat> {
    let streets = &places.data.streets;
    let (Some(a), Some(b)) = (streets.get(a), streets.get(b)) else {
        return Vec::new();
    };
    a.crossings
        .iter()
        .filter(|crossing| b.crossings.binary_search(crossing).is_ok())
        .map(|&crossing| {
            let [lng, lat] = places.data.crossings[crossing as usize];
            LngLat::from_steps(lng, lat)
        })
        .collect()
}

fn hit(places: &Places, a: usize, b: usize, position: LngLat, distance: Option<Metres>) -> Hit {
    let data = &places.data;
    let street = |street: usize| -> &Entry { &data.entries[street] };
    let name = format!(
        "{} & {}",
        data.text(street(a).name),
        data.text(street(b).name)
    );
    let city = data.text(street(a).city);
    Hit {
        kind: HitKind::Crossing,
        position,
        label: if city.is_empty() {
            name.clone()
        } else {
            format!("{name}, {city}")
        },
        name,
        street: None,
        house_number: None,
        city: Some(city.to_owned()).filter(|city| !city.is_empty()),
        osm_key: None,
        osm_value: None,
        distance,
    }
}

#[cfg(test)]
mod tests {
    use super::two_names;

    #[test]
    fn the_ways_people_name_a_crossing() {
        for query in [
            "Fountain & Fairfax",
            "fountain and fairfax",
            "corner of Fountain and Fairfax",
            "Fountain at Fairfax",
            "Fountain y Fairfax",
            "Fountain&Fairfax",
            "esquina de Fountain y Fairfax",
        ] {
            let expected = Some(("fountain".to_owned(), "fairfax".to_owned()));
            assert_eq!(two_names(query), expected, "{query}");
        }
        for query in ["Fountain Avenue", "Andover Street", "and", "& Fairfax", ""] {
            assert_eq!(two_names(query), None, "{query}");
        }
    }
}
